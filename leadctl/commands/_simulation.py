"""How a replay is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadctl import clock
from leadctl.commands import _runs
from leadctl.commands._context import out, print_table, say

if TYPE_CHECKING:
    from leadctl.engine.simulation.figures import Comparison, Side

HELD = {
    "later": "given out after the period",
    "offered": "offered, not answered yet",
    "no_run": "no run looked at them",
}
CODES = {"cap_hour": "hour", "cap_day": "day", "cap_week": "week", "cap_open": "open leads"}
CAPS_SHOWN = 20


def show(found: Comparison, zone: str, currency: str) -> None:
    """Print a comparison: the headline, then who got what, what was held, who was full, what cannot be known."""
    span = f"{clock.show(found.start, zone)} – {clock.show(found.end, zone)}"
    waited = f", {found.waited:,} of them waiting when it began" if found.waited else ""
    out(f"Replay of {span} through {found.rules}: {_runs.plural(found.leads, 'lead')}{waited}.")
    out(_moments(found))
    out()
    _totals(found, currency)
    _lines(found)
    _people(found, currency)
    _held(found)
    _caps(found)
    moved = found.moved
    say(
        f"Lead by lead: {moved.same:,} the same, {moved.elsewhere:,} to somebody else,"
        f" {moved.newly_given:,} given out instead of held, {moved.newly_held:,} held instead of given out."
    )
    say("Nothing was written. Jain's index of fairness (1984): received against what the ledger credited, 1 = even.")
    for note in found.notes:
        say(f"  {note}")


def _moments(found: Comparison) -> str:
    if not found.moments:
        return "No moment at which the rules could run."
    if found.real_moments == found.moments:
        return f"The rules ran at the moments of {_runs.plural(found.moments, 'run')} that took place."
    if not found.real_moments:
        return f"The rules ran {_runs.plural(found.moments, 'time')}, as no run took place at that time."
    return f"The rules ran {found.moments:,} times, {found.real_moments:,} of them when a run took place."


def _totals(found: Comparison, currency: str) -> None:
    a, b = found.actual, found.simulated
    rows = [
        ("leads given out", f"{a.given:,}", f"{b.given:,}", _signed(b.given - a.given)),
        ("held", f"{_held_in_all(a):,}", f"{_held_in_all(b):,}", _signed(_held_in_all(b) - _held_in_all(a))),
        (f"value given out, {currency}", _money(a.value), _money(b.value), _signed((b.value - a.value) // 100)),
        ("waiting until given, median", _wait(a.wait_median), _wait(b.wait_median), ""),
        ("waiting until given, 90 % within", _wait(a.wait_90), _wait(b.wait_90), ""),
        ("fairness index", _index(a.fairness), _index(b.fairness), ""),
        ("expected wins", _wins(a.expected_wins), _wins(b.expected_wins), _more(a.expected_wins, b.expected_wins)),
    ]
    print_table(("", "really", "replay", "difference"), rows, right=(1, 2, 3))
    out()


def _lines(found: Comparison) -> None:
    """Print leads by strategy and recipient, with the share of all and the index of the strategy."""
    a = {(line.strategy, line.recipient): line.leads for line in found.actual.lines}
    b = {(line.strategy, line.recipient): line.leads for line in found.simulated.lines}
    keys = list(b) + [key for key in a if key not in b]
    order = {name: at for at, name in enumerate(dict.fromkeys(name for name, _ in keys))}
    indices = (found.actual.fairness_by_strategy, found.simulated.fairness_by_strategy)
    rows, seen = [], set()
    for name, who in sorted(keys, key=lambda k: order[k[0]]):
        first = name not in seen
        seen.add(name)
        fair = tuple(_index(index.get(name)) if first else "" for index in indices)
        was, becomes = a.get((name, who), 0), b.get((name, who), 0)
        shares = (_share(was, found.actual.given), _share(becomes, found.simulated.given))
        rows.append((name if first else "", who, f"{was:,}", shares[0], f"{becomes:,}", shares[1], *fair))
    if rows:
        heads = ("strategy", "recipient", "really", "share", "replay", "share", "fairness", "replay")
        print_table(heads, rows, right=(2, 3, 4, 5, 6, 7))
        out()


def _people(found: Comparison, currency: str) -> None:
    """Print each recipient's sums: leads, value, expected wins."""
    a, b = {p.recipient: p for p in found.actual.people}, {p.recipient: p for p in found.simulated.people}
    rows = []
    for who in [*b, *(name for name in a if name not in b)]:
        was, becomes = a.get(who), b.get(who)
        rows.append(
            (
                who,
                f"{was.leads if was else 0:,}", f"{becomes.leads if becomes else 0:,}",
                _money(was.value if was else 0), _money(becomes.value if becomes else 0),
                _wins(was.expected_wins if was else None), _wins(becomes.expected_wins if becomes else None),
            )
        )  # fmt: skip
    if rows:
        heads = ("recipient", "leads", "replay", f"value {currency}", "replay", "exp. wins", "replay")
        print_table(heads, rows, right=(1, 2, 3, 4, 5, 6))
        out()


def _held(found: Comparison) -> None:
    a, b = found.actual.held, found.simulated.held
    rows = [(f"{a.get(code, 0):,}", f"{b.get(code, 0):,}", _reason(code)) for code in dict.fromkeys([*b, *a])]
    if rows:
        print_table(("really", "replay", "held because"), rows, right=(0, 1))
        out()


def _caps(found: Comparison) -> None:
    a = {(hit.user, hit.code): hit.leads for hit in found.actual.caps}
    b = {(hit.user, hit.code): hit.leads for hit in found.simulated.caps}
    keys = sorted(a.keys() | b.keys(), key=lambda k: (-b.get(k, 0), -a.get(k, 0), k))
    rows = [(who, CODES[code], f"{a.get((who, code), 0):,}", f"{b.get((who, code), 0):,}") for who, code in keys]
    if rows:
        print_table(("full", "limit", "leads passed by", "replay"), rows[:CAPS_SHOWN], right=(2, 3))
        if len(rows) > CAPS_SHOWN:
            out(f"… and {len(rows) - CAPS_SHOWN:,} more (--json lists all)")
        out()


def _held_in_all(side: Side) -> int:
    return sum(side.held.values())


def _reason(code: str) -> str:
    return HELD.get(code) or _runs.reason(code)


def _signed(number: int) -> str:
    return f"{number:+,}" if number else ""


def _money(minor: int) -> str:
    return f"{minor // 100:,}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _wait(seconds: int | None) -> str:
    return "–" if seconds is None else clock.format_duration(seconds)


def _index(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _wins(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _more(before: float | None, after: float | None) -> str:
    return "" if before is None or after is None or round(after - before, 1) == 0 else f"{after - before:+.1f}"
