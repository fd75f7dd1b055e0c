"""leadctl notify: send, list, retry, drop, test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.clock import iso, show
from leadctl.commands import _context, _sending
from leadctl.commands._context import applied_config, clock, database, note, out, print_json, print_table
from leadctl.commands._runs import plural
from leadctl.errors import EXIT_FINDINGS, BusyError, ConflictError, NotFoundError, UsageError, did_you_mean

if TYPE_CHECKING:
    from leadctl.db.outbox_sending import Listed, State

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ChannelOption = Annotated[str | None, typer.Option("--channel", help="Only email, or this webhook or service.")]


@app.callback()
def notify() -> None:
    """Send, list, try again, drop and test alerts."""


@app.command("send")
def send(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be sent; send nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Send every alert that is due. Exit 1 when one could not be sent; it is tried again later, or given up.

    Commands send what they wrote, and tick sends the rest: this is for a shell that has the passwords.

    Example:  leadctl notify send
    """
    from leadctl.commands._progress import bar
    from leadctl.db import outbox_sending
    from leadctl.engine.delivery.drain import drain
    from leadctl.engine.delivery.quiet import Quiet
    from leadctl.engine.delivery.ways import Ways

    with database() as con:
        config = applied_config(con)
        at = clock(config.timezone)
        if dry_run:
            found = [a for a in outbox_sending.listed(con, "waiting") if a.not_before <= at.now()]
            _show(found, config.timezone, as_json, empty="nothing is due")
            return
        total = outbox_sending.due_count(con, at.now())
        with bar("sending") as draw:
            told = None if draw is None else lambda n: draw(n, total)
            done = drain(con, Ways(config.notify), at, quiet=Quiet(con, config).until, progress=told)
    if done.busy:
        raise BusyError("another leadctl is sending alerts; nothing was done", hint="it sends all that is due")
    if as_json:
        print_json({"sent": done.sent, "failed": done.failed, "given_up": done.given_up, "errors": done.errors})
    elif not _context.flags.quiet:
        out(f"{plural(done.sent, 'alert')} sent, {done.failed:,} to be tried again, {done.given_up:,} given up")
    for error, count in done.errors.items():
        _context.warn(f"{error} ({plural(count, 'alert')})")
    if done.errors:
        raise typer.Exit(EXIT_FINDINGS)


