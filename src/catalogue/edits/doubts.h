/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarDoubtKinds:
 * @PASAR_DOUBT_NONE: nothing
 * @PASAR_DOUBT_HUNDRED_TIMES: a price 80 to 120 times the old one, or the inverse; a stock 80 to
 * 120 times the old one
 * @PASAR_DOUBT_TEN_TIMES: the same with 8 to 12 times
 * @PASAR_DOUBT_COLUMN: the value is the stock, the SKU or an id of the row: another column?
 * @PASAR_DOUBT_DIGITS: the price is the old one with two digits changed over, or one doubled or
 * lost
 * @PASAR_DOUBT_MOVED: the shop has another value than when the edit was made
 * @PASAR_DOUBT_BELOW_COST: the price is below what the seller pays
 * @PASAR_DOUBT_BELOW_FLOOR: the price is below the least that the seller takes
 * @PASAR_DOUBT_CONSTANT: items whose prices differed are given the same one
 * @PASAR_DOUBT_FALL: the price falls by more than the limit
 * @PASAR_DOUBT_RISE: the price rises by more than the limit
 * @PASAR_DOUBT_SIBLINGS: the price moves otherwise than those of the item's other models
 * @PASAR_DOUBT_BATCH: the price moves otherwise than all others that are staged
 * @PASAR_DOUBT_OUT_OF_STOCK: a listed item has nothing left, at none of its models
 *
 * Why a staged value may be a slip, or something else than the seller wants by now: bits of one
 * cell, the gravest first. None of them is refused by the shop.
 */
typedef enum
{
  PASAR_DOUBT_NONE = 0,
  PASAR_DOUBT_HUNDRED_TIMES = 1 << 0,
  PASAR_DOUBT_TEN_TIMES = 1 << 1,
  PASAR_DOUBT_COLUMN = 1 << 2,
  PASAR_DOUBT_DIGITS = 1 << 3,
  PASAR_DOUBT_MOVED = 1 << 4,
  PASAR_DOUBT_BELOW_COST = 1 << 5,
  PASAR_DOUBT_BELOW_FLOOR = 1 << 6,
  PASAR_DOUBT_CONSTANT = 1 << 7,
  PASAR_DOUBT_FALL = 1 << 8,
  PASAR_DOUBT_RISE = 1 << 9,
  PASAR_DOUBT_SIBLINGS = 1 << 10,
  PASAR_DOUBT_BATCH = 1 << 11,
  PASAR_DOUBT_OUT_OF_STOCK = 1 << 12,
} PasarDoubtKinds;

/**
 * PASAR_N_DOUBTS:
 *
 * How many [flags@DoubtKinds] there are, for arrays with something for each bit.
 */
#define PASAR_N_DOUBTS 13

/**
 * PASAR_DOUBTS_ALL:
 *
 * All [flags@DoubtKinds].
 */
#define PASAR_DOUBTS_ALL ((PasarDoubtKinds) ((1 << PASAR_N_DOUBTS) - 1))

/**
 * PasarDoubt:
 * @key: the row
 * @field: %PASAR_FIELD_PRICE or %PASAR_FIELD_STOCK, whatever its locations
 * @kinds: why
 * @old_value: at the shop; %PASAR_NO_VALUE: unknown
 * @new_value: what the row comes to
 *
 * A staged cell that is to be looked at before it is sent.
 */
typedef struct
{
  PasarRowKey key;
  PasarField field;
  PasarDoubtKinds kinds;
  gint64 old_value;
  gint64 new_value;
} PasarDoubt;

/**
 * PasarDoubts:
 *
 * The staged values that may be slips, looked for in pieces of some milliseconds. What was found is
 * of the catalogue as it was then: any later change of it makes that late.
 */
typedef struct _PasarDoubts PasarDoubts;

PasarDoubtKinds pasar_doubt_kinds_get_gravest (PasarDoubtKinds kinds);
PasarDoubtLimits pasar_doubt_limits_get_default (void);
PasarDoubtLimits pasar_doubt_limits_bound (PasarDoubtLimits limits);
void pasar_catalogue_set_doubt_limits (PasarCatalogue *self, const PasarDoubtLimits *limits);
const PasarDoubtLimits *pasar_catalogue_get_doubt_limits (PasarCatalogue *self);

PasarDoubts *pasar_doubts_new (PasarCatalogue *catalogue, const PasarDoubtLimits *limits);
void pasar_doubts_free (PasarDoubts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarDoubts, pasar_doubts_free)
gboolean pasar_doubts_run (PasarDoubts *self, gint64 deadline);
gboolean pasar_doubts_is_late (PasarDoubts *self);

/* In item order, once it has run to its end; and the rows among which they were looked for. */
guint pasar_doubts_get_n (PasarDoubts *self);
const PasarDoubt *pasar_doubts_get_nth (PasarDoubts *self, guint n);
const PasarDoubt *pasar_doubts_find (PasarDoubts *self, PasarRowKey key, PasarField field);
guint pasar_doubts_count (PasarDoubts *self, PasarDoubtKinds kind);
const PasarDoubt *pasar_doubts_get_worst (PasarDoubts *self, PasarDoubtKinds kind);
gint64 pasar_doubts_get_severity (PasarDoubts *self, const PasarDoubt *doubt, PasarDoubtKinds kind);
const GArray *pasar_doubts_get_rows (PasarDoubts *self);

/* A sentence with the numbers, of one kind that the cell has; what is to be said of the cell; and
 * what heads all of a kind. */
char *pasar_doubts_dup_reason (PasarDoubts *self, const PasarDoubt *doubt, PasarDoubtKinds kind);
char *pasar_doubts_dup_text (PasarDoubts *self, const PasarDoubt *doubt);
char *pasar_doubts_dup_heading (PasarDoubts *self, PasarDoubtKinds kind, guint n);
char *
pasar_catalogue_dup_moved_text (PasarCatalogue *self, PasarField field, gint64 base, gint64 value);

/* What the seller has looked at, for this value: any other value of the cell is to be looked at
 * anew. A row is looked at with all kinds that it has, a group with one. */
void pasar_catalogue_look_at (PasarCatalogue *self, const PasarDoubt *doubt, PasarDoubtKinds kinds);
void pasar_catalogue_look_away (PasarCatalogue *self, const PasarDoubt *doubt);
PasarDoubtKinds pasar_catalogue_get_unseen (PasarCatalogue *self, const PasarDoubt *doubt);

G_END_DECLS
