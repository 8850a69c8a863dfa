/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/connect.h"

#include "app/compat.h"
#include "app/dialogs/util.h"
#include "shopee/host.h"
#include "store/credentials.h"

#include <glib/gi18n-lib.h>

struct _PasarConnectDialog
{
  AdwWindow parent_instance;

  GtkWidget *cancel_button;
  GtkWidget *back_button;
  GtkButton *next_button;
  GtkStack *stack;
  GtkWidget *key_page;
  AdwComboRow *host_row;
  GtkWidget *address_row;
  GtkWidget *partner_id_row;
  GtkWidget *partner_key_row;
  GtkLabel *key_error;
  GtkWidget *authorise_page;
  GtkWidget *redirect_row;
  GtkSwitch *signed_switch;
  GtkLabel *link_error;
  GtkWidget *final_row;
  GtkLabel *answer_error;
  AdwExpanderRow *tokens_row;
  GtkWidget *shop_id_row;
  GtkWidget *access_row;
  GtkWidget *refresh_row;
  GtkWidget *testing_page;
  AdwStatusPage *failed_page;
  AdwStatusPage *done_page;

  PasarAccounts *accounts;   /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the test that runs */
  char *state;               /* (owned) (nullable): sent with the last link */
};

G_DEFINE_FINAL_TYPE (PasarConnectDialog, pasar_connect_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CONNECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What the seller entered, read and checked. Secrets are in it: wiped when cleared. */
typedef struct
{
  const PasarHost *host;
  char *base_url; /* (owned): of every host */
  gint64 partner_id;
  char *partner_key; /* (owned) */
} Keys;

static void
clear_secret (char **secret)
{
  if (*secret != NULL)
    memset (*secret, 0, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static void
keys_clear (Keys *self)
{
  g_clear_pointer (&self->base_url, g_free);
  clear_secret (&self->partner_key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keys, keys_clear)

/* The final address, or tokens. */
typedef struct
{
  char *code;          /* (owned) (nullable) */
  char *access_token;  /* (owned) (nullable) */
  char *refresh_token; /* (owned) (nullable) */
  gint64 shop_id;
  gint64 main_account_id;
} Answer;

static void
answer_clear (Answer *self)
{
  clear_secret (&self->code);
  clear_secret (&self->access_token);
  clear_secret (&self->refresh_token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static char *
dup_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static gboolean
read_id (GtkWidget *row, gint64 *id)
{
  g_autofree char *text = dup_text (row);
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    return FALSE;
  *id = (gint64) number;

  return TRUE;
}

static gboolean
is_empty (GtkWidget *row)
{
  g_autofree char *text = dup_text (row);

  return *text == '\0';
}

static void
mark (GtkWidget *row, gboolean wrong)
{
  pasar_dialog_set_entry_error (row, NULL, wrong ? "!" : NULL);
}

static const PasarHost *
get_host (PasarConnectDialog *self)
{
  gsize n_hosts;
  const PasarHost *hosts = pasar_host_get_all (&n_hosts);
  const guint selected = adw_combo_row_get_selected (self->host_row);

  return &hosts[MIN (selected, n_hosts - 1)];
}

/* Reads the first page; what is wrong is marked and said, what is still empty only stops Next. */
static gboolean
read_keys (PasarConnectDialog *self, Keys *keys)
{
  const PasarHost *host = get_host (self);
  g_autoptr (GError) address_error = NULL;
  const char *message = NULL;
  gboolean id_wrong;

  keys->host = host;
  keys->base_url =
      host->base_url != NULL
          ? g_strdup (host->base_url)
          : pasar_host_check_custom (gtk_editable_get_text (GTK_EDITABLE (self->address_row)),
                                     &address_error);
  keys->partner_key = dup_text (self->partner_key_row);
  id_wrong = !read_id (self->partner_id_row, &keys->partner_id) && !is_empty (self->partner_id_row);

  if (address_error != NULL && !is_empty (self->address_row))
    message = address_error->message;
  else if (id_wrong)
    message = _ ("The partner ID is a number.");
  mark (self->address_row, address_error != NULL && !is_empty (self->address_row));
  mark (self->partner_id_row, id_wrong);
  gtk_label_set_label (self->key_error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->key_error), message != NULL);

  return keys->base_url != NULL && keys->partner_id > 0 && *keys->partner_key != '\0';
}

static gboolean
read_tokens (PasarConnectDialog *self, Answer *answer, const char **message)
{
  const gboolean id_wrong =
      !read_id (self->shop_id_row, &answer->shop_id) && !is_empty (self->shop_id_row);

  answer->access_token = dup_text (self->access_row);
  answer->refresh_token = dup_text (self->refresh_row);
  mark (self->shop_id_row, id_wrong);
  if (id_wrong)
    *message = _ ("The shop ID is a number.");

  return answer->shop_id > 0 && *answer->access_token != '\0' && *answer->refresh_token != '\0';
}

static gboolean
read_answer (PasarConnectDialog *self, Answer *answer)
{
  g_autofree char *address = dup_text (self->final_row);
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;
  const char *message = NULL;
  gboolean complete = FALSE;

  if (adw_expander_row_get_expanded (self->tokens_row))
    {
      complete = read_tokens (self, answer, &message);
    }
  else if (*address != '\0')
    {
      complete = pasar_client_parse_redirect (address,
                                              &answer->code,
                                              &answer->shop_id,
                                              &answer->main_account_id,
                                              &state,
                                              &error);
      if (!complete)
        message = error->message;
      else if (state != NULL && self->state != NULL && !g_str_equal (state, self->state))
        message = _ ("This address belongs to another authorisation. Open the browser again.");
      complete = complete && message == NULL;
    }

  mark (self->final_row, message != NULL && !adw_expander_row_get_expanded (self->tokens_row));
  gtk_label_set_label (self->answer_error, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->answer_error), message != NULL);

  return complete;
}

static void
update_buttons (PasarConnectDialog *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);
  const gboolean done = page == GTK_WIDGET (self->done_page);
  g_auto (Keys) keys = { 0 };
  g_auto (Answer) answer = { 0 };
  const gboolean keys_complete = read_keys (self, &keys);
  const gboolean answer_complete = read_answer (self, &answer);

  gtk_widget_set_visible (self->cancel_button, !done);
  gtk_widget_set_visible (self->back_button,
                          page == self->authorise_page || page == GTK_WIDGET (self->failed_page));
  gtk_widget_set_visible (GTK_WIDGET (self->next_button),
                          page != self->testing_page && page != GTK_WIDGET (self->failed_page));
  gtk_button_set_label (self->next_button,
                        done                           ? _ ("_Done")
                        : page == self->authorise_page ? _ ("Co_nnect")
                                                       : _ ("_Next"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button),
                            done || (page == self->key_page && keys_complete)
                                || (page == self->authorise_page && keys_complete
                                    && answer_complete));
}

static void
update_buttons_cb (PasarConnectDialog *self)
{
  if (self->accounts != NULL)
    update_buttons (self);
}

static void
key_changed_cb (PasarConnectDialog *self)
{
  if (self->accounts == NULL)
    return;

  gtk_widget_set_visible (self->address_row, get_host (self)->base_url == NULL);
  update_buttons (self);
}

static void
show_failure (PasarConnectDialog *self, const GError *error)
{
  g_autofree char *text = pasar_dialog_dup_error_text (error);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->failed_page));
}

static char *
dup_connected_text (GPtrArray *connected, guint n_missed)
{
  g_autofree char *text = connected->len == 1
                              ? g_strdup (pasar_account_get_subtitle (connected->pdata[0]))
                              : g_strdup_printf (ngettext ("%u shop is connected.",
                                                           "%u shops are connected.",
                                                           connected->len),
                                                 connected->len);
  g_autofree char *missed = NULL;

  if (n_missed == 0)
    return g_steal_pointer (&text);
  missed =
      g_strdup_printf (ngettext ("%u more shop could not be connected. Connect it by itself.",
                                 "%u more shops could not be connected. Connect them one by one.",
                                 n_missed),
                       n_missed);
  return g_strdup_printf ("%s\n\n%s", text, missed);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarConnectDialog) self = PASAR_CONNECT_DIALOG (user_data);
  PasarConnection *connection = PASAR_CONNECTION (source);
  g_autoptr (GPtrArray) connected = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  g_autoptr (GError) error = NULL;
  PasarAccount *first;
  guint n_missed = 0;

  connected = pasar_connection_run_finish (connection, result, &n_missed, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (connected == NULL)
    {
      show_failure (self, error);
      return;
    }

  first = g_ptr_array_index (connected, 0);
  /* Translators: name of the shop. */
  title = g_strdup_printf (_ ("Connected to %s"), pasar_account_get_title (first));
  adw_status_page_set_title (self->done_page, title);
  text = dup_connected_text (connected, n_missed);
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->done_page, escaped);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->done_page));
  gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
  g_signal_emit (self, signals[SIGNAL_CONNECTED], 0, first);
}

