/* --max-size: pictures get fewer pixels, step by step, until the PDF is small enough; else it is said what is large. */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "shell.h"

#define SAMPLE "samples/shandong-2025/02-bearing-monitoring.xml"

/* A JPEG and a PNG of a page, with many more pixels than they are shown with. */
static void set_pictures(void)
{
    static const char fo[] =
        "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xmlns:sf='urn:shenbao:fo'><fo:layout-master-set><fo:simple-page-master "
        "master-name='p' page-width='600pt' page-height='600pt'><fo:region-body/></fo:simple-page-master></fo:layout-master-set>\n"
        "<fo:page-sequence master-reference='p'><fo:flow flow-name='xsl-region-body'>"
        "<fo:block>甲<fo:external-graphic src='big-1.jpg' content-height='288pt' sf:alt='甲'/>"
        "<fo:external-graphic src='big-1.jpg' content-height='72pt' sf:alt='甲'/></fo:block>"
        "<fo:block><fo:external-graphic src='pic-1.png' content-height='144pt' sf:alt='乙'/></fo:block></fo:flow></fo:page-sequence></fo:root>";
    char *path = path_join(shell_folder, "t.fo");
    write_text(path, fo, sizeof fo - 1);
    free(path);
    shell_succeeds("shenbao render " SAMPLE " --form report --no-check -o p.pdf && pdftoppm -r 300 -f 1 -l 1 -singlefile -jpeg -jpegopt quality=98 p.pdf big-1 && "
                   "pdftoppm -r 250 -f 1 -l 1 -singlefile -png p.pdf pic-1 && shenbao fo t.fo -o whole.pdf");
}

/* Rows of pdfimages: width, height, kind, dots to the inch. */
#define IMAGES(file) "pdfimages -list " file " | tail -n +3 | awk '{print $4, $5, $9, $13}' | sort -u"

static void pictures_get_fewer_pixels(void **state)
{
    (void)state;
    set_pictures();
    shell_succeeds("test $(stat -c %s whole.pdf) -gt 300000 && shenbao fo t.fo --max-size 300K -o a.pdf && test $(stat -c %s a.pdf) -le 307200");
    shell_succeeds("qpdf --check a.pdf >/dev/null && ! cmp -s a.pdf whole.pdf"
                   " && pdftotext a.pdf x && pdftotext whole.pdf y && cmp x y");
    /* what is shown twice has the pixels of the larger place; the kind of picture stays */
    shell_succeeds("shenbao fo t.fo --max-size 90K -o b.pdf && test $(stat -c %s b.pdf) -le 92160");
    shell_succeeds(IMAGES("b.pdf") " >list && test $(grep -c jpeg list) -ge 1 && test $(grep -c image list) -eq 1");
    shell_succeeds("for d in $(awk '{print $4}' list); do test $d -ge 99 || exit 1; done");
    /* the same bytes again */
    shell_succeeds("sleep 1; shenbao fo t.fo --max-size 90K -o c.pdf && cmp b.pdf c.pdf");
}

static void what_is_small_enough_stays(void **state)
{
    (void)state;
    set_pictures();
    shell_succeeds("shenbao fo t.fo --max-size 20M -o a.pdf && cmp a.pdf whole.pdf");
}

/* Pages look alike: hardly a pixel of the page at 50 dpi differs by more than a quarter of the scale. */
static void pages_look_alike(void **state)
{
    (void)state;
    set_pictures();
    shell_succeeds("shenbao fo t.fo --max-size 90K -o b.pdf && pdftoppm -r 50 -gray b.pdf b && pdftoppm -r 50 -gray whole.pdf w && "
                   "cmp -l b-1.pgm w-1.pgm | awk 'function oct(s, n, i) {n = 0; for (i = 1; i <= length(s); i++) n = n * 8 + substr(s, i, 1); return n} "
                   "{d = oct($2) - oct($3); if (d < 0) d = -d; if (d > 64) bad++} END {exit bad > 1000}'");
}

static void what_is_too_large_is_named(void **state)
{
    (void)state;
    set_pictures();
    SHELL_EXPECT("shenbao --lang en fo t.fo --max-size 10K -o a.pdf", 2, "have 100 dots to the inch at most: more than --max-size 10K", "pic-1.png (",
                 "big-1.jpg (", "[pdf-too-large]");
    shell_assert_output("test -e a.pdf", 1, "");
    SHELL_EXPECT("shenbao --lang en fo t.fo --max-size 10Q -o a.pdf", 2, "--max-size does not know 10Q");
    SHELL_EXPECT("shenbao --lang en fo t.fo --max-size 0 -o a.pdf", 2, "--max-size does not know 0");
}

/* The record says it, so verify makes the same again. */
static void proposals_too(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --no-check -o a.pdf && shenbao render " SAMPLE " --no-check --max-size $(($(stat -c %s a.pdf) - 5000)) -o b.pdf && "
                   "test $(stat -c %s b.pdf) -lt $(stat -c %s a.pdf)");
    SHELL_EXPECT("shenbao --lang en verify --papers samples/shandong-2025 b.pdf", 0, "[verify-unchanged]");
    SHELL_EXPECT("shenbao --lang en batch " SAMPLE " --max-size 20K -o out", 1, "failed 1)");
    shell_assert_output_has("cat out/report.json", 0, "pdf-too-large");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)
    const struct CMUnitTest tests[] = {
        CASE(pictures_get_fewer_pixels), CASE(what_is_small_enough_stays), CASE(pages_look_alike), CASE(what_is_too_large_is_named),
        CASE(proposals_too),
    };
    return cmocka_run_group_tests_name("size", tests, NULL, NULL);
}
