"""Keys of the methods: read where they mean something, refused where they would be ignored."""

import pytest

from leadctl.config import load_text
from leadctl.errors import ConfigError

HEAD = 'score_bands = { hot = 40, cold = 0 }\n[[strategy]]\nname = "S"\n'
BANDS = 'method = "weighted"\nby = "score_band"\n'


def faults(text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_text(HEAD + text, "f")
    return list(caught.value.faults)


def rule(text: str):
    return load_text(HEAD + text, "f").strategies[0]


def test_what_performance_reads_and_its_defaults():
    plain = rule('method = "performance"\nto = { users = ["ana"] }').performance
    assert (plain.pick, plain.max_share, plain.explore, plain.matures_after) == ("share", 500_000, 100_000, 30 * 86_400)
    text = 'method = "performance"\npick = "best"\nmax_share = "35 %"\nexplore = "0%"\nmatures_after = "14d"\n'
    given = rule(text + 'to = { users = ["ana"] }').performance
    assert (given.pick, given.max_share, given.explore, given.matures_after) == ("best", 350_000, 0, 14 * 86_400)


def test_the_file_says_when_leads_are_mature_unless_the_strategy_does():
    text = 'matures_after = "7d"\n[[strategy]]\nname = "S"\nmethod = "performance"\nto = { users = ["ana"] }\n'
    assert load_text(text, "f").strategies[0].performance.matures_after == 7 * 86_400


@pytest.mark.parametrize("share", ['"0%"', '"101%"', '"half"', "0.5"])
def test_a_most_share_is_a_part_above_nothing(share):
    assert "max_share" in faults(f'method = "performance"\nmax_share = {share}\nto = {{ users = ["ana"] }}')[0]


def test_bands_by_weight_and_by_rate():
    strategy = rule(BANDS + 'to = { weights = { hot = "performance", other = { bob = 2 } } }\nexplore = "20%"')
    assert strategy.to.bands == (("hot", "performance"), ("other", (("bob", 2_000_000),)))
    assert strategy.performance.explore == 200_000
    assert strategy.to.users == ("bob",)


@pytest.mark.parametrize("key", ['max_share = "40%"', 'explore = "5%"', 'matures_after = "9d"'])
@pytest.mark.parametrize(
    "text",
    [
        'method = "weighted"\nto = { users = ["ana"], weights = { ana = 1 } }\n',
        BANDS + "to = { weights = { hot = { ana = 1 }, other = { bob = 1 } } }\n",
        'method = "least_loaded"\nto = { users = ["ana"] }\n',
        'to = { users = ["ana"] }\n',
    ],
)
def test_keys_that_nothing_would_read_are_faults(text, key):
    (fault,) = faults(text + key)
    assert key.split()[0] in fault


def test_weights_are_for_weighted_alone():
    assert "weights" in faults('method = "least_loaded"\nto = { users = ["ana"], weights = { ana = 1 } }')[0]
