"""Keeping at the desk: holds, a longer period, a contents sent back, and the contents check."""

import datetime as dt

import pytest
from django.utils import timezone

from archive.records.models import Event, Record
from archive.retention.models import Hold, Retention
from archive.retention.steps import AskToLift, PlaceHold
from archive.volumes.models import Completion
from tests.desk.conftest import page
from tests.volumes import shelf

MOST_QUERIES = 25
BASIS = "东河县人民法院调卷函"


@pytest.fixture
def dossier(office):
    shelf.load_rules()
    return shelf.dossier(office.donghe, office.clerk)


def send(client, record, path, **said):
    sent = {"seen_version": Record.objects.get(pk=record.pk).version, "reason": "诉讼未结"}
    return client.post(f"/desk/records/{record.pk}/{path}/", sent | said)


def placed(office, record):
    return PlaceHold(record, basis=BASIS, reason="诉讼未结", by=office.archivist).run()


def test_a_hold_is_placed_with_who_why_basis_until(office, dossier, sign_in):
    until = timezone.localdate() + dt.timedelta(days=90)
    client = sign_in(office.archivist)

    response = send(client, dossier, "hold", basis=BASIS, until=until.isoformat())

    hold = Hold.objects.get()
    assert response.url == f"/desk/records/{dossier.pk}/keeping/"
    assert (hold.placed_by, hold.reason, hold.basis, hold.until) == (
        office.archivist,
        "诉讼未结",
        BASIS,
        until,
    )
    assert all(said in page(client, response.url) for said in (BASIS, "诉讼未结"))


def test_all_refusals_of_a_hold_come_at_once_beside_their_fields(office, dossier, sign_in):
    response = send(
        sign_in(office.archivist), dossier, "hold", reason="", basis="", until="2001-01-01"
    )

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"reason", "basis", "until"}
    assert not Hold.objects.exists()


def test_a_hold_is_asked_for_then_lifted_by_a_leader(office, dossier, sign_in):
    hold = placed(office, dossier)
    version = Record.objects.get(pk=dossier.pk).version
    said = {"reason": "诉讼已结", "seen_version": version}

    asked = sign_in(office.archivist).post(f"/desk/holds/{hold.pk}/ask/", said)
    said["seen_version"] += 1
    lifted = sign_in(office.leader).post(f"/desk/holds/{hold.pk}/lift/", said)

    assert (asked.status_code, lifted.status_code) == (302, 302)
    hold.refresh_from_db()
    assert (hold.lifted_by, hold.lifted_reason) == (office.leader, "诉讼已结")


def test_the_page_says_why_a_hold_cannot_be_lifted_yet(office, dossier, sign_in):
    placed(office, dossier)

    (line,) = sign_in(office.leader).get(f"/desk/records/{dossier.pk}/keeping/").context["holds"]

    (lift,) = line.offers
    assert lift.reasons == ["The archivist must ask first that this hold be lifted."]


def test_the_record_page_marks_the_hold_and_leads_to_keeping(office, dossier, sign_in):
    placed(office, dossier)

    shown = page(sign_in(office.archivist), f"/desk/records/{dossier.pk}/")

    assert "on hold" in shown
    assert f"/desk/records/{dossier.pk}/keeping/" in shown


def test_a_period_is_raised_with_a_reason(office, dossier, sign_in):
    client = sign_in(office.archivist)
    form = client.get(f"/desk/records/{dossier.pk}/raise_period/").context["form"]

    response = send(client, dossier, "raise_period", period="Y", reason="影响重大")

    assert [code for code, _label in form.fields["period"].choices] == ["D30", "Y"]
    assert response.status_code == 302
    assert Retention.objects.get().raised_reason == "影响重大"
    assert "影响重大" in page(client, response.url)


def test_a_bound_record_says_why_its_period_stays(office, dossier, sign_in):
    Record.objects.filter(pk=dossier.pk).update(state="bound")

    response = sign_in(office.archivist).get(f"/desk/records/{dossier.pk}/keeping/")

    found = {str(one.label): one.reasons for one in response.context["offers"]}
    assert "names the period" in found["Raise the retention period"][0]


