# The few commands of this project. `make run` starts it; `make help` lists the rest.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Extras stay in the pins: without them, pip takes the newest release for them and finds it unpinned.
COMPILE := $(BIN)/pip-compile --quiet --generate-hashes --no-strip-extras --allow-unsafe \
           --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test coverage lint format lock vendor screenshots bench

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

# A stamp is written last, so an interrupted setup is simply done again.
setup: $(VENV)/.runtime ## install what running it needs (does nothing when that is done)

setup-dev: $(VENV)/.dev ## install what working on it needs

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Tabletop needs Python 3.11 or newer, and \"$(PYTHON)\" is older or not there."; \
	  echo "Install one, or name it: make $(or $(MAKECMDGOALS),setup) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments: its venv part is missing."; \
	  echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# Editable, from the locked build backend: no download happens here that the lock does not name.
$(VENV)/.runtime: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing Tabletop into $(VENV) (once)…"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing the development tools into $(VENV) (once)…"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# `exec` makes the server the shell's own process: Ctrl-C reaches it alone, and its exit code is ours.
run: setup ## start Tabletop on this computer
	@exec $(BIN)/tabletop serve $(ARGS)

# Browser tests run in a process of their own: Playwright keeps an event loop in the main thread, where the demo's
# own could not run. On a busy machine a page may be late; what failed there is asked once more, alone.
test: setup-dev ## run every test (ARGS="tests/domain -k clock" for some)
ifdef ARGS
	@$(BIN)/python -m pytest $(ARGS)
else
	@$(BIN)/python -m pytest --ignore=tests/browser
	@$(BIN)/python -m pytest tests/browser || $(BIN)/python -m pytest tests/browser --last-failed --last-failed-no-failures=none
endif

coverage: setup-dev ## hold the domain against full branch coverage
	@$(BIN)/python -m coverage run -m pytest tests/domain $(ARGS)
	@$(BIN)/python -m coverage report

lint: setup-dev ## format check, ruff, types, layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: setup-dev ## format, and mend what ruff can mend
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

lock: setup-dev ## resolve the two requirements files again (ARGS=--upgrade for newer versions)
	@$(COMPILE) $(ARGS) --build-deps-for editable -o requirements.txt pyproject.toml
	@$(COMPILE) $(ARGS) -o requirements-dev.txt requirements-dev.in

vendor: setup ## fetch the pinned browser libraries again (needs npm)
	@$(BIN)/python tools/vendor.py

screenshots: setup-dev ## take pictures of every screen
	@$(BIN)/python tools/screenshots.py $(ARGS)

bench: setup-dev ## measure, and compare with what is written in bench/
	@$(BIN)/python -m bench $(ARGS)
