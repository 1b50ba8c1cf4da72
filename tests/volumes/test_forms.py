"""The finding aids say what was sealed, under the names the shipped templates ask for."""

from __future__ import annotations

import io
import zipfile

import pytest

from archive.volumes import forms
from archive.volumes.models import Volume, VolumeItem
from archive.volumes.steps import CheckVolume
from doc_templates import load_shipped
from tests.volumes import shelf


@pytest.fixture(autouse=True)
def templates(db):
    load_shipped()


def text_of(filled):
    return zipfile.ZipFile(io.BytesIO(filled.content)).read("word/document.xml").decode()


@pytest.fixture
def dossier(office, bind):
    shelf.dossier(office.donghe, office.clerk)
    (volume,) = bind().volumes
    return Volume.objects.get(pk=volume.pk)


@pytest.fixture
def petition(office, bind):
    shelf.petition(office.donghe, office.clerk)
    (volume,) = bind().volumes
    return Volume.objects.get(pk=volume.pk)


def test_each_form_of_a_dossier_is_printed(dossier):
    for code in forms.forms_of(dossier):
        said = text_of(forms.print_form(dossier, code))
        assert dossier.code in said or dossier.title in said, code


def test_each_form_of_a_petition_is_printed(petition):
    assert forms.forms_of(petition) == forms.OF_VOLUME
    for code in forms.OF_VOLUME:
        said = text_of(forms.print_form(petition, code))
        assert petition.code in said or petition.title in said, code


def test_the_contents_says_first_pages_and_of_the_last_paper_both(dossier):
    rows = forms.values(dossier, "dossier_contents")["rows"]

    assert [row["pages"] for row in rows] == ["1", "4", "7-9"]


def test_the_notes_sheet_names_compiler_and_checker(office, dossier):
    CheckVolume(dossier, by=office.clerk).run()

    said = forms.values(Volume.objects.get(pk=dossier.pk), "notes_sheet")

    assert (said["compiler"], said["checker"]) == ("王档案", "张经办")


def test_the_notes_of_a_box_have_the_words_of_boxes_and_its_codes(office, bind):
    shelf.document(office.donghe, office.clerk)
    (volume,) = bind().volumes

    said = text_of(forms.print_form(volume, "notes_sheet"))

    assert "本盒共1件2页" in said
    assert "盒内文件情况说明" in said and "整理人" in said and "立卷人" not in said
    assert VolumeItem.objects.get(volume=volume).code in said


def test_a_box_of_many_is_named_by_its_first_and_last_item(office, bind):
    for _time in range(3):
        shelf.document(office.donghe, office.clerk)
    (volume,) = bind().volumes

    code = forms.values(volume, "notes_sheet")["code"]

    assert code.startswith("0102") and "-0001" in code and code.endswith("-0003")


def test_the_list_of_the_year_has_every_volume(office, dossier, bind):
    shelf.report(office.donghe, office.clerk, 2)
    bind()

    said = forms.volume_list_values(office.donghe, shelf.YEAR)

    known = set(Volume.objects.values_list("code", flat=True))
    assert {row["code"] for row in said["rows"]} == known
    assert dossier.code in text_of(forms.print_volume_list(office.donghe, shelf.YEAR))


def test_the_list_of_items_has_every_item_of_a_period(office, bind):
    shelf.document(office.donghe, office.clerk)
    bind()

    (period,) = forms.item_periods(office.donghe, shelf.YEAR)
    (row,) = forms.item_list_values(office.donghe, shelf.YEAR, period)["rows"]

    assert row["code"].endswith("-0001") and row["author"] == "云溪县司法局"
    assert row["code"] in text_of(forms.print_item_list(office.donghe, shelf.YEAR, period))


def test_a_form_that_a_volume_does_not_have_is_an_error(dossier):
    with pytest.raises(KeyError):
        forms.print_form(dossier, "volume_list")
