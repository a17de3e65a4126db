/* chart.h - the data of one chart, between the template and the three that draw. Private to layout. */
#ifndef CLAUSIER_REPORT_CHART_H
#define CLAUSIER_REPORT_CHART_H

#include "report/compose.h"

typedef struct Bar {
    Str label;
    Month month; /* of the label; absent: it is no month */
    Cell value;
    Cell part;  /* of the value, drawn lighter; absent: none */
    Cell line;  /* what the value should reach; absent: none */
    bool inner; /* "dont ...": a part of the bar above */
    bool grey;  /* "other", "unknown": no category of its own */
} Bar;

typedef struct Chart {
    Str title;                  /* the caption's words */
    Str unit;                   /* "h"; may be empty */
    Str part_title, line_title; /* empty: no such thing in this chart */
    Bar *bars;
    size_t n;
    Element *figure;
    double width;
} Chart;

/* Each draws into an empty strip and sets its height. */
void bars_draw(Composer *composer, Strip *strip, const Chart *chart);
void stack_draw(Composer *composer, Strip *strip, const Chart *chart);
void months_draw(Composer *composer, Strip *strip, const Chart *chart);

/* Helpers that the three share. */
/* A filled box; one that is faint on paper gets an edge. */
void chart_fill(Composer *composer, Strip *strip, const Chart *chart, double x, double y, double width,
                double height, Color color);
/* The same for a part of a value: striped, so that a print in grey shows it. */
void chart_part(Composer *composer, Strip *strip, const Chart *chart, double x, double y, double width,
                double height);
/* A line of what should be reached, with white beside it where it crosses what is filled. */
void chart_target(Composer *composer, Strip *strip, const Chart *chart, double x, double y, double dx,
                  double dy, double stroke);
#define HIDDEN_WIDTH 19.5 /* of the box that stands for a hidden figure: its size says nothing */
bool cell_has_length(const Cell *cell); /* a number above zero */
double chart_most(const Chart *chart);  /* the largest value or line; 0 if there is none */
Str chart_label(Composer *composer, const Cell *cell, Str unit); /* hours and money rounded to whole ones */
double chart_axis_step(double most, unsigned ticks);             /* 1, 2 or 5 times a power of ten */
/* What the lighter part and the line mean, in one row from x on; returns its height, 0 if nothing to say. */
double chart_legend(Composer *composer, Strip *strip, const Chart *chart, double x);

#endif
