"""Leads that no strategy takes: record types without one, accounts and teams from which nothing goes on. Pure."""

from __future__ import annotations

from leadctl.config.model import Config, Strategy
from leadctl.engine.lint.scene import Scene
from leadctl.models import ROOT_ACCOUNT

_ROOT = ROOT_ACCOUNT.casefold()
SHOWN = 5  # names in one warning


def record_types(scene: Scene) -> None:
    """Say which record types no strategy takes from the root account, or pull strategies alone."""
    config = scene.config
    for name in gaps(config):
        pulled = [at for at, s in scene.strategies() if s.mode == "pull" and s.pull.queue != "unworked"]
        at = next((at for at in pulled if _takes(config.strategies[at], name)), None)
        if at is not None:
            message = f'record type "{name}" is taken by pull strategies alone: assign gives such leads to nobody'
            scene.of("pull-only", at, "mode", message, "add a push strategy if some must not wait for a pull")
        else:
            message = f'no strategy takes record type "{name}" from {ROOT_ACCOUNT}: such leads will be held'
            scene.warn("gap", ("record_types",), "record_types", message, "")


def gaps(config: Config) -> list[str]:
    """Return the record types that no push strategy takes from the root account."""
    pushing = [s for s in config.strategies if s.enabled and s.mode == "push"]
    return [name for name in config.record_types if not any(_takes(s, name) for s in pushing)]


def _takes(strategy: Strategy, record_type: str) -> bool:
    at_root = strategy.from_account.casefold() == _ROOT or (strategy.mode == "pull" and strategy.pull.queue == "own")
    return at_root and strategy.record_type in {None, record_type}


def nodes(scene: Scene) -> None:
    """Say which strategies take from an account or team to which nothing is ever given."""
    given = {name.casefold() for _, s in scene.strategies() for name in _gives_to(s)}
    tables = [s.territory for _, s in scene.strategies() if s.territory is not None]
    if tables and scene.facts is None:
        return  # a table may name any account or team
    if scene.facts is not None:
        given |= set(scene.facts.held_by)
        for table in tables:
            given |= {name.casefold() for name in scene.facts.territories.get(table.casefold(), ())}
    for at, strategy in scene.strategies():
        name = strategy.from_account
        if strategy.mode == "pull" and strategy.pull.queue in {"own", "unworked"}:
            continue
        if name.casefold() != _ROOT and name.casefold() not in given:
            message = f'no strategy gives leads to "{name}", so there is nothing to take'
            remedy = f'add one with method = "direct", to = {{ account = "{name}" }} (or team), or change from'
            scene.of("from-nowhere", at, "from", message, remedy)


def dead_ends(scene: Scene) -> None:
    """Say which strategies give leads to accounts or teams from which no strategy takes them and which nobody owns."""
    facts = scene.facts
    if facts is None or any(s.mode == "pull" and s.pull.queue == "own" for _, s in scene.strategies()):
        return  # owners are in the database; a queue "own" takes from whatever account its members sit in
    taken = {s.from_account.casefold() for _, s in scene.strategies() if s.mode == "push" or s.pull.queue != "unworked"}
    for at, strategy in scene.strategies():
        if strategy.hand_out:
            continue  # an owner that lacks is said of hand_out
        table = facts.territories.get((strategy.territory or "").casefold(), ())
        ends = [n for n in (*_gives_to(strategy), *sorted(table)) if n.casefold() not in {*taken, *facts.owned}]
        if ends:
            names = ", ".join(f'"{name}"' for name in ends[:SHOWN]) + (" …" if len(ends) > SHOWN else "")
            message = f"leads given to {names} stay there: no strategy takes from it and nobody owns it"
            if len(ends) > 1:
                message = f"leads given to {names} stay there: no strategy takes from them and nobody owns them"
            remedy = (
                f'add a [[strategy]] with from = "{ends[0]}", or name an owner: leadctl team edit, leadctl account edit'
            )
            scene.of("dead-end", at, "territory" if strategy.territory else "to", message, remedy)


def _gives_to(strategy: Strategy) -> tuple[str, ...]:
    """Return the accounts and teams at which the strategy's leads may lie."""
    if strategy.mode == "push" and strategy.method == "direct":
        return (*strategy.to.accounts, *strategy.to.teams)
    return ()
