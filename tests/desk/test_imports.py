"""Receipts: counts and reasons, only for those who may import there, and undoing one whole."""

import pytest

from archive.intake.importing import import_folder
from archive.intake.models import Receipt
from archive.intake.vocabulary import ReceiptState
from archive.records.models import Record
from archive.records.vocabulary import RecordState
from tests.desk.conftest import page

MOST_QUERIES = 20


def folder(tmp_path, count=3):
    found = tmp_path / "来文"
    found.mkdir()
    for n in range(count):
        (found / f"2023-05-11 第{n}批.txt").write_text(f"关于第{n}批来文的通知\n", "utf-8")
    (found / "空.txt").write_bytes(b"")
    (found / "重复.txt").write_text("关于第0批来文的通知\n", "utf-8")
    return found


@pytest.fixture
def receipt(office, tmp_path):
    return import_folder(folder(tmp_path), office.donghe, by=office.clerk)


def test_a_receipt_counts_and_gives_every_reason(office, receipt, sign_in):
    response = sign_in(office.clerk).get(f"/desk/imports/{receipt.pk}/")

    shown = response.content.decode()
    assert response.context["row"].counts == {"done": 3, "skipped": 1, "failed": 1}
    assert "The file is empty" in shown
    assert "exactly these bytes already" in shown


def test_what_is_to_complete_is_listed_with_its_fields(office, receipt, sign_in):
    response = sign_in(office.clerk).get(f"/desk/imports/{receipt.pk}/", {"incomplete": "1"})

    assert {label for _item, _why, open_ in response.context["items"] for label in open_} == {
        "issuer"
    }


def test_an_outcome_is_chosen_by_its_tab(office, receipt, sign_in):
    response = sign_in(office.clerk).get(f"/desk/imports/{receipt.pk}/", {"outcome": "failed"})

    assert [item.name for item, _why, _open in response.context["items"]] == ["空.txt"]


@pytest.mark.parametrize("path", ["", "undo/"])
@pytest.mark.parametrize("who", ["stranger", "county_clerk", "leader", "administrator"])
def test_the_receipt_of_another_unit_does_not_exist(office, receipt, sign_in, who, path):
    client = sign_in(getattr(office, who))

    foreign = client.get(f"/desk/imports/{receipt.pk}/{path}")
    never = client.get(f"/desk/imports/999999/{path}")

    assert (foreign.status_code, never.status_code) == (404, 404)
    assert foreign.content == never.content


def test_the_list_shows_the_receipts_of_ones_units_alone(office, receipt, sign_in):
    assert receipt.source in page(sign_in(office.clerk), "/desk/imports/")
    assert receipt.source not in page(sign_in(office.stranger), "/desk/imports/")


def test_who_may_not_import_has_no_list(office, receipt, sign_in):
    assert sign_in(office.leader).get("/desk/imports/").status_code == 403


def test_a_restricted_record_is_in_no_list_or_count_of_a_superior(office, receipt, sign_in):
    hidden = receipt.items.filter(outcome="done").first()
    Record.objects.filter(pk=hidden.record_id).update(restricted=True)

    response = sign_in(office.publisher).get(f"/desk/imports/{receipt.pk}/")

    assert hidden.name not in response.content.decode()
    assert response.context["row"].counts["done"] == 2


def test_undoing_strikes_all_records_and_keeps_the_reason(office, receipt, sign_in):
    response = sign_in(office.clerk).post(
        f"/desk/imports/{receipt.pk}/undo/", {"reason": "导错了文件夹"}
    )

    assert response.url == f"/desk/imports/{receipt.pk}/"
    assert Receipt.objects.get().state == ReceiptState.UNDONE
    assert set(Record.objects.values_list("state", flat=True)) == {RecordState.STRUCK}


def test_undoing_without_a_reason_is_refused(office, receipt, sign_in):
    response = sign_in(office.clerk).post(f"/desk/imports/{receipt.pk}/undo/", {"reason": " "})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"reason"}
    assert not Record.objects.filter(state=RecordState.STRUCK).exists()


def test_undoing_twice_is_refused_and_keeps_what_was_typed(office, receipt, sign_in):
    client = sign_in(office.clerk)
    client.post(f"/desk/imports/{receipt.pk}/undo/", {"reason": "导错了文件夹"})

    response = client.post(f"/desk/imports/{receipt.pk}/undo/", {"reason": "再撤一次"})

    assert response.status_code == 422
    assert "再撤一次" in response.content.decode()


def test_a_get_undoes_nothing(office, receipt, sign_in):
    page(sign_in(office.clerk), f"/desk/imports/{receipt.pk}/undo/")

    assert Receipt.objects.get().state == ReceiptState.ENDED


@pytest.mark.parametrize("count", [2, 80])
def test_a_receipt_costs_the_same_at_any_size(
    office, tmp_path, sign_in, django_assert_max_num_queries, count
):
    receipt = import_folder(folder(tmp_path, count), office.donghe, by=office.clerk)
    client = sign_in(office.clerk)

    with django_assert_max_num_queries(MOST_QUERIES):
        page(client, f"/desk/imports/{receipt.pk}/")
        page(client, "/desk/imports/")
