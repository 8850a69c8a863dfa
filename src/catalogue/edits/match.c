/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/match-private.h"

#include "catalogue/edits/private.h"

#include <string.h>

/* So many rows are looked at between two looks at the clock. */
#define ROWS_A_TURN 256
/* From so many rows on what a set of keys names is looked up, not worked out once more. */
#define MANY_ROWS 64

static void
begin_phase (PasarRowMatch *self, PasarMatchPhase phase)
{
  self->phase = phase;
  self->next = 0;
}

/**
 * pasar_row_match_new:
 * @catalogue: a shop
 * @table: a table
 *
 * Begins to look which rows of the shop a table names.
 *
 * Returns: (transfer full): the match, to be run
 */
PasarRowMatch *
pasar_row_match_new (PasarCatalogue *catalogue, const PasarMatchTable *table)
{
  PasarRowMatch *self;
  guint n_keys = 0;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (table != NULL, NULL);
  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    {
      g_return_val_if_fail (table->columns[i] < (int) table->n_columns, NULL);
      n_keys += table->columns[i] >= 0;
    }

  self = g_new0 (PasarRowMatch, 1);
  self->catalogue = g_object_ref (catalogue);
  self->table = *table;
  pasar_names_init (&self->names, catalogue, (guint64) table->n_rows * n_keys);
  self->keys = g_array_new (FALSE, TRUE, sizeof (PasarMatchKeys));
  self->judgements = g_array_new (FALSE, FALSE, sizeof (PasarJudgement));
  self->candidates = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  pasar_array_reserve (self->keys, table->n_rows);
  pasar_array_reserve (self->judgements, table->n_rows);
  return self;
}

/* Only what was found is needed from here on. */
static void
end_judge (PasarRowMatch *self)
{
  pasar_names_clear (&self->names);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->worked, g_hash_table_unref);
}

/**
 * pasar_row_match_free:
 * @self: (transfer full) (nullable): a match
 *
 * Frees @self.
 */
void
pasar_row_match_free (PasarRowMatch *self)
{
  if (self == NULL)
    return;
  end_judge (self);
  pasar_row_match_end_compare (self);
  g_array_unref (self->judgements);
  g_array_unref (self->candidates);
  g_object_unref (self->catalogue);
  g_free (self);
}

static void
read_keys (PasarRowMatch *self, guint row)
{
  PasarMatchKeys keys = { 0 };

  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    {
      if (self->table.columns[i] >= 0
          && (i != PASAR_MATCH_BARCODE || self->names.barcode != PASAR_COLUMN_NONE)
          && (self->table.damaged == NULL || !self->table.damaged[row]))
        keys.names[i] =
            pasar_names_add (&self->names,
                             (PasarMatchKey) i,
                             pasar_row_match_get_text (self, row, (guint) self->table.columns[i]));
    }
  g_array_append_val (self->keys, keys);
}

/* Rows that the shop has and that can be edited. */
static void
put_row (PasarRowMatch *self, guint row)
{
  const PasarCatalogue *catalogue = self->catalogue;

  if (!pasar_catalogue_is_editable (self->catalogue, row)
      || (catalogue->rows.flags[row] & PASAR_ROW_GONE) != 0)
    return;
  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    {
      if (self->table.columns[i] >= 0
          && (self->likeness == PASAR_LIKENESS_EXACT || !pasar_match_key_is_id ((PasarMatchKey) i)))
        pasar_names_put_row (&self->names, (PasarMatchKey) i, row, self->likeness);
    }
}

static guint
hash_keys (gconstpointer data)
{
  const PasarMatchKeys *keys = data;
  guint hash = 0;

  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    hash = (hash + keys->names[i]) * 2654435769u;
  return hash ^ (hash >> 15);
}

static gboolean
are_same_keys (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (PasarMatchKeys)) == 0;
}

/* The keys of a row: those that name rows of the shop, and those that do not. */
typedef struct
{
  const PasarName *known[PASAR_MATCH_N_KEYS];
  guint n_known;
  guint n_unknown;
  gboolean has_unknown_id;
  gboolean is_unknown[PASAR_MATCH_N_KEYS];
  gboolean has[PASAR_MATCH_N_KEYS];
  const PasarName *rarest; /* names the fewest rows */
} Named;

