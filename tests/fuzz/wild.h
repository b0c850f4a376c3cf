/* wild.h - every property with the values that it allows, and values that few would write, for fuzz targets that make FO. */
#ifndef FUZZ_WILD_H
#define FUZZ_WILD_H

static const struct {
    const char *name, *allowed;
} properties[] = {
#define FO_PROP(id, name, parser, inherited, initial, base, allowed, status) {name, allowed},
#include "fo/properties.def"
#undef FO_PROP
#define FO_EXT(id, name, parser, inherited, initial, base, allowed, status, applies, meaning) {"sb:" name, allowed},
#include "fo/extensions.def"
#undef FO_EXT
#define FO_SHORTHAND(name, ...) {name, ""},
#include "fo/shorthands.def"
#undef FO_SHORTHAND
};

enum { PROPERTIES = sizeof properties / sizeof *properties };

static const char *const values[] = {
    "0", "0pt", "1pt", "12pt", "3mm", "10cm", "100%", "50%", "-5pt", "-3", "1", "2", "3", "7", "1000", "99999999pt", "-99999999pt",
    "1e9pt", "1em", "red", "solid 1pt black", "5mm solid", "auto", "always", "all", "page", "column", "fixed", "90", "-90", "180",
    "proportional-column-width(1)", "proportional-column-width(0)", "label-end()", "body-start()", "from-parent(start-indent)",
    "from-table-column()", "100% - 20mm", "inherit", "a", "b", "x", "justify", "end", "center", "distribute", "200pt", "0.001pt",
    "data:,", "xsl-region-body", "header", "m", "r", "separate", "collapse", "hidden", "absolute", "1.5", "retain", "force", "4",
};

enum { VALUES = sizeof values / sizeof *values };

#endif
