/* sheets WORK [ROWS] - a sheet of ROWS (100,000) rows and 20 columns, a unique text of 300 characters in each row, read and
 * mapped to suggestions in every format. Each reading is a process of its own; run in the project's folder. Prints time and
 * memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "sheet/import.h"
#include "tablefile.h"
#include "times.h"
#include "xslt/xml.h"

enum { COLUMNS = 20, TEXT = 300 };

static const char *const headings[COLUMNS] = {
    "序号", "项目名称", "产业领域", "合作国别、地区", "外方所在国家（地区）", "项目类型", "牵头单位类型", "项目概述", "项目计划总投入（万元）",
    "省财政资金支持强度建议（万元）", "建议单位", "统一社会信用代码", "建议人", "职称/职务", "联系电话", "活动名称", "活动日期", "活动地点",
    "平台名称", "平台级别",
};

static const char han[] = "基于多尺度模拟的固体氧化物电解制氢关键材料联合研究与示范应用海洋牧场智能装备轴承监测平台国际合作高端化工催化剂";

static unsigned roll(unsigned *seed, unsigned n)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % n;
}

static void words(struct buf *b, unsigned *seed, unsigned n)
{
    b->n = 0;
    for (unsigned i = 0; i < n; i++)
        buf_add(b, han + 3 * roll(seed, (sizeof han - 1) / 3), 3);
}

/* The texts of a row that differ from row to row; the others stand in write_table(). */
struct row_texts {
    struct buf number, title, overview, total, unit, phone;
};

static void make_row(struct row_texts *r, unsigned *seed, unsigned i)
{
    words(&r->title, seed, 20);
    words(&r->overview, seed, TEXT);
    words(&r->unit, seed, 8);
    r->number.n = r->total.n = r->phone.n = 0;
    buf_printf(&r->number, "%u", i + 1);
    buf_printf(&r->total, "%u.5", 100 + roll(seed, 9000));
    buf_printf(&r->phone, "0531-%08u", i);
}

static bool write_table(const char *path, enum tablefile_kind kind, unsigned rows)
{
    struct tablefile *t = tablefile_new(path, kind);
    struct tablefile_cell cells[COLUMNS];
    struct row_texts r = {.number = {0}};
    unsigned seed = 1;
    tablefile_sheet(t, "建议");
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = (struct tablefile_cell){'T', headings[i], 0};
    tablefile_row(t, cells, COLUMNS);
    for (unsigned i = 0; i < rows; i++) {
        make_row(&r, &seed, i);
        const struct tablefile_cell row[COLUMNS] = {
            {'T', r.number.data, 0}, {'T', r.title.data, 0}, {'T', "新材料", 0}, {'T', "创新领先国家", 0}, {'T', "德国", 0}, {'T', "“引进来”", 0},
            {'T', "企业", 0}, {'T', r.overview.data, 0}, {'N', r.total.data, 0}, {'N', "300", 0}, {'T', r.unit.data, 0},
            {'T', "123702004274011371", 0}, {'T', "仲维庆", 0}, {'T', "教授/主任", 0}, {'T', r.phone.data, 0}, {'T', "对接会", 0},
            {'D', "2024-09-20", 0}, {'T', "济南", 0}, {'T', "联合实验室", 0}, {'T', "省级", 0},
        };
        tablefile_row(t, row, COLUMNS);
    }
    buf_free(&r.number), buf_free(&r.title), buf_free(&r.overview), buf_free(&r.total), buf_free(&r.unit), buf_free(&r.phone);
    return tablefile_close(t);
}

static bool count(void *arg, const struct import_row *row)
{
    *(size_t *)arg += row->nvalues == COLUMNS - 1;
    return true;
}

/* In a process of its own: 0 when all rows came with all their values. */
static int read_table(const char *path, unsigned rows)
{
    struct diag_list *d = diag_list_new();
    size_t whole = 0;
    xml_init();
    struct programme *p = programme_load("templates", "shandong-2025", d);
    struct sheet_book *book = p ? sheet_open(path, d) : NULL;
    struct plan *plan = book ? plan_new(book, path, p, NULL, NULL, d) : NULL;
    bool good = plan && import_rows(plan, NULL, count, &whole, d) && whole == rows;
    if (plan && whole != rows)
        fprintf(stderr, "%s: %zu of %u rows have all their values\n", path, whole, rows);
    plan_free(plan);
    sheet_close(book);
    programme_free(p);
    diag_list_free(d);
    return !good;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* Runs a reading or a writing apart, so that its memory is its own. */
static bool apart(const char *path, enum tablefile_kind kind, unsigned rows, bool reads, struct rusage *u, double *wall)
{
    double start = times_now();
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0)
        exit(reads ? read_table(path, rows) : !write_table(path, kind, rows));
    int status = 1;
    bool good = pid > 0 && wait4(pid, &status, 0, u) == pid && status == 0;
    *wall = times_now() - start;
    return good;
}

int main(int argc, char **argv)
{
    const char *work = argc > 1 ? argv[1] : ".";
    unsigned rows = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 100000;
    bool good = true;
    for (int k = 0; k < TABLEFILE_KINDS; k++) {
        char path[512];
        struct stat st;
        struct rusage u;
        double wall;
        snprintf(path, sizeof path, "%s/%s", work, tablefile_name((enum tablefile_kind)k));
        if (!apart(path, (enum tablefile_kind)k, rows, false, &u, &wall) || stat(path, &st) != 0 ||
            !apart(path, (enum tablefile_kind)k, rows, true, &u, &wall)) {
            printf("  %-16s failed\n", tablefile_name((enum tablefile_kind)k));
            good = false;
            continue;
        }
        printf("  %-16s %6.1f MiB: %6.2f s CPU, %6.2f s, %4.0f MiB\n", tablefile_name((enum tablefile_kind)k), (double)st.st_size / (1 << 20),
               seconds(u.ru_utime) + seconds(u.ru_stime), wall, (double)u.ru_maxrss / 1024);
        remove(path);
    }
    return !good;
}
