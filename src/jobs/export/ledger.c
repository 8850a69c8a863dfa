/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/ledger.h"

#include "jobs/export/change-cells.h"
#include "jobs/history.h"
#include "jobs/submit/change.h"

#include <glib/gi18n-lib.h>

#define TIME_WIDTH   20
#define NUMBER_WIDTH 12
#define WORDS_WIDTH  40

/* Those of the change are between them. */
enum
{
  COLUMN_TIME,
  COLUMN_SUBMISSION,
  COLUMN_CHANGE,
  COLUMN_ORIGIN = COLUMN_CHANGE + PASAR_N_CHANGE_CELLS,
  COLUMN_SEAL,
  N_COLUMNS,
};

/* A row of the table. */
typedef struct
{
  const PasarSubmission *submission;    /* (unowned) */
  const PasarJournalCall *call;         /* (unowned) */
  const PasarJournalRow *row;           /* (unowned) */
  const PasarJournalLocation *location; /* (unowned) (nullable): the change is split */
} Line;

struct _PasarLedgerJob
{
  PasarTableJob parent_instance;

  GCancellable *cancellable; /* (owned) (nullable): while it runs */
  PasarSealReport *report;   /* (owned) (nullable) */
  GPtrArray *submissions;    /* (owned) PasarSubmission */
  GArray *lines;             /* (owned) Line */
};

G_DEFINE_FINAL_TYPE (PasarLedgerJob, pasar_ledger_job, PASAR_TYPE_TABLE_JOB)

static void
add_row (PasarLedgerJob *self, Line line)
{
  const GArray *locations = line.row->locations;
  const guint n_lines = self->lines->len;

  for (guint i = 0; locations != NULL && i < locations->len; i++)
    {
      line.location = &g_array_index (locations, PasarJournalLocation, i);
      if (line.location->old_stock != line.location->new_stock)
        g_array_append_val (self->lines, line);
    }
  line.location = NULL;
  if (self->lines->len == n_lines)
    g_array_append_val (self->lines, line);
}

static void
add_submission (PasarLedgerJob *self, const PasarSubmission *submission)
{
  for (guint i = 0; i < submission->calls->len; i++)
    {
      const PasarJournalCall *call = g_ptr_array_index (submission->calls, i);

      for (guint k = 0; call->kind != PASAR_CALL_BOOST && k < call->rows->len; k++)
        add_row (self, (Line){ submission, call, g_ptr_array_index (call->rows, k), NULL });
    }
}

static void read_next (PasarLedgerJob *self, gint64 before);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarLedgerJob) self = user_data;
  g_autoptr (GPtrArray) read = NULL;
  GError *error = NULL;
  PasarSubmission *submission;

  read = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (read == NULL)
    pasar_file_job_finish (PASAR_FILE_JOB (self), error);
  else if (read->len == 0)
    PASAR_JOB_CLASS (pasar_ledger_job_parent_class)->start (PASAR_JOB (self), self->cancellable);
  else
    {
      submission = g_ptr_array_steal_index (read, 0);
      g_ptr_array_add (self->submissions, submission);
      add_submission (self, submission);
      read_next (self, submission->id);
    }
}

/* One at a time, so that others' work at the store goes on between. */
static void
read_next (PasarLedgerJob *self, gint64 before)
{
  PasarSession *session = pasar_job_get_session (PASAR_JOB (self));

  pasar_store_list_submissions_async (pasar_session_get_store (session),
                                      pasar_session_get_shop (session)->id,
                                      FALSE,
                                      before,
                                      1,
                                      self->cancellable,
                                      read_cb,
                                      g_object_ref (self));
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarLedgerJob) self = user_data;
  GError *error = NULL;

  self->report = pasar_store_verify_seals_finish (PASAR_STORE (source), result, &error);
  if (self->report != NULL)
    read_next (self, 0);
  else
    pasar_file_job_finish (PASAR_FILE_JOB (self), error);
}

