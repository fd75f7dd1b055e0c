"""Under --quiet a run says what is new: what every run says until people act is for `config check`, not for cron."""

from __future__ import annotations

import pytest

RULES = """
[[strategy]]
name = "Far away"
method = "nearest"
to = { accounts = ["Nowhere"] }
[[strategy]]
name = "Everybody"
method = "round_robin"
to = { users = ["ana"] }
"""


@pytest.fixture
def shop(leadctl, tmp_path):
    (tmp_path / "r.toml").write_text(RULES, "utf-8")
    (tmp_path / "l.csv").write_text("Email,First name\na@example.org,A\n", "utf-8")
    assert leadctl("account", "add", "Nowhere", "--country", "US", "--city", "Xyzzy").code == 0
    assert leadctl("user", "add", "ana").code == 0
    assert leadctl("config", "apply", str(tmp_path / "r.toml")).code == 0
    assert leadctl("import", "leads", str(tmp_path / "l.csv")).code == 0
    return leadctl


@pytest.mark.parametrize("command", ["assign", "tick"])
def test_standing_warnings_are_said_aloud_but_not_to_cron(shop, command):
    loud = shop(command, "--json")
    assert 'office "Nowhere" gets no leads' in loud.err
    assert "gets no leads" in loud.out  # and in the JSON, escaped
    quiet = shop(command, "--quiet")
    assert (quiet.out, quiet.err) == ("", "")


def test_what_is_wrong_with_this_run_is_said_to_cron_too(leadctl):
    done = leadctl("assign", "--quiet")
    assert "no rules were applied yet" in done.err
