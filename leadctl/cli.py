"""The root app: global flags anywhere on the line, lazy commands, and the one error boundary."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from typing import Any, NoReturn

from leadctl import __version__, errors
from leadctl.errors import EXIT_BUG, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, DatabaseError, LeadctlError, UsageError

# name -> (module, one line for --help, group). Only the module of the command typed is imported.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "init": ("leadctl.commands.init", "Create the database and a commented leadctl.toml.", "Set up"),
    "config": ("leadctl.commands.config", "Check, plan, apply and show the rules.", "Set up"),
    "account": (
        "leadctl.commands.account",
        "Add, change, list, show, disable, enable accounts; hand out.",
        "Set up",
    ),
    "team": ("leadctl.commands.team", "Add, change, list, show, disable, enable teams; hand out.", "Set up"),
    "user": ("leadctl.commands.user", "Add, change, list, show, disable and enable users; tags, absences.", "Set up"),
    "geo": ("leadctl.commands.geo", "Load and look up where cities and postal codes lie.", "Set up"),
    "territory": ("leadctl.commands.territory", "List and check territory tables; test where a lead falls.", "Set up"),
    "demo": ("leadctl.commands.demo", "Run the whole tour on sample data in a temporary folder.", "Set up"),
    "import": ("leadctl.commands.import_", "Bring in leads, people or a CRM's past from files.", "Daily"),
    "imports": ("leadctl.commands.imports", "List, show and undo what was imported.", "Daily"),
    "watch": ("leadctl.commands.watch", "Import the files that land in a folder.", "Daily"),
    "export": ("leadctl.commands.export", "Write leads, passages and activities for other systems.", "Daily"),
    "lead": ("leadctl.commands.lead", "Find leads, show one, record the work on it.", "Daily"),
    "assign": ("leadctl.commands.assign", "Give waiting leads to the right people, by the rules.", "Daily"),
    "pull": ("leadctl.commands.pull", "Take the next lead of a user's queues.", "Daily"),
    "queue": ("leadctl.commands.queue", "List what could be pulled, and what not and why.", "Daily"),
    "release": ("leadctl.commands.release", "Give pulled leads back to their queue.", "Daily"),
    "offer": ("leadctl.commands.offer", "List offers; accept or reject one.", "Daily"),
    "inbox": ("leadctl.commands.inbox", "Show what waits for a user, on one screen.", "Daily"),
    "feedback": ("leadctl.commands.feedback", "Answer what is asked about untouched leads.", "Daily"),
    "tick": ("leadctl.commands.tick", "Do what is due: expire, offer again, recycle, remind.", "Daily"),
    "notices": ("leadctl.commands.notices", "List what people are to be told of.", "Daily"),
    "notify": ("leadctl.commands.notify", "Send, list, try again and test alerts.", "Daily"),
    "report": ("leadctl.commands.report", "Print reports; explain their columns; saved filters.", "Reports"),
    "explain": ("leadctl.commands.explain", "Say why a lead went where it went, or why it waits.", "Trust"),
    "history": ("leadctl.commands.history", "List everything that happened to a lead.", "Trust"),
    "runs": ("leadctl.commands.runs", "List runs, or show one.", "Trust"),
    "why-not": ("leadctl.commands.why_not", "Say which leads passed a user or a strategy by, and why.", "Trust"),
    "simulate": ("leadctl.commands.simulate", "Replay past leads through other rules and compare.", "Trust"),
    "undo": ("leadctl.commands.undo", "Take back a run's distributions that nobody has worked.", "Trust"),
    "verify": ("leadctl.commands.verify", "Recompute owners, counters and credits and compare.", "Trust"),
    "doctor": ("leadctl.commands.doctor", "Look at everything that can go wrong; exit 1 for a monitor.", "Care"),
    "backup": ("leadctl.commands.backup", "Copy the database while others work; keep the newest.", "Care"),
    "restore": ("leadctl.commands.restore", "Make a backup the database; keep what was there.", "Care"),
    "db": ("leadctl.commands.db", "Show the state of the file, make it smaller, migrate it.", "Care"),
    "anonymise": ("leadctl.commands.anonymise", "Write a copy that can be shared: of nobody, same figures.", "Care"),
    "schedule": ("leadctl.commands.schedule", "Print the lines for cron or systemd.", "Care"),
    "help": ("leadctl.commands.help_", "Print the documents; say what an error means.", "Care"),
}

_WITH_VALUE = {"--db": "db", "--config": "config", "--now": "now"}
_SAME = {"--mine": "--user"}  # second names of flags, in no help
_SWITCHES = {"--debug": "debug", "--quiet": "quiet", "-q": "quiet", "--no-notify": "no_notify"}


def hoist(argv: list[str]) -> tuple[list[str], dict[str, Any]]:
    """Return (the rest, global flags): the global flags may stand before or after the command, up to `--`."""
    rest: list[str] = []
    found: dict[str, Any] = {}
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += ["--", *words]
            break
        name, equals, value = word.partition("=")
        if name in _WITH_VALUE:
            given = value if equals else next(words, None)
            if given is None:
                raise UsageError(f"{name} needs a value")
            found[_WITH_VALUE[name]] = given
        elif word in _SWITCHES:
            found[_SWITCHES[word]] = True
        else:
            rest.append(_SAME.get(name, name) + equals + value)
    return rest, found


def _built(app: Any, wanted: str | None) -> Any:
    """Return the command of a module's app; of its sub-commands only `wanted`, if it names one of several.

    Typer builds every parameter of every sub-command, 4 ms each; a command line needs one of them.
    """
    import typer

    app._add_completion = False  # the root has it
    app.rich_markup_mode = None  # plain help everywhere, a terminal or not
    commands, groups = app.registered_commands, app.registered_groups
    one = [c for c in commands if wanted and (c.name or c.callback.__name__.rstrip("_")) == wanted]
    if one and app.registered_callback is not None:
        app.registered_commands, app.registered_groups = one, []
    try:
        return typer.main.get_command(app)
    finally:
        app.registered_commands, app.registered_groups = commands, groups


def _lazy_group() -> Any:
    """Return the class of the root group. Typer loads slowly, so it is made where it is needed."""
    from typer.core import TyperGroup

    class LazyGroup(TyperGroup):
        """Loads a command's module when it is named; help lists the stubs."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            stubs = {name: TyperGroup(name=name, help=line, short_help=line) for name, (_, line, _) in COMMANDS.items()}
            self.commands = {**stubs, **self.commands}

        def list_commands(self, ctx: Any) -> list[str]:
            return list(COMMANDS)

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            ctx._next = args[1] if len(args) > 1 else None
            return super().resolve_command(ctx, args)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            spec = COMMANDS.get(cmd_name)
            if spec is None or getattr(ctx, "_listing", False):
                return super().get_command(ctx, cmd_name)
            module_app = importlib.import_module(spec[0]).app
            command = _built(module_app, getattr(ctx, "_next", None))
            command.name = cmd_name
            return command

        def format_help(self, ctx: Any, formatter: Any) -> None:
            ctx._listing = True
            super().format_help(ctx, formatter)

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            for group in dict.fromkeys(g for _, _, g in COMMANDS.values()):
                rows = [(name, line) for name, (_, line, g) in COMMANDS.items() if g == group]
                with formatter.section(group):
                    formatter.write_dl(rows)

    return LazyGroup


