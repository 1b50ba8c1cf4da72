"""Two people at once, in processes of their own, on both databases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import python, run_python, with_office

BEGIN = """
from archive.organisation.keys import make_key
from archive.classification.load import load_schemes
from archive.clocks.load import load_clocks
from archive.reports.load import load_report_types
import doc_templates
make_key(); load_schemes(); load_clocks(); load_report_types(); doc_templates.load_shipped()
from tests.office import *
from archive.models import *
from archive.organisation.models import *
from tests.reports.people import *
"""
MAKE = BEGIN + """
office = Office(
    *[Unit.objects.get(code=code) for code in ("YX", "DH", "QH", "DH1")],
    *[User.objects.get(username=name) for name in (
        "operator", "clerk", "leader", "archivist", "stranger", "county-clerk", "county-leader",
        "county-archivist", "publisher", "mediator", "administrator")])
bureau = make_bureau(office)
"""
FILL = """
import time
from pathlib import Path
from archive.models import User
from archive.organisation.refusal import Refused
from archive.reports.models import ReportSlot
from archive.reports.steps import FillReport
from tests.reports.people import TODAY, noon
slot = ReportSlot.objects.get(unit__code="DH")
by = User.objects.get(username=%r)
print("ready", flush=True)
while not (Path(os.environ["ANJUAN_HOME"]) / "go").exists():
    time.sleep(0.01)
try:
    FillReport(slot, by=by, at=noon(TODAY)).run()
    print("done")
except Refused as refused:
    print(refused.refusals[0].code)
"""
SIGNED = MAKE + """
sign(bureau, review(bureau, fill(bureau, "DH", explained={"DH1": "停电"})))
send(bureau, fill_nil(bureau, "QH"))
sign(bureau, review(bureau, fill(bureau, "YX", explained={"DH": "停电"})))
"""
RACE = """
import time
from pathlib import Path
from archive.models import User
from archive.organisation.refusal import Refused
from archive.reports.models import Report
from archive.reports.steps import SendBackReport, SubmitReport
from tests.reports.people import TODAY, noon
report = Report.objects.get(slot__unit__code=%r)
by = User.objects.get(username="county-leader")
print("ready", flush=True)
while not (Path(os.environ["ANJUAN_HOME"]) / "go").exists():
    time.sleep(0.01)
try:
    %s.run()
    print("done")
except Refused as refused:
    print(refused.refusals[0].code)
"""
SUBMIT_YX = RACE % ("YX", "SubmitReport(report.record, by=by, at=noon(TODAY))")
BACK_QH = RACE % ("QH", "SendBackReport(report.record, by=by, reason='x', at=noon(TODAY))")
HOW_IT_IS = """
import json
from archive.reports.models import Report
rows = Report.objects.order_by("slot__unit__code").values_list("slot__unit__code", "state")
print(json.dumps(dict(rows)))
"""


def side_by_side(home, *scripts):
    """What each said; all wait until all are ready."""
    both = [python(home, script) for script in scripts]
    for process in both:
        assert process.stdout.readline().strip() == "ready", process.stderr.read()
    Path(home["ANJUAN_HOME"], "go").touch()
    return sorted(process.communicate(timeout=300)[0].strip() for process in both)


def two_fill_at_once(home):
    run_python(with_office(home), MAKE)
    return side_by_side(home, FILL % "clerk", FILL % "second-DH")


def sent_up_and_back_at_once(home):
    """Either the sum went first and the report in it is locked, or the report went back first
    and the sum must say why it goes without it."""
    run_python(with_office(home), SIGNED)
    said = side_by_side(home, SUBMIT_YX, BACK_QH)
    return said, json.loads(run_python(home, HOW_IT_IS))


RACES = [
    (["done", "rolled_up_and_sent"], {"DH": "signed", "QH": "submitted", "YX": "submitted"}),
    (
        ["children_missing_unexplained", "done"],
        {"DH": "signed", "QH": "returned", "YX": "signed"},
    ),
]


@pytest.mark.slow
def test_of_two_who_fill_a_slot_one_is_told(sqlite_home):
    assert two_fill_at_once(sqlite_home) == ["done", "wrong_state"]


@pytest.mark.slow
@pytest.mark.postgres
def test_of_two_who_fill_a_slot_one_is_told_on_postgres(sqlite_home, postgres_url):
    home = sqlite_home | {"ANJUAN_DATABASE": postgres_url}

    assert two_fill_at_once(home) == ["done", "wrong_state"]


@pytest.mark.slow
def test_a_report_is_sent_back_or_summed_up_never_both(sqlite_home):
    assert sent_up_and_back_at_once(sqlite_home) in RACES


@pytest.mark.slow
@pytest.mark.postgres
def test_a_report_is_sent_back_or_summed_up_never_both_on_postgres(sqlite_home, postgres_url):
    home = sqlite_home | {"ANJUAN_DATABASE": postgres_url}

    assert sent_up_and_back_at_once(home) in RACES
