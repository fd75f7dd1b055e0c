"""What the planner reads and what it decides: rows, strategies in a run, passages, holds. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from leadctl.engine.candidates import CandidateSet, Pool
from leadctl.engine.ledger import Ledger
from leadctl.engine.strategies import Method

Row = Sequence[Any]

# What stands at the head of each row, before the fields that the rules read.
CORE = (
    "lead_id", "record_type_id", "source_id", "campaign_id", "product_id", "priority", "value", "score", "status_id",
    "holder_account_id", "holder_team_id", "open_distribution_id", "duplicate_of", "named_user_id", "hold_code",
)  # fmt: skip
LEAD, TYPE, SOURCE, CAMPAIGN, PRODUCT, PRIORITY, VALUE, SCORE, STATUS = range(9)
ACCOUNT, TEAM, OPEN, ORIGINAL, NAMED, HELD = range(9, 15)

MAX_HOPS = 8
ROOT = 1

# Codes of the trace besides those of eligibility.
WHEN, SHARE, NOBODY, LOOP, DISABLED_NODE, FORMER_OWNER, NAMED_CODE, FROM = (
    "when", "share", "nobody_eligible", "loop", "disabled", "former_owner", "named_unavailable", "from",
)  # fmt: skip

# One step of the trace: strategy id (0 = the file's named recipient), code, candidate set; or (FROM, account, team).
Part = tuple[Any, Any, Any]
Node = int  # an account's id, or a team's id negated


class Passage(NamedTuple):
    """One passage to insert. `row` is the lead's row; `passed_on` = it went on at once."""

    id: int
    row: Row
    level: str
    origin: str
    strategy_id: int | None
    user_id: int | None
    team_id: int | None
    account_id: int
    candidates: CandidateSet | None
    cost: int
    path: tuple[Part, ...]
    again: bool
    passed_on: bool = False


class Held(NamedTuple):
    """Why a lead waits; waiting = 0 when it is withheld as the duplicate of an owned lead."""

    lead_id: int
    code: str
    path: tuple[Part, ...]
    waiting: int = 1


@dataclass(slots=True)
class Decisions:
    """What one chunk comes to. `placed` are rows of owner, account, team, open distribution, waiting, lead."""

    passages: list[Passage] = field(default_factory=list)
    placed: list[tuple[int | None, int, int | None, int | None, int, int]] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    passed_on: list[int] = field(default_factory=list)  # passages of earlier runs that went on now


class Original(NamedTuple):
    """The lead that a duplicate is linked to, as it stands."""

    owner_id: int | None
    system: str


@dataclass(slots=True)
class Stage:
    """One strategy in a run. `target` is the account or team of a direct strategy; else `pool` has the candidates."""

    id: int
    name: str
    method: Method
    node: Node  # whose leads it takes
    ledger: Ledger
    matches: Callable[[Row], bool]
    record_type_id: int | None = None
    share: int | None = None  # millionths
    on_empty: str = "next"
    pool: Pool | None = None
    target: Node | None = None


@dataclass(slots=True)
class Places:
    """Accounts and teams: whose they are (the nearest ancestor's owner), where teams sit, which are disabled."""

    owners: Mapping[Node, int | None]
    team_accounts: Mapping[int, int]
    disabled: frozenset[Node] = frozenset()

    def split(self, node: Node) -> tuple[int, int | None]:
        """Return (account id, team id or None) of a node."""
        return (node, None) if node > 0 else (self.team_accounts.get(-node, ROOT), -node)
