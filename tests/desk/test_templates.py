"""Templates at the desk: proposed by an archivist, released by a leader, refused in their place."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from archive.models import Event
from archive.organisation.vocabulary import PostKind, Reach, UnitKind
from archive.records.steps import ProposeTemplate, ReleaseTemplate
from archive.records.steps.letter import fill
from doc_templates import load_shipped, newest, sample_of
from doc_templates.loading import content_of
from doc_templates.models import Template
from tests.desk.conftest import page
from tests.doc_templates.making import text_of, typed
from tests.office import make_person, make_unit

LIST, ONE = "/desk/templates/", "/desk/templates/decline_notice/"
FORM = "/desk/templates/volume_cover/"
CODE = "decline_notice"
MOST_QUERIES = 20
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def shipped(office: Any) -> None:
    load_shipped()


def changed(*more: str, code: str = CODE) -> bytes:
    """The shipped document with paragraphs of the office's own."""
    document = Document(io.BytesIO(content_of(code)))
    for text in more or ("本局地址：人民路1号",):
        document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def send(client, content, url=ONE, name="模板.docx"):
    return client.post(url, {"file": SimpleUploadedFile(name, content)})


def proposed(office, content=None, code=CODE):
    content = content or changed(code=code)
    return ProposeTemplate(code, content, by=office.county_archivist).run()


def events():
    names = Event.objects.filter(name__startswith="template:").order_by("pk")
    return list(names.values_list("name", "actor__username"))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("county_archivist", 200),
        ("county_leader", 200),
        ("archivist", 403),
        ("leader", 403),
        ("clerk", 403),
        ("county_clerk", 403),
        ("publisher", 403),
        ("administrator", 403),
    ],
)
def test_templates_are_for_archivist_and_leader_of_the_root(office, sign_in, who, status):
    client = sign_in(getattr(office, who))

    assert client.get(LIST).status_code == status
    assert client.get(ONE).status_code == (200 if status == 200 else 404)
    assert (LIST in page(client, "/desk/")) == (status == 200)


@pytest.mark.parametrize("path", ["1/file/", "1/sample/", "1/release/", "1/withdraw/", ""])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_version_is_nowhere_to_all_others(office, sign_in, path, method):
    response = getattr(sign_in(office.leader), method)(ONE + path)

    assert response.status_code in {404, 405}
    assert Template.objects.filter(withdrawn_at=None).count() == Template.objects.count()


def test_the_list_says_what_is_filled_and_what_waits(office, sign_in):
    proposed(office)

    response = sign_in(office.county_leader).get(LIST)

    found = {one.form.code: one for _label, group in response.context["groups"] for one in group}
    assert found[CODE].filled.row.version == 1
    assert [one.row.version for one in found[CODE].waiting] == [2]
    assert "version 2, 周档案" in response.content.decode()


def test_a_sound_document_becomes_a_version_that_waits(office, sign_in):
    response = send(sign_in(office.county_archivist), changed())

    made = Template.objects.get(code=CODE, version=2)
    assert response.status_code == 302
    assert (made.uploaded_by, made.released_at) == ("county-archivist", None)
    assert newest(CODE).version == 1
    assert events() == [("template:propose", "county-archivist")]


def damaged() -> bytes:
    content = bytearray(content_of(CODE))
    content[len(content) // 3 : len(content) // 3 + 400] = b"\0" * 400
    return bytes(content)


def macro() -> bytes:
    packed = io.BytesIO(content_of(CODE))
    with zipfile.ZipFile(packed, "a") as package:
        package.writestr("word/vbaProject.bin", b"1")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (typed("甲", "{%p for one in petitioner|lines %}"), "Paragraph 2"),
        (typed("甲", "乙", "{{ nobody }}"), "Paragraph 3"),
        (typed("甲", rows=[["甲", "{{ nobody }}"]]), "row 1, cell 2"),
        (typed("甲", header="{{ nobody }}"), "page header"),
        (damaged(), "damaged"),
        (macro(), "vbaProject"),
        (b"no document", "damaged"),
    ],
)
def test_a_fault_is_named_in_its_place_and_nothing_is_kept(office, sign_in, content, said):
    response = send(sign_in(office.county_archivist), content)

    shown = response.content.decode()
    assert response.status_code == 422
    assert said.lower() in shown.lower()
    assert not Template.objects.filter(code=CODE, version=2).exists()
    assert events() == []


