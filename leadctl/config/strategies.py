"""Reads [[strategy]]: method, targets, criteria, limits, and where a lead goes when nobody may take it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from leadctl.config import methods, offers, values
from leadctl.config.criteria import CriteriaReader
from leadctl.config.fields import Fields
from leadctl.config.keys import LATER_METHODS, NOT_SUPPORTED
from leadctl.config.model import METHODS, Limits, Strategy, Target
from leadctl.config.rules import check_unique, record_type
from leadctl.config.section import Section
from leadctl.errors import did_you_mean
from leadctl.models import ROOT_ACCOUNT

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*strategy[ \t]*\]\]", re.MULTILINE)
SINGULAR = {"user": "users", "team": "teams", "account": "accounts"}
TARGETS = ("users", "teams", "accounts", "tags")
ON_EMPTY = ("next", "hold")
MODES: tuple[Literal["push", "pull"], ...] = ("push", "pull")
UNKNOWN_PLACE: tuple[Literal["allow", "deny"], ...] = ("allow", "deny")
PUSH_ONLY = ("method", "share", "on_empty", "accept_within", "hand_out")


class Known(NamedTuple):
    """What the rest of the file says and strategies refer to: open statuses by casefolded name, bands, a duration."""

    statuses: Mapping[str, str]
    bands: tuple[tuple[str, int], ...]
    matures_after: int  # seconds
    unknown_place: Literal["allow", "deny"]  # may a lead be called whose place is unknown


def read_strategies(
    top: Section, reader: CriteriaReader, fields: Fields, types: tuple[str, ...], known: Known
) -> tuple[Strategy, ...]:
    """Return the strategies in file order, which is the order in which they are tried."""
    sections = top.tables("strategy")
    check_unique(sections)
    lines = _header_lines(top, len(sections))
    found = tuple(_strategy(s, reader, fields, types, known, line) for s, line in zip(sections, lines, strict=True))
    _check_on_empty(sections, found)
    return found


def _header_lines(top: Section, count: int) -> list[int]:
    text = top.faults.text
    starts = [match.start() for match in _HEADER.finditer(text)]
    if len(starts) == count:
        return [text.count("\n", 0, start) + 1 for start in starts]
    return [top.faults.lines.of(("strategy", i)) or 0 for i in range(count)]


def _strategy(
    s: Section, reader: CriteriaReader, fields: Fields, types: tuple[str, ...], known: Known, line: int
) -> Strategy:
    name = s.text("name", required=True)
    if name.casefold() in ON_EMPTY or (name.startswith("(") and name.endswith(")")):
        s.fault("name", f'"{name}" has a meaning of its own; choose another name')
    mode = s.choice("mode", MODES, "push")
    method = _method(s)
    if mode == "pull":
        for key in PUSH_ONLY:
            if key in s.data:
                s.fault(key, 'is for mode = "push": who pulls takes the lead himself')
    methods.check_keys(s, method)
    by_band = s.choice("by", ("score_band",), "") == "score_band" if "by" in s.data else False
    kind = record_type(s, types)
    return Strategy(
        name=name,
        method=method,
        mode=mode,
        to=_target(s, method, known.bands if by_band else None),
        record_type=None if kind == "*" else kind,
        from_account=s.text("from", ROOT_ACCOUNT),
        when=reader.read(s, "when"),
        needs=_needs(s, fields),
        needs_tags=s.texts("needs_tags"),
        limits=_limits(s),
        share=_share(s),
        on_empty=s.text("on_empty", "next"),
        enabled=s.boolean("enabled", True),
        line=line,
        active_within=s.duration("active_within"),
        calling_hours=s.boolean("calling_hours", False),
        calling_hours_unknown=s.choice("calling_hours_unknown", UNKNOWN_PLACE, known.unknown_place),
        hand_out="hand_out" in s.data and s.choice("hand_out", ("owner",), "owner") == "owner",
        by_band=by_band,
        max_km=methods.read_max_km(s),
        territory=s.text("territory") or None,
        performance=methods.read_performance(s, known.matures_after),
        account_owner=methods.read_owner(s),
        offer=offers.read_offer(s),
        pull=offers.read_pull(s, mode, dict(known.statuses)),
        feedback_after=s.duration("feedback_after"),
    )


def _method(s: Section) -> str:
    method = s.text("method", "round_robin")
    if method in LATER_METHODS:
        s.fault("method", f'"{method}": {NOT_SUPPORTED}')
        return "round_robin"
    return s.choice("method", METHODS, "round_robin")


def _limits(s: Section) -> Limits:
    table = s.table("limits", "limits")
    if table is None:
        return Limits()
    return Limits(*(table.integer(key, 0) for key in ("per_hour", "per_day", "per_week", "open")))


def _share(s: Section) -> int | None:
    if "share" not in s.data:
        return None
    try:
        return values.share(s.data["share"])
    except ValueError as error:
        s.fault("share", str(error))
        return None


def _needs(s: Section, fields: Fields) -> tuple[tuple[str, str], ...]:
    found = []
    for kind, source in (s.raw_table("needs") or {}).items():
        path, words = (*s.path, "needs", kind), s.say(f"needs.{kind}")
        if not isinstance(source, str) or not source.strip().casefold().startswith("lead."):
            s.faults.add(path, words, f'must name a lead field, such as {kind} = "lead.language"')
            continue
        field = source.strip()[len("lead.") :]
        oddity = fields.oddity(field)
        if oddity:
            s.faults.warn(path, words, oddity, code="unknown-field")
        found.append((kind, fields.find(field).name))
    return tuple(found)


def _target(s: Section, method: str, bands: tuple[tuple[str, int], ...] | None) -> Target:
    to = s.table("to", "to")
    if to is None:
        if "to" not in s.data and not _names_itself(s, method):
            s.fault("to", 'is missing; add to = { users = ["ana", "bob"] } (or teams, accounts, tags)')
        return Target()
    named = {key: to.texts(key) for key in TARGETS}
    for single, plural in SINGULAR.items():
        if single in to.data and plural in to.data:
            to.fault(single, f"stands beside {plural}; write one of the two")
        elif isinstance(to.data.get(single), list):
            to.fault(single, f'must be a text, not a list; {plural} takes a list: {plural} = ["a", "b"]')
        elif name := to.text(single):
            named[plural] = (*named[plural], name)
    by_band = () if bands is None else methods.read_bands(to, to.raw_table("weights") or {}, bands)
    weights = _weights(to, method) if bands is None else ()
    if bands is not None and not by_band:
        to.fault("weights", 'is missing; by = "score_band" needs weights = { hot = { ana = 3 }, other = { bob = 1 } }')
    if not any(named.values()):
        logins = [login for login, _ in weights]
        logins += [login for _, band in by_band if band != "performance" for login, _ in band]
        named["users"] = tuple(dict.fromkeys(logins))
    _check_weighted_users(to, named, weights)
    count = sum(map(len, named.values()))
    if not count and not any(isinstance(to.data.get(key), str | list) and to.data[key] for key in to.data):
        to.fault(None, "names nobody; add users, teams, accounts or tags")
    elif method == "direct" and (count != 1 or named["tags"]):
        to.fault(None, 'must name exactly one recipient: { user = "ana" }, { team = "…" } or { account = "…" }')
    if "territory" in s.data:
        s.fault("to", "stands beside territory, whose table names the recipient; remove one of the two")
    if method == "nearest" and not named["accounts"]:
        to.fault("accounts", 'is missing; nearest needs offices: to = { accounts = ["Boston", "Denver"] }')
    return Target(named["users"], named["teams"], named["accounts"], named["tags"], weights, by_band)


def _names_itself(s: Section, method: str) -> bool:
    """Return whether the recipients come from a table or a customer list, so that `to` may be left out."""
    if method == "direct":
        return "territory" in s.data
    return method == "account_owner" and s.data.get("if_absent") != "cover"


def _weights(to: Section, method: str) -> tuple[tuple[str, int], ...]:
    data: dict[str, Any] = to.raw_table("weights") or {}
    if data and method != "weighted":
        to.fault("weights", f'are for method = "weighted"; this strategy is {method}, where all count the same')
    found = []
    for login, value in data.items():
        try:
            if isinstance(value, dict):
                raise ValueError(f'is a table; put the login in quotes, as in "{login}.{next(iter(value), "")}" = 1')
            found.append((login, values.weight(value)))
        except ValueError as error:
            to.faults.add((*to.path, "weights", login), to.say(f"weights.{login}"), str(error))
    if found and len(found) == len(data) and not any(weight for _, weight in found):
        to.warn("weights", "are all 0: nobody gets a lead from this strategy", "zero-weight")
    return tuple(found)


def _check_weighted_users(to: Section, named: dict[str, tuple[str, ...]], weights: tuple[tuple[str, int], ...]) -> None:
    """With nothing but users named, a weight for another is a slip of the pen."""
    if named["teams"] or named["accounts"] or named["tags"]:
        return
    users = {name.casefold() for name in named["users"]}
    for login, _ in weights:
        if login.casefold() not in users:
            message = f'"{login}" has a weight but is not among users{did_you_mean(login, named["users"])}'
            to.faults.add((*to.path, "weights", login), to.say(f"weights.{login}"), message)


def _check_on_empty(sections: list[Section], strategies: tuple[Strategy, ...]) -> None:
    by_name = {s.name.casefold(): s for s in strategies if s.name}
    told: set[str] = set()
    for section, strategy in zip(sections, strategies, strict=True):
        target = strategy.on_empty
        if target in ON_EMPTY:
            continue
        if target.casefold() not in by_name:
            known = [*ON_EMPTY, *(s.name for s in strategies)]
            near = did_you_mean(target, known) or '; write "next", "hold" or the name of a strategy'
            section.fault("on_empty", f'no strategy is called "{target}"{near}')
            continue
        path = _circle(strategy, by_name)
        if path and not told & {name.casefold() for name in path}:
            told |= {name.casefold() for name in path}
            section.fault("on_empty", f"goes in a circle: {' → '.join(path)}; let one of them hold")


def _circle(start: Strategy, by_name: dict[str, Strategy]) -> list[str]:
    """Return the names along on_empty from `start` back to itself, or nothing when that path ends."""
    path, current = [start.name], start
    while current.on_empty not in ON_EMPTY:
        following = by_name.get(current.on_empty.casefold())
        if following is None or (following.name in path and following is not start):
            return []
        path.append(following.name)
        if following is start:
            return path
        current = following
    return []
