/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/save-table.h"

#include "app/compat.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/* Of the name of a shop in that of a file, which may have 255 bytes. */
#define NAME_CHARS 50

/* While the seller chooses a name, and while the table is written. */
typedef struct
{
  GtkWidget *widget; /* (owned) */
  PasarSaveTableFunc func;
  gpointer user_data;       /* (owned) */
  GDestroyNotify free_data; /* (nullable) */
  GtkNativeDialog *chooser; /* (owned) (nullable) */
} Saving;

static void
saving_free (Saving *self)
{
  if (self->free_data != NULL)
    self->free_data (self->user_data);
  g_clear_object (&self->chooser);
  g_object_unref (self->widget);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

/* NULL: it is closed by now. */
static GtkWindow *
get_window (const Saving *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);

  return root != NULL && gtk_widget_get_mapped (GTK_WIDGET (root)) ? GTK_WINDOW (root) : NULL;
}

static void
open_cb (AdwToast *toast, GFile *file)
{
  GtkWindow *window =
      gtk_application_get_active_window (GTK_APPLICATION (g_application_get_default ()));

  pasar_compat_show_file (window, file);
}

static void
tell_end (const Saving *self, PasarJob *job)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (self->widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *summary = pasar_job_dup_summary (job);
  AdwToast *toast = pasar_dialog_new_toast (summary);

  adw_toast_set_button_label (toast, _ ("_Open"));
  g_signal_connect_object (toast,
                           "button-clicked",
                           G_CALLBACK (open_cb),
                           pasar_file_job_get_file (PASAR_FILE_JOB (job)),
                           0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
tell_failure (const Saving *self, const GError *error)
{
  g_autofree char *text = pasar_dialog_dup_error_text (error);
  GtkWidget *dialog =
      adw_message_dialog_new (get_window (self), _ ("The Rows Were Not Exported"), text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean is_done = pasar_job_run_finish (PASAR_JOB (source), result, &error);
  GtkWindow *window = get_window (self);

  gtk_widget_set_sensitive (self->widget, TRUE);
  if (window == NULL)
    return;
  /* What is insensitive loses the focus. */
  if (gtk_window_get_focus (window) == NULL)
    gtk_widget_grab_focus (self->widget);
  if (is_done)
    tell_end (self, PASAR_JOB (source));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_failure (self, error);
}

/* By the ending of the name. */
static PasarTableFormat
get_format (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (g_str_has_suffix (lower, ".csv"))
    return PASAR_TABLE_CSV;
  return g_str_has_suffix (lower, ".ods") ? PASAR_TABLE_ODS : PASAR_TABLE_XLSX;
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (Saving) self = user_data;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PasarJob) job = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  gtk_native_dialog_destroy (chooser);
  g_clear_object (&self->chooser);
  if (file == NULL)
    return;
  job = self->func (file, get_format (file), self->user_data);
  if (job == NULL)
    return;
  gtk_widget_set_sensitive (self->widget, FALSE);
  pasar_job_run_async (job, ended_cb, g_steal_pointer (&self));
}

/**
 * pasar_save_table:
 * @widget: what asks for it, in a window and below an `AdwToastOverlay`: it is insensitive while
 * the table is written
 * @title: of the window that asks for a name
 * @name: that the file has unless another one is chosen
 * @func: makes the job
 * @user_data: (transfer full): for @func
 * @free_data: (nullable): frees @user_data
 *
 * Asks where a table goes, and in which format by the ending of its name; writes it, and tells the
 * end.
 */
void
pasar_save_table (GtkWidget *widget,
                  const char *title,
                  const char *name,
                  PasarSaveTableFunc func,
                  gpointer user_data,
                  GDestroyNotify free_data)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title,
                                   GTK_WINDOW (gtk_widget_get_root (widget)),
                                   GTK_FILE_CHOOSER_ACTION_SAVE,
                                   _ ("_Export"),
                                   _ ("_Cancel"));
  Saving *self = g_new0 (Saving, 1);

  self->widget = g_object_ref (widget);
  self->func = func;
  self->user_data = user_data;
  self->free_data = free_data;
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (self->chooser);
}

/* The name of a shop as a part of the name of a file that every file system takes. */
static char *
dup_plain_name (const char *name)
{
  char *plain = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), NAME_CHARS));

  g_strdelimit (plain, "/\\:*?\"<>|\n\r\t", '-');
  /* Else it would be hidden. */
  if (*plain == '.')
    *plain = '-';
  return plain;
}

/**
 * pasar_save_table_dup_name:
 * @session: the shop
 * @ending: of the format, ".xlsx"
 *
 * Names a file for what is exported today. What the shop is called is no path.
 *
 * Returns: (transfer full): "Toko Budi 2026-11-22.xlsx"
 */
char *
pasar_save_table_dup_name (PasarSession *session, const char *ending)
{
  const PasarShop *shop = pasar_session_get_shop (session);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = dup_plain_name (shop->name != NULL ? shop->name : "Pasar");

  return g_strconcat (name, " ", date, ending, NULL);
}
