"""Backup and restore: between homes and between databases; the key travels by hand."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.commands import answer, make_files, manage, with_office
from tests.database import environment_of, template

pytestmark = pytest.mark.slow
FILES = 12


@pytest.fixture
def home(sqlite_home, tmp_path):
    home = with_office(sqlite_home)
    answer(home, "import_folder", make_files(tmp_path / "来文", FILES), "--unit", "DH")
    return home


@pytest.fixture
def other(tmp_path):
    """Another home, migrated and empty, without a key."""
    place = tmp_path / "other"
    place.mkdir()
    shutil.copy(template(), place / "anjuan.sqlite3")
    return environment_of(place)


def copy_key(home, other):
    keys = Path(other["ANJUAN_HOME"]) / "keys"
    keys.mkdir(exist_ok=True)
    shutil.copy(Path(home["ANJUAN_HOME"]) / "keys" / "personal.keys", keys)


def test_a_restored_home_has_the_same_fingerprint(home, other, tmp_path):
    answer(home, "backup", tmp_path / "b.tar")
    copy_key(home, other)

    answer(other, "restore", tmp_path / "b.tar")

    assert answer(other, "fingerprint") == answer(home, "fingerprint")
    assert answer(other, "check_store", "--grace", 0)["sound"] == FILES
    assert answer(other, "verify_log")["sound"]


def test_restore_refuses_without_the_key_and_keeps_nothing(home, other, tmp_path):
    answer(home, "backup", tmp_path / "b.tar")

    refused = answer(other, "restore", tmp_path / "b.tar")

    assert [reason["code"] for reason in refused["refused"]] == ["key_missing"]
    assert answer(other, "check_store", "--grace", 0)["asked"] == 0


def test_restore_refuses_a_home_that_has_records(home, tmp_path):
    answer(home, "backup", tmp_path / "b.tar")

    refused = answer(home, "restore", tmp_path / "b.tar")

    assert "not_empty" in [reason["code"] for reason in refused["refused"]]


def test_a_backup_never_holds_the_keys(home, tmp_path):
    answer(home, "backup", tmp_path / "b.tar")
    keys = (Path(home["ANJUAN_HOME"]) / "keys").iterdir()

    whole = (tmp_path / "b.tar").read_bytes()

    assert not [key.name for key in keys if key.read_bytes().strip() in whole]


def test_a_damaged_backup_is_refused(home, other, tmp_path):
    answer(home, "backup", tmp_path / "b.tar")
    copy_key(home, other)
    content = (tmp_path / "b.tar").read_bytes()
    (tmp_path / "c.tar").write_bytes(content.replace("矛盾".encode(), "茅盾".encode()))

    refused = answer(other, "restore", tmp_path / "c.tar")

    assert refused["refused"][0]["code"] in {"damaged", "differs"}
    assert manage(other, "verify_log").returncode == 0


@pytest.mark.postgres
def test_a_backup_of_sqlite_restores_into_postgres(home, other, tmp_path, postgres_url):
    answer(home, "backup", tmp_path / "b.tar")
    copy_key(home, other)
    other |= {"ANJUAN_DATABASE": postgres_url}

    answer(other, "restore", tmp_path / "b.tar")

    assert answer(other, "fingerprint") == answer(home, "fingerprint")
    assert answer(other, "verify_log")["sound"]
    folder = make_files(tmp_path / "来文", FILES + 1)
    assert answer(other, "import_folder", folder, "--unit", "DH")["done"] == 1


def test_one_byte_changed_behind_its_back_is_named(home):
    database = Path(home["ANJUAN_HOME"]) / "anjuan.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TRIGGER guard_archive_body_update")
        connection.execute(
            "UPDATE archive_body SET content = replace(content, '第3次', '第8次')"
        )

    report = answer(home, "verify_log")

    assert not report["sound"]
    named = {(fault["record"], fault["seq"]) for fault in report["faults"]}
    assert ("收〔2026〕3号", 1) in named
