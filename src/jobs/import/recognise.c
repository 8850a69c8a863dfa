/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/recognise.h"

#include "jobs/import/hits-private.h"

#include <string.h>

/* A head that words tell stands within so many rows. */
#define HEAD_ROWS_TRIED 20
/* Of that many words. */
#define HEAD_WORDS 2
/* So many columns are named; files with more are no price lists. */
#define COLUMNS_NAMED 256
/* So many codes of a column are the shop's, in percent, until it is one of codes. */
#define HITS_CERTAIN 80
#define HITS_LIKELY  50
/* So many cells prove something. */
#define HITS_MIN 3

struct _PasarRecognition
{
  const PasarTextTable *table;
  PasarTableKind kind;
  PasarWorkbook workbook;
  PasarHead head;
  PasarMeanings *meanings;
  PasarHits *hits; /* (nullable): of a table that is known by its keys */
  PasarColumnGuess *columns;
  PasarHeadScore *scores;
  char *shape; /* (nullable) */
  gboolean is_begun;
  guint n_guessed; /* columns; each takes its time */
  gboolean is_done;
};

static const char *
get_head (const PasarRecognition *self, guint column)
{
  return self->head.row >= 0 && column < self->head.width
             ? pasar_text_table_get_text (self->table, (guint) self->head.row, column)
             : "";
}

static guint
get_n_named (const PasarRecognition *self)
{
  return MIN (self->table->n_columns, COLUMNS_NAMED);
}

/* How many different meanings a row names. */
static guint
count_words (const PasarRecognition *self, guint row)
{
  guint named = 0;

  for (guint column = 0; column < get_n_named (self); column++)
    {
      const char *text = pasar_text_table_get_text (self->table, row, column);
      PasarHeadScore score;
      const PasarMeaning meaning = pasar_meanings_find (self->meanings, text, &score);

      if (score >= PASAR_HEAD_IS_CODE)
        named |= 1u << meaning;
    }
  return (guint) __builtin_popcount (named);
}

/* A row of words that are known is the head, whatever it looks like. */
static PasarHead
find_head (const PasarRecognition *self)
{
  PasarHead head = pasar_head_find (self->table);
  guint most = HEAD_WORDS - 1;
  int best = -1;

  for (guint row = 0; row < MIN (self->table->n_rows, HEAD_ROWS_TRIED); row++)
    {
      const guint n_words = count_words (self, row);

      if (n_words > most)
        {
          most = n_words;
          best = (int) row;
        }
    }
  return best >= 0 ? pasar_head_at (self->table, best) : head;
}

static void
take_workbook (PasarRecognition *self)
{
  self->kind = self->workbook.is_sales ? PASAR_TABLE_SALES_INFO : PASAR_TABLE_REFUSED;
  self->head = pasar_head_at (self->table, (int) self->workbook.key_row);
  self->head.first_row = self->workbook.first_row;
  for (guint column = 0; column < get_n_named (self); column++)
    {
      PasarColumnGuess *guess = &self->columns[column];

      guess->meaning = pasar_workbook_get_meaning (get_head (self, column), &guess->is_read_only);
      if (guess->meaning != PASAR_MEANING_UNKNOWN)
        guess->certainty = PASAR_CERTAINTY_CERTAIN;
    }
}

static char *
dup_shape (const PasarRecognition *self)
{
  GString *shape;

  if (self->head.row < 0)
    return NULL;
  shape = g_string_new (NULL);
  for (guint column = 0; column < MIN (self->head.width, get_n_named (self)); column++)
    {
      g_autofree char *words = pasar_head_normalize (get_head (self, column));

      g_string_append_printf (shape, "%s%s", column > 0 ? "|" : "", words);
    }
  return g_string_free (shape, FALSE);
}

/**
 * pasar_recognition_new:
 * @table: a table; it must stay
 * @head: (nullable): where the user says that the head is; %NULL: is found
 *
 * Looks at a table. Takes a while for a long one; can be done in any thread.
 *
 * Returns: (transfer full): what can be said without the shop: the kind, the head, the shape
 */
PasarRecognition *
pasar_recognition_new (const PasarTextTable *table, const PasarHead *head)
{
  PasarRecognition *self;

  g_return_val_if_fail (table != NULL, NULL);

  self = g_new0 (PasarRecognition, 1);
  self->table = table;
  self->columns = g_new0 (PasarColumnGuess, MAX (table->n_columns, 1));
  if (pasar_workbook_find (table, &self->workbook))
    {
      take_workbook (self);
      return self;
    }
  self->meanings = pasar_meanings_new ();
  self->scores = g_new0 (PasarHeadScore, MAX (table->n_columns, 1));
  self->head = head != NULL ? *head : find_head (self);
  self->shape = dup_shape (self);
  self->hits = pasar_hits_new (table, self->head.first_row);
  return self;
}

/**
 * pasar_recognition_free:
 * @self: (transfer full) (nullable): a recognition
 *
 * Frees @self.
 */
void
pasar_recognition_free (PasarRecognition *self)
{
  if (self == NULL)
    return;
  pasar_meanings_free (self->meanings);
  pasar_hits_free (self->hits);
  g_free (self->columns);
  g_free (self->scores);
  g_free (self->shape);
  g_free (self);
}

