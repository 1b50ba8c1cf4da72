"""A county of sixteen units, and the people who look: an archivist of the county, who sees most,
and a clerk of one township."""

from __future__ import annotations

import datetime as dt

from archive.organisation.models import Unit, User
from archive.organisation.office import PersonPlan, UnitPlan, found_office
from archive.organisation.vocabulary import PostKind, UnitKind

COUNTY = "YX"
TOWNSHIPS = 15
ARCHIVIST, CLERK = "county-archivist", "township-clerk"
OPENED = dt.date(2010, 1, 1)


def found() -> list[Unit]:
    """Founds the county; its archivist keeps the fonds of all townships too."""
    county = UnitPlan(
        COUNTY,
        "云溪县司法局",
        UnitKind.JUSTICE_BUREAU,
        own_name=True,
        doc_prefix="云司发",
        fonds="0101",
    )
    townships = [
        UnitPlan(f"T{no:02d}", f"第{no}司法所", UnitKind.JUSTICE_OFFICE, COUNTY)
        for no in range(1, TOWNSHIPS + 1)
    ]
    people = [
        PersonPlan(ARCHIVIST, "周档案", COUNTY, PostKind.ARCHIVIST),
        PersonPlan(CLERK, "张经办", "T01", PostKind.CLERK),
    ]
    found_office([county, *townships], people, opened_on=OPENED, basis="基准测试")
    return list(Unit.objects.order_by("pk"))


def person(username: str) -> User:
    return User.objects.get(username=username)
