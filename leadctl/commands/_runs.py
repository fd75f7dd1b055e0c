"""How runs and their summaries are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from leadctl import clock
from leadctl.commands import _context
from leadctl.commands._context import cut, out, print_table, say, warn

if TYPE_CHECKING:
    from leadctl.db.runs import Run
    from leadctl.engine.run_summary import RunSummary

# Why leads wait, in words, and what to do about it; {lead} is one of them.
REASONS: dict[str, tuple[str, str]] = {
    "no_strategy": ("no strategy matches", "leadctl explain {lead}"),
    "nobody_eligible": ("nobody may take them now", "leadctl explain {lead}"),
    "on_empty_hold": ("their strategy waits for its people", "leadctl explain {lead}"),
    "named_unavailable": ("the named recipient may not", "leadctl lead give {lead} --to USER"),
    "queued": ("wait in a pull queue", "leadctl queue"),
    "duplicate": ("go where their original goes", "leadctl explain {lead}"),
}


STOPPED: dict[str, str] = {
    "loop": "would have gone in a circle and stayed on the way; leadctl config check names the circle",
    "too_many_hops": "had gone from account to account 8 times and stayed there",
    "dead_end": "given to accounts or teams from which no strategy takes them and which nobody owns; they stay there",
}


def say_warnings(summary: RunSummary, *, but: str = "") -> None:
    """Say a run's warnings, all but one. Under --quiet only its own: what every run says is no news."""
    for line in summary.warnings:
        if line != but and not (_context.flags.quiet and line in summary.standing):
            warn(line)


