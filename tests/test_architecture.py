"""The rings of design section 2: imports run one way, rooms do not know what stands after them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOP = {
    "search": ROOT / "search",
    "doc_templates": ROOT / "doc_templates",
    "archive": ROOT / "archive",
    "desk": ROOT / "site" / "desk",
    "portal": ROOT / "site" / "portal",
    "project": ROOT / "site" / "project",
}
MAY_IMPORT = {
    "search": set(),
    "doc_templates": set(),
    "archive": {"search", "doc_templates"},
    "desk": {"archive", "search", "doc_templates"},
    "portal": {"archive", "search", "doc_templates"},
    "project": {"archive", "search", "doc_templates", "desk", "portal"},
}
# In the order of a record's life; a room may use only what stands before it.
ROOMS = [
    "organisation",
    "classification",
    "clocks",
    "holdings",
    "records",
    "documents",
    "petitions",
    "mediation",
    "disputes",
    "reports",
    "retention",
    "volumes",
    "intake",
]
SIDE_BY_SIDE = {"documents", "petitions", "mediation"}
ONLY_IN = {
    "elasticsearch": {"search/engines/elastic.py"},
    "elasticsearch_dsl": {"search/engines/elastic.py"},
    "tantivy": {"search/engines/embedded.py"},
}
ONLY_UNDER = {
    "docx": ("doc_templates/", "archive/holdings/"),
    "wagtail": ("site/",),
}


def sources(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative imports hide the room"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def every_source() -> list[Path]:
    return [path for folder in TOP.values() for path in sources(folder)]


@pytest.mark.parametrize("name", TOP)
def test_imports_run_one_way(name):
    forbidden = TOP.keys() - MAY_IMPORT[name] - {name}
    for path in sources(TOP[name]):
        used = {module.split(".")[0] for module in imports(path)}
        assert not used & forbidden, f"{path} imports {used & forbidden}"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_only_what_stands_before_it(room):
    place = ROOMS.index(room)
    allowed = set(ROOMS[: place + 1]) - (SIDE_BY_SIDE - {room} if room in SIDE_BY_SIDE else set())
    for path in sources(ROOT / "archive" / room):
        used = {m.split(".")[1] for m in imports(path) if m.startswith("archive.")}
        assert not (used & set(ROOMS)) - allowed, f"{path} imports {used - allowed}"


def test_search_is_used_through_its_front_door_alone():
    for name in ("archive", "desk", "portal"):
        for path in sources(TOP[name]):
            inside = {m for m in imports(path) if m.startswith("search.engines")}
            assert not inside, f"{path} imports {inside}"


def test_each_engine_is_known_in_one_module():
    for path in every_source():
        where = path.relative_to(ROOT).as_posix()
        for module, homes in ONLY_IN.items():
            if any(name.split(".")[0] == module for name in imports(path)):
                assert where in homes, f"{where} imports {module}"


def test_word_and_wagtail_stay_in_their_rooms():
    for path in every_source():
        where = path.relative_to(ROOT).as_posix()
        for module, homes in ONLY_UNDER.items():
            if any(name.split(".")[0] == module for name in imports(path)):
                assert where.startswith(homes), f"{where} imports {module}"


def test_no_signal_receivers():
    for path in every_source():
        for name in imports(path):
            assert not name.startswith(("django.dispatch", "django.db.models.signals")), path


def test_files_and_functions_are_small():
    for path in every_source():
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 300, f"{path} is over 300 lines"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                assert lines <= 50, f"{path}: {node.name} has {lines} lines"


def test_site_is_a_plain_folder():
    assert not (ROOT / "site" / "__init__.py").exists()


def test_no_path_of_a_machine_stands_in_the_code():
    for path in every_source():
        text = path.read_text(encoding="utf-8")
        assert "/root/" not in text and "/work/" not in text, path
