"""What every benchmark shares: measuring a child process, one row of the result, the table.

A benchmark is a module `bench_NAME.py` with `run(folder: Path, scale: float) -> list[Row]`: it makes its seeded data in
`folder` (kept for the next run), times its floor and leadctl on the same data, and returns one Row per line of the
table. `scale` multiplies the rows of `05-quality`'s table; 1.0 is the full size.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One line: `ours` and `floor` in seconds; `target` is a ratio (unit x) or a number of seconds (unit s)."""

    work: str
    ours: float
    floor: float | None = None
    target: float | None = None
    unit: str = "x"
    peak_mb: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Return ours / floor, or None without a floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Return whether the target is met; None without a target."""
        reached = self.ratio if self.unit == "x" else self.ours
        return None if self.target is None or reached is None else reached <= self.target


class Timed(NamedTuple):
    """A finished child process: seconds on the wall, seconds of CPU, peak memory in MB, its stdout."""

    wall: float
    cpu: float
    peak_mb: float
    out: str


def timed(argv: Sequence[str | Path], env: dict[str, str] | None = None, cwd: Path | None = None) -> Timed:
    """Run a command to its end and return what it took. Raises RuntimeError on exit codes other than 0 and 1."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [str(a) for a in argv],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env and {**os.environ, **env},
        cwd=cwd,
    )
    out, err = _drain(child)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if child.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(map(str, argv))} ended with {child.returncode}: {err[-400:]}")
    return Timed(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out)


def _drain(child: subprocess.Popen[bytes]) -> tuple[str, str]:
    """Read both pipes to their ends without waiting for the child, so that wait4 can tell its memory."""
    from threading import Thread

    assert child.stdout is not None
    assert child.stderr is not None
    parts: dict[str, bytes] = {}
    reader = Thread(target=lambda: parts.__setitem__("err", child.stderr.read() if child.stderr else b""))
    reader.start()
    parts["out"] = child.stdout.read()
    reader.join()
    child.stdout.close()
    child.stderr.close()
    return parts["out"].decode(), parts["err"].decode()


def best(argv: Sequence[str | Path], times: int = 5, env: dict[str, str] | None = None) -> Timed:
    """Return the quickest (by CPU) of several runs of a small command."""
    return min((timed(argv, env) for _ in range(times)), key=lambda t: t.cpu)


def table(rows: Sequence[Row]) -> str:
    """Return the result as text: work, ours, floor, ratio, target, peak memory."""
    from tabulate import tabulate

    lines = []
    for row in rows:
        aim = "" if row.target is None else f"≤ {row.target:g}{'×' if row.unit == 'x' else ' s'}"
        verdict = {None: "", True: "met", False: "missed"}[row.met]
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}×"
        floor = "" if row.floor is None else f"{row.floor:.3f}"
        peak = "" if row.peak_mb is None else f"{row.peak_mb:.0f}"
        lines.append([row.work, f"{row.ours:.3f}", floor, ratio, aim, verdict, peak, row.note])
    headers = ["work", "ours s", "floor s", "ratio", "target", "", "peak MB", "note"]
    align = ("left", "right", "right", "right", "right", "left", "right", "left")
    return tabulate(lines, headers, tablefmt="simple", disable_numparse=True, colalign=align)
