"""Accounts: no superusers, sign-in locked after failures, keys, and founding an office."""

import datetime as dt

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.organisation import keys
from archive.organisation.backend import ADMIN
from archive.organisation.models import Post, Unit, User
from archive.organisation.office import PersonPlan, UnitPlan, found_office, operator
from archive.organisation.policy import SIGN_IN
from archive.organisation.vocabulary import PostKind, Rank, Reach, UnitKind
from tests.office import PASSWORD

FAILURES, LOCKED_FOR = SIGN_IN.failures, SIGN_IN.locked_for
SHORT = dt.timedelta(seconds=5)


def sign_in(password: str = PASSWORD, name: str = "clerk") -> User | None:
    return authenticate(None, username=name, password=password)


def fail(times: int, name: str = "clerk") -> None:
    for _time in range(times):
        assert sign_in("wrong", name) is None


def test_no_superuser_can_be_made(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_superuser("root", password=PASSWORD)


def test_nobody_can_be_made_one(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=office.clerk.pk).update(is_superuser=True)


def test_the_operator_never_signs_in(db):
    person = operator()
    assert not person.has_usable_password()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(is_active=True)


def test_a_person_signs_in(office):
    assert sign_in() == office.clerk


def test_a_few_failures_lock_nothing(office):
    fail(FAILURES - 1)

    assert sign_in() == office.clerk


def test_failures_lock_though_the_password_is_right(office):
    fail(FAILURES)

    assert sign_in() is None


@pytest.mark.parametrize("name", ["CLERK", "ｃｌｅｒｋ"])
def test_other_spellings_of_a_name_are_counted_with_it(office, name):
    fail(FAILURES, name)

    assert sign_in() is None


def test_the_lock_is_one_persons(office):
    fail(FAILURES, "leader")

    assert sign_in() == office.clerk


def test_success_begins_the_count_anew(office):
    fail(FAILURES - 1)
    sign_in()
    fail(FAILURES - 1)

    assert sign_in() == office.clerk


@pytest.mark.parametrize(("later", "locked"), [(-SHORT, True), (SHORT, False)])
def test_the_lock_lasts_from_the_last_failure(office, monkeypatch, later, locked):
    last = timezone.now() + LOCKED_FOR / 2
    fail(FAILURES - 1)
    monkeypatch.setattr(timezone, "now", lambda: last)
    fail(1)

    monkeypatch.setattr(timezone, "now", lambda: last + LOCKED_FOR + later)
    assert (sign_in() is None) == locked


def test_failures_of_long_ago_do_not_count(office, monkeypatch):
    fail(FAILURES - 1)

    now = timezone.now() + LOCKED_FOR + SHORT
    monkeypatch.setattr(timezone, "now", lambda: now)
    fail(1)
    assert sign_in() == office.clerk


@pytest.mark.parametrize("name", ["", "x" * 5000, "a b\n", None])
def test_any_name_may_be_typed(db, name):
    operator()
    fail(FAILURES + 1, name)


def test_who_left_cannot_sign_in(office):
    User.objects.filter(pk=office.clerk.pk).update(is_active=False)

    assert sign_in() is None


def test_the_one_permission_comes_from_a_post(office):
    assert office.clerk.get_all_permissions() == {ADMIN}
    assert office.clerk.has_module_perms("wagtailadmin")
    assert not office.clerk.has_perm("archive.delete_record")
    assert not office.clerk.has_perm(ADMIN, office.donghe)


def test_without_a_post_there_is_none(office):
    office.clerk.posts.update(ends_on=dt.date(2011, 1, 1))

    assert office.clerk.get_all_permissions() == set()
    assert office.operator.get_all_permissions() == set()


UNITS = [
    UnitPlan("JG", "本机关", UnitKind.JUSTICE_BUREAU, own_name=True, fonds="0001"),
    UnitPlan("ZS", "直属所", UnitKind.JUSTICE_OFFICE, "JG"),
]
PEOPLE = [
    PersonPlan("dangan", "档案员", "JG", PostKind.ARCHIVIST),
    PersonPlan("lingdao", "所长", "ZS", PostKind.LEADER),
]


def found(units=UNITS, people=PEOPLE):
    return found_office(units, people, opened_on=dt.date(2026, 1, 1), basis="建制")


def test_an_office_is_founded_from_a_plan(db):
    accounts = found()

    assert [account.username for account in accounts] == ["dangan", "lingdao"]
    assert sign_in(accounts[0].password, "dangan")
    assert Unit.objects.get(code="ZS").path == "JG/ZS/"
    post = Post.objects.get(person__username="lingdao")
    assert (post.reach, post.rank, post.basis) == (Reach.BELOW, Rank.HEAD, "建制")


def test_a_unit_without_fonds_belongs_to_that_of_the_one_above(db):
    found()

    assert Unit.objects.get(code="ZS").fonds.number == "0001"


def test_founding_again_changes_nothing(db):
    found()
    Unit.objects.filter(code="JG").update(name="县司法局")
    User.objects.filter(username="dangan").update(name="王档案")

    assert found() == []
    assert Unit.objects.get(code="JG").name == "县司法局"
    assert User.objects.get(username="dangan").name == "王档案"
    assert (Unit.objects.count(), Post.objects.count(), User.objects.count()) == (2, 2, 3)


def test_what_a_longer_plan_adds_is_added(db):
    found(UNITS[:1], PEOPLE[:1])

    assert [account.username for account in found()] == ["lingdao"]


def test_an_office_is_founded_whole_or_not_at_all(db):
    with pytest.raises(Unit.DoesNotExist), transaction.atomic():
        found(people=[*PEOPLE, PersonPlan("x", "某", "没有", PostKind.CLERK)])

    assert not Unit.objects.exists()


def test_passwords_are_long_and_differ(db):
    first, second = found()

    assert len(first.password) == len(second.password) == 14
    assert first.password != second.password


@pytest.fixture
def key_home(settings, tmp_path):
    settings.ANJUAN_KEYS = str(tmp_path / "keys")
    return keys.key_file()


def test_what_is_sealed_can_be_opened(key_home):
    keys.make_key()

    token = keys.seal("110101199001011234")
    assert "1990" not in token
    assert keys.unseal(token) == "110101199001011234"


def test_a_key_that_is_there_is_kept(key_home):
    keys.make_key()
    before = key_home.read_bytes()

    keys.make_key()
    assert key_home.read_bytes() == before
    assert key_home.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key_home.parent.iterdir()] == [keys.FILE]


@pytest.mark.parametrize("content", [None, b"", b"\n\n"])
def test_without_a_key_nothing_is_sealed_in_silence(key_home, content):
    if content is not None:
        key_home.parent.mkdir()
        key_home.write_bytes(content)

    with pytest.raises(keys.KeyMissing):
        keys.seal("x")


def test_another_key_does_not_open_it(key_home):
    keys.make_key()
    token = keys.seal("x")
    key_home.unlink()
    keys.make_key()

    with pytest.raises(keys.KeyMissing):
        keys.unseal(token)


def test_a_key_is_changed_by_putting_a_new_one_before_it(key_home):
    from cryptography.fernet import Fernet

    keys.make_key()
    token = keys.seal("x")
    key_home.write_bytes(Fernet.generate_key() + b"\n" + key_home.read_bytes())

    assert keys.unseal(token) == "x"
    assert keys.unseal(keys.seal("y")) == "y"
