"""How every import speaks when it is done."""

from __future__ import annotations

import sys

from leadctl.commands import _context
from leadctl.engine.importing.summary import ImportSummary
from leadctl.errors import EXIT_FINDINGS, EXIT_OK

# outcome in ImportSummary.counts -> word in the summary, in this order; others follow as they are named
WORDS = {
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "linked": "linked duplicates",
    "skipped": "skipped duplicates",
}
ORDINARY = {"encoding utf-8", "encoding utf-8 (byte order mark)", "delimiter ,"}  # of a CSV file: not worth a word
OWNER_LATER = "owner-unknown-yet"  # accounts and teams come before their owners: said in one line


def show_summary(summary: ImportSummary, *, as_json: bool = False, next_step: str | None = None) -> int:
    """Print what an import did to stdout, what is doubtful to stderr; return the exit code (1 = rows rejected).

    Under --quiet only where rows were rejected: what is doubtful in others is for leadctl imports show.
    """
    for remark in summary.notes:
        if remark not in ORDINARY:
            _context.note(f"note: {remark}")
    if as_json:
        _context.print_json(summary.as_json())
    elif not _context.flags.quiet or summary.dry_run or summary.rejected:
        _print(summary)
    if next_step and summary.import_id is not None and sys.stdout.isatty():
        _context.note(f"next: {next_step}")
    return EXIT_FINDINGS if summary.rejected else EXIT_OK


def _print(summary: ImportSummary) -> None:
    head = "dry run, nothing written" if summary.dry_run else f"import {summary.import_id}"
    _context.out(f"{summary.file}: {head}")
    figures = [("read", summary.read)]
    figures += [(word, summary.counts.get(key, 0)) for key, word in WORDS.items() if key in summary.counts]
    figures += [(key.replace("_", " "), n) for key, n in summary.counts.items() if key not in WORDS]
    figures.append(("rejected", summary.rejected_rows))
    width = max(len(word) for word, _ in figures)
    for word, number in figures:
        _context.out(f"  {word:<{width}}  {number:>9,}")
    for title, by_name in (
        ("rejected", summary.rejected),
        ("warned", summary.warned),
        ("held by gate", summary.held),
    ):
        if by_name:
            listed = ", ".join(f"{name} {n:,}" for name, n in sorted(by_name.items()))
            _context.out(f"  {title}: {listed}")
    if summary.resumed_at is not None:
        _context.out(f"  went on at line {summary.resumed_at}, where the interrupted import stopped")
    _say_repeat(summary)
    _say_faults(summary)


def _say_repeat(summary: ImportSummary) -> None:
    if summary.imported_before is None:
        return
    added = sum(summary.counts.get(key, 0) for key in ("new", "changed"))
    result = "nothing in it is new" if not added else f"{added:,} rows were new or changed this time"
    _context.out(f"  the same file was imported before (import {summary.imported_before}): {result}")


def _say_faults(summary: ImportSummary) -> None:
    later = [e for e in summary.examples if e.code == OWNER_LATER and "did you mean" not in e.reason]
    for example in summary.examples:
        if example not in later or len(later) == 1:
            kind = "warning" if example.warning else "rejected"
            _context.trouble(f"{kind}: {summary.file}:{example.line}: {example.reason}")
    if len(later) > 1:
        lines = ", ".join(str(e.line) for e in later)
        _context.trouble(
            f"warning: {summary.file}: {len(later)} owners are no users yet (lines {lines}): owners once the users"
            " are imported"
        )
    total = summary.rejected_rows + sum(summary.warned.values())
    if total > len(summary.examples) and summary.examples:
        where = f"leadctl imports show {summary.import_id}" if summary.import_id else "the import itself"
        _context.trouble(f"… and {total - len(summary.examples):,} more; {where} lists them all")
    if summary.paste:
        _context.trouble(f"statuses that the rules lack; to keep them, add to leadctl.toml:\n\n{summary.paste}\n")
    if summary.rejects_file:
        _context.trouble(f"rejected rows are in {summary.rejects_file}: correct them there and import that file")
