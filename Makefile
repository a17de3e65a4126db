# clausier. `make demo` shows what it does, `make check` proves it; README.md says the rest.
VERSION = 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
CC = gcc
B = build

PKGS = libxml-2.0 libisal libpcre2-8 libutf8proc harfbuzz harfbuzz-subset fontconfig jansson libsodium sqlite3 libpng fribidi
WARN = -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes -Wvla
CFLAGS = -O2 -g
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -DCLAUSIER_VERSION='"$(VERSION)"' $(WARN) $(CFLAGS) $(EXTRA) -pthread -I. \
	$(shell pkg-config --cflags $(PKGS))
LIBS = $(shell pkg-config --libs $(PKGS)) -lcsv -larchive -lhpdf -lhyphen -lunibreak -lxlsxwriter -ldeflate -lm
TEST_LIBS = $(LIBS) -lz # tests pack workbooks by themselves

LAYERS = base ingest rules registry report
LIB_SRC = $(wildcard $(addsuffix /*.c,$(LAYERS)))
CLI_SRC = $(wildcard cli/*.c)
TEST_SRC = $(wildcard $(patsubst %,tests/%/test_*.c,$(LAYERS) cli))
FUZZ_SRC = $(wildcard tests/fuzz/fuzz_*.c)
LIB_OBJ = $(LIB_SRC:%.c=$B/%.o)
CLI_OBJ = $(CLI_SRC:%.c=$B/%.o)
TESTS = $(TEST_SRC:%.c=$B/%)
SHELL_TESTS = $(wildcard tests/journey/*.t tests/real/*.t tests/golden/*.t tests/faults/*.t)
ALL_C = $(LIB_SRC) $(CLI_SRC) $(TEST_SRC) $(FUZZ_SRC) $(wildcard tests/bench/*.c tests/faults/*.c tests/web/*.c)

# One short line a step; `make V=1` shows the commands.
Q = $(if $V,,@)

# Two jobs where the caller has not said how many.
SUB = --no-print-directory -s $(if $(filter -j%,$(MAKEFLAGS)),,-j2)

all: $B/clausier

$B/clausier: $(CLI_OBJ) $B/libclausier.a
	$(if $V,,@echo "  LINK  $@")
	$Q$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)
$B/libclausier.a: $(LIB_OBJ)
	$Qrm -f $@ && ar rcs $@ $^
$B/%.o: %.c
	@mkdir -p $(@D)
	$(if $V,,@echo "  CC    $<")
	$Q$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$B/tests/%: $B/tests/%.o $B/libclausier.a
	$(if $V,,@echo "  LINK  $@")
	$Q$(CC) $(ALL_CFLAGS) -o $@ $^ $(TEST_LIBS)
$B/tests/cli/%: $B/tests/cli/%.o $(filter-out $B/cli/main.o,$(CLI_OBJ)) $B/libclausier.a
	$(if $V,,@echo "  LINK  $@")
	$Q$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)

# The attacker's test has a linear programme of its own.
$B/tests/report/test_attack: LIBS += -lglpk

# What Debian 12 must have, installed only where it is missing. DEPS_CHECK is for `make check`, DEPS_LINT for `make lint`,
# DEPS_WEB for `make check-web`, DEPS_BENCH for `make bench`, which does without where it must.
DEPS = gcc libc6-dev pkg-config libxml2-dev libcsv-dev libarchive-dev libisal-dev libhpdf-dev libpcre2-dev \
	libutf8proc-dev libharfbuzz-dev libfontconfig-dev libhyphen-dev libunibreak-dev libxlsxwriter-dev \
	libjansson-dev libsodium-dev libsqlite3-dev libdeflate-dev libpng-dev libfribidi-dev hyphen-fr fonts-lato \
	fonts-dejavu-core icc-profiles-free
DEPS_CHECK = zlib1g-dev perl poppler-utils qpdf libxml2-utils python3 sqlite3 libglpk-dev
DEPS_LINT = clang clang-format cppcheck
DEPS_WEB = chromium
DEPS_BENCH = python3-lxml python3-reportlab
deps:
	@tests/deps $(DEPS)
deps-check:
	@tests/deps $(DEPS) $(DEPS_CHECK)
deps-lint:
	@tests/deps $(DEPS) $(DEPS_LINT)
deps-web:
	@tests/deps $(DEPS) $(DEPS_CHECK) $(DEPS_WEB)

# The main job on samples/, from notices to check.csv and from a year of hours to review.pdf. The samples hold a few
# broken rows on purpose, so that both commands end with 1: done, something refused.
SAMPLE = samples
demo: deps
	@$(MAKE) $(SUB) all
	@mkdir -p $B/demo
	$B/clausier check -r fr-social -r $(SAMPLE)/rules/montabry.rules $(SAMPLE)/notices \
		>$B/demo/check.csv || test $$? = 1
	@$B/clausier check -r fr-social -r $(SAMPLE)/rules/montabry.rules $(SAMPLE)/notices \
		-f xlsx -o $B/demo/check.xlsx 2>/dev/null || test $$? = 1
	$B/clausier review --conf $(SAMPLE)/convention.conf --contracts $(SAMPLE)/contracts.csv \
		--hours $(SAMPLE)/hours --people $(SAMPLE)/people.csv \
		--structures $(SAMPLE)/structures.csv --decisions $(SAMPLE)/decisions.csv \
		--clauses $(SAMPLE)/clauses.csv --notices $(SAMPLE)/notices \
		-o $B/demo/review.pdf || test $$? = 1
	@rm -rf $B/demo/montabry
	$B/clausier init $B/demo/montabry --sample
	$B/clausier run -C $B/demo/montabry --date 2026-11-20 -v || test $$? = 1
	@echo "what was refused above is broken on purpose: $(SAMPLE)/README.md"
	@echo "look at: $B/demo/check.xlsx $B/demo/review.pdf $B/demo/montabry/out/latest/digest.html"

check: deps-check
	@$(MAKE) $(SUB) all tests
	@CLAUSIER=$B/clausier tests/run $B $(TESTS) $(SHELL_TESTS)

tests: $(TESTS) $B/tests/faults/shim.so

# A C library whose calls fail when they are told to: tests/faults.
$B/tests/faults/shim.so: tests/faults/shim.c
	@mkdir -p $(@D)
	$Q$(CC) $(filter-out -I.,$(ALL_CFLAGS)) -shared -fPIC -o $@ $< -ldl

# The night is broken at every moment rather than at some, which takes minutes: kills at random, every call that writes made
# to fail and made the last, a disk that fills up step by step.
campaign: deps-check
	@$(MAKE) $(SUB) all tests
	@CLAUSIER_SHARE=$$PWD CLAUSIER=$B/clausier tests/faults/campaign

# Digests and a review in a browser; its pictures and printed pages stay in build/web, to be looked at.
check-web: deps-web
	@$(MAKE) $(SUB) all $B/tests/web/night_pages
	@mkdir -p $B/web
	@$B/tests/web/night_pages $B/web
	@WEB=$B/web CLAUSIER=$B/clausier tests/run $B $(wildcard tests/web/*.t)

# All tests again under AddressSanitizer and UndefinedBehaviorSanitizer, and the fuzz targets over their corpora.
asan: deps-check
	@$(MAKE) $(SUB) B=$B/asan EXTRA="-fsanitize=address,undefined -fno-sanitize-recover=all" \
		CFLAGS="-O1 -g" all tests replay
	@CLAUSIER=$B/asan/clausier tests/run $B/asan $(patsubst $B/%,$B/asan/%,$(TESTS)) $(SHELL_TESTS) \
		$(patsubst %.c,$B/asan/%,$(FUZZ_SRC))
replay: $(FUZZ_SRC:%.c=$B/%)
$B/tests/fuzz/%: $B/tests/fuzz/%.o $B/tests/fuzz/replay.o $B/libclausier.a
	$(if $V,,@echo "  LINK  $@")
	$Q$(CC) $(ALL_CFLAGS) -o $@ $^ $(TEST_LIBS)

# Coverage-guided: `make fuzz TARGET=fuzz_csv SECONDS=60`
TARGET = fuzz_csv
SECONDS = 60
fuzz:
	@$(MAKE) $(SUB) B=$B/fuzz CC=clang EXTRA="-fsanitize=fuzzer-no-link,address,undefined" \
		$B/fuzz/libclausier.a $B/fuzz/tests/fuzz/$(TARGET).o
	clang -fsanitize=fuzzer,address,undefined -o $B/fuzz/$(TARGET) $B/fuzz/tests/fuzz/$(TARGET).o \
		$B/fuzz/libclausier.a $(TEST_LIBS)
	@mkdir -p $B/fuzz/corpus/$(TARGET)
	LSAN_OPTIONS=suppressions=tests/lsan.txt:print_suppressions=0 $B/fuzz/$(TARGET) -artifact_prefix=$B/fuzz/ \
		-max_total_time=$(SECONDS) $B/fuzz/corpus/$(TARGET) tests/fuzz/corpus/$(TARGET)

layers:
	@tests/layers $(LAYERS) cli

lint: deps-lint
	@clang-format --dry-run -Werror $(ALL_C) $(wildcard */*.h tests/*/*.h)
	@$(MAKE) $(SUB) B=$B/lint-gcc EXTRA=-Werror $(ALL_C:%.c=$B/lint-gcc/%.o)
	@$(MAKE) $(SUB) B=$B/lint-clang CC=clang EXTRA=-Werror $(ALL_C:%.c=$B/lint-clang/%.o)
	@cppcheck --quiet --std=c11 --language=c -D_GNU_SOURCE -DCLAUSIER_VERSION='""' -I. -j2 --error-exitcode=1 \
		--enable=warning,performance,portability $(LIB_SRC) $(CLI_SRC)
	@echo "lint: clean"

# `make bench JOBS="eforms csv"` for some of them, `BENCH_MB=64 ROUNDS=3 make bench` for a quick look.
JOBS =
bench: deps-check
	@$(MAKE) $(SUB) all
	@tests/deps $(DEPS_BENCH) || echo "bench: goes on without $(DEPS_BENCH)"
	@tests/bench/run $B $(JOBS)

SHARE = $(DESTDIR)$(PREFIX)/share/clausier
MAN = $(DESTDIR)$(PREFIX)/share/man
UNITS = $(DESTDIR)$(PREFIX)/lib/systemd/system
SYSUSERS = $(DESTDIR)$(PREFIX)/lib/sysusers.d
install: all
	install -D -m 755 $B/clausier $(DESTDIR)$(PREFIX)/bin/clausier
	install -d $(SHARE)/templates/convention $(SHARE)/rules/packs $(SHARE)/samples/notices \
		$(SHARE)/samples/hours $(SHARE)/samples/rules $(UNITS)
	install -m 644 templates/*.* $(SHARE)/templates
	install -m 644 templates/convention/* $(SHARE)/templates/convention
	install -m 644 rules/packs/*.rules $(SHARE)/rules/packs
	install -m 644 samples/*.* $(SHARE)/samples
	install -m 644 samples/notices/* $(SHARE)/samples/notices
	install -m 644 samples/hours/* $(SHARE)/samples/hours
	install -m 644 samples/rules/* $(SHARE)/samples/rules
	install -D -m 644 cli/clausier.1 $(MAN)/man1/clausier.1
	install -D -m 644 registry/clausier-convention.5 $(MAN)/man5/clausier-convention.5
	install -D -m 644 rules/clausier-rules.5 $(MAN)/man5/clausier-rules.5
	sed 's|/usr/local/bin/|$(PREFIX)/bin/|' 'packaging/clausier-run@.service' >'$(UNITS)/clausier-run@.service'
	install -m 644 'packaging/clausier-run@.timer' $(UNITS)
	install -D -m 644 packaging/clausier.sysusers $(SYSUSERS)/clausier.conf
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/clausier
	rm -f $(MAN)/man1/clausier.1 $(MAN)/man5/clausier-convention.5 $(MAN)/man5/clausier-rules.5
	rm -f '$(UNITS)/clausier-run@.service' '$(UNITS)/clausier-run@.timer' $(SYSUSERS)/clausier.conf
	rm -rf $(SHARE)

clean:
	rm -rf $B

-include $(wildcard $(addprefix $B/,$(addsuffix /*.d,$(LAYERS) cli tests/*)))
.PHONY: all deps deps-check deps-lint deps-web demo check campaign check-web tests asan replay fuzz layers lint bench install uninstall clean
.SECONDARY:
