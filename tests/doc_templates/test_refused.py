"""What an upload is refused for, with the place of each fault and all of them at once."""

import io
import random
import struct
import zipfile

import pytest
from lxml import etree

from doc_templates import check, sample_of
from doc_templates.loading import content_of
from tests.doc_templates.making import SAMPLE, part_of, typed, with_part

DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACE = f'xmlns:r="{OFFICE}"'


def refusing(content, sample=SAMPLE):
    return [fault for fault in check(content, sample) if fault.refuses]


def codes(content):
    return sorted({fault.code for fault in refusing(content)})


def related(content, kind, target, external=True, key="rId77"):
    """The document with one more relation."""
    mode = 'TargetMode="External" ' if external else ""
    link = f'<Relationship Id="{key}" {mode}Target="{target}" Type="{OFFICE}/{kind}"/>'
    said = part_of(content, RELATIONS).replace("</Relationships>", f"{link}</Relationships>")
    return with_part(content, RELATIONS, said)


def in_place_of(content, text, xml, part=DOCUMENT):
    """Where the run of `text` stood stands `xml`."""
    said = part_of(content, part)
    assert f"<w:r><w:t>{text}</w:t></w:r>" in said
    return with_part(content, part, said.replace(f"<w:r><w:t>{text}</w:t></w:r>", xml))


def test_a_name_in_the_page_header_is_placed_there():
    (fault,) = refusing(typed("x", header="{{ oragn }}"))

    assert (fault.code, str(fault.place)) == ("unknown_name", "页眉")


def test_everything_that_is_wrong_comes_at_once():
    content = typed(
        "{{ oragn }}", "{{ organ", "{% for one in parties %}{{ one.nmae }}", header="{{ nobody }}"
    )
    content = related(with_part(content, "word/vbaProject.bin", "macro"), "image", "http://x/a.png")

    found = [(fault.code, fault.facts.get("name")) for fault in refusing(content)]
    assert found == [
        ("active_part", None),
        ("external", None),
        ("tag_open", None),
        ("block_open", None),
        ("unknown_name", "oragn"),
        ("unknown_name", "parties.nmae"),
        ("unknown_name", "nobody"),
    ]


def test_names_are_read_in_the_loop_before_them_though_another_loop_is_open():
    rows = [["{%tr for one in parties %}"], ["{{ one.name }}{{ one.agee }}"]]

    found = refusing(typed("{{ organ }}", rows=[["姓名"], *rows]))
    assert [fault.code for fault in found] == ["block_open", "unknown_name"]
    assert found[1].place.numbers == {"table": 1, "row": 3, "cell": 1}


def test_two_tags_that_cannot_be_read_are_both_named():
    found = refusing(typed("{{ organ organ }}", "{{ organ|upper }}", "{{ oragn }}"))

    assert [(fault.code, fault.place.numbers["paragraph"]) for fault in found] == [
        ("syntax", 1),
        ("syntax", 2),
        ("unknown_name", 3),
    ]


def test_a_macro_document_is_refused_though_it_has_no_macro_yet():
    content = typed("x")
    types = part_of(content, "[Content_Types].xml").replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "vnd.ms-word.document.macroEnabled.main+xml",
    )

    assert codes(with_part(content, "[Content_Types].xml", types)) == ["active_part"]


ACTIVE = ["word/activeX/activeX1.bin", "word/embeddings/oleObject1.bin", "word/vbaData.xml"]


@pytest.mark.parametrize("name", ACTIVE)
def test_what_may_act_is_named(name):
    (fault,) = refusing(with_part(typed("x"), name, "<a/>"))

    assert (fault.code, fault.facts["part"]) == ("active_part", name)


def test_another_document_inside_the_document_is_refused():
    content = with_part(typed("x"), "word/chunk.html", "<img src='http://x/'/>")

    (fault,) = refusing(related(content, "aFChunk", "chunk.html", external=False))
    assert (fault.code, fault.facts["part"]) == ("active_part", "chunk.html")


def test_a_relation_to_nothing_is_damage_and_no_error_of_ours():
    assert codes(related(typed("x"), "image", "media/none.png", external=False)) == ["zip_corrupt"]


def test_a_link_is_placed_in_its_paragraph_or_cell():
    link = f'<w:hyperlink r:id="rId77" {NAMESPACE}><w:r><w:t>网址</w:t></w:r></w:hyperlink>'
    content = related(typed("甲", rows=[["乙", "丙"]]), "hyperlink", "http://example.org/")

    (fault,) = refusing(in_place_of(content, "甲", link))
    assert (fault.place.numbers, fault.near) == ({"paragraph": 1}, "网址")
    (fault,) = refusing(in_place_of(content, "丙", link))
    assert fault.place.numbers == {"table": 1, "row": 1, "cell": 2}


