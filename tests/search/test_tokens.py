"""Tokens as both engines index them."""

import pytest

from search.tokens import GAP, LINE, index_tokens, number_tokens, ref_tokens, searchable


def tokens(text):
    return index_tokens(searchable(text)).split(" ")


def test_a_run_gives_its_pairs_and_its_last_character():
    assert tokens("矛盾纠纷") == ["矛盾", "盾纠", "纠纷", "纷"]


def test_a_word_or_number_is_one_token():
    assert tokens("A4纸2012年") == ["a4", "纸", "2012", "年"]


def test_marks_leave_a_gap_and_lines_another():
    assert tokens("信访，举报。\n调解") == [
        "信访", "访", GAP, "举报", "报", LINE, "调解", "解"
    ]  # fmt: skip


def test_a_character_outside_the_first_plane_is_one_character():
    assert tokens("𠮷野村") == ["𠮷野", "野村", "村"]


def test_personal_numbers_make_no_token():
    assert tokens("电话13800138000") == ["电话", "话", GAP]


def test_a_very_long_word_is_known_by_its_digest():
    one, other = tokens("x" * 300), tokens("x" * 299 + "y")
    assert one != other
    assert len(one[0]) < 100


@pytest.mark.parametrize(
    "text",
    [
        "坛司发〔2012〕11号",
        "坛司发（２０１２）第１１号",
        "壇司發[2012]011號",
        "坛司发【2012】 11 号",
        "坛司发 〔2012〕11号",
        "坛司发2012年第11号",
        "坛司发〔2012年〕11号",
    ],
)
def test_a_number_is_one_phrase_in_any_spelling(text):
    assert number_tokens(searchable(text)) == ["坛司 司发 发 №2012x11"]


@pytest.mark.parametrize("text", ["2012345号", "12012年1号", "〔2012〕\n11号", "〔2012〕123456号"])
def test_what_only_looks_like_a_number_is_none(text):
    assert number_tokens(searchable(text)) == []


def test_the_agency_does_not_reach_into_the_number_before():
    assert number_tokens("坛发〔2012〕1号〔2012〕2号") == ["坛发 发 №2012x1", "№2012x2"]


def test_many_numbers_in_a_long_text_are_read_in_time():
    text = "坛司发〔2012〕11号文件精神" * 5000
    assert len(number_tokens(text)) == 5000


def test_a_number_of_another_form_is_found_with_its_marks_or_without():
    found = ref_tokens(["0101-WS·2012-Y-0003"], "")
    assert "0101 ¶ ws ¶ 2012" in found
    assert found.endswith("0101ws2012y0003")
