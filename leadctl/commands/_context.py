"""What every command gets: the global flags, the clock, the database; and the only way to speak.

stdout is data, stderr is talk.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadctl.clock import Clock, parse_moment
from leadctl.errors import LeadctlError, shortened

if TYPE_CHECKING:  # --help needs neither
    import sqlite3

    from leadctl.config import Config
    from leadctl.db.connection import Connection


@dataclass
class Globals:
    """The global flags as given; filled by cli.run before the command is parsed."""

    db: str | None = None
    config: str | None = None
    now: str | None = None
    debug: bool = False
    quiet: bool = False
    no_notify: bool = False
    send_for: float | None = None  # seconds that sending the command's alerts may take; None = it wrote none


flags = Globals()


def run_line(argv: list[str]) -> int:
    """Return the exit code of one whole command line. The root puts itself here, since commands cannot import it."""
    raise NotImplementedError(argv)


def db_path() -> Path:
    """Return --db, else LEADCTL_DB, else leadctl.db in the per-user data folder."""
    named = flags.db or os.environ.get("LEADCTL_DB")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("leadctl", appauthor=False) / "leadctl.db"


def config_path() -> Path:
    """Return --config, else LEADCTL_CONFIG, else leadctl.toml in the current folder."""
    return Path(flags.config or os.environ.get("LEADCTL_CONFIG") or "leadctl.toml")


SENDING_TIME = 5.0  # seconds that a command goes on to send the alerts it wrote; tick sends the rest


@contextmanager
def database() -> Iterator[sqlite3.Connection]:
    """Open the database for one command, migrated to the newest schema, its errors in one line.

    Alerts that the command wrote are sent once it has printed (see cli.invoke).
    """
    from leadctl.db import connection, migrate, outbox_sending

    path = db_path()
    opened = connection.connect(path)
    try:
        with connection.wrapped(path):
            copy = migrate.bring_up_to_date(path, opened)
            if copy is not None:
                note(f"{path} was brought to schema {connection.SCHEMA_VERSION}; the file as it was: {copy}")
            _tell(opened)
            newest_alert = outbox_sending.newest(opened)
            yield opened
            if outbox_sending.written_since(opened, newest_alert):
                flags.send_for = max(SENDING_TIME, flags.send_for or 0)
    finally:
        opened.close()


def _tell(con: Connection) -> None:
    """Let whatever this command writes be told to whom it concerns, if the rules say so."""

    def begun() -> Callable[[], None]:
        from leadctl.engine.alerts.watch import begun as look  # nothing that only reads needs it

        return look(con)

    con.watcher = begun


def applied_config(con: sqlite3.Connection) -> Config:
    """Return the rules in force (the last `config apply`), or the defaults when none was applied."""
    from leadctl.config import load_text
    from leadctl.db.settings import current_config_text

    text = current_config_text(con)
    return _parsed(text) if text is not None else load_text("", "built-in defaults")


def zone_of(con: sqlite3.Connection) -> str:
    """Return the time zone of the rules in force."""
    from leadctl.db.settings import glance

    return glance(con).timezone


@lru_cache(maxsize=2)
def _parsed(text: str) -> Config:
    from leadctl.config import load_text

    return load_text(text, "applied config")


def clock(zone_name: str = "UTC") -> Clock:
    """Return the clock: --now (else LEADCTL_NOW) read in `zone_name`, else the machine's."""
    given = flags.now or os.environ.get("LEADCTL_NOW")
    if not given:
        return Clock()
    absolute = given[:4].isdigit()  # only "yesterday", "2h ago" … need the machine's time
    return Clock(parse_moment(given, zone_name, 0 if absolute else Clock().now()))


def actor() -> str:
    """Return the shell user's name: who is recorded as having typed the command."""
    import getpass

    try:
        return os.environ.get("LEADCTL_ACTOR") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


# ---------------------------------------------------------------- speaking


def clean(text: str) -> str:
    """Return `text` with control characters made visible, so that data cannot drive the terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\x{ord(c):02x}" for c in text)


NAME = 26  # letters of a lead's name in lists that have much besides


def cut(text: str, most: int = NAME) -> str:
    """Return `text`, of more than `most` characters only the beginning and `…`."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def out(text: str = "") -> None:
    """Write one line of data to stdout."""
    sys.stdout.write(clean(text) + "\n")


