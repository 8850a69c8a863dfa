/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/connect.h"

#include "app/compat.h"
#include "app/dialogs/connect-text.h"
#include "app/dialogs/help.h"
#include "app/dialogs/util.h"
#include "shopee/host.h"
#include "store/credentials.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PasarConnectDialog
{
  AdwWindow parent_instance;

  GtkWidget *cancel_button;
  GtkWidget *back_button;
  GtkWidget *next_button;
  GtkStack *stack;
  GtkWidget *key_page;
  AdwComboRow *host_row;
  GtkWidget *address_row;
  GtkLabel *address_error;
  GtkWidget *partner_id_row;
  GtkLabel *partner_id_error;
  GtkWidget *partner_key_row;
  GtkLabel *partner_key_error;
  GtkLabel *partner_key_hint;
  GtkWidget *authorise_page;
  GtkWidget *redirect_row;
  GtkSwitch *signed_switch;
  GtkLabel *redirect_error;
  GtkWidget *link_box;
  GtkWidget *browser_button;
  GtkWidget *final_row;
  GtkLabel *answer_error;
  AdwExpanderRow *tokens_row;
  GtkWidget *shop_id_row;
  GtkLabel *shop_id_error;
  GtkWidget *access_row;
  GtkWidget *refresh_row;
  GtkWidget *testing_page;
  GtkWidget *failed_page;
  GtkWidget *retreat_button;
  GtkWidget *again_button;
  GtkWidget *done_page;
  GtkWidget *missed_button;

  PasarAccounts *accounts;     /* (owned) */
  GSettings *settings;         /* (owned) */
  gboolean again;              /* a shop that is signed out */
  PasarConnection *connection; /* (owned) (nullable): of what is entered now, once it was begun */
  GCancellable *cancellable;   /* (owned) (nullable): of the run of it */
  char *state;                 /* (owned) (nullable): sent with the last link */
};

