"""人民调解案件情况统计表: every column of the monthly report on one wide sheet."""

from __future__ import annotations

from doc_templates.drawing.document import Page, document
from doc_templates.drawing.word import Cell, Grid, gap, p

SHEET = Page(22, 15, 15, 15, wide=True)
WIDTH = SHEET.width
Group = tuple[str, tuple[tuple[str, str], ...]]
BLOCKS: tuple[tuple[Group, ...], ...] = (
    (
        (
            "总体",
            (
                ("调解案件总数（件）", "total"),
                ("涉及当事人数（人）", "parties"),
                ("调解成功（件）", "succeeded"),
                ("疑难复杂案件（件）", "difficult"),
                ("协议涉及金额（万元）", "amount"),
            ),
        ),
        (
            "调委会类型（件）",
            (
                ("村", "committee_village"),
                ("居", "committee_neighbourhood"),
                ("乡镇", "committee_township"),
                ("街道", "committee_subdistrict"),
                ("企事业单位", "committee_enterprise"),
                ("社会团体和其他组织", "committee_association"),
            ),
        ),
        ("协议形式（件）", (("口头协议", "form_oral"), ("书面协议", "form_written"))),
        (
            "履行与司法确认（件）",
            (
                ("履行", "performed"),
                ("申请司法确认", "confirmation_applied"),
                ("确认有效", "confirmed"),
            ),
        ),
    ),
    (
        (
            "案件来源（件）",
            (
                ("主动调解", "source_own"),
                ("依申请调解", "source_applied"),
                ("接受委托移送调解", "source_entrusted"),
            ),
        ),
        (
            "其中：委托移送单位（件）",
            (
                ("法院", "entrusted_court"),
                ("检察院", "entrusted_procuratorate"),
                ("公安机关", "entrusted_police"),
                ("信访部门", "entrusted_petition_office"),
                ("其他部门", "entrusted_other"),
            ),
        ),
    ),
    (
        (
            "纠纷类型（件）",
            (
                ("婚姻家庭", "type_01"),
                ("邻里", "type_02"),
                ("房屋宅基地", "type_03"),
                ("合同", "type_04"),
                ("生产经营", "type_05"),
                ("损害赔偿", "type_06"),
                ("山林土地", "type_07"),
                ("征地拆迁", "type_08"),
                ("环境污染", "type_09"),
                ("拖欠农民工工资", "type_10"),
                ("其他劳动争议", "type_11"),
                ("旅游", "type_12"),
                ("电子商务", "type_13"),
                ("其他消费", "type_14"),
                ("医疗", "type_15"),
                ("道路交通事故", "type_16"),
                ("物业", "type_17"),
                ("其他", "type_99"),
            ),
        ),
    ),
)


def report_form() -> bytes:
    title, blocks, number = "人民调解案件情况统计表", "", 1
    for block in BLOCKS:
        blocks += drawn(block, number) + gap(5)
        number += sum(len(columns) for _name, columns in block)
    return document(title, SHEET, p(title, "FormTitle"), head(), blocks, remark(), names())


def drawn(block: tuple[Group, ...], first: int) -> str:
    """Groups, columns, their numbers, the figures."""
    columns = [column for _name, inner in block for column in inner]
    grid = Grid((WIDTH / len(columns),) * len(columns), margin=0.6)
    places = range(first, first + len(columns))
    groups = [Cell(p(name, "ListHead"), len(inner)) for name, inner in block]
    figures = [Cell(p(f"{{{{ figures.{code}|figure }}}}", "Figure")) for _words, code in columns]
    return grid.table(
        grid.row(groups, 6.5),
        grid.row([Cell(p(words, "ReportHead")) for words, _code in columns], 12.5),
        grid.row([Cell(p(str(place), "ReportHead")) for place in places], 5.5),
        grid.row(figures, 10),
    )


def head() -> str:
    period = "填报时期：{{ period }}{% if nil %}（零报告）{% endif %}"
    said = ("填报单位：{{ unit }}", period, "填报日期：{{ issued_on|day }}")
    grid = Grid((WIDTH / 3,) * 3, bare=True)
    aligned = zip(said, ("left", "center", "right"), strict=True)
    return grid.table(
        grid.row([Cell(p(text, "Cell", align=align)) for text, align in aligned], 8)
    ) + gap(2)


def remark() -> str:
    grid = Grid((24, WIDTH - 24))
    text = Cell(p("{{ remark }}", "List"))
    return grid.table(grid.row([Cell(p("说　　明", "ListHead")), text], 15)) + gap(4)


def names() -> str:
    grid = Grid((WIDTH / 4,) * 4, bare=True)
    said = (
        "负责人：{{ leader }}",
        "审核人：{{ reviewer }}",
        "填表人：{{ filler }}",
        "（单位印章）",
    )
    nil = (
        "{% if nil %}零报告责任人　第一责任人：{{ first_responsible }}　主要责任人："
        "{{ main_responsible }}　直接责任人：{{ direct_responsible }}{% endif %}"
    )
    return (
        grid.table(
            grid.row([Cell(p(text, "Cell")) for text in said], 9),
            grid.row([Cell(p(nil, "Cell"), 4)], 7),
        )
        + gap()
    )
