"""Fill a template: the same template and the same values give the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docxtpl import DocxTemplate
from jinja2 import UndefinedError
from lxml import etree

from doc_templates.faults import TemplateAltered, Unfilled
from doc_templates.language import ENVIRONMENT, KEPT_COMPILED, plain
from doc_templates.loading import sample_of
from doc_templates.models import Template
from doc_templates.releasing import newest

# The first day a zip can name. The day of a form stands in its text, never in its container.
STAMP = (1980, 1, 1, 0, 0, 0)
MADE_AT = dt.datetime(1980, 1, 1)


@dataclass(frozen=True)
class Filled:
    """A form as bytes, and which version of which template made it (its own digest, in hex)."""

    content: bytes
    version: int
    sha256: str
    title: str


class FormTemplate(DocxTemplate):  # type: ignore[misc]
    """docxtpl without what would let data become markup, or make two fills differ."""

    def patch_xml(self, src_xml: str) -> str:
        return patched(src_xml)

    def fix_tables(self, xml: str) -> Any:
        """Columns do not move here, so nothing is to be fixed; broken XML raises instead of
        being guessed at."""
        return etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False))

    identity = ""

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Properties are no part of a form: nothing is filled in there. Those a library would
        make up are fixed; the keywords say which template made it."""
        properties = self.docx.core_properties
        properties.created = properties.modified = MADE_AT
        properties.last_modified_by = ""
        properties.keywords = self.identity


@lru_cache(maxsize=KEPT_COMPILED)
def patched(xml: str) -> str:
    """The tags of a part in the shape Jinja reads; the same for every fill of a template."""
    return str(DocxTemplate.patch_xml(None, xml))


def fill(code: str, values: Mapping[str, Any]) -> Filled:
    """The newest released template of that code, filled.

    values: plain data (text, numbers, days, lists and mappings of these); None is left blank.
    Raises NoTemplate, Unfilled with all names that are missing, TypeError for other values, and
    TemplateAltered when the template is not what was released.
    """
    template = newest(code)
    content = unaltered(template)
    missing = missing_names(template, values)
    if missing:
        raise Unfilled(missing)
    made = render(content, values, f"{template} sha256:{template.sha256}")
    return Filled(made, template.version, template.sha256, template.title)


def fill_sample(template: Template) -> bytes:
    """This version, released or not, filled with the sample data of its code. Raises
    TemplateAltered, NoTemplate, and Unfilled where a name of it is no longer known."""
    return render(unaltered(template), sample_of(template.code), str(template))


def unaltered(template: Template) -> bytes:
    """Its bytes as they were uploaded. Raises TemplateAltered."""
    content = bytes(template.content)
    if hashlib.sha256(content).hexdigest() != template.sha256:
        raise TemplateAltered(str(template))
    return content


def missing_names(template: Template, values: Mapping[str, Any]) -> list[str]:
    return [name for name in template.names if "." not in name and name not in values]


def render(content: bytes, values: Mapping[str, Any], identity: str = "") -> bytes:
    """The document with the values in it. Raises Unfilled for a name within a row or a group.

    identity: what the document says of its template, in its properties and not on its pages."""
    form = FormTemplate(BytesIO(content))
    form.identity = identity
    try:
        form.render(plain(values), ENVIRONMENT, autoescape=True)
    except UndefinedError as error:
        raise Unfilled([error.message or ""]) from error
    written = BytesIO()
    form.save(written)
    return restamped(written)


def restamped(written: BytesIO) -> bytes:
    """The same parts in the same order, without the hour they were packed at."""
    packed = BytesIO()
    with ZipFile(written) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, STAMP)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
