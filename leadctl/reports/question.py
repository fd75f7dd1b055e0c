"""A spec made ready to be asked: names resolved to keys, filters turned into conditions, the header written."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from leadctl.clock import iso, local_date, show
from leadctl.db import facts, facts_keys, facts_leads, facts_names
from leadctl.db.facts_dimensions import RECIPIENT_SQL, Expression
from leadctl.errors import NotFoundError, did_you_mean
from leadctl.reports.dimensions import Dimension, Dimensions, subtree
from leadctl.reports.spec import ReportSpec
from leadctl.reports.table import Criterion

if TYPE_CHECKING:
    from leadctl.db.settings import Rules


@dataclass(slots=True)
class Question:
    """What performance and summary share: spec, names, dimensions, the query and the stretches of the index to read."""

    con: sqlite3.Connection
    config: Rules
    spec: ReportSpec
    names: facts_names.Names
    dimensions: Dimensions
    query: facts_keys.Query
    stretches: Sequence[facts_keys.Range]
    leads: bool = False  # the rows are leads received, not passages

    def groups(self, names: Sequence[str]) -> list[Dimension]:
        """Return the dimensions of these names."""
        return [self.dimensions.get(name) for name in names]

    def account_ids(self) -> frozenset[int] | None:
        """Return the subtree of --account, or None for all."""
        return account_ids(self.names, self.spec.account)

    def keys(self, kind: str) -> list[Any] | None:
        """Return the SQL keys that the spec's filter of this kind allows, or None without one."""
        for chosen in self.spec.filters:
            if chosen.kind == kind:
                return self.dimensions.keys_of(kind, chosen.values)
        return None


def sql_of(groups: Sequence[Dimension]) -> list[tuple[str, Expression]]:
    """Return (name, expression) of each dimension, for db/facts."""
    return [(d.name, d.expression) for d in groups]


def account_ids(names: facts_names.Names, accounts: Sequence[str]) -> frozenset[int] | None:
    """Return these accounts with all below them; None for all. Raises NotFoundError with the nearest."""
    known = {name.casefold(): account_id for account_id, name in names.account.items()}
    found: set[int] = set()
    for account in accounts:
        account_id = known.get(account.strip().casefold())
        if account_id is None:
            near = did_you_mean(account, names.account.values())
            raise NotFoundError(f'no account "{account}"{near}', slug="no-account", hint="leadctl account list")
        found |= subtree(names.account_parent, account_id)
    return frozenset(found) if accounts else None