static void
connect_shop (PasarConnectDialog *self)
{
  g_auto (Keys) keys = { 0 };
  g_auto (Answer) answer = { 0 };
  PasarConnectRequest request;
  g_autoptr (PasarConnection) connection = NULL;

  if (self->cancellable != NULL || !read_keys (self, &keys) || !read_answer (self, &answer))
    return;

  request = (PasarConnectRequest){
    .host_id = keys.host->id,
    .base_url = keys.host->base_url == NULL ? keys.base_url : NULL,
    .partner_id = keys.partner_id,
    .partner_key = keys.partner_key,
    .shop_id = answer.shop_id,
    .main_account_id = answer.main_account_id,
    .code = answer.code,
    .access_token = answer.access_token,
    .refresh_token = answer.refresh_token,
  };
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child (self->stack, self->testing_page);
  connection = pasar_connection_new (self->accounts, &request);
  pasar_connection_run_async (connection, self->cancellable, connected_cb, g_object_ref (self));
}

static void
next_cb (PasarConnectDialog *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->next_button)))
    return;

  if (page == self->key_page)
    {
      gtk_stack_set_visible_child (self->stack, self->authorise_page);
      gtk_widget_grab_focus (self->final_row);
      gtk_editable_select_region (GTK_EDITABLE (self->redirect_row), 0, 0);
    }
  else if (page == self->authorise_page)
    {
      connect_shop (self);
    }
  else
    {
      gtk_window_close (GTK_WINDOW (self));
    }
}

