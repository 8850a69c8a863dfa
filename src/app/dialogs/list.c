/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/list.h"

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

/**
 * pasar_dialog_list_set_model:
 * @list: a list view
 * @model: what to show
 *
 * Shows a model of which nothing can be selected.
 */
void
pasar_dialog_list_set_model (GtkListView *list, GListModel *model)
{
  g_autoptr (GtkSelectionModel) rows =
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (model)));

  gtk_list_view_set_model (list, rows);
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

  gtk_list_view_set_model (*list, NULL);
  gtk_list_view_set_factory (*list, NULL);
  *list = NULL;
}
