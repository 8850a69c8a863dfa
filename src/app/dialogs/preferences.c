/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/preferences.h"

#include "app/dialogs/preferences-review.h"
#include "app/dialogs/util.h"
#include "store/store.h"

#include <glib/gi18n-lib.h>

struct _PasarPreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *scheme_row;
  GtkSwitch *pictures_switch;
  GtkSwitch *refresh_switch;
  AdwComboRow *quit_row;
  GtkSpinButton *in_flight_spin;
  GtkSpinButton *per_second_spin;
  GtkSwitch *normal_stock_switch;
  AdwComboRow *link_row;
  GtkListBox *shops_list;

  PasarAccounts *accounts; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PasarPreferences, pasar_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* Settings that are one of some words, in the order of the rows of their combo. */
static const char *const scheme_words[] = { "default", "light", "dark", NULL };
static const char *const link_words[] = { "page", "signed", NULL };
static const char *const quit_words[] = { "ask", "background", "stop", NULL };

static gboolean
word_to_index_cb (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *const *words = user_data;
  const char *word = g_variant_get_string (variant, NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      g_value_set_uint (value, i);

  return TRUE;
}

static GVariant *
index_to_word_cb (const GValue *value, const GVariantType *expected_type, gpointer user_data)
{
  const char *const *words = user_data;
  const guint index = g_value_get_uint (value);

  return index < g_strv_length ((char **) words) ? g_variant_new_string (words[index]) : NULL;
}

static void
show_error (PasarPreferences *self, const GError *error)
{
  g_autofree char *text = pasar_dialog_dup_error_text (error);
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("The Shop Was Not Forgotten"), text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarPreferences) self = PASAR_PREFERENCES (user_data);
  g_autoptr (GError) error = NULL;

  if (pasar_accounts_forget_finish (PASAR_ACCOUNTS (source), result, &error)
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  show_error (self, error);
}

/* The question before a shop is forgotten. */
typedef struct
{
  PasarPreferences *preferences; /* (owned) */
  PasarAccount *account;         /* (owned) */
} Question;

static Question *
question_new (PasarPreferences *preferences, PasarAccount *account)
{
  Question *self = g_new0 (Question, 1);

  self->preferences = g_object_ref (preferences);
  self->account = g_object_ref (account);

  return self;
}

static void
question_free (Question *self)
{
  g_clear_object (&self->preferences);
  g_clear_object (&self->account);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
question_closure_free (gpointer data, GClosure *closure)
{
  question_free (data);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  if (g_strcmp0 (response, "yes") == 0)
    pasar_accounts_forget_async (question->preferences->accounts,
                                 question->account,
                                 NULL,
                                 forgotten_cb,
                                 g_object_ref (question->preferences));
}

static char *
dup_question (guint n_staged)
{
  const char *what = _ ("Pasar deletes the sign-in of this shop and all that it has read of it. "
                        "Nothing changes at the shop itself.");
  g_autofree char *staged = NULL;

  if (n_staged == 0)
    return g_strdup (what);

  staged = g_strdup_printf (ngettext ("%'u change that was not submitted will be lost.",
                                      "%'u changes that were not submitted will be lost.",
                                      n_staged),
                            n_staged);

  return g_strdup_printf ("%s\n\n%s", what, staged);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;
  const gint64 n_staged = pasar_store_finish_number (PASAR_STORE (source), result, NULL);

  if (!gtk_widget_get_mapped (GTK_WIDGET (question->preferences)))
    return;

  /* Translators: name of the shop. */
  heading = g_strdup_printf (_ ("Forget %s?"), pasar_account_get_title (question->account));
  /* A shop that cannot be read can still be forgotten. */
  body = dup_question ((guint) MAX (n_staged, 0));
  dialog = pasar_dialog_new_question (question->preferences,
                                      heading,
                                      body,
                                      _ ("_Cancel"),
                                      _ ("_Forget"));
  g_signal_connect_data (dialog,
                         "response",
                         G_CALLBACK (response_cb),
                         g_steal_pointer (&question),
                         question_closure_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;

  /* Also a shop whose edits cannot be written can be forgotten. */
  pasar_accounts_flush_finish (PASAR_ACCOUNTS (source), result, NULL);
  pasar_store_count_staged_async (pasar_accounts_get_store (question->preferences->accounts),
                                  pasar_account_get_shop (question->account)->id,
                                  NULL,
                                  counted_cb,
                                  question);
}

/* Edits come to the disk after they are made, and are counted there. */
static void
forget_cb (GtkButton *button, gpointer user_data)
{
  PasarPreferences *self = PASAR_PREFERENCES (gtk_widget_get_root (GTK_WIDGET (button)));

  pasar_accounts_flush_async (self->accounts,
                              flushed_cb,
                              question_new (self, PASAR_ACCOUNT (user_data)));
}

static GtkWidget *
make_shop_row_cb (gpointer item, gpointer user_data)
{
  PasarAccount *account = PASAR_ACCOUNT (item);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Forget…"));
  g_autofree char *spoken = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pasar_account_get_title (account));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), pasar_account_get_subtitle (account));
  /* Translators: name of the shop; read by screen readers. */
  spoken = g_strdup_printf (_ ("Forget %s"), pasar_account_get_title (account));
  pasar_dialog_set_accessible_label (button, spoken);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_cb), account, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
