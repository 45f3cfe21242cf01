# make graph   a fresh machine with Python 3.11 or newer and make → a knowledge graph in outputs/
# make test    every check and test; exit status is not zero when one failed
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help graph web test lint types web-tests tests browser picture train environment lock clean

VENV := .venv
RUN := $(VENV)/bin/python
LOCKED := $(VENV)/.locked
INSTALLED := $(VENV)/.installed
BROWSER := tests/browser/node_modules/.package-lock.json
WEB := web/node_modules/.package-lock.json
PAGE := kg/views/explorer/page.html
# Node comes with the environment, so that a machine without it can build the page too.
NODE := export PATH="$(CURDIR)/$(VENV)/bin:$$PATH"
NPM := npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
CACHES := .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)$$/make \1|\2/p' Makefile | while IFS='|' read -r name what; do printf '%-14s %s\n' "$$name" "$$what"; done

graph: $(INSTALLED) $(PAGE) ## build the graph of the articles in seeds/: outputs/graph.ttl and outputs/graph.html
	@$(RUN) -m kg build seeds/

web: $(PAGE) ## build the explorer's page from web/ into kg/views/explorer/

test: ## check style and types, then run every test; all of them, also where one has failed
	@$(MAKE) --no-print-directory --keep-going lint types web-tests tests

lint: $(INSTALLED)
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .

types: $(INSTALLED)
	@$(RUN) -m mypy

web-tests: $(INSTALLED) $(PAGE)
	@cd web && $(NODE) && npx --no-install tsc --noEmit && npx --no-install biome check --error-on-warnings . && node --test "test/*.test.ts"

tests: $(INSTALLED) $(PAGE) browser
	@$(RUN) -m pytest

browser: $(INSTALLED) ## install the headless browser that some tests need (in CI it must be there)
	@if ! [ $(BROWSER) -nt tests/browser/package-lock.json ]; then \
	  echo "Installing the tests' browser from tests/browser/package-lock.json ..."; \
	  if (cd tests/browser && $(NODE) && $(NPM)); \
	  then touch $(BROWSER); \
	  else echo "The browser could not be installed; tests that need it are skipped." >&2; [ -z "$$CI" ]; fi; fi

picture: $(INSTALLED) $(PAGE) browser ## make docs/page.png and docs/query.png anew: the explorer on seeds/
	@$(RUN) docs/picture.py

train: $(INSTALLED) ## make the learned model anew in kg/data/learned (about an hour on two cores; see training/README.md)
	@$(RUN) -m venv build/train
	@echo "$(CURDIR)/$(VENV)/lib/$$($(RUN) -c 'import sys; print("python%d.%d" % sys.version_info[:2])')/site-packages" > "$$(echo build/train/lib/python*/site-packages)/kg.pth"
	@build/train/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	@build/train/bin/python -m training.make

$(WEB): web/package-lock.json $(INSTALLED)
	@echo "Installing what the explorer's page is built from (web/package-lock.json) ..."
	@cd web && $(NODE) && $(NPM)
	@touch $(WEB)

$(PAGE): $(WEB) web/build.mjs $(shell find web/src -type f)
	@cd web && $(NODE) && node build.mjs

environment: $(INSTALLED) ## make the virtual environment alone

# The first Python that is new enough and can make a virtual environment; PYTHON=... on the command line comes first.
$(LOCKED): requirements.lock
	@if ! $(RUN) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	  rm -rf $(VENV); found=; \
	  for each in $(PYTHON) python3.12 python3.11 python3.13 python3 python3.14 python; do \
	    if "$$each" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$each; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "No Python 3.11 or newer with the venv module was found. Install one (on Debian and Ubuntu: python3 and python3-venv)," >&2; \
	    echo "or name yours: make PYTHON=/path/to/python3.11" >&2; exit 1; fi; \
	  echo "Making $(VENV) with $$("$$found" --version) ..."; "$$found" -m venv $(VENV); fi
	@echo "Installing the packages of requirements.lock (about a minute) ..."
	@$(RUN) -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes -r requirements.lock
	@touch $(LOCKED)

$(INSTALLED): $(LOCKED) pyproject.toml
	@$(RUN) -m pip install --quiet --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation --editable .
	@touch $(INSTALLED)

lock: $(INSTALLED) ## make requirements.lock anew from pyproject.toml, newest releases, for every platform
	@$(RUN) -m uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --extra dev \
	  --generate-hashes --no-emit-index-url --no-header --output-file requirements.lock

clean: ## remove what make made: the environment, outputs/, the browser, caches
	@rm -rf $(VENV) outputs tests/browser/node_modules web/node_modules kg/views/explorer $(CACHES)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
