/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/private.h"

/* A grid in a window over rows of an array: "Item 7", its text columns, numbers. What is committed
 * is kept, "bad" is refused, "ask" is asked about; column 0 cannot be edited. */

G_BEGIN_DECLS

#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, GObject)

TestSource *test_source_new (guint n_rows, guint n_columns);
/* The rows in another order, or fewer of them: ids, from 0. */
void test_source_set_rows (TestSource *self, const guint *ids, guint n);
void test_source_reverse (TestSource *self);
/* The rows of the ids 0, 3, 6… have an arrow, the others are below them. */
void test_source_set_tree (TestSource *self);
void test_source_refuse_fill (TestSource *self);
guint test_source_get_id (TestSource *self, guint row);
const char *test_source_get_text (TestSource *self, guint id, guint column);
/* What was asked of it since the last call, a line for each: "commit 2,3 [2+1,3+1] 12", "fill …",
 * "clear …", "toggle 4". */
char *test_source_dup_log (TestSource *self);
char *test_source_take_log (TestSource *self);

typedef struct
{
  GtkWindow *window;
  GtkWidget *scrolled;
  PasarGrid *grid;
  TestSource *source;
} GridFixture;

/* data: GUINT_TO_POINTER of the number of rows, 0 for 100; 8 columns. */
void grid_set_up (GridFixture *self, gconstpointer data);
void grid_tear_down (GridFixture *self, gconstpointer data);
/* Where else the keyboard can go. */
void grid_put_between_entries (GridFixture *self, GtkWidget **before, GtkWidget **after);
/* Until a frame was drawn after all that is pending. */
void grid_wait_for_frame (GridFixture *self);
/* Presses a key on a widget, as its key controllers would be told; whether one of them took it. */
gboolean grid_press (gpointer widget, guint keyval, GdkModifierType state);

G_END_DECLS
