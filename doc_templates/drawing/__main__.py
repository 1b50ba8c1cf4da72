"""Writes the shipped templates anew."""

from __future__ import annotations

import sys
from pathlib import Path

from doc_templates.drawing.forms import drawn

SHIPPED = Path(__file__).resolve().parents[1] / "shipped"

if __name__ == "__main__":
    for code, content in drawn().items():
        (SHIPPED / f"{code}.docx").write_bytes(content)
        sys.stdout.write(f"{code}\n")
