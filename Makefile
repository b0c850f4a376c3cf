# shenbao. See README.md; `make help` lists the targets.
CC = gcc
VARIANT = $(if $(SAN),san,release)
B = build/$(VARIANT)
PROGRAM = $(if $(SAN),$(B)/shenbao,build/shenbao)
PKGS = libxml-2.0 libxslt libexslt harfbuzz harfbuzz-subset fontconfig icu-uc icu-i18n libpng libjpeg libdeflate libarchive libqpdf lcms2 libqrencode nettle
comma = ,
CFLAGS_BASE = -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -MMD -MP -Isrc
SANFLAGS = -fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
CFLAGS = $(if $(SAN),-O1 -g $(SANFLAGS),-O2 -g) $(WERROR)
# asked for once, and only by what compiles: `make setup` starts on a machine without pkg-config
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g'))$(PKG_CFLAGS)
# the program loads it when it writes a workbook (sheet/xlsx_file.h); what makes workbooks for tests is linked with it
XLSX_LIBS = $(eval XLSX_LIBS := $(shell pkg-config --libs xlsxwriter))$(XLSX_LIBS)
PKG_LIBS = $(eval PKG_LIBS := $(shell pkg-config --libs $(PKGS)) -lhpdf -lm)$(PKG_LIBS)

SRC = $(filter-out src/main.c,$(wildcard src/*/*.c))
OBJ = $(SRC:src/%.c=$(B)/%.o)
TESTLIB = $(patsubst tests/lib/%.c,$(B)/tests/lib/%.o,$(wildcard tests/lib/*.c))
UNIT = $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c))
# the suites that run the program; the last one's summary is the last thing make check prints
SUITES = structure rules construction golden guide forms packs nextyear hostile faults docs install papers together packages reports tables books records inside signing masked size batch summary e2e
SUITE = $(foreach s,$(SUITES),$(patsubst tests/$s/%.c,$(B)/tests/%,$(wildcard tests/$s/test_$s.c)))

PREFIX = /usr/local
bindir = $(DESTDIR)$(PREFIX)/bin
datadir = $(DESTDIR)$(PREFIX)/share
LANGUAGES = zh_CN en
MO = $(LANGUAGES:%=build/locale/%/LC_MESSAGES/shenbao.mo)
COMPLETION = build/completion/shenbao
MAN_FO = build/man/shenbao-fo.5
MAN_PACK = build/man/shenbao-pack.5
MAN_PROPOSAL = build/man/shenbao-proposal.5
PAPERS = $(B)/papers.made
MESSAGES = $(wildcard src/*/*.c src/*.c src/*/*.def)

all: $(PROGRAM) $(MO) $(COMPLETION) $(MAN_FO) $(MAN_PACK) $(MAN_PROPOSAL) $(PAPERS)

help:
	@sed -n 's/^#: //p' Makefile

#: make               build/shenbao, its message catalogues and the completion
#: make setup         dependencies and fonts, the build, every sample rendered into out/
#: make check         all tests (SAN=1: with the address and undefined-behaviour sanitizers)
#: make install       PREFIX=/usr/local DESTDIR=
#: make samples       every sample into out/
#: make workbooks     sample workbooks of hundreds of rows in every format into build/workbooks/
#: make golden-update shows how expected outputs change, then replaces them
#: make lint, make bench, make gallery, make pictures, make clean, make uninstall, make deps, make fonts

# --- the program ---

# What starts a process looks for each symbol in one library after the other, and most are asked for by libqpdf, in C++: with these
# first it takes a sixth less.
LIBS_FIRST = -Wl,--push-state,--no-as-needed -l:libstdc++.so.6 -Wl,--pop-state -lqpdf -lc

$(PROGRAM): $(B)/main.o $(B)/libshenbao.a
	$(CC) $(CFLAGS) -o $@ $^ $(LIBS_FIRST) $(PKG_LIBS)

$(B)/libshenbao.a: $(OBJ)
	@rm -f $@
	ar rcs $@ $^

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_BASE) $(CFLAGS) $(PKG_CFLAGS) -c -o $@ $<

# --- messages ---

