# Every recipe works on a fresh clone: it makes the environment it needs first.
# `make` lists the recipes.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory --no-builtin-rules
export PATH := $(if $(PATH),$(PATH):)/usr/local/bin:/usr/bin:/bin
# Nothing from outside may decide which code runs or where packages go.
unexport PYTHONPATH PYTHONHOME PYTHONSAFEPATH PYTHONSTARTUP PYTHONOPTIMIZE PYTHONWARNINGS
unexport PYTHONDONTWRITEBYTECODE PYTHONIOENCODING VIRTUAL_ENV
export PYTHONUTF8 := 1
unexport PIP_TARGET PIP_PREFIX PIP_USER PIP_REQUIRE_VIRTUALENV PIP_NO_DEPS PIP_ROOT PIP_PYTHON PIP_DRY_RUN
unexport DJANGO_SETTINGS_MODULE PYTEST_ADDOPTS PYTEST_PLUGINS GUNICORN_CMD_ARGS

VENV := .venv
PY := $(VENV)/bin/python
EMBEDDED := $(PY) -m portal.embedded
# The first Python that can make an environment; PYTHON=/path/to/python goes before the others.
CANDIDATES := $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python
FITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
FITTING = $(shell for p in $(CANDIDATES); do \
	"$$p" -I -c "$(FITS)" 2>/dev/null && { echo "$$p"; break; }; done)

## The portal

run: $(VENV)/run ## run the portal at http://127.0.0.1:8000/ (PORT=8001 for another port)
	@exec $(EMBEDDED) run

manage: $(VENV)/run ## run a command of manage.py with the database up: make manage ARGS="coverage ledger.json"
	@exec $(EMBEDDED) exec -- $(PY) manage.py $(ARGS)

reset: $(VENV)/run ## stop the portal and remove its local database (YES=1 does not ask)
	@exec $(EMBEDDED) reset

## Working on it

test: $(VENV)/dev ## run every test, in parallel, with the browser journeys (ARGS="-k search" for some)
	@exec env PORTAL_CHROMIUM="$$(.ci/chromium)" $(EMBEDDED) test -- \
		$(PY) -m pytest -n auto --dist loadgroup -q $(ARGS)

check: $(VENV)/dev ## check style, templates, bounds, migrations and deployment settings; changes nothing
	@$(MAKE) --keep-going check-style check-templates check-bounds check-migrations \
		check-deployment check-architecture && echo "All checks passed"

check-style:
	@echo "Checking style"
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m ruff check --quiet .

check-templates:
	@echo "Checking templates"
	@out=$$($(PY) -m djlint --check --lint templates 2>&1) || { echo "$$out"; exit 1; }

check-bounds:
	@echo "Checking the bounds between the rooms"
	@out=$$($(PY) -c "from importlinter.cli import lint_imports_command as lint; lint()" --no-logo 2>&1) \
		|| { echo "$$out"; exit 1; }

check-migrations:
	@echo "Checking that no migration is missing"
	@$(EMBEDDED) test -- $(PY) manage.py makemigrations --check --dry-run

# As a real installation has them: no sample, https, a secret key from outside.
check-deployment:
	@echo "Checking deployment settings"
	@$(EMBEDDED) test -- env PORTAL_LOCAL=0 PORTAL_SAMPLE=0 DJANGO_ALLOWED_HOSTS=portal.example.org \
		DJANGO_SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(PY) manage.py check --deploy --fail-level WARNING

check-architecture:
	@echo "Checking the architecture"
	@$(EMBEDDED) test -- $(PY) -m pytest -q --no-header tests/test_architecture.py

races: $(VENV)/dev ## run the races between people at their full number (100 and 200 rounds; takes minutes)
	@exec $(EMBEDDED) test -- env PORTAL_RACES=full $(PY) -m pytest -q -s --no-header \
		tests/unit/policies/consultations/test_races.py

bench: $(VENV)/dev ## measure pages and guided paths a second against their floors
	@exec $(EMBEDDED) test -- $(PY) -m tests.bench $(ARGS)

screenshots: $(VENV)/dev ## take the pictures of the README again
	@exec env PORTAL_CHROMIUM="$$(.ci/chromium)" $(EMBEDDED) test -- $(PY) -m tests.screenshots $(ARGS)

format: $(VENV)/dev ## put Python and templates into the house style
	@$(PY) -m ruff format --quiet .
	@$(PY) -m ruff check --fix --quiet .
	@$(PY) -m djlint --quiet --reformat templates

lock: ## choose the newest fitting packages again and write both requirements files
	@echo "Choosing packages"
	@test -x .local/lock/bin/python || $(FITTING) -m venv .local/lock
	@.local/lock/bin/python -m pip install -qq --disable-pip-version-check uv
	@cd $(CURDIR) && for set in "requirements.txt:" "requirements-dev.txt:--extra dev"; do \
		.local/lock/bin/python -m uv pip compile --quiet --upgrade --universal --python-version 3.11 \
			--generate-hashes --no-emit-index-url --no-emit-find-links \
			--custom-compile-command "make lock" \
			$${set#*:} pyproject.toml -o $${set%%:*} || exit 1; \
	done

help: ## list the recipes
	@awk 'BEGIN { FS = ": .*## |: ## " } \
		/^## / { printf "\n%s\n", substr($$0, 4) } \
		/^[a-z-]+:.*## / { split($$1, name, ":"); printf "  make %-12s %s\n", name[1], $$2 }' Makefile

# The environment. Each stamp is as old as the last installation of its requirements.

$(VENV)/run: requirements.txt
	@$(call install,requirements.txt,the packages of the portal)
	@touch $@

$(VENV)/dev: requirements-dev.txt
	@$(call install,requirements-dev.txt,the packages for tests and checks)
	@touch $@ $(VENV)/run

define install
$(call environment) && \
echo "Installing $(2) (a minute or so on the first time)" && \
$(PY) -m pip install -qq --disable-pip-version-check --no-input --require-hashes \
	--requirement $(1) || { echo "$(2) could not be installed: see the lines above." >&2; exit 1; }
endef

define environment
if ! $(PY) -m pip --version >/dev/null 2>&1; then \
	if [ -z "$(FITTING)" ]; then \
		echo "This needs Python 3.11 or newer with its venv module. On Debian or Ubuntu:" >&2; \
		echo "  sudo apt-get install python3 python3-venv" >&2; \
		echo "Elsewhere get it from python.org, or give one: make run PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	echo "Making the environment in $(VENV)" && "$(FITTING)" -m venv --clear $(VENV) || exit 1; \
fi
endef

.PHONY: run manage reset test check check-style check-templates check-bounds check-migrations \
	check-deployment check-architecture races bench screenshots format lock help
