"""The row filter and the index tokens mean the same, for any tree, posts and records."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from archive.organisation.scope import Scope, Sight
from archive.records.models import Barred, Named, Participation, Record
from archive.records.scope import bar_token, search_scope, tokens
from archive.records.vocabulary import NamedAs, Part, RecordState, Secrecy
from tests.office import OPENED, make_office

units = st.integers(0, 3)
unit_sets = st.frozensets(units, max_size=3)
records = st.fixed_dictionaries(
    {
        "lead": units,
        "state": st.sampled_from(RecordState.values),
        "secrecy": st.sampled_from(Secrecy.values),
        "restricted": st.booleans(),
        "parts": st.dictionaries(units, st.sampled_from(Part.values), max_size=2),
        "mine": st.booleans(),
        "named": st.booleans(),
        "accusation": st.booleans(),
        "barred": unit_sets,
        "respondent": st.booleans(),
    }
)
clearances = st.fixed_dictionaries({"leads": unit_sets, "keeps": unit_sets, "held_at": unit_sets})
sights = st.fixed_dictionaries(
    {
        "units": unit_sets,
        "below": unit_sets,
        "drafts": unit_sets,
        "keeps": unit_sets,
        "person": st.booleans(),
        "kinds": st.sampled_from([None, frozenset({"document"}), frozenset({"petition"})]),
    }
)


class TestScopeMeansOneThing(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.office = make_office()
        cls.units = [cls.office.county, cls.office.donghe, cls.office.qinghe, cls.office.village]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        rows=st.lists(records, min_size=1, max_size=5),
        seen=st.lists(sights, max_size=2),
        clearance=st.none() | clearances,
    )
    def test_filter_and_tokens_agree(self, rows, seen, clearance):
        made = [self.make(number, row) for number, row in enumerate(rows)]
        scope = Scope(tuple(self.sight(one) for one in seen), **self.cleared(clearance))

        by_rows = set(Record.objects.visible_to(scope))
        by_tokens = {record for record in made if self.matches(record, scope)}

        assert by_rows == by_tokens

    def make(self, number, row):
        people = [self.office.stranger, self.office.clerk]
        record = Record.objects.create(
            kind="document",
            state=row["state"],
            number=f"收〔2026〕{number}号",
            title="一件",
            lead_unit=self.units[row["lead"]],
            year=2026,
            secrecy=row["secrecy"],
            restricted=row["restricted"],
            accusation=row["accusation"],
            made_by=people[row["mine"]],
            made_at=dt.datetime.now(dt.UTC),
        )
        for unit, part in row["parts"].items():
            Participation.objects.create(
                record=record, unit=self.units[unit], part=part, since=OPENED
            )
        if row["named"]:
            Named.objects.create(
                record=record, person=self.office.clerk, part=NamedAs.HANDLER, since=OPENED
            )
        for unit in row["barred"] if row["accusation"] else ():
            Barred.objects.create(record=record, unit=self.units[unit])
        if row["accusation"] and row["respondent"]:
            Barred.objects.create(record=record, person=self.office.clerk)
        return record

    def cleared(self, clearance):
        if clearance is None:
            return {}
        ids = {name: frozenset(self.units[n].pk for n in some) for name, some in clearance.items()}
        return ids | {"cleared": self.office.clerk.pk}

    def sight(self, one):
        ids = {
            name: frozenset(self.units[n].pk for n in one[name])
            for name in ("units", "below", "drafts", "keeps")
        }
        person = self.office.clerk.pk if one["person"] else None
        return Sight(kinds=one["kinds"], person=person, **ids)

    def matches(self, record, scope):
        parts = record.participations.values_list("unit", "part")
        named = record.named.values_list("person", flat=True)
        barred = record.barred.values_list("unit", "person")
        has = tokens(record, parts, named, [bar_token(unit, person) for unit, person in barred])
        return any(
            clause.tokens & has
            and not clause.without & has
            and (clause.kinds is None or record.kind in clause.kinds)
            for clause in search_scope(scope).clauses
        )
