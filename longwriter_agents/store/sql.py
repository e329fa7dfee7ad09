"""The store over any database that `Database` speaks to: its parts put together."""

from __future__ import annotations

from longwriter_agents.store.database import Database
from longwriter_agents.store.eventlog import EventRows
from longwriter_agents.store.joblife import JobLife
from longwriter_agents.store.jobrows import JobRows
from longwriter_agents.store.servicerows import ServiceRows
from longwriter_agents.store.texts import TextRows


class SqlStore(JobRows, JobLife, TextRows, EventRows, ServiceRows):
    """See `store.base.Store`."""

    def __init__(self, db: Database) -> None:
        self.db = db

    async def aclose(self) -> None:
        await self.db.aclose()
