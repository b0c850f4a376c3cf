/* reference.h - what stands in a proposal for another thing of it (a person's unit, who signed): its name in cells, its id in the file.
 * Purpose:   which of the proposal's things a name means, and what each is called so that it means no other.
 * Ownership: everything is made in the arena given; texts of the record are lent.
 * Errors:    SHEET_REFERENCE_NONE and SHEET_REFERENCE_SEVERAL at the cell: a name that means none or several is never guessed. */
#ifndef SHEET_REFERENCE_H
#define SHEET_REFERENCE_H

#include "base/diag.h"
#include "sheet/choices.h"
#include "sheet/record.h"

/* What a record's things are called that fields refer to, with their ids; made once for each field that names them. */
struct references {
    struct arena *arena;
    const struct record *record;
    bool named; /* things without an id are there too, as #2 for the second */
    VEC(struct reference_names { const struct field *by; struct choices choices; }) all;
};

/* Those that f refers to; until the next call. */
const struct choices *references_of(struct references *r, const struct field *f);
/* The id for a cell's text, of named ones. A thing of the record, which is the same, that is called so and has no id yet is given one.
 * NULL: none or several are. */
const char *reference_id(struct references *all, struct record *r, const struct field *f, const char *text, const struct loc *at,
                         struct diag_list *d);

#endif
