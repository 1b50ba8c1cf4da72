"""Synthetic documents and questions, the same in every run, and a source that serves them."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

FACETS = ("kind", "unit", "year", "genre", "subject")
UNITS, GENRES = [f"U{number:02}" for number in range(40)], ["notice", "report", "plan", "minutes"]
KINDS, SUBJECTS = ["document", "petition", "mediation"], [f"S{number}" for number in range(25)]
WORDS = """
矛盾纠纷 排查 调处 信访 事项 人民调解 委员会 司法所 乡镇 街道 村民 社区
矫正 法治 宣传 教育 档案 管理 制度 落实 加强 推进 完善 健全 组织 领导
责任 考核 督查 通报 会议 精神 文件 通知 意见 办法 规定 条例 依法 及时
就地 解决 问题 群众 反映 举报 来信 来访 接待 登记 受理 办理 答复 复查
复核 终结 协议 当事人 双方 宅基地 界址 土地 承包 婚姻 家庭 继承 赡养 债务
劳动 工资 工伤 赔偿 医疗 交通 事故 环境 污染 物业 拆迁 征收 补偿 安置
""".split()  # noqa: SIM905
SURNAMES, GIVEN = "王李张刘陈杨黄赵周吴徐孙马朱胡", "建国秀英大山小明志强桂兰玉华海燕文军"


def clauses(random_: random.Random) -> list[str]:
    """Three thousand clauses, some of which are used far more often than others."""
    return ["".join(random_.choices(WORDS, k=random_.randint(3, 6))) for _ in range(3000)]


def rows(many: int) -> Iterator[tuple[object, ...]]:
    random_ = random.Random(20120504)
    stock = clauses(random_)
    weights = [1 / (place + 5) for place in range(len(stock))]
    for key in range(1, many + 1):
        year, unit = random_.randint(2005, 2024), random_.choice(UNITS)
        name = random_.choice(SURNAMES) + "".join(random_.choices(GIVEN, k=2))
        some = random_.choices(stock, weights, k=random_.randint(15, 50))
        number = f"{unit}发〔{year}〕{random_.randint(1, 400)}号"
        lines = ["，".join(some[start : start + 6]) + "。" for start in range(0, len(some), 6)]
        text = "\n".join([*lines, f"当事人{name}，依据{number}。"])
        subject, kind = random_.choice(SUBJECTS), random_.choice(KINDS)
        day = f"{year}-{random_.randint(1, 12):02}-{random_.randint(1, 28):02}"
        title = f"关于{some[0]}的{random_.choice(WORDS)}"
        yield key, title, text, number, kind, unit, year, random_.choice(GENRES), subject, day


def number(unit: str, random_: random.Random) -> str:
    return f"{unit}发〔{random_.randint(2005, 2024)}〕{random_.randint(1, 400)}号"


def questions(many: int) -> list[str]:
    """Words as people ask: single characters, words, clauses, several, phrases, numbers, names."""
    random_ = random.Random(7)
    stock = clauses(random.Random(20120504))
    kinds: list[Callable[[], str]] = [
        lambda: random_.choice(random_.choice(WORDS)),
        lambda: random_.choice(WORDS),
        lambda: random_.choice(stock)[:4],
        lambda: random_.choice(stock),
        lambda: " ".join(random_.sample(WORDS, 2)),
        lambda: f'"{random_.choice(WORDS)}" {random_.choice(WORDS)}',
        lambda: (
            f"{random_.choice(UNITS)}发〔{random_.randint(2005, 2024)}〕{random_.randint(1, 400)}号"
        ),
        lambda: random_.choice(SURNAMES) + "".join(random_.choices(GIVEN, k=2)),
    ]
    return [kinds[place % len(kinds)]() for place in range(many)]


class Documents:
    """A source with a table of its own."""

    name = "bench"
    facets = FACETS

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path)

    def fill(self, many: int) -> None:
        self.database.execute(
            "CREATE TABLE doc (key INTEGER PRIMARY KEY, title, text, number, kind, unit, year,"
            " genre, subject, day)"
        )
        self.database.executemany("INSERT INTO doc VALUES (?,?,?,?,?,?,?,?,?,?)", rows(many))
        self.database.commit()

    def keys(self) -> Iterator[int]:
        yield from (key for (key,) in self.database.execute("SELECT key FROM doc ORDER BY key"))

    def stamps(self, keys: Sequence[int]) -> dict[int, str]:
        return dict.fromkeys(keys, "1")

    def select(self, columns: str, keys: Sequence[int]) -> list[tuple]:
        marks = ",".join("?" * len(keys))
        return self.database.execute(
            f"SELECT {columns} FROM doc WHERE key IN ({marks})", list(keys)
        ).fetchall()

    def load(self, keys: Sequence[int]) -> dict[int, object]:
        import datetime as dt

        from search import IndexDocument

        found = {}
        for key, title, text, number, kind, unit, year, genre, subject, day in self.select(
            "*", keys
        ):
            facets = {
                "kind": (kind,),
                "unit": (unit,),
                "year": (str(year),),
                "genre": (genre,),
                "subject": (subject,),
            }
            found[key] = IndexDocument(
                key,
                kind,
                title,
                text,
                (number,),
                (),
                facets,
                dt.date.fromisoformat(day),
                number,
                frozenset({f"unit:{unit}"}),
                "1",
            )
        return found

    def texts(self, keys: Sequence[int]) -> dict[int, list[object]]:
        from search import TextPage

        return {
            key: [TextPage("", None, title), TextPage("", 1, text)]
            for key, title, text in self.select("key, title, text", keys)
        }
