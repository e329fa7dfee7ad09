"""Trust: whether several drafts of the same section say the same (semantic isotropy)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pydantic import Field

from longwriter_agents.model import Value

_RIDGE = 1e-3


class Trust(Value):
    """How far several drafts of a section agree. `isotropy` lies in [0, log candidates], high where they differ in meaning;
    `agreement` is 1 − isotropy ÷ log candidates. Both are None without an embedder."""

    candidates: int = Field(ge=1)
    chosen: int = Field(ge=0)
    isotropy: float | None = None
    agreement: float | None = None


def trust_in(vectors: Sequence[Sequence[float]] | None, *, candidates: int, chosen: int) -> Trust:
    """The figures of drafts with these vectors (None: nobody could embed them)."""
    if vectors is None or candidates < 2:
        return Trust(candidates=candidates, chosen=chosen)
    figure = isotropy(vectors)
    agreement = 1 - figure / math.log(candidates)
    return Trust(candidates=candidates, chosen=chosen, isotropy=round(figure, 4), agreement=round(agreement, 4))


def isotropy(embeddings: Sequence[Sequence[float]]) -> float:
    """−Σ(λ/N)·log(λ/N) over the eigenvalues of EEᵀ + 1e-3·I, rows of E normalised: 0 when all drafts agree, log N when
    none does."""
    import numpy as np

    rows = np.asarray(embeddings, dtype=float)
    n = rows.shape[0]
    if n < 2:
        return 0.0
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = rows / np.where(norms == 0, 1.0, norms)
    eigenvalues = np.linalg.eigvalsh(unit @ unit.T + _RIDGE * np.eye(n))
    shares = [float(value) / n for value in eigenvalues if value > 0]
    entropy = -math.fsum(share * math.log(share) for share in shares)
    return float(min(math.log(n), max(0.0, entropy)))
