"""送达回证, to be signed by who receives a letter (民事诉讼法 2023, 87 to 94 by analogy)."""

from __future__ import annotations

from doc_templates.drawing.document import Page, document
from doc_templates.drawing.word import Cell, Grid, p

MODES = (
    (("direct", "直接送达"), ("post", "邮寄送达"), ("left", "留置送达")),
    (("forwarded", "转交送达"), ("announced", "公告送达"), ("electronic", "电子送达")),
)
GRID = Grid((34, 50, 28, 44))
SHEET = Page(37, 25, 28, 26)
NOTE = (
    "注：一、受送达人在本回证上签收的日期为送达日期。二、受送达人不在时，由其同住成年家属或者"
    "单位收发部门代收，代收人应当注明与受送达人的关系。三、留置送达的，应当有见证人签名或者"
    "盖章，并注明拒收事由和日期。四、邮寄送达的，以回执上注明的收件日期为送达日期，回执附后。"
)


def names(*lines: str) -> Cell:
    return Cell("".join(p(line, "Middle") for line in lines))


def text(content: str, span: int = 1) -> Cell:
    return Cell(p(content, "Cell"), span)


def service_receipt() -> bytes:
    ticks = "".join(
        p(
            "　　".join(f"{{{{ mode|tick('{code}', '{word}') }}}}{word}" for code, word in row),
            "Cell",
        )
        for row in MODES
    )
    day = Cell(p("{{ received_on|day }}", "Middle"))
    return document(
        "送达回证",
        SHEET,
        p("{{ organ }}", "Title"),
        p("送　达　回　证", "Title", before=2),
        p("{{ number }}", "FormNumber", before=10),
        GRID.table(
            GRID.row(
                [names("送达文书名称", "和文号"), text("{{ document }}　{{ document_number }}", 3)],
                17,
            ),
            GRID.row([names("受 送 达 人"), text("{{ addressee }}", 3)], 14),
            GRID.row([names("送 达 地 点"), text("{{ place }}", 3)], 14),
            GRID.row([names("送 达 方 式"), Cell(ticks, 3)], 17),
            GRID.row([names("受送达人", "签名或盖章"), text(""), names("收 到 日 期"), day], 20),
            GRID.row([names("代收人签名", "及代收理由"), text("{{ proxy }}", 3)], 20),
            GRID.row([names("拒收事由", "和 日 期"), text("{{ refusal }}", 3)], 20),
            GRID.row(
                [
                    names("见证人签名", "或盖章"),
                    text("{{ witness }}"),
                    names("送 达 人"),
                    text("{{ server }}"),
                ],
                18,
            ),
            GRID.row([names("备　　注"), text("{{ remark }}", 3)], 24),
        ),
        p(NOTE, "Note", before=6),
    )
