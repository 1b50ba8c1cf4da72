"""Named people in a small office: every test speaks of them. Two townships, so that there is
always a stranger who may know nothing."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass

import pytest

from archive.documents.steps import NewDocument, NewPaper, RegisterDocuments
from archive.holdings.models import Holding
from archive.organisation.models import OPERATOR, Fonds, Post, Unit, User
from archive.organisation.vocabulary import PostKind, Rank, Reach, UnitKind
from archive.records.models import Record
from archive.records.steps import NewFile

OPENED = dt.date(2010, 1, 1)
PASSWORD = "mao-dun-jiu-fen-7"
serial = itertools.count(1)


@dataclass
class Office:
    """County YX over townships DH and QH; DH has the village DH1."""

    county: Unit
    donghe: Unit
    qinghe: Unit
    village: Unit
    operator: User
    clerk: User
    leader: User
    archivist: User
    stranger: User
    county_clerk: User
    county_leader: User
    county_archivist: User
    publisher: User
    mediator: User
    administrator: User


def make_unit(code: str, name: str, kind: UnitKind, parent: Unit | None, **more: object) -> Unit:
    return Unit.objects.create(
        code=code, name=name, kind=kind, parent=parent, opened_on=OPENED, **more
    )


def make_person(
    username: str, name: str, kind: PostKind, unit: Unit, reach: Reach, rank: str = ""
) -> User:
    person = User(username=username, name=name, unit=unit)
    person.set_password(PASSWORD)
    person.save()
    Post.objects.create(
        person=person,
        kind=kind,
        rank=rank,
        unit=unit,
        reach=reach,
        begins_on=OPENED,
        basis="任职通知",
    )
    return person


def make_office() -> Office:
    county = make_unit(
        "YX",
        "云溪县司法局",
        UnitKind.JUSTICE_BUREAU,
        None,
        own_name=True,
        doc_prefix="云司发",
        org_code="014139118",
    )
    donghe = make_unit("DH", "东河司法所", UnitKind.JUSTICE_OFFICE, county, doc_prefix="东司")
    qinghe = make_unit("QH", "清河司法所", UnitKind.JUSTICE_OFFICE, county)
    village = make_unit("DH1", "东河村调委会", UnitKind.MEDIATION_COMMITTEE, donghe)
    for unit, number in ((county, "0101"), (donghe, "0102"), (qinghe, "0103")):
        unit.fonds = Fonds.objects.create(number=number, name=unit.name, keeper=unit)
        unit.save()
    operator, _made = User.objects.get_or_create(
        username=OPERATOR, defaults={"name": "系统操作", "is_active": False}
    )
    own, below, fonds = Reach.OWN, Reach.BELOW, Reach.FONDS
    return Office(
        county,
        donghe,
        qinghe,
        village,
        operator,
        clerk=make_person("clerk", "张经办", PostKind.CLERK, donghe, own),
        leader=make_person("leader", "李所长", PostKind.LEADER, donghe, below, Rank.HEAD),
        archivist=make_person("archivist", "王档案", PostKind.ARCHIVIST, donghe, fonds),
        stranger=make_person("stranger", "赵经办", PostKind.CLERK, qinghe, own),
        county_clerk=make_person("county-clerk", "钱经办", PostKind.CLERK, county, own),
        county_leader=make_person(
            "county-leader", "孙局长", PostKind.LEADER, county, below, Rank.HEAD
        ),
        county_archivist=make_person(
            "county-archivist", "周档案", PostKind.ARCHIVIST, county, fonds
        ),
        publisher=make_person("publisher", "吴公开", PostKind.PUBLISHER, county, below),
        mediator=make_person(
            "mediator", "郑调解", PostKind.MEDIATOR, village, Reach.HANDLING
        ),
        administrator=make_person(
            "administrator", "冯管理", PostKind.SYSTEM_ADMINISTRATOR, county, Reach.TREE
        ),
    )


def make_whole_office() -> Office:
    """The office of all tests with whoever else a matter needs on its way to the shelf: a head of
    the committee, a second pair of eyes for each report, a fonds that takes the village's volumes.
    """
    office = make_office()
    office.village.fonds = office.donghe.fonds
    office.village.save()
    make_person(
        "village-head", "何主任", PostKind.LEADER, office.village, Reach.OWN, Rank.HEAD
    )
    make_person(
        "qinghe-head", "蒋所长", PostKind.LEADER, office.qinghe, Reach.BELOW, Rank.HEAD
    )
    make_person("second-clerk", "许复核", PostKind.CLERK, office.donghe, Reach.OWN)
    make_person("county-second-clerk", "沈复核", PostKind.CLERK, office.county, Reach.OWN)
    return office


def make_holding(content: bytes | None = None) -> Holding:
    """A row as if those bytes were held; the store is not touched."""
    import hashlib

    content = content if content is not None else f"bytes {next(serial)}".encode()
    digest = hashlib.sha256(content).hexdigest()
    holding, _made = Holding.objects.get_or_create(
        sha256=digest,
        defaults={
            "size": len(content),
            "media_type": "text/plain",
            "page_count": 1,
            "extraction": Holding.Extraction.DONE,
            "held_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        },
    )
    return holding


def new_document(title: str = "关于做好矛盾纠纷排查工作的通知", **more: object) -> NewDocument:
    paper = NewPaper(title, (NewFile(make_holding(), "通知.txt"),))
    values = {"issuer": "云溪县司法局", "dated_on": dt.date(2024, 3, 1), "papers": (paper,)}
    return NewDocument(title, **(values | more))


TITLE = "关于做好矛盾纠纷排查工作的通知"


def register(office: Office, title: str = TITLE, **more: object) -> Record:
    """A document registered at the township of Donghe by its clerk."""
    step = RegisterDocuments([new_document(title, **more)], office.donghe, by=office.clerk)
    return step.run()[0]


@pytest.fixture
def office(db: None) -> Office:
    return make_office()


@pytest.fixture
def record(office: Office) -> Record:
    return register(office)
