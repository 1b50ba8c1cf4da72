"""The tags of a script one by one, for scripts that cannot be read as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from doc_templates.script import Line

SHOWN = re.compile(r"\{\{(?P<asked>[^{}]*)\}\}")
ASKED = re.compile(r"\{%\s*(?:if|elif)\s(?P<asked>[^{}]*?)%\}")
LOOP = re.compile(r"\{%\s*for\s+(?P<name>\w+)\s+in\s(?P<asked>[^{}]*?)%\}")
NAME = re.compile(r"[^\W\d]\w*")
LOOP_ITSELF = "loop"


def pieces_of(lines: list[Line]) -> Iterator[tuple[Line, str]]:
    """Each expression as a script of its own, within the loops whose names it uses."""
    loops: dict[str, str] = {}
    for line in lines:
        code = line.code
        for found in LOOP.finditer(code):
            yield line, within(found["asked"], loops)
            loops[found["name"]] = found["asked"]
        for found in (*SHOWN.finditer(code), *ASKED.finditer(code)):
            yield line, within(found["asked"], loops)


def within(asked: str, loops: dict[str, str]) -> str:
    said = f"{{{{ {asked} }}}}"
    used = set(NAME.findall(asked))
    for name, source in reversed(loops.items()):
        if name in used or (LOOP_ITSELF in used and name == next(reversed(loops))):
            said = f"{{% for {name} in {source} %}}{said}{{% endfor %}}"
            used |= set(NAME.findall(source))
    return said
