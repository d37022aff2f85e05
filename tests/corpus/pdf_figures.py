"""Figures of the corpus's PDFs: pages read and proposed in memory, scored by the corpus's own scorer.

On the command line: `python -m tests.corpus.pdf_figures --only 'zh-modern-*'`; `--copies` adds copies whose stream is
shuffled or interleaved, `--by stream_order` parts the pages by one of their knobs, `--peers` prints other tools beside.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from layout_tool.engine.geometry.glyph_page import propose_glyph_page
from layout_tool.engine.profile import load_profile
from layout_tool.ingest.pdf.source import open_pdf
from layout_tool.model.contract import to_json
from layout_tool.model.document import Document, Generator
from layout_tool.model.glyphs import GlyphPage
from tests.corpus.figures import SHARED, scorer, slugs
from tests.corpus.peers import PEERS
from tests.corpus.reordered import COPIES

KINDS = ("zh-modern", "mixed-hard", "zh-vertical", "en-broadsheet")
SHOWN = ("pair_f1", "found", "exact", "succ", "para_f1", "headline", "role", "furn", "lost", "ghost", "edits")

Figures = Mapping[str, float | None]


@cache
def truth_of(shared: Path, slug: str) -> dict[str, Any]:
    """What is true of a page."""
    found: dict[str, Any] = json.loads((shared / "corpus" / "synth" / f"{slug}.truth.json").read_text("utf-8"))
    return found


def pdf_of(shared: Path, slug: str) -> Path:
    """The page's file."""
    return shared / "corpus" / "synth" / f"{slug}.pdf"


@cache
def _page(shared: Path, slug: str) -> GlyphPage:
    (page,) = open_pdf(pdf_of(shared, slug), isolated=False).pages
    return page


def propose_page(page: GlyphPage, shared: Path, slug: str) -> Document:
    """The engine's proposal for a page of glyphs as a document."""
    profile = load_profile()
    source = open_pdf(pdf_of(shared, slug), isolated=False).source
    made = propose_glyph_page(page, source.id, 1, profile)
    return Document(
        Generator("0", profile.label),
        (source,),
        (made.page,),
        made.articles,
        made.outside,
        made.decisions,
        made.publication,
    )


def score_document(document: Mapping[str, Any], shared: Path, slug: str) -> Figures:
    """The figures of a document in the JSON of the contract."""
    score, truth = scorer(shared), truth_of(shared, slug)
    proposal = score.Proposal(document)
    figures: Figures = score.score(truth, proposal, score.locate_by_box(truth, proposal))
    return figures


@cache
def score_pdf(shared: Path, slug: str, copy: str = "as it is") -> Figures:
    """The figures of the engine's proposal for a page, or for a copy of it."""
    page = COPIES[copy](_page(shared, slug), truth_of(shared, slug))
    return score_document(json.loads(to_json(propose_page(page, shared, slug))), shared, slug)


def means(rows: Iterable[Figures]) -> dict[str, float]:
    """Means over pages; those that have nothing to measure do not count."""
    listed = list(rows)
    found = {key: [value for row in listed if (value := row[key]) is not None] for key in SHOWN}
    return {key: statistics.mean(values) if values else float("nan") for key, values in found.items()}


def pdf_means(shared: Path, only: str, copy: str = "as it is") -> dict[str, float]:
    """Means over the pages whose name fits the glob."""
    return means(score_pdf(shared, slug, copy) for slug in slugs(shared, only))


def _row(name: str, figures: Figures) -> str:
    values = ((key, figures[key]) for key in SHOWN)
    return f"{name:44} " + " ".join(f"{key}={value:.3f}" if value is not None else f"{key}=-" for key, value in values)


def _print(title: str, names: Sequence[str], score: Callable[[str], Figures], given: argparse.Namespace) -> None:
    """The pages' rows where asked for, then the means by a knob where one is given, then the mean."""
    rows = {slug: score(slug) for slug in names}
    write = sys.stdout.write
    for slug, figures in rows.items() if given.per_page else ():
        write(_row(slug, figures) + "\n")
    groups: dict[str, list[Figures]] = defaultdict(list)
    for slug, figures in rows.items() if given.by else ():
        groups[str(truth_of(SHARED, slug).get("knobs", {}).get(given.by))].append(figures)
    for value, members in sorted(groups.items()):
        write(_row(f"{title}, {given.by}={value} ({len(members)})", means(members)) + "\n")
    write(_row(title, means(rows.values())) + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--only", help="pages as a glob, parted by commas; default: each kind")
    parser.add_argument("--per-page", action="store_true")
    parser.add_argument("--by", help="also the means by one of the page's knobs, such as stream_order")
    parser.add_argument("--copies", action="store_true", help="copies with another stream order too")
    parser.add_argument("--peers", action="store_true", help="other tools, each with a new article at each headline")
    given = parser.parse_args(arguments)
    for only in given.only.split(",") if given.only else [f"{kind}-*" for kind in KINDS]:
        names = slugs(SHARED, only)
        for copy in COPIES if given.copies else ("as it is",):
            _print(f"{only} {copy}", names, lambda slug, copy=copy: score_pdf(SHARED, slug, copy), given)  # type: ignore[misc]
        for peer, propose in PEERS.items() if given.peers else ():
            _print(
                f"{only} {peer}",
                names,
                lambda slug, propose=propose: score_document(propose(pdf_of(SHARED, slug)), SHARED, slug),  # type: ignore[misc]
                given,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
