/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/column.h"
#include "catalogue/table/row.h"

G_BEGIN_DECLS

/**
 * PASAR_CELL_TEXT_SIZE:
 *
 * Bytes that a text of a cell takes at most when it is made up, with its NUL.
 */
#define PASAR_CELL_TEXT_SIZE 256

/**
 * PasarCellInfo:
 * @text: what the cell shows: of a changed one what is staged
 * @word: the same where it is said or written; only of a mark another text
 * @shop_text: of a changed cell what the shop has, else empty
 * @detail: stands back beside the text: of a changed cell the change in percent, of an item with
 * models how many these are, of a model in a list without headers its variation; else empty
 * @change: of a changed cell the change in tenths of a percent; %PASAR_NO_VALUE where it has none,
 * or not the same for all models of an item
 * @is_changed: something is staged in this cell; of a header: in one of its models
 * @is_problem: what is staged breaks a rule or was refused by the shop
 * @is_postponed: what is staged waits until a promotion has ended
 * @is_refused: the shop refused what is staged
 * @is_warned: nothing refuses what is there, but the seller should look at it: see
 * [method@Catalogue.find_undercut]
 * @is_editable: it can be edited
 * @is_locked: it could be edited, but the shop takes no other value now; in a promotion it can be
 * edited all the same, and the new value waits
 * @is_dim: the row stands back, as buyers do not see it
 * @is_header: the row is an item with models
 * @is_model: the row is a model
 * @is_numeric: figures, at the end of the cell
 *
 * What one cell shows. Its texts are in itself or in the catalogue, and are valid until
 * `rows-changed`; a copy of the struct needs its own reading.
 */
typedef struct
{
  const char *text;
  const char *word;
  const char *shop_text;
  const char *detail;
  gint64 change;
  guint is_changed : 1;
  guint is_problem : 1;
  guint is_postponed : 1;
  guint is_refused : 1;
  guint is_warned : 1;
  guint is_editable : 1;
  guint is_locked : 1;
  guint is_dim : 1;
  guint is_header : 1;
  guint is_model : 1;
  guint is_numeric : 1;
  /*< private >*/
  char text_buffer[PASAR_CELL_TEXT_SIZE];
  char shop_buffer[PASAR_CELL_TEXT_SIZE];
  char detail_buffer[PASAR_CELL_TEXT_SIZE];
} PasarCellInfo;

void pasar_cell_info_read (PasarCellInfo *self,
                           PasarCatalogue *catalogue,
                           guint row,
                           PasarColumn column,
                           gboolean flat);
char *pasar_cell_info_dup_label (const PasarCellInfo *self);
char *pasar_cell_dup_lock_reason (PasarCatalogue *catalogue, guint row, PasarColumn column);

G_END_DECLS
