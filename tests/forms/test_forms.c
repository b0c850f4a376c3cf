/* Nothing that a proposal says is lost in print. samples/PROGRAMME/maximal.xml has every element and every attribute that the
 * programme's schema knows, and all of it shows in the programme's forms:
 *   words   (four characters or more) are found in the text of the forms, as they are;
 *   the rest (figures, dates, codes, yes and no, short words) could be found by chance, so it is taken away, or turned round
 *   if it is yes or no, and then the forms must come out differently. Of values in the same place one stands for all.
 * That the text of the forms is the text of the PDF is what test_e2e says of every sample. */
#include "test.h"

#include <libxml/tree.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/utf8.h"
#include "programme/labels.h"
#include "programme/programme.h"
#include "run.h"
#include "xslt/xml.h"
#include "xslt/xslt.h"

#define XSD "http://www.w3.org/2001/XMLSchema"
#define MAX_DOCS 8
#define MAX_SEEN 2000

/* What is not printed, and why. */
static const char notice[] = "asked for by a rule; the notice's own form has no place for it";
static const struct { const char *programme, *place, *why; } unprinted[] = {
    {"", "proposal/@programme", "the form is the programme's"},
    {"", "filing/@submittedAt", "the clock of the rules; the system that takes the form prints it"},
    {"", "attachment/@file", "the paper itself is bound behind the form, under its title"},
    {"", "budget/@total", "the sum of the sources is printed, and GE-01 makes it the same"},
    {"shandong-2025", "proposal/@direction", "there is but one"},
    {"shandong-2025", "proposal/country", notice},
    {"shandong-2025", "platform/@level", notice},
    {"shandong-2025", "platform/@name", notice},
    {"shandong-2025", "event/@level", notice},
    {"shandong-2025", "event/@name", notice},
    {"shandong-2025", "event/@date", notice},
    {"shandong-2025", "event/@place", notice},
    {"shandong-2025", "proposal/leadType", notice},
    {"shandong-2025", "evidence/@kind", notice},
    {"shandong-2025", "indicator/@kind", notice},
    {"shandong-2025", "unit/uscc", notice},
    {"shandong-2025", "declarations/notFundedBefore", notice},
};

/* Refused by a rule (MO-003), so no valid sample has it; put in here, because a draft prints it. */
static const char subproject[] = "<subproject total=\"61.25\" fiscal=\"32.75\"><name>穿戴式步态采集装置研制</name>"
                                 "<unit>中原康复辅具研究院</unit><leader>闻人知远</leader></subproject><brief>";

static const char *id;
static struct programme *pack;
static struct diag_list *d;
static xmlDocPtr sample;

/* --- what the schema knows --- */

static xmlDocPtr schemas[MAX_DOCS];
static size_t schema_count;

static char *attribute(const xmlNode *n, const char *name)
{
    return (char *)xmlGetNoNsProp((xmlNodePtr)n, BAD_CAST name);
}

static bool is_xsd(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && n->ns && !strcmp((const char *)n->ns->href, XSD) && !strcmp((const char *)n->name, name);
}

static void load_schema(const char *path)
{
    xmlDocPtr doc = xml_load(path, d);
    assert_non_null(doc);
    assert_true(schema_count < MAX_DOCS);
    schemas[schema_count++] = doc;
    for (xmlNodePtr n = xmlDocGetRootElement(doc)->children; n; n = n->next) {
        if (!is_xsd(n, "include"))
            continue;
        char *file = attribute(n, "schemaLocation"), *base = file_folder(path);
        char *next = path_join(base, file);
        load_schema(next);
        free(next);
        free(base);
        xmlFree(file);
    }
}

/* The type or group of a name; NULL for those of XML Schema and for simple types. */
static xmlNodePtr definition(const char *kind, const char *name)
{
    for (size_t i = 0; name && i < schema_count; i++)
        for (xmlNodePtr n = xmlDocGetRootElement(schemas[i])->children; n; n = n->next) {
            char *own = is_xsd(n, kind) ? attribute(n, "name") : NULL;
            bool same = own && !strcmp(own, name);
            xmlFree(own);
            if (same)
                return n;
        }
    return NULL;
}

static xmlNodePtr named(const char *kind, const xmlNode *n, const char *reference)
{
    char *name = attribute(n, reference);
    xmlNodePtr found = definition(kind, name);
    xmlFree(name);
    return found;
}

static xmlNodePtr type_of(xmlNodePtr declaration)
{
    for (xmlNodePtr n = declaration->children; n; n = n->next)
        if (is_xsd(n, "complexType"))
            return n;
    return named("complexType", declaration, "type");
}

