"""The retention period is a facet of search once it is fixed."""

from archive.records.index import RecordSource
from archive.retention.resolve import fix, resolve
from tests.retention.conftest import own


def test_a_fixed_period_is_a_facet(schedule, office, genres):
    record = own(office, 2024, genre=genres("通知"))
    assert "period" not in RecordSource().load([record.pk])[record.pk].facets

    fix(resolve([record]))

    assert RecordSource().load([record.pk])[record.pk].facets["period"] == ("D10",)
