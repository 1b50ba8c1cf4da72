"""An archive's documents for the contract of the engines: invented, in the manner of an office."""

from __future__ import annotations

import datetime as dt
import random

from tests.search.shelf import Sample

DAY = dt.date

NAMED = [
    Sample(
        1,
        "关于做好矛盾纠纷排查调处工作的通知",
        "各乡镇司法所：\n现将矛盾纠纷排查调处工作有关事项通知如下。\n一、加强领导，落实首问责任制。",
        ("坛司发〔2012〕11号",),
        ("坛司发〔2012〕11号 通知.docx",),
        subjects=("mediation", "screening"),
    ),
    Sample(
        2,
        "關於進一步加強人民調解工作的意見",
        "人民調解委員會應當及時調處矛盾糾紛，做到小事不出村。\n臺賬一式兩份。",
        ("坛司发(2012)12号",),
        ("意見.pdf",),
        date=DAY(2012, 6, 1),
        genre="opinion",
        subjects=("mediation",),
    ),
    Sample(
        3,
        "信访事项处理情况汇报",
        "根据坛司发[2012]11号文件精神，信访人王建国反映的问题已经办结。\n联系电话13800138000，"
        "身份证110101199001011234。",
        ("坛司信 〔2013〕第3号",),
        kind="petition",
        unit="DH",
        genre="report",
        date=DAY(2013, 3, 1),
        scope=frozenset({"unit:2", "line:2"}),
    ),
    Sample(
        4,
        "李秀英与张大山相邻关系纠纷调解卷",
        "当事人李秀英，女，五十二岁；当事人张大山。\n双方因宅基地界址发生争议，经调解达成协议。",
        ("坛调〔2013〕第0045号",),
        ("调解协议书.doc", "scan_0001.tif"),
        kind="mediation",
        unit="DH",
        genre="dossier",
        date=DAY(2013, 3, 1),
        scope=frozenset({"unit:2"}),
    ),
    Sample(
        5,
        "二〇一三年第一季度矛盾纠纷排查统计表",
        "填报单位：东河司法所\n本季度共排查矛盾纠纷36件，调处成功35件，成功率９７．２％。",
        ("DH-2013-Q1",),
        ("2013Q1.xlsx",),
        kind="report",
        unit="DH",
        genre="statistics",
        date=DAY(2013, 4, 2),
        scope=frozenset({"open", "unit:2"}),
    ),
    Sample(
        6,
        "关于印发《人民调解员管理办法》的通知",
        "第一条　为了加强人民调解员队伍建设，制定本办法。\n第二条　本办法自2014年1月1日起施行。",
        ("坛司发【2014】1号",),
        ("管理办法.docx",),
        date=DAY(2014, 1, 1),
        subjects=("mediation",),
    ),
    Sample(
        7,
        "转发县委办《关于开展“大走访”活动的意见》",
        "参见坛办发〔2014〕 21号、坛司发〔2014〕1号、2号，以及２０１４年第１１号会议纪要。",
        ("坛司发〔2014〕11号",),
        date=DAY(2014, 2, 20),
        genre="opinion",
    ),
    Sample(
        8,
        "会议纪要",
        "会议研究了普法工作。矛盾\n纠纷两个词分在两行。\nABC公司与Abc-def项目，HTTP接口v2.0。",
        ("纪要2014-7",),
        ("meeting minutes 2014.PDF",),
        date=None,
        genre="minutes",
    ),
    Sample(
        9,
        "政府信息公开指南",
        "索引号014139118/2012-00011，公开方式：主动公开。电子邮箱sfj@example.cn。",
        ("014139118/2012-00011",),
        unit="YX",
        date=DAY(2012, 12, 31),
        genre="guide",
    ),
    Sample(
        10,
        "𠮷野村地名考与㐀字辨",
        "村名用字𠮷与吉同，另有㐀、〇、龘等字。表情🙂不算字。",
        date=DAY(2010, 7, 7),
        genre="study",
    ),
    Sample(
        11,
        "绝密事项交接单",
        "矛盾纠纷专报，限指定岗位阅看。",
        ("坛司密〔2012〕11号",),
        scope=frozenset({"person:7"}),
        date=DAY(2012, 9, 9),
    ),
    Sample(
        12,
        "著名调解员事迹材料",
        "他覆盖全镇，凭藉經驗，瞭解群眾，像親人一樣。號碼簿、面子與麵子。",
        date=DAY(2015, 5, 5),
        unit="QH",
        genre="report",
        scope=frozenset({"open", "unit:3"}),
    ),
    Sample(
        13,
        "矛盾",
        "矛",
        date=DAY(2015, 5, 5),
        unit="QH",
        genre="note",
    ),
    Sample(
        14,
        "关于2012年度目标管理考核的通报",
        "考核得分12012分（误），应为2012分。文号：坛政办发〔２０１２〕１１号；电话0519-82821234。",
        ("坛政办发〔2012〕11号",),
        date=DAY(2012, 5, 4),
        genre="bulletin",
    ),
    Sample(
        15,
        "全宗0101 业务档案移交清册",
        "案卷档号0101-WS·2012-Y-0003，共三卷。\n盒号：第7盒；件号：1－30。",
        ("0101-WS·2012-Y-0003",),
        ("移交清册(定稿).xls",),
        kind="report",
        genre="inventory",
        date=DAY(2016, 8, 18),
    ),
    Sample(
        16,
        "来信登记：反映村務公開問題",
        "來信人稱，村委會財務不公開，要求查處。信访；举报；调解、仲裁。",
        ("坛信〔2016〕108号",),
        kind="petition",
        unit="QH",
        genre="letter",
        date=DAY(2016, 8, 18),
        scope=frozenset({"unit:3", "open"}),
    ),
]

CLAUSES = (
    "加强矛盾纠纷排查", "落实信访工作责任制", "健全人民调解组织", "完善大调解工作机制",
    "严格档案管理制度", "做好社区矫正衔接", "开展法治宣传教育", "推进政务公开",
    "強化督查考核", "規範卷宗整理", "依法及时就地解决问题", "形成齐抓共管的局面",
)  # fmt: skip
OFFICES = ("DH", "QH", "XG", "ZL")
NAMES = ("工作总结", "工作要点", "情况汇报", "实施方案", "会议通知")


def filler(key: int, random_: random.Random) -> Sample:
    year, unit = random_.randint(2008, 2018), random_.choice(OFFICES)
    clauses = random_.sample(CLAUSES, random_.randint(2, 6))
    title = f"{year}年{random_.choice(CLAUSES)[2:6]}{random_.choice(NAMES)}"
    return Sample(
        key,
        title,
        "，".join(clauses) + "。\n" + random_.choice(CLAUSES),
        (f"{unit}发〔{year}〕{random_.randint(1, 60)}号",),
        unit=unit,
        genre=random_.choice(("notice", "report", "opinion")),
        subjects=tuple(random_.sample(("mediation", "petition", "archives"), 2)),
        date=DAY(year, random_.randint(1, 12), random_.randint(1, 28)),
        scope=frozenset({"open", f"unit:{OFFICES.index(unit) + 2}"}),
    )


def corpus() -> list[Sample]:
    """Sixteen that are asked for by name, and 300 between which they must be found."""
    random_ = random.Random(20120504)
    return NAMED + [filler(key, random_) for key in range(101, 401)]
