"""leadctl why-not: which leads passed a user by, or where a strategy loses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from leadctl.clock import show as show_time
from leadctl.commands import _periods, _runs
from leadctl.commands._context import applied_config, clock, database, note, out, print_json, print_table
from leadctl.errors import UsageError

if TYPE_CHECKING:
    from leadctl.engine.why_not.figures import Funnel, OneLead, Passed

app = typer.Typer(rich_markup_mode=None)

WORDS = {
    "turn": "might have had it, another was chosen",
    "former_owner": "the owner of the original went first",
    "given": "got it",
    "disabled": "disabled",
    "absent": "absent",
    "off_shift": "off shift",
    "holiday": "on holiday",
    "inactive": "not seen lately",
    "paused": "paused",
    "busy": "on a call",
    "cap_hour": "hour's limit reached",
    "cap_day": "day's limit reached",
    "cap_week": "week's limit reached",
    "cap_open": "limit of open leads reached",
    "lacks_tag": "lacks a tag that the lead needs",
    "lead_quiet_hours": "not lawful to call there then",
    "held_before": "had the lead before",
    "rejected_before": "rejected the lead before",
    "zero_weight": "has weight 0",
    "expired_before": "let an offer of it run out before",
    "offer_rejected": "rejected the offer",
    "offer_expired": "let the offer run out",
    "offer_lost": "another answered the offer first",
    "offer_recalled": "the offer was recalled",
    "when": "does not match",
    "share": "not drawn into its share",
    "not_found": "nothing found for the lead",
    "no members": "it had no members",
}


@app.command("why-not")
def why_not(
    user: Annotated[str | None, typer.Argument(help="Login, e-mail or full name; or give --strategy.")] = None,
    strategy: Annotated[
        str | None, typer.Option("--strategy", help="Where this strategy loses leads, step by step.")
    ] = None,
    lead: Annotated[str | None, typer.Option("--lead", help="Why USER did not get this one lead.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="From this time until now.")] = None,
    today: _periods.Today = False,
    yesterday: _periods.Yesterday = False,
    this_week: _periods.ThisWeek = False,
    last_week: _periods.LastWeek = False,
    this_month: _periods.ThisMonth = False,
    last_month: _periods.LastMonth = False,
    last_30_days: _periods.Last30Days = False,
    last_60_days: _periods.Last60Days = False,
    last_1_year: _periods.Last1Year = False,
    from_: _periods.From = None,
    to: _periods.To = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say how many leads passed a user by and why, with an example of each; or the funnel of a strategy.

    From what runs wrote down; without a period the last 30 days.

    Example:  leadctl why-not ana --since "2 weeks ago"

    Example:  leadctl why-not --strategy Enterprise --last-month
    """
    given = dict(locals())
    _check(given)
    with database() as con:
        from leadctl.db.people import find_user

        config = applied_config(con)
        zone, now = config.timezone, clock(config.timezone).now()
        found: Passed | OneLead | Funnel
        if strategy is not None:
            from leadctl.engine.why_not.funnel import funnel

            found = funnel(con, config, strategy, *_span(given, zone, now, config.week_starts), now)
        elif lead is not None:
            from leadctl.db.leads import resolve_lead
            from leadctl.engine.why_not.user import one_lead

            found = one_lead(con, config, find_user(con, user or ""), resolve_lead(con, lead, config.region), now)
        else:
            from leadctl.engine.why_not.user import passed_by

            span = _span(given, zone, now, config.week_starts)
            found = passed_by(con, config, find_user(con, user or ""), *span, now)
    _print(found, zone, as_json=as_json)


def _check(given: dict[str, Any]) -> None:
    """Raise UsageError for flags that do not go together."""
    if given["user"] is not None and given["strategy"] is not None:
        raise UsageError("a user and a strategy are two questions", hint=f"leadctl why-not {given['user']}")
    if given["user"] is None and given["strategy"] is None:
        raise UsageError("name a user, or a strategy with --strategy", hint="leadctl why-not ana")
    if given["lead"] is not None and given["strategy"] is not None:
        raise UsageError("--lead goes with a user", hint=f"leadctl explain {given['lead']}")
    period = _periods.asked(given)
    if given["since"] is not None and period:
        raise UsageError("--since goes without another period", slug="two-periods", hint="give one of them")
    if given["lead"] is not None and (period or given["since"] is not None):
        raise UsageError("--lead tells all of one lead's decisions: leave the period out")


def _span(given: dict[str, Any], zone: str, now: int, week_starts: str) -> tuple[int, int]:
    """Return [start, end) of the flags in seconds UTC."""
    if given["since"] is not None:
        from leadctl.clock import parse_moment

        return parse_moment(given["since"], zone, now), now + 1
    period = _periods.resolve(given, zone, now, week_starts)
    return period.start, min(period.end, max(now + 1, period.start))


