"""Runs the commands in *.md of this folder, in README.md and in docs, and compares what they print to the letter.

Only fences marked `console` run; one marked with a kind and a file's name (`toml leadctl.toml`, `csv in/a.csv`) is
that file, written where the document has it. In a console fence a line `$ leadctl …` is a command (a trailing
backslash continues it, `| head -N` and `| tail -N` cut its output), `$ export NAME=VALUE …` sets the environment of
the lines that follow, and everything up to the next `$` is what stdout and stderr said, in the order in which they
said it. An exit code other than 0 stands below as `[exit 1]`. Each file starts in an empty folder with sample_data
copied beside it. `pytest --update-transcripts` writes the real output into the files.
"""

from __future__ import annotations

import difflib
import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from leadctl.cli import invoke

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
DEMO_NOW = "2026-03-31T11:00:00-04:00"
FENCE = re.compile(r"^```(console|(?:toml|csv|json) [\w./-]+)\n(.*?)^```$", re.M | re.S)
COMMAND = re.compile(r"^\$ (?:.*\\\n)*.*\n", re.M)
CUT = re.compile(r"\|\s*(head|tail) -n? ?(\d+)\s*$")
FILES = [p for p in PAGES if FENCE.search(p.read_text("utf-8"))] + sorted(Path(__file__).parent.glob("*.md"))


def run_line(line: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what the command line prints, with `[exit N]` below unless it ends with 0."""
    cut = CUT.search(line)
    words = shlex.split(CUT.sub("", line).replace("\\\n", " "))
    if words[0] == "export":
        for word in words[1:]:
            monkeypatch.setenv(*word.split("=", 1))
        return ""
    assert words[0] == "leadctl", f"transcripts run leadctl and export only, not {words[0]!r}"
    said = io.StringIO()
    with monkeypatch.context() as m:
        m.setattr(sys, "stdout", said)
        m.setattr(sys, "stderr", said)
        m.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b""), "utf-8"))
        code = invoke(words[1:])
    assert code != 70, said.getvalue()  # a bug is no documentation, not even with --update-transcripts
    lines = [text.rstrip() for text in said.getvalue().splitlines()]
    if cut:
        lines = lines[: int(cut[2])] if cut[1] == "head" else lines[-int(cut[2]) :]
    if code and not cut:  # in a shell the code of a pipe is that of head
        lines.append(f"[exit {code}]")
    return "".join(f"{text}\n" for text in lines)


def run_fence(text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the fence's text with every command's real output below it."""
    commands = COMMAND.findall(text)
    assert commands, "a console fence without a command"
    return "".join(command + run_line(command[2:], monkeypatch) for command in commands)


def run_part(found: re.Match[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a fence as it should stand: commands with their real output, a file as it was after writing it."""
    mark, text = found.groups()
    if mark == "console":
        return f"```console\n{run_fence(text, monkeypatch)}```"
    file = Path(mark.split()[1])
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return found[0]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_transcript(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shutil.copytree(
        ROOT / "sample_data",
        tmp_path / "sample_data",
        ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.rejects.csv"),
    )
    monkeypatch.setenv("LEADCTL_DB", "leads.db")
    monkeypatch.setenv("LEADCTL_NOW", DEMO_NOW)
    written = path.read_text("utf-8")
    assert "```console\n" in written, "no console fence: nothing would run"
    real = FENCE.sub(lambda m: run_part(m, monkeypatch), written)
    if request.config.getoption("--update-transcripts"):
        path.write_text(real, "utf-8")
    else:
        diff = difflib.unified_diff(written.splitlines(), real.splitlines(), "written", "real", lineterm="")
        assert written == real, "\n" + "\n".join(diff)


def test_real_output_replaces_what_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADCTL_NOW", DEMO_NOW)
    written = "$ export LEADCTL_DB=x.db\n$ leadctl init | head -1\nmade up\n$ leadctl init\n$ leadctl \\\n  --version\n"
    real = run_fence(written, monkeypatch)
    assert real != written
    assert real.splitlines()[:3] == ["$ export LEADCTL_DB=x.db", "$ leadctl init | head -1", "created x.db"]
    assert "[exit 4]" in real
    assert run_fence(real, monkeypatch) != real  # the database is there now: the first init fails too


def test_a_named_fence_is_a_file_for_the_commands_below_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEADCTL_DB", "x.db")
    monkeypatch.setenv("LEADCTL_NOW", DEMO_NOW)
    page = "```toml mine.toml\ntimezone = 3\n```\n\n```console\n$ leadctl config check mine.toml --text-only\n```\n"
    told = FENCE.sub(lambda m: run_part(m, monkeypatch), page)
    assert (tmp_path / "mine.toml").read_text("utf-8") == "timezone = 3\n"
    assert "mine.toml:1: timezone" in told
    assert "[exit 2]" in told  # a fault of the file, not of its absence


def test_only_leadctl_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError, match="not 'rm'"):
        run_fence("$ rm -rf somewhere\n", monkeypatch)
