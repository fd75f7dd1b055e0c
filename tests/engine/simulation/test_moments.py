"""When the rules run in a replay."""

from leadctl.engine.simulation.moments import Moment, moments

HOUR = 3600


def at(found):
    return [m.at for m in found]


def test_where_runs_took_place_it_is_then():
    real = [Moment(100, True), Moment(5 * HOUR, True, limit=3)]
    assert moments(0, 10 * HOUR, real, began=50) == [Moment(49), *real]  # the stretch before leadctl was used
    assert moments(60, 10 * HOUR, real, began=50) == real


def test_without_runs_it_is_every_hour_and_the_end():
    assert at(moments(0, 3 * HOUR, [], 0)) == [HOUR, 2 * HOUR, 3 * HOUR - 1]
    assert at(moments(0, 30, [], 0)) == [29]


def test_every_says_otherwise():
    assert at(moments(0, HOUR, [Moment(7, True)], 7, every=1200)) == [1200, 2400, HOUR - 1]
