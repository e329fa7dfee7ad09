"""What shows in a document's sections only when they are read together: pure functions, no model, no clock."""

from longwriter_agents.coherence.monitor import look_over, look_through

__all__ = ["look_over", "look_through"]
