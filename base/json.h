/* json.h - writing JSON, by jansson: objects keep the order in which their keys were set, numbers are
 * integers or decimal strings, text is UTF-8. jansson's only door.
 *
 * Memory that cannot be had is an assertion: jansson takes its own. */
#ifndef CLAUSIER_BASE_JSON_H
#define CLAUSIER_BASE_JSON_H

#include "base/str.h"

/* A value under construction; the root is freed by json_print(). It is jansson's own json_t, and the next two
 * are jansson's own functions: a second json_object() beside it would not link. */
typedef struct json_t Json;
Json *json_object(void);
Json *json_array(void);

/* Each sets a key of an object, or appends to an array when key is NULL. */
void json_text(Json *to, const char *key, Str value);
void json_number(Json *to, const char *key, int64_t value);
void json_bool(Json *to, const char *key, bool value);
void json_absent(Json *to, const char *key);                    /* null */
void json_absent_or_text(Json *to, const char *key, Str value); /* null where the text is empty */
Json *json_put(Json *to, const char *key, Json *child);         /* child now belongs to `to`; returns child */

/* The text of it, compact on one line or indented by `indent`, without a line end; the value is freed. */
Str json_print(Arena *arena, Json *root, int indent);

#endif
