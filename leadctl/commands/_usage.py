"""What to type instead of a line that the parser refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_EXTRA: Final = re.compile(r"unexpected extra argument\S* \((.*)\)")
_UNKNOWN: Final = re.compile(r"no such command '(.*?)'")


def remedy(command: str, said: str) -> str:
    """Return the hint for a refusal `said` of `command`: what was probably meant, else the command's help."""
    extra, unknown = _EXTRA.search(said), _UNKNOWN.search(said)
    if extra and command == "leadctl lead list":
        return f'leadctl lead find "{extra[1]}" looks for words; {command} --help'
    if extra and command == "leadctl simulate":
        return f"leadctl simulate --config {extra[1]}"
    if unknown and command == "leadctl import" and Path(unknown[1]).is_file():
        return f"say what it brings, such as leadctl import leads {unknown[1]}; {command} --help"
    return f"{command} --help"
