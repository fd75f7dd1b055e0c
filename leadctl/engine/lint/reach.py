"""Who is behind a strategy: dead targets, needs that nobody meets, queues nobody pulls, bands without weights. Pure."""

from __future__ import annotations

from leadctl.config.model import Strategy
from leadctl.engine.lint.matching import sure
from leadctl.engine.lint.scene import Scene
from leadctl.errors import did_you_mean


def targets(scene: Scene) -> None:
    """Say which targets have nobody behind them: teams without members, accounts without users, owners that lack."""
    facts = scene.facts
    if facts is None:
        return
    for at, strategy in scene.strategies():
        to = strategy.to
        direct = strategy.method == "direct"
        several = len((*to.users, *to.teams, *to.accounts, *to.tags)) > 1  # of one alone nobody is behind the target
        for name in to.teams if several and not direct else ():
            if name.casefold() in facts.empty_teams:
                message = f'team "{name}" has no enabled member'
                scene.of("dead-target", at, "to.teams", message, "leadctl team edit adds some, or take it out")
        for name in to.accounts if several and not direct else ():
            if name.casefold() in facts.empty_accounts:
                message = f'no enabled user sits in account "{name}" or below'
                scene.of("dead-target", at, "to.accounts", message, "seat somebody there, or take it out")
        for name in (*to.teams, *to.accounts) if strategy.hand_out else ():
            if name.casefold() not in facts.owned:
                message = f'"{name}" has no owner who could hand its leads out'
                scene.of("dead-target", at, "hand_out", message, "name one: leadctl team edit, leadctl account edit")


def needs(scene: Scene) -> None:
    """Say which needs no member of the strategy can meet."""
    earned = {rule.name.casefold() for rule in scene.config.tags}
    for at, strategy in scene.strategies():
        members = scene.members(strategy)
        if not members:
            continue
        wanted = {tag.casefold() for tag in strategy.needs_tags}
        wanted -= earned
        known = scene.facts is not None and wanted <= set(scene.facts.tags)  # tags that nobody has are told elsewhere
        if known and wanted and not any(wanted <= member.tags for member in members):
            listed = " and ".join(strategy.needs_tags)
            message = f"no member has {listed}, so nobody may take these leads"
            scene.of("unmeetable-needs", at, "needs_tags", message, "leadctl user tag add LOGIN TAG")
        for kind, field in strategy.needs:
            missing = _missing(strategy, kind, field, [member.tags for member in members])
            if missing:
                scene.of("unmeetable-needs", at, f"needs.{kind}", missing, "leadctl user tag add LOGIN TAG")


def _missing(strategy: Strategy, kind: str, field: str, tags: list[frozenset[str]]) -> str | None:
    """Return what no member can answer for: some value that `when` lets in, or any value at all."""
    kind = kind.casefold()
    if not any(tags):
        return f"no member has any tag, so none equals the lead's {field}"
    asked = [c for c in sure(strategy.when) if c.field == field and c.operator in {"is", "in"}]
    for clause in asked:
        values = clause.value if isinstance(clause.value, tuple) else (clause.value,)
        lacking = [
            str(v) for v in values if not any({str(v), f"{kind}:{v}", f"{kind}={v}"} & mine for mine in tags)
        ]  # fmt: skip
        if lacking:
            return f"when lets in {field} {', '.join(lacking)}, but no member has such a tag"
    return None


def queues(scene: Scene) -> None:
    """Say which pull queues stay empty, or have nobody who may pull."""
    statuses = scene.config.statuses
    for at, strategy in scene.strategies():
        if strategy.mode != "pull":
            continue
        members = scene.members(strategy)
        if scene.facts is not None and not members:
            scene.of("dead-queue", at, "to", "nobody may pull from this queue: no enabled user", "name somebody in to")
        if strategy.pull.queue == "unworked" and not any(rule.max_unworked for rule in statuses):
            message = "no status has max_unworked, so no lead ever counts as unworked: the queue stays empty"
            scene.of("dead-queue", at, "queue", message, 'add max_unworked = "2d" to a [[status]]')
        if strategy.pull.reclaim_after and strategy.pull.cool_down > strategy.pull.reclaim_after:
            message = "a lead cools down longer than a puller may keep it unworked"
            scene.of("dead-queue", at, "cool_down", message, "make it shorter than reclaim_after")
        _sources(scene, at, strategy)


def _sources(scene: Scene, at: int, strategy: Strategy) -> None:
    known = () if scene.facts is None else scene.facts.names.get("source", ())
    folded = {name.casefold() for name in known}
    for name in strategy.pull.sources if known else ():
        if name.casefold() not in folded:
            message = f'no lead came from a source "{name}" yet{did_you_mean(name, known)}'
            scene.of("unknown-name", at, "sources", message, "")


def bands(scene: Scene) -> None:
    """Say which score bands a strategy by score band has no weights for, and where all leads score alike."""
    for at, strategy in scene.strategies():
        if not strategy.by_band:
            continue
        named = {name.casefold() for name, _ in strategy.to.bands}
        missing = [name for name, _ in scene.config.score_bands if name.casefold() not in named]
        if missing and "other" not in named:
            message = f"has no weights for {', '.join(missing)}: nobody gets such leads from this strategy"
            scene.of("band-without-weight", at, "to.weights", message, "add them, or other = { … }")
        if not scene.config.scores:
            message = "goes by score band, but there is no [[score]]: every lead scores 0"
            scene.of("band-without-weight", at, "by", message, "add [[score]] rules")
