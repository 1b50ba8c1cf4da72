"""The parties of a dispute in a form: the seven fields of 司发通〔2010〕239号, three rows each."""

from __future__ import annotations

from doc_templates.drawing.word import Cell, Grid, p

# Side; label, name; label, gender; label, ethnicity; label, age.
GRID = Grid((20, 25, 35, 13, 12, 13, 17, 13, 12))
HEIGHT = 9.5


def label(text: str, span: int = 1) -> Cell:
    return Cell(p(text, "Middle"), span)


def value(text: str, span: int = 1) -> Cell:
    return Cell(p(text, "Middle"), span)


def left(text: str, span: int = 1) -> Cell:
    return Cell(p(text, "Cell"), span)


def party_rows(side: str) -> str:
    """Kept together on one page."""
    first = [
        Cell(p(side, "Middle", keep=True), merge="restart"),
        Cell(p("姓　　名", "Middle", keep=True)),
        value("{{ one.name }}"),
        label("性别"),
        value("{{ one.gender }}"),
        label("民族"),
        value("{{ one.ethnicity }}"),
        label("年龄"),
        value("{{ one.age }}"),
    ]
    goes_on = Cell(p("", "Middle", keep=True), merge="continue")
    second = [
        goes_on,
        Cell(p("职业或职务", "Middle", keep=True)),
        value("{{ one.occupation }}", 2),
        label("联系方式", 2),
        value("{{ one.phone }}", 3),
    ]
    last = Cell(p("", "Middle"), merge="continue")
    third = [last, label("单位或住址"), left("{{ one.address }}", 7)]
    return "".join(GRID.row(row, HEIGHT) for row in (first, second, third))


def parties(name: str, side: str, least: int) -> str:
    """Every party of the list `name`; as many empty ones as are wanting to `least`."""
    return GRID.looped(f"for one in {name}|rows({least})", party_rows(side))
