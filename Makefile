# Stancebook: from news texts to a brief. `make` alone lists the targets.
#
# It works with GNU Make 3.81. The package knows which notebooks need which others, and what has changed. Paths are
# relative, because the project's folder may have a space in its name.

.DEFAULT_GOAL := help
SHELL := /bin/sh

# with -e the environment would rewrite what stands here, and be run as make's own words
ifneq ($(findstring e,$(firstword -$(MAKEFLAGS))),)
  $(error make -e lets the environment rewrite this file; leave out -e)
endif

# ---- settings on the command line ------------------------------------------------------------------

STUDY =
CODING =
MIN_CONFIDENCE =
EXCLUDE_ARTICLES =
ISSUE =
GRID =
CLUSTER =
REASON =
MODULE =
TESTS =
SECONDS =
PYTHON =
VENV =
JOBS = 2

PARAMETERS := STUDY CODING MIN_CONFIDENCE EXCLUDE_ARTICLES ISSUE
SETTABLE := $(PARAMETERS) GRID CLUSTER REASON MODULE TESTS SECONDS PYTHON VENV JOBS
GIVEN := $(sort $(foreach name,$(.VARIABLES),$(if $(findstring command line,$(origin $(name))),$(name))))
UNKNOWN := $(filter-out $(SETTABLE),$(GIVEN))
ifneq ($(UNKNOWN),)
  $(error $(firstword $(UNKNOWN)) cannot be set here; what can: $(SETTABLE))
endif
ifneq ($(findstring =,$(value MAKECMDGOALS)),)
  $(error $(value MAKECMDGOALS) holds a name with a space, which cannot be set; what can: $(SETTABLE))
endif
ifneq ($(filter accept,$(value MAKECMDGOALS)),)
  ifneq ($(filter $(PARAMETERS),$(GIVEN)),)
    $(error accept takes the default run alone; leave out $(filter $(PARAMETERS),$(GIVEN)))
  endif
endif

# Programs get the settings through the environment, exactly as typed: neither make nor a shell expands them.
unexport $(SETTABLE)
export STANCEBOOK_STUDY := $(value STUDY)
export STANCEBOOK_CODING := $(value CODING)
export STANCEBOOK_MIN_CONFIDENCE := $(value MIN_CONFIDENCE)
export STANCEBOOK_EXCLUDE_ARTICLES := $(value EXCLUDE_ARTICLES)
export STANCEBOOK_ISSUE := $(value ISSUE)
export STANCEBOOK_GRID := $(value GRID)
export STANCEBOOK_CLUSTER := $(value CLUSTER)
export STANCEBOOK_REASON := $(value REASON)
export STANCEBOOK_MODULE := $(value MODULE)
export STANCEBOOK_TESTS := $(value TESTS)
export STANCEBOOK_SECONDS := $(value SECONDS)
export STANCEBOOK_JOBS := $(value JOBS)
export STANCEBOOK_BASE := $(value PYTHON)
export STANCEBOOK_VENV := $(if $(value VENV),$(value VENV),.venv)

# A copy of this folder runs its own package, wherever the environment was built.
export PYTHONPATH := $(CURDIR)/src
export PYTHONNOUSERSITE := 1
export JUPYTER_PREFER_ENV_PATH := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# bytecode is kept, whatever the user's setting: without it, each process spends seconds on imports
export PYTHONDONTWRITEBYTECODE :=

python := "$$STANCEBOOK_VENV/bin/python"
# No shell stays between make and the program, so stopping make stops it; and it learns make's number and its own, so
# that it ends with a make that is killed.
start := export STANCEBOOK_PARENT="$$PPID $$$$"; exec $(python)

# ---- targets ---------------------------------------------------------------------------------------

# 01 to 07, from the names of the notebooks
NOTEBOOKS := $(sort $(foreach path,$(filter notebooks/%,$(wildcard notebooks/[0-9][0-9]-*.ipynb)),\
  $(firstword $(subst -, ,$(notdir $(path))))))
