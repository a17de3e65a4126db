/* bidi.h - the only door to FriBidi: in which order the pieces of a line stand on paper.
 *
 * A review is read from left to right; a name in Arabic or Hebrew inside of it runs the other way, and
 * numbers in such a name run as ours do. Characters that would order a change of direction are not obeyed:
 * they come with the data, not with the language. */
#ifndef CLAUSIER_REPORT_BIDI_H
#define CLAUSIER_REPORT_BIDI_H

#include "base/str.h"

typedef struct BidiPiece {
    size_t from, to; /* bytes of the text */
    bool leftward;   /* painted from right to left */
    size_t place;    /* among the pieces, counted from the left */
} BidiPiece;

/* The pieces of a line of valid UTF-8 in the order of reading, and how many; 0: nothing runs to the left. */
size_t bidi_pieces(Arena *arena, Str text, BidiPiece **pieces);

/* A text that other text is put behind: where letters in it run to the left, a mark (U+200E) keeps a number
 * behind it from being drawn among them. */
Str bidi_closed(Arena *arena, Str text);

#endif