def test_a_fault_is_said_in_the_words_of_the_office(office, sign_in, settings):
    settings.LANGUAGE_CODE = "zh-hans"

    shown = send(sign_in(office.county_archivist), typed("甲", "{{ nobody }}")).content.decode()

    assert "未保存：文件有1处错误" in shown
    assert "第2段" in shown and "没有“nobody”这个名称" in shown


def test_all_faults_stand_on_the_page_at_once(office, sign_in):
    content = typed("{{ nobody }}", "{{ nowhere }}", rows=[["{{ nothing }}"]])

    shown = send(sign_in(office.county_archivist), content).content.decode()

    assert "the document has 3 faults" in shown
    assert all(name in shown for name in ("nobody", "nowhere", "nothing"))


def test_a_name_not_used_is_pointed_out_and_not_refused(office, sign_in):
    client = sign_in(office.county_archivist)

    send(client, typed("{{ organ }}告知{{ petitioner }}"))

    shown = page(client, ONE)
    assert "names of the form are not used" in shown
    assert Template.objects.get(code=CODE, version=2).names == ["organ", "petitioner"]


@pytest.mark.parametrize("sent", [{}, {"file": SimpleUploadedFile("a.docx", b"")}])
def test_without_a_document_nothing_happens(office, sign_in, sent):
    response = sign_in(office.county_archivist).post(ONE, sent)

    assert response.status_code == 422
    assert not Template.objects.filter(code=CODE, version=2).exists()


def test_the_same_document_twice_is_one_version(office, sign_in):
    content, client = changed(), sign_in(office.county_archivist)

    first, again = send(client, content), send(client, content)

    assert (first.status_code, again.status_code) == (302, 422)
    assert "waits for its release already" in again.content.decode()


def test_a_leader_proposes_nothing_and_an_archivist_releases_nothing(office, sign_in):
    proposed(office)

    assert send(sign_in(office.county_leader), changed("乙")).status_code == 403
    assert sign_in(office.county_archivist).post(ONE + "2/release/").status_code == 403
    assert sign_in(office.county_archivist).post(ONE + "2/withdraw/").status_code == 403
    assert newest(CODE).version == 1


def test_a_released_version_is_what_the_next_letter_is_filled_from(office, sign_in):
    made = proposed(office)

    response = sign_in(office.county_leader).post(ONE + "2/release/")

    filled = fill(CODE, sample_of(CODE))
    assert response.status_code == 302
    assert (filled.version, filled.sha256) == (2, made.sha256)
    assert "人民路1号" in text_of(filled.content)
    assert events()[-1] == ("template:release", "county-leader")


def test_an_event_names_code_version_and_digest(office, sign_in):
    made = proposed(office)

    sign_in(office.county_leader).post(ONE + "2/release/")

    event = Event.objects.get(name="template:release")
    assert event.chain.startswith("day:") and "云溪县司法局" in event.actor_post
    for said in (CODE, '"version":2', made.sha256):
        assert said in event.body.content


def test_four_eyes_release_a_version(office, sign_in):
    both = make_person("both", "双岗", PostKind.LEADER, office.county, Reach.BELOW)
    Template.objects.filter(pk=proposed(office).pk).update(uploaded_by=both.username)

    response = sign_in(both).post(ONE + "2/release/")

    assert response.status_code == 422
    assert "You uploaded this version yourself" in response.content.decode()
    assert newest(CODE).version == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"released_at": "2026-01-01T00:00Z"}, "was released already"),
        ({"withdrawn_at": "2026-01-01T00:00Z"}, "was withdrawn"),
        ({"content": b"other"}, "no longer those that were uploaded"),
    ],
)
def test_a_release_is_refused_with_its_reason(office, sign_in, change, said):
    Template.objects.filter(pk=proposed(office).pk).update(**change)

    response = sign_in(office.county_leader).post(ONE + "2/release/")

    assert response.status_code == 422
    assert said in response.content.decode()
    assert "template:release" not in dict(events())


