/* piece.c - see piece.h. */
#include "ingest/piece.h"

Piece piece_whole(Str file, Str bytes) {
    return (Piece){.file = file, .bytes = bytes, .line = 1};
}