# two targets named at once run one after the other
.NOTPARALLEL:
.PHONY: help report $(NOTEBOOKS) check status freeze lint test test-slow test-all matrix fuzz accept lab sweep bench mutation desk-page wheel supply sbom clean environment

help:
	@echo 'make report      the brief: runs what is not up to date, and says where the brief is'
	@echo 'make 04          that notebook alone with what it needs (01 to 07)'
	@echo 'make check       every problem in the authored files, in a second'
	@echo 'make status      what there is, how far it is coded, and the next step'
	@echo 'make freeze      freezes the codings before anyone compares them; needs REASON="why"'
	@echo 'make lint        checks the code: rules, format, imports between packages, types'
	@echo 'make test        the quick tests, in about four minutes'
	@echo 'make test-slow   the slow tests, and the property tests with five times as many examples'
	@echo 'make test-all    make test, then make test-slow'
	@echo 'make matrix      the whole matrix of faults, each part with its count; takes an hour or more'
	@echo 'make fuzz        looks for bytes that end in a traceback, SECONDS=600 for each of four readers of files'
	@echo 'make accept      puts the outputs of the default run into the committed notebooks'
	@echo 'make lab         JupyterLab on this folder; notebooks/desk.ipynb is the coding desk'
	@echo 'make sweep       a run for every set of parameters in GRID=grid.yaml; skips what is done'
	@echo 'make bench       times this package beside others that do the same: build/bench.csv'
	@echo 'make mutation    plants faults in MODULE=networks/partition and says which its tests do not notice'
	@echo 'make desk-page   joins the modules of the coding desk'"'"'s page into one file, and tests them; needs node'
	@echo 'make wheel       builds the package for pip, in build/wheel'
	@echo 'make supply      after a new lock: environment.yml for conda, and the licences of all packages'
	@echo 'make sbom        the bill of materials, as CycloneDX: build/sbom.cdx.json'
	@echo 'make clean       deletes what was built; what is committed, or was changed since, stays'
	@echo
	@echo 'Settings, as in make report CODING=coder_a:'
	@echo '  STUDY=folder  CODING=adjudicated|<coder>  MIN_CONFIDENCE=1|2|3  EXCLUDE_ARTICLES="003 004"'
	@echo '  ISSUE=id  JOBS=2 (notebooks, runs of a sweep, or tests, side by side)  PYTHON=python3.12 (builds .venv)'
	@echo '  GRID=grid.yaml  CLUSTER=tcp://127.0.0.1:8786 (a sweep on a Dask cluster, with STUDY=folder if need be)'
	@echo '  VENV=folder (an environment of your own, such as "$$CONDA_PREFIX"; nothing is built)'

report: 07

# All authored files are checked before any notebook starts.
$(NOTEBOOKS): environment
	@$(start) -m stancebook run $@

check: environment
	@$(start) -m stancebook check

status: environment
	@$(start) -m stancebook status

freeze: environment
	@$(start) -m stancebook freeze

# all four run, so that all problems show at once; import-linter has no `python -m`
lint: environment
	@status=0; \
	$(python) -m ruff check --quiet src tests notebooks || { echo 'lint: ruff check found the above' >&2; status=1; }; \
	$(python) -m ruff format --quiet --check src tests notebooks \
	|| { echo 'lint: not in the format; run ruff format on the above' >&2; status=1; }; \
	$(python) -c 'from importlinter.cli import lint_imports_command as lint; lint()' --no-cache --no-logo \
	|| { echo 'lint: an import breaks a contract, or there is no contract' >&2; status=1; }; \
	$(python) -m mypy --no-error-summary || { echo 'lint: mypy found the above' >&2; status=1; }; \
	[ $$status = 0 ] && echo 'lint: all in order'

# tests run side by side; a worker that is done takes tests from the others
pytest = $(python) -m pytest -q -rs --numprocesses "$$STANCEBOOK_JOBS" --dist worksteal

test: environment
	@$(pytest) -m 'not slow'

