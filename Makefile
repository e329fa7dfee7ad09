# `make write PROMPT="…" WORDS=1500` writes a document with the embedded model; `make test` runs the tests.
# Both set everything up in .venv and need only Python 3.11 or newer.

# Debian packages that a fresh machine needs, all of them: nothing else is ever installed by hand. (git brings the checkout
# here. libgomp1, which embedded models need, is fetched without root where it is missing: backends/openmp.py.)
DEBIAN_PACKAGES := python3 python3-venv make

# What the tests use beside that, where it can be had: a PostgreSQL server to start, and `docker compose config`.
TEST_PACKAGES := postgresql docker-compose

# Model files that the tests fetch (once, into the user's cache folder): see longwriter_agents/backends/catalogue.py.
TEST_MODELS := smollm2-135m

PYTHON ?= python3
MODEL ?= local:qwen2.5-coder-1.5b
WORDS ?= 1500
OUT ?= out
# Processes that share the tests.
TESTERS ?= 2
PIP := .venv/bin/python -m pip --disable-pip-version-check -q install -c constraints.txt
export PROMPT

.PHONY: help write test bench check format lint types dev models clean constraints
.DEFAULT_GOAL := help

help: ## Show what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/ –/'

write: .venv/.ready ## Write a document: make write PROMPT="…" WORDS=1500 [MODEL=provider:model]
	@if [ -z "$$PROMPT" ]; then echo 'Say what shall be written: make write PROMPT="…" WORDS=1500' >&2; exit 2; fi
	@mkdir -p "$(OUT)"
	@name="$(OUT)/$$(date +%Y%m%d-%H%M%S)"; .venv/bin/longwriter write --words "$(WORDS)" --model "$(MODEL)" \
		--output "$$name.md" --report "$$name.json" -- "$$PROMPT" || { code=$$?; [ $$code -ne 3 ] || \
		echo "The document is there and whole; what it does not meet is named above (exit code 3), so make calls this an error." >&2; exit $$code; }

test: .venv/.dev ## Run all tests
	.venv/bin/python -m pytest -q -n $(TESTERS) --dist worksteal $(PYTEST)

bench: .venv/.dev ## Measure the framework and compare with docs/results/regression.json (ACCEPT=--accept keeps the new figures)
	.venv/bin/longwriter bench engine --compare docs/results/regression.json $(ACCEPT)
	.venv/bin/longwriter bench orchestration --words 2000,5000,20000 --speed 2 --compare docs/results/regression.json $(ACCEPT)

check: format lint types test ## Format, lint, types and tests

format: .venv/.dev ## Bring the code into its form
	.venv/bin/ruff format .

lint: .venv/.dev ## Look for mistakes
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .

types: .venv/.dev ## Check the types
	.venv/bin/mypy

dev: .venv/.dev ## Set up for development

models: .venv/.ready ## Fetch the models that the tests use
	for name in $(TEST_MODELS); do .venv/bin/longwriter models fetch $$name; done

constraints: .venv/.dev ## Resolve the dependencies anew
	.venv/bin/uv pip compile pyproject.toml --all-extras -o constraints.txt --no-header -q --no-emit-index-url --no-annotate --upgrade

clean: ## Remove what was set up and built
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=…)." >&2; exit 2; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Could not make a virtual environment. On Debian: apt-get install $(DEBIAN_PACKAGES)" >&2; exit 2; }

.venv/.ready: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) -e ".[local]"
	@touch $@

.venv/.dev: .venv/bin/python pyproject.toml constraints.txt
	$(PIP) -e ".[all,dev]"
	@touch $@ .venv/.ready
