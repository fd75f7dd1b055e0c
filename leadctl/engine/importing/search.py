"""The folded text in which `lead find` looks."""

from __future__ import annotations

from collections.abc import Sequence

from leadctl.engine.importing.rows import Column


def search_texts(columns: Sequence[Column], size: int) -> Column:
    """Return name, company, e-mail, phone and external id of each lead, casefolded; None where all are empty."""
    if not columns:
        return [None] * size
    return [" ".join(filter(None, cells)).casefold() or None for cells in zip(*columns, strict=True)]
