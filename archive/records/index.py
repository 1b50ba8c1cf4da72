"""How a record becomes a document of the search index: its text is that of its newest files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

import search
from archive.holdings.models import PageText
from archive.records.canonical import digest
from archive.records.kinds import by_kind, more_facets, more_refs, veils
from archive.records.models import Barred, File, Named, Participation, Record
from archive.records.scope import bar_token, tokens
from archive.records.veil import Veil

# Facets of every kind; a kind adds its own.
FACETS = (
    "kind",
    "unit",
    "year",
    "genre",
    "subject",
    "state",
    "secrecy",
    "matter_class",
    "dispute_type",
    "result",
    "period",
)
CHUNK = 500
Veils = Mapping[int, Veil]


class RecordSource:
    """What the search room asks of records. A struck record is gone from the index."""

    name = "record"
    facets = FACETS

    def keys(self) -> Iterator[int]:
        yield from Record.objects.standing().order_by("pk").values_list("pk", flat=True).iterator(
            CHUNK
        )

    def stamps(self, keys: Sequence[int]) -> dict[int, str]:
        records = Record.objects.standing().filter(pk__in=keys).only("pk", "version")
        return stamps_of(list(records), newest_files(keys))

    def load(self, keys: Sequence[int]) -> dict[int, search.IndexDocument]:
        records = list(Record.objects.standing().filter(pk__in=keys).select_related("lead_unit"))
        files, drawn = newest_files([record.pk for record in records]), veils(keys)
        stamps, texts = stamps_of(records, files), page_texts(files, drawn)
        parts = parts_of(keys)
        named, barred = named_of(keys), barred_of(keys)
        facets, refs = of_kinds(records)
        entries = entry_texts(records, drawn)
        return {
            record.pk: search.IndexDocument(
                key=record.pk,
                kind=record.kind,
                title=shown_title(record, drawn),
                text="\n".join([entries[record.pk], *(page.text for page in texts[record.pk])]),
                refs=(record.number, *refs[record.pk]),
                names=shown_names(record.pk, files[record.pk], drawn),
                facets=facets[record.pk],
                date=record.dated_on,
                number_sort=record.number_sort,
                scope=tokens(
                    record, parts[record.pk], named[record.pk], barred[record.pk]
                ),
                stamp=stamps[record.pk],
            )
            for record in records
        }

    def texts(self, keys: Sequence[int]) -> dict[int, list[search.TextPage]]:
        records = list(Record.objects.filter(pk__in=keys).only("pk", "title", "kind"))
        drawn = veils(keys)
        pages, entries = page_texts(newest_files(keys), drawn), entry_texts(records, drawn)
        return {
            record.pk: [
                search.TextPage("", None, shown_title(record, drawn)),
                *entry_page(entries[record.pk]),
                *pages[record.pk],
            ]
            for record in records
        }


def entry_texts(records: Sequence[Record], drawn: Veils) -> dict[int, str]:
    """What the kinds let be searched of the register entry itself."""
    found: dict[int, str] = {}
    for kind, group in by_kind(records):
        found |= kind.text(group)
    return found | {pk: veil.over(found[pk]) for pk, veil in drawn.items() if pk in found}


def shown_title(record: Record, drawn: Veils) -> str:
    return drawn[record.pk].over(record.title) if record.pk in drawn else record.title


def shown_names(key: int, files: Iterable[File], drawn: Veils) -> tuple[str, ...]:
    """The names of a record's files, as far as everybody who sees the record may read them."""
    return tuple(shown_name(file, drawn.get(key)) for file in files)


def shown_name(file: File, veil: Veil | None) -> str:
    return veil.over(file.original_name) if veil else file.original_name


def entry_page(text: str) -> list[search.TextPage]:
    return [search.TextPage(str(_("Register entry")), None, text)] if text else []


def newest_files(keys: Sequence[int]) -> Mapping[int, list[File]]:
    """The newest file of each paper, by record id, in the order of the contents."""
    newest = File.objects.filter(paper=OuterRef("paper")).order_by("-no").values("no")[:1]
    rows = File.objects.filter(paper__record__in=keys, no=Subquery(newest))
    found: dict[int, list[File]] = defaultdict(list)
    ordered = rows.select_related("paper", "holding").order_by("paper__record", "paper__position")
    for file in ordered:
        found[file.paper.record_id].append(file)
    return found


def page_texts(
    files: Mapping[int, list[File]], drawn: Veils
) -> Mapping[int, list[search.TextPage]]:
    """Each record's pages of text, labelled with the file they stand in. One query.

    What stays closed to those before a veil is not searched by anybody, nor are its words.
    """
    digests = {file.holding_id for group in files.values() for file in group}
    pages: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in PageText.objects.filter(holding__in=digests).order_by("holding", "page"):
        pages[row.holding_id].append((row.page, row.text))
    found: dict[int, list[search.TextPage]] = defaultdict(list)
    for key, group in files.items():
        veil = drawn.get(key)
        for file in group:
            if veil is None or file.paper.type not in veil.papers:
                label = shown_name(file, veil)
                for page, text in pages[file.holding_id]:
                    said = veil.over(text) if veil else text
                    found[key].append(search.TextPage(label, page, said))
    return found


def stamps_of(records: Sequence[Record], files: Mapping[int, list[File]]) -> dict[int, str]:
    """Moves when the record's version or the text of one of its files does."""
    return {
        record.pk: digest(
            {
                "version": record.version,
                "texts": [
                    [file.holding_id, file.holding.extraction, file.holding.extractor_version]
                    for file in files.get(record.pk, [])
                ],
            }
        )[:16]
        for record in records
    }


def parts_of(keys: Sequence[int]) -> Mapping[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Participation.objects.filter(record__in=keys)
    for record, unit, part in rows.values_list("record", "unit", "part"):
        found[record].append((unit, part))
    return found


def named_of(keys: Sequence[int]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = Named.objects.filter(record__in=keys, until=None)
    for record, person in rows.values_list("record", "person"):
        found[record].append(person)
    return found


def barred_of(keys: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Barred.objects.filter(record__in=keys).values_list("record", "unit", "person")
    for record, unit, person in rows:
        found[record].append(bar_token(unit, person))
    return found


def of_kinds(
    records: Sequence[Record],
) -> tuple[dict[int, dict[str, tuple[str, ...]]], dict[int, tuple[str, ...]]]:
    """Facet values and further numbers of each record: shared, the kind's, later rooms'."""
    facets, refs = more_facets(records), more_refs(records)
    for kind, group in by_kind(records):
        own, numbers = kind.facets(group), kind.refs(group)
        for record in group:
            facets[record.pk] |= shared_facets(record) | own[record.pk]
            refs[record.pk] += numbers[record.pk]
    return facets, refs


def shared_facets(record: Record) -> dict[str, tuple[str, ...]]:
    return {
        "kind": (record.kind,),
        "unit": (record.lead_unit.code,),
        "year": (str(record.year),),
        "state": (record.state,),
        "secrecy": (record.secrecy,),
    }
