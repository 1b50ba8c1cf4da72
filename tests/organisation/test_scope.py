"""Whose records a person sees: by post, reach, protection, part and state."""

import pytest
from django.contrib.auth.models import AnonymousUser

from archive.organisation.scope import NOTHING
from archive.organisation.standing import forget, scope_of
from archive.organisation.vocabulary import PostKind, Reach
from archive.records.models import Participation, Record
from archive.records.vocabulary import Part, RecordState, Secrecy
from tests.office import make_person, register

ALL = {
    "clerk",
    "leader",
    "archivist",
    "stranger",
    "county_clerk",
    "county_leader",
    "county_archivist",
    "publisher",
    "mediator",
    "administrator",
    "operator",
}
NAMED_POSTS = {"clerk", "leader", "archivist"}


def viewers(office, record: Record) -> set[str]:
    return {who for who in ALL if sees(getattr(office, who), record)}


def sees(person, record: Record) -> bool:
    return Record.objects.visible_to(scope_of(person)).filter(pk=record.pk).exists()


def changed(record: Record, **values) -> Record:
    Record.objects.filter(pk=record.pk).update(**values)
    return record


def test_an_ordinary_record(office, record):
    above = {"county_leader", "publisher"}

    assert viewers(office, record) == NAMED_POSTS | above | {"operator"}


@pytest.mark.parametrize("values", [{"restricted": True}, {"secrecy": Secrecy.WORK_SECRET}])
def test_a_protected_record_is_seen_by_the_posts_of_its_unit_alone(office, values):
    assert viewers(office, register(office, **values)) == NAMED_POSTS


def test_a_captured_row_is_seen_by_its_unit_and_by_no_superior(office, record):
    changed(record, state=RecordState.CAPTURED)

    assert viewers(office, record) == NAMED_POSTS


def test_a_captured_row_is_seen_by_whoever_made_it(office, record):
    changed(record, state=RecordState.CAPTURED, made_by=office.publisher)

    assert viewers(office, record) == NAMED_POSTS | {"publisher"}


def test_a_struck_entry_stays_in_sight(office, record):
    changed(record, state=RecordState.STRUCK)

    assert viewers(office, record) >= NAMED_POSTS | {"county_leader"}


def test_a_record_of_a_village_is_seen_upward_never_sideways(office, record):
    changed(record, lead_unit=office.village, made_by=office.mediator)

    seen = {"leader", "county_leader", "publisher", "mediator", "operator"}
    assert viewers(office, record) == seen


def test_a_mediator_sees_what_he_is_named_in(office, record):
    assert not sees(office.mediator, changed(record, lead_unit=office.village))
    assert sees(office.mediator, changed(record, made_by=office.mediator))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (RecordState.REGISTERED, False),
        (RecordState.CLOSED, True),
        (RecordState.BOUND, True),
        (RecordState.DESTROYED, True),
    ],
)
def test_the_keeper_of_a_fonds_sees_what_is_closed(office, record, state, expected):
    office.village.fonds = office.donghe.fonds
    office.village.save()
    changed(record, lead_unit=office.village, made_by=office.mediator, state=state, restricted=True)

    assert sees(office.archivist, record) == expected


@pytest.mark.parametrize(
    ("kind", "reach", "unit", "expected"),
    [
        (PostKind.CLERK, Reach.OWN, "county", False),
        (PostKind.CLERK, Reach.BELOW, "county", True),
        (PostKind.CLERK, Reach.BELOW, "qinghe", False),
        (PostKind.CLERK, Reach.HANDLING, "donghe", False),
        (PostKind.LEADER, Reach.OWN, "county", False),
        (PostKind.ARCHIVIST, Reach.BELOW, "county", True),
        (PostKind.ARCHIVIST, Reach.OWN, "donghe", True),
        (PostKind.PUBLISHER, Reach.OWN, "county", False),
        (PostKind.SECURITY_OFFICER, Reach.TREE, "county", False),
        (PostKind.AUDIT_OFFICER, Reach.TREE, "county", False),
    ],
)
def test_each_post_at_each_reach(office, record, kind, reach, unit, expected):
    person = make_person("x", "某某", kind, getattr(office, unit), reach)

    assert sees(person, record) == expected


@pytest.mark.parametrize(
    ("part", "kind", "expected"),
    [
        (Part.INFORMED, "document", True),
        (Part.INFORMED, "petition", False),
        (Part.ASSIST, "petition", True),
        (Part.SUPERVISE, "petition", True),
    ],
)
def test_a_unit_that_takes_part(office, record, part, kind, expected):
    changed(record, kind=kind)
    Participation.objects.create(
        record=record, unit=office.qinghe, part=part, since=record.registered_on
    )

    assert sees(office.stranger, record) == expected


def test_taking_part_opens_what_is_protected(office):
    record = register(office, restricted=True)
    Participation.objects.create(
        record=record, unit=office.qinghe, part=Part.ASSIST, since=record.registered_on
    )

    assert viewers(office, record) == NAMED_POSTS | {"stranger"}


@pytest.mark.parametrize(("kind", "expected"), [("document", True), ("petition", False)])
def test_a_publisher_sees_documents_alone(office, record, kind, expected):
    assert sees(office.publisher, changed(record, kind=kind)) == expected


def test_two_posts_are_the_union_and_do_not_mix_their_kinds(office, record):
    from archive.organisation.models import Post

    mine = office.publisher.posts.get()
    Post.objects.create(
        person=office.publisher,
        kind=PostKind.CLERK,
        unit=office.qinghe,
        reach=Reach.OWN,
        begins_on=mine.begins_on,
        basis="任职通知",
    )
    forget(office.publisher)

    assert not sees(office.publisher, changed(record, kind="petition"))
    assert sees(office.publisher, changed(record, lead_unit=office.qinghe))


def test_strangers_to_the_office_see_nothing(office, record):
    office.clerk.is_active = False

    assert scope_of(AnonymousUser()) == NOTHING
    assert scope_of(office.clerk) == NOTHING
    assert not Record.objects.visible_to(NOTHING).exists()
