"""Where the rules in force name a user, team or account: what a new name would break. Pure."""

from __future__ import annotations

from leadctl.config import Config
from leadctl.config.model import Strategy


def named_in_rules(config: Config, what: str, name: str) -> list[str]:
    """Return the places that name it, as `strategy "Enterprise" (to)`; `what` is user, team or account."""
    wanted = name.casefold()
    found = []
    for strategy in config.strategies:
        keys = [key for key, names in _named(strategy, what).items() if wanted in {n.casefold() for n in names}]
        if keys:
            found.append(f'strategy "{strategy.name}" ({", ".join(keys)})')
    if what == "account":
        found += [
            f'holiday "{rule.name or f"{rule.month:02d}-{rule.day:02d}"}"'
            for rule in config.own_holidays
            if wanted in {n.casefold() for n in rule.accounts}
        ]
    return found


def _named(strategy: Strategy, what: str) -> dict[str, tuple[str, ...]]:
    """Return key -> names of that kind in one strategy; `from` may be an account or a team."""
    to = strategy.to
    if what == "account":
        return {"from": (strategy.from_account,), "to": to.accounts}
    if what == "team":
        return {"from": (strategy.from_account,), "to": to.teams}
    bands = [logins for _, logins in to.bands if not isinstance(logins, str)]
    weights = [*to.weights, *(pair for pairs in bands for pair in pairs)]
    return {"to": to.users, "to.weights": tuple(login for login, _ in weights)}
