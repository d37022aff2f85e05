"""What the actions on decisions do: the next doubt, confirm, take another choice."""

from __future__ import annotations

from functools import partial

from layout_tool.editor import commands
from layout_tool.editor.document import EditorDocument
from layout_tool.editor.services import Services
from layout_tool.errors import phrase
from layout_tool.model.alternatives import alternatives
from layout_tool.model.decision import Decision
from layout_tool.model.untaken import Untaken

_CONFIRM = 1
PANE = "doubts"


def step_doubt(services: Services, step: int) -> None:
    """Ask the next doubt, or the one before; the doubts get the keys."""
    editor = services.editor
    if editor is None:
        return
    doubt = editor.attention.following(step)
    if doubt is None:
        services.frame.say(phrase("window_no_doubts"))
    else:
        _ask(services, editor, doubt)


def confirm(services: Services) -> None:
    """The decision in hand is right."""
    _answer_in_hand(services, _CONFIRM)


def take_runner_up(services: Services) -> None:
    """The runner-up is right, not the decision in hand."""
    _answer_in_hand(services, _CONFIRM + 1)


def answer(services: Services, number: int) -> None:
    """Answer the doubt in hand, 1: as decided, from 2 on another choice; then the next one is asked."""
    editor = services.editor
    if editor is not None:
        editor.in_turn(partial(_answer_and_go_on, services, editor, number))


def _answer_and_go_on(services: Services, editor: EditorDocument, number: int) -> None:
    following = editor.attention.following(1)
    if services.editor is editor and _answer(editor, editor.attention.decision, number):
        editor.in_turn(partial(_ask_upcoming, services, editor, following))


def _ask_upcoming(services: Services, editor: EditorDocument, following: Decision | None) -> None:
    """Ask the doubt that was the next one, or the first where that one is settled now."""
    queue = editor.attention.queue()
    upcoming = next((one for one in queue if following is not None and one.id == following.id), None)
    if services.editor is editor and (upcoming is not None or queue):
        _ask(services, editor, upcoming or queue[0])


def correct_alike(services: Services) -> None:
    """Correct what is like the last correction, as far as the person ticks it."""
    editor, offer = services.editor, services.frame.series()
    found = offer.found() if offer is not None else ()
    if editor is None or offer is None or offer.corrected is None or not found:
        services.frame.say(phrase("window_nothing_alike"))
        return
    corrected = offer.corrected
    chosen = services.questions.alike(editor, corrected, found)
    if chosen and commands.correct_alike(editor, corrected, chosen):
        services.frame.say(phrase("window_corrected_alike", count=len(chosen)))


def why_not(services: Services) -> None:
    """Why is the second of two regions not read after the first, or not headed by it?"""
    if services.editor is not None:
        services.explaining.ask(services.editor)


def _answer_in_hand(services: Services, number: int) -> None:
    editor = services.editor
    if editor is None:
        return
    decision, untaken = editor.attention.decision, editor.attention.untaken
    if untaken is not None:
        _answer_untaken(services, editor, untaken, number)
    elif decision is None:
        services.frame.say(phrase("window_no_decision"))
    elif number > _CONFIRM and len(alternatives(decision)) < number - _CONFIRM:
        services.frame.say(phrase("window_no_runner_up"))
    elif number == _CONFIRM and decision.locked:
        services.frame.say(phrase("window_confirmed_already"))
    else:
        _answer(editor, decision, number)


def _answer_untaken(services: Services, editor: EditorDocument, untaken: Untaken, number: int) -> None:
    """Make it so, where it can be; that it is not so needs no confirming."""
    if number == _CONFIRM:
        services.frame.say(phrase("window_not_taken"))
    elif untaken.decision.runner_up is None:
        services.frame.say(phrase("window_nothing_changed"))
    else:
        commands.instate(editor, untaken.decision)


def _answer(editor: EditorDocument, decision: Decision | None, number: int) -> bool:
    if decision is None:
        return False
    if number == _CONFIRM:
        return commands.confirm(editor, decision)
    others = alternatives(decision)
    return number - 2 < len(others) and commands.take(editor, decision, others[number - 2])


def _ask(services: Services, editor: EditorDocument, doubt: Decision) -> None:
    regions = editor.attention.ask(doubt)
    services.views.reveal(regions)
    services.frame.show_pane(PANE)
