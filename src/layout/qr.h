/* qr.h - sb:qr in an fo:instream-foreign-object: a QR code (ISO/IEC 18004) of its sb:content, drawn as rules.
 * Purpose:   level M, the smallest version that holds the content, a quiet zone of four modules on each side within the given
 *            size. Only qr.c knows libqrencode.
 * Ownership: areas in ctx->chunk.
 * Units:     mpt.
 * Errors:    QR_* at the element; nothing is drawn then. */
#ifndef LAYOUT_QR_H
#define LAYOUT_QR_H

#include "layout/ctx.h"

/* Draws it into `box`, whose content rectangle is w wide and h high, centred when that is no square. */
void qr_draw(struct layout *l, struct fo_node *qr, struct area *box, mpt w, mpt h);

#endif
