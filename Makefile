# Two commands on a fresh machine (Python 3.11+, make): `make site`, `make test`.
PYTHON ?= python3
BIN := .venv/bin
# Re-made when the pins change: what is installed is always what is written down.
INSTALLED := .venv/.installed
TESTABLE := .venv/.testable
MEASURABLE := .venv/.measurable

.PHONY: site serve test test-long fuzz bench bench-search check clean

site: $(INSTALLED)  ## build the site from content/ into site/
	$(BIN)/section16 build

serve: site  ## show it on localhost
	$(BIN)/section16 serve

test: $(TESTABLE)  ## lint, types and every test
	$(BIN)/ruff format --check builder tests
	$(BIN)/ruff check builder tests
	$(BIN)/mypy
	$(BIN)/python -m pytest

test-long: $(TESTABLE)  ## the laws that take minutes
	$(BIN)/python -m pytest -m long

FUZZ_SECONDS ?= 60
fuzz: $(TESTABLE)  ## look for inputs that break the readers, for FUZZ_SECONDS
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]' || true
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

bench: $(MEASURABLE)  ## print each figure beside its peer, from one run
	$(BIN)/python -m tests.bench

bench-search: $(MEASURABLE)  ## how people are found by name among 320,000, and what it costs
	$(BIN)/python -m tests.bench.names_all

clean:  ## remove everything that can be made again
	rm -rf site build .section16 site_src/index.md site_src/issuers site_src/insiders \
	  site_src/account site_src/rules site_src/data

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("section16 needs Python 3.11 or newer; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(TESTABLE): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	PYTHON=$(BIN)/python sh tests/install_chromium.sh
	touch $@

$(MEASURABLE): $(TESTABLE)  # with the peers that figures stand beside
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	touch $@
