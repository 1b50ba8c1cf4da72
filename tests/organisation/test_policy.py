"""The policy page, typed in a second time: the table in the code may not differ from it."""

import itertools

import pytest

from archive.organisation import policy
from archive.organisation.policy import POSTS, Cell, excludes
from archive.organisation.vocabulary import PostKind, Reach, UnitKind, Verb

CL, ME, LD, AR, PB, SY, SE, AU = PostKind
COLUMNS = (CL, ME, LD, AR, PB, SY, SE, AU)
# Policy 4: h handling, o own, b below, f fonds, t tree, n named, r asks, - never.
#                   CL ME LD AR PB SY SE AU
MATRIX = {
    "capture": "     o  o  o  f  o  -  -  -",
    "register": "    o  o  o  f  o  -  -  -",
    "correct": "     o  h  -  f  o  -  -  -",
    "view": "        o  h  b  f  b  -  -  -",
    "view_file": "   o  h  b  f  b  -  -  -",
    "share": "       o  r  o  -  o  -  -  -",
    "add_assist": "  r  r  o  -  -  -  -  -",
    "strike": "      r  r  o  r  -  -  -  -",
    "ask_to_reopen": "h h o  f  -  -  -  -",
    "reopen": "      -  -  o  -  -  -  -  -",
    "repeal": "      -  -  o  -  -  -  -  -",
    "import": "      o  -  -  f  b  -  -  -",
    "unmask": "      h  h  o  f  -  -  -  -",
    "name_handler": "r  r  o  -  -  -  -  -",
    "triage": "      o  -  o  -  -  -  -  -",
    "assign": "      r  r  o  -  -  -  -  -",
    "accept": "      o  h  o  -  -  -  -  -",
    "decline": "     r  -  o  -  -  -  -  -",
    "refuse": "      r  h  o  -  -  -  -  -",
    "handle": "      h  h  o  -  -  -  -  -",
    "ask_extension": "h  h  o  -  -  -  -  -",
    "approve_extension": "r  r  o  -  -  -  -  -",
    "issue_letter": "h  h  o  -  -  -  -  -",
    "sign": "        -  -  o  -  -  -  -  -",
    "close": "       h  h  o  -  -  -  -  -",
    "complete": "    h  h  -  f  -  -  -  -",
    "bind": "        -  -  -  f  -  -  -  -",
    "check_volume": "o  -  o  f  -  -  -  -",
    "place_hold": "  r  r  b  f  -  -  -  -",
    "ask_to_lift": " -  -  -  f  -  -  -  -",
    "lift_hold": "   -  -  b  -  -  -  -  -",
    "raise_period": "-  -  o  f  -  -  -  -",
    "fill_report": " o  o  o  -  -  -  -  -",
    "review_report": "o  o  o  -  -  -  -  -",
    "sign_report": " -  -  o  -  -  -  -  -",
    "send_back_report": "b  -  b  -  -  -  -  -",
    "manage_rules": "-  -  o  r  -  -  -  -",
    "propose_template": "-  -  -  o  -  -  -  -",
    "release_template": "-  -  o  -  -  -  -  -",
    "publish": "     -  -  -  -  b  -  -  -",
    "withdraw": "    -  -  b  -  b  -  -  -",
    "manage_units": "-  -  r  -  -  t  -  -",
    "grant_posts": " -  -  r  -  -  -  t  -",
    "unlock": "      -  -  -  -  -  -  t  -",
    "read_log": "    -  -  b  f  -  -  t  t",
    "verify_log": "  -  -  -  f  -  t  -  t",
    "back_up": "     -  -  -  -  -  t  r  -",
    "repair": "      -  -  -  -  -  t  -  -",
}
# Policy 1.1: reaches, the default first.
REACHES = {
    CL: ["own", "handling", "below"],
    ME: ["handling", "own"],
    LD: ["below", "own"],
    AR: ["fonds", "own", "below"],
    PB: ["below", "own"],
    SY: ["tree"],
    SE: ["tree"],
    AU: ["tree"],
}
KINDS = {ME: {"dossier", "dispute", "report", "document"}, PB: {"document", "notice"}}
OFFICERS = {SY, SE, AU}
PAIRS = list(itertools.product(PostKind, repeat=2))


@pytest.mark.parametrize("verb", Verb)
def test_who_may_do_a_verb(verb):
    typed = dict(zip(COLUMNS, MATRIX[verb].split(), strict=True))

    assert {post: cell.value for post, cell in policy.MATRIX[verb].items()} == typed


def test_every_verb_stands_in_both_tables():
    assert policy.MATRIX.keys() == set(Verb) == MATRIX.keys()


@pytest.mark.parametrize("post", PostKind)
def test_how_far_a_post_may_reach(post):
    reaches = POSTS[post].reaches

    assert reaches[0] == REACHES[post][0]
    assert set(reaches) == set(REACHES[post])


@pytest.mark.parametrize("post", PostKind)
def test_the_kinds_a_post_deals_with(post):
    expected = frozenset() if post in OFFICERS else KINDS.get(post)

    assert POSTS[post].kinds == expected
    assert POSTS[post].bears_records == (post not in OFFICERS)


def test_where_a_post_is_held():
    assert POSTS[ME].unit_kinds == {UnitKind.MEDIATION_COMMITTEE}
    assert {post for post in PostKind if POSTS[post].needs_fonds} == {AR}
    assert {post for post in PostKind if POSTS[post].needs_own_name} == {PB}
    assert {post for post in PostKind if POSTS[post].at_root_only} == OFFICERS


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_three_officers_exclude_each_other_and_all_else(one, other):
    expected = one != other and bool({one, other} & OFFICERS)

    assert excludes(one, other) == expected


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_small_office_may_let_an_officer_be_clerk_or_publisher(one, other):
    pair = {one, other}
    allowed = len(pair & OFFICERS) == 1 and pair & {CL, PB}

    assert excludes(one, other, small_office=True) == (excludes(one, other) and not allowed)


@pytest.mark.parametrize("name", ["restricted", "work_secret"])
def test_a_protection_is_seen_by_part_and_keeper_never_from_above(name):
    rule = policy.PROTECTIONS[name]

    assert (rule.seen_from_above, rule.seen_by_part, rule.seen_by_keeper) == (False, True, True)
    assert rule.basis


def test_the_operator_imports_repairs_and_keeps_and_no_more():
    assert {verb.value for verb in policy.OPERATOR_VERBS} == {
        "import",
        "repair",
        "back_up",
        "verify_log",
    }


def test_asking_is_not_doing():
    assert {Cell.ASKS, Cell.NAMED, Cell.NEVER} == set(Cell) - policy.HELD


def test_the_security_officer_enters_all_grants_but_that_of_his_successor():
    assert policy.GRANTERS[SE] == SY
    assert {policy.GRANTERS[post] for post in PostKind if post != SE} == {SE}


def test_reaches_that_show_no_records_belong_to_officers_alone():
    assert {post for post in PostKind if Reach.TREE in POSTS[post].reaches} == OFFICERS
