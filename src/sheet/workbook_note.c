#include "sheet/workbook_note.h"

#include <math.h>
#include <string.h>

#include "sheet/xlsx_file.h"

#define NOTE_LINE 22.0 /* Han characters in a line of a note */
#define NOTE_LINES 5.0 /* lines of a note that is not scaled */

static void kind_note(struct buf *b, const struct field *f)
{
    static const char *const notes[] = {
        [FIELD_MONEY] = "金额，单位万元，两位小数。", [FIELD_NUMBER] = "数字。", [FIELD_DATE] = "日期，如 2025-03-31。",
        [FIELD_DATETIME] = "日期和时间，如 2025-03-31 17:30:00。", [FIELD_BOOLEAN] = "填“是”或“否”。",
        [FIELD_COUNTRY] = "国家或地区名称，见下拉清单。", [FIELD_CODE] = "从下拉清单中选一项。",
        [FIELD_INLINE] = "一行文字；下标写 _{2}，上标写 ^{2}。",
        [FIELD_RICH] = "每段一行；“* ”开头为列表，“# ”开头为编号列表；下标写 _{2}，上标写 ^{2}。",
    };
    if (f->kind < sizeof notes / sizeof *notes && notes[f->kind])
        buf_puts(b, notes[f->kind]);
    if (f->refers)
        buf_printf(b, "填%s的名称，与其在“%s”表中的一致（也可填其代号）。", f->refers->parent->label, f->refers->parent->label);
    else if (f->type && strcmp(f->type, "NCName") == 0)
        buf_puts(b, "自定的代号，如 u1，可以不填；其他表用名称或它指这一项。");
    if (f->repeated)
        buf_puts(b, "填多项时，用“；”或换行分开。");
}

double workbook_note_height(const char *text)
{
    double lines = 1;
    for (const char *s = text; *s; s += strcspn(s, "\n"), s += *s == '\n') {
        struct buf line = {0};
        buf_add(&line, s, strcspn(s, "\n"));
        lines += line.n ? ceil((double)xlsx_units(line.data) / NOTE_LINE) : 1;
        buf_free(&line);
    }
    return lines / NOTE_LINES;
}

const char *workbook_note_text(struct arena *a, const struct workbook_input *in, const struct field *f)
{
    struct buf b = {0};
    kind_note(&b, f);
    const char *more = in->note ? in->note(in->arg, a, f) : NULL;
    if (more && *more)
        buf_printf(&b, "%s%s", b.n ? "\n" : "", more);
    const char *text = arena_strndup(a, b.n ? b.data : "", b.n);
    buf_free(&b);
    return text;
}
