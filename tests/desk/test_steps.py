"""Each step through its page: it runs, or it says all that refuses it and keeps what was typed."""

import datetime as dt

import pytest
from django.urls import reverse

from archive.documents.models import Notice, OfficialDocument
from archive.documents.vocabulary import Direction, NoticeState
from archive.records.models import Record
from archive.records.steps import Correct, Share
from archive.records.vocabulary import RecordState, Secrecy
from tests.desk.conftest import fresh, page, upload
from tests.office import new_document, register


def send(client, record, view, /, **values):
    return client.post(reverse(view, args=[record.pk]), {"seen_version": 1, **values})


def said(record, **changed):
    """The correct page as it was drawn, with some fields changed by the reader."""
    document = record.official_document
    return {
        "title": record.title,
        "dated_on": record.dated_on.isoformat(),
        "year": record.year,
        "secrecy": record.secrecy,
        "issuer": document.issuer,
        "reason": "按原件更正",
    } | changed


def public_county_document(office, **more):
    from archive.documents.steps import RegisterDocuments

    document = new_document(
        "关于公布调解员名册的公告", secrecy=Secrecy.PUBLIC, summary="公布名册。", **more
    )
    return RegisterDocuments([document], office.county, by=office.county_clerk).run()[0]


NOTICE = {
    "name": "关于公布调解员名册的公告",
    "publisher_name": "云溪县司法局",
    "created_on": "2024-03-01",
    "published_on": "2024-03-05",
    "summary": "公布名册。",
    "text": "名册如下。",
}


def test_correct_makes_a_version_with_who_and_why(office, record, sign_in):
    response = send(
        sign_in(office.clerk), record, "desk_correct", **said(record, title="更正后的题名")
    )

    assert response.url == f"/desk/records/{record.pk}/"
    version = fresh(record).versions.get(no=2)
    assert (version.made_by, version.reason) == (office.clerk, "按原件更正")


def test_correct_without_reason_keeps_what_was_typed(office, record, sign_in):
    response = send(
        sign_in(office.clerk), record, "desk_correct", **said(record, title="新题名", reason="")
    )

    assert response.status_code == 422
    assert "新题名" in response.content.decode()
    assert fresh(record).title == record.title


def test_correct_says_all_refusals_at_once(office, record, sign_in):
    tomorrow = dt.date.today() + dt.timedelta(days=3)

    response = send(
        sign_in(office.clerk),
        record,
        "desk_correct",
        **said(record, title=" ", dated_on=tomorrow.isoformat(), reason=""),
    )

    assert set(response.context["form"].errors) == {"title", "dated_on", "reason"}


def test_correct_after_somebody_was_faster_is_refused(office, record, sign_in):
    Correct(record, {"title": "别人的更正"}, by=office.archivist, reason="先一步").run()

    response = send(sign_in(office.clerk), record, "desk_correct", **said(record, title="我的更正"))

    assert response.status_code == 422
    assert "我的更正" in response.content.decode()
    assert fresh(record).title == "别人的更正"


def test_filling_in_what_the_import_left_open_takes_it_off_the_list(office, sign_in):
    record = register(office, issuer="", undecided=("issuer",))

    send(sign_in(office.clerk), record, "desk_correct", **said(record, issuer="云溪县司法局"))

    assert fresh(record).undecided == []


def test_a_paper_comes_with_its_file_and_is_shown(office, record, sign_in):
    response = send(
        sign_in(office.clerk), record, "desk_add_paper", file=upload(), type="attachment"
    )

    paper = record.papers.get(position=2)
    assert (paper.title, paper.files.get().original_name) == ("回执", "回执.txt")
    assert response.url.endswith(f"?file={paper.files.get().pk}")


def test_a_new_file_is_version_two_and_the_first_is_still_there(office, record, sign_in):
    paper = record.papers.get()

    sign_in(office.clerk).post(
        reverse("desk_add_file", args=[paper.pk]), {"seen_version": 1, "file": upload("修订.txt")}
    )

    names = paper.files.order_by("no").values_list("no", "original_name")
    assert list(names) == [(1, "通知.txt"), (2, "修订.txt")]


def test_a_paper_without_a_file_is_refused(office, record, sign_in):
    response = send(
        sign_in(office.clerk), record, "desk_add_paper", title="回执", type="attachment"
    )

    assert response.status_code == 422
    assert 'value="回执"' in response.content.decode()
    assert record.papers.count() == 1


def test_a_program_under_another_name_is_refused_and_not_stored(office, record, sign_in):
    program = upload("通知.docx", b"MZ\x90\x00" + bytes(400))

    response = send(
        sign_in(office.clerk), record, "desk_add_paper", file=program, type="attachment"
    )

    assert response.status_code == 422
    assert "This is a program" in response.content.decode()


def test_a_file_sent_with_a_refused_form_is_kept_for_the_next_try(office, record, sign_in):
    client, bad = sign_in(office.clerk), {"type": "attachment", "dated_on": "not a day"}
    refused = send(client, record, "desk_add_paper", file=upload(), **bad)
    kept = refused.context["form"]["kept"].value()

    response = send(client, record, "desk_add_paper", kept=kept, type="attachment")

    assert refused.status_code == 422
    assert response.status_code == 302
    assert record.papers.get(position=2).files.get().original_name == "回执.txt"


def test_the_kept_file_of_another_person_is_not_taken(office, record, sign_in):
    bad = {"type": "attachment", "dated_on": "not a day"}
    refused = send(sign_in(office.clerk), record, "desk_add_paper", file=upload(), **bad)
    kept = refused.context["form"]["kept"].value()

    response = send(
        sign_in(office.archivist), record, "desk_add_paper", kept=kept, type="attachment"
    )

    assert response.status_code == 422


