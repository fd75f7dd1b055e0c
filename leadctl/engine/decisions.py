"""What the planner reads and what it decides: rows, strategies in a run, passages, holds. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from leadctl.engine.candidates import CandidateSet, Pool
from leadctl.engine.ledger import Ledger
from leadctl.engine.strategies import Method
from leadctl.engine.strategies.performance import Shares

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
NOT_FOUND, MATCHED, NO_OWNER, TOO_FAR = "not_found", "matched", "no_owner", "too_many_hops"
NOTES = frozenset({FORMER_OWNER, MATCHED})  # how the lead was given, not why another did not get it

# One step of the trace: strategy id (0 = the file's named recipient), code, then a candidate set (why nobody), what a
# finder matched (a tuple), or nothing; or (FROM, account, team).
Part = tuple[Any, Any, Any]
Node = int  # an account's id, or a team's id negated

EXCLUSIVE, BROADCAST = 1, 2  # rounds of an offer


class Offer(NamedTuple):
    """The terms on which a strategy offers. Seconds."""

    window: int
    working: bool = False  # the deadline counts the recipient's working time
    broadcast: bool = False  # everybody at once, the first answer wins


class Terms(NamedTuple):
    """One passage that waits for an answer."""

    expires_at: int  # seconds UTC
    round: int = EXCLUSIVE
    accepted: bool = False  # at once, by the recipient's standing yes


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
    band: str = ""  # which of the strategy's ledgers was charged
    terms: Terms | None = None  # an offer


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
    stopped: Counter[tuple[int, str]] = field(default_factory=Counter)  # (strategy, LOOP or TOO_FAR) -> leads


class Original(NamedTuple):
    """The lead that a duplicate is linked to, as it stands."""

    owner_id: int | None
    system: str


class Found(NamedTuple):
    """Who a table or a list says should get the lead.

    `groups`: user ids, tried in order, the first with somebody eligible is used; or `node` takes it. `why` goes into
    the trace (text and numbers only). `wait`: nobody eligible means hold, whatever on_empty says.
    """

    groups: tuple[frozenset[int], ...] = ()
    node: Node | None = None
    why: tuple[Any, ...] | None = None
    wait: bool = False


class Finder(Protocol):
    """Looks recipients up for a strategy: the nearest office, a customer's account manager, a territory."""

    def prefetch(self, rows: Sequence[Row]) -> None:
        """Read whatever `find` needs for these rows, once per chunk."""
        ...

    def find(self, row: Row) -> Found | None:
        """Return who should get the lead, or None when the strategy knows nothing of it. Reads no database."""
        ...

    def given(self, row: Row, user_id: int) -> None:
        """Learn that the lead has an owner from now on, whichever strategy gave it."""
        ...


@dataclass(slots=True)
class Lane:
    """One ledger of a strategy with the people and weights it is for; strategies by score band have several."""

    pool: Pool
    ledger: Ledger
    method: Method
    shares: Shares | None = None  # by performance: what the weights come from


@dataclass(slots=True)
class Stage:
    """One strategy in a run. `target` is the account or team of a direct strategy; else `lanes` have the candidates."""

    id: int
    name: str
    node: Node  # whose leads it takes
    matches: Callable[[Row], bool]
    lanes: dict[str, Lane] = field(default_factory=dict)  # by band; '' when there are no bands
    record_type_id: int | None = None
    share: int | None = None  # millionths
    on_empty: str = "next"
    target: Node | None = None
    band: Callable[[Row], str] | None = None  # which lane; None = the only one
    finder: Finder | None = None
    quiet: Callable[[Row], bool] | None = None  # True = not lawful to call at the lead's place now
    ahead: Callable[[Sequence[Row]], None] | None = None  # reads what `quiet` needs, once per chunk
    offer: Offer | None = None
    hand_out: bool = False  # the target keeps it until its owner hands it out

    def lane(self, row: Row) -> tuple[str, Lane]:
        """Return (band, lane) of a lead."""
        name = "" if self.band is None else self.band(row)
        return name, self.lanes[name]


class Queue(NamedTuple):
    """A pull strategy as the planner sees it: what matches waits there. None = any."""

    strategy_id: int
    record_type_id: int | None
    node: Node | None
    matches: Callable[[Row], bool]


@dataclass(slots=True)
class Places:
    """Accounts and teams: whose they are (the nearest ancestor's owner), where teams sit, which are disabled."""

    owners: Mapping[Node, int | None]
    team_accounts: Mapping[int, int]
    disabled: frozenset[Node] = frozenset()
    auto_accept: frozenset[Node] = frozenset()  # accounts that say yes to every offer

    def split(self, node: Node) -> tuple[int, int | None]:
        """Return (account id, team id or None) of a node."""
        return (node, None) if node > 0 else (self.team_accounts.get(-node, ROOT), -node)
