#include "test.h"

#include "base/thread.h"

enum { JOBS = 500 };

struct log {
    size_t job[JOBS], n;
};

static void note(void *arg, size_t job)
{
    struct log *l = arg;
    l->job[l->n++] = job;
}

static void jobs_are_done_in_their_order(void **state)
{
    (void)state;
    struct log l = {.n = 0};
    struct thread *t = thread_start(note, &l);
    assert_non_null(t);
    for (size_t i = 0; i < JOBS; i++)
        thread_give(t);
    thread_wait(t, JOBS);
    assert_int_equal(thread_done(t), JOBS);
    assert_int_equal(l.n, JOBS);
    for (size_t i = 0; i < JOBS; i++)
        assert_int_equal(l.job[i], i);
    thread_free(t);
}

static void what_is_done_may_be_taken_while_others_wait(void **state)
{
    (void)state;
    struct log l = {.n = 0};
    struct thread *t = thread_start(note, &l);
    for (size_t i = 0; i < JOBS; i++) {
        thread_give(t);
        thread_wait(t, i / 2);
        assert_true(thread_done(t) >= i / 2 && thread_done(t) <= i + 1);
    }
    thread_free(t);
    assert_in_range(l.n, JOBS / 2 - 1, JOBS);
}

static void a_thread_without_jobs_ends(void **state)
{
    (void)state;
    struct log l = {.n = 0};
    struct thread *t = thread_start(note, &l);
    thread_wait(t, 0);
    thread_free(t);
    thread_free(NULL);
    assert_int_equal(l.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_are_done_in_their_order),
        cmocka_unit_test(what_is_done_may_be_taken_while_others_wait),
        cmocka_unit_test(a_thread_without_jobs_ends),
    };
    return cmocka_run_group_tests_name("thread", tests, NULL, NULL);
}
