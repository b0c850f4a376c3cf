/* replay.c - runs a fuzz target on the files it is given, without a fuzzer: the seeds, among them what a fuzzer found. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint8_t bytes[1 << 20];

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        if (!f) {
            perror(argv[i]);
            return 1;
        }
        size_t n = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        if (getenv("FUZZ_SHOW"))
            printf("%s\n", argv[i]);
        LLVMFuzzerTestOneInput(bytes, n);
    }
    return 0;
}
