/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/sheet.h"

G_BEGIN_DECLS

/**
 * PasarReveal:
 * Puts the cursor of a sheet on a row as soon as the list has it: filters of a large shop that were
 * taken off a moment ago may still be at work.
 *
 * Signals: `ended` (`gboolean`: whether the cursor is on the row; where it is not, filters hide the
 * row, or it is gone).
 */
#define PASAR_TYPE_REVEAL (pasar_reveal_get_type ())
G_DECLARE_FINAL_TYPE (PasarReveal, pasar_reveal, PASAR, REVEAL, GObject)

PasarReveal *pasar_reveal_new (PasarSheet *sheet);
void
pasar_reveal_start (PasarReveal *self, gint64 item_id, gint64 model_id, gboolean takes_filters_off);
void pasar_reveal_stop (PasarReveal *self);

G_END_DECLS