def test_a_linked_picture_in_the_header_is_placed_there():
    content = typed("x", header="标志")
    blip = f'<w:r><w:drawing><a:blip xmlns:a="a" r:link="rId1" {NAMESPACE}/></w:drawing></w:r>'
    name = next(n for n in zipfile.ZipFile(io.BytesIO(content)).namelist() if "header" in n)
    link = (
        f'<Relationship Id="rId1" TargetMode="External" Target="//x/a.png" Type="{OFFICE}/image"/>'
    )
    relations = f'<Relationships xmlns="{PACKAGE}">{link}</Relationships>'
    content = with_part(content, name.replace("word/", "word/_rels/") + ".rels", relations)

    (fault,) = refusing(in_place_of(content, "标志", blip, part=name))
    assert (fault.code, str(fault.place)) == ("external", "页眉")


PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def test_a_template_to_be_fetched_names_the_part_that_asks_for_it():
    relations = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" TargetMode="External" '
        f'Target="http://example.org/t.dotm" Type="{OFFICE}/attachedTemplate"/></Relationships>'
    )
    content = with_part(typed("x"), "word/_rels/settings.xml.rels", relations)

    (fault,) = refusing(content)
    assert (fault.code, fault.place.numbers) == ("external", {"part": "word/settings.xml"})


FIELDS = [
    (["PAGE", "INCLUDETEXT c:\\x"], ["field_fetches"]),
    (["IF 1 = 1", "DDEAUTO excel x"], ["field_fetches"]),
    (["MACROBUTTON run x"], ["field_fetches"]),
    (['HYPERLINK "http://example.org/"'], ["field_fetches"]),
    (['HYPERLINK \\l "here"'], []),
    (["PAGE", "NUMPAGES"], []),
]


@pytest.mark.parametrize(("fields", "expected"), FIELDS)
def test_each_field_of_a_paragraph_is_looked_at(fields, expected):
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    runs = "".join(f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{end}" for code in fields)

    assert codes(in_place_of(typed("甲"), "甲", runs)) == expected


def test_a_tag_in_a_content_control_around_a_cell_has_its_place():
    content = typed("甲", rows=[["乙", "{{ oragn }}"]])
    xml = part_of(content, DOCUMENT)
    start = xml.rindex("<w:tc>")
    end = xml.rindex("</w:tc>") + len("</w:tc>")
    control = f"<w:sdt><w:sdtContent>{xml[start:end]}</w:sdtContent></w:sdt>"

    (fault,) = refusing(with_part(content, DOCUMENT, xml[:start] + control + xml[end:]))
    assert fault.place.numbers == {"table": 1, "row": 1, "cell": 2}


@pytest.mark.parametrize("seed", range(40))
def test_a_document_that_is_no_longer_whole_is_answered_with_faults(seed):
    """An element of a part is lost: whatever comes of it, no error of ours."""
    chance, content = random.Random(seed), content_of("agreement")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        name = chance.choice([name for name in package.namelist() if name != "[Content_Types].xml"])
    root = etree.fromstring(part_of(content, name).encode())
    lost = chance.choice(list(root.iterdescendants()) or [root])
    if lost.getparent() is not None:
        lost.getparent().remove(lost)

    faults = check(with_part(content, name, etree.tostring(root)), sample_of("agreement"))
    assert all(str(fault) for fault in faults)


def test_the_part_of_a_bomb_is_named():
    (fault,) = refusing(with_part(typed("x"), "word/media/a.xml", " " * 30_000_000))

    assert (fault.code, fault.facts["part"]) == ("too_large", "word/media/a.xml")


def test_too_many_parts_are_refused():
    content = typed("x")
    with zipfile.ZipFile(file := io.BytesIO(content), "a") as package:
        for number in range(600):
            package.writestr(f"word/media/{number}.xml", "<a/>")

    assert codes(file.getvalue()) == ["too_large"]


def test_a_part_that_hides_its_size_is_damaged():
    """The sizes in the container say 100 bytes; what is unpacked is far more."""
    content = bytearray(with_part(typed("x"), "word/media/a.xml", "<a/>" + " " * 5_000_000))
    real, lie = struct.pack("<I", 5_000_004), struct.pack("<I", 100)
    assert content.count(real) == 2

    (fault,) = refusing(bytes(content.replace(real, lie)))
    assert (fault.code, fault.facts["part"]) == ("zip_corrupt", "word/media/a.xml")


def test_a_damaged_part_is_named():
    content = with_part(typed("x"), "word/media/a.bin", "0123456789" * 50)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entry = package.getinfo("word/media/a.bin")
    broken = bytearray(content)
    broken[entry.header_offset + 30 + len(entry.filename) + 4] ^= 0xFF

    (fault,) = refusing(bytes(broken))
    assert fault.code == "zip_corrupt"


def test_entities_that_multiply_are_refused_unopened():
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'

    assert codes(with_part(typed("x"), "word/endnotes.xml", bomb)) == ["doctype"]


def test_a_tag_where_nothing_is_filled_is_named_with_its_part():
    note = '<w:comments xmlns:w="%s"><w:comment><w:p><w:r><w:t>{{ organ }}</w:t></w:r></w:p>'
    note += "</w:comment></w:comments>"
    content = with_part(typed("x"), "word/comments.xml", note % WORD)

    (fault,) = refusing(content)
    assert (fault.code, fault.place.numbers) == ("not_filled", {"part": "word/comments.xml"})


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
