/* folder.c - one table says which file or folder of a convention is called what. */
#include "registry/folder.h"
#include "base/file.h"

typedef struct Part {
    const char *name;
    size_t offset; /* in Folder */
    bool made;     /* a folder that the convention always has */
} Part;

/* A folder stands before what lies in it. */
static const Part parts[] = {
    {"convention.conf", offsetof(Folder, conf), false},
    {"registry.sqlite", offsetof(Folder, registry), false},
    {"registry.lock", offsetof(Folder, lock), false},
    {"inbox", offsetof(Folder, inbox), true},
    {"inbox/notices", offsetof(Folder, inbox_notices), true},
    {"inbox/hours", offsetof(Folder, inbox_hours), true},
    {"inbox/people", offsetof(Folder, inbox_people), true},
    {"inbox/decisions", offsetof(Folder, inbox_decisions), true},
    {"rejects", offsetof(Folder, rejects), true},
    {"archive", offsetof(Folder, archive), true},
    {"out", offsetof(Folder, out), true},
    {"reviews", offsetof(Folder, reviews), true},
    {"rules", offsetof(Folder, rules), true},
    {"reference", offsetof(Folder, reference), true},
};
enum { PARTS = sizeof parts / sizeof *parts };

Folder folder_of(Arena *arena, Str root) {
    Folder folder = {.root = str_copy(arena, root)};
    for (size_t i = 0; i < PARTS; i++)
        *(Str *)((char *)&folder + parts[i].offset) = file_join(arena, root, str_of(parts[i].name));
    return folder;
}

bool folder_make(const Folder *folder, Diags *diags) {
    if (!file_make_folder(folder->root, diags)) return false;
    for (size_t i = 0; i < PARTS; i++) {
        const Str *path = (const Str *)((const char *)folder + parts[i].offset);
        if (parts[i].made && !file_make_folder(*path, diags)) return false;
    }
    return true;
}
