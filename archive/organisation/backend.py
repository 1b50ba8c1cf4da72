"""Sign-in and the one permission Wagtail's admin asks for; all else is the policy table."""

from __future__ import annotations

import hashlib
import unicodedata
from contextlib import suppress
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.cache import cache
from django.http import HttpRequest

from archive.organisation.models import User
from archive.organisation.standing import standing_of

# Policy 6: five failures lock for a quarter of an hour. Settings of this installation, not law.
FAILURES = 5
LOCKED_FOR = 15 * 60
ADMIN = "wagtailadmin.access_admin"


def failures_key(username: str) -> str:
    """One count for all spellings of a name; a digest, for a name may be anything typed."""
    plain = unicodedata.normalize("NFKC", username).casefold()
    return f"sign-in-failures:{hashlib.sha256(plain.encode('utf-8', 'replace')).hexdigest()}"


def count_failure(key: str) -> None:
    """The quarter of an hour begins anew with each failure."""
    if not cache.add(key, 1, LOCKED_FOR):
        # It may have lapsed in between; then this failure is the first again next time.
        with suppress(ValueError):
            cache.incr(key)
        cache.touch(key, LOCKED_FOR)


class PolicyBackend(ModelBackend):
    """Groups and permissions of Django mean nothing here: posts do."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        key = failures_key(username or "")
        if cache.get(key, 0) >= FAILURES:
            return None
        person = super().authenticate(request, username, password, **kwargs)
        if person is None:
            count_failure(key)
            return None
        cache.delete(key)
        return person

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if obj is not None or not isinstance(user_obj, User) or not user_obj.is_active:
            return set()
        return {ADMIN} if standing_of(user_obj).posts else set()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return app_label == "wagtailadmin" and bool(self.get_all_permissions(user_obj))
