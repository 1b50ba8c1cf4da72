"""The forms of a mediation dossier (司发通〔2010〕239号; 人民调解法 2010)."""

from __future__ import annotations

from doc_templates.drawing.document import FORM, NOTICE, Page, document
from doc_templates.drawing.people import GRID, label, left, parties, value
from doc_templates.drawing.word import Cell, Grid, gap, looped, p, paragraph, run, tab

WHOLE = len(GRID.widths)
SIGN_HERE = "（签名、盖章或按指印）："
PLAIN = Page(24, 20, 28, 26, footers=FORM.footers)


def form(title: str, *body: str, number: str = "", page: Page = FORM) -> bytes:
    head = p(title, "FormTitle")
    head += p(number, "FormNumber") if number else gap(8)
    return document(title, page, head, *body)


NUMBER = "编号：{{ number }}"


def wide(*content: str, align: str = "top") -> Cell:
    return Cell("".join(content), WHOLE, align=align)


def beside(title: tuple[str, ...], content: str, height: float, *, align: str = "top") -> str:
    """A row with its name in the first column and a text, as long as may be, in the others."""
    name = Cell("".join(p(line, "Middle") for line in title))
    return GRID.row([name, Cell(content, WHOLE - 1, align=align)], height, splits=True)


def sealed(day: str) -> str:
    return p("{{ committee }}（印章）", "CellRight", before=10) + p(day, "CellRight")


def paragraphs(name: str) -> str:
    return looped(f"for line in {name}|lines", p("{{ line }}", "CellText"), "CellText")


def application() -> bytes:
    requests = looped("for line in requests", p("{{ loop.index }}．{{ line }}", "CellText"), "Cell")
    told = "人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。"
    signing = p(told, "CellText", keep=True)
    signing += p(f"申请人{SIGN_HERE}　　　　　　　　", "CellRight", before=14, keep=True)
    signing += p("{{ received_on|day }}", "CellRight", before=4)
    return form(
        "人民调解申请书",
        GRID.table(
            parties("applicants", "申请人", 1),
            parties("respondents", "被申请人", 1),
            GRID.row([wide(p("纠纷简要情况：", "Cell"), paragraphs("facts"))], 70, splits=True),
            GRID.row([wide(p("当事人申请事项：", "Cell"), requests)], 48, splits=True),
            GRID.row([wide(signing, align="center")], 38),
        ),
        p("此致　{{ committee }}", "Cell", before=6),
    )


def acceptance_form() -> bytes:
    source = (
        "{{ source|tick('依申请调解', '当事人申请') }}当事人申请　　"
        "{{ source|tick('主动调解', '人民调解委员会主动调解') }}人民调解委员会主动调解",
        "{{ source|tick('法院', '检察院', '公安机关', '信访部门', '其他部门', "
        "'接受委托移送调解', '委托移送') }}接受委托移送"
        "{% if referrer %}（{{ referrer }}）{% endif %}",
    )
    dated = [label("受理日期"), value("{{ accepted_on|day }}", 2), label("纠纷类型", 2)]
    sources = Cell("".join(p(line, "Cell") for line in source), WHOLE - 1)
    registrar = p("登记人（签名）：{{ registrar }}", "Cell")
    return form(
        "人民调解受理登记表",
        GRID.table(
            GRID.row([*dated, value("{{ dispute_type }}", 4)], 10),
            GRID.row([label("案件来源"), sources], 15),
            parties("parties", "{{ one.side }}", 2),
            beside(("纠纷", "简要", "情况"), paragraphs("facts"), 74),
            GRID.row([wide(p(f"当事人{SIGN_HERE}", "Cell", keep=True))], 22),
            GRID.row([wide(registrar, sealed("{{ accepted_on|day }}"))], 32),
        ),
        p("此表由人民调解委员会填写。", "Note", before=4),
        number=NUMBER,
    )


