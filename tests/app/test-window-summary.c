/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "util.h"
#include "window-fixture.h"

/* The status bar of the window, with the demo shop in it. */

static const char *
read_summary (WindowFixture *self)
{
  return gtk_label_get_text (self->window->summary_label);
}

static gboolean
tells (WindowFixture *self, const char *part)
{
  return strstr (read_summary (self), part) != NULL;
}

/* The status bar says what to do until something was done. */
static void
hint_step (WindowFixture *self)
{
  window_open_demo (self);
  g_settings_reset (self->window->settings, "has-edited");
  pasar_window_update_summary (self->window);
  g_assert_true (tells (self, "Type a new price"));
  window_type_price (self, "9.95");
  WAIT_FOR (tells (self, "average price"));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "undo", NULL);
  WAIT_FOR (window_count_changed (self) == 0);
  pasar_window_update_summary (self->window);
  g_assert_true (tells (self, "average price"));
}

/* What is selected is summed up, in the column of the cursor. */
static void
selection_step (WindowFixture *self)
{
  guint position;

  window_open_demo (self);
  position = window_find_plain (self);
  pasar_sheet_set_cursor (self->window->sheet, position, PASAR_COLUMN_PRICE);
  WAIT_FOR (tells (self, "items"));
  window_select_cells (self, position, 2, PASAR_COLUMN_PRICE, 1);
  WAIT_FOR (g_str_has_prefix (read_summary (self), "2 cells selected · Price "));
  g_assert_true (tells (self, " · average "));
  g_assert_true (tells (self, " · sum "));
  pasar_sheet_select_all (self->window->sheet);
  WAIT_FOR (!g_str_has_prefix (read_summary (self), "2 cells ")
            && tells (self, "cells selected · "));
}

/* By how much the shop's values change: one value when all change alike, else from the least to the
 * greatest; nothing where none does. It is not the last that is told: that is cut off first. */
static void
change_step (WindowFixture *self)
{
  guint position;

  window_open_demo (self);
  position = window_find_plain (self);
  window_select_cells (self, position, 2, PASAR_COLUMN_PRICE, 1);
  WAIT_FOR (tells (self, "2 cells selected"));
  g_assert_false (tells (self, " %"));
  window_type_price (self, "=price*2");
  window_select_cells (self, position, 1, PASAR_COLUMN_PRICE, 2);
  WAIT_FOR (tells (self, " · +100.0 % · sum "));
  window_select_cells (self, position, 2, PASAR_COLUMN_PRICE, 1);
  WAIT_FOR (tells (self, " · 0.0 % to +100.0 % · sum "));
}

/* What moving the cursor does is told while it is not the usual. */
static void
mode_step (WindowFixture *self)
{
  PasarGrid *grid = window_get_grid (self);
  GtkLabel *label = self->window->mode_label;

  window_open_demo (self);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label)));
  pasar_grid_set_mode (grid, PASAR_GRID_MODE_EXTEND);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (label)));
  g_assert_cmpstr (gtk_label_get_text (label), ==, "Extend selection");
  pasar_grid_set_mode (grid, PASAR_GRID_MODE_ADD);
  g_assert_cmpstr (gtk_label_get_text (label), ==, "Add to selection");
  pasar_grid_set_mode (grid, PASAR_GRID_MODE_USUAL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label)));
}

int
main (int argc, char **argv)
{
  window_test_init (&argc, &argv);
  window_add ("/window-summary/hint", hint_step);
  window_add ("/window-summary/selection", selection_step);
  window_add ("/window-summary/change", change_step);
  window_add ("/window-summary/mode", mode_step);
  return window_test_run ();
}
