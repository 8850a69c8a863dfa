/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarEditPreviewItem:
 *
 * One planned edit, made when GTK asks for it.
 */
#define PASAR_TYPE_EDIT_PREVIEW_ITEM (pasar_edit_preview_item_get_type ())
G_DECLARE_FINAL_TYPE (PasarEditPreviewItem,
                      pasar_edit_preview_item,
                      PASAR,
                      EDIT_PREVIEW_ITEM,
                      GObject)
guint pasar_edit_preview_item_get_row (PasarEditPreviewItem *self);
gint64 pasar_edit_preview_item_get_old_value (PasarEditPreviewItem *self);
gint64 pasar_edit_preview_item_get_new_value (PasarEditPreviewItem *self);

/**
 * PasarEditPreview:
 *
 * A lazy list of PasarEditPreviewItem over what an edit would make of some rows, those that would
 * be refused first. It is computed in slices between frames, and anew when the catalogue changes;
 * until it is done the list is the one before.
 *
 * Signals: `computed` when the list and the figures are those of the command.
 */
#define PASAR_TYPE_EDIT_PREVIEW (pasar_edit_preview_get_type ())
G_DECLARE_FINAL_TYPE (PasarEditPreview, pasar_edit_preview, PASAR, EDIT_PREVIEW, GObject)

PasarEditPreview *pasar_edit_preview_new (PasarCatalogue *catalogue);
void pasar_edit_preview_set_command (PasarEditPreview *self, PasarCommand *command);
gboolean pasar_edit_preview_is_computing (PasarEditPreview *self);
const PasarComputed *pasar_edit_preview_get_computed (PasarEditPreview *self);
char *pasar_edit_preview_dup_reason (PasarEditPreview *self, guint position);

G_END_DECLS