def test_an_older_version_that_waits_cannot_overtake(office, sign_in):
    proposed(office)
    later = proposed(office, changed("乙"))
    ReleaseTemplate(later, by=office.county_leader).run()

    response = sign_in(office.county_leader).post(ONE + "2/release/")

    assert response.status_code == 422
    assert "Version 3 is filled already and is newer" in response.content.decode()


def test_a_withdrawal_asks_why_and_brings_the_version_before_back(office, sign_in):
    ReleaseTemplate(proposed(office), by=office.county_leader).run()
    client = sign_in(office.county_leader)

    assert "filled from version 1 again" in page(client, ONE + "2/withdraw/")
    assert client.post(ONE + "2/withdraw/", {"reason": " "}).status_code == 422
    assert newest(CODE).version == 2
    assert client.post(ONE + "2/withdraw/", {"reason": "地址有误"}).status_code == 302
    assert newest(CODE).version == 1
    assert "地址有误" in Event.objects.get(name="template:withdraw").body.content


def test_a_withdrawal_of_the_last_version_says_what_follows(office, sign_in):
    assert "letters of it are refused" in page(
        sign_in(office.county_leader), ONE + "1/withdraw/"
    )


@pytest.mark.parametrize("path", ["file", "sample"])
def test_documents_are_handed_out_as_word(office, sign_in, path):
    response = sign_in(office.county_leader).get(f"{ONE}1/{path}/")

    text = text_of(response.content)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert ("陈秀兰" in text) == (path == "sample")


def test_an_altered_version_is_not_filled(office, sign_in):
    Template.objects.filter(code=CODE).update(content=b"other")

    response = sign_in(office.county_leader).get(f"{ONE}1/sample/", follow=True)

    assert "altered in the database" in response.content.decode()


@pytest.mark.parametrize("code", ["nothing", "../opinion", "opinion%00", "OPINION"])
def test_a_code_that_no_form_has_is_nowhere(office, sign_in, code):
    client = sign_in(office.county_archivist)

    assert client.get(f"{LIST}{code}/").status_code == 404
    assert send(client, changed(), f"{LIST}{code}/").status_code == 404
    assert client.get(f"{ONE}999/file/").status_code == 404


def test_hostile_names_are_shown_as_text(office, sign_in):
    client = sign_in(office.county_archivist)
    office.county_archivist.name = HOSTILE
    office.county_archivist.save()
    proposed(office)

    refused = send(client, typed(HOSTILE + "{{ nobody }}"), name=f"../{HOSTILE}.docx")

    for shown in (refused.content.decode(), page(client, LIST), page(client, ONE)):
        assert HOSTILE not in shown
    assert "&lt;img" in refused.content.decode()


def test_a_unit_with_a_name_of_its_own_changes_letters_alone(office, sign_in):
    hall = make_unit("XF", "信访局", UnitKind.PETITION_OFFICE, office.county, own_name=True)
    head = make_person("hall-head", "许局长", PostKind.LEADER, hall, Reach.BELOW)
    proposed(office)
    proposed(office, code="volume_cover")
    client = sign_in(head)

    assert client.post(FORM + "2/release/").status_code == 403
    assert client.post(ONE + "2/release/").status_code == 302
    assert (newest(CODE).version, newest("volume_cover").version) == (2, 1)


def test_pages_cost_the_same_however_many_versions(
    office, sign_in, django_assert_max_num_queries
):
    for n in range(5):
        proposed(office, changed(str(n)))
    client = sign_in(office.county_leader)

    for url in (LIST, ONE, ONE + "2/release/", ONE + "2/withdraw/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            page(client, url)
