"""Every run has a home of its own, made before Django reads its settings and removed after."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="anjuan-test-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["ANJUAN_HOME"] = str(HOME)
os.environ["ANJUAN_SEARCH"] = "none"
os.environ.pop("ANJUAN_DATABASE", None)
sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

pytest_plugins = ["tests.office", "tests.database", "tests.services.plugin"]
