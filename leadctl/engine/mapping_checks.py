"""Checks what named mappings point at: a field that no import knows would only be noticed with the file."""

from __future__ import annotations

from leadctl.config.model import Config
from leadctl.config.section import Faults
from leadctl.errors import did_you_mean


def check_mappings(config: Config, faults: Faults) -> None:
    """Add a warning for every column of a [[mapping]] that goes to a field of no import at all."""
    if not config.mappings:
        return
    known = known_fields()
    by_key = {name.casefold() for name in known}
    for index, rule in enumerate(config.mappings):
        for header, target in rule.columns:
            field = target.strip()
            if field in {"", "-"} or field.casefold().startswith("attribute:") or field.casefold() in by_key:
                continue
            near = did_you_mean(field, known)
            remedy = "" if near else "to keep the column as it is, write attribute:NAME"
            words, path = f'mapping "{rule.name}": columns.{header}', ("mapping", index, "columns", header)
            faults.warn(path, words, f'no import has a field "{field}"{near}', code="unknown-column", remedy=remedy)


def known_fields() -> list[str]:
    """Return every field that a column of some import may go to, lead fields first."""
    return list(dict.fromkeys(name for fields in fields_by_import().values() for name in fields))


def fields_by_import() -> dict[str, list[str]]:
    """Return the fields that a column may go to by import, as it is typed: `leads`, `users` …; leads first."""
    from leadctl.engine.costs.words import VOCABULARY as COSTS
    from leadctl.engine.customers import load as customers
    from leadctl.engine.geo.files import VOCABULARY
    from leadctl.engine.history_import import words
    from leadctl.engine.intake.aliases import PSEUDO_FIELDS
    from leadctl.engine.people_import import accounts, teams, users
    from leadctl.engine.territories import load as territories
    from leadctl.models import LEAD_FIELDS

    return {
        "leads": [*LEAD_FIELDS, *PSEUDO_FIELDS],
        "accounts": list(accounts.VOCABULARY),
        "users": list(users.VOCABULARY),
        "teams": list(teams.VOCABULARY),
        "activities": list(words.ACTIVITIES),
        "touches": list(words.TOUCHES),
        "opportunities": list(words.OPPORTUNITIES),
        "distributions": list(words.DISTRIBUTIONS),
        "places": list(VOCABULARY),
        "customers": list(customers.VOCABULARY),
        "territories": list(territories.VOCABULARY),
        "costs": list(COSTS),
    }
