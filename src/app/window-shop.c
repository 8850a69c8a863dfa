/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

#include "app/dialogs/util.h"
#include "jobs/history.h"
#include "jobs/submit/submit.h"

#include <glib/gi18n-lib.h>

/* From a shop in the list to its sheet: opening it, settling what a crash left, reading it. */

/* Jobs. */

static void
drop_job (PasarWindow *self)
{
  if (self->job_signals != NULL)
    g_signal_group_set_target (self->job_signals, NULL);
  g_clear_object (&self->job);
  pasar_window_update_progress (self);
  pasar_window_queue_counts (self);
  pasar_window_go_on_quitting (self);
}

static void
start_job (PasarWindow *self, PasarJob *job, GAsyncReadyCallback callback)
{
  if (self->job != NULL)
    pasar_job_cancel (self->job);
  g_set_object (&self->job, job);
  if (self->job_signals == NULL)
    {
      self->job_signals = g_signal_group_new (PASAR_TYPE_JOB);
      g_signal_group_connect_swapped (self->job_signals,
                                      "notify",
                                      G_CALLBACK (pasar_window_update_progress),
                                      self);
    }
  g_signal_group_set_target (self->job_signals, job);
  pasar_window_update_progress (self);
  pasar_job_run_async (job, callback, g_object_ref (self));
  pasar_window_update_page (self);
}

static void
tell_loaded (PasarWindow *self, PasarJob *job, const GError *error)
{
  g_autofree char *summary = pasar_job_dup_summary (job);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* Translators: %s is a sentence that says how many items were read */
    text = g_strdup_printf (_ ("Reading the shop was stopped. %s"), summary);
  else if (error != NULL)
    /* Translators: %s is a sentence that says why, and what to do */
    text = g_strdup_printf (_ ("The shop was not read to its end. %s"), error->message);
  else if (pasar_load_job_get_n_failed (PASAR_LOAD_JOB (job)) > 0)
    text = g_strdup (summary);

  if (text != NULL)
    pasar_banner_set (self->banner, PASAR_BANNER_LOAD, text, _ ("_Try Again"), "win.refresh");
  else if (self->toast == NULL && self->waiting_toast == NULL)
    pasar_window_toast (self, summary, FALSE);
}

static void
tell_settled (PasarWindow *self, PasarSettleJob *job)
{
  const PasarSettleCounts *counts = pasar_settle_job_get_counts (job);
  g_autofree char *summary = NULL;
  g_autofree char *text = NULL;
  const guint n = counts->n_left + counts->n_written + counts->n_unknown;

  if (n == 0)
    return;
  summary = pasar_job_dup_summary (PASAR_JOB (job));
  text = g_strdup_printf (
      /* Translators: a number of changes, the shop’s name, and sentences that say how many of the
       * changes had reached the shop and how many had not */
      ngettext ("The last submission to %2$s was cut off with %1$'u change open. %3$s",
                "The last submission to %2$s was cut off with %1$'u changes open. %3$s",
                n),
      n,
      pasar_account_get_title (self->account),
      summary);
  pasar_banner_set (self->banner,
                    PASAR_BANNER_SETTLED,
                    text,
                    counts->n_left > 0 ? _ ("_Review") : NULL,
                    "win.review");
}

static void
settled_late_cb (PasarWindow *self, GParamSpec *pspec, PasarJob *job)
{
  if (self->session == pasar_job_get_session (job) && pasar_job_get_state (job) == PASAR_JOB_DONE)
    tell_settled (self, PASAR_SETTLE_JOB (job));
}

/* The shop can be read: what a submission left unknown, as it was stopped or nobody answered, is
 * looked for now. */
static void
settle_rest (PasarWindow *self)
{
  g_autoptr (PasarJob) job = pasar_settle_job_new (self->session);

  g_signal_connect_object (job,
                           "notify::state",
                           G_CALLBACK (settled_late_cb),
                           self,
                           G_CONNECT_SWAPPED);
  pasar_job_run_async (job, NULL, NULL);
}

static void
load_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  pasar_job_run_finish (PASAR_JOB (source), result, &error);
  if (self->job != PASAR_JOB (source))
    return;
  drop_job (self);
  tell_loaded (self, PASAR_JOB (source), error);
  if (error == NULL && self->session != NULL)
    {
      /* For the marks in the sheet. */
      pasar_session_get_boosts_async (self->session, NULL, NULL, NULL);
      settle_rest (self);
    }
  pasar_window_update_link (self);
}

/**
 * pasar_window_load:
 * @self: a window with an open shop
 *
 * Reads the shop; rows appear as they arrive.
 */
void
pasar_window_load (PasarWindow *self)
{
  g_autoptr (PasarJob) job = NULL;

  if (self->session == NULL)
    return;
  pasar_banner_clear (self->banner, PASAR_BANNER_LOAD);
  pasar_sheet_retry_pictures (self->sheet);
  job = pasar_load_job_new (self->session);
  start_job (self, job, load_done_cb);
}

