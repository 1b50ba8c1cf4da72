"""The named styles of the forms, so that an office changes a font in one place.

Sizes and lines in points: GB/T 9704-2012 (text 三号 = 16, 22 lines of 28 characters on a page of
156 x 225 mm; titles 二号 = 22). Latin letters and digits stand in the font of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE, TEXT, HEADING, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "SimSun"
# Stand-ins in the order Word tries them where a font is missing.
STAND_INS = {
    TITLE: ("方正小标宋_GBK,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC", "roman"),
    TEXT: ("仿宋,FangSong,华文仿宋,STFangsong,Noto Serif CJK SC", "roman"),
    HEADING: ("SimHei,微软雅黑,Microsoft YaHei,Noto Sans CJK SC", "swiss"),
    KAI: ("楷体,KaiTi,华文楷体,STKaiti,Noto Serif CJK SC", "roman"),
    SONG: ("宋体,Noto Serif CJK SC", "roman"),
}
# No gap between Chinese and digits: 2026年3月1日. Marks may hang over the edge, as Word does by
# itself; said aloud, because LibreOffice 7 loses such a mark of a justified line otherwise.
SPACED = '<w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
RED, GREY = "E60012", "8C8C8C"


@dataclass(frozen=True)
class Style:
    """indent: characters of the first line; left, right: points; exact: the line has this height,
    whatever stands in it; keep: not parted from the next paragraph; tight: points added between
    characters; rule: the line under the paragraph; blank: where the line to sign on ends, in
    millimetres from the left."""

    name: str
    font: str
    size: float
    line: float
    align: str = "left"
    indent: int = 0
    left: float = 0
    right: float = 0
    colour: str = ""
    after: float = 0
    keep: bool = False
    tight: float = 0
    rule: str = ""
    blank: float = 0


STYLES = {
    "Mark": Style("发文机关标志", TITLE, 34, 42, "center", colour=RED),
    "Rule": Style("红色分隔线", TITLE, 4, 8, colour=RED, keep=True, rule="thickThinSmallGap"),
    "Number": Style("发文字号", TEXT, 16, 28, "right", right=16),
    "Title": Style("公文标题", TITLE, 22, 33, "center", keep=True),
    "Body": Style("公文正文", TEXT, 16, 28, "both", indent=2, tight=-0.25),
    "Address": Style("主送", TEXT, 16, 28, keep=True),
    "Heading": Style("一级标题", HEADING, 16, 28, "both", indent=2, keep=True),
    "Sign": Style("落款", TEXT, 16, 28, "center", left=170, keep=True),
    "Seal": Style("印章处", KAI, 12, 20, "center", left=170, colour=GREY),
    "Small": Style("小四号正文", TEXT, 14, 23, "both", indent=2),
    "SmallHeading": Style("小标题", HEADING, 14, 23, "both", indent=2, keep=True),
    "SmallLeft": Style("小四号顶格", TEXT, 14, 23, keep=True),
    "SmallSign": Style("文书落款", TEXT, 14, 23, "center", left=150, keep=True),
    "Signature": Style("签名处", SONG, 12, 27, keep=True, blank=156),
    "FormTitle": Style("表格标题", TITLE, 22, 34, "center", after=4, keep=True),
    "FormNumber": Style("表格编号", SONG, 12, 20, "right", after=3, keep=True),
    "Cell": Style("表格文字", SONG, 12, 18),
    "Middle": Style("表格居中", SONG, 12, 18, "center"),
    "CellRight": Style("表格落款", SONG, 12, 20, "right", right=24),
    "CellText": Style("表格正文", SONG, 12, 20, "both", indent=2),
    "List": Style("目录文字", SONG, 10.5, 13),
    "ListMiddle": Style("目录居中", SONG, 10.5, 13, "center"),
    "ListHead": Style("目录表头", HEADING, 10.5, 13, "center"),
    "Figure": Style("数字", SONG, 11, 16, "center"),
    "Cover": Style("封面文字", SONG, 16, 26, "center"),
    "CoverName": Style("封面名称", TITLE, 26, 40, "center"),
    "CoverTitle": Style("封面题名", TEXT, 22, 36, "center"),
    "CoverBig": Style("卷宗标题", TITLE, 48, 66, "center"),
    "CoverCell": Style("封面栏目", SONG, 15, 24),
    "CoverMiddle": Style("封面栏目居中", SONG, 15, 24, "center"),
    "CoverSigned": Style("备考表签名", SONG, 14, 28, left=250),
    "Spine10": Style("脊背10毫米", SONG, 7, 11, "center"),
    "SpineTitle10": Style("脊背题名10毫米", SONG, 12, 16, "center"),
    "Spine15": Style("脊背15毫米", SONG, 10.5, 16, "center"),
    "SpineTitle15": Style("脊背题名15毫米", SONG, 15, 22, "center"),
    "Spine20": Style("脊背20毫米", SONG, 12, 18, "center"),
    "SpineTitle20": Style("脊背题名20毫米", SONG, 17, 24, "center"),
    "SpineTitle10Long": Style("脊背长题名10毫米", SONG, 8.5, 11, "center"),
    "SpineTitle15Long": Style("脊背长题名15毫米", SONG, 11, 15, "center"),
    "SpineTitle20Long": Style("脊背长题名20毫米", SONG, 13, 19, "center"),
    "ReportHead": Style("统计栏目", SONG, 9, 11, "center"),
    "Note": Style("表注", SONG, 10.5, 15, "both"),
    "Page": Style("页码", SONG, 14, 18, "center"),
    "ListPage": Style("表格页码", SONG, 10.5, 14, "center"),
    "Gap": Style("空行", SONG, 1, 1),
}


def styles_xml(namespace: str) -> str:
    fonts = fonts_of(TEXT)
    run = f'{fonts}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr><w:widowControl/>{SPACED}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    normal = plain_style("paragraph", "Normal", "Normal") + plain_style(
        "table", "TableNormal", "Normal Table"
    )
    named = "".join(style_xml(key, style) for key, style in STYLES.items())
    return f"<w:styles {namespace}>{defaults}{normal}{named}</w:styles>"


def plain_style(kind: str, key: str, name: str) -> str:
    said = f'<w:style w:type="{kind}" w:default="1" w:styleId="{key}">'
    return f'{said}<w:name w:val="{name}"/></w:style>'


def fonts_of(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def style_xml(key: str, style: Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph_look(style)}</w:pPr><w:rPr>{run_look(style)}</w:rPr></w:style>"
    )


def paragraph_look(style: Style) -> str:
    said = "<w:keepNext/>" if style.keep else ""
    if style.rule:
        line = f'w:val="{style.rule}" w:sz="24" w:space="1" w:color="{style.colour}"'
        said += f"<w:pBdr><w:bottom {line}/></w:pBdr>"
    if style.blank:
        tab = f'w:val="right" w:leader="underscore" w:pos="{round(style.blank * 56.6929)}"'
        said += f"<w:tabs><w:tab {tab}/></w:tabs>"
    said += SPACED
    after, height = round(style.after * 20), round(style.line * 20)
    said += f'<w:spacing w:before="0" w:after="{after}" w:line="{height}" w:lineRule="exact"/>'
    first = f' w:firstLineChars="{style.indent * 100}" w:firstLine="{first_line(style)}"'
    sides = f' w:left="{round(style.left * 20)}" w:right="{round(style.right * 20)}"'
    said += f"<w:ind{sides}{first if style.indent else ''}/>"
    return said + f'<w:jc w:val="{style.align}"/>'


def first_line(style: Style) -> int:
    return round(style.indent * (style.size + style.tight) * 20)


def run_look(style: Style) -> str:
    said = fonts_of(style.font)
    said += f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    said += f'<w:spacing w:val="{round(style.tight * 20)}"/>' if style.tight else ""
    half = round(style.size * 2)
    return said + f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def fonts_xml(namespace: str) -> str:
    named = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, (others, family) in STAND_INS.items()
    )
    return f"<w:fonts {namespace}>{named}</w:fonts>"
