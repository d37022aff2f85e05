"""The contract: documents as JSON, version 1, written and read without loss.

`to_json` and `from_json` for whole documents, `document_chunks` with the `encode_…` functions for writers that
stream, `check` for what must hold beyond the types. The schema itself is `resources/schemas/document.schema.json`.
"""

from __future__ import annotations

from layout_tool.model.contract_check import check
from layout_tool.model.contract_read import from_json
from layout_tool.model.contract_write import (
    document_chunks,
    document_head,
    encode_article,
    encode_decision,
    encode_page,
    to_json,
)

__all__ = [
    "check",
    "document_chunks",
    "document_head",
    "encode_article",
    "encode_decision",
    "encode_page",
    "from_json",
    "to_json",
]
