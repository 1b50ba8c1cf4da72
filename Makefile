# Anjuan: `make help` says what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run test bench check clean

help: ## Say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/'

# The first line of a failed creation is what people read, so it says what to install.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Install the package python3-venv first: apt-get install python3-venv"; exit 1; }

$(VENV)/installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/installed

run: $(VENV)/installed ## Start everything on sample data; ANJUAN_SAMPLE=no begins an empty office
	$(BIN)/python manage.py up

test: $(VENV)/installed-dev ## Check the code and run all tests
	$(BIN)/python -m tests

check: $(VENV)/installed-dev ## Only the checks: style, types, migrations, import rings
	$(BIN)/ruff check .
	$(BIN)/mypy archive search doc_templates site/project site/desk site/portal
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m pytest tests/test_architecture.py

bench: $(VENV)/installed-dev ## Run the benchmarks; each prints ratios side by side
	$(BIN)/python -m benchmarks

clean: ## Remove what was installed; the home (var/) stays
	rm -rf $(VENV) .services .pytest_cache .mypy_cache .ruff_cache
