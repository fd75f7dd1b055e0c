"""leadctl feedback on a real pseudo-terminal: questions, second tries, Ctrl-C, Ctrl-D, and what is kept of it."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from leadctl.db.connection import connect
from leadctl.engine import lifecycle
from tests.engine.feedback.worlds import NOW, asked
from tests.terminal import Terminal
from tests.transcripts.test_transcripts import DEMO_NOW, FENCE, ROOT, run_part

AT = "2026-03-04T10:00:00Z"  # NOW


@pytest.fixture
def on_terminal(db_file, tmp_path):
    """Return start(*argv): a command on a terminal, where ana was asked about two leads."""
    con = connect(db_file)
    asked(con, 2)
    con.close()

    def start(*argv: str, columns: int = 120) -> Terminal:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEADCTL_", "COV", "COLUMNS", "LINES"))}
        environment = kept | {
            "LEADCTL_DB": str(db_file),
            "LEADCTL_NOW": AT,
            "LEADCTL_ACTOR": "ana",
            "TERM": "xterm",
            "NO_COLOR": "1",
        }
        return Terminal(*(argv or ("feedback",)), cwd=tmp_path, environment=environment, columns=columns)

    return start


def rows(db_file: Path, sql: str) -> list[tuple[object, ...]]:
    con = connect(db_file)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def answer(t: Terminal, *lines: str) -> None:
    """Answer the questions about one lead in their order."""
    for question, line in zip(("Status [", "Value", "Note:", "Next step on", "Next step:"), lines, strict=False):
        t.type(question, f"{line}\n")


def test_a_conversation(on_terminal, db_file):
    with on_terminal() as t:
        t.wait_for("2 leads to ask ana about")
        t.wait_for("1 of 2  lead 1  Lead of ana 0")
        t.type("Status [New]: ", "?\n")
        t.wait_for("New, Waiting, Attempted, Contacted, Closed, Dead")
        t.type("Status [New]: ", "Contcted\n")
        t.wait_for('no status "Contcted"; did you mean "Contacted"?')
        t.type("Status [New]: ", "contacted\n")
        t.type("Value: ", "a lot\n")
        t.wait_for('"a lot" is not an amount')
        t.type("Value: ", "12,500\n")
        t.type("Note: ", "wants a demö\n")
        t.type("Next step on", "yesterday\n")
        t.wait_for("2026-03-03 00:00 UTC has passed")
        t.type("Next step on", "someday\n")
        t.wait_for('"someday" is not a time')
        t.type("Next step on", "tomorrow\n")
        t.type("Next step: ", "show it\n")
        t.wait_for(
            "lead 1: status New -> Contacted, value 12,500.00, next step 2026-03-05 00:00 UTC [activity 1, activity 2]"
        )
        t.wait_for("2 of 2  lead 2")
        answer(t, "", "", "", "")
        t.type("Nothing has changed? y records that: ", "y\n")
        t.wait_for("lead 2: answered [activity 3]")
        assert t.end() == 0
        assert t.text.endswith("2 of 2 answered\n")
    assert rows(db_file, "select lead_id, kind, name, note, recorded_by from activity order by id") == [
        (1, "action", "note", "wants a demö", "ana"),
        (1, "status", None, None, "ana"),
        (2, "action", "feedback", None, "ana"),
    ]
    assert rows(db_file, "select amount from opportunity") == [(1_250_000,)]
    assert rows(db_file, "select due_at, note from follow_up") == [(NOW - NOW % 86_400 + 86_400, "show it")]


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0), ("quit\n", 0), ("half a line\x03", 130)])
def test_stopping_keeps_what_was_answered(on_terminal, db_file, key, code):
    with on_terminal() as t:
        answer(t, "Contacted", "", "", "")
        t.wait_for("2 of 2  lead 2")
        answer(t, "Dead")
        t.type("Value", key)
        assert t.end() == code
        assert "1 of 2 answered" in t.text
        assert ("leadctl feedback goes on with what is left" in t.text) == (code == 130)
    assert rows(db_file, "select lead_id, kind from activity") == [(1, "status")]
    with on_terminal() as t:
        t.wait_for("1 lead to ask ana about")
        t.type("1 of 1  lead 2", "skip\n")
        assert t.end() == 0


def test_skipped_and_empty_leads_stay_open(on_terminal, db_file):
    with on_terminal() as t:
        t.type("Status [New]: ", "SKIP\n")
        t.wait_for("2 of 2  lead 2")
        answer(t, "", "", "", "")
        t.type("Nothing has changed?", "\n")
        assert t.end() == 0
        assert t.text.endswith("0 of 2 answered\n")
    assert rows(db_file, "select count(*) from activity") == [(0,)]


def test_the_same_status_typed_says_that_nothing_has_changed(on_terminal, db_file):
    with on_terminal() as t:
        answer(t, "new", "", "", "")
        t.wait_for("lead 1: answered")
        t.type("2 of 2", "quit\n")
        assert t.end() == 0
    assert rows(db_file, "select lead_id, name from activity") == [(1, "feedback")]


def test_what_happens_meanwhile_is_not_written_over(on_terminal, db_file):
    with on_terminal() as t:
        t.type("Status [New]: ", "Dead\n")
        con = connect(db_file)  # the terminal holds no lock while it waits for a person
        lifecycle.add_action(con, 1, 1, NOW, NOW, "another", name="call")
        con.close()
        for question in ("Value", "Note:", "Next step on"):
            t.type(question, "\n")
        t.wait_for("not recorded: request 1: ana has worked on lead 1 since")
        t.type("2 of 2", "quit\n")
        assert t.end() == 0
    assert rows(db_file, "select kind, name from activity") == [("action", "call")]


def test_names_do_not_drive_the_terminal_and_any_bytes_may_be_typed(on_terminal, db_file):
    con = connect(db_file)
    con.execute(
        "update lead set full_name = 'Eve \x1b]0;owned\x07\x1b[2J' || char(10) || 'Status [X]: ', phone = '\x9b31m'"
    )
    con.close()
    with on_terminal() as t:
        t.type("Status [New]: ", "\n")
        t.type("Value: ", "\n")
        t.type("Note: ", b"caf\xe9 \xff\n")
        t.type("Next step on", "\n")
        t.wait_for("lead 1: answered")
        t.type("2 of 2", "quit\n")
        assert t.end() == 0
        assert not {"\x1b", "\x07", "\x9b"} & set(t.text)
        assert "Eve \\x1b]0;owned\\x07\\x1b[2J Status [X]:" in t.text
    assert rows(db_file, "select note from activity") == [("caf\ufffd \ufffd",)]


def test_times_are_those_of_the_user(on_terminal, db_file):
    con = connect(db_file)
    con.execute("update user set timezone = 'Asia/Tokyo'")
    con.close()
    with on_terminal() as t:
        t.wait_for("New since 1970-01-01 09:00 JST, never worked on, silent for 3d01h")
        answer(t, "", "", "", "2026-03-05 09:00", "")
        t.wait_for("next step 2026-03-05 09:00 JST")
        t.type("2 of 2", "quit\n")
        assert t.end() == 0
    assert rows(db_file, "select due_at from follow_up") == [(1_772_668_800,)]  # 2026-03-05 00:00 UTC


def test_quiet_still_asks(on_terminal):
    with on_terminal("feedback", "--quiet", "--user", "ana") as t:
        t.type("Status [New]: ", "quit\n")
        assert t.end() == 0
        assert "answered" not in t.text.rpartition("quit")[2]


@pytest.mark.parametrize("columns", [100, 80, 50])
def test_inbox_fits_a_terminal(on_terminal, columns):
    with on_terminal("inbox", columns=columns) as t:
        assert t.end() == 0
        assert "3d01h" in t.text
        assert "2 requests for feedback" in t.text
        assert t.text.endswith("next: leadctl feedback --user ana\n")
        assert max(map(len, t.text.splitlines())) <= columns


# ---------------------------------------------------------------- the conversation that the transcript shows

TRANSCRIPT = ROOT / "tests" / "transcripts" / "feedback.md"
TERMINAL = re.compile(r"^```text\n\$ leadctl ([^\n]*)\n(.*?)^```$", re.M | re.S)
QUESTION = re.compile(r"^((?:Status|Value|Note|Next step|Nothing has changed)[^:\n]*(?:\d\d:\d\d\))?): (.*)$", re.M)


def test_the_conversation_of_the_transcript(monkeypatch, tmp_path, request):
    """Runs the transcript up to the conversation in it, then holds that conversation on a terminal."""
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data", ignore=shutil.ignore_patterns("*.py"))
    monkeypatch.setenv("LEADCTL_DB", "leads.db")
    monkeypatch.setenv("LEADCTL_NOW", DEMO_NOW)
    written = TRANSCRIPT.read_text("utf-8")
    shown = TERMINAL.search(written)
    assert shown is not None
    for part in FENCE.finditer(written[: shown.start()]):
        run_part(part, monkeypatch)
    with Terminal(*shown[1].split(), cwd=tmp_path, environment={**os.environ, "TERM": "xterm"}, columns=120) as t:
        for question, typed in QUESTION.findall(shown[2]):
            t.type(f"{question}: ", b"\x03" if typed == "^C" else f"{typed}\n")
        t.end()
        real = "".join(f"{line.rstrip()}\n" for line in t.text.splitlines())
    if request.config.getoption("--update-transcripts"):
        TRANSCRIPT.write_text(written.replace(shown[0], f"```text\n$ leadctl {shown[1]}\n{real}```"), "utf-8")
    else:
        assert "\n".join(line.rstrip() for line in shown[2].splitlines()) + "\n" == real