/* Calls f for each declaration in a type: its own, those of groups and of the type that it extends. */
static void each_declaration(xmlNodePtr in, void (*f)(xmlNodePtr declaration, xmlNodePtr of), xmlNodePtr of)
{
    for (xmlNodePtr n = in ? in->children : NULL; n; n = n->next) {
        if (is_xsd(n, "element") || is_xsd(n, "attribute")) {
            f(n, of);
            continue;
        }
        if (is_xsd(n, "extension"))
            each_declaration(named("complexType", n, "base"), f, of);
        if (is_xsd(n, "group"))
            each_declaration(named("group", n, "ref"), f, of);
        each_declaration(n, f, of);
    }
}

static bool has_value(const xmlNode *n)
{
    xmlChar *text = xmlNodeGetContent(n);
    bool any = text && text[strspn((const char *)text, " \t\r\n")];
    xmlFree(text);
    return any || (n->type == XML_ELEMENT_NODE && (n->properties || xmlFirstElementChild((xmlNodePtr)n)));
}

/* Marks the declaration when the sample's element has what it declares, and goes on below. */
static void mark(xmlNodePtr declaration, xmlNodePtr of)
{
    char *name = attribute(declaration, "name");
    if (is_xsd(declaration, "attribute")) {
        xmlAttrPtr a = xmlHasProp(of, BAD_CAST name);
        if (a && has_value((xmlNodePtr)a))
            declaration->_private = declaration;
    } else {
        for (xmlNodePtr n = xmlFirstElementChild(of); n; n = xmlNextElementSibling(n))
            if (!strcmp((const char *)n->name, name) && has_value(n)) {
                declaration->_private = declaration;
                each_declaration(type_of(declaration), mark, n);
            }
    }
    xmlFree(name);
}

static size_t missing;

/* Every declaration that can be reached is marked; a type is looked into once. */
static void require(xmlNodePtr declaration, xmlNodePtr of)
{
    (void)of;
    if (!declaration->_private) {
        char *name = attribute(declaration, "name");
        print_error("samples/%s/maximal.xml has no %s (%s:%u)\n", id, name, (const char *)declaration->doc->URL, xml_line(declaration));
        xmlFree(name);
        missing++;
        declaration->_private = declaration; /* told once */
        return;
    }
    xmlNodePtr type = is_xsd(declaration, "element") ? type_of(declaration) : NULL;
    if (!type || type->_private)
        return;
    type->_private = type;
    each_declaration(type, require, NULL);
}

static void the_maximal_sample_has_everything(void **state)
{
    (void)state;
    xmlNodePtr root = definition("element", "proposal");
    assert_non_null(root);
    root->_private = root;
    each_declaration(type_of(root), mark, xmlDocGetRootElement(sample));
    require(root, NULL);
    assert_int_equal(missing, 0);
}

/* --- what the forms print --- */

/* All forms as the stylesheets make them: every object with its properties, or the text alone without white space. */
static char *forms(bool text_only)
{
    struct buf b = {0};
    const struct programme_form *f;
    char *direction = attribute(xmlDocGetRootElement(sample), "direction");
    size_t n = programme_forms(pack, &f);
    for (size_t i = 0; i < n; i++) {
        if (!programme_form_of(&f[i], direction ? direction : ""))
            continue;
        xmlDocPtr out = xslt_run(programme_stylesheet(pack, &f[i], d), sample, "maximal.xml", NULL, NULL, d);
        assert_non_null(out);
        xmlChar *s = NULL;
        int size = 0;
        if (text_only)
            s = xmlNodeGetContent(xmlDocGetRootElement(out));
        else
            xmlDocDumpMemory(out, &s, &size);
        buf_puts(&b, (const char *)s);
        xmlFree(s);
        xml_free(out);
    }
    xmlFree(direction);
    return buf_steal(&b);
}

/* Without white space, which the forms set as they need it. */
static char *plain(const char *s)
{
    struct buf b = {0};
    for (const char *end = s + strlen(s); s < end;) {
        const char *from = s;
        uint32_t c = utf8_next(&s, end);
        if (c > ' ' && c != 0xA0 && c != 0x3000)
            buf_add(&b, from, (size_t)(s - from));
    }
    buf_puts(&b, "");
    return buf_steal(&b);
}

static size_t characters(const char *s)
{
    size_t n = 0;
    for (const char *end = s + strlen(s); s < end; n++)
        utf8_next(&s, end);
    return n;
}

