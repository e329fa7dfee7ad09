"""Evaluation: suites of requests with their scorers, metrics as pure functions, a resumable runner, reports, benches."""
