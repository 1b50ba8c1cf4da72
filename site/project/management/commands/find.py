"""find QUERY: what a person would find; without --as what the operator may see."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

import search
from archive.organisation.models import User
from archive.organisation.standing import scope_of
from archive.records.index import newest_files, shown_names, shown_title
from archive.records.kinds import veils
from archive.records.models import Record
from archive.records.scope import search_scope
from project.front_door import FrontDoor, WrongUse


class Command(FrontDoor):
    help = "Search the records inside one's scope."
    acts = True

    def add_own(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="?", metavar="QUERY")
        parser.add_argument("--file", type=Path, help="one query a line; one JSON line each")
        parser.add_argument("--limit", type=int, default=20, metavar="N")

    def answer(self, *_args: Any, **options: Any) -> dict[str, Any]:
        if (options["query"] is None) == (options["file"] is None):
            raise WrongUse(_("Give a query, or a file of queries with --file."))
        if options["limit"] < 0:
            raise WrongUse(_("The limit is a number of hits, 0 or more."))
        person = self.actor(options["username"])
        if options["query"] is not None:
            return found(options["query"], person, options["limit"])
        return {"answers": self.answers(options["file"], person, options["limit"])}

    def answers(self, path: Path, person: User, limit: int) -> Iterable[dict[str, Any]]:
        if not path.is_file():
            raise WrongUse(_("There is no file “%(file)s”.") % {"file": path})
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        return (found(line, person, limit) for line in lines)

    def say(self, result: dict[str, Any], as_json: bool) -> None:
        """A file of queries is answered line by line, as the answers come."""
        if "answers" not in result:
            super().say(result, as_json)
            return
        for answer in result["answers"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def lines(self, result: dict[str, Any]) -> Iterable[str]:
        yield _("%(total)s found.") % result
        for hit in result["hits"]:
            yield f"{hit['number']}  {hit['title']}  [{hit['file']}]"
            yield f"    {hit['snippet']}"

    def failed(self, result: dict[str, Any]) -> bool:
        return bool(result.get("degraded"))


def found(words: str, person: User, limit: int) -> dict[str, Any]:
    """One answer: the query as asked, total, and hits as the front door promises them."""
    query = search.Query(words, size=max(1, limit))
    page = search.find(query, visible_to=search_scope(scope_of(person)))
    hits = page.hits[:limit]
    records = Record.objects.visible_to(scope_of(person)).in_bulk([hit.key for hit in hits])
    files, drawn = newest_files(list(records)), veils(list(records))
    answer: dict[str, Any] = {"query": words, "total": page.total}
    answer["hits"] = [
        {
            "number": records[hit.key].number,
            "title": shown_title(records[hit.key], drawn),
            "file": "".join(shown_names(hit.key, files.get(hit.key, [])[:1], drawn)),
            "kind": records[hit.key].kind,
            "snippet": str(hit.snippets[0]) if hit.snippets else str(hit.title),
        }
        for hit in hits
        if hit.key in records
    ]
    return answer | ({"degraded": page.degraded} if page.degraded else {})
