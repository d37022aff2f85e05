"""A simulated archivist: given the truth of a page it corrects a proposal, the worst fault first, and counts.

The edits are the editor's own. With solving again the page is solved around each of them, as the editor does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from layout_tool.errors import LockConflict
from layout_tool.model import edits
from layout_tool.model.document import Document, Region
from layout_tool.model.edits import EditError
from layout_tool.model.edits_resolved import resolved_page
from layout_tool.model.facts import Said, facts_between, lines_named, locks_in
from layout_tool.model.held import held_on
from layout_tool.model.locks import Lock
from layout_tool.model.page_facts import facts_on, fixed
from layout_tool.model.page_reading import reading_of
from layout_tool.model.proposal import PageProposal
from layout_tool.model.roles import FLOW_ROLES, Role

MOST = 80
Propose = Callable[[Sequence[Lock], Sequence[Said]], PageProposal]
Change = Callable[[Document], Document]


@dataclass(frozen=True, slots=True)
class Label:
    """What the truth says of a line: its article (None outside), its place in it, its role."""

    article: str | None
    place: int
    role: Role


@dataclass(frozen=True, slots=True)
class Policy:
    """How an archivist works: region by region, or also on `whole_articles`, merged and parted in one operation."""

    whole_articles: bool = False


class Archivist:
    """Corrects one page. `labels` by line id; lines without one are nobody's fault."""

    def __init__(
        self, document: Document, labels: Mapping[str, Label], propose: Propose | None, policy: Policy
    ) -> None:
        self.document = document
        self.labels = labels
        self.operations: list[str] = []
        self._known = {line.id for region in document.regions() for line in region.lines}
        self.conflicts = 0
        self._made: set[tuple[str, tuple[object, ...]]] = set()
        self._propose = propose
        self._policy = policy
        self._page = document.pages[0].id

    def work(self) -> int:
        """Correct until nothing is wrong, or nothing helps; the number of operations."""
        while (faults := self.faults(self.document)) and len(self.operations) < MOST:
            tried = []
            for turn, (name, change) in enumerate(self._candidates()):
                try:
                    after = change(self.document)
                except EditError:
                    continue
                left = self.faults(after)
                if left < faults and (name, _told(self.document, after)) not in self._made:
                    tried.append((left, turn, name, after))
            if not tried:
                break
            _, _, name, after = min(tried, key=lambda one: one[:2])
            self.operations.append(name)
            self._made.add((name, _told(self.document, after)))
            self._take(after)
        return len(self.operations)

    def faults(self, document: Document) -> int:
        """Lines in the wrong company, of the wrong role, or read after the wrong line."""
        regions = {region.id: region for region in document.regions()}
        homes = self._homes(document, regions)
        wrong = 0
        for article in document.articles:
            own = [regions[name] for name in article.regions]
            for region in own:
                for line in region.lines:
                    label = self.labels.get(line.id)
                    if label is not None:
                        wrong += homes.get(label.article or "") != article.id
            flow = [
                self.labels[line.id].place
                for region in own
                if region.role in FLOW_ROLES
                for line in region.lines
                if line.id in self.labels and homes.get(self.labels[line.id].article or "") == article.id
            ]
            wrong += sum(first > second for first, second in pairwise(flow))
        for name in document.outside:
            for line in regions[name].lines:
                label = self.labels.get(line.id)
                wrong += label is not None and label.article is not None
        for region in regions.values():
            for line in region.lines:
                label = self.labels.get(line.id)
                wrong += label is not None and not _alike(label.role, region.role)
        return wrong

    def _homes(self, document: Document, regions: Mapping[str, Region]) -> dict[str, str]:
        """The article that stands for each true one: that with most of its letters, each for one."""
        shared: Counter[tuple[str, str]] = Counter()
        for article in document.articles:
            for name in article.regions:
                for line in regions[name].lines:
                    label = self.labels.get(line.id)
                    if label is not None and label.article is not None:
                        shared[label.article, article.id] += max(1, len(line.text))
        homes: dict[str, str] = {}
        for (truth, home), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
            if truth not in homes and home not in homes.values():
                homes[truth] = home
        return homes

    def _take(self, after: Document) -> None:
        if self._propose is None:
            self.document = after
            return
        before, self.document = self.document, fixed(self.document, after)
        page = next(one for one in self.document.pages if one.id == self._page)
        facts = [fact for fact in facts_on(page) if self._known.issuperset(lines_named(fact))]
        try:
            proposal = self._propose(locks_in(facts), reading_of(self.document, self._page, before))
        except LockConflict:
            self.conflicts += 1
            return
        self.document = resolved_page(self.document, self._page, proposal, held_on(page, facts))

    def _candidates(self) -> Iterator[tuple[str, Change]]:
        document = self.document
        regions = {region.id: region for region in document.regions()}
        homes = self._homes(document, regions)
        owners = {name: article.id for article in document.articles for name in article.regions}
        for region in regions.values():
            yield from self._for_region(region, owners.get(region.id), homes)
        truths = {article: truth for truth, article in homes.items()}
        majority = {article.id: self._majority(article.regions, regions) for article in document.articles}
        for article in document.articles:
            truth = majority[article.id]
            home = homes.get(truth or "")
            if self._policy.whole_articles and home is not None and home != article.id:
                yield "merge", _merge(home, article.id)
                yield "merge", _merge(article.id, home)
            for name in article.regions[1:] if self._policy.whole_articles else ():
                yield "split article", _split_article(name)
            order = sorted(
                (name for name in article.regions if regions[name].lines), key=lambda name: self._place(regions[name])
            )
            if truths.get(article.id) is not None and order != list(article.regions):
                yield "order", _order(article.id, order)

    def _for_region(self, region: Region, owner: str | None, homes: Mapping[str, str]) -> Iterator[tuple[str, Change]]:
        labels = [(at, self.labels[line.id]) for at, line in enumerate(region.lines) if line.id in self.labels]
        if not labels:
            return
        for (_, one), (at, other) in pairwise(labels):
            if one.article != other.article or not _alike(one.role, other.role):
                yield "split region", _split(region.id, at)
        truth = Counter(label.article for _, label in labels).most_common(1)[0][0]
        role = Counter(label.role for _, label in labels).most_common(1)[0][0]
        if not _alike(role, region.role):
            yield "role", _role(region.id, role)
        if truth is None and owner is not None:
            yield "outside", _assign(region.id, None)
        elif truth is not None and homes.get(truth) is None:
            yield "new article", _new(region.id)
        elif truth is not None and homes[truth] != owner:
            yield "assign", _assign(region.id, homes[truth])

    def _majority(self, names: Sequence[str], regions: Mapping[str, Region]) -> str | None:
        counted: dict[str | None, int] = defaultdict(int)
        for name in names:
            for line in regions[name].lines:
                if line.id in self.labels:
                    counted[self.labels[line.id].article] += len(line.text)
        return max(counted, key=lambda truth: (counted[truth], str(truth)), default=None)

    def _place(self, region: Region) -> tuple[int, int]:
        places = [self.labels[line.id].place for line in region.lines if line.id in self.labels]
        return (0, places[0]) if places else (1, 0)


