"""Petitions in any state, at the township of Donghe: its clerk handles, its leader decides."""

from __future__ import annotations

import datetime as dt

from archive.petitions.papers import NewPaper, file_paper
from archive.petitions.steps import (
    Accept,
    Assign,
    Decline,
    DraftOpinion,
    FileOnly,
    Guide,
    Investigate,
    Keep,
    NewPetition,
    Object,
    Receive,
    Recheck,
    RegisterPetition,
    Reply,
    RequestRecheck,
    RequestReview,
    Review,
    Serve,
    Settle,
    SignOpinion,
    TakeBack,
    Transfer,
    Triage,
    Withdraw,
)
from archive.petitions.vocabulary import (
    AppealRoute,
    Channel,
    MatterClass,
    OpinionResult,
    PetitionState,
    ServiceMode,
)
from archive.records.models import Record
from archive.records.steps import NewFile
from archive.records.vocabulary import PaperType
from tests.office import Office, make_holding

S = PetitionState
MARCH = dt.date(2026, 3, 2)
CLAIMS = ("恢复原渠", "赔偿青苗损失")


def moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), dt.timezone(dt.timedelta(hours=8)))


def new(**more: object) -> NewPetition:
    values: dict = {
        "channel": Channel.VISIT,
        "received_on": MARCH,
        "summary": "东河村三组灌溉水渠改道后，渠水浸泡承包地。多次反映没有结果。",
        "claims": CLAIMS,
        "petitioner_name": "陈秀兰",
        "petitioner_address": "东河村三组12号",
    }
    return NewPetition(**(values | more))


def register(office: Office, on: dt.date = MARCH, **more: object) -> Record:
    step = RegisterPetition(
        new(**({"received_on": on} | more)), office.donghe, by=office.clerk, at=moment(on)
    )
    return step.run()[0]


def paper(type: PaperType, **more: object) -> NewPaper:
    return NewPaper(type, (NewFile(make_holding(), "扫描件.txt"),), **more)


def triage(office, record, on=MARCH, **more):
    values = {"matter_class": MatterClass.APPEAL, "appeal_route": AppealRoute.PETITION} | more
    Triage(record, by=office.clerk, at=moment(on), **values).run()


def accept(office, record, on=MARCH):
    Accept(record, office.clerk, by=office.clerk, at=moment(on)).run()


def draft(office, record, on=MARCH, **more):
    values = {
        "result": OpinionResult.SUPPORTED,
        "findings": "经查，水渠改道属实。",
        "opinion": "请求合理，予以支持。",
        "basis": "《民法典》第二百九十条",
        "answers": ["本月内恢复原渠", "按评估价赔偿"],
    }
    DraftOpinion(record, by=office.clerk, at=moment(on), **(values | more)).run()


def sign(office, record, on=MARCH):
    SignOpinion(record, by=office.county_leader, at=moment(on)).run()


def serve(office, record, on=MARCH, **more):
    values = {"mode": ServiceMode.DIRECT} | more
    Serve(record, on, by=office.clerk, at=moment(on), **values).run()


def to_opinion(office, record):
    triage(office, record)
    accept(office, record)
    draft(office, record)
    sign(office, record)


def to_reply(office, record):
    triage(office, record, appeal_route=AppealRoute.PERFORM_DUTY)
    accept(office, record)
    draft(office, record)
    written = paper(PaperType.OPINION)
    Reply(record, written, by=office.leader, at=moment(MARCH)).run()


def at_state(office: Office, state: PetitionState) -> Record:
    """A petition that came to that state by its steps."""
    if state in FROM_ABOVE:
        return FROM_ABOVE[state](office)
    record = register(office)
    ways = {
        S.REGISTERED: lambda: None,
        S.TRIAGED: lambda: triage(office, record),
        S.GUIDED: lambda: guide(office, record),
        S.DECLINED: lambda: decline(office, record),
        S.FILED_ONLY: lambda: file_only(office, record),
        S.TRANSFERRED: lambda: transfer(office, record),
        S.ASSIGNED: lambda: assign(office, record),
        S.ACCEPTED: lambda: taken_on(office, record),
        S.INVESTIGATING: lambda: investigated(office, record),
        S.OPINION_ISSUED: lambda: to_opinion(office, record),
        S.REPLIED: lambda: to_reply(office, record),
        S.SETTLED: lambda: settled(office, record),
        S.SERVED: lambda: served(office, record),
        S.REVIEW_REQUESTED: lambda: review_requested(office, record),
        S.REVIEW_OPINION: lambda: reviewed(office, record),
        S.RECHECK_REQUESTED: lambda: recheck_requested(office, record),
        S.RECHECK_OPINION: lambda: rechecked(office, record),
        S.WITHDRAWN: lambda: withdrawn(office, record),
        S.CLOSED: lambda: closed(office, record),
    }
    ways[state]()
    record.refresh_from_db()
    assert record.petition.state == state
    return record


LIMIT = dt.date(2026, 4, 30)


def with_letter(**more: object) -> dict:
    return {"papers": (paper(PaperType.PETITION_LETTER),)} | more


