#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/cli.h"
#include "xslt/xml.h"

/* A standard descriptor that was closed by the caller is taken, so that no output file lands on its number; it is opened
 * the wrong way round, so that using it still fails. */
static void hold_standard_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            _exit(CLI_FAILED);
}

int main(int argc, char **argv)
{
    hold_standard_descriptors();
    base_keep_memory();
    /* A closed pipe and a file that grows too large come back as errors of write(). */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    xml_init();
    int status = cli_run_last(argc, argv);
    xml_cleanup();
    return status;
}
