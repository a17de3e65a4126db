/* flow.c - one rule places everything: a group of strips that keep together goes to the next page when it
 * does not fit on this one.
 *
 * Links and page numbers wait in a list until every anchor has its place: their size does not depend on
 * where they point, so nothing moves afterwards. A group that is higher than a page is broken where it must
 * be; a single strip that high is a bug of who composed it. */
#include "report/flow.h"
#include "report/look.h"

#include <assert.h>

Strip *strip_add(Arena *arena, Strips *strips, double height) {
    Strip *strip = ARENA_NEW(arena, Strip);
    strip->height = height;
    if (strips->last) strips->last->next = strip;
    else strips->first = strip;
    strips->last = strip;
    return strip;
}

Mark *strip_mark(Arena *arena, Strip *strip) {
    return ARENA_PUSH(arena, strip->marks, strip->n, strip->cap);
}

void strip_anchor(Arena *arena, Strip *strip, Anchor *anchor) {
    Mark *mark = strip_mark(arena, strip);
    mark->kind = MARK_ANCHOR;
    mark->anchor = anchor;
}

Item *strip_item(Arena *arena, Strip *strip, ItemKind kind, Element *element) {
    Item *item = &strip_mark(arena, strip)->item;
    item->kind = kind;
    item->element = element;
    return item;
}

void strip_box(Arena *arena, Strip *strip, Element *element, double x, double y, double width, double height,
               Color color) {
    Item *item = strip_item(arena, strip, ITEM_BOX, element);
    item->x = x, item->y = y, item->width = width, item->height = height;
    item->color = color;
}

void strip_hatch(Arena *arena, Strip *strip, Element *element, double x, double y, double width,
                 double height, Color color) {
    strip_box(arena, strip, element, x, y, width, height, color);
    strip->marks[strip->n - 1].item.kind = ITEM_HATCH;
}

void strip_line(Arena *arena, Strip *strip, Element *element, double x, double y, double dx, double dy,
                double stroke, Color color) {
    Item *item = strip_item(arena, strip, ITEM_LINE, element);
    item->x = x, item->y = y, item->width = dx, item->height = dy;
    item->size = stroke;
    item->color = color;
}

static double larger(double a, double b) {
    return a > b ? a : b;
}

static double gap(const Strip *above, const Strip *strip) {
    return larger(above->after, strip->before);
}

double strips_height(const Strips *strips) {
    double height = 0;
    const Strip *above = NULL;
    for (const Strip *strip = strips->first; strip; above = strip, strip = strip->next)
        height += strip->height + (above ? gap(above, strip) : 0);
    return height;
}

void strips_keep(Strips *strips, double most) {
    if (strips_height(strips) > most) return;
    for (Strip *strip = strips->first; strip; strip = strip->next) strip->keep = strip->next != NULL;
}

void strips_squeeze(Strip *first, double room) {
    double height = 0, space = 0;
    for (const Strip *strip = first; strip; strip = strip->next) {
        height += strip->height;
        if (strip->next) space += gap(strip, strip->next);
    }
    double over = height + space - room;
    if (over <= 0 || over > space / 2) return;
    for (Strip *strip = first; strip; strip = strip->next) {
        strip->before *= 1 - over / space;
        strip->after *= 1 - over / space;
    }
}

void strips_append(Strips *strips, const Strips *more) {
    if (!more->first) return;
    if (strips->last) strips->last->next = more->first;
    else strips->first = more->first;
    strips->last = more->last;
}

void strip_take(Arena *arena, Strip *strip, const Strips *strips, double x, double y) {
    const Strip *above = NULL;
    for (const Strip *s = strips->first; s; above = s, s = s->next) {
        if (above) y += gap(above, s);
        for (size_t i = 0; i < s->n; i++) {
            Mark *mark = strip_mark(arena, strip);
            *mark = s->marks[i];
            mark->item.x += x;
            mark->item.y += y;
        }
        y += s->height;
    }
    if (y > strip->height) strip->height = y;
}

