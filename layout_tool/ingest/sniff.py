"""What kind of file this is, by its first bytes, then by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from layout_tool.errors import BinaryInput, InputError, UnknownFormat

HEAD = 4096  # bytes that suffice to sniff


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: `name` is a key of the catalogue; `page` where it can hold a page that a reader might take."""

    name: str
    page: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file is taken for; `borne_out` where its content says so, not its name alone."""

    kind: Kind
    borne_out: bool


NOISE = "kind_binary"  # the kind, for the user, of what has no signature and is no text

PDF = Kind("kind_pdf", True)
PICTURE = Kind("kind_image", True)
OFFICE = Kind("kind_office", True)
WEB = Kind("kind_html", True)
ALTO = Kind("kind_alto", True)
PAGE_XML = Kind("kind_page_xml", True)
HOCR = Kind("kind_hocr", True)
XML = Kind("kind_xml", True)
RTF = Kind("kind_rtf", True)
POSTSCRIPT = Kind("kind_postscript", True)
JSON = Kind("kind_json", True)
DOCUMENT = Kind("kind_document", True)
EPUB = Kind("kind_epub", True)
ZIP = Kind("kind_zip", False)
ARCHIVE = Kind("kind_archive", False)
PROGRAM = Kind("kind_program", False)
DATABASE = Kind("kind_database", False)
MEDIA = Kind("kind_media", False)
FONT = Kind("kind_font", False)

# (offset, bytes, kind): signatures that no text begins with.
_SIGNATURES: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\x89PNG\r\n", PICTURE),
    (0, b"\xff\xd8\xff", PICTURE),
    (0, b"GIF87a", PICTURE),
    (0, b"GIF89a", PICTURE),
    (0, b"II*\0", PICTURE),
    (0, b"MM\0*", PICTURE),
    (0, b"II+\0", PICTURE),
    (0, b"MM\0+", PICTURE),
    (0, b"\0\0\0\x0cjP  ", PICTURE),
    (0, b"\xff\x4f\xff\x51", PICTURE),
    (0, b"AT&TFORM", PICTURE),
    (8, b"WEBP", PICTURE),
    (4, b"ftypavif", PICTURE),
    (4, b"ftypheic", PICTURE),
    (4, b"ftypmif1", PICTURE),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OFFICE),
    (0, b"{\\rtf", RTF),
    (0, b"%!PS-", POSTSCRIPT),
    (0, b"\x1f\x8b\x08", ARCHIVE),
    (0, b"BZh91AY&SY", ARCHIVE),
    (0, b"\xfd7zXZ\0", ARCHIVE),
    (0, b"\x28\xb5\x2f\xfd", ARCHIVE),
    (0, b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (0, b"Rar!\x1a\x07", ARCHIVE),
    (257, b"ustar", ARCHIVE),
    (0, b"PK\x05\x06", ZIP),
    (0, b"\x7fELF", PROGRAM),
    (0, b"\xca\xfe\xba\xbe", PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", PROGRAM),
    (0, b"\xce\xfa\xed\xfe", PROGRAM),
    (0, b"SQLite format 3\0", DATABASE),
    (4, b"ftyp", MEDIA),
    (0, b"ID3\x03", MEDIA),
    (0, b"ID3\x04", MEDIA),
    (0, b"OggS\0", MEDIA),
    (0, b"fLaC\0", MEDIA),
    (8, b"WAVEfmt", MEDIA),
    (8, b"AVI LIST", MEDIA),
    (0, b"wOFF", FONT),
    (0, b"wOF2", FONT),
    (0, b"OTTO\0", FONT),
    (0, b"\0\1\0\0\0", FONT),
)

_ZIP_HINTS: tuple[tuple[bytes, Kind], ...] = (
    (b"mimetypeapplication/epub+zip", EPUB),
    (b"mimetypeapplication/vnd.oasis.opendocument", OFFICE),
    (b"[Content_Types].xml", OFFICE),
    (b"word/", OFFICE),
    (b"xl/", OFFICE),
    (b"ppt/", OFFICE),
)

_BY_SUFFIX: dict[str, Kind] = {
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".odt", ".ods", ".doc", ".xls", ".ppt"), OFFICE),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".jp2", ".djvu"), PICTURE),
    ".pdf": PDF,
    ".epub": EPUB,
    ".zip": ZIP,
}

_PDF_WITHIN = 1032  # bytes within which a PDF's header must stand, whatever lies before it
_PDF = re.compile(rb"(?:^|[\r\n\0])%PDF-\d")
_PDF_NAMED = re.compile(rb"%PDF-\d")
_JSON = re.compile(rb'\s*(?:\{\s*"[^"\n]*"\s*:|\{\s*\}\s*$|\[\s*[\[{]\s*["\[{\d])')
_MARKUP = re.compile(rb"\s*<(?:\?xml|!doctype|!--|[a-z][\w.-]*:?[a-z][\w.-]*[\s>])", re.IGNORECASE)
_TAGS: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"""class\s*=\s*["']ocr_page|name\s*=\s*["']ocr-system""", re.IGNORECASE), HOCR),
    (re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE), WEB),
    (re.compile(rb"<(?:\w+:)?alto[\s>]", re.IGNORECASE), ALTO),
    (re.compile(rb"<(?:\w+:)?PcGts[\s>]"), PAGE_XML),
    (re.compile(rb"<\?xml\s"), XML),
)


