"""Seeded draws: which leads fall into a strategy's share or its exploration. The same in every replay. Pure."""

from __future__ import annotations

from hashlib import blake2b

from leadctl.models import MICRO


def draw(seed: str, name: str, lead_id: int) -> int:
    """Return a number from 0 to 999,999 that `seed`, `name` and the lead decide alone, evenly spread over leads.

    A lead is in a share of s millionths when its draw is below s.
    """
    digest = blake2b(f"{seed}|{name}|{lead_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % MICRO


def exploration(strategy: str) -> str:
    """Return the name under which a strategy draws its exploration: independent of the draw for its share."""
    return f"{strategy}|explore"
