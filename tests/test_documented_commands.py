"""Every command line in every document names a command and flags that exist.

What stands in `console` fences is run (tests/transcripts); this looks at the rest: lines in other fences and code
within sentences, where names in capitals, `…` and `a|b` stand for what the reader puts there.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leadctl.cli import COMMANDS, build

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES = [path for path in PAGES if path.name != "commands.md"]  # generated from the commands themselves
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.M | re.S)
INLINE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
GLOBAL = {"--db", "--config", "--now", "--no-notify", "--quiet", "-q", "--debug", "--help", "-h", "--version"}
AT_ROOT = {"--install-completion", "--show-completion"}


class _Listing:
    """The little of a context that the root group looks at when a command is looked up."""


def typed(page: str) -> Iterator[str]:
    """Yield the command lines of a page that no transcript runs, each without the program's name."""
    for kind, body in FENCE.findall(page):
        if kind != "console":
            yield from re.findall(r"(?:^|[\s/=])leadctl +((?:[a-z-][^\n#]*))", body.replace("\\\n", " "), re.M)
    for code in INLINE.findall(FENCE.sub("", page)):
        if hit := re.search(r"(?:^|[\s/])leadctl +(.+)", " ".join(code.split())):
            yield hit[1]


def choices(line: str) -> list[list[str]]:
    """Return the words of a line, a list for each choice of the first `a|b` in it; a pipe or `…` ends it."""
    line = re.split(r"\s[|#;>]\s|…|  ", line)[0].replace("\\|", "|")
    try:
        words = shlex.split(line)
    except ValueError:  # an apostrophe of the sentence
        words = line.split()
    words = [word.strip("[](),.:") for word in words]
    at = next((i for i, word in enumerate(words) if "|" in word and not word.startswith("-")), None)
    if at is None:
        return [words]
    return [[*words[:at], choice.strip(), *words[at + 1 :]] for choice in words[at].split("|")]


def fault(root: Any, words: list[str]) -> str | None:
    """Return what is wrong with a command line, or None."""
    words = [word for word in words if word]
    while words and words[0].split("=")[0] in GLOBAL:
        words = words[2 if words[0] in ("--db", "--config", "--now") else 1 :]
    if not words or words[0] in AT_ROOT or words[0].isupper():
        return None
    if words[0] not in COMMANDS:
        return f"no command {words[0]!r}"
    command, path, rest = root.get_command(_Listing(), words[0]), [words[0]], words[1:]
    while rest and getattr(command, "commands", None):
        if rest[0].startswith("-") or rest[0].isupper():
            break
        below = command.commands.get(rest[0])
        if below is None:
            return f"{' '.join(path)} has no {rest[0]!r}"
        command, path, rest = below, [*path, rest[0]], rest[1:]
    known = {opt for p in command.params for opt in (*p.opts, *p.secondary_opts)} | GLOBAL
    for word in rest:
        if word == "--":
            break
        if re.match(r"--[a-z]", word) and word.split("=")[0] not in known:
            return f"{' '.join(path)} has no {word}"
    return None


@pytest.fixture(scope="module")
def root() -> Any:
    return build()


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_every_command_line_exists(path: Path, root: Any) -> None:
    lines = list(typed(path.read_text("utf-8")))
    wrong = {f"leadctl {line}": why for line in lines for words in choices(line) if (why := fault(root, words))}
    assert wrong == {}


def test_all_pages_together_have_many(root: Any) -> None:
    assert sum(len(list(typed(path.read_text("utf-8")))) for path in PAGES) > 100


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("asign --dry-run", "no command 'asign'"),
        ("user remove ana", "user has no 'remove'"),
        ("assign --dry", "assign has no --dry"),
        ("notify send|lost", "notify has no 'lost'"),
        ("--quiet --db x.db report performance --last-weak", "report performance has no --last-weak"),
    ],
)
def test_what_does_not_exist_is_found(root: Any, line: str, why: str) -> None:
    assert [w for w in (fault(root, words) for words in choices(line)) if w] == [why]


def test_code_in_sentences_and_in_fences_is_found_and_transcripts_are_not() -> None:
    cron = "```text\n*/5 * * * * leadctl tick --wait 60\n```"
    page = f"Say `leadctl tick\n--quiet`.\n\n{cron}\n\n```console\n$ leadctl no\n```\n"
    assert sorted(typed(page)) == ["tick --quiet", "tick --wait 60"]
