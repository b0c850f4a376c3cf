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

MO = build/locale/zh_CN/LC_MESSAGES/shenbao.mo build/locale/en/LC_MESSAGES/shenbao.mo
MESSAGES = $(wildcard src/*/*.c src/*.c src/*/*.def)

all: build/shenbao $(MO)

# every message of the program: rows of diag.def, strings marked N_() or looked up by a literal
build/po/shenbao.pot: $(MESSAGES)
	@mkdir -p $(@D)
	xgettext -L C --from-code=UTF-8 --no-location -kDIAG:4 -kCLI_COMMAND:4 -kCLI_OPTION:7 -kN_ -ki18n_text:2 -o $@ $(MESSAGES)

build/locale/zh_CN/LC_MESSAGES/shenbao.mo: po/zh_CN.po
	@mkdir -p $(@D)
	msgfmt --check-format --check-domain -o $@ $<

# English is the messages themselves: its catalogue is complete by construction
build/locale/en/LC_MESSAGES/shenbao.mo: build/po/shenbao.pot
	@mkdir -p $(@D)
	msgen --lang=en $< | sed 's/charset=CHARSET/charset=UTF-8/' | msgfmt -o $@ -

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

check: all $(TESTS) check-po
	@fail=0; for t in $(TESTS); do $$t || fail=1; done; exit $$fail

# what a commit must pass: unit tests only (make check runs everything)
check-quick: all $(TESTS) check-po
	@fail=0; for t in $(TESTS); do $$t >$$t.log 2>&1 || { cat $$t.log; fail=1; }; done; exit $$fail

# every message is translated, and nothing is translated that no longer exists
check-po: build/po/shenbao.pot
	@out=$$(msgcmp po/zh_CN.po $< 2>&1) && [ -z "$$out" ] || \
	{ echo "$$out"; echo "po/zh_CN.po: translate what is listed above, remove what is not used any more"; exit 1; }

clean:
	rm -rf build out

.PHONY: all check check-quick check-po clean
-include $(OBJ:.o=.d) $(B)/main.d $(TESTS:=.d)