def build() -> Any:
    """Return the root command (a Typer group) with every command as a lazy stub."""
    import typer

    app = typer.Typer(
        cls=_lazy_group(),
        name="leadctl",
        help="leadctl hands incoming leads to the right salesperson and shows how that went.",
        epilog="Start: leadctl demo. Global flags, before or after the command: --db FILE, --config FILE, "
        "--now TIME, --no-notify, --quiet, --debug, --version.",
        no_args_is_help=True,
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )

    @app.callback()
    def root() -> None:
        """leadctl hands incoming leads to the right salesperson and shows how that went."""

    return typer.main.get_command(app)


def run(argv: list[str]) -> NoReturn:
    """Parse and run one command line, then exit with its code. The one error boundary."""
    os.environ.setdefault("TYPER_USE_RICH", "0")
    sys.exit(invoke(argv))


def invoke(argv: list[str]) -> int:
    """Run one command line and return its exit code; errors are one line on stderr."""
    from leadctl.commands import _context

    _context.flags = _context.Globals()
    _context.run_line = invoke
    try:
        return _ran(argv)
    except LeadctlError as problem:
        _context.error(problem)
        return problem.exit_code
    except SystemExit as leaving:
        if getattr(leaving.__context__, "errno", None) == errno.EPIPE:  # Typer turns `| head` into exit 1
            return _no_output()
        return leaving.code if isinstance(leaving.code, int) else 0 if leaving.code is None else 1
    except KeyboardInterrupt:
        return _say_interrupted(argv)
    except BrokenPipeError:
        return _no_output()
    except Exception as bug:
        if hasattr(bug, "format_message"):  # the parser's own errors, whose class Typer does not hand out
            return _usage_error(bug, argv)
        if isinstance(bug, OSError) and bug.errno in (errno.ENOSPC, errno.EDQUOT):
            _no_output()
            full = DatabaseError(f"cannot write: {bug.strerror}", slug="disk-full", hint="free some space")
            _context.error(full)
            return full.exit_code
        if _context.flags.debug:
            raise
        return _report_bug(bug)


