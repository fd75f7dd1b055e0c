"""What is allowed in the rules but probably not meant, one file per kind. Pure.

Each warning has a stable code, the strategy or rule, the line and a remedy. `config check --strict` makes them findings
for the CI of a rules repository.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from leadctl.config.model import Config
from leadctl.config.section import Faults
from leadctl.engine.lint import caps, gaps, matching, names, order, reach, same, times
from leadctl.engine.lint.scene import Facts, Scene

# Every code a warning may have: `config check --strict --allow CODE` lets it pass.
CODES: Final = (
    "band-without-weight", "calling-hours-never", "cap-never-binds", "cap-order", "cap-zero", "circle", "dead-end",
    "dead-queue", "dead-target", "duplicate-rule", "from-nowhere", "gap", "mixed-capacities", "never-matches",
    "no-customers", "no-strategy", "no-territory-table", "offer-window", "overflow-only", "past-holiday", "pull-only",
    "shadowed", "status-uncovered", "status-without-system", "unknown-column", "unknown-field", "unknown-name",
    "unknown-touch", "unmeetable-needs", "unplaced-office", "unreachable-catch-all", "zero-weight",
)  # fmt: skip
CHECKS: Final = (
    order.shadows, order.catch_alls, gaps.record_types, gaps.nodes, gaps.dead_ends, caps.limits, reach.targets,
    reach.needs, reach.queues, reach.bands, matching.criteria, names.statuses, names.values, times.holidays,
    times.offers, times.calling_hours, same.rules,
)  # fmt: skip


def lint(config: Config, faults: Faults, facts: Facts | None = None, today: date | None = None) -> None:
    """Add a warning to `faults` for everything that is probably not meant.

    Without `facts` only the text is looked at; without `today` (local to the rules' zone) no date is compared.
    """
    scene = Scene(config, faults, facts, today)
    if not any(s.enabled for s in config.strategies):
        scene.warn("no-strategy", (), "", "there is no strategy yet: every lead will be held", "")
    else:
        for check in CHECKS:
            check(scene)
        return
    for check in (names.statuses, names.values, times.holidays, same.rules, matching.criteria):
        check(scene)
