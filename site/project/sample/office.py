"""The sample office: an invented county bureau, two township offices, four villages."""

from archive.organisation.office import PersonPlan, UnitPlan
from archive.organisation.vocabulary import PostKind, UnitKind

BUREAU, TOWNSHIP, VILLAGE = (
    UnitKind.JUSTICE_BUREAU,
    UnitKind.JUSTICE_OFFICE,
    UnitKind.MEDIATION_COMMITTEE,
)

UNITS = [
    UnitPlan(
        "YX",
        "云溪县司法局",
        BUREAU,
        own_name=True,
        doc_prefix="云司发",
        org_code="011234567",
        fonds="0101",
    ),
    UnitPlan("DH", "东河司法所", TOWNSHIP, "YX", doc_prefix="东司", fonds="0102"),
    UnitPlan("QS", "青石司法所", TOWNSHIP, "YX", doc_prefix="青司", fonds="0103"),
    UnitPlan("DH01", "东河村人民调解委员会", VILLAGE, "DH"),
    UnitPlan("DH02", "柳湾村人民调解委员会", VILLAGE, "DH"),
    UnitPlan("QS01", "青石村人民调解委员会", VILLAGE, "QS"),
    UnitPlan("QS02", "石桥村人民调解委员会", VILLAGE, "QS"),
]

PEOPLE = [
    PersonPlan("bureau-clerk", "沈文清", "YX", PostKind.CLERK),
    PersonPlan("bureau-leader", "韩立国", "YX", PostKind.LEADER),
    PersonPlan("bureau-archivist", "顾惠芬", "YX", PostKind.ARCHIVIST),
    PersonPlan("bureau-publisher", "罗晓明", "YX", PostKind.PUBLISHER),
    PersonPlan("system-administrator", "方志远", "YX", PostKind.SYSTEM_ADMINISTRATOR),
    PersonPlan("security-officer", "戴秀兰", "YX", PostKind.SECURITY_OFFICER),
    PersonPlan("audit-officer", "康永年", "YX", PostKind.AUDIT_OFFICER),
    PersonPlan("donghe-clerk", "陆小燕", "DH", PostKind.CLERK),
    PersonPlan("donghe-leader", "蒋春生", "DH", PostKind.LEADER),
    PersonPlan("donghe-archivist", "潘玉珍", "DH", PostKind.ARCHIVIST),
    PersonPlan("qingshi-clerk", "邵建平", "QS", PostKind.CLERK),
    PersonPlan("qingshi-leader", "温国梁", "QS", PostKind.LEADER),
    PersonPlan("qingshi-archivist", "卢桂香", "QS", PostKind.ARCHIVIST),
    PersonPlan("dh01-leader", "赵德山", "DH01", PostKind.LEADER),
    PersonPlan("dh01-mediator", "葛福田", "DH01", PostKind.MEDIATOR),
    PersonPlan("dh02-leader", "柳长根", "DH02", PostKind.LEADER),
    PersonPlan("dh02-mediator", "柳秋菊", "DH02", PostKind.MEDIATOR),
    PersonPlan("qs01-leader", "石桂兰", "QS01", PostKind.LEADER),
    PersonPlan("qs01-mediator", "石宝山", "QS01", PostKind.MEDIATOR),
    PersonPlan("qs02-leader", "乔大有", "QS02", PostKind.LEADER),
    PersonPlan("qs02-mediator", "乔水生", "QS02", PostKind.MEDIATOR),
]

# What a real office begins with; the units under it and their people are added from there.
FIRST_UNIT = [UnitPlan("JG01", "本机关", BUREAU, own_name=True, fonds="0001")]
FIRST_PEOPLE = [
    PersonPlan("archivist", "档案管理员", "JG01", PostKind.ARCHIVIST),
    PersonPlan("administrator", "系统管理员", "JG01", PostKind.SYSTEM_ADMINISTRATOR),
]
