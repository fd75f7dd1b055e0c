"""[[strategy]] with mode = "pull": its keys, and what is refused with the nearest word."""

import pytest

from leadctl.config import load_text
from leadctl.config.model import PullRule
from leadctl.errors import ConfigError

HEAD = '[[strategy]]\nname = "Hot"\nto = { users = ["ana"] }\n'
PULL = HEAD + 'mode = "pull"\n'


def read(text: str) -> PullRule:
    return load_text(text, "rules").strategies[0].pull


def test_the_defaults_are_the_freshest_of_the_least_pulled():
    assert read(PULL) == PullRule()
    assert PullRule().order == (("pull_count", "asc"), ("added", "desc"))
    assert PullRule().cool_down == 15 * 60


def test_every_key_is_read():
    found = read(
        PULL
        + 'queue = "sources"\nsources = ["Fair", "Web"]\nsource_order = "round_robin"\n'
        + 'order = ["score", "priority", "added asc", "pull_count desc"]\nmax_pulls = 5\nmax_unworked = 3\n'
        + 'cool_down = "0s"\nrecycle = ["attempted"]\nreclaim_after = "1d"\nchoose = true\n'
    )
    assert found == PullRule(
        "sources",
        ("Fair", "Web"),
        "round_robin",
        (("score", "desc"), ("priority", "asc"), ("added", "asc"), ("pull_count", "desc")),
        5,
        3,
        0,
        ("Attempted",),
        86_400,
        True,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "max_pulls = 3", 'max_pulls: is for mode = "pull"'),
        (HEAD + 'queue = "own"', 'queue: is for mode = "pull"'),
        (PULL + 'method = "weighted"', 'method: is for mode = "push"'),
        (PULL + 'accept_within = "5m"', 'accept_within: is for mode = "push"'),
        (PULL + 'queue = "onw"', 'queue: "onw" is not known; did you mean "own"?'),
        (PULL + 'queue = "sources"', "sources: is missing"),
        (PULL + 'sources = ["Fair"]', 'sources: is for queue = "sources"'),
        (PULL + 'source_order = "priority"', 'source_order: is for queue = "sources"'),
        (PULL + 'queue = "own"\nfrom = "West"', "from: has no say here"),
        (PULL + 'queue = "unworked"\nfrom = "West"', "from: has no say here"),
        (PULL + 'order = ["pulls"]', 'order: "pulls" is no order'),
        (PULL + 'order = ["added up"]', "write asc"),
        (PULL + 'order = ["added", "added asc"]', '"added" is named twice'),
        (PULL + "max_pulls = 0", "max_pulls: is 0; must be at least 1"),
        (PULL + 'recycle = ["Atempted"]', 'no open status is called "Atempted"; did you mean "Attempted"?'),
        (PULL + 'recycle = ["Closed"]', 'no open status is called "Closed"'),
        (PULL + 'cool_down = "soon"', "cool_down:"),
    ],
)
def test_faults_name_the_key_and_the_nearest_word(text, said):
    with pytest.raises(ConfigError) as caught:
        load_text(text, "rules")
    assert any(said in fault for fault in caught.value.faults), caught.value.faults
