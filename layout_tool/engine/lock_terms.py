"""Locks as terms of the scores: what a person has fixed is required or forbidden, never weighed.

Locks name lines; where they speak of part of a fragment it is cut there (`cut_before`), and from then on they speak of
fragments: links, roles, headings over text, and fragments that share an article or never do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise

from layout_tool.engine.chain_ties import FORBIDDEN, REQUIRED, Ties
from layout_tool.engine.chains import ChainScores
from layout_tool.engine.kept_reading import KeptReading
from layout_tool.engine.lock_logic import PLACED_ROLES, articles_of, groups, reached
from layout_tool.engine.roles import RoleGuess
from layout_tool.model.locks import (
    Apart,
    CannotLink,
    HeadOf,
    Lock,
    MustLink,
    Opens,
    OrderLock,
    RoleLock,
    Together,
    lines_of,
)
from layout_tool.model.roles import HEADING_ROLES, Role

CHAIN_ROLES = frozenset({Role.BODY, Role.DATELINE, Role.SUBHEAD, Role.NOTE})
"""Roles of what always stands in a chain; a sign-off does where a lock links it."""
_SURE = 20.0
"""Log-odds of standing outside, or in the flow, that a lock gives."""
_NONE: frozenset[int] = frozenset()

Pairs = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class LockTerms:
    """The locks of one page, by fragment.

    `placed` must stand in articles, `opens` open one, `together` are pairs of text of one article; `kin` gives for a
    fragment those that share its article by links, headings and company, `apart` those that never do. `kept` is how the
    page is read now, `weighed` whether chains that the locks do not allow are mended in the best of several ways.
    """

    must: Pairs = frozenset()
    cannot: Pairs = frozenset()
    roles: Mapping[int, Role] = field(default_factory=dict)
    heads: Pairs = frozenset()
    order: Pairs = frozenset()
    placed: frozenset[int] = _NONE
    opens: frozenset[int] = _NONE
    together: Pairs = frozenset()
    kin: Mapping[int, frozenset[int]] = field(default_factory=dict)
    apart: Mapping[int, frozenset[int]] = field(default_factory=dict)
    weighed: bool = True
    kept: KeptReading = field(default_factory=KeptReading)

    def __bool__(self) -> bool:
        return any((self.must, self.cannot, self.roles, self.heads, self.placed, self.opens, self.together, self.apart))

    def linked(self) -> frozenset[int]:
        """Fragments that a lock puts into the text of an article."""
        return frozenset(k for pair in self.must | self.together for k in pair) | {body for _, body in self.heads}

    def in_chain(self) -> frozenset[int]:
        """Fragments that stand in a chain."""
        return self.linked() | self.opens | {k for k, role in self.roles.items() if role in CHAIN_ROLES}

    def outside(self) -> frozenset[int]:
        """Fragments that stand in no chain."""
        return (frozenset(self.roles) | {head for head, _ in self.heads}) - self.in_chain()

    def joinable(self, some: Iterable[int], others: Iterable[int]) -> bool:
        """Whether no lock keeps fragments of the one and of the other from sharing an article."""
        if not self.apart:
            return True
        company = set(others)
        return all(company.isdisjoint(self.apart.get(k, _NONE)) for k in some)

    def with_apart(self, pairs: Collection[tuple[int, int]]) -> LockTerms:
        """The terms with more fragments that never share an article, nor do their kin."""
        apart = {k: set(others) for k, others in self.apart.items()}
        for first, second in pairs:
            some, others = self.kin.get(first, {first}), self.kin.get(second, {second})
            for k in some:
                apart.setdefault(k, set()).update(others)
            for k in others:
                apart.setdefault(k, set()).update(some)
        return replace(self, apart={k: frozenset(others) for k, others in apart.items()})

    def parted(self) -> LockTerms:
        """The terms with every two fragments of the order of articles that nothing joins kept apart: where each has an
        article of its own, any order that does not contradict itself is found."""
        pairs = combinations(sorted(self.placed), 2)
        return self.with_apart([(i, j) for i, j in pairs if j not in self.kin.get(i, {i})])

    def settled(self, guesses: Sequence[RoleGuess]) -> LockTerms:
        """The terms with the roles that follow from them: of headings, and of what must stand in an article."""
        roles = dict(self.roles)
        for head, _ in self.heads:
            if head not in roles:
                guess = guesses[head].role
                roles[head] = guess if guess in HEADING_ROLES else Role.HEADLINE
        for k in self.placed:
            if k not in roles and guesses[k].role not in PLACED_ROLES:
                roles[k] = Role.BODY
        return replace(self, roles=roles)

    def guesses(self, guesses: Sequence[RoleGuess]) -> list[RoleGuess]:
        """The guesses, those of locked fragments as the locks say."""
        known = list(guesses)
        inside = self.in_chain()
        for k in inside | self.outside():
            role = self.roles.get(k, known[k].role)
            heading = float(k not in inside and role in HEADING_ROLES)
            known[k] = replace(known[k], role=role, outside=-_SURE if k in inside else _SURE, heading=heading)
        return known

    def apply(self, scores: ChainScores) -> ChainScores:
        """The scores with what is locked required or forbidden."""
        scores = self.kept.apply(scores)
        link, outside = scores.link.copy(), scores.outside.copy()
        for i, j in self.cannot:
            link[i, j] = FORBIDDEN
        for i, j in self.must:
            link[i, j] = REQUIRED
        link[:, list(self.opens)] = FORBIDDEN
        outside[list(self.in_chain())] = FORBIDDEN
        outside[list(self.outside())] = REQUIRED
        linked = self.linked()
        together = sorted({tuple(sorted(kin & linked)) for kin in self.kin.values()})
        return replace(scores, link=link, outside=outside, ties=Ties(self.apart, tuple(together), self.weighed))

    def head_scores(
        self, stacks: Sequence[Sequence[int]], paths: Sequence[Sequence[int]]
    ) -> dict[tuple[int, int], float]:
        """Extra score of (stack, chain) pairs that a lock fixes or forbids."""
        chain_of = {k: c for c, path in enumerate(paths) for k in path}
        stack_of = {k: s for s, stack in enumerate(stacks) for k in stack}
        extra = self.kept.head_scores(stack_of, chain_of)
        extra |= {(stack_of[k], c): FORBIDDEN for k, c in self._barred(stack_of, chain_of)}
        for head, body in self.heads:
            if head in stack_of and body in chain_of:
                extra[stack_of[head], chain_of[body]] = REQUIRED / 10
        return extra

    def _barred(self, stack_of: Mapping[int, int], chain_of: Mapping[int, int]) -> set[tuple[int, int]]:
        """Fragments of stacks, each with a chain that holds what it is kept apart from."""
        return {(k, chain_of[other]) for k in stack_of for other in self.apart.get(k, _NONE) if other in chain_of}


def cut_before(locks: Sequence[Lock], index: Mapping[str, int]) -> frozenset[int]:
    """Places in the list of lines before which a lock demands a cut; `index` gives the place of each line id."""
    cuts: set[int] = set()
    for lock in locks:
        if isinstance(lock, MustLink | CannotLink):
            cuts |= {index[lock.before] + 1} if lock.before in index else set()
            cuts |= {index[lock.after]} if lock.after in index else set()
            if lock.before in index and lock.after in index and index[lock.after] <= index[lock.before]:
                cuts |= {index[lock.before], index[lock.after] + 1}
        elif isinstance(lock, HeadOf) and lock.head in index:
            cuts |= {index[lock.head], index[lock.head] + 1}
        elif isinstance(lock, Opens) and lock.line in index:
            cuts |= {index[lock.line]}
        elif isinstance(lock, Apart) and lock.one in index and lock.other in index:
            cuts |= {max(index[lock.one], index[lock.other])}
    roles = {index[lock.line]: lock.role for lock in locks if isinstance(lock, RoleLock) and lock.line in index}
    for at, role in roles.items():
        cuts |= {at} if roles.get(at - 1) is not role else set()
        cuts |= {at + 1} if roles.get(at + 1) is not role else set()
    return frozenset(cuts | _between_articles(locks, index))


def _between_articles(locks: Sequence[Lock], index: Mapping[str, int]) -> set[int]:
    """Where articles are ordered, a cut before each line that locks name after one of another article."""
    if not any(isinstance(lock, OrderLock) for lock in locks):
        return set()
    home = articles_of(locks)
    named = sorted((index[line], line) for line in home if line in index)
    return {at for (_, before), (at, line) in pairwise(named) if home[before] != home[line]}


def place_locks(locks: Sequence[Lock], index: Mapping[str, int], fragment_at: Sequence[int]) -> LockTerms:
    """The locks of this page by fragment; `fragment_at` gives the fragment of each place in the list of lines.

    Locks that name lines of other pages are left aside; an order of articles of two pages says that there are such.
    """
    here = {name: fragment_at[place] for name, place in index.items()}
    kinds = (MustLink, CannotLink, HeadOf, OrderLock, Together, Apart)
    pairs: dict[type, set[tuple[int, int]]] = {kind: set() for kind in kinds}
    for lock in locks:
        known = [here[line] for line in lines_of(lock) if line in here]
        if len(known) == 2 and known[0] != known[1]:
            pairs[type(lock)].add((known[0], known[1]))
    roles = {here[lock.line]: lock.role for lock in locks if isinstance(lock, RoleLock) and lock.line in here}
    ordered = [line for lock in locks if isinstance(lock, OrderLock) for line in lines_of(lock)]
    kin = _kin(pairs[MustLink] | pairs[HeadOf] | pairs[Together])
    terms = LockTerms(
        frozenset(pairs[MustLink]), frozenset(pairs[CannotLink]), roles, frozenset(pairs[HeadOf]),
        frozenset(pairs[OrderLock]), frozenset(here[line] for line in ordered if line in here),
        frozenset(here[lock.line] for lock in locks if isinstance(lock, Opens) and lock.line in here),
        frozenset(pairs[Together]), kin,
    )  # fmt: skip
    return terms.with_apart(_ordered(pairs[OrderLock], kin) | pairs[Apart])


def _kin(pairs: Collection[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """For each fragment of the pairs, all that are joined with it."""
    home = groups(sorted({k for pair in pairs for k in pair}), sorted(pairs))
    return {k: frozenset(other for other in home if home[other] == home[k]) for k in home}


def _ordered(order: Collection[tuple[int, int]], kin: Mapping[int, frozenset[int]]) -> set[tuple[int, int]]:
    """Fragments of which one stands in an article before that of the other, by one lock or over several."""
    first_of = {k: min(kin.get(k, {k})) for pair in order for k in pair}
    later: dict[int, set[int]] = {}
    for first, then in order:
        later.setdefault(first_of[first], set()).add(first_of[then])
    return {(first, then) for first in later for then in reached(later, first)}
