"""When the rules run in a replay."""

from leadctl.engine.simulation.moments import Moment, moments

HOUR = 3600


def at(found):
    return [m.at for m in found]


def test_where_runs_took_place_it_is_then():
    real = [Moment(100, True), Moment(5 * HOUR, True, limit=3)]
    assert moments(0, 10 * HOUR, real, None) == real


def test_where_another_system_gave_the_leads_out_it_is_every_hour():
    real = [Moment(5 * HOUR, True)]
    assert at(moments(0, 10 * HOUR, real, 2 * HOUR)) == [HOUR, 2 * HOUR, 3 * HOUR - 1, 5 * HOUR]
    assert at(moments(0, 10 * HOUR, real, 5 * HOUR - 1)) == [h * HOUR for h in range(1, 5)] + [5 * HOUR - 1, 5 * HOUR]


def test_without_runs_it_is_every_hour_and_the_end():
    assert at(moments(0, 3 * HOUR, [], None)) == [HOUR, 2 * HOUR, 3 * HOUR - 1]
    assert at(moments(0, 30, [], None)) == [29]


def test_every_says_otherwise():
    assert at(moments(0, HOUR, [Moment(7, True)], None, every=1200)) == [1200, 2400, HOUR - 1]
