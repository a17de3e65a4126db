/* JSON out: order of keys, escapes, both layouts; and the digest of bytes. */
#include "base/digest.h"
#include "base/json.h"
#include "tests/tap.h"

static Json *sample(void) {
    Json *root = json_object();
    json_text(root, "z", STR("un \"mot\"\n\x01 – é"));
    json_number(root, "a", INT64_MIN);
    json_bool(root, "yes", true);
    json_absent(root, "nothing");
    json_absent_or_text(root, "empty", (Str){0});
    json_absent_or_text(root, "text", STR("t"));
    Json *list = json_put(root, "list", json_array());
    json_number(list, NULL, INT64_MAX);
    json_text(list, NULL, (Str){0});
    json_put(list, NULL, json_object());
    return root;
}

int main(void) {
    Arena *arena = arena_new();
    IS(json_print(arena, sample(), 0),
       STR("{\"z\":\"un \\\"mot\\\"\\n\\u0001 – é\",\"a\":-9223372036854775808,\"yes\":true,\"nothing\":null,"
           "\"empty\":null,\"text\":\"t\",\"list\":[9223372036854775807,\"\",{}]}"));
    IS(json_print(arena, json_array(), 0), STR("[]"));
    Json *root = json_object();
    json_put(root, "a", json_array());
    json_number(root, "b", 0);
    json_number(root, "b", 1); /* the last value of a key holds */
    IS(json_print(arena, root, 2), STR("{\n  \"a\": [],\n  \"b\": 1\n}"));

    root = json_object();
    json_text(root, "a",
              STR("\x7F\xC2\x9B"
                  "2Jé\u202E\U0001F600\t"));
    IS(json_print(arena, root, 1), STR("{\n \"a\": \"\\u007F\\u009B2Jé\\u202E\U0001F600\\t\"\n}"));

    /* BLAKE2b-128: of nothing, and of "abc" */
    IS(digest_of(arena, (Str){0}), STR("cae66941d9efbd404e4d88758ea67670"));
    IS(digest_of(arena, STR("abc")), STR("cf4ab791c62b8d2b2109c90275287816"));
    Str one[] = {STR("ab"), STR("c")},
        other[] = {STR("a"), STR("bc")}; /* each behind its length in 8 bytes */
    Digest first = digest_texts(one, 2), second = digest_texts(other, 2), none = digest_texts(NULL, 0);
    OK(first.high == 0x4826ed043ab3cdec && first.low == 0x576d8541fa5d5a80);
    OK(second.high == 0xf14abc19c330e936 && second.low == 0xbb9c8506d69bac9b);
    OK(none.high == 0xcae66941d9efbd40 && none.low == 0x4e4d88758ea67670);
    arena_free(arena);
    return tap_done();
}
