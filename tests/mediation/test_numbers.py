"""Two processes register disputes at the same time: the series has no gap, on both databases."""

import json

import pytest

from tests.commands import python, run_python, with_office
from tests.mediation.test_described import SHIPPED

EACH = 60
REGISTER = f"""
import datetime as dt
from archive.classification.queries import term
from archive.mediation.steps import NewDossier, NewParty, RegisterDossier
from archive.mediation.vocabulary import Side
from archive.models import Unit, User
unit, mediator = Unit.objects.get(code="DH1"), User.objects.get(username="mediator")
parties = (NewParty("甲", Side.APPLICANT), NewParty("乙", Side.RESPONDENT))
new = NewDossier(parties, term("dispute_type", "02"), term("case_source", "01"),
    dt.date(2026, 3, 2), "争执")
for number in range({EACH}):
    RegisterDossier(new, unit, by=mediator).run()
"""
NUMBERS = """
import json
from archive.models import NumberGiven
rows = NumberGiven.objects.order_by("number")
print(json.dumps(list(rows.values_list("number", "record__dossier__state"))))
"""


def side_by_side(home):
    with_office(home)
    run_python(home, SHIPPED)
    both = [python(home, REGISTER) for _process in range(2)]
    for process in both:
        _out, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    return json.loads(run_python(home, NUMBERS))


@pytest.mark.slow
def test_two_processes_number_without_gap_on_sqlite(sqlite_home):
    wanted = [[number, "registered"] for number in range(1, 2 * EACH + 1)]
    assert side_by_side(sqlite_home) == wanted


@pytest.mark.slow
@pytest.mark.postgres
def test_two_processes_number_without_gap_on_postgres(sqlite_home, postgres_url):
    home = sqlite_home | {"ANJUAN_DATABASE": postgres_url}

    wanted = [[number, "registered"] for number in range(1, 2 * EACH + 1)]
    assert side_by_side(home) == wanted
