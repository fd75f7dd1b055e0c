"""Checks of the set-up: time zones, rules, working hours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leadctl import clock
from leadctl.config.section import Finding as Fault
from leadctl.db import settings, vitals
from leadctl.engine import ruleset
from leadctl.engine.doctor.model import Finding, Level, Patient, counted
from leadctl.errors import ConfigError, UsageError

SHOWN = 8  # logins named


def zones(patient: Patient) -> Iterator[Finding]:
    """Say whether every time zone in use is known, and how old what is known of them is."""
    used = [(patient.zone, "the rules"), *vitals.zones(patient.rows)]
    unknown = [f"{name} ({where})" for name, where in used if not _known(name)]
    source, release = zone_data()
    text = f"time zones of {source}{', ' + release if release else ''}"
    if unknown:
        text = f"no such time zone: {', '.join(unknown)}"
        remedy = "pip install --upgrade tzdata, or leadctl user edit LOGIN --timezone NAME"
        yield Finding("zones", Level.FAIL, text, remedy)
    elif release[:4].isdigit() and int(release[:4]) + 1 < clock.local_date(patient.now, "UTC").year:
        yield Finding("zones", Level.WARN, f"{text}: rules of daylight saving change since", "upgrade tzdata")
    else:
        yield Finding("zones", Level.OK, text)


def _known(name: str) -> bool:
    try:
        clock.zone(name)
    except UsageError:
        return False
    return True


def zone_data() -> tuple[str, str]:
    """Return where the time zones come from and of which release (2025b, 2025.2; "" = unknown)."""
    import zoneinfo

    for folder in zoneinfo.TZPATH:
        index = Path(folder) / "tzdata.zi"
        if index.is_file():
            with index.open(encoding="utf-8") as lines:
                words = lines.readline().split()
            return folder, words[-1] if words[:2] == ["#", "version"] else ""
        if (Path(folder) / "UTC").is_file():
            return folder, ""
    from importlib.metadata import version

    return "the package tzdata", version("tzdata")


def rules(patient: Patient) -> Iterator[Finding]:
    """Say whether the rules in force still fit the people, and what in them is probably not meant."""
    text = settings.current_config_text(patient.rows)
    if text is None:
        yield Finding("rules", Level.WARN, "no rules were applied yet", "leadctl config apply leadctl.toml")
        return
    try:
        _, found = ruleset.examine(text, "rules in force", patient.rows, patient.now)
    except ConfigError as problem:
        yield Finding("rules", Level.FAIL, problem.message, "leadctl config apply with a corrected file")
        return
    faults, odd = found.findings("fault"), found.findings("warning")
    figures: dict[str, int | None] = {"faults": len(faults), "warnings": len(odd)}
    show = "leadctl config show > leadctl.toml; leadctl config check leadctl.toml --strict"
    if faults:
        yield Finding("rules", Level.FAIL, _some("fault", faults), show, figures)
    elif odd:
        yield Finding("rules", Level.WARN, _some("warning", odd), show, figures)
    else:
        yield Finding("rules", Level.OK, "the rules in force have no fault and no warning", "", figures)


def _some(kind: str, found: tuple[Fault, ...]) -> str:
    first = found[0]
    where = f"{first.where}: " if first.where else ""
    more = f"; and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{counted(len(found), kind)}: {where}{first.message}{more}"


def shifts(patient: Patient) -> Iterator[Finding]:
    """Say who gets leads at any hour, where others have working hours."""
    without, having = vitals.without_shift(patient.rows)
    figures: dict[str, int | None] = {"without": len(without), "with": having}
    if without and having:
        names = ", ".join(without[:SHOWN]) + (", …" if len(without) > SHOWN else "")
        text = f"{counted(len(without), 'user')} of the strategies without working hours get leads at any time: {names}"
        remedy = f'leadctl user edit {without[0]} --shift "mon-fri 09:00-17:00"'
        yield Finding("shifts", Level.WARN, text, remedy, figures)
    elif having:
        yield Finding("shifts", Level.OK, "everybody in the strategies has working hours", "", figures)
    else:
        yield Finding("shifts", Level.OK, "nobody has working hours: leads are given at any time", "", figures)
