# Everything a person or a CI does here; needs make, bash and Python 3.11 or newer, and installs the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test proof rules rules-mutate lint fix check stop clean install develop chromium

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv/bin/python
PACKAGES := accounts billing complaints config contracts
WORKERS ?= 2
# Timed, so nothing runs beside them.
ALONE := tests/accounts/test_enumeration.py tests/journeys/test_first_run.py

# One named, timed step: $(call step,name,command); a comma inside a command is written $(comma).
comma := ,
step = @begin=$$(date +%s%N); printf '\n== %s\n' '$(1)'; $(2); \
	printf '== %s: %d.%d s\n' '$(1)' $$((($$(date +%s%N) - begin) / 1000000000)) $$((($$(date +%s%N) - begin) / 100000000 % 10))

# Settings of an imaginary production, for `check --deploy`; nothing is connected to.
PRODUCTION = MINSIDE_ENV=production SECRET_KEY=$$($(VENV) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	FIELD_KEYS=$$($(VENV) -c 'import base64, secrets; print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())') \
	ALLOWED_HOSTS=minside.example$(comma)admin.minside.example ADMIN_HOST=admin.minside.example \
	DATABASE_URL=postgresql://minside@db.example/minside REDIS_URL=redis://redis.example:6379 \
	CARD_API_KEY=sk_live_example CARD_WEBHOOK_SECRETS=whsec_example MARKET_INBOX=/var/lib/minside/inbox \
	MARKET_OUTBOX=/var/lib/minside/outbox \
	EMAIL_HOST=smtp.example DEFAULT_FROM_EMAIL=noreply@minside.example

help:
	@echo 'make run     start Min side with its demo (PORT=8001 chooses another port, MONTHS=2 a shorter demo); Ctrl-C stops it'
	@echo 'make test    lint, types, layers, checks and all tests'
	@echo 'make proof   the same tests with large counts, chaos runs and benchmarks; writes docs/proof/'
	@echo 'make rules   every rule of the supply documents: where it stands, which tests prove it, what is open'
	@echo 'make rules-mutate  changes every figure, clause and comparison in turn; a test marked with its id must fail (ONLY=EP-11,OR-2)'
	@echo 'make lint    ruff, mypy and the layer contracts        make fix     mend what ruff can mend'
	@echo 'make stop    stop what runs from this folder           make clean   stop, and remove .venv and .data'

install:
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer is needed and was not found. Install it, or name it: make PYTHON=/path/to/python3 run'; exit 1; }
	@$(PYTHON) config/install.py

develop:
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer is needed and was not found. Install it, or name it: make PYTHON=/path/to/python3 test'; exit 1; }
	@$(PYTHON) config/install.py --dev

run: install
	@$(VENV) manage.py run $(if $(MONTHS),--months $(MONTHS))

lint: develop
	$(call step,ruff check,$(VENV) -m ruff check .)
	$(call step,ruff format,$(VENV) -m ruff format --check --quiet . || { echo 'Not formatted; run: make fix'; exit 1; })
	$(call step,mypy,$(VENV) -m mypy $(PACKAGES))
	$(call step,import contracts,$(VENV) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()')

check: develop
	$(call step,migrations match the models,$(VENV) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run)
	$(call step,production settings,$(PRODUCTION) $(VENV) manage.py check --deploy --fail-level WARNING)

chromium:
	@if ! command -v chromium >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo 'Installing Chromium from Debian ...'; apt-get update -qq; \
			DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
		else echo 'Chromium is missing and the browser tests need it: install the package chromium.'; exit 1; fi; fi

test: develop chromium lint check
	@printf '\n== tests\n'; $(VENV) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

proof: develop chromium
	@mkdir -p docs/proof
	@{ echo "commit  $$(git rev-parse HEAD)$$(git diff --quiet HEAD || echo ', with changes not committed')"; \
		echo "date    $$(date -u +%Y-%m-%dT%H:%MZ)"; \
		echo "machine $$(uname -srm), $$(nproc) cores, $$($(VENV) --version)"; echo; } > docs/proof/machine.txt
	@printf '\n== tests with large counts\n'
	@{ cat docs/proof/machine.txt; $(VENV) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --proof -o faulthandler_timeout=3600 --ignore=tests/benchmarks $(ALONE:%=--ignore=%); } | tee docs/proof/tests.txt
	@printf '\n== enumeration and first run, alone because they are timed\n'
	@{ cat docs/proof/machine.txt; $(VENV) -m pytest --proof -s $(ALONE); } | tee docs/proof/timed.txt
	@if [ -d tests/benchmarks ]; then printf '\n== benchmarks\n'; \
		{ cat docs/proof/machine.txt; $(VENV) -m pytest --proof -s tests/benchmarks; } | tee docs/proof/benchmarks.txt; fi

rules: develop
	@$(VENV) -m pytest -q --rules

rules-mutate: develop
	@$(VENV) -m tests.rule_mutation --with-database $(if $(ONLY),--only $(ONLY))

fix: develop
	@$(VENV) -m ruff check --fix .
	@$(VENV) -m ruff format .

stop:
	@if [ -x $(VENV) ]; then $(VENV) manage.py run --stop; fi

clean: stop
	@if [ -x $(VENV) ]; then $(VENV) -c 'from pathlib import Path; from config import embedded; embedded.remove(Path.cwd().resolve(), name="run")'; fi
	rm -rf .venv .data .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
