/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/leftovers.h"

#include "jobs/import/workbook.h"

#include <glib/gi18n-lib.h>

#define KEY_REASON   "et_title_reason"
#define WIDTH        18
#define REASON_WIDTH 60

struct _PasarLeftoversJob
{
  PasarTableJob parent_instance;

  PasarImport *import;    /* (owned) */
  PasarVerdictList *rows; /* (owned) */
  gpointer owner;         /* (owned): of the table */
  GDestroyNotify free_owner;
  const PasarTextTable *table;
  PasarHead head;
  char *title; /* (owned) */
  /* Seller Centre takes a workbook back with all rows of its head, and no columns of others. */
  gboolean is_workbook;

  guint n_columns;
  guint reason;     /* the column for it */
  guint candidates; /* n_columns: there is none */
};

G_DEFINE_FINAL_TYPE (PasarLeftoversJob, pasar_leftovers_job, PASAR_TYPE_TABLE_JOB)

/* What the shop has that a row may be, by what it can be told by. */
static void
append_candidate (GString *names, PasarCatalogue *catalogue, PasarRowKey key)
{
  const guint row = pasar_catalogue_find_editable (catalogue, key);
  const char *sku = row != PASAR_NO_ROW ? pasar_catalogue_read_row (catalogue, row).sku : "";

  if (names->len > 0)
    g_string_append (names, "; ");
  if (sku != NULL && *sku != '\0')
    g_string_append_printf (names, "%s: ", sku);
  g_string_append_printf (names, "%" G_GINT64_FORMAT, key.item_id);
  if (key.model_id != 0)
    g_string_append_printf (names, "/%" G_GINT64_FORMAT, key.model_id);
}

static char *
dup_candidates (PasarLeftoversJob *self, guint row)
{
  PasarCatalogue *catalogue =
      pasar_session_get_catalogue (pasar_job_get_session (PASAR_JOB (self)));
  const PasarImportVerdict verdict = pasar_import_get_verdict (self->import, row);
  const PasarMatched matched = pasar_import_get_matched (self->import, row);
  const guint n_more = matched.n_candidates - MIN (matched.n_candidates, matched.n_kept);
  GString *names = g_string_new (NULL);

  if (verdict != PASAR_IMPORT_ROW_AMBIGUOUS && verdict != PASAR_IMPORT_ROW_CONTRADICTORY)
    return g_string_free (names, FALSE);
  for (guint i = 0; i < matched.n_kept; i++)
    append_candidate (names, catalogue, matched.candidates[i]);
  if (n_more > 0)
    {
      g_string_append (names, "; ");
      g_string_append_printf (names,
                              /* Translators: follows a list of some rows of the shop; %'u is how
                                 many are not listed */
                              ngettext ("and %'u more", "and %'u more", n_more),
                              n_more);
    }
  return g_string_free (names, FALSE);
}

static gboolean
is_key (PasarLeftoversJob *self, guint column)
{
  for (guint key = 0; key < PASAR_MATCH_N_KEYS; key++)
    {
      if (pasar_import_get_key_column (self->import, (PasarMatchKey) key) == (int) column)
        return TRUE;
    }
  return FALSE;
}

/* A number stays one; but ids and codes are texts wherever a spreadsheet may spoil them. */
static void
read_came (PasarLeftoversJob *self, guint row, PasarTextCell *cells)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const gboolean is_there = i < self->table->n_columns;
      const char *text = is_there ? pasar_text_table_get_text (self->table, row, i) : "";
      const gboolean is_number =
          is_there && pasar_text_table_get_cell_type (self->table, row, i) == PASAR_CELL_NUMBER;

      cells[i] = (PasarTextCell){ .text = text, .number = is_number ? text : NULL };
      cells[i].is_text = !self->is_workbook && is_key (self, i);
    }
}

/* How many rows of a sheet stand before those of the import. */
static guint
count_head_rows (PasarLeftoversJob *self)
{
  const guint first = self->head.first_row;

  if (!self->is_workbook)
    return 0;
  return first > 0 ? pasar_text_table_get_row_number (self->table, first - 1) : 0;
}

/* Those that had nothing in them were not read. */
static void
read_head_row (PasarLeftoversJob *self, guint n, PasarTextCell *cells)
{
  guint row = 0;

  while (pasar_text_table_get_row_number (self->table, row) < n + 1)
    row++;
  if (pasar_text_table_get_row_number (self->table, row) == n + 1)
    {
      read_came (self, row, cells);
      if (row == (guint) self->head.row)
        cells[self->reason] = (PasarTextCell){ .text = KEY_REASON };
      return;
    }
  for (guint i = 0; i < self->n_columns; i++)
    cells[i] = (PasarTextCell){ .text = "" };
}

static gboolean
pasar_leftovers_job_read_row (PasarTableJob *job, guint n, PasarTextCell *cells)
{
  PasarLeftoversJob *self = PASAR_LEFTOVERS_JOB (job);
  const guint n_head = count_head_rows (self);
  g_autofree char *reason = NULL;
  g_autofree char *candidates = NULL;
  guint row;

  if (n < n_head)
    {
      read_head_row (self, n, cells);
      return TRUE;
    }
  row = pasar_verdict_list_get_row (self->rows, n - n_head);
  read_came (self, self->head.first_row + row, cells);
  reason = pasar_import_dup_reason (self->import, row);
  cells[self->reason] =
      (PasarTextCell){ .text = reason != NULL ? pasar_table_job_keep (job, reason) : "",
                       .is_text = TRUE };
  if (self->candidates == self->n_columns)
    return TRUE;
  candidates = dup_candidates (self, row);
  cells[self->candidates] =
      (PasarTextCell){ .text = pasar_table_job_keep (job, candidates), .is_text = TRUE };
  return TRUE;
}

