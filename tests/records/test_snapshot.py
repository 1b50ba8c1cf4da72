"""The state of a snapshot changes in its text exactly as it would in what the text says."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records.canonical import canonical
from archive.records.models import Record, Version
from archive.records.snapshot import RECORD_FIELDS, SCHEMA, snapshots, with_state

# What would lead a search in the text astray, were it not escaped or sorted behind.
TRAPS = [',"record":{"', ',"state":"closed",', '"', "\\", '\\",', "云溪县", "\u2028", "state"]
words = st.one_of(st.sampled_from(TRAPS), st.text(max_size=8))
values = st.recursive(
    words | st.none() | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(words | st.sampled_from(["record", "state"]), inner, max_size=3),
    max_leaves=8,
)
leads = st.fixed_dictionaries({"code": words, "name": words})
records = st.fixed_dictionaries(
    dict.fromkeys(RECORD_FIELDS, words) | {"uid": words, "lead_unit": leads}
)
contents = st.fixed_dictionaries(
    {
        "schema": st.just(SCHEMA),
        "record": records,
        "kind": st.dictionaries(words | st.just("record"), values, max_size=3),
        "participation": st.lists(values, max_size=2),
        "links": st.lists(values, max_size=2),
        "papers": st.lists(values, max_size=2),
    }
)


@given(contents)
def test_a_state_changed_in_the_text_is_the_text_of_the_changed_state(content):
    content["record"]["state"] = "closed"
    changed = copy.deepcopy(content)
    changed["record"]["state"] = "bound"

    assert with_state(canonical(content), "closed", "bound") == canonical(changed)


@given(contents)
def test_a_text_that_says_another_state_is_refused(content):
    content["record"]["state"] = "registered"

    with pytest.raises(ValueError, match="closed"):
        with_state(canonical(content), "closed", "bound")


def test_a_record_as_it_is_kept_can_be_changed_in_its_text(record):
    said = Version.objects.get(record=record).body.content
    after = snapshots([Record.objects.get(pk=record.pk)])[record.pk]
    after["record"]["state"] = "bound"

    assert with_state(said, record.state, "bound") == canonical(after)
