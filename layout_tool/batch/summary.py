"""The summary of a run: one HTML page that needs nothing else, with what failed and pictures of the weakest pages.

It holds no times, so that the same run gives the same page; one that would come out the same is not drawn again.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from layout_tool.atomic import atomic_file
from layout_tool.batch.journal_rows import FileRow, State
from layout_tool.batch.plan import SUMMARY, TABLE
from layout_tool.batch.tally import MOST_FAILED, Tally, WeakPage
from layout_tool.errors import Words
from layout_tool.export.signs import escape
from layout_tool.messages import Messages
from layout_tool.version import __version__

_HEAD = 4096  # bytes in which the mark of a page stands
_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1e2126;--muted:#5f656d;--desk:#edede9;--line:#d5d7d2;--on:#1f5f99;
 --bad:#a3341f}
@media(prefers-color-scheme:dark){
:root{--paper:#232629;--ink:#e4e6e8;--muted:#a3a9af;--desk:#17191c;--line:#3a3e43;--on:#7db4e6;--bad:#f0907c}
img{filter:brightness(.88)}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1200px;padding:24px;background:var(--desk);color:var(--ink);
 font:16px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:22px;line-height:1.35;margin:0 0 16px;overflow-wrap:anywhere}
h2{font-size:17px;margin:32px 0 8px}
dl{display:flex;flex-wrap:wrap;gap:12px;margin:0}
dl div{background:var(--paper);border:1px solid var(--line);border-radius:4px;padding:8px 16px;min-width:7em}
dt{color:var(--muted);font-size:13px}
dd{margin:0;font-size:20px;font-variant-numeric:tabular-nums}
.bad dd,.error{color:var(--bad)}
p{margin:0 0 12px;color:var(--muted)}
table{width:100%;border-collapse:collapse;background:var(--paper);border:1px solid var(--line)}
th,td{text-align:start;vertical-align:top;padding:6px 12px;border-top:1px solid var(--line);overflow-wrap:anywhere}
th{font-size:13px;font-weight:600;color:var(--muted)}
figure{margin:0 0 24px;background:var(--paper);border:1px solid var(--line);border-radius:4px;padding:16px}
figcaption{margin:0 0 12px;overflow-wrap:anywhere}
figcaption b{font-size:17px}
figcaption span{display:block;color:var(--muted);font-size:14px}
img{display:block;max-width:100%;height:auto;border:1px solid var(--line)}
a{color:var(--on)}
@media print{body{background:#fff}figure{break-inside:avoid}}
"""
_POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode('ascii')}'"
)
"""No network, no script, and no style but this one."""


def write_summary(folder: Path, whole: Tally, messages: Messages, password: str | None = None) -> None:
    """summary.html in `folder`, whole or not at all; `password` opens the PDFs that are drawn. Raises
    OutputError."""
    page = _Page(folder, whole, messages)
    if page.mark.encode() in _head(folder / SUMMARY):
        return
    with atomic_file(folder / SUMMARY) as stream:
        for part in page.parts(password):
            stream.write(part.encode("utf-8", "backslashreplace"))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""


