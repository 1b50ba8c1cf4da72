"""What matters of every kind need: schemes, deadlines, templates, a key."""

from __future__ import annotations

import pytest

from archive.classification.load import load_schemes
from archive.clocks.load import load_clocks
from archive.organisation.keys import make_key
from archive.organisation.refusal import Refused
from doc_templates import load_shipped


@pytest.fixture
def shipped(db):
    make_key()
    load_schemes()
    load_clocks()
    load_shipped()


@pytest.fixture
def refused():
    """The codes of all refusals of a step; an empty list when it ran."""

    def codes(step) -> list[str]:
        try:
            step.run()
        except Refused as error:
            assert all(str(one) for one in error.refusals)
            return [one.code for one in error.refusals]
        return []

    return codes
