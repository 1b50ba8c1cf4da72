"""One character to one; offsets stay true."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import EXTRA, fold
from search.query import FACET_WORDS, FIELDS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人民調解委員會", "人民调解委员会"),
        ("關於進一步加強矛盾糾紛", "关于进一步加强矛盾纠纷"),
        ("臺賬", "台账"),
        ("號碼２０１２", "号码2012"),
        ("ＡＢｃ", "abc"),
        ("（一）；", "(一);"),
        ("\u3000", " "),
        ("覆蓋瞭解憑藉", "复盖了解凭借"),
        ("鐘錶鍾情", "锺表锺情"),
    ],
)
def test_what_is_one_to_the_reader_is_one_to_search(one, other):
    assert fold(one) == fold(other)


def test_equivalent_characters_meet():
    for one, other in json.loads(EXTRA.read_text(encoding="utf-8")).items():
        assert fold(one) == fold(other)


@given(st.text())
def test_folding_keeps_the_length_and_is_done_once(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.text(), st.text())
def test_a_part_folds_as_it_does_in_the_whole(one, other):
    assert fold(one + other) == fold(one) + fold(other)


def test_half_a_surrogate_is_no_fault():
    assert fold("矛\ud800盾") == "矛\ud800盾"


def test_the_words_of_fields_are_folded_already():
    for word in [*FIELDS, *FACET_WORDS]:
        assert fold(word) == word
