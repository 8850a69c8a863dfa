/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/match-private.h"

#include "catalogue/edits/private.h"

#include <string.h>

/* What the rows of a table say that name the same row of the shop. */

/* Several rows of the table that name the same. */
typedef struct
{
  guint first_said; /* by column that is compared: a row + 1 that says something there; 0: none */
  gboolean conflicts;
} Group;

static void
set_verdict (PasarRowMatch *self, guint row, PasarMatchVerdict verdict)
{
  PasarJudgement *judgement = pasar_row_match_get_judgement (self, row);

  self->n_by_verdict[judgement->verdict]--;
  self->n_other_case -= judgement->differs_in_case && judgement->verdict == PASAR_MATCH_FOUND;
  judgement->verdict = (guint8) verdict;
  self->n_by_verdict[verdict]++;
}

static gboolean
are_same_texts (const char *a, const char *b)
{
  g_autofree char *stripped_a = NULL;
  g_autofree char *stripped_b = NULL;

  if (strcmp (a, b) == 0)
    return TRUE;
  stripped_a = pasar_number_strip (a);
  stripped_b = pasar_number_strip (b);
  return strcmp (stripped_a, stripped_b) == 0;
}

/* Whether the row says anything that the rows above it in the group do not. */
static gboolean
add_to_group (PasarRowMatch *self, Group *group, guint row)
{
  gboolean is_new = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const guint column = g_array_index (self->columns, guint, i);
      guint32 *said = &g_array_index (self->said, guint32, group->first_said + i);
      const char *text = pasar_row_match_get_text (self, row, column);

      if (pasar_number_is_missing (text))
        continue;
      if (*said == 0)
        {
          *said = row + 1;
          is_new = TRUE;
        }
      else if (!are_same_texts (text, pasar_row_match_get_text (self, *said - 1, column)))
        group->conflicts = TRUE;
    }
  return is_new;
}

static guint32
add_group (PasarRowMatch *self, guint first_row)
{
  const Group group = { .first_said = self->said->len };

  g_array_append_val (self->groups, group);
  g_array_set_size (self->said, self->said->len + self->columns->len);
  add_to_group (self, &g_array_index (self->groups, Group, self->groups->len - 1), first_row);
  return g_array_index (self->group_of, guint32, first_row) = self->groups->len;
}

void
pasar_row_match_compare_row (PasarRowMatch *self, guint row)
{
  const PasarJudgement *judgement = pasar_row_match_get_judgement (self, row);
  PasarRowKey *key;
  guint first;
  guint32 number;

  if (judgement->verdict != PASAR_MATCH_FOUND)
    return;
  key = &g_array_index (self->candidates, PasarRowKey, judgement->first);
  first = GPOINTER_TO_UINT (g_hash_table_lookup (self->said_by, key));
  if (first == 0)
    {
      g_hash_table_insert (self->said_by, key, GUINT_TO_POINTER (row + 1));
      return;
    }
  number = g_array_index (self->group_of, guint32, first - 1);
  if (number == 0)
    number = add_group (self, first - 1);
  g_array_index (self->group_of, guint32, row) = number;
  if (!add_to_group (self, &g_array_index (self->groups, Group, number - 1), row))
    set_verdict (self, row, PASAR_MATCH_REPEATED);
}

void
pasar_row_match_mark_row (PasarRowMatch *self, guint row)
{
  const guint32 number = g_array_index (self->group_of, guint32, row);

  if (number > 0 && g_array_index (self->groups, Group, number - 1).conflicts)
    set_verdict (self, row, PASAR_MATCH_CONFLICTING);
}

void
pasar_row_match_end_compare (PasarRowMatch *self)
{
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->said_by, g_hash_table_unref);
  g_clear_pointer (&self->group_of, g_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  g_clear_pointer (&self->said, g_array_unref);
}

/**
 * pasar_row_match_compare:
 * @self: a match that has not begun, or is done
 * @columns: (array length=n_columns): columns of the table
 * @n_columns: length of @columns
 *
 * Asks to find out which rows of the table say the same of one row of the shop, and which of them
 * something else, in these columns; a blank says nothing. It is found out with the next run.
 */
void
pasar_row_match_compare (PasarRowMatch *self, const guint *columns, guint n_columns)
{
  g_return_if_fail (self != NULL && self->columns == NULL);

  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  if (n_columns > 0)
    g_array_append_vals (self->columns, columns, n_columns);
  self->said_by = g_hash_table_new (pasar_row_key_hash, pasar_row_key_equal);
  self->group_of = g_array_new (FALSE, TRUE, sizeof (guint32));
  g_array_set_size (self->group_of, self->table.n_rows);
  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  self->said = g_array_new (FALSE, TRUE, sizeof (guint32));
  if (self->phase != PASAR_MATCH_PHASE_DONE)
    return;
  self->phase = PASAR_MATCH_PHASE_COMPARE;
  self->next = 0;
}
