"""The lines for cron and systemd start what they say, whatever the paths are called."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadctl.clock import DAY, HOUR, MINUTE
from leadctl.engine.schedule import Plan, crontab, enabling, jobs, units
from leadctl.errors import UsageError

NAMES = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="/\0"), min_size=1, max_size=20
)
# A line of a crontab: five fields, then the command up to an unescaped % (which would be its standard input).
LINE = re.compile(r"((?:\S+ ){5})(.*)")


def plan(name: str = "leads.db", every: int = 5 * MINUTE) -> Plan:
    return Plan(("/opt/lead ctl/bin/leadctl",), Path("/srv") / name, Path("/srv/back ups"), every)


def by_cron(line: str) -> list[str]:
    """Return the words that cron hands to a program: % is a line break unless escaped, the rest goes to the shell."""
    command = LINE.fullmatch(line)[2]
    assert not re.search(r"(?<!\\)%", command)
    return shlex.split(command.replace(r"\%", "%"))


def by_systemd(text: str) -> list[str]:
    """Return the words of ExecStart as systemd.service(5) reads them."""
    line = next(line for line in text.splitlines() if line.startswith("ExecStart=")).removeprefix("ExecStart=")
    words, at = [], 0
    for match in re.finditer(r'"((?:[^"\\]|\\.)*)"(?: |$)|(\S+)(?: |$)', line):
        assert match.start() == at, line
        at = match.end()
        quoted = match[1] is not None
        word = match[1] if quoted else match[2]
        if quoted:
            word = re.sub(r"\\(.)", r"\1", word)
        else:
            assert not set(word) & set("\"'\\;"), "a bare word with letters that mean something"
        assert not re.search(r"(?<!%)(?:%%)*%(?!%)", word)
        words.append(word.replace("%%", "%").replace("$$", "$"))
    assert at == len(line)
    return words


@given(NAMES)
def test_the_words_arrive_as_they_were(name):
    wanted = plan(name)
    expected = [[*wanted.program, *job.words] for job in jobs(wanted)]
    lines = [line for line in crontab(wanted).splitlines() if not line.startswith("#")]
    assert [by_cron(line) for line in lines] == expected
    services = [unit.text for unit in units(wanted) if unit.file.endswith(".service")]
    assert [by_systemd(text) for text in services] == expected


def test_the_documented_line_is_in_it():
    tick, backup, doctor = jobs(plan())
    assert (tick.cron, tick.calendar) == ("*/5 * * * *", "*:0/5")
    assert tick.words[0] == "tick"
    assert all("--quiet" in job.words for job in (tick, backup, doctor))
    assert backup.words[1:4] == ("/srv/back ups/leads.db", "--keep", "14")


@pytest.mark.parametrize(
    ("every", "cron", "calendar"),
    [
        (MINUTE, "* * * * *", "*:0/1"), (15 * MINUTE, "*/15 * * * *", "*:0/15"), (HOUR, "0 * * * *", "0/1:00"),
        (6 * HOUR, "0 */6 * * *", "0/6:00"), (DAY, "0 0 * * *", "*-*-* 00:00:00"),
    ],
)  # fmt: skip
def test_intervals(every, cron, calendar):
    assert (jobs(plan(every=every))[0].cron, jobs(plan(every=every))[0].calendar) == (cron, calendar)


@pytest.mark.parametrize("every", [0, 30, 90, 7 * MINUTE, 5 * HOUR, 2 * DAY, 61 * MINUTE])
def test_what_cron_cannot_keep_is_refused(every):
    with pytest.raises(UsageError) as told:
        jobs(plan(every=every))
    assert told.value.slug == "bad-interval"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_accepts_the_units(tmp_path):
    wanted = Plan(("/bin/true", "50% of $HOME"), Path('/srv/a "b"/leads.db'), Path("/srv/b"))
    for unit in units(wanted):
        (tmp_path / unit.file).write_text(unit.text)
    files = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *files],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) not in done.stderr, done.stderr  # it also warns of units that are not ours
    for every in (MINUTE, 5 * MINUTE, HOUR, 6 * HOUR, DAY):
        for job in jobs(plan(every=every)):
            subprocess.run(["systemd-analyze", "calendar", job.calendar], check=True, capture_output=True)


def test_all_timers_are_enabled():
    timers = [unit.file for unit in units(plan()) if unit.file.endswith(".timer")]
    assert all(name in enabling(plan()) for name in timers)
    assert len(timers) == 3
