"""人民调解案件情况统计表: numbers with the cases behind them, and the sums that must hold."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from archive.classification.models import Term
from archive.classification.queries import term
from archive.mediation.figures import columns, cross_foot, figures, form, in_ten_thousands
from archive.mediation.models import Dossier, Party
from archive.mediation.vocabulary import Confirmation, Performance
from archive.records.models import Record
from tests.mediation.people import in_state, register

MARCH = (dt.date(2026, 3, 1), dt.date(2026, 3, 31))
APRIL = (dt.date(2026, 4, 1), dt.date(2026, 4, 30))


def values(unit, period, **more) -> dict[str, Decimal]:
    return {column: figure.value for column, figure in figures(unit, *period, **more).items()}


def counted(unit, period, **more) -> dict[str, int]:
    """The columns that are not nil."""
    return {column: value for column, value in values(unit, period, **more).items() if value}


def test_the_table_has_the_official_columns_first():
    groups = [column["group"] for column in form()["columns"]]

    assert len(columns()) == len(set(columns())) == 42
    assert groups.count("dispute_type") == 18
    assert columns()[:5] == ("total", "parties", "succeeded", "difficult", "amount")
    assert all(len(column) <= 30 for column in columns())


def test_every_rule_names_columns_that_are_there():
    for check in form()["checks"]:
        named = {*check["sum"], check.get("is") or check.get("at_most")}
        assert named <= set(columns())


@pytest.mark.django_db
def test_the_columns_of_terms_are_the_terms_of_the_schemes(office):
    for group, scheme in (("dispute_type", "dispute_type"), ("committee", "committee_kind")):
        said = {column["term"] for column in form()["columns"] if column["group"] == group}
        known = Term.objects.filter(scheme__code=scheme, valid_to=None)
        assert said == set(known.values_list("code", flat=True))


@pytest.mark.django_db
def test_one_agreement_stands_in_its_columns(office):
    record = in_state(office, "agreed")

    found = figures(office.village, *MARCH)
    assert {name: figure.value for name, figure in found.items() if figure.value} == {
        "total": 1,
        "parties": 2,
        "succeeded": 1,
        "amount": Decimal("0.30"),
        "committee_village": 1,
        "source_applied": 1,
        "type_02": 1,
        "form_written": 1,
    }
    assert found["total"].records == found["type_02"].records == (record.pk,)
    assert found["type_01"].records == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "total"),
    [
        ("registered", 0),
        ("refused", 0),
        ("withdrawn", 0),
        ("accepted", 0),
        ("mediating", 0),
        ("agreed", 1),
        ("terminated", 1),
        ("closed", 1),
    ],
)
def test_a_case_counts_when_its_mediation_has_ended(office, state, total):
    in_state(office, state)

    assert values(office.village, MARCH)["total"] == total


@pytest.mark.django_db
def test_a_case_counts_in_the_month_it_ended_and_in_its_own_unit(office):
    in_state(office, "agreed")

    assert counted(office.village, APRIL) == {}
    assert counted(office.donghe, MARCH) == {}
    assert counted(office.donghe, MARCH, below=True)["total"] == 1
    assert counted(office.qinghe, MARCH, below=True) == {}


@pytest.mark.django_db
def test_a_struck_case_counts_nowhere(office):
    record = in_state(office, "agreed")
    Record.objects.filter(pk=record.pk).update(state="struck")

    assert counted(office.village, MARCH) == {}


@pytest.mark.django_db
def test_old_dispute_types_count_where_they_went(office):
    record = in_state(office, "terminated")
    Dossier.objects.filter(pk=record.pk).update(dispute_type=term("dispute_type", "old-11"))

    assert values(office.village, MARCH)["type_11"] == 1


@pytest.mark.django_db
def test_a_referral_counts_once_and_by_who_referred(office):
    record = in_state(office, "terminated")
    Dossier.objects.filter(pk=record.pk).update(source=term("case_source", "0303"))

    found = counted(office.village, MARCH)
    assert (found["source_entrusted"], found["entrusted_police"]) == (1, 1)
    assert "source_applied" not in found


@pytest.mark.django_db
def test_a_restricted_case_counts_too(office):
    record = in_state(office, "agreed")
    Record.objects.filter(pk=record.pk).update(restricted=True)

    assert values(office.village, MARCH)["total"] == 1


@pytest.mark.parametrize(
    ("yuan", "shown"), [("0", "0.00"), ("49.99", "0.00"), ("50", "0.01"), ("123456.78", "12.35")]
)
def test_amounts_are_shown_in_ten_thousands(yuan, shown):
    assert in_ten_thousands(Decimal(yuan)) == Decimal(shown)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"type_01": 1}, "types_make_total"),
        ({"source_own": 1}, "sources_make_total"),
        ({"entrusted_court": 1}, "entrusted_make_source"),
        ({"form_oral": 1}, "forms_make_succeeded"),
        ({"committee_village": 1}, "committees_make_total"),
        ({"succeeded": 1, "form_oral": 1}, "succeeded_within_total"),
    ],
)
def test_a_sum_that_does_not_hold_is_named(changed, rule):
    said = dict.fromkeys(columns(), Decimal(0)) | {k: Decimal(v) for k, v in changed.items()}

    assert [one.rule for one in cross_foot(said)] == [rule]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_whatever_the_cases_the_sums_hold_and_each_number_has_its_cases(office, seed):
    """Against a slow count, case by case, of twenty random cases."""
    chance = random.Random(seed)
    rows = [random_case(office, chance) for _case in range(20)]

    found = figures(office.village, *MARCH)
    assert cross_foot({name: figure.value for name, figure in found.items()}) == []
    for name, figure in found.items():
        if name not in {"parties", "amount"}:
            assert figure.value == len(figure.records) == len(set(figure.records)), name
    ours = [row for row in rows if row.ended_on and row.ended_on.month == 3]
    assert found["total"].value == len(ours)
    assert found["parties"].value == 2 * len(ours)
    agreed = [row.amount for row in ours if row.agreed_on]
    assert found["amount"].value == in_ten_thousands(sum(agreed, Decimal(0)))


def random_case(office, chance) -> Dossier:
    """A case as its steps could leave it, set down without them."""
    record = register(office)
    types = list(Term.objects.filter(scheme__code="dispute_type"))
    sources = list(Term.objects.filter(scheme__code="case_source", terms=None))
    dossier = record.dossier
    dossier.dispute_type, dossier.source = chance.choice(types), chance.choice(sources)
    dossier.difficult = chance.random() < 0.3
    dossier.accepted_on = dt.date(2026, 3, 1)
    dossier.ended_on = dt.date(2026, chance.choice((3, 4)), chance.randint(1, 30))
    if chance.random() < 0.7:
        dossier.agreed_on = dossier.ended_on
        dossier.agreement_form = chance.choice(("oral", "written"))
        dossier.amount = Decimal(chance.randint(0, 10_000_000)) / 100
        dossier.performance = chance.choice(Performance.values)
        dossier.confirmation = chance.choice(Confirmation.values)
    dossier.save()
    assert Party.objects.filter(dossier=dossier).count() == 2
    return dossier


@pytest.mark.django_db
def test_the_table_is_one_query_whatever_the_cases(office, django_assert_num_queries):
    for _case in range(3):
        in_state(office, "agreed")

    with django_assert_num_queries(1):
        figures(office.village, *MARCH)
