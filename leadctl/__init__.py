"""leadctl distributes sales leads from the shell, over one SQLite file."""

__version__ = "0.1.0"