G_DEFINE_FINAL_TYPE (PasarConnectDialog, pasar_connect_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CONNECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What the seller entered, read and checked: all of it owned. */
typedef PasarConnectRequest Entered;

static void
entered_clear (Entered *self)
{
  g_free ((char *) self->base_url);
  pasar_secret_free ((char *) self->partner_key);
  pasar_secret_free ((char *) self->code);
  pasar_secret_free ((char *) self->access_token);
  pasar_secret_free ((char *) self->refresh_token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entered, entered_clear)

static char *
dup_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static gboolean
is_empty (GtkWidget *row)
{
  g_autofree char *text = dup_text (row);

  return *text == '\0';
}

static const PasarHost *
get_host (PasarConnectDialog *self)
{
  gsize n_hosts;
  const PasarHost *hosts = pasar_host_get_all (&n_hosts);

  return &hosts[adw_combo_row_get_selected (self->host_row)];
}

/* Reads the first page; what is wrong is said beside it, what is still empty only stops Next. */
static gboolean
read_keys (PasarConnectDialog *self, Entered *entered)
{
  const PasarHost *host = get_host (self);
  g_autofree char *partner_id = dup_text (self->partner_id_row);
  g_autofree char *hint = NULL;
  g_autoptr (GError) address_error = NULL;
  const char *id_problem = pasar_connect_find_id_problem (partner_id);
  const char *key_problem;

  entered->host_id = host->id;
  if (host->base_url == NULL)
    entered->base_url =
        pasar_host_check_custom (gtk_editable_get_text (GTK_EDITABLE (self->address_row)),
                                 &address_error);
  entered->partner_key = dup_text (self->partner_key_row);
  key_problem = pasar_connect_find_key_problem (entered->partner_key);
  pasar_connect_read_id (partner_id, &entered->partner_id);

  pasar_dialog_set_entry_error (self->address_row,
                                self->address_error,
                                address_error != NULL && !is_empty (self->address_row)
                                    ? address_error->message
                                    : NULL);
  pasar_dialog_set_entry_error (self->partner_id_row, self->partner_id_error, id_problem);
  pasar_dialog_set_entry_error (self->partner_key_row, self->partner_key_error, key_problem);
  if (key_problem == NULL && host->base_url != NULL)
    hint = pasar_connect_dup_key_hint (entered->partner_key);
  gtk_label_set_label (self->partner_key_hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->partner_key_hint), hint != NULL);

  return (host->base_url != NULL || entered->base_url != NULL) && entered->partner_id > 0
         && *entered->partner_key != '\0' && key_problem == NULL;
}

static gboolean
read_tokens (PasarConnectDialog *self, Entered *entered)
{
  g_autofree char *shop_id = dup_text (self->shop_id_row);
  const gboolean is_id = pasar_connect_read_id (shop_id, &entered->shop_id);

  entered->access_token = dup_text (self->access_row);
  entered->refresh_token = dup_text (self->refresh_row);
  pasar_dialog_set_entry_error (self->shop_id_row,
                                self->shop_id_error,
                                is_id || *shop_id == '\0'
                                    ? NULL
                                    : _ ("A shop ID is a number, without letters and blanks."));

  return is_id && *entered->access_token != '\0' && *entered->refresh_token != '\0';
}

static gboolean
read_answer (PasarConnectDialog *self, Entered *entered)
{
  g_autofree char *address = dup_text (self->final_row);
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;
  const char *message = NULL;
  gboolean complete = FALSE;

  if (adw_expander_row_get_expanded (self->tokens_row))
    complete = read_tokens (self, entered);
  else if (*address != '\0')
    complete = pasar_client_parse_redirect (address,
                                            (char **) &entered->code,
                                            &entered->shop_id,
                                            &entered->main_account_id,
                                            &state,
                                            &error);
  if (error != NULL)
    message = error->message;
  else if (state != NULL && self->state != NULL && !g_str_equal (state, self->state))
    message = _ ("This address belongs to another authorisation. Open the browser again.");
  pasar_dialog_set_entry_error (self->final_row, self->answer_error, message);

  return complete && message == NULL;
}

static gboolean
check_redirect (PasarConnectDialog *self)
{
  g_autofree char *redirect = dup_text (self->redirect_row);
  const char *problem = pasar_connect_find_redirect_problem (redirect);

  pasar_dialog_set_entry_error (self->redirect_row, self->redirect_error, problem);

  return *redirect != '\0' && problem == NULL;
}

static void
update_buttons_cb (PasarConnectDialog *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);
  const gboolean done = page == self->done_page;
  g_auto (Entered) entered = { 0 };
  gboolean is_complete;

  /* The template is being built. */
  if (self->accounts == NULL)
    return;

  is_complete = read_keys (self, &entered);
  if (!read_answer (self, &entered))
    is_complete = is_complete && page == self->key_page;
  gtk_widget_set_sensitive (self->link_box, check_redirect (self));
  gtk_widget_set_visible (self->cancel_button, !done);
  gtk_widget_set_visible (self->back_button,
                          page == self->authorise_page || page == self->failed_page);
  gtk_widget_set_visible (self->next_button,
                          page != self->testing_page && page != self->failed_page);
  gtk_button_set_label (GTK_BUTTON (self->next_button),
                        done                           ? _ ("_Done")
                        : page == self->authorise_page ? _ ("Co_nnect")
                                                       : _ ("_Next"));
  gtk_widget_set_sensitive (self->next_button, done || is_complete);
}

static void
entered_cb (PasarConnectDialog *self)
{
  if (self->accounts == NULL)
    return;

  g_clear_object (&self->connection);
  gtk_widget_set_visible (self->address_row, get_host (self)->base_url == NULL);
  update_buttons_cb (self);
}

static void
show_failure (PasarConnectDialog *self, const GError *error)
{
  /* Another run may end otherwise although nothing else is entered. */
  const gboolean again = !g_error_matches (error, PASAR_ERROR, PASAR_ERROR_AUTH)
                         && !g_error_matches (error, PASAR_ERROR, PASAR_ERROR_SIGNATURE)
                         && !g_error_matches (error, PASAR_ERROR, PASAR_ERROR_PARAMETER);
  g_autofree char *text =
      pasar_connect_dup_failure (error, again && pasar_connection_has_pair (self->connection));

  pasar_dialog_set_description (ADW_STATUS_PAGE (self->failed_page), text);
  gtk_widget_set_visible (self->again_button, again);
  gtk_stack_set_visible_child (self->stack, self->failed_page);
  gtk_widget_grab_focus (again ? self->again_button : self->retreat_button);
}