def plural(count: int, noun: str) -> str:
    """Return `1 lead`, `2 leads`, `12,000 leads`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def reason(code: str) -> str:
    """Return a hold code in words."""
    kind, _, name = code.partition(":")
    return f'gate "{name}"' if kind == "gate" else REASONS.get(code, (code, ""))[0]


def remedy(code: str, lead: int | None) -> str:
    """Return the command that helps with a hold."""
    text = "leadctl lead show {lead}" if code.startswith("gate:") else REASONS.get(code, ("", ""))[1]
    return text.format(lead="LEAD" if lead is None else lead)


def show_summary(counts: dict[str, Any], zone: str, *, held_too: bool = False) -> None:
    """Print a run's summary: who got how much, what waits and why; of a dry run each lead that goes somewhere.

    With `held_too` a dry run lists the leads that would wait as well.
    """
    show_moves(counts, held_too=held_too)
    show_performance(counts.get("performance", ()))
    show_given(counts)
    if counts["held_by_reason"]:
        examples = counts["examples"]
        held: list[tuple[str, str, str]] = [
            (f"{n:,}", reason(c), remedy(c, examples.get(c))) for c, n in counts["held_by_reason"].items()
        ]
        print_table(("held", "because", "look at"), held, right=(0,))
        out()
    for short in counts["shortages"]:
        codes = ", ".join(short["codes"]) or "it has no members"
        say(f"{short['strategy']}: nobody for {plural(short['leads'], 'lead')} ({codes})")
    for stopped in counts.get("stopped", ()):
        say(f"{stopped['strategy']}: {plural(stopped['leads'], 'lead')} {STOPPED[stopped['code']]}")
    if counts["shortages"] or counts.get("stopped"):
        out()
    say(headline(counts, zone))


def show_moves(counts: dict[str, Any], *, held_too: bool = False) -> None:
    """Print what becomes of each lead in a dry run: those that go somewhere, with `held_too` the others as well."""
    rows = [
        (m["lead_id"], cut(m["label"]), m["strategy"] or "held", _destination(m))
        for m in counts.get("leads", ())
        if held_too or m["recipient"]
    ]
    if rows:
        print_table(("lead", "who", "strategy", "goes to"), rows, right=(0,))
        out()


def show_performance(performers: Sequence[dict[str, Any]]) -> None:
    """Print what strategies by performance go by: leads won of those given, shrunken rate, share when all are there.

    One line does for a strategy nobody of which was given a lead that counts.
    """
    known = {p["strategy"] for p in performers if p["given"]}
    rows = [
        (p["strategy"], p["user"], p["won"], p["given"], f"{p['win_rate']:.1%}", f"{p['share']:.1%}")
        for p in performers
        if p["strategy"] in known
    ]
    if rows:
        print_table(("by performance", "user", "won", "of", "rate", "share"), rows, right=(2, 3, 4, 5))
        out()
    if unknown := [name for name in dict.fromkeys(p["strategy"] for p in performers) if name not in known]:
        for name in unknown:
            say(f"{name}: no lead given counts for a win rate yet, so all have the same share")
        out()


def show_given(counts: dict[str, Any]) -> None:
    """Print who got how much by which strategy, and was offered how much."""
    asked = any(g.get("offered") for g in counts["given"])
    shares = [
        (g["strategy"], _recipient(g), f"{g['leads']:,}", *([f"{g.get('offered', 0):,}"] if asked else []))
        for g in counts["given"]
    ]
    if shares:
        print_table(("strategy", "recipient", "leads", *(["offered"] if asked else [])), shares, right=(2, 3))
        out()


def headline(counts: dict[str, Any], zone: str) -> str:
    """Return the one line that says it all."""
    given, held, asked = counts["distributed"], counts["held"], counts.get("offered", 0)
    offered = f", {asked:,} offered" if asked else ""
    pull = f", {counts['queued']:,} to be pulled" if counts.get("queued") else ""
    if counts["dry_run"]:
        return (
            f"Dry run at {clock.show(counts['now'], zone)}: {plural(given, 'lead')} would be given out{offered},"
            f" {held:,} held{pull}. Nothing was written."
        )
    if not counts["considered"]:
        return f"Run {counts['run']}: no leads are waiting."
    linked = counts["withheld_duplicates"]
    also = pull + (f", {plural(linked, 'duplicate')} left with the original" if linked else "")
    undo = f" Take back: leadctl undo {counts['run']}" if given or asked else ""
    return f"Run {counts['run']}: {plural(given, 'lead')} given out{offered}, {held:,} held{also}.{undo}"


def _destination(move: dict[str, Any]) -> str:
    if not move["recipient"]:
        return reason(move["hold"])
    return f"{move['recipient']} (offer)" if move.get("offered") else str(move["recipient"])


def _recipient(given: dict[str, Any]) -> str:
    return str(given["recipient"]) if given["level"] == "user" else f"[{given['recipient']}]"


# ---------------------------------------------------------------- stored runs


def given(run: Run) -> str:
    """Return how many leads a run gave out, or an undo took back."""
    count = run.counts.get("leads" if run.kind == "undo" else "distributed")
    return "" if count is None else f"{count:,}"


def offered(run: Run) -> int:
    """Return to how many recipients a run offered leads."""
    return int(run.counts.get("offered", 0))


def held(run: Run) -> str:
    """Return how many leads a run left waiting, or an undo kept."""
    count = len(run.counts.get("kept", ())) if run.kind == "undo" else run.counts.get("held")
    return "" if count is None else f"{count:,}"


def fate(run: Run) -> str:
    """Return what became of a run, in a word or two."""
    if run.undone_at is not None:
        return "undone"
    if run.kind == "undo":
        return f"undid run {run.undoes_run_id}"
    return "finished" if run.finished_at is not None else "not finished"


def run_json(run: Run, zone: str) -> dict[str, Any]:
    """Return a run as JSON values."""
    return {
        "run_id": run.id,
        "kind": run.kind,
        "at": clock.iso(run.started_at, zone),
        "finished": run.finished_at is not None,
        "config_version": run.config_version_id,
        "seed": run.seed,
        "options": run.options,
        "undoes_run_id": run.undoes_run_id,
        "undone_at": None if run.undone_at is None else clock.iso(run.undone_at, zone),
        "summary": summary_json(run.counts, zone),
    }


def summary_json(counts: dict[str, Any], zone: str) -> dict[str, Any]:
    """Return a run's summary as it is printed as JSON: ids named so, its moment as ISO time."""
    names = {"run": "run_id", "undone_run": "undone_run_id", "now": "at", "examples": "example_lead_ids"}
    return {names.get(key, key): clock.iso(value, zone) if key == "now" else value for key, value in counts.items()}


def show_counts(run: Run, zone: str) -> None:
    """Print the stored summary of a run."""
    if run.kind == "undo":
        show_undo(run.counts)
    elif run.counts:
        show_summary(run.counts, zone)


KEPT_SHOWN = 30


def show_undo(done: dict[str, Any]) -> None:
    """Print what an undo did, or would do."""
    taken, kept = done["by_recipient"], done["kept"]
    if taken:
        print_table(("from", "leads"), [(who, f"{n:,}") for who, n in taken.items()], right=(1,))
        out()
    if kept:
        rows = [(k["lead_id"], k["recipient"], k["why"].replace("_", " ")) for k in kept[:KEPT_SHOWN]]
        print_table(("stays", "with", "because"), rows, right=(0,))
        if len(kept) > KEPT_SHOWN:
            out(f"… and {len(kept) - KEPT_SHOWN:,} more (--json lists all)")
        out()
    leads, run = plural(done["leads"], "lead"), done["undone_run"]
    if done["dry_run"]:
        out(f"Dry run: {leads} of run {run} would be taken back, {len(kept):,} kept. Nothing was written.")
        return
    out(f"Run {run} undone: {leads} taken back, {len(kept):,} kept.")
    if kept:
        out(f"Those too: leadctl undo {run} --force")
