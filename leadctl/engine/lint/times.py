"""Days that are over, offers that last too long, calling hours in which nobody works. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from leadctl.clock import day_start, format_duration
from leadctl.config.model import Strategy
from leadctl.engine.lawful import Law
from leadctl.engine.lint.matching import sure
from leadctl.engine.lint.scene import Scene
from leadctl.engine.zones import spots
from leadctl.hours import common


def holidays(scene: Scene) -> None:
    """Say which days of one's own lie in the past."""
    if scene.today is None:
        return
    for at, rule in enumerate(scene.config.own_holidays):
        if rule.year is not None and date(rule.year, rule.month, rule.day) < scene.today:
            day = date(rule.year, rule.month, rule.day)
            words = f'holiday "{rule.name}": date' if rule.name else f"holiday {at + 1}: date"
            message = f"{day} is over"
            remedy = f'take it out, or write "{day:%m-%d}" for every year'
            scene.warn("past-holiday", ("holiday", at, "date"), words, message, remedy)


def offers(scene: Scene) -> None:
    """Say which offers may lie longer than the lead may."""
    config = scene.config
    unworked = [rule for rule in config.statuses if rule.system == "new" and rule.max_unworked]
    for at, strategy in scene.strategies():
        if strategy.offer is None:
            continue
        window = strategy.offer.window
        said = format_duration(window)
        if window > config.follow_up_within:
            message = f"{said} is longer than follow_up_within = {format_duration(config.follow_up_within)}"
            scene.of(
                "offer-window", at, "accept_within", f"{message}: no first action can be quick",
                "make it shorter",
            )  # fmt: skip
        for rule in unworked:
            if rule.max_unworked is not None and window > rule.max_unworked:
                message = f'{said} is longer than max_unworked of status "{rule.name}": others may pull it before'
                scene.of("offer-window", at, "accept_within", message, "make it shorter")


def calling_hours(scene: Scene) -> None:
    """Say which strategies may never call: no member works while calling is lawful at the leads' place."""
    if scene.today is None:
        return
    law = Law(scene.config.calling_hours)
    start = day_start(scene.today, scene.config.timezone)
    end = day_start(scene.today + timedelta(days=7), scene.config.timezone)
    for at, strategy in scene.strategies():
        if not strategy.calling_hours:
            continue
        for country in _countries(strategy, scene.config.region):
            lawful = {id(hours): hours for hours in map(law.hours, spots(country))}.values()  # few different ones
            open_ = [hours.working(start, end) for hours in lawful if hours is not None]
            if not open_ and lawful:
                message = f"calling is never lawful in {country}, so nobody gets its leads"
                scene.of("calling-hours-never", at, "calling_hours", message, "change [[calling_hours]] or when")
                continue
            weeks = {m.hours.blocks: m.hours for m in scene.members(strategy) if m.hours is not None}.values()
            shifts = [hours.working(start, end) for hours in weeks]
            if shifts and open_ and not any(common(shift, hours) for shift in shifts for hours in open_):
                message = f"nobody of this strategy works while calling is lawful in {country}"
                scene.of("calling-hours-never", at, "calling_hours", message, "change shifts or [[calling_hours]]")


def _countries(strategy: Strategy, region: str) -> list[str]:
    """Return the countries that the strategy's criteria name, else the rules' own."""
    for clause in sure(strategy.when):
        if clause.field == "country" and clause.operator in {"is", "in"}:
            values = clause.value if isinstance(clause.value, tuple) else (clause.value,)
            return [str(value).upper() for value in values]
    return [region]
