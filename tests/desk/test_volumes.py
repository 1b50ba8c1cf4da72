"""Volumes at the desk: the list, a volume as it lies on the shelf, and what is printed of it."""

import pytest

from archive.records.models import Event, Record
from archive.volumes.models import Volume
from tests.desk.archive import YEAR, bound, closed
from tests.desk.conftest import page
from tests.volumes import shelf

MOST_QUERIES = 25
LIST_QUERIES = 20
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def test_a_box_shows_its_items_and_why_they_are_kept(office, ready, sign_in):
    client = sign_in(office.archivist)
    bound(client, office.donghe)
    volume = Volume.objects.get()

    shown = page(client, f"/desk/volumes/{volume.pk}/")

    assert {one.state for one in Record.objects.all()} == {"bound"}
    assert all(record.title in shown for record in ready)
    assert volume.items.first().record.retention.sentence in shown


def test_a_volume_shows_cover_contents_with_pages_notes_and_history(office, case, sign_in):
    response = sign_in(office.archivist).get(f"/desk/volumes/{case.pk}/")

    face, shown = response.context["face"], response.content.decode()
    assert face.cover["title"] == case.title
    assert [(line.first_page, line.last_page) for line in face.lines] == [(1, 3), (4, 6), (7, 9)]
    assert "7–9" in shown
    assert face.notes["compiler"] == str(office.archivist)
    assert [str(one.label) for one in face.told] == ["Bound"]
    assert case.code in shown


def test_a_foreign_volume_answers_like_one_that_never_was(office, case, sign_in):
    client = sign_in(office.stranger)

    for path in ("", "check/", "supplement/", "print/notes_sheet/"):
        foreign = client.get(f"/desk/volumes/{case.pk}/{path}")
        never = client.get(f"/desk/volumes/999999/{path}")
        assert (foreign.status_code, never.status_code) == (404, 404)
        assert foreign.content == never.content
    assert case.title not in page(client, "/desk/volumes/")


def test_filters_stand_in_the_address(office, case, ready, sign_in):
    client = sign_in(office.archivist)
    bound(client, office.donghe)
    asked = {"unit": office.donghe.pk, "year": YEAR}

    def found(**narrow):
        return client.get("/desk/volumes/", asked | narrow).context["page"].total

    assert (found(), found(form="case"), found(form="item")) == (2, 1, 1)
    assert (found(form="year"), found(year=1999), found(form="nonsense")) == (0, 0, 2)


@pytest.mark.parametrize(
    "code", ["dossier_cover", "dossier_contents", "notes_sheet", "spine"]
)
def test_each_form_of_a_volume_is_downloaded(office, case, templates, sign_in, code):
    response = sign_in(office.archivist).get(f"/desk/volumes/{case.pk}/print/{code}/")

    assert response["Content-Type"] == DOCX
    assert response.content[:2] == b"PK"
    (event,) = Event.objects.filter(name="volume:print").select_related("body")
    assert case.code in event.body.content


def test_a_form_the_volume_does_not_have_is_not_there(office, case, templates, sign_in):
    client = sign_in(office.archivist)

    for code in ("volume_cover", "agreement", "nonsense"):
        assert client.get(f"/desk/volumes/{case.pk}/print/{code}/").status_code == 404


def test_without_a_template_the_page_says_so(office, case, sign_in):
    response = sign_in(office.archivist).get(
        f"/desk/volumes/{case.pk}/print/spine/", follow=True
    )

    assert "No released template" in response.content.decode()


def test_the_lists_of_a_year_are_downloaded(office, case, ready, templates, sign_in):
    client = sign_in(office.archivist)
    bound(client, office.donghe)
    asked = {"unit": office.donghe.pk, "year": YEAR}
    (period,) = client.get("/desk/volumes/", asked).context["periods"]

    volumes = client.get("/desk/volumes/list.docx", asked)
    items = client.get("/desk/volumes/list.docx", asked | {"period": period})

    assert (volumes["Content-Type"], items["Content-Type"]) == (DOCX, DOCX)
    assert volumes.content != items.content
    assert Event.objects.filter(name="list:export").count() == 2


@pytest.mark.parametrize("path", ["list.docx", "set.zip"])
@pytest.mark.parametrize(
    "asked", [{}, {"year": YEAR}, {"unit": 1}, {"unit": 999999, "year": YEAR}, {"year": "x"}]
)
def test_a_list_of_nothing_is_not_there(office, case, templates, sign_in, path, asked):
    assert sign_in(office.archivist).get(f"/desk/volumes/{path}", asked).status_code == 404


@pytest.mark.parametrize("path", ["list.docx", "set.zip"])
def test_a_stranger_prints_nothing_of_a_foreign_year(office, case, templates, sign_in, path):
    asked = {"unit": office.donghe.pk, "year": YEAR}

    assert sign_in(office.stranger).get(f"/desk/volumes/{path}", asked).status_code == 404


def test_a_list_leaves_out_what_its_reader_may_not_know(office, case, sign_in):
    from archive.volumes.forms import volume_list_values

    rows = volume_list_values(office.donghe, YEAR, by=office.archivist)["rows"]
    case.items.get().record.named.all().delete()
    Record.objects.update(accusation=True)

    after = volume_list_values(office.donghe, YEAR, by=office.archivist)["rows"]

    assert (len(rows), len(after)) == (1, 0)


@pytest.mark.parametrize("count", [1, 30])
def test_the_pages_of_volumes_cost_the_same_at_any_size(
    office, ready, sign_in, django_assert_max_num_queries, count
):
    for n in range(count):
        closed(office, n + 3)
        shelf.dossier(office.donghe, office.clerk)
    client = sign_in(office.archivist)
    bound(client, office.donghe)

    for form in ("item", "case"):
        volume = Volume.objects.filter(form=form).first()
        with django_assert_max_num_queries(MOST_QUERIES):
            page(client, f"/desk/volumes/{volume.pk}/")
    with django_assert_max_num_queries(LIST_QUERIES):
        page(client, "/desk/volumes/", unit=office.donghe.pk, year=YEAR)