@app.command("list")
def list_alerts(
    failed: Annotated[bool, typer.Option("--failed", help="Only those that were given up.")] = False,
    sent: Annotated[bool, typer.Option("--sent", help="Only those that were sent.")] = False,
    dropped: Annotated[bool, typer.Option("--dropped", help="Only those that were dropped, and by whom.")] = False,
    every: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    user: Annotated[str | None, typer.Option("--user", "-u", help="Only those for this user.")] = None,
    channel: ChannelOption = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many, newest first; 0 = all.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """List alerts that wait to be sent; with a flag those that were given up, sent or dropped.

    Example:  leadctl notify list --failed
    """
    from leadctl.db import outbox_sending
    from leadctl.db.people import find_user

    if failed + sent + dropped + every > 1:
        raise UsageError("give one of --failed, --sent, --dropped and --all", slug="bad-flags")
    state: State = "failed" if failed else "sent" if sent else "dropped" if dropped else "all" if every else "waiting"
    with database() as con:
        zone = applied_config(con).timezone
        way = None if channel is None else _channel(channel, outbox_sending.channels(con))
        user_id = None if user is None else find_user(con, user).id
        found = outbox_sending.listed(con, state, user_id=user_id, channel=way, limit=limit or -1)
        lost = outbox_sending.lost_count(con)
    _show(found, zone, as_json, empty="no such alerts" if state != "waiting" else "nothing waits to be sent")
    if lost and not as_json:
        note(
            f"{lost:,} given up; "
            + (
                "leadctl notify retry --failed, or leadctl notify drop --failed"
                if failed
                else "leadctl notify list --failed"
            )
        )


@app.command("retry")
def retry(
    alerts: Annotated[list[int] | None, typer.Argument(help="Numbers of `leadctl notify list`.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="All that were given up.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be tried; change nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Try alerts again now: those named, or all that were given up.

    Example:  leadctl notify retry --failed
    """
    from leadctl.db import outbox_sending
    from leadctl.engine.delivery.again import try_again

    if bool(alerts) == failed:
        raise UsageError("name alerts, or give --failed", slug="bad-flags", hint="leadctl notify list --failed")
    with database() as con:
        config = applied_config(con)
        found = outbox_sending.found(con, alerts or (), every=failed)
        for number in alerts or ():
            _check(number, found)
        tried = sorted(found) if dry_run else try_again(con, found, clock(config.timezone).now())
    if tried and not dry_run:
        _context.flags.send_for = _sending.AFTER_TICK
    gone = len(found) - len(tried)
    if as_json:
        print_json({"dry_run": dry_run, "alerts": tried, "withdrawn": gone})
    elif not _context.flags.quiet:
        would = "would be sent" if dry_run else "to be sent"
        over = f"; {gone:,} withdrawn: no longer so" if gone else ""
        out(f"{plural(len(tried), 'alert')} {would} again{over}" if found else "no alert was given up")


@app.command("drop")
def drop(
    alerts: Annotated[list[int] | None, typer.Argument(help="Numbers of `leadctl notify list`.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="All that were given up.")] = False,
    channel: ChannelOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be dropped; change nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Drop alerts, so that they are never sent: those named, or all that were given up. They stay on record.

    Example:  leadctl notify drop --failed --dry-run
    """
    from leadctl.db import outbox_sending

    if bool(alerts) == failed or (channel and not failed):
        raise UsageError(
            "name alerts, or give --failed, with or without --channel", slug="bad-flags",
            hint="leadctl notify list --failed",
        )  # fmt: skip
    with database() as con:
        config = applied_config(con)
        way = None if channel is None else _channel(channel, outbox_sending.channels(con))
        found = outbox_sending.found(con, alerts or (), every=failed, channel=way)
        for number in alerts or ():
            _check(number, found)
        listed = [a for a in outbox_sending.listed(con, "all") if a.id in found]
        if found and not dry_run:
            outbox_sending.drop(con, found, clock(config.timezone).now(), _context.actor())
    if as_json:
        print_json({"dry_run": dry_run, "alerts": sorted(found)})
        return
    if dry_run:
        _show(listed, config.timezone, as_json=False, empty="no alert was given up")
    elif not _context.flags.quiet:
        kept = "leadctl notify list --dropped keeps them"
        out(f"{plural(len(found), 'alert')} dropped; {kept}" if found else "no alert was given up")


def _check(number: int, found: dict[int, str]) -> None:
    """Raise unless this alert can still be sent."""
    if number not in found:
        raise NotFoundError(f"there is no alert {number}", slug="no-alert", hint="leadctl notify list --all")
    if found[number] == "sent":
        raise ConflictError(f"alert {number} was sent; nothing was done", slug="alert-sent")
    if found[number] == "dropped":
        raise ConflictError(
            f"alert {number} was dropped; nothing was done", slug="alert-dropped", hint="leadctl notify list --dropped"
        )


@app.command("test")
def send_test(
    channel: ChannelOption = None,
    to: Annotated[str | None, typer.Option("--to", metavar="ADDRESS", help="Where to; an address there.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Send one test message by each channel of the rules, and say what came of it. Exit 1 when one failed.

    E-mail goes to --to, else to the addresses of `ops`.

    Example:  leadctl notify test --channel email --to ana@example.com
    """
    from leadctl.engine.delivery.trial import trials, try_all

    with database() as con:
        config = applied_config(con)
    if config.notify is None:
        raise ConflictError("the rules in force have no [notify]", slug="no-notify", hint="docs/alerts.md shows one")
    known = [*config.notify.ways(), *(w.name for w in config.notify.webhooks)]
    planned = trials(config.notify, None if channel is None else _channel(channel, known), to)
    done = try_all(config.notify, planned, clock(config.timezone).now())
    if as_json:
        print_json([{"channel": t.channel, "to": t.to, "error": error} for t, error in done])
    else:
        print_table(("channel", "to", "result"), [(t.channel, t.to, error or "taken") for t, error in done])
    if any(error for _, error in done):
        raise typer.Exit(EXIT_FINDINGS)


def _channel(typed: str, known: list[str]) -> str:
    """Return the channel as the rules write it. Raises NotFoundError."""
    for name in known:
        if name.casefold() == typed.casefold():
            return name
    there = did_you_mean(typed, known) or (f"; there are: {', '.join(known)}" if known else "")
    raise NotFoundError(f'there is no channel "{typed}"{there}', slug="no-channel", hint="docs/alerts.md names them")


def _show(found: list[Listed], zone: str, as_json: bool, *, empty: str) -> None:
    if as_json:
        print_json([_json(alert, zone) for alert in found])
        return
    rows = [
        (
            *(a.id, show(a.event_at, zone), a.kind, a.channel, a.login or a.told("to"), a.lead_id, a.told("subject")),
            *(a.tries, _state(a, zone), a.error),
        )
        for a in found
    ]
    headers = ("alert", "at", "kind", "channel", "for", "lead", "subject", "tries", "state", "last answer")
    print_table(headers, rows, right=(0, 5, 7), empty=empty)


def _state(alert: Listed, zone: str) -> str:
    if alert.dropped_at is not None:
        return f"dropped {show(alert.dropped_at, zone)} by {alert.dropped_by}"
    if alert.sent_at is not None:
        return f"sent {show(alert.sent_at, zone)}"
    if alert.failed_at is not None:
        return f"given up {show(alert.failed_at, zone)}"
    if not alert.not_before:
        return "to be sent"
    return f"{'again' if alert.tries else 'not before'} {show(alert.not_before, zone)}"


def _json(alert: Listed, zone: str) -> dict[str, Any]:
    def at(moment: int | None) -> str | None:
        return None if moment is None else iso(moment, zone)

    return {
        "alert_id": alert.id,
        "message": alert.message,
        "kind": alert.kind,
        "channel": alert.channel,
        "user": alert.login,
        "to": alert.told("to"),
        "lead_id": alert.lead_id,
        "subject": alert.told("subject"),
        "text": alert.told("text"),
        "state": alert.state,
        "event_at": at(alert.event_at),
        "not_before": at(alert.not_before or None),
        "tries": alert.tries,
        "sent_at": at(alert.sent_at),
        "failed_at": at(alert.failed_at),
        "error": alert.error,
        "dropped_at": at(alert.dropped_at),
        "dropped_by": alert.dropped_by,
    }