def _ran(argv: list[str]) -> int:
    """Do what the line asks for, then send the alerts that it wrote; return the exit code."""
    from leadctl.commands import _context

    if os.environ.get("_LEADCTL_COMPLETE") and (told := _completions()) is not None:
        sys.stdout.write(told + "\n")
        return EXIT_OK
    rest, found = hoist(argv)
    _context.flags = _context.Globals(**found)
    if rest in (["--version"], ["-V"]):  # beside another global flag; alone it is answered before all this
        sys.stdout.write(f"leadctl {__version__}\n")
        return EXIT_OK
    code = int(build().main(args=rest, prog_name="leadctl", standalone_mode=False) or 0)
    sys.stdout.flush()
    if code == EXIT_INTERRUPTED:  # Typer turns Ctrl-C into this code
        return _say_interrupted(rest)
    if _context.flags.send_for is not None:
        _send_alerts()
    return code


def _send_alerts() -> None:
    """Send the alerts that the command wrote, now that it has committed and printed."""
    from leadctl.commands import _sending

    _sending.send_written()


def _completions() -> str | None:
    """Return what a shell that completes a line is to be told, or None when it asks for something else."""
    from leadctl.commands import _completion

    lines = {name: line for name, (_, line, _) in COMMANDS.items()}
    return _completion.answer(build(), hoist, lines, os.environ["_LEADCTL_COMPLETE"])


def _no_output() -> int:
    """Let what stdout still holds go nowhere: its reader has left, or there is no room."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_OK


GOES_ON = {
    "watch": "the next leadctl watch goes on where it stopped",
    "import": "the same command goes on where it stopped; leadctl imports list shows how far it came",
    "tick": "the next leadctl tick does the rest",
    "assign": "leadctl assign does the rest; leadctl runs list shows the run",
    "feedback": "leadctl feedback goes on with what is left",
}


def _say_interrupted(argv: list[str]) -> int:
    sys.stderr.write("\nleadctl: interrupted; what was committed stays, the rest was not written\n")
    hint = next((GOES_ON[word] for word in argv if word in GOES_ON), None)
    if hint:
        sys.stderr.write(f"hint: {hint}\n")
    return EXIT_INTERRUPTED


def _usage_error(problem: Any, argv: list[str]) -> int:
    """Say what the parser found wrong with the line like every other error; without any command show the help."""
    from leadctl.commands import _context, _usage

    text = str(problem.format_message())
    if type(problem).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(text + "\n")
        return EXIT_USAGE
    typed = getattr(getattr(problem, "ctx", None), "command_path", "leadctl")
    said = (text[:1].lower() + text[1:]).rstrip(".")
    if wrong := getattr(problem, "option_name", ""):
        ours = (*_WITH_VALUE, *_SWITCHES, *(("--version",) if typed == "leadctl" else ()))
        near = errors.nearest(wrong, [*(problem.possibilities or ()), *ours])
        said = f"no such option: {wrong} (Possible options: {near})" if near in ours else said
    _context.error(UsageError(said, hint=_usage.remedy(typed, said, argv)))
    return EXIT_USAGE


def _report_bug(bug: Exception) -> int:
    """Write the traceback to a private log file and one line to stderr."""
    import tempfile
    import traceback
    from pathlib import Path

    handle, name = tempfile.mkstemp(prefix="leadctl-bug-", suffix=".log")
    os.close(handle)
    Path(name).write_text("".join(traceback.format_exception(bug)), "utf-8")
    sys.stderr.write(
        f"leadctl: bug: {type(bug).__name__}: {bug} [bug]\n"
        f"hint: nothing half done was kept; details in {name}, or run again with --debug\n"
    )
    return EXIT_BUG
