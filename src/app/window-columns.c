/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "app/dialogs/fee.h"
#include "app/dialogs/own-columns.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The menus of columns: which are shown, and what the rows are sorted by. */

static PasarCatalogue *
get_catalogue (PasarWindow *self)
{
  return self->session != NULL ? pasar_session_get_catalogue (self->session) : NULL;
}

/* Without a shop those that every shop has. */
static GPtrArray *
list_columns (PasarWindow *self)
{
  PasarCatalogue *catalogue = get_catalogue (self);
  const guint n = catalogue != NULL ? pasar_catalogue_get_n_columns (catalogue) : PASAR_COLUMN_NONE;
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    {
      const PasarColumnInfo *info = catalogue != NULL
                                        ? pasar_catalogue_get_nth_column (catalogue, i)
                                        : pasar_column_get_info ((PasarColumn) i);

      if (info != NULL)
        g_ptr_array_add (columns, (gpointer) info);
    }
  return columns;
}

static const PasarColumnInfo *
find_column (PasarWindow *self, const char *id)
{
  PasarCatalogue *catalogue = get_catalogue (self);

  return catalogue != NULL ? pasar_catalogue_find_column (catalogue, id) : NULL;
}

static void
sort_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  const PasarColumnInfo *column;
  const char *id;
  gboolean descending;

  g_variant_get (parameter, "(&sb)", &id, &descending);
  column = find_column (self, id);
  pasar_sheet_sort (self->sheet, column != NULL ? column->column : PASAR_COLUMN_NONE, descending);
}

static void
hide_column_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  const PasarColumnInfo *column = find_column (self, g_variant_get_string (parameter, NULL));

  if (column != NULL)
    pasar_sheet_set_column_visible (self->sheet, column->column, FALSE);
}

static void
fee_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (self->session != NULL && pasar_sheet_end_edit (self->sheet))
    gtk_window_present (pasar_fee_dialog_new (GTK_WINDOW (self), self->session));
}

/* What was made is seen. */
static void
added_cb (PasarWindow *self, guint column)
{
  PasarColumn before;
  const guint position = pasar_sheet_get_cursor (self->sheet, &before);

  if (position != PASAR_NO_ROW)
    pasar_sheet_set_cursor (self->sheet, position, (PasarColumn) column);
}

static void
own_columns_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  GtkWindow *dialog;

  if (self->session == NULL || !pasar_sheet_end_edit (self->sheet))
    return;
  dialog = pasar_own_columns_dialog_new (GTK_WINDOW (self), self->session);
  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

#define SHOW_COLUMN "show-column-"

static void
show_column_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PasarWindow *self = user_data;
  const PasarColumnInfo *column =
      find_column (self, g_action_get_name (G_ACTION (action)) + strlen (SHOW_COLUMN));

  if (column != NULL)
    pasar_sheet_set_column_visible (self->sheet, column->column, g_variant_get_boolean (value));
}

static void
update_column (PasarWindow *self, const PasarColumnInfo *info)
{
  g_autofree char *name = g_strconcat (SHOW_COLUMN, info->id, NULL);
  GVariant *state =
      g_variant_new_boolean (pasar_sheet_is_column_visible (self->sheet, info->column));
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  if (action == NULL)
    {
      g_autoptr (GSimpleAction) made = g_simple_action_new_stateful (name, NULL, state);

      g_signal_connect (made, "change-state", G_CALLBACK (show_column_cb), self);
      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (made));
      action = G_ACTION (made);
    }
  else
    g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), self->session != NULL);
}

/* A location has the name that the shop gave it, which a detailed action may not have. */
static void
append_column (GMenu *menu, const PasarColumnInfo *info)
{
  g_autofree char *action = g_strconcat ("win." SHOW_COLUMN, info->id, NULL);
  g_autoptr (GMenuItem) item = pasar_dialog_new_menu_item (pasar_column_info_get_title (info));

  g_menu_item_set_action_and_target_value (item, action, NULL);
  g_menu_append_item (menu, item);
}

static void
append_sort (GMenu *menu, GMenuItem *taken, const char *id, gboolean descending)
{
  g_autoptr (GMenuItem) item = taken;

  g_menu_item_set_action_and_target (item, "win.sort", "(sb)", id, descending);
  g_menu_append_item (menu, item);
}

