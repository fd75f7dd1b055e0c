"""leadctl help: the documents, what an error means, how a command is used."""

from __future__ import annotations

import re
import sys
from typing import Annotated, Any, cast

import typer

from leadctl.commands import _context, _documents
from leadctl.commands._context import note, out
from leadctl.errors import NotFoundError, did_you_mean

app = typer.Typer(rich_markup_mode=None)

WIDTH = 120  # columns of running text; wider lines are hard to read


@app.command("help")
def help_(
    topic: Annotated[
        list[str] | None, typer.Argument(metavar="TOPIC [SECTION]", help="A document, an error's slug or a command.")
    ] = None,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print long documents at once.")] = False,
) -> None:
    """Print a document, one of its sections, what an error means, or the help of a command.

    Without TOPIC the documents are listed. What is piped is Markdown.

    Example:  leadctl help cookbook

    Example:  leadctl help config strategy

    Example:  leadctl help ambiguous-lead
    """
    words = topic or []
    if not words:
        _list()
    elif words[0] == "commands" and words[1:] and _is_command(words[1:]):
        _usage(words[1:])
    elif words[0] == "errors" and " ".join(words[1:]) in _documents.slugs():
        _slug(words[1])
    elif words[0] in _documents.present() and not (words[1:] and _is_command(words)):
        _document(words[0], " ".join(words[1:]), no_pager)
    elif len(words) == 1 and words[0] in _documents.slugs():
        _slug(words[0])
    elif _is_command(words):
        _usage(words)
    else:
        _unknown(words)


def _list() -> None:
    known = _documents.present()
    width = max(map(len, known))
    for name, line in known.items():
        out(f"{name:<{width}}  {line}")
    out()
    out("leadctl help NAME, or NAME and the title of a section; leadctl help SLUG of an error; leadctl help COMMAND.")


def _document(name: str, wanted: str, no_pager: bool) -> None:
    document = _documents.text(name)
    if wanted:
        part = _documents.section(document, wanted)
        if part is None:
            titles = _documents.headings(document)
            said = f'"{name}" has no section "{wanted}"{did_you_mean(wanted, titles)}'
            raise NotFoundError(said, slug="no-section", hint=f"leadctl help {name} shows it all")
        document = part
    _print(document, no_pager)
    if not wanted and _is_command([name]):
        note(f"how the command is used: leadctl {name} --help")


def _print(document: str, no_pager: bool) -> None:
    """Print Markdown: as it stands down a pipe, set for reading on a terminal."""
    from leadctl.commands import _pager

    if not sys.stdout.isatty():
        sys.stdout.write(document)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    pager = "" if no_pager else _pager.chosen()
    screen = _pager.Screen()
    terminal = Console()
    console = Console(
        file=screen,
        force_terminal=not terminal.is_dumb_terminal,
        color_system=cast("Any", terminal.color_system),  # the terminal's name of it, typed as any text
        no_color=terminal.no_color,
        width=min(terminal.width, WIDTH),
    )
    plain = re.sub(r"^```\S.*$", "```text", document, flags=re.M)  # colours of code are for dark or light screens only
    console.print(Markdown(plain, code_theme="ansi_dark", hyperlinks=False))
    _pager.show(screen.getvalue(), pager)


def _slug(name: str) -> None:
    for entry in _documents.slugs()[name]:
        out(f"{entry.name}: {entry.kind}")
        out(f"  {entry.cause}")
        out(f"  remedy: {entry.remedy}")


def _is_command(words: list[str]) -> bool:
    return " ".join(words) in _documents.commands()


def _usage(words: list[str]) -> None:
    _context.run_line([*words, "--help"])


def _unknown(words: list[str]) -> None:
    known = [*_documents.present(), *_documents.slugs(), *_documents.commands()]
    typed = " ".join(words)
    said = f'nothing is known of "{typed}"{did_you_mean(typed, known)}'
    raise NotFoundError(said, slug="no-topic", hint="leadctl help lists the documents, leadctl --help the commands")
