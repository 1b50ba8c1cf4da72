"""Schemes, rules and a key, as every office has them."""

import pytest

from archive.classification.load import load_schemes
from archive.clocks.load import load_clocks
from archive.organisation.keys import make_key


@pytest.fixture(autouse=True)
def shipped(request):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        make_key()
        load_schemes()
        load_clocks()