/* Below what makes columns. */
static void
fill_columns (GMenu *menu, const GPtrArray *columns)
{
  g_autoptr (GMenu) own = g_menu_new ();
  g_autoptr (GMenu) list = g_menu_new ();

  g_menu_remove_all (menu);
  g_menu_append (own, _ ("_My Columns…"), "win.own-columns");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  for (guint i = 0; i < columns->len; i++)
    {
      const PasarColumnInfo *info = g_ptr_array_index (columns, i);

      /* The name stays: rows without it could not be told apart. */
      if (info->column != PASAR_COLUMN_NAME)
        append_column (list, info);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (list));
}

static char *
dup_titles (const GPtrArray *columns)
{
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const PasarColumnInfo *info = g_ptr_array_index (columns, i);

      g_string_append_printf (titles, "%s\t%s\n", info->id, pasar_column_info_get_title (info));
    }
  return g_string_free (titles, FALSE);
}

/**
 * pasar_window_update_columns:
 * @self: a window
 *
 * Lists the columns of the shop in the menus, with a tick at those that are shown.
 */
void
pasar_window_update_columns (PasarWindow *self)
{
  g_autoptr (GPtrArray) columns = list_columns (self);
  g_autofree char *titles = dup_titles (columns);

  for (guint i = 0; i < columns->len; i++)
    update_column (self, g_ptr_array_index (columns, i));
  /* An open menu that is filled anew closes. */
  if (g_strcmp0 (self->column_titles, titles) == 0)
    return;
  g_free (self->column_titles);
  self->column_titles = g_steal_pointer (&titles);
  fill_columns (self->columns_menu, columns);
  g_menu_remove_all (self->sort_menu);
  append_sort (self->sort_menu, g_menu_item_new (_ ("The Shop’s Own Order"), NULL), "", FALSE);
  for (guint i = 0; i < columns->len; i++)
    {
      const PasarColumnInfo *info = g_ptr_array_index (columns, i);

      append_sort (self->sort_menu,
                   pasar_dialog_new_menu_item (pasar_column_info_get_title (info)),
                   info->id,
                   info->is_numeric);
    }
}

/**
 * pasar_window_make_head_menu:
 * @self: a window
 * @id: of a column
 *
 * Returns: (transfer full): what can be done with the column at its head
 */
GMenuModel *
pasar_window_make_head_menu (PasarWindow *self, const char *id)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) sort = g_menu_new ();
  g_autoptr (GMenu) columns = g_menu_new ();
  const PasarColumnInfo *info = find_column (self, id);

  append_sort (sort, g_menu_item_new (_ ("Sort _Ascending"), NULL), id, FALSE);
  append_sort (sort, g_menu_item_new (_ ("Sort _Descending"), NULL), id, TRUE);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (sort));
  if (info != NULL && info->column != PASAR_COLUMN_NAME)
    {
      g_autoptr (GMenuItem) hide = g_menu_item_new (_ ("_Hide This Column"), NULL);

      g_menu_item_set_action_and_target (hide, "win.hide-column", "s", id);
      g_menu_append_item (columns, hide);
    }
  if (info != NULL && info->column == PASAR_COLUMN_MARGIN)
    g_menu_append (columns, _ ("_Fee of the Shop…"), "win.fee");
  g_menu_append_submenu (columns, _ ("_Columns"), G_MENU_MODEL (self->columns_menu));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (columns));
  return G_MENU_MODEL (menu);
}

/**
 * pasar_window_columns_init:
 * @self: a new window with its sheet
 * @columns: the menu in which columns are shown and hidden
 * @sort: the menu in which one is sorted by
 */
void
pasar_window_columns_init (PasarWindow *self, GMenu *columns, GMenu *sort)
{
  static const GActionEntry entries[] = {
    { .name = "sort", .activate = sort_cb, .parameter_type = "(sb)" },
    { .name = "hide-column", .activate = hide_column_cb, .parameter_type = "s" },
    { .name = "fee", .activate = fee_cb },
    { .name = "own-columns", .activate = own_columns_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->columns_menu = g_object_ref (columns);
  self->sort_menu = g_object_ref (sort);
  g_signal_connect_object (self->sheet,
                           "columns-changed",
                           G_CALLBACK (pasar_window_update_columns),
                           self,
                           G_CONNECT_SWAPPED);
  pasar_window_update_columns (self);
}
