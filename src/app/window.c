/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window.h"

#include "app/window-private.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (PasarWindow, pasar_window, ADW_TYPE_APPLICATION_WINDOW)

static void
shown_changed_cb (PasarWindow *self)
{
  pasar_window_queue_counts (self);
  pasar_window_update_page (self);
}

/* The life of the window. */

static gboolean
pasar_window_close_request (GtkWindow *window)
{
  PASAR_WINDOW (window)->is_closing = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (window), "app.quit", NULL);
  /* The app destroys the window once everything is on disk. */
  return GDK_EVENT_STOP;
}

static void
pasar_window_dispose (GObject *object)
{
  PasarWindow *self = PASAR_WINDOW (object);

  g_clear_handle_id (&self->counts_id, g_source_remove);
  g_clear_handle_id (&self->opening_id, g_source_remove);
  if (self->toast_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->toast_tick);
  self->toast_tick = 0;
  g_clear_handle_id (&self->summary_id, g_source_remove);
  g_cancellable_cancel (self->summing);
  g_clear_object (&self->summing);
  g_cancellable_cancel (self->copying);
  g_clear_object (&self->copying);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (self->job != NULL)
    pasar_job_cancel (self->job);
  if (self->export_job != NULL)
    pasar_job_cancel (self->export_job);
  g_clear_object (&self->export_job);
  g_clear_object (&self->submission);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->jobs_signals);
  g_clear_object (&self->job);
  g_clear_object (&self->quit_task);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->catalogue_signals);
  g_clear_object (&self->view_signals);
  g_clear_object (&self->reveal);
  g_clear_weak_pointer (&self->review);
  g_clear_weak_pointer (&self->boost);
  g_clear_weak_pointer (&self->import);
  g_clear_object (&self->import_chooser);
  g_queue_clear_full (&self->opened_files, g_object_unref);
  g_clear_handle_id (&self->fit_menu_id, g_source_remove);
  g_clear_pointer (&self->context_menu, gtk_widget_unparent);
  pasar_window_drop_views (self);
  g_clear_object (&self->main_menu);
  g_clear_object (&self->cell_menu);
  g_clear_object (&self->columns_menu);
  g_clear_object (&self->sort_menu);
  g_clear_pointer (&self->column_titles, g_free);
  g_clear_object (&self->waiting_toast);
  self->toast = NULL;
  pasar_paste_report_forget (self);
  g_clear_object (&self->picture_cache);
  g_clear_object (&self->pictures);
  g_clear_object (&self->session);
  pasar_window_update_postponed (self);
  g_clear_object (&self->account);
  g_clear_object (&self->accounts);
  g_clear_object (&self->demo);
  g_clear_error (&self->store_error);
  g_clear_pointer (&self->store_path, g_free);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->open_error, g_free);
  g_clear_pointer (&self->searched, g_free);
  g_clear_pointer (&self->condition, pasar_condition_unref);
  G_OBJECT_CLASS (pasar_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, shop_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, shop_names);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, shop_label);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, shop_subtitle);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, shop_menu);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, review_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, side_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, opening_page);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, opening_spinner);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, demo_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, loading_spinner);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, sheet_page);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, rows_pages);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, empty_button);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, error_page);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, status_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, problem_label);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, mode_label);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, progress_box);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, progress_label);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, submission_box);
  gtk_widget_class_bind_template_child (widget_class, PasarWindow, pause_button);
}

/* Ctrl+Shift+D is a key of the sheet; Ctrl+Shift+I still opens the inspector. */
static gboolean
pasar_window_enable_debugging (GtkWindow *window, gboolean toggle)
{
  return toggle || GTK_WINDOW_CLASS (pasar_window_parent_class)->enable_debugging (window, toggle);
}

static void
repeat_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PasarWindow *self = PASAR_WINDOW (widget);

  if (self->session != NULL && !pasar_window_repeat (self))
    pasar_window_toast (self, _ ("There is nothing to repeat in these cells."), FALSE);
}

