"""What an export holds comes back: into the same database without a change, elsewhere as the same export."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.engine.exporting.worlds import KINDS, World, csv_of, rows_of

UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)  # two databases a try: shrinking takes many minutes
HEADER = [
    *("id", "source", "full name", "first name", "last name", "email", "email 2", "phone", "phone ext", "mobile"),
    *("company", "country", "state", "postal code", "value", "priority", "do not contact", "created at", "status"),
    *("notes", "Budget", "Seats", "Trial", "Renewal", "Odd: name", "=SUM(A1)"),
]
NASTY = st.one_of(
    st.text(max_size=12),
    st.text("=+-@'\",;|\t\n\r \\xaé\u00a0\u200b\u0085\U0001f600#N/A", max_size=12),
    st.sampled_from(["N/A", "Select", "'=1+1", "=cmd()", "+1", "-5", "@x", '="7"', "'", "''", "-", "a\r\nb", "x\ry"]),
)
LEAD = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["7", "8", "L-1", "leadctl-1", "=7"]),
        "source": st.sampled_from(["Fair", "fair", "Web", "Meta"]),
        "full name": NASTY,
        "first name": NASTY,
        "last name": NASTY,
        "email": st.one_of(
            st.sampled_from(["Ann@X.io", "ann@x.io", "bo@x.io; Cy@x.io", "bad@", "dä@münchen.de"]), NASTY
        ),
        "email 2": st.sampled_from(["two@x.io", "no mail", ""]),
        "phone": st.one_of(
            st.sampled_from(["(305) 555-0100", "+44 20 7946 0018 ext. 9", "305 555 0100 / 305 555 0101", "12"]), NASTY
        ),
        "phone ext": st.sampled_from(["12", "x9"]),
        "mobile": st.sampled_from(["+13055550199", "none of yours"]),
        "company": NASTY,
        "country": st.sampled_from(["US", "Germany", "canada", "Atlantis"]),
        "state": st.sampled_from(["California", "ON", "Bayern", "??"]),
        "postal code": st.sampled_from(["01960", "K1A 0B1"]),
        "value": st.sampled_from(["1,234.5", "-0.05", "0", "99999999999.99", "5k", "1.000"]),
        "priority": st.sampled_from(["hot", "Low", "2"]),
        "do not contact": st.sampled_from(["yes", "0"]),
        "created at": st.sampled_from(
            ["2026-03-01", "2026-03-01 01:30:00", "2025-11-02 01:30:00", "1969-12-31T23:59:59Z", "Feb 3 2026"]
        ),
        "status": st.sampled_from(["New", "tried", "Won", "In talks", "Nurture"]),
        "notes": NASTY,
        "Budget": st.sampled_from(["12.30", "-7"]),
        "Seats": st.sampled_from(["5", "1e22", "0.1", "-3"]),
        "Trial": st.sampled_from(["yes", "no"]),
        "Renewal": st.sampled_from(["2026-05-01", "2026-05-01T10:00:00Z"]),
        "Odd: name": NASTY,
        "=SUM(A1)": NASTY,
    },
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "action {lead} call -u {user}",
                "action {lead} status -u {user} --note '=x'",
                "action {lead} email -u {user} --status Tried",
                "status {lead} Won -u {user}",
                "status {lead} Lost -u {user}",
                "note {lead} \u00a0note\u00a0 -u {user}",
                "appointment {lead} -u {user} --starts 2026-03-09",
                "give {lead} --to {user}",
                "transfer {lead} --to {user}",
                "offer accept {lead} -u {user}",
                "offer reject {lead} -u {user} --reason 'too far; @home'",
                "void {lead} --reason x",
                "tick",
                "assign",
            ]
        ),
        st.integers(1, 8),
        st.sampled_from(["ana", "bob", "carla"]),
        st.booleans(),
    ),
    max_size=10,
)


def lived(folder: Path, leads: list[dict[str, str]], steps: list[tuple[str, int, str, bool]]) -> World:
    """Return a world in which these leads came in and these things happened, as far as they may."""
    import shlex

    world = World(folder)
    world.folder.joinpath("leads.csv").write_bytes(csv_of(HEADER, [[one.get(h, "") for h in HEADER] for one in leads]))
    world.ok("import", "leads", str(world.folder / "leads.csv"), "--map", "Odd: name=attribute:Odd: name", codes=(0, 1))
    world.ok("assign")
    hour = 10
    for second, (text, lead, user, later) in enumerate(steps):  # what is done in one second has no order in a file
        hour += later
        world.now = f"2026-03-02T{hour:02d}:00:{second:02d}-05:00"
        words = shlex.split(text.format(lead=lead, user=user))
        line = words if words[0] in ("offer", "tick", "assign") else ["lead", *words]
        code, _, err = world.run(*line)
        assert code in (0, 1, 2, 4), err
    world.now = "2026-03-02T23:00:00-05:00"
    return world


@settings(max_examples=examples(8), phases=UNSHRUNK)
@given(st.lists(LEAD, min_size=1, max_size=8), STEPS, st.sampled_from(["csv", "ndjson"]))
def test_nothing_changes_at_home_and_elsewhere_all_is_the_same(leads, steps, ending):
    with tempfile.TemporaryDirectory() as folder:
        home = lived(Path(folder) / "home", leads, steps)
        before = home.exports(ending=ending)
        facts = everything(home)
        for kind in KINDS:
            told = home.import_(kind, before[kind], ending=ending)
            assert told.get("new", 0) == told.get("changed", 0) == 0, (kind, told)
        assert everything(home) == facts
        assert home.exports(ending=ending) == before

        away = World(Path(folder) / "away")
        away.now = home.now
        for kind in ("leads", "distributions", "activities"):
            away.import_(kind, before[kind], ending=ending)
            assert away.export("leads", ending=ending) == before["leads"], f"after {kind}"
        away.ok("verify")
        assert away.exports(ending=ending) == before
        back = away.exports()  # and by the other format, home again
        for kind in KINDS:
            told = home.import_(kind, back[kind])
            assert told.get("new", 0) == told.get("changed", 0) == 0, (kind, told)


def everything(world: World) -> dict[str, list[tuple]]:
    """Return all rows of the tables that imports write, but for the record of the imports themselves."""
    import sqlite3
    from contextlib import closing

    tables = ("lead", "lead_state", "lead_change", "distribution", "activity", "transfer", "hold", "touch", "status")
    with closing(sqlite3.connect(world.folder / "leads.db")) as con:
        return {table: con.execute(f"select * from {table} order by 1").fetchall() for table in tables}


@settings(max_examples=examples(6), phases=UNSHRUNK)
@given(
    st.lists(LEAD, min_size=1, max_size=6),
    st.sampled_from(["salesforce", "hubspot", "zoho", "pipedrive", "odoo"]),
)
def test_a_crm_gives_back_the_same_leads(leads, preset):
    with tempfile.TemporaryDirectory() as folder:
        home = lived(Path(folder) / "home", leads, [])
        known = rows_of(home.export("leads"))
        file = home.export("leads", "--preset", preset)
        told = home.import_("leads", file, may_reject="nothing-mapped")  # of some leads the CRM knows only the key
        assert told.get("new", 0) == 0
        names_apart = sum(1 for row in known if row["full_name"] and not (row["first_name"] or row["last_name"]))
        assert told.get("changed", 0) <= names_apart  # a full name comes back in two parts, where there were none
        assert home.import_("leads", file, may_reject="nothing-mapped").get("changed", 0) == 0
        away = World(Path(folder) / "away")
        away.now = home.now
        fresh = away.import_("leads", file, may_reject="nothing-mapped")
        assert fresh.get("new", 0) == fresh["read"] - fresh["rejected"]
        keys = {row["leadctl_key"] for row in rows_of(away.export("leads"))}
        assert keys <= {row["leadctl_key"] for row in known}
