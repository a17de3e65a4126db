/* look.h - the look of a review that a theme does not change: sizes in points, spaces. Private to layout. */
#ifndef CLAUSIER_REPORT_LOOK_H
#define CLAUSIER_REPORT_LOOK_H

#include "report/theme.h"

#define TEXT_WIDTH 450.0       /* running text: at most 85 characters */
#define COLUMN_GAP 22.5        /* between two columns side by side */
#define HEADER_ABOVE 24.0      /* the header's baseline above the text */
#define FOOTER_RULE_BELOW 22.0 /* the footer's rule below it */
#define FOOTER_BELOW 34.0      /* the footer's baseline */

#define RULE_STRONG 1.0
#define RULE_HAIR 0.45

typedef struct Style {
    double size, leading;
    Face face;
    Color color;
} Style;

typedef enum StyleName {
    STYLE_COVER,
    STYLE_SUBTITLE,
    STYLE_OVERLINE,
    STYLE_H1,
    STYLE_H2,
    STYLE_H3,
    STYLE_FINDING,
    STYLE_BODY,
    STYLE_ALERT,
    STYLE_CELL,
    STYLE_HEAD,
    STYLE_TOTAL,
    STYLE_CAPTION,
    STYLE_NOTE,
    STYLE_KEY,
    STYLE_KEY_LINE,
    STYLE_LABEL,
    STYLE_VALUE,
    STYLE_AXIS,
    STYLE_RUNNING,
    STYLE_COUNT
} StyleName;

static inline Style theme_style(const Theme *theme, StyleName name) {
    static const struct {
        double size, leading;
        Face face;
        Role role;
    } styles[STYLE_COUNT] = {
        [STYLE_COVER] = {36, 39, FACE_BOLD, ROLE_TITLE},
        [STYLE_SUBTITLE] = {13, 18.5, FACE_REGULAR, ROLE_INK},
        [STYLE_OVERLINE] = {11, 15, FACE_REGULAR, ROLE_MUTED},
        [STYLE_H1] = {22, 25.5, FACE_BOLD, ROLE_TITLE},
        [STYLE_H2] = {13, 17, FACE_BOLD, ROLE_TITLE},
        [STYLE_H3] = {10.2, 14, FACE_BOLD, ROLE_TITLE},
        [STYLE_FINDING] = {11.5, 16.5, FACE_REGULAR, ROLE_MUTED},
        [STYLE_BODY] = {10.2, 14.8, FACE_REGULAR, ROLE_INK},
        [STYLE_ALERT] = {9.2, 13.2, FACE_REGULAR, ROLE_INK},
        [STYLE_CELL] = {8.9, 12.4, FACE_REGULAR, ROLE_INK},
        [STYLE_HEAD] = {8.9, 12.0, FACE_BOLD, ROLE_TITLE},
        [STYLE_TOTAL] = {8.9, 12.4, FACE_BOLD, ROLE_INK},
        [STYLE_CAPTION] = {8.4, 12, FACE_REGULAR, ROLE_MUTED},
        [STYLE_NOTE] = {8.4, 12, FACE_REGULAR, ROLE_MUTED},
        [STYLE_KEY] = {21, 24, FACE_BOLD, ROLE_TITLE},
        [STYLE_KEY_LINE] = {9.2, 12.4, FACE_REGULAR, ROLE_MUTED},
        [STYLE_LABEL] = {8.6, 10.6, FACE_REGULAR, ROLE_INK},
        [STYLE_VALUE] = {8.2, 10.6, FACE_BOLD, ROLE_INK},
        [STYLE_AXIS] = {7.6, 9.6, FACE_REGULAR, ROLE_MUTED},
        [STYLE_RUNNING] = {8, 10, FACE_REGULAR, ROLE_MUTED},
    };
    return (Style){styles[name].size, styles[name].leading, styles[name].face,
                   theme->color[styles[name].role]};
}

/* The baseline of a line of text whose top is at 0. */
static inline double style_baseline(Style style) {
    return style.leading / 2 + 0.36 * style.size;
}

#endif
