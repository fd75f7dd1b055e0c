# Two commands do all the set-up:  make demo   and   make test
# PYTHON: the first of these that is 3.11 or newer; `make PYTHON=/path/to/python demo` names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
STAMP := .venv/.installed

# Random lives against naive models: `make test` tries a few, `make soak` more.
RANDOM_LIVES := tests/life tests/safety/test_hostile_files.py tests/engine/test_offers_model.py tests/engine/test_methods_stateful.py \
	tests/engine/pulling/test_model.py tests/engine/approving tests/engine/simulation tests/engine/test_handout.py \
	tests/engine/alerts tests/engine/exporting tests/engine/privacy tests/engine/test_verify.py tests/engine/test_timeline.py \
	tests/db/test_performance.py tests/db/test_attribution.py tests/reports tests/test_working_time.py

.PHONY: demo test lint check-generated docs soak fuzz bench clean install

$(STAMP): pyproject.toml
	@test -n "$(PYTHON)" || { echo "leadctl needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

install: $(STAMP)

demo: $(STAMP)
	$(BIN)/leadctl demo

test: $(STAMP) lint check-generated
	$(BIN)/python -m pytest -n 2

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

check-generated: $(STAMP)
	$(BIN)/python -m leadctl.generate --check

docs: $(STAMP)
	$(BIN)/python -m leadctl.generate

# Each half ends after MINUTES at most. SEED is printed; the same one draws the same chances again.
MINUTES ?= 20
ifndef SEED
SEED := $(shell od -An -N2 -tu2 /dev/urandom | tr -d ' ')
endif
SOAK = LEADCTL_SOAK_SEED=$(SEED) LEADCTL_SOAK_MINUTES=$(MINUTES) $(BIN)/python -m pytest -p tests.box --hypothesis-seed=$(SEED)
soak: $(STAMP)
	$(SOAK) -m soak -n 0
	LEADCTL_EFFORT=4 $(SOAK) -n 2 $(RANDOM_LIVES)

# Files for the imports, changed again and again towards code not yet reached; finds are kept in tests/safety/finds.
SECONDS ?= 600
FORMS ?= csv json ndjson xlsx sheet
fuzz: $(STAMP)
	$(BIN)/python -m pip install --quiet --group fuzz
	$(BIN)/python -m tests.safety.fuzz $(SECONDS) $(FORMS)

bench: $(STAMP)
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
