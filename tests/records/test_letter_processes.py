"""Two processes issue letters at the same time, some refused: no number twice, none missing."""

from __future__ import annotations

import json

import pytest

from tests.commands import python, run_python, with_office

EACH = 30
# Every third letter is refused after its number was taken: the number must come back.
ISSUE = f"""
import datetime as dt
from django.db import transaction
from archive.documents.steps import NewDocument, RegisterDocuments
from archive.models import Unit, User
from archive.organisation.refusal import Refused
from archive.records.steps.letter import issue_letter
from doc_templates import sample_of
unit, clerk = Unit.objects.get(code="DH"), User.objects.get(username="clerk")
(record,) = RegisterDocuments([NewDocument("通知", issuer="县局")], unit, by=clerk).run()
at = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)
for number in range({EACH}):
    values = {{}} if number % 3 == 0 else sample_of("termination")
    try:
        with transaction.atomic():
            issue_letter(
                record, "termination", values, series="东司信终", addressee="", by=clerk, at=at
            )
    except Refused:
        pass
"""
LETTERS = """
import json
from archive.models import Letter
print(json.dumps(sorted(Letter.objects.values_list("number", flat=True))))
"""
LOAD = "from doc_templates import load_shipped; load_shipped()"


def issue_side_by_side(home):
    with_office(home)
    run_python(home, LOAD)
    both = [python(home, ISSUE) for _process in range(2)]
    for process in both:
        _out, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
    return json.loads(run_python(home, LETTERS))


EXPECTED = sorted(f"东司信终〔2026〕{number}号" for number in range(1, 2 * EACH * 2 // 3 + 1))


@pytest.mark.slow
def test_letters_are_numbered_without_gap_on_sqlite(sqlite_home):
    assert issue_side_by_side(sqlite_home) == EXPECTED


@pytest.mark.slow
@pytest.mark.postgres
def test_letters_are_numbered_without_gap_on_postgres(sqlite_home, postgres_url):
    assert issue_side_by_side(sqlite_home | {"ANJUAN_DATABASE": postgres_url}) == EXPECTED
