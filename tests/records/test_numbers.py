"""Two processes take numbers at the same time: none twice, none missing, on both databases."""

from __future__ import annotations

import json

import pytest

from tests.commands import python, run_python, with_office

EACH = 200
REGISTER = f"""
import datetime as dt
from archive.documents.steps import NewDocument, RegisterDocuments
from archive.models import Unit, User
unit, clerk = Unit.objects.get(code="DH"), User.objects.get(username="clerk")
for number in range({EACH}):
    RegisterDocuments([NewDocument("通知", issuer="县局")], unit, by=clerk).run()
"""
NUMBERS = """
import json
from archive.models import NumberGiven
print(json.dumps(sorted(NumberGiven.objects.values_list("number", flat=True))))
"""


def register_side_by_side(home):
    with_office(home)
    both = [python(home, REGISTER) for _process in range(2)]
    for process in both:
        _out, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    return json.loads(run_python(home, NUMBERS))


@pytest.mark.slow
def test_two_processes_number_without_gap_on_sqlite(sqlite_home):
    assert register_side_by_side(sqlite_home) == list(range(1, 2 * EACH + 1))


@pytest.mark.slow
@pytest.mark.postgres
def test_two_processes_number_without_gap_on_postgres(sqlite_home, postgres_url):
    home = sqlite_home | {"ANJUAN_DATABASE": postgres_url}

    assert register_side_by_side(home) == list(range(1, 2 * EACH + 1))
