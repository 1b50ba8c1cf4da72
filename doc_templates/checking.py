"""Is this template fit for use? All faults at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from docx import Document
from docx.opc.exceptions import OpcError
from jinja2 import TemplateError, TemplateSyntaxError, meta, nodes
from lxml import etree

from doc_templates.faults import Fault, Place, Unfilled
from doc_templates.filling import FormTemplate, render
from doc_templates.language import ALLOWED, ENVIRONMENT
from doc_templates.names import Asked, Reader, paths_of
from doc_templates.outward import outward_faults
from doc_templates.package import CORRUPT, FATAL, faults_of_package
from doc_templates.pieces import pieces_of
from doc_templates.script import CELL, PARAGRAPH, ROW, TABLE, Line, lines_of, opens, script_of
from doc_templates.tags import tag_faults

BREAKS = (
    *(TemplateError, OpcError, etree.XMLSyntaxError),
    *(TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError),
)

SYNTAX = _("This tag cannot be read (%(why)s); write it as {{ name }} or {%% for … in … %%}.")
FORBIDDEN = _(
    "“%(what)s” is not open to templates; use names, for, if and the filters of the guide."
)
UNKNOWN = _("The name “%(name)s” is not known here; the names of this form stand in the guide.")
UNUSED = _("The name “%(name)s” is offered and not used.")
HIDDEN = _("The name “%(name)s” stands where no text is (a field, a link, a hidden property).")
RENDER = _("With the sample data it cannot be filled: %(why)s.")
RENDER_EMPTY = _(
    "With empty fields it cannot be filled (%(why)s); ask {%% if … %%} whether there is a value."
)
EMPTY_BREAKS = _(
    "With an empty list this table, or a cell of it, is left without content; keep one row or "
    "paragraph outside of the loop."
)
TABLE_NO = _("table %(table)s")


def check(content: bytes, sample: Mapping[str, Any]) -> list[Fault]:
    """All faults of a template, tried with the sample data; those with `refuses` bar its use.

    Names that are offered and not used are pointed out only.
    """
    faults = faults_of_package(content)
    if FATAL & {fault.code for fault in faults}:
        return faults
    if not opens(content):
        return faults or [Fault("zip_corrupt", CORRUPT)]
    lines = lines_of(content)
    faults += outward_faults(content, lines)
    broken = list(tag_faults(lines))
    if broken:
        return [*faults, *broken, *faults_of_pieces(lines, sample)]
    return [*faults, *faults_of_script(content, lines, sample)]


def names_of(content: bytes, sample: Mapping[str, Any]) -> list[str]:
    """The names a sound template asks for, dotted where they are fields of a row."""
    return sorted(read_names(lines_of(content), sample).used)


def faults_of_script(
    content: bytes, lines: list[Line], sample: Mapping[str, Any]
) -> Iterator[Fault]:
    try:
        tree = ENVIRONMENT.parse(script_of(lines))
        ENVIRONMENT.compile(script_of(lines))
    except TemplateSyntaxError as error:
        whole = placed("syntax", SYNTAX, {"why": error.message}, lines, error.lineno)
        yield from list(faults_of_pieces(lines, sample)) or [whole]
        return
    found = [*forbidden(tree, lines), *unknown(Reader(sample).read(tree), lines)]
    yield from found
    if not found:
        yield from faults_of_filling(content, lines, sample)
    yield from unused(lines, sample)


def placed(
    code: str, message: Any, facts: Mapping[str, Any], lines: list[Line], number: int
) -> Fault:
    line = lines[min(max(number, 1), len(lines)) - 1]
    return Fault(code, message, facts, line.place, line.text)


def read_names(lines: list[Line], sample: Mapping[str, Any]) -> Asked:
    return Reader(sample).read(ENVIRONMENT.parse(script_of(lines)))


def faults_of_pieces(lines: list[Line], sample: Mapping[str, Any]) -> Iterator[Fault]:
    """The names of a script that cannot be read as a whole: each tag read by itself, in the loop
    that stood before it."""
    for line, piece in pieces_of(lines):
        here = [line]
        try:
            tree = ENVIRONMENT.parse(piece)
            ENVIRONMENT.compile(piece)
        except TemplateSyntaxError as error:
            yield placed("syntax", SYNTAX, {"why": error.message}, here, 1)
            continue
        yield from [*forbidden(tree, here), *unknown(Reader(sample).read(tree), here)]


def forbidden(tree: nodes.Node, lines: list[Line]) -> Iterator[Fault]:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, ALLOWED):
            what = {"what": type(node).__name__.lower()}
            yield placed("forbidden", FORBIDDEN, what, lines, node.lineno)


def unknown(asked: Asked, lines: list[Line]) -> Iterator[Fault]:
    for name, number in asked.unknown:
        yield placed("unknown_name", UNKNOWN, {"name": name}, lines, number)


def unused(lines: list[Line], sample: Mapping[str, Any]) -> Iterator[Fault]:
    used = read_names(lines, sample).used
    for path in paths_of(sample):
        if path not in used:
            yield Fault("unused_name", UNUSED, {"name": path}, refuses=False)


def faults_of_filling(
    content: bytes, lines: list[Line], sample: Mapping[str, Any]
) -> Iterator[Fault]:
    """Fills it twice: with the sample, and with nothing in any field or list."""
    for name in sorted(names_in_xml(content) - names_in_text(lines)):
        yield Fault("hidden_name", HIDDEN, {"name": name})
    faults = list(filling_fault(content, sample, RENDER))
    yield from faults or filling_fault(content, emptied(sample), RENDER_EMPTY)


def filling_fault(content: bytes, values: Mapping[str, Any], message: Any) -> Iterator[Fault]:
    try:
        filled = render(content, values)
    except Unfilled as error:
        yield Fault("render_failed", message, {"why": ", ".join(error.names)})
    except BREAKS as error:
        yield Fault("render_failed", message, {"why": str(error)})
    else:
        for number in empty_tables(filled):
            yield Fault("breaks_when_empty", EMPTY_BREAKS, place=Place(TABLE_NO, {"table": number}))


def names_in_text(lines: list[Line]) -> set[str]:
    return set(meta.find_undeclared_variables(ENVIRONMENT.parse(script_of(lines))))


def names_in_xml(content: bytes) -> set[str]:
    return set(FormTemplate(BytesIO(content)).get_undeclared_template_variables(ENVIRONMENT))


def emptied(value: Any) -> Any:
    """The same shape with nothing in it."""
    if isinstance(value, Mapping):
        return {key: emptied(item) for key, item in value.items()}
    return [] if isinstance(value, list) else ("" if isinstance(value, str) else None)


def empty_tables(content: bytes) -> Iterator[int]:
    """The tables, counted from 1, that Word would not open: no row, or a cell without text."""
    tables = Document(BytesIO(content)).element.body.iter(TABLE)
    for number, table in enumerate(tables, start=1):
        cells = all(len(cell) and cell[-1].tag == PARAGRAPH for cell in table.iter(CELL))
        if table.find(ROW) is None or not cells:
            yield number
