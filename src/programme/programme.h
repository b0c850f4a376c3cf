/* programme.h - programme packs: finding, loading, what programme.xml says.
 * Ownership: programme_load() gives a pack to be freed with programme_free(); everything inside is borrowed from it.
 *            Compiled schema, rules and stylesheets are made on first use and kept (a batch loads a pack once).
 * Errors:    PACK_* and RULES_* naming file and line; NULL. */
#ifndef PROGRAMME_PROGRAMME_H
#define PROGRAMME_PROGRAMME_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/diag.h"
#include "xslt/xslt.h"

#define PROGRAMME_NS "urn:shenbao:programme"
#define PROPOSAL_NS "urn:shenbao:proposal"
#define SUBMISSION_NS "urn:shenbao:submission"
#define BATCH_NS "urn:shenbao:batch" /* what holds the facts of many proposals (shenbao-pack(5), RULES ACROSS A BATCH) */

struct programme;
struct field;
struct labels;

struct programme_direction {
    const char *id, *title;
    const char *skeleton; /* path of the pack's own commented proposal for `new`, or NULL */
    const char *refused;  /* why nothing is applied for here, in the notice's words; NULL: something is */
    const xmlNode *node;  /* in programme.xml */
};

/* A value that a site's folder changes: before or after is NULL where there is none. */
struct programme_change {
    const char *direction; /* NULL: it holds for the programme */
    const char *value;     /* "money/@total", "lists/NAME.csv" */
    const char *before, *after;
};

/* Rules whose sources lie outside the notice; off unless asked for. */
struct programme_layer {
    const char *name, *title;
    const char *rules; /* path */
    const char *batch; /* path of its rules across a batch; NULL: none */
    bool on;
};

/* What an opinion rests on, to be named on it. */
struct programme_basis {
    const char *title;  /* of the notice */
    const char *status; /* formal, or draft for a 征求意见稿 */
    const char *site;   /* the folder that changed this programme, else NULL */
    const char *site_title;
    const struct programme_change *changes; /* by the site */
    size_t change_count;
    const struct programme_layer *layers;
    size_t layer_count;
};

struct programme_options {
    const char *site;          /* a folder with a site.xml, or NULL */
    const char *const *layers; /* names, NULL-terminated; or NULL */
    bool all_layers;
};

struct programme_form {
    const char *name;       /* info, report, trl */
    const char *title;
    const char *stylesheet; /* path */
    bool submitted;         /* part of the file to hand in */
    const char *role;       /* "form", "appendix" */
    const char *status;     /* official, reconstructed, proposed */
    const char *directions; /* ids of the directions that have this form, separated by blanks; NULL: all */
};

/* Files to hand in for each proposal: programme.xml, files/file. */
struct programme_file {
    const char *folder, *name; /* patterns, see batch/name.h; folder is "" for none */
    const char *forms;         /* what is in it: names of forms, separated by blanks; NULL: its attachments, a file each */
    const char *directions;    /* as in a form */
};

/* Ids of the packs in a folder (those with a programme.xml), sorted, NULL-terminated, malloced in one block. */
char **programme_ids(const char *folder, struct diag_list *d);
struct programme *programme_load(const char *folder, const char *id, struct diag_list *d);
/* The same under a site and with layers of rules; o may be NULL. */
struct programme *programme_load_with(const char *folder, const char *id, const struct programme_options *o,
                                      struct diag_list *d);
void programme_free(struct programme *p);

const char *programme_id(const struct programme *p);
const char *programme_title(const struct programme *p);
const char *programme_path(const struct programme *p);  /* the pack's folder */
/* Folders that its stylesheets, schemas, rules and pictures may read: the pack, what it builds on, common/; NULL-terminated. */
const char *const *programme_roots(const struct programme *p);
xmlDocPtr programme_xml(const struct programme *p);      /* programme.xml, with its bases and the site laid over each other */
const struct programme_basis *programme_basis(const struct programme *p);
size_t programme_directions(const struct programme *p, const struct programme_direction **out);
size_t programme_forms(const struct programme *p, const struct programme_form **out);
/* Whether proposals of this direction have the form. */
bool programme_form_of(const struct programme_form *f, const char *direction);
/* Whether a form is one of these names, separated by blanks; NULL: all are. */
bool programme_form_among(const struct programme_form *f, const char *names);
/* The <list> of values of that name in programme.xml; NULL: there is none. */
const xmlNode *programme_values(const struct programme *p, const char *name);
/* 0 when the pack doesn't say. */
size_t programme_files(const struct programme *p, const struct programme_file **out);
bool programme_file_of(const struct programme_file *f, const char *direction);
/* The file that a direction's forms are set into. Of a pack that doesn't say: all forms (forms is NULL), called by number, title
 * and unit. */
