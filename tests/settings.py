"""The settings of a test run: a home of its own for each process, removed at its end."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

HOME = Path(tempfile.mkdtemp(prefix="anjuan-test-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("ANJUAN_")]:
    if name != "ANJUAN_SERVICES":
        del os.environ[name]
os.environ |= {"ANJUAN_HOME": str(HOME), "ANJUAN_SEARCH": "none"}

from project.settings import *  # noqa: E402, F403

# The tests neither collect static files nor compress them.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# A strong hash for every person of every test would be most of the run.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