/**
 * pasar_recognition_begin:
 * @self: a recognition
 * @catalogue: the shop that the table is for
 *
 * Begins to guess what the columns mean, to be run with pasar_recognition_run().
 */
void
pasar_recognition_begin (PasarRecognition *self, PasarCatalogue *catalogue)
{
  g_return_if_fail (self != NULL && PASAR_IS_CATALOGUE (catalogue));

  self->is_begun = TRUE;
  if (self->hits != NULL)
    pasar_hits_begin (self->hits, catalogue);
}

static gboolean
is_code (PasarMeaning meaning)
{
  return meaning == PASAR_MEANING_MODEL_ID || meaning == PASAR_MEANING_ITEM_ID
         || meaning == PASAR_MEANING_MODEL_SKU || meaning == PASAR_MEANING_ITEM_SKU
         || meaning == PASAR_MEANING_BARCODE;
}

static gboolean
is_amount (PasarMeaning meaning)
{
  return meaning == PASAR_MEANING_PRICE || meaning == PASAR_MEANING_STOCK
         || meaning == PASAR_MEANING_COST || meaning == PASAR_MEANING_FLOOR;
}

/* As what the shop has most of the column: as what its head says, at a tie. */
static PasarMeaning
find_most_hit (const PasarColumnHits *hits, PasarMeaning by_head)
{
  PasarMeaning most = is_code (by_head) ? by_head : PASAR_MEANING_MODEL_SKU;

  for (guint meaning = 0; meaning < PASAR_N_MEANINGS; meaning++)
    {
      if (hits->n_hits[meaning] > hits->n_hits[most])
        most = (PasarMeaning) meaning;
    }
  return most;
}

/* Codes are all different; pieces in stock may be SKUs by chance. */
static PasarCertainty
judge_hits (const PasarColumnHits *hits, PasarMeaning meaning)
{
  const guint n_hits = hits->n_hits[meaning];

  /* In a long table a cell or two are chance. */
  if (n_hits < MIN (HITS_MIN, MAX (hits->n_rows, 1)) || hits->n_distinct * 2 < hits->n_sampled
      || n_hits * 100 < hits->n_sampled * HITS_LIKELY)
    return PASAR_CERTAINTY_NONE;
  return n_hits * 100 >= hits->n_sampled * HITS_CERTAIN ? PASAR_CERTAINTY_CERTAIN
                                                        : PASAR_CERTAINTY_LIKELY;
}

/* What the head says, as far as the cells bear it out. */
static PasarCertainty
judge_head (const PasarColumnHits *hits, PasarMeaning meaning, PasarHeadScore score)
{
  if (meaning == PASAR_MEANING_UNKNOWN)
    return PASAR_CERTAINTY_NONE;
  if (is_amount (meaning) && hits->n_numbers * 2 < hits->n_sampled)
    return PASAR_CERTAINTY_UNCERTAIN;
  if (score != PASAR_HEAD_IS_WORD)
    return score == PASAR_HEAD_HAS_WORD && !is_code (meaning) ? PASAR_CERTAINTY_LIKELY
                                                              : PASAR_CERTAINTY_UNCERTAIN;
  /* A column of codes of which the shop has none may be that of another shop. */
  return is_code (meaning) || hits->n_sampled == 0 ? PASAR_CERTAINTY_LIKELY
                                                   : PASAR_CERTAINTY_CERTAIN;
}

static gboolean
looks_like_barcodes (const PasarColumnHits *hits)
{
  return hits->n_barcodes >= HITS_MIN && hits->n_barcodes * 10 >= hits->n_sampled * 9
         && hits->n_distinct * 2 >= hits->n_sampled;
}

static void
guess_column (PasarRecognition *self, guint column)
{
  PasarColumnGuess *guess = &self->columns[column];
  PasarHeadScore *score = &self->scores[column];
  const PasarMeaning by_head = pasar_meanings_find (self->meanings, get_head (self, column), score);
  const PasarColumnHits hits = pasar_hits_count (self->hits, column);
  const PasarMeaning by_hits = find_most_hit (&hits, by_head);
  const gboolean is_said = *score == PASAR_HEAD_IS_WORD && !is_code (by_head);

  guess->n_sampled = hits.n_sampled;
  guess->meaning = by_hits;
  guess->certainty = is_said ? PASAR_CERTAINTY_NONE : judge_hits (&hits, by_hits);
  if (guess->certainty == PASAR_CERTAINTY_NONE && !is_said && by_head != PASAR_MEANING_ITEM_ID
      && *score != PASAR_HEAD_IS_WORD && looks_like_barcodes (&hits))
    {
      guess->meaning = PASAR_MEANING_BARCODE;
      guess->certainty = PASAR_CERTAINTY_LIKELY;
    }
  if (guess->certainty == PASAR_CERTAINTY_NONE)
    {
      guess->meaning = by_head;
      guess->certainty = judge_head (&hits, by_head, *score);
    }
  guess->n_hits = hits.n_hits[guess->meaning];
}

