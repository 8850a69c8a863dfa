/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/data.h"

#include "formats/numerals.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PasarImportData
{
  PasarTextTable *table;         /* (owned) */
  PasarTextFindings findings;    /* of a text */
  PasarRecognition *recognition; /* (owned) */
  guint first_row;
  const char **heads;     /* (owned): the texts are those of the table */
  guint8 *plain;          /* (owned) (nullable) */
  GStringChunk *percents; /* (owned) (nullable): texts of cells that are shown in percent */
  char decimal_point;
};

static gboolean
is_decimal (const char *text)
{
  return text[strspn (text, "-.0123456789")] == '\0';
}

/* As it is shown, so that 0.125 is never taken for a price. */
static void
take_percent (PasarImportData *self, gsize cell)
{
  g_autofree char *text = NULL;

  if (!is_decimal (self->table->cells[cell]))
    return;
  if (self->percents == NULL)
    self->percents = g_string_chunk_new (1024);
  text = pasar_percent_dup_text (self->table->cells[cell]);
  self->table->cells[cell] = g_string_chunk_insert_const (self->percents, text);
}

static void
take_types (PasarImportData *self)
{
  const gsize first = (gsize) self->first_row * self->table->n_columns;
  const gsize n = (gsize) self->table->n_rows * self->table->n_columns - first;

  if (self->table->types == NULL || n == 0)
    return;
  self->plain = g_malloc (n);
  for (gsize i = 0; i < n; i++)
    {
      const guint8 type = self->table->types[first + i];

      self->plain[i] = type == PASAR_CELL_NUMBER || type == PASAR_CELL_PERCENT;
      if (type == PASAR_CELL_PERCENT)
        take_percent (self, first + i);
    }
}

/* Of a workbook of Seller Centre's the labels: its keys are no words. */
static int
get_head_row (const PasarImportData *self)
{
  const int row = pasar_recognition_get_head (self->recognition)->row;

  return pasar_recognition_get_kind (self->recognition) != PASAR_TABLE_OTHER
                 && row + 2 < (int) self->first_row
             ? row + 2
             : row;
}

static void
take_heads (PasarImportData *self)
{
  const int row = get_head_row (self);

  self->heads = g_new (const char *, MAX (self->table->n_columns, 1));
  for (guint i = 0; i < self->table->n_columns; i++)
    self->heads[i] = row >= 0 ? pasar_text_table_get_text (self->table, (guint) row, i) : "";
}

static void
find_decimal_point (PasarImportData *self)
{
  g_autofree PasarNumerals *numerals = NULL;

  self->decimal_point = self->table->decimal_point;
  if (self->decimal_point == '\0')
    numerals = pasar_numerals_find (self->table, self->first_row, &self->decimal_point);
}

/**
 * pasar_import_data_new:
 * @table: (transfer full): a table
 * @findings: (nullable): what was found out of a text
 * @head: (nullable): where the user says that the head is; %NULL: is found
 *
 * Looks at a table. Takes a while for a long one; can be done in any thread.
 *
 * Returns: (transfer full): what can be said without the shop
 */
PasarImportData *
pasar_import_data_new (PasarTextTable *table,
                       const PasarTextFindings *findings,
                       const PasarHead *head)
{
  PasarImportData *self;

  g_return_val_if_fail (table != NULL, NULL);

  self = g_atomic_rc_box_new0 (PasarImportData);
  self->table = table;
  if (findings != NULL)
    self->findings = *findings;
  self->recognition = pasar_recognition_new (table, head);
  self->first_row = MIN (pasar_recognition_get_head (self->recognition)->first_row, table->n_rows);
  take_heads (self);
  take_types (self);
  find_decimal_point (self);
  return self;
}

/**
 * pasar_import_data_ref:
 * @self: data
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
PasarImportData *
pasar_import_data_ref (PasarImportData *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PasarImportData *self = data;

  pasar_recognition_free (self->recognition);
  pasar_text_table_free (self->table);
  g_clear_pointer (&self->percents, g_string_chunk_free);
  g_free (self->heads);
  g_free (self->plain);
}

/**
 * pasar_import_data_unref:
 * @data: (transfer full): a [struct@ImportData]
 *
 * Gives a reference back.
 */
void
pasar_import_data_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear);
}