def rights_notice() -> bytes:
    """人民调解法 4, 23, 24, 26, 31, 33."""
    rights = ("选择或者接受人民调解员；", "接受调解、拒绝调解或者要求终止调解；",
              "要求调解公开进行或者不公开进行；", "自主表达意愿、自愿达成调解协议。")  # fmt: skip
    duties = (
        "如实陈述纠纷事实；",
        "遵守调解现场秩序，尊重人民调解员；",
        "尊重对方当事人行使权利。",
    )
    others = (
        "人民调解委员会调解民间纠纷，不收取任何费用（第四条）。",
        "经调解达成的调解协议具有法律约束力，当事人应当按照约定履行（第三十一条）。",
        "达成调解协议后，双方当事人认为有必要的，可以自调解协议生效之日起三十日内共同向人民法院"
        "申请司法确认（第三十三条）。",
        "调解不成的，可以依法通过仲裁、行政、司法等途径维护自己的权利（第二十六条）。",
    )
    return form(
        "人民调解当事人权利义务告知书",
        p("{{ party_names }}：", "SmallLeft"),
        p(
            "{{ committee }}调解“{{ title }}”一案，由{{ mediator_names }}担任人民调解员。根据"
            "《中华人民共和国人民调解法》的规定，现将调解活动中的权利和义务告知如下：",
            "Small",
        ),
        p("一、当事人的权利（第二十三条）", "SmallHeading"),
        numbered(rights),
        p("二、当事人的义务（第二十四条）", "SmallHeading"),
        numbered(duties),
        p("三、其他事项", "SmallHeading"),
        numbered(others[:-2]),
        numbered(others[-2:], first=len(others) - 1, keep=True),
        p("以上内容我已知悉。", "Small", before=6, keep=True),
        p(f"当事人{SIGN_HERE}", "Small", before=6, keep=True),
        p("人民调解员（签名）：", "Small", before=14, keep=True),
        p("{{ committee }}（印章）", "SmallSign", before=14),
        p("{{ issued_on|day }}", "SmallSign"),
        page=PLAIN,
    )


def numbered(lines: tuple[str, ...], *, first: int = 1, keep: bool = False) -> str:
    said = zip("一二三四五六七八九"[first - 1 :], lines, strict=False)
    return "".join(p(f"（{mark}）{line}", "Small", keep=keep) for mark, line in said)


RECORD = Grid((26, 48, 22, 64))


def mediation_record() -> bytes:
    told = "人民调解委员会已将人民调解的相关规定、当事人的权利和义务告知各方当事人，"
    told += "当事人表示清楚，同意调解。"
    results = "　　".join(
        f"{{{{ result|tick({answers}) }}}}{words}"
        for words, answers in (
            ("调解成功", "'调解成功', '成功'"),
            ("调解不成", "'调解不成', '不成', '失败'"),
            ("有待继续调解", "'有待继续调解', '待继续调解', '继续调解'"),
        )
    )
    note = p(told, "CellText") + p("调解记录：", "Cell") + paragraphs("note")
    sign = p(f"当事人{SIGN_HERE}", "Cell", keep=True)
    sign += p("人民调解员（签名）：　　　　　　　　　　记录人（签名）：", "Cell", before=30)
    sign += p("{{ held_on|day }}", "CellRight", before=14)
    mediators = [label("人民调解员"), left("{{ mediator_names }}"), label("编　　号")]
    return form(
        "人民调解记录",
        RECORD.table(
            RECORD.row(
                [
                    label("时　　间"),
                    left("{{ held_on|day }}"),
                    label("地　　点"),
                    left("{{ place }}"),
                ],
                11,
            ),
            RECORD.row([label("当 事 人"), left("{{ party_names }}", 3)], 11),
            RECORD.row([label("参 加 人"), left("{{ present }}", 3)], 11),
            RECORD.row([*mediators, left("{{ number }}")], 11),
            RECORD.row([Cell(note, 4, align="top")], 123, splits=True),
            RECORD.row([label("调解结果"), value(results, 3)], 11),
            RECORD.row([Cell(sign, 4, align="top")], 42),
        ),
    )


