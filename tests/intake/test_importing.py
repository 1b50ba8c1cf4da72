"""Bringing in a folder: every file is answered for, each by itself, and the rest goes on."""

import os

import pytest

from archive.intake import importing
from archive.intake.arriving import BATCH
from archive.intake.models import Receipt, ReceiptItem
from archive.intake.steps import ImportDocuments
from archive.intake.vocabulary import Outcome, ReceiptState
from archive.organisation.refusal import Refused
from archive.records.models import File, Record
from archive.records.step import NotYourPost
from archive.records.vocabulary import RecordState, Secrecy
from tests.holdings.conftest import PROGRAM, a_docx, a_locked_pdf
from tests.intake.conftest import answers

EMOJI = "📎" * 60 + "通知.txt"


def test_a_file_becomes_an_official_document(bring, write):
    write("2012年/关于调解工作的通知(2012-08-21).txt", "云司发〔2012〕11号\n各司法所：")
    receipt = bring()

    record = Record.objects.get()
    assert (record.title, str(record.dated_on)) == ("关于调解工作的通知", "2012-08-21")
    assert record.official_document.doc_number == "云司发〔2012〕11号"
    assert (record.secrecy, record.state) == (Secrecy.INTERNAL, RecordState.CLOSED)
    assert record.undecided == ["issuer"]
    assert receipt.state == ReceiptState.ENDED


def test_its_name_is_kept_without_the_folder_and_said_with_it(bring, write):
    write("2012年/通知.txt")
    receipt = bring()

    assert File.objects.get().original_name == "通知.txt"
    assert receipt.items.get().name == "2012年/通知.txt"


def test_its_text_is_read_at_once(bring, write):
    write("通知.txt", "矛盾纠纷排查".encode("gb18030"))
    bring()

    assert File.objects.get().holding.texts.get().text == "矛盾纠纷排查"


def test_each_bad_file_has_its_own_answer_and_the_rest_goes_on(bring, write):
    write("一.txt", "第一件")
    write("空.txt", b"")
    write("程序.docx", PROGRAM)
    write("太大.txt", b"a" * (1024 * 1024 + 1))
    write("假.pdf", "不是")
    write("断.docx", a_docx()[:9000])
    write("锁.pdf", a_locked_pdf())
    write("末.txt", "最后一件")

    assert answers(bring()) == {
        "一.txt": "done",
        "空.txt": "empty",
        "程序.docx": "executable",
        "太大.txt": "too_large",
        "假.pdf": "type_mismatch",
        "断.docx": "done",
        "锁.pdf": "done",
        "末.txt": "done",
    }


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("断.docx", a_docx()[:9000], "损坏"),
        ("锁.pdf", a_locked_pdf(), "加密"),
        ("纪要2026-02-30.txt", b"text", "2026-02-30"),
        ("空.txt", b"", "空"),
        ("程序.docx", PROGRAM, "程序"),
    ],
)
def test_the_answer_says_what_is_wrong_in_chinese(bring, write, name, content, said):
    write(name, content)

    assert said in bring().items.get().note


def test_an_impossible_day_is_left_open_and_listed(bring, write):
    write("会议纪要2026-02-30.txt")
    bring()

    record = Record.objects.get()
    assert (record.title, record.dated_on) == ("会议纪要", None)
    assert record.undecided == ["issuer", "dated_on"]
    assert record.year_assumed


def test_what_is_refused_leaves_no_record_and_no_bytes(bring, write, settings):
    write("空.txt", b"")
    write("程序.docx", PROGRAM)
    bring()

    assert not Record.objects.exists()
    files = [name for *_path, names in os.walk(settings.ANJUAN_STORE) for name in names]
    assert files == []


def test_run_again_it_skips_all(bring, write):
    for number in range(3):
        write(f"{number}.txt", f"第{number}件")
    bring()

    assert set(answers(bring()).values()) == {"duplicate"}
    assert Record.objects.count() == 3


def test_more_than_one_batch(bring, write):
    for number in range(BATCH + 3):
        write(f"{number:03}.txt", f"第{number}件")

    receipt = bring()
    assert receipt.items.filter(outcome=Outcome.DONE).count() == BATCH + 3
    numbers = [record.number_sort for record in Record.objects.order_by("number_sort")]
    assert [number[-6:] for number in numbers] == [f"{n:06}" for n in range(1, BATCH + 4)]


def test_twins_in_one_batch_are_filed_once(bring, write):
    write("一.txt", "同一件")
    write("二.txt", "同一件")

    assert answers(bring()) == {"一.txt": "done", "二.txt": "duplicate"}


def test_the_copy_of_another_unit_is_never_mentioned(office, bring, write):
    write("通知.txt", "同一件")
    bring(unit=office.qinghe, by=office.stranger)

    receipt = bring()
    assert answers(receipt) == {"通知.txt": "done"}
    assert receipt.items.get().note == ""
    assert Record.objects.count() == 2


def test_a_skipped_file_names_the_record_that_has_it(bring, write):
    write("通知.txt")
    first = bring()

    assert bring().items.get().record == first.items.get().record


def test_a_name_of_250_bytes_with_emoji_is_kept_whole(bring, write):
    assert len(EMOJI.encode()) == 250
    write(EMOJI)
    bring()

    assert File.objects.get().original_name == EMOJI
    assert Record.objects.get().title == EMOJI.removesuffix(".txt")


def test_names_of_an_old_system_are_read(bring, write):
    write("文件夹/".encode() + "关于调解的通知.txt".encode("gb18030"))

    assert answers(bring()) == {"文件夹/关于调解的通知.txt": "done"}
    assert File.objects.get().original_name == "关于调解的通知.txt"


