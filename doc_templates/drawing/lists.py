"""Contents and lists: the head is repeated on every page, empty rows fill the last one.

卷内文件目录: GB/T 9705-2008, 4.3. 卷内目录: 司发通〔2010〕239号. 归档文件目录 with its cover:
DA/T 22-2015.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from doc_templates.drawing.document import LIST, WIDE_LIST, Page, document, numbered_from_one
from doc_templates.drawing.word import Cell, Grid, gap, p

# The height of a line of the style List: 13 points.
LINE = 4.586


@dataclass(frozen=True)
class Column:
    """width: millimetres. centred: numbers and days; text stands at the left."""

    name: str
    value: str
    width: float
    centred: bool = True

    @property
    def cell(self) -> Cell:
        return Cell(p(self.value, "ListMiddle" if self.centred else "List"))


@dataclass(frozen=True)
class Listing:
    """said: the lines over the table. room: how many rows of `height` a page holds, and what is
    left of one more. held: the full-width characters in a line of a text."""

    title: str
    said: tuple[str, ...]
    columns: tuple[Column, ...]
    room: float
    height: float
    held: Mapping[str, int] = field(default_factory=dict)

    @property
    def table(self) -> str:
        grid = Grid(tuple(column.width for column in self.columns), margin=1)
        names = [Cell(p(column.name, "ListHead")) for column in self.columns]
        size = f"{self.room}, {self.height / LINE:.2f}"
        held = "".join(f", {name}={most}" for name, most in self.held.items())
        line = grid.row([column.cell for column in self.columns], self.height)
        return grid.table(
            self.heading(grid),
            grid.row(names, 10, head=True),
            grid.looped(f"for one in rows|pages({size}{held})", line),
        )

    def heading(self, grid: Grid) -> str:
        """Title and what the list is of, without lines around them."""
        whole = len(self.columns)
        said = "".join(p(line, "List") for line in self.said)
        under = Cell(said, whole, align="bottom", bare=True, lines=("bottom",))
        title = Cell(p(self.title, "FormTitle"), whole, bare=True)
        return grid.row([title], 14, head=True) + grid.row([under], 10, head=True)

    def drawn(self, page: Page, cover: str = "") -> bytes:
        return document(self.title.replace("　", ""), page, self.table, gap(), cover=cover)


def one(name: str) -> str:
    return f"{{{{ one.{name} }}}}"


def volume_contents() -> bytes:
    columns = (
        Column("顺序号", one("no"), 14),
        Column("文　号", one("number"), 33),
        Column("责任者", one("author"), 29, centred=False),
        Column("题　　名", one("title"), 48, centred=False),
        Column("日　期", "{{ one.dated_on|digits }}", 20),
        Column("页号", one("pages"), 14),
        Column("备注", one("remark"), 12),
    )
    said = ("案卷题名：{{ title }}", "档号：{{ code }}")
    held = {"title": 12, "author": 7, "number": 8}
    return Listing("卷　内　文　件　目　录", said, columns, 20.4, 10.2, held).drawn(LIST)


def dossier_contents() -> bytes:
    columns = (
        Column("序号", one("no"), 16),
        Column("文　书　名　称", one("title"), 92, centred=False),
        Column("页　号", one("pages"), 28),
        Column("备　注", one("remark"), 34),
    )
    said = ("卷名：{{ title }}", "卷号：{{ number }}")
    return Listing("卷　内　目　录", said, columns, 18.4, 11.3, {"title": 24}).drawn(LIST)


OF_FONDS = "全宗号：{{ fonds_no }}　　全宗名称：{{ fonds_name }}　　年度：{{ year }}"


def volume_list() -> bytes:
    days = "{% if one.begins_on %}{{ one.begins_on|digits }}-{{ one.ends_on|digits }}{% endif %}"
    columns = (
        Column("案卷号", one("number"), 16),
        Column("档　号", one("code"), 54),
        Column("题　　名", one("title"), 70, centred=False),
        Column("起止日期", days, 41),
        Column("件数", one("papers"), 13),
        Column("页数", one("pages"), 13),
        Column("保管期限", one("period"), 18),
        Column("备注", one("remark"), 32, centred=False),
    )
    said = f"{OF_FONDS}{{% if category %}}　　类别：{{{{ category }}}}{{% endif %}}"
    said += "{% if period %}　　保管期限：{{ period }}{% endif %}"
    held = {"title": 18, "remark": 8}
    return Listing("案　卷　目　录", (said,), columns, 13.4, 10, held).drawn(WIDE_LIST)


def filed_item_list() -> bytes:
    columns = (
        Column("序号", one("no"), 12),
        Column("档　号", one("code"), 50),
        Column("文　号", one("number"), 42, centred=False),
        Column("责任者", one("author"), 36, centred=False),
        Column("题　　名", one("title"), 59, centred=False),
        Column("日　期", "{{ one.dated_on|digits }}", 20),
        Column("密级", one("secrecy"), 13),
        Column("页数", one("pages"), 12),
        Column("备注", one("remark"), 13),
    )
    said = f"{OF_FONDS}　　保管期限：{{{{ period }}}}"
    said += "{% if org %}　　机构（问题）：{{ org }}{% endif %}"
    held = {"title": 15, "author": 9, "number": 11}
    title = "归　档　文　件　目　录"
    listing = Listing(title, (said,), columns, 13.4, 10, held)
    return listing.drawn(numbered_from_one(WIDE_LIST), cover(title))


def cover(title: str) -> str:
    """The cover under which a year's lists are bound (DA/T 22-2015)."""
    grid = Grid((52, 110))
    facts = (
        ("全宗号", "{{ fonds_no }}"),
        ("全宗名称", "{{ fonds_name }}"),
        ("年　　度", "{{ year }}"),
        ("保管期限", "{{ period }}"),
        ("机构（问题）", "{{ org }}"),
    )
    rows = [
        grid.row([Cell(p(name, "CoverMiddle")), Cell(p(value, "CoverMiddle"))], 15)
        for name, value in facts
    ]
    return p(title, "CoverName", before=30) + gap(34) + grid.table(*rows)
