/* stream.c - see stream.h. */
#include "ingest/stream.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

static ptrdiff_t take(Str *left, char *to, size_t most) {
    size_t n = left->n < most ? left->n : most;
    if (n) memcpy(to, left->p, n);
    *left = str_sub(*left, n, SIZE_MAX);
    return (ptrdiff_t)n;
}

static ptrdiff_t memory_read(Stream *stream, char *to, size_t most) {
    return take(&((MemoryStream *)stream)->left, to, most);
}

MemoryStream stream_of_bytes(Str bytes) {
    return (MemoryStream){{.read = memory_read}, bytes};
}

static ptrdiff_t file_read_some(Stream *stream, char *to, size_t most) {
    ssize_t n;
    do n = read(((FileStream *)stream)->fd, to, most);
    while (n < 0 && errno == EINTR);
    if (n >= 0) return n;
    stream->trouble = strerror(errno);
    stream->world = true;
    return -1;
}

FileStream stream_of_file(int fd) {
    return (FileStream){{.read = file_read_some}, fd};
}

static ptrdiff_t again_read(Stream *stream, char *to, size_t most) {
    AgainStream *again = (AgainStream *)stream;
    if (again->left.n) return take(&again->left, to, most);
    ptrdiff_t n = again->below->read(again->below, to, most);
    stream->trouble = again->below->trouble;
    stream->world = again->below->world;
    return n;
}

AgainStream stream_again(Str seen, Stream *below) {
    return (AgainStream){{.read = again_read}, seen, below};
}
