"""Trust: whether several drafts of the same section say the same (semantic isotropy)."""

from __future__ import annotations

import math
from collections.abc import Sequence

_RIDGE = 1e-3


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
