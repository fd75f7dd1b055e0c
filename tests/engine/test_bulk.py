"""The collector rests during bulk work and comes back after it, whatever happens."""

import gc

import pytest

from leadctl.engine.bulk import without_collector


def test_the_collector_rests_and_comes_back():
    with without_collector():
        assert not gc.isenabled()
        with without_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="row"), without_collector():
        raise ValueError("row")
    assert gc.isenabled()
