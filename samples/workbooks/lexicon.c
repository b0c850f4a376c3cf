#include "lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "xslt/idno.h"

#define OF(array, d) array[dice_roll(d, sizeof array / sizeof *array)]

enum { TOPIC_FIELDS = 6, FILE_MOST = 1 << 20 };

struct lines {
    VEC(const char *) v;
};

struct lexicon {
    struct arena *arena;
    struct lines topics, sentences;
};

unsigned dice_roll(struct dice *d, unsigned n)
{
    d->state = d->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(d->state >> 33) % n;
}

/* --- the files --- */

static bool load(struct arena *a, const char *folder, const char *name, struct lines *out)
{
    struct diag_list *d = diag_list_new();
    struct buf b = {0};
    bool good = file_read(arena_printf(a, "%s/%s", folder, name), FILE_MOST, &b, d);
    char *rest = NULL;
    for (char *line = good && b.n ? strtok_r(b.data, "\n", &rest) : NULL; line; line = strtok_r(NULL, "\n", &rest))
        if (*line != '#')
            *VEC_PUSH(a, &out->v) = arena_strdup(a, line);
    buf_free(&b);
    diag_list_free(d);
    return good && out->v.n;
}

struct lexicon *lexicon_load(const char *folder)
{
    struct arena *a = arena_new();
    struct lexicon *l = arena_alloc(a, sizeof *l);
    *l = (struct lexicon){.arena = a};
    if (load(a, folder, "topics.txt", &l->topics) && load(a, folder, "sentences.txt", &l->sentences))
        return l;
    arena_free(a);
    return NULL;
}

void lexicon_free(struct lexicon *l)
{
    if (l)
        arena_free(l->arena);
}

/* Part i of a line. */
static const char *part(struct arena *a, const char *line, char separator, unsigned i)
{
    const char mark[] = {separator, 0};
    for (; i; i--) {
        line += strcspn(line, mark);
        line += *line == separator;
    }
    return arena_strndup(a, line, strcspn(line, mark));
}

static unsigned parts(const char *line, char separator)
{
    unsigned n = 1;
    for (; *line; line++)
        n += *line == separator;
    return n;
}

/* --- topics --- */

struct subject lexicon_subject(const struct lexicon *l, struct arena *a, struct dice *d, const char *tags)
{
    const char *topic;
    do
        topic = l->topics.v.v[dice_roll(d, (unsigned)l->topics.v.n)];
    while (!strchr(tags, *topic));
    struct subject s = {.industry = part(a, topic, '|', 1), .english = part(a, topic, '|', 2), .n = 3 + dice_roll(d, 40), .k = 2 + dice_roll(d, 9)};
    const char *objects = part(a, topic, '|', 3), *technologies = part(a, topic, '|', 4), *metrics = part(a, topic, '|', TOPIC_FIELDS - 1);
    s.object = part(a, objects, ';', dice_roll(d, parts(objects, ';')));
    unsigned n = parts(technologies, ';'), first = dice_roll(d, n), step = 1 + dice_roll(d, n - 1); /* n is a prime: all differ */
    for (unsigned i = 0; i < 5; i++)
        s.technology[i] = part(a, technologies, ';', (first + i * step) % n);
    for (unsigned i = 0; i < 4; i++)
        s.metric[i] = part(a, metrics, ';', i);
    return s;
}

const char *lexicon_title(struct arena *a, struct dice *d, const struct subject *s)
{
    static const char *const ends[] = {"联合研究", "联合研发", "联合研发与示范应用", "合作研究及产业化", "联合研究与工程验证"};
    static const char *const forms[] = {"%s%s与%s%s", "面向%s的%s和%s%s", "%s%s及%s%s"};
    const char *form = OF(forms, d), *end = OF(ends, d);
    struct buf b = {0};
    const char *const words[] = {s->object, s->technology[0], s->technology[1], end};
    unsigned w = 0;
    for (const char *f = form; *f; f++) {
        if (*f == '%')
            buf_puts(&b, words[w++]), f++;
        else
            buf_putc(&b, *f);
    }
    const char *title = arena_strndup(a, b.data, b.n);
    buf_free(&b);
    return title;
}

const char *lexicon_metric(struct arena *a, const char *metric, unsigned i)
{
    return part(a, metric, ',', i);
}

