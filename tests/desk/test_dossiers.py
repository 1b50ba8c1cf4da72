"""A dispute through its pages: registered with its parties, accepted, agreed, closed."""

import datetime as dt

import pytest
from django.utils import timezone

from archive.classification.models import Scheme, Term
from archive.clocks.load import load_clocks
from archive.mediation.models import Dossier
from archive.mediation.steps import NewDossier, NewParty, RegisterDossier
from archive.mediation.vocabulary import DossierState, Side
from archive.records.models import Event, Record
from tests.desk.conftest import page

MOST_QUERIES = 25
ID_NO, PHONE = "110101199003074514", "13812345678"


@pytest.fixture
def terms(db):
    load_clocks()
    made = []
    for scheme, name in (("dispute_type", "邻里纠纷"), ("case_source", "依申请调解")):
        row, _new = Scheme.objects.get_or_create(code=scheme, defaults={"name": scheme})
        found = row.terms.filter(terms=None).exclude(valid_to__lt=dt.date(2026, 1, 1)).first()
        made.append(found or Term.objects.create(scheme=row, code=f"{scheme}-1", name=name))
    return made


@pytest.fixture
def dossier(office, terms):
    parties = (
        NewParty("甲某", Side.APPLICANT, id_no=ID_NO, phone=PHONE),
        NewParty("乙某", Side.RESPONDENT),
    )
    kind, source = terms
    new = NewDossier(parties, kind, source, timezone.localdate(), "滴水入墙。")
    (record,) = RegisterDossier(new, office.village, by=office.mediator).run()
    return record


def rows(*parties):
    """The rows of the form as a browser sends them."""
    sent = {"party-TOTAL_FORMS": 4, "party-INITIAL_FORMS": 0}
    blank = {"side": "respondent", "kind": "person", "name": ""}
    for number, party in enumerate([*parties, *[{}] * (4 - len(parties))]):
        sent |= {f"party-{number}-{name}": said for name, said in (blank | party).items()}
    return sent


def typed(office, terms, **changed):
    kind, source = terms
    return {
        "unit": office.village.pk,
        "received_on": timezone.localdate().isoformat(),
        "dispute_type": kind.pk,
        "source": source.pk,
        "facts": "屋檐滴水入墙。",
    } | changed


def url(record, verb=""):
    return f"/desk/dossiers/{record.pk}/{verb}/" if verb else f"/desk/records/{record.pk}/"


def state(record):
    return Dossier.objects.get(pk=record.pk).state


def test_a_dispute_is_registered_with_the_parties_that_have_a_name(office, terms, sign_in):
    sent = typed(office, terms) | rows(
        {"name": "甲某", "side": "applicant", "id_no": ID_NO}, {"name": "乙某"}
    )

    response = sign_in(office.mediator).post("/desk/dossiers/register/", sent)

    record = Record.objects.get(kind="dossier")
    assert response.url == url(record)
    assert [one.name for one in record.dossier.parties.all()] == ["甲某", "乙某"]
    assert record.dossier.parties.first().id_no_tail == ID_NO[-4:]


def test_a_refused_form_keeps_the_number_and_shows_only_its_end(office, terms, sign_in):
    client = sign_in(office.mediator)
    sent = typed(office, terms) | rows({"name": "甲某", "id_no": ID_NO})

    refused = client.post("/desk/dossiers/register/", sent)

    shown = refused.content.decode()
    assert refused.status_code == 422
    assert ID_NO not in shown and ID_NO[-4:] in shown and "屋檐滴水入墙" in shown
    token = refused.context["form"].rows.forms[0].data["party-0-id_no_kept"]
    again = typed(office, terms) | rows(
        {"name": "甲某", "id_no": "", "id_no_kept": token}, {"name": "乙某"}
    )
    client.post("/desk/dossiers/register/", again)
    assert Record.objects.get(kind="dossier").dossier.parties.first().id_no_tail == ID_NO[-4:]


def test_the_page_masks_numbers_and_costs_little(
    office, dossier, sign_in, django_assert_max_num_queries
):
    client = sign_in(office.mediator)
    with django_assert_max_num_queries(MOST_QUERIES):
        shown = page(client, url(dossier))

    assert "甲某" in shown
    assert ID_NO not in shown and PHONE not in shown
    assert url(dossier, "accept") in shown
    assert url(dossier, "agree") not in shown


def test_numbers_are_open_after_a_reason_and_it_is_noted(office, dossier, sign_in):
    client = sign_in(office.mediator)
    sent = {"seen_version": 1, "why": "contact"}

    client.post(f"/desk/records/{dossier.pk}/unmask/", sent)

    assert ID_NO in page(client, url(dossier))
    assert ID_NO not in page(sign_in(office.leader), url(dossier))
    event = Event.objects.get(name="personal:unmask")
    assert event.actor == office.mediator
    assert ID_NO not in event.body.content


def test_numbers_are_masked_again_after_five_minutes(office, dossier, sign_in, monkeypatch):
    client = sign_in(office.mediator)
    client.post(f"/desk/records/{dossier.pk}/unmask/", {"seen_version": 1, "why": "contact"})
    import time

    later = time.time() + 301
    monkeypatch.setattr("desk.personal.time.time", lambda: later)

    assert ID_NO not in page(client, url(dossier))


def test_accepting_names_the_mediators_and_starts_the_clock(office, dossier, sign_in):
    today = timezone.localdate().isoformat()
    sent = {"seen_version": 1, "people": [office.mediator.pk], "names": "钱某、孙某", "on": today}

    response = sign_in(office.mediator).post(url(dossier, "accept"), sent)

    assert response.url == url(dossier)
    assert state(dossier) == DossierState.ACCEPTED
    assert dossier.clocks.count() == 1
    assert {one.name for one in dossier.dossier.mediators.all()} == {"郑调解", "钱某", "孙某"}


def test_all_refusals_of_an_agreement_stand_together(office, dossier, sign_in):
    client = sign_in(office.mediator)
    today = timezone.localdate().isoformat()
    client.post(
        url(dossier, "accept"), {"seen_version": 1, "people": [office.mediator.pk], "on": today}
    )
    session = {"held_on": today, "place": "村委会", "note": "各自陈述。", "result": "succeeded"}
    client.post(
        url(dossier, "session"),
        session | {"seen_version": 2, "signed": "on", "rights_told_on": today},
    )

    written = {"seen_version": 3, "form": "written", "agreed_on": today, "terms": "修好屋檐。"}
    refused = client.post(url(dossier, "agree"), written | {"performance": "pending"})

    shown = refused.content.decode()
    assert refused.status_code == 422
    for said in ("甲某 has not signed", "乙某 has not signed", "seal", "until when"):
        assert said in shown
    assert "修好屋檐" in shown


@pytest.mark.parametrize("verb", ["accept", "close", "visit"])
def test_a_document_has_no_step_of_a_dossier(office, record, sign_in, verb):
    assert sign_in(office.clerk).get(url(record, verb)).status_code in {403, 404}


@pytest.mark.parametrize("verb", ["accept", "agree", "close"])
def test_nobody_above_the_committee_acts_for_it(office, dossier, sign_in, verb):
    sent = {"seen_version": 1, "on": timezone.localdate().isoformat()}

    assert sign_in(office.leader).post(url(dossier, verb), sent).status_code == 403
