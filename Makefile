# Every task of this repository. Each does its own set-up, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup test demo lint types gate floors bench bench-ner bench-compare bench-incidents bench-linking bench-warc fuzz bench-pages bench-watch clean

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Make .venv with Musnad and all it needs (Python 3.11 or newer)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Musnad needs Python 3.11 or newer; name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "cannot make $(VENV); on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group dev --editable .
	@touch $@

test: $(READY) ## Run the tests
	$(BIN)/python -m pytest $(TESTS)

demo: $(READY) ## Read, code and show a made-up corpus of Arabic pages
	$(BIN)/python demo/run.py

lint: $(READY) ## Check style, and that rooms import only what is below them
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(READY) ## Check types
	$(BIN)/mypy

gate: $(READY) ## Score the hand-coded reports; fail below the floors
	$(BIN)/python tools/quality_gate.py

floors: $(READY) ## Raise the floors of the quality gate to what is measured now
	$(BIN)/python tools/quality_gate.py --raise

bench: $(READY) ## Measure speed and memory
	$(BIN)/musnad bench

bench-ner: $(READY) ## Measure names: ANERcorp's test half, strict F1
	$(BIN)/python benchmarks/names.py

bench-compare: $(READY) ## Rules, model, both, and other tools, side by side
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	$(BIN)/python benchmarks/compare.py

bench-incidents: $(READY) ## Linking on the incidents of Airwars
	$(BIN)/python benchmarks/incidents.py

bench-linking: $(READY) ## A million made-up events linked, and ten thousand more one by one
	$(BIN)/python benchmarks/linking.py

bench-warc: $(READY) ## Reading a made-up web archive up to stored reports: pages a second, memory
	$(BIN)/python benchmarks/warc.py

MINUTES ?= 10
fuzz: $(READY) ## Feed every reader broken input for MINUTES (10): it must read it or refuse it, in time
	$(BIN)/python tools/fuzz.py $(MINUTES)

bench-pages: $(READY) ## Reading of pages beside trafilatura and newspaper4k
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	$(BIN)/python benchmarks/pages.py

bench-watch: $(READY) ## A simulated month over sixty outlets: what is held, and at what cost
	$(BIN)/python benchmarks/watch.py

clean: ## Take away all that was made, .venv included
	rm -rf $(VENV) demo/out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests tools demo -name __pycache__ -type d -prune -exec rm -rf {} +
