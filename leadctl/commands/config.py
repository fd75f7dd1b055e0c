"""leadctl config: check, plan, apply, show, history and diff of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.clock import iso
from leadctl.clock import show as show_time
from leadctl.commands import _context, _periods, _progress, _simulation
from leadctl.commands._context import actor, clock, database, did, note, out, print_json, warn
from leadctl.commands._rules_file import clock_for, read_rules
from leadctl.commands._runs import show_performance
from leadctl.commands.config_describe import describe

if TYPE_CHECKING:
    import sqlite3

    from leadctl.config import Config
    from leadctl.engine.rule_effect import Effect
    from leadctl.engine.simulation.figures import Comparison

app = typer.Typer(no_args_is_help=True, help="Check, plan, apply and show the rules.")
app.command()(describe)

File = Annotated[str | None, typer.Argument(help="The rules file; default --config, LEADCTL_CONFIG or ./leadctl.toml.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _summary(config: Config) -> str:
    counts = (
        (len(config.strategies), "strategy", "strategies"),
        (len(config.gates), "gate", "gates"),
        (len(config.scores), "score rule", "score rules"),
        (len(config.duplicates), "duplicate rule", "duplicate rules"),
        (len(config.statuses), "status", "statuses"),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)


@app.command()
def check(
    file: File = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="For CI: exit 1 when there is a warning, and print the warnings' codes.")
    ] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow", metavar="CODE", help="With --strict: warnings that are fine; repeatable."),
    ] = None,
    text_only: Annotated[
        bool, typer.Option("--text-only", help="Look at the file alone, whatever database there is.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Name every fault of the rules file and what is probably not meant; exit 2 when there is a fault.

    Example:  leadctl config check leadctl.toml --strict --text-only
    """
    from leadctl.commands import _check

    code, name, config = _check.check(file, strict=strict, allow=allow or [], text_only=text_only, as_json=as_json)
    if config is not None:
        say = out if code else did
        say(f"{name}: {'warnings' if code else 'in order'}; {_summary(config)}")
    if code:
        raise typer.Exit(code)


def _warn_all(warnings: tuple[str, ...]) -> None:
    for warning in warnings:
        warn(warning)


@app.command()
def plan(
    file: File = None,
    with_diff: Annotated[bool, typer.Option("--diff", help="Print the changed lines too.")] = False,
    last_month: _periods.LastMonth = False,
    last_30_days: _periods.Last30Days = False,
    last_60_days: _periods.Last60Days = False,
    from_: _periods.From = None,
    to: _periods.To = None,
    as_json: Json = False,
) -> None:
    """Show what applying the file would change, also for the leads that wait now. Nothing is written.

    With a period its leads are replayed too, as leadctl simulate does.

    Example:  leadctl config plan leadctl.toml --diff

    Example:  leadctl config plan leadctl.toml --last-30-days
    """
    given = dict(locals())
    from leadctl.engine import ruleset

    text, name = read_rules(file)
    with database() as con:
        planned = ruleset.plan(con, text, clock_for(text, con).now(), name)
        replayed = _replay(con, given, planned.config, text, name) if _periods.asked(given) or to else None
    lines = [str(change) for change in planned.changes]
    if as_json:
        performers = [p._asdict() for p in planned.performance]
        said = {"changes": lines, "effect": planned.effect.as_json(), "notes": planned.notes, "performance": performers}
        past = {} if replayed is None else {"simulation": replayed.as_json(planned.config.timezone)}
        more = {"warnings": planned.config.warnings, "diff": planned.diff if with_diff else None}
        print_json({**said, **more, **past})
        return
    _warn_all(planned.config.warnings)
    for line in (*(planned.diff if with_diff else ()), *lines):
        out(line)
    if not planned.diff:
        out("nothing to do: this very text is in force")
    elif not lines:
        out("no rule changes: only comments, order or spelling do")
    _show_effect(planned.effect)
    if replayed is not None:
        out()
        _simulation.show(replayed, planned.config.timezone, planned.config.currency)
    if planned.performance:
        out()
        show_performance([p._asdict() for p in planned.performance])
    for said_besides in planned.notes:
        note(said_besides)