def text_width(most: int) -> int:
    """Return how many characters a line of running text may have: `most`, or less on a narrow terminal."""
    return min(most, shutil.get_terminal_size().columns) if sys.stdout.isatty() else most


def say(text: str, hang: int | None = None) -> None:
    """Write running text to stdout: one line, on a terminal wrapped between words.

    Further lines begin with `hang` blanks; None = two more than the first has.
    """
    import textwrap

    if not sys.stdout.isatty():
        out(text)
        return
    indent = " " * (len(text) - len(text.lstrip()) + 2 if hang is None else hang)
    for line in textwrap.wrap(text, shutil.get_terminal_size().columns, subsequent_indent=indent):
        out(line)


def did(text: str) -> None:
    """Say on stdout what a command did, unless --quiet: no news is good news."""
    if not flags.quiet:
        out(text)


def note(text: str) -> None:
    """Say something on stderr, unless --quiet."""
    if not flags.quiet:
        sys.stdout.flush()
        sys.stderr.write(clean(text) + "\n")


def trouble(text: str) -> None:
    """Say on stderr what is wrong, also under --quiet."""
    sys.stdout.flush()
    sys.stderr.write(clean(text) + "\n")


def warn(text: str) -> None:
    """Say `warning: …` on stderr, also under --quiet."""
    trouble(f"warning: {text}")


def error(problem: LeadctlError) -> None:
    """Say `leadctl: error: … [slug]` and the hint on stderr."""
    sys.stdout.flush()
    sys.stderr.write(f"leadctl: error: {clean(shortened(problem.message, LONGEST_LINE))} [{problem.slug}]\n")
    for fault in getattr(problem, "faults", ()):
        sys.stderr.write(f"  {clean(fault)}\n")
    if problem.hint:
        sys.stderr.write(f"hint: {clean(shortened(problem.hint, LONGEST_LINE))}\n")


LONGEST_LINE = 1_000  # characters of an error: a hostile file may have headers of a million


def print_json(value: object) -> None:
    """Write `value` as indented JSON to stdout."""
    import json

    from leadctl.models import safe_json

    sys.stdout.write(safe_json(json.dumps(value, indent=2, ensure_ascii=False)) + "\n")


def print_table(
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    right: Sequence[int] = (),
    empty: str = "nothing to show",
) -> None:
    """Print a plain list: a rich table on a terminal (up to 300 rows), else plain text of full width.

    `right` are the indices of right-aligned columns. None prints empty. An empty list says so on stderr.
    """
    cells = [["" if v is None else clean(str(v)) for v in row] for row in rows]
    if not cells:
        note(empty)
        return
    if sys.stdout.isatty() and len(cells) <= 300:
        _print_rich(headers, cells, set(right))
        return
    sys.stdout.write("".join(f"{line}\n" for line in _plain(headers, cells, set(right))))


def _plain(headers: Sequence[str], cells: list[list[str]], right: set[int]) -> Iterator[str]:
    """Yield the lines of a plain table; a cell of several lines takes as many."""
    from leadctl.reports.render.plain import simple

    lines = []
    for row in cells:
        parts = [cell.strip().split("\n") for cell in row]
        lines += [[p[at] if at < len(p) else "" for p in parts] for at in range(max(map(len, parts)))]
    return simple(headers, lines, [i in right for i in range(len(headers))])


def _print_rich(headers: Sequence[str], cells: list[list[str]], right: set[int]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from leadctl.commands._widths import fitted, least_width

    console = Console(highlight=False, markup=False, emoji=False)
    least = [least_width(header, [row[i] for row in cells], i in right) for i, header in enumerate(headers)]
    if sum(least) + 2 * len(least) > console.width:
        sys.stdout.write("\n".join(_records(headers, cells)))
        return
    widths = fitted(headers, cells, least, console.width - 2 * (len(least) - 1))
    bold = "" if os.environ.get("NO_COLOR") else "bold"
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style=bold)
    for i, header in enumerate(headers):
        table.add_column(Text(header), justify="right" if i in right else "left", overflow="fold", width=widths[i])
    for row in cells:
        table.add_row(*(Text(c) for c in row))
    console.print(table)


def _records(headers: Sequence[str], cells: list[list[str]]) -> Iterator[str]:
    """Yield a table that is too wide for the terminal as blocks of `name  value`, one per row."""
    width = max(map(len, headers))
    for row in cells:
        yield "".join(f"{h:<{width}}  {c}\n" for h, c in zip(headers, row, strict=True) if c)
