"""Data for every form: that of the sample office, much more than usual, and hostile."""

from __future__ import annotations

from typing import Any

from doc_templates import sample_of

LINE = (
    "2026年3月上旬，双方因共用通道的宽度发生争议，多次到村民委员会反映，调解员于3月12日到现场查看，"
    "测得通道现宽1.4米，原宽1.8米，邻居三户均证实围墙为去年冬天重砌。"
)
NAME = "陈秀兰等十二户村民与云溪县某某水利工程建设有限公司因灌溉水渠改道淹没承包地引起的纠纷"
LONG_TITLE = "关于东河村三组与四组之间灌溉水渠改道后渠水浸泡承包地要求恢复原渠的调查报告及其附件"
ADDRESS = "云溪县东河镇东河村三组18号东河花园小区二期12幢3单元1502室"
PARTIES, ROWS = 12, 40
TEXTS = {"facts": 24, "findings": 22, "note": 24, "terms": 8, "opinion": 8}
HOSTILE = (
    "{{ organ }}{% for x in y %}{# z #}<w:p/>&amp;]]>\x00\x1b\u202e\u200f‏العربية👨‍👩‍👧𠮷\ufffe"
)


def long(code: str) -> dict[str, Any]:
    """Twelve parties, three pages of facts, forty lines of contents."""
    values = sample_of(code)
    for name, lines in TEXTS.items():
        if name in values:
            values[name] = "\n".join(f"{number}．{LINE}" for number in range(1, lines + 1))
    if "requests" in values:
        values["requests"] = [LINE] * 6
    if "claims" in values:
        values["claims"] = [{"claim": LINE, "answer": LINE}] * 6
    if "party_names" in values:
        values["party_names"] = "、".join(f"当事人第{number + 1}名" for number in range(PARTIES))
    for name in {"title", "summary"} & values.keys():
        values[name] = NAME
    for name, most in (("parties", PARTIES), ("applicants", 6), ("respondents", 6)):
        if name in values:
            values[name] = [party(values[name], number) for number in range(most)]
    if "rows" in values:
        values["rows"] = [row(values["rows"], number) for number in range(ROWS)]
    return values


def party(sample: list[dict[str, Any]], number: int) -> dict[str, Any]:
    said = {"name": f"云溪县第{number + 1}建筑安装有限公司", "address": ADDRESS}
    return sample[number % len(sample)] | said


def row(sample: list[dict[str, Any]], number: int) -> dict[str, Any]:
    said = dict(sample[number % len(sample)])
    said |= {"no": number + 1} if "no" in said else {}
    return said | ({"title": LONG_TITLE} if number % 7 == 3 else {})


def hostile(value: Any) -> Any:
    """Every text is one that looks like markup, and long."""
    if isinstance(value, str):
        return HOSTILE + "甲" * 500
    if isinstance(value, dict):
        return {name: hostile(item) for name, item in value.items()}
    return [hostile(item) for item in value] if isinstance(value, list) else value
