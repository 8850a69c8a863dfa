/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialogs-fixture.h"

#include "app/dialogs/change-row.h"
#include "jobs/submit/plan.h"
#include "app/dialogs/edit.h"
#include "catalogue/values/region.h"
#include "jobs/job.h"

static void
open_store (DialogsFixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "pasar.db", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_open_async (path, NULL, pasar_test_keep_result_cb, &result);
  pasar_test_wait_result (&result);
  self->store = pasar_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
open_session (DialogsFixture *self)
{
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  shop->host_id = g_strdup ("custom");
  shop->base_url = g_strdup (pasar_sandbox_get_uri (self->sandbox));
  shop->partner_id = pasar_sandbox_get_partner_id (self->sandbox);
  shop->shop_id = pasar_sandbox_get_shop_id (self->sandbox, 0);
  shop->name = g_strdup ("Batik Corner");
  shop->region = g_strdup (pasar_sandbox_get_region (self->sandbox, 0));
  shop->currency = g_strdup (pasar_region_find (shop->region)->currency);
  pasar_store_save_shop_async (self->store, shop, NULL, pasar_test_keep_result_cb, &saved);
  pasar_test_wait_result (&saved);
  shop->id = pasar_store_finish_number (self->store, saved, &error);
  g_assert_no_error (error);

  pasar_session_open_async (self->store,
                            shop,
                            self->client,
                            NULL,
                            pasar_test_keep_result_cb,
                            &opened);
  pasar_test_wait_result (&opened);
  self->session = pasar_session_open_finish (opened, &error);
  g_assert_no_error (error);
}

static void
load (DialogsFixture *self)
{
  g_autoptr (PasarJob) job = pasar_load_job_new (self->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  pasar_test_wait_result (&result);
  g_assert_true (pasar_job_run_finish (job, result, &error));
  g_assert_no_error (error);
}

void
dialogs_fixture_set_up (DialogsFixture *self, const PasarSandboxOptions *options)
{
  g_autofree char *access_token = NULL;
  g_autofree char *refresh_token = NULL;
  g_autoptr (PasarTokens) tokens = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = pasar_test_make_folder ();
  self->sandbox = pasar_sandbox_new (options, &error);
  g_assert_no_error (error);
  g_assert_true (pasar_sandbox_start (self->sandbox, &error));

  self->client = pasar_client_new (pasar_sandbox_get_uri (self->sandbox),
                                   pasar_sandbox_get_partner_id (self->sandbox),
                                   pasar_sandbox_get_partner_key (self->sandbox),
                                   pasar_sandbox_get_shop_id (self->sandbox, 0));
  access_token = pasar_sandbox_dup_access_token (self->sandbox, 0);
  refresh_token = pasar_sandbox_dup_refresh_token (self->sandbox, 0);
  tokens = pasar_tokens_new (access_token, refresh_token, 0);
  pasar_client_set_tokens (self->client, tokens);
  pasar_client_set_limits (self->client, 16, 1000);
  pasar_client_set_backoff_scale (self->client, 0.01);
  self->pictures = pasar_picture_loader_new (self->client, NULL);

  open_store (self);
  open_session (self);
  load (self);
}

void
dialogs_fixture_tear_down (DialogsFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_object (&self->session);
  g_clear_object (&self->pictures);
  g_clear_object (&self->client);
  pasar_sandbox_stop (self->sandbox);
  g_clear_object (&self->sandbox);
  pasar_store_close_async (self->store, pasar_test_keep_result_cb, &result);
  pasar_test_wait_result (&result);
  pasar_store_finish (self->store, result, NULL);
  g_clear_object (&self->store);
  pasar_test_remove_folder (g_steal_pointer (&self->folder));
}

void
dialogs_fixture_stage (DialogsFixture *self, guint row, PasarField field, gint64 value)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const guint digits = field == PASAR_FIELD_PRICE ? pasar_catalogue_get_digits (catalogue) : 0;
  g_autofree char *text = pasar_number_dup_short (value, digits, NULL);
  g_autoptr (PasarExpression) set =
      pasar_catalogue_parse (catalogue, field, TRUE, text, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_session_stage_async (self->session,
                             pasar_command_new (PASAR_COMMAND_EACH,
                                                catalogue,
                                                &row,
                                                1,
                                                (int) field,
                                                set),
                             NULL,
                             pasar_test_keep_result_cb,
                             &result);
  pasar_session_write_finish (self->session, pasar_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
}

guint
dialogs_fixture_find_plain_row (DialogsFixture *self, guint first)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const guint n = pasar_catalogue_get_n_rows (catalogue);

  for (guint row = first; row < n; row++)
    if (pasar_catalogue_read_row (catalogue, row).is_alive
        && !pasar_catalogue_read_row (catalogue, row).is_header
        && !pasar_catalogue_read_row (catalogue, row).is_model
        && !pasar_catalogue_read_row (catalogue, row).is_kit
        && pasar_catalogue_read_row (catalogue, row).status == PASAR_STATUS_NORMAL
        && pasar_catalogue_read_row (catalogue, row).promotion == PASAR_PROMOTION_NONE
        && pasar_catalogue_read_row (catalogue, row).reserved == 0
        && pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_STOCK].value > 5)
      return row;

  g_assert_not_reached ();
}

guint
dialogs_fixture_find_row (DialogsFixture *fixture, gint64 item_id)
{
  const guint row =
      pasar_catalogue_find (pasar_session_get_catalogue (fixture->session), item_id, 0);

  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  return row;
}

gint64
dialogs_fixture_get_value (DialogsFixture *fixture, guint row, PasarField field)
{
  return pasar_catalogue_read_row (pasar_session_get_catalogue (fixture->session), row)
      .values[field]
      .value;
}

gint64
dialogs_fixture_get_staged (DialogsFixture *fixture, guint row, PasarField field)
{
  return pasar_catalogue_read_row (pasar_session_get_catalogue (fixture->session), row)
      .values[field]
      .staged;
}

GtkWindow *
dialogs_fixture_edit (DialogsFixture *fixture, PasarField field, const guint *rows, guint n_rows)
{
  g_autoptr (PasarCommand) command =
      pasar_command_new (PASAR_COMMAND_EACH,
                         pasar_session_get_catalogue (fixture->session),
                         rows,
                         n_rows,
                         (int) field,
                         NULL);

  return pasar_edit_dialog_new (NULL, fixture->session, command);
}

PasarAccounts *
dialogs_fixture_load_accounts (DialogsFixture *self)
{
  PasarAccounts *accounts = pasar_accounts_new (self->store);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_accounts_load_async (accounts, NULL, pasar_test_keep_result_cb, &result);
  pasar_test_wait_result (&result);
  g_assert_true (pasar_accounts_load_finish (accounts, result, &error));
  g_assert_no_error (error);

  return accounts;
}

void
dialogs_click (gpointer button)
{
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

GPtrArray *
dialogs_find_all (gpointer widget, GType type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (GTK_WIDGET (widget), type, found);
  return found;
}

static gboolean
has_question (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  AdwMessageDialog **question = data;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && *question == NULL; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        *question = ADW_MESSAGE_DIALOG (window);
    }
  return *question != NULL;
}

AdwMessageDialog *
dialogs_wait_question (void)
{
  AdwMessageDialog *question = NULL;

  pasar_test_wait (has_question, &question);
  return question;
}

/* libadwaita before 1.8 measures the heading of a message dialog for widths that are too narrow for
 * it, which GTK 4.18 says: https://gitlab.gnome.org/GNOME/libadwaita/-/issues/1025 */
static gboolean
is_about_heading (const char *message)
{
  gpointer label;

  return sscanf (message, "Trying to measure GtkLabel %p for width of ", &label) == 1
         && gtk_widget_get_ancestor (label, ADW_TYPE_MESSAGE_DIALOG) != NULL;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && is_about_heading (fields[i].value))
      return G_LOG_WRITER_HANDLED;

  return g_log_writer_default (level, fields, n_fields, user_data);
}