/* The list is made once, so that a row does not come twice; what is said of each is of now. */
static gboolean
pasar_leftovers_job_prepare (PasarTableJob *job, gint64 deadline)
{
  PasarLeftoversJob *self = PASAR_LEFTOVERS_JOB (job);

  return self->n_columns == 0 ? pasar_verdict_list_run (self->rows, deadline)
                              : pasar_import_run (self->import, deadline);
}

static const char *
get_head (PasarLeftoversJob *self, guint column)
{
  return self->head.row >= 0
             ? pasar_text_table_get_text (self->table, (guint) self->head.row, column)
             : "";
}

/* A column that is there already, of leftovers that were imported, or else the next new one. */
static guint
place_column (PasarLeftoversJob *self, const char *title)
{
  for (guint i = 0; i < self->table->n_columns; i++)
    {
      if (g_str_equal (get_head (self, i), title))
        return i;
    }
  return self->n_columns++;
}

static void
place_columns (PasarLeftoversJob *self)
{
  self->n_columns = self->table->n_columns;
  if (self->is_workbook)
    {
      self->reason = place_column (self, KEY_REASON);
      self->candidates = self->n_columns;
      return;
    }
  self->reason = place_column (self, _ ("Reason"));
  self->candidates = place_column (self, _ ("Candidates"));
}

static guint
pasar_leftovers_job_begin (PasarTableJob *job, PasarTableLayout *layout)
{
  PasarLeftoversJob *self = PASAR_LEFTOVERS_JOB (job);
  PasarTableColumn *columns;

  place_columns (self);
  columns = pasar_table_job_add_columns (job, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      columns[i] = (PasarTableColumn){ "", PASAR_CELLS_NUMBER, WIDTH };
      if (i < self->table->n_columns)
        columns[i].title = pasar_table_job_keep (job, get_head (self, i));
    }
  if (!self->is_workbook)
    {
      /* Translators: the head of a column: why a row was left out */
      columns[self->reason].title = _ ("Reason");
      /* Translators: the head of a column: which rows of the shop may be meant */
      columns[self->candidates].title = _ ("Candidates");
      columns[self->candidates].width = REASON_WIDTH;
    }
  columns[self->reason].width = REASON_WIDTH;
  layout->title = pasar_table_job_keep (job, self->title);
  layout->columns = columns;
  layout->n_columns = self->n_columns;
  layout->is_untitled = self->is_workbook;
  return count_head_rows (self) + g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

static void
pasar_leftovers_job_finalize (GObject *object)
{
  PasarLeftoversJob *self = PASAR_LEFTOVERS_JOB (object);

  g_clear_object (&self->rows);
  g_clear_pointer (&self->import, pasar_import_unref);
  g_clear_pointer (&self->owner, self->free_owner);
  g_free (self->title);
  G_OBJECT_CLASS (pasar_leftovers_job_parent_class)->finalize (object);
}

static void
pasar_leftovers_job_class_init (PasarLeftoversJobClass *klass)
{
  PasarTableJobClass *job_class = PASAR_TABLE_JOB_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pasar_leftovers_job_finalize;
  job_class->prepare = pasar_leftovers_job_prepare;
  job_class->begin = pasar_leftovers_job_begin;
  job_class->read_row = pasar_leftovers_job_read_row;
}

static void
pasar_leftovers_job_init (PasarLeftoversJob *self)
{
}

/**
 * pasar_leftovers_job_new:
 * @session: the shop
 * @import: what the table came to; it may have become an edit
 * @verdicts: a bit, `1 << verdict`, for each [enum@ImportVerdict] whose rows are written
 * @source: where the rows come from
 * @file: the name of the file; a file of this name is replaced
 * @format: how it is written
 *
 * The columns are those that came, in their places, with two more: the reason, in words, and the
 * rows of the shop that an ambiguous row may be, by SKU and ids. Of Seller Centre's workbook the
 * rows of its head come with them, and its own column for reasons has the reason. Leftovers that
 * were imported again have these columns already.
 *
 * Returns: (transfer full): the job, to be run
 */
PasarJob *
pasar_leftovers_job_new (PasarSession *session,
                         PasarImport *import,
                         guint verdicts,
                         const PasarLeftoversSource *source,
                         GFile *file,
                         PasarTableFormat format)
{
  PasarLeftoversJob *self;
  PasarWorkbook workbook;

  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);
  g_return_val_if_fail (import != NULL && source != NULL, NULL);

  self = g_object_new (PASAR_TYPE_LEFTOVERS_JOB, "session", session, NULL);
  self->import = pasar_import_ref (import);
  self->rows = pasar_verdict_list_new (import, verdicts, PASAR_VERDICT_ORDER_TABLE);
  self->table = source->table;
  self->head = source->head;
  self->title = g_strdup (source->title);
  self->owner = source->owner;
  self->free_owner = source->free_owner;
  self->is_workbook = pasar_workbook_find (source->table, &workbook) && workbook.is_sales;
  pasar_table_job_set_file (PASAR_TABLE_JOB (self), file, format);
  return PASAR_JOB (self);
}
