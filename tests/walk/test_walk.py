"""What people do, in the browser they use: register, find, correct, compare, publish, read."""

from __future__ import annotations

import re
import time

import pytest

from tests.commands import manage
from tests.walk.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("walk")]
TEXT = "各村要认真开展矛盾纠纷排查，做到早发现、早调处。\n联系电话：13812345678\n"


def register(page, tmp_path, title, number="云司发〔2024〕7号"):
    """Registers a document with its file, as a clerk of the county does."""
    file = tmp_path / "排查通知.txt"
    file.write_text(f"{title}\n{TEXT}", encoding="utf-8")
    page.goto("/desk/records/register/")
    page.set_input_files("input[name=file]", file)
    page.fill("input[name=title]", title)
    page.fill("input[name=number]", number)
    page.fill("input[name=issuer]", "云溪县信访局")
    page.fill("input[name=dated_on]", "2024-03-01")
    page.select_option("select[name=secrecy]", "public")
    page.click("main form.aj-form button.main")
    page.wait_for_url(re.compile(r"/desk/records/\d+/"))
    return re.search(r"/desk/records/(\d+)/", page.url)[1]


def text_of(page):
    return page.inner_text("body")


def find(page, words, wanted):
    """Searches until it is found, ten seconds at the most."""
    began = time.monotonic()
    while time.monotonic() - began < 10:
        page.goto(f"/desk/search/?q={words}")
        if wanted in text_of(page):
            return
        time.sleep(0.1)
    raise AssertionError(f"{words} does not find {wanted}")


def test_what_was_registered_is_found_in_any_script_and_brackets(page, tmp_path):
    sign_in(page, "county-clerk")
    title = "关于开展矛盾纠纷排查的通知"
    register(page, tmp_path, title, "坛司发〔2012〕11号")

    find(page, "矛盾糾紛", title)

    marks = page.locator("mark").all_inner_texts()
    assert "矛盾纠纷" in "".join(marks)
    for written in ("坛司发(2012)11号", "坛司发[2012]11号", "坛司发【2012】11号"):
        page.goto(f"/desk/search/?q={written}")
        assert title in text_of(page), written
    assert "13812345678" not in text_of(page)


def test_a_new_file_is_version_two_and_the_first_stays(page, tmp_path):
    sign_in(page, "county-clerk")
    register(page, tmp_path, "关于报送排查情况的函", "坛司发〔2012〕12号")
    newer = tmp_path / "第二稿.txt"
    newer.write_text("第二稿的内容", encoding="utf-8")

    page.click("a[href*='/desk/papers/']")
    page.set_input_files("input[name=file]", newer)
    page.click("main form.aj-form button.main")
    page.wait_for_url(re.compile(r"/desk/records/\d+/"))

    said = text_of(page)
    assert "第二稿.txt" in said and "第二稿的内容" in said
    page.click("text=第 1 版文件")
    page.wait_for_url(re.compile(r"file=\d+#preview"))
    assert "排查通知.txt" in text_of(page) and "早发现、早调处" in text_of(page)


def test_a_corrected_title_is_compared_side_by_side(page, tmp_path):
    sign_in(page, "county-clerk")
    pk = register(page, tmp_path, "关于调解工作的通知", "坛司发〔2012〕13号")

    page.goto(f"/desk/records/{pk}/correct/")
    page.fill("input[name=title]", "关于人民调解工作的通知")
    page.click("main form.aj-form button.main")
    assert "理由" in text_of(page)  # Nothing is corrected without a reason, nothing is lost.
    page.fill("[name=reason]", "标题漏字")
    page.click("main form.aj-form button.main")
    page.wait_for_url(re.compile(rf"/desk/records/{pk}/"))
    page.goto(f"/desk/records/{pk}/versions/1..2/")

    said = text_of(page)
    assert "关于调解工作的通知" in said and "关于人民调解工作的通知" in said
    assert "标题漏字" in said and "钱经办" in said


def test_a_stranger_finds_nothing_and_opens_nothing(page, tmp_path):
    sign_in(page, "county-clerk")
    pk = register(page, tmp_path, "关于界址纠纷的专题报告", "坛司发〔2012〕14号")
    page.context.clear_cookies()

    sign_in(page, "stranger")
    page.goto("/desk/search/?q=界址纠纷")
    assert "专题报告" not in text_of(page)
    assert page.goto(f"/desk/records/{pk}/").status == 404
    assert page.goto(f"/files/{pk}/").status == 404


def test_a_published_notice_is_read_and_withdrawn(page, system, tmp_path):
    sign_in(page, "county-clerk")
    pk = register(page, tmp_path, "关于公布调解委员会名录的通告", "坛司发〔2012〕15号")
    page.context.clear_cookies()
    sign_in(page, "publisher")
    page.goto(f"/desk/records/{pk}/publish/")
    page.fill("[name=summary]", "公布全县人民调解委员会名录")
    page.fill("[name=publisher_name]", "云溪县司法局")
    page.click("main form.aj-form button.main")
    page.wait_for_url(re.compile(rf"/desk/records/{pk}/"))
    page.context.clear_cookies()

    page.goto("/notices/")
    page.click("text=关于公布调解委员会名录的通告")
    address = page.url
    assert re.search(r"/notices/014139118/\d{4}-\d{5}/$", address)
    assert "索引号" in text_of(page) and "坛司发〔2012〕15号" in text_of(page)
    page.goto("/search/?q=調解委員會")
    assert "关于公布调解委员会名录的通告" in text_of(page)

    sign_in(page, "publisher")
    page.goto(f"/desk/records/{pk}/withdraw/")
    page.fill("[name=reason]", "名录有误")
    page.click("main form.aj-form button.warn")
    page.wait_for_url(re.compile(rf"/desk/records/{pk}/"))
    assert page.goto(address).status == 410


def test_what_was_filed_by_command_is_found(page, system, tmp_path):
    (tmp_path / "来文").mkdir()
    (tmp_path / "来文" / "防汛.md").write_text("# 关于做好防汛值守的通知\n", encoding="utf-8")
    sign_in(page, "clerk")

    done = manage(system.home, "import_folder", tmp_path / "来文", "--unit", "DH")

    assert done.returncode == 0, done.stderr
    find(page, "防汛值守", "关于做好防汛值守的通知")


def test_an_import_is_seen_with_its_counts_and_undone(page, system, tmp_path):
    folder = tmp_path / "退回"
    folder.mkdir()
    (folder / "一.md").write_text("# 应当退回的材料\n", encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"MZ\x90\x00" + bytes(200))
    done = manage(system.home, "import_folder", folder, "--unit", "DH", "--as", "clerk")
    assert done.returncode == 1
    sign_in(page, "clerk")

    page.goto("/desk/imports/")
    page.click("text=退回")
    assert "应当退回的材料" in text_of(page) and "坏.docx" in text_of(page)
    page.click("a[href$='/undo/']")
    page.fill("[name=reason]", "批次有误")
    page.click("main form.aj-form button.warn")

    page.goto("/desk/records/?state=struck")
    assert "应当退回的材料" in text_of(page)
