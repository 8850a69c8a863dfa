/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-views-private.h"

#include <glib/gi18n-lib.h>

/* The views that the seller keeps. What is shown is one state, which the sheet, the search field
 * and the filters have; a view is a copy of it. */

static PasarCatalogue *
get_catalogue (PasarWindow *self)
{
  return pasar_session_get_catalogue (self->session);
}

/**
 * pasar_window_get_chosen:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the view that is chosen, as it is kept
 */
const PasarSavedView *
pasar_window_get_chosen (PasarWindow *self)
{
  PasarWindowViews *part = self->views;

  return part != NULL && part->views != NULL ? pasar_views_get_nth (part->views, part->chosen)
                                             : NULL;
}

/* What is shown. */

static PasarSavedFold
get_fold (PasarView *view)
{
  if (pasar_view_get_flat (view))
    return PASAR_SAVED_FOLD_FLAT;
  return pasar_view_get_all_folded (view) ? PASAR_SAVED_FOLD_CLOSED : PASAR_SAVED_FOLD_OPEN;
}

/**
 * pasar_window_dup_shown:
 * @self: a window with a shop
 * @all: whether columns and folding are wanted where the chosen view has none of its own
 *
 * Returns: (transfer full): what is shown now
 */
PasarSavedView *
pasar_window_dup_shown (PasarWindow *self, gboolean all)
{
  const PasarSavedView *chosen = pasar_window_get_chosen (self);
  PasarSavedView *shown = pasar_saved_view_new (NULL);
  PasarView *view = pasar_sheet_get_view (self->sheet);
  guint n_sorts;
  const PasarSort *sorts = pasar_view_get_sorts (view, &n_sorts);

  if (all || chosen->columns != NULL)
    shown->columns = pasar_sheet_dup_layout (self->sheet);
  if (all || chosen->fold != PASAR_SAVED_FOLD_NONE)
    shown->fold = get_fold (view);
  pasar_saved_view_set_sorts (shown, get_catalogue (self), sorts, n_sorts);
  g_free (shown->search);
  shown->search = pasar_window_dup_kept_search (self);
  pasar_filter_bar_save (self->filter_bar, shown);
  return shown;
}

/**
 * pasar_window_keep_shown:
 * @self: a window with a shop
 *
 * What is shown now is what the chosen view shows: from here on it is changed.
 */
void
pasar_window_keep_shown (PasarWindow *self)
{
  g_clear_pointer (&self->views->shown, pasar_saved_view_free);
  self->views->shown = pasar_window_dup_shown (self, FALSE);
}

/* A column that came since is no change of the seller. */
static void
take_new_columns (PasarSavedView *before, const PasarSavedView *now)
{
  if (before->columns == NULL || now->columns == NULL
      || g_variant_n_children (before->columns) == g_variant_n_children (now->columns))
    return;
  g_variant_unref (before->columns);
  before->columns = g_variant_ref (now->columns);
}

/**
 * pasar_window_is_view_changed:
 * @self: a window
 *
 * Returns: whether something else is shown than when the view was chosen
 */
gboolean
pasar_window_is_view_changed (PasarWindow *self)
{
  g_autoptr (PasarSavedView) now = NULL;

  if (self->session == NULL || pasar_window_get_chosen (self) == NULL || self->views->shown == NULL)
    return FALSE;
  now = pasar_window_dup_shown (self, FALSE);
  take_new_columns (self->views->shown, now);
  return !pasar_saved_view_shows_same (now, self->views->shown);
}

static void
set_fold (PasarWindow *self, PasarSavedFold fold)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  pasar_window_show_flat (self,
                          fold == PASAR_SAVED_FOLD_NONE
                              ? g_settings_get_boolean (self->settings, "flat-view")
                              : fold == PASAR_SAVED_FOLD_FLAT);
  if (fold == PASAR_SAVED_FOLD_CLOSED || fold == PASAR_SAVED_FOLD_OPEN)
    pasar_view_fold_all (view, fold == PASAR_SAVED_FOLD_CLOSED);
}

static void
show (PasarWindow *self, const PasarSavedView *saved, gboolean in_pieces)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autoptr (GArray) sorts = pasar_saved_view_dup_sorts (saved, get_catalogue (self));

  pasar_view_hold (view);
  pasar_sheet_set_own_layout (self->sheet, saved->columns);
  pasar_sheet_set_sorts (self->sheet, (const PasarSort *) (gpointer) sorts->data, sorts->len);
  pasar_window_set_kept_search (self, saved->search);
  pasar_filter_bar_restore (self->filter_bar, saved);
  set_fold (self, saved->fold);
  pasar_view_release (view, in_pieces);
  pasar_window_keep_shown (self);
}

