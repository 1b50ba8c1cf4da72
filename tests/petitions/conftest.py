"""Rules, templates and a key, as every office has them; petitions on their way."""

import pytest

from archive.clocks.load import load_clocks
from archive.organisation.keys import make_key
from doc_templates import load_shipped


@pytest.fixture(autouse=True)
def shipped(request):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        make_key()
        load_clocks()
        load_shipped()
