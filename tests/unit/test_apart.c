/* Work that is shared: answers come in the order of the questions; a process that ends without one is told, once. */
#include "test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/wire.h"
#include "batch/apart.h"

static void work(void *arg, const struct buf *task, struct buf *reply)
{
    struct wire w = {.at = task->data, .end = task->data + task->n};
    uint64_t n = wire_number(&w);
    if (n == 100)
        kill(getpid(), SIGKILL);
    if (n == 101)
        _exit(3);
    usleep((useconds_t)(n % 3) * 2000); /* later ones overtake */
    wire_put_number(reply, n * n + *(const uint64_t *)arg);
}

static bool ask(struct apart *a, uint64_t n)
{
    struct buf task = {0};
    wire_put_number(&task, n);
    bool good = apart_ask(a, &task);
    buf_free(&task);
    return good;
}

static bool answer(struct apart *a, uint64_t *n)
{
    struct buf reply = {0};
    bool good = apart_answer(a, &reply);
    struct wire w = {.at = reply.data, .end = reply.data + reply.n};
    *n = reply.n ? wire_number(&w) : 0;
    buf_free(&reply);
    return good;
}

static void answers_come_in_order(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    uint64_t add = 7, n, taken = 0;
    struct apart *a = apart_new(3, APART_WRITES_NOTHING, work, &add, d);
    assert_non_null(a);
    for (uint64_t i = 0; i < 50; i++) {
        assert_true(ask(a, i));
        for (; apart_ready(a); taken++) {
            assert_true(answer(a, &n));
            assert_int_equal(n, taken * taken + 7);
        }
    }
    assert_int_equal(apart_open(a), 50 - taken);
    for (; apart_open(a); taken++) {
        assert_true(answer(a, &n));
        assert_int_equal(n, taken * taken + 7);
    }
    assert_int_equal(taken, 50);
    assert_int_equal(diag_list_count(d), 0);
    apart_free(a);
    diag_list_free(d);
}

static void lost(uint64_t what, const char *rule)
{
    struct diag_list *d = diag_list_new();
    uint64_t add = 0, n;
    struct apart *a = apart_new(1, APART_WRITES_NOTHING, work, &add, d);
    assert_true(ask(a, 2));
    assert_true(answer(a, &n));
    assert_int_equal(n, 4);
    assert_true(ask(a, what));
    assert_false(answer(a, &n));
    assert_false(ask(a, 3));
    assert_false(answer(a, &n));
    assert_int_equal(diag_list_count(d), 1);
    assert_string_equal(diag_list_at(d, 0)->rule, rule);
    assert_true(diag_list_has(d, DIAG_FATAL));
    apart_free(a);
    diag_list_free(d);
}

static void a_process_that_ends_is_told(void **state)
{
    (void)state;
    lost(100, "apart-killed");
    lost(101, "apart-crashed");
}

/* Noticed while another question waits for the process, in whose place a new one is put. */
static void one_that_ends_while_more_is_asked_is_told(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    uint64_t add = 0, n;
    struct apart *a = apart_new(1, APART_WRITES_NOTHING, work, &add, d);
    assert_true(ask(a, 100));
    assert_false(ask(a, 2));
    assert_false(answer(a, &n));
    assert_int_equal(diag_list_count(d), 1);
    apart_free(a);
    diag_list_free(d);
}

static void without_processors_nobody_else_works(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    assert_null(apart_new(0, APART_WRITES_NOTHING, work, NULL, d));
    assert_int_equal(diag_list_count(d), 0);
    diag_list_free(d);
}

static void findings_travel_whole(void **state)
{
    (void)state;
    struct diag_list *from = diag_list_new(), *to = diag_list_new();
    struct loc at = {.file = "a.xml", .line = 3, .via_file = "b.fo", .via_line = 9};
    struct diag_record r = {.severity = DIAG_WARNING, .id = DIAG_FINDING, .rule = "SD-101", .clause = "三", .modal = "应", .place = "名称",
                            .path = "/*[1]", .loc = {.file = "c.xml", .line = 4}, .text = "文", .order = 12, .undecided = true};
    struct buf b = {0}, x = {0}, y = {0};
    diag(from, POOL_START, &at, "cause");
    diag_finding(from, &r);
    diag_list_add_dropped(from, 7, DIAG_ERROR);
    wire_put_findings(&b, from);
    struct wire w = {.at = b.data, .end = b.data + b.n};
    wire_findings(&w, to);
    assert_false(w.broken);
    assert_int_equal(diag_list_count(to), 2);
    wire_put_findings(&x, from);
    wire_put_findings(&y, to);
    assert_int_equal(x.n, y.n);
    assert_memory_equal(x.data, y.data, x.n);
    const struct diag_record *got = diag_list_at(to, 1);
    assert_string_equal(got->place, "名称");
    assert_int_equal(got->order, 12);
    assert_true(got->undecided);
    assert_int_equal(diag_list_dropped(to), 7);
    for (size_t n = 0; n < b.n; n++) { /* cut off anywhere */
        w = (struct wire){.at = b.data, .end = b.data + n};
        diag_list_cut(to, 0);
        wire_findings(&w, to);
        assert_true(w.broken);
        assert_true(diag_list_count(to) <= 2);
        assert_int_equal(diag_list_dropped(to), 0);
    }
    buf_free(&b);
    buf_free(&x);
    buf_free(&y);
    diag_list_free(from);
    diag_list_free(to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_come_in_order),
        cmocka_unit_test(a_process_that_ends_is_told),
        cmocka_unit_test(one_that_ends_while_more_is_asked_is_told),
        cmocka_unit_test(without_processors_nobody_else_works),
        cmocka_unit_test(findings_travel_whole),
    };
    return cmocka_run_group_tests_name("apart", tests, NULL, NULL);
}
