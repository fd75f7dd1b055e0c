"""A pager for text that is longer than the screen. Nothing pages what is piped."""

from __future__ import annotations

import io
import os
import shutil
import sys

DEFAULT = "less -FRX"


class Screen(io.StringIO):
    """Holds what a terminal is to show, until all of it is known."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # StringIO has none; this is that of the terminal behind it
        """Return the terminal's encoding."""
        return sys.stdout.encoding or "utf-8"

    def isatty(self) -> bool:
        """Return True: what is written here is read on a terminal."""
        return True


def chosen() -> str:
    """Return the pager asked for: LEADCTL_PAGER, else PAGER, else less; "" for none (also `cat` and dumb terminals)."""
    pager = os.environ.get("LEADCTL_PAGER", os.environ.get("PAGER", DEFAULT)).strip()
    return "" if pager in {"", "cat"} or os.environ.get("TERM") == "dumb" else pager


def show(text: str, pager: str, *, wide: bool = False) -> None:
    """Write the text to stdout, a terminal, through the pager when it is longer than the screen.

    `wide`: lines may be longer than the screen is wide, and a pager should not break them.
    """
    sys.stdout.flush()
    if text.count("\n") < shutil.get_terminal_size().lines or not _page(text, pager, wide):
        sys.stdout.write(text)


def _page(text: str, pager: str, wide: bool) -> bool:
    """Return False when there is no such pager."""
    import shlex
    import subprocess

    # as git does: the less of a reader who set no options shows colours, and ends by itself on a short text
    options = {"LESS": "FRXS" if wide else "FRX", **os.environ}
    try:
        words = shlex.split(pager)
        process = subprocess.Popen(words, stdin=subprocess.PIPE, env=options)  # noqa: S603  the user's own pager
    except (OSError, ValueError, IndexError):  # not installed, or unbalanced quotes
        return False
    data: bytes | None = text.encode(sys.stdout.encoding or "utf-8", "replace")
    while True:
        try:
            process.communicate(data)  # whoever leaves before the end is no error here
            return True
        except KeyboardInterrupt:  # Ctrl-C is the pager's, which stays until it is left
            data = None
