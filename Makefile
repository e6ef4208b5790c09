# Set-up and everyday commands. `make demo` and `make test` need Python 3.11 or newer and make, nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
POSTGRESQL ?= postgres://postgres@127.0.0.1:5432/postgres
# Tests compiled once are not compiled again by each worker, whatever the environment says.
export PYTHONDONTWRITEBYTECODE :=
PYTEST := $(BIN)/python -m pytest -q
# Long tests first, and who is done takes over from the other (tests/conftest.py).
BOTH := -n 2 --dist worksteal
# The office in the browser has settings of its own, and so a run of its own.
PAGES := $(PYTEST) --ds=dibao.office.site.settings tests/pages
BROWSER := $(PYTEST) --ds=dibao.office.site.settings tests/browser
ANSWERS := $(BIN)/python -c 'import sys, psycopg; psycopg.connect(sys.argv[1], connect_timeout=3).close()'
COMPILED := $(wildcard src/dibao/figures.py src/dibao/reading/*.py src/dibao/reading/tables/*.py src/dibao/catalogue/*.py)
PURE := catalogue corpus docs documents golden hostile lint listening privacy reading

.PHONY: help install demo test test-browser screens check ruff types imports documented bench clean

help:
	@echo "make demo   the example city: three days received, findings, the third day's brief"
	@echo "make test   the whole suite, on SQLite and (where a server answers) on PostgreSQL"
	@echo "make test-browser  the office in real Chromium"
	@echo "make screens  a picture of every page, in screens/"
	@echo "make check  ruff, mypy, import-linter, documentation tests"
	@echo "make bench  speed and accuracy beside what one would otherwise use"

install: $(VENV)/.built

$(VENV)/.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dibao needs Python 3.11 or newer: make install PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "This Python cannot make virtual environments: apt-get install python3-venv, then try again." >&2; exit 2; }
	@touch $@

$(VENV)/.run: $(VENV)/.venv requirements/base.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

# The rooms that read and name figures are compiled where there is a C compiler (setup.py); what was compiled before goes.
$(VENV)/.built: $(VENV)/.run setup.py $(COMPILED)
	@find src -name '*.so' -delete
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.dev: $(VENV)/.built requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

demo: $(VENV)/.built
	@$(BIN)/dibao demo demo

# The second run is the part of the suite that touches a database, on PostgreSQL: all but the rooms in PURE.
test: $(VENV)/.dev
	@$(BIN)/python -m compileall -q src
	$(PYTEST) $(BOTH)
	$(PAGES) $(BOTH)
	@if $(ANSWERS) "$(POSTGRESQL)" 2>/dev/null; then \
	  DIBAO_DATABASE_URL="$(POSTGRESQL)" $(PYTEST) $(BOTH) $(PURE:%=--ignore=tests/%) && \
	  DIBAO_DATABASE_URL="$(POSTGRESQL)" $(PAGES) $(BOTH); \
	else \
	  echo "No PostgreSQL answers at $(POSTGRESQL): that half of the suite was not run (make test POSTGRESQL=postgres://user@host/name)."; \
	  test -z "$$CI"; \
	fi

# Needs chromium; the second run, of the days' work, is on PostgreSQL, where a server answers.
test-browser: $(VENV)/.dev
	$(BROWSER) $(BOTH)
	@if $(ANSWERS) "$(POSTGRESQL)" 2>/dev/null; then DIBAO_DATABASE_URL="$(POSTGRESQL)" $(BROWSER) $(BOTH) --ignore=tests/browser/test_browser_pages.py; else test -z "$$CI"; fi

screens: $(VENV)/.dev
	DIBAO_SCREENS=screens $(BROWSER) -k test_axe
	@echo "Every page at 1440 and 390, light and dark: screens/"

check: ruff types imports documented

ruff: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

documented: $(VENV)/.dev
	$(PYTEST) tests/docs

bench: $(VENV)/.bench
	$(BIN)/python benchmarks/reading.py

clean:
	rm -rf $(VENV) $(VENV)-bench demo build *.egg-info
