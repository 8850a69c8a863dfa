/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/import-options.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/* The head stands within so many rows. */
#define HEAD_ROWS 99

/* In the order of the list. */
static const struct
{
  char separator;
  const char *title;
} separators[] = {
  { ',', N_ ("Comma") },
  { ';', N_ ("Semicolon") },
  { '\t', N_ ("Tab") },
  { '|', N_ ("Vertical Bar") },
};
#define N_SEPARATORS G_N_ELEMENTS (separators)

/* In the order of the list; the first is what is found. */
static const char points[] = { '\0', '.', ',' };

struct _PasarImportOptions
{
  GtkPopover parent_instance;

  GtkGrid *grid;
  GtkDropDown *sheet;
  GtkDropDown *encoding;
  GtkDropDown *separator;
  GtkDropDown *point;
  GtkSpinButton *head;
  PasarImportReading *reading; /* (owned) (nullable) */
  GArray *sheets;              /* (owned) (nullable) guint: those that are listed */
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (PasarImportOptions, pasar_import_options, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The row of the table that stands in a row of the file, or the next one that way: rows with
 * nothing in them are not in the table. -1: none. */
static int
find_row (PasarImportOptions *self, guint number, gboolean is_down)
{
  const PasarTextTable *table =
      pasar_import_data_get_texts (pasar_import_reading_get_data (self->reading));
  guint row = 0;

  while (row < table->n_rows && pasar_text_table_get_row_number (table, row) < number)
    row++;
  if (row < table->n_rows && (is_down || pasar_text_table_get_row_number (table, row) == number))
    return (int) row;
  return (int) row - 1;
}

static guint
get_head_number (PasarImportOptions *self)
{
  PasarImportData *data = pasar_import_reading_get_data (self->reading);
  const int row = pasar_recognition_get_head (pasar_import_data_get_recognition (data))->row;

  return row >= 0
             ? pasar_text_table_get_row_number (pasar_import_data_get_texts (data), (guint) row)
             : 0;
}

/* What is as it was found stays to be found. */
static void
choose_text (PasarImportOptions *self, PasarReadingChoices *choices)
{
  const PasarTextFindings *findings =
      pasar_import_data_get_findings (pasar_import_reading_get_data (self->reading));
  const PasarEncoding encoding = (PasarEncoding) gtk_drop_down_get_selected (self->encoding) + 1;
  const guint separator = gtk_drop_down_get_selected (self->separator);

  if (encoding != findings->encoding || choices->encoding != PASAR_ENCODING_UNKNOWN)
    choices->encoding = encoding;
  if (separator < N_SEPARATORS
      && (separators[separator].separator != findings->separator || choices->separator != '\0'))
    choices->separator = separators[separator].separator;
}

static void
chosen_cb (PasarImportOptions *self)
{
  PasarReadingChoices choices;
  guint selected;
  guint head;

  if (self->is_setting || self->reading == NULL
      || pasar_import_reading_get_data (self->reading) == NULL)
    return;
  choices = *pasar_import_reading_get_choices (self->reading);
  selected = gtk_drop_down_get_selected (self->sheet);
  if (self->sheets != NULL && selected < self->sheets->len
      && g_array_index (self->sheets, guint, selected) != choices.sheet)
    {
      choices.sheet = g_array_index (self->sheets, guint, selected);
      choices.head_row = PASAR_READING_HEAD_FOUND;
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->encoding)))
    choose_text (self, &choices);
  choices.decimal_point = points[gtk_drop_down_get_selected (self->point)];
  head = (guint) gtk_spin_button_get_value_as_int (self->head);
  if (head != get_head_number (self))
    choices.head_row = find_row (self, head, head > get_head_number (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, &choices);
}

static void
add_row (PasarImportOptions *self, const char *title, GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), widget);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_grid_attach_next_to (self->grid, label, NULL, GTK_POS_BOTTOM, 1, 1);
  gtk_grid_attach_next_to (self->grid, widget, label, GTK_POS_RIGHT, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label,
                                  NULL,
                                  -1);
  g_object_bind_property (widget, "visible", label, "visible", G_BINDING_SYNC_CREATE);
}

static GtkDropDown *
add_choice (PasarImportOptions *self, const char *title)
{
  GtkWidget *choice = gtk_drop_down_new (NULL, NULL);

  add_row (self, title, choice);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (chosen_cb), self);
  return GTK_DROP_DOWN (choice);
}

static void
fill (GtkDropDown *choice, const char *first, ...)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  va_list texts;

  va_start (texts, first);
  for (const char *text = first; text != NULL; text = va_arg (texts, const char *))
    gtk_string_list_append (list, text);
  va_end (texts);
  gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
}

static void
pasar_import_options_dispose (GObject *object)
{
  PasarImportOptions *self = PASAR_IMPORT_OPTIONS (object);

  self->is_setting = TRUE;
  g_clear_object (&self->reading);
  g_clear_pointer (&self->sheets, g_array_unref);
  G_OBJECT_CLASS (pasar_import_options_parent_class)->dispose (object);
}