const struct programme_file *programme_set_file(const struct programme *p, const char *direction);
/* The path of the pack's own file of that name, else of that in common/; in the programme. */
const char *programme_file(struct programme *p, const char *name);
/* The stylesheet of a form, compiled on first use. */
struct xslt *programme_stylesheet(struct programme *p, const struct programme_form *f, struct diag_list *d);
/* The stylesheet of a paper that is no form: opinion.xsl (形式审查意见表), notice.xsl (退回修改通知), summary.xsl (推荐汇总表). The pack's own, else that of
 * common/. */
struct xslt *programme_paper(struct programme *p, const char *file, struct diag_list *d);
/* The schema, compiled on first use; an xmlSchemaPtr. */
struct _xmlSchema *programme_schema(struct programme *p, struct diag_list *d);
/* The schema's texts; NULL when it is broken (reported by programme_schema()). */
const struct labels *programme_labels(struct programme *p);
/* The same of submission.xml, what belongs to a whole submission: the pack's submission.xsd, else that of common/. */
struct _xmlSchema *programme_submission_schema(struct programme *p, struct diag_list *d);
const struct labels *programme_submission_labels(struct programme *p, struct diag_list *d);
/* rules.sch with those of the bases and of the layers that are on, compiled on first use. */
struct xslt *programme_rules(struct programme *p, struct diag_list *d);
struct schematron_rule;
/* The same as a stylesheet that is not compiled yet (the caller's), with the facts that programme_rule_facts() gives. */
xmlDocPtr programme_rule_tree(struct programme *p, const struct schematron_rule **facts, size_t *n, struct diag_list *d);
/* The asserts that count, in the order of their files; 0 when the rules are broken (reported). */
size_t programme_rule_facts(struct programme *p, const struct schematron_rule **out, struct diag_list *d);
/* batch.sch with those of the bases, compiled on first use; *out is NULL when the programme has none. False: it is broken. */
bool programme_batch_rules(struct programme *p, struct xslt **out, struct diag_list *d);
bool programme_batch_tree(struct programme *p, xmlDocPtr *out, const struct schematron_rule **facts, size_t *n,
                          struct diag_list *d);
/* What batch.sch states (sbp:stated) about something that the program looks for; NULL: nothing, or it is broken (reported). */
const struct schematron_rule *programme_stated(struct programme *p, const char *about, struct diag_list *d);
/* What a proposal can hold, field by field: the tree of <proposal>. NULL when the schema cannot be read. */
const struct field *programme_fields(struct programme *p, struct diag_list *d);
/* The Chinese label of an element, from the schemas' xs:documentation xml:lang="zh"; NULL when there is none. */
const char *programme_label(struct programme *p, const char *element);
/* The label of an element or attribute of a proposal by its place in the schema (a unit's name is not a person's). */
const char *programme_label_of(struct programme *p, const xmlNode *node);
/* The label of a child or attribute that an element may have, or of what lies below one: "contact/name"; NULL when there is
 * none. */
const char *programme_label_of_child(struct programme *p, const xmlNode *parent, const char *path);
/* The label of a value that an enumeration documents; NULL when there is none. */
const char *programme_label_of_value(struct programme *p, const xmlNode *node, const char *value);
/* A list of the pack by name (lists/NAME.csv, or the file given with --list NAME=FILE): its path, or NULL. */
const char *programme_list(const struct programme *p, const char *name);
/* The name of the i-th list, in no order; NULL behind the last. */
const char *programme_list_name(const struct programme *p, size_t i);
/* What the list's row of a key has in a column, or NULL. */
const char *programme_list_value(const struct programme *p, const char *name, const char *key, const char *column);
/* The key of the list's row that has this value in this column, or NULL. */
const char *programme_list_key(const struct programme *p, const char *name, const char *column, const char *value);
/* The i-th of the list's keys in the order of their bytes; NULL behind the last. */
const char *programme_list_key_at(const struct programme *p, const char *name, size_t i);
/* The first of the list's keys that stands in the text, or NULL. */
const char *programme_list_within(const struct programme *p, const char *name, const char *text);
/* Puts a file in the place of a list that the programme has, or names as one outside its notice; another name is PACK_LIST. */
bool programme_set_list(struct programme *p, const char *name, const char *file, struct diag_list *d);
/* The direction of that id, or the only one when id is NULL; NULL (reported): there is none, or there are several. */
const struct programme_direction *programme_direction_of(struct programme *p, const char *id, struct diag_list *d);

#endif
