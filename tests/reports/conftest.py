"""What every office has: schemes, deadlines, types of report, templates, a key; and people."""

from __future__ import annotations

import pytest

import doc_templates
from archive.classification.load import load_schemes
from archive.clocks.load import load_clocks
from archive.organisation.keys import make_key
from archive.reports.load import load_report_types
from tests.reports.people import Bureau, make_bureau


@pytest.fixture(autouse=True)
def shipped(request):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        make_key()
        load_schemes()
        load_clocks()
        load_report_types()
        doc_templates.load_shipped()


@pytest.fixture
def bureau(office) -> Bureau:
    return make_bureau(office)
