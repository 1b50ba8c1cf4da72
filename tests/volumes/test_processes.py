"""Two at once, killed at any point, on both databases: each volume wholly or not at all."""

from __future__ import annotations

import json
import shutil
import signal

import pytest

from tests.commands import manage, python, run_python
from tests.database import environment_of, template

pytestmark = pytest.mark.slow
COUNT = 12
FILL = f"""
from tests.office import make_office
from tests.volumes import conftest, shelf
import datetime as dt
office = make_office()
conftest.register_doubles()
shelf.load_rules()
for number in range({COUNT}):
    day = dt.date(shelf.YEAR, number % 12 + 1, 1)
    shelf.dossier(office.donghe, office.clerk, day, pages=80)
    shelf.document(office.donghe, office.clerk, day)
    shelf.report(office.donghe, office.clerk, number + 1)
shelf.dossier(office.donghe, office.clerk, None)
"""
BIND = ("bind", 2024, "--unit", "DH", "--as", "archivist")
STATE = """
import json
from archive.models import *
from archive.volumes.queries import digest_stands
volumes = Volume.objects.order_by("pk")
print(json.dumps({
    "sealed": all(v.sealed_at and digest_stands(v) for v in volumes),
    "numbers": sorted(list(Volume.objects.exclude(form="item").values_list("code", flat=True))),
    "items": sorted(VolumeItem.objects.exclude(code="").values_list("code", flat=True)),
    "given": sorted(
        NumberGiven.objects.filter(series__code__contains=":").values_list("display", flat=True)
    ),
    "bound": Record.objects.filter(state="bound").count(),
    "inside": VolumeItem.objects.values("record").distinct().count(),
    "kept": Retention.objects.count(),
    "papers": VolumeLine.objects.count(),
}))
"""
POINTS = [
    "bind_claimed",
    "bind_planned",
    "bind_locked",
    "bind_numbered",
    "bind_volumes_written",
    "bind_items_written",
    "bind_lines_written",
    "bind_sealed",
    "bind_records_moved",
    "before_commit",
    "after_commit",
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A home with the year in it, made once."""
    place = tmp_path_factory.mktemp("filled") / "home"
    place.mkdir()
    shutil.copy(template(), place / "anjuan.sqlite3")
    run_python(environment_of(place), FILL)
    return place


@pytest.fixture
def home(filled, tmp_path):
    place = tmp_path / "home"
    shutil.copytree(filled, place)
    return environment_of(place)


RUN = """
from tests.volumes.conftest import register_doubles
register_doubles()
from django.core.management import call_command
call_command({words}, "--json")
"""


def run(home, *words):
    """A command, in a process where the kinds of all rooms are known."""
    return json.loads(run_python(home, RUN.format(words=", ".join(repr(str(x)) for x in words))))


def state(home):
    return json.loads(run_python(home, STATE))


def assert_whole(home):
    """All that was ready is bound, once; numbers and 档号 have no gap; the log is sound."""
    found = state(home)
    assert found["sealed"]
    assert (found["bound"], found["inside"], found["kept"]) == (3 * COUNT, 3 * COUNT, 3 * COUNT)
    assert found["papers"] == 5 * COUNT
    cases = [code for code in found["numbers"] if "TJ" in code]
    # 240 pages are two parts.
    assert [int(code[-3:]) for code in cases] == list(range(1, 2 * COUNT + 1))
    assert [int(code[-4:]) for code in found["items"]] == list(range(1, COUNT + 1))
    assert found["given"] == sorted(found["numbers"] + found["items"])
    assert run(home, "verify_log")["sound"]


def test_the_command_says_what_it_did(home):
    done = run(home, *BIND)

    forms = [volume["form"] for volume in done["volumes"]]
    assert (forms.count("case"), forms.count("year"), forms.count("item")) == (24, 1, 12)
    assert all(volume["code"] and volume["records"] for volume in done["volumes"])
    (left,) = done["left_out"]
    assert [reason["code"] for reason in left["reasons"]] == ["not_closed"]
    assert_whole(home)


def test_a_refusal_of_the_whole_ends_with_one(home):
    done = manage(home, "bind", 2099, "--unit", "DH", "--as", "archivist", "--json")

    assert done.returncode == 1
    assert json.loads(done.stdout)["refused"][0]["code"] == "year_not_ended"


@pytest.mark.parametrize("words", [("--unit", "DH"), ("--unit", "NO", "--as", "archivist")])
def test_wrong_use_ends_with_two(home, words):
    assert manage(home, "bind", 2024, *words).returncode == 2


@pytest.mark.parametrize("point", POINTS)
def test_a_binding_killed_at_any_point_is_completed_by_binding_again(home, point):
    time = ":2" if point not in {"bind_claimed", "bind_planned"} else ""
    assert killed_at(home, point + time) == -signal.SIGKILL
    found = state(home)
    assert found["sealed"] and found["bound"] == found["inside"] == found["kept"]

    run(home, *BIND)

    assert_whole(home)


SLOWLY = """
import time
from tests.volumes.conftest import register_doubles
register_doubles()
from archive.models import Unit, User
from archive.organisation.refusal import Refused
from archive.volumes import binding
binding.BATCH = 10  # Several transactions.
def slowly(rows, _total):
    for row in rows:
        yield row
        time.sleep({pause})
try:
    unit, person = Unit.objects.get(code="DH"), User.objects.get(username="archivist")
    print(len(binding.bind_year(unit, 2024, by=person, progress=slowly).volumes))
except Refused as error:
    print([refusal.code for refusal in error.refusals])
"""


def killed_at(home, point):
    """Binds in several transactions and dies at that point; the code it ended with."""
    process = python(home, SLOWLY.format(pause=0), ANJUAN_CRASH_AT=point)
    process.communicate(timeout=120)
    return process.returncode


def side_by_side(home):
    both = [python(home, SLOWLY.format(pause=0.5)) for _process in range(2)]
    answers = []
    for process in both:
        out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        answers.append(out.strip())
    return sorted(answers)


def test_of_two_archivists_one_binds_and_the_other_is_told(home):
    one, other = side_by_side(home)

    assert one == "26" and other == "['bound_by_other']"
    assert_whole(home)


@pytest.mark.postgres
def test_the_same_on_postgres(sqlite_home, postgres_url):
    home = sqlite_home | {"ANJUAN_DATABASE": postgres_url}
    run_python(home, FILL)

    one, other = side_by_side(home)

    assert one == "26" and other == "['bound_by_other']"
    assert_whole(home)


@pytest.mark.postgres
@pytest.mark.parametrize("point", ["bind_lines_written:2", "bind_sealed:2", "after_commit:2"])
def test_a_binding_killed_on_postgres_is_completed(sqlite_home, postgres_url, point):
    home = sqlite_home | {"ANJUAN_DATABASE": postgres_url}
    run_python(home, FILL)
    assert killed_at(home, point) == -signal.SIGKILL

    run(home, *BIND)

    assert_whole(home)


REFUSED = """
from django.db import connection, transaction
from django.db.utils import DatabaseError
from archive.models import *
tried = [
    "UPDATE archive_volume SET title = 'x'",
    "UPDATE archive_volume SET sealed_at = NULL",
    "DELETE FROM archive_volume",
    "UPDATE archive_volumeitem SET position = position + 100",
    "DELETE FROM archive_volumeitem",
    "UPDATE archive_volumeline SET sha256 = ''",
    "DELETE FROM archive_volumeline",
    "INSERT INTO archive_volumeitem (volume_id, record_id, position, code, pages)"
    " SELECT volume_id, record_id, 999, '', 1 FROM archive_volumeitem LIMIT 1",
]
for sql in tried:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as error:
        assert "guard" in str(error), error
    else:
        raise AssertionError(sql)
person = User.objects.get(username="clerk")
Volume.objects.update(checked_by=person, checked_on="2025-02-01")
"""


@pytest.mark.postgres
def test_postgres_refuses_to_change_what_is_sealed(sqlite_home, postgres_url):
    home = sqlite_home | {"ANJUAN_DATABASE": postgres_url}
    run_python(home, FILL)
    run(home, *BIND)

    run_python(home, REFUSED)


@pytest.mark.postgres
def test_the_same_year_gives_the_same_volumes_on_both_databases(tmp_path, home, postgres_url):
    other = home | {"ANJUAN_DATABASE": postgres_url}
    run_python(other, FILL)

    here, there = run(home, *BIND), run(other, *BIND)

    def codes(done):
        return [(volume["code"], len(volume["records"])) for volume in done["volumes"]]

    assert codes(here) == codes(there)