/* parent/@name or parent/name: of which unit or person is part of the place, for they are printed in several ways. */
static char *place_of(const xmlNode *n)
{
    struct buf b = {0};
    const xmlNode *of = n->type == XML_TEXT_NODE ? n->parent : n;
    for (const xmlNode *up = of->parent; up && up->type == XML_ELEMENT_NODE; up = up->parent) {
        char *role = attribute(up, "role");
        if (role)
            buf_printf(&b, "%s:", role);
        xmlFree(role);
    }
    if (of->parent->parent && of->parent->parent->type == XML_ELEMENT_NODE)
        buf_printf(&b, "%s/", (const char *)of->parent->parent->name);
    buf_printf(&b, "%s/%s%s", (const char *)of->parent->name, n->type == XML_ATTRIBUTE_NODE ? "@" : "", (const char *)of->name);
    return buf_steal(&b);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && !strcmp(s + n - m, end) && (n == m || s[n - m - 1] == '/');
}

static bool is_unprinted(const char *place)
{
    for (size_t i = 0; i < sizeof unprinted / sizeof *unprinted; i++)
        if (ends_with(place, unprinted[i].place) && (!*unprinted[i].programme || !strcmp(unprinted[i].programme, id)))
            return true;
    return false;
}

/* agreement, 1-rd, horizonEn: words that nobody reads. */
static bool is_name(const char *value)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return !value[strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] && strpbrk(value, letters);
}

/* A picture's alternate text is there, but no part of the text; figures, dates and what names something else are codes; so are values that a list of the schema or the pack explains. */
static bool is_code(const xmlNode *n, const char *value)
{
    static const char *const types[] = {"boolean", "number", "money", "date", "dateTime", "country", "NCName", "positiveInteger", "anyURI"};
    if (!strcmp((const char *)n->name, "alt"))
        return true;
    const struct labels *labels = programme_labels(pack);
    const char *type = labels_type(labels, labels_declaration(labels, n->type == XML_TEXT_NODE ? n->parent : n));
    const char *colon = type ? strchr(type, ':') : NULL;
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
        if (!strcmp(colon ? colon + 1 : type, types[i]))
            return true;
    return programme_label_of_value(pack, n->type == XML_TEXT_NODE ? n->parent : n, value) || is_name(value) || characters(value) < 4;
}

static char *seen[MAX_SEEN];
static size_t seen_count, lost;
static char *whole, *text;
static bool words_only; /* in other directions: figures stand where words do */

static bool first_at(const char *place)
{
    for (size_t i = 0; i < seen_count; i++)
        if (!strcmp(seen[i], place))
            return false;
    assert_true(seen_count < MAX_SEEN);
    seen[seen_count++] = xstrdup(place);
    return true;
}

static void complain(const xmlNode *n, const char *place, const char *value)
{
    print_error("samples/%s/maximal.xml:%u: %s is not printed: %s\n", id, xml_line(n->type == XML_ATTRIBUTE_NODE ? n->parent : n), place, value);
    lost++;
}

static void set_value(xmlNodePtr n, const char *value)
{
    if (n->type == XML_ATTRIBUTE_NODE)
        xmlSetProp(n->parent, n->name, BAD_CAST value);
    else
        xmlNodeSetContent(n, BAD_CAST value);
}

/* Taken away, or turned round. The attribute stays where it is: lines don't change. */
static void must_matter(xmlNodePtr n, const char *place, const char *value)
{
    bool yes = !strcmp(value, "true"), no = !strcmp(value, "false");
    set_value(n, yes ? "false" : no ? "true" : "");
    char *now = forms(false);
    if (!strcmp(now, whole))
        complain(n, place, value);
    free(now);
    set_value(n, value);
}

static void check_value(xmlNodePtr n)
{
    xmlChar *content = xmlNodeGetContent(n);
    char *value = plain((const char *)content), *place = place_of(n);
    bool none = !strcmp(value, "无"); /* printed for nothing, too (GE-04) */
    if (*value && !none && !is_unprinted(place)) {
        if (!is_code(n, value)) {
            if (!strstr(text, value))
                complain(n, place, value);
        } else if (!words_only && first_at(place)) {
            must_matter(n, place, (const char *)content);
        }
    }
    free(place);
    free(value);
    xmlFree(content);
}

static void check_values(xmlNodePtr n)
{
    for (xmlAttrPtr a = n->properties; a; a = a->next)
        check_value((xmlNodePtr)a);
    for (xmlNodePtr c = n->children; c; c = c->next) {
        if (c->type == XML_TEXT_NODE)
            check_value(c);
        if (c->type == XML_ELEMENT_NODE)
            check_values(c);
    }
}

