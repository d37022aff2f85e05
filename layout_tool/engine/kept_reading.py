"""How the page is read now, as evidence: what a person saw and left as it was is likely to be right.

It is a small bonus, so that only what the evidence speaks for moves when a page is solved again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from layout_tool.engine.chains import ChainScores
from layout_tool.model.decision import Evidence
from layout_tool.model.facts import Placed, Said
from layout_tool.model.locks import CannotLink, HeadOf, MustLink, Opens

LINK, START, HEAD, PLACED, BESIDE = "kept_link", "kept_start", "kept_head", "placed", "beside"
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class KeptReading:
    """How often links, and headings over text, are said of the page, by fragment; `placed` gives for a fragment that a
    person put somewhere one of the article it stands in (NOWHERE: in none, or one of its own)."""

    links: Mapping[tuple[int, int], int] = field(default_factory=dict)
    heads: Mapping[tuple[int, int], int] = field(default_factory=dict)
    placed: Mapping[int, int] = field(default_factory=dict)
    opens: frozenset[int] = frozenset()
    weights: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Sequence[Said], fragment_of: Mapping[str, int], weights: Mapping[str, float]) -> KeptReading:
        """From what is said of lines; pairs within one fragment say nothing."""
        links: Counter[tuple[int, int]] = Counter()
        heads: Counter[tuple[int, int]] = Counter()
        placed: dict[int, int] = {}
        opens: set[int] = set()
        for said in reading:
            match said:
                case Placed(line, company):
                    if line in fragment_of:
                        home = fragment_of.get(company or "", NOWHERE)
                        placed[fragment_of[line]] = NOWHERE if home == fragment_of[line] else home
                case Opens(line):
                    opens.update({fragment_of[line]} if line in fragment_of else ())
                case MustLink(first, second) | CannotLink(first, second) | HeadOf(first, second):
                    pair = fragment_of.get(first, NOWHERE), fragment_of.get(second, NOWHERE)
                    if NOWHERE not in pair and pair[0] != pair[1]:
                        (heads if isinstance(said, HeadOf) else links)[pair] += (
                            -1 if isinstance(said, CannotLink) else 1
                        )
        return cls(links, heads, placed, frozenset(opens), weights)

    def apply(self, scores: ChainScores) -> ChainScores:
        """The scores with the bonus of the links."""
        if not self.links and not self.opens:
            return scores
        link, start = scores.link.copy(), scores.start.copy()
        start[list(self.opens)] += self.weights[START]
        for (i, j), times in self.links.items():
            link[i, j] += times * self.weights[LINK]
        return replace(scores, link=link, start=start)

    def head_scores(self, stack_of: Mapping[int, int], chain_of: Mapping[int, int]) -> dict[tuple[int, int], float]:
        """The bonus of (stack, chain) pairs."""
        return {
            (stack_of[head], chain_of[body]): times * self.weights[HEAD]
            for (head, body), times in self.heads.items()
            if head in stack_of and body in chain_of
        }

    def opening(self, j: int) -> tuple[Evidence, ...]:
        """The term of a start."""
        return (Evidence(f"fixed.{START}", 1.0, self.weights[START]),) if j in self.opens else ()

    def evidence(self, i: int, j: int) -> tuple[Evidence, ...]:
        """The term of a link."""
        times = self.links.get((i, j), 0)
        return (Evidence(f"fixed.{LINK}", float(times), self.weights[LINK]),) if times else ()

    def company(self, group: Iterable[int], members: Collection[int]) -> tuple[Evidence, ...]:
        """What a person said of where one of the group stands, for or against the article with these members."""
        homes = [self.placed[k] for k in group if k in self.placed]
        if not homes:
            return ()
        here = homes[0] in members if homes[0] != NOWHERE else not members
        return (Evidence(f"fixed.{PLACED}", 1.0 if here else -1.0, self.weights[PLACED]),)

    def beside(self, neighbours: Iterable[int], members: Collection[int]) -> tuple[Evidence, ...]:
        """What a person said of the places of such lines close by speaks for this one's."""
        here = any(self.placed.get(k, NOWHERE) in members for k in neighbours)
        return (Evidence(f"fixed.{BESIDE}", 1.0, self.weights[BESIDE]),) if here else ()