def kind_of(head: bytes, name: str) -> Kind | None:
    """The kind of a file from its first bytes (`HEAD` of them), refined by its name; None for what may be text.

    >>> kind_of(b"%PDF-1.7", "page.txt").name
    'kind_pdf'
    >>> kind_of("图为新桥".encode(), "page.txt") is None
    True
    """
    if b"%PDF-" in head[:8] or (_PDF_NAMED if kind_by_name(name) == PDF else _PDF).search(head[:_PDF_WITHIN]):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(head, name)
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return PICTURE
    if head.startswith(b"MZ") and b"\0\0" in head[:64]:
        return PROGRAM
    for offset, signature, kind in _SIGNATURES:
        if head.startswith(signature, offset):
            return kind
    return _kind_of_markup(head)


def kind_by_name(name: str) -> Kind | None:
    """The kind a file's extension claims; None where it claims none of those known.

    >>> kind_by_name("Page.DOCX").name
    'kind_office'
    """
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())


def claim_of(head: bytes, name: str) -> Claim | None:
    """What a file is by its content, else by its name; None for what can only be text.

    >>> claim_of(b"no signature at all", "page.pdf")
    Claim(kind=Kind(name='kind_pdf', page=True), borne_out=False)
    """
    kind = kind_of(head, name)
    if kind is not None:
        return Claim(kind, True)
    claimed = kind_by_name(name)
    return Claim(claimed, False) if claimed is not None else None


def refusal(path: Path, claim: Claim) -> InputError:
    """The error for a file of a kind that no reader takes."""
    if not claim.borne_out:
        return BinaryInput(path=str(path), kind="kind_damaged", claimed=claim.kind.name)
    failure = UnknownFormat if claim.kind.page else BinaryInput
    return failure(path=str(path), kind=claim.kind.name)


def _kind_of_zip(head: bytes, name: str) -> Kind:
    for hint, kind in _ZIP_HINTS:
        if hint in head:
            return kind
    return kind_by_name(name) or ZIP


def _kind_of_markup(head: bytes) -> Kind | None:
    plain = head.replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    plain = plain.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").removeprefix(b"\xef\xbb\xbf")
    if _JSON.match(plain):
        return DOCUMENT if b'"layout-tool/document"' in plain else JSON
    if _MARKUP.match(plain):
        return next((kind for tag, kind in _TAGS if tag.search(plain)), None)
    return None
