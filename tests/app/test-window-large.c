/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-views-private.h"
#include "frames.h"
#include "window-fixture.h"

/* The window over a shop of many items. */

/* With sanitizers so many would take ten minutes. */
#ifdef __SANITIZE_ADDRESS__
#define N_ITEMS 5000
#else
#define N_ITEMS 100000
#endif
#define FIRST_ID G_GINT64_CONSTANT (900000000)

static void
put_item (PasarCatalogue *catalogue, guint i)
{
  g_autofree char *name = g_strdup_printf ("Linen shirt number %u", i);
  g_autofree char *sku = g_strdup_printf ("L-%u", i);
  const PasarLocationStock location = { "", i % 50 };
  const gint64 price = 500 + i * 7919 % 90000;
  const PasarModelRecord model = {
    .name = "",
    .sku = "",
    .price = price,
    .current_price = price,
    .locations = &location,
    .n_locations = 1,
  };
  const PasarItemRecord item = {
    .item_id = FIRST_ID + i,
    .position = 1000 + i,
    .name = name,
    .sku = sku,
    .status = PASAR_STATUS_NORMAL,
    .wholesale_price = PASAR_NO_VALUE,
    .models = &model,
    .n_models = 1,
  };

  pasar_catalogue_put_item (catalogue, &item);
}

static guint
get_n_rows (WindowFixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (pasar_sheet_get_view (self->window->sheet)));
}

static void
open_large (WindowFixture *self)
{
  PasarCatalogue *catalogue;

  window_open_demo (self);
  catalogue = window_get_catalogue (self);
  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < N_ITEMS; i++)
    put_item (catalogue, i);
  pasar_catalogue_thaw (catalogue);
  WAIT_FOR (get_n_rows (self) > N_ITEMS);
}

static guint
find_row (WindowFixture *self, guint i)
{
  return pasar_catalogue_find (window_get_catalogue (self), FIRST_ID + i, 0);
}

static gint64
read_price (WindowFixture *self, guint i)
{
  return pasar_catalogue_read_field (window_get_catalogue (self),
                                     find_row (self, i),
                                     PASAR_FIELD_PRICE)
      .effective;
}

/* The cursor is on the price of the first of the many. */
static void
go_to_first (WindowFixture *self)
{
  PasarView *view = pasar_sheet_get_view (self->window->sheet);

  pasar_sheet_set_cursor (self->window->sheet,
                          pasar_view_find_row (view, find_row (self, 0)),
                          PASAR_COLUMN_PRICE);
  gtk_widget_grab_focus (GTK_WIDGET (self->window->sheet));
}

static void
type_into_all (WindowFixture *self, const char *text)
{
  g_assert_true (pasar_sheet_begin_edit (self->window->sheet, text));
  window_press (self, GDK_KEY_Return, GDK_CONTROL_MASK);
}

/* The status bar tells of what takes long, and Escape stops it: nothing is changed in part. */
static void
escape_step (WindowFixture *self)
{
  static const char *const busy = "Changing the cells… Escape stops it.";
  GtkLabel *label;
  guint n_edits = 0;
  gint64 price;

  open_large (self);
  label = self->window->summary_label;
  go_to_first (self);
  window_press (self, GDK_KEY_Down, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  /* As many edits as it takes, however fast the machine is. */
  while (g_strcmp0 (gtk_label_get_text (label), busy) != 0)
    {
      if (!pasar_grid_is_editing (window_get_grid (self)))
        type_into_all (self, n_edits++ % 2 == 0 ? "5.50" : "6.50");
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (label)));
  window_press (self, GDK_KEY_Escape, 0);
  WAIT_FOR (!pasar_sheet_get_is_busy (self->window->sheet));
  WAIT_FOR (g_strcmp0 (gtk_label_get_text (label), busy) != 0);
  if (window_count_changed (self) == 0)
    return;
  price = read_price (self, 0);
  for (guint i = 1; i < N_ITEMS; i++)
    g_assert_cmpint (read_price (self, i), ==, price);
}

static void
paste (gpointer fixture)
{
  WindowFixture *self = fixture;

  gtk_widget_activate_action (GTK_WIDGET (self->window->sheet), "sheet.paste", NULL);
  WAIT_FOR (window_count_changed (self) == N_ITEMS);
}

static void
close_dialog (gpointer fixture)
{
  WindowFixture *self = fixture;

  gtk_window_close (window_find_dialog (self));
  WAIT_FOR (window_find_dialog (self) == NULL);
}

