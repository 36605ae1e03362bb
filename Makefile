PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
DEMO := output/demo
DEMO_CRAWL := DISCOGS_USERNAME=vinylcrawl-demo OUTPUT_DIR=$(DEMO) DATABASE_PATH= MARKDOWN_TEMPLATES=templates \
	DISCOGS_API_URL=https://api.discogs.com BETAMAX_CASSETTES=cassettes/demo $(BIN)/scrapy crawl collection

.PHONY: install demo test check bench cassettes clean

install: $(INSTALLED)

$(INSTALLED): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "vinylcrawl needs Python 3.11 or newer: make PYTHON=...")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[site,dev]'
	touch $@

# A collection of records, crawled from recorded answers, and its site: no network, no account
demo: $(INSTALLED)
	@DISCOGS_TOKEN=demo-token $(DEMO_CRAWL)
	@$(BIN)/hugo --quiet --source $(DEMO)
	@echo "The site is in $(DEMO)/public: $(BIN)/python -m http.server --directory $(DEMO)/public"

test: $(INSTALLED)
	$(BIN)/pytest

check: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(INSTALLED)
	$(BIN)/python -m tests.benchmarks.render
	$(BIN)/python -m tests.benchmarks.walk

# Records the demo's cassettes anew, from the test server with the collection in tests/demo
cassettes: $(INSTALLED)
	$(BIN)/python -m tests.demo.record cassettes/demo

clean:
	rm -rf .venv $(DEMO)