def prepare_leads(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Question:
    """Return the question put to leads received instead of passages. Raises NotFoundError as prepare does."""
    names = facts_names.load_names(con)
    dimensions = _LeadDimensions(con, names, config, spec)
    return Question(con, config, spec, names, dimensions, _query(names, dimensions, spec), (), leads=True)


class _LeadDimensions(Dimensions):
    """The dimensions of leads."""

    def _make(self, name: str) -> Dimension:
        made = super()._make(name)
        made.expression = facts_leads.of_lead(name, made.expression)
        return made


def prepare(con: sqlite3.Connection, config: Rules, spec: ReportSpec) -> Question:
    """Return the question. Raises NotFoundError with the nearest name for any name that does not exist."""
    names = facts_names.load_names(con)
    dimensions = Dimensions(con, names, config, spec)
    query = _query(names, dimensions, spec)
    question = Question(con, config, spec, names, dimensions, query, ())
    question.stretches = _stretches(question)
    return question


def _query(names: facts_names.Names, dimensions: Dimensions, spec: ReportSpec) -> facts_keys.Query:
    conditions: list[tuple[str, str]] = []
    parameters: dict[str, Any] = {}

    def add(kind: str, expression: Expression, keys: Sequence[Any]) -> None:
        sql, more = facts_keys.condition(f"f{len(conditions)}", expression, keys)
        conditions.append((kind, sql))
        parameters.update(more)

    accounts = account_ids(names, spec.account)
    if accounts is not None:
        add("account", Expression("d.account_id"), sorted(accounts))
    if spec.record_type is not None:
        keys = dimensions.keys_of("record-type", [spec.record_type])
        add("record-type", Expression("d.record_type_id"), keys)
    for chosen in spec.filters:
        add(chosen.kind, dimensions.get(chosen.kind).expression, dimensions.keys_of(chosen.kind, chosen.values))
    later = spec.until if spec.to_date else None
    return facts_keys.Query(spec.period.start, spec.cut, spec.cut, tuple(conditions), parameters, later=later)


def leave_out(query: facts_keys.Query, recipients: Sequence[int]) -> facts_keys.Query:
    """Return the query without the passages to these recipients (users, and accounts as -2 × id)."""
    if not recipients:
        return query
    marks = {f"out_{i}": recipient for i, recipient in enumerate(recipients)}
    sql = f"{RECIPIENT_SQL} not in ({', '.join(':' + m for m in marks)})"
    conditions = (*query.conditions, ("disabled", sql))
    return replace(query, conditions=conditions, parameters={**query.parameters, **marks})


def _stretches(question: Question) -> list[facts_keys.Range]:
    """Return the stretches of the index that the filters leave; those that no filter rules out by its key."""
    spec = question.spec
    types = None
    if spec.record_type is not None:
        types = question.dimensions.keys_of("record-type", [spec.record_type])
    modes, strategies, users = question.keys("mode"), question.keys("strategy"), question.keys("user")

    def fits(stretch: facts_keys.Range) -> bool:
        return (
            (types is None or stretch.record_type_id in types)
            and (modes is None or stretch.mode in modes)
            and (strategies is None or stretch.strategy_id is None or stretch.strategy_id in strategies)
            and (users is None or stretch.user_id is None or stretch.user_id in users)
        )

    return [stretch for stretch in facts.ranges(question.con) if fits(stretch)]


# ---------------------------------------------------------------- the header


def criteria(question: Question, tables: Sequence[str]) -> tuple[Criterion, ...]:
    """Return the header: everything that is needed to ask the same again, and what was known when it was asked."""
    spec = question.spec
    period = spec.period
    lines = [
        Criterion(
            "period",
            "Period",
            {
                "from": iso(period.start, period.zone),
                "to": iso(period.end, period.zone),
                "zone": period.zone,
                "label": period.label,
            },
            f"{period.label}: {show(period.start, period.zone)} up to {show(period.end, period.zone)}, excluded"
            f" ({period.zone})",
        ),
        Criterion("as_of", "As of", iso(spec.as_of, period.zone), show(spec.as_of, period.zone)),
        _account(question),
        Criterion("record_type", "Record type", spec.record_type, spec.record_type or "all types"),
        _filters(spec),
        Criterion("group_by", "Grouped by", list(spec.group), ", ".join(spec.group) or "nothing"),
        _options(spec),
    ]
    return (*lines, *_knowledge(question, tables))


def _account(question: Question) -> Criterion:
    ids = question.account_ids()
    if ids is None:
        return Criterion("account", "Account", None, "all")
    chosen = question.spec.account
    below = len(ids) - len({a.strip().casefold() for a in chosen})
    places = f"{below} account{'s' if below != 1 else ''} below {'it' if len(chosen) == 1 else 'them'}"
    text = f"{' or '.join(chosen)} with {places}"
    return Criterion("account", "Account", chosen[0] if len(chosen) == 1 else list(chosen), text)


def _filters(spec: ReportSpec) -> Criterion:
    value = {f.kind: list(f.values) for f in spec.filters}
    text = "; ".join(f"{f.kind} = {' or '.join(f.values)}" for f in spec.filters)
    return Criterion("filters", "Filters", value, text or "none")


def known_criterion(spec: ReportSpec) -> Criterion:
    """Return the line of the header that says up to when facts were recorded that are in the report."""
    assert spec.known_at is not None
    zone = spec.period.zone
    text = f"{show(spec.known_at, zone)}; what was recorded later is not in it"
    return Criterion("known_at", "Known at", iso(spec.known_at, zone), text)


def filter_criterion(spec: ReportSpec) -> Criterion:
    """Return the line of the header that names the saved filter in use."""
    why = " (the default: neither period nor filter was typed)" if spec.filter_is_default else ""
    beside = f"; typed beside it: {' '.join(spec.filter_beside)}" if spec.filter_beside else ""
    value = {"name": spec.filter_name, "default": spec.filter_is_default, "typed_beside": list(spec.filter_beside)}
    return Criterion("saved_filter", "Saved filter", value, f"{spec.filter_name}{why}{beside}")


def _options(spec: ReportSpec) -> Criterion:
    value: dict[str, object] = {}
    if spec.report == "performance":
        value = {
            "count": spec.count,
            "contact_base": spec.contact_base,
            "contact_means": spec.contact_means,
            "show_disabled": spec.show_disabled,
        }
        if spec.status_changes:
            value["status_changes"] = list(spec.status_changes)
        if spec.without:
            value["without"] = list(spec.without)
        shown = {"deals": spec.deals, "timing": spec.timing, "push_pull": spec.push_pull, "hints": spec.hints}
        value |= {name: True for name, wanted in shown.items() if wanted}
    if spec.trend:
        value["trend"] = spec.trend
    if spec.to_date:
        value["outcomes"] = "to-date"
    if spec.events_since_distribution:
        value["events_since_distribution"] = True
    if spec.per:
        value["per"] = spec.per
    if spec.hops:
        value["hops"] = True
    if spec.show_undone:
        value["show_undone"] = True
    if spec.reminder is not None:
        value["reminder_days"] = spec.reminder
    if spec.sort:
        value["sort"] = spec.sort
    return Criterion("options", "Options", value, "; ".join(_option(k, v) for k, v in value.items()) or "none")


def _option(key: str, value: object) -> str:
    word = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    word = ", ".join(word) if isinstance(word, list) else word
    return f"{key.replace('_', ' ')}: {word}"


def _knowledge(question: Question, tables: Sequence[str]) -> list[Criterion]:
    con, spec = question.con, question.spec
    zone = spec.period.zone
    version = facts_names.config_version(con)
    if version is None:
        config = Criterion("config_version", "Config", None, "built-in defaults, none applied")
    else:
        config = Criterion(
            "config_version",
            "Config",
            version.id,
            f"version {version.id} ({version.sha256[:8]}), applied {show(version.applied_at, zone)}",
        )
    latest = facts_names.latest_recorded(con, tables)
    # nothing can have been recorded after an end that is still to come
    start, cut = spec.period.start, spec.cut
    days = local_date(start, zone).isoformat(), local_date(cut - 1, zone).isoformat()
    late = 0 if spec.now < spec.period.end else facts_names.recorded_late(con, tables, start, cut, days)
    return [
        config,
        Criterion(
            "latest_recorded_at",
            "Latest fact",
            None if latest is None else iso(latest, zone),
            "nothing recorded yet" if latest is None else f"recorded {show(latest, zone)}",
        ),
        Criterion(
            "facts_recorded_after_end",
            "Recorded late",
            late,
            f"{late} fact{'s' if late != 1 else ''} of the period recorded after its end",
        ),
    ]


def why_empty(question: Question) -> tuple[str, ...]:
    """Return sentences that say which filter leaves nothing, and what there is without it or outside the period."""
    from leadctl.reports.emptiness import reasons

    return reasons(question)
