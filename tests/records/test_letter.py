"""Letters are numbered, filled from a released template, and filed as papers of the record."""

import datetime as dt

import pytest
from django.db import transaction

from archive.holdings import store
from archive.organisation.refusal import Refused
from archive.records.models import File, Letter, NumberGiven, NumberSeries
from archive.records.steps.letter import issue_letter
from doc_templates import load_shipped, newest, sample_of, withdraw
from doc_templates.models import Template

AT = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)
CODE = "accept_notice"


@pytest.fixture
def templates(db):
    load_shipped()


def issue(office, record, series="东司信受", code=CODE, values=None, at=AT):
    values = sample_of(code) if values is None else values
    return issue_letter(
        record, code, values, series=series, addressee="陈秀兰", by=office.clerk, at=at
    )


def codes(error):
    return [refusal.code for refusal in error.value.refusals]


def test_a_letter_is_a_numbered_paper_with_its_file(office, record, templates):
    letter = issue(office, record)

    assert letter.number == "东司信受〔2026〕1号"
    assert letter.paper.type == CODE
    assert letter.paper.dated_on == dt.date(2026, 3, 10)
    assert store.verify(letter.paper.files.get().holding_id)


def test_letters_of_a_series_follow_each_other_and_each_year_begins_anew(
    office, record, templates
):
    numbers = [issue(office, record).number for _time in range(3)]
    later = issue(office, record, at=dt.datetime(2027, 1, 4, 9, 0, tzinfo=dt.UTC)).number

    assert numbers == [f"东司信受〔2026〕{number}号" for number in (1, 2, 3)]
    assert later == "东司信受〔2027〕1号"


def test_the_letter_remembers_which_template_made_it(office, record, templates):
    letter = issue(office, record)

    made_by = newest(CODE)
    assert (letter.template_version, letter.template_sha256) == (1, made_by.sha256)


def test_the_text_of_a_letter_is_read_at_once(office, record, templates):
    holding = issue(office, record).paper.files.get().holding

    text = "".join(page.text for page in holding.texts.all())
    assert "东司信受〔2026〕1号" in text
    assert "陈秀兰" in text


def test_a_form_without_series_has_the_number_that_was_given(office, record, templates):
    letter = issue(office, record, series="")

    assert letter.number == ""
    assert letter.paper.number == sample_of(CODE)["number"]
    assert not NumberGiven.objects.filter(display__contains="信受").exists()


def test_a_missing_name_is_refused_by_name(office, record, templates):
    values = {name: value for name, value in sample_of(CODE).items() if name != "due_on"}

    with pytest.raises(Refused) as error:
        issue(office, record, values=values)

    assert codes(error) == ["name_unfilled"]
    assert "due_on" in str(error.value.refusals[0])


def test_a_refused_letter_takes_no_number_and_files_nothing(office, record, templates):
    with pytest.raises(Refused), transaction.atomic():
        issue(office, record, values={})

    assert not Letter.objects.exists()
    assert not File.objects.filter(paper__type=CODE).exists()
    assert not NumberSeries.objects.filter(code="东司信受").exists()


def test_without_a_released_template_nothing_is_issued(office, record, templates):
    withdraw(newest(CODE))

    with pytest.raises(Refused) as error:
        issue(office, record)

    assert codes(error) == ["template_withdrawn"]


def test_a_template_altered_behind_the_back_issues_nothing(office, record, templates):
    content = bytes(newest(CODE).content) + b"x"
    Template.objects.filter(code=CODE).update(content=content)

    with pytest.raises(Refused) as error:
        issue(office, record)

    assert codes(error) == ["template_altered"]


def test_a_closed_series_gives_no_number(office, record, templates):
    NumberSeries.objects.create(
        unit=record.lead_unit, code="东司信受", year=2026, closed=True
    )

    with pytest.raises(Refused) as error:
        issue(office, record)

    assert codes(error) == ["series_closed"]
