/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarMatchKey:
 * @PASAR_MATCH_MODEL_ID: the id of the model; 0, as Shopee writes it, says that there is none
 * @PASAR_MATCH_ITEM_ID: the id of the item
 * @PASAR_MATCH_SKU: the code of the row: of a model its own, of an item without models the item's
 * @PASAR_MATCH_ITEM_SKU: the code of the item
 * @PASAR_MATCH_BARCODE: the barcode of the row
 *
 * What a row of the shop can be known by.
 */
typedef enum
{
  PASAR_MATCH_MODEL_ID,
  PASAR_MATCH_ITEM_ID,
  PASAR_MATCH_SKU,
  PASAR_MATCH_ITEM_SKU,
  PASAR_MATCH_BARCODE,
} PasarMatchKey;

/**
 * PASAR_MATCH_N_KEYS:
 *
 * How many kinds of [enum@MatchKey] there are.
 */
#define PASAR_MATCH_N_KEYS 5

/**
 * PasarMatchTable:
 * @texts: (array): row by row, each of @n_columns
 * @n_rows: how many rows
 * @n_columns: how many columns
 * @columns: by [enum@MatchKey] the column of the table that has it; -1: none
 * @damaged: (array length=n_rows) (nullable): for each row whether its keys are not to be trusted
 * @ignores_case: whether a code that the shop writes in other case is the same, where no other is
 * written as in the table
 *
 * A table of texts whose rows are to be found in a shop. All that it points at must outlive the
 * match.
 */
typedef struct
{
  const char *const *texts;
  guint n_rows;
  guint n_columns;
  int columns[PASAR_MATCH_N_KEYS];
  const guint8 *damaged;
  gboolean ignores_case;
} PasarMatchTable;

/**
 * PasarMatchVerdict:
 * @PASAR_MATCH_BLANK: the row of the table has no key
 * @PASAR_MATCH_FOUND: it names one row of the shop
 * @PASAR_MATCH_UNKNOWN: the shop has no such row
 * @PASAR_MATCH_AMBIGUOUS: it may name several rows
 * @PASAR_MATCH_CONTRADICTORY: its keys name different rows
 * @PASAR_MATCH_REPEATED: a row above it names the same row, and says all that it says
 * @PASAR_MATCH_CONFLICTING: another row of the table names the same row with another value
 * @PASAR_MATCH_DAMAGED: its keys are not what they were
 *
 * What a row of a table comes to.
 */
typedef enum
{
  PASAR_MATCH_BLANK,
  PASAR_MATCH_FOUND,
  PASAR_MATCH_UNKNOWN,
  PASAR_MATCH_AMBIGUOUS,
  PASAR_MATCH_CONTRADICTORY,
  PASAR_MATCH_REPEATED,
  PASAR_MATCH_CONFLICTING,
  PASAR_MATCH_DAMAGED,
} PasarMatchVerdict;

/**
 * PASAR_MATCH_N_VERDICTS:
 *
 * How many kinds of [enum@MatchVerdict] there are.
 */
#define PASAR_MATCH_N_VERDICTS 8

/**
 * PASAR_MATCH_KEPT_MAX:
 *
 * How many candidates of a row are kept.
 */
#define PASAR_MATCH_KEPT_MAX 8

/**
 * PasarMatched:
 * @verdict: what it comes to
 * @differs_in_case: whether a code was found in another case only
 * @n_candidates: how many rows of the shop it may be: 1 of a row that is found, repeated or
 * conflicting; of a contradictory one how many of its keys name rows
 * @candidates: (array length=n_kept): the first of these; of a contradictory one the first
 * that each key names, in the order of [enum@MatchKey]
 * @n_kept: length of @candidates
 *
 * What a row of a table was found to name; valid as long as the match.
 */
typedef struct
{
  PasarMatchVerdict verdict;
  gboolean differs_in_case;
  guint n_candidates;
  const PasarRowKey *candidates;
  guint n_kept;
} PasarMatched;

/**
 * PasarRowMatch:
 *
 * Looks for the rows of a table in a shop, in slices. When rows of the shop change meanwhile it
 * begins anew by itself; what it found are keys, which stay.
 *
 * A row of the table names a row of the shop when all of its keys do. Codes in which they differ
 * in blanks alone are the same, and barcodes that differ in zeros before them, unless one is
 * written exactly as in the table. Ids count more than codes: a code that the shop does not know is
 * no matter where the ids name one row for sure; and one that names another row is a contradiction,
 * never a guess. An item, by id or code alone, is its only model or none.
 */
typedef struct _PasarRowMatch PasarRowMatch;

PasarRowMatch *pasar_row_match_new (PasarCatalogue *catalogue, const PasarMatchTable *table);
void pasar_row_match_free (PasarRowMatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarRowMatch, pasar_row_match_free)

void pasar_row_match_compare (PasarRowMatch *self, const guint *columns, guint n_columns);
gboolean pasar_row_match_run (PasarRowMatch *self, gint64 deadline);
PasarMatched pasar_row_match_get (const PasarRowMatch *self, guint row);
guint pasar_row_match_count (const PasarRowMatch *self, PasarMatchVerdict verdict);
guint pasar_row_match_count_other_case (const PasarRowMatch *self);

G_END_DECLS
