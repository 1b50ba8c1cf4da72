"""The one permission Wagtail's admin asks for; all else is the policy table. What a sign-in leaves
behind is said in `archive.records.sign_in`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from archive.organisation.models import User
from archive.organisation.standing import standing_of

ADMIN = "wagtailadmin.access_admin"


class PolicyBackend(ModelBackend):
    """Groups and permissions of Django mean nothing here: posts do."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if obj is not None or not isinstance(user_obj, User) or not user_obj.is_active:
            return set()
        return {ADMIN} if standing_of(user_obj).posts else set()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return app_label == "wagtailadmin" and bool(self.get_all_permissions(user_obj))

    def get_user(self, user_id: int) -> User | None:
        """With the unit, whose name every page of the desk says."""
        found = User.objects.select_related("unit").filter(pk=user_id).first()
        return found if found is not None and self.user_can_authenticate(found) else None
