# What this project can do. `make` lists it; each target does all the set-up it needs.

PYTHON ?= python3
PORT ?= 8000
TESTS ?= tests
LOCK_OPTIONS ?=
CONFIRM ?=

VENV := .venv
PY := $(VENV)/bin/python
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
PIP_COMPILE := $(PY) -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

# Material's notice of its end is for people who choose versions; ours are locked.
export NO_MKDOCS_2_WARNING := 1
# Chinese on the terminal and in files, whatever the locale.
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help serve site clean-pages check links empty test lint types current browser audit lock zensical maths-font port

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

serve: port clean-pages ## Clean the exports, build the site and serve it on http://127.0.0.1:8000 (PORT=…), again on every change
	$(PY) -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: clean-pages ## Build the site into site/
	$(PY) scripts/build.py

clean-pages: $(VENV)/site ## Clean source/exports/ into pages under docs/
	$(PY) scripts/clean.py

check: site ## Report every finding in the pages and the built site, and rebuild the exports from the pages
	$(PY) scripts/check.py --site site
	$(PY) scripts/check.py --rebuild build/exports

links: site ## Ask other hosts for what the site links to, and report what is gone; answers are kept in .cache/
	$(PY) scripts/links.py site

empty: $(VENV)/site ## Take our questions out to make room for an export of your own (CONFIRM=yes)
	$(PY) scripts/empty.py $(if $(filter yes,$(CONFIRM)),--yes)
	$(PY) scripts/clean.py

test: lint current check browser ## Run everything CI runs (TESTS=… for some of the tests)
	$(PY) -m pytest --numprocesses=auto --dist=loadfile $(TESTS)

lint: $(VENV)/test ## Check style, formatting and types of the code
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy scripts tests

# Not part of `lint`: the compiler comes from npm, and everything else works without Node.js and without its registry.
types: $(VENV)/types ## Check the types of the JavaScript, with npm
	$(VENV)/types/node_modules/.bin/tsc

current: $(VENV)/site ## Name the generated pages that are not what clean-pages would write
	$(PY) scripts/clean.py --check

browser: $(VENV)/test ## Find the Chromium that tests use, or install one
	$(PY) scripts/setup/browser.py

audit: $(VENV)/lock ## Report known holes in the locked dependencies
	for name in site test lock zensical fonts; do \
	$(PY) -m pip_audit --progress-spinner off --disable-pip --require-hashes --requirement requirements/$$name.txt || exit; done

zensical: clean-pages $(VENV)-zensical/zensical ## Build the pages with Zensical into site/, as far as it gets (ZENSICAL.md)
	$(VENV)-zensical/bin/zensical build --clean
	rm -f site/_redirects
	$(PY) scripts/finish.py site

lock: $(VENV)/lock ## Lock the dependencies with hashes (LOCK_OPTIONS=--upgrade for newer versions)
	@$(PY) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	{ echo 'Lock with Python 3.11, the oldest we support: some dependencies are needed only there.' >&2; exit 2; }
	cd requirements && for name in site test lock zensical fonts; do \
	CUSTOM_COMPILE_COMMAND='make lock' ../$(PIP_COMPILE) $(LOCK_OPTIONS) --output-file $$name.txt $$name.in || exit; done

maths-font: $(VENV)/fonts ## Cut the font of formulas out of STIX Two Math again
	$(PY) scripts/setup/maths_font.py

port: $(VENV)/python
	@$(PY) scripts/setup/port.py "$(PORT)"

# One empty file per step of the set-up; a lock that changes makes its step run again.
$(VENV)/python:
	@command -v $(PYTHON) >/dev/null || \
	{ echo 'There is no $(PYTHON): install Python 3.11 or newer, or name one: make PYTHON=python3.12 …' >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or newer is needed, $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12 …" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	{ echo '$(PYTHON) has no venv module: on Debian and Ubuntu, apt-get install python3-venv.' >&2; exit 2; }
	@echo 'Setting up $(VENV), once.'
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/site: $(VENV)/python requirements/site.txt
	@echo 'Installing requirements/site.txt into $(VENV).'
	@$(PIP_INSTALL) -r requirements/site.txt
	@touch $@

$(VENV)/test: $(VENV)/site requirements/test.txt
	@echo 'Installing requirements/test.txt into $(VENV).'
	@$(PIP_INSTALL) -r requirements/test.txt
	@touch $@

$(VENV)/lock: $(VENV)/test requirements/lock.txt
	@$(PIP_INSTALL) -r requirements/lock.txt
	@touch $@

# Zensical's own: what it needs of Markdown and its extensions is not always what MkDocs needs.
$(VENV)/types: $(VENV)/python requirements/types/package.json requirements/types/package-lock.json
	@command -v npm >/dev/null || { echo 'There is no npm: install Node.js 20 or newer.' >&2; exit 2; }
	@rm -rf $@ && mkdir $@ && cp requirements/types/package*.json $@
	@npm ci --prefix $@ --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(VENV)/fonts: $(VENV)/python requirements/fonts.txt
	@$(PIP_INSTALL) -r requirements/fonts.txt
	@touch $@

$(VENV)-zensical/zensical: $(VENV)/python requirements/zensical.txt
	@$(PYTHON) -m venv --clear $(VENV)-zensical
	@$(VENV)-zensical/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/zensical.txt
	@touch $@
