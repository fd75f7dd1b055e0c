"""leadctl report NAME: the reports, all with one set of flags."""

from __future__ import annotations

import typer

from leadctl.commands.report import filters
from leadctl.commands.report.everything import everything
from leadctl.commands.report.explain import explain
from leadctl.commands.report.options import ALL, ReportCommand, command
from leadctl.commands.report.output import show

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

# report -> the text of its --help
TEXTS = {
    "performance": """How strategies and users do with the leads they are given.

    Example:  leadctl report performance --last-30-days --account West
    """,
    "summary": """Every distributed lead, one row per distribution; or groups of them.

    Example:  leadctl report summary --group-by partner,source-campaign -o out.csv
    """,
    "allocation": """Is distribution itself working: where the leads received in the period stand, and how long it took.

    Example:  leadctl report allocation --this-week --by source
    """,
    "response": """How fast and whether people answer offers and follow up, in wall and working time.

    Example:  leadctl report response --last-week --by team,user
    """,
    "sources": """What sources and campaigns bring, and what they cost: the leads received in the period.

    Example:  leadctl report sources --this-month --by source
    """,
    "fairness": """Was it fair: what people were entitled to, what they received, and where the difference comes from.

    Example:  leadctl report fairness --last-month --user ana --format html -o ana.html   (her statement)
    """,
}


ALL_TEXT = """Write all reports into one folder, with an index page when HTML is among the formats.

    Each takes its own default filter or period where neither is typed. All of them are of one moment, and nothing is
    written unless all succeed.

    Example:  leadctl report all --last-week --format html,xlsx -o weekly --force
    """


@app.callback()
def report() -> None:
    """Print a report; each has its own --help."""


for _name, _text in TEXTS.items():
    app.command(_name, cls=ReportCommand)(command(_name, _text, show))
app.command(ALL, cls=ReportCommand)(command(ALL, ALL_TEXT, everything))
app.command("explain")(explain)
app.add_typer(filters.app, name="filters")
