#include "test.h"

#include <libxml/c14n.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "xslt/canonical.h"
#include "xslt/code.h"
#include "xslt/xml.h"

static void digest_of(const char *text, char hex[CODE_DIGEST])
{
    struct diag_list *d = diag_list_new();
    xmlDocPtr doc = xml_parse(text, strlen(text), "test", d);
    assert_non_null(doc);
    assert_true(code_digest(doc, hex));
    xml_free(doc);
    diag_list_free(d);
}

/* The canonical form of <a/> is <a></a>; its digest as sha256sum gives it. */
static void what_is_written_otherwise_is_the_same(void **state)
{
    (void)state;
    static const char want[] = "a812a69ba6858a54cefdb2fc3882e7ceb7d66aa1ed792562082872dd6ed4f921";
    static const char *const same[] = {"<a/>", "<a></a>", "<?xml version='1.0'?>\r\n<!-- note -->\n<a  />\n"};
    char hex[CODE_DIGEST], first[CODE_DIGEST], second[CODE_DIGEST];
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        digest_of(same[i], hex);
        assert_string_equal(hex, want);
    }
    digest_of("<a b='1' c=\"2\">\r\n&#x4E2D;</a>", first);
    digest_of("<a c='2'   b='1'>\n中</a>", second);
    assert_string_equal(first, second);
    digest_of("<a c='2' b='1'> \n中</a>", second);
    assert_string_not_equal(first, second);
}

/* Written straight or by libxml2; false: by libxml2 alone. */
static bool is_written_alike(const char *text, size_t n)
{
    struct diag_list *d = diag_list_new();
    struct buf plain = {0};
    xmlChar *want = NULL;
    xmlDocPtr doc = xml_parse(text, n, "test", d);
    assert_non_null(doc);
    bool straight = canonical_put(&plain, doc);
    assert_true(xmlC14NDocDumpMemory(doc, NULL, XML_C14N_1_0, NULL, 0, &want) >= 0);
    if (straight)
        assert_string_equal(plain.data, (const char *)want);
    xmlFree(want);
    buf_free(&plain);
    xml_free(doc);
    diag_list_free(d);
    return straight;
}

static void plain_documents_are_written_straight(void **state)
{
    static const char *const plain[] = {
        "<a/>", "<!-- x --><a xmlns='urn:a' z='1' b='&#9;&#10;&#13;&lt;\"&gt;&amp;' m=''><b/>&#13;&lt;&gt;&amp;\"<!-- y --><![CDATA[<&]]></a><!-- z -->",
        "<a xmlns='urn:a'><b c='中'>文<d>x</d> <e/>\n</b>\n</a>\n",
    };
    static const char *const other[] = {
        "<?p i?><a/>", "<a><?p i?></a>", "<b:a xmlns:b='urn:a'/>", "<a xmlns='urn:a' xmlns:b='urn:b'/>", "<a xmlns='urn:a'><b xmlns=''/></a>",
        "<a xml:lang='zh'/>", "<a xmlns='http://a/'/>",
    };
    struct diag_list *d = diag_list_new();
    struct buf proposal = {0};
    (void)state;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        assert_true(is_written_alike(plain[i], strlen(plain[i])));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        assert_false(is_written_alike(other[i], strlen(other[i])));
    assert_true(file_read("samples/most-2025/maximal.xml", LIMIT_INPUT_BYTES, &proposal, d));
    assert_true(is_written_alike(proposal.data, proposal.n));
    buf_free(&proposal);
    diag_list_free(d);
}

static void a_document_without_canonical_form(void **state)
{
    (void)state;
    static const char text[] = "<a xmlns='here'/>";
    struct diag_list *d = diag_list_new();
    xmlDocPtr doc = xml_parse(text, strlen(text), "test", d);
    char hex[CODE_DIGEST];
    assert_false(code_digest(doc, hex));
    xml_free(doc);
    diag_list_free(d);
}

/* 40 bits of 0xffffffffff are Z eight times; 2^40 - 1 leaves 15 behind division by 37. */
static void codes(void **state)
{
    (void)state;
    char code[CODE_LENGTH];
    code_of("0000000000000000", code);
    assert_string_equal(code, "0000-0000-0");
    code_of("ffffffffff000000", code);
    assert_string_equal(code, "ZZZZ-ZZZZ-F");
    code_of("0000000001ffffff", code);
    assert_string_equal(code, "0000-0001-1");
    code_of("0000000020ffffff", code); /* 32: two digits, and a check character beyond the digits */
    assert_string_equal(code, "0000-0010-*");
}

int main(void)
{
    xml_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_otherwise_is_the_same), cmocka_unit_test(a_document_without_canonical_form),
        cmocka_unit_test(plain_documents_are_written_straight), cmocka_unit_test(codes),
    };
    int failed = cmocka_run_group_tests_name("code", tests, NULL, NULL);
    xml_cleanup();
    return failed;
}
