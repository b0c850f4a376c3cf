/* tag_types.h - the standard structure types of PDF (ISO 32000-1, 14.8.4): what elements of a tagged PDF are, whether we write it or
 * somebody else did.
 * Errors:    none. */
#ifndef BASE_TAG_TYPES_H
#define BASE_TAG_TYPES_H

#include <stdint.h>

#define TAG_TYPES(X) \
    X(Document) X(Part) X(Art) X(Sect) X(Div) X(BlockQuote) X(Caption) X(TOC) X(TOCI) X(Index) X(NonStruct) X(Private) \
    X(P) X(H) X(H1) X(H2) X(H3) X(H4) X(H5) X(H6) X(L) X(LI) X(Lbl) X(LBody) X(Table) X(TR) X(TH) X(TD) X(THead) \
    X(TBody) X(TFoot) X(Span) X(Quote) X(Note) X(Reference) X(BibEntry) X(Code) X(Link) X(Annot) X(Ruby) X(Warichu) \
    X(Figure) X(Formula) X(Form)
enum {
#define TAG_ID(name) TAG_##name,
    TAG_TYPES(TAG_ID)
#undef TAG_ID
    TAG_COUNT,
};

const char *tag_type_name(uint8_t type);
/* TAG_COUNT: no standard type is called so. */
uint8_t tag_type_named(const char *name);

#endif
