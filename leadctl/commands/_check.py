"""What `leadctl config check` does: faults, warnings, and both as JSON for the CI of a rules repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadctl.commands import _context
from leadctl.commands._context import database, note, print_json, warn
from leadctl.commands._rules_file import clock_for, read_rules
from leadctl.errors import EXIT_FINDINGS, EXIT_OK, EXIT_USAGE, ConfigError, UsageError, did_you_mean

if TYPE_CHECKING:
    from leadctl.config import Config
    from leadctl.config.section import Faults, Finding


def check(
    file: str | None, *, strict: bool, allow: list[str], text_only: bool, as_json: bool
) -> tuple[int, str, Config | None]:
    """Say what is wrong and what is odd; return (exit code, the file, the rules unless they are faulty).

    Exit 2 with a fault, 1 with `strict` and a warning whose code is not in `allow`. Raises ConfigError with all faults,
    unless they are printed as JSON.
    """
    allowed = _codes(allow)
    text, name = read_rules(file)
    try:
        config, found = _examine(text, name, text_only)
    except ConfigError as error:  # no TOML
        if not as_json:
            raise
        print_json({"file": name, "ok": False, "faults": error.faults, "warnings": [], "findings": []})
        return EXIT_USAGE, name, None
    faults, warnings = found.findings("fault"), found.findings("warning")
    refused = [w for w in warnings if strict and w.code not in allowed]
    code = EXIT_USAGE if faults else EXIT_FINDINGS if refused else EXIT_OK
    if as_json:
        said = {"faults": [f.text for f in faults], "warnings": [w.text for w in warnings]}
        findings = [_finding(f, allowed) for f in (*faults, *warnings)]
        print_json({"file": name, "ok": not code, **said, "findings": findings})
        return code, name, None
    found.raise_any()
    for warning in warnings:
        warn(f"{warning.text} [{warning.code}]" if strict else warning.text)
    return code, name, config


def _codes(allow: list[str]) -> frozenset[str]:
    from leadctl.engine.lint import CODES

    for code in allow:
        if code not in CODES:
            near = did_you_mean(code, CODES) or f"; there are: {', '.join(CODES)}"
            raise UsageError(f'no warning has the code "{code}"{near}', slug="unknown-code")
    return frozenset(allow)


def _examine(text: str, name: str, text_only: bool) -> tuple[Config, Faults]:
    """Return the rules and what was found; names are compared with the database when there is one."""
    from leadctl.engine import ruleset

    if text_only or not _context.db_path().exists():
        note("the text alone was checked" if text_only else "no database yet: names of people were not checked")
        return ruleset.examine(text, name, None, clock_for(text).now())
    with database() as con:
        return ruleset.examine(text, name, con, clock_for(text, con).now())


def _finding(finding: Finding, allowed: frozenset[str]) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "code": finding.code,
        "line": finding.line,
        "where": finding.where or None,
        "message": finding.message,
        "remedy": finding.remedy or None,
        "allowed": finding.kind == "warning" and finding.code in allowed,
    }
