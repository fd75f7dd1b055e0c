"""Rules that stand there twice. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

from leadctl.config.lines import Path
from leadctl.engine.lint.scene import Scene


def rules(scene: Scene) -> None:
    """Say which rules are exact duplicates of an earlier one, names aside."""
    first: dict[Hashable, tuple[Path, str]] = {}
    for path, words, content, effect in _all(scene):
        key = (path[0], content)
        if key not in first:
            first[key] = (path, words)
            continue
        earlier_path, earlier = first[key]
        line = scene.faults.lines.of(earlier_path)
        message = f"is the same as {earlier} (line {line}){effect}"
        scene.warn("duplicate-rule", path, words, message, "take one of the two out")


def _all(scene: Scene) -> Iterator[tuple[Path, str, Hashable, str]]:
    """Yield (path, words, what must differ, what comes of it) of every rule."""
    config = scene.config
    for at, gate in enumerate(config.gates):
        yield ("gate", at), f'gate "{gate.name}"', replace(gate, name=""), ""
    for at, score in enumerate(config.scores):
        yield ("score", at), f'score "{score.name}"', replace(score, name=""), ": its points count twice"
    for at, classify in enumerate(config.classify):
        yield ("classify", at), f"classify {at + 1}", classify, ": it sets nothing"
    for at, rule in enumerate(config.duplicates):
        content = (frozenset(rule.match), rule.record_type)
        yield ("duplicate", at), f"duplicate {at + 1}", content, ": it is never reached"
    for at, strategy in scene.strategies():
        content_of = replace(strategy, name="", line=0)
        yield ("strategy", at), f'strategy "{strategy.name}"', content_of, ""
    for at, tag in enumerate(config.tags):
        yield ("tag", at), f'tag "{tag.name}"', replace(tag, name="", line=0), ""
    for at, day in enumerate(config.own_holidays):
        yield ("holiday", at), f"holiday {at + 1}", (day.year, day.month, day.day, day.accounts, day.open), ""
