"""Binding a year at the desk: the worksheet, the job, its receipt."""

import io
import zipfile

import pytest
from django.utils import timezone

from archive.records import jobs
from archive.records.models import Event, File, Job, Record
from archive.records.vocabulary import JobState, PaperType
from archive.volumes.models import Volume
from tests.desk.archive import BIND, YEAR, ask, bound, closed
from tests.desk.conftest import page
from tests.volumes import shelf

MOST_QUERIES = 25


def receipt(client, job):
    return client.get(f"/desk/volumes/bindings/{job.pk}/")


def test_what_would_come_is_shown_before_it_is_done(office, ready, sign_in):
    response = sign_in(office.archivist).get(BIND, {"year": YEAR})

    shown = response.content.decode()
    assert all(record.title in shown for record in ready)
    (box,) = response.context["volumes"]
    assert (box.code[-4:], box.last_code[-4:], box.papers) == ("0001", "0002", 2)
    assert box.sentence in shown
    assert not Volume.objects.exists()


def test_what_is_left_out_has_all_its_reasons_and_where_each_is_mended(office, ready, sign_in):
    record = shelf.dossier(office.donghe, office.clerk, papers=(), complete=False)

    response = sign_in(office.archivist).get(BIND, {"year": YEAR})

    ((left, reasons),) = response.context["left_out"]
    assert left == record
    assert {"not_complete", "line_missing", "no_paper"} <= {why.code for why, _at in reasons}
    assert f"/desk/records/{record.pk}/contents/" in response.content.decode()


@pytest.mark.parametrize(("why", "count"), [("not_closed", 1), ("no_paper", 1), ("nonsense", 2)])
def test_a_reason_narrows_what_is_left_out(office, ready, sign_in, why, count):
    shelf.dossier(office.donghe, office.clerk, None)
    shelf.dossier(office.donghe, office.clerk, papers=())

    response = sign_in(office.archivist).get(BIND, {"year": YEAR, "why": why})

    assert response.context["left_shown"] == count
    assert response.context["left_count"] == 2


def test_one_button_asks_for_a_job_and_leads_to_its_page(office, ready, sign_in):
    response = ask(sign_in(office.archivist), office.donghe)

    job = Job.objects.latest("pk")
    assert response.url == f"/desk/volumes/bindings/{job.pk}/"
    assert job.arguments == {"unit": "DH", "year": YEAR}
    assert not Volume.objects.exists()


def test_one_may_leave_and_come_back(office, ready, sign_in):
    client = sign_in(office.archivist)
    ask(client, office.donghe)
    waiting = receipt(client, Job.objects.latest("pk")).content.decode()
    jobs.work_off()

    ended = receipt(client, Job.objects.latest("pk"))

    assert "You may leave this page" in waiting
    assert ended.context["counts"] == {"asked": 2, "done": 2, "skipped": 0, "failed": 0}
    assert [volume.papers for volume in ended.context["page"].rows] == [2]


def test_the_receipt_lists_what_was_left_out_and_what_failed(office, ready, sign_in):
    open_one = shelf.dossier(office.donghe, office.clerk, None)
    damaged = closed(office, 3)
    file = File.objects.get(paper__record=damaged)
    damage(file.holding_id)
    client = sign_in(office.archivist)

    ended = receipt(client, bound(client, office.donghe))

    assert ended.context["counts"] == {"asked": 4, "done": 2, "skipped": 1, "failed": 1}
    assert ended.context["skipped"][0]["record"] == open_one
    assert ended.context["failed"][0]["record"] == damaged


def damage(sha256):
    from archive.holdings import store

    path = store.path(sha256)
    path.chmod(0o600)
    path.write_bytes(b"something else")


def test_a_receipt_does_not_name_what_its_reader_may_not_know(office, ready, sign_in):
    hidden = shelf.petition(office.donghe, office.clerk, None, accusation=True)
    client = sign_in(office.archivist)
    job = bound(client, office.donghe)
    said = [{"record": hidden.pk, "reasons": [{"code": "not_closed", "message": "未办结"}]}]
    Job.objects.filter(pk=job.pk).update(result={"done": 2, "left_out": said})

    ended = receipt(client, job)

    assert ended.context["counts"]["skipped"] == 0
    assert hidden.title not in ended.content.decode()


def test_asking_twice_leads_to_the_same_job(office, ready, sign_in):
    client = sign_in(office.archivist)

    first, second = ask(client, office.donghe), ask(client, office.donghe)

    assert first.url == second.url
    assert Job.objects.filter(kind="bind").count() == 1