static void
pasar_ledger_job_start (PasarJob *job, GCancellable *cancellable)
{
  PasarLedgerJob *self = PASAR_LEDGER_JOB (job);
  PasarSession *session = pasar_job_get_session (job);

  self->cancellable = g_object_ref (cancellable);
  pasar_store_verify_seals_async (pasar_session_get_store (session),
                                  pasar_session_get_shop (session)->id,
                                  cancellable,
                                  verified_cb,
                                  g_object_ref (self));
}

/* What was found comes after the changes: in a sentence, and each of what is wrong. */
static guint
pasar_ledger_job_begin (PasarTableJob *job, PasarTableLayout *layout)
{
  PasarLedgerJob *self = PASAR_LEDGER_JOB (job);
  const PasarShop *shop = pasar_session_get_shop (pasar_job_get_session (PASAR_JOB (self)));
  PasarTableColumn *columns = pasar_table_job_add_columns (job, N_COLUMNS);

  /* Translators: the head of a column: when something was sent */
  columns[COLUMN_TIME] = (PasarTableColumn){ _ ("Sent"), PASAR_CELLS_TIME, TIME_WIDTH };
  columns[COLUMN_SUBMISSION] =
      /* Translators: the head of a column: the number of a submission */
      (PasarTableColumn){ _ ("Submission"), PASAR_CELLS_PIECES, NUMBER_WIDTH };
  pasar_change_cells_add_columns (columns + COLUMN_CHANGE);
  /* Translators: the head of a column: the expression or the file that a value came from */
  columns[COLUMN_ORIGIN] = (PasarTableColumn){ _ ("Came From"), PASAR_CELLS_TEXT, WORDS_WIDTH };
  /* Translators: the head of a column: what proves that the rows are as they were written */
  columns[COLUMN_SEAL] = (PasarTableColumn){ _ ("Seal"), PASAR_CELLS_TEXT, WORDS_WIDTH };
  layout->title = pasar_table_job_keep (job, shop->name != NULL ? shop->name : "");
  layout->columns = columns;
  layout->n_columns = N_COLUMNS;
  return self->lines->len + self->report->tampers->len + 1;
}

static PasarTextCell
make_time (PasarTableJob *job, gint64 at_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at_ms / 1000);
  g_autofree char *shown = NULL;
  g_autofree char *number = NULL;
  PasarTextCell cell = { .text = "" };

  if (time == NULL || at_ms <= 0)
    return cell;
  shown = g_date_time_format (time, "%Y-%m-%d %H:%M:%S");
  number = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  cell.text = pasar_table_job_keep (job, shown);
  cell.number = pasar_table_job_keep (job, number);
  return cell;
}

static PasarTextCell
make_number (PasarTableJob *job, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  PasarTextCell cell = { .text = pasar_table_job_keep (job, text) };

  cell.number = cell.text;
  return cell;
}

static void
read_line (PasarLedgerJob *self, const Line *line, PasarTextCell *cells)
{
  PasarTableJob *job = PASAR_TABLE_JOB (self);
  PasarCatalogue *catalogue =
      pasar_session_get_catalogue (pasar_job_get_session (PASAR_JOB (self)));
  const PasarJournalRow *row = line->row;
  const PasarRowKey key = { row->item_id, row->model_id };
  const guint at = pasar_catalogue_find_editable (catalogue, key);
  const PasarRowInfo info =
      at != PASAR_NO_ROW ? pasar_catalogue_read_row (catalogue, at) : (PasarRowInfo){ 0 };
  g_autofree char *reason = pasar_change_join_sentences (row->reason, row->advice);
  const PasarChangeCells change = {
    .key = key,
    .name = info.name,
    .variation = info.variation,
    .sku = info.sku,
    .field = line->call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK,
    .location_id = line->location != NULL ? line->location->location_id : NULL,
    .old_value = line->location != NULL ? line->location->old_stock : row->old_value,
    .new_value = line->location != NULL ? line->location->new_stock : row->new_value,
    .outcome = pasar_change_state_get_label (row->state),
    .reason = reason,
    .request_id = line->call->request_id,
  };

  cells[COLUMN_TIME] = make_time (job,
                                  line->call->sent_at_ms > 0 ? line->call->sent_at_ms
                                                             : line->submission->created_at_ms);
  cells[COLUMN_SUBMISSION] = make_number (job, line->submission->id);
  pasar_change_cells_fill (&change, job, catalogue, cells + COLUMN_CHANGE);
  cells[COLUMN_ORIGIN] = pasar_change_cells_make_text (job, row->origin);
}

