# The commands for those who change SalesDesk; `sh run` and `sh test` need no make.

BIN := .venv/bin
SCREENS ?= screens
# Without a screen Qt must be told to draw into memory.
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: env run test long lint format screens bench torture fuzz migration words build windows deb check-deb sums clean
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

# What takes minutes each, and so is not part of `make test`.
long: env
	@$(OFFSCREEN) $(BIN)/pytest -q -n auto --dist worksteal -m long

# Kills the program 1,000 times in the middle of what it does.
torture: env
	@$(BIN)/python -m tests.torture $(or $(TIMES),1000)

# Spoils files of every form that is imported, for so many minutes; what broke the rule is kept in fuzz/.
fuzz: env
	@$(BIN)/python -m tests.exchange.mutated_files $(or $(MINUTES),10)

# make migration NAME=favourite_coffee
migration: env
	@$(BIN)/python -m tests.house.make_migration "$(NAME)"

# The translators' template and, by it, every language.
words: env
	@$(BIN)/python -m tests.house.make_words

# PyInstaller needs objcopy and Python's own library; Debian keeps both in packages of their own, and so the small
# library of linear algebra that takes the place of NumPy's (packaging/lean_blas.py).
FIND_LIBPYTHON := from PyInstaller.depend.bindepend import get_python_library_path; get_python_library_path()
FIND_LAPACK := import sys; sys.path.append("packaging"); import lean_blas; sys.exit(not lean_blas.sources())
PYTHON_VERSION = $$($(BIN)/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')

# Same sources, same bytes: whatever is stamped has the time of the last commit.
BUILT_AT := $(shell git log -1 --format=%ct 2>/dev/null || echo 1000000000)

build: env
	@[ "$$(uname -s)" != Linux ] || \
		{ command -v objcopy && $(BIN)/python -c "$(FIND_LIBPYTHON)"; } >/dev/null 2>&1 || \
		sh .ci/prepare binutils "libpython$(PYTHON_VERSION)"
	@[ "$$(uname -s)" != Linux ] || $(BIN)/python -c '$(FIND_LAPACK)' || sh .ci/prepare libblas64-dev liblapack64-dev
	@SOURCE_DATE_EPOCH=$(BUILT_AT) PYTHONHASHSEED=0 PYTHONNODEBUGRANGES=1 $(BIN)/pyinstaller --noconfirm --log-level WARN build.spec
	@$(OFFSCREEN) dist/SalesDesk/SalesDesk --smoke-test
	@for command in $$($(BIN)/python -c "import salesdesk.language; from salesdesk.cli import COMMANDS; print(*COMMANDS)"); do \
		dist/SalesDesk/SalesDesk $$command --help >/dev/null || exit 1; \
	done
	@echo "The program is in dist/SalesDesk."

# A setup for Windows, made and tried under Wine in a Debian of its own (as root; BUILT=build/windows packs anew
# what was frozen before).
windows: env
	@BUILT="$(BUILT)" packaging/windows/make_setup

# A package for Debian 12 and later out of what `make build` made; VERSION=0.0.9 calls it otherwise.
deb: env
	@packaging/debian/make_deb

# Installs it into a bare Debian and uses it there; needs root.
check-deb: env
	@packaging/debian/check_deb "$$(ls -t dist/salesdesk_*.deb | head -n 1)"

# Checksums of what is handed out, with the bill of materials beside it.
sums:
	@cp dist/SalesDesk/_internal/SalesDesk.cdx.json dist/
	@cd dist && find . -maxdepth 1 -type f ! -name SHA256SUMS | sed 's|^./||' | LC_ALL=C sort | \
		xargs sha256sum >SHA256SUMS && cat SHA256SUMS

clean:
	@rm -rf .venv build dist screens .pytest_cache .ruff_cache .hypothesis .import_linter_cache