static void nothing_is_lost(void **state)
{
    (void)state;
    char *all = forms(true);
    text = plain(all);
    whole = forms(false);
    check_values(xmlDocGetRootElement(sample));
    free(all);
    free(text);
    free(whole);
    assert_int_equal(lost, 0);
}

/* The same sample in each other direction, whose forms may differ: what it says and the direction has no place for shows too. */
static void words_are_not_lost_elsewhere(void **state)
{
    (void)state;
    const struct programme_direction *of;
    xmlNodePtr root = xmlDocGetRootElement(sample);
    words_only = true;
    for (size_t i = 0, n = programme_directions(pack, &of); i < n; i++) {
        xmlSetProp(root, BAD_CAST "direction", BAD_CAST of[i].id);
        char *all = forms(true);
        text = plain(all);
        check_values(root);
        if (lost)
            print_error("in direction %s\n", of[i].id);
        free(all);
        free(text);
        assert_int_equal(lost, 0);
    }
    words_only = false;
}

/* --- tables over several pages --- */

/* Columns that the fo:table-column of a table stand for. */
static long columns_of(const xmlNode *table)
{
    long n = 0;
    for (const xmlNode *c = table->children; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE || strcmp((const char *)c->name, "table-column"))
            continue;
        char *number = attribute(c, "column-number"), *repeated = attribute(c, "number-columns-repeated");
        n = number ? strtol(number, NULL, 10) : n + (repeated ? strtol(repeated, NULL, 10) : 1);
        xmlFree(number);
        xmlFree(repeated);
    }
    return n;
}

static void check_spans(const xmlNode *n, size_t *found)
{
    if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "table-row") && xmlHasNsProp((xmlNodePtr)n, BAD_CAST "continued", BAD_CAST "urn:shenbao:fo")) {
        char *spanned = attribute(n->children, "number-columns-spanned");
        long columns = columns_of(n->parent->parent);
        if (!spanned || strtol(spanned, NULL, 10) != columns)
            fail_msg("续表 spans %s of %ld columns", spanned ? spanned : "none", columns);
        xmlFree(spanned);
        ++*found;
    }
    for (const xmlNode *c = n->children; c; c = c->next)
        check_spans(c, found);
}

static void the_line_of_a_continued_table_spans_it(void **state)
{
    (void)state;
    const struct programme_form *f;
    size_t n = programme_forms(pack, &f), found = 0;
    char *direction = attribute(xmlDocGetRootElement(sample), "direction");
    for (size_t i = 0; i < n; i++) {
        if (!programme_form_of(&f[i], direction ? direction : ""))
            continue;
        xmlDocPtr out = xslt_run(programme_stylesheet(pack, &f[i], d), sample, "maximal.xml", NULL, NULL, d);
        assert_non_null(out);
        check_spans(xmlDocGetRootElement(out), &found);
        xml_free(out);
    }
    assert_true(found >= 5);
    xmlFree(direction);
}

static bool says_continued(const char *from, const char *end)
{
    const char *first = strstr(from, " \""), *line = first && first < end ? first + 2 : "";
    return !strncmp(line, "续表", strlen("续表")) || !strncmp(line, "（续表）", strlen("（续表）"));
}

/* In the area tree: where a table with a header goes on, it says so; where it begins, it does not. */
static void what_goes_on_says_so(void **state)
{
    (void)state;
    static const struct { const char *programme; size_t least; } rows[] = {
        {"most-2025", 8}, {"zhejiang-2025", 2}, {"guangdong-2025", 2}};
    char name[100];
    snprintf(name, sizeof name, "samples/%s/maximal.xml", id);
    struct run r = RUN(NULL, "shenbao", "render", name, "--emit", "areas", "--no-check");
    assert_int_equal(r.status, 0);
    size_t begun = 0, continued = 0;
    for (const char *at = r.out; (at = strstr(at, "box fo:table-header ")); at++) {
        const char *table = at, *line_end = strchr(at, '\n'), *next = strstr(line_end, "box fo:table-body ");
        while (strncmp(table, "box fo:table ", strlen("box fo:table ")))
            table--;
        const char *flags = strstr(table, " continued");
        bool goes_on = flags && flags < strchr(table, '\n');
        if (says_continued(line_end, next) != goes_on)
            fail_msg("%.*s%.300s", (int)(strchr(table, '\n') - table), table, at);
        begun += !goes_on;
        continued += goes_on;
    }
    assert_true(begun > 3);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(strcmp(rows[i].programme, id) || continued >= rows[i].least);
    run_free(&r);
}

