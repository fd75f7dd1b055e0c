"""Saved filters: the flags of a question as typed, kept per report under a name, and asked again beside new ones."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from leadctl.commands._context import actor, clock, database, note
from leadctl.commands.report.options import FILTER, PERIOD, options_of
from leadctl.errors import ConflictError, NotFoundError, UsageError, did_you_mean

FORMAT: Final = 1  # of the JSON that is kept
LONGEST_NAME: Final = 100  # letters
# Where a report goes and how it is drawn there is no part of the question.
NOT_KEPT: Final = frozenset({"save", "filter", "default", "format", "as_json", "output", "force", "wide", "no_pager"})
NO_PERIOD: Final = frozenset({"tz"})  # stands among the periods, but names none


@dataclass(frozen=True, slots=True)
class Asked:
    """The flags of a report with those of its saved filter, and which filter that was."""

    report: str
    given: dict[str, Any]
    name: str | None = None  # of the filter in use
    is_default: bool = False  # it is the report's default, and nothing was typed that speaks against it
    beside: tuple[str, ...] = ()  # flags typed beside it


def ask(con: sqlite3.Connection, report: str, given: dict[str, Any]) -> Asked:
    """Return the question: the flags typed, and behind them those of --filter, else of the report's default.

    Raises UsageError for --default alone, NotFoundError with the nearest filter, ConflictError for a filter that names
    flags which the report no longer has.
    """
    from leadctl.db import report_filters

    if given["default"] and given["save"] is None and given["filter"] is None:
        raise UsageError(
            "--default says which saved filter is the default", slug="bad-flags", hint="--save NAME --default"
        )
    typed = typed_flags(report, given)
    if given["filter"] is not None:
        used = find(con, given["filter"], report)
    else:
        wanted = given["save"] is None and not any(_panel(report, p) for p in typed)
        used = report_filters.default_of(con, report) if wanted else None
    if used is None:
        return Asked(report, given)
    merged = beside_saved(report, given, flags_of(used))
    beside = tuple(flag_name(report, parameter) for parameter in typed)
    return Asked(report, merged, used.name, is_default=given["filter"] is None, beside=beside)


def find(con: sqlite3.Connection, name: str, report: str) -> Any:
    """Return the saved filter of this name. Raises NotFoundError with the nearest."""
    from leadctl.db import report_filters

    found = report_filters.get(con, report, name.strip())
    if found is None:
        names = [f.name for f in report_filters.listed(con, report)]
        hint = "leadctl report filters list" if names else f"leadctl report {report} … --save {name.strip() or 'NAME'}"
        text = f'report {report} has no saved filter "{name}"{did_you_mean(name, names)}'
        raise NotFoundError(text, slug="no-filter", hint=hint)
    return found


def named(spec: Any, asked: Asked) -> Any:
    """Return the spec with the saved filter that it came from."""
    return replace(spec, filter_name=asked.name, filter_is_default=asked.is_default, filter_beside=asked.beside)


def save(asked: Asked, config: Any) -> None:
    """Keep the question under --save, or make that of --filter the default, and say so; nothing without these flags.

    By a connection of its own: the report's one only reads.
    """
    from leadctl.db import connection, report_filters

    name = asked.given["save"] if asked.given["save"] is not None else asked.name
    if asked.given["save"] is None and not asked.given["default"]:
        return
    name = _checked(str(name))
    question = json.dumps({"format": FORMAT, "flags": typed_flags(asked.report, asked.given)}, ensure_ascii=False)
    default = int(asked.given["default"])
    with database() as con, connection.immediate(con):
        before = report_filters.get(con, asked.report, name)
        if asked.given["save"] is None and before is not None:
            row = before._replace(is_default=1)
        else:
            now = clock(config.timezone).now()
            row = report_filters.SavedFilter(asked.report, name, question, default, now, actor())
        report_filters.put(con, row)
    words = "saved again" if before is not None else "saved"
    words = words if asked.given["save"] is not None else "is"
    also = ", the default of the report" if default else ""
    was = ", which is no longer the default" if before is not None and before.is_default and not default else ""
    note(f'filter "{name}" {words}{also}{was}: leadctl report {asked.report} --filter {_quoted(name)}')


def _checked(name: str) -> str:
    stripped = name.strip()
    if not stripped or stripped.startswith("-") or len(stripped) > LONGEST_NAME or not stripped.isprintable():
        raise UsageError(
            f'"{name}" is no name for a filter', slug="bad-filter-name", hint=f"letters, at most {LONGEST_NAME}"
        )
    return stripped


# ---------------------------------------------------------------- flags


def typed_flags(report: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameter -> value of the flags that say something, those of the output left out."""
    return {
        parameter: given[parameter]
        for parameter in options_of(report)
        if parameter not in NOT_KEPT and not _silent(given[parameter])
    }


