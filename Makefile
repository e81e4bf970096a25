# The commands for those who change SalesDesk; `sh run` and `sh test` need no make.

BIN := .venv/bin
SCREENS ?= screens
# Without a screen Qt must be told to draw into memory.
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: env run test lint format screens bench torture migration words build windows clean
.DEFAULT_GOAL := run

env:
	@sh .ci/prepare

run:
	@SCREENS="$(SCREENS)" sh run

test:
	@sh test

lint: env
	@sh .ci/lint

format: env
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

screens: env
	@$(OFFSCREEN) $(BIN)/salesdesk --screens $(SCREENS)

bench: env
	@$(BIN)/python -m tests.bench

# Kills the program 1,000 times in the middle of what it does.
torture: env
	@$(BIN)/python -m tests.torture $(or $(TIMES),1000)

# make migration NAME=favourite_coffee
migration: env
	@$(BIN)/python -m tests.house.make_migration "$(NAME)"

# The translators' template and, by it, every language.
words: env
	@$(BIN)/python -m tests.house.make_words

# PyInstaller needs objcopy and Python's own library; Debian keeps both in packages of their own.
FIND_LIBPYTHON := from PyInstaller.depend.bindepend import get_python_library_path; get_python_library_path()
PYTHON_VERSION = $$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')

build: env
	@[ "$$(uname -s)" != Linux ] || \
		{ command -v objcopy && $(BIN)/python -c "$(FIND_LIBPYTHON)"; } >/dev/null 2>&1 || \
		sh .ci/prepare binutils "libpython$(PYTHON_VERSION)"
	@PYTHONNODEBUGRANGES=1 $(BIN)/pyinstaller --noconfirm --log-level WARN build.spec
	@$(OFFSCREEN) dist/SalesDesk/SalesDesk --smoke-test
	@for command in $$($(BIN)/python -c "import salesdesk.language; from salesdesk.cli import COMMANDS; print(*COMMANDS)"); do \
		dist/SalesDesk/SalesDesk $$command --help >/dev/null || exit 1; \
	done
	@echo "The program is in dist/SalesDesk."

# A setup for Windows, made and tried under Wine in a Debian of its own (as root; BUILT=build/windows packs anew
# what was frozen before).
windows: env
	@BUILT="$(BUILT)" packaging/windows/make_setup

clean:
	@rm -rf .venv build dist screens .pytest_cache .ruff_cache .hypothesis .import_linter_cache