# rows of diag.def and commands.def, strings marked N_() or looked up by a literal
build/po/shenbao.pot: $(MESSAGES)
	@mkdir -p $(@D)
	xgettext -L C --from-code=UTF-8 --no-location -kDIAG:4 -kCLI_COMMAND:4 -kCLI_OPTION:7 -kSHAPE:5 -kN_ -ki18n_text:2 -o $@ $(MESSAGES)

build/locale/zh_CN/LC_MESSAGES/shenbao.mo: po/zh_CN.po
	@mkdir -p $(@D)
	msgfmt --check-format --check-domain -o $@ $<

# English is the messages themselves: its catalogue is complete by construction
build/locale/en/LC_MESSAGES/shenbao.mo: build/po/shenbao.pot
	@mkdir -p $(@D)
	msgen --lang=en $< | sed 's/charset=CHARSET/charset=UTF-8/' | msgfmt -o $@ -

# the completion is written by a small program from the table of commands
$(COMPLETION): completion/bash.c src/cli/commands.def src/cli/options.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -Wall -Wextra -Isrc -o build/completion/generate completion/bash.c
	build/completion/generate >$@

# shenbao-fo(5) is written from the tables of elements and properties
$(MAN_FO): man/fo.c man/shenbao-fo.5.in $(wildcard src/fo/*.def)
	@mkdir -p $(@D)
	$(CC) -std=c11 -Wall -Wextra -Isrc -o build/man/generate man/fo.c
	build/man/generate <man/shenbao-fo.5.in >$@

# shenbao-pack(5) is written from the tables of programme.xml and of the functions
$(MAN_PACK): man/pack.c man/shenbao-pack.5.in src/programme/shape.def src/programme/stated.def src/xslt/functions.def
	@mkdir -p $(@D)
	$(CC) -std=c11 -Wall -Wextra -Isrc -o build/man/generate-pack man/pack.c
	build/man/generate-pack <man/shenbao-pack.5.in >$@

# shenbao-proposal(5) is written from the schemas of the packs, as the program reads them
$(B)/man-proposal: man/proposal.c $(B)/libshenbao.a
	$(CC) $(CFLAGS_BASE) $(CFLAGS) $(PKG_CFLAGS) -o $@ $< $(B)/libshenbao.a $(PKG_LIBS)

$(MAN_PROPOSAL): $(B)/man-proposal man/shenbao-proposal.5.in $(wildcard templates/*/*.xsd)
	@mkdir -p $(@D)
	$< templates <man/shenbao-proposal.5.in >$@

# --- dependencies, fonts, samples ---

deps:
	packaging/install-deps.sh

fonts:
	fonts/install.sh build/fonts

setup: deps
	$(MAKE) fonts
	$(MAKE) all
	$(MAKE) samples

samples: all
	@tests/samples.sh $(PROGRAM) out

# The papers that the samples name are made beside them, by our own engine and of what the samples say, and scanned. They want
# the typefaces; without these the program is built all the same.
$(B)/papers: samples/papers.c samples/scan.c samples/scan.h $(B)/libshenbao.a
	$(CC) $(CFLAGS_BASE) $(CFLAGS) $(PKG_CFLAGS) -o $@ $(filter %.c %.a,$^) $(PKG_LIBS) $$(pkg-config --cflags --libs freetype2 | sed 's/-I/-isystem /g')

