/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/condition-private.h"

#include "catalogue/view/search-private.h"

#include <string.h>

static PasarCondition *
new_of_kind (PasarConditionKind kind)
{
  PasarCondition *self = g_new0 (PasarCondition, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->column = PASAR_COLUMN_NONE;
  return self;
}

/**
 * pasar_condition_new_words:
 * @text: words, with blanks between them
 *
 * Rows that have all of the words, whatever else they may look like.
 *
 * Returns: (transfer full) (nullable): a condition; %NULL where there are no words
 */
PasarCondition *
pasar_condition_new_words (const char *text)
{
  g_autofree char *folded = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GPtrArray) words =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_condition_unref);

  g_return_val_if_fail (text != NULL, NULL);

  folded = pasar_search_fold (text, -1);
  parts = g_strsplit_set (folded, " \t\n\r\v\f", -1);
  for (guint i = 0; parts[i] != NULL && words->len < PASAR_CONDITION_MAX_WORDS; i++)
    {
      if (parts[i][0] != '\0')
        g_ptr_array_add (words, pasar_condition_new_word (parts[i]));
    }
  return pasar_condition_new_join (PASAR_CONDITION_ALL,
                                   (PasarCondition *const *) words->pdata,
                                   words->len);
}

/**
 * pasar_condition_new_word:
 * @text: not empty; blanks in it are looked for, too
 *
 * Rows that have the text in their name, variation, SKU or ids, or those of their item.
 *
 * Returns: (transfer full): a condition
 */
PasarCondition *
pasar_condition_new_word (const char *text)
{
  PasarCondition *self;

  g_return_val_if_fail (text != NULL && *text != '\0', NULL);

  self = new_of_kind (PASAR_CONDITION_WORD);
  self->text = g_strdup (text);
  return self;
}

/**
 * pasar_condition_new_state:
 * @state: a single one
 *
 * Rows that are in a state.
 *
 * Returns: (transfer full): a condition
 */
PasarCondition *
pasar_condition_new_state (PasarStates state)
{
  PasarCondition *self = new_of_kind (PASAR_CONDITION_STATE);

  self->state = state;
  return self;
}

/**
 * pasar_condition_new_boosted:
 *
 * Rows of the items that [method@View.set_boosted] was told of.
 *
 * Returns: (transfer full): a condition
 */
PasarCondition *
pasar_condition_new_boosted (void)
{
  return new_of_kind (PASAR_CONDITION_BOOSTED);
}

/**
 * pasar_condition_new_empty:
 * @column: any column
 *
 * Rows that have no value, or an empty text, in a column of their own.
 *
 * Returns: (transfer full): a condition
 */
PasarCondition *
pasar_condition_new_empty (PasarColumn column)
{
  PasarCondition *self = new_of_kind (PASAR_CONDITION_COLUMN);

  self->column = column;
  self->comparison = PASAR_COMPARE_EMPTY;
  return self;
}

/**
 * pasar_condition_new_text:
 * @column: a column of texts
 * @comparison: %PASAR_COMPARE_CONTAINS, %PASAR_COMPARE_STARTS or %PASAR_COMPARE_EQUAL
 * @text: not empty
 *
 * Rows by a text.
 *
 * Returns: (transfer full): a condition
 */
PasarCondition *
pasar_condition_new_text (PasarColumn column, PasarComparison comparison, const char *text)
{
  PasarCondition *self;

  g_return_val_if_fail (text != NULL && *text != '\0', NULL);

  self = pasar_condition_new_empty (column);
  self->comparison = comparison;
  self->text = g_strdup (text);
  return self;
}

/**
 * pasar_condition_new_number:
 * @column: a column of anything but texts
 * @comparison: from %PASAR_COMPARE_EQUAL on
 * @low: in units of the column, such as minor units of money; a day is written as 20260131; the
 * hours of %PASAR_COMPARE_WITHIN
 * @high: the other end of %PASAR_COMPARE_BETWEEN, else not looked at
 *
 * Rows by a number, a time, or one of a few values.
 *
 * Returns: (transfer full): a condition
 */
PasarCondition *
pasar_condition_new_number (PasarColumn column, PasarComparison comparison, gint64 low, gint64 high)
{
  PasarCondition *self = pasar_condition_new_empty (column);

  self->comparison = comparison;
  self->low = comparison == PASAR_COMPARE_BETWEEN ? MIN (low, high) : low;
  self->high = comparison == PASAR_COMPARE_BETWEEN ? MAX (low, high) : low;
  return self;
}

