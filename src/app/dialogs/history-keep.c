/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/history-keep.h"

#include <glib/gi18n-lib.h>

/* How much of the history is kept. */

#define SETTING_KEY "pasar-setting"

typedef struct
{
  guint value; /* of the setting; 0: no bound, which is the last choice */
  const char *label;
} Choice;

typedef struct
{
  const char *key;
  const Choice *choices;
  guint n_choices;
} Setting;

static const Choice months_choices[] = {
  { 3, N_ ("3 Months") },
  { 6, N_ ("6 Months") },
  { 12, N_ ("1 Year") },
  { 24, N_ ("2 Years") },
  { 60, N_ ("5 Years") },
  /* Translators: for how long something is kept */
  { 0, N_ ("For Good") },
};

static const Choice number_choices[] = {
  { 100, N_ ("100 Submissions") },
  { 1000, N_ ("1,000 Submissions") },
  { 10000, N_ ("10,000 Submissions") },
  /* Translators: of how many submissions may be kept */
  { 0, N_ ("Any Number") },
};

static const Setting months_setting = {
  "history-months",
  months_choices,
  G_N_ELEMENTS (months_choices),
};

static const Setting number_setting = {
  "history-submissions",
  number_choices,
  G_N_ELEMENTS (number_choices),
};

static void
selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, GSettings *settings)
{
  const Setting *setting = g_object_get_data (G_OBJECT (drop_down), SETTING_KEY);
  const guint selected = gtk_drop_down_get_selected (drop_down);

  if (selected < setting->n_choices)
    g_settings_set_uint (settings, setting->key, setting->choices[selected].value);
}

static void
unref_closure_data (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

static void
init_choice (GtkDropDown *drop_down, const Setting *setting, GSettings *settings)
{
  const guint value = g_settings_get_uint (settings, setting->key);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = value == 0 ? setting->n_choices - 1 : 0;

  for (guint i = 0; i < setting->n_choices; i++)
    {
      const Choice *choice = &setting->choices[i];

      gtk_string_list_append (labels, _ (choice->label));
      if (choice->value != 0 && choice->value <= value)
        selected = i;
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (drop_down, selected);
  g_object_set_data (G_OBJECT (drop_down), SETTING_KEY, (gpointer) setting);
  g_signal_connect_data (drop_down,
                         "notify::selected",
                         G_CALLBACK (selected_cb),
                         g_object_ref (settings),
                         unref_closure_data,
                         0);
}

/**
 * pasar_history_keep_init:
 * @months: an empty drop-down
 * @number: another one
 * @settings: of the application
 *
 * Offers for how long, and how many, submissions are kept. Nothing is removed before a shop is
 * opened the next time, so that a wrong choice can be put right.
 */
void
pasar_history_keep_init (GtkDropDown *months, GtkDropDown *number, GSettings *settings)
{
  init_choice (months, &months_setting, settings);
  init_choice (number, &number_setting, settings);
}
