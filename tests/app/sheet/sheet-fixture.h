/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/private.h"
#include "util.h"

#include <adwaita.h>

/* The sheet over a small catalogue: item 1 is plain, item 2 has the models 21 and 22, item 3 is
 * plain. Keys go to the sheet's own key controller, as GTK gives them to it. */

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
void sheet_set_up (SheetFixture *self, gconstpointer data);
void sheet_tear_down (SheetFixture *self, gconstpointer data);
gboolean sheet_press (SheetFixture *self, guint keyval, GdkModifierType state);
/* The first character starts the edit, the others go into its entry. */
void sheet_type (SheetFixture *self, const char *text);
guint sheet_get_row (SheetFixture *self, gint64 item_id, gint64 model_id);
void sheet_go_to (SheetFixture *self, gint64 item_id, gint64 model_id, PasarColumn column);
void sheet_assert_cursor (SheetFixture *self, guint position, PasarColumn column);
gint64 sheet_get_staged (SheetFixture *self, gint64 item_id, gint64 model_id, PasarField field);
const char *
sheet_get_text (SheetFixture *self, gint64 item_id, gint64 model_id, PasarColumn column);
/* Clicks at the end of a cell, where nothing is but the cell. */
void
sheet_click_cell (SheetFixture *self, guint button, int n_press, guint row, PasarColumn column);
void sheet_add (const char *path, void (*test) (SheetFixture *self, gconstpointer data));

G_END_DECLS
