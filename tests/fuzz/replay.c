/* replay.c - runs a fuzz target over its kept inputs, where there is no libFuzzer: one TAP line an input.
 *
 * The inputs stand in tests/fuzz/corpus/NAME/. Each is also run cut in half and with a byte changed, so that
 * a small corpus still walks the error paths. */
#include "tests/tap.h"
#include <dirent.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run_copy(const uint8_t *data,
                     size_t size) { /* exact size, so that a read behind the end is seen */
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) abort();
    if (size) memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static bool run_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    static uint8_t bytes[1 << 20];
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    run_copy(bytes, n);
    run_copy(bytes, n / 2);
    for (size_t i = 0; i < n; i += 1 + n / 64) {
        uint8_t kept = bytes[i];
        bytes[i] = (uint8_t)(kept ^ 0x15);
        run_copy(bytes, n);
        bytes[i] = kept;
    }
    return true;
}

int main(int argc, char **argv) {
    (void)argc;
    const char *slash = strrchr(argv[0], '/');
    char folder[512], path[1024];
    snprintf(folder, sizeof folder, "tests/fuzz/corpus/%s", slash ? slash + 1 : argv[0]);
    struct dirent **entries;
    int n = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        if (entries[i]->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
            tap_ok(run_file(path), __FILE__, __LINE__, entries[i]->d_name);
        }
        free(entries[i]);
    }
    if (n >= 0) free(entries);
    OK(tap_count > 0);
    return tap_done();
}
