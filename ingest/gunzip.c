/* gunzip.c - ISA-L's inflate, fed and emptied by blocks. */
#include "ingest/gunzip.h"
#include <isa-l/igzip_lib.h>
#include <stdint.h>

enum { BLOCK = 1 << 16 };

typedef struct Gunzip {
    Stream stream;
    Stream *below;
    bool below_ended;
    bool between; /* a member has ended: another may follow */
    uint64_t in, out;
    struct inflate_state state;
    unsigned char block[BLOCK];
} Gunzip;

static ptrdiff_t fail(Gunzip *gunzip, const char *trouble) {
    gunzip->stream.trouble = trouble;
    return -1;
}

/* More bytes from below; false if there are none, or trouble. */
static bool refill(Gunzip *gunzip) {
    ptrdiff_t n = gunzip->below->read(gunzip->below, (char *)gunzip->block, BLOCK);
    gunzip->state.next_in = gunzip->block;
    gunzip->state.avail_in = n > 0 ? (uint32_t)n : 0;
    gunzip->in += gunzip->state.avail_in;
    gunzip->below_ended = n == 0;
    if (n < 0) {
        gunzip->stream.trouble = gunzip->below->trouble;
        gunzip->stream.world = gunzip->below->world;
    }
    return n > 0;
}

/* Behind a member: another one, or the NULs that tapes leave. False at the end, or for trouble: what is
 * neither would be lost without a word. */
static bool next_member(Gunzip *gunzip) {
    struct inflate_state *state = &gunzip->state;
    do {
        if (!state->avail_in && !refill(gunzip)) return false;
        while (state->avail_in && !*state->next_in) {
            state->next_in++;
            state->avail_in--;
        }
    } while (!state->avail_in);
    if (*state->next_in != 0x1F) {
        gunzip->stream.trouble = "damaged: something else behind its end";
        return false;
    }
    isal_inflate_reset(state);
    state->crc_flag = ISAL_GZIP;
    gunzip->between = false;
    return true;
}

static ptrdiff_t gunzip_read(Stream *stream, char *to, size_t most) {
    Gunzip *gunzip = (Gunzip *)stream;
    struct inflate_state *state = &gunzip->state;
    if (most > UINT32_MAX) most = UINT32_MAX;
    state->next_out = (unsigned char *)to;
    state->avail_out = (uint32_t)most;
    while (state->avail_out == most) {
        if (gunzip->between && !next_member(gunzip)) return stream->trouble ? -1 : 0;
        if (!state->avail_in && !gunzip->below_ended) refill(gunzip);
        if (stream->trouble) return -1;
        uint32_t in_before = state->avail_in;
        if (isal_inflate(state) != ISAL_DECOMP_OK) return fail(gunzip, "damaged: it cannot be unpacked");
        gunzip->between = state->block_state == ISAL_BLOCK_FINISH;
        bool stuck = state->avail_out == most && state->avail_in == in_before;
        if (stuck && !gunzip->between && gunzip->below_ended) return fail(gunzip, "truncated");
    }
    gunzip->out += most - state->avail_out;
    if (gunzip->out > RATIO_FREE && gunzip->out / RATIO_MOST > gunzip->in)
        return fail(gunzip, "more than 250 bytes out of each: a bomb");
    return (ptrdiff_t)(most - state->avail_out);
}

Stream *gunzip_stream(Arena *arena, Stream *below) {
    Gunzip *gunzip = ARENA_NEW(arena, Gunzip);
    gunzip->stream.read = gunzip_read;
    gunzip->below = below;
    isal_inflate_init(&gunzip->state);
    gunzip->state.crc_flag = ISAL_GZIP;
    return &gunzip->stream;
}
