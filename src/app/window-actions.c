/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "app/dialogs/edit.h"
#include "app/dialogs/util.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* What was done is told when it cannot be seen. step, notice: (nullable): NULL when nothing was. */
static void
tell_step (PasarWindow *self,
           gpointer session,
           const PasarStep *step,
           const char *notice,
           gboolean with_undo,
           const GError *error)
{
  PasarView *view;

  /* Another shop is shown meanwhile, or the window was closed. */
  if (self->session != session)
    return;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pasar_banner_set (self->banner, PASAR_BANNER_STORE, error->message, NULL, NULL);
  if (step == NULL)
    return;
  view = pasar_sheet_get_view (self->sheet);
  if (view != NULL && pasar_condition_asks_for_state (pasar_view_get_condition (view)))
    pasar_view_refresh (view);
  pasar_window_tell_step (self,
                          pasar_sheet_is_in_sight (self->sheet, step) ? NULL : notice,
                          with_undo);
}

/* Undo and redo. */

/* step: (nullable): brings the cursor to what became of it. */
static void
tell_back (PasarWindow *self,
           gpointer session,
           const PasarStep *step,
           const char *notice,
           const GError *error)
{
  if (step != NULL && self->session == session)
    pasar_sheet_show_step (self->sheet, step);
  tell_step (self, session, step, notice, FALSE, error);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *notice = NULL;

  if (pasar_session_write_finish (PASAR_SESSION (source), result, &step, &error))
    /* Translators: %s is what was undone, such as "+10 % on 36 prices" */
    notice = g_strdup_printf (_ ("Undone: %s"), step->label);
  tell_back (self, source, step, notice, error);
}

static void
redone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *notice = NULL;

  if (pasar_session_write_finish (PASAR_SESSION (source), result, &step, &error))
    /* Translators: %s is what was done again, such as "+10 % on 36 prices" */
    notice = g_strdup_printf (_ ("Done again: %s"), step->label);
  tell_back (self, source, step, notice, error);
}

/* While text is edited, the keys for it are about the text. */
static gboolean
text_takes_action (PasarWindow *self, const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return focus != NULL && GTK_IS_TEXT (focus) && gtk_widget_activate_action (focus, action, NULL);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (text_takes_action (self, "text.undo"))
    return;
  pasar_session_undo_async (self->session, NULL, undone_cb, g_object_ref (self));
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (text_takes_action (self, "text.redo"))
    return;
  pasar_session_redo_async (self->session, NULL, redone_cb, g_object_ref (self));
}

/* Dialogs. */

static void
dialog_staged_cb (PasarWindow *self, const PasarStep *step)
{
  tell_step (self, self->session, step, step->label, TRUE, NULL);
}

typedef struct
{
  PasarWindow *window;   /* (owned) */
  PasarSession *session; /* (owned) */
  PasarCommand *rows;    /* (owned) */
} Editing;

static void
editing_free (Editing *self)
{
  pasar_command_unref (self->rows);
  g_object_unref (self->session);
  g_object_unref (self->window);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Editing, editing_free)

static gboolean
find_rows (gpointer rows, gint64 deadline)
{
  return pasar_command_prepare (rows, deadline);
}

static void
found_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Editing) editing = user_data;
  PasarWindow *self = editing->window;
  GtkWindow *dialog;

  /* Another shop may be shown meanwhile. */
  if (!pasar_slices_run_finish (result, NULL) || self->session != editing->session
      || editing->rows->keys->len == 0)
    return;
  dialog = pasar_edit_dialog_new (GTK_WINDOW (self), self->session, editing->rows);
  g_signal_connect_object (dialog,
                           "staged",
                           G_CALLBACK (dialog_staged_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
show_edit_dialog (PasarWindow *self, PasarField field)
{
  const char *reason =
      pasar_catalogue_get_read_only_reason (pasar_session_get_catalogue (self->session));
  g_autoptr (PasarReach) reach = NULL;
  Editing *editing;

  if (reason != NULL)
    {
      pasar_window_toast (self, reason, FALSE);
      return;
    }
  if (!pasar_sheet_end_edit (self->sheet))
    return;
  reach = pasar_sheet_reach_selected (self->sheet);
  editing = g_new (Editing, 1);
  *editing = (Editing){ g_object_ref (self),
                        g_object_ref (self->session),
                        pasar_reach_make_command (reach, PASAR_COMMAND_EACH, (int) field, NULL) };
  pasar_slices_run_async (find_rows, editing->rows, NULL, found_rows_cb, editing);
}

static void
edit_price_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_edit_dialog (user_data, PASAR_FIELD_PRICE);
}

static void
edit_stock_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_edit_dialog (user_data, PASAR_FIELD_STOCK);
}

/* Several cells by an expression, one in place. */
static void
entry_bar_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (!pasar_sheet_end_edit (self->sheet))
    return;
  if (pasar_entry_bar_take_keys (self->entry_bar))
    /* A notice would cover it. */
    pasar_window_tell_step (self, NULL, FALSE);
  else
    pasar_sheet_begin_edit (self->sheet, NULL);
}

