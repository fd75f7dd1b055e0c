"""leadctl.toml -> frozen objects; every fault at once, with file, key and nearest name."""

from leadctl.config.model import Config
from leadctl.config.parse import load_text

__all__ = ["Config", "load_text"]