/**
 * pasar_import_data_get_texts:
 * @self: data
 *
 * For what comes before the values, and for leftovers.
 *
 * Returns: the whole table, its head included
 */
const PasarTextTable *
pasar_import_data_get_texts (const PasarImportData *self)
{
  return self->table;
}

/**
 * pasar_import_data_get_findings:
 * @self: data
 *
 * Tells how a text was read.
 *
 * Returns: what was found out; of no meaning for a workbook
 */
const PasarTextFindings *
pasar_import_data_get_findings (const PasarImportData *self)
{
  return &self->findings;
}

/**
 * pasar_import_data_get_recognition:
 * @self: data
 *
 * Tells what the table is.
 *
 * Returns: (transfer none): its recognition, to be run in the main thread
 */
PasarRecognition *
pasar_import_data_get_recognition (const PasarImportData *self)
{
  return self->recognition;
}

/**
 * pasar_import_data_get_first_row:
 * @self: data
 *
 * Tells where the values begin.
 *
 * Returns: how many rows of the whole table come before those that are imported
 */
guint
pasar_import_data_get_first_row (const PasarImportData *self)
{
  return self->first_row;
}

/**
 * pasar_import_data_get_row_number:
 * @self: data
 * @row: a row of the table that is imported
 *
 * Tells where the user finds a row in the file.
 *
 * Returns: its number, counted from 1
 */
guint
pasar_import_data_get_row_number (const PasarImportData *self, guint row)
{
  return pasar_text_table_get_row_number (self->table, self->first_row + row);
}

/**
 * pasar_import_data_get_table:
 * @self: data
 * @decimal_point: what the user says that numbers have before their decimals; 0: what was found
 *
 * Lays out the rows below the head.
 *
 * Returns: what is imported; valid as long as @self
 */
PasarImportTable
pasar_import_data_get_table (const PasarImportData *self, char decimal_point)
{
  return (PasarImportTable){
    .texts = self->table->cells + (gsize) self->first_row * self->table->n_columns,
    .n_rows = self->table->n_rows - self->first_row,
    .n_columns = self->table->n_columns,
    .heads = self->heads,
    .decimal_point = decimal_point != '\0' ? decimal_point : self->decimal_point,
    .plain = self->plain,
  };
}

static void
add (GString *sentences, char *sentence)
{
  g_string_append_printf (sentences, "%s%s", sentences->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

/**
 * pasar_import_data_dup_warning:
 * @self: data
 *
 * Says in words where the file may have been written or read amiss, and in which row first.
 *
 * Returns: (transfer full) (nullable): translated sentences; %NULL where nothing is amiss
 */
char *
pasar_import_data_dup_warning (const PasarImportData *self)
{
  const PasarTextFindings *findings = &self->findings;
  const PasarHead *head = pasar_recognition_get_head (self->recognition);
  GString *sentences = g_string_new (NULL);

  if (findings->n_replaced > 0)
    add (sentences,
         g_strdup_printf (ngettext ("%'u character cannot be read in this encoding.",
                                    "%'u characters cannot be read in this encoding.",
                                    findings->n_replaced),
                          findings->n_replaced));
  if (findings->n_open_quotes > 0)
    add (sentences,
         /* Translators: %'u is the number of a row of a file */
         g_strdup_printf (_ ("A quote that is opened in row %'u is never closed."),
                          pasar_text_table_get_row_number (self->table,
                                                           findings->first_open_quote)));
  if (head->n_wide > 0)
    add (sentences,
         g_strdup_printf (
             /* Translators: %1$'u is a number of rows of a file, %2$'u the number of the first of
                them */
             ngettext ("%1$'u row has more cells than there are heads: row %2$'u.",
                       "%1$'u rows have more cells than there are heads, row %2$'u first.",
                       head->n_wide),
             head->n_wide,
             pasar_text_table_get_row_number (self->table, head->first_wide)));
  if (self->table->n_unvalued > 0)
    add (sentences,
         g_strdup_printf (
             ngettext ("%'u formula has no value: open the file in the program that wrote it, and "
                       "save it again.",
                       "%'u formulas have no value: open the file in the program that wrote it, "
                       "and save it again.",
                       self->table->n_unvalued),
             self->table->n_unvalued));
  return g_string_free (sentences, sentences->len == 0);
}