def _told(before: Document, after: Document) -> tuple[object, ...]:
    """What an edit says: nobody says it twice."""
    said = facts_between(before, after, before.pages[0].id)
    return said or tuple(article.regions for article in after.articles)


_COARSE = {
    Role.KICKER: Role.HEADLINE, Role.DECK: Role.HEADLINE, Role.SUBHEAD: Role.HEADLINE, Role.DATELINE: Role.BODY,
    Role.NOTE: Role.BODY, Role.PULLQUOTE: Role.BODY, Role.SIGNOFF: Role.BYLINE, Role.CREDIT: Role.CAPTION,
    Role.MASTHEAD: Role.OTHER, Role.FOLIO: Role.OTHER, Role.INDEX: Role.OTHER, Role.ADVERTISEMENT: Role.OTHER,
}  # fmt: skip


def _alike(one: Role, other: Role) -> bool:
    """Whether two roles count as one, as the scorer has it."""
    return _COARSE.get(one, one) is _COARSE.get(other, other)


def _merge(article: str, other: str) -> Change:
    return lambda document: edits.merge_articles(document, article, [other])


def _split_article(region: str) -> Change:
    return lambda document: edits.split_article(document, region)


def _order(article: str, order: Sequence[str]) -> Change:
    return lambda document: edits.order_from_clicks(document, article, order)


def _split(region: str, line: int) -> Change:
    return lambda document: edits.split_region(document, region, line)


def _role(region: str, role: Role) -> Change:
    return lambda document: edits.set_role(document, [region], role)


def _assign(region: str, article: str | None) -> Change:
    return lambda document: edits.assign(document, [region], article)


def _new(region: str) -> Change:
    return lambda document: edits.new_article(document, [region])