/* Whether a column has the better claim to a meaning, of two that have it. */
static int
compare_claims (const PasarRecognition *self, guint a, guint b)
{
  const PasarColumnGuess *first = &self->columns[a];
  const PasarColumnGuess *second = &self->columns[b];

  if (first->certainty != second->certainty)
    return first->certainty > second->certainty ? 1 : -1;
  if (self->scores[a] != self->scores[b])
    return self->scores[a] > self->scores[b] ? 1 : -1;
  return 0;
}

/* Where several columns could be it, the best one is not certain, and none where two are as good;
 * codes that the shop has are proven all the same. */
static void
settle_claims (PasarRecognition *self, PasarMeaning meaning)
{
  guint best = 0;
  guint n_claims = 0;
  gboolean is_tied = FALSE;

  for (guint column = 0; column < get_n_named (self); column++)
    {
      int order;

      if (self->columns[column].meaning != meaning)
        continue;
      order = n_claims++ == 0 ? 1 : compare_claims (self, column, best);
      is_tied = order == 0 || (order < 0 && is_tied);
      if (order > 0)
        best = column;
    }
  for (guint column = 0; n_claims > 1 && column < get_n_named (self); column++)
    {
      PasarColumnGuess *guess = &self->columns[column];

      if (guess->meaning != meaning)
        continue;
      if (is_tied || column != best)
        guess->certainty = PASAR_CERTAINTY_UNCERTAIN;
      else if (guess->n_hits == 0)
        guess->certainty = MIN (guess->certainty, PASAR_CERTAINTY_LIKELY);
    }
}

/**
 * pasar_recognition_run:
 * @recognition: a [struct@Recognition] that has begun
 * @deadline: when to stop for now, by the monotonic clock
 *
 * Looks for what the table has among the ids, SKUs and barcodes of the shop, and guesses; a
 * [callback@SliceFunc].
 *
 * Returns: whether all is done
 */
gboolean
pasar_recognition_run (gpointer recognition, gint64 deadline)
{
  PasarRecognition *self = recognition;

  g_return_val_if_fail (self != NULL && self->is_begun, TRUE);

  if (self->hits == NULL || self->is_done)
    return TRUE;
  if (!pasar_hits_run (self->hits, deadline))
    return FALSE;
  while (self->n_guessed < get_n_named (self))
    {
      guess_column (self, self->n_guessed++);
      if (g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  for (guint meaning = PASAR_MEANING_UNKNOWN + 1; meaning < PASAR_N_MEANINGS; meaning++)
    settle_claims (self, (PasarMeaning) meaning);
  self->is_done = TRUE;
  return TRUE;
}

/**
 * pasar_recognition_get_kind:
 * @self: a recognition
 *
 * Tells Seller Centre's workbooks from other tables.
 *
 * Returns: what the table is
 */
PasarTableKind
pasar_recognition_get_kind (const PasarRecognition *self)
{
  g_return_val_if_fail (self != NULL, PASAR_TABLE_OTHER);

  return self->kind;
}

/**
 * pasar_recognition_get_workbook_kind:
 * @self: a recognition
 *
 * Names a workbook of Seller Centre's, for the message that refuses it.
 *
 * Returns: (nullable): what it calls itself, e.g. "basic_info", which may be empty; %NULL of
 * another table
 */
const char *
pasar_recognition_get_workbook_kind (const PasarRecognition *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->workbook.kind;
}

/**
 * pasar_recognition_get_head:
 * @self: a recognition
 *
 * Tells where the values begin.
 *
 * Returns: the head; of a workbook the row with its keys
 */
const PasarHead *
pasar_recognition_get_head (const PasarRecognition *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->head;
}

/**
 * pasar_recognition_get_column:
 * @self: a recognition that is done
 * @column: less than the columns of the table
 *
 * Tells what a column means.
 *
 * Returns: what is known of it
 */
const PasarColumnGuess *
pasar_recognition_get_column (const PasarRecognition *self, guint column)
{
  g_return_val_if_fail (self != NULL && column < self->table->n_columns, NULL);

  return &self->columns[column];
}

/**
 * pasar_recognition_find_column:
 * @self: a recognition that is done
 * @meaning: what is looked for
 *
 * Finds the column that can be taken for what is looked for without a question.
 *
 * Returns: a column that is likely to be it, at least; -1: there is none
 */
int
pasar_recognition_find_column (const PasarRecognition *self, PasarMeaning meaning)
{
  g_return_val_if_fail (self != NULL && meaning != PASAR_MEANING_UNKNOWN, -1);

  for (guint column = 0; column < get_n_named (self); column++)
    {
      if (self->columns[column].meaning == meaning
          && self->columns[column].certainty >= PASAR_CERTAINTY_LIKELY)
        return (int) column;
    }
  return -1;
}

/**
 * pasar_recognition_get_shape:
 * @self: a recognition
 *
 * Tells what is the same of all files that a supplier sends: the heads, in their order.
 *
 * Returns: (nullable): the key under which a mapping can be remembered; %NULL of a table without a
 * head, and of one that needs no mapping
 */
const char *
pasar_recognition_get_shape (const PasarRecognition *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->shape;
}
