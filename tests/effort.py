"""How much chance the tests try: `make soak` multiplies what `make test` can afford."""

import os


def examples(number: int) -> int:
    """Return `number` times LEADCTL_EFFORT (default a half), at least 3."""
    return max(3, round(number * float(os.environ.get("LEADCTL_EFFORT", "0.5"))))
