"""Steps on a volume at the desk: the check by somebody else, late papers in a supplement."""

import pytest

from archive.records.models import Record
from archive.volumes.models import Volume
from tests.desk.conftest import page, upload
from tests.volumes import shelf


def offers(client, volume):
    face = client.get(f"/desk/volumes/{volume.pk}/").context["face"]
    return {str(one.label): one.reasons for one in face.offers}


def late(client, volume, **said):
    sent = {"reason": "迟到的回执", "p1-file": upload("回执.txt"), "p1-type": "attachment"}
    return client.post(f"/desk/volumes/{volume.pk}/supplement/", types() | sent | said)


def types():
    return {f"p{n}-type": "attachment" for n in (2, 3)}


def test_who_compiled_it_sees_the_check_grey_with_the_reason(office, case, sign_in):
    found = offers(sign_in(office.archivist), case)

    assert found["Check and sign"] == [
        "You compiled this volume; somebody else has to check it."
    ]
    assert found["Late paper to a supplement"] == []


def test_somebody_else_checks_and_signs(office, case, sign_in):
    client = sign_in(office.leader)

    response = client.post(f"/desk/volumes/{case.pk}/check/")

    assert response.url == f"/desk/volumes/{case.pk}/"
    assert Volume.objects.get(pk=case.pk).checked_by == office.leader
    shown = client.get(response.url)
    assert str(office.leader) in shown.context["face"].notes["checker"]
    assert [str(one.label) for one in shown.context["face"].told] == ["Volume checked", "Bound"]


def test_checking_ones_own_volume_is_refused(office, case, sign_in):
    client = sign_in(office.archivist)

    shown = page(client, f"/desk/volumes/{case.pk}/check/")
    response = client.post(f"/desk/volumes/{case.pk}/check/")

    assert "It agrees: sign" not in shown
    assert response.status_code == 422
    assert Volume.objects.get(pk=case.pk).checked_by is None


def test_a_get_signs_nothing(office, case, sign_in):
    page(sign_in(office.leader), f"/desk/volumes/{case.pk}/check/")

    assert Volume.objects.get(pk=case.pk).checked_on is None


def test_a_late_paper_lies_in_a_volume_beside_and_both_name_each_other(office, case, sign_in):
    client = sign_in(office.archivist)

    response = late(client, case)

    beside = Volume.objects.exclude(pk=case.pk).get()
    assert response.url == f"/desk/volumes/{beside.pk}/"
    assert case.code in page(client, f"/desk/volumes/{beside.pk}/")
    assert beside.code in page(client, f"/desk/volumes/{case.pk}/")
    told = client.get(f"/desk/volumes/{case.pk}/").context["face"].told
    assert [one.reason for one in told] == ["迟到的回执", ""]


def test_several_late_papers_come_at_once(office, case, sign_in):
    late(sign_in(office.archivist), case, **{"p2-file": upload("照片.txt", "照片".encode())})

    beside = Volume.objects.exclude(pk=case.pk).get()
    assert [line.title for line in beside.lines.all()] == ["回执", "照片"]


def test_all_that_is_missing_is_said_at_once_and_nothing_typed_is_lost(office, case, sign_in):
    response = late(
        sign_in(office.archivist), case, **{"reason": "", "p2-title": "没有文件的一份"}
    )

    shown = response.content.decode()
    assert response.status_code == 422
    assert "没有文件的一份" in shown
    assert "回执.txt" in shown
    assert Volume.objects.count() == 1


def test_a_refused_supplement_keeps_the_file_that_was_sent(office, case, sign_in):
    client = sign_in(office.archivist)
    refused = late(client, case, reason="")
    kept = refused.context["rows"][0].data["p1-kept"]

    response = client.post(
        f"/desk/volumes/{case.pk}/supplement/",
        types() | {"reason": "迟到", "p1-kept": kept, "p1-type": "attachment"},
    )

    assert response.status_code == 302
    assert Volume.objects.exclude(pk=case.pk).get().papers == 1


def test_nothing_late_is_refused(office, case, sign_in):
    response = sign_in(office.archivist).post(
        f"/desk/volumes/{case.pk}/supplement/", types() | {"reason": "x", "p1-type": "attachment"}
    )

    assert response.status_code == 422
    assert "Name a late paper" in response.content.decode()


@pytest.mark.parametrize(("who", "path"), [("leader", "supplement"), ("clerk", "supplement")])
def test_a_verb_of_no_post_of_mine_is_forbidden(office, case, sign_in, who, path):
    client = sign_in(getattr(office, who))

    assert client.get(f"/desk/volumes/{case.pk}/{path}/").status_code == 403
    assert late(client, case).status_code == 403
    assert Volume.objects.count() == 1


def test_of_several_records_one_says_which_the_paper_belongs_to(office, sign_in):
    shelf.load_rules()
    for month in (1, 2):
        shelf.report(office.donghe, office.clerk, month)
    client = sign_in(office.archivist)
    from tests.desk.archive import bound

    bound(client, office.donghe)
    volume, record = Volume.objects.get(), Record.objects.first()

    refused, done = late(client, volume), late(client, volume, record=record.pk)

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Volume.objects.exclude(pk=volume.pk).get().items.get().record == record
