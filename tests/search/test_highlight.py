"""Marks stand on the original text; personal numbers never do."""

import pytest

from search.documents import TextPage
from search.highlight import patterns, snippets, whole
from search.masking import mask
from search.query import read


def marked(text, words):
    return str(whole(text, patterns(read(words).terms)))


def pieces(text, words):
    return [str(one) for one in snippets([TextPage("a.txt", 1, text)], patterns(read(words).terms))]


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("關於矛盾糾紛的通知", "矛盾纠纷", "關於【矛盾糾紛】的通知"),
        ("２０１２年ＡＢＣ公司", "abc 2012", "【２０１２】年【ＡＢＣ】公司"),
        ("信访，举报", '"信访 举报"', "【信访，举报】"),
        ("12012分与2012分", "2012", "12012分与【2012】分"),
        ("依坛司发[2012]11号办理", "坛司发〔2012〕11号", "依【坛司发[2012]11号】办理"),
        ("坛司发〔2012〕11号、1号", "坛司发〔2012〕1号", "坛司发〔2012〕11号、1号"),
        ("矛盾\n纠纷", "矛盾纠纷", "矛盾\n纠纷"),
        ("村名𠮷野", "𠮷", "村名【𠮷】野"),
    ],
)
def test_a_term_is_marked_where_it_stands(text, words, shown):
    assert marked(text, words) == shown


def test_the_place_with_the_most_terms_is_shown_first():
    text = "信访。" + "甲" * 200 + "信访与调解。" + "乙" * 200
    assert "【信访】与【调解】" in pieces(text, "信访 调解")[0]


def test_a_snippet_says_that_the_text_goes_on():
    (piece,) = pieces("甲" * 100 + "信访" + "乙" * 100, "信访")
    assert piece.startswith("…甲")
    assert piece.endswith("乙…")


def test_without_marks_the_text_begins():
    assert pieces("各乡镇\n司法所", "标题:通知") == ["各乡镇 司法所"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("证110101199001011234止", "证**************1234止"),
        ("证11010119900101123X止", "证**************123X止"),
        ("证110101900101123止", "证***********1123止"),
        ("电话138 0013 8000。", "电话*********8000。"),
        ("１３８００１３８０００", "*******８０００"),
        ("012345678901234567890", "012345678901234567890"),
        ("2012年11月", "2012年11月"),
    ],
)
def test_personal_numbers_are_masked_to_the_same_length(text, shown):
    assert mask(text) == shown


@pytest.mark.parametrize("before", range(20, 60))
def test_a_snippet_cut_inside_a_personal_number_shows_nothing_of_it(before):
    text = "110101199001011234" + "，" * (before - 18) + "信访" + "乙" * 40
    assert not any("0101199" in piece or "9001011" in piece for piece in pieces(text, "信访"))
    assert "1101011990" not in "".join(pieces("甲" * before + "110101199001011234", "标题:无"))
