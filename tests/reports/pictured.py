"""A report with everything a page can show: figures, all shapes of charts, two tables, nasty names, pages of leads."""

from leadctl.reports.sheet import Part, Sheet, Sheets
from leadctl.reports.table import Chart, Closing, Column, Criterion, Figure, Line, Subtotal, Table

COUNT = Column("n", "Leads", "int")
RATE = Column("rate", "Contact rate", "rate", bar=True)
MONEY = Column("value", "Value", "money", "USD")
NASTY = '<script>alert("x")</script> & \x1b[31m"quoted"\nname'

ROWS = [
    ("push", "East and Central", "bob", 237, 0.48, (3, 9, 12, 4, 0, 7), 7_600_00, 5025),
    ("push", "East and Central", "carla", 194, 0.484, (1, 2, 0, 0, 4, 8), None, 88_000),
    ("push", "Enterprise", "ana", 19, 0.789, (0, 0, 1, 0, 1, 0), 1_825_000_00, 61),
    ("push", "Enterprise", NASTY, 0, None, (0, 0, 0, 0, 0, 0), 0, None),
    ("pull", "Night queue", "zoe", 1204, 0.05, (9, 9, 9, 9, 9, 9), -1500, 0),
]
SUBTOTALS = [
    Subtotal(2, ("push", "East and Central", None, 431, 0.482, (4, 11, 12, 4, 4, 15), 7_600_00, 40_000)),
    Subtotal(2, ("push", "Enterprise", None, 19, 0.789, (0, 0, 1, 0, 1, 0), 1_825_000_00, 61)),
    Subtotal(1, ("push", None, None, 450, 0.495, (4, 11, 13, 4, 5, 15), 1_832_600_00, 30_000)),
    Subtotal(2, ("pull", "Night queue", None, 1204, 0.05, (9, 9, 9, 9, 9, 9), -1500, 0)),
    Subtotal(1, ("pull", None, None, 1204, 0.05, (9, 9, 9, 9, 9, 9), -1500, 0)),
]
TOTALS = (None, None, None, 1654, 0.171, (13, 20, 22, 13, 14, 24), 1_832_585_00, 30_000)

CHARTS = (
    Chart(
        "contact",
        "Contacted and not, by strategy",
        "stacked",
        ("East and Central", "Enterprise", "Spanish desk", NASTY),
        (Line("Contacted", (324, 33, 37, 0)), Line("Not contacted", (367, 9, 64, 3))),
        COUNT,
        "East and Central has most leads, and more than half of them are not contacted; Enterprise reaches 79%.",
    ),
    Chart(
        "trend",
        "Leads distributed per week",
        "line",
        ("2 Mar", "9 Mar", "16 Mar", "23 Mar", "30 Mar"),
        (Line("Push", (310, 402, 391, None, 120)), Line("Pull", (20, 44, 81, 60, 12))),
        COUNT,
        "Push falls in the last, unfinished week.",
    ),
    Chart(
        "share",
        "Share per user, entitled and received",
        "bars",
        ("ana", "bob", "carla", "dmitri"),
        (Line("Entitled", (0.25, 0.25, 0.25, 0.25)), Line("Received", (0.31, 0.22, 0.27, 0.2))),
        RATE,
        "ana received most, dmitri least.",
    ),
    Chart(
        "gap",
        "Gap in leads",
        "bars",
        ("ana", "bob", "carla", "dmitri"),
        (Line("Gap", (41, -23, 11, -29)),),
        COUNT._replace(signed=True),
        "ana is 41 leads above her share.",
    ),
)
FIGURES = (
    Figure(COUNT._replace(label="Leads distributed"), 1654, "1,817 before"),
    Figure(RATE, 0.171, "283 of 1,654 contactable"),
    Figure(Column("first", "Median time to first action", "duration"), 5025, "88 leads untouched"),
    Figure(MONEY._replace(label="Opportunity value"), 1_832_585_00, ""),
    Figure(RATE._replace(label="Acceptance", bar=False), None, "no offers"),
)


def sheet(cell):
    """Return the page of a lead, of leads 1 to 2 alone."""
    if not isinstance(cell, int) or cell > 2:
        return None
    facts = Part("Contact", (("e-mail", f"lead{cell}@x.example"), ("notes", "one\ntwo <b>"), ("who", NASTY)))
    rows = (("2026-03-02 09:21 EST", "Call", "bob", "rang < 3 times"),)
    work = Part("Activities", rows, ("when", "what", "by", "detail"))
    return Sheet(f"lead-{cell}", f"Lead {cell}  {NASTY}", (facts, work), ("taken back",) if cell == 2 else ())


def pictured(**changes):
    """Return the report: its main table grouped, with figures and charts; a second with rows that have pages."""
    columns = (
        Column("mode", "Mode", "text", group=True, rank=0),
        Column("strategy", "Strategy", "text", group=True, rank=0),
        Column("user", "User", "text", group=True, rank=0),
        COUNT,
        RATE,
        Column("trend", "Trend", "series"),
        MONEY,
        Column("answer", "Time to first action", "duration"),
    )
    second = Table(
        "performance",
        "Leads",
        (
            Column("lead_id", "Id", "int", rank=6),
            Column("lead", "Lead", "text", rank=0),
            Column("at", "Distributed", "time"),
            Column("accepted", "Accepted", "answer"),
            Column("change", "Change", "rate", signed=True),
        ),
        [
            (1, "first@x.example", 1_772_953_200, True, 0.021),
            (2, "second@x.example", 1_772_956_800, None, -0.4),
            (3, NASTY, None, False, None),
        ],
        lambda: Closing((), None, ("three leads",)),
        zone="America/New_York",
        key="leads",
        sheets=Sheets("Leads in detail", "lead_id", "lead", "As known on 2026-03-31 15:00 EDT.", sheet),
    )
    given = {
        "criteria": (
            Criterion(
                "period", "Period", None, "last 30 days: 2026-03-02 00:00 EST up to 2026-04-01 00:00 EDT, excluded"
            ),
            Criterion("as_of", "As of", None, "2026-03-31 15:00 EDT"),
            Criterion("account", "Account", None, NASTY),
            Criterion("filters", "Filters", None, "none"),
        ),
        "zone": "America/New_York",
        "marked": frozenset({("user", "carla")}),
        "more": (second,),
        **changes,
    }
    return Table(
        "performance",
        "Distribution performance",
        columns,
        ROWS,
        lambda: Closing(SUBTOTALS, TOTALS, ("a note <b>&amp;</b>",), FIGURES, CHARTS),
        **given,
    )
