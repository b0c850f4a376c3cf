/* document.c - what the documents say; how it is written is formats.c's. Chance comes from a generator of our own with a
 * fixed seed. */
#include "document.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct writer {
    FILE *f;
    const struct format *fmt;
    const struct pool *pool;
    uint32_t seed;
    size_t next; /* sentence */
};

static unsigned chance(struct writer *w, unsigned n)
{
    w->seed = w->seed * 1664525u + 1013904223u;
    return (w->seed >> 8) % n;
}

/* --- the pool --- */

static bool is_han(const unsigned char *s)
{
    return s[0] >= 0xe4 && s[0] <= 0xe9 && s[1] && s[2];
}

static int count_han(const char *s, size_t n)
{
    int han = 0;
    for (size_t i = 0; i < n; i++)
        if (is_han((const unsigned char *)s + i)) {
            han++;
            i += 2;
        }
    return han;
}

/* The text of an XML file without its tags; entities become spaces. */
static size_t strip(char *to, FILE *f)
{
    size_t n = 0;
    int end = 0;
    for (int c; (c = getc(f)) != EOF;) {
        if (end) {
            end = c == end ? 0 : end;
            continue;
        }
        end = c == '<' ? '>' : c == '&' ? ';' : 0;
        if (!end && c != '\n')
            to[n++] = (char)c;
        else if (end == '>' && n && to[n - 1] != '\n')
            to[n++] = '\n';
    }
    to[n++] = '\n';
    return n;
}

/* Rare Han beyond the basic plane would bring further faces in. */
static bool is_common(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] >= 0xf0)
            return false;
    return true;
}

static void add_sentences(struct pool *p, char *text, size_t n)
{
    static const char stop[] = "。";
    for (char *s = text, *end = text + n; s < end;) {
        char *line = memchr(s, '\n', (size_t)(end - s)), *at = memmem(s, (size_t)(line - s), stop, 3);
        size_t len = at ? (size_t)(at + 3 - s) : (size_t)(line - s);
        int han = count_han(s, len);
        if (at && han >= 12 && *s != ' ' && is_common(s, len)) {
            p->v = realloc(p->v, (p->n + 1) * sizeof *p->v);
            if (!p->v)
                abort();
            p->v[p->n++] = (struct sentence){s, len, han};
        }
        s += len + !at;
    }
}

bool pool_read(struct pool *p, const char *const *paths)
{
    enum { ROOM = 1 << 20 };
    *p = (struct pool){.text = calloc(1, ROOM)};
    size_t used = 0;
    if (!p->text)
        return false;
    for (; *paths; paths++) {
        FILE *f = fopen(*paths, "r");
        if (!f)
            return false;
        fseek(f, 0, SEEK_END);
        size_t size = (size_t)ftell(f);
        rewind(f);
        if (used + size + 2 < ROOM) {
            size_t n = strip(p->text + used, f);
            add_sentences(p, p->text + used, n);
            used += n;
        }
        fclose(f);
    }
    return p->n > 0;
}

void pool_free(struct pool *p)
{
    free(p->text);
    free(p->v);
}

/* --- parts --- */

/* About `han` characters as one paragraph; returns how many it took. */
static int paragraph(struct writer *w, int han)
{
    char text[8192];
    size_t n = 0;
    int took = 0;
    while (took < han) {
        const struct sentence *s = &w->pool->v[w->next++ % w->pool->n];
        if (n + s->n >= sizeof text)
            break;
        memcpy(text + n, s->s, s->n);
        n += s->n;
        took += s->han;
    }
    w->fmt->paragraph(w->f, text, n);
    return took;
}

static const char *const english[] = {
    "the", "of", "and", "a", "project", "research", "cooperation", "results", "between", "partners", "will", "be", "developed",
    "through", "joint", "laboratory", "technology", "with", "international", "high", "temperature", "electrolysis",
    "efficiency", "for", "in", "to", "renewable", "energy", "material", "measured", "under", "conditions", "which", "are",
    "stable", "over", "time", "its", "applications", "including", "characterisation", "responsibilities", "industrial",
};

static void english_paragraph(struct writer *w)
{
    char text[2048];
    size_t n = 0;
    for (int i = 0; i < 110; i++) {
        bool first = i % 11 == 0;
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", first && i ? ". " : i ? " " : "",
                              english[chance(w, sizeof english / sizeof *english)]);
    }
    text[n++] = '.';
    w->fmt->paragraph(w->f, text, n);
}

