"""Paragraphs and tables of a Word document as XML. Lengths are in millimetres, unless said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

TWIPS_A_MM, TWIPS_A_POINT = 56.6929, 20
OUTER, INNER = 8, 4


def twips(mm: float) -> int:
    return round(mm * TWIPS_A_MM)


def run(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tab() -> str:
    return "<w:r><w:tab/></w:r>"


def field(code: str) -> str:
    """What Word counts when it shows the page, as PAGE and NUMPAGES."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def p(text: str, style: str, *, before: float = 0, keep: bool = False, align: str = "") -> str:
    """A paragraph of one text. before: points above it; keep: on the page of the next one."""
    return paragraph(run(text), style, before=before, keep=keep, align=align)


def paragraph(
    runs: str, style: str, *, before: float = 0, keep: bool = False, align: str = ""
) -> str:
    said = f'<w:pStyle w:val="{style}"/>'
    said += "<w:keepNext/>" if keep else ""
    said += f'<w:spacing w:before="{round(before * TWIPS_A_POINT)}"/>' if before else ""
    said += f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{said}</w:pPr>{runs}</w:p>"


def looped(tag: str, inner: str, style: str) -> str:
    """Paragraphs that are repeated, or left out; `tag` is what begins it, without braces."""
    word = tag.split()[0]
    return p(f"{{%p {tag} %}}", style) + inner + p(f"{{%p end{word} %}}", style)


def gap(points: float = 1) -> str:
    """An empty line: Word wants a paragraph between two tables, and after the last one."""
    line = round(points * TWIPS_A_POINT)
    spacing = f'<w:spacing w:line="{line}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Gap"/>{spacing}</w:pPr></w:p>'


@dataclass(frozen=True)
class Cell:
    """content: paragraphs. span: columns it covers. merge: `restart` or `continue` of a cell
    that goes on downwards. bare: without lines around it, but for `lines` (as `bottom`)."""

    content: str
    span: int = 1
    merge: str = ""
    align: str = "center"
    bare: bool = False
    lines: tuple[str, ...] = ()
    upright: bool = False


def cell_xml(cell: Cell, width: int) -> str:
    said = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    said += f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    said += f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    said += borders(cell) if cell.bare else ""
    said += '<w:textDirection w:val="tbRlV"/>' if cell.upright else ""
    said += f'<w:vAlign w:val="{cell.align}"/>'
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{cell.content}</w:tc>"


def borders(cell: Cell) -> str:
    sides = ("top", "left", "bottom", "right")
    drawn = "".join(
        f'<w:{side} w:val="single" w:sz="{OUTER}" w:space="0" w:color="000000"/>'
        if side in cell.lines
        else f'<w:{side} w:val="nil"/>'
        for side in sides
    )
    return f"<w:tcBorders>{drawn}</w:tcBorders>"


@dataclass(frozen=True)
class Grid:
    """A table of these column widths; bare: without lines."""

    widths: tuple[float, ...]
    bare: bool = False
    margin: float = 1.4
    align: str = "center"

    def row(
        self, cells: Sequence[Cell], height: float, *, head: bool = False, splits: bool = False
    ) -> str:
        """height: at least so high, and as high as its text needs; head: again on every page;
        splits: a page may end within it."""
        said = "" if splits else "<w:cantSplit/>"
        said += f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>'
        said += "<w:tblHeader/>" if head else ""
        placed, column = "", 0
        for cell in cells:
            width = sum(self.widths[column : column + cell.span])
            placed += cell_xml(cell, twips(width))
            column += cell.span
        assert column == len(self.widths), "The cells of a row cover all columns."
        return f"<w:tr><w:trPr>{said}</w:trPr>{placed}</w:tr>"

    def tag(self, text: str) -> str:
        """A row that holds a tag alone and is gone when the form is filled."""
        return self.row([Cell(p(f"{{%tr {text} %}}", "Cell"), len(self.widths))], 5)

    def looped(self, tag: str, rows: str) -> str:
        return self.tag(tag) + rows + self.tag(f"end{tag.split()[0]}")

    def table(self, *rows: str) -> str:
        grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in self.widths)
        side = twips(self.margin)
        margins = "".join(f'<w:{at} w:w="{side}" w:type="dxa"/>' for at in ("left", "right"))
        said = f'<w:tblW w:w="{twips(sum(self.widths))}" w:type="dxa"/><w:jc w:val="{self.align}"/>'
        said += "" if self.bare else table_borders()
        said += f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        return (
            f"<w:tbl><w:tblPr>{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )


def table_borders() -> str:
    sizes = dict.fromkeys(("top", "left", "bottom", "right"), OUTER)
    sizes |= dict.fromkeys(("insideH", "insideV"), INNER)
    drawn = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in sizes.items()
    )
    return f"<w:tblBorders>{drawn}</w:tblBorders>"
