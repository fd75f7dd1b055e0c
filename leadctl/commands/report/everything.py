"""leadctl report all: every report in one folder, as a weekly cron mails it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from leadctl.commands import _context, _progress
from leadctl.commands._context import database, note
from leadctl.commands.report.options import ALL, OWN, options_of
from leadctl.errors import DatabaseError, LeadctlError, UsageError

ENDINGS: Final = {"table": "txt", "markdown": "md", "csv": "csv", "json": "json", "xlsx": "xlsx", "html": "html"}
INDEX: Final = "index.html"
# What the reports of one call have in common: the head of the index.
SHARED: Final = ("period", "as_of", "known_at", "account", "record_type", "filters", "config_version")


@dataclass(slots=True)
class _Made:
    """One report: the lines of its header, its key figures, and (label, name) of its files."""

    report: str
    table: Any = None
    closing: Any = None
    files: list[tuple[str, str]] = field(default_factory=list)


def everything(name: str, given: dict[str, Any]) -> None:
    """Write all reports with these flags into the folder of --output, all of them or none."""
    from leadctl.db.connection import snapshot

    assert name == ALL
    shapes = _shapes(given["format"])
    folder = _folder(given["output"])
    _check_free(folder, [f"{report}.{ENDINGS[s]}" for report in OWN for s in shapes], force=given["force"])
    with database() as con, snapshot(con):
        from leadctl.commands.report import known
        from leadctl.db.settings import glance

        config = glance(con)
        with known.world(con, config, given) as there, _filled(folder, force=given["force"]) as place:
            made = []
            with _progress.bar("writing all reports") as progress:
                for number, report in enumerate(OWN, 1):
                    made.append(_one(con, there, report, given, shapes, place))
                    if progress:
                        progress(number, len(OWN))
            if "html" in shapes:
                _write_index(made, place / INDEX)
    if not _context.flags.quiet:
        note(f"written to {folder}: {', '.join([*([INDEX] if 'html' in shapes else []), *(m.report for m in made)])}")


def _shapes(text: str | None) -> list[str]:
    """Return the formats of --format, html first: the index links to it. Raises UsageError with the nearest."""
    from leadctl.reports import render

    words = [w.strip() for w in (text or "html").split(",") if w.strip()]
    found = list(dict.fromkeys(render.choose(word, None) for word in words))
    return sorted(found, key=lambda shape: shape != "html")


def _folder(path: Path | None) -> Path:
    if path is None or str(path) == "-":
        raise UsageError("report all writes a folder", slug="no-folder", hint="-o weekly")
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file", slug="no-folder", hint="name a folder, or a new one")
    return path


def _check_free(folder: Path, names: list[str], *, force: bool) -> None:
    """Return when these files may be written there. Raises UsageError as one file does."""
    from leadctl.commands._files import check_free

    for one in (INDEX, *names):
        check_free(folder / one, force=force)


@contextmanager
def _filled(folder: Path, *, force: bool) -> Iterator[Path]:
    """Open a private folder whose files take their place in `folder` when all are written.

    A new folder appears whole; in one that exists each file is whole, the index last. After a failure nothing has
    changed; what a killed process left is removed by the next. Raises UsageError for files that came in between,
    DatabaseError when they cannot be written.
    """
    import shutil
    import tempfile

    target = Path(os.path.realpath(folder))
    try:
        _clear(target)
        place = Path(tempfile.mkdtemp(prefix=f".{target.name}.{os.getpid()}.", dir=target.parent))
        try:
            yield place
            names = sorted((p.name for p in place.iterdir()), key=lambda n: (n == INDEX, n))
            if not target.exists():
                place.rename(target)
                return
            _check_free(folder, names, force=force)
            for one in names:
                (place / one).replace(target / one)
        finally:
            shutil.rmtree(place, ignore_errors=True)
    except OSError as error:
        text = f"cannot write {folder}: {error.strerror or error}"
        raise DatabaseError(text, slug="cannot-write") from None


def _clear(target: Path) -> None:
    """Remove the private folders of earlier calls for this folder that were killed: they hold personal data."""
    import glob
    import re
    import shutil

    from leadctl.db.backup import alive

    for path in target.parent.glob(f".{glob.escape(target.name)}.*"):
        left = re.fullmatch(r"(\d{1,9})\.[a-z0-9_]{8}", path.name.removeprefix(f".{target.name}."))
        if left and path.is_dir() and not path.is_symlink() and not alive(int(left[1])):
            shutil.rmtree(path, ignore_errors=True)


def _one(
    con: Any, there: tuple[Any, Any, int | None], report: str, given: dict[str, Any], shapes: list[str], place: Path
) -> _Made:
    """Write one report in every format and return what the index says of it. Errors name the report."""
    from leadctl.commands.report import saved
    from leadctl.commands.report.output import made as make_table

    everything_given = {parameter: given.get(parameter, default) for parameter, (_, default) in _flags(report)}
    made = _Made(report)
    try:
        asked = saved.ask(con, report, everything_given)
        for shape in shapes:
            table = make_table(*there, asked, shape)  # rows are read once: each format has its own
            made.table, made.closing = table, _write(table, shape, report, place, made)
    except LeadctlError as problem:
        problem.message = f"report {report}: {problem.message}"
        raise
    for line in made.table.warnings:
        note(f"{report}: {line}")
    return made


def _flags(report: str) -> list[tuple[str, tuple[Any, Any]]]:
    return list(options_of(report).items())


def _write(table: Any, shape: str, report: str, place: Path, made: _Made) -> Any:
    """Write the files of one format and return what is known of the main table then. A CSV holds one table each."""
    from leadctl.commands._files import replacing
    from leadctl.reports import render

    parts = [table.only(t.key) for t in table.tables] if shape == "csv" else [table]
    for part in parts:
        extra = "" if part.key == table.key else f"-{part.key}"
        file = f"{report}{extra}.{ENDINGS[shape]}"
        with replacing(place / file, force=False) as stream:
            render.write(part, shape, stream)
        label = shape.upper() if shape in {"csv", "json", "xlsx", "html"} else shape
        made.files.append((f"{label}: {part.title}" if extra else label, file))
    return table.closing()


def _write_index(made: list[_Made], path: Path) -> None:
    from leadctl.commands._files import replacing
    from leadctl.commands.report import TEXTS
    from leadctl.reports.render.html import Entry, write_index

    lines = [{c.key: c for c in m.table.criteria} for m in made]
    shared = [one for key in SHARED if (one := lines[0].get(key)) and all(found.get(key) == one for found in lines)]
    entries = []
    for m, found in zip(made, lines, strict=True):
        own = [c for c in found.values() if c.key in {*SHARED, "saved_filter"} and c not in shared]
        notes = (*(f"{c.label}: {c.text}" for c in own), *m.table.warnings)
        about = TEXTS[m.report].strip().splitlines()[0]
        entries.append(Entry(m.report, m.table.title, about, notes, m.closing.figures, tuple(m.files), m.table.zone))
    with replacing(path, force=False) as stream:
        write_index(shared, entries, stream)