static void
back_cb (PasarConnectDialog *self)
{
  gtk_stack_set_visible_child (self->stack,
                               gtk_stack_get_visible_child (self->stack) == self->authorise_page
                                   ? self->key_page
                                   : self->authorise_page);
}

/* A new link with a new state each time: form A lasts five minutes. */
static char *
dup_link (PasarConnectDialog *self)
{
  g_auto (Keys) keys = { 0 };
  g_autofree char *redirect = dup_text (self->redirect_row);
  g_autoptr (PasarClient) client = NULL;
  g_autoptr (GError) error = NULL;
  char *link;

  if (!read_keys (self, &keys))
    return NULL;

  g_free (self->state);
  self->state = g_uuid_string_random ();
  client = pasar_client_new (keys.base_url, keys.partner_id, keys.partner_key, 0);
  link = pasar_client_dup_auth_link (client,
                                     !gtk_switch_get_active (self->signed_switch),
                                     redirect,
                                     self->state,
                                     &error);
  gtk_label_set_label (self->link_error, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->link_error), error != NULL);

  return link;
}

static void
open_browser_cb (PasarConnectDialog *self)
{
  g_autofree char *link = dup_link (self);

  if (link != NULL)
    pasar_compat_show_uri (GTK_WINDOW (self), link);
}

static void
copy_link_cb (PasarConnectDialog *self)
{
  g_autofree char *link = dup_link (self);

  if (link != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), link);
}

static gboolean
close_request_cb (PasarConnectDialog *self)
{
  g_cancellable_cancel (self->cancellable);

  return GDK_EVENT_PROPAGATE;
}

