# shenbao: make, make check, make install (see README.md)
CC = gcc
VARIANT = $(if $(SAN),san,release)
B = build/$(VARIANT)
PKGS = libxml-2.0 libxslt libexslt harfbuzz harfbuzz-subset fontconfig icu-uc icu-i18n libpng libjpeg libdeflate
CFLAGS_BASE = -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -MMD -MP -Isrc
CFLAGS = $(if $(SAN),-O1 -g -fsanitize=address$(comma)undefined -fno-omit-frame-pointer,-O2 -g) $(WERROR)
comma = ,
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g')
PKG_LIBS := $(shell pkg-config --libs $(PKGS)) -lhpdf -lm
SRC = $(filter-out src/main.c,$(wildcard src/*/*.c))
OBJ = $(SRC:src/%.c=$(B)/%.o)
TESTS = $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))

all: build/shenbao

build/shenbao: $(B)/main.o $(B)/libshenbao.a
	$(CC) $(CFLAGS) -o $@ $^ $(PKG_LIBS)

$(B)/libshenbao.a: $(OBJ)
	@rm -f $@
	ar rcs $@ $^

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_BASE) $(CFLAGS) $(PKG_CFLAGS) -c -o $@ $<

$(B)/tests/%: tests/unit/%.c $(B)/libshenbao.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_BASE) $(CFLAGS) $(PKG_CFLAGS) -Itests/lib -o $@ $< $(B)/libshenbao.a $(PKG_LIBS) -lcmocka

check: all $(TESTS)
	@fail=0; for t in $(TESTS); do $$t || fail=1; done; exit $$fail

# what a commit must pass: unit tests only (make check runs everything)
check-quick: all $(TESTS)
	@fail=0; for t in $(TESTS); do $$t >$$t.log 2>&1 || { cat $$t.log; fail=1; }; done; exit $$fail

clean:
	rm -rf build out

.PHONY: all check check-quick clean
-include $(OBJ:.o=.d) $(B)/main.d $(TESTS:=.d)