/* Each price finds its row by the SKU before it. */
static void
paste_by_sku (gpointer fixture)
{
  WindowFixture *self = fixture;
  GtkWindow *question;

  gtk_widget_activate_action (GTK_WIDGET (self->window->sheet), "sheet.paste", NULL);
  WAIT_FOR ((question = window_find_dialog (self)) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "sku");
  gtk_window_destroy (question);
  WAIT_FOR (window_count_changed (self) == N_ITEMS);
}

static void
review (gpointer fixture)
{
  WindowFixture *self = fixture;

  window_click (self, "win.review");
  WAIT_FOR (window_find_dialog (self) != NULL);
  frames_settle ();
}

static void
undo (gpointer fixture)
{
  WindowFixture *self = fixture;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  WAIT_FOR (window_count_changed (self) == 0);
}

static void
boost_all (gpointer fixture)
{
  WindowFixture *self = fixture;

  pasar_sheet_select_all (self->window->sheet);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.boost", NULL);
  WAIT_FOR (window_find_dialog (self) != NULL);
  frames_settle ();
}

static void
copy_prices (WindowFixture *self, gboolean with_skus)
{
  GString *prices = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < N_ITEMS; i++)
    {
      if (with_skus)
        g_string_append_printf (prices, "L-%u\t", i);
      g_string_append_printf (prices, "%u.%02u\n", 1000 + i % 700, i % 100);
    }
  text = g_string_free (prices, FALSE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), text);
}

/* The pane is filled at each frame, whatever the key does between them. */
static void
hold_down (gpointer fixture)
{
  WindowFixture *self = fixture;

  for (guint i = 0; i < 100; i++)
    {
      window_press (self, GDK_KEY_Down, 0);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  frames_settle ();
}

static gboolean
is_at (WindowFixture *self, guint i)
{
  PasarView *view = pasar_sheet_get_view (self->window->sheet);
  const guint position = pasar_sheet_get_cursor (self->window->sheet, NULL);

  return position != PASAR_NO_ROW && pasar_view_get_row (view, position) == find_row (self, i);
}

static GtkEntry *
ask_for (WindowFixture *self, const char *text)
{
  GtkWidget *box;
  GtkEntry *entry;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go-to", NULL);
  box = gtk_popover_get_child (GTK_POPOVER (self->window->go_to));
  entry = GTK_ENTRY (gtk_widget_get_first_child (box));
  WAIT_FOR (gtk_widget_get_mapped (GTK_WIDGET (entry)));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  return entry;
}

/* Enter is pressed before all rows were looked at. */
static void
go_to_last (gpointer fixture)
{
  WindowFixture *self = fixture;
  g_autofree char *sku = g_strdup_printf ("L-%u", N_ITEMS - 1);

  g_signal_emit_by_name (ask_for (self, sku), "activate");
  WAIT_FOR (is_at (self, N_ITEMS - 1));
  WAIT_FOR (!gtk_widget_get_mapped (GTK_WIDGET (self->window->go_to)));
}

/* The list of all rows takes a while, too. */
static void
go_to_hidden (gpointer fixture)
{
  WindowFixture *self = fixture;
  GtkWidget *button;

  gtk_editable_set_text (GTK_EDITABLE (self->window->search_entry), "900000003");
  WAIT_FOR (is_at (self, 3));
  g_signal_emit_by_name (ask_for (self, "L-7"), "activate");
  WAIT_FOR (GTK_IS_BUTTON (gtk_root_get_focus (GTK_ROOT (self->window))));
  button = gtk_root_get_focus (GTK_ROOT (self->window));
  g_signal_emit_by_name (button, "clicked");
  WAIT_FOR (is_at (self, 7));
  WAIT_FOR (!gtk_widget_get_mapped (GTK_WIDGET (self->window->go_to)));
  g_assert_cmpuint (get_n_rows (self), >, N_ITEMS);
}

/* From another window, with the list of all rows still to be made. */
static void
show_hidden (gpointer fixture)
{
  WindowFixture *self = fixture;

  gtk_editable_set_text (GTK_EDITABLE (self->window->search_entry), "no such words");
  WAIT_FOR (get_n_rows (self) == 0);
  g_signal_emit_by_name (self->window->review, "show-row", FIRST_ID + N_ITEMS - 2, (gint64) 0);
  WAIT_FOR (is_at (self, N_ITEMS - 2));
  g_assert_cmpuint (get_n_rows (self), >, N_ITEMS);
}

static void
open_side_pane (gpointer fixture)
{
  WindowFixture *self = fixture;

  g_settings_set_boolean (self->window->settings, "side-pane", TRUE);
  WAIT_FOR (gtk_widget_get_mapped (GTK_WIDGET (self->window->item_pane)));
  frames_settle ();
}

static void
choose_view (WindowFixture *self, guint n)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "view", g_variant_new_uint32 (n));
}

