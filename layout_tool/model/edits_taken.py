"""Edits of decisions: confirmed, or the runner-up taken in the place of what was decided.

Each fixes what the person said, as a fact of its page. They reshape the page by themselves, so that they do what they
say also where nothing is solved again; a fresh solution then mends the neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from layout_tool.model.decision import Decision, DecisionKind, RunnerUp
from layout_tool.model.document import Document, Region
from layout_tool.model.edit_error import EditError
from layout_tool.model.edits_articles import assign, merge_articles, new_article
from layout_tool.model.edits_cuts import split_region
from layout_tool.model.edits_draft import Draft
from layout_tool.model.edits_regions import set_role
from layout_tool.model.facts import CHAINED_ROLES, Fact, Placed
from layout_tool.model.page_facts import confirming, fixing, instead
from layout_tool.model.roles import FLOW_ROLES, HEADING_ROLES, PICTURE_ROLES, Role


def accept(document: Document, decisions: Sequence[str]) -> Document:
    """Confirm decisions of the engine: each is a fact of its page from now on, and locked.

    One that no fact can say (a jump to another page) is locked alone.
    """
    chosen = [_decision(document, name) for name in decisions]
    locked = {decision.id for decision in (*chosen, *document.decisions) if decision.locked or decision in chosen}
    for decision in chosen:
        fact = confirming(_by_lines(document, decision), document)
        if fact is not None:
            document = fixing(document, _page_of(document, decision), [fact])
    return _with_decisions(
        document,
        [replace(one, locked=True) if one.id in locked and not one.locked else one for one in document.decisions],
    )


def _with_decisions(document: Document, decisions: Sequence[Decision]) -> Document:
    same = len(decisions) == len(document.decisions)
    same = same and all(one is other for one, other in zip(decisions, document.decisions, strict=True))
    return document if same else replace(document, decisions=tuple(decisions))


def taken(document: Document, name: str, other: RunnerUp | None = None) -> Document:
    """Take the runner-up of a decision, or another choice in its place.

    A link: the texts behind the two ends change places, or are joined where one is empty. A heading, caption or byline
    goes to the other article, or outside. A role: text comes back as text, what is none goes outside. Raises EditError
    where there is no other choice, or what it speaks of is gone.
    """
    decision = _decision(document, name)
    decision = _by_lines(document, decision if other is None else replace(decision, runner_up=other))
    fact = instead(decision)
    if decision.runner_up is None or fact is None:
        raise EditError("edit_no_runner_up")
    page = _page_of(document, decision)
    changed = _reshaped(document, decision, decision.runner_up)
    if isinstance(fact, Placed) and fact.company is None and _stands_alone(changed, fact.line):
        fact = Placed(fact.line, fact.line)
    return _settled(fixing(changed, page, [fact]), decision, fact)


def instated(document: Document, decision: Decision) -> Document:
    """Make it so as a decision says that was never taken: a link, or a heading of a story."""
    fact = confirming(decision, document)
    if fact is None:
        raise EditError("edit_no_runner_up")
    choice = RunnerUp(decision.kind, decision.subjects, decision.score)
    changed = _reshaped(document, decision, choice)
    changed = fixing(changed, _page_of(document, decision), [fact])
    return _with_decisions(changed, [one for one in changed.decisions if not _overruled(one, decision)])


def _overruled(one: Decision, by: Decision) -> bool:
    """Whether a decision says otherwise than another of the same ends."""
    if one.kind is by.kind and one.subjects == by.subjects:
        return False
    heads = by.kind is DecisionKind.HEAD and one.kind is by.kind and one.subjects[:1] == by.subjects[:1]
    return heads or _contradicts(one, by, RunnerUp(by.kind, by.subjects, by.score))


def taken_all(document: Document, names: Iterable[str]) -> Document:
    """Take the runner-up of each of these decisions; one that an earlier one made pointless is passed over."""
    for name in names:
        if any(one.id == name for one in document.decisions):
            document = taken(document, name)
    return document


def _decision(document: Document, name: str) -> Decision:
    found = next((one for one in document.decisions if one.id == name), None)
    if found is None:
        raise EditError("edit_no_decision", decision=name)
    return found


def _reshaped(document: Document, decision: Decision, other: RunnerUp) -> Document:
    match decision.kind, other.kind, other.subjects:
        case ((DecisionKind.LINK | DecisionKind.START), DecisionKind.LINK, (first, then)):
            return _linked(document, first, then)
        case DecisionKind.LINK, DecisionKind.LINK, ():
            return _ended(document, decision.subjects[-1])
        case DecisionKind.LINK, DecisionKind.ROLE, (line,):
            return _outside(document, line, decision.subjects[0])
        case _, DecisionKind.HEAD, (head, *body):
            return _headed(document, head, body[0] if body else None)
        case _, DecisionKind.ATTACH, (member, *body):
            return _attached(document, member, body[0] if body else None)
        case _:
            return set_role(document, [_region(document, decision.subjects[0]).id], Role.BODY)


def _linked(document: Document, first: str, then: str) -> Document:
    """Line `then` is read directly after line `first`."""
    document = _cut(_cut(document, then, behind=False), first, behind=True)
    draft = Draft(document)
    before, after = _region(document, first).id, _region(document, then).id
    home, away = draft.owner_of(before), draft.owner_of(after)
    if home is None:
        raise EditError("edit_in_no_article")
    if away is None:
        return _followed(document, home, before, [after])
    if home == away:
        return _within(document, home, before, after)
    tail, coming = _tail(draft, home, before), [after, *_tail(draft, away, after)]
    if not tail and not _text(draft, draft.members[away][: draft.members[away].index(after)]):
        return merge_articles(document, home, [away])
    return _exchanged(document, (home, before, tail), (away, after, coming))


def _exchanged(
    document: Document, one: tuple[str, str, Sequence[str]], other: tuple[str, str, Sequence[str]]
) -> Document:
    """What follows region `before` of one article, and what begins at region `after` of another, change places."""
    (home, before, tail), (away, after, coming) = one, other
    draft = Draft(document)
    ours, theirs = draft.members[home], draft.members[away]
    place = theirs.index(after)
    draft.members[away] = [*theirs[:place], *tail, *(name for name in theirs[place:] if name not in coming)]
    kept = [name for name in ours if name not in tail]
    at = kept.index(before) + 1
    draft.members[home] = [*kept[:at], *coming, *kept[at:]]
    return draft.finish()


def _within(document: Document, article: str, before: str, after: str) -> Document:
    """Both ends are in one article: what stands between them is read at the end."""
    draft = Draft(document)
    tail = _tail(draft, article, before)
    if after not in tail:
        raise EditError("edit_read_in_circle")
    at = tail.index(after)
    order = iter([*tail[at:], *tail[:at]])
    draft.members[article] = [next(order) if name in tail else name for name in draft.members[article]]
    return draft.finish()


def _followed(document: Document, article: str, before: str, coming: Sequence[str]) -> Document:
    """Regions from outside are read after region `before`; what was read there is an article of its own."""
    tail = _tail(Draft(document), article, before)
    document = new_article(document, tail) if tail else document
    strangers = [name for name in coming if not _is_text(document, name)]
    document = set_role(document, strangers, Role.BODY) if strangers else document
    draft = Draft(document)
    for name in coming:
        draft.outside.remove(name)
    at = draft.members[article].index(before) + 1
    draft.members[article][at:at] = coming
    return draft.finish()


def _ended(document: Document, then: str) -> Document:
    """The story ends before line `then`, which begins one of its own."""
    document = _cut(document, then, behind=False)
    draft = Draft(document)
    region = _region(document, then).id
    article = draft.owner_of(region)
    if article is None:
        raise EditError("edit_in_no_article")
    return new_article(document, [region, *_tail(draft, article, region)])


def _outside(document: Document, first: str, last: str) -> Document:
    """The lines from `first` to `last` are no running text."""
    document = _cut(_cut(document, first, behind=False), last, behind=True)
    start, end = _region(document, first).id, _region(document, last).id
    names = [start] if start == end else _between(document, start, end)
    return assign(set_role(document, names, Role.OTHER), names, None)


def _between(document: Document, start: str, end: str) -> list[str]:
    """The regions of an article from one to another."""
    for article in document.articles:
        if start in article.regions and end in article.regions:
            places = sorted((article.regions.index(start), article.regions.index(end)))
            return list(article.regions[places[0] : places[1] + 1])
    return [start]


def _headed(document: Document, head: str, body: str | None) -> Document:
    """The headline stack with line `head` goes to the article with line `body`, whose own one takes its place."""
    draft = Draft(document)
    region = _region(document, head).id
    home = draft.owner_of(region)
    stack = _stack(draft, home, region)
    if body is None:
        return assign(document, stack, None)
    target = draft.owner_of(_region(document, body).id)
    if target is None:
        raise EditError("edit_in_no_article")
    theirs = [name for name in draft.members[target] if draft.regions[name].role in HEADING_ROLES]
    if home == target:
        return document
    draft.place_of(region)[:] = [name for name in draft.place_of(region) if name not in stack]
    draft.members[target] = [*stack, *(name for name in draft.members[target] if name not in theirs)]
    if home is not None:
        draft.members[home] = [*theirs, *draft.members[home]]
    else:
        draft.outside += theirs
    return draft.finish()


def _stack(draft: Draft, article: str | None, region: str) -> list[str]:
    """The region with the headings that stand directly before and after it."""
    if article is None:
        return [region]
    members = draft.members[article]
    start = end = members.index(region)
    while start > 0 and draft.regions[members[start - 1]].role in HEADING_ROLES:
        start -= 1
    while end + 1 < len(members) and draft.regions[members[end + 1]].role in HEADING_ROLES:
        end += 1
    return members[start : end + 1]


def _attached(document: Document, member: str, body: str | None) -> Document:
    region = _region(document, member)
    if body is not None:
        owner = Draft(document).owner_of(_region(document, body).id)
        if owner is None:
            raise EditError("edit_in_no_article")
        return assign(document, [region.id], owner)
    return new_article(document, [region.id]) if region.role in PICTURE_ROLES else assign(document, [region.id], None)


def _stands_alone(document: Document, line: str) -> bool:
    region = _region(document, line).id
    return any(region in article.regions for article in document.articles)


def _settled(document: Document, was: Decision, fact: Fact) -> Document:
    """The document where the decision is the one that was taken, with what was decided before as its runner-up.

    It goes where the fact leaves nothing to decide, and so do those that speak of the same ends.
    """
    other = was.runner_up
    assert other is not None
    before = RunnerUp(was.kind, was.subjects, was.score)
    if other.kind is not was.kind:
        before = RunnerUp(DecisionKind.LINK, (), 0.0)
    now = replace(was, kind=other.kind, subjects=other.subjects, score=other.score, evidence=(), runner_up=before)
    now = replace(now, locked=True) if other.subjects else now
    stays = bool(other.subjects) and confirming(now, document) == fact
    decisions = [
        now if one.id == was.id else one
        for one in document.decisions
        if (one.id != was.id or stays) and (one.id == was.id or not _contradicts(one, was, other))
    ]
    return _with_decisions(document, decisions)


def _contradicts(one: Decision, was: Decision, other: RunnerUp) -> bool:
    """Whether a decision says otherwise than the link or the end that was taken."""
    if other.kind is not DecisionKind.LINK or len(other.subjects) != 2:
        return False
    first, then = other.subjects
    links = one.kind is DecisionKind.LINK and len(one.subjects) == 2
    return (links and (one.subjects[0] == first or one.subjects[1] == then)) or (
        one.kind is DecisionKind.START and one.subjects == (then,) and was.kind is not DecisionKind.ROLE
    )


def _tail(draft: Draft, article: str, region: str) -> list[str]:
    """The regions of text behind a region of its article."""
    members = draft.members[article]
    return _text(draft, members[members.index(region) + 1 :])


def _text(draft: Draft, names: Iterable[str]) -> list[str]:
    return [name for name in names if draft.regions[name].role in CHAINED_ROLES]


def _is_text(document: Document, region: str) -> bool:
    return next(one for one in document.regions() if one.id == region).role in FLOW_ROLES


def _cut(document: Document, line: str, *, behind: bool) -> Document:
    """The document where a region begins at the line, or ends with it."""
    region = _region(document, line)
    at = next((at for at, one in enumerate(region.lines) if one.id == line), 0 if not behind else len(region.lines) - 1)
    at += behind
    return split_region(document, region.id, at) if 0 < at < len(region.lines) else document


def _by_lines(document: Document, decision: Decision) -> Decision:
    """The decision by the ids of lines, where it names regions: the last line of a link's first end, else the first."""
    regions = {region.id: region for region in document.regions() if region.lines}

    def line(subject: str, *, tail: bool) -> str:
        return regions[subject].lines[-1 if tail else 0].id if subject in regions else subject

    def lines(kind: DecisionKind, subjects: Sequence[str]) -> tuple[str, ...]:
        links = kind in (DecisionKind.LINK, DecisionKind.JUMP) and len(subjects) == 2
        return tuple(line(subject, tail=links and at == 0) for at, subject in enumerate(subjects))

    other = decision.runner_up
    if regions.keys().isdisjoint((*decision.subjects, *(other.subjects if other is not None else ()))):
        return decision
    other = replace(other, subjects=lines(other.kind, other.subjects)) if other is not None else None
    return replace(decision, subjects=lines(decision.kind, decision.subjects), runner_up=other)


def _region(document: Document, subject: str) -> Region:
    """The region with this line, or of this id."""
    for region in document.regions():
        if region.id == subject or subject in [line.id for line in region.lines]:
            return region
    raise EditError("edit_no_line", line=subject)


def _page_of(document: Document, decision: Decision) -> str:
    region = _region(document, decision.subjects[0] if decision.subjects else "").id
    return next(page.id for page in document.pages if any(one.id == region for one in page.regions))
