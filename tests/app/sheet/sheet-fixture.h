/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/private.h"
#include "util.h"

#include <adwaita.h>

/* The sheet over a small catalogue: item 1 is plain, item 2 has the models 21 and 22, item 3 is
 * plain. What keys and the mouse do is the grid's: see its own tests. */

G_BEGIN_DECLS

typedef struct
{
  GSettings *settings;
  PasarStore *store;
  PasarSession *session;
  PasarCatalogue *catalogue;
  GtkWindow *window;
  PasarSheet *sheet;
  char *folder;
  char *notice; /* of what was staged last; NULL: it can be seen */
  guint n_staged;
  char *refusal; /* why the last edit cannot be; see sheet_take_refusal() */
} SheetFixture;

void sheet_put_plain_at (PasarCatalogue *catalogue,
                         guint position,
                         gint64 id,
                         const char *name,
                         gint64 price,
                         gint64 stock);
void sheet_put_plain (PasarCatalogue *catalogue,
                      gint64 id,
                      const char *name,
                      gint64 price,
                      gint64 stock);
/* (transfer full) Another shop in the same store. */
PasarSession *sheet_open_shop (SheetFixture *self, gint64 shop_id, const char *region);
void sheet_set_up (SheetFixture *self, gconstpointer data);
void sheet_tear_down (SheetFixture *self, gconstpointer data);
/* Begins an edit at the cursor, as typing does. */
void sheet_type (SheetFixture *self, const char *text);
/* Types into a cell, and waits until it is staged. */
void sheet_enter (SheetFixture *self,
                  gint64 item_id,
                  gint64 model_id,
                  PasarColumn column,
                  const char *text);
/* Why an edit could not be; NULL when none was refused since it was asked before. */
char *sheet_take_refusal (SheetFixture *self);
guint sheet_get_n_rows (SheetFixture *self);
guint sheet_get_row (SheetFixture *self, gint64 item_id, gint64 model_id);
void sheet_go_to (SheetFixture *self, gint64 item_id, gint64 model_id, PasarColumn column);
void sheet_assert_cursor (SheetFixture *self, guint position, PasarColumn column);
gint64 sheet_get_staged (SheetFixture *self, gint64 item_id, gint64 model_id, PasarField field);
/* Where the row is in the view. */
guint sheet_get_position (SheetFixture *self, gint64 item_id, gint64 model_id);
/* What the cell shows. */
void sheet_read_cell (SheetFixture *self,
                      gint64 item_id,
                      gint64 model_id,
                      PasarColumn column,
                      PasarGridCell *cell);
void sheet_add (const char *path, void (*test) (SheetFixture *self, gconstpointer data));

G_END_DECLS
