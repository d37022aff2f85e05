# layout-tool: everything a machine needs, and every check by its one name.
#
#   make demo     set up, then do the main job on the shipped samples
#   make test     set up, then run every check
#
# Needs Python 3.11 to 3.13 with venv, and make. Another Python: make test PYTHON=python3.12

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo-out
# Chinese letters; what Qt needs to draw without a screen, and what its window needs; a screen for the tests.
SYSTEM := fonts-noto-cjk libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0 \
  libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-shape0 \
  libxcb-xkb1 xvfb
ARCHITECTURE := tests/test_architecture.py tests/test_budgets.py

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup system demo test checks format lint types architecture unit bench clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

setup: $(VENV)/.installed system ## the virtual environment and the system packages

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
	  || { echo "layout-tool needs Python 3.11 to 3.13; try: make PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.python pyproject.toml constraints.txt
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

# The window and Chinese letters in pictures need libraries and a font of the system; all else works without them.
system:
	@if command -v apt-get >/dev/null; then \
	  missing=; for name in $(SYSTEM); do \
	    dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$name"; done; \
	  if [ -z "$$missing" ]; then :; \
	  elif [ "$$(id -u)" = 0 ] && apt-get update -qq \
	    && DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $$missing >/dev/null; then :; \
	  else echo "For the editor's window and Chinese letters, as root: apt-get install --no-install-recommends$$missing"; fi; \
	fi

demo: setup ## the main job on the shipped samples; results in demo-out
	$(BIN)/layout-tool demo -o $(DEMO)

test: setup checks ## every check

checks:
	@$(MAKE) --no-print-directory --keep-going lint types architecture unit

format: setup ## put the code in the house's form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only --quiet .

lint: setup ## form and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup ## mypy, strict
	$(BIN)/mypy

architecture: setup ## who may import whom, and the budgets
	$(BIN)/pytest -q $(ARCHITECTURE)

unit: setup ## all other tests, the wheel in a clean environment included
	$(BIN)/pytest $(addprefix --ignore=,$(ARCHITECTURE))

bench: setup ## speed
	$(BIN)/pytest -s tests/benchmarks

clean: ## remove all that was made here
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks
	find layout_tool tests -name __pycache__ -type d -prune -exec rm -rf {} +
