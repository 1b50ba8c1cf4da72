"""Which names a template asks for, and which of them the data do not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

# What Jinja itself gives inside a loop.
LOOP = "loop"


@dataclass(frozen=True)
class Known:
    """A name of the data: its dotted path, and the value the sample has there."""

    path: str
    value: Any


Scope = Mapping[str, Known | None]


@dataclass
class Asked:
    """used: dotted paths in the order of the text. unknown: name and line of the script."""

    used: dict[str, int] = field(default_factory=dict)
    unknown: list[tuple[str, int]] = field(default_factory=list)


def paths_of(sample: Mapping[str, Any], under: str = "") -> Iterator[str]:
    """Every name a sample offers, dotted: `parties`, `parties.name`."""
    for name, value in sample.items():
        path = f"{under}{name}"
        yield path
        inner = merged(value) if isinstance(value, list) else value
        if isinstance(inner, Mapping):
            yield from paths_of(inner, f"{path}.")


def merged(rows: Any) -> Any:
    """One row that has every field any of the rows has."""
    if not isinstance(rows, list) or not rows:
        return None
    if not all(isinstance(row, Mapping) for row in rows):
        return rows[0]
    return {name: value for row in rows for name, value in row.items()}


class Reader:
    """Walks a parsed script with the sample beside it, so that fields of rows are known too."""

    def __init__(self, sample: Mapping[str, Any]) -> None:
        self.sample = sample
        self.asked = Asked()

    def read(self, tree: nodes.Node) -> Asked:
        self.visit(tree, {})
        return self.asked

    def visit(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.For):
            self.visit_for(node, scope)
        elif isinstance(node, nodes.Name | nodes.Getattr):
            self.resolve(node, scope)
        else:
            if isinstance(node, nodes.Filter):
                self.note_attribute(node, scope)
            for child in node.iter_child_nodes():
                self.visit(child, scope)

    def visit_for(self, node: nodes.For, scope: Scope) -> None:
        self.visit(node.iter, scope)
        source = self.resolve(node.iter, scope)
        inner = dict(scope) | {LOOP: None}
        if isinstance(node.target, nodes.Name):
            row = merged(source.value) if source else None
            inner[node.target.name] = Known(source.path, row) if source else None
        for child in [*node.body, *node.else_, *([node.test] if node.test else [])]:
            self.visit(child, inner)

    def resolve(self, node: nodes.Node, scope: Scope) -> Known | None:
        """The name a node stands for; None where only the data can tell."""
        if isinstance(node, nodes.Name):
            if node.name in scope:
                return scope[node.name]
            return self.look_up(self.sample, node.name, "", node.lineno)
        if isinstance(node, nodes.Getattr):
            base = self.resolve(node.node, scope)
            return base and self.look_up(base.value, node.attr, base.path, node.lineno)
        if isinstance(node, nodes.Filter) and node.name in {"rows", "pages", "lines"} and node.node:
            found = self.resolve(node.node, scope)
            return Known(found.path, [""]) if found and node.name == "lines" else found
        return None

    def look_up(self, value: Any, name: str, under: str, line: int) -> Known | None:
        path = f"{under}.{name}" if under else name
        if isinstance(value, Mapping) and name in value:
            self.asked.used.setdefault(path, line)
            return Known(path, value[name])
        if (path, line) not in self.asked.unknown:
            self.asked.unknown.append((path, line))
        return None

    def note_attribute(self, node: nodes.Filter, scope: Scope) -> None:
        """`parties|join("、", attribute="name")` asks for the field `name` of the rows."""
        source = self.resolve(node.node, scope) if node.node else None
        for keyword in node.kwargs:
            if source and keyword.key == "attribute" and isinstance(keyword.value, nodes.Const):
                row = merged(source.value)
                self.look_up(row, str(keyword.value.value), source.path, node.lineno)
