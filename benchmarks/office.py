"""A county of sixteen units, with a clerk in each; its archivist sees nearly all.

Imported only where a home was entered before.
"""

from __future__ import annotations

import datetime as dt

from archive.organisation.models import Unit, User
from archive.organisation.office import PersonPlan, UnitPlan, found_office
from archive.organisation.vocabulary import PostKind, UnitKind

COUNTY = "YX"
TOWNSHIPS = [f"T{no:02d}" for no in range(1, 16)]
ARCHIVIST, LEADER = "archivist", "leader"
OPENED = dt.date(2010, 1, 1)


def found() -> list[Unit]:
    """Founds the county, whose archivist keeps the fonds of all townships too."""
    county = UnitPlan(
        COUNTY,
        "云溪县司法局",
        UnitKind.JUSTICE_BUREAU,
        own_name=True,
        doc_prefix="云司发",
        fonds="0101",
    )
    townships = [
        UnitPlan(code, f"第{no}司法所", UnitKind.JUSTICE_OFFICE, COUNTY)
        for no, code in enumerate(TOWNSHIPS, start=1)
    ]
    people = [
        PersonPlan(ARCHIVIST, "周档案", COUNTY, PostKind.ARCHIVIST),
        PersonPlan(LEADER, "孙局长", COUNTY, PostKind.LEADER),
    ]
    people += [
        PersonPlan(clerk_of(code), f"{code}经办", code, PostKind.CLERK)
        for code in [COUNTY, *TOWNSHIPS]
    ]
    found_office([county, *townships], people, opened_on=OPENED, basis="基准测试")
    return list(Unit.objects.filter(code__in=[COUNTY, *TOWNSHIPS]).order_by("pk"))


def clerk_of(code: str) -> str:
    return f"clerk-{code}"


def person(username: str) -> User:
    return User.objects.get(username=username)
