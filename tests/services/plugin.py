"""The services as fixtures of the whole run: started on first use, stopped at the end."""

from tests.services.chromium import browser
from tests.services.elasticsearch import elasticsearch_url
from tests.services.libreoffice import print_all
from tests.services.postgres import postgres_server, postgres_template, postgres_url
from tests.services.redis import redis_url

__all__ = [
    "browser",
    "elasticsearch_url",
    "print_all",
    "postgres_server",
    "postgres_template",
    "postgres_url",
    "redis_url",
]
