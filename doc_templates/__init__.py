"""Word templates as versioned data: check, upload, release, fill. Knows nothing of what it prints.

Names that need Django's models are loaded when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from doc_templates.faults import (
    Fault,
    NoTemplate,
    NotReleasable,
    TemplateAltered,
    TemplateRefused,
    Unfilled,
)

if TYPE_CHECKING:
    from doc_templates.checking import check
    from doc_templates.filling import Filled, fill, fill_sample
    from doc_templates.loading import form_of, load_shipped, sample_of, shipped_codes
    from doc_templates.releasing import newest, release, upload, withdraw

LAZY = {
    "check": "doc_templates.checking",
    "Filled": "doc_templates.filling",
    "fill": "doc_templates.filling",
    "fill_sample": "doc_templates.filling",
    "form_of": "doc_templates.loading",
    "load_shipped": "doc_templates.loading",
    "sample_of": "doc_templates.loading",
    "shipped_codes": "doc_templates.loading",
    "newest": "doc_templates.releasing",
    "release": "doc_templates.releasing",
    "upload": "doc_templates.releasing",
    "withdraw": "doc_templates.releasing",
}

__all__ = [
    "Fault",
    "Filled",
    "NoTemplate",
    "NotReleasable",
    "TemplateAltered",
    "TemplateRefused",
    "Unfilled",
    "check",
    "fill",
    "fill_sample",
    "form_of",
    "load_shipped",
    "newest",
    "release",
    "sample_of",
    "shipped_codes",
    "upload",
    "withdraw",
]


def __getattr__(name: str) -> Any:
    if name in LAZY:
        return getattr(import_module(LAZY[name]), name)
    raise AttributeError(f"module 'doc_templates' has no attribute {name!r}")
