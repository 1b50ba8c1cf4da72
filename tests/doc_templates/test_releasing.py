"""Versions are uploaded by one, released by another, and never changed."""

import pytest

from doc_templates import (
    NoTemplate,
    NotReleasable,
    TemplateRefused,
    fill,
    load_shipped,
    newest,
    release,
    sample_of,
    upload,
    withdraw,
)
from doc_templates.loading import content_of
from doc_templates.models import Template
from tests.doc_templates.making import text_of, typed

pytestmark = pytest.mark.django_db
CODE = "termination"
OWN = typed("本所告知书：{{ party_names }}")


@pytest.fixture(autouse=True)
def shipped():
    load_shipped()


def test_an_uploaded_version_waits_for_its_release():
    uploaded = upload(CODE, "终止调解告知书", OWN, "王档案")

    assert (uploaded.version, uploaded.released_at) == (2, None)
    assert uploaded.names == ["party_names"]
    assert newest(CODE).version == 1


def test_from_its_release_on_it_is_filled():
    release(upload(CODE, "终止调解告知书", OWN, "王档案"), "孙局长")

    filled = fill(CODE, sample_of(CODE))
    assert filled.version == 2
    assert text_of(filled.content) == "本所告知书：陈秀兰、刘志强"


def test_whoever_uploads_does_not_release():
    uploaded = upload(CODE, "终止调解告知书", OWN, "王档案")

    with pytest.raises(NotReleasable):
        release(uploaded, "王档案")


def test_a_release_is_said_once():
    released = release(upload(CODE, "终止调解告知书", OWN, "王档案"), "孙局长")

    with pytest.raises(NotReleasable):
        release(released, "李所长")
    assert Template.objects.get(pk=released.pk).released_by == "孙局长"


def test_uploading_again_leaves_the_released_version_as_it_was():
    before = bytes(newest(CODE).content)
    upload(CODE, "终止调解告知书", OWN, "王档案")

    assert bytes(newest(CODE).content) == before == content_of(CODE)


def test_a_withdrawn_version_gives_way_to_the_one_before():
    withdraw(release(upload(CODE, "终止调解告知书", OWN, "王档案"), "孙局长"))

    assert newest(CODE).version == 1
    withdraw(newest(CODE))
    with pytest.raises(NoTemplate):
        newest(CODE)


def test_a_refused_template_is_not_kept_and_says_all_faults():
    with pytest.raises(TemplateRefused) as error:
        upload(CODE, "终止调解告知书", typed("{{ oragn }}", "{{ nmae }}"), "王档案")

    assert [fault.facts["name"] for fault in error.value.faults] == ["oragn", "nmae"]
    assert Template.objects.filter(code=CODE).count() == 1


def test_a_code_of_no_form_is_refused():
    with pytest.raises(NoTemplate):
        upload("nothing", "无", OWN, "王档案")


def test_loading_again_changes_nothing():
    assert load_shipped() == 0


def test_a_new_shipped_version_does_not_push_aside_the_offices_own():
    release(upload(CODE, "终止调解告知书", OWN, "王档案"), "孙局长")
    Template.objects.filter(code=CODE, version=1).update(sha256="0" * 64)

    assert load_shipped() == 1
    assert newest(CODE).version == 2
