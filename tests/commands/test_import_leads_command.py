"""leadctl import leads, lead add and imports, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEXT = "Id,Name,Email,City\n1,Ann,ann@x.com,Rome\n2,Bob,bob@,Oslo\n3,Eve\n"


@pytest.fixture
def fair(tmp_path):
    path = tmp_path / "fair.csv"
    path.write_text(TEXT)
    return path


def test_a_file_with_a_bad_row_is_imported_and_exits_1(leadctl, fair):
    done = leadctl("import", "leads", "fair.csv", "--source", "Fair")
    assert done.code == 1
    assert "fair.csv: import 1" in done.out
    assert ["new", "2"] in [line.split() for line in done.out.splitlines()]
    assert 'warning: fair.csv:3: email "bob@"' in done.err
    assert "fair.csv:4: " in done.err
    assert "rejected rows are in fair.rejects.csv" in done.err
    assert Path("fair.rejects.csv").read_text().splitlines()[1].startswith("3,Eve,,,4,")


def test_json_has_every_figure(leadctl, fair):
    figures = json.loads(leadctl("import", "leads", "fair.csv", "--json").out)
    assert {k: figures[k] for k in ("import_id", "read", "new", "rejected", "dry_run")} == {
        "import_id": 1,
        "read": 3,
        "new": 2,
        "rejected": 1,
        "dry_run": False,
    }
    assert figures["warned_by_reason"] == {"bad-email": 1}


def test_twice_says_that_nothing_is_new(leadctl, tmp_path):
    (tmp_path / "a.csv").write_text("Name\nAnn\n")
    assert leadctl("import", "leads", "a.csv").code == 0
    again = leadctl("import", "leads", "a.csv")
    assert again.code == 0
    assert "the same file was imported before (import 1): nothing in it is new" in again.out


def test_stdin_and_mapping_by_hand(leadctl):
    done = leadctl("import", "leads", "-", "--map", "Who=full_name", "--map", "Junk=-", stdin="Who,Junk\nAnn,x\n")
    assert done.code == 0
    assert json.loads(leadctl("lead", "show", "1", "--json").out)["attributes"] in ({}, None)


def test_show_mapping_prints_targets_and_samples_and_writes_nothing(leadctl, fair):
    done = leadctl("import", "leads", "fair.csv", "--show-mapping")
    assert done.code == 0
    assert "external_id" in done.out
    assert "ann@x.com" in done.out
    assert leadctl("imports", "list").out == ""


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--record-type", "Leed"], 'did you mean "Lead"?'),
        (["--map", "Nome=full_name"], 'did you mean "Name"?'),
        (["--map", "Name=ful_name"], 'did you mean "full_name"?'),
        (["--map", "Name"], "HEADER=FIELD"),
        (["--owner-column", "Ownr"], "no column"),
        (["--owned-since", "2026-01-01"], "--owned-since needs --owner-column"),
        (["--update-owner"], "--update-owner needs --owner-column"),
        (["--tz", "Europe/Berln"], "Europe/Berlin"),
        (["--region", "XX"], "not a country code"),
        (["--encoding", "utf-9"], "not an encoding"),
    ],
)
def test_wrong_use_exits_2_and_writes_nothing(leadctl, fair, flags, message):
    done = leadctl("import", "leads", "fair.csv", *flags)
    assert done.code == 2, done
    assert message in done.err
    assert leadctl("imports", "list").out == ""


def test_a_missing_file_exits_4(leadctl, fair):
    done = leadctl("import", "leads", "fare.csv")
    assert done.code == 4
    assert "fair.csv" in done.err


# ---------------------------------------------------------------- lead add


def test_lead_add_normalises_and_links(leadctl, tmp_path):
    (tmp_path / "leadctl.toml").write_text('[[duplicate]]\nmatch = ["email"]\n')
    assert leadctl("config", "apply", "leadctl.toml").code == 0
    first = leadctl(
        "lead", "add", "--email", "Ann@X.com", "--phone", "(212) 555-0100", "--name", "Ann", "--source", "Web"
    )
    assert (first.code, first.out) == (0, "lead 1 added\n")
    second = leadctl("lead", "add", "--email", "ann@x.com", "--json")
    assert json.loads(second.out) == {
        "lead_id": 2,
        "outcome": "new",
        "duplicate_of_id": 1,
        "hold": "duplicate",
    }


def test_lead_add_is_a_new_enquiry_each_time_unless_the_external_id_is_known(leadctl):
    assert leadctl("lead", "add", "--name", "Ann").out == "lead 1 added\n"
    assert leadctl("lead", "add", "--name", "Ann").out == "lead 2 added\n"
    assert leadctl("lead", "add", "--external-id", "7", "--name", "Eve").out == "lead 3 added\n"
    assert leadctl("lead", "add", "--external-id", "7", "--set", "city=Rome").out == "lead 3 changed\n"
    assert leadctl("lead", "add", "--external-id", "7", "--name", "Eve").out == "lead 3 is known and unchanged\n"


@pytest.mark.parametrize(
    "flags",
    [[], ["--value", "much"], ["--status", "Nwe"], ["--recipient", "ana"], ["--set", "cty=Rome"], ["--set", "city"]],
)
def test_lead_add_refuses_what_it_cannot_use(leadctl, flags):
    done = leadctl("lead", "add", *flags)
    assert done.code == 2, done
    assert leadctl("lead", "list", "--json").out.strip() in ("[]", "")


def test_lead_add_warns_of_a_doubtful_address(leadctl):
    done = leadctl("lead", "add", "--email", "ann@")
    assert done.code == 0
    assert 'warning: email "ann@"' in done.err


# ---------------------------------------------------------------- imports


def test_imports_list_and_show(leadctl, fair):
    leadctl("import", "leads", "fair.csv")
    listed = leadctl("imports", "list")
    assert "fair.csv" in listed.out
    assert "complete" in listed.out
    shown = leadctl("imports", "show", "1", "--warnings")
    assert "bob@" in shown.out
    assert leadctl("imports", "show", "9").code == 4


def test_undo_frees_the_identities_so_that_the_file_can_come_again(leadctl, fair, con):
    leadctl("import", "leads", "fair.csv")
    dry = leadctl("imports", "undo", "1", "--dry-run")
    assert "leads 2" in dry.out
    assert con.execute("select count(*) from lead where undone_at is null").fetchone() == (2,)
    assert leadctl("imports", "undo", "1").code == 0
    assert con.execute("select count(*) from lead where undone_at is null").fetchone() == (0,)
    assert con.execute("select sum(waiting) from lead_state").fetchone() == (0,)
    assert leadctl("imports", "undo", "1").code == 4
    again = json.loads(leadctl("import", "leads", "fair.csv", "--json").out)
    assert (again["new"], again["imported_before_id"]) == (2, None)


def test_undo_restores_overwritten_cells_and_voids_status_facts(leadctl, tmp_path, con):
    (tmp_path / "a.csv").write_text("Id,Name,City,Source,Extra,Status\n1,Ann,Rome,Web,x,New\n")
    (tmp_path / "b.csv").write_text("Id,Name,City,Source,Extra,Status\n1,Anna,,Web,y,Contacted\n")
    leadctl("import", "leads", "a.csv")
    before = con.execute("select full_name, city, attributes, search_text from lead").fetchall()
    state = con.execute("select status_id, status_since, waiting from lead_state").fetchall()
    leadctl("import", "leads", "b.csv", "--update-status")
    assert con.execute("select full_name, city, attributes, search_text from lead").fetchall() != before
    assert leadctl("imports", "undo", "2").code == 0
    assert con.execute("select full_name, city, attributes, search_text from lead").fetchall() == before
    assert con.execute("select status_id, status_since, waiting from lead_state").fetchall() == state


def test_undo_takes_owner_passages_back_and_restores_owners(leadctl, tmp_path, con):
    con.executemany(
        "insert into user (login, name, account_id, created_at) values (?, ?, 1, 0)", [("ana", "Ana"), ("bob", "Bob")]
    )
    (tmp_path / "a.csv").write_text("Id,Owner\n1,ana\n2,\n")
    (tmp_path / "b.csv").write_text("Id,Owner\n1,bob\n2,bob\n3,bob\n")
    leadctl("import", "leads", "a.csv", "--owner-column", "Owner")
    leadctl("import", "leads", "b.csv", "--owner-column", "Owner", "--update-owner")
    assert con.execute("select owner_id from lead_state").fetchall() == [(2,), (2,), (2,)]
    assert leadctl("imports", "undo", "2").code == 0
    assert con.execute("select owner_id, waiting from lead_state").fetchall() == [(1, 0), (None, 1), (None, 0)]
    assert con.execute("select count(*) from distribution where undone_at is null").fetchone() == (1,)


def test_undo_refuses_leads_that_were_worked_unless_forced(leadctl, tmp_path, con):
    con.execute("insert into user (login, name, account_id, created_at) values ('ana', 'Ana', 1, 0)")
    (tmp_path / "a.csv").write_text("Id,Name\n1,Ann\n2,Bob\n")
    leadctl("import", "leads", "a.csv")
    assert leadctl("lead", "give", "#1", "--to", "ana").code == 0
    refused = leadctl("imports", "undo", "1")
    assert refused.code == 4
    assert "1 lead of import 1 was worked or distributed since: 1" in refused.err
    assert con.execute("select count(*) from lead where undone_at is null").fetchone() == (2,)
    assert leadctl("imports", "undo", "1", "--force").code == 0
    assert con.execute("select owner_id, waiting from lead_state").fetchall() == [(None, 0), (None, 0)]
    assert con.execute("select count(*) from distribution where undone_at is null").fetchone() == (0,)


def test_duplicates_of_leads_taken_back_get_a_new_original(leadctl, tmp_path, con):
    (tmp_path / "leadctl.toml").write_text('[[duplicate]]\nmatch = ["email"]\n')
    leadctl("config", "apply", "leadctl.toml")
    for n, name in enumerate(("a.csv", "b.csv")):
        (tmp_path / name).write_text(f"Id,Email\n{n}1,a@x.com\n" + (f"{n}2,a@x.com\n" if n else ""))
        leadctl("import", "leads", name)
    assert leadctl("imports", "undo", "1").code == 0
    rows = con.execute("select lead_id, duplicate_of, waiting, hold_code from lead_state").fetchall()
    assert rows == [(1, None, 0, None), (2, None, 1, None), (3, 2, 1, "duplicate")]
    assert con.execute("select lead_id from hold").fetchall() == [(3,)]


def test_only_imports_of_leads_are_taken_back(leadctl, tmp_path):
    (tmp_path / "accounts.csv").write_text("name\nWest\n")
    assert leadctl("import", "accounts", "accounts.csv").code == 0
    refused = leadctl("imports", "undo", "1")
    assert refused.code == 4
    assert "brought accounts" in refused.err


def test_a_header_of_no_text_and_a_missing_header_are_said(leadctl, tmp_path):
    (tmp_path / "x.csv").write_bytes(b"\xef\xbb\xbfname,email,\xff\nAnn,ann@x.io,1\n")
    refused = leadctl("import", "leads", "x.csv")
    assert refused.code == 2
    assert "x.csv:1: the header holds bytes that are no text in this encoding [bad-header]" in refused.err
    assert leadctl("import", "leads", "x.csv", "--encoding", "latin-1").code == 0
    (tmp_path / "y.csv").write_text("ann@x.io,Ann\nbob@x.io,Bob\n", "utf-8")
    assert (
        "note: the header line holds an e-mail address: put a header above it"
        in leadctl("import", "leads", "y.csv").err
    )


def test_a_column_of_owners_that_nobody_named_is_told(leadctl, tmp_path):
    (tmp_path / "crm.csv").write_text("Id,Name,Contact owner\n1,Kim,ana\n2,Lee,\n", "utf-8")
    note = (
        'note: column "Contact owner" is kept as an attribute; --owner-column "Contact owner" records who has each lead'
    )
    assert note in leadctl("import", "leads", "crm.csv", "--dry-run").err.splitlines()
    named = leadctl("import", "leads", "crm.csv", "--dry-run", "--owner-column", "Contact owner")
    assert "--owner-column" not in named.err
    ignored = leadctl("import", "leads", "crm.csv", "--dry-run", "--map", "Contact owner=-")
    assert "--owner-column" not in ignored.err
    (tmp_path / "crm.csv").write_text("Id,Name,Contact owner\n1,Kim,\n2,Lee,\n", "utf-8")
    assert "--owner-column" not in leadctl("import", "leads", "crm.csv").err  # nobody stands in it


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("28.02.2026", "01.03.2026 08:15", True),
        ("2026-02-28T10:00:00Z", "", True),
        ("28 Feb 2026", "1 Mar 2026", True),
        ("", "", False),
        ("28.02.2026", "soon", False),
        ("28.02.1966", "01.03.2026", False),  # birthdays
        ("28.02.2026", "01.03.2036", False),  # days to come
        ("46001", "46002", False),
        ("12.50", "3.4", False),
    ],
)
def test_a_column_of_dates_that_nobody_named_is_told(leadctl, tmp_path, first, second, told):
    (tmp_path / "messe.csv").write_text(f"Id;Name;Erfasst am\n1;Kim;{first}\n2;Lee;{second}\n", "utf-8")
    note = 'note: no column says when they came; "Erfasst am" looks like dates: --map "Erfasst am=received_at"'
    assert (note in leadctl("import", "leads", "messe.csv", "--dry-run").err.splitlines()) is told
    for column in ("Erfasst am=received_at", "Erfasst am=-"):
        if column.endswith("-") or told:
            assert (
                "says when they came" not in leadctl("import", "leads", "messe.csv", "--dry-run", "--map", column).err
            )


def test_several_columns_of_dates_are_all_named_and_declared_ones_are_not(leadctl, tmp_path):
    (tmp_path / "messe.csv").write_text("Id,Name,Erfasst am,Demo\n1,Kim,2026-02-01,2026-02-03\n", "utf-8")
    told = 'note: no column says when they came; "Erfasst am", "Demo" look like dates: --map "Erfasst am=received_at"'
    assert told in leadctl("import", "leads", "messe.csv", "--dry-run").err.splitlines()
    (tmp_path / "leadctl.toml").write_text('[[attribute]]\nname = "Erfasst am"\ntype = "date"\n', "utf-8")
    assert leadctl("config", "apply", "leadctl.toml").code == 0
    assert '"Demo" looks like dates' in leadctl("import", "leads", "messe.csv", "--dry-run").err


@pytest.mark.parametrize(
    "row",
    [
        "Summe;;;;;99.999,00",
        "Total:;;;;;1,234.50 EUR",
        "Grand Total;;;;;",
        "gesamtsumme (3 rows);;;;;12",
        "SUM;;;;;USD 12",
    ],
)
def test_a_row_of_totals_is_no_lead(leadctl, tmp_path, row):
    text = f"Quelle;Name;Email;Phone;City;Umsatz\nMesse;Kim;k@x.io;;;5,00\n{row}\n"
    (tmp_path / "messe.csv").write_text(text, "utf-8")
    done = leadctl("import", "leads", "messe.csv", "--map", "Umsatz=value", "--json")
    said = json.loads(done.out)
    assert (said["new"], said["rejected_by_reason"]) == (1, {"totals-row": 1})
    assert row.partition(";")[0] in (tmp_path / "messe.rejects.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Name,Email,Value", "Total,t@x.io,5"),
        ("Name,Phone,Value", "Total,+12125550100,5"),
        ("Company,City,Value", "Total,Paris,5"),  # the oil company
        ("Company,Id,Value", "Total,17,5"),
        ("Name", "Summe"),
        ("Source,Name,Value", "Total,Kim,5"),
        ("Source,Company,Value", "Sum,Acme,5"),
        ("Name,Value", "Totally Ltd,5"),
    ],
)
def test_somebody_called_total_is_a_lead(leadctl, tmp_path, header, row):
    (tmp_path / "x.csv").write_text(f"{header}\n{row}\n", "utf-8")
    assert json.loads(leadctl("import", "leads", "x.csv", "--json").out)["new"] == 1


def test_what_is_typed_by_hand_is_no_row_of_totals(leadctl):
    assert leadctl("lead", "add", "--company", "Total", "--value", "5").out == "lead 1 added\n"


def test_people_are_disabled_by_their_own_command(leadctl, tmp_path):
    (tmp_path / "accounts.csv").write_text("name,parent\nEast,Corporate\n", "utf-8")
    assert leadctl("import", "accounts", "accounts.csv").code == 0
    refused = leadctl("imports", "undo", "1")
    assert refused.code != 0
    assert refused.err.endswith("hint: import a corrected file, or disable them: leadctl account disable\n")