static Named
get_named (const PasarRowMatch *self, const PasarMatchKeys *keys)
{
  Named named = { 0 };

  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    {
      const PasarName *name =
          keys->names[i] > 0 ? pasar_names_get (&self->names, keys->names[i]) : NULL;

      if (name == NULL)
        continue;
      named.has[i] = TRUE;
      if (name->n_rows == 0)
        {
          named.is_unknown[i] = TRUE;
          named.n_unknown++;
          named.has_unknown_id |= pasar_match_key_is_id ((PasarMatchKey) i);
          continue;
        }
      if (named.rarest == NULL || name->n_rows < named.rarest->n_rows)
        named.rarest = name;
      named.known[named.n_known++] = name;
    }
  return named;
}

/* A code that nobody has matters to a row with another code, but not where ids say it all. */
static gboolean
accepts_unknown (PasarRowMatch *self, const Named *named, guint row)
{
  const gboolean is_model = (self->catalogue->rows.flags[row] & PASAR_ROW_MODEL) != 0;

  if (named->n_unknown == 0 || named->has[PASAR_MATCH_MODEL_ID]
      || (named->has[PASAR_MATCH_ITEM_ID] && !is_model))
    return TRUE;
  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    {
      if (named->is_unknown[i]
          && *pasar_names_read_code (&self->names, (PasarMatchKey) i, row) != '\0')
        return FALSE;
    }
  return TRUE;
}

static void
keep (PasarRowMatch *self, PasarJudgement *judgement, guint row)
{
  const PasarRowKey key = pasar_catalogue_row_get_key (self->catalogue, row);

  judgement->n_candidates++;
  if (judgement->n_kept == PASAR_MATCH_KEPT_MAX)
    return;
  judgement->n_kept++;
  g_array_append_val (self->candidates, key);
}

/* The rows that all keys name. */
static void
intersect (PasarRowMatch *self, const Named *named, PasarJudgement *judgement)
{
  guint32 link = named->rarest->first;

  while (link > 0)
    {
      const PasarNamedRow *candidate = pasar_names_get_row (&self->names, link);
      gboolean is_named = TRUE;

      for (guint i = 0; i < named->n_known && is_named; i++)
        is_named = named->known[i] == named->rarest
                   || pasar_names_has_row (&self->names, named->known[i], candidate->row);
      if (is_named && accepts_unknown (self, named, candidate->row))
        keep (self, judgement, candidate->row);
      link = candidate->next;
    }
  judgement->verdict = judgement->n_candidates == 0   ? PASAR_MATCH_CONTRADICTORY
                       : judgement->n_candidates == 1 ? PASAR_MATCH_FOUND
                                                      : PASAR_MATCH_AMBIGUOUS;
}

/* One of the rows that each key names. */
static void
keep_contradictory (PasarRowMatch *self, const Named *named, PasarJudgement *judgement)
{
  judgement->verdict = PASAR_MATCH_CONTRADICTORY;
  for (guint i = 0; i < named->n_known; i++)
    keep (self, judgement, pasar_names_get_row (&self->names, named->known[i]->first)->row);
}

static gboolean
is_in_other_case (const Named *named)
{
  for (guint i = 0; i < named->n_known; i++)
    {
      if (named->known[i]->likeness == PASAR_LIKENESS_FOLDED)
        return TRUE;
    }
  return FALSE;
}

static void
work_out (PasarRowMatch *self, const Named *named, PasarJudgement *judgement)
{
  if (named->n_known == 0)
    judgement->verdict = PASAR_MATCH_UNKNOWN;
  else if (named->has_unknown_id)
    keep_contradictory (self, named, judgement);
  else
    intersect (self, named, judgement);
  if (judgement->verdict == PASAR_MATCH_CONTRADICTORY && judgement->n_candidates == 0)
    keep_contradictory (self, named, judgement);
  judgement->differs_in_case = is_in_other_case (named);
}

