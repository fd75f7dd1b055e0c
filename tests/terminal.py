"""A real pseudo-terminal for tests: a command runs on it, what it asks is answered, what it wrote is returned."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

PATIENCE = 60  # seconds; a busy machine is no finding


class Terminal:
    """One leadctl command on a terminal of its own, Ctrl-C and all. Use as a context manager."""

    def __init__(self, *argv: str, cwd: Path, environment: dict[str, str], columns: int = 100) -> None:
        self._fd, worker = pty.openpty()
        fcntl.ioctl(worker, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "leadctl", *argv],
            stdin=worker, stdout=worker, stderr=worker, cwd=cwd, env=environment, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(worker)
        self._raw = b""
        self._seen = 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *rest: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._fd)

    @property
    def text(self) -> str:
        """Return all that stands on the terminal so far."""
        return self._raw.decode("utf-8", "replace").replace("\r\n", "\n")

    def wait_for(self, words: str) -> None:
        """Return when `words` were written since the last answer. Raises AssertionError when they are not."""
        end = time.monotonic() + PATIENCE
        while words.encode() not in self._raw[self._seen :]:
            assert self._more(end), f"{words!r} did not come:\n{self.text}"

    def type(self, question: str, answer: str | bytes) -> None:
        """Wait for a question, then type the answer as a person does; control characters are keys."""
        self.wait_for(question)
        self._seen = len(self._raw)
        os.write(self._fd, answer if isinstance(answer, bytes) else answer.encode())

    def end(self) -> int:
        """Return the exit code, once the command has ended."""
        end = time.monotonic() + PATIENCE
        while self._more(end):
            pass
        return self._process.wait(PATIENCE)

    def _more(self, end: float) -> bool:
        """Take what is written next; return False when nothing will be."""
        while time.monotonic() < end:
            if select.select([self._fd], [], [], 0.1)[0]:
                try:
                    piece = os.read(self._fd, 65_536)
                except OSError:  # the other side is closed
                    return False
                self._raw += piece
                return bool(piece)
            if self._process.poll() is not None and not select.select([self._fd], [], [], 0)[0]:
                return False
        return False
