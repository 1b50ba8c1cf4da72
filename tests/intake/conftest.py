"""A store of its own for each test, and a folder as an office hands it over."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.intake.importing import import_folder
from archive.intake.models import Receipt

Write = Callable[[str | bytes, bytes | str], Path]

PAGE = """信息名称 关于公开调解室接待时间的通告
索引号 014139118/2015-00021
主题分类 公安、安全、司法 体裁分类 通告 组配分类 其他 司法局
文件编号 {number} 发布机构 云溪县司法局
生成日期 2015-03-02 公开日期 2015-03-05 废止日期有效
内容概述 调解室的接待时间

关于公开调解室接待时间的通告

  每周一至周五接待。
"""


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path) -> None:
    settings.ANJUAN_STORE = str(tmp_path / "store")
    settings.ANJUAN_MAX_FILE = 1024 * 1024


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "来文"
    made.mkdir()
    return made


@pytest.fixture
def write(folder) -> Write:
    """Puts a file into the folder; a name in bytes is taken as an old system left it."""

    def put(name: str | bytes, content: bytes | str = "正文") -> Path:
        path = folder / (os.fsdecode(name) if isinstance(name, bytes) else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


@pytest.fixture
def bring(office, folder) -> Callable[..., Receipt]:
    """Imports the folder into Donghe as its clerk."""

    def run(**more: object) -> Receipt:
        values = {"unit": office.donghe, "by": office.clerk} | more
        return import_folder(folder, values.pop("unit"), **values)

    return run


def answers(receipt: Receipt) -> dict[str, str]:
    """Name to outcome, or to the reason where there is one."""
    return {item.name: item.reason or item.outcome for item in receipt.items.all()}