@pytest.mark.parametrize("name", ["通知.txt", "café.txt", "ئۇيغۇرچە.txt", "записка.txt"])
def test_a_name_is_not_taken_for_another_script(bring, write, name):
    write(name.encode("gb18030") if name == "通知.txt" else name)

    assert answers(bring()) == {name: "done"}


def test_two_names_that_read_the_same_are_two_files(bring, write):
    write("调解.txt", "甲")
    write("调解.txt".encode("gb18030"), "乙")

    assert answers(bring()) == {"调解.txt": "done", "调解.txt (2)": "done"}
    assert set(answers(bring()).values()) == {"duplicate"}


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "Thumbs.db", "desktop.ini", "~$通知.docx", ".git/config", "__MACOSX/a.txt"],
)
def test_files_of_the_system_are_skipped(bring, write, name):
    write(name)

    assert answers(bring()) == {name: "system_file"}
    assert not Record.objects.exists()


def test_links_in_a_circle_and_files_that_cannot_be_read(bring, write, folder):
    write("一.txt")
    (folder / "圈").symlink_to(folder / "圈")
    (folder / "回").symlink_to(folder)
    (folder / "断").symlink_to(folder / "没有")
    os.mkfifo(folder / "管道")

    assert answers(bring()) == {
        "一.txt": "done",
        "圈": "unreadable",
        "回": "folder_link",
        "断": "unreadable",
        "管道": "unreadable",
    }


def test_a_folder_that_cannot_be_opened_is_answered_for(bring, write, monkeypatch):
    write("开/一.txt")
    closed = write("关/二.txt").parent
    scan = os.scandir

    def refuse(path):
        if os.fspath(path) == os.fspath(closed):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert answers(bring()) == {"开/一.txt": "done", "关": "folder_closed"}


def test_an_empty_folder_has_an_empty_receipt(bring):
    receipt = bring()

    assert (receipt.items.count(), receipt.state) == (0, ReceiptState.ENDED)


def broken_run(monkeypatch, bring) -> None:
    """Dies between the first batch and the second."""
    batch, ran = importing.import_batch, []

    def die(*args, **more):
        if ran:
            raise KeyboardInterrupt
        ran.append(batch(*args, **more))

    monkeypatch.setattr(importing, "import_batch", die)
    with pytest.raises(KeyboardInterrupt):
        bring()
    monkeypatch.setattr(importing, "import_batch", batch)


def test_the_receipt_of_a_broken_run_is_taken_up_again(bring, write, monkeypatch):
    for number in range(BATCH + 2):
        write(f"{number:03}.txt", f"第{number}件")
    broken_run(monkeypatch, bring)

    receipt = bring()
    assert Receipt.objects.count() == 1
    assert receipt.items.filter(outcome=Outcome.DONE).count() == BATCH + 2


def test_what_failed_in_a_broken_run_is_tried_again(office, bring, write, folder, monkeypatch):
    write("一.txt", b"")
    receipt = bring()
    Receipt.objects.update(state=ReceiptState.OPEN, ended_at=None)
    write("一.txt", "这回有字")

    assert bring() == receipt
    assert answers(receipt) == {"一.txt": "done"}


@pytest.mark.parametrize("who", ["operator", "clerk", "archivist", "publisher"])
def test_who_may_import(office, bring, write, who):
    write("通知.txt")

    assert answers(bring(by=getattr(office, who))) == {"通知.txt": "done"}


@pytest.mark.parametrize(
    "who", ["stranger", "leader", "county_clerk", "county_leader", "mediator", "administrator"]
)
def test_who_may_not(office, bring, write, settings, who):
    write("通知.txt")

    with pytest.raises(NotYourPost):
        bring(by=getattr(office, who))
    assert not Receipt.objects.exists()
    assert not os.path.exists(settings.ANJUAN_STORE)  # noqa: PTH110


def test_documents_that_are_refused_are_refused_one_by_one(bring, write, monkeypatch):
    write("好.txt", "甲")
    write("坏.txt", "乙")
    ask = ImportDocuments.refusals_of
    sentence = importing.Refusal("date_impossible", "坏")
    monkeypatch.setattr(
        ImportDocuments,
        "refusals_of",
        lambda step, one: [sentence] if one.title == "坏" else ask(step, one),
    )

    assert answers(bring()) == {"好.txt": "done", "坏.txt": "date_impossible"}
    assert Record.objects.get().title == "好"


def test_an_import_that_was_undone_meanwhile_brings_nothing_more(bring, write, monkeypatch):
    write("通知.txt")
    receive = importing.receive

    def undone(*args):
        Receipt.objects.update(state=ReceiptState.UNDONE)
        return receive(*args)

    monkeypatch.setattr(importing, "receive", undone)
    receipt = bring()

    assert (answers(receipt), receipt.state) == ({"通知.txt": "receipt_undone"}, "undone")
    assert not Record.objects.exists()


def test_lines_of_a_receipt_are_not_deleted(bring, write):
    from django.db import DatabaseError, transaction

    write("通知.txt")
    bring()

    with pytest.raises(DatabaseError, match="guard"), transaction.atomic():
        ReceiptItem.objects.all().delete()


def test_the_event_says_where_a_document_came_from(bring, write):
    write("2012年/通知.txt")
    receipt = bring()

    event = Record.objects.get().events.get()
    assert f'"receipt":{receipt.pk}' in event.body.content
    assert '"file":"2012年/通知.txt"' in event.body.content


def test_a_refusal_of_the_whole_import_is_raised(office, write, bring, monkeypatch):
    monkeypatch.setattr(
        ImportDocuments, "ask_policy", lambda step: (_ for _ in ()).throw(NotYourPost([]))
    )
    write("通知.txt")

    with pytest.raises(Refused):
        bring()
