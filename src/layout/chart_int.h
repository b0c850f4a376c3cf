/* chart_int.h - the inside of chart*.c only.
 * Ownership: data in the chart's scratch arena, areas in ctx->chunk. Units: mpt from the chart's top left; values as given. */
#ifndef LAYOUT_CHART_INT_H
#define LAYOUT_CHART_INT_H

#include "layout/chart.h"

#define CHART_STYLES 8         /* series that print tells apart */
#define CHART_THIN 250         /* grid lines [mpt] */
#define CHART_RULE 500         /* axes and outlines [mpt] */

struct chart_point {
    const struct fo_node *node;
    size_t category;           /* index in chart.categories */
    double value;              /* gantt: begin */
    double end;                /* gantt only */
};

struct chart_series {
    const struct fo_node *node;
    const char *name;
    VEC(struct chart_point) points;
    double *values;            /* one a category; a missing one is NaN */
};

struct chart {
    struct layout *l;
    struct fo_node *node;      /* sb:chart */
    struct area *into;
    struct arena *scratch;
    enum fo_keyword kind;
    mpt em, w, h;
    bool dates;                /* gantt: begins and ends are days */
    VEC(struct chart_series) series;
    VEC(const char *) categories;
    size_t points;             /* of all series */
};

struct chart_rect { mpt x, y, w, h; };

/* chart_data.c */
void chart_read(struct chart *c, struct fo_node *chart);
/* Days since 1970-01-01 in the proleptic Gregorian calendar; month counts from 0 and may run over. */
int64_t chart_day(int64_t year, int64_t month, int day);

/* chart_axis.c */
struct chart_axis {
    double lo, hi;             /* values at the two ends */
    int64_t first, last, each; /* ticks are first, first + each ... last, in units */
    enum chart_unit { CHART_NUMBERS, CHART_MONTHS, CHART_DAYS } unit; /* of 10^exponent, of time since 1970 */
    int exponent;
};
/* Round ticks around [lo, hi], at most about `ticks` of them. */
struct chart_axis chart_axis(double lo, double hi, int ticks);
/* The same for days since 1970: whole months, quarters, years; days and weeks from the first day on where two months are enough. */
struct chart_axis chart_axis_dates(double lo, double hi, int ticks);
double chart_tick_value(const struct chart_axis *a, int64_t tick);
/* The tick's number; numerals: FO_K_PLAIN, FO_K_WAN, FO_K_YI. In the arena. */
const char *chart_tick_text(struct arena *arena, const struct chart_axis *a, int64_t tick, enum fo_keyword numerals);
mpt chart_place(const struct chart_axis *a, double v, mpt from, mpt to);

/* chart_text.c */
struct chart_label { struct area *box; mpt w, h; int lines; bool cut; };
/* Text in at most `width` (0: on one line), lines centred when it is given. */
struct chart_label chart_label(struct chart *c, const struct fo_node *n, const char *text, mpt width);
/* Places a label: ax and ay say where (x, y) lies in it, 0 left or top, 1 the middle, 2 right or bottom. */
void chart_put(struct chart *c, const struct chart_label *label, mpt x, mpt y, int ax, int ay);
/* Turned to read upwards, its end at the top: (x, y) is the middle of its top edge. */
void chart_put_turned(struct chart *c, const struct chart_label *label, mpt x, mpt y);
/* Names of the series below the chart: takes its height from the bottom of r. Nothing for one series. */
void chart_legend(struct chart *c, struct chart_rect *r);

/* chart_shape.c */
void chart_line(struct chart *c, mpt x1, mpt y1, mpt x2, mpt y2, mpt width, uint8_t grey);
/* A shape filled as series `style` is: grey or hatched, with an outline. */
void chart_fill(struct chart *c, const mpt (*points)[2], size_t n, size_t style);
void chart_fill_rect(struct chart *c, struct chart_rect r, size_t style);
/* Part of a line chart: points joined in the dash of series `style`, and its marker at each. */
void chart_polyline(struct chart *c, const mpt (*points)[2], size_t n, size_t style);
void chart_marker(struct chart *c, mpt x, mpt y, size_t style);

/* chart_plot.c: bar, stacked, line; chart_pie.c; chart_gantt.c */
void chart_plot(struct chart *c);
void chart_pie(struct chart *c);
void chart_gantt(struct chart *c);
/* False, reported, when the room w x h for the drawing itself is less than it needs. */
bool chart_has_room(struct chart *c, mpt w, mpt h, int64_t least_w, int64_t least_h);

#endif
