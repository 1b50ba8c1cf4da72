"""Forty processes take numbers of cases, letters and volumes at once, and some turn back: each
series of each year counts on without a gap.

They are forked from one process that has imported everything and closed its connections: forty
imports would take longer than what is tested.
"""

from __future__ import annotations

import json

import pytest

from tests.commands import run_python, with_office

PROCESSES, ROUNDS = 40, 3
YEARS = (2025, 2026)
WORK = f"""
import datetime as dt
import json
import traceback
from types import SimpleNamespace

from django.db import connection, connections, transaction
from django.utils import timezone

from archive.models import NumberGiven, NumberSeries, Record, Unit, User
from archive.records import numbers
from archive.records.steps.letter import take_number
from archive.volumes.saving import keep_numbers
from archive.volumes.writing import numbered

PROCESSES, ROUNDS, YEARS = {PROCESSES}, {ROUNDS}, {YEARS}
"""
WORK += """
class TurnedBack(Exception):
    pass


def case(office, day):
    record = Record(kind="petition", state="registered", title="水渠改道", lead_unit=office.unit,
        year=day.year, registered_on=day, made_by=office.clerk, made_at=timezone.now())
    taken = numbers.take([record], unit=office.unit, code="信", on=day)
    record.save()
    numbers.keep(taken)


def letter(office, day):
    take_number(office.record, "东司信受", day)


def volume(office, day):
    series = numbers.lock_series(office.unit, "ZY·XF:D30", day.year)
    ((_planned, number),) = numbered(series, [SimpleNamespace(numbers=1)])
    code = f"0102-ZY·XF·{day.year}-D30-DH-{number:03d}"
    keep_numbers(series, [SimpleNamespace(numbers=[(number, code, office.record)])])


def work(process):
    clerk = User.objects.get(username="clerk")
    unit = Unit.objects.get(code="DH")
    office = SimpleNamespace(unit=unit, clerk=clerk, record=Record.objects.first())
    for turn in range(ROUNDS):
        for step in (case, letter, volume):
            day = dt.date(YEARS[turn % 2], 6, 1)
            take(step, office, day, back=(process + turn) % 3 == 0)


def take(step, office, day, back):
    try:
        with transaction.atomic():
            step(office, day)
            if back:
                raise TurnedBack
    except TurnedBack:
        pass


def child(process, gate):
    status = 1
    try:
        os.read(gate, 1)
        work(process)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


if connection.vendor == "sqlite":
    # Forty wait longer for each other than the few of an office; and no power fails here.
    options = connection.settings_dict["OPTIONS"]
    faster = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    options |= {"timeout": 120, "init_command": faster}
connections.close_all()
gate, opener = os.pipe()
children = []
for process in range(PROCESSES):
    pid = os.fork()
    if not pid:
        os.close(opener)
        child(process, gate)
    children.append(pid)
os.close(opener)
failed = [pid for pid in children if os.waitpid(pid, 0)[1]]
assert not failed, f"{len(failed)} of the processes failed"

found = {}
for series in NumberSeries.objects.filter(year__in=YEARS):
    given = series.given.order_by("number").values_list("number", flat=True)
    found[f"{series.code} {series.year}"] = [list(given), series.next_number, numbers.gaps(series)]
print(json.dumps(found))
"""
PREPARE = """
from django.utils import timezone
from archive.models import Record, Unit, User
Record.objects.create(kind="petition", state="captured", title="一件", year=2024,
    lead_unit=Unit.objects.get(code="DH"), made_by=User.objects.get(username="clerk"),
    made_at=timezone.now())
"""


def kept(year):
    """How many numbers of that year stay: of three that are taken, one is given back."""
    turns = [(process, turn) for process in range(PROCESSES) for turn in range(ROUNDS)]
    stay = [(p, turn) for p, turn in turns if YEARS[turn % 2] == year and (p + turn) % 3]
    return len(stay)


EXPECTED = {
    f"{code} {year}": [list(range(1, kept(year) + 1)), kept(year) + 1, []]
    for code in ("信", "东司信受", "ZY·XF:D30")
    for year in YEARS
}
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("forty")]


def numbers_taken(home):
    run_python(with_office(home), PREPARE)
    return json.loads(run_python(home, WORK))


def test_no_series_has_a_gap_on_sqlite(sqlite_home):
    assert numbers_taken(sqlite_home) == EXPECTED


@pytest.mark.postgres
def test_no_series_has_a_gap_on_postgres(sqlite_home, postgres_url):
    assert numbers_taken(sqlite_home | {"ANJUAN_DATABASE": postgres_url}) == EXPECTED
