"""How much chance the tests try: `make soak` multiplies what `make test` can afford."""

import os


def examples(number: int) -> int:
    """Return `number` times LEADCTL_EFFORT (default 1)."""
    return number * int(os.environ.get("LEADCTL_EFFORT", "1"))
