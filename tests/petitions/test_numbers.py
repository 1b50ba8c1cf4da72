"""Two processes register and accept at once: petitions and letters are numbered without a gap."""

from __future__ import annotations

import json

import pytest

from tests.commands import python, run_python, with_office

EACH = 25
WORK = f"""
import datetime as dt
from archive.models import Unit, User
from archive.petitions.steps import Accept, NewPetition, RegisterPetition, Triage
unit, clerk = Unit.objects.get(code="DH"), User.objects.get(username="clerk")
for number in range({EACH}):
    new = NewPetition("letter", dt.date.today(), "水渠改道", ("恢复",), "陈秀兰", "东河村")
    (record,) = RegisterPetition(new, unit, by=clerk).run()
    Triage(record, "suggestion", by=clerk).run()
    Accept(record, clerk, by=clerk).run()
"""
PREPARE = """
from archive.clocks.load import load_clocks
from doc_templates import load_shipped
load_clocks(); load_shipped()
"""
NUMBERS = """
import json
from archive.models import NumberGiven
found = {}
for code, number in NumberGiven.objects.values_list("series__code", "number").order_by("number"):
    found.setdefault(code, []).append(number)
print(json.dumps(found))
"""


def work_side_by_side(home):
    with_office(home)
    run_python(home, PREPARE)
    both = [python(home, WORK) for _process in range(2)]
    for process in both:
        _out, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    return json.loads(run_python(home, NUMBERS))


EXPECTED = {code: list(range(1, 2 * EACH + 1)) for code in ("信", "东司信受")}


@pytest.mark.slow
def test_two_processes_number_without_gap_on_sqlite(sqlite_home):
    assert work_side_by_side(sqlite_home) == EXPECTED


@pytest.mark.slow
@pytest.mark.postgres
def test_two_processes_number_without_gap_on_postgres(sqlite_home, postgres_url):
    assert work_side_by_side(sqlite_home | {"ANJUAN_DATABASE": postgres_url}) == EXPECTED