static void
pasar_import_options_class_init (PasarImportOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_import_options_dispose;
  signals[SIGNAL_CHOSEN] = pasar_dialog_class_add_signal (klass, "chosen", 1, G_TYPE_POINTER);
}

static void
list_encodings (PasarImportOptions *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = PASAR_ENCODING_UNKNOWN + 1; i < PASAR_N_ENCODINGS; i++)
    gtk_string_list_append (list, pasar_encoding_get_name ((PasarEncoding) i));
  gtk_drop_down_set_model (self->encoding, G_LIST_MODEL (list));
}

static void
pasar_import_options_init (PasarImportOptions *self)
{
  self->is_setting = TRUE;
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "import-grid");
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->grid), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->grid), 6);
  gtk_widget_set_margin_start (GTK_WIDGET (self->grid), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (self->grid), 6);
  self->sheet = add_choice (self, _ ("_Sheet"));
  self->encoding = add_choice (self, _ ("_Encoding"));
  self->separator = add_choice (self, _ ("Se_parator"));
  self->point = add_choice (self, _ ("_Decimal Sign"));
  self->head = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, HEAD_ROWS, 1));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->head), _ ("0: no row names the columns"));
  add_row (self, _ ("_Names of Columns in Row"), GTK_WIDGET (self->head));
  g_signal_connect_swapped (self->head, "value-changed", G_CALLBACK (chosen_cb), self);
  list_encodings (self);
  fill (self->separator,
        g_dgettext (GETTEXT_PACKAGE, separators[0].title),
        g_dgettext (GETTEXT_PACKAGE, separators[1].title),
        g_dgettext (GETTEXT_PACKAGE, separators[2].title),
        g_dgettext (GETTEXT_PACKAGE, separators[3].title),
        NULL);
  fill (self->point, _ ("As Found"), "1,234.50", "1.234,50", NULL);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->grid));
  self->is_setting = FALSE;
}

/**
 * pasar_import_options_set_reading:
 * @self: the options
 * @reading: the file
 *
 * Says how what is read.
 */
void
pasar_import_options_set_reading (PasarImportOptions *self, PasarImportReading *reading)
{
  g_return_if_fail (PASAR_IS_IMPORT_OPTIONS (self) && PASAR_IS_IMPORT_READING (reading));

  g_set_object (&self->reading, reading);
}

static void
list_sheets (PasarImportOptions *self, const PasarTableFile *file)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (self->sheets != NULL)
    return;
  self->sheets = pasar_import_dup_sheets (file);
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const guint sheet = g_array_index (self->sheets, guint, i);
      const char *name = pasar_table_file_get_sheet_name (file, sheet);
      /* Translators: %s is the name of a sheet of a workbook */
      g_autofree char *hidden = g_strdup_printf (_ ("%s (hidden)"), name);

      gtk_string_list_append (list, pasar_table_file_is_sheet_hidden (file, sheet) ? hidden : name);
    }
  gtk_drop_down_set_model (self->sheet, G_LIST_MODEL (list));
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), self->sheets->len > 1);
}

static void
select_sheet (PasarImportOptions *self)
{
  const guint sheet = pasar_import_reading_get_choices (self->reading)->sheet;

  for (guint i = 0; i < self->sheets->len; i++)
    {
      if (g_array_index (self->sheets, guint, i) == sheet)
        gtk_drop_down_set_selected (self->sheet, i);
    }
}

static void
select_findings (PasarImportOptions *self, PasarImportData *data)
{
  const PasarTextFindings *findings = pasar_import_data_get_findings (data);

  if (findings->encoding != PASAR_ENCODING_UNKNOWN)
    gtk_drop_down_set_selected (self->encoding, findings->encoding - 1);
  gtk_drop_down_set_selected (self->separator, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; i < N_SEPARATORS; i++)
    {
      if (separators[i].separator == findings->separator)
        gtk_drop_down_set_selected (self->separator, i);
    }
  gtk_spin_button_set_value (self->head, get_head_number (self));
}

/**
 * pasar_import_options_update:
 * @self: the options
 *
 * Shows how the file was read.
 */
void
pasar_import_options_update (PasarImportOptions *self)
{
  const PasarTableFile *file;
  PasarImportData *data;
  gboolean is_text;

  g_return_if_fail (PASAR_IS_IMPORT_OPTIONS (self));

  file = pasar_import_reading_get_file (self->reading);
  data = pasar_import_reading_get_data (self->reading);
  if (file == NULL || data == NULL)
    return;
  is_text = pasar_table_file_get_kind (file) == PASAR_TABLE_FILE_TEXT;
  self->is_setting = TRUE;
  list_sheets (self, file);
  select_sheet (self);
  select_findings (self, data);
  gtk_widget_set_visible (GTK_WIDGET (self->encoding), is_text);
  gtk_widget_set_visible (GTK_WIDGET (self->separator), is_text);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      if (points[i] == pasar_import_reading_get_choices (self->reading)->decimal_point)
        gtk_drop_down_set_selected (self->point, i);
    }
  self->is_setting = FALSE;
}