static void
tell_unknown (PasarWindow *self, const PasarSavedView *saved)
{
  g_autoptr (GPtrArray) unknown = pasar_saved_view_list_unknown (saved, get_catalogue (self));
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  if (saved->unread != NULL)
    {
      pasar_window_toast (self,
                          _ ("This view cannot be read: it is damaged, or made by a newer Pasar."),
                          FALSE);
      return;
    }
  if (unknown->len == 0)
    return;
  g_ptr_array_add (unknown, NULL);
  names = g_strjoinv (", ", (char **) unknown->pdata);
  /* Translators: %s are names of columns and filters */
  text = g_strdup_printf (_ ("This shop has nothing for a part of this view: %s"), names);
  pasar_window_toast (self, text, FALSE);
}

/* Which is chosen. */

/* What a view is known by at the next start: one of the shop may be called as one of all shops. */
static char *
dup_id (PasarWindow *self, guint n)
{
  const PasarSavedView *view = pasar_views_get_nth (self->views->views, n);

  if (view->usual != NULL)
    return g_strconcat ("usual/", view->usual, NULL);
  return g_strconcat (pasar_views_get_is_for_all (self->views->views, n) ? "all/" : "shop/",
                      pasar_saved_view_get_title (view),
                      NULL);
}

static GVariant *
dup_remembered (PasarWindow *self, const char *key, const char *id)
{
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, "views");
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  GVariantIter iter;
  const char *shop;
  const char *view;

  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&s&s}", &shop, &view))
    {
      if (!g_str_equal (shop, key))
        g_variant_builder_add (&builder, "{ss}", shop, view);
    }
  g_variant_builder_add (&builder, "{ss}", key, id);
  return g_variant_builder_end (&builder);
}

/**
 * pasar_window_remember_view:
 * @self: a window
 *
 * The chosen view is the one that is chosen when the shop is opened again.
 */
void
pasar_window_remember_view (PasarWindow *self)
{
  g_autofree char *key = NULL;
  g_autofree char *id = NULL;

  if (self->account == NULL || pasar_window_get_chosen (self) == NULL)
    return;
  key = pasar_account_dup_key (self->account);
  id = dup_id (self, self->views->chosen);
  g_settings_set_value (self->settings, "views", dup_remembered (self, key, id));
}

/* The number of the view that was chosen last in this shop; the first one where it is gone. */
static guint
find_remembered (PasarWindow *self)
{
  g_autoptr (GVariant) remembered = g_settings_get_value (self->settings, "views");
  g_autofree char *key = self->account != NULL ? pasar_account_dup_key (self->account) : NULL;
  const guint n_views = pasar_views_get_n (self->views->views);
  const char *wanted;

  if (key == NULL || !g_variant_lookup (remembered, key, "&s", &wanted))
    return 0;
  for (guint n = 0; n < n_views; n++)
    {
      g_autofree char *id = dup_id (self, n);

      if (g_str_equal (id, wanted))
        return n;
    }
  return 0;
}

/**
 * pasar_window_choose_view:
 * @self: a window with views, and no edit in place
 * @n: the number of a view
 * @in_pieces: whether the main loop goes on while a shop that is not very large is listed
 *
 * Shows what a view shows.
 */
void
pasar_window_choose_view (PasarWindow *self, guint n, gboolean in_pieces)
{
  const PasarSavedView *view = pasar_views_get_nth (self->views->views, n);

  if (view == NULL)
    return;
  self->views->chosen = n;
  show (self, view, in_pieces);
  tell_unknown (self, view);
  pasar_window_remember_view (self);
  pasar_window_update_views (self);
  pasar_window_update_page (self);
}

/**
 * pasar_window_update_views:
 * @self: a window
 *
 * Shows which view is chosen, whether something else is shown by now, and what the tabs count.
 */
void
pasar_window_update_views (PasarWindow *self)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  pasar_view_tabs_set_chosen (self->views->tabs,
                              self->views->chosen,
                              pasar_window_is_view_changed (self));
  if (view != NULL)
    pasar_view_tabs_update_counts (self->views->tabs, view);
}

/**
 * pasar_window_get_view_title:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what the view is called that is shown just as it is kept
 */
const char *
pasar_window_get_view_title (PasarWindow *self)
{
  const PasarSavedView *chosen = pasar_window_get_chosen (self);

  return chosen != NULL && !pasar_window_is_view_changed (self)
             ? pasar_saved_view_get_title (chosen)
             : NULL;
}

/**
 * pasar_window_get_has_fold:
 * @self: a window
 *
 * Returns: whether the chosen view says how items with variations are shown
 */
