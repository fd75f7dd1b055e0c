"""The methods by which a strategy picks among its candidates, behind one protocol. Pure.

A new method is one file here, one line in METHODS and one property test. `least_loaded` is not among them: each
strategy has one of its own, which knows how full its people are (see lanes).
"""

from __future__ import annotations

from leadctl.engine.strategies.direct import Direct
from leadctl.engine.strategies.method import Method, Pick
from leadctl.engine.strategies.round_robin import RoundRobin
from leadctl.engine.strategies.weighted import Weighted

METHODS: dict[str, Method] = {
    "round_robin": RoundRobin(),
    "weighted": Weighted(),
    "direct": Direct(),
    "performance": RoundRobin(),  # the shares come with the candidates
    "nearest": RoundRobin(),  # among the people of the nearest office
    "account_owner": RoundRobin(),  # among those who cover for the manager
}

__all__ = ["METHODS", "Method", "Pick"]
