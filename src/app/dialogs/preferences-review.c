/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/preferences-review.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/* The numbers by which Review holds changes back. Each has bounds in the schema, so that none of
 * them can be switched off. */

typedef enum
{
  UNIT_PERCENT,
  UNIT_POINTS,
  UNIT_PIECES,
  UNIT_ROWS,
  UNIT_ITEMS,
} Unit;

typedef struct
{
  const char *key;
  const char *title;
  const char *subtitle; /* (nullable) */
  Unit unit;
} Number;

static const Number doubts[] = {
  { "doubt-fall-percent", N_ ("A price _falls by more than"), NULL, UNIT_PERCENT },
  { "doubt-rise-percent", N_ ("A price _rises by more than"), NULL, UNIT_PERCENT },
  { "doubt-apart-points",
    N_ ("A price changes _unlike the others by more than"),
    N_ ("Compared with the variations of its item, and with all that is edited"),
    UNIT_POINTS },
  { "doubt-stock-pieces",
    N_ ("A stock grows _tenfold, from"),
    N_ ("Smaller stocks are often refilled like that"),
    UNIT_PIECES },
};

static const Number limits[] = {
  { "review-lowered-percent", N_ ("_Prices that fall, of all that are sent"), NULL, UNIT_PERCENT },
  { "review-loss-percent", N_ ("One piece of each sells for _less, by"), NULL, UNIT_PERCENT },
  { "review-out-of-stock", N_ ("Rows that go _out of stock"), NULL, UNIT_ROWS },
  { "review-items", N_ ("_Items that are changed"), NULL, UNIT_ITEMS },
};

static char *
dup_amount (Unit unit, guint n)
{
  switch (unit)
    {
    case UNIT_POINTS:
      /* Translators: percentage points */
      return g_strdup_printf (ngettext ("%u point", "%u points", n), n);
    case UNIT_PIECES:
      return g_strdup_printf (ngettext ("%'u piece", "%'u pieces", n), n);
    case UNIT_ROWS:
      return g_strdup_printf (ngettext ("%'u row", "%'u rows", n), n);
    case UNIT_ITEMS:
      return g_strdup_printf (ngettext ("%'u item", "%'u items", n), n);
    case UNIT_PERCENT:
    default:
      /* Translators: a percentage, e.g. 30 % */
      return g_strdup_printf (_ ("%u %%"), n);
    }
}

static gboolean
output_cb (GtkSpinButton *spin, gpointer unit)
{
  g_autofree char *text =
      dup_amount (GPOINTER_TO_UINT (unit), (guint) gtk_spin_button_get_value_as_int (spin));

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (spin)), text))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* What is no number leaves it as it was. */
static int
input_cb (GtkSpinButton *spin, double *value)
{
  guint number;

  *value = pasar_dialog_read_number (gtk_editable_get_text (GTK_EDITABLE (spin)), &number)
               ? number
               : gtk_spin_button_get_value (spin);
  return TRUE;
}

static void
read_range (GSettings *settings, const char *key, guint *lowest, guint *highest)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;
  g_autoptr (GVariant) range = NULL;
  g_autoptr (GVariant) bounds = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  range = g_settings_schema_key_get_range (schema_key);
  g_variant_get (range, "(&sv)", NULL, &bounds);
  g_variant_get (bounds, "(uu)", lowest, highest);
}

static GtkWidget *
new_spin (GSettings *settings, const Number *number)
{
  GtkWidget *spin;
  guint lowest;
  guint highest;

  read_range (settings, number->key, &lowest, &highest);
  spin = gtk_spin_button_new_with_range (lowest, highest, 1);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), GUINT_TO_POINTER (number->unit));
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 10);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_widget_set_name (spin, number->key);
  g_settings_bind (settings, number->key, spin, "value", G_SETTINGS_BIND_DEFAULT);
  return spin;
}

static void
add_row (AdwPreferencesGroup *group, GSettings *settings, const Number *number)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = new_spin (settings, number);

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (number->title));
  if (number->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (number->subtitle));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (group, row);
}

static void
add_group (AdwPreferencesPage *page,
           GSettings *settings,
           const char *title,
           const char *description,
           const Number *numbers,
           guint n)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  for (guint i = 0; i < n; i++)
    add_row (ADW_PREFERENCES_GROUP (group), settings, &numbers[i]);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

/**
 * pasar_preferences_review_new:
 * @settings: the application's settings; changes are written at once
 *
 * Returns: (transfer floating): the page of the preferences that is about Review
 */
AdwPreferencesPage *
pasar_preferences_review_new (GSettings *settings)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_set_title (page, _ ("Review"));
  adw_preferences_page_set_icon_name (page, "object-select-symbolic");
  add_group (page,
             settings,
             _ ("Held Back Until Checked"),
             _ ("Review asks you to look at these changes. It always asks about values that change "
                "tenfold, swapped digits, values of another column, and prices below cost or "
                "floor."),
             doubts,
             G_N_ELEMENTS (doubts));
  add_group (page,
             settings,
             _ ("Large Submissions"),
             _ ("Above any of these you are asked to type how many changes there are."),
             limits,
             G_N_ELEMENTS (limits));
  return page;
}
