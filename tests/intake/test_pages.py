"""Bringing in pages of a web site: a document and its notice, or neither."""

import pytest

from archive.documents import publishing
from archive.documents.models import Notice
from archive.documents.vocabulary import Direction, NoticeState
from archive.intake.importing import open_receipt
from archive.intake.models import Receipt
from archive.intake.pages import import_notices
from archive.intake.vocabulary import Outcome, ReceiptState
from archive.records.models import File, Record
from archive.records.step import NotYourPost
from archive.records.steps import NewFile
from archive.records.vocabulary import Secrecy
from tests.intake.conftest import PAGE, answers
from tests.office import make_holding

THEIRS, OURS = PAGE.format(number="东司〔2015〕7号"), PAGE.format(number="云司发〔2015〕7号")


@pytest.fixture(autouse=True)
def plain_page(monkeypatch) -> None:
    """What the page looks like is the portal's matter; here it is any new bytes."""
    page = [lambda notice: NewFile(make_holding(), "page.html")]
    monkeypatch.setattr(publishing, "_captures", page)


@pytest.fixture
def bring(office, folder):
    def run(by="publisher", publish=True, **more) -> Receipt:
        values = {"unit": office.county} | more
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        person = getattr(office, by)
        return import_notices(files, values["unit"], by=person, publish=publish)

    return run


def test_a_page_becomes_a_document_and_a_notice(bring, write):
    write("000.txt", THEIRS)
    receipt = bring()

    record, notice = Record.objects.get(), Notice.objects.get()
    assert record.title == notice.name == "关于公开调解室接待时间的通告"
    assert (notice.state, notice.index_no) == (NoticeState.PUBLISHED, "014139118/2015-00021")
    assert notice.text == "  每周一至周五接待。"
    assert record.secrecy == Secrecy.PUBLIC
    assert answers(receipt) == {"000.txt": "done"}


def test_the_header_decides_before_the_text(bring, write):
    write("2019-01-01.txt", THEIRS)
    bring()

    document = Record.objects.get().official_document
    assert str(document.record.dated_on) == "2015-03-02"
    assert (document.doc_number, document.issuer) == ("东司〔2015〕7号", "云溪县司法局")
    assert document.record.undecided == []


def test_genre_and_subject_are_terms(bring, write):
    from archive.classification.load import load_schemes

    load_schemes()
    write("000.txt", THEIRS)
    bring()

    document = Record.objects.get().official_document
    assert (document.genre.name, document.subject.name) == ("通告", "公安、安全、司法")


def test_the_original_can_be_had_again(bring, write):
    from archive.holdings import store

    path = write("000.txt", THEIRS.encode("gb18030"))
    bring()

    file = File.objects.get(original_name="000.txt")
    assert store.path(file.holding_id).read_bytes() == path.read_bytes()


def test_what_the_unit_issued_itself_keeps_its_number(bring, write):
    write("000.txt", OURS)
    bring()

    record = Record.objects.get()
    assert record.number == "云司发〔2015〕7号"
    assert record.official_document.direction == Direction.ISSUED


@pytest.mark.parametrize("who", ["operator", "clerk", "archivist", "publisher"])
def test_without_publishing_the_notice_waits(office, bring, write, who):
    unit = office.donghe if who in {"clerk", "archivist"} else office.county
    write("000.txt", THEIRS)

    assert answers(bring(who, publish=False, unit=unit)) == {"000.txt": "done"}
    assert Notice.objects.get().state == NoticeState.DRAFT
    assert not Notice.objects.public().exists()


@pytest.mark.parametrize("who", ["operator", "county_clerk", "county_archivist", "stranger"])
def test_nobody_else_publishes_and_no_receipt_is_begun(bring, write, who):
    write("000.txt", THEIRS)

    with pytest.raises(NotYourPost):
        bring(who)
    assert not Receipt.objects.exists()
    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.txt", "调解工作要点\n全文。", "调解工作要点"),
        ("工作要点(2019-05-14).txt", "为做好调解工作，现制定要点。\n", "工作要点"),
        ("a.md", "# 调解工作要点\n全文。", "调解工作要点"),
    ],
)
def test_a_page_without_header_is_a_document(bring, write, name, content, title):
    write(name, content)
    bring()

    assert Record.objects.get().title == title
    assert not Notice.objects.exists()


def test_a_refused_notice_leaves_no_document_either(bring, write):
    write("000.txt", THEIRS.replace("内容概述 调解室的接待时间\n", ""))
    receipt = bring()

    assert answers(receipt) == {"000.txt": "header_missing"}
    assert receipt.items.get().note
    assert not Record.objects.exists() and not Notice.objects.exists()


def test_an_index_number_that_is_taken_refuses_that_page_alone(bring, write):
    write("1.txt", THEIRS)
    write("2.txt", THEIRS + "改过。\n")
    write("3.txt", "别的页面\n全文。")

    assert answers(bring()) == {"1.txt": "done", "2.txt": "index_no_taken", "3.txt": "done"}


def test_run_again_it_skips(bring, write):
    write("000.txt", THEIRS)
    bring()

    assert answers(bring()) == {"000.txt": "duplicate"}
    assert Record.objects.count() == 1


def test_pages_of_one_name_are_answered_for_both(bring, write):
    write("甲/index.html", "<h1>甲页</h1>")
    write("乙/index.html", "<h1>乙页</h1>")

    assert answers(bring()) == {"index.html": "done", "index.html (2)": "done"}


def test_a_broken_run_is_taken_up_and_what_it_brought_stays_its_own(bring, write):
    write("000.txt", THEIRS)
    receipt = bring()
    Receipt.objects.update(state=ReceiptState.OPEN)
    write("001.txt", "别的页面\n全文。")
    Receipt.objects.update(source=f"{receipt.source}; {receipt.source[:-7]}001.txt")

    assert bring() == receipt
    assert list(receipt.items.values_list("outcome", flat=True)) == [Outcome.DONE] * 2


def test_a_page_out_of_force_without_a_day_is_listed(bring, write):
    write("000.txt", THEIRS.replace("废止日期有效", "有效性 失效"))
    bring()

    assert Record.objects.get().undecided == ["valid_until"]


def test_receipts_are_one_persons(office):
    first = open_receipt("a", office.county, office.publisher)

    assert open_receipt("a", office.county, office.publisher) == first
    assert open_receipt("a", office.county, office.operator) != first
    assert open_receipt("a", office.donghe, office.publisher) != first
