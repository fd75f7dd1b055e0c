"""How a tick's summary is printed, now or from the stored run."""

from __future__ import annotations

from typing import Any

from leadctl import clock
from leadctl.commands import _runs
from leadctl.commands._context import out, print_table

SHOWN = 20  # things listed of each step

# What the steps count, in the last line.
WORDS = {
    "expired": "ran out",
    "recalled": "recalled",
    "ready": "ready again",
    "recycled": "recycled",
    "reclaimed": "reclaimed",
    "tags": "tags changed",
    "rescored": "rescored",
    "offer_ends": "ending soon",
    "follow_up": "to follow up",
    "feedback": "asked for feedback",
}


def as_json(counts: dict[str, Any], zone: str) -> dict[str, Any]:
    """Return a tick's summary as it is printed as JSON: times as ISO."""
    steps = [
        {**s, "items": [{**i, "at": None if i["at"] is None else clock.iso(i["at"], zone)} for i in s["items"]]}
        for s in counts["steps"]
    ]
    return _runs.summary_json(counts, zone) | {"steps": steps}


def show(counts: dict[str, Any], zone: str, why: str = "") -> None:
    """Print what each step did, who got what, and one line that says it all; `why` as in headline."""
    rows = []
    for step in counts["steps"]:
        items = step["items"]
        for item in items[:SHOWN]:
            when = "" if item["at"] is None else clock.show(item["at"], zone)
            rows.append((item["lead_id"], item["text"], item["who"], when))
        if len(items) > SHOWN:
            rows.append((None, f"… and {step['count'] - SHOWN:,} more", None, ""))
    if rows:
        print_table(("lead", "what", "who", "at"), rows, right=(0,))
        out()
    _runs.show_moves(counts)
    _runs.show_given(counts)
    out(headline(counts, zone, why))


def headline(counts: dict[str, Any], zone: str, why: str = "") -> str:
    """Return the last line of a tick; `why` says where the reasons of what is held are told."""
    parts = [f"{s['count']:,} {WORDS[s['step']]}" for s in counts["steps"] if s["count"]]
    parts = ["1 tag changed" if part == "1 tags changed" else part for part in parts]
    words = (("distributed", "given out"), ("offered", "offered"))
    parts += [f"{counts[key]:,} {word}" for key, word in words if counts[key]]
    idle = not parts
    parts += [f"{counts['held']:,} held{why}"] if counts["held"] else []
    at = clock.show(counts["now"], zone)
    if counts["dry_run"]:
        return f"Dry run at {at}: {'nothing is due' if idle else ', '.join(parts)}. Nothing was written."
    if idle:
        waits = f"; {', '.join(parts)}" if parts else ""
        return f"Tick at {at}: nothing is due{waits}."
    undo = (
        f" Take back what it gave: leadctl undo {counts['run']}" if counts["distributed"] or counts["offered"] else ""
    )
    return f"Run {counts['run']}: {', '.join(parts)}.{undo}"
