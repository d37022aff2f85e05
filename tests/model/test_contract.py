"""The contract: written by the schema, read back the same, and refused with one clear line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout_tool import resources
from layout_tool.errors import BrokenDocument
from layout_tool.messages import Language, load
from layout_tool.model.contract import (
    check,
    document_chunks,
    encode_article,
    encode_decision,
    encode_page,
    from_json,
    to_json,
)
from layout_tool.model.document import Document, Line
from layout_tool.model.geometry import Box
from tests.model.documents import newspaper

DOCUMENT = newspaper()
Record = dict[str, Any]


def schema() -> Record:
    found: Record = json.loads(resources.path("schemas", "document.schema.json").read_text("utf-8"))
    return found


def test_the_schema_shipped_is_the_contract(shared: Path) -> None:
    theirs = (shared / "contract" / "document.schema.json").read_bytes()
    assert resources.path("schemas", "document.schema.json").read_bytes() == theirs


def test_what_is_written_holds_to_the_schema_and_to_its_key_order() -> None:
    record = json.loads(to_json(DOCUMENT))
    jsonschema.Draft202012Validator(schema()).validate(record)
    assert list(record) == list(schema()["properties"])
    shapes = schema()["$defs"]
    assert list(record["pages"][0]) == list(shapes["page"]["properties"])
    assert list(record["pages"][0]["regions"][0]) == list(shapes["region"]["properties"])
    assert list(record["articles"][0]) == list(shapes["article"]["properties"])
    assert list(record["decisions"][0]) == list(shapes["decision"]["properties"])


def test_nothing_is_lost_either_way() -> None:
    raw = to_json(DOCUMENT)
    assert from_json(raw, "a.json") == DOCUMENT
    assert to_json(from_json(raw, "a.json")) == raw
    assert check(DOCUMENT) == []


def test_a_line_is_a_line_of_the_file_and_the_file_ends_with_a_line_feed() -> None:
    raw = to_json(DOCUMENT).decode("utf-8")
    line = DOCUMENT.pages[0].regions[4].lines[1]
    assert line.span is not None
    start, end = line.span
    top = int(line.bbox.y0)
    box = f"[1.5, {top}, 9.5, {top + 1}]"
    record = f'{{"id": "p1-r5-l2", "text": "鱼又多又 肥 。", "bbox": {box}, "span": [{start}, {end}]}}'
    assert f"\n{record}\n]}}" in raw
    assert raw.endswith("\n}\n")
    assert "\r" not in raw


def test_numbers_are_rounded_and_there_is_no_minus_zero() -> None:
    page = replace(DOCUMENT.pages[1], width=-0.001, height=12.345678)
    record = json.loads(to_json(replace(DOCUMENT, pages=(DOCUMENT.pages[0], page))))
    assert record["pages"][1]["height"] == 12.35
    assert str(record["pages"][1]["width"]) == "0"
    with pytest.raises(ValueError, match="inf"):
        to_json(replace(DOCUMENT, pages=(replace(page, width=float("inf")),)))


def test_streamed_pieces_are_the_same_bytes() -> None:
    chunks = document_chunks(
        DOCUMENT.generator,
        DOCUMENT.publication,
        DOCUMENT.sources,
        pages=(encode_page(page) for page in DOCUMENT.pages),
        articles=(encode_article(article) for article in DOCUMENT.articles),
        outside=iter(DOCUMENT.outside),
        decisions=(encode_decision(decision) for decision in DOCUMENT.decisions),
        history=DOCUMENT.history,
    )
    assert b"".join(chunks) == to_json(DOCUMENT)


def test_an_empty_document_is_one() -> None:
    empty = Document(DOCUMENT.generator, (), (), (), ())
    assert from_json(to_json(empty), "a.json") == empty


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    region = replace(DOCUMENT.pages[0].regions[0], lines=(Line("l1", text, Box(0, 0, 1, 1)),))
    page = replace(DOCUMENT.pages[0], regions=(region,))
    document = Document(DOCUMENT.generator, DOCUMENT.sources, (page,), (), (region.id,))
    assert from_json(to_json(document), "a.json") == document


def test_fields_of_others_are_kept_wherever_they_stand() -> None:
    record = json.loads(to_json(DOCUMENT))
    page = record["pages"][0]
    article = record["articles"][0]
    places = [
        record, record["generator"], record["publication"], record["sources"][0], record["history"][0], page,
        page["columns"][0], page["regions"][0], page["regions"][0]["lines"][0], page["images"][0],
        page["separators"][0], article, article["paragraphs"][0], article["continues"],
        record["decisions"][0], record["decisions"][0]["runner_up"], record["decisions"][0]["evidence"][0],
    ]  # fmt: skip
    for number, place in enumerate(places):
        place["extra"] = number
        place["x_note"] = {"深": [1, None, 2.5]}
    document = from_json(json.dumps(record).encode(), "a.json")
    assert isinstance(hash(document), int)
    assert json.loads(to_json(document)) == record
    assert from_json(to_json(document), "a.json") == document


BREAKS: list[tuple[str, Callable[[Record], object], str]] = [
    ("format", lambda d: d.update(format="other"), "not a layout-tool document"),
    ("newer", lambda d: d.update(version=2), "newer"),
    ("far newer", lambda d: d.update(version=10**60), "newer"),
    ("no version", lambda d: d.pop("version"), "version"),
    ("version true", lambda d: d.update(version=True), "version"),
    ("no pages", lambda d: d.pop("pages"), "document: the field pages is missing"),
    ("no columns", lambda d: d["pages"][0].pop("columns"), "pages[0]: the field columns is missing"),
    ("no status", lambda d: d["articles"][1].pop("status"), "articles[1]: the field status is missing"),
    ("no text", lambda d: d["pages"][0]["regions"][3]["lines"][1].pop("text"), "pages[0].regions[3].lines[1]"),
    ("generator", lambda d: d["generator"].update(name="other"), "generator"),
    ("pages a text", lambda d: d.update(pages="none"), "pages"),
    ("page a number", lambda d: d["pages"].append(7), "pages[2]"),
    ("id a number", lambda d: d["articles"][0].update(id=7), "articles[0].id"),
    ("role unknown", lambda d: d["pages"][0]["regions"][0].update(role="poem"), "pages[0].regions[0].role"),
    ("box short", lambda d: d["pages"][0]["regions"][0]["bbox"].pop(), "pages[0].regions[0].bbox"),
    ("box long", lambda d: d["pages"][0]["regions"][0]["bbox"].append(1), "pages[0].regions[0].bbox"),
    ("box texts", lambda d: d["pages"][0]["regions"][0].update(bbox=["1", "1", "2", "2"]), "bbox[0]"),
    ("box of fields", lambda d: d["pages"][0]["regions"][0].update(bbox={"x0": 0, "y0": 0}), "bbox"),
    ("box reversed", lambda d: d["pages"][0]["regions"][0].update(bbox=[2, 0, 1, 1]), "region p1-r1"),
    ("box huge", lambda d: d["pages"][0]["regions"][0].update(bbox=[0, 0, 10**400, 1]), "p1-r1"),
    ("number huge", lambda d: d["pages"][0].update(index=10**30), "page p1: index"),
    ("number below", lambda d: d["pages"][0].update(number=0), "page p1: number"),
    ("number a fraction", lambda d: d["pages"][0].update(number=1.5), "pages[0].number"),
    ("span reversed", lambda d: d["pages"][0]["regions"][0]["lines"][0].update(span=[3, 1]), "line p1-r1-l1"),
    ("detail a text", lambda d: d["history"][0].update(detail="x"), "history[0].detail"),
    ("sha256", lambda d: d["sources"][0].update(sha256="abc"), "sha256"),
    ("not a name", lambda d: d["articles"][0].update(id="1 a"), "'1 a'"),
    ("id twice", lambda d: d["articles"][0].update(id="p1-r1"), "p1-r1 is given twice"),
    ("two places", lambda d: d["outside"].append("p1-r1"), "p1-r1 stands outside and in article p1-a1"),
    ("two articles", lambda d: d["articles"][1]["regions"].append("p1-r1"), "in article p1-a1 and in article p1-a2"),
    ("no place", lambda d: d["outside"].pop(), "p1-r11 is in no article"),
    ("region unknown", lambda d: d["outside"].append("p9"), "no region p9"),
    ("line unknown", lambda d: d["articles"][0]["paragraphs"][0]["lines"].append("q"), "line q is not in the article"),
    ("line twice", lambda d: d["articles"][0]["paragraphs"][1]["lines"].append("p1-r3-l1"), "p1-r3-l1"),
    ("order", lambda d: d["articles"][0]["paragraphs"][1]["lines"].reverse(), "out of order"),
    ("image unknown", lambda d: d["articles"][0]["images"].append("p9"), "no image p9"),
    ("article unknown", lambda d: d["articles"][0]["related"].append("p9"), "no article p9"),
    ("source unknown", lambda d: d["pages"][0].update(source="p9"), "no source p9"),
    ("column unknown", lambda d: d["pages"][0]["regions"][0].update(column="p9"), "no column p9"),
    ("subject unknown", lambda d: d["decisions"][0]["subjects"].append("p9"), "decision p1-d1: there is no p9"),
    ("too sure", lambda d: d["articles"][0].update(confidence=1.5), "article p1-a1: confidence"),
]


@pytest.mark.parametrize(("change", "reason"), [row[1:] for row in BREAKS], ids=[row[0] for row in BREAKS])
def test_a_broken_document_is_refused_with_its_place(change: Callable[[Record], object], reason: str) -> None:
    record = json.loads(to_json(DOCUMENT))
    change(record)
    with pytest.raises(BrokenDocument) as caught:
        from_json(json.dumps(record).encode(), "pages/a.json")
    assert caught.value.fields["path"] == "pages/a.json"
    told = load(Language.EN).error(caught.value)
    assert reason in told
    assert "\n" not in told


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\xff\xfe", b"\x00", b"{", b"[]", b"null", b"12", b'"layout-tool/document"', b"[" * 100_000,
        b'{"a":' * 100_000, b'{"format": NaN}', b"[1e999]", b"1" * 10_000, b'"\\ud800"', b"%PDF-1.7",
        b'{"format": "layout-tool/document", "version": 1, "x": 1e999}',
        b'{"format": "layout-tool/document", "version": 1}',
    ],
)  # fmt: skip
def test_what_is_no_document_at_all_is_refused(raw: bytes) -> None:
    with pytest.raises(BrokenDocument) as caught:
        from_json(raw, "a.json")
    assert "\n" not in load(Language.EN).error(caught.value)


@given(st.binary(max_size=60) | st.integers(0, 4000).map(lambda cut: to_json(DOCUMENT)[:cut]))
def test_any_bytes_give_a_document_or_one_clear_error(raw: bytes) -> None:
    with pytest.raises(BrokenDocument):
        from_json(raw, "a.json")


def test_half_a_surrogate_pair_is_told_before_writing() -> None:
    line = replace(DOCUMENT.pages[0].regions[0].lines[0], text="\ud800")
    region = replace(DOCUMENT.pages[0].regions[0], lines=(line,))
    page = replace(DOCUMENT.pages[0], regions=(region, *DOCUMENT.pages[0].regions[1:]))
    document = replace(DOCUMENT, pages=(page, *DOCUMENT.pages[1:]))
    (fault,) = check(document)
    assert load(Language.EN).words(fault) == "line p1-r1-l1: its text has half a surrogate pair"
    with pytest.raises(UnicodeEncodeError):
        to_json(document)


def test_ten_thousand_lines_are_quick() -> None:
    lines = tuple(
        Line(f"l{at}", "渔港清晨开市忙渔港清晨开市", Box(1.25, at, 14.5, at + 1), (at, at + 13)) for at in range(10_000)
    )
    regions = tuple(
        replace(DOCUMENT.pages[0].regions[0], id=f"r{at}", lines=lines[at : at + 20]) for at in range(0, 10_000, 20)
    )
    page = replace(DOCUMENT.pages[0], regions=regions)
    outside = tuple(region.id for region in regions)
    document = Document(DOCUMENT.generator, DOCUMENT.sources, (page,), (), outside)
    from_json(to_json(DOCUMENT), "warm.json")
    started = time.process_time()
    raw = to_json(document)
    written = time.process_time()
    assert from_json(raw, "a.json") == document
    read = time.process_time()
    assert written - started < 1
    assert read - written < 1
