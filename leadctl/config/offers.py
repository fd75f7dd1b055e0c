"""Reads what makes a strategy's distributions offers, and what makes it a queue to pull from."""

from __future__ import annotations

from typing import Literal, cast

from leadctl.config.model import OfferRule, PullRule, QueueKey, QueueKind
from leadctl.config.section import Section
from leadctl.errors import did_you_mean

OFFER_KEYS = ("clock", "broadcast", "reject_reason", "remind_before", "turn_kept")
PULL_KEYS = (
    "queue", "sources", "source_order", "order", "max_pulls", "max_unworked", "cool_down", "recycle", "reclaim_after",
    "choose",
)  # fmt: skip
Direction = Literal["asc", "desc"]
QUEUES: tuple[QueueKind, ...] = ("account", "own", "sources", "unworked")
ORDER_KEYS: tuple[QueueKey, ...] = ("pull_count", "added", "score", "priority")
_DIRECTION: dict[QueueKey, Direction] = {"pull_count": "asc", "added": "desc", "score": "desc", "priority": "asc"}


def read_offer(s: Section) -> OfferRule | None:
    """Return the terms of the offers, or None when the strategy simply gives."""
    window = s.duration("accept_within")
    if window is None:
        if "accept_within" not in s.data:
            for key in OFFER_KEYS:
                if key in s.data:
                    s.fault(key, 'is for offers; add accept_within = "5m"')
        return None
    if window <= 0:
        s.fault("accept_within", "must be longer than nothing")
    remind = s.duration("remind_before")
    if remind is not None and remind >= window:
        s.fault("remind_before", "is not before the end: it must be shorter than accept_within")
    return OfferRule(
        window=window,
        working=s.choice("clock", ("wall", "working"), "wall") == "working",
        broadcast=s.boolean("broadcast", False),
        reject_reason=s.boolean("reject_reason", False),
        remind_before=remind,
        turn_kept=s.boolean("turn_kept", False),
    )


def read_pull(s: Section, mode: str, statuses: dict[str, str]) -> PullRule:
    """Return the queue of a pull strategy. `statuses` are casefolded name -> name of the open ones."""
    if mode != "pull":
        for key in PULL_KEYS:
            if key in s.data:
                s.fault(key, 'is for mode = "pull"')
        return PullRule()
    default = PullRule()
    queue: QueueKind = s.choice("queue", QUEUES, default.queue)
    sources = s.texts("sources")
    if queue == "sources" and not sources:
        s.fault("sources", 'is missing; queue = "sources" needs sources = ["Fair", "Website"]')
    for key in ("sources", "source_order"):
        if key in s.data and queue != "sources":
            s.fault(key, 'is for queue = "sources"')
    if "from" in s.data and queue in {"own", "unworked"}:
        whose = "the user's own account" if queue == "own" else "the leads of other users"
        s.fault("from", f'has no say here: queue = "{queue}" takes from {whose}')
    cool_down = s.duration("cool_down")
    return PullRule(
        queue=queue,
        sources=sources,
        source_order=s.choice("source_order", ("priority", "round_robin"), default.source_order),
        order=_order(s) or default.order,
        max_pulls=s.integer("max_pulls", 1),
        max_unworked=s.integer("max_unworked", 1),
        cool_down=default.cool_down if cool_down is None else cool_down,
        recycle=_recycle(s, statuses),
        reclaim_after=s.duration("reclaim_after"),
        choose=s.boolean("choose", False),
    )


def _order(s: Section) -> tuple[tuple[QueueKey, Direction], ...]:
    found: list[tuple[QueueKey, Direction]] = []
    for text in s.texts("order"):
        key, _, direction = text.casefold().partition(" ")
        if key not in ORDER_KEYS:
            near = did_you_mean(key, ORDER_KEYS) or f"; choose from {', '.join(ORDER_KEYS)}"
            s.fault("order", f'"{text}" is no order{near}')
        elif direction.strip() not in {"", "asc", "desc"}:
            s.fault("order", f'"{text}": write asc (lowest, oldest first) or desc')
        elif key in {k for k, _ in found}:
            s.fault("order", f'"{key}" is named twice')
        else:
            way = cast("Direction", direction.strip()) if direction.strip() else _DIRECTION[key]
            found.append((key, way))
    return tuple(found)


def _recycle(s: Section, statuses: dict[str, str]) -> tuple[str, ...]:
    found = []
    for name in s.texts("recycle"):
        if name.casefold() not in statuses:
            near = did_you_mean(name, statuses.values()) or f"; there are: {', '.join(statuses.values())}"
            s.fault("recycle", f'no open status is called "{name}"{near}')
        found.append(statuses.get(name.casefold(), name))
    return tuple(found)