static void
show_connected (PasarConnectDialog *self, GPtrArray *connected, guint n_missed)
{
  PasarAccount *first = g_ptr_array_index (connected, 0);
  /* Translators: name of the shop. */
  g_autofree char *title = g_strdup_printf (_ ("Connected to %s"), pasar_account_get_title (first));
  g_autofree char *text = pasar_connect_dup_result (connected, n_missed);

  adw_status_page_set_title (ADW_STATUS_PAGE (self->done_page), title);
  pasar_dialog_set_description (ADW_STATUS_PAGE (self->done_page), text);
  gtk_widget_set_visible (self->missed_button, n_missed > 0);
  gtk_stack_set_visible_child (self->stack, self->done_page);
  gtk_widget_grab_focus (self->next_button);
  g_settings_set_string (self->settings,
                         "redirect-address",
                         gtk_editable_get_text (GTK_EDITABLE (self->redirect_row)));
  g_signal_emit (self, signals[SIGNAL_CONNECTED], 0, first);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarConnectDialog) self = PASAR_CONNECT_DIALOG (user_data);
  g_autoptr (GPtrArray) connected = NULL;
  g_autoptr (GError) error = NULL;
  guint n_missed = 0;

  connected = pasar_connection_run_finish (PASAR_CONNECTION (source), result, &n_missed, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (connected != NULL)
    show_connected (self, connected, n_missed);
  else
    show_failure (self, error);
}

/* As long as nothing else is entered the same connection goes on where it stopped. */
static void
run_cb (PasarConnectDialog *self)
{
  g_auto (Entered) entered = { 0 };

  if (self->cancellable != NULL)
    return;
  if (self->connection == NULL && read_keys (self, &entered) && read_answer (self, &entered))
    self->connection = pasar_connection_new (self->accounts, &entered);
  if (self->connection == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child (self->stack, self->testing_page);
  pasar_connection_run_async (self->connection,
                              self->cancellable,
                              connected_cb,
                              g_object_ref (self));
}

static void
next_cb (PasarConnectDialog *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);

  if (!gtk_widget_get_sensitive (self->next_button))
    return;

  if (page == self->key_page)
    {
      gtk_stack_set_visible_child (self->stack, self->authorise_page);
      gtk_widget_grab_focus (self->browser_button);
      gtk_editable_select_region (GTK_EDITABLE (self->redirect_row), 0, 0);
    }
  else if (page == self->authorise_page)
    {
      run_cb (self);
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

/* Opens or copies a new link, with a new state each time: form A lasts five minutes. */
static void
link_cb (PasarConnectDialog *self, GtkWidget *button)
{
  const PasarHost *host = get_host (self);
  g_auto (Entered) entered = { 0 };
  g_autofree char *redirect = dup_text (self->redirect_row);
  g_autoptr (PasarClient) client = NULL;
  g_autofree char *link = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_keys (self, &entered))
    return;

  g_free (self->state);
  self->state = g_uuid_string_random ();
  client = pasar_client_new (host->base_url != NULL ? host->base_url : entered.base_url,
                             entered.partner_id,
                             entered.partner_key,
                             0);
  link = pasar_client_dup_auth_link (client,
                                     !gtk_switch_get_active (self->signed_switch),
                                     redirect,
                                     self->state,
                                     &error);
  if (link == NULL)
    pasar_dialog_set_entry_error (self->redirect_row, self->redirect_error, error->message);
  else if (button == self->browser_button)
    pasar_compat_show_uri (GTK_WINDOW (self), link);
  else
    gdk_clipboard_set_text (gtk_widget_get_clipboard (button), link);
}

/* The console is on the site of the page that authorises; one for live and test apps. */
static void
open_console_cb (PasarConnectDialog *self)
{
  const char *id = get_host (self)->id;
  const char *site = "https://open.shopee.com/";

  if (g_str_has_suffix (id, "-cn"))
    site = "https://open.shopee.cn/";
  else if (g_str_has_suffix (id, "-br"))
    site = "https://open.shopee.com.br/";
  pasar_compat_show_uri (GTK_WINDOW (self), site);
}

static void
open_help_cb (PasarConnectDialog *self)
{
  gtk_window_present (pasar_help_new_at (GTK_WINDOW (self), PASAR_HELP_CONNECT));
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
  g_clear_object (&self->connection);
  g_clear_object (&self->settings);
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
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, partner_key_error);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, partner_key_hint);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, partner_id_error);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, address_error);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, shop_id_error);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, retreat_button);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, again_button);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, missed_button);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, authorise_page);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, redirect_row);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, signed_switch);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, redirect_error);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, link_box);
  gtk_widget_class_bind_template_child (widget_class, PasarConnectDialog, browser_button);
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
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_console_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_help_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
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
  if (secrets == NULL || self->accounts == NULL || !is_empty (self->partner_key_row))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->partner_key_row), secrets->partner_key);
  /* Nothing is missing but the seller's consent. */
  if (self->again && gtk_stack_get_visible_child (self->stack) == self->key_page)
    next_cb (self);
}