/* --- sentences --- */

static void put_metric(struct buf *b, struct arena *a, const char *metric)
{
    bool most = strcmp(part(a, metric, ',', 1), "≤") == 0;
    buf_printf(b, "%s%s%s%s", part(a, metric, ',', 0), most ? "不高于" : "不低于", part(a, metric, ',', 4), part(a, metric, ',', 5));
}

static void put_sentence(struct buf *b, struct arena *a, const struct subject *s, const char *sentence)
{
    for (const char *c = sentence; *c; c++) {
        if (*c != '{') {
            buf_putc(b, *c);
            continue;
        }
        unsigned digit = c[2] >= '1' && c[2] <= '4' ? (unsigned)(c[2] - '1') : 0;
        if (c[1] == 'o' || c[1] == 'u' || c[1] == 'c')
            buf_puts(b, c[1] == 'o' ? s->object : c[1] == 'u' ? s->unit : s->country);
        else if (c[1] == 't')
            buf_puts(b, s->technology[digit]);
        else if (c[1] == 'm')
            put_metric(b, a, s->metric[digit]);
        else
            buf_printf(b, "%u", c[1] == 'n' ? s->n : s->k);
        c = strchr(c, '}');
    }
}

/* 必要性：, 0 when a sentence has no such beginning. */
static size_t beginning(const char *sentence)
{
    const char *colon = strstr(sentence, "：");
    return colon && colon - sentence < 30 ? (size_t)(colon - sentence) : 0;
}

/* How many sentences from line i on are of the field and begin alike; those without a beginning stand alone. */
static size_t alike(const struct lexicon *l, size_t i, const char *field)
{
    size_t n = strlen(field), count = 0, length = 0;
    for (; i + count < l->sentences.v.n; count++) {
        const char *line = l->sentences.v.v[i + count], *first = l->sentences.v.v[i];
        if (strncmp(line, field, n) != 0 || line[n] != '|')
            break;
        length = count ? length : beginning(line + n + 1);
        if (count && (!length || beginning(line + n + 1) != length || strncmp(line, first, n + 1 + length) != 0))
            break;
    }
    return count;
}

const char *lexicon_text(const struct lexicon *l, struct arena *a, struct dice *d, const struct subject *s, const char *field)
{
    struct buf b = {0};
    size_t i = 0, group;
    while (i < l->sentences.v.n && !alike(l, i, field))
        i++;
    for (; (group = alike(l, i, field)) > 0; i += group) {
        const char *line = l->sentences.v.v[i + dice_roll(d, (unsigned)group)] + strlen(field) + 1;
        bool last = !alike(l, i + group, field);
        /* one of those that begin alike; of the others two in three, and always one */
        if (!beginning(line) && dice_roll(d, 3) == 0 && !(last && !b.n))
            continue;
        buf_puts(&b, b.n ? "\n" : "");
        put_sentence(&b, a, s, line);
    }
    const char *text = b.n ? arena_strndup(a, b.data, b.n) : NULL;
    buf_free(&b);
    return text;
}

/* --- names --- */

const char *lexicon_person(struct arena *a, struct dice *d)
{
    static const char *const family[] = {"赵", "钱", "孙", "李", "周", "吴", "郑", "冯", "陈", "蒋", "沈", "韩", "杨", "朱", "秦", "许", "何", "吕", "施", "张",
                                         "孔", "曹", "严", "金", "魏", "陶", "姜", "谢", "邹", "苏", "潘", "葛", "范", "彭", "鲁", "韦", "马", "方", "俞", "任"};
    static const char *const first[] = {"文", "若", "景", "思", "子", "明", "立", "书", "承", "清", "远", "嘉", "宏", "雨", "亦", "致", "静", "维", "朗", "一"};
    static const char *const second[] = {"博", "岚", "行", "涵", "川", "哲", "筠", "衡", "宁", "澜", "舟", "安", "琪", "霖", "白", "恒", "溪", "峰", "然", "楠"};
    return arena_printf(a, "%s%s%s", OF(family, d), OF(first, d), OF(second, d));
}

