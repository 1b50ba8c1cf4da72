"""/healthz: is the house up, in one small JSON object without secrets."""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

import search
from archive.records.models import Job
from archive.records.vocabulary import JobState


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """`ok` is false, with status 503, when the database or the search engine is not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    engine = search.status()
    open_jobs = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).count()
    answer = {
        "ok": engine.ok,
        "engine": engine.engine,
        "outbox": engine.outbox,
        "jobs": open_jobs,
    }
    return JsonResponse(answer, status=200 if engine.ok else 503)
