"""What there is to know of an account, user or team as label -> text: two of these show what a change did."""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from leadctl.db import dated, people
from leadctl.engine.people_import.telling import shown
from leadctl.engine.people_text import CAP_COLUMNS, format_caps, format_shifts, format_weight

Facts = dict[str, str]
YES_NO: Final = {None: "", 0: "no", 1: "yes"}


def user_facts(con: sqlite3.Connection, user_id: int) -> Facts:
    """Return the facts of a user, "" where there is nothing."""
    user = next(u for u in people.all_users(con) if u.id == user_id)
    teams, names = dated.current_teams(con).get(user_id, ()), people.team_names(con)
    return {
        "login": user.login,
        "name": user.name,
        "e-mail": user.email or "",
        "account": people.account_names(con)[user.account_id],
        "teams": ", ".join(sorted((names[t] for t in teams), key=str.casefold)),
        "tags": ", ".join(dated.hand_tags(con, user_id)),
        "time zone": user.timezone or "",
        "shift": format_shifts(dated.current_shifts(con).get(user_id, ())),
        "caps": format_caps([getattr(user, column) for column in CAP_COLUMNS.values()]),
        "weight": format_weight(user.weight),
        "auto-accept": YES_NO[user.auto_accept],
        "channels": shown(user.channels),
        "quiet hours": shown(user.quiet_hours),
    }


def account_facts(con: sqlite3.Connection, account_id: int) -> Facts:
    """Return the facts of an account, its attributes by their names."""
    account = next(a for a in people.all_accounts(con) if a.id == account_id)
    names, logins = people.account_names(con), people.user_names(con)
    return {
        "account": account.name,
        "under": names.get(account.parent_id or 0, ""),
        "kind": account.kind,
        "owner": logins.get(account.owner_id or 0, account.owner_wanted or ""),
        "crm": YES_NO[account.crm],
        "auto-accept": YES_NO[account.auto_accept],
        "country": account.country or "",
        "state": account.state or "",
        "city": account.city or "",
        "postal code": account.postal_code or "",
        "coordinates": coordinates(account),
        **{name: str(value) for name, value in json.loads(account.attributes).items()},
    }


def coordinates(account: people.Account) -> str:
    """Return `40.7128, -74.006`, or nothing."""
    if account.latitude is None or account.longitude is None:
        return ""
    return ", ".join(f"{x:.6f}".rstrip("0").rstrip(".") for x in (account.latitude, account.longitude))


def team_facts(con: sqlite3.Connection, team_id: int) -> Facts:
    """Return the facts of a team."""
    team = next(t for t in people.all_teams(con) if t.id == team_id)
    logins = people.user_names(con)
    members = [logins[user_id] for user_id, teams in dated.current_teams(con).items() if team_id in teams]
    return {
        "team": team.name,
        "owner": logins.get(team.owner_id or 0, team.owner_wanted or ""),
        "account": people.account_names(con).get(team.account_id or 0, ""),
        "members": ", ".join(sorted(members, key=str.casefold)),
    }
