"""The address of a page as a QR code, for whoever holds the paper."""

from __future__ import annotations

import segno


def code_of(address: str) -> str:
    """SVG without a size of its own; the style sheet gives it one. No style, no script."""
    made = segno.make(address, error="m", micro=False)
    return str(made.svg_inline(omitsize=True, border=2, svgclass="qr-code", lineclass=None))
