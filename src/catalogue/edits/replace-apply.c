/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/replace-private.h"

#include "catalogue/values/change.h"

#include <glib/gi18n-lib.h>

/* What a replacement comes to in words, and the edit that it becomes. */

/* So many cells are given between two looks at the clock. */
#define CELLS_A_TURN 256
/* Of a text in what undo says. */
#define MAX_NAMED_CHARS 30

/* A value of a cell, as it is shown. */
static char *
dup_shown (PasarReplace *self, PasarField field, gint64 value)
{
  const PasarUnit unit = pasar_catalogue_get_unit (self->catalogue, field);
  char buffer[64];

  if (unit == PASAR_UNIT_NUMBER)
    return g_strdup (pasar_number_format_to (value, NULL, buffer, sizeof buffer));
  if (unit == PASAR_UNIT_PERCENT)
    return g_strdup (pasar_share_format_to (value, NULL, buffer, sizeof buffer));
  return pasar_money_format (value, pasar_catalogue_get_decimals (self->catalogue, field), NULL);
}

/**
 * pasar_replace_dup_old:
 * @self: a replacement that is done
 * @index: a cell
 *
 * For a list of what changes.
 *
 * Returns: (transfer full): what the cell shows now; empty when there is no such row any more
 */
char *
pasar_replace_dup_old (PasarReplace *self, guint index)
{
  PasarReplaceEntry *cell = &g_array_index (self->cells, PasarReplaceEntry, index);
  const PasarReplaceTarget *target = pasar_replace_get_target (self, cell);
  const guint row = pasar_replace_find_row (self, cell);
  PasarColumnValue value;

  if (row == PASAR_NO_ROW)
    return g_strdup ("");
  value = pasar_catalogue_read_value (self->catalogue, row, target->column);
  return pasar_field_is_text (target->field) ? g_strdup (value.text)
                                             : dup_shown (self, target->field, value.number);
}

/**
 * pasar_replace_dup_new:
 * @self: a replacement that is done
 * @index: a cell
 *
 * Of a cell whose new value cannot be read: that, as it would have been typed.
 *
 * Returns: (transfer full): what the cell would show; empty when there is no such row any more
 */
char *
pasar_replace_dup_new (PasarReplace *self, guint index)
{
  PasarReplaceEntry *cell = &g_array_index (self->cells, PasarReplaceEntry, index);
  const PasarReplaceTarget *target = pasar_replace_get_target (self, cell);
  const guint row = pasar_replace_find_row (self, cell);
  g_autofree char *text = NULL;

  if (row != PASAR_NO_ROW && cell->to != PASAR_NO_VALUE)
    return dup_shown (self, target->field, cell->to);
  text = row != PASAR_NO_ROW ? pasar_replace_dup_result (self, cell, row) : NULL;
  return text != NULL ? g_steal_pointer (&text) : g_strdup ("");
}

/**
 * pasar_replace_dup_reason:
 * @self: a replacement that is done
 * @index: a cell
 *
 * Says in words why a cell is left out.
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL when it is not
 */
char *
pasar_replace_dup_reason (PasarReplace *self, guint index)
{
  PasarReplaceEntry *cell = &g_array_index (self->cells, PasarReplaceEntry, index);
  g_autoptr (GError) error = NULL;
  PasarReplaceEntry again = *cell;

  if (cell->state == PASAR_REPLACE_REFUSED && pasar_replace_find_row (self, cell) != PASAR_NO_ROW)
    return pasar_rules_dup_text (self->catalogue, cell->row, cell->to, (PasarRule) cell->rule);
  if (cell->state == PASAR_REPLACE_UNREADABLE)
    pasar_replace_read_cell (self, &again, &error);
  return error != NULL ? g_strdup (error->message) : NULL;
}

/* At its turn. */

typedef struct
{
  PasarReplace *replace; /* (owned) */
  GArray *cells;         /* (owned) (nullable) PasarPastedCell */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->cells, g_array_unref);
  pasar_replace_unref (work->replace);
  g_free (work);
}

static char *
dup_named (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_NAMED_CHARS)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MAX_NAMED_CHARS - 1);
  return g_strconcat (start, "…", NULL);
}

static char *
dup_label (PasarReplace *self)
{
  const guint n = self->report.n_cells[PASAR_REPLACE_CHANGED];
  g_autofree char *from = dup_named (pasar_pattern_get_text (self->pattern));
  g_autofree char *to = dup_named (self->replacement);

  if (n == self->report.n_prices)
    /* Translators: a step that can be undone: what was looked for, and what stands in its place */
    return g_strdup_printf (ngettext ("Replaced “%2$s” with “%3$s” in %1$'u price",
                                      "Replaced “%2$s” with “%3$s” in %1$'u prices",
                                      n),
                            n,
                            from,
                            to);
  /* Translators: a step that can be undone: what was looked for, and what stands in its place */
  return g_strdup_printf (ngettext ("Replaced “%2$s” with “%3$s” in %1$'u cell",
                                    "Replaced “%2$s” with “%3$s” in %1$'u cells",
                                    n),
                          n,
                          from,
                          to);
}

static void
give_cell (Work *work, PasarReplaceEntry *cell)
{
  PasarReplace *self = work->replace;
  PasarPastedCell pasted = { cell->key, pasar_replace_get_target (self, cell)->field, 0, cell->to };

  if (cell->state != PASAR_REPLACE_CHANGED)
    return;
  if (pasar_field_is_text (pasted.field))
    {
      g_autofree char *text = pasar_replace_dup_result (self, cell, cell->row);

      pasar_catalogue_parse_text (self->catalogue, text, &pasted.amount, NULL);
    }
  g_array_append_val (work->cells, pasted);
}

/* From what the cells say now. */
static gboolean
prepare (PasarCommand *command, gpointer data, gint64 until)
{
  Work *work = data;
  PasarReplace *self = work->replace;

  if (!pasar_replace_run (self, until))
    return FALSE;
  if (work->cells == NULL || self->next == 0)
    {
      g_clear_pointer (&work->cells, g_array_unref);
      work->cells = g_array_new (FALSE, FALSE, sizeof (PasarPastedCell));
      pasar_array_reserve (work->cells, self->report.n_cells[PASAR_REPLACE_CHANGED]);
    }
  while (self->next < self->cells->len)
    {
      const guint end = MIN (self->cells->len, self->next + CELLS_A_TURN);

      for (; self->next < end; self->next++)
        give_cell (work, &g_array_index (self->cells, PasarReplaceEntry, self->next));
      if (g_get_monotonic_time () >= until)
        break;
    }
  if (self->next < self->cells->len)
    return FALSE;
  self->is_given = TRUE;
  command->label = dup_label (self);
  pasar_command_add_cells (command,
                           -1,
                           g_steal_pointer (&work->cells),
                           g_ptr_array_new_with_free_func (
                               (GDestroyNotify) pasar_expression_unref));
  return TRUE;
}

/**
 * pasar_replace_make_command:
 * @self: a replacement, done or not
 *
 * Makes one edit of it that is computed at its turn, from what the cells say then. The report then
 * tells what it came to. @self is nobody else's from here on but to be asked what it came to.
 *
 * Returns: (transfer full): the edit
 */
PasarCommand *
pasar_replace_make_command (PasarReplace *self)
{
  Work *work = g_new0 (Work, 1);

  work->replace = pasar_replace_ref (self);
  return pasar_command_new_later (PASAR_COMMAND_PASTE, -1, NULL, prepare, work, work_free);
}
