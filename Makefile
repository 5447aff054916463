# Everything a person does with the board. `make` alone lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
DONE := .make
SAY := printf '\033[1m%s\033[0m\n'

DATA := $(shell find data -path data/build -prune -o -type f \( -name '*.csv' -o -name '*.sql' -o -name '*.py' \) -print)
SHOWN := $(shell find assets dashboard components -type f -not -name '*.pyc')

.PHONY: help run build static test check format bench screenshots requirements clean

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Without MALLOC_ARENA_MAX each thread keeps freed memory to itself: a third more in all.
run: $(DONE)/installed $(DONE)/built $(DONE)/static ## Install, build and open the board on http://localhost:8050
	@$(SAY) "Board on http://localhost:$${PORT:-8050} (Ctrl-C stops it)"
	@exec env MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 $(BIN)/gunicorn -c gunicorn.conf.py

build: $(DONE)/installed ## Build the database from the CSV files
	@$(BIN)/python -m data build
	@touch $(DONE)/built

static: $(DONE)/static ## Compress the scripts and styles

test: $(DONE)/installed-dev $(DONE)/browser $(DONE)/built $(DONE)/static ## Run every test
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(DONE)/installed-dev ## Check format, style, types, imports and spelling
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/codespell

format: $(DONE)/installed-dev ## Format the code
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(DONE)/installed-dev $(DONE)/browser $(DONE)/wrk $(DONE)/static ## Measure the board against a bare page
	@$(BIN)/python -m scripts.bench

screenshots: $(DONE)/installed-dev $(DONE)/browser $(DONE)/built $(DONE)/static ## Make the pictures of docs/screenshots
	@$(BIN)/python -m scripts.screenshots

requirements: $(DONE)/installed-dev ## Compile the exact versions from the .in files
	@$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links requirements.in
	@$(BIN)/pip-compile --quiet --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links requirements-dev.in

clean: ## Remove what was built; the environment stays
	@rm -rf build data/build $(DONE)/built $(DONE)/static

# A broken .venv left by a failed attempt is replaced, not repaired.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "The board needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python cannot make a virtual environment. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@$(SAY) "Making a Python environment in .venv"
	@$(PYTHON) -m venv --clear .venv

$(DONE)/installed: requirements.txt | $(BIN)/python
	@$(SAY) "Installing the board's packages"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -r requirements.txt
	@mkdir -p $(DONE) && touch $@

$(DONE)/installed-dev: requirements-dev.txt $(DONE)/installed
	@$(SAY) "Installing the packages for tests and checks"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -r requirements-dev.txt
	@mkdir -p $(DONE) && touch $@

$(DONE)/built: $(DATA) | $(DONE)/installed
	@$(SAY) "Building the database"
	@$(BIN)/python -m data build
	@mkdir -p $(DONE) && touch $@

$(DONE)/static: $(SHOWN) requirements.txt | $(DONE)/built
	@$(SAY) "Compressing scripts and styles"
	@$(BIN)/python -m dashboard
	@mkdir -p $(DONE) && touch $@

$(DONE)/browser:
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || scripts/install chromium chromium-driver
	@mkdir -p $(DONE) && touch $@

$(DONE)/wrk:
	@command -v wrk >/dev/null || scripts/install wrk
	@mkdir -p $(DONE) && touch $@
