"""The methods by which a strategy picks among its candidates, behind one protocol. Pure.

A new method is one file here, one line in METHODS and one property test.
"""

from __future__ import annotations

from leadctl.engine.strategies.direct import Direct
from leadctl.engine.strategies.method import Method, Pick
from leadctl.engine.strategies.round_robin import RoundRobin
from leadctl.engine.strategies.weighted import Weighted

METHODS: dict[str, Method] = {"round_robin": RoundRobin(), "weighted": Weighted(), "direct": Direct()}

__all__ = ["METHODS", "Method", "Pick"]
