"""Published ways of writing, as they were described, on this package's backends, store and accounting.

They are here to be compared with, and may be chosen as any graph. They ask in their own words (`prompts/baselines/`),
take replies as they are, and use nothing of `longform` but the reading of the request by rule, which serves their report.
"""
