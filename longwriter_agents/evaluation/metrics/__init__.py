"""The published formulas as pure functions: no model, no file, no clock."""
