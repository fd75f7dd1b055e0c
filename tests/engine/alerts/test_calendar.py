"""Calendar files: what every reader of RFC 5545 relies on."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from leadctl.engine.alerts.calendar import appointment
from tests.effort import examples


def properties(file: str) -> dict[str, str]:
    """Return name -> value, read back as a calendar does: unfolded, then unescaped."""
    lines = file.replace("\r\n ", "").split("\r\n")
    found = {}
    for line in lines[:-1]:
        name, _, value = line.partition(":")
        text, escaped = "", False
        for character in value:
            if escaped:
                text += {"n": "\n"}.get(character, character)
                escaped = False
            elif character == "\\":
                escaped = True
            else:
                text += character
        found[name] = text
    return found


def test_what_stands_in_it():
    file = appointment("u@x", 1_772_467_200, 1_772_460_000, "lead 1 (Jane)", ["1  Jane", "bring; the, plan"])
    assert properties(file) == {
        "BEGIN": "VEVENT", "VERSION": "2.0", "PRODID": "-//leadctl//leadctl//EN", "METHOD": "PUBLISH", "UID": "u@x",
        "SEQUENCE": "0", "DTSTAMP": "20260302T140000Z", "DTSTART": "20260302T160000Z", "DURATION": "PT30M",
        "SUMMARY": "lead 1 (Jane)", "DESCRIPTION": "1  Jane\nbring; the, plan", "END": "VCALENDAR",
    }  # fmt: skip
    assert file.startswith("BEGIN:VCALENDAR\r\n")
    assert file.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")


def test_a_cancellation_names_the_same_entry_and_comes_later():
    made, gone = (
        properties(appointment("u@x", 1_772_467_200, at, "s", [], organizer="leads@example.com", cancelled=cancelled))
        for at, cancelled in ((1_772_460_000, False), (1_772_460_060, True))
    )
    assert (made["METHOD"], gone["METHOD"]) == ("PUBLISH", "CANCEL")
    assert (made["SEQUENCE"], gone["SEQUENCE"]) == ("0", "1")
    assert gone["STATUS"] == "CANCELLED"
    assert "STATUS" not in made
    for name in ("UID", "DTSTART", "ORGANIZER"):
        assert made[name] == gone[name]
    assert made["ORGANIZER"] == "mailto:leads@example.com"


@settings(max_examples=examples(200))
@given(st.text(max_size=200), st.lists(st.text(max_size=100), max_size=4))
def test_any_text_comes_back_and_no_line_is_too_long(summary, lines):
    file = appointment("u@x", 0, 0, summary, lines)
    assert all(len(line.encode("utf-8", "replace")) <= 75 for line in file.split("\r\n"))
    found = properties(file)
    assert set(found) == set(properties(appointment("u@x", 0, 0, "", [])))
    assert found["SUMMARY"] == "".join(c for c in summary if c.isprintable() or c == "\n")
    assert found["DESCRIPTION"] == "".join(c for c in "\n".join(lines) if c.isprintable() or c == "\n")
