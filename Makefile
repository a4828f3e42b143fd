# Two commands do everything: make run, make test. Both set up what they need in .venv.
PYTHON ?= $(shell for one in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run doctor coordinator sbom test explore check lint docs pins wheel clean help

run: $(READY) ## start the conversation
	@$(BIN)/porchlight run

doctor: $(READY) ## check that the bot can run, and say how to mend what is wrong
	@$(BIN)/porchlight doctor

coordinator: $(READY) ## print a code that makes one person coordinator of a pilot
	@$(BIN)/porchlight coordinator

test: $(READY) ## run every test
	@$(BIN)/python -m pytest -n auto --dist worksteal

explore: $(READY) ## run the property tests with examples nobody has tried yet
	@$(BIN)/python -m pytest -n auto --hypothesis-profile explore $$(grep -rl 'hypothesis import' tests --include='test_*.py')

check: $(READY) ## everything CI checks beside the tests
	$(BIN)/ruff format --check bot dialogues tests
	$(BIN)/ruff check bot dialogues tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/porchlight lint

lint: $(READY) ## check the wordings
	@$(BIN)/porchlight lint

docs: $(READY) ## write the pages anew that are made from the program
	$(BIN)/porchlight diagrams > docs/machines.md
	$(BIN)/porchlight protocol > docs/crisis-protocol.md
	$(BIN)/porchlight inventory > docs/data-inventory.md

pins: $(READY) ## resolve the pinned dependencies anew
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --no-annotate --allow-unsafe --strip-extras --no-header --extra dev --output-file requirements.all pyproject.toml
	grep -v -e '^--' -e '^$$' requirements.all > requirements.txt && rm requirements.all  # options name machines

sbom: $(READY) ## write the bill of materials into dist/sbom.json
	@mkdir -p dist
	$(BIN)/porchlight sbom requirements.txt > dist/sbom.json

wheel: $(READY) ## build the wheel into dist/
	$(BIN)/python -m hatchling build -t wheel

clean: ## remove what the other commands made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/'

$(READY): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Porchlight needs Python 3.11 or newer, and none was found. Install it, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Porchlight needs Python 3.11 or newer; $(PYTHON) is older."; exit 1; }
	@echo "Setting up (once, about a minute)..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@
