/* The papers of a proposal from end to end: what is wrong with a file is a finding at its line. */
#include "test.h"

#include <string.h>

#include "run.h"

#define SAMPLE "2.1-rehabilitation-lab.xml"

static char *folder;

/* A copy of the sample and of its papers, to be spoilt. */
static int set_up(void **state)
{
    (void)state;
    folder = scratch_with_samples();
    struct run_options o = {.folder = folder};
    struct run r = run_shell("cp samples/most-2025/" SAMPLE " p.xml && cp -r samples/most-2025/papers .", &o);
    int status = r.status;
    run_free(&r);
    return status;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_free(folder);
    return 0;
}

static char *output_of(const char *command, int status)
{
    struct run_options o = {.folder = folder};
    struct run r = run_shell(command, &o);
    if (r.status != status)
        fail_msg("%s\nexit %d, not %d\n%s%s", command, r.status, status, r.out, r.err);
    char *out = strdup(r.out);
    run_free(&r);
    return out;
}

static void succeeds(const char *command)
{
    free(output_of(command, 0));
}

static void assert_output(const char *command, int status, const char *want)
{
    char *got = output_of(command, status);
    assert_string_equal(got, want);
    free(got);
}

static void in_order(void **state)
{
    (void)state;
    assert_output("shenbao check p.xml | grep -c GE-17", 1, "0\n");
}

/* Each kind of trouble at the line of its attachment, and all of them in one run. */
static void trouble_has_its_line(void **state)
{
    (void)state;
    succeeds("rm papers/hungary-lab-agreement.pdf; "
             "qpdf --encrypt u o 256 -- papers/hungary-project-agreement.pdf e.pdf && mv e.pdf papers/hungary-project-agreement.pdf; "
             "head -c 5000 papers/hungary-support.pdf >c.pdf && mv c.pdf papers/hungary-support.pdf; "
             ": >papers/hungary-lab-plan.pdf");
    assert_output("n=$(grep -n 'attachment id=\"a1\"' p.xml | cut -d: -f1); shenbao check p.xml >out; test $? = 1; "
                  "for k in 0 1 2 3; do grep \"^p.xml:$((n + k)): error: .*\\[GE-17, \" out | "
                  "grep -o '找不到（二2.1（2）要求提交）\\|已加密\\|已损坏\\|是空的'; done; grep -c GE-17 out",
                  0, "找不到（二2.1（2）要求提交）\n已加密\n已损坏\n是空的\n4\n");
}

static void outside_of_the_folder(void **state)
{
    (void)state;
    succeeds("mkdir in && cp p.xml in/ && mv papers in/ && mv in/papers/hungary-lab-plan.pdf . && "
             "ln -s ../../hungary-lab-plan.pdf in/papers/hungary-lab-plan.pdf && "
             "sed -i 's|papers/hungary-support.pdf|/etc/passwd|; s|papers/hungary-lab-agreement.pdf|https://example.org/a.pdf|' in/p.xml");
    assert_output("shenbao check in/p.xml | grep GE-17 | grep -c 文件夹之内", 0, "3\n");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {CASE(in_order), CASE(trouble_has_its_line), CASE(outside_of_the_folder)};
    return cmocka_run_group_tests_name("papers", tests, NULL, NULL);
}
