/* question.c - a fact's own words, or the general sentence with the fact's name in it. */
#include "rules/question.h"

static Str with_fact(Arena *arena, const Words *words, const char *sentence, Str field) {
    WordsValue fact = {"fact", words_label(words, "field", field)};
    return words_say(arena, words, sentence, &fact, 1);
}

Str fact_absent(Arena *arena, const Words *words, Str field, bool eforms) {
    Str absent = words_has(words, "absent", field) ? words_label(words, "absent", field)
                                                   : with_fact(arena, words, "explain.absent", field);
    if (!eforms || !words_has(words, "eforms", field)) return absent;
    WordsValue values[] = {{"fact", absent}, {"term", words_label(words, "eforms", field)}};
    return words_say(arena, words, "explain.missing_from", values, 2);
}

Str facts_absent(Arena *arena, const Words *words, StrList fields) {
    StrList list = {0};
    for (size_t i = 0; i < fields.n; i++)
        strlist_add(arena, &list, fact_absent(arena, words, fields.at[i], false));
    return str_join(arena, list, STR(", "));
}

StrList facts_questions(Arena *arena, const Words *words, StrList fields) {
    StrList list = {0};
    for (size_t i = 0; i < fields.n; i++) {
        Str field = fields.at[i], question;
        if (words_has(words, "question", field)) question = words_label(words, "question", field);
        else if (words_has(words, "field", field))
            question = with_fact(arena, words, "explain.question", field);
        else continue;
        if (!strlist_has(list, question)) strlist_add(arena, &list, question);
    }
    return list;
}
