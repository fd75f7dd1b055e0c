"""Entry point. `--version` answers before anything slow is loaded."""

from __future__ import annotations

import sys


def main() -> None:
    """Run leadctl with sys.argv and exit."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from leadctl import __version__

        sys.stdout.write(f"leadctl {__version__}\n")
        return
    from leadctl.cli import run

    run(sys.argv[1:])


if __name__ == "__main__":
    main()
