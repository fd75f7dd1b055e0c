"""leadctl watch: import what lands in a folder."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.clock import iso, show
from leadctl.commands import _context, _runs
from leadctl.errors import BusyError, UsageError

if TYPE_CHECKING:
    import sqlite3

    from leadctl.config import Config
    from leadctl.engine.watching.take import Intent, Taken

app = typer.Typer(rich_markup_mode=None)


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where files land.")],
    once: Annotated[bool, typer.Option("--once", help="Take what lies there and end: for cron.")] = False,
    assign: Annotated[bool, typer.Option("--assign", help="Run assign after files came in.")] = False,
    kind: Annotated[
        str,
        typer.Option(help="leads, distributions, activities, touches, opportunities, customers or costs."),
    ] = "leads",
    mapping: Annotated[str | None, typer.Option(help="A [[mapping]] of the rules, for all files.")] = None,
    source: Annotated[str | None, typer.Option(help="Source of leads that name none.")] = None,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How often to look; a file is complete when two looks find it the same.")
    ] = "5s",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what files there would bring; write and move nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per file and run.")] = False,
) -> None:
    """Import the files that land in a folder: CSV, JSON, NDJSON, workbooks. Ctrl-C ends it.

    An imported file goes to FOLDER/done with its rejected rows beside it, one of which nothing came in to
    FOLDER/failed with the reason. Hidden, empty and half-named files (.part, .tmp) are left alone: write under such
    a name and rename, and no file is ever read half. A file taken twice adds nothing.

    Example:  leadctl watch /srv/leads --assign --source "Web form"
    """
    from leadctl.commands._durations import seconds
    from leadctl.engine.watching import folder as folders
    from leadctl.engine.watching.take import Intent

    pause = seconds("--every", every)
    once = once or dry_run
    if not pause and not once:
        raise UsageError("--every 0s is for --once", slug="bad-duration", hint="--every 5s")
    if assign and kind.casefold() not in ("leads", "distributions"):
        raise UsageError("--assign goes with leads and distributions", hint="leadctl tick puts waiting leads back")
    folders.check(folder)
    intent = Intent(kind.strip().casefold(), mapping, source, dry_run)
    watcher = _Watcher(folder, intent, assign, as_json)
    with folders.only_one(folder), _sigterm_ends():
        watcher.check()
        watcher.run(pause, once)
    if once and watcher.faults:
        raise typer.Exit(1)


class _Watcher:
    """Looks, imports, tells."""

    def __init__(self, folder: Path, intent: Intent, assign: bool, as_json: bool) -> None:
        self._folder, self._intent, self._assign, self._json = folder, intent, assign, as_json
        self._due = False  # leads came in that were not assigned yet
        self.taken = 0
        self.faults = 0

    def check(self) -> None:
        """Refuse what cannot work before waiting for files."""
        from leadctl.engine.watching.take import check

        with _context.database() as con:
            check(self._intent, _context.applied_config(con))

    def run(self, pause: int, once: bool) -> None:
        """Look again and again, or twice with --once; a file is taken when two looks find it the same."""
        from leadctl.engine.watching.folder import complete, look

        before = look(self._folder)
        if not once:
            _context.note(f"watching {self._folder} for {self._intent.kind}, every {pause} s; Ctrl-C ends it")
        while True:
            try:
                time.sleep(pause)
            except KeyboardInterrupt:
                _context.note(f"\nstopped watching {self._folder}: {_runs.plural(self.taken, 'file')} taken")
                return
            now = look(self._folder)
            self._pass(complete(before, now), patient=not once)
            if once:
                for path in sorted(set(now) - set(complete(before, now))):
                    _context.note(f"{path.name} is still being written: left for the next time")
                return
            before = look(self._folder)

    def _pass(self, files: list[Path], patient: bool) -> None:
        from leadctl.commands import _sending

        if not files and not self._due:
            return
        try:
            with _context.database() as con:
                config = _context.applied_config(con)
                for file in files:
                    self._take(con, config, file)
                if self._due:
                    self._run_assign(con, config)
        except BusyError as busy:
            if not patient:
                raise
            _context.note(f"{busy.message}; looking again")
        _sending.send_written()

    def _take(self, con: sqlite3.Connection, config: Config, file: Path) -> None:
        from leadctl.engine.watching.take import take

        now = _context.clock(config.timezone).now()
        done = take(con, config, self._folder, file, self._intent, now)
        self.taken += 1
        self.faults += done.failed or bool(done.summary and done.summary.rejected)
        self._due = self._due or (self._assign and not done.failed and not self._intent.dry_run)
        if self._json:
            self._line(_as_json(done, self._intent), now, config)
        elif done.failed:
            _context.warn(_told(done, self._folder))
        elif not _context.flags.quiet:
            _context.out(f"{show(now, config.timezone)}  {_told(done, self._folder)}")

    def _run_assign(self, con: sqlite3.Connection, config: Config) -> None:
        from leadctl.engine.runs import RunOptions
        from leadctl.engine.runs import assign as run

        now = _context.clock(config.timezone).now()
        summary = run(con, config, now, RunOptions(wait=60))
        self._due = False
        _runs.say_warnings(summary)
        counts = summary.as_json()
        if self._json:
            self._line({"assign": _runs.summary_json(counts, config.timezone)}, now, config)
        elif not _context.flags.quiet:
            _context.out(f"{show(now, config.timezone)}  {_runs.headline(counts, config.timezone)}")

    def _line(self, told: dict[str, Any], now: int, config: Config) -> None:
        import sys

        from leadctl.models import safe_json

        sys.stdout.write(safe_json(json.dumps({"at": iso(now, config.timezone), **told}, ensure_ascii=False)) + "\n")
        sys.stdout.flush()


def _told(done: Taken, folder: Path) -> str:
    """Return one line about a file."""
    if done.problem is not None:
        what = f"{done.problem.message} [{done.problem.slug}]"
    else:
        assert done.summary is not None
        counts = {name: n for name, n in done.summary.counts.items() if n}
        if done.summary.rejected_rows:
            counts["rejected"] = done.summary.rejected_rows
        what = ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in counts.items()) or "nothing in it"
        if done.summary.warned:
            what += "; warned: " + ", ".join(f"{code} {n:,}" for code, n in sorted(done.summary.warned.items()))
    where = "left where it is" if done.moved_to is None else f"now {done.moved_to.relative_to(folder)}"
    beside = f", rejected rows in {done.rejects.relative_to(folder)}" if done.rejects else ""
    return f"{done.file.name}: {what}; {where}{beside}"


def _as_json(done: Taken, intent: Intent) -> dict[str, Any]:
    problem = done.problem
    return {
        "file": str(done.file),
        "kind": intent.kind,
        "outcome": "failed" if done.failed else "dry run" if intent.dry_run else "done",
        "moved_to": None if done.moved_to is None else str(done.moved_to),
        "rejects_file": None if done.rejects is None else str(done.rejects),
        "import": None if done.summary is None else done.summary.as_json(),
        "error": None if problem is None else {"slug": problem.slug, "message": problem.message, "hint": problem.hint},
    }


@contextmanager
def _sigterm_ends() -> Iterator[None]:
    """Let SIGTERM, which systemd sends, end the watch as Ctrl-C does."""

    def end(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
