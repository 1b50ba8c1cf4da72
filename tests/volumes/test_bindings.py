"""A binding as a job: asked for once, given back when its worker was killed, completed after."""

from __future__ import annotations

import json
import signal

import pytest

from archive.organisation.refusal import Refused
from archive.records import jobs
from archive.records.models import Job
from archive.records.step import NotYourPost
from archive.volumes.bindings import ask_to_bind, under_way, volumes_of_job
from archive.volumes.steps import LatePaper, Supplement
from tests.commands import python, run_python
from tests.desk.conftest import hold
from tests.volumes import shelf
from tests.volumes.test_processes import assert_whole, filled, home  # noqa: F401

ASK = """
from archive.models import *
from archive.volumes.bindings import ask_to_bind
job = ask_to_bind(Unit.objects.get(code="DH"), 2024, by=User.objects.get(username="archivist"))
print(job.pk)
"""
WORK = """
from tests.volumes.conftest import register_doubles
register_doubles()
from archive.volumes import binding
binding.BATCH = 10
from archive.records import jobs
jobs.sweep()
print(jobs.work_off())
"""
SAID = """
import json
from archive.models import *
from archive.volumes.bindings import volumes_of_job
job = Job.objects.get(kind="bind")
made = volumes_of_job(job).count()
print(json.dumps({"state": job.state, "made": made, "all": Volume.objects.count(),
                  "done": job.result.get("done"), "attempts": job.attempts}))
"""


def test_what_forbids_the_whole_forbids_the_asking(office):
    with pytest.raises(Refused) as refused:
        ask_to_bind(office.donghe, 2999, by=office.archivist)

    assert "year_not_ended" in {one.code for one in refused.value.refusals}
    assert not Job.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "leader", "stranger", "administrator"])
def test_nobody_but_an_archivist_asks(office, who):
    with pytest.raises(NotYourPost):
        ask_to_bind(office.donghe, shelf.YEAR, by=getattr(office, who))


def test_two_years_of_a_unit_are_two_jobs(office):
    first = ask_to_bind(office.donghe, shelf.YEAR, by=office.archivist)
    second = ask_to_bind(office.donghe, shelf.YEAR - 1, by=office.archivist)

    assert first != second
    assert under_way(office.donghe, shelf.YEAR) == first


def test_when_it_has_ended_it_may_be_asked_for_again(office):
    first = ask_to_bind(office.donghe, shelf.YEAR, by=office.archivist)
    jobs.work_off()

    assert under_way(office.donghe, shelf.YEAR) is None
    assert ask_to_bind(office.donghe, shelf.YEAR, by=office.archivist) != first


def test_what_came_to_be_later_is_not_of_the_job(office, tmp_path, settings):
    settings.ANJUAN_STORE = tmp_path / "store"
    shelf.dossier(office.donghe, office.clerk)
    job = ask_to_bind(office.donghe, shelf.YEAR, by=office.archivist)
    jobs.work_off()
    job = Job.objects.get(pk=job.pk)
    (volume,) = volumes_of_job(job)

    paper = LatePaper("回执", hold("回执.txt", b"late"))
    Supplement(volume, papers=[paper], by=office.archivist, reason="迟到").run()

    assert list(volumes_of_job(job)) == [volume]


@pytest.mark.slow
@pytest.mark.parametrize("point", ["bind_planned", "bind_sealed:2", "after_commit:2", "job_worked"])
def test_a_killed_worker_loses_nothing_and_the_next_completes(home, point):  # noqa: F811
    run_python(home, ASK)
    process = python(home, WORK, ANJUAN_CRASH_AT=point)
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL

    assert run_python(home, WORK).strip() == "1"

    said = json.loads(run_python(home, SAID))
    assert said == {"state": "done", "made": 26, "all": 26, "done": 36, "attempts": 2}
    assert_whole(home)