/* Discarding. */

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;

  pasar_session_write_finish (PASAR_SESSION (source), result, &step, &error);
  tell_step (self, source, step, step != NULL ? step->label : NULL, TRUE, error);
}

static void
discard (PasarWindow *self, PasarSession *session, PasarCommand *command)
{
  pasar_session_stage_async (session, command, NULL, discarded_cb, g_object_ref (self));
}

static void
discard_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  g_autoptr (PasarReach) reach = pasar_sheet_reach_selected (self->sheet);

  discard (self, self->session, pasar_reach_make_command (reach, PASAR_COMMAND_DISCARD, -1, NULL));
}

static void
discard_response_cb (GtkWindow *question, const char *response, gpointer session)
{
  if (g_str_equal (response, "yes"))
    discard (PASAR_WINDOW (gtk_window_get_transient_for (question)),
             session,
             pasar_command_new (PASAR_COMMAND_DISCARD,
                                pasar_session_get_catalogue (session),
                                NULL,
                                PASAR_ALL_ROWS,
                                -1,
                                NULL));
}

static void
discard_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  /* What waits for its item is discarded, too. */
  const guint n =
      pasar_catalogue_get_n_changed (catalogue) + pasar_catalogue_get_n_waiting (catalogue);
  g_autofree char *body =
      g_strdup_printf (ngettext ("%'u row has Shopee’s values again. This can be undone.",
                                 "%'u rows have Shopee’s values again. This can be undone.",
                                 n),
                       n);
  GtkWidget *dialog = pasar_dialog_new_question (self,
                                                 _ ("Discard All Changes?"),
                                                 body,
                                                 _ ("_Cancel"),
                                                 _ ("_Discard"));

  /* Of the shop that is shown now, whatever is shown when it is answered. */
  g_signal_connect_data (dialog,
                         "response",
                         G_CALLBACK (discard_response_cb),
                         g_object_ref (self->session),
                         (GClosureNotify) (void (*) (void)) g_object_unref,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The view. */

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pasar_window_load (user_data);
}

/* The one whose progress is shown. */
static void
cancel_job_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarJob *job = self->job != NULL ? self->job : self->export_job;

  if (job != NULL)
    pasar_job_cancel (job);
}

static void
search_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (!pasar_sheet_end_edit (self->sheet))
    return;
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (!text_takes_action (self, "selection.select-all"))
    pasar_sheet_select_all (self->sheet);
}

static void
fold_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pasar_view_fold_all (pasar_sheet_get_view (PASAR_WINDOW (user_data)->sheet), TRUE);
}

static void
unfold_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pasar_view_fold_all (pasar_sheet_get_view (PASAR_WINDOW (user_data)->sheet), FALSE);
}

/* In a view that has its own way of it, that is changed; else what holds in all others. */
static void
flat_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (pasar_window_get_has_fold (self))
    pasar_window_show_flat (self, g_variant_get_boolean (value));
  else
    g_settings_set_boolean (self->settings, "flat-view", g_variant_get_boolean (value));
}

static void
flat_changed_cb (PasarWindow *self)
{
  if (!pasar_window_get_has_fold (self))
    pasar_window_show_flat (self, g_settings_get_boolean (self->settings, "flat-view"));
}

/**
 * pasar_window_show_flat:
 * @self: a window
 * @flat: whether rows of items with variations are left out
 */
void
pasar_window_show_flat (PasarWindow *self, gboolean flat)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "flat");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (flat));
  pasar_sheet_set_flat (self->sheet, flat);
}

static void
compact_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_settings_set_boolean (PASAR_WINDOW (user_data)->settings,
                          "compact-rows",
                          g_variant_get_boolean (value));
}

static void
compact_changed_cb (PasarWindow *self)
{
  const gboolean compact = g_settings_get_boolean (self->settings, "compact-rows");
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "compact");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (compact));
  pasar_grid_set_density (pasar_sheet_get_grid (self->sheet),
                          compact ? PASAR_GRID_COMPACT : PASAR_GRID_NORMAL);
}

static void
clear_filters_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pasar_window_clear_filters (user_data);
}

static gboolean
fit_menu_cb (gpointer user_data)
{
  PasarWindow *self = user_data;

  self->fit_menu_id = 0;
  if (gtk_widget_get_mapped (self->context_menu))
    {
      /* A popover that believes its size to be right would not be measured. */
      gtk_widget_queue_resize (self->context_menu);
      gtk_popover_present (GTK_POPOVER (self->context_menu));
    }
  return G_SOURCE_REMOVE;
}

/**
 * pasar_window_show_menu:
 * @self: a window
 * @menu: what it has
 * @place: where it opens, in the overlay of the toasts
 */
void
pasar_window_show_menu (PasarWindow *self, GMenuModel *menu, const GdkRectangle *place)
{
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->context_menu), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu), place);
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
  /* GTK puts lines between the sections of a new model when it is idle, and would not make room
   * for them. */
  if (self->fit_menu_id == 0)
    self->fit_menu_id = g_idle_add_full (GTK_PRIORITY_RESIZE, fit_menu_cb, self, NULL);
}

