#include "xslt/idno.h"

#include <stdio.h>
#include <string.h>

#include "xslt/date.h"

/* GB 32100-2015, 5 and annex A: 31 characters (I, O, S, V and Z are left out), weight of place i is 3^(i-1) mod 31. */
static const char uscc_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

bool idno_uscc_valid(const char *s)
{
    unsigned sum = 0, weight = 1;
    if (strlen(s) != 18)
        return false;
    for (int i = 0; i < 17; i++) {
        const char *at = strchr(uscc_alphabet, s[i]);
        if (!at)
            return false;
        sum += (unsigned)(at - uscc_alphabet) * weight;
        weight = weight * 3 % 31;
    }
    return s[17] == uscc_alphabet[(31 - sum % 31) % 31];
}

/* GB 11643-1999, 6: ISO 7064 MOD 11-2, the weight of the i-th place from the right is 2^(i-1) mod 11. */
static bool check_character(const char *s)
{
    static const int weight[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        sum += (s[i] - '0') * weight[i];
    }
    char last = s[17] == 'x' ? 'X' : s[17];
    return last == "10X98765432"[sum % 11];
}

bool idno_id_valid(const char *s)
{
    char birth[11];
    struct date d;
    if (strlen(s) != 18 || !check_character(s))
        return false;
    snprintf(birth, sizeof birth, "%.4s-%.2s-%.2s", s + 6, s + 10, s + 12);
    return date_parse(birth, &d);
}

void idno_id_birth(const char *s, char out[11])
{
    out[0] = 0;
    if (idno_id_valid(s))
        snprintf(out, 11, "%.4s-%.2s-%.2s", s + 6, s + 10, s + 12);
}

const char *idno_id_sex(const char *s)
{
    if (!idno_id_valid(s))
        return "";
    return (s[16] - '0') % 2 ? "男" : "女";
}
