/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/export.h"

#include "catalogue/edits/import.h"
#include "jobs/clipboard/cell.h"

struct _PasarExportJob
{
  PasarTableJob parent_instance;

  GArray *keys;                    /* (owned) PasarRowKey */
  GArray *columns;                 /* (owned) PasarColumn */
  const PasarTableColumn *written; /* (nullable): the same in the file */
};

G_DEFINE_FINAL_TYPE (PasarExportJob, pasar_export_job, PASAR_TYPE_TABLE_JOB)

static PasarCatalogue *
get_catalogue (PasarExportJob *self)
{
  return pasar_session_get_catalogue (pasar_job_get_session (PASAR_JOB (self)));
}

/* A time as a table has it. */
static const char *
add_time (PasarExportJob *self, guint row, PasarColumn column)
{
  const gint64 secs = pasar_catalogue_read_number (get_catalogue (self), row, column);
  g_autoptr (GDateTime) time =
      secs != PASAR_NO_VALUE ? g_date_time_new_from_unix_local (secs) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;

  return text != NULL ? pasar_table_job_keep (PASAR_TABLE_JOB (self), text) : NULL;
}

/* As it is read back. */
static const char *
keep_text (PasarExportJob *self, guint i, const char *text)
{
  const PasarColumn column = g_array_index (self->columns, PasarColumn, i);
  g_autofree char *quoted =
      self->written[i].kind == PASAR_CELLS_TEXT ? pasar_import_quote (text) : NULL;

  if (quoted != NULL && pasar_catalogue_get_column (get_catalogue (self), column)->is_editable)
    text = quoted;
  return pasar_table_job_keep (PASAR_TABLE_JOB (self), text);
}

static gboolean
pasar_export_job_read_row (PasarTableJob *job, guint n, PasarTextCell *cells)
{
  PasarExportJob *self = PASAR_EXPORT_JOB (job);
  PasarCatalogue *catalogue = get_catalogue (self);
  const PasarRowKey *key = &g_array_index (self->keys, PasarRowKey, n);
  const guint row = pasar_catalogue_find (catalogue, key->item_id, key->model_id);

  /* It is not there any more. */
  if (row == PASAR_NO_ROW)
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarColumn column = g_array_index (self->columns, PasarColumn, i);
      PasarCellText text;

      cells[i] = pasar_cell_text_read (&text, catalogue, row, column, TRUE);
      cells[i].text = keep_text (self, i, cells[i].text);
      if (self->written[i].kind == PASAR_CELLS_TIME)
        cells[i].number = add_time (self, row, column);
      else if (cells[i].number != NULL)
        cells[i].number = pasar_table_job_keep (job, cells[i].number);
    }
  return TRUE;
}

static PasarCellKind
get_kind (const PasarColumnInfo *info)
{
  if (info->type == PASAR_COLUMN_TIME)
    return PASAR_CELLS_TIME;
  switch (info->type == PASAR_COLUMN_NUMBER ? info->unit : PASAR_UNIT_NONE)
    {
    case PASAR_UNIT_MONEY:
      return PASAR_CELLS_MONEY;
    case PASAR_UNIT_PIECES:
      return PASAR_CELLS_PIECES;
    case PASAR_UNIT_PERCENT:
      return PASAR_CELLS_PERCENT;
    case PASAR_UNIT_NUMBER:
      return PASAR_CELLS_NUMBER;
    case PASAR_UNIT_NONE:
    default:
      return PASAR_CELLS_TEXT;
    }
}

static guint
pasar_export_job_begin (PasarTableJob *job, PasarTableLayout *layout)
{
  PasarExportJob *self = PASAR_EXPORT_JOB (job);
  PasarCatalogue *catalogue = get_catalogue (self);
  const char *currency = pasar_catalogue_get_currency (catalogue);
  const PasarShop *shop = pasar_session_get_shop (pasar_job_get_session (PASAR_JOB (self)));
  PasarTableColumn *columns = pasar_table_job_add_columns (job, self->columns->len);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarColumnInfo *info =
          pasar_catalogue_get_column (catalogue, g_array_index (self->columns, PasarColumn, i));

      columns[i] = (PasarTableColumn){
        .title = pasar_table_job_keep (job, pasar_column_info_get_title (info)),
        .kind = get_kind (info),
        .width = info->width,
      };
    }
  self->written = columns;
  layout->title = pasar_table_job_keep (job, shop->name != NULL ? shop->name : "");
  layout->columns = columns;
  layout->n_columns = self->columns->len;
  layout->currency = pasar_table_job_keep (job, currency != NULL ? currency : "");
  layout->digits = pasar_catalogue_get_digits (catalogue);
  return self->keys->len;
}

static void
pasar_export_job_finalize (GObject *object)
{
  PasarExportJob *self = PASAR_EXPORT_JOB (object);

  g_array_unref (self->keys);
  g_array_unref (self->columns);
  G_OBJECT_CLASS (pasar_export_job_parent_class)->finalize (object);
}

static void
pasar_export_job_class_init (PasarExportJobClass *klass)
{
  PasarTableJobClass *job_class = PASAR_TABLE_JOB_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pasar_export_job_finalize;
  job_class->begin = pasar_export_job_begin;
  job_class->read_row = pasar_export_job_read_row;
}

static void
pasar_export_job_init (PasarExportJob *self)
{
}

/**
 * pasar_export_job_new:
 * @session: an open shop
 * @keys: (element-type PasarRowKey): which rows, in which order; not to be changed any more
 * @columns: (array length=n_columns): which columns, in which order; one at least
 * @n_columns: length of @columns
 * @file: the name of the file; a file of this name is replaced
 * @format: how it is written
 *
 * The job reads each row when its turn comes; a row that the shop has no more by then is left out.
 *
 * Returns: (transfer full): the job, to be run
 */
PasarJob *
pasar_export_job_new (PasarSession *session,
                      GArray *keys,
                      const PasarColumn *columns,
                      guint n_columns,
                      GFile *file,
                      PasarTableFormat format)
{
  PasarExportJob *self;

  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);
  g_return_val_if_fail (n_columns > 0, NULL);

  self = g_object_new (PASAR_TYPE_EXPORT_JOB, "session", session, NULL);
  self->keys = g_array_ref (keys);
  self->columns = g_array_sized_new (FALSE, FALSE, sizeof (PasarColumn), n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      if (pasar_catalogue_get_column (get_catalogue (self), columns[i]) != NULL)
        g_array_append_val (self->columns, columns[i]);
    }
  pasar_table_job_set_file (PASAR_TABLE_JOB (self), file, format);
  return PASAR_JOB (self);
}
