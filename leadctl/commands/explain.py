"""leadctl explain: why a lead went where it went, or why it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from leadctl import clock as times
from leadctl.commands import _runs
from leadctl.commands._context import applied_config, clock, database, out, print_json
from leadctl.models import MICRO, Hold

if TYPE_CHECKING:
    from leadctl.engine.explanation import Candidate, Explanation, LastWord, Step, Story

app = typer.Typer(rich_markup_mode=None)

CODES: dict[str, str] = {
    "when": "does not match",
    "share": "not drawn",
    "nobody_eligible": "nobody may take it",
    "loop": "would go in a circle: the lead was there already in this run",
    "too_many_hops": "would be one hop too many: 8 is the most in one run",
    "no_owner": "nobody owns that account or team, so nobody could hand it out",
    "disabled": "its account or team is disabled",
    "queued": "waits there for somebody who pulls it",
    "named_unavailable": "may not take it now",
    "not_found": "its lookup finds nobody",
    "lead_quiet_hours": "it is not lawful to call there now",
}

WAITS: dict[str, str] = {  # the reasons of _runs, which speak of many leads, for one
    "nobody_eligible": "nobody may take it now",
    "on_empty_hold": "its strategy waits for its people",
    "duplicate": "it goes where its original goes",
    "queued": "in the pull queue",
}


@app.command()
def explain(
    lead: Annotated[str, typer.Argument(help="Id, external id, e-mail or phone.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say why a lead went where it went: every strategy asked, every candidate, and what would have changed it.

    Example:  leadctl explain 42
    """
    from leadctl.db.leads import resolve_lead
    from leadctl.engine.explain import explain as tell

    with database() as con:
        config = applied_config(con)
        now = clock(config.timezone).now()
        found = tell(con, resolve_lead(con, lead, config.region), config, now)
    if as_json:
        print_json(found.as_json(config.timezone))
        return
    _show(found, config.timezone)


def _show(found: Explanation, zone: str) -> None:
    out(f"Lead {found.lead_id}  {found.label}".rstrip())
    out(_where(found, zone))
    for story in found.passages:
        out()
        _story(story, zone)
    for word in found.overrides:
        out()
        _last_word(word, zone)
    if found.live is not None:
        out()
        _live(found.lead_id, found.live, _dead_end(found, found.live))


def _last_word(word: LastWord, zone: str) -> None:
    """Print what a person changed of a plan."""
    proposed = f"{word.proposed} was proposed" if word.proposed else "it was to be held"
    done = f"gave it to {word.chosen} by hand" if word.chosen else "left it out of the run"
    out(f"{times.show(word.at, zone)}  {word.actor} {done} ({proposed}; run {word.run}): {word.reason}")


def _where(found: Explanation, zone: str) -> str:
    """Return in one line where the lead lies."""
    if found.undone:
        return "It was taken back with its import."
    if found.owner is not None:
        return f"It belongs to {found.owner}; system status {found.system}."
    if found.hold is not None:
        since = f" since {times.show(found.hold.since, zone)}" if found.hold.since else ""
        linked = f"; it is a duplicate of lead {found.duplicate_of}" if found.duplicate_of else ""
        queues = _queues(found.live) if found.hold.code == "queued" else ""
        return f"It waits{since}: {_why(found.hold.code)}{queues}{linked}."
    asked = [s for s in found.passages if s.offer and s.accepted is None and s.ended is None and not s.undone]
    if asked:
        until = times.show(max(s.offer_ends or 0 for s in asked), zone)
        who = ", ".join(s.recipient or "" for s in asked)
        return f"It is offered to {who} until {until}; it belongs to nobody yet."
    if found.live is not None:
        return "It waits for the next assign."
    return f"It belongs to nobody; system status {found.system}."


def _queues(story: Story | None) -> str:
    """Return the names of the queues in which the lead waits, behind a blank."""
    names = [step.strategy for step in story.steps if step.code == "queued"] if story else []
    return f" {', '.join(names)}" if names else ""


def _why(code: str) -> str:
    return WAITS.get(code) or _runs.reason(code)


