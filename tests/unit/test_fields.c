/* The tree of fields, of a schema that has every construct a pack may use, and of the packs themselves. */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "programme/fields.h"
#include "programme/programme.h"
#include "run.h"

#define XSD(content) \
    "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"urn:shenbao:proposal\"" \
    " targetNamespace=\"urn:shenbao:proposal\">" content "</xs:schema>"
#define ZH(text) "<xs:annotation><xs:documentation xml:lang=\"zh\">" text "</xs:documentation></xs:annotation>"

static void dump(struct buf *b, const struct field *f, int depth)
{
    static const char *const kinds[] = {"group", "line", "money", "number", "date", "dateTime", "boolean", "country", "code", "inline", "rich"};
    buf_printf(b, "%*s%s%s%s%s %s %s", 2 * depth, "", f->attribute ? "@" : "", f->name, f->required ? "!" : "", f->repeated ? "*" : "",
               kinds[f->kind], f->label ? f->label : "-");
    for (size_t i = 0; i < f->nvalues; i++)
        buf_printf(b, " %s=%s", f->values[i].value, f->values[i].label ? f->values[i].label : "-");
    buf_printf(b, "%s%s\n", f->fixed ? " fixed " : "", f->fixed ? f->fixed : "");
    for (size_t i = 0; i < f->n; i++) {
        assert_ptr_equal(f->children[i].parent, f);
        dump(b, &f->children[i], depth + 1);
    }
}

static void every_construct(void **state)
{
    (void)state;
    static const char xsd[] = XSD(
        "<xs:element name=\"proposal\">" ZH("书") "<xs:complexType><xs:sequence>"
        "<xs:element name=\"title\" type=\"line\">" ZH("名称") "</xs:element>"
        "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\"><xs:element name=\"a\" type=\"money\"/></xs:choice>"
        "<xs:element name=\"unit\" type=\"full\" minOccurs=\"0\" maxOccurs=\"3\"/>"
        "<xs:element name=\"text\" type=\"richText\" minOccurs=\"0\"/>"
        "<xs:element name=\"mixed\" type=\"marked\" minOccurs=\"0\"/>"
        "<xs:element name=\"self\" type=\"self\" minOccurs=\"0\"/>"
        "</xs:sequence><xs:attribute name=\"programme\" type=\"xs:token\" use=\"required\" fixed=\"p\"/></xs:complexType></xs:element>"
        "<xs:simpleType name=\"line\"><xs:restriction base=\"xs:token\"/></xs:simpleType>"
        "<xs:simpleType name=\"money\"><xs:restriction base=\"xs:token\"/></xs:simpleType>"
        "<xs:complexType name=\"base\"><xs:sequence><xs:element name=\"name\" type=\"line\" minOccurs=\"0\"/></xs:sequence>"
        "<xs:attribute name=\"id\" type=\"xs:NCName\"/></xs:complexType>"
        "<xs:complexType name=\"full\"><xs:complexContent><xs:extension base=\"base\"><xs:sequence>"
        "<xs:element name=\"more\" type=\"xs:boolean\" minOccurs=\"0\"/></xs:sequence>"
        "<xs:attribute name=\"role\"><xs:simpleType><xs:restriction base=\"xs:token\"><xs:enumeration value=\"\"/>"
        "<xs:enumeration value=\"lead\">" ZH("牵头") "</xs:enumeration></xs:restriction></xs:simpleType></xs:attribute>"
        "</xs:extension></xs:complexContent></xs:complexType>"
        "<xs:complexType name=\"inline\" mixed=\"true\"/>"
        "<xs:complexType name=\"richText\"><xs:sequence><xs:element name=\"p\" type=\"inline\"/></xs:sequence></xs:complexType>"
        "<xs:group name=\"inlines\"><xs:choice><xs:element name=\"sub\" type=\"inline\"/></xs:choice></xs:group>"
        "<xs:complexType name=\"marked\" mixed=\"true\"><xs:group ref=\"inlines\"/><xs:attribute name=\"kind\" type=\"line\"/></xs:complexType>"
        "<xs:complexType name=\"self\"><xs:sequence><xs:element name=\"self\" type=\"self\" minOccurs=\"0\"/></xs:sequence></xs:complexType>");
    static const char want[] = "proposal! group 书\n"
                               "  title! line 名称\n"
                               "  a!* money -\n"
                               "  unit* group -\n"
                               "    name line -\n"
                               "    more boolean -\n"
                               "    @id line -\n"
                               "    @role code - lead=牵头\n"
                               "  text rich -\n"
                               "  mixed inline -\n"
                               "    @kind line -\n"
                               "  self group -\n";
    char *folder = scratch_new(), *path = path_join(folder, "a.xsd");
    write_text(path, xsd, strlen(xsd));
    struct diag_list *d = diag_list_new();
    struct labels *l = labels_load(path, "a", (const char *const[]){folder, NULL}, d);
    assert_int_equal(diag_list_count(d), 0);
    struct arena *a = arena_new();
    struct buf b = {0};
    dump(&b, fields_load(a, l, "proposal"), 0);
    char *end = strstr(b.data, "  self group -\n");
    assert_non_null(end);
    size_t deep = 0; /* a type that holds itself ends */
    for (const char *s = end; (s = strstr(s, "self")); s++)
        deep++;
    assert_int_equal(deep, FIELDS_DEPTH);
    end[strlen("  self group -\n")] = '\0';
    assert_string_equal(b.data, want);
    buf_free(&b);
    arena_free(a);
    labels_free(l);
    diag_list_free(d);
    scratch_free(folder);
    free(path);
}

/* Nothing that a person fills in is without a Chinese name. */
static void assert_labelled(const struct field *f)
{
    if (!f->label)
        print_error("%s below %s has no label\n", f->name, f->parent ? f->parent->name : "");
    assert_non_null(f->label);
    for (size_t i = 0; i < f->n; i++)
        assert_labelled(&f->children[i]);
}

static void packs_have_labels(void **state)
{
    (void)state;
    char *folder = path_join(source_folder(), "templates");
    struct diag_list *d = diag_list_new();
    char **ids = programme_ids(folder, d);
    size_t seen = 0;
    for (; ids[seen]; seen++) {
        struct programme *p = programme_load(folder, ids[seen], d);
        const struct field *f = programme_fields(p, d);
        assert_int_equal(diag_list_count(d), 0);
        assert_labelled(f);
        assert_true(f->n > 10);
        assert_string_equal(fields_child(f, "programme")->fixed, ids[seen]);
        programme_free(p);
    }
    assert_true(seen >= 4);
    free(ids);
    free(folder);
    diag_list_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_construct), cmocka_unit_test(packs_have_labels)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