gboolean
dialogs_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return FALSE;
    }
  adw_init ();
  if (adw_get_major_version () == 1 && adw_get_minor_version () < 8)
    g_log_set_writer_func (write_log, NULL, NULL);
  return TRUE;
}

static void
set_up (DialogsFixture *self, gconstpointer data)
{
  const PasarSandboxOptions options = { .n_items = 60 };

  dialogs_fixture_set_up (self, &options);
}

static void
tear_down (DialogsFixture *self, gconstpointer data)
{
  dialogs_fixture_tear_down (self);
}

void
dialogs_add (const char *path, void (*test) (DialogsFixture *fixture, gconstpointer data))
{
  g_test_add (path, DialogsFixture, NULL, set_up, test, tear_down);
}

gpointer
dialogs_find (gpointer widget, const char *id)
{
  GObject *child = gtk_widget_get_template_child (GTK_WIDGET (widget), G_OBJECT_TYPE (widget), id);

  g_assert_nonnull (child);
  return child;
}

gboolean
dialogs_shows_progress (gpointer dialog)
{
  return gtk_revealer_get_reveal_child (
      dialogs_find (dialogs_find (dialog, "progress"), "revealer"));
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
dialogs_close (GtkWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_close (window);
  pasar_test_wait (is_gone, &weak);
}

void
dialogs_type (gpointer dialog, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (dialogs_find (dialog, id)), text);
}

