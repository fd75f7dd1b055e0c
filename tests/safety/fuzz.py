"""A coverage-guided fuzzer of every import: it changes files, keeps what reaches new code, and keeps what fails.

    make fuzz                           # ten minutes; SECONDS=3600 for longer
    make fuzz FORMS="json ndjson"       # of csv, json, ndjson, xlsx (any bytes), sheet (the XML in a workbook)

The first byte of an input chooses the kind of list, the second the flags, the third the format, the rest is the file.
What fails is written to tests/safety/finds/ as HASH.KIND.FORMAT, where the tests read it ever after.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import IO

import atheris

with atheris.instrument_imports(include=["leadctl"]):
    from tests.safety import formats, hostile, importer

from leadctl.engine.intake import sheet_reader, workbook
from leadctl.errors import LeadctlError

FINDS = Path(__file__).parent / "finds"
SLOW = 5.0  # seconds for one small file
LONGEST = 12_000  # bytes
WHOLE_TEST = 10  # one input in so many is not only read but stored, checked and stored again

seen: set[str] = set()
con = importer.shop()
folder = tempfile.TemporaryDirectory()
forms: list[str] = list(importer.FORMS)


def one(data: bytes) -> None:
    """Import one input; what fails in a new place is kept, and the fuzzer goes on."""
    if len(data) < 4:
        return
    kind = importer.KINDS[data[0] % len(importer.KINDS)]
    flags = {"strict": True} if data[1] & 1 else {}
    form = forms[data[2] % len(forms)]
    content = data[3:]
    began = time.monotonic()
    try:
        if data[1] % WHOLE_TEST == 1 and kind in importer.WATCHED:
            importer.watched(kind, content, form)
        elif data[1] % WHOLE_TEST == 0:
            importer.tried(kind, content, form=form, **flags)
        else:
            path = importer.write(Path(folder.name), content, form)
            importer.run(con, kind, path, dry_run=True, **flags)
    except LeadctlError:
        pass  # refused with a line
    except Exception as fault:
        keep(f"{kind}.{form}", content, fault)
    if time.monotonic() - began > SLOW:
        keep(f"{kind}.{form}", content, TimeoutError(f"{time.monotonic() - began:.1f} s"))


def forked(book: Path, sheet: str | None, spool: IO[bytes]) -> None:
    """Read a sheet as its own process does, without the time that a new Python takes."""
    child = os.fork()
    if not child:
        try:
            signal.signal(signal.SIGABRT, signal.SIG_DFL)
            os.dup2(spool.fileno(), 1)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            sys.argv[1:] = [str(book), *([] if sheet is None else [sheet])]
            sheet_reader.main()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def keep(name: str, content: bytes, fault: Exception) -> None:
    """Write the file to the finds, one for each place of the code that fails."""
    last = traceback.extract_tb(fault.__traceback__)[-1:]
    place = f"{type(fault).__name__}:{last[0].filename}:{last[0].lineno}" if last else f"slow:{name}"
    if place in seen:
        return
    seen.add(place)
    name = f"{hashlib.sha256(place.encode()).hexdigest()[:10]}.{name}"
    (FINDS / name).write_bytes(content)
    sys.stderr.write(f"FOUND {name}: {place}\n")
    traceback.print_exception(fault)


def write_seeds(corpus: Path) -> None:
    """Write what the fuzzer starts from: a plain list of each kind, in several encodings, and the hostile files."""
    for at, kind in enumerate(importer.KINDS):
        for which, form in enumerate(forms):
            for text in seeds(kind, form):
                whole = bytes([at, 2, which]) + text
                (corpus / hashlib.sha256(whole).hexdigest()[:16]).write_bytes(whole)
    for find in FINDS.glob("[!.]*.*.*"):
        kind, form = find.suffixes[-2][1:], find.suffix[1:]
        if form in forms:
            start = bytes([importer.KINDS.index(kind), 2, forms.index(form)])
            (corpus / find.stem).write_bytes(start + find.read_bytes())


def seeds(kind: str, form: str) -> list[bytes]:
    """Return files of a kind and format."""
    plain = importer.PLAIN[kind]
    if form == "csv":
        texts = [plain.encode(c) for c in ("utf-8", "utf-16", "utf-8-sig", "cp1252")]
        texts += [plain.replace(",", sep).encode() for sep in ";\t|"]
        return texts + [data for _, data in hostile.files(plain) if len(data) < 4_000]
    made = [formats.of(plain, form)]
    if form in ("json", "ndjson"):
        made += [text.encode("utf-8", "surrogatepass") for text in formats.ODD_JSON]
        made += [formats.of(data.decode(), form) for name, data in hostile.files(plain) if name.startswith("hostile")]
    return [data for data in made if len(data) < LONGEST]


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
    lines += [
        rf'"{part}"'
        for part in (r"{\"", r"\":", r"[{\"", "}]", "null", r"\\ud800", "properties", "field_data", "values")
    ]
    lines += [r'"<c r=\"A1\" t=\"inlineStr\"><is><t>"', r'"</t></is></c>"', r'"<row r=\"1048576\">"', r'"<v>1e999</v>"']
    lines += [r'"9999-12-31"', r'"0001-01-01"', r'"24:00"', r'"99999999999999999999"', r'"\xe2\x80\xae"']
    file.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    seconds, *chosen = sys.argv[1:] or ["600"]
    forms[:] = [form for form in importer.FORMS if form in chosen] or forms
    workbook.run_reader = forked
    corpus = Path(tempfile.mkdtemp(prefix="leadctl-fuzz-"))
    write_seeds(corpus)
    words(corpus.with_suffix(".dict"))
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-timeout=60",
        f"-dict={corpus.with_suffix('.dict')}",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
