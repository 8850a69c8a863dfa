/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarStates:
 * @PASAR_STATE_ANY: no filter
 * @PASAR_STATE_CHANGED: something is staged
 * @PASAR_STATE_PROBLEM: what is staged breaks a rule or was refused
 * @PASAR_STATE_OUT_OF_STOCK: neither the seller nor Shopee has any stock left
 * @PASAR_STATE_PROMOTION: a promotion runs or is planned
 * @PASAR_STATE_WITH_MODELS: items with models, and their models
 * @PASAR_STATE_NOT_LISTED: of any other status than %PASAR_STATUS_NORMAL
 * @PASAR_STATE_POSTPONED: what is staged waits until a promotion has ended
 * @PASAR_STATE_FAILED: the last submission did not settle it
 *
 * Filters by state; several are joined with "and".
 */
typedef enum
{
  PASAR_STATE_ANY = 0,
  PASAR_STATE_CHANGED = 1 << 0,
  PASAR_STATE_PROBLEM = 1 << 1,
  PASAR_STATE_OUT_OF_STOCK = 1 << 2,
  PASAR_STATE_PROMOTION = 1 << 3,
  PASAR_STATE_WITH_MODELS = 1 << 4,
  PASAR_STATE_NOT_LISTED = 1 << 5,
  PASAR_STATE_POSTPONED = 1 << 6,
  PASAR_STATE_FAILED = 1 << 7,
} PasarStates;

/**
 * PasarConditionKind:
 * @PASAR_CONDITION_ALL: all of its children
 * @PASAR_CONDITION_ANY: one of its children
 * @PASAR_CONDITION_NOT: not its only child
 * @PASAR_CONDITION_WORD: a text in the name, variation, SKU or ids, or those of the item
 * @PASAR_CONDITION_STATE: a #PasarStates
 * @PASAR_CONDITION_BOOSTED: the item is boosted
 * @PASAR_CONDITION_COLUMN: the value in a column
 * @PASAR_CONDITION_RATIO: the highest price of the item, divided by its lowest one
 *
 * What is asked of a row.
 */
typedef enum
{
  PASAR_CONDITION_ALL,
  PASAR_CONDITION_ANY,
  PASAR_CONDITION_NOT,
  PASAR_CONDITION_WORD,
  PASAR_CONDITION_STATE,
  PASAR_CONDITION_BOOSTED,
  PASAR_CONDITION_COLUMN,
  PASAR_CONDITION_RATIO,
} PasarConditionKind;

/**
 * PasarComparison:
 * @PASAR_COMPARE_EMPTY: there is no value
 * @PASAR_COMPARE_CONTAINS: the text is in it
 * @PASAR_COMPARE_STARTS: it begins with the text
 * @PASAR_COMPARE_EQUAL: it is the text, the number, the day, or the one of a few values
 * @PASAR_COMPARE_LESS: it is less, or before that day
 * @PASAR_COMPARE_AT_MOST: it is not more, or up to that day
 * @PASAR_COMPARE_AT_LEAST: it is not less, or since that day
 * @PASAR_COMPARE_MORE: it is more, or after that day
 * @PASAR_COMPARE_BETWEEN: it is from one number or day to another one, both included
 * @PASAR_COMPARE_WITHIN: it is not longer ago than so many hours
 *
 * How the value in a column is compared.
 */
typedef enum
{
  PASAR_COMPARE_EMPTY,
  PASAR_COMPARE_CONTAINS,
  PASAR_COMPARE_STARTS,
  PASAR_COMPARE_EQUAL,
  PASAR_COMPARE_LESS,
  PASAR_COMPARE_AT_MOST,
  PASAR_COMPARE_AT_LEAST,
  PASAR_COMPARE_MORE,
  PASAR_COMPARE_BETWEEN,
  PASAR_COMPARE_WITHIN,
} PasarComparison;

