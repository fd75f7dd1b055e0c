"""When two rows are the same lead: one external id in one scope, else the same content."""

from __future__ import annotations

from hashlib import blake2b

from leadctl.db.duplicate_keys import key63
from leadctl.engine.importing.batch import Batch
from leadctl.engine.importing.rows import LeadRows
from leadctl.engine.intake.own import KEY, NAME

_SEPARATOR = "\x1f"


def scoped(scope: str, external_id: str) -> int:
    """Return the identity of the lead that a system or source (`scope`, casefolded) calls `external_id`."""
    return key63(f"id{_SEPARATOR}{scope}{_SEPARATOR}{external_id}")


def identity_of(cell: str) -> int | None:
    """Return the identity that a leadctl_key of 16 hexadecimal digits spells, None for anything else."""
    if len(cell) != 16:
        return None
    try:
        found = int(cell, 16)
    except ValueError:
        return None
    return found if 0 <= found < 1 << 63 and f"{found:016x}" == cell.lower() else None


class Identity:
    """Gives every row its 63-bit identity.

    A leadctl_key, as exports of leadctl write it, is the identity itself. Scope of an external id: the system whose
    export it is, where that was recognised, else the row's source. Without an external id the content counts: every
    cell of the row, columns in the order of their names, so that the same row in another file with the same columns
    is the same lead, and a mapping by hand changes nothing.
    """

    def __init__(self, header: list[str], profile: str | None, salt: str = "") -> None:
        names = sorted((name.strip().casefold(), at) for at, name in enumerate(header))
        self._order = [at for _, at in names]
        self._content = blake2b(digest_size=8)
        self._content.update(
            _SEPARATOR.join(["content", salt, *(name for name, _ in names), ""]).encode("utf-8", "replace")
        )
        self._scope = None if profile in (None, NAME) else profile.casefold()

    def fill(self, batch: Batch, rows: LeadRows) -> None:
        """Fill rows.identity."""
        external = rows.columns.get("external_id")
        sources = rows.names.get("source")
        if external is None or None in external:
            keys = self._contents(batch, rows)
        else:
            keys = [0] * len(rows)
        if external is not None:
            for i, external_id in enumerate(external):
                if external_id is not None:
                    scope = self._scope
                    if scope is None:
                        scope = (sources[i] or "").casefold() if sources else ""
                    keys[i] = scoped(scope, external_id)
        if batch.has(KEY):
            given = batch.column(KEY)  # the reader has rejected what spells no identity
            keys = [identity_of(given[at]) or own for at, own in zip(rows.at, keys, strict=True)]
        rows.identity = keys

    def _contents(self, batch: Batch, rows: LeadRows) -> list[int]:
        columns = [batch.at(at) for at in self._order]
        cells = list(zip(*columns, strict=True))
        keys = []
        for at in rows.at:
            digest = self._content.copy()
            digest.update(_SEPARATOR.join(cells[at]).encode("utf-8", "surrogatepass"))
            keys.append(int.from_bytes(digest.digest(), "big") >> 1)
        return keys