def test_sharing_lets_the_unit_see_it(office, record, sign_in):
    send(sign_in(office.clerk), record, "desk_share", unit=office.qinghe.pk)

    assert record.title in page(sign_in(office.stranger), f"/desk/records/{record.pk}/")


def test_sharing_twice_is_refused_at_the_field(office, record, sign_in):
    Share(record, office.qinghe, by=office.clerk).run()

    response = send(
        sign_in(office.clerk), record, "desk_share", unit=office.qinghe.pk, seen_version=2
    )

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"unit"}


def test_striking_a_registered_entry_keeps_number_and_reason(office, record, sign_in):
    Record.objects.filter(pk=record.pk).update(state=RecordState.REGISTERED)

    send(sign_in(office.leader), record, "desk_strike", reason="重复登记")

    shown = page(sign_in(office.leader), f"/desk/records/{record.pk}/")
    assert fresh(record).state == RecordState.STRUCK
    assert record.number in shown
    assert "重复登记" in shown


def test_a_closed_document_is_not_struck_and_the_page_says_why(office, record, sign_in):
    response = send(sign_in(office.leader), record, "desk_strike", reason="重复登记")

    assert response.status_code == 422
    assert "only undoing its import" in response.content.decode()
    assert "重复登记" in response.content.decode()


def test_repealing_names_the_day_and_what_takes_its_place(office, sign_in):
    old = public_county_document(office, direction=Direction.ISSUED, number="云司发〔2024〕3号")
    new = public_county_document(office, direction=Direction.ISSUED, number="云司发〔2024〕9号")

    send(
        sign_in(office.county_leader),
        old,
        "desk_repeal",
        abolished_on="2025-01-01",
        successor=new.number,
        reason="新规定已施行",
    )

    document = OfficialDocument.objects.get(pk=old.pk)
    assert (document.abolished_on, document.superseded_by) == (dt.date(2025, 1, 1), new)


def test_a_successor_nobody_knows_is_refused_at_its_field(office, record, sign_in):
    old = public_county_document(office, direction=Direction.ISSUED, number="云司发〔2024〕3号")

    response = send(
        sign_in(office.county_leader),
        old,
        "desk_repeal",
        abolished_on="2025-01-01",
        successor="云司发〔1999〕1号",
        reason="新规定已施行",
    )

    assert response.status_code == 422
    assert "云司发〔1999〕1号" in response.content.decode()


def test_a_published_notice_has_its_number_and_is_withdrawn_with_a_reason(office, sign_in):
    record, client = public_county_document(office), sign_in(office.publisher)
    sent = NOTICE | {"publisher": office.county.pk}

    published = send(client, record, "desk_publish", **sent)
    index_no = Notice.objects.public().get(record=record).index_no
    send(client, record, "desk_withdraw", reason="内容有误", seen_version=2)

    notice = Notice.objects.get(record=record)
    assert published.status_code == 302
    assert index_no.startswith("014139118/2024-")
    assert (notice.state, notice.withdrawn_reason) == (NoticeState.WITHDRAWN, "内容有误")


def test_an_internal_document_is_not_published(office, record, sign_in):
    sent = NOTICE | {"publisher": office.county.pk}

    response = send(sign_in(office.publisher), record, "desk_publish", **sent)

    assert response.status_code == 422
    assert "名册如下。" in response.content.decode()
    assert not Notice.objects.filter(record=record).exists()


def test_the_first_text_of_a_notice_shows_no_personal_number(office, sign_in):
    from archive.records.steps import AddFile
    from tests.desk.conftest import hold

    record = public_county_document(office)
    file = hold("名册.txt", "联系人 13812345678".encode())
    AddFile(record.papers.get(), file, by=office.county_clerk).run()

    shown = page(sign_in(office.publisher), f"/desk/records/{record.pk}/publish/")

    assert "13812345678" not in shown
    assert "*******5678" in shown


REGISTER = {"direction": "received", "secrecy": "internal", "issuer": "云溪县司法局"}


def test_registering_by_hand_gives_the_next_number(office, sign_in):
    response = sign_in(office.clerk).post(
        "/desk/records/register/",
        REGISTER | {"title": "关于值班安排的通知", "unit": office.donghe.pk, "file": upload()},
    )

    record = Record.objects.get()
    assert response.url == f"/desk/records/{record.pk}/"
    assert (record.title, record.made_by) == ("关于值班安排的通知", office.clerk)
    assert record.papers.get().files.get().original_name == "回执.txt"


@pytest.mark.parametrize("missing", ["title", "issuer"])
def test_registering_without_a_needed_field_keeps_the_rest(office, sign_in, missing):
    sent = REGISTER | {"title": "关于值班安排的通知", "unit": office.donghe.pk, missing: ""}

    response = sign_in(office.clerk).post("/desk/records/register/", sent | {"file": upload()})

    assert response.status_code == 422
    assert missing in response.context["form"].errors
    assert "回执.txt" in response.content.decode()
    assert not Record.objects.exists()


def test_registering_at_another_unit_is_refused(office, sign_in):
    sent = REGISTER | {"title": "通知", "unit": office.qinghe.pk}

    response = sign_in(office.clerk).post("/desk/records/register/", sent)

    assert response.status_code == 422
    assert not Record.objects.exists()


def test_asking_which_methods_there_are_changes_nothing(office, record, sign_in):
    response = sign_in(office.clerk).options(reverse("desk_correct", args=[record.pk]))

    assert response.status_code == 200
    assert "POST" in response["Allow"]


def test_a_get_changes_nothing(office, record, sign_in):
    for name in ("desk_correct", "desk_share", "desk_add_paper"):
        sign_in(office.clerk).get(reverse(name, args=[record.pk]))

    assert fresh(record).version == 1
