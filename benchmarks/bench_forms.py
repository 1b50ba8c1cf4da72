"""A form through `fill` (template from the database, digest, checks, fixed bytes) against docxtpl
alone with the same template and data, warm and with nothing compiled beforehand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

from benchmarks import home
from benchmarks.report import Row, finish
from benchmarks.timing import Pair, alternate

MOST = 1.2
FORMS = ("accept_notice", "opinion", "agreement", "report_form", "volume_contents")
ROWS = 60


def values_of(code: str) -> dict[str, Any]:
    """The sample data; a list of contents as long as that of a thick volume."""
    from doc_templates import sample_of

    values = sample_of(code)
    if code == "volume_contents":
        values["rows"] = (values["rows"] * ROWS)[:ROWS]
    return values


def docxtpl_alone() -> Callable[[str, dict[str, Any]], bytes]:
    """docxtpl as its guide has it, with the filters of our templates and escaping on."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    from doc_templates.language import FILTERS
    from doc_templates.loading import SHIPPED

    environment = Environment(autoescape=True)
    environment.filters.update(FILTERS)

    def render(code: str, values: dict[str, Any]) -> bytes:
        template = DocxTemplate(SHIPPED / f"{code}.docx")
        template.render(values, environment, autoescape=True)
        written = BytesIO()
        template.save(written)
        return written.getvalue()

    return render


def forget_compiled(_number: int) -> None:
    from doc_templates.filling import patched
    from doc_templates.language import compiled

    patched.cache_clear()
    compiled.cache_clear()


def measure(rounds: int) -> int:
    home.enter(home.temporary("forms"))
    home.make_ready()
    from doc_templates import fill, load_shipped

    load_shipped()
    data = {code: values_of(code) for code in FORMS}
    alone = docxtpl_alone()

    def ours(_number: int) -> None:
        for code, values in data.items():
            fill(code, values)

    def other(_number: int) -> None:
        for code, values in data.items():
            alone(code, values)

    warm = alternate(ours, other, rounds, warm=2)
    cold = alternate(ours, other, rounds, warm=2, prepare=forget_compiled)
    return finish(
        f"Forms: {len(FORMS)} forms filled in turn ({rounds} rounds a side)",
        [*rows_of(warm, "compiled before"), *rows_of(cold, "nothing compiled before")],
    )


def rows_of(pair: Pair, how: str) -> list[Row]:
    each = 1000 / len(FORMS)
    return [
        Row(f"ours, a form, {how}", pair.ours.median * each, "ms"),
        Row(f"docxtpl alone, a form, {how}", pair.other.median * each, "ms"),
        Row(f"ratio of the medians, {how}", pair.ratio, "", MOST),
        Row(f"median of the ratios, {how}", pair.middle_ratio),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    return measure(rounds=7 if small else 40)


if __name__ == "__main__":
    sys.exit(main())