const char *
dialogs_read_label (gpointer dialog, const char *id)
{
  return gtk_label_get_label (GTK_LABEL (dialogs_find (dialog, id)));
}

const char *
dialogs_read_button (gpointer dialog, const char *id)
{
  return gtk_button_get_label (GTK_BUTTON (dialogs_find (dialog, id)));
}

gboolean
dialogs_is_sensitive (gpointer dialog, const char *id)
{
  return gtk_widget_get_sensitive (GTK_WIDGET (dialogs_find (dialog, id)));
}

gboolean
dialogs_has_mapped_rows (gpointer data)
{
  g_autoptr (GPtrArray) rows = dialogs_find_all (data, PASAR_TYPE_CHANGE_ROW);

  return rows->len > 0 && gtk_widget_get_mapped (g_ptr_array_index (rows, 0));
}

static gboolean
shows_page (gpointer dialog, const char *id)
{
  return gtk_stack_get_visible_child (dialogs_find (dialog, "stack")) == dialogs_find (dialog, id);
}

gboolean
dialogs_shows_details (gpointer dialog)
{
  return shows_page (dialog, "details_page");
}

gboolean
dialogs_shows_error (gpointer dialog)
{
  return shows_page (dialog, "error_page");
}

gboolean
dialogs_has_no_jobs (gpointer session)
{
  return g_list_model_get_n_items (pasar_session_get_jobs (session)) == 0;
}

void
dialogs_put_item (PasarCatalogue *catalogue, gint64 item_id, gint64 price)
{
  const PasarModelRecord model = {
    .name = "",
    .sku = "M",
    .price = price,
    .current_price = price,
  };
  const PasarItemRecord record = {
    .item_id = item_id,
    .name = "Mug",
    .sku = "M",
    .wholesale_price = PASAR_NO_VALUE,
    .models = &model,
    .n_models = 1,
  };

  pasar_catalogue_put_item (catalogue, &record);
}

void
dialogs_stage_now (PasarCatalogue *catalogue, gint64 first_id, guint n, gint64 price)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));

  for (guint i = 0; i < n; i++)
    {
      const PasarRowKey key = { first_id + i, 0 };
      const guint row = pasar_catalogue_find_editable (catalogue, key);
      const PasarEdit edit = {
        key,
        PASAR_FIELD_PRICE,
        pasar_catalogue_read_row (catalogue, row).values[PASAR_FIELD_PRICE].staged,
        price,
      };

      g_array_append_val (edits, edit);
    }
  pasar_catalogue_stage (catalogue, pasar_step_new ("edit", edits));
}

void
dialogs_stage_many (DialogsFixture *fixture, guint n, gint64 price)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (fixture->session);

  pasar_catalogue_freeze (catalogue);
  for (guint i = 1; i <= n; i++)
    dialogs_put_item (catalogue, i, 1000);
  pasar_catalogue_thaw (catalogue);
  dialogs_stage_now (catalogue, 1, n, price);
}

GtkListView *
dialogs_find_list (GtkWindow *dialog)
{
  g_autoptr (GPtrArray) lists =
      dialogs_find_all (dialogs_find (dialog, "list"), GTK_TYPE_LIST_VIEW);

  return lists->pdata[0];
}

void
dialogs_scroll_to (GtkWindow *dialog, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (dialogs_find_list (dialog)),
                              "list.scroll-to-item",
                              "u",
                              position);
}

static gboolean
has_all_rows (gpointer list)
{
  GtkNoSelection *selection = GTK_NO_SELECTION (gtk_list_view_get_model (list));
  GtkSliceListModel *shown = GTK_SLICE_LIST_MODEL (gtk_no_selection_get_model (selection));

  return g_list_model_get_n_items (G_LIST_MODEL (shown))
         == g_list_model_get_n_items (gtk_slice_list_model_get_model (shown));
}

void
dialogs_wait_rows (GtkWindow *dialog)
{
  pasar_test_wait (has_all_rows, dialogs_find_list (dialog));
}

/* A change of a list. */
typedef struct
{
  GListModel *model;
  guint position;
} Row;

static gboolean
is_seen (gpointer data)
{
  const Row *row = data;
  g_autoptr (PasarChange) change = g_list_model_get_item (row->model, row->position);

  return change != NULL && !pasar_change_info_is_unseen (pasar_change_read (change));
}

void
dialogs_look_at_all (GtkWindow *dialog)
{
  Row row = { G_LIST_MODEL (gtk_list_view_get_model (dialogs_find_list (dialog))), 0 };

  dialogs_wait_rows (dialog);
  for (; row.position < g_list_model_get_n_items (row.model); row.position++)
    {
      dialogs_scroll_to (dialog, row.position);
      pasar_test_wait (is_seen, &row);
    }
}