def test_the_page_says_that_somebody_else_binds_the_same_year(office, ready, sign_in):
    other = archivist_too(office)
    ask(sign_in(other), office.donghe)
    client = sign_in(office.archivist)

    shown = page(client, BIND, year=YEAR)
    response = ask(client, office.donghe)

    assert f"{other} is binding this year" in shown
    assert response.status_code == 422
    assert f"{other} is binding {YEAR}" in response.content.decode()


def archivist_too(office):
    from archive.organisation.vocabulary import PostKind, Reach
    from tests.office import make_person

    return make_person("second", "高档案", PostKind.ARCHIVIST, office.donghe, Reach.FONDS)


def test_a_run_that_is_refused_says_why_and_binds_nothing(office, ready, sign_in):
    client = sign_in(office.archivist)
    ask(client, office.donghe)
    office.archivist.posts.update(ends_on=timezone.localdate() - timezone.timedelta(days=1))

    jobs.work_off()

    job = Job.objects.latest("pk")
    assert [one["code"] for one in job.result["refused"]] == ["not_your_post"]
    assert not Volume.objects.exists()


def test_a_job_whose_worker_was_lost_is_given_back_and_completes(office, ready, sign_in):
    client = sign_in(office.archivist)
    ask(client, office.donghe)
    taken = jobs.claim()
    Job.objects.filter(pk=taken.pk).update(held_by="elsewhere:1", held_until=timezone.now())

    assert jobs.sweep() == 1
    jobs.work_off()

    ended = receipt(client, taken)
    assert Job.objects.get(pk=taken.pk).state == JobState.DONE
    assert ended.context["counts"]["done"] == 2


def test_a_broken_job_says_that_what_was_bound_stays(office, ready, sign_in):
    client = sign_in(office.archivist)
    job = bound(client, office.donghe)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="Traceback …", result={})

    shown = receipt(client, job).content.decode()

    assert "It broke off" in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("who", ["clerk", "leader", "stranger"])
def test_nobody_but_an_archivist_binds(office, ready, sign_in, who):
    client = sign_in(getattr(office, who))

    assert client.get(BIND).status_code == 403
    assert client.post(BIND, {"year": YEAR}).status_code == 403
    assert not Job.objects.filter(kind="bind").exists()


@pytest.mark.parametrize("who", ["clerk", "leader", "stranger", "county_archivist"])
def test_a_foreign_binding_answers_like_one_that_never_was(office, ready, sign_in, who):
    job = bound(sign_in(office.archivist), office.donghe)
    client = sign_in(getattr(office, who))

    foreign, never = receipt(client, job), client.get("/desk/volumes/bindings/999999/")

    assert (foreign.status_code, never.status_code) == (404, 404)
    assert foreign.content == never.content


def test_a_job_of_another_kind_has_no_page_here(office, ready, sign_in):
    job = Job.objects.create(kind="extract", asked_by=office.archivist, asked_at=timezone.now())

    assert receipt(sign_in(office.archivist), job).status_code == 404


def test_a_year_that_has_not_ended_cannot_be_bound(office, ready, sign_in):
    response = ask(sign_in(office.archivist), office.donghe, timezone.localdate().year)

    assert response.status_code == 422
    assert "has not ended" in response.content.decode()
    assert not Job.objects.filter(kind="bind").exists()


def test_the_printed_set_of_a_binding_is_one_file(office, ready, templates, sign_in):
    shelf.dossier(office.donghe, office.clerk)
    client = sign_in(office.archivist)
    job = bound(client, office.donghe)

    response = client.get(
        "/desk/volumes/set.zip", {"unit": office.donghe.pk, "year": YEAR, "binding": job.pk}
    )

    names = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))).namelist()
    # Cover, contents, notes, spine of the dossier; notes of the box; two lists.
    assert len(names) == 7
    assert not [name for name in names for record in Record.objects.all() if record.title in name]
    assert Event.objects.filter(name="volume:print").count() == 1


@pytest.mark.parametrize("count", [2, 40])
def test_the_pages_of_binding_cost_the_same_at_any_size(
    office, ready, sign_in, django_assert_max_num_queries, count
):
    for n in range(count):
        closed(office, n + 3)
    client = sign_in(office.archivist)

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, BIND, year=YEAR)
    job = bound(client, office.donghe)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert receipt(client, job).status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_a_year_of_all_kinds_costs_the_same_at_any_size(
    office, ready, sign_in, django_assert_max_num_queries, count
):
    for _n in range(count):
        shelf.dossier(office.donghe, office.clerk)
        shelf.petition(office.donghe, office.clerk)
        shelf.dossier(office.donghe, office.clerk, papers=(PaperType.AGREEMENT,), complete=False)
    shelf.report(office.donghe, office.clerk, 1)
    client = sign_in(office.archivist)

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, BIND, year=YEAR)
