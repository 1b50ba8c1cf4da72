"""Kill -9 at named points: after restart nothing is half done, and the work completes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pytest

from tests.commands import ROOT, answer, make_files, manage, run_python, with_office

FILES = 120  # More than two batches.
pytestmark = pytest.mark.slow


@pytest.fixture
def home(sqlite_home):
    return with_office(sqlite_home | {"ANJUAN_SEARCH": "embedded"})


@pytest.fixture
def folder(tmp_path):
    return make_files(tmp_path / "来文", FILES)


def assert_whole(home, records=FILES):
    """Store, log and numbers are what they would be had nothing happened."""
    store = answer(home, "check_store", "--grace", 0)
    assert store["ok"] and store["asked"] == records, store
    assert answer(home, "verify_log")["sound"]
    numbers = run_python(
        home,
        "from archive.models import Record; import json;"
        "print(json.dumps([r.number for r in Record.objects.order_by('pk')]))",
    )
    found = sorted(int(number.split("〕")[1][:-1]) for number in json.loads(numbers))
    assert found == list(range(1, records + 1))


@pytest.mark.parametrize(
    "point", ["after_file_written:70", "after_hold:2", "before_commit:2", "after_commit:2"]
)
def test_a_killed_import_is_completed_by_running_it_again(home, folder, point):
    killed = manage(home, "import_folder", folder, "--unit", "DH", ANJUAN_CRASH_AT=point)
    assert killed.returncode == -signal.SIGKILL

    again = answer(home, "import_folder", folder, "--unit", "DH")

    assert (again["asked"], again["done"], again["failed"]) == (FILES, FILES, 0)
    assert_whole(home)


def test_an_import_killed_at_any_moment_is_completed(home, folder):
    for wait in (0.9, 1.2, 1.5):
        command = [sys.executable, "manage.py", "import_folder", folder, "--unit", "DH"]
        process = subprocess.Popen(command, cwd=ROOT, env=home, stdout=subprocess.DEVNULL)
        time.sleep(wait)
        process.kill()
        process.wait()

    again = answer(home, "import_folder", folder, "--unit", "DH")

    assert again["failed"] == 0
    assert_whole(home)


def file_without_text(home, folder):
    """One imported file whose text is to be read again by a worker."""
    make_files(folder, 1)
    answer(home, "import_folder", folder, "--unit", "DH")
    return (
        "from archive.models import *; from archive.records.extraction import ask_for_text;"
        "Holding.objects.update(extraction='waiting'); PageText.objects.all().delete();"
        "ask_for_text(Holding.objects.values_list('pk', flat=True), by=User.objects.first())"
    )


@pytest.mark.parametrize("point", ["job_claimed", "job_worked"])
def test_a_job_whose_worker_was_killed_is_done_by_the_next(home, tmp_path, point):
    run_python(home, file_without_text(home, tmp_path / "f"))
    killed = manage(home, "work", "--once", ANJUAN_CRASH_AT=point)
    assert killed.returncode == -signal.SIGKILL

    manage(home, "tend", "--once")
    manage(home, "work", "--once")

    state = "from archive.models import *; j = Job.objects.get(); h = Holding.objects.get();"
    state += "print(j.state, j.attempts, PageText.objects.count(), h.extraction)"
    assert run_python(home, state).split() == ["done", "2", "1", "done"]


@pytest.mark.parametrize("point", ["inside_drain", "inside_checkpoint"])
def test_what_tend_left_when_killed_is_done_by_the_next(home, folder, point):
    answer(home, "import_folder", folder, "--unit", "DH")
    killed = manage(home, "tend", "--once", ANJUAN_CRASH_AT=point)
    assert killed.returncode == -signal.SIGKILL

    assert manage(home, "tend", "--once").returncode == 0

    assert answer(home, "find", "矛盾纠纷")["total"] == FILES
    assert answer(home, "check_index", "--dry-run")["sound"]
    assert_whole(home)
