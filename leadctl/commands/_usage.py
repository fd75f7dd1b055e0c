"""What to type instead of a line that the parser refused."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_EXTRA: Final = re.compile(r"unexpected extra argument\S* \((.*)\)")
_OPTION: Final = re.compile(r"no such option: --([\w-]+)")
_UNKNOWN: Final = re.compile(r"no such command '(.*?)'")


def remedy(command: str, said: str, argv: Sequence[str] = ()) -> str:
    """Return the hint for a refusal `said` of `command`: what was probably meant, else the command's help."""
    option = _OPTION.search(said)
    if option and command == "leadctl lead list" and (where := _where(option[1], argv)):
        return f"leadctl lead list --where {where}; {command} --help"
    extra, unknown = _EXTRA.search(said), _UNKNOWN.search(said)
    if extra and command == "leadctl lead list":
        return f'leadctl lead find "{extra[1]}" looks for words; {command} --help'
    if extra and command == "leadctl simulate":
        return f"leadctl simulate --config {extra[1]}"
    if unknown and command == "leadctl import" and Path(unknown[1]).is_file():
        return f"say what it brings, such as leadctl import leads {unknown[1]}; {command} --help"
    return f"{command} --help"


def _where(name: str, argv: Sequence[str]) -> str | None:
    """Return FIELD=VALUE as --where takes it when the flag --`name` is a field of leads, else None."""
    from leadctl.db.lead_fields import FIELDS

    field = name.casefold().replace("-", "_")
    if field not in FIELDS:
        return None
    given = next((at for at, word in enumerate(argv) if word.partition("=")[0] == f"--{name}"), len(argv))
    word = argv[given] if given < len(argv) else ""
    value = word.partition("=")[2] or next(iter(argv[given + 1 : given + 2]), "")
    return shlex.quote(f"{field}={'VALUE' if not value or value.startswith('-') else value}")
