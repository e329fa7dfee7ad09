"""One shot: the request goes to the model as it is, and the first reply is the document."""

from __future__ import annotations

from langgraph.runtime import Runtime

from longwriter_agents.baselines import asking
from longwriter_agents.baselines.reading import lay_out_whole
from longwriter_agents.events import PhaseStarted
from longwriter_agents.prompting import render
from longwriter_agents.services import Services
from longwriter_agents.state import WritingState


async def draft(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """The whole document in one call."""
    services = runtime.context
    services.emit(PhaseStarted(phase="draft"))
    await lay_out_whole(services)
    words = (await services.brief()).length.target
    asking.begin(services, "s1", "", words)
    try:
        text = await asking.prose(services, "draft:s1", request_of(services), words)
    except asking.Unwritten as error:
        return {"drafts": {"s1": asking.unwritten(error)}, "mend_rounds": 0}
    return {"drafts": {"s1": await asking.keep(services, "s1", text, attempt=1, asked=words)}, "mend_rounds": 0}


def request_of(services: Services) -> str:
    """The request in the user's words; a length that was given beside it is said at its end."""
    return render("baselines/request", request=services.request, words=services.options.words)
