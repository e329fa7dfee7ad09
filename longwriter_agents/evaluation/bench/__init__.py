"""Benchmarks of the framework itself: orchestration, engine cost, embedded models."""
