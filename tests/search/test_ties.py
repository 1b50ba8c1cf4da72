"""Equal scores: the newest first, on whichever page they fall."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.ties import TIES, page_of


def ask(hits, offset, size):
    def fetch(first, many):
        return hits[first : first + many]

    return [address for _score, address in page_of(fetch, list, offset, size)]


@given(st.lists(st.integers(1, 4), max_size=300), st.integers(0, 60), st.integers(1, 30))
def test_a_page_is_a_part_of_the_whole_order(scores, offset, size):
    hits = [(float(score), place) for place, score in enumerate(sorted(scores, reverse=True))]
    whole = [address for _score, address in sorted(hits, key=lambda hit: (-hit[0], -hit[1]))]
    assert ask(hits, offset, size) == whole[offset : offset + size]


@pytest.mark.parametrize("many", [TIES - 1, TIES, TIES + 1, 2 * TIES + 7])
def test_pages_of_a_large_group_have_no_gap_and_no_double(many):
    hits = [(9.0, 10_000)] + [(1.0, place) for place in range(many)]
    found = [address for offset in range(0, many + 1, 20) for address in ask(hits, offset, 20)]
    assert sorted(found) == sorted(address for _score, address in hits)
    assert found[0] == 10_000
