"""Names that stand for nothing: statuses, touches, sources, campaigns, products. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from leadctl.config.lines import Path
from leadctl.config.model import DEFAULT_STATUSES, Clause, Criteria
from leadctl.engine.lint.scene import Scene
from leadctl.errors import did_you_mean, nearest
from leadctl.models import TOUCHES_OF, slug


def statuses(scene: Scene) -> None:
    """Say which system statuses no [[status]] has, and which statuses stand for none."""
    built_in = {id(rule) for rule in DEFAULT_STATUSES}
    own = [rule for rule in scene.config.statuses if id(rule) not in built_in]
    missing = [rule for rule in scene.config.statuses if own and id(rule) in built_in]
    if missing:
        systems = ", ".join(rule.system for rule in missing)
        message = (
            f"no status has system = {systems}: the built-in {', '.join(rule.name for rule in missing)} stand there"
        )
        remedy = "add a [[status]] for each, with the team's own word for it"
        scene.warn("status-uncovered", ("status",), "status", message, remedy)
    for name in () if scene.facts is None else scene.facts.unmeant:
        message = f'status "{name}" of the database stands for no system status: reports take it as new'
        scene.warn(
            "status-without-system", ("status",), "status", message, f'add [[status]] name = "{name}", system = "…"'
        )


def values(scene: Scene) -> None:
    """Say which criteria name a touch, source, campaign or product that no lead has, though one is written alike."""
    if scene.facts is None:
        return
    touched = {slug(name): name for name in scene.facts.touches}
    for path, words, clause in _clauses(scene):
        if clause.field.startswith(TOUCHES_OF) and touched:
            name = clause.field[len(TOUCHES_OF) :]
            if name not in touched:
                near = did_you_mean(name, touched) or f"; met so far: {', '.join(list(touched)[:6])}"
                scene.warn("unknown-touch", path, words, f'no touch was ever called "{name}"{near}', "")
        known = scene.facts.names.get(clause.field, ())
        folded = {name.casefold() for name in known}
        for value in _texts(clause) if known else ():
            near_name = nearest(value, known) if value not in folded else None
            if near_name is not None:
                message = f'no lead has {clause.field} "{value}"; did you mean "{near_name}"?'
                scene.warn("unknown-name", path, words, message, "")


def _texts(clause: Clause) -> list[str]:
    if clause.operator not in {"is", "in", "not"}:
        return []
    return [str(v) for v in (clause.value if isinstance(clause.value, tuple) else (clause.value,))]


def _clauses(scene: Scene) -> Iterator[tuple[Path, str, Clause]]:
    config = scene.config
    for at, strategy in scene.strategies():
        for clause in leaves(strategy.when):
            yield ("strategy", at, "when"), f'strategy "{strategy.name}": when', clause
    for at, gate in enumerate(config.gates):
        key = "hold_when" if gate.require is None else "require"
        for clause in leaves(gate.hold_when if gate.require is None else gate.require):
            yield ("gate", at, key), f'gate "{gate.name}": {key}', clause
    for at, score in enumerate(config.scores):
        for clause in leaves(score.when):
            yield ("score", at, "when"), f'score "{score.name}": when', clause
    for at, rule in enumerate(config.classify):
        for clause in leaves(rule.when):
            yield ("classify", at, "when"), f"classify {at + 1}: when", clause


def leaves(tree: Criteria) -> list[Clause]:
    """Return every clause of a tree, in reading order."""
    inner = (*tree.all, *(c for group in tree.any for c in group), *tree.none)
    return [*tree.clauses, *(clause for child in inner for clause in leaves(child))]
