/* lot_entry.c - lots on their way into the registry: bytes between a worker and the one who writes. */
#include "registry/notices.h"
#include <string.h>

/* What stands before the texts. */
typedef struct Head {
    uint32_t id, csv, record; /* bytes */
    int32_t open_until;
    int32_t verdict;
} Head;

void lot_entry_pack(Buf *bytes, const LotEntry *entry) {
    Head head = {(uint32_t)entry->id.n, (uint32_t)entry->csv.n, (uint32_t)entry->record.n, entry->open_until,
                 (int32_t)entry->verdict};
    buf_add(bytes, (Str){(const char *)&head, sizeof head});
    buf_add(bytes, entry->id);
    buf_add(bytes, entry->csv);
    buf_add(bytes, entry->record);
}

static Str cut(Str *rest, size_t n) {
    Str part = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n, SIZE_MAX);
    return part;
}

bool lot_entry_next(Str *rest, LotEntry *entry) {
    Head head;
    if (rest->n < sizeof head) return false;
    memcpy(&head, cut(rest, sizeof head).p, sizeof head);
    entry->verdict = (VerdictKind)head.verdict;
    entry->open_until = head.open_until;
    entry->id = cut(rest, head.id);
    entry->csv = cut(rest, head.csv);
    entry->record = cut(rest, head.record);
    return true;
}