class _Page:
    def __init__(self, folder: Path, whole: Tally, messages: Messages) -> None:
        self._folder = folder
        self._whole = whole
        self._messages = messages
        self._captions = [self._caption(weak) for weak in whole.weakest]
        self._body = "".join((*self._counts(), *self._failed()))
        self.mark = f'<meta name="made-of" content="{self._digest()}">'

    def parts(self, password: str | None) -> Iterator[str]:
        """The page piece by piece; its pictures are drawn as they come."""
        title = self._text("summary_title", folder=Path(os.path.abspath(self._folder)).name)  # noqa: PTH100 - no links
        yield (
            f'<!DOCTYPE html>\n<html lang="{escape(self._messages.tag)}">\n<head><meta charset="utf-8">{self.mark}'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            f"<title>{title}</title><style>{_STYLE}</style></head>\n<body>\n<main><h1>{title}</h1>\n{self._body}"
        )
        if self._captions:
            yield f"<section><h2>{self._text('summary_weakest')}</h2><p>{self._text('summary_weakest_order')}</p>\n"
            for weak, caption in zip(self._whole.weakest, self._captions, strict=True):
                picture = self._picture(weak, password)
                name = escape(weak.row.path.as_posix())
                shown = f'<img src="{picture}" alt="{name}" loading="lazy">' if picture else ""
                yield f"<figure><figcaption>{caption}</figcaption>{shown}</figure>\n"
            yield "</section>\n"
        yield "</main>\n</body>\n</html>\n"

    def _digest(self) -> str:
        """Tells whether a page that is there already is this one: its words, and the documents that it draws."""
        drawn = [written.sha256 for weak in self._whole.weakest for written in weak.row.written]
        known = "\n".join((__version__, self._messages.tag, self._body, *self._captions, *drawn, _STYLE))
        return hashlib.sha256(known.encode("utf-8", "backslashreplace")).hexdigest()

    def _counts(self) -> Iterator[str]:
        whole = self._whole
        counts = (
            ("summary_done", whole.files[State.DONE], ""),
            ("summary_failed", whole.failures, "bad" if whole.failures else ""),
            ("summary_left", whole.left, "bad" if whole.left else ""),
            ("summary_pages", whole.pages, ""),
            ("summary_articles", whole.articles, ""),
            ("summary_doubts", whole.doubts, ""),
            ("summary_doubtful", whole.doubtful, ""),
        )
        shown = (each for each in counts if each[1] or each[0] != "summary_left")
        rows = (f'<div class="{kind}"><dt>{self._text(key)}</dt><dd>{count:,}</dd></div>' for key, count, kind in shown)
        yield f"<dl>{''.join(rows)}</dl>\n"

    def _failed(self) -> Iterator[str]:
        if not self._whole.failed:
            return
        yield f"<section><h2>{self._text('summary_failures')}</h2>\n<table><thead><tr>"
        yield f"<th>{self._text('summary_file')}</th><th>{self._text('summary_reason')}</th></tr></thead>\n<tbody>"
        for row in self._whole.failed:
            name, reason = row.path.as_posix(), self._messages.error(row.error) if row.error else ""
            reason = reason.removeprefix(name).lstrip(":： ")  # the file stands beside it
            yield f'<tr><td>{escape(name)}</td><td class="error">{escape(reason)}</td></tr>\n'
        yield "</tbody></table>"
        if self._whole.failures > MOST_FAILED:
            yield f"<p>{self._text('summary_more', count=self._whole.failures - MOST_FAILED, report=TABLE)}</p>"
        yield "</section>\n"

    def _picture(self, weak: WeakPage, password: str | None) -> str | None:
        """None while files are left to be done: a run that was stopped should end, and the next one has other pages."""
        if self._whole.left:
            return None
        from layout_tool.batch.weak_picture import weak_picture  # slow to load, and mostly not needed

        return weak_picture(self._folder, weak, self._messages, password)

    def _caption(self, weak: WeakPage) -> str:
        page, row = weak.page, weak.row
        name = escape(row.path.as_posix())
        number = f" · {self._text('summary_page', number=page.page)}" if len(row.rows) > 1 else ""
        facts = [
            self._text("summary_of_doubts", count=page.doubts),
            self._text("summary_of_articles", count=page.articles),
        ]
        if page.confidence is not None:
            facts.append(self._text("summary_of_confidence", percent=f"{page.confidence:.0%}"))
        if page.coverage is not None:
            facts.append(self._text("summary_of_coverage", percent=f"{page.coverage:.1%}"))
        warnings = "".join(f"<span>{escape(str(self._messages.words(each)))}</span>" for each in page.warnings)
        return f"<b>{name}{number}</b><span>{' · '.join((*facts, *_links(row)))}</span>{warnings}"

    def _text(self, key: str, **fields: Words) -> str:
        return escape(self._messages.text(key, **fields))


def _links(row: FileRow) -> Iterator[str]:
    """Links to what was written of the file."""
    for written in row.written:
        address = quote(os.fsencode(written.name.as_posix()))
        yield f'<a href="./{address}">{escape(written.name.suffix.removeprefix("."))}</a>'
