"""A petition through its pages: registered, triaged, accepted, answered, served, closed."""

import pytest
from django.utils import timezone

from archive.clocks.load import load_clocks
from archive.petitions.models import Petition
from archive.petitions.vocabulary import PetitionState
from archive.records.models import Record
from doc_templates import load_shipped
from tests.desk.conftest import fresh, page, upload

MOST_QUERIES = 25
ID_NO, PHONE = "110101199003074514", "13812345678"
REGISTER = "/desk/petitions/register/"


@pytest.fixture(autouse=True)
def shipped(db):
    load_clocks()
    load_shipped()


def typed(office, **changed):
    return {
        "unit": office.donghe.pk,
        "received_on": timezone.localdate().isoformat(),
        "channel": "visit",
        "source": "direct",
        "matter_class": "appeal",
        "summary": "东河村道路占地未补偿。",
        "claims": "补偿款两万元\n恢复田埂",
        "petitioner_name": "孙某",
        "petitioner_address": "东河村三组",
        "people_count": 1,
        "id_no": ID_NO,
        "phone": PHONE,
    } | changed


@pytest.fixture
def petition(office, sign_in):
    sign_in(office.clerk).post(REGISTER, typed(office))
    return Record.objects.get(kind="petition")


def url(record, verb=""):
    return f"/desk/petitions/{record.pk}/{verb}/" if verb else f"/desk/records/{record.pk}/"


def send(client, record, verb, **values):
    return client.post(url(record, verb), {"seen_version": fresh(record).version} | values)


def state(record):
    return Petition.objects.get(pk=record.pk).state


def accepted(office, record, sign_in):
    clerk = sign_in(office.clerk)
    send(clerk, record, "triage", matter_class="appeal", appeal_route="31_6")
    send(clerk, record, "accept", handler=office.clerk.pk)
    assert state(record) == PetitionState.ACCEPTED
    return clerk


DRAFT = {
    "result": "supported",
    "findings": "占地属实。",
    "opinion": "予以补偿。",
    "basis": "土地管理法第四十八条",
    "answer_0": "一个月内支付",
    "answer_1": "已恢复",
}


def test_a_petition_is_registered_with_its_letter_and_first_clock(office, sign_in):
    response = sign_in(office.clerk).post(REGISTER, typed(office, file=upload("来信.txt")))

    record = Record.objects.get(kind="petition")
    assert response.url == url(record)
    assert record.petition.claims == ["补偿款两万元", "恢复田埂"]
    assert (record.papers.count(), record.clocks.count()) == (1, 1)


def test_a_refused_form_gives_no_number_back(office, sign_in):
    refused = sign_in(office.clerk).post(REGISTER, typed(office, summary=""))

    shown = refused.content.decode()
    assert refused.status_code == 422
    assert ID_NO not in shown and PHONE not in shown
    assert "…4514" in shown and "孙某" in shown


def test_an_accusation_asks_for_the_respondent_before_it_is_saved(office, sign_in):
    refused = sign_in(office.clerk).post(REGISTER, typed(office, matter_class="accusation"))

    assert refused.status_code == 422
    assert "against whom" in refused.content.decode()
    assert not Record.objects.filter(kind="petition").exists()


def test_the_page_masks_numbers_and_costs_little(
    office, petition, sign_in, django_assert_max_num_queries
):
    client = sign_in(office.clerk)
    with django_assert_max_num_queries(MOST_QUERIES):
        shown = page(client, url(petition))

    assert ID_NO not in shown and PHONE not in shown
    assert url(petition, "triage") in shown
    assert f"/desk/clocks/{petition.clocks.get().pk}/" in shown


@pytest.mark.parametrize("who", ["clerk", "leader", "county_leader"])
def test_the_page_in_the_middle_of_handling_costs_little(
    office, petition, sign_in, django_assert_max_num_queries, who
):
    accepted(office, petition, sign_in)
    client = sign_in(getattr(office, who))

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, url(petition))


def test_accepting_writes_a_letter_that_can_be_downloaded(office, petition, sign_in):
    clerk = accepted(office, petition, sign_in)

    letter = petition.letters.get(code="accept_notice")
    shown = page(clerk, url(petition))
    assert letter.number in shown
    assert f"Template version {letter.template_version}" in shown
    assert letter.template_sha256[:12] in shown
    assert f"/files/{letter.paper.files.get().pk}/?download=1" in shown


def test_the_whole_way_to_the_close(office, petition, sign_in):
    clerk = accepted(office, petition, sign_in)
    today = timezone.localdate().isoformat()

    send(clerk, petition, "draft", **DRAFT)
    assert send(clerk, petition, "sign").status_code == 403
    send(sign_in(office.county_leader), petition, "sign")
    assert state(petition) == PetitionState.OPINION_ISSUED
    send(clerk, petition, "serve", served_on=today, mode="direct", file=upload("回证.txt"))

    assert state(petition) == PetitionState.SERVED
    refused = send(clerk, petition, "close")
    assert refused.status_code == 422  # The 30 days in which a review can be asked for run.


def test_an_extension_is_asked_by_one_and_approved_by_another(office, petition, sign_in):
    clerk = accepted(office, petition, sign_in)

    send(clerk, petition, "ask_extension", days=20, reason="需现场勘查")
    assert "需现场勘查" in page(sign_in(office.county_leader), url(petition, "approve_extension"))
    send(sign_in(office.county_leader), petition, "approve_extension")

    assert petition.letters.filter(code="extension_notice").exists()
    assert Petition.objects.get(pk=petition.pk).extension_approved_by == office.county_leader


def test_every_claim_without_answer_is_named_and_nothing_typed_is_lost(office, petition, sign_in):
    clerk = accepted(office, petition, sign_in)

    refused = send(clerk, petition, "draft", **(DRAFT | {"answer_0": "", "answer_1": ""}))

    shown = refused.content.decode()
    assert refused.status_code == 422
    assert "Claim 1 has no answer" in shown and "Claim 2 has no answer" in shown
    assert "占地属实" in shown


@pytest.mark.parametrize("verb", ["triage", "accept", "sign", "serve", "close"])
def test_a_foreign_petition_answers_like_one_that_never_was(office, petition, sign_in, verb):
    client = sign_in(office.stranger)

    foreign = client.post(url(petition, verb), {"seen_version": 1})
    never = client.post(f"/desk/petitions/999999/{verb}/", {"seen_version": 1})

    assert (foreign.status_code, never.status_code) == (404, 404)


@pytest.mark.parametrize("verb", ["triage", "accept", "draft", "close"])
def test_a_document_has_no_step_of_a_petition(office, record, sign_in, verb):
    assert sign_in(office.clerk).get(url(record, verb)).status_code == 404


def test_all_that_is_empty_is_said_beside_its_field_at_once(office, sign_in):
    sent = typed(office, matter_class="", summary="", claims="", anonymous="on", petitioner_name="")

    shown = sign_in(office.clerk).post("/desk/petitions/register/", sent)

    form = shown.context["form"]
    assert set(form.errors) == {"matter_class", "summary", "claims"}
    assert {error for errors in form.errors.values() for error in errors} == {"Fill this in."}
