"""A second, naive engine: plain lists and loops, written from the rules in words and not from the program.

It knows one fixed set of strategies (CONFIG) and keeps every passage in a list. Whatever the program keeps in tables,
caches and counters is worked out anew from that list.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from leadctl.engine.ledger import tie_break  # the drawing of lots is a fact, not a rule

MICRO = 1_000_000
DAY = 86_400
COOL_DOWN = 15 * 60
WINDOW = 10 * 60
MOST_UNWORKED = 3

CONFIG = """
timezone = "UTC"
seed = "life"
score_bands = { hot = 40, cold = 0 }

[[score]]
name = "big"
when = { value = { min = 100 } }
points = 50

[[strategy]]
name = "Offers"
method = "round_robin"
to = { users = ["ana", "bob", "cat"] }
when = { country = "DE" }
accept_within = "10m"

[[strategy]]
name = "Banded"
method = "weighted"
by = "score_band"
to = { weights = { hot = { ana = 3, bob = 1 }, other = { bob = 1, cat = 1 } } }
when = { country = "FR" }

[[strategy]]
name = "To West"
method = "direct"
to = { account = "West" }
when = { country = "GB" }

[[strategy]]
name = "West"
method = "round_robin"
from = "West"
to = { accounts = ["West"] }

[[strategy]]
name = "Capped"
method = "weighted"
to = { users = ["ana", "bob"], weights = { ana = 2, bob = 1 } }
when = { country = "US" }
limits = { per_day = 3 }

[[strategy]]
name = "Overflow"
method = "round_robin"
to = { users = ["cat", "dan"] }
when = { country = "US" }

