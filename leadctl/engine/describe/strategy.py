"""One strategy in sentences: which leads, who, in which order, on which terms, and who is passed over. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leadctl.config.model import Config, Limits, OfferRule, PullRule, Strategy, Target
from leadctl.engine.describe.chapter import Chapter
from leadctl.engine.describe.words import count, criteria, duration, field, listed, number, percent
from leadctl.models import ROOT_ACCOUNT

People = Mapping[str, tuple[str, ...]]  # casefolded strategy name -> logins of its members now


def strategy(rule: Strategy, place: int, config: Config, members: People) -> Chapter:
    """Return the chapter of one strategy; `place` is its number in the order of the file."""
    title = f"{place}. {rule.name}" + (" (pull)" if rule.mode == "pull" else "")
    if not rule.enabled:
        return Chapter(title, ("It is switched off: it gets no leads.",))
    return Chapter(title, tuple(_sentences(rule, config, members)))


def _sentences(rule: Strategy, config: Config, members: People) -> Iterator[str]:
    yield _leads(rule, config)
    if rule.share is not None:
        yield f"Of these it takes {percent(rule.share)}, drawn by lot; the rest go on."
    yield from _who(rule, members)
    if rule.mode == "pull":
        yield from _pull(rule, rule.pull)
    elif rule.offer is None or not rule.offer.broadcast:  # who is asked with all the others has no turn
        yield from _order(rule, config)
    yield from _conditions(rule, config)
    if rule.offer is not None:
        yield from _offer(rule.offer, _as_a_whole(rule))
    if rule.hand_out:
        yield "The leads stay with the owner of the team or account until he hands them out."
    if rule.mode == "push":
        yield _empty(rule)
    if rule.feedback_after is not None:
        yield f"Whoever has such a lead untouched for {duration(rule.feedback_after)} is asked for an update."


def _leads(rule: Strategy, config: Config) -> str:
    kind = "all leads" if rule.record_type is None else f"{rule.record_type} leads"
    place = "" if rule.from_account.casefold() == ROOT_ACCOUNT.casefold() else f" that lie with {rule.from_account}"
    when = criteria(rule.when, config.currency)
    verb = "People take" if rule.mode == "pull" else "Takes"
    return f"{verb} {kind}{place}{f' where {when}' if when else ''}."


# ---------------------------------------------------------------- who


def target(to: Target) -> str:
    """Return whom a strategy gives to."""
    parts = []
    if to.users:
        parts.append(listed(to.users))
    for names, one, many in ((to.teams, "the team", "the teams"), (to.accounts, "the account", "the accounts")):
        if names:
            parts.append(f"{one if len(names) == 1 else many} {listed(names)}")
    if to.tags:
        parts.append(f"everybody with the tag {listed(to.tags, 'or')}")
    return listed(parts) or "nobody in particular"


def _who(rule: Strategy, members: People) -> Iterator[str]:
    to = rule.to
    if rule.territory is not None:
        yield f"The territory table {rule.territory} says who gets each of them; the most specific row counts."
    elif rule.method == "account_owner":
        yield "For: the account manager of the customer."
    elif _as_a_whole(rule):
        yield f"For: {target(to)}, as a whole; whoever answers for it has the lead until somebody there gets it."
        return
    else:
        yield f"For: {target(to)}."
    names = members.get(rule.name.casefold())
    if names is not None and rule.territory is None and set(names) != set(to.users):
        yield f"These are now: {listed(names) if names else 'nobody'}."


# ---------------------------------------------------------------- in which order


def _order(rule: Strategy, config: Config) -> Iterator[str]:
    method = rule.method
    if rule.by_band:
        bands = [
            f"{name}: {'by win rate' if weights == 'performance' else _weights(dict(weights))}"
            for name, weights in rule.to.bands
        ]
        yield f"They take turns in proportion, with turns of their own in each score band; {'; '.join(bands)}."
        if any(weights == "performance" for _, weights in rule.to.bands):
            yield from _performance(rule)
    elif method == "round_robin":
        yield "They take turns, everyone alike; who is away keeps the turns that he is owed, no more."
    elif method == "weighted":
        shares = _weights(dict(rule.to.weights)) if rule.to.weights else "by each one's own weight"
        yield f"They take turns in proportion: {shares}."
    elif method == "least_loaded":
        yield "Each lead goes to whoever has the fewest open leads for his capacity; among equals, in turn."
    elif method == "performance":
        yield from _performance(rule)
    elif method == "nearest":
        within = f", within {rule.max_km:,g} km" if rule.max_km is not None else ""
        yield f"Each lead goes to the office nearest to it{within}; the people there take turns."
    elif method == "account_owner":
        yield from _owner(rule)
    elif method == "direct" and rule.to.users and rule.territory is None:
        yield "Every one of these leads goes there."


def _weights(weights: Mapping[str, int]) -> str:
    total = sum(weights.values())
    parts = [f"{who} {number(w)}" + (f" ({percent(w, total)})" if total else "") for who, w in weights.items()]
    return listed(parts)


def _performance(rule: Strategy) -> Iterator[str]:
    p = rule.performance
    if p.pick == "best":
        yield "Those with the best win rates come first (by its lower bound, so that luck with few leads says little)."
    else:
        yield (
            "They take turns in proportion to their win rates, which are pulled towards the mean while somebody has few"
            " leads."
        )
    yield f"Nobody gets more than {percent(p.max_share)} of them, unless too few may take them."
    if p.explore:
        yield f"{percent(p.explore)} go in plain turn, whatever the rates say: everyone can show what he can do."
    yield f"Win rates count leads that are closed, dead or older than {duration(p.matures_after)}."


def _owner(rule: Strategy) -> Iterator[str]:
    o = rule.account_owner
    how = "by e-mail or phone"
    if o.match_companies:
        how += f", else by company: its domain, or a name at least {percent(o.similar)} alike"
    yield f"A lead of a customer we know, or of one who asked before, goes to the one who looks after him ({how})."
    yield {
        "wait": "If he is away, the lead waits for him.",
        "cover": f"If he is away, {target(rule.to)} cover for him, in turn.",
        "next": "If he is away, the lead goes on to the next strategy.",
    }[o.if_absent]


# ---------------------------------------------------------------- on which terms


def limits(caps: Limits) -> str:
    """Return `at most 5 an hour, 40 a day and 120 open at a time`; empty without a cap."""
    values = (caps.per_hour, caps.per_day, caps.per_week, caps.open)
    words = ("an hour", "a day", "a week", "open at a time")
    parts = [f"{value:,} {per}" for value, per in zip(values, words, strict=True) if value is not None]
    return f"at most {listed(parts)}" if parts else ""


def _conditions(rule: Strategy, config: Config) -> Iterator[str]:
    caps = limits(rule.limits)
    if caps:
        yield f"Each gets {caps} from here."
    for kind, name in rule.needs:
        yield f"Only people whose tag for {kind} is the lead's {field(name)}."
    if rule.needs_tags:
        yield f"Only people with the tag {listed(rule.needs_tags)}."
    if rule.active_within is not None:
        yield f"Only people who did something in the last {duration(rule.active_within)}."
    if rule.calling_hours:
        unknown = "does not count as quiet" if rule.calling_hours_unknown == "allow" else "waits"
        yield f"Only while it is lawful to call where the lead is; a lead of unknown place {unknown}."


def _as_a_whole(rule: Strategy) -> bool:
    """Return whether the leads go to a team or account, not to one of its people."""
    return rule.method == "direct" and rule.territory is None and bool(rule.to.teams or rule.to.accounts)


def _offer(offer: OfferRule, as_a_whole: bool) -> Iterator[str]:
    clock = "of his working time" if offer.working else "by the clock"
    if as_a_whole:
        hours = "of the working time there" if offer.working else "by the clock"
        yield f"It is an offer: anybody there may say yes within {duration(offer.window)} {hours}."
    elif offer.broadcast:
        yield f"It is an offer to all of them at once; the first yes within {duration(offer.window)} gets the lead."
    else:
        yield (
            f"It is an offer: {duration(offer.window)} {clock} to say yes, then it goes to the next; when everyone let"
            " it run out, to all of them at once."
        )
    if offer.broadcast and offer.working and not as_a_whole:
        yield "The time counts each one's working hours only."
    who = "Once they say no, they are" if as_a_whole else "Who says no is"
    yield f"{who} not asked again" + (", and has to give a reason." if offer.reject_reason else ".")
    if offer.remind_before is not None:
        yield f"A reminder comes {duration(offer.remind_before)} before the end."
    if not (offer.broadcast or as_a_whole):
        kept = "keeps" if offer.turn_kept else "loses"
        yield f"Who says no, or nothing in time, {kept} his turn."


def _empty(rule: Strategy) -> str:
    if rule.on_empty == "hold":
        return "If nobody may take a lead now, it waits for these people."
    if rule.on_empty == "next":
        return "If nobody may take a lead now, it goes on to the next strategy."
    return f"If nobody may take a lead now, it goes to {rule.on_empty}."


# ---------------------------------------------------------------- pull


ORDER = {  # ascending, descending
    "pull_count": ("the least often pulled", "the most often pulled"),
    "added": ("the oldest", "the newest"),
    "score": ("the lowest score", "the highest score"),
    "priority": ("the highest priority", "the lowest priority"),
}


def _pull(rule: Strategy, pull: PullRule) -> Iterator[str]:
    yield {
        "account": f"They take the next one themselves, of those that wait with {rule.from_account}.",
        "own": "They take the next one themselves, of those that wait with their own account.",
        "sources": f"They take the next one themselves, from the lists {listed(pull.sources)} ({_lists(pull)}).",
        "unworked": "They take the next one themselves, of others' leads that lie unworked for longer than the status"
        " allows.",
    }[pull.queue]
    yield f"First comes {', among those '.join(ORDER[key][way == 'desc'] for key, way in pull.order)}."
    if pull.choose:
        yield "They may choose the lead."
    if pull.max_pulls is not None:
        yield f"A lead is taken at most {count(pull.max_pulls, 'time')}."
    if pull.max_unworked is not None:
        yield f"Whoever has {count(pull.max_unworked, 'lead')} untouched takes no more."
    yield f"A lead given back, or called in vain, rests for {duration(pull.cool_down)}."
    if pull.recycle:
        yield f"A lead that comes to {listed(pull.recycle, 'or')} goes back to the queue."
    if pull.reclaim_after is not None:
        yield f"A lead left untouched for {duration(pull.reclaim_after)} goes back to the queue."


def _lists(pull: PullRule) -> str:
    return "in turn" if pull.source_order == "round_robin" else "the first list first"