def _replay(con: sqlite3.Connection, given: dict[str, Any], config: Config, text: str, name: str) -> Comparison:
    """Replay the leads of the period that the flags name through the new rules."""
    from leadctl.engine.simulation.simulate import Rules, simulate

    now = clock(config.timezone).now()
    period = _periods.resolve(given, config.timezone, now, config.week_starts)
    with _progress.bar("replaying") as progress:
        return simulate(con, Rules(text, name), period, now, progress=progress)


def _show_effect(effect: Effect) -> None:
    """Say what becomes of the leads that wait now."""
    out()
    out(f"leads waiting now: {effect.waiting}")
    out(f"held now, would be routed: {_counted(effect.routed)}")
    out(f"routed now, would be held: {_counted(effect.held)}")
    out(f"would go to somebody else: {effect.elsewhere}")
    out(f"held before and after: {effect.still_held}")
    if not effect.shares:
        return
    out()
    old, new = effect.given_before, effect.given_after
    rows = [(s.recipient, s.before, _percent(s.before, old), s.after, _percent(s.after, new)) for s in effect.shares]
    headers = ("recipient", "leads now", "share", "leads then", "share")
    _context.print_table(headers, rows, right=(1, 2, 3, 4))


def _counted(parts: dict[str, int]) -> str:
    total = sum(parts.values())
    return f"{total} ({', '.join(f'{name} {count}' for name, count in parts.items())})" if parts else "0"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


@app.command()
def apply(file: File = None, as_json: Json = False) -> None:
    """Put the rules of the file in force as a new version. The same text again changes nothing.

    Example:  leadctl config apply leadctl.toml
    """
    from leadctl.engine import ruleset

    text, name = read_rules(file)
    with database() as con:
        applied = ruleset.apply_rules(con, text, clock_for(text, con).now(), actor(), name)
    lines = [str(change) for change in applied.changes]
    if as_json:
        said = {"version": applied.version, "changed": applied.changed, "changes": lines}
        print_json({**said, "notes": applied.notes, "warnings": applied.config.warnings})
        return
    _warn_all(applied.config.warnings)
    if not applied.changed:
        did(f"nothing to do: version {applied.version} in force is this very text")
    else:
        for line in lines:
            did(line)
        did(f"version {applied.version} is in force: {_summary(applied.config)}")
    for said_besides in applied.notes:
        note(said_besides)


@app.command()
def show(
    version: Annotated[int | None, typer.Option("--version", help="A version of leadctl config history.")] = None,
    as_json: Json = False,
) -> None:
    """Print the rules in force, to the letter.

    Example:  leadctl config show --version 1
    """
    from leadctl.engine import ruleset

    with database() as con:
        found = ruleset.version(con, version)
        zone = _context.zone_of(con)
    if as_json:
        print_json({**found._asdict(), "applied_at": iso(found.applied_at, zone)})
    else:
        out(found.text.replace("\r\n", "\n").rstrip("\n"))


@app.command()
def history(as_json: Json = False) -> None:
    """List every version that was ever in force, newest first.

    Example:  leadctl config history
    """
    from leadctl.engine import ruleset

    with database() as con:
        versions = ruleset.history(con)
        zone = _context.applied_config(con).timezone
    if as_json:
        rows_json = [{**v._asdict(), "applied_at": iso(v.applied_at, zone)} for v in versions]
        print_json([{k: v for k, v in row.items() if k != "text"} for row in rows_json])
        return
    rows: list[tuple[Any, ...]] = [
        (v.id, show_time(v.applied_at, zone), v.applied_by, v.sha256[:12], v.text.count("\n")) for v in versions
    ]
    headers = ("version", "applied", "by", "sha256", "lines")
    _context.print_table(headers, rows, right=(0, 4), empty="no rules were applied yet: leadctl config apply FILE")


@app.command()
def diff(
    a: Annotated[int, typer.Argument(metavar="A", help="A version of leadctl config history.")],
    b: Annotated[int | None, typer.Argument(metavar="B", help="Another; default the one in force.")] = None,
    as_json: Json = False,
) -> None:
    """Print the differences between two versions as a unified diff.

    Example:  leadctl config diff 1 2
    """
    from leadctl.engine import ruleset

    with database() as con:
        old, new = ruleset.version(con, a), ruleset.version(con, b)
    lines = ruleset.diff(old.text, new.text, f"version {old.id}", f"version {new.id}")
    if as_json:
        print_json({"from_version": old.id, "to_version": new.id, "diff": lines})
        return
    for line in lines:
        out(line)
    if not lines:
        note("no difference")
