"""Letters to petitioners: head of the organ, number, title, text, signature, place of the seal.

GB/T 9704-2012 (mark of the organ in red over a red line; number at the right under it; the organ
over the date, centred on it, the date four characters from the right edge).
"""

from __future__ import annotations

from doc_templates.drawing.document import LETTER, NOTICE, Page, document
from doc_templates.drawing.word import gap, looped, p

MATTER = "“{{ summary }}”信访事项"
RECEIVED = f"你于{{{{ received_on|day }}}}以{{{{ channel }}}}形式反映的{MATTER}，本机关已经收到。"


def letter(title: str, *body: str, to: str = "{{ petitioner }}：", page: Page = NOTICE) -> bytes:
    head = p("{{ organ }}", "Mark") + p("", "Rule")
    head += p("{{ number }}", "Number", before=4) + p(title, "Title", before=14)
    begun = p(to, "Address", before=12) if to else gap(12)
    return document(title, page, head, begun, *body, signed())


def signed() -> str:
    """Two lines are left free above, so that the seal does not cover the text; all of it stays
    on the page of the text before it."""
    name = p("{{ organ }}", "Sign", before=42)
    return name + p("{{ issued_on|day }}", "Sign") + p("（印章）", "Seal")


def body(text: str, *, keep: bool = False) -> str:
    return p(text, "Body", keep=keep)


TOLD = body("特此告知。", keep=True)


def accept_notice() -> bytes:
    return letter(
        "信访事项受理告知书",
        body(
            f"{RECEIVED}经审查，该事项属于本机关职权范围，根据{{{{ basis }}}}的规定，"
            "决定自{{ accepted_on|day }}起予以受理，由{{ handling_organ }}办理。"
        ),
        body(
            "{% if due_on %}该信访事项应当自受理之日起{{ limit }}办结，即在{{ due_on|day }}前"
            "作出答复；情况复杂的，经本机关负责人批准可以适当延长办理期限，并告知延期理由。"
            "{% else %}该信访事项依照法律、法规规定的程序和期限办理，办理结果将书面答复你。"
            "{% endif %}"
        ),
        body("办理进展可以通过以下方式查询：{{ query }}。", keep=True),
        TOLD,
    )


def decline_notice() -> bytes:
    return letter(
        "信访事项不予受理告知书",
        body(RECEIVED),
        body("经审查，{{ ground }}。根据{{ basis }}的规定，本机关决定不予受理。", keep=True),
        p("{%p if competent_organ or legal_way %}", "Body"),
        body(
            "{% if competent_organ %}你可以依法向{{ competent_organ }}提出。{% endif %}"
            "{{ legal_way }}",
            keep=True,
        ),
        p("{%p endif %}", "Body"),
        TOLD,
    )


def forward_notice() -> bytes:
    return letter(
        "信访事项告知书",
        body(RECEIVED),
        body(
            "经审查，该事项属于{{ to_organ }}职权范围。根据{{ basis }}的规定，本机关已于"
            "{{ forwarded_on|day }}将该事项{{ mode }}{{ to_organ }}，由其依法处理并答复你。"
        ),
        body(
            "后续办理情况，请向{{ to_organ }}查询{% if query %}（{{ query }}）{% endif %}。",
            keep=True,
        ),
        TOLD,
    )


def transfer_letter() -> bytes:
    return between_organs("信访事项转送函", "转送你单位")


def assign_letter() -> bytes:
    """交办: with the limit, and the report that is asked for (信访工作条例 2022, 22)."""
    return between_organs(
        "信访事项交办函",
        "交你单位办理",
        body(
            "请于{{ limit_on|day }}前办结，并书面报送办结报告，写明调查核实、处理依据和答复送达"
            "情况。"
        ),
    )


def between_organs(title: str, done: str, *more: str) -> bytes:
    """From one organ to another, with what goes with it."""
    return letter(
        title,
        body(
            "现将我机关于{{ received_on|day }}收到的{{ petitioner }}以{{ channel }}形式反映"
            f"{MATTER}（登记编号：{{{{ source_no }}}}）{done}。请按照{{{{ basis }}}}的规定依法处理"
            "，并将接收情况以及处理途径和程序书面告知信访人。"
        ),
        *more,
        body(
            "不属于本单位职权范围的，请在规定期限内向我机关提出异议并说明理由；未经我机关同意，请勿"
            "自行退回或者转送。"
        ),
        body("特此函告。", keep=True),
        body(
            "附件：{% for one in papers %}{{ loop.index }}．{{ one }}"
            "{% if not loop.last %}；{% endif %}{% endfor %}",
            keep=True,
        ),
        to="{{ to_organ }}：",
    )


def extension_notice() -> bytes:
    return letter(
        "信访事项延期办理告知书",
        body(
            f"你反映的{MATTER}，本机关已于{{{{ accepted_on|day }}}}受理，原定于"
            "{{ due_on|day }}前办结。"
        ),
        body(
            "因{{ reason }}，根据{{ basis }}的规定，经本机关负责人{{ approver }}批准，决定将该"
            "信访事项的办理期限延长{{ days }}日，即延长至{{ new_due_on|day }}。",
            keep=True,
        ),
        TOLD,
    )


def opinion() -> bytes:
    """Claims, facts and reasons, the answer to each claim, opinion and basis, review
    (信访工作条例 2022, 32, 35)."""
    return letter(
        "信访事项处理意见书",
        body("信访人：{{ petitioner }}{% if address %}，住{{ address }}{% endif %}。"),
        body(
            "信访人于{{ received_on|day }}以{{ channel }}形式（来源：{{ source }}）反映"
            f"{MATTER}，本机关于{{{{ accepted_on|day }}}}受理，现已办理完毕。"
        ),
        p("一、信访人的诉求", "Heading"),
        looped("for claim in claims", body("{{ loop.index }}．{{ claim.claim }}"), "Body"),
        p("二、查明的事实和理由", "Heading"),
        looped("for line in findings|lines", body("{{ line }}"), "Body"),
        p("三、对各项诉求的答复", "Heading"),
        looped("for claim in claims", body("{{ loop.index }}．{{ claim.answer }}"), "Body"),
        p("四、处理意见及依据", "Heading"),
        body("根据{{ basis }}的规定，本机关对该信访事项的处理意见为：{{ result }}。"),
        looped("for line in opinion|lines", body("{{ line }}"), "Body"),
        body(
            "如对本处理意见不服，可以自收到本意见书之日起30日内，向{{ review_organ }}书面提出"
            "复查申请。逾期未提出复查申请，仍以同一事实和理由提出投诉请求的，各级机关、单位不再"
            "受理。",
            keep=True,
        ),
        to="",
        page=LETTER,
    )
