/* Every test program takes the locale of its environment, as a host program of a library might: make check runs them
 * once more where the decimal mark is a comma, and nothing may come out differently. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((constructor)) static void use_locale(void)
{
    setlocale(LC_ALL, "");
    if (getenv("EXPECT_COMMA") && strcmp(localeconv()->decimal_point, ",") != 0) {
        fputs("the locale with a decimal comma is not in force\n", stderr);
        exit(1);
    }
}
