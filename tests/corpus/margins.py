"""How well small margins find wrong decisions on the corpus: `python -m tests.corpus.margins --dump seedlike`.

A link is right where its second end is the next text of the same article after its first; a start where no text of its
article stands before it; a head and an attachment where both belong to one article; a role where the line is no
running text. Two halves of a story that were not joined are thus one wrong start, and two stories joined one wrong
link. Decisions whose ends the truth does not know (pictures, lines that no printed line stands in) are left out.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layout_tool.ingest.pdf.source import open_pdf
from layout_tool.model.contract import to_json
from layout_tool.model.decision import Decision, DecisionKind
from layout_tool.model.document import Document
from tests.corpus.figures import KINDS as TEXT_KINDS
from tests.corpus.figures import SHARED, propose_document, scorer, slugs
from tests.corpus.pdf_figures import KINDS, pdf_of, propose_page, truth_of
from tests.corpus.perturbed import read_dump

COUNTED = (DecisionKind.LINK, DecisionKind.START, DecisionKind.HEAD)
SHOWN = (*COUNTED, DecisionKind.ATTACH, DecisionKind.ROLE)
WEAKEST = 0.2
_TEXT = ("body", "dateline")
"""What chains are made of; a subhead or a sign-off between two of them parts no link."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision's margin and whether it is wrong."""

    kind: DecisionKind
    margin: float
    wrong: bool


class _Truth:
    """The printed lines that stand in each proposed line, and their places in their articles."""

    def __init__(self, truth: Mapping[str, Any], hits: Mapping[str, Sequence[tuple[str | None, float]]]) -> None:
        types = {region["id"]: region["type"] for region in truth["regions"]}
        self.text = {line["id"]: (line.get("role") or types[line["region"]]) in _TEXT for line in truth["lines"]}
        self.place = {line: (a["id"], n) for a in truth["articles"] for n, line in enumerate(a["lines"])}
        self.lines = {article["id"]: article["lines"] for article in truth["articles"]}
        self.ordered = {article["id"]: article.get("ordered", True) for article in truth["articles"]}
        spots: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for printed, found in hits.items():
            for line, position in found:
                if line is not None:
                    spots[line].append((position, printed))
        self.ends = {line: (min(some)[1], max(some)[1]) for line, some in spots.items()}

    def wrong(self, decision: Decision) -> bool | None:
        """Whether the decision is wrong; None where the truth does not tell."""
        if any(name not in self.ends for name in decision.subjects) or not decision.subjects:
            return None
        first = self.ends[decision.subjects[0]]
        if decision.kind is DecisionKind.ROLE:
            return self.text[first[0]]
        if decision.kind is DecisionKind.START:
            home = self.place.get(first[0])
            return home is None or (self.ordered[home[0]] and self._text_between(home[0], 0, home[1]))
        if len(decision.subjects) < 2:
            return None
        before = self.place.get(first[1] if decision.kind is DecisionKind.LINK else first[0])
        after = self.place.get(self.ends[decision.subjects[1]][0])
        if before is None or after is None or before[0] != after[0]:
            return True
        if decision.kind is not DecisionKind.LINK or not self.ordered[before[0]]:
            return False
        return after[1] <= before[1] or self._text_between(before[0], before[1] + 1, after[1])

    def _text_between(self, article: str, start: int, stop: int) -> bool:
        return any(self.text[line] for line in self.lines[article][start:stop])


def _judged(document: Document, truth: _Truth) -> list[Judged]:
    found = ((decision, truth.wrong(decision)) for decision in document.decisions if decision.kind in SHOWN)
    return [Judged(decision.kind, decision.margin, wrong) for decision, wrong in found if wrong is not None]


def judged_pdf(shared: Path, slug: str) -> list[Judged]:
    """The decisions on a typeset page."""
    (page,) = open_pdf(pdf_of(shared, slug), isolated=False).pages
    document, truth = propose_page(page, shared, slug), truth_of(shared, slug)
    score = scorer(shared)
    hits = score.locate_by_box(truth, score.Proposal(json.loads(to_json(document))))
    return _judged(document, _Truth(truth, hits))


def judged_dump(shared: Path, slug: str, dump: str) -> list[Judged]:
    """The decisions on a text dump of a page."""
    page = read_dump(shared / "corpus" / "synth", slug, dump)
    document = propose_document(page.text)
    score = scorer(shared)
    proposal = score.Proposal(json.loads(to_json(document)))
    return _judged(document, _Truth(page.truth, score.locate_by_offset(page.truth, proposal, page.text, page.mapping)))


def counted(rows: Sequence[Judged]) -> list[Judged]:
    """Links, starts and heads."""
    return [row for row in rows if row.kind in COUNTED]


def share_among_weakest(rows: Sequence[Judged], part: float = WEAKEST) -> float:
    """The share of the wrong decisions that is among this part of the smallest margins; of equal ones, the right come
    first, so that the share is never flattered."""
    ranked = sorted(rows, key=lambda row: (row.margin, row.wrong))
    wrong = sum(row.wrong for row in ranked)
    weakest = ranked[: math.ceil(part * len(ranked))]
    return sum(row.wrong for row in weakest) / wrong if wrong else math.nan


def area(rows: Sequence[Judged]) -> float:
    """The area under the ROC curve: how often a wrong decision has a smaller margin than a right one."""
    wrong = [row.margin for row in rows if row.wrong]
    right = [row.margin for row in rows if not row.wrong]
    if not wrong or not right:
        return math.nan
    return sum((w < r) + (w == r) / 2 for w in wrong for r in right) / (len(wrong) * len(right))


def _print(title: str, rows: Sequence[Judged]) -> None:
    groups = {"link+start+head": counted(rows)} | {kind.value: [r for r in rows if r.kind is kind] for kind in SHOWN}
    for name, some in groups.items():
        sys.stdout.write(
            f"{title:32} {name:16} number={len(some):5} wrong={sum(row.wrong for row in some):4} "
            f"weakest={share_among_weakest(some):.3f} area={area(some):.3f}\n"
        )
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures that were asked for: PDFs, or dumps where some are named."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--only", help="pages as a glob, parted by commas; default: each kind")
    parser.add_argument("--dump", help="dumps instead of PDFs, parted by commas")
    given = parser.parse_args(arguments)
    kinds = TEXT_KINDS if given.dump else KINDS
    everything: list[Judged] = []
    for only in given.only.split(",") if given.only else [f"{kind}-*" for kind in kinds]:
        rows: list[Judged] = []
        for slug in slugs(SHARED, only):
            for dump in given.dump.split(",") if given.dump else ():
                rows.extend(judged_dump(SHARED, slug, dump))
            if not given.dump:
                rows.extend(judged_pdf(SHARED, slug))
        _print(f"{only} {given.dump or 'pdf'}"[:32], rows)
        everything.extend(rows)
    _print("all", everything)
    return 0


if __name__ == "__main__":
    sys.exit(main())
