"""The time box and the seed of `make soak`, as a pytest plugin (`-p tests.box`).

The seed is printed, and `make soak SEED=…` draws the same chances again. When the minutes are over, loops end
after the round they are in and tests not begun are skipped; both is said at the end, with what each part did.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator

import pytest

SEED = os.environ.get("LEADCTL_SOAK_SEED", "1")
MINUTES = float(os.environ.get("LEADCTL_SOAK_MINUTES", "20"))

_began = time.monotonic()
_told: list[str] = []
_took: dict[str, float] = {}


def chance(name: str) -> random.Random:
    """Return the chance of one part: the same for the same seed, whatever else runs."""
    return random.Random(f"{SEED} {name}")


def rounds(most: int, name: str) -> Iterator[int]:
    """Yield 0, 1, … below `most`, at least the first; ends early, and says so, when the time is over."""
    for number in range(most):
        if number and over():
            tell(f"{name}: the time was over after {number} of {most} rounds")
            return
        yield number


def over() -> bool:
    """Return whether the minutes are over."""
    return time.monotonic() - _began > MINUTES * 60


def tell(line: str) -> None:
    """Keep a line for the end of the run."""
    _told.append(line)


def pytest_runtest_setup() -> None:
    if over():
        pytest.skip(f"the {MINUTES:g} minutes are over: make soak MINUTES=…")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    part = report.nodeid.split("::")[0]
    _took[part] = _took.get(part, 0) + report.duration


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("soak")
    for line in _told:
        terminalreporter.write_line(line)
    for part, seconds in _took.items():
        terminalreporter.write_line(f"{seconds:7.0f} s  {part}")
    terminalreporter.write_line(f"seed {SEED}, {(time.monotonic() - _began) / 60:.1f} minutes")