def _print(found: Passed | OneLead | Funnel, zone: str, *, as_json: bool) -> None:
    from leadctl.engine.why_not.figures import OneLead, Passed

    if isinstance(found, OneLead):
        print_json(found.as_json()) if as_json else _one(found)
    elif as_json:
        print_json(found.as_json(zone))
    elif isinstance(found, Passed):
        _passed(found, zone)
    else:
        _funnel(found, zone)


def _word(code: str) -> str:
    return WORDS.get(code, code)


def _passed(found: Passed, zone: str) -> None:
    out(f"{show_time(found.start, zone)} – {show_time(found.end, zone)}")
    if not found.strategies:
        note(f"{found.user} was in no strategy in that time: leadctl config show")
    else:
        out(f"{found.user} was in: {', '.join(found.strategies)}")
    gone = found.matched - found.given
    out(f"{found.user} stood for {_runs.plural(found.matched, 'lead')}: got {found.given:,}, {gone:,} passed by.")
    if not found.reasons:
        return
    out()
    rows = []
    for reason in found.reasons:
        strategies = ", ".join(f"{name} {count:,}" for name, count in reason.strategies.items())
        waits = f"{reason.waiting:,}" if reason.waiting else ""
        rows.append((f"{reason.leads:,}", waits, _word(reason.code), strategies, reason.example, reason.what_if))
    heads = ("leads", "waiting", "because", "strategies", "example", f"{found.user} would have got it")
    print_table(heads, rows, right=(0, 1, 4))
    out()
    out(f"One of them in full: leadctl explain {found.reasons[0].example}")


def _one(found: OneLead) -> None:
    out(f"Lead {found.lead_id}  {found.label}".rstrip())
    out(f"It belongs to {found.owner}." if found.owner else "It belongs to nobody yet.")
    out()
    rows = [
        (name, _word(code) + (f": {detail}" if detail else ""), what_if) for name, code, detail, what_if in found.steps
    ]
    rows += [(name, "was not asked about this lead", None) for name in found.never]
    print_table(
        ("strategy", found.user, f"{found.user} would have got it"), rows,
        empty=f"{found.user} is in no strategy that could have taken it",
    )  # fmt: skip


def _funnel(found: Funnel, zone: str) -> None:
    out(f"{show_time(found.start, zone)} – {show_time(found.end, zone)}")
    if found.mode is None:
        out(f'"{found.strategy}" was not in the rules in force in that time.')
    else:
        runs = _runs.plural(found.runs, "run")
        how = found.mode if found.mode == "pull" else f"{found.mode}, {found.method}"
        out(f'"{found.strategy}": {how}; in force {_in_force(found.days)}, {runs}.')
    out()
    rows = [("asked about", f"{found.considered:,}")]
    rows += [(f"– clause fails: {text}", _minus(count)) for text, count in found.clauses.items()]
    rows += [(f"– {_word(code)}", _minus(count)) for code, count in (("share", found.share),) if count]
    rows += [(f"– {_word('not_found')}", _minus(found.not_found))] if found.not_found else []
    rows += [(f"– nobody, the nearest was: {_word(code)}", _minus(count)) for code, count in found.nobody.items()]
    rows += [(f"– {_word(code)}", _minus(count)) for code, count in found.other.items()]
    rows.append(("taken", f"{found.taken:,}"))
    rows += [(f"– {who}", f"{count:,}") for who, count in found.recipients.items()]
    rows += [("– of these, offers that nobody took", f"{found.unanswered:,}")] if found.unanswered else []
    rows += [("still waiting", f"{found.waiting:,}")] if found.waiting else []
    print_table(("step", "leads"), rows, right=(1,))
    if found.sampled is not None:
        note(f"clauses: worked out from {found.sampled:,} leads, evenly chosen")
    if found.earlier:
        out()
        taken = ", ".join(f"{name} {count:,}" for name, count in found.earlier.items())
        whose = "other strategies" if found.mode == "pull" else "strategies before it"
        out(f"Never asked, because {whose} took them: {taken}")
    if found.mode == "pull":
        out()
        vain = ", ".join(f"{_word(code)} {count:,}" for code, count in found.in_vain.items()) or "none"
        out(f"{_runs.plural(found.pulls, 'attempt')} to pull, {_runs.plural(found.pulled, 'lead')}; in vain: {vain}")


def _in_force(days: float) -> str:
    from leadctl.clock import format_duration

    return f"{days:.1f} days" if days >= 1 else format_duration(round(days * 86_400))


def _minus(count: int) -> str:
    return f"-{count:,}"
