"""A template is refused at upload with every fault, each in its place."""

import random

import pytest
from django.utils import translation

from doc_templates import check
from tests.doc_templates.making import SAMPLE, part_of, typed, with_part

DOCUMENT = "word/document.xml"
LOOP = [["姓名", "年龄"], ["{%tr for one in parties %}", ""], ["{{ one.name }}", "{{ one.age }}"]]
END = ["{%tr endfor %}", ""]
ALL = ("{{ organ }}致{{ petitioner }}",)


def refusing(content, sample=SAMPLE):
    return [fault for fault in check(content, sample) if fault.refuses]


def codes(content):
    return sorted({fault.code for fault in refusing(content)})


def test_a_sound_template_has_no_faults():
    assert check(typed(*ALL, rows=[*LOOP, END]), SAMPLE) == []


BROKEN = [
    (["{{ organ"], "tag_open"),
    (["{% if organ"], "tag_open"),
    (["{{ organ {{ petitioner }}"], "tag_open"),
    (["organ }}"], "tag_stray"),
    (["{ { organ }}"], "tag_stray"),
    (["{% if organ %}有"], "block_open"),
    (["{% for one in parties %}{{ one.name }}"], "block_open"),
    (["有{% endif %}"], "block_unopened"),
    (["{% if organ %}{% endfor %}"], "block_open"),
    (["{% if organ %}", "有{% endif %}"], "block_crossed"),
    (["{%p if organ %}", "有", "{% endif %}"], "block_crossed"),
    (["{%p if organ %}有", "{%p endif %}"], "tag_not_alone"),
    (["{{r organ }}"], "tag_form"),
    (["{%- if organ %}{% endif %}"], "tag_form"),
    (["{{ organ organ }}"], "syntax"),
    (["{% include 'x' %}"], "forbidden"),
    (["{% set a = organ %}"], "forbidden"),
    (["{% macro a() %}{% endmacro %}"], "forbidden"),
    (["{{ organ.upper() }}"], "forbidden"),
    (["{{ organ * 99999999 }}"], "forbidden"),
    (["{{ organ[0] }}"], "forbidden"),
    (["{{ ''.__class__ }}"], "render_failed"),
    (["{{ organ.__class__ }}"], "unknown_name"),
    (["{{ range }}"], "unknown_name"),
    (["{{ organ|upper }}"], "syntax"),
    (["{{ oragn }}"], "unknown_name"),
    (["{% for one in parties %}{{ one.nmae }}{% endfor %}"], "unknown_name"),
    (["{% if false %}{{ oragn }}{% endif %}"], "unknown_name"),
    (["{% for one in parties %}{% if one.age > 3 %}{% endif %}{% endfor %}"], None),
    (["{{ parties|join('、', attribute='name') }}"], None),
    (["{{ parties|join('、', attribute='nmae') }}"], "unknown_name"),
    (["{% if organ < 3 %}{% endif %}"], "render_failed"),
]


@pytest.mark.parametrize(("paragraphs", "code"), BROKEN)
def test_what_is_wrong_is_named(paragraphs, code):
    assert (code in codes(typed(*paragraphs))) if code else refusing(typed(*paragraphs)) == []


def test_a_comparison_that_fails_without_a_value_is_refused():
    assert "render_failed" in {
        fault.code for fault in check(typed("{% if n > 1 %}{% endif %}"), {"n": 3})
    }
    assert check(typed("{% if n and n > 1 %}{% endif %}"), {"n": 3}) == []


def test_a_fault_names_paragraph_table_and_the_text_around():
    content = typed("第一段", "第二段{{ oragn }}", rows=[["甲", "乙"], ["丙", "丁{{ nmae }}"]])

    first, second = [fault for fault in refusing(content) if fault.code == "unknown_name"]
    assert (first.place.numbers, first.near) == ({"paragraph": 2}, "第二段{{ oragn }}")
    assert second.place.numbers == {"table": 1, "row": 2, "cell": 2}


def test_a_loop_left_open_is_named_where_it_began():
    (fault,) = refusing(typed("无", rows=LOOP))

    assert fault.code == "block_open"
    assert fault.place.numbers == {"table": 1, "row": 2, "cell": 1}


def test_all_faults_of_a_kind_come_at_once():
    faults = refusing(typed("{{ a }}", "{{ b }}", header="{{ c }}"))

    assert [fault.facts["name"] for fault in faults] == ["a", "b", "c"]