gboolean
pasar_window_get_has_fold (PasarWindow *self)
{
  const PasarSavedView *chosen = pasar_window_get_chosen (self);

  return chosen != NULL && chosen->fold != PASAR_SAVED_FOLD_NONE;
}

/* The first view that shows all rows. */
static gboolean
find_all (PasarWindow *self, guint *n)
{
  const PasarSavedView *view;
  PasarStates state;

  for (*n = 0; (view = pasar_views_get_nth (self->views->views, *n)) != NULL; (*n)++)
    {
      if (pasar_saved_view_get_state (view, &state) && state == PASAR_STATE_ANY)
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_window_choose_all:
 * @self: a window
 *
 * Where the chosen view itself hides rows: chooses one that does not.
 *
 * Returns: whether there is one
 */
gboolean
pasar_window_choose_all (PasarWindow *self)
{
  const PasarSavedView *chosen = pasar_window_get_chosen (self);
  PasarStates state;
  guint n;

  if (chosen == NULL || self->session == NULL
      || (pasar_saved_view_get_state (chosen, &state) && state == PASAR_STATE_ANY)
      || !find_all (self, &n))
    return FALSE;
  pasar_window_choose_view (self, n, FALSE);
  return TRUE;
}

/* The shop. */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!pasar_views_load_finish (PASAR_VIEWS (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        pasar_banner_set (self->banner, PASAR_BANNER_STORE, error->message, NULL, NULL);
      return;
    }
  if (self->views == NULL || self->views->views != PASAR_VIEWS (source))
    return;
  pasar_window_enable_view_menu (self, TRUE);
  pasar_window_choose_view (self, find_remembered (self), FALSE);
}

static void
failed_cb (PasarWindow *self, const char *message)
{
  pasar_banner_set (self->banner, PASAR_BANNER_STORE, message, NULL, NULL);
}

static void
forget (PasarWindow *self)
{
  PasarWindowViews *part = self->views;

  gtk_popover_popdown (GTK_POPOVER (part->form));
  g_cancellable_cancel (part->loading);
  g_clear_object (&part->loading);
  if (part->views != NULL)
    g_signal_handlers_disconnect_by_data (part->views, self);
  g_clear_object (&part->views);
  g_clear_pointer (&part->shown, pasar_saved_view_free);
  part->chosen = 0;
}

/**
 * pasar_window_open_views:
 * @self: a window whose shop is another one
 *
 * Shows the views of the shop, and chooses the one that was chosen there last.
 */
void
pasar_window_open_views (PasarWindow *self)
{
  PasarWindowViews *part = self->views;

  /* It was connected again. */
  if (self->session != NULL && part->views != NULL
      && pasar_views_is_of (part->views,
                            pasar_session_get_store (self->session),
                            pasar_session_get_shop (self->session)->id))
    return;
  /* It may be that of a view. */
  gtk_popover_popdown (GTK_POPOVER (self->context_menu));
  forget (self);
  pasar_sheet_set_own_layout (self->sheet, NULL);
  if (self->session != NULL)
    {
      part->views = pasar_views_new (pasar_session_get_store (self->session),
                                     pasar_session_get_shop (self->session)->id);
      part->loading = g_cancellable_new ();
      g_signal_connect_swapped (part->views, "failed", G_CALLBACK (failed_cb), self);
      pasar_window_keep_shown (self);
      pasar_views_load_async (part->views, part->loading, loaded_cb, g_object_ref (self));
    }
  /* Until they are read, and where they cannot be, nothing is written over them. */
  pasar_window_enable_view_menu (self, FALSE);
  pasar_view_tabs_set_views (part->tabs, part->views);
  pasar_window_update_views (self);
}

/**
 * pasar_window_views_init:
 * @self: a new window with its sheet
 */
void
pasar_window_views_init (PasarWindow *self)
{
  PasarWindowViews *part = self->views = g_new0 (PasarWindowViews, 1);

  part->tabs = PASAR_VIEW_TABS (pasar_view_tabs_new ());
  pasar_filter_bar_prepend (self->filter_bar, GTK_WIDGET (part->tabs));
  pasar_window_view_menu_init (self);
  pasar_window_enable_view_menu (self, FALSE);
  g_signal_connect_object (self->sheet,
                           "columns-changed",
                           G_CALLBACK (pasar_window_queue_counts),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter_bar,
                           "changed",
                           G_CALLBACK (pasar_window_queue_counts),
                           self,
                           G_CONNECT_SWAPPED);
}

/**
 * pasar_window_drop_views:
 * @self: a window that goes
 */
void
pasar_window_drop_views (PasarWindow *self)
{
  if (self->views == NULL)
    return;
  forget (self);
  g_clear_pointer (&self->views->form, gtk_widget_unparent);
  g_clear_pointer (&self->views, g_free);
}
