/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window.h"
#include "app/sheet/sheet.h"
#include "catalogue/edits/paste-sku.h"

G_BEGIN_DECLS

/**
 * PasarPasteChoice:
 * @PASAR_PASTE_CHOICE_NONE: not at all
 * @PASAR_PASTE_CHOICE_POSITION: from the first selected cell on, as the table is
 * @PASAR_PASTE_CHOICE_SKU: each value to the row with its SKU
 * @PASAR_PASTE_CHOICE_IMPORT: as a file is imported, with several columns
 *
 * How a table is pasted.
 */
typedef enum
{
  PASAR_PASTE_CHOICE_NONE,
  PASAR_PASTE_CHOICE_POSITION,
  PASAR_PASTE_CHOICE_SKU,
  PASAR_PASTE_CHOICE_IMPORT,
} PasarPasteChoice;

/**
 * PasarPasteChoiceFunc:
 * @choice: what the seller chose
 * @column: with %PASAR_PASTE_CHOICE_SKU the column of the table that has the values
 * @user_data: what was given
 *
 * Told once how a table is to be pasted.
 */
typedef void (*PasarPasteChoiceFunc) (PasarPasteChoice choice, guint column, gpointer user_data);

PasarColumn pasar_paste_choice_get_target (PasarSheet *sheet);
void pasar_paste_choice_ask (PasarWindow *window,
                             const PasarPasteTable *table,
                             PasarSkuCount count,
                             PasarPasteChoiceFunc func,
                             gpointer user_data);

G_END_DECLS
