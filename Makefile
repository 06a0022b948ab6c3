# Two commands matter: `make run` opens the desktop on demo data, `make test` runs every test.
# Both set up what is missing first: system libraries, .venv, compiled catalogues.

PY := .venv/bin/python
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard resources/locale/*/LC_MESSAGES/intake.po))

.PHONY: help run test test-crm check format bench sim sim-mutants chaos power package doctor lock pages messages pictures looks clean

help:
	@echo "make run | test | test-crm | check | format | bench | sim | sim-mutants | chaos | power | package | doctor | pages | messages | pictures | looks | lock"

# -- set-up ------------------------------------------------------------------------------------

.venv/.ok: requirements.lock pyproject.toml tools/setup_venv.sh
	@tools/setup_system.sh run
	@tools/setup_venv.sh
	@touch $@

.venv/.tests: .venv/.ok tools/setup_system.sh
	@tools/setup_system.sh test
	@touch $@

%.mo: %.po .venv/.ok
	@$(PY) tools/messages.py compile

# -- daily -------------------------------------------------------------------------------------

# Without a screen the same intake is done by keys, and its pictures are shown instead.
run: .venv/.ok $(CATALOGUES)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(PY) -m intake_app run --demo; \
	else echo "No display: taking the tour instead, see ./tour"; $(PY) -m intake_app tour tour; fi

test: .venv/.tests $(CATALOGUES)
	@$(PY) -m coverage erase
	@$(PY) -m coverage run -m pytest $(ARGS)
	@$(PY) -m coverage combine -q
	@$(PY) tools/coverage_floors.py

# The contract of CRM adapters over real servers on loopback, made from packages once (minutes).
test-crm: .venv/.tests $(CATALOGUES)
	@tools/setup_crm.sh
	@$(PY) -m pytest -q --timeout 300 tests/crm_real $(ARGS)

check: .venv/.ok
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/lint-imports
	@.venv/bin/pyright

format: .venv/.ok
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

# ARGS=--quick takes a fifth of the samples; ARGS="F1 K1" only these rows.
bench: .venv/.ok $(CATALOGUES)
	@$(PY) -m bench $(ARGS)
	@$(PY) -m bench.page

package: .venv/.ok $(CATALOGUES)
	@.venv/bin/pyinstaller --noconfirm --log-level WARN build.spec
	@QT_QPA_PLATFORM=offscreen dist/intake-app/intake-app --self-test

# The shipped code in many seeded worlds; one that fails is named, and `make sim SEED=123` tells
# its whole story. `sim-mutants` plants each known bug and says at which seed it was found.
sim: .venv/.ok
	@$(PY) -m tests.sim.run $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),2000))

sim-mutants: .venv/.ok
	@$(PY) -m tests.sim.hunt

# Real processes that are killed, stopped, filled up and cut off, so many rounds on each engine.
chaos: .venv/.tests
	@ROUNDS=$(or $(ROUNDS),200) $(PY) -m pytest -q -s -p no:randomly tests/chaos

# Power losses over the shipped store, plain and encrypted: POINTS=10000 images and as many again.
power: .venv/.tests
	@POINTS=$(or $(POINTS),5000) $(PY) -m pytest -q -p no:randomly tests/power

doctor: .venv/.ok
	@$(PY) -m intake_app doctor

# -- upkeep ------------------------------------------------------------------------------------

# Generated pages and catalogues; a test fails while they are not current.
pages: .venv/.ok
	@$(PY) tools/settings_page.py
	@$(PY) tools/keys_page.py

messages: .venv/.ok
	@$(PY) tools/messages.py update
	@$(PY) tools/messages.py compile

# README's pictures, from the real program.
pictures: .venv/.ok $(CATALOGUES)
	@QT_QPA_PLATFORM=offscreen $(PY) tools/pictures.py

# Every place of the program in both languages, all palettes and three sizes of letters, to be
# looked at: ARGS="--lang ru --points 16 --only story papers".
looks: .venv/.tests $(CATALOGUES)
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.ui.contact_sheets looks $(ARGS)

# One file of hashes for Linux and Windows; it names no registry. Needs uv.
lock:
	@uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links $(ARGS) \
		--quiet --output-file requirements.lock

clean:
	@rm -rf build dist demo tour looks .coverage .coverage.* .pytest_cache .ruff_cache