# the tests that make test leaves out, and the property tests again, with five times as many examples
test-slow: environment
	@$(pytest) -m 'slow or hypothesis' --hypothesis-profile=full

test-all: test test-slow

fuzz: environment
	@$(start) tests/fuzz.py

# tests/support/counts.py says how many cases each part of the matrix tries in full
matrix: environment
	@STANCEBOOK_MATRIX=full $(pytest) -m matrix --hypothesis-profile=full

# both steps wait for a run that is at work
accept: export STANCEBOOK_WAIT := yes
accept: report
	@$(start) -m stancebook accept

lab: environment
	@$(start) -m stancebook lab

sweep: environment
	@$(start) -m stancebook sweep

bench: environment
	@$(start) tests/bench.py

mutation: environment
	@$(start) tests/mutation.py

# the page's modules in one file, which is committed and which the widget serves
desk-page:
	@command -v npm >/dev/null || { echo 'desk-page: no npm here; install Node.js 20 or newer' >&2; exit 1; }
	@[ -d node_modules ] || npm ci --silent
	@npm run --silent build && npm test --silent

wheel: environment
	@$(python) -m pip wheel -q --no-deps --no-build-isolation --no-index -w build/wheel . && ls build/wheel/*.whl

supply sbom: environment
	@$(python) tests/supply.py $@

clean: environment
	@$(start) -m stancebook tidy

# ---- the environment: built when requirements.lock differs from the copy kept inside -------------------

ifneq ($(value VENV),)
environment:
	@[ -x $(python) ] || { echo "VENV holds no bin/python: $$STANCEBOOK_VENV; name an environment's folder" >&2; exit 1; }
else
environment:
	@[ -x .venv/bin/python ] && cmp -s requirements.lock .venv/requirements.lock || { $(find_python) $(build_venv) }
endif

define find_python
[ -n "$$STANCEBOOK_BASE" ] && set -- "$$STANCEBOOK_BASE" || set -- python3.11 python3 python; \
cure="name another with make PYTHON=..."; \
wrong="no Python was found: install Python 3.11 or newer, or name one with make PYTHON=..."; \
found=; \
for base do \
  version=$$("$$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
  if ! "$$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
    wrong="Python $$version ($$base) is too old: install Python 3.11 or newer, or $$cure"; \
  elif ! "$$base" -c 'import ensurepip, venv' 2>/dev/null; then \
    wrong="Python $$version ($$base) comes without venv: install it (apt install python$$version-venv), or $$cure"; \
  else \
    found=$$base; break; \
  fi; \
done; \
[ -n "$$found" ] || { echo "$$wrong" >&2; exit 1; };
endef

# uv is fast; if it cannot be installed or fails, pip does the same. The path to src is made relative: Python cannot read
# an absolute one under LC_ALL=C if it has an umlaut. What notebooks import is compiled at once.
define build_venv
echo "building .venv (once, a minute or so)"; \
rm -rf .venv && "$$found" -m venv .venv \
&& awk '/^uv==/ { on = 1 } on { print } on && !/\\$$/ { exit }' requirements.lock > .venv/uv.txt \
&& { { .venv/bin/python -m pip install -q --require-hashes -r .venv/uv.txt \
    && .venv/bin/uv pip sync -q --python .venv/bin/python --require-hashes requirements.lock; } > .venv/uv.log 2>&1 \
  || .venv/bin/python -m pip install -q --no-deps --require-hashes -r requirements.lock; } \
&& .venv/bin/python -m pip install -q --no-deps --no-build-isolation --no-index -e . \
&& for folder in .venv/lib/python*/site-packages; do echo ../../../../src > "$$folder/_stancebook.pth"; done \
&& .venv/bin/python -c 'from stancebook.pipeline.execute import import_stack as compile; compile()' \
&& cp requirements.lock .venv/requirements.lock \
|| { echo ".venv could not be built: see the lines above, look to the network, and make again" >&2; exit 1; };
endef
