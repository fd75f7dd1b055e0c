"""Caps that give nothing, that contradict each other, or that can never bind. Pure."""

from __future__ import annotations

from leadctl.config.model import Limits
from leadctl.engine.lint.scene import Member, Scene

CAPS = ("per_hour", "per_day", "per_week", "open")


def limits(scene: Scene) -> None:
    """Say which caps of a strategy cannot be meant."""
    for at, strategy in scene.strategies():
        cap = strategy.limits
        for name in CAPS:
            if getattr(cap, name) == 0:
                scene.of(
                    "cap-zero", at, f"limits.{name}", "is 0: nobody gets a lead from this strategy",
                    "raise it, or write enabled = false",
                )  # fmt: skip
        for short, long in (("per_hour", "per_day"), ("per_day", "per_week"), ("per_hour", "per_week")):
            small, large = getattr(cap, short), getattr(cap, long)
            if small is not None and large is not None and small > large > 0:
                message = f"{small} is more than {long} = {large}, so it can never bind"
                scene.of("cap-order", at, f"limits.{short}", message, f"lower it, or raise {long}")
                break
        _own_caps(scene, at, cap, scene.members(strategy))


def _own_caps(scene: Scene, at: int, cap: Limits, members: tuple[Member, ...]) -> None:
    for name in CAPS:
        own = {member.login: getattr(member.limits, name) for member in members}
        if members and all(value == 0 for value in own.values()):
            message = f"every member's own {name} is 0: nobody gets a lead from this strategy"
            scene.of("cap-zero", at, "to", message, "leadctl user edit LOGIN raises it")
        limit = getattr(cap, name)
        if limit and members and all(value is not None and value < limit for value in own.values()):
            listed = ", ".join(f"{login} {value}" for login, value in sorted(own.items())[:5])
            message = f"{limit} can never bind: each member's own cap is lower ({listed})"
            scene.of("cap-never-binds", at, f"limits.{name}", message, "lower it, or raise theirs")
