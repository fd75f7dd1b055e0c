"""How teams look: list cells, detail lines, JSON."""

from __future__ import annotations

from typing import Any

from leadctl.commands._pages import json_moment, section
from leadctl.commands._people import dated, dated_json, disablements, disablements_json
from leadctl.commands._standing import state
from leadctl.engine.people_view import Group

TEAM_HEADERS = ("team", "owner", "account", "members", "leads held", "state")


def team_cells(group: Group) -> list[object]:
    """Return one row of `team list`."""
    word = "enabled" if group.team.disabled_at is None else "disabled"
    return [group.team.name, group.owner, group.account, ", ".join(group.members), group.held, word]


def team_lines(group: Group, zone: str) -> list[tuple[str, object]]:
    """Return `team show`, save the tables."""
    wanted = f"{group.team.owner_wanted} (no such user yet)" if group.team.owner_wanted else ""
    return [
        ("team", group.team.name),
        ("owner", group.owner or wanted),
        ("account", group.account),
        ("state", state(group.team.disabled_at, zone)),
        ("open leads held", str(group.held)),
    ]


def team_sections(group: Group, zone: str) -> None:
    """Print the tables of `team show`."""
    section("members", ("login", "when"), dated(group.memberships, zone))
    disablements(group.disablements, zone)


def team_json(group: Group, zone: str) -> dict[str, Any]:
    """Return the object of one team."""
    return {
        "id": group.team.id,
        "name": group.team.name,
        "owner": group.owner,
        "owner_wanted": group.team.owner_wanted,
        "account": group.account,
        "members": list(group.members),
        "memberships": dated_json("login", group.memberships, zone),
        "leads_held": group.held,
        "disabled_at": json_moment(group.team.disabled_at, zone),
        "disabled": disablements_json(group.disablements, zone),
    }
