"""What else a decision could be: the runner-up, and that there is no such link, story or picture at all."""

from __future__ import annotations

from layout_tool.model.decision import Decision, DecisionKind, RunnerUp


def alternatives(decision: Decision) -> tuple[RunnerUp, ...]:
    """The other choices that a person may take, the runner-up first; each as a runner-up of the decision.

    >>> link = Decision("d1", DecisionKind.LINK, ("l1", "l2"), 2.0, 0.5, (),
    ...     RunnerUp(DecisionKind.LINK, ("l1", "l7"), 1.5))
    >>> [other.subjects for other in alternatives(link)]
    [('l1', 'l7'), ()]
    """
    found = [decision.runner_up] if decision.runner_up is not None else []
    none = _none(decision)
    if none is not None and all((one.kind, one.subjects) != (none.kind, none.subjects) for one in found):
        found.append(none)
    return tuple(found)


def _none(decision: Decision) -> RunnerUp | None:
    """That the first end stands alone; None where it does already, or could not."""
    if len(decision.subjects) != 2:
        return None
    match decision.kind:
        case DecisionKind.LINK:
            return RunnerUp(DecisionKind.LINK, (), 0.0)
        case DecisionKind.HEAD | DecisionKind.ATTACH:
            return RunnerUp(decision.kind, decision.subjects[:1], 0.0)
        case _:
            return None
