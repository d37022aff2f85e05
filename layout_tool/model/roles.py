"""What a region is on the page. The words are the glossary's; the values are the contract's."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    MASTHEAD = "masthead"
    FOLIO = "folio"
    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    SUBHEAD = "subhead"
    SIGNOFF = "signoff"
    CAPTION = "caption"
    CREDIT = "credit"
    JUMP = "jump"
    INDEX = "index"
    ADVERTISEMENT = "advertisement"
    TABLE = "table"
    PULLQUOTE = "pullquote"
    NOTE = "note"
    OTHER = "other"


HEADING_ROLES = frozenset({Role.KICKER, Role.HEADLINE, Role.DECK})
"""The headline stack."""

FLOW_ROLES = frozenset({Role.DATELINE, Role.BODY, Role.SUBHEAD, Role.SIGNOFF, Role.NOTE})
"""What is read in sequence as the article's text."""

PICTURE_ROLES = frozenset({Role.CAPTION, Role.CREDIT})

FURNITURE_ROLES = frozenset({Role.MASTHEAD, Role.FOLIO, Role.INDEX, Role.ADVERTISEMENT})
"""Never part of an article."""
