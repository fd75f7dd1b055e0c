"""How users and accounts look: list cells, detail lines, JSON."""

from __future__ import annotations

from typing import Any

from leadctl.clock import show
from leadctl.commands import _standing
from leadctl.commands._pages import end_moment, json_moment, moment, section, span
from leadctl.commands._standing import state
from leadctl.db.dated import Span
from leadctl.engine.people_edit.facts import coordinates
from leadctl.engine.people_import.telling import shown
from leadctl.engine.people_text import CAP_COLUMNS, format_caps, format_shifts, format_weight
from leadctl.engine.people_view import Away, Disablement, Node, Person

LEADS_SHOWN = 20


def _caps(person: Person) -> list[int | None]:
    return [getattr(person.user, column) for column in CAP_COLUMNS.values()]


# ---------------------------------------------------------------- users

USER_HEADERS = ("login", "name", "account", "teams", "tags", "zone", "shift", "caps", "open", "state")
USER_SHORT = (0, 1, 2, 6, 8, 9)  # of USER_HEADERS, on a narrow terminal


def user_cells(person: Person) -> list[object]:
    """Return one row of `user list`."""
    return [
        person.user.login,
        person.user.name,
        person.account,
        ", ".join(person.teams),
        ", ".join(person.tags),
        person.zone,
        format_shifts(person.shifts) or "always",
        format_caps(_caps(person)),
        person.open_leads,
        _standing.word(person),
    ]


def user_lines(person: Person, zone: str) -> list[tuple[str, object]]:
    """Return the head of `user show`."""
    user = person.user
    return [
        ("login", user.login),
        ("name", user.name),
        ("e-mail", user.email),
        ("state", _standing.words(person, zone)),
        ("last seen", "" if user.last_seen_at is None else show(user.last_seen_at, person.zone)),
        ("account", person.account),
        ("teams", ", ".join(person.teams)),
        ("tags", ", ".join(_tag(tag, person, zone) for tag in person.tags)),
        ("time zone", person.zone + ("" if user.timezone else " (the config's)")),
        ("shift", format_shifts(person.shifts) or "always"),
        ("caps", format_caps(_caps(person)) or "none: unlimited"),
        ("weight", format_weight(user.weight)),
        ("auto-accept", "yes: offers count as accepted at once" if user.auto_accept else ""),
        ("told by", shown(user.channels)),
        ("quiet hours", shown(user.quiet_hours)),
        ("open leads", str(person.open_leads)),
        ("to hand out", _to_hand_out(person)),
    ]


def _to_hand_out(person: Person) -> str:
    """Return how many leads stand with his teams and accounts, and where they are listed."""
    told = [
        f"{count} with {place}s: leadctl {place} inbox --user {person.user.login}"
        for place, count in person.to_hand_out.items()
    ]
    return "\n".join(told)


def _tag(tag: str, person: Person, zone: str) -> str:
    """Return a tag, with the rule that granted it and since when: `senior (rule: senior, since 2026-03-01 09:00)`."""
    name = next((name for name in person.tag_rules if name.casefold() == tag.casefold()), None)
    if name is None:
        return tag
    since = f", since {show(person.tag_since[name], zone)}" if name in person.tag_since else ""
    return f"{tag} (rule: {person.tag_rules[name]}{since})"


def user_sections(person: Person, zone: str) -> None:
    """Print the tables of `user show`."""
    weights = [(name, format_weight(weight)) for name, weight in person.strategies]
    section("strategies", ("strategy", "weight"), weights, right=(1,))
    section("accounts", ("account", "when"), dated(person.seats, zone))
    section("teams", ("team", "when"), dated(person.memberships, zone))
    off = [
        (a.id, moment(a.starts_at, person.zone), end_moment(a.ends_at, person.zone), a.reason or "")
        for a in person.absences
    ]
    section("absences", ("id", "from", "to", "reason"), off, right=(0,))
    disablements(person.disablements, zone)
    leads = [(lead.lead_id, lead.name, lead.status, show(lead.status_since, zone)) for lead in person.leads]
    section("open leads", ("id", "name", "status", "since"), leads[:LEADS_SHOWN], right=(0,))
    if len(leads) > LEADS_SHOWN:
        rest = len(leads) - LEADS_SHOWN
        section(f"… and {rest} more", ("command",), [(f"leadctl lead list --owner {person.user.login}",)])


def user_json(person: Person, zone: str) -> dict[str, Any]:
    """Return the object of `user list --json` and `user show --json`; times with the config's offset."""
    user = person.user
    return {
        "id": user.id,
        "login": user.login,
        "name": user.name,
        "email": user.email,
        "account": person.account,
        "teams": list(person.teams),
        "tags": list(person.tags),
        "tags_by_rule": dict(person.tag_rules),
        "timezone": person.zone,
        "shift": format_shifts(person.shifts) or None,
        "caps": {name: getattr(user, column) for name, column in CAP_COLUMNS.items()},
        "weight": user.weight / 1_000_000,
        "auto_accept": bool(user.auto_accept),
        "channels": user.channels,
        "quiet_hours": user.quiet_hours,
        "open_leads": person.open_leads,
        "disabled_at": json_moment(user.disabled_at, zone),
        "away_until": json_moment(person.away_until, zone),
        **_standing.as_json(person, zone),
    }


