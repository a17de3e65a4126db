/* measure.c - runs commands in turn and prints medians, peak memory and speed against the first.
 * usage: measure ROUNDS NAME COMMAND [NAME COMMAND]...
 *
 * Each COMMAND is a line for sh; its output is thrown away. What stands before a ;; in it is run first, and
 * not timed. Machines are noisy: only ratios of one run mean something. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_COMMANDS = 16, MOST_ROUNDS = 99 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* The command behind what is to be done before it, which is done. */
static const char *prepare(const char *command) {
    const char *end = strstr(command, ";;");
    if (!end) return command;
    char before[4096];
    int n = snprintf(before, sizeof before, "%.*s", (int)(end - command), command);
    if (n < 0 || (size_t)n >= sizeof before || system(before) != 0) {
        fprintf(stderr, "measure: failed: %s\n", command);
        exit(3);
    }
    return end + 2;
}

/* Seconds of one run; its peak memory goes to *kilobytes where it is the highest so far. */
static double run(const char *command, long *kilobytes) {
    command = prepare(command);
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        int sink = open("/dev/null", O_WRONLY);
        dup2(sink, STDOUT_FILENO);
        dup2(sink, STDERR_FILENO);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) < 0) exit(3);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "measure: failed: %s\n", command);
        exit(3);
    }
    if (usage.ru_maxrss > *kilobytes) *kilobytes = usage.ru_maxrss;
    return now() - start;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    int rounds = argc > 3 ? atoi(argv[1]) : 0, commands = (argc - 2) / 2;
    if (rounds < 1 || rounds > MOST_ROUNDS || argc % 2 || commands > MOST_COMMANDS) return 2;
    static double seconds[MOST_COMMANDS][MOST_ROUNDS];
    static long kilobytes[MOST_COMMANDS];
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < commands; i++) seconds[i][round] = run(argv[3 + 2 * i], &kilobytes[i]);
    double first = 0;
    for (int i = 0; i < commands; i++) {
        qsort(seconds[i], (size_t)rounds, sizeof(double), compare);
        double median = seconds[i][rounds / 2];
        if (i == 0) first = median;
        printf("%-28s %6.2f times the speed of the first, %8.3f s, %6.1f MB\n", argv[2 + 2 * i],
               first / median, median, (double)kilobytes[i] / 1024);
    }
    return 0;
}