static const char *
get_words (PasarTamperKind kind)
{
  switch (kind)
    {
    case PASAR_TAMPER_MISSING:
      return _ ("A submission that was sealed is not there any more");
    case PASAR_TAMPER_ADDED:
      return _ ("This submission was put in outside Pasar");
    case PASAR_TAMPER_CHAIN:
      return _ ("A seal was changed, removed or put in outside Pasar");
    case PASAR_TAMPER_CHANGED:
    default:
      return _ ("This submission was changed outside Pasar");
    }
}

static gboolean
pasar_ledger_job_read_row (PasarTableJob *job, guint n, PasarTextCell *cells)
{
  PasarLedgerJob *self = PASAR_LEDGER_JOB (job);

  for (guint i = 0; i < N_COLUMNS; i++)
    cells[i] = (PasarTextCell){ .text = "" };
  if (n < self->lines->len)
    read_line (self, &g_array_index (self->lines, Line, n), cells);
  else if (n < self->lines->len + self->report->tampers->len)
    {
      const PasarTamper *tamper =
          &g_array_index (self->report->tampers, PasarTamper, n - self->lines->len);

      cells[COLUMN_TIME] = make_time (job, tamper->at_ms);
      cells[COLUMN_SUBMISSION] = make_number (job, tamper->submission);
      cells[COLUMN_SEAL] = pasar_change_cells_make_text (job, get_words (tamper->kind));
    }
  else
    {
      g_autofree char *verdict = pasar_history_dup_verdict (self->report);

      cells[COLUMN_TIME] = make_time (job, g_get_real_time () / 1000);
      cells[COLUMN_ORIGIN] = pasar_change_cells_make_text (job, verdict);
      cells[COLUMN_SEAL] = pasar_change_cells_make_text (job, self->report->seal);
    }
  return TRUE;
}

static void
pasar_ledger_job_finalize (GObject *object)
{
  PasarLedgerJob *self = PASAR_LEDGER_JOB (object);

  g_clear_object (&self->cancellable);
  pasar_seal_report_free (self->report);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->submissions);
  G_OBJECT_CLASS (pasar_ledger_job_parent_class)->finalize (object);
}

static void
pasar_ledger_job_class_init (PasarLedgerJobClass *klass)
{
  PasarTableJobClass *job_class = PASAR_TABLE_JOB_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pasar_ledger_job_finalize;
  PASAR_JOB_CLASS (klass)->start = pasar_ledger_job_start;
  job_class->begin = pasar_ledger_job_begin;
  job_class->read_row = pasar_ledger_job_read_row;
}

static void
pasar_ledger_job_init (PasarLedgerJob *self)
{
  self->submissions = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_submission_free);
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
}

/**
 * pasar_ledger_job_new:
 * @session: the shop
 * @file: the name of the file; a file of this name is replaced
 * @format: how it is written
 *
 * Writes what is kept of the submissions of prices and stock.
 *
 * Returns: (transfer full): the job, to be run
 */
PasarJob *
pasar_ledger_job_new (PasarSession *session, GFile *file, PasarTableFormat format)
{
  PasarLedgerJob *self;

  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);

  self = g_object_new (PASAR_TYPE_LEDGER_JOB, "session", session, NULL);
  pasar_table_job_set_file (PASAR_TABLE_JOB (self), file, format);
  return PASAR_JOB (self);
}
