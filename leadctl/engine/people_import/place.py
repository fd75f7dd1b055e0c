"""Where an account lies, as a row says it: country, state, city, postal code, coordinates."""

from __future__ import annotations

from typing import Any

from leadctl.db.people import Account
from leadctl.engine.people_import.row import Row
from leadctl.engine.people_text import parse_degrees


def place(row: Row, values: dict[str, Any], current: Account | None) -> None:
    """Put the place columns that the row names into `values`; doubtful ones are warned about and left out."""
    _country(row, values)
    _state(row, values, values.get("country", current.country if current else None))
    row.put(values, "city")
    row.put(values, "postal_code")
    row.put(values, "latitude", lambda cell: parse_degrees(cell, 90), code="bad-coordinate")
    row.put(values, "longitude", lambda cell: parse_degrees(cell, 180), code="bad-coordinate")
    both = [values.get(name, getattr(current, name, None)) for name in ("latitude", "longitude")]
    if row.ok and both.count(None) == 1:
        given, missing = ("longitude", "latitude") if both[0] is None else ("latitude", "longitude")
        row.reject(given, "bad-coordinate", f"a {given} without a {missing} is no place; give both or clear both")


def _country(row: Row, values: dict[str, Any]) -> None:
    from leadctl.engine.normalise.place import country

    if row.clears("country"):
        values["country"] = None
    elif row.text("country"):
        code = country(row.text("country"))
        if code is None:
            row.warn("country", "unknown-country", f'"{row.text("country")}" is not a country; left out')
        else:
            values["country"] = code


def _state(row: Row, values: dict[str, Any], country_code: str | None) -> None:
    """Put the state's code; where the country has no complete table of states, the cell as it is."""
    from leadctl.engine.normalise.place import has_states, state

    if row.clears("state"):
        values["state"] = None
    elif row.text("state"):
        code = state(row.text("state"), country_code)
        if code is None and has_states(country_code):
            row.warn("state", "unknown-state", f'"{row.text("state")}" is not a state of {country_code}; left out')
        else:
            values["state"] = code or row.text("state")
