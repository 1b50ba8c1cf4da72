"""What a sign-in leaves behind, and that a stranger learns nothing of who has an account."""

import json

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import call_command
from django.test import Client

from archive.organisation.policy import SIGN_IN
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import PostKind, Reach
from archive.records import sign_in
from archive.records.models import Event
from archive.records.step import NotYourPost
from archive.records.steps import Unlock
from archive.records.verify import verify_log
from tests.office import PASSWORD, make_person

LOGIN = "/desk/login/"
UNKNOWN = "no-such-person"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def officer(office):
    return make_person("officer", "卫保密", PostKind.SECURITY_OFFICER, office.county, Reach.TREE)


def typed(name, password="wrong-password", **more):
    sent = {"username": name, "password": password, "next": "/desk/"}
    return Client(**more).post(LOGIN, sent)


def fail(name, times=SIGN_IN.failures):
    return [typed(name) for _time in range(times)][-1]


def events(person=None):
    rows = Event.objects.filter(name__startswith="account:").order_by("at", "seq")
    return list((rows.filter(actor=person) if person else rows).values_list("name", flat=True))


def errors(response):
    return [str(error) for error in response.context["form"].non_field_errors()]


def test_a_success_is_an_event_of_the_day(office):
    assert typed("clerk", PASSWORD, REMOTE_ADDR="10.1.2.3").status_code == 302

    (event,) = Event.objects.filter(name="account:login")
    assert (event.actor, event.record) == (office.clerk, None)
    assert event.chain.startswith("day:")
    assert '"from":"10.1.2.3"' in event.body.content and "clerk" in event.body.content


def test_failures_and_the_lock_are_events(office):
    fail("clerk")

    assert events(office.clerk) == ["account:login_fail"] * SIGN_IN.failures + ["account:lock"]
    assert verify_log().sound


def test_a_locked_account_is_told_so_though_the_password_is_right(office):
    fail("clerk")
    response = typed("clerk", PASSWORD)

    (said,) = errors(response)
    assert "locked" in said and "15 minutes" in said
    assert "account:login" not in events()


def test_while_it_is_locked_nothing_more_is_written(office):
    fail("clerk", SIGN_IN.failures + 3)

    assert len(events()) == SIGN_IN.failures + 1


@pytest.mark.parametrize("times", range(1, SIGN_IN.failures + 2))
def test_an_unknown_name_and_a_wrong_password_answer_alike(office, times):
    known, unknown = fail("clerk", times), fail(UNKNOWN, times)

    assert errors(known) == errors(unknown)
    assert known.status_code == unknown.status_code
    of_known = known.content.decode().replace("clerk", "NAME")
    of_unknown = unknown.content.decode().replace(UNKNOWN, "NAME")
    assert of_known.split("<form")[0] == of_unknown.split("<form")[0]


def test_an_unknown_name_and_a_wrong_password_take_as_much_work(office, monkeypatch):
    """The password is hashed for both, which is nearly all of the time; and the log is written."""
    hashed, plain = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: hashed.append(given) or plain(*given)
    )
    for name in ("clerk", UNKNOWN):
        assert authenticate(None, username=name, password="wrong") is None

    assert len(hashed) == len(events()) == 2


def test_what_was_typed_is_not_kept(office):
    fail("my-secret-password", 1)

    (event,) = Event.objects.filter(name="account:login_fail")
    assert "my-secret-password" not in event.body.content
    assert event.actor == office.operator


def test_the_security_officer_unlocks(office, officer):
    fail("clerk")
    Unlock(office.clerk, by=officer, reason="本人来电核实").run()

    assert typed("clerk", PASSWORD).status_code == 302
    (event,) = Event.objects.filter(name="account:unlock")
    assert event.actor == officer and "本人来电核实" in event.body.content


def test_after_unlocking_the_count_begins_anew(office, officer):
    fail("clerk")
    Unlock(office.clerk, by=officer, reason="核实").run()
    fail("clerk", SIGN_IN.failures - 1)

    assert typed("clerk", PASSWORD).status_code == 302


@pytest.mark.parametrize("who", ["administrator", "leader", "operator", "clerk"])
def test_nobody_else_unlocks(office, who):
    fail("clerk")

    with pytest.raises(NotYourPost):
        Unlock(office.clerk, by=getattr(office, who), reason="核实").run()


def test_an_open_account_and_ones_own_are_not_unlocked(office, officer):
    with pytest.raises(Refused) as error:
        Unlock(officer, by=officer).run()

    codes = [refusal.code for refusal in error.value.refusals]
    assert codes == ["reason_missing", "same_person", "wrong_state"]


def test_a_lock_that_came_meanwhile_keeps_out_who_typed_right(office, monkeypatch):
    """The password was being checked when the last failure of another process was noted."""
    account = sign_in.account_of("clerk")
    for _time in range(SIGN_IN.failures):
        sign_in.failed(account)
    answers = iter([False, True])
    monkeypatch.setattr(sign_in, "is_locked", lambda _account: next(answers))

    assert authenticate(None, username="clerk", password=PASSWORD) is None


def test_other_spellings_are_one_account_in_the_log(office):
    for name in ("clerk", "CLERK", "ｃｌｅｒｋ"):
        typed(name)

    assert events(office.clerk) == ["account:login_fail"] * 3


def test_the_command_unlocks_in_somebodys_name(office, officer, capsys):
    fail("clerk")

    call_command("unlock", "clerk", "--reason", "核实", "--as", "officer", "--json")
    assert json.loads(capsys.readouterr().out) == {"account": "clerk", "unlocked": True}
    with pytest.raises(SystemExit):
        call_command("unlock", "clerk", "--reason", "核实", "--as", "officer", "--json")
    assert "wrong_state" in capsys.readouterr().out
