"""The documents that come with leadctl: found by name, read by section, errors looked up by slug."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from leadctl.errors import ConflictError

# name -> what it is for, in the order of the list; a file that the installation lacks is left out
DOCUMENTS: Final[dict[str, str]] = {
    "tutorial": "from a CRM export to the weekly report, step by step",
    "cookbook": "rules to copy: who gets which lead",
    "tour": "everything once, on sample data",
    "alerts": "e-mail, webhooks and other services: who is told of what",
    "operations": "cron, systemd, backup, doctor, several people on one machine",
    "exchange": "other systems: exports and what is new in them, JSON and workbooks, a watched folder",
    "privacy": "erase and export a person; a copy that can be shared",
    "safety": "what can go wrong, and the test that shows that it does not",
    "commands": "every command and flag",
    "config": "every key of leadctl.toml",
    "reports": "what each column of the reports counts",
    "errors": "what an error means and what to do",
    "decisions": "why it is built as it is",
}
FOLDER: Final = Path(__file__).parents[1]
HEADING: Final = re.compile(r"^(#+) +(.*)$")
ROW: Final = re.compile(r"^\| (`?[a-z0-9]+-[a-z0-9-]+`?(?:, [a-z-]+)*|`[a-z]+`) \| (.*) \| (.*) \|$", re.M)


class Slug(NamedTuple):
    """What docs/errors.md says of an error: its slug, the heading with the exit code, cause and remedy."""

    name: str
    kind: str
    cause: str
    remedy: str


def folder() -> Path:
    """Return the folder of the documents: inside the installed package, or beside it in a checkout."""
    for place in (FOLDER / "_docs", FOLDER.parent / "docs"):
        if (place / "commands.md").is_file():
            return place
    raise ConflictError("this installation has no documents", slug="no-documents", hint="install leadctl again")


def present() -> dict[str, str]:
    """Return name -> what it is for, of the documents that are there."""
    here = folder()
    return {name: line for name, line in DOCUMENTS.items() if (here / f"{name}.md").is_file()}


def text(name: str) -> str:
    """Return a document as Markdown."""
    return (folder() / f"{name}.md").read_text("utf-8")


def headings(document: str) -> list[str]:
    """Return the titles of a document's sections, without the marks around code."""
    return [_plain(title) for _, title, _ in _sections(document)]


def section(document: str, wanted: str) -> str | None:
    """Return the section whose title is `wanted`, else the first that has it in its title, with all below; or None."""
    lines = document.split("\n")
    found = _sections(document)
    want = wanted.casefold()
    titles = [_plain(title).casefold() for _, title, _ in found]
    at = next((i for i, title in enumerate(titles) if title == want), None)
    if at is None:
        at = next((i for i, title in enumerate(titles) if want in title), None)
    if at is None:
        return None
    depth, _, begin = found[at]
    end = next((line for level, _, line in found[at + 1 :] if level <= depth), len(lines))
    return "\n".join(lines[begin:end]).rstrip() + "\n"


def commands() -> list[str]:
    """Return every command as it is typed, `user add`, without the program's name."""
    return [title.removeprefix("leadctl ") for title in headings(text("commands")) if title.startswith("leadctl ")]


def slugs() -> dict[str, list[Slug]]:
    """Return slug -> what docs/errors.md says of it; a slug may stand under two exit codes."""
    found: dict[str, list[Slug]] = {}
    for part in re.split(r"^## ", text("errors"), flags=re.M)[1:]:
        kind = part.split("\n", 1)[0]
        for names, cause, remedy in ROW.findall(part):
            for name in names.strip("`").split(", "):  # rows of rejects may stand for several
                found.setdefault(name, []).append(Slug(name, kind, _cell(cause), _cell(remedy)))
    return found


def _sections(document: str) -> list[tuple[int, str, int]]:
    """Return (depth, title, line number) of every heading outside of fences."""
    found, fenced = [], False
    for number, line in enumerate(document.split("\n")):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced and (hit := HEADING.match(line)):
            found.append((len(hit[1]), hit[2], number))
    return found


def _plain(title: str) -> str:
    return title.replace("`", "").replace("*", "").strip()


def _cell(cell: str) -> str:
    return cell.replace("\\|", "|")
