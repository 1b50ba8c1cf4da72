"""The keys that encrypt personal data at rest; they live outside every backup (design 3)."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# One Fernet key a line; the first encrypts, all of them decrypt, so keys can be changed.
FILE = "personal.keys"


class KeyMissing(Exception):
    """No key of this home opens what was encrypted; `path` is where the key belongs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(str(path))


def key_file() -> Path:
    return Path(settings.ANJUAN_KEYS) / FILE


def make_key() -> Path:
    """Makes the first key of a new home; one that is there is left alone.

    The key gets its name when it is whole: a crash leaves no empty key that would be kept.
    """
    path = key_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        write_synced(beside, Fernet.generate_key() + b"\n")
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def write_synced(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def keyring() -> MultiFernet:
    """Raises KeyMissing when the home has no key."""
    path = key_file()
    lines = path.read_bytes().split() if path.exists() else []
    if not lines:
        raise KeyMissing(path)
    return MultiFernet([Fernet(line) for line in lines])


def seal(text: str) -> str:
    return keyring().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """Raises KeyMissing when no key of this home fits."""
    try:
        return keyring().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise KeyMissing(key_file()) from error
