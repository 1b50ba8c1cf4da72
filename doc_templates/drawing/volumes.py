"""Cover, notes sheet and spine of a volume (GB/T 9705-2008), and the cover of a mediation dossier
(司发通〔2010〕239号)."""

from __future__ import annotations

from collections.abc import Callable

from doc_templates.drawing.document import Page, document
from doc_templates.drawing.word import Cell, Grid, gap, looped, p

Filler = Callable[[str, str], str]
SHEET = Page(30, 25, 28, 25)
COVER = Page(32, 20, 28, 22)


def name(text: str, span: int = 1) -> Cell:
    return Cell(p(text, "CoverMiddle"), span)


def said(text: str, span: int = 1) -> Cell:
    return Cell(p(text, "CoverCell"), span)


def middle(text: str, span: int = 1) -> Cell:
    return Cell(p(text, "CoverMiddle"), span)


def volume_cover() -> bytes:
    """全宗名称, 类目名称, 案卷题名, 时间, 保管期限, 件、页数, 归档号, 档号 (3.1.2)."""
    title = "{{ title }}{% if part_count and part_count > 1 %}（第{{ part }}册，共{{ part_count }}"
    title += "册）{% endif %}"
    frame, facts, code = Grid((160,)), Grid((27, 73, 26, 34)), Grid((26, 74), align="right")
    days = "{{ begins_on|day }}至{{ ends_on|day }}"
    return document(
        "案卷封面",
        COVER,
        p("{{ fonds_name }}", "CoverName", before=20),
        p("{{ category_name }}", "CoverTitle", before=12),
        gap(34),
        frame.table(frame.row([Cell(p(title, "CoverTitle"))], 88)),
        gap(34),
        facts.table(
            facts.row(
                [
                    name("起止日期"),
                    Cell(p(days, "Middle")),
                    name("保管期限"),
                    middle("{{ period }}"),
                ],
                14,
            ),
            facts.row(
                [
                    name("件、页数"),
                    middle("{{ papers }}件　{{ pages }}页"),
                    name("归档号"),
                    middle("{{ filing_no }}"),
                ],
                14,
            ),
        ),
        gap(26),
        code.table(code.row([name("档　号"), middle("{{ code }}")], 14)),
        gap(),
    )


def dossier_cover() -> bytes:
    grid = Grid((34, 52, 30, 40))
    whole = len(grid.widths) - 1
    return document(
        "调解卷宗封面",
        COVER,
        p("{{ committee }}", "CoverTitle", before=10),
        p("调　解　卷　宗", "CoverBig", before=18),
        gap(30),
        grid.table(
            grid.row([name("卷　　名"), said("{{ title }}", whole)], 22),
            grid.row(
                [
                    name("年　　度"),
                    middle("{{ year }}"),
                    name("文书类别"),
                    middle("{{ category }}"),
                ],
                15,
            ),
            grid.row([name("卷　　号"), said("{{ number }}", whole)], 15),
            grid.row([name("人民调解员"), said("{{ mediator_names }}", whole)], 17),
            grid.row([name("调解日期"), said("{{ begins_on|day }}至{{ ends_on|day }}", whole)], 15),
            grid.row(
                [
                    name("立 卷 人"),
                    middle("{{ compiler }}"),
                    name("保管期限"),
                    middle("{{ period }}"),
                ],
                15,
            ),
            grid.row([name("立卷日期"), said("{{ compiled_on|day }}", whole)], 15),
            grid.row([name("档　　号"), said("{{ code }}", whole)], 15),
            grid.row([name("备　　注"), said("{{ remark }}", whole)], 24),
        ),
        gap(),
    )


def notes_sheet() -> bytes:
    """本卷情况说明, 立卷人, 检查人, 立卷时间 (5); of a box of items the words of DA/T 22-2015."""
    grid = Grid((157,))
    note = p("{% if box %}盒内文件情况说明：{% else %}本卷情况说明：{% endif %}", "CoverCell")
    note += looped("for line in note|lines", p("{{ line }}", "Small"), "Small")
    signed = [
        p("{% if box %}整理人{% else %}立卷人{% endif %}：{{ compiler }}", "CoverSigned"),
        p("检查人：{{ checker }}", "CoverSigned"),
        p(
            "{% if box %}整理日期{% else %}立卷时间{% endif %}：{{ compiled_on|day }}",
            "CoverSigned",
        ),
        p("{%p if box %}", "CoverSigned"),
        p("检查日期：{{ checked_on|day }}", "CoverSigned"),
        p("{%p endif %}", "CoverSigned"),
    ]
    return document(
        "卷内备考表",
        SHEET,
        p("{% if box %}备　考　表{% else %}卷　内　备　考　表{% endif %}", "FormTitle"),
        p("{% if code %}档号：{{ code }}{% endif %}", "FormNumber"),
        grid.table(
            grid.row(
                [Cell(note, align="top", bare=True, lines=("top", "left", "right"))],
                158,
                splits=True,
            ),
            grid.row([Cell("".join(signed), bare=True, lines=("left", "bottom", "right"))], 52),
        ),
        gap(),
    )


# Thickness of the spine in millimetres, and the styles that go into it.
SPINES = tuple((mm, f"Spine{mm}", f"SpineTitle{mm}") for mm in (10, 15, 20))
PARTS = (("全宗号", "fonds_no"), ("目录号", "catalogue_no"), ("年度", "year"), ("期限", "period"))


def spine() -> bytes:
    """A strip for each thickness of a volume, to be cut out."""
    widths = [float(mm) for mm, _small, _big in SPINES]
    grid = Grid((widths[0], 24, widths[1], 24, widths[2]), bare=True, margin=0.2)
    rows = [grid.row(strip(labelled(word, value)), 22) for word, value in PARTS]
    rows.append(grid.row(strip(titled, upright=True), 140))
    rows.append(grid.row(strip(labelled("案卷号", "volume_no")), 22))
    cut = "三条依次用于厚10毫米、15毫米、20毫米的案卷，沿线裁下贴于脊背。"
    return document(
        "案卷脊背",
        Page(20, 15, 25, 25),
        grid.table(*rows),
        p(cut, "Note", before=8, align="center"),
    )


def labelled(word: str, value: str) -> Filler:
    return lambda small, _big: p(word, small) + p(f"{{{{ {value} }}}}", small)


def titled(_small: str, big: str) -> str:
    """A long title stands in smaller letters, in two lines."""
    longer = p("{%p if title and title|length > 22 %}", big) + p("{{ title }}", f"{big}Long")
    return longer + p("{%p else %}", big) + p("{{ title }}", big) + p("{%p endif %}", big)


def strip(content: Filler, upright: bool = False) -> list[Cell]:
    """One row of the three strips, with the paper between them."""
    cells: list[Cell] = []
    for _mm, small, big in SPINES:
        if cells:
            cells.append(Cell(p("", "Gap"), bare=True))
        sides = ("top", "left", "bottom", "right")
        cells.append(Cell(content(small, big), bare=True, lines=sides, upright=upright))
    return cells
