"""Checks of the daily work: does tick run, what was cut off, what waits too long."""

from __future__ import annotations

from collections.abc import Iterator

from leadctl.clock import MINUTE, format_duration
from leadctl.db import settings, vitals
from leadctl.engine.doctor.model import Finding, Level, Patient, counted

AHEAD = 5 * MINUTE  # a tick that far in the future was made by another clock


def tick(patient: Patient) -> Iterator[Finding]:
    """Say when the last tick was."""
    last, limit = vitals.last_tick(patient.rows), patient.limits.tick_age
    figures = {"last_at": last}
    if last is None:
        needed = settings.current_config_text(patient.rows) is not None or vitals.pending_offers(patient.rows)
        text = "leadctl tick has never run: offers do not end, held leads are not tried again"
        level = Level.WARN if needed else Level.OK
        yield Finding("tick", level, text, "leadctl schedule show" if needed else "", figures)
    elif last > patient.now + AHEAD:
        text = f"the last tick was at {patient.at(last)}, which is yet to come: the clock was set back"
        yield Finding("tick", Level.WARN, text, "check the machine's clock", figures)
    elif patient.now - last > limit:
        text = (
            f"the last tick was {patient.ago(last)}, at {patient.at(last)};"
            f" it is to be younger than {format_duration(limit)}"
        )
        yield Finding("tick", Level.FAIL, text, "look at cron or the timer; leadctl schedule show", figures)
    else:
        yield Finding("tick", Level.OK, f"the last tick was {patient.ago(last)}", "", figures)


def imports(patient: Patient) -> Iterator[Finding]:
    """Say which imports were cut off."""
    found = vitals.unfinished_imports(patient.rows, patient.now - patient.limits.import_age)
    if not found:
        yield Finding("imports", Level.OK, "no import was cut off", "", {"unfinished": 0})
    for number, kind, name, started, line in found:
        text = f"import {number} ({kind} from {name}) stopped at line {line}, {patient.ago(started)}"
        remedy = f"the same command again goes on; or leadctl imports undo {number}"
        yield Finding("imports", Level.WARN, text, remedy, {"import_id": number, "started_at": started})


def runs(patient: Patient) -> Iterator[Finding]:
    """Say which runs were killed and not made good since."""
    found = vitals.unfinished_runs(patient.rows, patient.now - patient.limits.run_age)
    if not found:
        yield Finding("runs", Level.OK, "no run was cut off", "", {"unfinished": 0})
    for number, kind, started in found:
        text = f"run {number} ({kind}) was cut off {patient.ago(started)}; what it had committed stands"
        word = "the same leadctl undo" if kind == "undo" else f"leadctl {kind}"
        yield Finding("runs", Level.WARN, text, f"{word} does the rest", {"run_id": number, "started_at": started})


def offers(patient: Patient) -> Iterator[Finding]:
    """Say whether offers ran out that nothing has ended."""
    found = vitals.overdue_offers(patient.rows, patient.now - patient.limits.offer_age)
    figures = {"overdue": found.number, "oldest_at": found.oldest}
    if found.oldest is None:
        pending = vitals.pending_offers(patient.rows)
        text = f"{counted(pending, 'offer')} pending, none overdue" if pending else "no offer is pending"
        yield Finding("offers", Level.OK, text, "", figures)
    else:
        text = f"{counted(found.number, 'offer')} ran out and were not ended, the first {patient.ago(found.oldest)}"
        yield Finding("offers", Level.FAIL, text, "leadctl tick; then leadctl schedule show for cron", figures)


def held(patient: Patient) -> Iterator[Finding]:
    """Say how many leads are held, why, and for how long."""
    limit = patient.limits.held_age
    found = vitals.held_leads(patient.rows, patient.now - limit)
    count, late = sum(h.number for h in found), sum(h.late for h in found)
    oldest = min((h.oldest for h in found), default=None)
    figures = {"held": count, "late": late, "oldest_at": oldest, **{f"held:{h.code}": h.number for h in found}}
    if oldest is None:
        yield Finding("held", Level.OK, "no lead is held", "", figures)
        return
    text = f"{counted(count, 'lead')} held, the oldest since {patient.at(oldest)}"
    if late:
        reasons = ", ".join(f"{h.code} {h.late:,}" for h in found if h.late)
        text = f"{text}; {late:,} for {format_duration(limit)} or longer ({reasons})"
        yield Finding("held", Level.WARN, text, "leadctl lead list --held", figures)
    else:
        yield Finding("held", Level.OK, text, "", figures)


def waiting(patient: Patient) -> Iterator[Finding]:
    """Say whether leads wait that no run has looked at."""
    found = vitals.unseen_leads(patient.rows, patient.now - patient.limits.run_age)
    figures = {"unseen": found.number, "oldest_at": found.oldest}
    if found.oldest is None:
        yield Finding("waiting", Level.OK, "no lead waits for a first run", "", figures)
    else:
        text = f"{counted(found.number, 'lead')} wait for a first run, the oldest since {patient.at(found.oldest)}"
        yield Finding("waiting", Level.WARN, text, "leadctl assign", figures)


def alerts(patient: Patient) -> Iterator[Finding]:
    """Say whether alerts wait too long, and which were given up."""
    limit = patient.limits.alert_age
    found, lost = vitals.alerts(patient.rows, patient.now - limit), vitals.given_up(patient.rows)
    figures = {"waiting": found.waiting, "late": found.late, "oldest_at": found.oldest, "given_up": sum(lost.values())}
    if found.oldest is not None:
        tried = f", {found.tried:,} of them tried in vain" if found.tried else ", never tried"
        text = f"{counted(found.late, 'alert')} unsent for {format_duration(limit)} or longer{tried}"
        yield Finding("alerts", Level.FAIL, text, "leadctl notify send; leadctl notify list", figures)
    if lost:
        channels = ", ".join(f"{channel} {count:,}" for channel, count in lost.items())
        text = f"{counted(sum(lost.values()), 'alert')} given up ({channels})"
        remedy = "leadctl notify list --failed; leadctl notify retry, or leadctl notify drop"
        yield Finding("alerts", Level.WARN, text, remedy, figures)
    elif found.oldest is None:
        yield Finding("alerts", Level.OK, f"{counted(found.waiting, 'alert')} on the way, none late", "", figures)