static void
pasar_connect_dialog_dispose (GObject *object)
{
  PasarConnectDialog *self = PASAR_CONNECT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->accounts);
  g_clear_pointer (&self->state, g_free);

  G_OBJECT_CLASS (pasar_connect_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, next_button);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, key_page);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, host_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, partner_id_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, partner_key_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, key_error);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, authorise_page);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, redirect_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, signed_switch);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, link_error);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, final_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, answer_error);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, tokens_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, shop_id_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, access_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, refresh_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, testing_page);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, done_page);
}

static void
pasar_connect_dialog_class_init (PasarConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_connect_dialog_dispose;

  /**
   * PasarConnectDialog::connected:
   * @self: the dialog
   * @account: the first of the shops that are connected now
   */
  signals[SIGNAL_CONNECTED] =
      pasar_dialog_class_add_signal (klass, "connected", 1, PASAR_TYPE_ACCOUNT);

  pasar_dialog_class_close_on_escape (widget_class);
  pasar_dialog_class_set_template (widget_class, "connect.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_link_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_browser_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons_cb);
}

static void
pasar_connect_dialog_init (PasarConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_hosts (PasarConnectDialog *self)
{
  gsize n_hosts;
  const PasarHost *hosts = pasar_host_get_all (&n_hosts);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n_hosts; i++)
    gtk_string_list_append (labels, g_dgettext (GETTEXT_PACKAGE, hosts[i].label));
  adw_combo_row_set_model (self->host_row, G_LIST_MODEL (labels));
}

static void
key_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarConnectDialog) self = user_data;
  g_autoptr (PasarSecrets) secrets = pasar_credentials_lookup_finish (result, NULL);

  /* Without it the seller types the key, as for the first shop. */
  if (secrets != NULL && self->accounts != NULL && is_empty (self->partner_key_row))
    gtk_editable_set_text (GTK_EDITABLE (self->partner_key_row), secrets->partner_key);
}

/* Shops of one seller have the same partner, and so has a shop that is connected again. */
static void
fill_keys (PasarConnectDialog *self, const PasarShop *shop)
{
  g_autofree char *partner_id = g_strdup_printf ("%" G_GINT64_FORMAT, shop->partner_id);
  gsize n_hosts;
  const PasarHost *hosts = pasar_host_get_all (&n_hosts);

  for (gsize i = 0; i < n_hosts; i++)
    {
      const char *base_url = hosts[i].base_url != NULL ? hosts[i].base_url : shop->base_url;

      if (g_strcmp0 (hosts[i].id, shop->host_id) != 0)
        continue;
      adw_combo_row_set_selected (self->host_row, (guint) i);
      gtk_editable_set_text (GTK_EDITABLE (self->partner_id_row), partner_id);
      if (base_url == NULL)
        return;
      if (hosts[i].base_url == NULL)
        gtk_editable_set_text (GTK_EDITABLE (self->address_row), base_url);
      pasar_credentials_lookup_async (base_url,
                                      shop->partner_id,
                                      shop->shop_id,
                                      NULL,
                                      key_found_cb,
                                      g_object_ref (self));
      return;
    }
}

/**
 * pasar_connect_dialog_new:
 * @parent: (nullable): the window above
 * @accounts: where the shop is connected
 * @settings: the application's settings
 * @shop: (nullable): a connected shop, whose environment and partner are filled in
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_connect_dialog_new (GtkWindow *parent,
                          PasarAccounts *accounts,
                          GSettings *settings,
                          const PasarShop *shop)
{
  PasarConnectDialog *self;
  g_autofree char *form = NULL;

  g_return_val_if_fail (PASAR_IS_ACCOUNTS (accounts), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (PASAR_TYPE_CONNECT_DIALOG, NULL);
  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  fill_hosts (self);
  form = g_settings_get_string (settings, "auth-link-form");
  gtk_switch_set_active (self->signed_switch, g_str_equal (form, "signed"));
  self->accounts = g_object_ref (accounts);
  if (shop != NULL)
    fill_keys (self, shop);
  key_changed_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->partner_id_row);

  return GTK_WINDOW (self);
}