static void
judge (PasarRowMatch *self, guint row)
{
  const PasarMatchKeys *keys = &g_array_index (self->keys, PasarMatchKeys, row);
  const Named named = get_named (self, keys);
  const gboolean is_much = named.rarest != NULL && named.rarest->n_rows > MANY_ROWS;
  PasarJudgement judgement = { .first = self->candidates->len };
  guint same = 0;

  if (is_much)
    same = GPOINTER_TO_UINT (g_hash_table_lookup (self->worked, keys));
  if (same > 0)
    judgement = g_array_index (self->judgements, PasarJudgement, same - 1);
  else if (self->table.damaged != NULL && self->table.damaged[row])
    judgement.verdict = PASAR_MATCH_DAMAGED;
  else if (named.n_known + named.n_unknown > 0)
    work_out (self, &named, &judgement);
  if (is_much && same == 0)
    g_hash_table_insert (self->worked, (gpointer) keys, GUINT_TO_POINTER (row + 1));
  g_array_append_val (self->judgements, judgement);
  self->n_by_verdict[judgement.verdict]++;
  self->n_other_case += judgement.differs_in_case && judgement.verdict == PASAR_MATCH_FOUND;
}

static void
look_for (PasarRowMatch *self, guint index)
{
  pasar_names_look_for (&self->names, index, self->likeness);
}

/* Rows or their codes have changed since they were begun. */
static gboolean
is_late (const PasarRowMatch *self)
{
  const PasarCatalogue *catalogue = self->catalogue;

  return (self->phase == PASAR_MATCH_PHASE_NAMES || self->phase == PASAR_MATCH_PHASE_ROWS
          || self->phase == PASAR_MATCH_PHASE_JUDGE)
         && (self->layout != catalogue->layout || self->n_rows != catalogue->rows.n
             || self->n_dead != catalogue->n_dead || self->texts_stamp != catalogue->texts_stamp);
}

static void
begin_names (PasarRowMatch *self, PasarLikeness likeness)
{
  self->likeness = likeness;
  pasar_names_begin (&self->names);
  begin_phase (self, PASAR_MATCH_PHASE_NAMES);
}

static void
take_stamps (PasarRowMatch *self)
{
  self->layout = self->catalogue->layout;
  self->n_rows = self->catalogue->rows.n;
  self->n_dead = self->catalogue->n_dead;
  self->texts_stamp = self->catalogue->texts_stamp;
}

static void
begin_anew (PasarRowMatch *self)
{
  pasar_names_forget_rows (&self->names);
  g_clear_pointer (&self->worked, g_hash_table_unref);
  g_array_set_size (self->judgements, 0);
  g_array_set_size (self->candidates, 0);
  memset (self->n_by_verdict, 0, sizeof self->n_by_verdict);
  self->n_other_case = 0;
  take_stamps (self);
  begin_names (self, PASAR_LIKENESS_EXACT);
}

static void
end_rows (PasarRowMatch *self)
{
  const PasarLikeness last =
      self->table.ignores_case ? PASAR_LIKENESS_FOLDED : PASAR_LIKENESS_STRIPPED;

  if (self->likeness < last)
    {
      begin_names (self, self->likeness + 1);
      return;
    }
  self->worked = g_hash_table_new (hash_keys, are_same_keys);
  begin_phase (self, PASAR_MATCH_PHASE_JUDGE);
}

static void
end_phase (PasarRowMatch *self)
{
  switch (self->phase)
    {
    case PASAR_MATCH_PHASE_READ:
      /* As they were read they are looked for first. */
      take_stamps (self);
      G_GNUC_FALLTHROUGH;
    case PASAR_MATCH_PHASE_NAMES:
      if (self->names.n_used > 0)
        begin_phase (self, PASAR_MATCH_PHASE_ROWS);
      else
        end_rows (self);
      break;
    case PASAR_MATCH_PHASE_ROWS:
      end_rows (self);
      break;
    case PASAR_MATCH_PHASE_JUDGE:
      end_judge (self);
      begin_phase (self,
                   self->columns != NULL ? PASAR_MATCH_PHASE_COMPARE : PASAR_MATCH_PHASE_DONE);
      break;
    case PASAR_MATCH_PHASE_COMPARE:
      begin_phase (self, PASAR_MATCH_PHASE_MARK);
      break;
    case PASAR_MATCH_PHASE_MARK:
      pasar_row_match_end_compare (self);
      begin_phase (self, PASAR_MATCH_PHASE_DONE);
      break;
    case PASAR_MATCH_PHASE_DONE:
    default:
      break;
    }
}