def user_detail_json(person: Person, zone: str) -> dict[str, Any]:
    """Return the object of `user show --json`."""
    return {
        **user_json(person, zone),
        "strategies": [{"strategy": name, "weight": weight / 1_000_000} for name, weight in person.strategies],
        "accounts": dated_json("account", person.seats, zone),
        "memberships": dated_json("team", person.memberships, zone),
        "to_hand_out": dict(person.to_hand_out),
        "absences": [absence_json(Away(a, person.user.login, person.zone)) for a in person.absences],
        "disabled": disablements_json(person.disablements, zone),
        "leads": [
            {
                "id": lead.lead_id,
                "name": lead.name,
                "status": lead.status,
                "since": json_moment(lead.status_since, zone),
            }
            for lead in person.leads
        ],
    }


def absence_cells(away: Away) -> list[object]:
    """Return one row of `user absence list`."""
    a = away.absence
    return [a.id, away.login, moment(a.starts_at, away.zone), end_moment(a.ends_at, away.zone), a.reason]


def absence_json(away: Away) -> dict[str, Any]:
    """Return the object of one absence; times in the user's zone, the end exclusive."""
    a = away.absence
    return {
        "id": a.id,
        "login": away.login,
        "from": json_moment(a.starts_at, away.zone),
        "to": json_moment(a.ends_at, away.zone),
        "reason": a.reason,
    }


def dated(rows: tuple[tuple[str, Span], ...], zone: str) -> list[tuple[str, str]]:
    """Return (name, when) of dated memberships."""
    return [(name, span(s.valid_from, s.valid_to, zone)) for name, s in rows]


def dated_json(key: str, rows: tuple[tuple[str, Span], ...], zone: str) -> list[dict[str, Any]]:
    """Return dated memberships as JSON objects."""
    return [
        {key: name, "from": json_moment(s.valid_from, zone), "to": json_moment(s.valid_to, zone)} for name, s in rows
    ]


def disablements(rows: tuple[Disablement, ...], zone: str) -> None:
    """Print when it was disabled, and why."""
    section("disabled", ("when", "reason"), [(span(start, end, zone), why or "") for start, end, why in rows])


def disablements_json(rows: tuple[Disablement, ...], zone: str) -> list[dict[str, Any]]:
    """Return when it was disabled, and why, as JSON objects."""
    return [{"from": json_moment(start, zone), "to": json_moment(end, zone), "reason": why} for start, end, why in rows]


# ---------------------------------------------------------------- accounts

ACCOUNT_HEADERS = ("account", "under", "kind", "owner", "country", "crm", "users", "leads held", "state")


def account_cells(node: Node) -> list[object]:
    """Return one row of `account list`; an owner in brackets is that of an account above."""
    owner = node.owner or (f"({node.inherited_owner})" if node.inherited_owner else "")
    crm = "" if node.crm is None else "yes" if node.crm else "no"
    return [
        node.account.name,
        node.path[-1] if node.path else "",
        node.account.kind,
        owner,
        node.account.country,
        crm,
        len(node.users),
        node.held,
        "enabled" if node.account.disabled_at is None else "disabled",
    ]


def account_lines(node: Node, zone: str) -> list[tuple[str, object]]:
    """Return `account show`, save the tables."""
    wanted = f"{node.account.owner_wanted} (no such user yet)" if node.account.owner_wanted else ""
    inherited = f"{node.inherited_owner} (from above)" if node.inherited_owner else ""
    return [
        ("account", node.account.name),
        ("kind", node.account.kind),
        ("under", " > ".join(node.path)),
        ("state", state(node.account.disabled_at, zone)),
        ("owner", node.owner or wanted or inherited),
        ("country", node.account.country),
        ("state", node.account.state),
        ("city", " ".join(filter(None, [node.account.postal_code, node.account.city]))),
        ("coordinates", coordinates(node.account)),
        ("auto-accept", "yes: offers count as accepted at once" if node.account.auto_accept else ""),
        ("uses a CRM", "" if node.crm is None else "yes" if node.crm else "no"),
        *((name, value) for name, value in node.attributes.items()),
        ("below it", ", ".join(node.children)),
        ("teams", ", ".join(node.teams)),
        ("users", ", ".join(node.users)),
        ("disabled users", ", ".join(node.disabled_users)),
        ("open leads held", str(node.held)),
    ]


def account_json(node: Node, zone: str) -> dict[str, Any]:
    """Return the object of one account."""
    account = node.account
    return {
        "id": account.id,
        "name": account.name,
        "parent": node.path[-1] if node.path else None,
        "path": [*node.path, account.name],
        "kind": account.kind,
        "owner": node.owner,
        "owner_from_above": node.inherited_owner,
        "owner_wanted": account.owner_wanted,
        "country": account.country,
        "state": account.state,
        "city": account.city,
        "postal_code": account.postal_code,
        "latitude": account.latitude,
        "longitude": account.longitude,
        "auto_accept": bool(account.auto_accept),
        "crm": node.crm,
        "attributes": node.attributes,
        "accounts": list(node.children),
        "users": list(node.users),
        "disabled_users": list(node.disabled_users),
        "teams": list(node.teams),
        "leads_held": node.held,
        "disabled_at": json_moment(account.disabled_at, zone),
        "disabled": disablements_json(node.disablements, zone),
    }
