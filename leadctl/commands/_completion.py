"""Shell completion: commands and flags by Typer, names of people, strategies, leads … from the database.

Which database: the --db of the line typed so far, else LEADCTL_DB. Completion writes nothing, and when something is
wrong it offers nothing: a shell prompt is no place for an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from leadctl.commands import _context

VARIABLE: Final = "_LEADCTL_COMPLETE"  # set by the script that --install-completion writes
_BREAKS: Final = ("=", ":", "@")  # bash parts words at them, the rest of leadctl does not
GLOBAL_FLAGS: Final = {
    "--db": "Database file.",
    "--config": "Rules file.",
    "--now": "Time to work at.",
    "--no-notify": "Send no alerts now.",
    "--quiet": "Results only.",
    "--debug": "Tracebacks.",
}
FILES: Final = ("--db", "--config")
Split = Callable[[list[str]], tuple[list[str], dict[str, Any]]]

# What a parameter takes, by its name in the commands' functions.
KINDS: Final[dict[str, str]] = {
    "user": "user", "login": "user", "to": "user", "by": "user", "owner": "user", "for_": "user",
    "leads_to": "user", "lead": "lead", "leads": "lead", "team": "team", "add_team": "team", "remove_team": "team",
    "account": "account", "parent": "account", "strategy": "strategy", "status": "status", "run": "run",
    "run_id": "run", "mapping": "mapping", "territory": "territory", "table": "territory", "table_name": "territory",
    "record_type": "record_type", "source": "source", "campaign": "campaign", "product": "product", "tag": "tag",
    "sales_stage": "status", "status_change": "status", "source_campaign": "campaign", "import_id": "import",
    "absence_id": "absence", "tz": "zone", "zone": "zone", "timezone": "zone", "crm": "yes or no",
    "auto_accept": "yes or no", "recipient": "user", "version": "version", "filter": "report filter",
    "channel": "channel", "alerts": "alert", "also": "lead", "activity": "activity", "save": "report filter",
    "teams": "team", "members": "user", "tags": "tag", "channels": "way", "caps": "cap", "country": "country",
    "region": "country", "priority": "priority", "source_type": "source type", "method": "method", "mode": "mode",
    "confidence": "confidence", "value_slab": "value slab", "score_band": "score band", "outcome": "outcome",
    "attribute": "attribute", "attributes": "attribute", "columns": "column", "sort": "column", "where": "condition",
    "others": "field of a new lead", "explicit": "import field", "encoding": "encoding", "format": "format",
    "allow": "warning", "kpi": "figure", "report": "report", "contact_base": "contact_base",
    "contact_means": "contact_means", "outcomes": "outcomes", "trend": "trend", "compare": "compare", "per": "per",
}  # fmt: skip

# Where the name alone does not say it: (command, parameter) or (command, sub-command, parameter); None = free text.
SPECIAL: Final[dict[tuple[str, ...], str | None]] = {
    ("account", "name"): "account",
    ("account", "add", "name"): None,
    ("account", "edit", "new_name"): None,
    ("team", "name"): "team",
    ("team", "add", "name"): None,
    ("team", "edit", "new_name"): None,
    ("team", "edit", "add"): "user",
    ("team", "edit", "remove"): "user",
    ("user", "add", "login"): None,
    ("user", "edit", "new_login"): None,
    ("user", "tag", "tags"): "tag",
    ("lead", "status", "name"): "status",
    ("account", "kind"): "account kind",
    ("doctor", "checks"): "doctor check",
    ("doctor", "skip"): "doctor check",
    ("config", "diff", "a"): "version",
    ("config", "diff", "b"): "version",
    ("imports", "number"): "import",
    ("report", "to"): None,
    ("report", "filters", "name"): "report filter",
    ("report", "by"): "dimension",
    ("report", "table"): "report table",
    ("report", "count"): "count",
    ("lead", "list", "reason"): "hold",
    ("lead", "action", "name"): "action",
    ("lead", "touch", "kind"): "touch",
    ("import", "touches", "kind"): "touch source",
    ("simulate", "to"): None,
    ("config", "plan", "to"): None,
    ("why-not", "to"): None,
    ("notify", "test", "to"): None,
    ("help", "topic"): "help topic",
    ("export", "what"): "export",
    ("export", "format_"): "export format",
    ("export", "preset"): "preset",
    ("watch", "kind"): "watched kind",
}
PARTED: Final[dict[str, str]] = {  # several in one word, or a word of which the last part is completed
    "teams": ";", "members": ";", "tags": ";", "caps": ";", "columns": ",", "by": ",", "channels": ",", "format": ",",
    "explicit": "=",
}  # fmt: skip
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "yes or no": ("yes", "no"),
    "account kind": ("branch", "partner"),
    "export": ("leads", "distributions", "activities", "assignments"),
    "export format": ("csv", "ndjson"),
    "preset": ("salesforce", "hubspot", "zoho", "pipedrive", "odoo"),
    "watched kind": ("leads", "activities", "touches", "opportunities", "distributions", "customers", "costs"),
    "doctor check": (
        "database", "program", "disk", "permissions", "locks", "integrity", "references", "verify", "backup", "zones",
        "rules", "shifts", "tick", "imports", "runs", "offers", "held", "waiting", "alerts",
    ),
}  # fmt: skip


def kind_of(path: Sequence[str], parameter: str) -> str | None:
    """Return what a parameter of the command at `path` (`user`, `tag`, `add`) takes; None = nothing known here."""
    for length in range(len(path), 0, -1):
        if (*path[:length], parameter) in SPECIAL:
            return SPECIAL[*path[:length], parameter]
    return KINDS.get(parameter)


def answer(root: Any, split: Split, commands: dict[str, str], instruction: str) -> str | None:
    """Return what the shell is to be told, or None when `instruction` is not to complete.

    `split` parts the global flags from a line; `commands` are the names and lines of the root's commands. Raises
    SystemExit where the shell's protocol is an exit code.
    """
    from typer import _completion_classes
    from typer._click.shell_completion import get_completion_class

    action, _, shell = instruction.partition("_")
    _completion_classes.completion_init()
    _completion_classes._sanitize_help_text = _as_it_is
    found = get_completion_class(shell)
    if action != "complete" or found is None:
        return None
    protocol: Any = found(root, {}, "leadctl", VARIABLE)
    bash = shell == "bash"

    def completions(args: list[str], incomplete: str) -> list[Any]:
        try:
            return _Line(root, split, commands, bash).items(args, incomplete)
        except Exception:  # whatever is wrong, a half typed line is not the moment to say it
            if _context.flags.debug:
                raise
            return []

    protocol.get_completions = completions
    return str(protocol.complete())


def _as_it_is(text: str) -> str:
    """Return the text: names are no markup, and reading them as such would load all of rich."""
    return text


class _Line:
    """A line typed so far, and what may come next."""

    def __init__(self, root: Any, split: Split, commands: dict[str, str], bash: bool) -> None:
        self._root, self._split, self._commands, self._bash = root, split, commands, bash

    def items(self, args: list[str], incomplete: str) -> list[Any]:
        """Return the completions (Typer's items) of the last word."""
        from typer._click.shell_completion import CompletionItem, _resolve_context, _resolve_incomplete

        prefix = ""  # what bash has as words of its own before the one it replaces
        if self._bash:
            args, incomplete, prefix = joined(args, incomplete)
        if args and args[-1] in (*FILES, "--now"):
            return []  # the shell offers files
        rest, found = self._split(args)
        _context.flags = _context.Globals(**found)
        context = _resolve_context(self._root, {}, "leadctl", list(rest))
        target, word = _resolve_incomplete(context, list(rest), incomplete)
        if isinstance(target, _command_class()):
            if not word.startswith("-") and (*context._protected_args, *context.args):
                return []  # words that no command takes
            if context.parent is None and not word.startswith("-"):
                items = [CompletionItem(n, help=line) for n, line in self._commands.items() if n.startswith(word)]
            else:
                items = [*target.shell_complete(context, word), *_global_flags(word, CompletionItem)]
        else:
            path = _path(context)
            kind = kind_of(path, str(target.name))
            if kind is None:
                items = target.shell_complete(context, word)
            else:
                head = word[: word.rfind(PARTED[target.name]) + 1] if target.name in PARTED else ""
                found_names = names(kind, word[len(head) :], path)
                items = [CompletionItem(head + name, help=about or None) for name, about in found_names]
        return [self._shown(item, prefix, incomplete) for item in items]

    def _shown(self, item: Any, prefix: str, typed: str) -> Any:
        """Return the item as the shell inserts it: bash gets what comes behind its own words, blanks escaped."""
        if self._bash:
            item.value = item.value[len(prefix) :] if prefix and item.value.startswith(prefix) else item.value
            if not typed.startswith(('"', "'")):
                item.value = escaped(item.value)
        return item


def joined(args: list[str], incomplete: str) -> tuple[list[str], str, str]:
    """Return (words, last word, its part before the piece that bash replaces): pieces parted at `= : @` put together.

    `--to = an` is `--to`, `an`: an option's value stands alone again.
    """
    words: list[str] = []
    glue = False
    for piece in [*args, incomplete]:
        if words and (glue or piece in _BREAKS):
            words[-1] += piece
        else:
            words.append(piece)
        glue = piece in _BREAKS
    last = words.pop() if words else ""
    cut = "" if incomplete in _BREAKS and last == incomplete else last[: len(last) - len(incomplete)]
    if incomplete in _BREAKS:
        cut = last
    name, equals, value = last.partition("=")
    if equals and name.startswith("--"):
        return [*words, name], value, cut[len(name) + 1 :]
    return words, last, cut


def escaped(value: str) -> str:
    """Return a value with what means something to a shell behind a backslash."""
    return "".join(f"\\{c}" if c in " \t\"'\\$`&|;<>()*?[]#~!{}" else c for c in value)


def names(kind: str, start: str, path: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return (name, about) of a kind that begins with `start`, control characters made visible.

    `path` are the words of the command: which columns there are depends on it.
    """
    if kind in CHOICES:
        return _begin(CHOICES[kind], start)
    if kind == "help topic":
        return _topics(start)
    from leadctl.commands import _words
    from leadctl.db import completion

    if kind in _words.WORDS:
        return _begin(_words.WORDS[kind](path), start)
    file = _context.db_path()
    if not file.exists():
        return []
    with completion.reading(file) as con:
        if kind in _words.OF_DATABASE:
            return _begin(map(_context.clean, _words.of_database(con, kind)), start)
        return [(_context.clean(n), _context.clean(about)) for n, about in completion.named(con, kind, start)]


def _begin(words: Iterable[str], start: str) -> list[tuple[str, str]]:
    return [(word, "") for word in dict.fromkeys(words) if word.casefold().startswith(start.casefold())]


def _topics(start: str) -> list[tuple[str, str]]:
    from leadctl.commands import _documents

    topics = {**{name: "" for name in _documents.commands() if " " not in name}, **_documents.present()}
    return [(name, line) for name, line in topics.items() if name.startswith(start.casefold())]


def _path(context: Any) -> list[str]:
    """Return the words of the command, the program's name left out."""
    found: list[str] = []
    while context is not None and context.parent is not None:
        found.insert(0, str(context.info_name))
        context = context.parent
    return found


def _command_class() -> type:
    from typer._click.core import Command

    return Command


def _global_flags(word: str, item: Callable[..., Any]) -> list[Any]:
    if not word.startswith("-"):
        return []
    return [item(flag, help=line) for flag, line in GLOBAL_FLAGS.items() if flag.startswith(word)]
