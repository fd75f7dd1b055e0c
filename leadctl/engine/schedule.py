"""The lines by which cron or systemd start leadctl, with real paths. Pure: texts from a few facts."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from leadctl.clock import DAY, HOUR, MINUTE, format_duration
from leadctl.errors import UsageError

WAIT: Final = 60  # seconds a tick waits for a run at work, before cron is told
UNITS: Final = "~/.config/systemd/user"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be started how: the program's words, the database, where backups go, seconds between two ticks."""

    program: tuple[str, ...]
    database: Path
    backups: Path
    every: int = 5 * MINUTE
    keep: int = 14


class Job(NamedTuple):
    """One command and when: `cron` has five fields, `calendar` is systemd's word for the same."""

    name: str
    about: str
    words: tuple[str, ...]
    cron: str
    calendar: str


class Unit(NamedTuple):
    """One file of systemd."""

    file: str
    text: str


def jobs(plan: Plan) -> tuple[Job, ...]:
    """Return what leadctl wants done regularly. Raises UsageError when cron cannot keep such an interval."""
    cron, calendar = _interval(plan.every)
    common = ("--quiet", "--db", str(plan.database))
    backup = ("backup", f"{plan.backups}/{plan.database.name}", "--keep", str(plan.keep))
    return (
        Job("tick", "what time brings", ("tick", "--wait", str(WAIT), *common), cron, calendar),
        Job("backup", "a checked copy", (*backup, *common), "40 2 * * *", "*-*-* 02:40:00"),
        Job("doctor", "trouble, if any", ("doctor", *common), "10 7 * * *", "*-*-* 07:10:00"),
    )


def _interval(seconds: int) -> tuple[str, str]:
    """Return an interval as cron's five fields and as systemd's calendar event."""
    if seconds and seconds < HOUR and seconds % MINUTE == 0 and HOUR % seconds == 0:
        minutes = seconds // MINUTE
        return ("* * * * *" if minutes == 1 else f"*/{minutes} * * * *"), f"*:0/{minutes}"
    if seconds and seconds < DAY and seconds % HOUR == 0 and DAY % seconds == 0:
        hours = seconds // HOUR
        return ("0 * * * *" if hours == 1 else f"0 */{hours} * * *"), f"0/{hours}:00"
    if seconds == DAY:
        return "0 0 * * *", "*-*-* 00:00:00"
    raise UsageError(
        f"cron cannot start a command every {format_duration(seconds)}",
        slug="bad-interval",
        hint="--every 1m, 5m, 10m, 15m, 30m, 1h, 2h …: a part of an hour or of a day",
    )


def crontab(plan: Plan) -> str:
    """Return the lines for `crontab -e`. Cron mails what is printed, and with --quiet that is trouble alone."""
    lines = ["# crontab -e"]
    for job in jobs(plan):
        command = shlex.join((*plan.program, *job.words)).replace("%", r"\%")  # cron's % is a line break
        lines += [f"# {job.about}", f"{job.cron} {command}"]
    return "\n".join(lines)


def units(plan: Plan) -> tuple[Unit, ...]:
    """Return a service and a timer for each job, for the folder UNITS."""
    found = []
    for job in jobs(plan):
        command = " ".join(_quoted(word) for word in (*plan.program, *job.words))
        busy = "SuccessExitStatus=75\n" if job.name == "tick" else ""  # a run at work: the next tick does it
        service = f"[Unit]\nDescription=leadctl {job.name}: {job.about}\n\n[Service]\nType=oneshot\n{busy}"
        timer = f"[Unit]\nDescription=leadctl {job.name}, regularly\n\n[Timer]\nOnCalendar={job.calendar}\n"
        found += [
            Unit(f"leadctl-{job.name}.service", f"{service}ExecStart={command}\n"),
            Unit(f"leadctl-{job.name}.timer", f"{timer}Persistent=true\n\n[Install]\nWantedBy=timers.target\n"),
        ]
    return tuple(found)


def enabling(plan: Plan) -> str:
    """Return the command line that starts the timers."""
    timers = " ".join(f"leadctl-{job.name}.timer" for job in jobs(plan))
    return f"systemctl --user daemon-reload && systemctl --user enable --now {timers}"


def _quoted(word: str) -> str:
    """Return a word of ExecStart: systemd expands % and $, and parts words at blanks."""
    plain = word.replace("\\", "\\\\").replace("%", "%%").replace("$", "$$").replace('"', '\\"')
    return f'"{plain}"' if plain != word or not word or any(c.isspace() or c in "';" for c in word) else word
