/* schematron.h - ISO Schematron (ISO/IEC 19757-3) made into a stylesheet that writes SVRL.
 * Purpose:   rules.sch in XPath 1.0, EXSLT and our functions. Understood: ns, let (schema, pattern, rule), pattern (abstract
 *            and is-a too), rule (abstract and extends too), assert, report, value-of, name, emph, dir, span, diagnostics,
 *            include below the pack, xsl:key. Phases are ignored: every pattern runs. Other elements are an error.
 *            sbp:off switches off a rule of a pack that this one builds on.
 * Ownership: the document is the caller's; nodes carry the line of the rule file that they come from.
 * Errors:    RULES_* with the rule file and line; NULL.
 * sbp:stated is a rule in words that the program judges by itself (a package's folders and names): id, sbp:about (what is looked
 * for), role, see, sbp:modal, sbp:field, and a text with {1} {2} ... for what was found; see programme_stated().
 * sbp:papers on an assert: the attachments by which it is kept. Where it holds and none of those with a file can be opened, the assert
 * gives a finding of role info, undecided, at the first one's file; its text is the schema's sbp:unread, with the paper as context.
 * sbp:when on a rule: a condition with variables, which XSLT 1.0 forbids in a context; on an assert: whom it concerns. Where it is
 * false, the rule or the assert says nothing, and has not judged.
 * Beside ISO's attributes (id, role, see, flag, subject, test, location) a failed-assert or successful-report has, in
 * the namespace urn:shenbao:pack: line and order of its subject in the source, and as copied from the assert: modal (the
 * clause's modal word), undecided="yes" (未判定), field (the child of the subject that it is about).
 * With the parameter SCHEMATRON_TOLD, which asserts judged at all is said too, whatever came of it: a fired-rule has their ids in
 * `judged`, and an assert with sbp:when has an element `judged` of its own, with its id in `by`. */
#ifndef PROGRAMME_SCHEMATRON_H
#define PROGRAMME_SCHEMATRON_H

#include <libxml/tree.h>

#include "base/diag.h"

#define SCHEMATRON_NS "http://purl.oclc.org/dsdl/schematron"
#define SVRL_NS "http://purl.oclc.org/dsdl/svrl"
#define PACK_NS "urn:shenbao:pack"
#define SCHEMATRON_TOLD "{urn:shenbao:functions}told"

/* An assert or report, as it stands in its file. */
struct schematron_rule {
    const char *id, *role, *see, *modal, *test;
    const char *when; /* its sbp:when and its rule's; NULL: none */
    const char *text; /* value-of as {path} */
    const char *subject, *field; /* NULL: none */
    const char *about; /* of a statement: what the program looks for (shenbao-pack(5)); else NULL */
    bool undecided;
    const char *file;
    unsigned line;
    bool layer;       /* of a layer, not of the programme's own rules */
};

struct schematron_input {
    const xmlDocPtr *docs;         /* the pack's own rules, then those that it builds on (sources.h) */
    size_t count;
    const xmlDocPtr *layers;
    size_t layer_count;
    const char *const *roots;      /* NULL-terminated folders that include may read */
    const char *const *directions; /* ids of the programme, NULL-terminated; NULL: they are not compared */
    bool silent;                   /* says what failed only, not what judged; location is "/@name" or the element's name */
    const char *url;               /* file against which the rules' document() is resolved; NULL: that of docs[0] */
    /* Where the rules that count are noted; NULL: nowhere. */
    struct arena *arena;
    void (*note)(void *ctx, const struct schematron_rule *rule);
    void *ctx;
};

xmlDocPtr schematron_compile(const struct schematron_input *in, struct diag_list *d);

#endif
