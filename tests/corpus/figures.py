"""Figures of the corpus: proposals made in memory and scored by the corpus's own scorer.

On the command line: `python -m tests.corpus.figures --only 'zh-modern-*' --dump seedlike,pdftotext`; `--ordered` gives
the ordered page with its perturbations, `--all-orders` each permutation of its stories.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import permutations
from pathlib import Path
from types import ModuleType

from layout_tool.engine.options import TextOptions
from layout_tool.engine.profile import load_profile
from layout_tool.engine.text_page import propose_text_page
from layout_tool.model.contract import to_json
from layout_tool.model.document import Document, Generator, Source
from layout_tool.model.proposal import TextPage
from tests.corpus.perturbed import TruthDump, read_dump, with_stories_in_order, without_blank_lines, without_heads

SHARED = Path(__file__).resolve().parents[3] / "shared"
ORDERED = ("real-text", "trade-paper-front-page", "dump")
DUMPS = ("seedlike", "pdftotext", "pdftotext-raw", "pdftotext-layout", "pdfminer", "pymupdf", "pymupdf-sorted", "pypdf")
KINDS = ("zh-modern", "mixed-hard", "en-broadsheet")
ORDERS = (
    (4, 3, 2, 1, 0),
    (1, 2, 3, 4, 0),
    (4, 0, 1, 2, 3),
    (2, 0, 4, 1, 3),
    (3, 1, 4, 2, 0),
    (0, 4, 1, 3, 2),
    (1, 0, 2, 4, 3),
)
SHOWN = ("pair_f1", "found", "exact", "succ", "para_f1", "headline", "role", "furn", "lost", "ghost", "edits", "kept")

Figures = Mapping[str, float | None]

PERTURBATIONS: dict[str, Callable[[TruthDump], TruthDump]] = {
    "as it is": lambda page: page,
    "no blank lines": without_blank_lines,
    "no heads": without_heads,
    **{f"order {''.join(map(str, order))}": with_stories_in_order(order) for order in ORDERS},
}


@cache
def scorer(shared: Path) -> ModuleType:
    """The corpus's scorer as a module."""
    spec = importlib.util.spec_from_file_location("corpus_score", shared / "tools" / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"{shared}/tools/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def propose_document(text: str) -> Document:
    """One page of the text as a document."""
    profile = load_profile()
    page = propose_text_page(TextPage(0, 0, text), "s1", 1, profile, TextOptions())
    source = Source("s1", "page.txt", "text/plain", "0" * 64, len(text.encode()))
    return Document(
        Generator("0", profile.label),
        (source,),
        (page.page,),
        page.articles,
        page.outside,
        page.decisions,
        page.publication,
    )


def score_dump(page: TruthDump, shared: Path = SHARED) -> dict[str, float | None]:
    """The figures of the engine's proposal for a dump, by name; None where the page has nothing to measure.

    Besides the scorer's: `kept`, 1 where the proposal's lines have exactly the characters of the dump. A dump may
    itself lack some of the page's (pdftotext drops hyphens at line ends), which the scorer counts as lost.
    """
    score = scorer(shared)
    document = propose_document(page.text)
    proposal = score.Proposal(json.loads(to_json(document)))
    hits = score.locate_by_offset(page.truth, proposal, page.text, page.mapping)
    figures: dict[str, float | None] = score.score(page.truth, proposal, hits)
    lines = "".join(line.text for region in document.regions() for line in region.lines)
    figures["kept"] = float(Counter(score.squash(lines)) == Counter(score.squash(page.text)))
    return figures


@cache
def score_file(shared: Path, folder: str, slug: str, dump: str) -> Figures:
    """The figures of one dump of the corpus."""
    return score_dump(read_dump(shared / "corpus" / folder, slug, dump), shared)


def slugs(shared: Path, only: str) -> list[str]:
    """The typeset pages whose name fits the glob."""
    return [
        path.name.removesuffix(".truth.json")
        for path in sorted((shared / "corpus" / "synth").glob(f"{only}.truth.json"))
    ]


def mean(rows: Iterable[Figures], key: str) -> float:
    """The mean over the rows that have the figure."""
    return statistics.mean(value for row in rows if (value := row[key]) is not None)


def means(shared: Path, only: str, dumps: Sequence[str]) -> dict[str, float]:
    """Means over dumps of the means over pages."""
    by_dump = [[score_file(shared, "synth", slug, dump) for slug in slugs(shared, only)] for dump in dumps]
    return {key: statistics.mean(mean(rows, key) for rows in by_dump) for key in SHOWN}


def ordered_page(shared: Path) -> TruthDump:
    """The page the product was ordered for."""
    return read_dump(shared / "corpus" / ORDERED[0], ORDERED[1], ORDERED[2])


def _row(name: str, figures: Mapping[str, float | None]) -> str:
    return f"{name:34} " + " ".join(
        f"{key}={value:.3f}" if (value := figures[key]) is not None else f"{key}=-" for key in SHOWN
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--only", help="pages as a glob, parted by commas; default: each kind")
    parser.add_argument("--dump", default=",".join(DUMPS), help="dumps, parted by commas")
    parser.add_argument("--per-page", action="store_true")
    parser.add_argument("--ordered", action="store_true", help="the ordered page and its perturbations instead")
    parser.add_argument("--all-orders", action="store_true", help="every order of the ordered page's stories instead")
    given = parser.parse_args(arguments)
    write = sys.stdout.write
    if given.ordered or given.all_orders:
        page = ordered_page(SHARED)
        changes = PERTURBATIONS
        if given.all_orders:
            changes = {f"order {order}": with_stories_in_order(order) for order in permutations(range(5))}
        for name, change in changes.items():
            write(_row(name, score_dump(change(page))) + "\n")
        return 0
    dumps = given.dump.split(",")
    for only in given.only.split(",") if given.only else [f"{kind}-*" for kind in KINDS]:
        for dump in dumps:
            for slug in slugs(SHARED, only) if given.per_page else ():
                write(_row(f"{slug} {dump}", score_file(SHARED, "synth", slug, dump)) + "\n")
            write(_row(f"{only} {dump}", means(SHARED, only, [dump])) + "\n")
        write(_row(f"{only} MEAN", means(SHARED, only, dumps)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
