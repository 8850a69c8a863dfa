/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/application.h"
#include "app/window-private.h"
#include "util.h"

G_BEGIN_DECLS

/* The whole application with the demo shop, from the welcome page on. */

typedef struct
{
  PasarApplication *application;
  PasarWindow *window;
  PasarRowKey key; /* of the row that was edited */
} WindowFixture;

/* A home of its own for all tests of a program. */
void window_test_init (int *argc, char ***argv);
int window_test_run (void);
/* The last notification: its title, and what it does. */
const char *window_get_notice (void);
void window_set_up (WindowFixture *self, gconstpointer data);
/* Starts the app, does the step in it, and closes its window, which ends the app; where the step
 * takes the window away the app is to end by itself. */
void window_run_app (WindowFixture *self, void (*step) (WindowFixture *self));
/* A test that does the step in an app of its own. */
void window_add (const char *path, void (*step) (WindowFixture *self));
/* The button of an action that is on the screen; NULL for none. */
GtkWidget *window_find_button (GtkWidget *widget, const char *action);
/* Presses it, once it can be pressed. */
void window_click (WindowFixture *self, const char *action);
/* The page that is shown. */
const char *window_get_page (WindowFixture *self);
void window_open_demo (WindowFixture *self);
/* One row a variation: what follows what does not depend on folding. */
void window_open_demo_flat (WindowFixture *self);
/* So many more items that what goes over all of them takes longer than the main loop is held. */
void window_put_many (WindowFixture *self);
/* A number of them; to find 100,000 takes longer with sanitizers, too. */
void window_put_items (WindowFixture *self, guint n);
PasarCatalogue *window_get_catalogue (WindowFixture *self);
/* Rows with something staged. */
guint window_count_changed (WindowFixture *self);
PasarGrid *window_get_grid (WindowFixture *self);
/* A dialog that is shown; NULL for none. */
GtkWindow *window_find_dialog (WindowFixture *self);
/* The place of a column that is shown. */
guint window_find_place (WindowFixture *self, PasarColumn column);
/* Cells of rows that follow each other, with the cursor in the first. */
void window_select_cells (WindowFixture *self,
                          guint first,
                          guint n,
                          PasarColumn column,
                          guint n_columns);
/* What is in a row now. */
gint64 window_read_value (WindowFixture *self, guint position, PasarField field);
/* The first of some rows that follow each other and whose value can be changed. */
guint window_find_run (WindowFixture *self, guint n, PasarField field);
/* The position of a live item without models that is in no promotion. */
guint window_find_plain (WindowFixture *self);
/* The row of an item without models whose price a promotion locks now. */
guint window_find_promoted (WindowFixture *self);
/* Presses a key, as GTK would have it go to the focus and up again. */
void window_press (WindowFixture *self, guint keyval, GdkModifierType state);
/* Stages a price for that item. */
PasarRowKey window_type_price (WindowFixture *self, const char *text);

G_END_DECLS