SAMPLES = $(wildcard samples/*/*.xml samples/*/submissions/*.xml)
$(PAPERS): $(B)/papers samples/papers.xsl $(SAMPLES)
	@$< fonts/roles.conf build/fonts samples/papers.xsl $(SAMPLES) && touch $@ || \
		echo "the papers of the samples are not made; get the typefaces with: make fonts" >&2

# Workbooks of hundreds of rows in every format, for whoever wants to try; the tests make their own.
$(B)/generate: samples/workbooks/generate.c samples/workbooks/lexicon.c samples/workbooks/lexicon.h $(B)/libshenbao.a $(B)/tests/lib/tablefile.o
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_BASE) $(CFLAGS) $(PKG_CFLAGS) -Itests/lib -o $@ $(filter %.c %.o %.a,$^) $(PKG_LIBS) $(XLSX_LIBS)

WORKBOOKS = shandong-2025:300 most-2025:150 zhejiang-2025:120 guangdong-2025:100
workbooks: all $(B)/generate
	@set -e; for w in $(WORKBOOKS); do p=$${w%:*}; rm -rf build/workbooks/$$p; mkdir -p build/workbooks/$$p; \
	$(B)/generate samples $$p $${w#*:} build/workbooks/$$p; \
	if [ -d samples/$$p/papers ]; then cp -r samples/$$p/papers build/workbooks/$$p; fi; done

pictures: all
	@docs/pictures.sh $(PROGRAM)

# --- tests ---

$(B)/tests/lib/%.o: tests/lib/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_BASE) $(CFLAGS) $(PKG_CFLAGS) -c -o $@ $<

LINK_TEST = $(CC) $(CFLAGS_BASE) $(CFLAGS) $(PKG_CFLAGS) -Itests/lib -o $@ $< $(TESTLIB) $(B)/libshenbao.a $(PKG_LIBS) $(XLSX_LIBS) -lcmocka

$(B)/tests/%: tests/unit/%.c $(B)/libshenbao.a $(TESTLIB)
	@mkdir -p $(@D)
	$(LINK_TEST)

$(B)/tests/test_books: $(B)/generate

define suite_rule
$$(B)/tests/test_$1: tests/$1/test_$1.c $$(B)/libshenbao.a $$(TESTLIB)
	@mkdir -p $$(@D)
	$$(LINK_TEST)
endef
$(foreach s,$(SUITES),$(eval $(call suite_rule,$s)))

# Tests run in the language C, at no particular time, with the fonts that the project names and no others; sanitizers have an
# exit status of their own.
TEST_ENV = env -u LANGUAGE -u LC_MESSAGES -u SHENBAO_LANG -u SHENBAO_TEMPLATES LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1735689600 \
	SHENBAO=$(abspath $(PROGRAM)) SOURCE=$(CURDIR) FONTCONFIG_FILE=$(CURDIR)/tests/fonts.conf \
	ASAN_OPTIONS=exitcode=99:detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1:exitcode=99 \
	LSAN_OPTIONS=exitcode=99:print_suppressions=0:suppressions=$(CURDIR)/tests/lsan.supp
COMMA_ENV = LOCPATH=$(CURDIR)/build/locales LC_ALL=de_DE.UTF-8 EXPECT_COMMA=1

check: all $(UNIT) $(SUITE) check-po check-man check-seeds check-growth build/locales/de_DE.UTF-8
	@fail=0; \
	for t in $(UNIT); do $(TEST_ENV) $$t || fail=1; done; \
	for t in $(UNIT) $(B)/tests/test_golden; do $(TEST_ENV) $(COMMA_ENV) $$t >$$t.comma.log 2>&1 || \
		{ cat $$t.comma.log; echo "$$t fails where the decimal mark is a comma"; fail=1; }; done; \
	for t in $(SUITE); do $(TEST_ENV) $$t || fail=1; done; \
	exit $$fail

# what a commit must pass
check-quick: all $(UNIT) $(B)/tests/test_structure $(B)/tests/test_rules check-po check-man
	@fail=0; for t in $(UNIT) $(B)/tests/test_structure $(B)/tests/test_rules; do $(TEST_ENV) $$t >$$t.log 2>&1 || { cat $$t.log; fail=1; }; done; exit $$fail

# every message is translated, and nothing is translated that no longer exists
check-po: build/po/shenbao.pot
	@out=$$(msgcmp po/zh_CN.po $< 2>&1) && [ -z "$$out" ] || \
	{ echo "$$out"; echo "po/zh_CN.po: translate what is listed above, remove what is not used any more"; exit 1; }

build/locales/de_DE.UTF-8:
	@mkdir -p $(@D)
	localedef -i de_DE -f UTF-8 $@

# steps are counted in a build of its own, in which every basic block says that it was reached
GROWTH_OBJ = $(SRC:src/%.c=build/growth/%.o)
build/growth/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_BASE) -O1 -g $(WERROR) -fsanitize-coverage=trace-pc $(PKG_CFLAGS) -c -o $@ $<

build/growth/test_growth: tests/growth/test_growth.c $(GROWTH_OBJ) $(wildcard tests/lib/*.c)
	$(CC) $(CFLAGS_BASE) -O1 -g $(WERROR) $(PKG_CFLAGS) -Itests/lib -o $@ $< $(wildcard tests/lib/*.c) $(GROWTH_OBJ) $(PKG_LIBS) $(XLSX_LIBS) -lcmocka

check-growth: build/growth/test_growth
	$(TEST_ENV) $<

golden-update: all $(B)/tests/test_golden $(B)/tests/test_papers $(B)/tests/test_summary $(B)/tests/test_reports $(B)/tests/test_records $(B)/tests/test_signing $(B)/tests/test_books
	$(TEST_ENV) GOLDEN_UPDATE=1 $(B)/tests/test_golden
	$(TEST_ENV) GOLDEN_UPDATE=1 $(B)/tests/test_papers
	$(TEST_ENV) GOLDEN_UPDATE=1 $(B)/tests/test_summary
	$(TEST_ENV) GOLDEN_UPDATE=1 $(B)/tests/test_reports
	$(TEST_ENV) GOLDEN_UPDATE=1 $(B)/tests/test_records
	$(TEST_ENV) GOLDEN_UPDATE=1 $(B)/tests/test_signing
	$(TEST_ENV) GOLDEN_UPDATE=1 $(B)/tests/test_books

# the cases of Chinese composition and of the extension properties as pictures on few pages, to be looked at
GALLERY = clreq chinese spread vertical decimal boxed-digits fit chart
gallery: all
	tests/gallery/gallery.sh $(PROGRAM) build/gallery $(GALLERY:%=tests/golden/draw/%) tests/golden/areas/seal tests/golden/areas/line-grid

lint: check-man all $(B)/tests/test_structure
	$(TEST_ENV) $(B)/tests/test_structure

check-man: $(MAN_FO) $(MAN_PACK) $(MAN_PROPOSAL)
	mandoc -Tlint -Wstyle man/shenbao.1
	mandoc -Tlint -Wstyle $(MAN_FO)
	mandoc -Tlint -Wstyle $(MAN_PACK)
	mandoc -Tlint -Wstyle $(MAN_PROPOSAL)

# fuzz targets, each for FUZZ_SECONDS on the seeds in tests/fuzz/seeds/<name>/; needs clang, is no part of make check
FUZZ_SECONDS = 600
FUZZ = $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz: $(FUZZ:%=fuzz-%)
build/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $(wildcard tests/fuzz/*.h) $(SRC)
	@mkdir -p $(@D)
	clang $(CFLAGS_BASE) -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Wno-everything $(PKG_CFLAGS) -o $@ $< $(SRC) $(PKG_LIBS) -lz
fuzz-%: build/fuzz/fuzz_%
	@mkdir -p build/fuzz/$*
	ASAN_OPTIONS=$(if $(filter layout pdf,$*),detect_leaks=0) build/fuzz/fuzz_$* -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=3000 build/fuzz/$* tests/fuzz/seeds/$*

# the seeds, and what was found once, without a fuzzer
REPLAY = $(FUZZ:%=$(B)/tests/replay_%)
$(B)/tests/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(wildcard tests/fuzz/*.h) $(B)/libshenbao.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_BASE) $(CFLAGS) $(PKG_CFLAGS) -o $@ $< tests/fuzz/replay.c $(B)/libshenbao.a $(PKG_LIBS) -lz

check-seeds: $(REPLAY)
	@fail=0; for f in $(FUZZ); do \
		timeout 300 $(TEST_ENV) $(B)/tests/replay_$$f tests/fuzz/seeds/$$f/* || { echo "a seed of $$f fails"; fail=1; }; \
	done; exit $$fail

# the peers that are installed are measured beside (see tests/bench/bench.c)
BENCH = build/bench
$(B)/tests/warm $(B)/tests/application: $(B)/tests/%: tests/bench/%.c $(B)/libshenbao.a tests/bench/times.h
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_BASE) $(CFLAGS) $(PKG_CFLAGS) -o $@ $< $(B)/libshenbao.a $(PKG_LIBS)

$(B)/tests/similar $(B)/tests/across $(B)/tests/sheets: $(B)/tests/%: tests/bench/%.c $(B)/libshenbao.a $(TESTLIB) tests/bench/times.h
	@mkdir -p $(@D)
	$(LINK_TEST)

$(B)/tests/bench: $(wildcard tests/bench/*.c tests/bench/*.h)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_BASE) $(CFLAGS) -o $@ tests/bench/bench.c tests/bench/document.c tests/bench/formats.c tests/bench/table.c

bench: all $(B)/tests/bench $(B)/tests/warm $(B)/tests/application $(B)/tests/similar $(B)/tests/across $(B)/tests/sheets
	@mkdir -p $(BENCH)
	$(B)/tests/bench $(BENCH) $(PROGRAM) $(B)/tests
	@echo "Near-duplicates among 100,000 suggestions, one process:"
	$(B)/tests/similar 100000
	@echo "The rules across these suggestions, one process:"
	$(B)/tests/across 100000
	@echo "100,000 rows of 20 columns read and mapped, one process:"
	$(B)/tests/sheets $(BENCH)
	@echo "1,000 suggestions of one workbook to checked PDFs:"
	tests/bench/batch.sh $(BENCH) $(PROGRAM)

# --- installation ---

install: all
	install -d $(bindir) $(datadir)/shenbao/fonts $(datadir)/man/man1 $(datadir)/man/man5 $(datadir)/bash-completion/completions $(datadir)/doc/shenbao
	install -m 755 $(PROGRAM) $(bindir)/shenbao
	rm -rf $(datadir)/shenbao/templates
	cp -R templates $(datadir)/shenbao/templates
	chmod -R u=rwX,go=rX $(datadir)/shenbao/templates
	rm -rf $(datadir)/shenbao/samples
	for s in $(sort $(dir $(wildcard samples/*/*.xml))); do install -d $(datadir)/shenbao/$$s && install -m 644 $$s*.xml $(datadir)/shenbao/$$s || exit 1; done
	for s in samples/*/submissions/; do install -d $(datadir)/shenbao/$$s && install -m 644 $$s*.xml $(datadir)/shenbao/$$s || exit 1; done
	install -m 644 fonts/roles.conf fonts/README.md $(wildcard build/fonts/*.otf build/fonts/*.fandol) $(datadir)/shenbao/fonts/
	install -m 755 fonts/install.sh $(datadir)/shenbao/fonts/
	for l in $(LANGUAGES); do install -d $(datadir)/locale/$$l/LC_MESSAGES && \
		install -m 644 build/locale/$$l/LC_MESSAGES/shenbao.mo $(datadir)/locale/$$l/LC_MESSAGES/ || exit 1; done
	install -m 644 man/shenbao.1 $(datadir)/man/man1/
	install -m 644 $(MAN_FO) $(MAN_PACK) $(MAN_PROPOSAL) $(datadir)/man/man5/
	install -m 644 $(COMPLETION) $(datadir)/bash-completion/completions/shenbao
	install -m 644 README.md README.zh-CN.md ARCHITECTURE.md LICENSE $(wildcard docs/*.schema.json) $(wildcard docs/*.md) $(datadir)/doc/shenbao/

uninstall:
	rm -f $(bindir)/shenbao $(datadir)/man/man1/shenbao.1 $(datadir)/man/man5/shenbao-fo.5 $(datadir)/man/man5/shenbao-proposal.5 $(datadir)/man/man5/shenbao-pack.5 $(datadir)/bash-completion/completions/shenbao
	rm -f $(LANGUAGES:%=$(datadir)/locale/%/LC_MESSAGES/shenbao.mo)
	rm -rf $(datadir)/shenbao $(datadir)/doc/shenbao

clean:
	rm -rf build/release build/san build/growth build/shenbao build/po build/locale build/completion build/man out samples/*/papers samples/*/submissions/papers

.PHONY: all help deps fonts setup samples workbooks pictures check check-quick check-po check-man check-seeds check-growth golden-update gallery lint bench fuzz install uninstall clean
.DELETE_ON_ERROR:
-include $(OBJ:.o=.d) $(GROWTH_OBJ:.o=.d) $(B)/main.d $(UNIT:=.d) $(SUITE:=.d) $(TESTLIB:.o=.d)
