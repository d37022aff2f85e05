"""How many operations a simulated archivist needs on the corpus's pages, with and without solving again.

On the command line: `python -m tests.corpus.corrections --only 'zh-modern-*' --dump pdf,pdftotext --jobs 2`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from layout_tool.engine.geometry.glyph_page import OpenGlyphPage
from layout_tool.engine.profile import load_profile
from layout_tool.engine.text_page import OpenTextPage
from layout_tool.ingest.pdf.source import open_pdf
from layout_tool.model.contract import to_json
from layout_tool.model.document import Document, Generator, Source
from layout_tool.model.glyphs import GlyphPage
from layout_tool.model.proposal import TextPage
from layout_tool.model.roles import Role
from tests.corpus.archivist import Archivist, Label, Policy
from tests.corpus.figures import DUMPS, SHARED, scorer, slugs
from tests.corpus.pdf_figures import KINDS, pdf_of, truth_of
from tests.corpus.perturbed import read_dump

PDF = "pdf"
_ROLES = {"ad": "advertisement"}


@dataclass(frozen=True, slots=True)
class Work:
    """What one page took: operations without and with solving again, the faults that were left, and their kinds."""

    page: str
    alone: int
    solved: int
    left_alone: int
    left_solved: int
    conflicts: int
    of_alone: Mapping[str, int]
    of_solved: Mapping[str, int]


def labels_of(shared: Path, slug: str, dump: str, document: Document) -> dict[str, Label]:
    """What is true of the lines of a proposal, by the scorer's own matching; lines of no printed line are left out."""
    score, truth = scorer(shared), truth_of(shared, slug)
    proposal = score.Proposal(json.loads(to_json(document)))
    if dump == PDF:
        located = score.locate_by_box(truth, proposal)
    else:
        page = read_dump(shared / "corpus" / "synth", slug, dump)
        located = score.locate_by_offset(truth, proposal, page.text, page.mapping)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for line in truth["lines"]:
        for found, _ in located[line["id"]]:
            if found:
                votes[found][line["id"]] += 1
    homes = {line: (one["id"], place) for one in truth["articles"] for place, line in enumerate(one["lines"])}
    regions = {region["id"]: region["type"] for region in truth["regions"]}
    roles = {line["id"]: _role(line.get("role") or regions[line["region"]]) for line in truth["lines"]}
    labels = {}
    for found, counted in votes.items():
        likeliest = max(counted, key=lambda line: (counted[line], line))
        article, place = homes.get(likeliest, (None, 0))
        labels[found] = Label(article, place, roles[likeliest])
    return labels


def _role(word: str) -> Role:
    try:
        return Role(_ROLES.get(word, word))
    except ValueError:
        return Role.OTHER


def open_page(shared: Path, slug: str, dump: str) -> tuple[OpenGlyphPage | OpenTextPage, Source]:
    """The page of a PDF, or of one of its dumps, read once."""
    profile = load_profile()
    if dump == PDF:
        opened = open_pdf(pdf_of(shared, slug), isolated=False)
        page = next(iter(opened.pages))
        assert isinstance(page, GlyphPage)
        return OpenGlyphPage(page, opened.source.id, 1, profile), opened.source
    text = read_dump(shared / "corpus" / "synth", slug, dump).text
    source = Source("s1", "page.txt", "text/plain", "0" * 64, len(text.encode()))
    return OpenTextPage(TextPage(0, 0, text), source.id, 1, profile), source


def correct(slug: str, dump: str, policy: Policy, shared: Path = SHARED) -> Work:
    """One page corrected twice: by edits alone, and solved again around each."""
    page, source = open_page(shared, slug, dump)
    made = page.propose()
    document = Document(
        Generator("0", load_profile().label), (source,), (made.page,), made.articles, made.outside, made.decisions,
        made.publication,
    )  # fmt: skip
    labels = labels_of(shared, slug, dump, document)
    alone, solved = Archivist(document, labels, None, policy), Archivist(document, labels, page.propose_again, policy)
    return Work(
        f"{slug} {dump}", alone.work(), solved.work(), alone.faults(alone.document), solved.faults(solved.document),
        solved.conflicts, Counter(alone.operations), Counter(solved.operations),
    )  # fmt: skip


def ratio(rows: Iterable[Work]) -> float:
    """Operations with solving again over those without; 1 where none was needed."""
    listed = list(rows)
    alone = sum(row.alone for row in listed)
    return sum(row.solved for row in listed) / alone if alone else 1.0


def _total(name: str, rows: Sequence[Work]) -> str:
    alone, solved = sum(row.alone for row in rows), sum(row.solved for row in rows)
    left = sum(row.left_alone for row in rows), sum(row.left_solved for row in rows)
    return f"{name:34} alone={alone} solved={solved} ratio={ratio(rows):.2f} left={left[0]}/{left[1]}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the operations that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--only", help="pages as a glob, parted by commas; default: each kind")
    parser.add_argument("--dump", default=PDF, help=f"{PDF}, or dumps, parted by commas; 'dumps' for all")
    parser.add_argument("--per-page", action="store_true")
    parser.add_argument("--whole-articles", action="store_true", help="articles are merged and parted whole too")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args(arguments)
    dumps = DUMPS if given.dump == "dumps" else given.dump.split(",")
    policy = Policy(whole_articles=given.whole_articles)
    with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn")) as pool:
        for only in given.only.split(",") if given.only else [f"{kind}-*" for kind in KINDS]:
            rows_of: list[Work] = []
            for dump in dumps:
                names = [slug for slug in slugs(SHARED, only) if _is_there(slug, dump)]
                rows = list(pool.map(partial(correct, dump=dump, policy=policy), names))
                for row in rows if given.per_page else ():
                    sys.stdout.write(f"{row}\n")
                sys.stdout.write(_total(f"{only} {dump}", rows))
                sys.stdout.flush()
                rows_of += rows
            if len(dumps) > 1:
                sys.stdout.write(_total(f"{only} all", rows_of))
    return 0


def _is_there(slug: str, dump: str) -> bool:
    return dump == PDF or (SHARED / "corpus" / "synth" / f"{slug}.{dump}.txt").is_file()


if __name__ == "__main__":
    sys.exit(main())
