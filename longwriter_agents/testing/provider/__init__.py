"""A simulated provider: a loopback server that speaks OpenAI's chat completions, with a clock and faults from a seed.

with serving(Conduct(tokens_per_s=60, faults=0.05, speed=20)) as provider:
    write("…", model="openai:simulated", base_url=provider.url)
    print(provider.log().calls)
"""

from longwriter_agents.testing.provider.conduct import FAULTS, Conduct, Fault
from longwriter_agents.testing.provider.log import Exchange, Log
from longwriter_agents.testing.provider.serving import Provider, serving

__all__ = ["FAULTS", "Conduct", "Exchange", "Fault", "Log", "Provider", "serving"]
