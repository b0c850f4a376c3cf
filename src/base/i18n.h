/* i18n.h - the language of messages, chosen once by cli/ and passed on; no stage reads the locale.
 * Purpose:   a catalogue (gettext .mo) for one language, also where that locale is not installed.
 * Ownership: i18n_open() gives, i18n_close() takes. Texts live as long as the catalogue. NULL is English. */
#ifndef BASE_I18N_H
#define BASE_I18N_H

struct i18n;

/* lang "zh" or "en"; dirs: NULL-terminated places of <lang>/LC_MESSAGES/shenbao.mo, the first that has it wins. */
struct i18n *i18n_open(const char *lang, const char *const *dirs);
void i18n_close(struct i18n *c);
/* The translation, or msgid itself. */
const char *i18n_text(const struct i18n *c, const char *msgid);

#endif
