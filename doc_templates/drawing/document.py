"""A Word document of drawn paragraphs: the parts of the package, and the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from doc_templates.drawing.styles import fonts_xml, styles_xml
from doc_templates.drawing.word import field, paragraph, run, twips

STAMP = (1980, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = {
    "document": f"{MAIN}.document.main+xml",
    "styles": f"{MAIN}.styles+xml",
    "settings": f"{MAIN}.settings+xml",
    "fontTable": f"{MAIN}.fontTable+xml",
}
LONG, SHORT = 297.0, 210.0


@dataclass(frozen=True)
class Page:
    """A sheet of A4: margins in millimetres; footers by what they are for (`default`, `even`,
    `first`), as paragraphs. footer: from the edge of the sheet to them. first: the number of the
    first page, where it begins anew."""

    top: float
    bottom: float
    left: float
    right: float
    wide: bool = False
    footer: float = 12
    footers: tuple[tuple[str, str], ...] = ()
    first: int = 0

    @property
    def width(self) -> float:
        return (LONG if self.wide else SHORT) - self.left - self.right


def dashed(align: str) -> str:
    """— 1 —, as official documents number their pages."""
    return paragraph(run("— ") + field("PAGE") + run(" —"), "Page", align=align)


COUNTED = paragraph(
    run("第 ") + field("PAGE") + run(" 页　共 ") + field("NUMPAGES") + run(" 页"), "ListPage"
)
# GB/T 9704-2012: 37, 35, 28, 26 mm; numbers 7 mm under the text, outside on odd and even pages.
NUMBERED = (("default", dashed("right")), ("even", dashed("left")))
LETTER = Page(37, 35, 28, 26, footer=22, footers=NUMBERED)
# A letter of one page bears no number; only from the second on.
NOTICE = Page(37, 35, 28, 26, footer=22, footers=(*NUMBERED, ("first", paragraph("", "Page"))))
FORM = Page(25, 22, 27, 23, footers=(("default", COUNTED),))
LIST = Page(25, 20, 25, 15, footers=(("default", COUNTED),))
WIDE_LIST = Page(22, 18, 20, 20, wide=True, footers=(("default", COUNTED),))
ALONE = paragraph(run("第 ") + field("PAGE") + run(" 页"), "ListPage")


def numbered_from_one(page: Page) -> Page:
    """The pages after a cover, which is not numbered."""
    return replace(page, footers=(("default", ALONE),), first=1)


def section(page: Page) -> str:
    """The page as the properties of a section."""
    width, height = (LONG, SHORT) if page.wide else (SHORT, LONG)
    turned = ' w:orient="landscape"' if page.wide else ""
    said = "".join(
        f'<w:footerReference w:type="{kind}" r:id="footer{number}"/>'
        for number, (kind, _text) in enumerate(page.footers, start=1)
    )
    sides = (("top", page.top), ("right", page.right), ("bottom", page.bottom), ("left", page.left))
    edges = "".join(f' w:{side}="{twips(mm)}"' for side, mm in sides)
    said += f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{turned}/>'
    said += f'<w:pgMar{edges} w:header="{twips(12)}" w:footer="{twips(page.footer)}" w:gutter="0"/>'
    said += f'<w:pgNumType w:start="{page.first}"/>' if page.first else ""
    said += "<w:titlePg/>" if "first" in dict(page.footers) else ""
    return f"<w:sectPr>{said}</w:sectPr>"


def document(title: str, page: Page, *body: str, cover: str = "") -> bytes:
    """The whole .docx; the same drawing gives the same bytes. cover: a page of its own before."""
    if cover:
        bare = section(replace(page, footers=(), first=0))
        cover += f'<w:p><w:pPr><w:pStyle w:val="Gap"/>{bare}</w:pPr></w:p>'
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package:
        for name, xml in parts(title, page, cover + "".join(body)).items():
            entry = ZipInfo(name, STAMP)
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, f"{HEAD}{xml}")
    return packed.getvalue()


def parts(title: str, page: Page, body: str) -> dict[str, str]:
    footers = {
        f"word/footer{number}.xml": f"<w:ftr {NAMESPACES}>{text}</w:ftr>"
        for number, (_kind, text) in enumerate(page.footers, start=1)
    }
    return {
        "[Content_Types].xml": content_types(len(footers)),
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}, core="docProps/core.xml"),
        "docProps/core.xml": core(title),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{section(page)}</w:body>"
        "</w:document>",
        "word/_rels/document.xml.rels": document_relations(len(footers)),
        "word/styles.xml": styles_xml(NAMESPACES),
        "word/settings.xml": settings("even" in dict(page.footers)),
        "word/fontTable.xml": fonts_xml(NAMESPACES),
        **footers,
    }


def content_types(footers: int) -> str:
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    said = f'<Default Extension="rels" ContentType="{kind}"/>'
    said += '<Default Extension="xml" ContentType="application/xml"/>'
    kinds = TYPES | {f"footer{number}": f"{MAIN}.footer+xml" for number in range(1, footers + 1)}
    for name, kind in kinds.items():
        said += f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
    properties = "application/vnd.openxmlformats-package.core-properties+xml"
    said += f'<Override PartName="/docProps/core.xml" ContentType="{properties}"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{said}</Types>'


def relations(targets: dict[str, str], core: str = "") -> str:
    said = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    if core:
        kind = f"{PACKAGE}/relationships/metadata/core-properties"
        said += f'<Relationship Id="core" Type="{kind}" Target="{core}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def document_relations(footers: int) -> str:
    names = ["styles", "settings", "fontTable"]
    names += [f"footer{number}" for number in range(1, footers + 1)]
    return relations({name: f"{name}.xml" for name in names})


def settings(even: bool) -> str:
    """Spaces and marks as Word 2010 and later set them; no compatibility with older ones."""
    mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    said = '<w:defaultTabStop w:val="420"/>'
    said += "<w:evenAndOddHeaders/>" if even else ""
    said += '<w:characterSpacingControl w:val="compressPunctuation"/>'
    said += f"<w:compat><w:compatSetting {mode}/></w:compat>"
    said += '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>'
    return f"<w:settings {NAMESPACES}>{said}</w:settings>"


def core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
    )
