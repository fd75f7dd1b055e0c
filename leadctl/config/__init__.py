"""leadctl.toml -> frozen objects; every fault at once, with file, key and nearest name."""

from collections.abc import Iterable

from leadctl.config.model import Config

__all__ = ["Config", "load_text"]


def load_text(text: str, file: str, seen_attributes: Iterable[str] = ()) -> Config:
    """Return the rules in `text`. Raises ConfigError naming every fault. Arguments as for config.parse.read_text."""
    from leadctl.config import parse  # a third of this package's load time; most commands only name a Config

    return parse.load_text(text, file, seen_attributes)
