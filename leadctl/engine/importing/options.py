"""What `import leads` is told besides the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class LeadOptions:
    """The flags of `import leads`; None = not given. `explicit` maps headers to fields (--map)."""

    path: str
    record_type: str | None = None
    source: str | None = None
    campaign: str | None = None
    source_type: str | None = None
    explicit: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    dayfirst: bool | None = None
    zone: str | None = None
    region: str | None = None
    strict: bool = False
    rejects: str | None = None
    owner_column: str | None = None
    owned_since: str | None = None  # a time, else the header of a column
    recipient_column: str | None = None
    update_status: bool = False
    update_owner: bool = False
    empty: tuple[str, ...] = ()
    dry_run: bool = False

    def outcome(self) -> dict[str, Any]:
        """Return the flags that change what is stored, for the fingerprint of the import."""
        return {
            "record_type": self.record_type,
            "source": self.source,
            "campaign": self.campaign,
            "source_type": self.source_type,
            "dayfirst": self.dayfirst,
            "zone": self.zone,
            "region": self.region,
            "owned_since": self.owned_since,
            "update_status": self.update_status,
            "update_owner": self.update_owner,
            "empty": list(self.empty),
        }