static void
settle_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean quitting = self->quit_task != NULL;

  if (!pasar_job_run_finish (PASAR_JOB (source), result, &error))
    g_message ("Not everything could be settled: %s", error->message);
  if (self->job != PASAR_JOB (source))
    return;
  drop_job (self);
  tell_settled (self, PASAR_SETTLE_JOB (source));
  if (!quitting && self->session != NULL && pasar_session_get_client (self->session) != NULL
      && (g_settings_get_boolean (self->settings, "refresh-at-start")
          || pasar_session_get_shop (self->session)->refreshed_at_secs == 0))
    pasar_window_load (self);
  pasar_window_update_link (self);
}

static void
start_session (PasarWindow *self)
{
  g_autoptr (PasarJob) job = NULL;

  if (pasar_session_get_client (self->session) == NULL)
    {
      pasar_window_update_link (self);
      return;
    }
  job = pasar_settle_job_new (self->session);
  start_job (self, job, settle_done_cb);
}

/**
 * pasar_window_set_session:
 * @self: a window
 * @session: (nullable): the shop to show from now on
 */
void
pasar_window_set_session (PasarWindow *self, PasarSession *session)
{
  if (self->job != NULL)
    {
      pasar_job_cancel (self->job);
      drop_job (self);
    }
  pasar_banner_clear_all (self->banner);
  /* The button of a notice would undo something of the other shop. */
  if (self->session != NULL && session != self->session)
    {
      pasar_window_tell_step (self, NULL, FALSE);
      pasar_window_close_import (self);
    }
  pasar_paste_report_forget (self);
  g_set_object (&self->session, session);
  pasar_window_watch_jobs (self);
  pasar_window_update_postponed (self);
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->catalogue_signals,
                             session != NULL ? pasar_session_get_catalogue (session) : NULL);
  pasar_window_update_pictures (self);
  pasar_sheet_set_session (self->sheet, session);
  pasar_item_pane_set_session (self->item_pane, session);
  /* Before it is filtered: what is found is folded apart. */
  if (session != NULL)
    pasar_view_fold_all (pasar_sheet_get_view (self->sheet), TRUE);
  g_signal_group_set_target (self->view_signals, pasar_sheet_get_view (self->sheet));
  pasar_filter_bar_set_view (self->filter_bar, pasar_sheet_get_view (self->sheet));
  pasar_window_tell_damage (self);
  pasar_window_update_columns (self);
  if (session != NULL)
    {
      pasar_sheet_set_flat (self->sheet, g_settings_get_boolean (self->settings, "flat-view"));
      if (pasar_catalogue_get_read_only_reason (pasar_session_get_catalogue (session)) != NULL)
        pasar_banner_set (self->banner,
                          PASAR_BANNER_READ_ONLY,
                          pasar_catalogue_get_read_only_reason (
                              pasar_session_get_catalogue (session)),
                          NULL,
                          NULL);
    }
  pasar_window_search (self);
  pasar_window_open_views (self);
  pasar_window_queue_counts (self);
}

/* Opening. */

/* Lists the connected shops in the menu, with a tick at the open one. */
static void
update_shop_menu (PasarWindow *self)
{
  g_autoptr (GMenu) shops = g_menu_new ();
  g_autoptr (GMenu) ways = g_menu_new ();
  g_autofree char *current =
      self->account != NULL ? pasar_account_dup_key (self->account) : g_strdup ("");
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "switch-shop");
  const guint n =
      self->accounts != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PasarAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);
      g_autofree char *key = pasar_account_dup_key (account);
      g_autoptr (GMenuItem) item = pasar_dialog_new_menu_item (pasar_account_get_title (account));

      g_menu_item_set_action_and_target (item, "win.switch-shop", "s", key);
      g_menu_append_item (shops, item);
    }
  g_menu_append (ways, _ ("_Connect a Shop…"), "app.connect");
  g_menu_append (ways, _ ("_Try the Demo Shop"), "app.demo");
  g_menu_remove_all (self->shop_menu);
  g_menu_append_section (self->shop_menu, NULL, G_MENU_MODEL (shops));
  g_menu_append_section (self->shop_menu, NULL, G_MENU_MODEL (ways));
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (current));
}

static void
show_shop (PasarWindow *self)
{
  const char *title =
      self->account != NULL ? pasar_account_get_title (self->account) : _ ("No Shop");
  const char *subtitle = self->account != NULL ? pasar_account_get_subtitle (self->account) : NULL;
  /* Wherever there is not room for them. */
  g_autofree char *names =
      subtitle != NULL ? g_strdup_printf ("%s\n%s", title, subtitle) : g_strdup (title);

  gtk_label_set_text (self->shop_label, title);
  gtk_label_set_text (self->shop_subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->shop_subtitle), subtitle != NULL);
  gtk_widget_set_tooltip_text (self->shop_names, names);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->shop_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title,
                                  -1);
  update_shop_menu (self);
}

