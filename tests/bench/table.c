/* table.c - a table of suggestions as an office sends it, to be summed up: no two rows are alike. */
#include <stdio.h>

#include "table.h"

/* The characters of titles, units and names; a fixed seed makes the same table each time. */
static const char han[] = "基于多尺度模拟的固体氧化物电解制氢关键材料联合研究与示范应用海洋牧场智能装备轴承监测平台国际合作高端化工催化剂";

static unsigned roll(unsigned *seed, unsigned n)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % n;
}

static void put_words(FILE *f, unsigned *seed, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        fprintf(f, "%.3s", han + 3 * roll(seed, (sizeof han - 1) / 3));
}

bool table_write(const char *path, int rows)
{
    static const char *const classes[] = {"多边科技合作", "创新领先国家", "上合组织成员国", "“一带一路”共建国家", "港澳台地区"};
    static const char *const fields[] = {"新一代信息技术", "高端装备", "新能源", "新材料", "现代海洋"};
    FILE *f = fopen(path, "w");
    unsigned seed = 1;
    if (!f)
        return false;
    fputs("项目名称,产业领域,合作国别、地区,项目类型,建议单位,建议人,职称/职务,联系电话,项目计划总投入（万元）,省财政资金支持强度建议（万元）\n", f);
    for (int i = 0; i < rows; i++) {
        put_words(f, &seed, 12 + roll(&seed, 16));
        fprintf(f, ",%s,%s,“引进来”,", fields[roll(&seed, 5)], classes[roll(&seed, 5)]);
        put_words(f, &seed, 5 + roll(&seed, 6));
        fputs("研究院,", f);
        put_words(f, &seed, 3);
        fprintf(f, ",教授/主任,0535%07d,%u.%02u,%u.00\n", i, 100 + roll(&seed, 9000), roll(&seed, 100), 10 + roll(&seed, 90));
    }
    return fclose(f) == 0;
}
