"""What people type, as it is understood."""

import pytest

from search.query import BODY, MAX_TERMS, NAMES, REF, TITLE, read


def shown(words):
    return [(term.field, term.shown) for term in read(words).terms]


def test_words_and_marks_part_terms():
    assert shown("矛盾，排查 通知") == [(BODY, "矛盾"), (BODY, "排查"), (BODY, "通知")]


def test_a_phrase_is_one_term_with_gaps():
    (term,) = read('"信访、举报"').terms
    assert term.tokens == ("信访", "访", "¶", "举报")


def test_one_character_is_a_prefix():
    (one,), (other,) = read("矛").terms, read("11号").terms
    assert (one.prefix, one.tokens) == (True, ("矛",))
    assert (other.prefix, other.tokens) == (True, ("11", "号"))


@pytest.mark.parametrize(
    ("words", "field"),
    [("标题:通知", TITLE), ("標題：通知", TITLE), ("文件: 通知", NAMES), ("编号:通知", REF)],
)
def test_a_field_says_where(words, field):
    assert shown(words) == [(field, "通知")]


def test_a_word_with_a_colon_is_a_word():
    assert shown("http://例子") == [(BODY, "http"), (BODY, "例子")]


def test_a_facet_word_filters_and_its_year_may_be_written_out():
    assert read("年度：２０１２年 单位:DH").filters == {"year": ("2012",), "unit": ("DH",)}


def test_a_facet_can_be_excluded():
    ((term,),) = read("-年度:2012").excluded
    assert (term.field, term.tokens) == ("year", ("2012",))


def test_what_is_excluded_together_is_one_group():
    understood = read("通知 -信访;举报 -档案")
    assert [len(group) for group in understood.excluded] == [2, 1]


def test_a_number_goes_to_the_number_column_and_the_rest_to_the_text():
    assert shown("坛司发(2012)11号文件") == [(REF, "坛司发(2012)11号"), (BODY, "文件")]


def test_a_number_with_spaces_inside_is_one_piece():
    assert shown("坛司发〔2012〕 11 号") == [(REF, "坛司发〔2012〕 11 号")]


def test_the_same_term_twice_is_asked_once():
    assert len(read("矛盾 " * 300).terms) == 1


def test_there_is_an_end_to_terms():
    assert len(read(" ".join(f"词{number}" for number in range(200))).terms) == MAX_TERMS


@pytest.mark.parametrize("words", ["", "  ", "\u3000"])
def test_nothing_typed_leaves_everything(words):
    understood = read(words)
    assert not understood.terms
    assert not understood.impossible


@pytest.mark.parametrize(
    "words", ["🙂", '"', "。。", "13800138000", "张三 13800138000", "张三13800138000"]
)
def test_what_can_not_be_searched_is_never_found(words):
    assert read(words).impossible


def test_folding_is_told():
    assert read("糾紛").folded
    assert not read("ABC 纠纷").folded
