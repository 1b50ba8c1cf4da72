"""The same program on the servers of a larger office: PostgreSQL, Elasticsearch, Redis."""

from __future__ import annotations

import json
import time
import urllib.request

import pytest

from tests.commands import answer, make_files, run_python
from tests.services.processes import folder
from tests.walk.conftest import started

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.elasticsearch,
    pytest.mark.redis,
]
FILES = 60
REREAD = """
from archive.models import Holding, PageText, User
from archive.records.extraction import ask_for_text
one = Holding.objects.order_by("pk").first()
PageText.objects.filter(holding=one).delete()
Holding.objects.filter(pk=one.pk).update(extraction="waiting")
ask_for_text([one.pk], by=User.objects.first())
"""
STATE = "from archive.models import Job; print(Job.objects.order_by('-pk').first().state)"


@pytest.fixture
def system(postgres_url, elasticsearch_url, redis_url):
    servers = {
        "ANJUAN_DATABASE": postgres_url,
        "ANJUAN_SEARCH": elasticsearch_url,
        "ANJUAN_SEARCH_INDEX": "production-walk",
        "ANJUAN_BROKER": redis_url,
    }
    with folder("production") as place:
        yield from started(place, **servers)


def until(question, within=30.0):
    end = time.monotonic() + within
    while not (found := question()):
        assert time.monotonic() < end, "It did not come about."
        time.sleep(0.2)
    return found


def test_documents_are_filed_found_and_proven_on_servers(system, tmp_path):
    home = system.home
    done = answer(home, "import_folder", make_files(tmp_path / "来文", FILES), "--unit", "DH")
    assert (done["done"], done["failed"]) == (FILES, 0)

    until(lambda: answer(home, "find", "矛盾糾紛")["total"] == FILES)

    with urllib.request.urlopen(f"{system.url}/healthz") as response:
        health = json.load(response)
    assert health["ok"] and health["engine"] == "elasticsearch"
    assert answer(home, "verify_log")["sound"]
    assert answer(home, "check_index", "--dry-run")["sound"]


def test_a_worker_hears_the_bell_through_redis(system, tmp_path):
    answer(system.home, "import_folder", make_files(tmp_path / "来文", 1), "--unit", "DH")

    run_python(system.home, REREAD)

    until(lambda: run_python(system.home, STATE).strip() == "done")