static void
sheet_menu_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  GdkRectangle place = { .width = 1, .height = 1 };
  g_autoptr (GMenuModel) head = NULL;
  graphene_point_t point;
  const char *column;
  double x;
  double y;

  g_variant_get (parameter, "(&sdd)", &column, &x, &y);
  if (*column != '\0')
    head = pasar_window_make_head_menu (self, column);
  if (gtk_widget_compute_point (GTK_WIDGET (self->sheet),
                                GTK_WIDGET (self->toasts),
                                &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                &point))
    {
      place.x = (int) point.x;
      place.y = (int) point.y;
    }
  pasar_window_show_menu (self, head != NULL ? head : self->cell_menu, &place);
}

static void
retry_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  g_clear_pointer (&self->open_error, g_free);
  g_clear_error (&self->store_error);
  if (self->accounts == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.open-store", NULL);
  else if (self->account != NULL)
    pasar_window_open_account (self, self->account);
  pasar_window_update_page (self);
}

/* Shops. */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;

  /* Why not is in the status bar. */
  if (pasar_session_write_finish (PASAR_SESSION (source), result, NULL, NULL)
      && self->session == (gpointer) source)
    pasar_window_toast (self, _ ("Everything is kept on this computer"), FALSE);
}

/* What is typed is kept at once; hands that press Ctrl+S are told so. */
static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (self->session != NULL)
    pasar_session_flush_async (self->session, saved_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = undo_cb },
  { .name = "redo", .activate = redo_cb },
  { .name = "edit-price", .activate = edit_price_cb },
  { .name = "edit-stock", .activate = edit_stock_cb },
  { .name = "entry-bar", .activate = entry_bar_cb },
  { .name = "refresh", .activate = refresh_cb },
  { .name = "cancel-job", .activate = cancel_job_cb },
  { .name = "search", .activate = search_cb },
  { .name = "clear-filters", .activate = clear_filters_cb },
  { .name = "discard-selected", .activate = discard_selected_cb },
  { .name = "discard-all", .activate = discard_all_cb },
  { .name = "select-all", .activate = select_all_cb },
  { .name = "fold-all", .activate = fold_all_cb },
  { .name = "unfold-all", .activate = unfold_all_cb },
  { .name = "flat", .state = "false", .change_state = flat_cb },
  { .name = "compact", .state = "false", .change_state = compact_cb },
  { .name = "sheet-menu", .activate = sheet_menu_cb, .parameter_type = "(sdd)" },
  { .name = "save", .activate = save_cb },
  { .name = "retry", .activate = retry_cb },
};

static gboolean
leave_button_cb (gpointer user_data)
{
  PasarWindow *self = user_data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_MENU_BUTTON) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
  return G_SOURCE_REMOVE;
}

/* GTK 4.8 leaves the keyboard in a submenu that Escape has closed, where no key does anything. GTK
 * 4.18 gives it to the button of the menu, after this. */
static void
menu_closed_cb (PasarWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, leave_button_cb, g_object_ref (self), g_object_unref);
}

static void
give_keys_back (PasarWindow *self, GtkWidget *menu)
{
  g_signal_connect_object (menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
}

/* Its many widgets are made when it opens first. */
static void
make_main_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;
  gtk_menu_button_set_menu_model (button, self->main_menu);
  give_keys_back (self, GTK_WIDGET (gtk_menu_button_get_popover (button)));
}

static void
add_menus (PasarWindow *self)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/pasar_app/Pasar/menus.ui");

  pasar_window_columns_init (self,
                             G_MENU (gtk_builder_get_object (builder, "columns_menu")),
                             G_MENU (gtk_builder_get_object (builder, "sort_menu")));
  self->main_menu = g_object_ref (G_MENU_MODEL (gtk_builder_get_object (builder, "main_menu")));
  gtk_menu_button_set_create_popup_func (self->menu_button, make_main_menu_cb, self, NULL);
  self->cell_menu = g_object_ref (G_MENU_MODEL (gtk_builder_get_object (builder, "sheet_menu")));
  self->context_menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  gtk_widget_set_halign (self->context_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->context_menu, GTK_WIDGET (self->toasts));
  give_keys_back (self, self->context_menu);
  give_keys_back (self, GTK_WIDGET (gtk_menu_button_get_popover (self->shop_button)));
}

/**
 * pasar_window_actions_init:
 * @self: a new window with its sheet
 */
void
pasar_window_actions_init (PasarWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  pasar_window_dialogs_init (self);
  pasar_window_jobs_init (self);
  pasar_window_go_init (self);
  pasar_window_find_init (self);
  pasar_window_export_init (self);
  pasar_window_import_init (self);
  g_signal_connect_object (self->settings,
                           "changed::flat-view",
                           G_CALLBACK (flat_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  flat_changed_cb (self);
  g_signal_connect_object (self->settings,
                           "changed::compact-rows",
                           G_CALLBACK (compact_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  compact_changed_cb (self);
  add_menus (self);
}