static void
choose_all (gpointer data)
{
  choose_view (data, 0);
}

static void
choose_problems (gpointer data)
{
  choose_view (data, 2);
}

static void
choose_out_of_stock (gpointer data)
{
  choose_view (data, 3);
}

static void
choose_sorted (gpointer data)
{
  choose_view (data, 5);
}

/* A view of all rows by their price, with columns of its own. */
static void
add_sorted (WindowFixture *self)
{
  PasarSavedView *view;

  pasar_sheet_sort (self->window->sheet, PASAR_COLUMN_PRICE, TRUE);
  view = pasar_window_dup_shown (self->window, TRUE);
  view->name = g_strdup ("Dear");
  g_assert_cmpuint (pasar_views_add (self->window->views->views, view, FALSE), ==, 5);
  choose_all (self);
  WAIT_FOR (!pasar_view_get_is_pending (pasar_sheet_get_view (self->window->sheet)));
}

/* What is staged and where the cursor is do not depend on what is shown. */
static void
views_step (WindowFixture *self)
{
  static const FramesCase cases[] = {
    { "a view of some rows", choose_out_of_stock },
    { "all rows", choose_all },
    { "rows in another order", choose_sorted },
    { "a view of no rows", choose_problems },
    { "all rows again", choose_all },
  };
  PasarView *view;
  guint cursor;

  open_large (self);
  add_sorted (self);
  go_to_first (self);
  g_assert_true (pasar_sheet_begin_edit (self->window->sheet, "7.77"));
  g_assert_true (pasar_sheet_end_edit (self->window->sheet));
  WAIT_FOR (window_count_changed (self) == 1);
  frames_assert_short (cases, G_N_ELEMENTS (cases), self);
  g_assert_cmpuint (window_count_changed (self), ==, 1);
  g_assert_cmpint (read_price (self, 0), ==, 777);

  view = pasar_sheet_get_view (self->window->sheet);
  go_to_first (self);
  choose_out_of_stock (self);
  WAIT_FOR (!pasar_view_get_is_pending (view));
  cursor = pasar_sheet_get_cursor (self->window->sheet, NULL);
  g_assert_cmpuint (pasar_view_get_row (view, cursor), ==, find_row (self, 0));
  choose_sorted (self);
  WAIT_FOR (!pasar_view_get_is_pending (view));
  cursor = pasar_sheet_get_cursor (self->window->sheet, NULL);
  g_assert_cmpuint (pasar_view_get_row (view, cursor), ==, find_row (self, 0));
}

static void
frames_step (WindowFixture *self)
{
  static const FramesCase by_position[] = {
    { "paste", paste },
    { "review", review },
    { "show a hidden row", show_hidden },
    { "close review", close_dialog },
    { "undo", undo },
    { "boost", boost_all },
    { "close boost", close_dialog },
  };
  static const FramesCase by_sku[] = { { "paste by SKU", paste_by_sku } };
  static const FramesCase looking[] = {
    { "open the side pane", open_side_pane },
    { "hold Down", hold_down },
    { "go to the last row", go_to_last },
    { "go to a hidden row", go_to_hidden },
  };

  open_large (self);
  go_to_first (self);
  frames_assert_short (looking, G_N_ELEMENTS (looking), self);
  g_settings_reset (self->window->settings, "side-pane");
  go_to_first (self);
  copy_prices (self, FALSE);
  frames_assert_short (by_position, G_N_ELEMENTS (by_position), self);
  go_to_first (self);
  copy_prices (self, TRUE);
  frames_assert_short (by_sku, G_N_ELEMENTS (by_sku), self);
}

int
main (int argc, char **argv)
{
  window_test_init (&argc, &argv);
  window_add ("/window-large/escape", escape_step);
  window_add ("/window-large/holds-no-frame", frames_step);
  window_add ("/window-large/views", views_step);
  return window_test_run ();
}
