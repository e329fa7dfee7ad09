"""The command line's fixture, for all tests of this folder."""

from __future__ import annotations

from terminal import cli

__all__ = ["cli"]