def test_a_fault_reads_as_a_sentence():
    (fault,) = refusing(typed("致{{ oragn }}"))

    with translation.override("en"):
        assert str(fault).startswith("paragraph 1, near “致{{ oragn }}”: The name “oragn”")


def test_names_that_are_not_used_are_pointed_out_only():
    faults = check(typed("{{ organ }}"), SAMPLE)

    assert [fault.facts["name"] for fault in faults] == [
        "petitioner",
        "parties",
        "parties.name",
        "parties.age",
    ]
    assert not any(fault.refuses for fault in faults)


def test_a_loop_that_would_leave_a_table_empty_is_refused():
    (fault,) = refusing(typed(*ALL, rows=[*LOOP[1:], END]))

    assert (fault.code, fault.place.numbers) == ("breaks_when_empty", {"table": 1})


def test_a_tag_split_by_word_into_runs_is_read_whole():
    content = typed("{{ organ }}")
    xml = part_of(content, DOCUMENT).replace("{{ organ }}", "{{ or</w:t></w:r><w:r><w:t>gan }}")

    assert refusing(with_part(content, DOCUMENT, xml)) == []


def test_typographic_quotes_are_read_as_quotes():
    assert refusing(typed("{{ parties|join(“、”, attribute=“name”) }}")) == []


def test_a_corrupt_zip_is_refused():
    content = typed("{{ organ }}")
    chance = random.Random(4)
    broken = bytearray(content)
    for _time in range(200):
        broken[chance.randrange(100, len(broken) - 100)] ^= 0xFF

    assert codes(content[:500]) == ["zip_corrupt"]
    assert codes(bytes(broken)) != []
    assert codes(b"") == ["zip_corrupt"]
    assert codes(b"{{ organ }}") == ["zip_corrupt"]


def test_a_zip_that_is_no_word_document_is_refused():
    content = with_part(typed("x"), "[Content_Types].xml", "<Types/>")

    assert codes(content) == ["not_word"]


def test_macros_and_embedded_objects_are_refused():
    content = with_part(typed("x"), "word/vbaProject.bin", "macro")

    (fault,) = refusing(content)
    assert (fault.code, fault.facts["part"]) == ("active_part", "word/vbaProject.bin")


def test_a_link_to_the_outside_is_refused_with_its_target():
    name = "word/_rels/document.xml.rels"
    content = typed("x")
    link = (
        '<Relationship Id="rId99" TargetMode="External" Target="http://example.org/t.dotm" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'attachedTemplate"/></Relationships>'
    )
    rels = part_of(content, name).replace("</Relationships>", link)

    (fault,) = refusing(with_part(content, name, rels))
    assert (fault.code, fault.facts["target"]) == ("external", "http://example.org/t.dotm")


def test_a_document_type_is_refused():
    content = typed("x")
    xml = part_of(content, DOCUMENT).replace("<w:document", "<!DOCTYPE x []><w:document", 1)

    assert codes(with_part(content, DOCUMENT, xml)) == ["doctype"]


def test_a_bomb_is_refused_unopened():
    content = with_part(typed("x"), "word/media/a.xml", " " * 30_000_000)

    assert codes(content) == ["too_large"]


@pytest.mark.parametrize(
    "field", ["INCLUDETEXT c:\\x", "DDEAUTO excel x", "DATABASE x", "REF {{ organ }}"]
)
def test_a_field_that_fetches_or_is_filled_is_refused(field):
    content = typed("{{ organ }}")
    run = f"<w:r><w:instrText>{field}</w:instrText></w:r></w:p>"
    xml = part_of(content, DOCUMENT).replace("</w:p>", run, 1)

    assert "field_fetches" in codes(with_part(content, DOCUMENT, xml))


def test_a_page_number_may_stay():
    content = typed("{{ organ }}")
    run = "<w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"
    xml = part_of(content, DOCUMENT).replace("</w:p>", run, 1)

    assert refusing(with_part(content, DOCUMENT, xml)) == []


def test_a_name_hidden_in_a_property_is_refused():
    content = typed("{{ organ }}")
    hidden = '<w:body><w:bookmarkStart w:id="9" w:name="{{ petitioner }}"/>'
    xml = part_of(content, DOCUMENT).replace("<w:body>", hidden, 1)

    assert codes(with_part(content, DOCUMENT, xml)) == ["hidden_name"]
