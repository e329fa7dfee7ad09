"""Models for tests: deterministic, without a network. `scripted:steady` and its like are opened from here."""

from longwriter_agents.testing.personas import open_scripted
from longwriter_agents.testing.scripted import ScriptedBackend
from longwriter_agents.testing.simulated import SimulatedWriter

__all__ = ["ScriptedBackend", "SimulatedWriter", "open_scripted"]