/* Shops of one seller have the same partner, and so has a shop that is connected again. */
static void
fill_keys (PasarConnectDialog *self, const PasarShop *shop)
{
  g_autofree char *shop_id = g_strdup_printf ("%" G_GINT64_FORMAT, shop->shop_id);
  g_autofree char *partner_id = g_strdup_printf ("%" G_GINT64_FORMAT, shop->partner_id);
  const PasarHost *host = pasar_host_find (shop->host_id);
  const char *base_url;
  gsize n_hosts;

  if (host == NULL)
    return;

  base_url = host->base_url != NULL ? host->base_url : shop->base_url;
  adw_combo_row_set_selected (self->host_row, (guint) (host - pasar_host_get_all (&n_hosts)));
  gtk_editable_set_text (GTK_EDITABLE (self->partner_id_row), partner_id);
  if (self->again)
    gtk_editable_set_text (GTK_EDITABLE (self->shop_id_row), shop_id);
  if (base_url == NULL)
    return;
  if (host->base_url == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->address_row), base_url);
  pasar_credentials_lookup_async (base_url,
                                  shop->partner_id,
                                  shop->shop_id,
                                  NULL,
                                  key_found_cb,
                                  g_object_ref (self));
}

/**
 * pasar_connect_dialog_new:
 * @parent: (nullable): the window above
 * @accounts: where the shop is connected
 * @settings: the application's settings
 * @shop: (nullable): a connected shop, whose kind and partner are filled in
 * @again: whether it is that shop that is to be connected, as it is signed out
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_connect_dialog_new (GtkWindow *parent,
                          PasarAccounts *accounts,
                          GSettings *settings,
                          const PasarShop *shop,
                          gboolean again)
{
  PasarConnectDialog *self;
  g_autofree char *form = NULL;
  g_autofree char *redirect = NULL;

  g_return_val_if_fail (PASAR_IS_ACCOUNTS (accounts), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (PASAR_TYPE_CONNECT_DIALOG, NULL);
  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  fill_hosts (self);
  form = g_settings_get_string (settings, "auth-link-form");
  gtk_switch_set_active (self->signed_switch, g_str_equal (form, "signed"));
  redirect = g_settings_get_string (settings, "redirect-address");
  gtk_editable_set_text (GTK_EDITABLE (self->redirect_row), redirect);
  self->accounts = g_object_ref (accounts);
  self->settings = g_object_ref (settings);
  self->again = again;
  if (again)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Connect Again"));
      gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_NONE);
    }
  if (shop != NULL)
    fill_keys (self, shop);
  entered_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->partner_id_row);

  return GTK_WINDOW (self);
}
