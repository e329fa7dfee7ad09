"""On what machine, with what versions, a figure was measured: written beside every result."""

from __future__ import annotations

import hashlib
import os
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from longwriter_agents.resources import folder

_TOLD = ("longwriter-agents", "langgraph", "openai", "anthropic", "xllamacpp")


def machine() -> dict[str, Any]:
    """Processor, cores, memory, system, versions; nothing that names the machine."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "cores_usable": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_mb": _memory_mb(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "versions": {name: _version(name) for name in _TOLD},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory_mb() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    except (ValueError, OSError, AttributeError):
        return None


@cache
def prompt_hashes() -> dict[str, str]:
    """Agent → hash of all its prompt files: two rows with the same hashes were asked in the same words."""
    root = folder("prompts")
    hashes = {}
    for place in sorted(path for path in root.iterdir() if path.is_dir()):
        digest = hashlib.sha256()
        for file in sorted(place.rglob("*.j2")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
        hashes[place.name] = digest.hexdigest()[:12]
    return hashes


def graph_hash(name: str) -> str:
    """The hash of the graph's file."""
    return hashlib.sha256((folder("graphs") / f"{name}.py").read_bytes()).hexdigest()[:12]
