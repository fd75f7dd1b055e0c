"""Every figure of the reports, a module per report: pure functions whose docstrings are their definitions."""
