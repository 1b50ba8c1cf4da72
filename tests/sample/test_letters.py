"""What was typed for a sample petition says its matter, and no name where none was given."""

from __future__ import annotations

import pytest

from project.sample.letters import UNSIGNED, text_of
from tests.sample.matters import PETITIONS, named

every_petition = pytest.mark.parametrize("petition", PETITIONS, ids=named(PETITIONS))


@every_petition
def test_a_letter_says_facts_and_every_claim(petition):
    text = text_of(petition, "云溪县司法局")

    assert petition["summary"] in text and all(claim in text for claim in petition["claims"])


@every_petition
def test_a_letter_is_signed_unless_it_is_anonymous(petition):
    text = text_of(petition, "云溪县司法局")

    assert (UNSIGNED in text) == petition["anonymous"]
    assert petition["anonymous"] or petition["petitioner_name"] in text