static const char *const units[] = {"山东海岳氢能科技有限公司", "香港理工大学", "中国海洋大学", "济南轴承研究所", "澳门科技大学",
                                    "青岛深蓝海洋装备股份有限公司", "齐鲁工业大学", "烟台工研院"};
static const char *const fields[] = {"新能源", "高端装备", "现代海洋", "新材料", "现代农业", "信息技术"};
static const char *const people[] = {"王海洋", "李建国", "陈静", "周志远", "林晓", "欧阳文华"};

static void form_table(struct writer *w, int rows)
{
    static const int widths[] = {12, 54, 28, 30, 32};
    char number[16], money[32], date[32];
    w->fmt->begin_table(w->f, widths, 5, 10.5);
    w->fmt->row(w->f, (const char *const[]){"序号", "单位名称", "负责人", "经费（万元）", "完成时间"}, 5);
    for (int i = 0; i < rows; i++) {
        snprintf(number, sizeof number, "%d", i + 1);
        snprintf(money, sizeof money, "%u.%02u", 20 + chance(w, 900), chance(w, 100));
        snprintf(date, sizeof date, "2026年%u月", 1 + chance(w, 12));
        w->fmt->row(w->f, (const char *const[]){number, units[chance(w, 8)], people[chance(w, 6)], money, date}, 5);
    }
    w->fmt->end_table(w->f);
}

/* --- documents --- */

static const char *const headings[] = {
    "一、项目基本情况", "二、合作基础与必要性", "三、研究内容与技术路线", "四、预期成果与考核指标", "五、进度安排与经费预算", "六、组织实施与保障措施",
};

/* Six chapters of text with a table each: about 6,500 Han characters on eight pages. */
static void form(struct writer *w)
{
    for (int i = 0; i < 6; i++) {
        int han = 0;
        w->fmt->heading(w->f, headings[i]);
        while (han < 860)
            han += paragraph(w, 170);
        form_table(w, 8);
    }
}

static void long_table(struct writer *w, int rows)
{
    static const int widths[] = {12, 30, 14, 14, 16, 14, 14, 14, 14, 14};
    char cell[6][32];
    w->fmt->begin_table(w->f, widths, 10, 9);
    for (int i = 0; i < rows; i++) {
        snprintf(cell[0], sizeof cell[0], "%d", i + 1);
        snprintf(cell[1], sizeof cell[1], "%u.%02u", 20 + chance(w, 900), chance(w, 100));
        snprintf(cell[2], sizeof cell[2], "2026-%02u", 1 + chance(w, 12));
        snprintf(cell[3], sizeof cell[3], "%u人", 2 + chance(w, 20));
        snprintf(cell[4], sizeof cell[4], "TRL %u", 1 + chance(w, 9));
        snprintf(cell[5], sizeof cell[5], "%u%%", chance(w, 100));
        w->fmt->row(w->f, (const char *const[]){cell[0], units[chance(w, 8)], people[chance(w, 6)], fields[chance(w, 6)], cell[1],
                                                cell[2], cell[3], cell[4], cell[5], "合格"}, 10);
    }
    w->fmt->end_table(w->f);
}

static void references(struct writer *w, int n)
{
    for (int i = 0; i < n; i++)
        w->fmt->cite(w->f, i, headings[i % 6]);
    for (int i = 0; i < n; i++) {
        w->fmt->target(w->f, i, headings[i % 6]);
        paragraph(w, 300);
    }
}

static void content(struct writer *w, enum document d, int size)
{
    switch (d) {
    case DOC_FORM:
        form(w);
        break;
    case DOC_TABLE:
        long_table(w, size);
        break;
    case DOC_CHINESE:
        for (int i = 0; i < size; i++)
            paragraph(w, 170);
        break;
    case DOC_ENGLISH:
        for (int i = 0; i < size; i++)
            english_paragraph(w);
        break;
    case DOC_REFERENCES:
        references(w, size);
        break;
    }
}

bool write_document(const char *path, const struct format *fmt, enum document d, int size, const struct pool *p)
{
    struct writer w = {.f = fopen(path, "w"), .fmt = fmt, .pool = p, .seed = 20250101};
    if (!w.f)
        return false;
    fmt->begin(w.f);
    content(&w, d, size);
    fmt->end(w.f);
    bool bad = ferror(w.f);
    return fclose(w.f) == 0 && !bad;
}