static void place_mark(Flow *flow, const Mark *mark, bool repeated) {
    Pages *pages = flow->pages;
    size_t page = pages->n - 1;
    double x = flow->theme->margin + mark->item.x, y = flow->y + mark->item.y;
    if (mark->kind == MARK_ANCHOR && !repeated) {
        mark->anchor->placed = true;
        mark->anchor->page = page;
        mark->anchor->y = y;
        if (mark->anchor->level) {
            Str title = mark->anchor->title;
            if (mark->anchor->number.n)
                title = str_print(pages->arena, "%.*s. %.*s", STR_ARG(mark->anchor->number), STR_ARG(title));
            pages_outline(pages, title, mark->anchor->level, page, y);
        }
    }
    if (mark->kind == MARK_FIGURE) {
        double *box = mark->item.element->box;
        box[0] = x, box[1] = y, box[2] = mark->item.width, box[3] = mark->item.height;
    }
    if (mark->kind == MARK_ANCHOR || mark->kind == MARK_FIGURE) return;
    Item *item = page_copy(pages, &pages->at[page], &mark->item);
    item->x = x, item->y = y;
    if (repeated) item->element = NULL, item->artifact = ARTIFACT_REPEATED_HEAD;
    if (mark->anchor)
        *ARENA_PUSH(pages->arena, flow->waiting, flow->n, flow->cap) =
            (Waiting){page, pages->at[page].n - 1, mark->anchor};
}

static void place(Flow *flow, const Strip *strip, bool repeated) {
    if (flow->begun) flow->y += larger(flow->after, strip->before);
    for (size_t i = 0; i < strip->n; i++) place_mark(flow, &strip->marks[i], repeated);
    flow->y += strip->height;
    flow->after = strip->after;
    flow->begun = true;
}

static void new_page(Flow *flow, const Strip *first) {
    pages_add(flow->pages);
    flow->y = flow->theme->top;
    flow->begun = false;
    if (first->head) place(flow, first->head, true);
}

/* The height of the group of strips that starts at `strip`, spaces between them included. */
static double group_height(const Strip *strip) {
    double height = strip->height;
    for (; strip->keep && strip->next; strip = strip->next)
        height += gap(strip, strip->next) + strip->next->height;
    return height;
}

static bool fits(const Flow *flow, const Strip *strip, double height) {
    double y = flow->y + (flow->begun ? larger(flow->after, strip->before) : 0);
    double needed = height > strip->room ? height : strip->room;
    return y + needed <= page_bottom(flow->theme) + 0.01;
}

void flow_place(Flow *flow, const Strips *strips) {
    bool grouped = false; /* the strip's group has been found to fit */
    for (const Strip *strip = strips->first; strip; strip = strip->next) {
        bool start = !flow->begun || strip->new_page || !fits(flow, strip, strip->height) ||
                     (!grouped && !fits(flow, strip, group_height(strip)));
        if (start) new_page(flow, strip);
        assert(strip->height <= page_bottom(flow->theme) - flow->theme->top);
        place(flow, strip, false);
        grouped = strip->keep;
    }
}

void flow_end(Flow *flow) {
    for (size_t i = 0; i < flow->n; i++) {
        const Waiting *waiting = &flow->waiting[i];
        Item *item = &flow->pages->at[waiting->page].items[waiting->item];
        assert(waiting->anchor->placed);
        if (item->kind == ITEM_LINK) {
            item->target_page = waiting->anchor->page;
            item->target_y = waiting->anchor->y;
            item->target = waiting->anchor->element;
            continue;
        }
        item->text = str_print(flow->pages->arena, "%.*s%zu", STR_ARG(item->text), waiting->anchor->page + 1);
        item->width = font_width(flow->fonts, item->face, item->size, item->text);
        item->x -= item->width;
    }
}
