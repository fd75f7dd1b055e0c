"""Every field of a lead that a list can show, filter and sort by: its kind and its SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from leadctl.models import LEAD_FIELDS


class ListField(NamedTuple):
    """One field. Kinds: text, number, money (minor units), date (seconds UTC), bool, priority (1 high to 3 low)."""

    name: str
    kind: str
    sql: str
    attribute: bool = False  # `sql` has the attribute's name as parameter :NAME, see attribute_field


_NAME_SQL: Final = (
    "coalesce(l.full_name, nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''),"
    " l.company, l.email, l.external_id)"
)

_JOINED: Final = {
    "product": "pr.name",
    "source": "so.name",
    "source_type": "so.source_type",
    "campaign": "ca.name",
    "record_type": "rt.name",
    "status": "st.name",
}

_TOUCHES: Final = "from touch t where t.lead_id = l.id and t.voided_at is null and t.happened_at <= :now"
_MORE: Final = {  # besides LEAD_FIELDS: kind and SQL
    "id": ("number", "l.id"),
    "name": ("text", _NAME_SQL),
    "system_status": ("text", "sv.system"),
    "status_since": ("date", "s.status_since"),
    "owner": ("text", "ow.login"),
    "account": ("text", "ac.name"),
    "team": ("text", "te.name"),
    "score": ("number", "l.score"),
    "hold": ("text", "s.hold_code"),
    "waiting": ("bool", "s.waiting"),
    "duplicate_of": ("number", "s.duplicate_of"),
    "imported_at": ("date", "l.imported_at"),
    "import": ("number", "l.import_id"),
    "last_work_at": ("date", "s.last_work_at"),
    "touches": ("number", f"(select count(*) {_TOUCHES})"),
    "last_touch": ("date", f"(select max(t.happened_at) {_TOUCHES})"),
}

FIELDS: Final[dict[str, ListField]] = {
    **{name: ListField(name, kind, _JOINED.get(name, f"l.{name}")) for name, kind in LEAD_FIELDS.items()},
    **{name: ListField(name, kind, sql) for name, (kind, sql) in _MORE.items()},
}

# Fields that hold the name of a thing: where its id stands, so that a filter compares ids and may seek.
IDS: Final[dict[str, str]] = {
    "owner": "s.owner_id",
    "account": "s.holder_account_id",
    "team": "s.holder_team_id",
    "status": "s.status_id",
    "record_type": "l.record_type_id",
    "source": "l.source_id",
    "campaign": "l.campaign_id",
    "product": "l.product_id",
}

# Cross joins fix the order: the newest leads come first without a sort, and filters on state read the narrow table.
FROM_LEAD: Final = "from lead l cross join lead_state s on s.lead_id = l.id"
FROM_STATE: Final = "from lead_state s cross join lead l on l.id = s.lead_id"
NAMES_SQL: Final = """
left join record_type rt on rt.id = l.record_type_id
left join status st on st.id = s.status_id
left join status_version sv on sv.id = (
  select max(v.id) from status_version v where v.status_id = s.status_id and v.valid_from <= :now
  and (v.valid_to is null or v.valid_to > :now))
left join account ac on ac.id = s.holder_account_id
left join team te on te.id = s.holder_team_id
left join user ow on ow.id = s.owner_id
left join product pr on pr.id = l.product_id
left join source so on so.id = l.source_id
left join campaign ca on ca.id = l.campaign_id"""


def band_field(bands: Sequence[tuple[str, int]]) -> ListField:
    """Return the score band as a field; the names are the parameters of band_names(), the highest band first."""
    steps = " ".join(f"when l.score >= {int(least)} then :band{number}" for number, (_, least) in enumerate(bands))
    return ListField("score_band", "text", f"(case {steps} end)")


def band_names(bands: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Return parameter -> name of the score bands."""
    return {f"band{number}": name for number, (name, _) in enumerate(bands)}


def attribute_field(name: str, kind: str, number: int) -> ListField:
    """Return the attribute `name` as a field; its name is the parameter :attribute{number}."""
    sql = f"(select j.value from json_each(l.attributes) j where j.key = :attribute{number})"
    return ListField(name, kind, sql, attribute=True)