static void
pasar_window_class_init (PasarWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pasar_window_close_request;
  GTK_WINDOW_CLASS (klass)->enable_debugging = pasar_window_enable_debugging;

  g_type_ensure (PASAR_TYPE_BANNER);
  g_type_ensure (PASAR_TYPE_COMPLETION_BOX);
  g_type_ensure (PASAR_TYPE_FILTER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/pasar_app/Pasar/window.ui");
  bind_children (widget_class);
  pasar_window_class_bind_search (widget_class);
  pasar_window_class_install_clipboard (widget_class);
  gtk_widget_class_install_action (widget_class, "sheet.repeat", NULL, repeat_cb);
}

static void
add_signals (PasarWindow *self)
{
  self->session_signals = g_signal_group_new (PASAR_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals,
                                  "notify::link",
                                  G_CALLBACK (pasar_window_update_link),
                                  self);
  g_signal_group_connect_swapped (self->session_signals,
                                  "notify::link-message",
                                  G_CALLBACK (pasar_window_update_link),
                                  self);
  self->catalogue_signals = g_signal_group_new (PASAR_TYPE_CATALOGUE);
  g_signal_group_connect_swapped (self->catalogue_signals,
                                  "rows-changed",
                                  G_CALLBACK (pasar_window_queue_counts),
                                  self);
  g_signal_group_connect_swapped (self->catalogue_signals,
                                  "values-changed",
                                  G_CALLBACK (pasar_window_queue_counts),
                                  self);
  g_signal_group_connect_swapped (self->catalogue_signals,
                                  "values-changed",
                                  G_CALLBACK (pasar_window_update_actions),
                                  self);
  self->view_signals = g_signal_group_new (PASAR_TYPE_VIEW);
  g_signal_group_connect_swapped (self->view_signals,
                                  "items-changed",
                                  G_CALLBACK (shown_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->view_signals,
                                  "counts-changed",
                                  G_CALLBACK (pasar_window_queue_counts),
                                  self);
}

static void
add_sheet (PasarWindow *self)
{
  self->sheet = PASAR_SHEET (pasar_sheet_new (self->settings));
  gtk_stack_add_named (self->rows_pages, pasar_window_side_init (self), "rows");
  /* Below the rows, which stay where they are under the pointer that selects them, and below the
   * toasts, which are not to cover what is typed. */
  self->entry_bar = PASAR_ENTRY_BAR (pasar_entry_bar_new (self->sheet));
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->status_bar))),
                              GTK_WIDGET (self->entry_bar),
                              GTK_WIDGET (self->toasts));
  g_signal_connect_object (self->sheet,
                           "cursor-changed",
                           G_CALLBACK (pasar_window_queue_summary),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet,
                           "selection-changed",
                           G_CALLBACK (pasar_window_queue_summary),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet,
                           "busy-changed",
                           G_CALLBACK (pasar_window_update_summary),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pasar_sheet_get_grid (self->sheet),
                           "mode-changed",
                           G_CALLBACK (pasar_window_show_mode),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
pasar_window_init (PasarWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->filter_bar,
                           "changed",
                           G_CALLBACK (pasar_window_filter),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  pasar_dialog_add_cut_tooltip (self->summary_label);
  pasar_dialog_add_cut_tooltip (self->problem_label);
}

/**
 * pasar_window_new:
 * @application: the app, started
 * @settings: its settings
 * @demo_wanted: whether the demo shop is about to be opened, so that no other one is
 *
 * Returns: (transfer none): a window, kept by GTK until it is destroyed
 */
PasarWindow *
pasar_window_new (GtkApplication *application, GSettings *settings, gboolean demo_wanted)
{
  PasarWindow *self = g_object_new (PASAR_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  self->demo_wanted = demo_wanted;
  add_signals (self);
  add_sheet (self);
  pasar_window_notices_init (self);
  pasar_window_postponed_init (self);
  pasar_window_actions_init (self);
  pasar_window_zoom_init (self);
  pasar_window_views_init (self);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  pasar_window_update_page (self);
  return self;
}
