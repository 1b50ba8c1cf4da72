"""Benchmarks: ratios with both sides in one run. `python -m benchmarks` runs them all."""
