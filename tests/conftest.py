"""Guards that fail loudly (real clock, network, home directory) and the fixtures every test may use."""

from __future__ import annotations

import functools
import io
import os
import signal
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from leadctl import cli as cli_module
from leadctl import clock as clock_module
from leadctl.db.connection import connect
from leadctl.db.create import create_database

NOW = 1_772_355_600  # 2026-03-01 09:00:00 UTC, a Sunday


# A busy machine is no finding: no test is too slow to count. `make test` gives the same verdict on the same tree each
# time; chance is for `make soak`, which sets LEADCTL_EFFORT: other examples in each run, and many more of them.
SEARCHING = "LEADCTL_EFFORT" in os.environ
hypothesis.settings.register_profile(
    "leadctl",
    deadline=None,
    max_examples=200 if SEARCHING else 50,
    derandomize=not SEARCHING,
    print_blob=SEARCHING,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("leadctl")

# Thousands of command lines in one process: each command is built once. A real command line builds one, once.
cli_module._built = functools.cache(cli_module._built)

# A shell that runs something in the background tells it to ignore Ctrl-C, and so everything that it starts.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-transcripts", action="store_true", help="write the real output into the transcripts")


class YouForgotToPassAClock(AssertionError):  # noqa: N818  the name is the message
    """A test read the machine's time: pass --now or a Clock(fixed)."""


class YouForgotToPassADatabase(AssertionError):  # noqa: N818
    """A test went for the user's own database: pass --db."""


class ATestWentToTheNetwork(AssertionError):  # noqa: N818
    """Nothing in leadctl's tests may open a connection to the outside."""


@pytest.fixture(autouse=True)
def _guards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def no_time() -> float:
        raise YouForgotToPassAClock

    def no_network(*args: Any, **kwargs: Any) -> None:
        raise ATestWentToTheNetwork

    def no_home(*args: Any, **kwargs: Any) -> None:
        raise YouForgotToPassADatabase

    fake_time = type("FakeTime", (), {"time": staticmethod(no_time)})
    monkeypatch.setattr(clock_module, "time", fake_time)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_data_path", no_home)
    for name in list(os.environ):
        if name.startswith("LEADCTL_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LEADCTL_ACTOR", "tester")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def _empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make one new database per process; tests get copies of its bytes, a second cheaper each."""
    path = tmp_path_factory.mktemp("template") / "leads.db"
    create_database(path, NOW)
    return path.read_bytes()


@pytest.fixture
def db_file(tmp_path: Path, _empty_database: bytes) -> Path:
    """Return the path of a new, empty, migrated database."""
    path = tmp_path / "leads.db"
    path.touch(0o600)
    path.write_bytes(_empty_database)
    return path


@pytest.fixture
def con(db_file: Path) -> Iterator[sqlite3.Connection]:
    """Return an open connection to `db_file`."""
    opened = connect(db_file)
    yield opened
    opened.close()


@dataclass(frozen=True)
class Result:
    """What a command did: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


@pytest.fixture
def leadctl(db_file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return run(*args, stdin="", now=NOW, db=db_file): one command line in-process, through the real entry point."""

    def run(*args: str, stdin: str = "", now: int | str | None = NOW, db: Path | str | None = db_file) -> Result:
        from leadctl.cli import invoke

        out, err = io.StringIO(), io.StringIO()
        argv = list(args)
        if db is not None:
            argv += ["--db", str(db)]
        if now is not None:
            argv += ["--now", clock_module.iso(now) if isinstance(now, int) else now]
        with monkeypatch.context() as m:
            m.setattr(sys, "stdout", out)
            m.setattr(sys, "stderr", err)
            m.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
            code = invoke(argv)
        return Result(code, out.getvalue(), err.getvalue())

    return run
