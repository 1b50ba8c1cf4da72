"""May this person do this verb, here or on this record."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from archive.organisation.may import (
    actor_line,
    may,
    may_on,
    own_name_unit,
    posts_for,
    units_for,
)
from archive.organisation.standing import forget
from archive.organisation.vocabulary import PostKind, Reach, Verb
from tests.office import make_person, register

# Where each person of the office may do a verb: the narrower of cell and reach.
WHERE = [
    ("clerk", Verb.REGISTER, {"DH"}),
    ("clerk", Verb.IMPORT, {"DH"}),
    ("clerk", Verb.STRIKE, set()),
    ("leader", Verb.REGISTER, {"DH"}),
    ("leader", Verb.VIEW, {"DH", "DH1"}),
    ("leader", Verb.IMPORT, set()),
    ("leader", Verb.STRIKE, {"DH"}),
    ("county_leader", Verb.VIEW, {"YX", "DH", "DH1", "QH"}),
    ("county_leader", Verb.WITHDRAW, {"YX", "DH", "DH1", "QH"}),
    ("county_leader", Verb.PUBLISH, set()),
    ("county_leader", Verb.REPEAL, {"YX"}),
    ("county_archivist", Verb.CORRECT, {"YX"}),
    ("archivist", Verb.IMPORT, {"DH"}),
    ("publisher", Verb.PUBLISH, {"YX", "DH", "DH1", "QH"}),
    ("publisher", Verb.SHARE, {"YX"}),
    ("mediator", Verb.REGISTER, {"DH1"}),
    ("mediator", Verb.CORRECT, set()),
    ("mediator", Verb.SHARE, set()),
    ("administrator", Verb.REGISTER, set()),
    ("administrator", Verb.MANAGE_UNITS, {"YX", "DH", "DH1", "QH"}),
    ("administrator", Verb.GRANT_POSTS, set()),
    ("operator", Verb.IMPORT, set()),
]


def codes(office, ids) -> set[str]:
    units = (office.county, office.donghe, office.qinghe, office.village)
    return {unit.code for unit in units if unit.pk in ids}


@pytest.mark.parametrize(("who", "verb", "where"), WHERE)
def test_where_a_person_may(office, who, verb, where):
    assert codes(office, units_for(getattr(office, who), verb)) == where


def test_an_archivist_also_acts_on_the_fonds_he_keeps(office):
    office.village.fonds = office.donghe.fonds
    office.village.save()

    assert codes(office, units_for(office.archivist, Verb.CORRECT)) == {"DH", "DH1"}


def test_an_archivist_with_a_view_below_acts_no_further_than_his_fonds(office):
    office.county_archivist.posts.update(reach=Reach.BELOW)

    assert codes(office, units_for(office.county_archivist, Verb.CORRECT)) == {"YX"}


@pytest.mark.parametrize("verb", Verb)
def test_the_operator_may_what_needs_no_judgement(office, verb):
    expected = verb in {Verb.IMPORT, Verb.REPAIR, Verb.BACK_UP, Verb.VERIFY_LOG}

    assert may(office.operator, verb, office.donghe) == expected


@pytest.mark.parametrize("verb", Verb)
def test_a_visitor_may_nothing(office, record, verb):
    assert not may(AnonymousUser(), verb)
    assert not may(AnonymousUser(), verb, office.donghe)
    assert not may_on(AnonymousUser(), verb, record)


def test_a_menu_asks_whether_he_may_anywhere(office):
    assert may(office.clerk, Verb.REGISTER)
    assert not may(office.clerk, Verb.STRIKE)
    assert not may(office.administrator, Verb.REGISTER)


@pytest.mark.parametrize(
    ("who", "verb", "expected"),
    [
        ("clerk", Verb.CORRECT, True),
        ("archivist", Verb.CORRECT, True),
        ("leader", Verb.CORRECT, False),
        ("leader", Verb.VIEW, True),
        ("leader", Verb.STRIKE, True),
        ("county_leader", Verb.VIEW, True),
        ("county_leader", Verb.STRIKE, False),
        ("county_leader", Verb.WITHDRAW, True),
        ("publisher", Verb.PUBLISH, True),
        ("publisher", Verb.CORRECT, False),
        ("stranger", Verb.CORRECT, False),
        ("administrator", Verb.VIEW, False),
    ],
)
def test_who_may_on_a_record_of_donghe(office, record, who, verb, expected):
    assert may_on(getattr(office, who), verb, record) == expected


@pytest.mark.parametrize("made_by", ["publisher", "county_clerk"])
def test_a_publisher_corrects_only_what_he_made(office, made_by):
    record = register(office)
    record.lead_unit, record.made_by = office.county, getattr(office, made_by)

    assert may_on(office.publisher, Verb.CORRECT, record) == (made_by == "publisher")


def test_who_reaches_his_own_matters_acts_on_those_alone(office, record):
    other = make_person("other", "马经办", PostKind.CLERK, office.donghe, Reach.HANDLING)
    assert not may_on(other, Verb.CORRECT, record)

    record.made_by = other
    assert may_on(other, Verb.CORRECT, record)


def test_a_post_deals_with_its_kinds_alone(office, record):
    record.kind, record.made_by = "petition", office.mediator
    assert not may_on(office.mediator, Verb.VIEW, record)

    record.kind = "dossier"
    assert may_on(office.mediator, Verb.VIEW, record)


TODAY = dt.timedelta()
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (TODAY, None, True),
        (-DAY, TODAY, True),
        (-2 * DAY, -DAY, False),
        (DAY, None, False),
    ],
)
def test_a_post_gives_rights_from_its_first_day_to_its_last(office, begins, ends, expected):
    today = timezone.localdate()
    last = None if ends is None else today + ends
    office.clerk.posts.update(begins_on=today + begins, ends_on=last)

    assert may(office.clerk, Verb.REGISTER, office.donghe) == expected


def test_who_left_may_nothing(office):
    office.clerk.is_active = False

    assert not may(office.clerk, Verb.REGISTER, office.donghe)


def test_a_new_grant_counts_after_the_question_is_forgotten(office):
    assert not may(office.clerk, Verb.STRIKE, office.donghe)
    office.clerk.posts.update(kind=PostKind.LEADER)

    forget(office.clerk)
    assert may(office.clerk, Verb.STRIKE, office.donghe)


def test_the_event_names_the_post_one_acts_under(office):
    assert actor_line(office.clerk, office.donghe, Verb.REGISTER) == "东河司法所 经办人"
    assert actor_line(office.operator, office.donghe, Verb.IMPORT) == ""


def test_of_several_posts_the_one_that_has_the_verb_is_named(office):
    from archive.organisation.models import Post

    post = office.clerk.posts.get()
    Post.objects.create(
        person=office.clerk,
        kind=PostKind.LEADER,
        unit=office.donghe,
        reach=Reach.OWN,
        begins_on=post.begins_on,
        basis="任职通知",
    )

    assert [one.kind for one in posts_for(office.clerk, Verb.STRIKE, office.donghe)] == ["leader"]
    assert actor_line(office.clerk, office.donghe, Verb.STRIKE) == "东河司法所 领导"


def test_the_unit_that_speaks_is_the_nearest_with_a_name_of_its_own(office):
    assert own_name_unit(office.village) == office.county
    assert own_name_unit(office.county) == office.county

    office.county.own_name = False
    assert own_name_unit(office.county) is None