static const struct {
    const char *type, *name[3], *latin;
} kinds[] = {
    {"enterprise", {"新材料股份有限公司", "智能装备有限公司", "生物科技有限公司"}, "Technology Co., Ltd."},
    {"university", {"理工学院", "工业大学", "农业大学"}, "University of Technology"},
    {"hospital", {"中心医院", "医学中心", "人民医院"}, "Medical Centre"},
    {"", {"应用技术研究院", "先进技术研究所", "工程研究院"}, "Research Institute"},
};

static size_t kind_of(const char *type)
{
    size_t k = 0;
    while (*kinds[k].type && strcmp(kinds[k].type, type) != 0)
        k++;
    return k;
}

const char *lexicon_unit(struct arena *a, struct dice *d, const char *type, const char *place, const char **latin)
{
    static const char *const brands[][2] = {{"澜岳", "Lanyue"}, {"鹭汀", "Luting"}, {"景珩", "Jingheng"}, {"栎川", "Lichuan"}, {"沐禾", "Muhe"}, {"钧泰", "Juntai"},
                                            {"望舒", "Wangshu"}, {"岱阳", "Daiyang"}, {"汇砺", "Huili"}, {"青梧", "Qingwu"}, {"衡屿", "Hengyu"}, {"拓穹", "Tuoqiong"},
                                            {"临渊", "Linyuan"}, {"云杉", "Yunshan"}, {"海晏", "Haiyan"}, {"砚池", "Yanchi"}, {"凌波", "Lingbo"}, {"丰耘", "Fengyun"}};
    size_t k = kind_of(type), brand = dice_roll(d, sizeof brands / sizeof *brands);
    *latin = arena_printf(a, "%s %s", brands[brand][1], kinds[k].latin);
    const char *city = strstr(place, "市");
    return arena_printf(a, "%.*s%s%s", (int)(city ? city - place : (long)strlen(place)), place, brands[brand][0], OF(kinds[k].name, d));
}

const char *lexicon_foreign(struct arena *a, struct dice *d, const char *type, const char **latin)
{
    static const char *const brands[][2] = {{"哈特维格", "Hartwig"}, {"林德罗斯", "Lindroos"}, {"卡萨里", "Casari"}, {"奥斯特姆", "Ostrem"}, {"贝尔蒙", "Belmond"},
                                            {"德拉科", "Delaco"}, {"马尔托", "Marto"}, {"维尔纳尔", "Vernal"}, {"科斯塔林", "Costalin"}, {"塔米宁", "Taminen"}};
    static const char *const names[] = {"技术公司", "大学", "医学中心", "研究所"}, *const latins[] = {"Technologies", "University", "Medical Centre", "Institute"};
    size_t k = kind_of(type), brand = dice_roll(d, sizeof brands / sizeof *brands);
    *latin = arena_printf(a, "%s %s", brands[brand][1], latins[k]);
    return arena_printf(a, "%s%s", brands[brand][0], names[k]);
}

/* --- numbers --- */

const char *lexicon_digits(struct arena *a, struct dice *d, const char *like, unsigned n)
{
    char *text = arena_strdup(a, like);
    for (char *c = text + strlen(text); c > text && n;)
        if (*--c >= '0' && *c <= '9') {
            *c = (char)('0' + dice_roll(d, 10));
            n--;
        }
    return text;
}

/* The last character is found by trying. */
static const char *checked(char *text, bool valid(const char *s))
{
    size_t n = strlen(text);
    for (const char *c = "0123456789ABCDEFGHJKLMNPQRTUWXY"; n && *c; c++) {
        text[n - 1] = *c;
        if (valid(text))
            return text;
    }
    return text;
}

const char *lexicon_uscc(struct arena *a, struct dice *d, const char *like)
{
    char *text = arena_strdup(a, like);
    for (size_t i = 9; i < 17 && i < strlen(text); i++)
        text[i] = (char)('0' + dice_roll(d, 10));
    return checked(text, idno_uscc_valid);
}

const char *lexicon_id(struct arena *a, struct dice *d, const char *like, const char *birth)
{
    if (strlen(like) != 18 || strlen(birth) != 10)
        return like;
    unsigned sex = (unsigned)(like[16] - '0') % 2;
    char *text = arena_printf(a, "%.6s%.4s%.2s%.2s%02u%u0", like, birth, birth + 5, birth + 8, dice_roll(d, 100), 2 * dice_roll(d, 5) + sex);
    return checked(text, idno_id_valid);
}