static guint
count_steps (const PasarRowMatch *self)
{
  switch (self->phase)
    {
    case PASAR_MATCH_PHASE_NAMES:
      return self->names.names->len;
    case PASAR_MATCH_PHASE_ROWS:
      return self->n_rows;
    case PASAR_MATCH_PHASE_READ:
    case PASAR_MATCH_PHASE_JUDGE:
    case PASAR_MATCH_PHASE_COMPARE:
    case PASAR_MATCH_PHASE_MARK:
      return self->table.n_rows;
    case PASAR_MATCH_PHASE_DONE:
    default:
      return 0;
    }
}

static void
run_turn (PasarRowMatch *self)
{
  static void (*const steps[]) (PasarRowMatch * self, guint index) = {
    [PASAR_MATCH_PHASE_READ] = read_keys,
    [PASAR_MATCH_PHASE_NAMES] = look_for,
    [PASAR_MATCH_PHASE_ROWS] = put_row,
    [PASAR_MATCH_PHASE_JUDGE] = judge,
    [PASAR_MATCH_PHASE_COMPARE] = pasar_row_match_compare_row,
    [PASAR_MATCH_PHASE_MARK] = pasar_row_match_mark_row,
  };
  const guint n = count_steps (self);
  const guint end = MIN (n, self->next + ROWS_A_TURN);

  for (; self->next < end; self->next++)
    steps[self->phase](self, self->next);
  if (self->next >= n)
    end_phase (self);
}

/**
 * pasar_row_match_run:
 * @self: a match
 * @deadline: when to stop for now, by the monotonic clock; %G_MAXINT64: when all is done
 *
 * Looks at what can be looked at until @deadline, and at some rows at least.
 *
 * Returns: whether all is done
 */
gboolean
pasar_row_match_run (PasarRowMatch *self, gint64 deadline)
{
  g_return_val_if_fail (self != NULL, TRUE);

  if (is_late (self))
    begin_anew (self);
  while (self->phase != PASAR_MATCH_PHASE_DONE)
    {
      run_turn (self);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->phase == PASAR_MATCH_PHASE_DONE;
}

/**
 * pasar_row_match_get:
 * @self: a match that is done
 * @row: a row of the table
 *
 * Reads what was found out, O(1).
 *
 * Returns: what it names
 */
PasarMatched
pasar_row_match_get (const PasarRowMatch *self, guint row)
{
  const PasarJudgement *judgement;

  g_return_val_if_fail (self != NULL && row < self->judgements->len, (PasarMatched){ 0 });

  judgement = pasar_row_match_get_judgement (self, row);
  return (PasarMatched){
    .verdict = (PasarMatchVerdict) judgement->verdict,
    .differs_in_case = judgement->differs_in_case,
    .n_candidates = judgement->n_candidates,
    .candidates = (const PasarRowKey *) (gpointer) self->candidates->data + judgement->first,
    .n_kept = judgement->n_kept,
  };
}

/**
 * pasar_row_match_count:
 * @self: a match that is done
 * @verdict: a verdict
 *
 * For a summary.
 *
 * Returns: to how many rows of the table @verdict applies
 */
guint
pasar_row_match_count (const PasarRowMatch *self, PasarMatchVerdict verdict)
{
  g_return_val_if_fail (self != NULL && verdict < PASAR_MATCH_N_VERDICTS, 0);

  return self->n_by_verdict[verdict];
}

/**
 * pasar_row_match_count_other_case:
 * @self: a match that is done
 *
 * What is found so is told, as it may be another one.
 *
 * Returns: how many rows of the table were found by a code that the shop writes in another case
 */
guint
pasar_row_match_count_other_case (const PasarRowMatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_other_case;
}
