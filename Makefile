# clausier: `make demo` shows it, `make check` proves it; README.md says the rest.
VERSION = 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= gcc
B = build

PKGS = libxml-2.0 libpcre2-8 libutf8proc harfbuzz harfbuzz-subset fontconfig jansson libsodium
WARN = -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes -Wvla
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -DCLAUSIER_VERSION='"$(VERSION)"' $(WARN) $(CFLAGS) $(EXTRA) -pthread -I. \
	$(shell pkg-config --cflags $(PKGS))
LIBS = $(shell pkg-config --libs $(PKGS)) -lcsv -lhpdf -lhyphen -lunibreak -lz -lm

LAYERS = base ingest rules registry report
LIB_SRC = $(wildcard $(addsuffix /*.c,$(LAYERS)))
LIB_OBJ = $(LIB_SRC:%.c=$B/%.o)
CLI_OBJ = $(patsubst %.c,$B/%.o,$(wildcard cli/*.c))
TESTS = $(patsubst %.c,$B/%,$(wildcard $(addprefix tests/,$(addsuffix /test_*.c,$(LAYERS) cli))))

all: $B/clausier
$B/clausier: $(CLI_OBJ) $B/libclausier.a
	$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)
$B/libclausier.a: $(LIB_OBJ)
	rm -f $@ && ar rcs $@ $^
$B/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$B/tests/%: $B/tests/%.o $B/libclausier.a
	$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)

units: $(TESTS)
	prove $(TESTS)

clean:
	rm -rf $B

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(TESTS:=.d)
.PHONY: all units clean
.SECONDARY:
