"""Fixtures for pytest: `pytest_plugins = ["longwriter_agents.testing.fixtures"]` in a `conftest.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from longwriter_agents.testing.provider import Conduct, Provider, serving


@pytest.fixture
def simulated_provider() -> Iterator[Callable[..., Provider]]:
    """Starts simulated providers: `simulated_provider(tokens_per_s=60, faults=0.05)`; each ends with the test."""
    with ExitStack() as stack:
        yield lambda **conduct: stack.enter_context(serving(Conduct(**conduct)))