[[strategy]]
name = "Pool"
mode = "pull"
to = { users = ["ana", "bob", "cat"] }
when = { country = "IT" }
cool_down = "15m"
max_unworked = 3
"""

ACCOUNTS = {"ana": "Corporate", "bob": "Corporate", "cat": "Corporate", "dan": "West", "eve": "West"}
MEMBERS = {
    ("Offers", ""): {"ana": 1, "bob": 1, "cat": 1},
    ("Banded", "hot"): {"ana": 3, "bob": 1, "cat": 0},
    ("Banded", "cold"): {"ana": 0, "bob": 1, "cat": 1},
    ("West", ""): {"dan": 1, "eve": 1},
    ("Capped", ""): {"ana": 2, "bob": 1},
    ("Overflow", ""): {"cat": 1, "dan": 1},
}
COUNTRY = {"Offers": "DE", "Banded": "FR", "To West": "GB", "Capped": "US", "Overflow": "US"}
PUSH = ("Offers", "Banded", "To West", "Capped", "Overflow")


@dataclass
class Lead:
    """One lead; where it lies follows from its passages."""

    id: int
    country: str
    score: int
    received: int
    finished: bool = False
    pulls: int = 0
    cool_until: int = 0


@dataclass
class Passage:
    """One passage. `eligible`: login -> weight of those who stood for it, when a ledger was charged."""

    id: int
    lead: int
    user: str | None
    strategy: str | None
    band: str
    at: int
    run: int | None
    pulled: bool = False
    expires: int | None = None  # an offer
    round: int = 0
    accepted: bool = False
    rejected: bool = False
    expired: bool = False
    ended: bool = False
    undone: bool = False
    worked: bool = False
    passed_to: Passage | None = None  # what ended it, when an account passed the lead on
    eligible: dict[str, int] | None = None

    @property
    def pending(self) -> bool:
        """Return whether it waits for an answer."""
        return self.expires is not None and not (self.accepted or self.ended or self.undone)

    @property
    def had(self) -> bool:
        """Return whether its recipient had the lead."""
        return self.user is not None and (self.expires is None or self.accepted)


@dataclass
class Model:
    """The whole world."""

    ids: dict[str, int]  # login -> user id, for the drawing of lots
    leads: dict[int, Lead] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    paused: set[str] = field(default_factory=set)

    # ------------------------------------------------------------ what is

    def standing(self, lead: int) -> list[Passage]:
        return [p for p in self.passages if p.lead == lead and not p.ended and not p.undone]

    def owner(self, lead: int) -> str | None:
        held = [p for p in self.standing(lead) if p.had]
        return held[-1].user if held else None

    def waits(self, lead: Lead) -> bool:
        return not lead.finished and self.owner(lead.id) is None and not any(p.pending for p in self.standing(lead.id))

    def account(self, lead: int) -> str:
        standing = [p for p in self.standing(lead) if p.user is None]
        return "West" if standing else "Corporate"

    def credits(self) -> dict[tuple[str, str, str], int]:
        found: dict[tuple[str, str, str], int] = {}
        for p in self.passages:
            if p.eligible is None or p.undone:
                continue
            total = sum(p.eligible.values())
            earned = {u: (MICRO * w + total // 2) // total for u, w in p.eligible.items()}
            for user, share in earned.items():
                key = (p.strategy or "", p.band, user)
                found[key] = found.get(key, 0) + share - (sum(earned.values()) if user == p.user else 0)
        return {key: micro for key, micro in found.items() if micro}

    # ------------------------------------------------------------ who may

    def eligible(self, user: str, weight: int, strategy: str, lead: Lead, now: int, asked_too: bool = True) -> bool:
        mine = [p for p in self.passages if p.lead == lead.id and not p.undone]
        if user in self.paused or not weight:
            return False
        if strategy == "Capped":
            today = [
                p for p in self.passages
                if p.user == user and p.strategy == "Capped" and not p.undone and p.at // DAY == now // DAY
            ]  # fmt: skip
            if len(today) >= 3:
                return False
        if any(p.user == user and (p.had or p.rejected) for p in mine):
            return False
        return not (asked_too and user in self.asked(lead, strategy))

    def ladder(self, lead: Lead, strategy: str) -> list[Passage]:
        """Return the offers of the strategy since the lead last had an owner."""
        found: list[Passage] = []
        for p in self.passages:
            if p.lead == lead.id and not p.undone and p.user is not None:
                found = [] if p.had else [*found, *([p] if p.strategy == strategy else [])]
        return found

    def asked(self, lead: Lead, strategy: str) -> set[str]:
        return {p.user for p in self.ladder(lead, strategy) if p.expired and p.user}

    # ------------------------------------------------------------ assign

    def assign(self, now: int, run: int) -> None:
        for lead in sorted(self.leads.values(), key=lambda x: (-x.score, x.received, x.id)):
            if self.waits(lead):
                self.give_out(lead, now, run)

    def give_out(self, lead: Lead, now: int, run: int) -> None:
        if self.account(lead.id) == "West":
            self.by_ledger(lead, "West", "", now, run)
            return
        for strategy in PUSH:
            if lead.country != COUNTRY[strategy]:
                continue
            if strategy == "To West":
                self.add(lead, None, strategy, now, run)
                self.by_ledger(lead, "West", "", now, run)
                return
            band = ("hot" if lead.score >= 40 else "cold") if strategy == "Banded" else ""
            if self.by_ledger(lead, strategy, band, now, run):
                return
            if strategy == "Offers" and not any(p.round == 2 for p in self.ladder(lead, strategy)):
                again = [
                    u for u in sorted(self.asked(lead, strategy), key=self.ids.__getitem__)
                    if self.eligible(u, 1, strategy, lead, now, asked_too=False)
                ]  # fmt: skip
                for user in again:
                    self.add(lead, user, strategy, now, run, expires=now + WINDOW, round=2)
                if again:
                    return

    def by_ledger(self, lead: Lead, strategy: str, band: str, now: int, run: int) -> bool:
        members = MEMBERS[strategy, band]
        can = {u: w for u, w in members.items() if self.eligible(u, w, strategy, lead, now)}
        if not can:
            return False
        winner = self.turn(strategy, band, can, lead.id)
        offer = {"expires": now + WINDOW, "round": 1} if strategy == "Offers" else {}
        before = [p for p in self.standing(lead.id) if p.user is None]
        given = self.add(lead, winner, strategy, now, run, band=band, eligible=can, **offer)
        for p in before:
            p.ended, p.passed_to = True, given
        return True

    def turn(self, strategy: str, band: str, can: dict[str, int], lead: int) -> str:
        credit, total = self.credits(), sum(can.values())
        mine = [p for p in self.passages if p.strategy == strategy and p.band == band and p.eligible and not p.undone]

        def rank(user: str) -> tuple[int, int, int]:
            stands = credit.get((strategy, band, user), 0) + (MICRO * can[user] + total // 2) // total
            last = max((p.id for p in mine if p.user == user), default=0)
            return -stands, last, tie_break("life", lead, self.ids[user])

        return min(can, key=rank)

    def add(self, lead: Lead, user: str | None, strategy: str | None, now: int, run: int | None, **more) -> Passage:
        more.setdefault("band", "")
        passage = Passage(len(self.passages) + 1, lead.id, user, strategy, more.pop("band"), now, run, **more)
        self.passages.append(passage)
        return passage

    # ------------------------------------------------------------ people

    def pullable(self, user: str, now: int) -> Lead | None:
        if user in self.paused:
            return None
        unworked = [
            p for p in self.passages
            if p.pulled and p.user == user and not p.ended and not p.undone and not p.worked
            and not self.leads[p.lead].finished
        ]  # fmt: skip
        if len(unworked) >= MOST_UNWORKED:
            return None
        ready = [
            x for x in self.leads.values()
            if x.country == "IT" and self.waits(x) and x.cool_until <= now
            and not any(p.user == user and p.rejected and not p.undone for p in self.passages if p.lead == x.id)
        ]  # fmt: skip
        return min(ready, key=lambda x: (x.pulls, -x.received, x.id), default=None)

    def pull(self, user: str, now: int, run: int) -> int | None:
        lead = self.pullable(user, now)
        if lead is None:
            return None
        self.add(lead, user, "Pool", now, run, pulled=True)
        lead.pulls += 1
        return lead.id

    def release(self, lead: Lead, now: int) -> None:
        for p in self.standing(lead.id):
            p.ended = True
        lead.cool_until = now + COOL_DOWN

    def give(self, lead: Lead, user: str, now: int) -> None:
        self.expire(now, lead.id)
        for p in self.standing(lead.id):
            if p.pending:
                p.eligible = None  # an offer that nobody may answer any more gives the turn back
            p.ended = True
        self.add(lead, user, None, now, None)

    def accept(self, passage: Passage) -> None:
        passage.accepted = True
        for p in self.standing(passage.lead):
            if p is not passage:
                p.ended = True

    def reject(self, passage: Passage) -> None:
        passage.rejected = passage.ended = True

    def work(self, lead: Lead, finish: bool) -> None:
        for p in self.standing(lead.id):
            if p.had:
                p.worked = True
        lead.finished = lead.finished or finish

    def expire(self, now: int, lead: int | None = None) -> None:
        for p in self.passages:
            if lead in {None, p.lead} and p.pending and p.expires is not None and p.expires <= now:
                p.expired = p.ended = True

    def undo(self, run: int) -> None:
        chains: dict[int, list[Passage]] = {}
        for p in self.passages:
            if p.run == run and not p.undone:
                chains.setdefault(p.lead, []).append(p)
        for chain in chains.values():
            broadcast = chain[0].round == 2  # what was said to it stays said
            taken = [p for p in chain if not p.ended] if broadcast else chain
            if any(p.worked for p in chain) or not taken or taken[-1].ended:
                continue
            for p in taken:
                p.undone = True
                if p.pulled:
                    self.leads[p.lead].pulls -= 1
            for p in self.passages:  # what an earlier run gave to the account stands there again
                if p.passed_to is not None and p.passed_to.undone and not p.undone:
                    p.ended, p.passed_to = False, None
