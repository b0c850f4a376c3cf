/* i18n.h - the language of messages, chosen once by cli/ and passed on; no stage reads the locale.
 * Purpose:   a catalogue (gettext .mo) for one language, also where that locale is not installed: the file is read here and
 *            not by glibc, whose gettext() stays English in the locales C and POSIX whatever LANGUAGE says.
 * Ownership: i18n_open() gives, i18n_close() takes. Texts live as long as the catalogue. NULL is English.
 * Errors:    none; a catalogue that is missing or damaged is NULL. */
#ifndef BASE_I18N_H
#define BASE_I18N_H

/* Marks a string for xgettext where it is not yet looked up. */
#define N_(msgid) (msgid)

struct i18n;

/* lang "zh" or "en"; dirs: NULL-terminated places of <lang>/LC_MESSAGES/shenbao.mo ("zh" is zh_CN), the first that has
 * it wins. */
struct i18n *i18n_open(const char *lang, const char *const *dirs);
void i18n_close(struct i18n *c);
/* The translation, or msgid itself. */
const char *i18n_text(const struct i18n *c, const char *msgid);

#endif
