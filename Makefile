# The commands of the project. `make setup` is what the others begin with.
PYTHON ?= python3
PORT ?= 8023
BIN := .venv/bin

.PHONY: setup demo test check lint types contract coverage mutants bench crash docs docs-check pictures clean

# What is compiled is kept, whatever the shell says: else each worker and each process of a test compiles it all anew.
unexport PYTHONDONTWRITEBYTECODE

setup: .venv/ready

# What running needs is less than what the tests need; either is installed once, and tests have both.
# Not compiled by pip, file after file, of which a third is ever loaded: what is loaded is compiled when it is.
PIP := $(BIN)/pip install --disable-pip-version-check --no-compile --constraint constraints.txt
UV := $(BIN)/uv pip install --python $(BIN)/python --constraint constraints.txt

# uv takes six seconds for what takes pip forty. It reads no settings of pip: where it finds no index, pip may.
.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) --quiet uv
	$(UV) --quiet --editable '.[dev]' || $(PIP) --quiet --editable '.[dev]'
	@touch .venv/runs $@

.venv/runs: pyproject.toml constraints.txt
	@echo "Installing what the demo needs, once:"
	$(PYTHON) -m venv .venv
	$(PIP) --editable .
	@touch $@

demo: .venv/runs
	$(BIN)/secretariat demo --port $(PORT) $(if $(PLAN),--plan "$(PLAN)")

test: setup
	$(BIN)/pytest

check: lint types contract docs-check

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

contract: setup
	$(BIN)/lint-imports

# Slower than `make test` by a third and more, so not part of it.
coverage: setup
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# Rules of models/ that no test would miss, one by one: half an hour. `OF="models.plan.deadlines*"` takes some of them.
mutants: setup
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt mutmut==3.8.1
	nice $(BIN)/python -m mutmut run $(OF)
	$(BIN)/python -m mutmut results

docs-check: setup
	$(BIN)/secretariat docs --check
	$(BIN)/python -m tests.docs

docs: setup
	$(BIN)/secretariat docs
	$(BIN)/python -m tests.docs --draw

pictures: setup
	$(BIN)/python -m tests.docs --write

bench: setup
	$(PIP) --quiet --editable '.[bench]'
	$(BIN)/python -m tests.bench

crash: setup
	$(BIN)/python -m tests.crash

clean:
	rm -rf .venv mutants .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis
