/* news.h - what can be answered now, and what has changed since the end of a day. */
#ifndef CLAUSIER_REGISTRY_NEWS_H
#define CLAUSIER_REGISTRY_NEWS_H

#include "registry/registry.h"
#include "rules/verdict.h"

typedef enum NewsKind { NEWS_NONE, NEWS_NEW, NEWS_CHANGED, NEWS_WITHDRAWN } NewsKind;

typedef struct LotNews {
    int64_t lot;
    bool open; /* can be answered on the day */
    NewsKind news;
    VerdictKind before;     /* where CHANGED or WITHDRAWN */
    bool by_data, by_rules; /* where CHANGED: what has */
    Str record;             /* what people read of it */
} LotNews;

/* What there is to say on `day`, after a last word on `since` (DATE_ABSENT: there was none): lots that are
 * eligible or to check and can be answered; those that could be answered on `since` and have another verdict
 * now, or are gone. `rules_changed`: so have the packs. In the order of lots, in the arena. The work is
 * proportional to these lots, not to the registry. */
LotNews *registry_news(Registry *registry, Arena *arena, Date since, Date day, bool rules_changed,
                       size_t *count);

#endif
