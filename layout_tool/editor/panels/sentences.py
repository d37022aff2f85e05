"""Why something was decided, in sentences: what was decided, the terms for and against, and what else it might be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from layout_tool.editor.document import EditorDocument
from layout_tool.editor.panels.outline import first_words
from layout_tool.messages import Messages
from layout_tool.model.alternatives import alternatives
from layout_tool.model.decision import Decision, DecisionKind, Evidence, RunnerUp
from layout_tool.model.doubts import probability
from layout_tool.model.untaken import Untaken

_QUOTE = 16
_DECIDED = {
    (DecisionKind.LINK, 2): "panels_why_link",
    (DecisionKind.START, 1): "panels_why_start",
    (DecisionKind.HEAD, 2): "panels_why_head",
    (DecisionKind.HEAD, 1): "panels_why_head_none",
    (DecisionKind.ATTACH, 2): "panels_why_attach",
    (DecisionKind.ATTACH, 1): "panels_why_attach_none",
    (DecisionKind.ROLE, 1): "panels_why_role",
    (DecisionKind.JUMP, 2): "panels_why_jump",
}
_ASKED = {
    (DecisionKind.LINK, 2): "panels_doubt_link",
    (DecisionKind.START, 1): "panels_doubt_start",
    (DecisionKind.HEAD, 2): "panels_doubt_head",
    (DecisionKind.HEAD, 1): "panels_doubt_head_none",
    (DecisionKind.ATTACH, 2): "panels_doubt_attach",
    (DecisionKind.ATTACH, 1): "panels_doubt_attach_none",
    (DecisionKind.ROLE, 1): "panels_doubt_role",
    (DecisionKind.JUMP, 2): "panels_doubt_jump",
}
_INSTEAD = {
    (DecisionKind.LINK, 2): "panels_instead_link",
    (DecisionKind.HEAD, 2): "panels_instead_head",
    (DecisionKind.HEAD, 1): "panels_why_head_none",
    (DecisionKind.ATTACH, 2): "panels_instead_attach",
    (DecisionKind.ATTACH, 1): "panels_why_attach_none",
    (DecisionKind.ROLE, 1): "panels_instead_role",
    (DecisionKind.START, 1): "panels_why_start",
    (DecisionKind.JUMP, 2): "panels_instead_link",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a score in words; positive speaks for the decision."""

    words: str
    score: float

    @property
    def signed(self) -> str:
        """The score with its sign: +2.4, −0.4."""
        return f"{self.score:+.1f}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class End:
    """What ① or ② stands for: a region and some words of it."""

    mark: str
    region: str
    words: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """A decision in words."""

    decision: str
    decided: str
    ends: tuple[End, ...]
    terms: tuple[Term, ...]
    sums: str
    instead: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a doubt asks, and its answers in words: the decision first, then what else it might be."""

    region: str
    asked: str
    answers: tuple[str, ...]


def reasons(editor: EditorDocument, decision: Decision, messages: Messages) -> Reasons:
    """The decision in the words of a language."""
    return _Speaker(editor, messages).reasons(decision)


def untaken_reasons(editor: EditorDocument, untaken: Untaken, messages: Messages) -> Reasons:
    """What was not decided, in the words of a language: its price, and what was decided in its place."""
    return _Speaker(editor, messages).untaken(untaken)


def question(editor: EditorDocument, decision: Decision, messages: Messages) -> Question:
    """The decision as a question in the words of a language."""
    return _Speaker(editor, messages).question(decision)


class _Speaker:
    def __init__(self, editor: EditorDocument, messages: Messages) -> None:
        self._editor = editor
        self._doubts = editor.doubts
        self._words = messages

    def untaken(self, untaken: Untaken) -> Reasons:
        decision = untaken.decision
        said = self.reasons(decision)
        if decision.runner_up is None:
            return replace(said, sums=self._words.text("panels_untaken_is_so", sum=_plain(decision.score)))
        key = "panels_untaken_forbidden" if untaken.forbidden else "panels_untaken_sums"
        sums = self._words.text(key, sum=_plain(decision.score), cost=f"{decision.margin:.1f}", changes=untaken.changes)
        return replace(said, decided=self._words.text("panels_untaken", decided=said.decided), sums=sums)

    def question(self, decision: Decision) -> Question:
        homes = self._doubts.regions(decision.subjects[:1])
        key = _ASKED.get((decision.kind, len(decision.subjects)), "panels_why_other")
        ends = {end.mark: end.words for end in self._ends(decision)}
        role = self._editor.index.regions[homes[0]].role if homes else "other"
        gone = self._words.text("panels_place_gone")
        asked = self._words.text(
            key, first=ends.get("①", gone), then=ends.get("②", gone), role=self._words.text(f"role_{role}")
        )
        said = self._words.text(
            _DECIDED.get((decision.kind, len(decision.subjects)), "panels_why_other"),
            role=self._words.text(f"role_{role}"),
        )
        others = [self._instead(decision, other) for other in alternatives(decision)]
        return Question(homes[0] if homes else "", asked, (said, *(words for words in others if words)))

    def reasons(self, decision: Decision) -> Reasons:
        ordered = sorted(decision.evidence, key=lambda term: -abs(term.score))
        terms = tuple(Term(self._term(term), term.score) for term in ordered if round(term.score, 1))
        return Reasons(
            decision.id, self._decided(decision), self._ends(decision), terms, self._sums(decision),
            self._instead(decision, decision.runner_up),
        )  # fmt: skip

    def _decided(self, decision: Decision) -> str:
        key = _DECIDED.get((decision.kind, len(decision.subjects)), "panels_why_other")
        homes = self._doubts.regions(decision.subjects[:1])
        role = self._editor.index.regions[homes[0]].role if homes else "other"
        said = self._words.text(key, role=self._words.text(f"role_{role}"))
        letter = self._letter(homes[0]) if homes else ""
        return self._words.text("panels_why_of", letter=letter, decided=said) if letter else said

    def _ends(self, decision: Decision) -> tuple[End, ...]:
        found = []
        for mark, subject in zip("①②", decision.subjects, strict=False):
            homes = self._doubts.regions([subject])
            if homes:
                tail = decision.kind in (DecisionKind.LINK, DecisionKind.JUMP) and mark == "①"
                found.append(End(mark, homes[0], self._quote(subject, tail=tail)))
        return tuple(found)

    def _term(self, term: Evidence) -> str:
        key = f"evidence_{term.name.replace('.', '_')}"
        if term.name.startswith("cue."):
            key = "evidence_cue"
        words = self._words.text(key) if key in self._words.sentences else term.name
        words = words[:1].upper() + words[1:]
        return self._words.text("panels_why_quoted", words=words, detail=term.detail) if term.detail else words

    def _sums(self, decision: Decision) -> str:
        if decision.locked:
            return self._words.text("panels_why_locked", sum=_plain(decision.score))
        share = min(99, round(100 * probability(decision)))
        return self._words.text(
            "panels_why_sums", sum=_plain(decision.score), margin=f"{decision.margin:.1f}", share=share
        )

    def _instead(self, decision: Decision, other: RunnerUp | None) -> str:
        if other is None:
            return ""
        if not other.subjects:
            key = "panels_instead_text" if decision.kind is DecisionKind.ROLE else "panels_instead_end"
            return self._words.text(key)
        into_first = decision.kind is DecisionKind.START and other.kind is DecisionKind.LINK
        key = "panels_instead_into" if into_first else _INSTEAD.get((other.kind, len(other.subjects)), "")
        return self._words.text(key, place=self._place(other, first=into_first)) if key else ""

    def _place(self, other: RunnerUp, *, first: bool) -> str:
        subject = other.subjects[0 if first else -1]
        homes = self._doubts.regions([subject])
        if not homes:
            return self._words.text("panels_place_gone")
        letter = self._letter(homes[0])
        quote = self._quote(subject, tail=first)
        return self._words.text("panels_place", letter=letter, words=quote) if letter else quote

    def _letter(self, region: str) -> str:
        index = self._editor.index
        owner = index.owners.get(region)
        looks = self._editor.looks(index.page_of[region])
        look = looks.get(owner or "")
        return look.letter if look is not None else ""

    def _quote(self, subject: str, *, tail: bool) -> str:
        index = self._editor.index
        region = index.regions.get(subject)
        text = first_words([region]) if region is not None else index.lines[subject][1].text
        text = " ".join(text.split())
        if tail:
            return f"…{text[-_QUOTE:].lstrip()}" if len(text) > _QUOTE else text
        return f"{text[:_QUOTE].rstrip()}…" if len(text) > _QUOTE else text


def _plain(number: float) -> str:
    return f"{number:.1f}".replace("-", "−")
