/* label.h - what is known of lots from elsewhere: whether each carries a clause. A table of file, notice_id,
 * lot_id and label (1 or 0). */
#ifndef CLAUSIER_RULES_LABEL_H
#define CLAUSIER_RULES_LABEL_H

#include "base/diag.h"
#include "base/map.h"
#include "ingest/notice.h"

typedef struct Label {
    bool clause;
    bool met; /* a lot of the corpus has it */
} Label;

typedef struct Labels {
    Map *by_lot; /* a LotName as one text -> Label * */
} Labels;

/* What a lot is called in a corpus: the name of its file, without the folders and archives that it lies in,
 * its notice and its own id. A folder and its archive call it the same. */
typedef struct LotName {
    Str file, notice_id, lot_id;
} LotName;
LotName lot_name(const Notice *notice, const Lot *lot);

/* False after saying why they cannot be read at all (DIAG_USAGE: there is nothing to measure against). Rows
 * that are not understood, or say another thing of a lot than a row before, are refused. */
bool labels_read(Arena *arena, Str path, Str bytes, Labels *labels, Diags *diags);

/* NULL if nothing is known of the lot. */
Label *labels_get(Arena *scratch, const Labels *labels, LotName name);

#endif
