/* chart.h - sb:chart in an fo:instream-foreign-object: bars, stacked bars, lines, a pie, a gantt chart, as vector graphics.
 * Purpose:   draws the data for black-and-white print: series differ by hatch, grey, dash and marker, never by colour
 *            alone. Text is set in the face of the chart's own properties.
 * Ownership: areas in ctx->chunk.
 * Units:     mpt.
 * Errors:    CHART_* at the place of the chart, series or point; what cannot be drawn is left out and said. */
#ifndef LAYOUT_CHART_H
#define LAYOUT_CHART_H

#include "layout/ctx.h"

/* Draws the sb:chart of a foreign object into `box`, whose content rectangle is w wide and h high. */
void chart_draw(struct layout *l, struct fo_node *chart, struct area *box, mpt w, mpt h);

#endif
