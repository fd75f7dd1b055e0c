"""Which encoding a file is in: byte order mark, strict UTF-8, UTF-16 by its NULs, else an educated guess."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from leadctl.engine.intake.code_pages import LATIN, OTHERS, guess
from leadctl.errors import UsageError, did_you_mean

BLOCK: Final = 1 << 20
MAX_FIELD: Final = 4 << 20  # characters; a longer cell or line is an error record, so that memory stays flat
FAT: Final = 50  # fewer lines in a megabyte: records are weighed, so that a block of them fills no memory
MARK: Final = "leadctl-mark"  # error handler: an undecodable byte becomes one lone surrogate, found again below
UNDECODABLE: Final = re.compile("[\ud800-\udfff]")  # marked bytes, and halves of letters that some codecs let pass
NAMES: Final = (*LATIN, *OTHERS, "utf-8", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "ascii", "cp932")

_BOMS: Final = (  # the long ones first: UTF-32 LE starts like UTF-16 LE
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT: Final = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive", "open it and save the sheet as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "open it and save the sheet as CSV (UTF-8)"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first: gunzip FILE, or zcat FILE | leadctl import … -"),
    (b"%PDF", "a PDF", "export the table as CSV"),
    (b"SQLite format 3\0", "a SQLite database", "export the table as CSV"),
)
_SAMPLE: Final = 256 << 10


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(MARK, _mark)


def readable(text: str) -> str:
    r"""Return `text` with each undecodable byte written as \xNN, so that it can be shown and saved."""
    return UNDECODABLE.sub(_spelled, text)


def _spelled(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC00 <= code <= 0xDCFF else f"\\u{code:04x}"


@dataclass(slots=True)
class Scan:
    """What one pass over the bytes tells. `dirty`: some record may hold undecodable bytes or NULs."""

    sha256: str = ""
    size: int = 0
    head: bytes = b""
    utf8: bool = True
    nul: bool = False
    long_lines: bool = False
    fat: bool = False  # some part of the file is of few and long lines


@dataclass(frozen=True, slots=True)
class Encoding:
    """The codec to read with, what to call it, and whether records must be searched for undecodable bytes."""

    codec: str
    name: str
    how: str
    suspect: bool
    bom: bool = False

    @property
    def note(self) -> str:
        """Return `encoding cp1252 (guessed)`."""
        return f"encoding {self.name} ({self.how})" if self.how else f"encoding {self.name}"


def scan(path: Path) -> Scan:
    """Return hash, size and text facts of the file in one streamed pass (memory flat)."""
    found, digest = Scan(), hashlib.sha256()
    decoder, pending, run = codecs.getincrementaldecoder("utf-8")(), False, 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            found.head = found.head or block[: 64 << 10]
            found.size += len(block)
            found.nul = found.nul or b"\0" in block
            found.fat = found.fat or (len(block) == BLOCK and block.count(b"\n") < FAT)
            run = _run(block, run)
            found.long_lines = found.long_lines or run > MAX_FIELD
            if found.utf8 and (pending or not block.isascii()):
                try:
                    decoder.decode(block)
                    pending = bool(decoder.getstate()[0])
                except UnicodeDecodeError:
                    found.utf8 = False
    found.utf8 = found.utf8 and not pending
    found.sha256 = digest.hexdigest()
    return found


def _run(block: bytes, before: int) -> int:
    """Return how many bytes since the last line end, for the search for overlong lines."""
    last = max(block.rfind(b"\n"), -1) if b"\n" in block else block.rfind(b"\r")
    return before + len(block) if last < 0 else len(block) - last - 1


def choose(path: Path, facts: Scan, explicit: str | None) -> Encoding:
    """Return the encoding: `explicit`, else by mark, zero bytes, UTF-8 or guess. UsageError for what is no text."""
    bom = next((codec for mark, codec in _BOMS if facts.head.startswith(mark)), None)
    if explicit:
        return _explicit(explicit, bom)
    for magic, what, remedy in _NOT_TEXT:
        if facts.head.startswith(magic):
            raise UsageError(f"{path.name} is {what}, not CSV", slug="not-csv", hint=remedy)
    if bom:
        name = bom.removesuffix("-sig")
        return Encoding(bom, name, "byte order mark", suspect=name != "utf-8" or not facts.utf8, bom=True)
    wide = _wide(facts)
    if wide:
        return Encoding(wide, wide, "no byte order mark, seen by its zero bytes", suspect=True)
    if facts.utf8:
        return Encoding("utf-8", "utf-8", "", suspect=False)
    return _guess(path)


def _explicit(name: str, bom: str | None) -> Encoding:
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)  # refuses codecs that are not text, such as hex
        "a".encode(codec).decode(codec, MARK)
    except (LookupError, UnicodeError, TypeError, ValueError):
        raise UsageError(
            f'"{name}" is not an encoding{did_you_mean(name, NAMES)}',
            slug="unknown-encoding",
            hint="use a name such as utf-8, cp1252, mac_roman, utf-16 or shift_jis",
        ) from None
    with_mark = bool(bom) and codec.startswith((bom or "").removesuffix("-sig"))
    if codec == "utf-8" or with_mark:
        return Encoding("utf-8-sig" if codec.startswith("utf-8") else str(bom), codec, "--encoding", True, with_mark)
    return Encoding(codec, codec, "--encoding", suspect=True)


def _wide(facts: Scan) -> str | None:
    """Return utf-16-le or utf-16-be when zero bytes sit on every other place, as Latin text in UTF-16 has them."""
    head = facts.head
    if not facts.nul or len(head) < 4:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.2 and even < 0.05:
        return "utf-16-le"
    if even > 0.2 and odd < 0.05:
        return "utf-16-be"
    return None


def _guess(path: Path) -> Encoding:
    sample, good, bad = _evidence(path)
    if good >= 4 * bad:  # well-formed multi-byte letters do not come about by chance: UTF-8 with some broken rows
        return Encoding("utf-8", "utf-8", f"{bad} byte{'' if bad == 1 else 's'} of it undecodable", suspect=True)
    page = guess(sample)
    return Encoding(page, page, "guessed", suspect=True)


def _evidence(path: Path) -> tuple[bytes, int, int]:
    """Return a sample of the lines with bytes over 127, and how many UTF-8 letters are well-formed and how many not."""
    sample, good, bad = bytearray(), 0, 0
    decoder = codecs.getincrementaldecoder("utf-8")(MARK)
    with path.open("rb") as file:
        sample += _first_line(file)
        while block := file.read(BLOCK):
            text = decoder.decode(block)
            broken = len(UNDECODABLE.findall(text))
            good += len(_LETTERS.findall(text)) - broken
            bad += broken
            if len(sample) < _SAMPLE:
                lines = (line for line in block.split(b"\n") if not line.isascii())
                for line in lines:
                    sample += line[: 64 << 10] + b"\n"
                    if len(sample) >= _SAMPLE:
                        break
    return bytes(sample), good, bad


_LETTERS: Final = re.compile("[^\0-\x7f]")


def _first_line(file: BinaryIO) -> bytes:
    line = file.readline(4096)
    file.seek(0)
    return line