def _silent(value: Any) -> bool:
    return value is None or value is False or value == []


def _option(report: str, parameter: str) -> Any:
    annotation, _ = options_of(report)[parameter]
    return annotation.__metadata__[0]


def _panel(report: str, parameter: str) -> str | None:
    """Return PERIOD or FILTER when the flag says which passages are looked at; else None."""
    panel = _option(report, parameter).rich_help_panel
    return panel if panel in {PERIOD, FILTER} and parameter not in NO_PERIOD else None


def flag_name(report: str, parameter: str) -> str:
    """Return how a parameter is typed: `--account`."""
    option = _option(report, parameter)  # in an Annotated, Typer takes the first name for a default
    named = [d for d in (option.default, *(option.param_decls or ())) if isinstance(d, str) and d.startswith("--")]
    return named[0] if named else f"--{parameter.replace('_', '-')}"


def beside_saved(report: str, given: dict[str, Any], saved: Mapping[str, Any]) -> dict[str, Any]:
    """Return the flags of both, where what was typed wins: a period over the saved one whatever flags either has.

    Each attribute is a filter of its own.
    """
    typed = typed_flags(report, given)
    period = any(_panel(report, parameter) == PERIOD for parameter in typed)
    merged = dict(given)
    for parameter, value in saved.items():
        if parameter == "attribute" and parameter in typed:
            named = {_attribute(pair) for pair in typed[parameter]}
            merged[parameter] = [*typed[parameter], *(pair for pair in value if _attribute(pair) not in named)]
        elif parameter not in typed and not (period and _panel(report, parameter) == PERIOD):
            merged[parameter] = value
    return merged


def _attribute(pair: str) -> str:
    return pair.partition("=")[0].strip().casefold()


def flags_of(used: Any) -> dict[str, Any]:
    """Return the flags of a saved filter. Raises ConflictError when the report does not have them all (any more)."""
    kept = json.loads(used.question)
    known = options_of(used.report)
    foreign = [p for p in kept["flags"] if p not in known or p in NOT_KEPT]
    if kept["format"] != FORMAT or foreign:
        names = ", ".join(f"--{p.strip('_').replace('_', '-')}" for p in foreign) or "flags of another version"
        raise ConflictError(
            f'filter "{used.name}" of report {used.report} has {names}, which this version does not know',
            slug="bad-filter",
            hint=f"save it anew; leadctl report filters delete {_quoted(used.name)}",
        )
    found: dict[str, Any] = kept["flags"]
    return found


def command_line(report: str, flags: Mapping[str, Any]) -> str:
    """Return the question as it could be typed, quoted for a shell."""
    words: list[str] = []
    for parameter, value in flags.items():
        flag = flag_name(report, parameter)
        if value is True:
            words.append(flag)
        else:
            for one in value if isinstance(value, list) else [value]:
                words += [flag, _quoted(str(one))]
    return " ".join(["leadctl", "report", report, *words])


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(text)
