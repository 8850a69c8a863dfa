/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/list.h"

#include "jobs/slices.h"

/* A list view makes widgets for some 200 rows, however few of them can be seen; so many are added
 * between frames, the others, which have none, all at once. */
#define N_GRADUAL 256

/* What a list view shows of a model. */
typedef struct
{
  GListModel *all;           /* (owned) */
  GtkSliceListModel *shown;  /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gboolean is_adding;
} Rows;

/**
 * pasar_dialog_list_init:
 * @list: a list view
 * @owner: whose list it is; must call pasar_dialog_list_clear() before it goes
 * @setup: called with @owner and a `GtkListItem`: makes the widget of a row
 * @bind: the same: shows an item in it
 * @unbind: (nullable): the same: lets go of the item
 *
 * Gives a list its factory.
 */
void
pasar_dialog_list_init (GtkListView *list,
                        gpointer owner,
                        GCallback setup,
                        GCallback bind,
                        GCallback unbind)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_swapped (factory, "setup", setup, owner);
  g_signal_connect_swapped (factory, "bind", bind, owner);
  if (unbind != NULL)
    g_signal_connect_swapped (factory, "unbind", unbind, owner);
  gtk_list_view_set_factory (list, factory);
}

static void
rows_clear (gpointer data)
{
  Rows *self = data;

  g_object_unref (self->all);
  g_object_unref (self->shown);
  g_object_unref (self->cancellable);
}

static gboolean
wants_more (Rows *self)
{
  return !g_cancellable_is_cancelled (self->cancellable)
         && gtk_slice_list_model_get_size (self->shown)
                < MIN (g_list_model_get_n_items (self->all), N_GRADUAL);
}

static gboolean
add_rows (gpointer data, gint64 deadline)
{
  Rows *self = data;

  while (wants_more (self))
    {
      gtk_slice_list_model_set_size (self->shown, gtk_slice_list_model_get_size (self->shown) + 1);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  if (gtk_slice_list_model_get_size (self->shown) == N_GRADUAL)
    gtk_slice_list_model_set_size (self->shown, G_MAXUINT);
  return !wants_more (self);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Rows *self = user_data;

  self->is_adding = FALSE;
  g_rc_box_release_full (self, rows_clear);
}

static void
add_soon (Rows *self)
{
  if (self->is_adding || !wants_more (self))
    return;

  self->is_adding = TRUE;
  pasar_slices_run_async (add_rows, self, self->cancellable, added_cb, g_rc_box_acquire (self));
}

/* Comes after what is shown has heard of it. */
static void
items_changed_cb (Rows *self)
{
  const guint n = g_list_model_get_n_items (self->all);

  if (n < N_GRADUAL && n < gtk_slice_list_model_get_size (self->shown))
    gtk_slice_list_model_set_size (self->shown, n);
  add_soon (self);
}

static void
rows_free (gpointer data)
{
  Rows *self = data;

  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->all, self);
  g_rc_box_release_full (self, rows_clear);
}

static void
set_rows (GtkListView *list, Rows *rows)
{
  g_object_set_data_full (G_OBJECT (list), "pasar-rows", rows, rows_free);
}

/**
 * pasar_dialog_list_set_model:
 * @list: a list view
 * @model: what to show
 *
 * Shows a model of which nothing can be selected; its first rows come one after the other, and
 * soon.
 */
void
pasar_dialog_list_set_model (GtkListView *list, GListModel *model)
{
  Rows *rows = g_rc_box_new0 (Rows);
  g_autoptr (GtkSelectionModel) selection = NULL;

  rows->all = g_object_ref (model);
  rows->shown = gtk_slice_list_model_new (g_object_ref (model), 0, 0);
  rows->cancellable = g_cancellable_new ();
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed_cb), rows);
  selection =
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (rows->shown))));
  gtk_list_view_set_model (list, selection);
  set_rows (list, rows);
  add_soon (rows);
}

/**
 * pasar_dialog_list_stop:
 * @list: a list view that is not shown any more
 *
 * Adds no more rows.
 */
void
pasar_dialog_list_stop (GtkListView *list)
{
  Rows *rows = g_object_get_data (G_OBJECT (list), "pasar-rows");

  g_cancellable_cancel (rows->cancellable);
}

/**
 * pasar_dialog_list_take_away:
 * @list: a list view to which no more rows are added
 * @deadline: when to stop for now, by the monotonic clock
 *
 * Frees its rows one after the other.
 *
 * Returns: whether none is left
 */
gboolean
pasar_dialog_list_take_away (GtkListView *list, gint64 deadline)
{
  Rows *rows = g_object_get_data (G_OBJECT (list), "pasar-rows");
  guint size = MIN (gtk_slice_list_model_get_size (rows->shown), N_GRADUAL);

  while (size > 0)
    {
      gtk_slice_list_model_set_size (rows->shown, --size);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return size == 0;
}

static gboolean
take_away (gpointer list, gint64 deadline)
{
  /* The window may have been destroyed meanwhile. */
  if (g_object_get_data (G_OBJECT (list), "pasar-rows") != NULL
      && !pasar_dialog_list_take_away (list, deadline))
    return FALSE;
  g_object_unref (list);
  return TRUE;
}

static void
taken_away_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWindow) window = user_data;

  gtk_window_destroy (window);
}

/**
 * pasar_dialog_list_close_window:
 * @list: a list view in a window
 *
 * For the seller the window is closed at once; the rows of the list go one after the other, and the
 * window is destroyed after them.
 */
void
pasar_dialog_list_close_window (GtkListView *list)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (list));

  if (g_object_get_data (G_OBJECT (list), "pasar-rows") != NULL)
    pasar_dialog_list_stop (list);
  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  pasar_slices_run_async (take_away,
                          g_object_ref (list),
                          NULL,
                          taken_away_cb,
                          g_object_ref (window));
}

/**
 * pasar_dialog_list_clear:
 * @list: (inout): the list view of an owner that goes; %NULL afterwards
 *
 * Unbinds every row while its owner is still there.
 */
void
pasar_dialog_list_clear (GtkListView **list)
{
  if (*list == NULL)
    return;

  set_rows (*list, NULL);
  gtk_list_view_set_model (*list, NULL);
  gtk_list_view_set_factory (*list, NULL);
  *list = NULL;
}