def add_letter(record):
    file_paper(record, paper(PaperType.PETITION_LETTER), by=record.made_by, at=moment(MARCH))


def transfer(office, record, unit=None, on=MARCH, **more):
    """From Donghe to Qinghe, by Donghe's leader."""
    triage(office, record)
    add_letter(record)
    unit = unit or office.qinghe
    Transfer(record, unit, by=office.leader, at=moment(on), **more).run()


def assign(office, record, unit=None, on=MARCH, **more):
    triage(office, record)
    add_letter(record)
    said = {"limit_on": LIMIT} | more
    Assign(record, unit or office.qinghe, by=office.leader, at=moment(on), **said).run()


def arisen(record) -> Record:
    """The record that arose at the receiver."""
    return Record.objects.filter(links__other=record, links__reason="arises_from").latest("pk")


def sent_down(office, verb=Assign, on=MARCH, **more) -> tuple[Record, Record]:
    """Registered at the county, sent to Donghe: the county's record and the new one there."""
    said = new(received_on=on, **with_letter(**more))
    at = {"at": moment(on)}
    (above,) = RegisterPetition(said, office.county, by=office.county_clerk, **at).run()
    Triage(above, MatterClass.APPEAL, AppealRoute.PETITION, by=office.county_clerk, **at).run()
    limit = {"limit_on": LIMIT} if verb is Assign else {}
    verb(above, office.donghe, by=office.county_leader, **limit, **at).run()
    return above, arisen(above)


def receive(record, by, on=MARCH) -> Record:
    lines = record.papers.values_list("position", flat=True)
    Receive(record, lines, by=by, at=moment(on)).run()
    return Record.objects.get(pk=record.pk)


def received(office, verb=Assign, on=MARCH) -> tuple[Record, Record]:
    above, record = sent_down(office, verb, on)
    return above, receive(record, office.clerk, on)


def objected(office, verb=Assign, on=MARCH) -> tuple[Record, Record]:
    above, record = received(office, verb, on)
    Object(record, by=office.leader, reason="不属本所职权", at=moment(on)).run()
    return above, Record.objects.get(pk=record.pk)


def returned(office) -> tuple[Record, Record]:
    above, record = objected(office)
    TakeBack(above, by=office.county_leader, at=moment(MARCH)).run()
    return above, Record.objects.get(pk=record.pk)


def kept(office, on=MARCH) -> tuple[Record, Record]:
    above, record = objected(office)
    Keep(above, by=office.county_leader, reason="属地管理", at=moment(on)).run()
    return above, Record.objects.get(pk=record.pk)


# States of the record at the receiver.
FROM_ABOVE = {
    S.SENT: lambda office: sent_down(office)[1],
    S.OBJECTED: lambda office: objected(office)[1],
    S.RETURNED: lambda office: returned(office)[1],
}


def guide(office, record):
    triage(office, record)
    Guide(record, "云溪县水利局", by=office.clerk, at=moment(MARCH)).run()


def decline(office, record):
    triage(office, record, ground="已进入诉讼程序", competent_organ="云溪县人民法院")
    Decline(record, by=office.leader, at=moment(MARCH)).run()


def file_only(office, record):
    triage(office, record)
    FileOnly(record, register(office), by=office.clerk, at=moment(MARCH)).run()


def taken_on(office, record):
    triage(office, record)
    accept(office, record)


def investigated(office, record):
    taken_on(office, record)
    found = paper(PaperType.INVESTIGATION)
    Investigate(record, found, by=office.clerk, at=moment(MARCH)).run()


def settled(office, record):
    taken_on(office, record)
    Settle(record, paper(PaperType.AGREEMENT), by=office.clerk, at=moment(MARCH)).run()


def served(office, record):
    to_opinion(office, record)
    serve(office, record)


ABOVE = "云溪县人民政府"


def review_requested(office, record, on=MARCH):
    served(office, record)
    asked = paper(PaperType.REVIEW_REQUEST)
    RequestReview(record, on, asked, by=office.clerk, at=moment(on)).run()


def reviewed(office, record, on=MARCH):
    """The organ above the county is none of ours: entered from its paper."""
    review_requested(office, record, on)
    given = paper(PaperType.REVIEW_OPINION)
    Review(record, "upheld", paper=given, organ=ABOVE, by=office.clerk, at=moment(on)).run()


def recheck_requested(office, record, on=MARCH):
    reviewed(office, record, on)
    serve(office, record, on)
    asked = paper(PaperType.RECHECK_REQUEST)
    RequestRecheck(record, on, asked, by=office.clerk, at=moment(on)).run()


def rechecked(office, record, on=MARCH):
    recheck_requested(office, record, on)
    given = paper(PaperType.RECHECK_OPINION)
    Recheck(record, "upheld", paper=given, organ=ABOVE, by=office.clerk, at=moment(on)).run()


def withdrawn(office, record):
    request = paper(PaperType.WITHDRAWAL)
    Withdraw(record, request, by=office.clerk, at=moment(MARCH)).run()


def closed(office, record):
    from archive.petitions.steps import Close

    withdrawn(office, record)
    Close(record, by=office.clerk, at=moment(MARCH)).run()
