"""Headers of CRMs: what their import screens know the columns by, and what `import leads` recognises coming back.

Only what the system lets an import set. Owners are written as the system looks users up. `crm_id` is the external id
of leads that came from that very system, empty for all others.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from leadctl.engine.exporting.layouts import KEY, Field
from leadctl.errors import UsageError, did_you_mean


class Preset(NamedTuple):
    """One system: its columns by kind, and the scopes of external ids that are its own (names of import profiles)."""

    fields: dict[str, tuple[Field, ...]]
    scopes: tuple[str, ...]


def _preset(owner: tuple[str, str], id_: str, scopes: tuple[str, ...], leads: str, handed: str) -> Preset:
    """Return a preset from `Header = name` lines; the lead's id is first, owner and key are last."""
    last = (Field(owner[0], owner[1]), Field(KEY, "identity", "key"))
    first = (Field(id_, "crm_id"),)
    return Preset(
        {"leads": (*first, *_lines(leads), *last), "assignments": (*first, *_lines(handed), *last)},
        scopes,
    )


def _lines(text: str) -> tuple[Field, ...]:
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        header, _, name = line.partition(" = ")
        found.append(Field(header, name, {"value": "money", "do_not_contact": "true"}.get(name, "text")))
    return tuple(found)


_PRESETS: Final = {
    "salesforce": _preset(
        ("Lead Owner", "owner_name"),
        "Lead ID",
        ("salesforce (report)", "salesforce (data export)"),
        """
        First Name = first
        Last Name = last
        Title = job_title
        Company = company
        Email = email
        Phone = phone
        Mobile = mobile
        Street = street
        City = city
        State/Province = state
        Zip/Postal Code = postal_code
        Country = country
        Website = website
        Industry = industry
        Description = notes
        Lead Source = source
        Lead Status = status
        Do Not Call = do_not_contact
        """,
        """
        Email = lead_email
        Lead Status = lead_status
        """,
    ),
    "hubspot": _preset(
        ("Contact owner", "owner_mail"),
        "Record ID",
        ("hubspot",),
        """
        First Name = first
        Last Name = last
        Email = email
        Phone Number = phone
        Mobile Phone Number = mobile
        Company Name = company
        Job Title = job_title
        Industry = industry
        Street Address = street
        City = city
        State/Region = state
        Postal Code = postal_code
        Country/Region = country
        Website URL = website
        Lead Source = source
        Lead Status = status
        Message = notes
        """,
        """
        Email = lead_email
        Lead Status = lead_status
        """,
    ),
    "zoho": _preset(
        ("Lead Owner", "owner_mail"),
        "Record Id",
        ("zoho crm",),
        """
        First Name = first
        Last Name = last
        Company = company
        Title = job_title
        Email = email
        Secondary Email = email2
        Phone = phone
        Mobile = mobile
        Website = website
        Lead Source = source
        Lead Status = status
        Industry = industry
        Email Opt Out = do_not_contact
        Street = street
        City = city
        State = state
        Zip Code = postal_code
        Country = country
        Description = notes
        """,
        """
        Email = lead_email
        Lead Status = lead_status
        """,
    ),
    "pipedrive": _preset(
        ("Lead - Owner", "owner_mail"),
        "Lead - Pipedrive System ID",
        ("pipedrive",),
        """
        Lead - Title = title
        Person - Name = name
        Person - Email = email
        Person - Phone = phone
        Person - Phone (Mobile) = mobile
        Organization - Name = company
        Organization - Address = street
        Lead - Value = value
        Lead - Source channel = source
        Note - Content = notes
        """,
        """
        Person - Email = lead_email
        """,
    ),
    "odoo": _preset(
        ("Salesperson", "owner_name"),
        "External ID",
        ("odoo",),
        """
        Opportunity = title
        Contact Name = name
        Company Name = company
        Job Position = job_title
        Email = email
        Phone = phone
        Mobile = mobile
        Street = street
        City = city
        State = state
        Zip = postal_code
        Country = country
        Website = website
        Expected Revenue = value
        Stage = status
        Source = source
        Campaign = campaign
        Notes = notes
        """,
        """
        Email = lead_email
        Stage = lead_status
        """,
    ),
}
NAMES: Final = tuple(_PRESETS)


def preset(name: str, kind: str) -> Preset:
    """Return the preset of this name for `leads` or `assignments`. Raises UsageError with the nearest name."""
    found = _PRESETS.get(name.strip().casefold())
    if found is None:
        raise UsageError(
            f'no preset "{name}"{did_you_mean(name, NAMES)}',
            slug="unknown-preset",
            hint=f"there are {', '.join(NAMES)}; without one the columns are leadctl's own",
        )
    if kind not in found.fields:
        raise UsageError(
            f"--preset is for leads and assignments: no CRM's import takes {kind} as columns",
            slug="no-such-preset",
            hint=f"leadctl export {kind} without --preset",
        )
    return found
