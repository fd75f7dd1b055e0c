"""A coverage-guided fuzzer of every import: it changes files, keeps what reaches new code, and keeps what fails.

    make fuzz            # ten minutes; SECONDS=3600 for longer

The first byte of an input chooses the kind of list, the second the flags, the rest is the file. What fails is written
to tests/safety/finds/ under the name of its kind, where the tests read it ever after.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["leadctl"]):
    from tests.safety import hostile, importer

from leadctl.errors import LeadctlError

FINDS = Path(__file__).parent / "finds"
SLOW = 5.0  # seconds for one small file
WHOLE_TEST = 10  # one input in so many is not only read but stored, checked and stored again

seen: set[str] = set()
con = importer.shop()
folder = tempfile.TemporaryDirectory()
path = Path(folder.name, "list.csv")


def one(data: bytes) -> None:
    """Import one input; what fails in a new place is kept, and the fuzzer goes on."""
    if len(data) < 3:
        return
    kind = importer.KINDS[data[0] % len(importer.KINDS)]
    flags = {"strict": True} if data[1] & 1 else {}
    content = data[2:]
    began = time.monotonic()
    try:
        if data[1] % WHOLE_TEST == 0:
            importer.tried(kind, content, **flags)
        else:
            path.write_bytes(content)
            importer.run(con, kind, path, dry_run=True, **flags)
    except LeadctlError:
        pass  # refused with a line
    except Exception as fault:
        keep(kind, content, fault)
    if time.monotonic() - began > SLOW:
        keep(kind, content, TimeoutError(f"{time.monotonic() - began:.1f} s"))


def keep(kind: str, content: bytes, fault: Exception) -> None:
    """Write the file to the finds, one for each place of the code that fails."""
    last = traceback.extract_tb(fault.__traceback__)[-1:]
    place = f"{type(fault).__name__}:{last[0].filename}:{last[0].lineno}" if last else f"slow:{kind}"
    if place in seen:
        return
    seen.add(place)
    name = f"{hashlib.sha256(place.encode()).hexdigest()[:10]}.{kind}"
    (FINDS / name).write_bytes(content)
    sys.stderr.write(f"FOUND {name}: {place}\n")
    traceback.print_exception(fault)


def write_seeds(corpus: Path) -> None:
    """Write what the fuzzer starts from: a plain list of each kind, in several encodings, and the hostile files."""
    for at, kind in enumerate(importer.KINDS):
        plain = importer.PLAIN[kind]
        texts = [plain.encode(c) for c in ("utf-8", "utf-16", "utf-8-sig", "cp1252")]
        texts += [plain.replace(",", sep).encode() for sep in ";\t|"]
        texts += [data for _, data in hostile.files(importer.PLAIN[kind]) if len(data) < 4_000]
        for text in texts:
            whole = bytes([at, 2]) + text
            (corpus / hashlib.sha256(whole).hexdigest()[:16]).write_bytes(whole)
    for find in FINDS.glob("[!.]*.*"):
        at = importer.KINDS.index(find.suffix[1:])
        (corpus / find.stem).write_bytes(bytes([at, 2]) + find.read_bytes())


def words(file: Path) -> None:
    """Write the dictionary: what lists are made of and random bytes seldom hit."""
    parts = {cell for text in importer.PLAIN.values() for line in text.splitlines() for cell in line.split(",") if cell}
    lines = [f'"{p.replace(chr(92), "").replace(chr(34), "")}"' for p in sorted(parts)]
    lines += [
        r'"\x00"',
        r'"\xff\xfe"',
        r'"\xef\xbb\xbf"',
        r'"\x0d\x0a"',
        r'"\x22\x22"',
        r'"sep=;"',
        r'"1e999"',
        r'"nan"',
    ]
    lines += [r'"9999-12-31"', r'"0001-01-01"', r'"24:00"', r'"99999999999999999999"', r'"\xe2\x80\xae"']
    file.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    seconds, *rest = [*sys.argv[1:], "600"]
    corpus = Path(rest[0]) if rest[:-1] else Path(tempfile.mkdtemp(prefix="leadctl-fuzz-"))
    corpus.mkdir(exist_ok=True)
    write_seeds(corpus)
    words(corpus.with_suffix(".dict"))
    options = [f"-max_total_time={seconds}", "-max_len=6000", "-timeout=60", f"-dict={corpus.with_suffix('.dict')}"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
