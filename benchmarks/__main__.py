"""`python -m benchmarks [NAME …] [--small]`: each in a process of its own, then one table."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.home import ROOT, temporary
from benchmarks.report import RESULTS, kept_rows, say, table

HERE = Path(__file__).parent
PREFIX = "bench_"


def names() -> list[str]:
    return sorted(path.stem.removeprefix(PREFIX) for path in HERE.glob(f"{PREFIX}*.py"))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names()))
    parser.add_argument("--small", action="store_true", help="little data, in a minute or two")
    asked = parser.parse_args()
    unknown = set(asked.names) - set(names())
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    return asked


def run(name: str, small: bool, results: Path) -> int:
    say(f"== {name}")
    command = [sys.executable, "-m", f"benchmarks.{PREFIX}{name}", *(["--small"] if small else [])]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    environment = os.environ | {RESULTS: str(results), "PYTHONPATH": paths}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def machine() -> str:
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} processors, load {load:.1f}, Python {sys.version.split()[0]}"


def main() -> int:
    """The exit code is 1 when a bound was broken or a benchmark did not end."""
    asked = arguments()
    results = temporary("results") / "rows.jsonl"
    results.touch()
    say(f"Before: {machine()}")
    codes = {name: run(name, asked.small, results) for name in asked.names or names()}
    say(f"\n== All{' (small: not the sizes the bounds are meant for)' if asked.small else ''}")
    for title, rows in kept_rows(results).items():
        table(title, rows)
    for name, code in codes.items():
        if code:
            say(f"{name} ended with {code}: a bound is broken, or it did not run to its end.")
    say(f"After: {machine()}")
    return 1 if any(codes.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
