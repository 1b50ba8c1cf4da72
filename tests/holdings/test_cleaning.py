"""What copying from the web put into a text is taken out again; all else stays (domain 12.9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.holdings.cleaning import clean

HAN = "矛盾纠纷排查调处进一步加强"
# Line ends and control codes are cleaned from any text; a test of the rest leaves them out.
SURROGATES = {"Cs"}
CODES = "".join(map(chr, [*range(0x09), 0x0B, 0x0C, 0x0D, *range(0x0E, 0x20), 0x7F]))


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("進(jìn)一步加強(qiáng)", "進一步加強"),
        ("進（jìn）一步", "進一步"),
        ("€(wěn)定", "€定"),
        ("F(xiàn)在", "F在"),
        ("綠(lǜ)色女(nǚ)性", "綠色女性"),
        ("優(yōu)化經(jīng)濟(jì)", "優化經濟"),
        ("排查,、调处", "排查、调处"),
        ("排查,。", "排查。"),
        ("排查,;调处", "排查;调处"),
        ("为什么,?", "为什么?"),
        ("排查,,调处", "排查,调处"),
        ("排查，，，调处", "排查，调处"),
        ("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
        ("矛\x00盾\ufeff纠\ud800纷", "矛盾纠纷"),
        # What only looks like damage.
        ("附件(a)和(b)", "附件(a)和(b)"),
        ("甲(ABC)乙(ok)", "甲(ABC)乙(ok)"),
        ("café (é)", "café (é)"),
        ("标准(xyzǎ)", "标准(xyzǎ)"),
        ("排查,调处。", "排查,调处。"),
        ("共1,000,000元", "共1,000,000元"),
        ("a,,b\nc,。d", "a,,b\nc,。d"),
    ],
)
def test_examples(damaged, mended):
    assert clean(damaged).text == mended


def test_a_neutral_tone_goes_where_the_text_is_full_of_annotations():
    damaged = "進(jìn)強(qiáng)經(jīng)濟(jì)優(yōu)們(men)附(a)"

    assert clean(damaged).text == "進強經濟優們附(a)"


def test_each_rule_counts_what_it_mended():
    assert clean("進(jìn)步,、強(qiáng),,化\x00").counts == {
        "pinyin": 2,
        "commas": 2,
        "control_codes": 1,
    }


def test_a_sound_text_is_counted_nowhere():
    assert clean("关于做好矛盾纠纷排查工作的通知。").counts == {}


MARKS = "\ufeff\ufffe\uffff"
letters = st.characters(exclude_categories=SURROGATES, exclude_characters=CODES + MARKS)


@given(st.text(letters))
def test_a_text_without_han_is_unchanged(text):
    assert clean(text.translate({ord(one): None for one in text if is_han(one)})).text == "".join(
        one for one in text if not is_han(one)
    )


def is_han(letter: str) -> bool:
    return any(
        first <= letter <= last
        for first, last in (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"))
    )


@given(st.lists(st.sampled_from([*HAN, *"，。、；（）()ab1 \n"]), max_size=60).map("".join))
def test_only_commas_before_marks_are_taken_from_a_text_without_annotations(text):
    left, lost = clean(text).text, 0
    for letter in text:
        if lost < len(left) and left[lost] == letter:
            lost += 1
        else:
            assert letter in "，,"
    assert lost == len(left)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text).text

    assert clean(once).text == once
