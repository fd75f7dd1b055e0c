"""Passwords, signing keys and addresses that hold a token: from the environment or a command, never from a file."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from typing import Final

from leadctl.engine.delivery.message import NoSecret

SMTP_PASSWORD: Final = "LEADCTL_SMTP_PASSWORD"  # noqa: S105  the variable's name
COMMAND_TIMEOUT: Final = 30  # seconds: a key ring may ask its owner


def from_environment(name: str) -> str:
    """Return the value of a variable. Raises NoSecret when it is not set or empty."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise NoSecret(f"{name} is not set")
    return value


def smtp_password(command: Sequence[str]) -> str:
    """Return the password of the mail server: LEADCTL_SMTP_PASSWORD, else the first line that `command` prints.

    The command runs without a shell. Raises NoSecret; what the command printed is not told.
    """
    value = os.environ.get(SMTP_PASSWORD)
    if value:
        return value
    if not command:
        raise NoSecret(f"{SMTP_PASSWORD} is not set, and there is no password_command")
    try:
        done = subprocess.run(  # noqa: S603  the rules name it, who may apply them may run it
            list(command), stdin=subprocess.DEVNULL, capture_output=True, timeout=COMMAND_TIMEOUT, check=False
        )
    except FileNotFoundError:
        raise NoSecret(f'password_command: there is no program "{command[0]}"') from None
    except subprocess.TimeoutExpired:
        raise NoSecret(f"password_command gave no answer in {COMMAND_TIMEOUT} s") from None
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or type(error).__name__).lower()
        raise NoSecret(f'password_command: "{command[0]}" cannot be run: {why}') from None
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    if done.returncode or not lines or not lines[0]:
        raise NoSecret(f"password_command failed: exit {done.returncode}, {len(lines)} lines")
    return lines[0]
