/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/command.h"
#include "catalogue/edits/match.h"
#include "catalogue/table/column.h"

G_BEGIN_DECLS

/**
 * PasarImportTable:
 * @texts: (array): row by row, each of @n_columns; the heads are none of them
 * @n_rows: how many rows
 * @n_columns: how many columns
 * @heads: (array length=n_columns) (nullable): what the columns are called
 * @decimal_point: what the numbers among the texts have before their decimals, "." or ",", where
 * that is known; else 0
 * @plain: (array) (nullable): for each of @texts whether it is a number of a program, with a
 * decimal point and without grouping, whatever @decimal_point is
 * @damaged: (array length=n_rows) (nullable): for each row whether its ids and codes are not to be
 * trusted
 *
 * A table that is imported. All that it points at must outlive the import; see
 * pasar_import_keep().
 */
typedef struct
{
  const char *const *texts;
  guint n_rows;
  guint n_columns;
  const char *const *heads;
  char decimal_point;
  const guint8 *plain;
  const guint8 *damaged;
} PasarImportTable;

/**
 * PasarImportSource:
 * @target: a column of the shop that can be edited
 * @column: the column of the table that has its values; -1: they follow from @expression
 * @expression: (nullable): what is computed, e.g. `=cost*1.6 end .90`, from columns of the table
 * and of the shop
 *
 * Where the values of a column come from.
 */
typedef struct
{
  PasarColumn target;
  int column;
  const char *expression;
} PasarImportSource;

/**
 * PasarImportMapping:
 * @keys: by [enum@MatchKey] the column of the table that has it; -1: none
 * @sources: (array length=n_sources): where values come from, each target once
 * @n_sources: length of @sources
 * @ignores_case: whether codes in another case are the same where no other is closer
 * @leaves_out_zeros: whether a value that would become 0 is left as it is
 *
 * What the columns of a table mean. A blank cell leaves a value as it is.
 */
typedef struct
{
  int keys[PASAR_MATCH_N_KEYS];
  const PasarImportSource *sources;
  guint n_sources;
  gboolean ignores_case;
  gboolean leaves_out_zeros;
} PasarImportMapping;

/**
 * PasarImportState:
 * @PASAR_IMPORT_NOTHING: the table says nothing of it
 * @PASAR_IMPORT_UNCHANGED: it is so already
 * @PASAR_IMPORT_CHANGED: it becomes another
 * @PASAR_IMPORT_ZERO: it would become 0, which is left out
 * @PASAR_IMPORT_UNREADABLE: the text is no such value
 * @PASAR_IMPORT_UNCLEAR: the text can be read in two ways
 * @PASAR_IMPORT_NO_RESULT: what is computed has no result
 * @PASAR_IMPORT_NOT_CLEARED: the text asks to clear what cannot be without a value
 * @PASAR_IMPORT_REFUSED: the shop would refuse it
 *
 * What becomes of a value.
 */
typedef enum
{
  PASAR_IMPORT_NOTHING,
  PASAR_IMPORT_UNCHANGED,
  PASAR_IMPORT_CHANGED,
  PASAR_IMPORT_ZERO,
  PASAR_IMPORT_UNREADABLE,
  PASAR_IMPORT_UNCLEAR,
  PASAR_IMPORT_NO_RESULT,
  PASAR_IMPORT_NOT_CLEARED,
  PASAR_IMPORT_REFUSED,
} PasarImportState;

/**
 * PASAR_IMPORT_N_STATES:
 *
 * How many kinds of [enum@ImportState] there are.
 */
#define PASAR_IMPORT_N_STATES 9

/**
 * PasarImportCell:
 * @state: what becomes of it
 * @rule: why, of a refused one; of one that changes the promotion for whose end it waits, where it
 * does
 * @from: the value now; %PASAR_NO_VALUE: none
 * @to: what the table says; of no meaning where it says nothing that can be read
 *
 * A value of a row of the table.
 */
typedef struct
{
  PasarImportState state;
  PasarRule rule;
  gint64 from;
  gint64 to;
} PasarImportCell;

/**
 * PasarImportVerdict:
 * @PASAR_IMPORT_ROW_CHANGED: a value changes, and none is left out or waits
 * @PASAR_IMPORT_ROW_POSTPONED: a value changes and waits until a promotion has ended, and none is
 * left out
 * @PASAR_IMPORT_ROW_UNCHANGED: all is so already, or the row says nothing
 * @PASAR_IMPORT_ROW_LEFT_OUT: a value is left out, for one of the reasons of [enum@ImportState]
 * @PASAR_IMPORT_ROW_UNKNOWN: the shop has no such row
 * @PASAR_IMPORT_ROW_AMBIGUOUS: it may be several rows of the shop
 * @PASAR_IMPORT_ROW_CONTRADICTORY: its keys name different rows
 * @PASAR_IMPORT_ROW_CONFLICTING: another row of the table says another value
 * @PASAR_IMPORT_ROW_REPEATED: a row above it says all of it
 * @PASAR_IMPORT_ROW_DAMAGED: its keys are not what they were
 * @PASAR_IMPORT_ROW_BLANK: it has no key
 * @PASAR_IMPORT_ROW_VANISHED: the shop has its row no more, since it was shown
 *
 * What a row of the table comes to.
 */
