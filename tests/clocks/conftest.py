"""Rules and calendar as shipped, and a record to hang clocks on."""

import pytest

from archive.clocks.load import load_clocks


@pytest.fixture
def rules(db):
    return load_clocks()
