/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "app/compat.h"
#include "app/dialogs/export.h"
#include "app/dialogs/util.h"
#include "app/selected.h"
#include "jobs/export/export.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* Rows to a file: what can be chosen, the job, and what became of it. */

typedef struct
{
  PasarWindow *window;   /* (owned) */
  PasarSession *session; /* (owned) */
  PasarReach *shown;     /* (owned) */
  PasarReach *selected;  /* (owned) */
  PasarKeyList all;
} Choices;

static void
choices_free (Choices *self)
{
  g_array_unref (self->all.keys);
  pasar_reach_unref (self->selected);
  pasar_reach_unref (self->shown);
  g_object_unref (self->session);
  g_object_unref (self->window);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choices, choices_free)

static void
failure_answered_cb (PasarWindow *self, const char *response)
{
  if (g_str_equal (response, "again"))
    g_action_group_activate_action (G_ACTION_GROUP (self), "export", NULL);
}

static void
tell_failure (PasarWindow *self, const GError *error)
{
  g_autofree char *text = pasar_dialog_dup_error_text (error);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("The Rows Were Not Exported"), text);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "close",
                                    _ ("_Close"),
                                    "again",
                                    _ ("_Try Again"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "again");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog,
                           "response",
                           G_CALLBACK (failure_answered_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
tell_end (PasarWindow *self, PasarJob *job)
{
  GFile *file = pasar_file_job_get_file (PASAR_FILE_JOB (job));
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *summary = pasar_job_dup_summary (job);

  pasar_window_toast_with (self,
                           summary,
                           _ ("_Open"),
                           "win.open-exported",
                           g_variant_new_string (uri));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean is_done = pasar_job_run_finish (PASAR_JOB (source), result, &error);
  const gboolean is_here = self->export_job != NULL;

  g_clear_object (&self->export_job);
  /* The window is gone, or the seller has no more use for it. */
  if (!is_here)
    return;
  if (self->quit_task == NULL && is_done)
    tell_end (self, PASAR_JOB (source));
  else if (self->quit_task == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_failure (self, error);
  pasar_window_update_progress (self);
  pasar_window_update_actions (self);
  pasar_window_go_on_quitting (self);
}

static void
export_cb (PasarWindow *self, PasarJob *job)
{
  if (self->export_job != NULL)
    return;
  self->export_job = g_object_ref (job);
  /* What is said of one before is of no use any more. */
  pasar_window_tell_step (self, NULL, FALSE);
  g_signal_connect_object (job,
                           "notify",
                           G_CALLBACK (pasar_window_update_progress),
                           self,
                           G_CONNECT_SWAPPED);
  pasar_job_run_async (job, ended_cb, g_object_ref (self));
  pasar_window_update_progress (self);
  pasar_window_update_actions (self);
}

static gboolean
find_rows (gpointer work, gint64 deadline)
{
  Choices *choices = work;

  return pasar_reach_run (choices->shown, deadline) && pasar_reach_run (choices->selected, deadline)
         && pasar_catalogue_list_keys (pasar_session_get_catalogue (choices->session),
                                       &choices->all,
                                       deadline);
}

static GArray *
dup_columns (PasarSheet *sheet)
{
  const PasarGridRange all = {
    .n_columns = pasar_grid_get_n_places (pasar_sheet_get_grid (sheet)),
  };

  return pasar_selected_dup_columns (sheet, &all);
}

static void
found_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Choices) choices = user_data;
  PasarWindow *self = choices->window;
  g_autoptr (GArray) columns = NULL;
  PasarExportRows rows;
  GtkWindow *dialog;

  /* Another shop may be shown meanwhile. */
  if (!pasar_slices_run_finish (result, NULL) || self->session != choices->session)
    return;
  columns = dup_columns (self->sheet);
  rows = (PasarExportRows){
    .shown = pasar_reach_get_keys (choices->shown),
    .selected = pasar_reach_get_keys (choices->selected),
    .all = choices->all.keys,
  };
  dialog = pasar_export_dialog_new (GTK_WINDOW (self), self->session, &rows, columns);
  g_signal_connect_object (dialog, "export", G_CALLBACK (export_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
choose_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarView *view = pasar_sheet_get_view (self->sheet);
  Choices *choices;

  if (view == NULL || !pasar_sheet_end_edit (self->sheet))
    return;
  choices = g_new (Choices, 1);
  *choices = (Choices){
    .window = g_object_ref (self),
    .session = g_object_ref (self->session),
    .shown = pasar_reach_new (view),
    .selected = pasar_sheet_reach_selected (self->sheet),
    .all = { .keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey)) },
  };
  pasar_reach_add (choices->shown, 0, G_MAXUINT);
  pasar_slices_run_async (find_rows, choices, NULL, found_rows_cb, choices);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  pasar_compat_show_file (GTK_WINDOW (user_data), file);
}

static const GActionEntry entries[] = {
  { .name = "export", .activate = choose_cb },
  { .name = "open-exported", .activate = open_cb, .parameter_type = "s" },
};

/**
 * pasar_window_export_init:
 * @self: a new window
 *
 * Adds the actions that write rows to a file.
 */
void
pasar_window_export_init (PasarWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
