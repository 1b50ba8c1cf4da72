"""The accounts that a first start makes, written down once for the person who installs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable

from django.conf import settings

from archive.organisation.office import Account


def keep_accounts(accounts: Iterable[Account]) -> None:
    """Adds accounts to accounts.json in the home, readable by its owner alone."""
    path = settings.ANJUAN_HOME / "accounts.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for account in accounts:
        known[account.username] = {
            "password": account.password,
            "unit": account.unit,
            "posts": list(account.posts),
        }
    beside = path.with_suffix(f".{os.getpid()}")
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    beside.replace(path)
