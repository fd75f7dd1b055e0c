"""`make bench`: every benchmark, one table, one JSON file in benchmarks/results/.

`python -m benchmarks [--quick] [--scale X] [--only NAME] [--folder DIR]`; --quick is a fiftieth of the full size.

The full size makes 1,000,000 leads, activities and assignments and takes about a quarter of an hour on two quiet
cores, the first time somewhat more for its data, which is kept (3 GB) in the user's cache. --quick takes a minute or
two; its ratios are worse than the full ones, because starting the program counts in full against a small floor.
"""

from __future__ import annotations

import argparse
import compileall
import importlib
import json
import os
import platform
import sqlite3
import sys
import time
from pathlib import Path

from benchmarks.harness import Row, table
from leadctl.db.connection import SCHEMA_VERSION

NAMES = ("startup", "import", "activities", "assign", "engine", "methods", "pull", "reports")
HERE = Path(__file__).parent
QUICK = 0.02


def arguments() -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--quick", action="store_true", help="a fiftieth of the rows")
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies every number of rows")
    parser.add_argument("--only", choices=NAMES, action="append", help="this one alone; repeatable")
    parser.add_argument("--folder", type=Path, help="where the data is made and kept (default: the user's cache)")
    return parser.parse_args()


def save(rows: list[Row], scale: float) -> Path:
    """Write the rows and the machine as JSON and return the path."""
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    path = results / time.strftime("%Y%m%dT%H%M%S.json", time.gmtime())
    machine = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version, "cpus": os.cpu_count()}
    lines = [{**row._asdict(), "ratio": row.ratio, "met": row.met} for row in rows]
    path.write_text(json.dumps({"format": 1, "scale": scale, "machine": machine, "rows": lines}, indent=2), "utf-8")
    return path


def prepare() -> None:
    """Compile leadctl once, as an installation does: otherwise every start would be timed with its compilation."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(HERE.parent / "leadctl", quiet=1)


def main() -> None:
    """Run what was asked for; print each part's rows as it ends and the whole table last."""
    given = arguments()
    scale = QUICK if given.quick else given.scale
    folder = given.folder or Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "leadctl-bench"
    folder = folder / f"schema-{SCHEMA_VERSION}" / f"scale-{scale:g}"
    folder.mkdir(parents=True, exist_ok=True)
    prepare()
    rows: list[Row] = []
    for name in given.only or NAMES:
        sys.stderr.write(f"{name} …\n")
        rows += importlib.import_module(f"benchmarks.bench_{name}").run(folder, scale)
    print(table(rows))
    print(f"\nscale {scale:g}; written to {save(rows, scale)}")


if __name__ == "__main__":
    main()