/**
 * pasar_condition_new_ratio:
 * @comparison: from %PASAR_COMPARE_EQUAL to %PASAR_COMPARE_BETWEEN
 * @low: in thousandths
 * @high: the other end of %PASAR_COMPARE_BETWEEN, else not looked at
 *
 * Rows of items by how many times their highest price is their lowest one, with what is staged.
 *
 * Returns: (transfer full): a condition
 */
PasarCondition *
pasar_condition_new_ratio (PasarComparison comparison, gint64 low, gint64 high)
{
  PasarCondition *self = pasar_condition_new_number (PASAR_COLUMN_NONE, comparison, low, high);

  self->kind = PASAR_CONDITION_RATIO;
  return self;
}

/**
 * pasar_condition_new_not:
 * @child: (transfer none): a condition
 *
 * All other rows.
 *
 * Returns: (transfer full): a condition
 */
PasarCondition *
pasar_condition_new_not (PasarCondition *child)
{
  PasarCondition *self;

  g_return_val_if_fail (child != NULL, NULL);

  if (child->kind == PASAR_CONDITION_NOT)
    return pasar_condition_ref (child->children->pdata[0]);
  self = new_of_kind (PASAR_CONDITION_NOT);
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_condition_unref);
  g_ptr_array_add (self->children, pasar_condition_ref (child));
  return self;
}

/**
 * pasar_condition_new_join:
 * @kind: %PASAR_CONDITION_ALL or %PASAR_CONDITION_ANY
 * @children: (array length=n) (transfer none) (nullable): conditions; %NULL among them are left out
 * @n: how many there are
 *
 * Joins conditions with "and" or "or". Joins of the same kind become one.
 *
 * Returns: (transfer full) (nullable): a condition; %NULL where there are none
 */
PasarCondition *
pasar_condition_new_join (PasarConditionKind kind, PasarCondition *const *children, guint n)
{
  g_autoptr (PasarCondition) self = new_of_kind (kind);

  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_condition_unref);
  for (guint i = 0; i < n; i++)
    {
      PasarCondition *child = children[i];

      if (child == NULL)
        continue;
      if (child->kind != kind)
        g_ptr_array_add (self->children, pasar_condition_ref (child));
      for (guint j = 0; child->kind == kind && j < child->children->len; j++)
        g_ptr_array_add (self->children, pasar_condition_ref (child->children->pdata[j]));
    }
  if (self->children->len == 0)
    return NULL;
  return self->children->len == 1 ? pasar_condition_ref (self->children->pdata[0])
                                  : g_steal_pointer (&self);
}

/**
 * pasar_condition_ref:
 * @self: a condition
 *
 * Takes a reference.
 *
 * Returns: (transfer full): the condition
 */
PasarCondition *
pasar_condition_ref (PasarCondition *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * pasar_condition_unref:
 * @self: (transfer full): a condition
 *
 * Gives a reference back.
 */
void
pasar_condition_unref (PasarCondition *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self->text);
  g_free (self);
}

/**
 * pasar_condition_equal:
 * @a: (nullable): a condition
 * @b: (nullable): another one
 *
 * Compares trees as they are, not what they mean.
 *
 * Returns: whether they are the same
 */
gboolean
pasar_condition_equal (const PasarCondition *a, const PasarCondition *b)
{
  const guint n = a != NULL && a->children != NULL ? a->children->len : 0;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->kind != b->kind || a->column != b->column
      || a->comparison != b->comparison || a->state != b->state || a->low != b->low
      || a->high != b->high || g_strcmp0 (a->text, b->text) != 0
      || n != (b->children != NULL ? b->children->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!pasar_condition_equal (a->children->pdata[i], b->children->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

/**
 * pasar_condition_asks_for_state:
 * @self: (nullable): a condition
 *
 * Whether an edit may take rows out of what is shown that the seller would look for in vain there,
 * such as those that have nothing staged any more.
 *
 * Returns: whether a state is a part of it
 */
gboolean
pasar_condition_asks_for_state (const PasarCondition *self)
{
  gboolean asks = self != NULL && self->kind == PASAR_CONDITION_STATE;

  for (guint i = 0; self != NULL && self->children != NULL && i < self->children->len; i++)
    asks |= pasar_condition_asks_for_state (self->children->pdata[i]);
  return asks;
}
