/* words.h - where the words of a Chinese title end.
 * Purpose:   ICU's dictionary, with Chinese practice about words of one character. It is slow, and most titles and heads of tables are
 *            those of the form: what was found is kept, for so many texts.
 * Ownership: a words belongs to who made it.
 * Units:     none. Linear.
 * Errors:    none. Without ICU's dictionary no word ends. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct words;

struct words *words_new(void);
/* Has ICU read its dictionary, which it keeps for all; for a thread beside who will need it. */
void words_ahead(void);
void words_free(struct words *w);
/* What lies behind a character. Words of one character belong to the one before them (实验|室), but those that lead to the
 * next do to that (与, 对, 本, 总), as a number to its unit; 的 ends what it belongs to. */
enum words_place {
    WORDS_INSIDE,
    WORDS_PARTS,   /* two words that the dictionary has as one too: 植物|病理学 */
    WORDS_BETWEEN, /* words that belong together */
    WORDS_END
};

/* after[i], an enum words_place, of what lies between cps[i] and cps[i + 1]. A title goes on on another line best at WORDS_END. */
void words_find(struct words *w, const uint32_t *cps, size_t count, uint8_t *after);

#endif