def agreement() -> bytes:
    """人民调解法 29: parties, facts, terms, how and when they are performed, signatures, seal."""
    mine = "{{ one.side }}{% if one.name %}　{{ one.name }}{% endif %}"
    return form(
        "人民调解协议书",
        GRID.table(parties("parties", "{{ one.side }}", 2)),
        p("纠纷主要事实、争议事项：", "SmallHeading", before=8),
        looped("for line in facts|lines", p("{{ line }}", "Small"), "Small"),
        p("经调解，自愿达成如下协议：", "SmallHeading"),
        looped("for line in terms|lines", p("{{ line }}", "Small"), "Small"),
        p("履行方式、时限：", "SmallHeading"),
        p(
            "{% if amount %}协议涉及金额人民币{{ amount }}。{% endif %}"
            "{% if perform_by %}于{{ perform_by|day }}前履行完毕。{% endif %}",
            "Small",
            keep=True,
        ),
        p(
            "本协议一式{{ copies }}份，当事人、人民调解委员会各持一份。",
            "Small",
            keep=True,
        ),
        looped("for one in parties|rows(2)", to_sign(mine, SIGN_HERE), "Signature"),
        to_sign("人民调解员　{{ mediator_names }}", "（签名）："),
        to_sign("记录人", "（签名）："),
        p("{{ committee }}（印章）", "SmallSign", before=8),
        p("{{ agreed_on|day }}", "SmallSign"),
        number=NUMBER,
    )


def to_sign(who: str, how: str) -> str:
    """A line to sign on, which is never parted from the text above."""
    return paragraph(run(f"{who}{how}") + tab(), "Signature")


def oral_agreement_form() -> bytes:
    performed = "{% if perform_by %}于{{ perform_by|day }}前履行完毕。{% endif %}"
    performed += "{% if performance %}履行情况：{{ performance }}。{% endif %}"
    mediator = p("人民调解员（签名）：{{ mediator_names }}", "Cell")
    return form(
        "人民调解口头协议登记表",
        GRID.table(
            parties("parties", "{{ one.side }}", 2),
            beside(("纠纷主", "要事实、", "争议", "事项"), paragraphs("facts"), 54),
            beside(("口头", "协议", "内容"), paragraphs("terms"), 54),
            beside(("履行方", "式、时限"), p(performed, "Cell"), 15, align="center"),
            GRID.row([wide(mediator, sealed("{{ agreed_on|day }}"))], 40),
        ),
        number=NUMBER,
    )


def visit_record() -> bytes:
    sign = p("回访人（签名）：", "Cell", keep=True)
    sign += p("{{ committee }}（印章）", "CellRight", before=14)
    sign += p("{{ visited_on|day }}", "CellRight")
    dated = [label("回 访 时 间"), left("{{ visited_on|day }}"), label("回 访 人")]
    name = Cell("".join(p(mark, "Middle") for mark in "回访情况"))
    return form(
        "人民调解回访记录",
        VISIT.table(
            VISIT.row([label("当 事 人"), left("{{ party_names }}", 3)], 12),
            VISIT.row([label("调解协议编号"), left("{{ number }}", 3)], 12),
            VISIT.row([label("回 访 事 由"), left("{{ title }}", 3)], 12),
            VISIT.row([*dated, left("{{ visitor }}")], 12),
            VISIT.row([name, Cell(paragraphs("note"), 3, align="top")], 138, splits=True),
            VISIT.row([Cell(sign, 4, align="top")], 40),
        ),
    )


VISIT = Grid((32, 52, 26, 50))


def termination() -> bytes:
    title = "终止调解告知书"
    return document(
        title,
        NOTICE,
        p("{{ committee }}", "Title"),
        p(title, "Title"),
        p("{{ number }}", "Number", before=16),
        p("{{ party_names }}：", "Address", before=10),
        p(
            "本委员会受理的“{{ title }}”一案（纠纷类型：{{ dispute_type }}），因{{ ground }}，未能"
            "达成调解协议。根据《中华人民共和国人民调解法》第二十六条的规定，决定终止调解。",
            "Body",
        ),
        p(
            "你们可以依法通过仲裁、行政、司法等途径维护自己的权利。请注意法律规定的申请仲裁、"
            "提起诉讼的期限。",
            "Body",
        ),
        p("在纠纷解决之前，请各方保持克制，不得采取可能激化矛盾的行为。", "Body", keep=True),
        p("特此告知。", "Body", keep=True),
        p("人民调解员：{{ mediator_names }}", "Body", before=29, keep=True),
        p("{{ committee }}", "Sign", before=29),
        p("{{ issued_on|day }}", "Sign"),
        p("（印章）", "Seal"),
    )