/* --- nothing at all --- */

/* Every part of the form is there, and says 无 (GE-04). */
static void empty_parts_say_so(void **state)
{
    (void)state;
    static const struct { const char *programme, *direction, *words[3]; } rows[] = {
        {"most-2025", "2.1", {"申报项目简介（一）研究背景无（二）研究目标无", "申报单位无推荐单位", "（三）合作基础无外方合作单位无"}},
        {"zhejiang-2025", "gov-finland", {"二、单位信息无", "（一）合作基础与必要性无（二）国内外现状及趋势分析无", "七、合作协议"}},
        {"guangdong-2025", "1-rd", {"参与单位信息无", "四、立项依据（一）合作基础与必要性无", "九、合作协议要点"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].programme, id))
            continue;
        xml_free(sample);
        char xml[200];
        int n = snprintf(xml, sizeof xml, "<proposal xmlns='" PROPOSAL_NS "' programme='%s' direction='%s'/>", id, rows[i].direction);
        sample = xml_parse(xml, (size_t)n, "empty.xml", d);
        char *all = forms(true), *words = plain(all);
        for (size_t k = 0; k < 3; k++)
            if (!strstr(words, rows[i].words[k]))
                fail_msg("%s: no %s in %s", id, rows[i].words[k], words);
        free(words);
        free(all);
    }
}

/* --- programmes --- */

static void load_sample(void)
{
    char name[100];
    snprintf(name, sizeof name, "samples/%s/maximal.xml", id);
    char *s = read_text(name, NULL), *at = s ? strstr(s, "<brief>") : NULL;
    assert_non_null(s);
    struct buf b = {0};
    if (at && !strcmp(id, "most-2025"))
        buf_printf(&b, "%.*s%s%s", (int)(at - s), s, subproject, at + strlen("<brief>"));
    else
        buf_puts(&b, s);
    sample = xml_parse(b.data, b.n, "maximal.xml", d);
    assert_non_null(sample);
    buf_free(&b);
    free(s);
}

static int setup(void **state)
{
    id = *state;
    d = diag_list_new();
    pack = programme_load("templates", id, d);
    assert_non_null(pack);
    char name[100];
    snprintf(name, sizeof name, "templates/%s/proposal.xsd", id);
    load_schema(name);
    load_sample();
    missing = lost = 0;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    while (schema_count)
        xml_free(schemas[--schema_count]);
    while (seen_count)
        free(seen[--seen_count]);
    xml_free(sample);
    programme_free(pack);
    diag_list_free(d);
    return 0;
}

#define OF(f, programme) {#f ": " programme, f, setup, teardown, programme}

int main(void)
{
    assert_int_equal(chdir(source_folder()), 0);
    xml_init();
    static struct CMUnitTest tests[] = {
        OF(the_maximal_sample_has_everything, "shandong-2025"), OF(nothing_is_lost, "shandong-2025"),
        OF(the_maximal_sample_has_everything, "most-2025"), OF(nothing_is_lost, "most-2025"), OF(empty_parts_say_so, "most-2025"),
        OF(the_line_of_a_continued_table_spans_it, "shandong-2025"), OF(what_goes_on_says_so, "shandong-2025"),
        OF(the_line_of_a_continued_table_spans_it, "most-2025"), OF(what_goes_on_says_so, "most-2025"),
        OF(the_line_of_a_continued_table_spans_it, "zhejiang-2025"), OF(what_goes_on_says_so, "zhejiang-2025"),
        OF(the_line_of_a_continued_table_spans_it, "guangdong-2025"), OF(what_goes_on_says_so, "guangdong-2025"),
        OF(the_maximal_sample_has_everything, "zhejiang-2025"), OF(nothing_is_lost, "zhejiang-2025"),
        OF(empty_parts_say_so, "zhejiang-2025"), OF(words_are_not_lost_elsewhere, "most-2025"),
        OF(words_are_not_lost_elsewhere, "zhejiang-2025"), OF(words_are_not_lost_elsewhere, "guangdong-2025"),
        OF(the_maximal_sample_has_everything, "guangdong-2025"), OF(nothing_is_lost, "guangdong-2025"),
        OF(empty_parts_say_so, "guangdong-2025"),
    };
    int status = cmocka_run_group_tests_name("forms", tests, NULL, NULL);
    xml_cleanup();
    return status;
}