typedef enum
{
  PASAR_IMPORT_ROW_CHANGED,
  PASAR_IMPORT_ROW_POSTPONED,
  PASAR_IMPORT_ROW_UNCHANGED,
  PASAR_IMPORT_ROW_LEFT_OUT,
  PASAR_IMPORT_ROW_UNKNOWN,
  PASAR_IMPORT_ROW_AMBIGUOUS,
  PASAR_IMPORT_ROW_CONTRADICTORY,
  PASAR_IMPORT_ROW_CONFLICTING,
  PASAR_IMPORT_ROW_REPEATED,
  PASAR_IMPORT_ROW_DAMAGED,
  PASAR_IMPORT_ROW_BLANK,
  PASAR_IMPORT_ROW_VANISHED,
} PasarImportVerdict;

/**
 * PASAR_IMPORT_N_VERDICTS:
 *
 * How many kinds of [enum@ImportVerdict] there are.
 */
#define PASAR_IMPORT_N_VERDICTS 12

/**
 * PASAR_IMPORT_N_EXTREMES:
 *
 * How many of the largest rises and falls are kept.
 */
#define PASAR_IMPORT_N_EXTREMES 10

/**
 * PasarImportExtreme:
 * @row: the row of the table
 * @change: by how much a price changes, in tenths of a percent
 *
 * One of the largest changes.
 */
typedef struct
{
  guint row;
  gint64 change;
} PasarImportExtreme;

/**
 * PasarImportReport:
 * @n_rows: by [enum@ImportVerdict], rows of the table
 * @n_cells: by [enum@ImportState], values
 * @n_by_rule: by [enum@Rule], values that the shop would refuse
 * @n_zeros: values that become 0, or would if they were not left out or refused
 * @n_other_case: rows that are found by a code in another case
 * @n_prices: of the values that change, prices
 * @n_stocks: stocks, at all locations or at one
 * @n_others: all other ones
 * @n_postponed: of the values that change, those that wait until a promotion has ended
 * @first_end: when the first of these needs to wait no more, in seconds of Unix time;
 * %G_MAXINT64: no end is known
 * @rises: the largest rises of prices that change, the largest first
 * @n_rises: length of @rises
 * @falls: the largest falls, the largest first
 * @n_falls: length of @falls
 *
 * What an import comes to.
 */
typedef struct
{
  guint n_rows[PASAR_IMPORT_N_VERDICTS];
  guint n_cells[PASAR_IMPORT_N_STATES];
  guint n_by_rule[PASAR_N_RULES];
  guint n_zeros;
  guint n_other_case;
  guint n_prices;
  guint n_stocks;
  guint n_others;
  guint n_postponed;
  gint64 first_end;
  PasarImportExtreme rises[PASAR_IMPORT_N_EXTREMES];
  guint n_rises;
  PasarImportExtreme falls[PASAR_IMPORT_N_EXTREMES];
  guint n_falls;
} PasarImportReport;

/**
 * PasarImport:
 *
 * A table that is to change values of a shop: what it comes to, found out in slices, and the one
 * edit that it becomes. When the shop changes meanwhile it begins anew by itself, by as much as is
 * needed.
 */
typedef struct _PasarImport PasarImport;

PasarExpression *pasar_import_parse (PasarCatalogue *catalogue,
                                     const PasarImportTable *table,
                                     PasarColumn target,
                                     const char *text,
                                     gsize *place,
                                     GError **error);
GStrv pasar_import_dup_names (const PasarImportTable *table);
char *pasar_import_quote (const char *text);

PasarImport *pasar_import_new (PasarCatalogue *catalogue,
                               const PasarImportTable *table,
                               const PasarImportMapping *mapping,
                               GError **error);
PasarImport *pasar_import_ref (PasarImport *self);
void pasar_import_unref (PasarImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarImport, pasar_import_unref)

void pasar_import_keep (PasarImport *self, gpointer data, GDestroyNotify free_data);
gboolean pasar_import_run (PasarImport *self, gint64 deadline);
const PasarImportReport *pasar_import_get_report (PasarImport *self);
int pasar_import_get_key_column (const PasarImport *self, PasarMatchKey key);
PasarImportVerdict pasar_import_get_verdict (PasarImport *self, guint row);
PasarMatched pasar_import_get_matched (PasarImport *self, guint row);
PasarImportCell pasar_import_get_cell (PasarImport *self, guint row, guint source);
char *pasar_import_dup_reason (PasarImport *self, guint row);
char *pasar_import_dup_postponed_text (PasarImport *self, guint row);
PasarCommand *pasar_import_make_command (PasarImport *self, const char *name);

G_END_DECLS