/**
 * PasarCondition:
 *
 * What rows must be to be shown: a tree. It does not change; everybody who keeps it has a
 * reference. Texts are compared as they are searched: case, accents and differences of width do not
 * matter.
 *
 * An item with models is judged by each of these: `stock<5` finds the variations of which fewer
 * than five are left, whatever the item has in all, and shows the item above them. What is known of
 * the item alone (its name, id, status, ratio) holds for all its models; so does its SKU, beside
 * their own.
 */
typedef struct _PasarCondition PasarCondition;

PasarCondition *pasar_condition_new_words (const char *text);
PasarCondition *pasar_condition_new_word (const char *text);
PasarCondition *pasar_condition_new_state (PasarStates state);
PasarCondition *pasar_condition_new_boosted (void);
PasarCondition *pasar_condition_new_empty (PasarColumn column);
PasarCondition *
pasar_condition_new_text (PasarColumn column, PasarComparison comparison, const char *text);
PasarCondition *pasar_condition_new_number (PasarColumn column,
                                            PasarComparison comparison,
                                            gint64 low,
                                            gint64 high);
PasarCondition *pasar_condition_new_ratio (PasarComparison comparison, gint64 low, gint64 high);
PasarCondition *pasar_condition_new_not (PasarCondition *child);
PasarCondition *
pasar_condition_new_join (PasarConditionKind kind, PasarCondition *const *children, guint n);
PasarCondition *pasar_condition_ref (PasarCondition *self);
void pasar_condition_unref (PasarCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarCondition, pasar_condition_unref)

gboolean pasar_condition_equal (const PasarCondition *a, const PasarCondition *b);
gboolean pasar_condition_asks_for_state (const PasarCondition *self);

const PasarNumberFormat *pasar_condition_get_kept_format (void);
gboolean pasar_condition_read (const char *text,
                               PasarCatalogue *catalogue,
                               const PasarNumberFormat *format,
                               PasarCondition **condition,
                               gsize *place,
                               GError **error);
gboolean
pasar_condition_read_kept (const char *text, PasarCatalogue *catalogue, PasarCondition **condition);

/**
 * PasarSubject:
 * @kind: %PASAR_CONDITION_COLUMN, %PASAR_CONDITION_STATE, which also has what is boosted, or
 * %PASAR_CONDITION_RATIO
 * @info: (nullable): of a column
 *
 * What can stand before a comparison.
 */
typedef struct
{
  PasarConditionKind kind;
  const PasarColumnInfo *info;
} PasarSubject;

gboolean pasar_subject_get_nth (PasarCatalogue *catalogue, guint n, PasarSubject *subject);
const char *pasar_subject_get_title (const PasarSubject *self);
const char *pasar_subject_get_nth_choice (const PasarSubject *self, guint n, const char **title);
PasarCondition *pasar_condition_new_typed (PasarCatalogue *catalogue,
                                           const PasarSubject *subject,
                                           PasarComparison comparison,
                                           const char *text,
                                           const PasarNumberFormat *format,
                                           GError **error);
const char *
pasar_comparison_get_label (PasarComparison comparison, PasarColumnType type, gboolean is_not);
char *pasar_condition_dup_label (const PasarCondition *self,
                                 PasarCatalogue *catalogue,
                                 const PasarNumberFormat *format);
gboolean pasar_condition_is_sign (const char *text);
const char *pasar_condition_get_column_name (const PasarColumnInfo *column);
char *pasar_condition_write (const PasarCondition *self,
                             PasarCatalogue *catalogue,
                             const PasarNumberFormat *format);

/**
 * PasarCompletion:
 * @text: what is written
 * @title: what it is called in the language of the seller
 *
 * A way to go on with a condition that is typed.
 */
typedef struct
{
  char *text;
  char *title;
} PasarCompletion;

GPtrArray *
pasar_condition_complete (const char *text, gsize cursor, PasarCatalogue *catalogue, gsize *start);

G_END_DECLS
