/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/import-private.h"

#include <glib/gi18n-lib.h>

/* An import becomes one edit, and says why it leaves the rest out. */

/* So many rows are given between two looks at the clock. */
#define ROWS_A_TURN 1024

/* What is done at its turn. */
typedef struct
{
  PasarImport *import; /* (owned) */
  char *name;          /* (owned) */
  GArray *cells;       /* (owned) (nullable) PasarPastedCell */
  guint next;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->cells, g_array_unref);
  pasar_import_unref (work->import);
  g_free (work->name);
  g_free (work);
}

static void
give_row (Work *work, guint row)
{
  const PasarImport *self = work->import;

  for (guint i = 0; i < self->inputs->len && self->rows[row] > 0; i++)
    {
      const PasarImportResult *result = pasar_import_get_result (self, row, i);
      const PasarPastedCell cell = { pasar_row_match_get (self->match, row).candidates[0],
                                     g_array_index (self->inputs, PasarImportInput, i).field,
                                     0,
                                     result->to };

      if (result->state == PASAR_IMPORT_CHANGED)
        g_array_append_val (work->cells, cell);
    }
}

static void
add_count (GPtrArray *counts, char *text, guint n)
{
  if (n > 0)
    g_ptr_array_add (counts, text);
  else
    g_free (text);
}

static char *
dup_label (const PasarImport *self, const char *name)
{
  const guint n_prices = self->report.n_prices;
  const guint n_stocks = self->report.n_stocks;
  const guint n_others = self->report.n_others;
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  add_count (counts,
             /* Translators: a part of a step that can be undone */
             g_strdup_printf (ngettext ("%'u price", "%'u prices", n_prices), n_prices),
             n_prices);
  add_count (counts,
             /* Translators: a part of a step that can be undone: the stock of so many rows */
             g_strdup_printf (ngettext ("%'u stock", "%'u stocks", n_stocks), n_stocks),
             n_stocks);
  add_count (counts,
             /* Translators: a part of a step that can be undone */
             g_strdup_printf (ngettext ("%'u other value", "%'u other values", n_others), n_others),
             n_others);
  g_ptr_array_add (counts, NULL);
  list = g_strjoinv (", ", (char **) counts->pdata);
  /* Translators: a step that can be undone: the name of a file, then what was changed, e.g. “412
     prices, 30 stocks” */
  return g_strdup_printf (_ ("Import of %s: %s"), name, list);
}

/* From what is staged now; the rows are those that were shown. */
static gboolean
prepare (PasarCommand *command, gpointer data, gint64 until)
{
  Work *work = data;
  PasarImport *self = work->import;

  if (!pasar_import_run (self, until))
    return FALSE;
  if (work->cells == NULL)
    {
      work->cells = g_array_new (FALSE, FALSE, sizeof (PasarPastedCell));
      pasar_array_reserve (work->cells, self->report.n_cells[PASAR_IMPORT_CHANGED]);
    }
  while (work->next < self->table.n_rows)
    {
      const guint end = MIN (self->table.n_rows, work->next + ROWS_A_TURN);

      for (; work->next < end; work->next++)
        give_row (work, work->next);
      if (g_get_monotonic_time () >= until)
        break;
    }
  if (work->next < self->table.n_rows)
    return FALSE;
  self->is_given = TRUE;
  command->label = dup_label (self, work->name);
  pasar_command_add_cells (command,
                           -1,
                           g_steal_pointer (&work->cells),
                           g_ptr_array_new_with_free_func (
                               (GDestroyNotify) pasar_expression_unref));
  return TRUE;
}

/**
 * pasar_import_make_command:
 * @self: an import that is done
 * @name: of the file, for what undo says
 *
 * Makes one edit of it that is computed at its turn, from what is staged then, for the rows that
 * were found before; it waits for @self to run where the shop has changed since. The report then
 * tells what it came to, and which rows have vanished.
 *
 * Returns: (transfer full): the edit
 */
PasarCommand *
pasar_import_make_command (PasarImport *self, const char *name)
{
  Work *work;

  g_return_val_if_fail (self != NULL && self->phase == PASAR_IMPORT_PHASE_DONE, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self->is_applied = TRUE;
  work = g_new0 (Work, 1);
  work->import = pasar_import_ref (self);
  work->name = g_strdup (name);
  return pasar_command_new_later (PASAR_COMMAND_PASTE, -1, NULL, prepare, work, work_free);
}

/**
 * pasar_import_keep:
 * @self: an import
 * @data: (transfer full): what its table points at
 * @free_data: frees @data
 *
 * Keeps the table as long as the import is there, and the edit that it becomes; once.
 */
void
pasar_import_keep (PasarImport *self, gpointer data, GDestroyNotify free_data)
{
  g_return_if_fail (self != NULL && self->free_kept == NULL);

  self->kept = data;
  self->free_kept = free_data;
}

static char *
dup_candidates (PasarImport *self, const PasarMatched *matched)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < matched->n_kept; i++)
    {
      const guint row = pasar_catalogue_find_editable (self->catalogue, matched->candidates[i]);
      g_autofree char *name =
          row != PASAR_NO_ROW ? pasar_catalogue_dup_row_name (self->catalogue, row) : NULL;

      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? "; " : "", name);
    }
  if (matched->n_candidates > matched->n_kept)
    g_string_append (names, "; …");
  return g_string_free (names, FALSE);
}

