"""The suites that ship with the package; `registry.py` finds them by name."""