static void
end_opening (PasarWindow *self)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->open_error, g_free);
}

static void
fail_open (PasarWindow *self, const GError *error)
{
  /* Who cancelled has begun with another shop, or quits. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  end_opening (self);
  self->submission_is_wanted = FALSE;
  self->open_error = g_strdup (error->message);
  pasar_window_update_page (self);
  pasar_window_queue_counts (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarSession) session =
      pasar_accounts_open_finish (PASAR_ACCOUNTS (source), result, &error);
  g_autofree char *key = NULL;

  if (session == NULL)
    {
      fail_open (self, error);
      return;
    }
  end_opening (self);
  key = pasar_account_dup_key (self->account);
  g_settings_set_string (self->settings, "last-shop", key);
  pasar_window_set_session (self, session);
  show_shop (self);
  start_session (self);
  pasar_history_prune_async (self->session,
                             g_settings_get_uint (self->settings, "history-months"),
                             g_settings_get_uint (self->settings, "history-submissions"),
                             NULL,
                             NULL);
  pasar_window_update_link (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
  if (self->submission_is_wanted)
    pasar_window_show_submission (self);
}

static GCancellable *
begin_opening (PasarWindow *self)
{
  end_opening (self);
  self->opening = g_cancellable_new ();
  pasar_window_update_page (self);
  return self->opening;
}

static void
open_ready_account (PasarWindow *self, PasarAccount *account)
{
  pasar_sheet_end_edit (self->sheet);
  if (self->account != account)
    {
      /* What was looked for in one shop says nothing of another. */
      pasar_window_set_session (self, NULL);
      pasar_window_clear_filters (self);
    }
  g_set_object (&self->account, account);
  show_shop (self);
  pasar_accounts_open_async (self->accounts,
                             account,
                             begin_opening (self),
                             opened_cb,
                             g_object_ref (self));
}

static void
demo_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarAccount) account = pasar_demo_start_finish (PASAR_DEMO (source), result, &error);

  self->demo_wanted = FALSE;
  if (account == NULL)
    fail_open (self, error);
  else if (self->accounts != NULL)
    open_ready_account (self, account);
}

/**
 * pasar_window_open_demo:
 * @self: a window
 *
 * Opens the demo shop, which starts its server first.
 */
void
pasar_window_open_demo (PasarWindow *self)
{
  if (self->demo != NULL)
    pasar_demo_start_async (self->demo, begin_opening (self), demo_ready_cb, g_object_ref (self));
}

/**
 * pasar_window_open_account:
 * @self: a window
 * @account: one of the connected shops
 *
 * Opens a shop in place of the one that is shown.
 */
void
pasar_window_open_account (PasarWindow *self, PasarAccount *account)
{
  if (self->accounts == NULL)
    return;
  if (g_strcmp0 (pasar_account_get_shop (account)->host_id, "demo") == 0)
    pasar_window_open_demo (self);
  else
    open_ready_account (self, account);
}

static void
accounts_changed_cb (PasarWindow *self, guint position, guint n_removed)
{
  gboolean found = self->account == NULL;

  if (n_removed > 0)
    pasar_window_forget_pictures (self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    {
      g_autoptr (PasarAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

      found = found || account == self->account;
    }
  if (!found)
    {
      /* The shop was forgotten. */
      end_opening (self);
      g_clear_object (&self->account);
      pasar_window_set_session (self, NULL);
      g_settings_reset (self->settings, "last-shop");
    }
  show_shop (self);
  pasar_window_update_page (self);
}

/**
 * pasar_window_set_shops:
 * @self: a window
 * @accounts: the connected shops
 * @demo: the demo shop
 *
 * The store is open: shows the last shop, or the welcome page.
 */
void
pasar_window_set_shops (PasarWindow *self, PasarAccounts *accounts, PasarDemo *demo)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-shop");
  PasarAccount *account = pasar_accounts_find (accounts, last);

  g_clear_error (&self->store_error);
  g_set_object (&self->accounts, accounts);
  g_set_object (&self->demo, demo);
  pasar_window_tell_damage (self);
  g_signal_connect_object (accounts,
                           "items-changed",
                           G_CALLBACK (accounts_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  show_shop (self);
  if (account != NULL && !self->demo_wanted)
    pasar_window_open_account (self, account);
  pasar_window_update_page (self);
  pasar_window_queue_counts (self);
}

/**
 * pasar_window_set_store_error:
 * @self: a window
 * @error: why the store cannot be opened
 * @path: (type filename): where it is
 *
 * Shows what is wrong; `app.open-store` tries again.
 */
void
pasar_window_set_store_error (PasarWindow *self, const GError *error, const char *path)
{
  g_clear_error (&self->store_error);
  self->store_error = g_error_copy (error);
  g_free (self->store_path);
  self->store_path = g_strdup (path);
  show_shop (self);
  pasar_window_update_page (self);
  pasar_window_queue_counts (self);
}