static char *
dup_row_reason (PasarImport *self, guint row)
{
  const PasarMatched matched = pasar_row_match_get (self->match, row);
  g_autofree char *candidates = dup_candidates (self, &matched);

  switch (self->verdicts[row])
    {
    case PASAR_IMPORT_ROW_BLANK:
      return g_strdup (_ ("The row has no id and no code."));
    case PASAR_IMPORT_ROW_UNKNOWN:
      return g_strdup (_ ("The shop has no such item or variation."));
    case PASAR_IMPORT_ROW_AMBIGUOUS:
      /* Translators: %1$'u is a number of rows of the shop, %2$s the names of some of them */
      return g_strdup_printf (ngettext ("%1$'u row of the shop may be meant: %2$s.",
                                        "%1$'u rows of the shop may be meant: %2$s.",
                                        matched.n_candidates),
                              matched.n_candidates,
                              candidates);
    case PASAR_IMPORT_ROW_CONTRADICTORY:
      /* Translators: %s is the names of some rows of the shop, separated by semicolons */
      return g_strdup_printf (_ ("The ids and codes of the row do not belong together: %s."),
                              candidates);
    case PASAR_IMPORT_ROW_CONFLICTING:
      return g_strdup (_ ("Another row of the file has another value for the same."));
    case PASAR_IMPORT_ROW_REPEATED:
      return g_strdup (_ ("A row above it says the same."));
    case PASAR_IMPORT_ROW_DAMAGED:
      return g_strdup (_ ("An id or code of the row was damaged by another program."));
    case PASAR_IMPORT_ROW_VANISHED:
      return g_strdup (_ ("The shop does not have it any more."));
    default:
      return NULL;
    }
}

/* As long as the shop has it. */
static guint
find_row (PasarImport *self, guint table_row)
{
  return self->rows[table_row] > 0
             ? pasar_catalogue_find_editable (self->catalogue,
                                              pasar_row_match_get (self->match, table_row)
                                                  .candidates[0])
             : PASAR_NO_ROW;
}

/* Why a value is left out. */
static char *
dup_cell_reason (PasarImport *self, guint table_row, guint i)
{
  const PasarImportInput *input = &g_array_index (self->inputs, PasarImportInput, i);
  const PasarImportResult *result = pasar_import_get_result (self, table_row, i);
  const guint row = find_row (self, table_row);
  g_autoptr (GError) error = NULL;
  gint64 to;

  if (row == PASAR_NO_ROW)
    return NULL;
  if (result->state == PASAR_IMPORT_ZERO)
    return g_strdup (_ ("It would become 0."));
  if (result->state == PASAR_IMPORT_NOT_CLEARED)
    return g_strdup (_ ("It cannot be without a value."));
  if (result->state == PASAR_IMPORT_REFUSED)
    return pasar_rules_dup_text (self->catalogue, row, result->to, (PasarRule) result->rule);
  pasar_import_read (self, table_row, input, row, &to, &error);
  return error != NULL ? g_strdup (error->message) : NULL;
}

/* reason: (nullable): of a value, as a sentence */
static void
add_reason (PasarImport *self, GString *reasons, guint i, const char *reason)
{
  const PasarImportInput *input = &g_array_index (self->inputs, PasarImportInput, i);

  if (reason != NULL)
    g_string_append_printf (reasons,
                            "%s%s: %s",
                            reasons->len > 0 ? " " : "",
                            pasar_column_info_get_title (
                                pasar_catalogue_get_column (self->catalogue, input->target)),
                            reason);
}

/**
 * pasar_import_dup_reason:
 * @self: an import that is done
 * @row: a row of the table
 *
 * Says in words why the row, or a value of it, is left out: for a list, and beside the row when the
 * leftovers are exported.
 *
 * Returns: (transfer full) (nullable): translated sentences; %NULL when nothing is left out
 */
char *
pasar_import_dup_reason (PasarImport *self, guint row)
{
  GString *reasons;

  g_return_val_if_fail (self != NULL && row < self->table.n_rows, NULL);

  if (self->verdicts[row] != PASAR_IMPORT_ROW_LEFT_OUT)
    return dup_row_reason (self, row);
  reasons = g_string_new (NULL);
  for (guint i = 0; i < self->inputs->len; i++)
    {
      g_autofree char *reason = pasar_import_get_result (self, row, i)->state > PASAR_IMPORT_CHANGED
                                    ? dup_cell_reason (self, row, i)
                                    : NULL;

      add_reason (self, reasons, i, reason);
    }
  return g_string_free (reasons, FALSE);
}

/**
 * pasar_import_dup_postponed_text:
 * @self: an import that is done
 * @row: a row of the table
 *
 * Says what of the row waits, and until when.
 *
 * Returns: (transfer full): translated sentences; "" when nothing waits
 */
char *
pasar_import_dup_postponed_text (PasarImport *self, guint row)
{
  GString *texts;
  guint shop_row;

  g_return_val_if_fail (self != NULL && row < self->table.n_rows, NULL);

  texts = g_string_new (NULL);
  shop_row = find_row (self, row);
  for (guint i = 0; i < self->inputs->len && shop_row != PASAR_NO_ROW; i++)
    {
      const PasarImportResult *result = pasar_import_get_result (self, row, i);
      g_autofree char *text =
          result->state == PASAR_IMPORT_CHANGED && result->rule != PASAR_RULE_OK
              ? pasar_rules_dup_postponed_text (self->catalogue, shop_row, (PasarRule) result->rule)
              : NULL;

      add_reason (self, texts, i, text);
    }
  return g_string_free (texts, FALSE);
}