def _story(story: Story, zone: str) -> None:
    """Print one passage: what took it, who else stood for it, what was asked before."""
    how = ", who pulled it" if story.mode == "pull" else ""
    out(f"{times.show(story.at, zone)}  {story.strategy} → {story.recipient}{how}{_fate(story)}")
    facts = [f"passage {story.passage}"]
    if story.run is not None:
        facts += [f"run {story.run}", f"rules {story.config_version or 'none'}", f'seed "{story.seed}"']
    elif story.origin == "imported":
        facts.append("from another system, which decided it: its reasons are not known here")
    if story.offer and story.offer_ends is not None:
        asked = "asked with others" if story.offer == "broadcast" else "offered"
        facts.append(f"{asked} until {times.show(story.offer_ends, zone)}")
    if story.actor:
        facts.append(f"{'handed out ' if story.origin == 'handout' else ''}by {story.actor}")
    out("  " + ", ".join(facts))
    _asked(story)


def _asked(story: Story) -> None:
    for step in story.steps:
        _step(step)
    if story.candidates:
        out(f"  {story.strategy}: {'offers it' if story.offer else 'takes it'}")
        _candidates(story.candidates, story.offer)
    for reason in story.why:
        out(f"    {reason}")
    if story.former_owner:
        out(f"    {story.recipient} had the original lead and goes first")
    if story.tie_break:
        out(f"    {story.tie_break}")


def _fate(story: Story) -> str:
    if story.undone:
        return "  (taken back)"
    if story.offer and not story.ended:
        return "  (offer accepted)" if story.accepted else "  (offered)"
    return f"  ({story.ended.replace('_', ' ')})" if story.ended else ""


def _dead_end(found: Explanation, live: Story) -> str:
    """Return the account or team, [Desk], where the lead lies and from which no strategy takes leads; else nothing."""
    if live.recipient or live.hold != Hold.NO_STRATEGY or live.steps or live.candidates:
        return ""
    last = next((s for s in reversed(found.passages) if not s.undone and s.ended is None), None)
    return "" if last is None or last.level == "user" else last.recipient or ""


def _live(lead_id: int, story: Story, place: str) -> None:
    """Print what assign would do now; `place` is where the lead lies when nothing goes on from there."""
    if story.recipient:
        out(f"assign would {'offer' if story.offer else 'give'} it to {story.recipient} now ({story.strategy}).")
    else:
        queues = _queues(story) if story.hold == "queued" else ""
        why = f"no strategy takes leads from {place}" if place else _why(story.hold or "no_strategy")
        out(f"assign would {'leave' if queues else 'hold'} it now: {why}{queues}.")
        if place:
            out(f'  add a [[strategy]] with from = "{place.strip("[]")}", or: leadctl lead give {lead_id} --to USER')
    if story.gate:
        out(f"  {story.gate}")
    _asked(story)


def _step(step: Step) -> None:
    detail = f": {step.detail}" if step.detail else ""
    out(f"  {step.strategy}: {CODES.get(step.code, step.code)}{detail}")
    _candidates(step.candidates)


def _candidates(candidates: list[Candidate], offer: str | None = None) -> None:
    names = max((len(c.user) for c in candidates), default=0)
    standings = [_standing(c, offer) for c in candidates]
    width = max((len(text) for text in standings), default=0)
    for c, text in zip(candidates, standings, strict=True):
        out(f"    {c.user:<{names}}  {text:<{width}}  {c.what_if or ''}".rstrip())


def _standing(c: Candidate, offer: str | None) -> str:
    """Return a candidate's numbers, or the reason why he may not."""
    if c.code is not None:
        return c.code
    parts = []
    if c.open is not None and c.capacity:
        parts.append(f"{c.open} open, with this lead {c.open + 1} of {c.capacity / MICRO:g}")
    if c.rate is not None:
        bound = "lower bound" if c.lower_bound else "rate"
        parts.append(f"won {c.wins_of_given} of {c.given}, {bound} {c.rate / 10_000:.1f} %")
        parts.append(f"share {(c.share or 0) / 10_000:.1f} %")
    if c.with_lead is not None and c.credit is not None:
        parts.append(f"credit {c.credit / MICRO:+.2f}, with this lead {c.with_lead / MICRO:+.2f}")
    if c.wins or offer == "broadcast":
        parts.append("is asked" if offer else "gets it")
    return ", ".join(parts) or "may take it"