@pytest.mark.parametrize(
    ("who", "path"),
    [("clerk", "hold"), ("clerk", "raise_period"), ("leader", "contents/send_back")],
)
def test_a_verb_of_no_post_of_mine_is_forbidden(office, dossier, sign_in, who, path):
    client = sign_in(getattr(office, who))

    assert client.get(f"/desk/records/{dossier.pk}/{path}/").status_code == 403
    assert send(client, dossier, path).status_code == 403


@pytest.mark.parametrize("path", ["keeping", "hold", "raise_period", "contents/send_back"])
def test_a_foreign_record_answers_like_one_that_never_was(office, dossier, sign_in, path):
    client = sign_in(office.stranger)

    foreign = client.get(f"/desk/records/{dossier.pk}/{path}/")
    never = client.get(f"/desk/records/999999/{path}/")

    assert (foreign.status_code, never.status_code) == (404, 404)
    assert foreign.content == never.content


@pytest.mark.parametrize("path", ["ask", "lift"])
def test_a_foreign_hold_answers_like_one_that_never_was(office, dossier, sign_in, path):
    hold = placed(office, dossier)
    client = sign_in(office.stranger)

    assert client.get(f"/desk/holds/{hold.pk}/{path}/").status_code == 404
    assert client.get(f"/desk/holds/999999/{path}/").status_code == 404


def test_an_incomplete_contents_goes_back_with_what_to_mend(office, dossier, sign_in):
    client = sign_in(office.archivist)

    response = send(client, dossier, "contents/send_back", reason="缺回访记录")

    assert response.url == f"/desk/records/{dossier.pk}/contents/"
    assert not Completion.objects.exists()
    assert "缺回访记录" in page(sign_in(office.clerk), response.url)


def test_what_is_not_complete_is_not_sent_back(office, sign_in):
    shelf.load_rules()
    record = shelf.dossier(office.donghe, office.clerk, complete=False)

    response = send(sign_in(office.archivist), record, "contents/send_back")

    assert response.status_code == 422
    assert not Event.objects.filter(name="record:send_back").exists()


def test_the_contents_check_shows_every_line_with_papers_and_lacks(office, sign_in):
    shelf.load_rules()
    papers = (shelf.PaperType.AGREEMENT, shelf.PaperType.APPLICATION)
    record = shelf.dossier(office.donghe, office.clerk, papers=papers, complete=False)

    response = sign_in(office.clerk).get(f"/desk/records/{record.pk}/contents/")

    rows = {row.line.code: row for row, _need in response.context["rows"] if row.line}
    assert [leaf.type for leaf in rows["agreement"].papers] == ["agreement"]
    assert [lack.code for lack in rows["mediation_record"].lacks] == ["line_missing"]


def test_not_applicable_because_is_an_answer(office, sign_in):
    shelf.load_rules()
    papers = (shelf.PaperType.AGREEMENT, shelf.PaperType.APPLICATION)
    record = shelf.dossier(office.donghe, office.archivist, papers=papers, complete=False)
    client, url = sign_in(office.archivist), f"/desk/records/{record.pk}/contents/"

    client.post(url, {"line": "mediation_record", "reason": "当场达成协议"})

    response = client.get(url)
    assert response.context["lacks"] == 0
    assert "当场达成协议" in response.content.decode()
    assert client.post(url, {}).status_code == 302
    assert Completion.objects.filter(record=record).exists()


def test_an_answer_without_a_reason_is_refused(office, sign_in):
    shelf.load_rules()
    record = shelf.dossier(office.donghe, office.archivist, papers=(), complete=False)

    response = sign_in(office.archivist).post(
        f"/desk/records/{record.pk}/contents/", {"line": "mediation_record", "reason": " "}
    )

    assert response.status_code == 422
    assert not record.not_applicable.exists()


@pytest.mark.parametrize("holds", [0, 12])
def test_the_pages_of_keeping_cost_the_same_at_any_size(
    office, dossier, sign_in, django_assert_max_num_queries, holds
):
    for _n in range(holds):
        hold = placed(office, dossier)
        AskToLift(hold, by=office.archivist, reason="已结").run()
    client = sign_in(office.archivist)

    for path in ("", "keeping/", "contents/", "raise_period/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            page(client, f"/desk/records/{dossier.pk}/{path}")
