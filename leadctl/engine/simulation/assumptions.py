"""What a replay cannot know, said beside its numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from leadctl.config.model import Config
from leadctl.engine.simulation.walk import Walk


def notes(config: Config, walk: Walk, left_out: int, *, rescored: bool, limited: bool) -> tuple[str, ...]:
    """Return one sentence per thing that was taken as given, left as it is today, or left out."""
    return tuple(_notes(config, walk, left_out, rescored=rescored, limited=limited))


def _notes(config: Config, walk: Walk, left_out: int, *, rescored: bool, limited: bool) -> Iterator[str]:
    strategies = [s for s in config.strategies if s.enabled]
    yield (
        "Statuses: a lead is taken to have changed its status when it really did, whoever has it in the replay;"
        " before anybody has it, it stays as it came."
    )
    yield "As of today: users' own limits, weights and zones, owners of accounts and teams, the tree of accounts."
    if any(s.active_within is not None for s in strategies):
        yield "active_within: nobody's presence of that time is on record; everybody is taken to have been there."
    if config.classify or config.duplicates:
        yield "Classification, and which leads are duplicates, stay as they were found at the import."
    if rescored:
        yield "Scores are those that the replayed rules give when a lead comes in."
    if any(s.method == "account_owner" or s.territory for s in strategies):
        yield "Customers and territory tables are today's."
    if config.tags:
        yield "Tags that users earn are those that they had; the replay grants none."
    if any(s.offer is not None for s in strategies):
        yield _offers(walk)
    if any(s.mode == "pull" for s in strategies):
        yield (
            f"Pulls happen when they really happened: {walk.pulls} attempts, {walk.pulled} leads."
            if walk.pulls
            else "Nobody pulled at that time, so nobody pulls in the replay: its queues stay full."
        )
    if walk.gifts or walk.skipped_gifts:
        also = f"; {walk.skipped_gifts} others had been given out by the rules before" if walk.skipped_gifts else ""
        yield f"Leads given by hand: {walk.gifts} given as they were{also}."
    if limited:
        yield "--strategy of a run that took place is left out: every strategy runs."
    if left_out:
        yield f"Not replayed: {left_out} received in the period but imported outside it, or as closed or dead."
    yield "Expected wins rest on what people won so far; whether somebody wins more with other leads nobody knows."


def _offers(walk: Walk) -> str:
    """Return how offers were answered."""
    who = (
        "each person accepts at once the part of his offers that he really accepted (seeded), and lets the rest run out"
        if walk.offers_known
        else "every one is accepted at once, as no answers are on record"
    )
    said = f"{walk.accepted} of {walk.offered} were accepted" if walk.offered else "nothing was offered"
    return f"Offers: {who}; those that ran out go on within 5 minutes; {said}."