pasar_preferences_dispose (GObject *object)
{
  PasarPreferences *self = PASAR_PREFERENCES (object);

  if (self->shops_list != NULL)
    gtk_list_box_bind_model (self->shops_list, NULL, NULL, NULL, NULL);
  self->shops_list = NULL;
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (pasar_preferences_parent_class)->dispose (object);
}

static void
pasar_preferences_class_init (PasarPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_preferences_dispose;

  pasar_dialog_class_close_on_escape (widget_class);
  pasar_dialog_class_set_template (widget_class, "preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, PasarPreferences, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, PasarPreferences, pictures_switch);
  gtk_widget_class_bind_template_child (widget_class, PasarPreferences, refresh_switch);
  gtk_widget_class_bind_template_child (widget_class, PasarPreferences, quit_row);
  gtk_widget_class_bind_template_child (widget_class, PasarPreferences, in_flight_spin);
  gtk_widget_class_bind_template_child (widget_class, PasarPreferences, per_second_spin);
  gtk_widget_class_bind_template_child (widget_class, PasarPreferences, normal_stock_switch);
  gtk_widget_class_bind_template_child (widget_class, PasarPreferences, link_row);
  gtk_widget_class_bind_template_child (widget_class, PasarPreferences, shops_list);
}

static void
pasar_preferences_init (PasarPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind_words (GSettings *settings, const char *key, AdwComboRow *row, const char *const *words)
{
  g_settings_bind_with_mapping (settings,
                                key,
                                row,
                                "selected",
                                G_SETTINGS_BIND_DEFAULT,
                                word_to_index_cb,
                                index_to_word_cb,
                                (gpointer) words,
                                NULL);
}

/**
 * pasar_preferences_new:
 * @parent: (nullable): the window above
 * @settings: the application's settings; changes are written at once
 * @accounts: the connected shops
 *
 * Returns: (transfer none): the window, to be presented
 */
GtkWindow *
pasar_preferences_new (GtkWindow *parent, GSettings *settings, PasarAccounts *accounts)
{
  PasarPreferences *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (PASAR_IS_ACCOUNTS (accounts), NULL);

  self = g_object_new (PASAR_TYPE_PREFERENCES, NULL);
  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  self->accounts = g_object_ref (accounts);
  bind_words (settings, "color-scheme", self->scheme_row, scheme_words);
  bind_words (settings, "auth-link-form", self->link_row, link_words);
  bind_words (settings, "quit-while-submitting", self->quit_row, quit_words);
  g_settings_bind (settings,
                   "show-pictures",
                   self->pictures_switch,
                   "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings,
                   "refresh-at-start",
                   self->refresh_switch,
                   "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings,
                   "send-normal-stock",
                   self->normal_stock_switch,
                   "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings,
                   "requests-in-flight",
                   self->in_flight_spin,
                   "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings,
                   "requests-per-second",
                   self->per_second_spin,
                   "value",
                   G_SETTINGS_BIND_DEFAULT);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                              pasar_preferences_review_new (settings));
  gtk_list_box_bind_model (self->shops_list, G_LIST_MODEL (accounts), make_shop_row_cb, NULL, NULL);

  return GTK_WINDOW (self);
}
