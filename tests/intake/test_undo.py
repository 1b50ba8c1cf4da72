"""Undoing an import: its records are struck, numbers stay void, and it can be brought in anew."""

import pytest

from archive.documents import publishing
from archive.documents.models import Notice
from archive.intake.models import Receipt
from archive.intake.pages import import_notices
from archive.intake.steps import UndoReceipt
from archive.intake.vocabulary import ReceiptState
from archive.organisation.refusal import Refused
from archive.organisation.vocabulary import PostKind, Reach
from archive.records.models import Link, NumberGiven, Record
from archive.records.step import NotVisible, NotYourPost
from archive.records.steps import NewFile, Strike
from archive.records.vocabulary import LinkReason, NumberState, RecordState
from tests.intake.conftest import PAGE, answers
from tests.office import make_holding, make_person, register

OURS = PAGE.format(number="云司发〔2015〕7号")


@pytest.fixture
def receipt(bring, write) -> Receipt:
    """Two documents of Donghe, brought in by its clerk."""
    write("一.txt", "第一件")
    write("二.txt", "第二件")
    return bring()


def undo(receipt: Receipt, by, reason: str = "导入有误") -> list[Record]:
    return UndoReceipt(receipt, by=by, reason=reason).run()


def codes(error) -> list[str]:
    return [refusal.code for refusal in error.value.refusals]


def test_all_its_records_are_struck(office, receipt):
    struck = undo(receipt, office.clerk)

    assert {record.state for record in struck} == {RecordState.STRUCK}
    assert not Record.objects.standing().exists()
    receipt.refresh_from_db()
    assert receipt.state == ReceiptState.UNDONE


def test_numbers_stay_with_the_reason(office, receipt):
    undo(receipt, office.clerk)

    given = NumberGiven.objects.order_by("number")
    assert [one.number for one in given] == [1, 2]
    assert {(one.state, one.reason) for one in given} == {(NumberState.VOIDED, "导入有误")}


def test_each_record_has_a_version_and_an_event_of_it(office, receipt):
    for record in undo(receipt, office.clerk):
        assert record.version == 2
        assert record.events.latest("seq").name == "record:strike"


def test_records_that_were_there_before_stay(office, bring, receipt):
    again = bring()
    undo(again, office.clerk)

    assert Record.objects.standing().count() == 2


@pytest.mark.parametrize("who", ["clerk", "archivist"])
def test_importer_and_archivist_may(office, receipt, who):
    assert len(undo(receipt, getattr(office, who))) == 2


def test_another_clerk_of_the_unit_may_not(office, receipt):
    other = make_person("other", "马经办", PostKind.CLERK, office.donghe, Reach.OWN)

    with pytest.raises(NotYourPost):
        undo(receipt, other)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("leader", NotYourPost),
        ("county_leader", NotYourPost),
        ("operator", NotYourPost),
        ("stranger", NotVisible),
        ("administrator", NotVisible),
    ],
)
def test_nobody_else_may(office, receipt, who, error):
    with pytest.raises(error):
        undo(receipt, getattr(office, who))
    assert Record.objects.standing().count() == 2


def test_a_receipt_that_brought_nothing_is_not_anybodys_to_undo(office, bring):
    with pytest.raises(NotYourPost):
        undo(bring(), office.stranger)


def test_it_needs_a_reason(office, receipt):
    with pytest.raises(Refused) as error:
        undo(receipt, office.clerk, " ")

    assert codes(error) == ["reason_missing"]


def test_twice_is_refused(office, receipt):
    undo(receipt, office.clerk)

    with pytest.raises(Refused) as error:
        undo(receipt, office.clerk)
    assert codes(error) == ["wrong_state"]


def test_what_another_record_rests_on_holds_back_all(office, receipt):
    base = receipt.items.first().record
    other = register(office, "据此作出的答复")
    Link.objects.create(record=other, other=base, reason=LinkReason.ARISES_FROM)

    with pytest.raises(Refused) as error:
        undo(receipt, office.clerk)
    assert codes(error) == ["record_arose"]
    assert Record.objects.standing().count() == 3


def test_links_among_its_own_records_hold_nothing_back(office, receipt):
    first, second = Record.objects.order_by("pk")
    Link.objects.create(record=second, other=first, reason=LinkReason.SUPPLEMENTS)

    assert len(undo(receipt, office.clerk)) == 2


def test_brought_in_again_they_come_anew(office, bring, receipt):
    undo(receipt, office.clerk)

    assert answers(bring()) == {"一.txt": "done", "二.txt": "done"}
    numbers = [one.number.split("〕")[1] for one in Record.objects.standing().order_by("pk")]
    assert numbers == ["3号", "4号"]


def test_one_that_was_struck_before_is_no_obstacle(office, bring, receipt):
    record = Record.objects.order_by("pk").first()
    Record.objects.filter(pk=record.pk).update(state=RecordState.REGISTERED)
    Strike([record], by=office.leader, reason="重复").run()

    assert len(undo(receipt, office.clerk)) == 1


@pytest.fixture
def page(office, write, monkeypatch):
    """Imports one page with a header and the bureau's own number."""
    capture = [lambda _notice: NewFile(make_holding(), "p.html")]
    monkeypatch.setattr(publishing, "_captures", capture)
    path = write("000.txt", OURS)

    def run(publish: bool) -> Receipt:
        return import_notices([path], office.county, by=office.publisher, publish=publish)

    return run


def test_a_published_page_is_withdrawn_first(office, page):
    receipt = page(publish=True)

    with pytest.raises(Refused) as error:
        undo(receipt, office.publisher)
    assert codes(error) == ["published"]
    assert Notice.objects.public().exists()


def test_a_draft_goes_with_its_document_and_the_page_can_come_again(office, page):
    undo(page(publish=False), office.publisher)
    assert not Notice.objects.exists()

    assert answers(page(publish=True)) == {"000.txt": "done"}
    notice = Notice.objects.get()
    assert (notice.index_no, notice.state) == ("014139118/2015-00021", "published")


def test_an_own_number_stays_void_and_the_document_is_found_by_it(office, page):
    undo(page(publish=False), office.publisher)
    page(publish=False)

    record = Record.objects.standing().get()
    assert record.number.startswith("收〔")
    assert record.official_document.doc_number == "云司发〔2015〕7号"
    assert NumberGiven.objects.get(display="云司发〔2015〕7号").state == NumberState.VOIDED


def test_the_draft_can_still_be_read_in_the_version_before(office, page):
    (record,) = undo(page(publish=False), office.publisher)

    drafted = record.versions.get(no=2)
    assert "014139118/2015-00021" in drafted.body.content
