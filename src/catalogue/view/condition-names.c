/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/condition-private.h"

#include "catalogue/table/catalogue-private.h"
#include "catalogue/values/yes-no.h"
#include "catalogue/view/search-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What columns, states and comparisons are called where conditions are written. */

/* Full-width forms are so much further on. */
#define FULL_WIDTH_FIRST 0xFF01
#define FULL_WIDTH_LAST  0xFF5E
#define FULL_WIDTH_SHIFT 0xFEE0

/* Longer ones stand before those that they begin with. The shortest one of a sign is written. */
static const struct
{
  const char *text;
  PasarSign sign;
} signs[] = {
  { "<=", PASAR_SIGN_AT_MOST },   { ">=", PASAR_SIGN_AT_LEAST }, { "!=", PASAR_SIGN_NOT_EQUAL },
  { "<>", PASAR_SIGN_NOT_EQUAL }, { "==", PASAR_SIGN_EQUAL },    { "<", PASAR_SIGN_LESS },
  { ">", PASAR_SIGN_MORE },       { "=", PASAR_SIGN_EQUAL },     { ":", PASAR_SIGN_HAS },
  { "≤", PASAR_SIGN_AT_MOST },    { "≥", PASAR_SIGN_AT_LEAST },  { "≠", PASAR_SIGN_NOT_EQUAL },
};

static const struct
{
  const char *name;
  const char *title;
  PasarStates state; /* PASAR_STATE_ANY: boosted */
} states[] = {
  { "changed", N_ ("Changed"), PASAR_STATE_CHANGED },
  { "problem", N_ ("Problems"), PASAR_STATE_PROBLEM },
  { "waiting", N_ ("Waiting"), PASAR_STATE_POSTPONED },
  { "failed", N_ ("Failed"), PASAR_STATE_FAILED },
  { "out-of-stock", N_ ("Out of Stock"), PASAR_STATE_OUT_OF_STOCK },
  { "promo", N_ ("On Promotion"), PASAR_STATE_PROMOTION },
  { "unlisted", N_ ("Not Listed"), PASAR_STATE_NOT_LISTED },
  { "variations", N_ ("With Variations"), PASAR_STATE_WITH_MODELS },
  { "boosted", N_ ("Boosted"), PASAR_STATE_ANY },
};

/* Stands for all columns of this kind. */
#define COLUMN_YES_NO                                                                              \
  ((PasarColumn) (PASAR_COLUMN_LOCAL + (PASAR_FIELD_OWN_YES_NO - PASAR_FIELD_COST)))

static const struct
{
  PasarColumn column;
  const char *name;
  gint64 value;
} choices[] = {
  { PASAR_COLUMN_PROMOTION, "running", PASAR_PROMOTION_ONGOING },
  { PASAR_COLUMN_PROMOTION, "upcoming", PASAR_PROMOTION_UPCOMING },
  { PASAR_COLUMN_STATUS, "live", PASAR_STATUS_NORMAL },
  { PASAR_COLUMN_STATUS, "unlisted", PASAR_STATUS_UNLIST },
  { PASAR_COLUMN_STATUS, "in-review", PASAR_STATUS_REVIEWING },
  { PASAR_COLUMN_STATUS, "banned", PASAR_STATUS_BANNED },
  { PASAR_COLUMN_STATUS, "deleted-by-you", PASAR_STATUS_SELLER_DELETE },
  { PASAR_COLUMN_STATUS, "deleted-by-shopee", PASAR_STATUS_SHOPEE_DELETE },
  { PASAR_COLUMN_STATUS, "deleted", PASAR_STATUS_DELETED },
  { PASAR_COLUMN_STATUS, "unknown", PASAR_STATUS_UNKNOWN },
  { COLUMN_YES_NO, "yes", 1 },
  { COLUMN_YES_NO, "no", 0 },
};

gunichar
pasar_condition_get_usual (gunichar c)
{
  if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
    return c - FULL_WIDTH_SHIFT;
  return c == 0x201C || c == 0x201D ? '"' : c;
}

/* How many bytes the sign has; 0: it is none. */
gsize
pasar_condition_get_sign (const char *text, PasarSign *sign)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      const char *p = text;
      const char *of = signs[i].text;

      while (*of != '\0' && *p != '\0'
             && pasar_condition_get_usual (g_utf8_get_char (p)) == g_utf8_get_char (of))
        {
          p = g_utf8_next_char (p);
          of = g_utf8_next_char (of);
        }
      if (*of != '\0')
        continue;
      *sign = signs[i].sign;
      return (gsize) (p - text);
    }
  return 0;
}

/**
 * pasar_condition_is_sign:
 * @text: what stands after the name of a column
 *
 * Tells a comparison that was begun from a word.
 *
 * Returns: whether the text begins with the sign of a comparison
 */
gboolean
pasar_condition_is_sign (const char *text)
{
  PasarSign sign;

  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return pasar_condition_get_sign (text, &sign) > 0;
}

const char *
pasar_sign_get_text (PasarSign sign)
{
  const char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (signs[i].sign == sign && (text == NULL || strlen (signs[i].text) < strlen (text)))
        text = signs[i].text;
    }
  return text;
}

/* As names are compared: blanks and hyphens are the same. */
static char *
fold_name (const char *name)
{
  return g_strdelimit (pasar_search_fold (name, -1), " -", '_');
}

static gboolean
is_name (const char *folded, const char *name)
{
  g_autofree char *other = name != NULL ? fold_name (name) : NULL;

  return other != NULL && strcmp (folded, other) == 0;
}

/**
 * pasar_condition_get_column_name:
 * @column: a column
 *
 * Where expressions know a column that not every shop has, it is called the same here.
 *
 * Returns: (transfer none): what it is called where conditions are typed
 */
const char *
pasar_condition_get_column_name (const PasarColumnInfo *column)
{
  const gboolean is_of_shop =
      pasar_column_is_location (column->column) || pasar_column_is_own (column->column);

  return is_of_shop ? column->name : column->id;
}

/* How sure it is that a column is meant: the sooner the surer, as English names stand for the same
 * everywhere. */
typedef enum
{
  BY_ID,
  BY_USUAL_ID, /* hyphens, blanks and capital letters do not count */
  BY_NAME,
  BY_TITLE,
  N_WAYS,
} Way;

static gboolean
is_meant (const PasarColumnInfo *info, const char *name, const char *folded, Way way)
{
  switch (way)
    {
    case BY_ID:
      return strcmp (info->id, name) == 0;
    case BY_USUAL_ID:
      return is_name (folded, info->id);
    case BY_NAME:
      return is_name (folded, info->name);
    case BY_TITLE:
    case N_WAYS:
    default:
      return is_name (folded, pasar_column_info_get_local_name (info))
             || is_name (folded, pasar_column_info_get_title (info));
    }
}

gboolean
pasar_subject_find (PasarCatalogue *catalogue, const char *name, PasarSubject *subject)
{
  g_autofree char *folded = fold_name (name);
  const guint n = pasar_catalogue_get_n_columns (catalogue);

  *subject = (PasarSubject){ PASAR_CONDITION_COLUMN, NULL };
  if (is_name (folded, "is"))
    subject->kind = PASAR_CONDITION_STATE;
  else if (is_name (folded, PASAR_RATIO_NAME))
    subject->kind = PASAR_CONDITION_RATIO;
  if (subject->kind != PASAR_CONDITION_COLUMN)
    return TRUE;
  for (guint i = 0; i < N_WAYS * n; i++)
    {
      subject->info = pasar_catalogue_get_nth_column (catalogue, i % n);
      if (is_meant (subject->info, name, folded, (Way) (i / n)))
        return TRUE;
    }
  return FALSE;
}

gboolean
pasar_condition_find_state (const char *name, PasarConditionKind *kind, PasarStates *state)
{
  g_autofree char *folded = fold_name (name);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (states); i++)
    {
      const guint nth = i % G_N_ELEMENTS (states);

      if (!is_name (folded, i < G_N_ELEMENTS (states) ? states[nth].name : _ (states[nth].title)))
        continue;
      *state = states[nth].state;
      *kind = *state != PASAR_STATE_ANY ? PASAR_CONDITION_STATE : PASAR_CONDITION_BOOSTED;
      return TRUE;
    }
  return FALSE;
}

/* Of a state, or of what is boosted. */
const char *
pasar_condition_get_state_name (const PasarCondition *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (states[i].state == self->state)
        return states[i].name;
    }
  return "";
}

/* As the choices have it. */
static PasarColumn
get_usual (PasarColumn column)
{
  return MIN (column, COLUMN_YES_NO);
}

const char *
pasar_choice_get_title (PasarColumn column, gint64 value)
{
  if (get_usual (column) == COLUMN_YES_NO)
    return pasar_yes_no_get_word (value > 0);
  if (column == PASAR_COLUMN_STATUS)
    return pasar_status_to_label ((PasarStatus) value);
  return value == PASAR_PROMOTION_ONGOING ? _ ("Running") : _ ("Upcoming");
}

gboolean
pasar_choice_find (PasarColumn column, const char *name, gint64 *value)
{
  g_autofree char *folded = fold_name (name);
  gboolean is_yes;

  column = get_usual (column);
  if (column == COLUMN_YES_NO && pasar_yes_no_parse (name, &is_yes, NULL))
    {
      *value = is_yes;
      return TRUE;
    }
  for (guint i = 0; i < 2 * G_N_ELEMENTS (choices); i++)
    {
      const guint nth = i % G_N_ELEMENTS (choices);

      if (choices[nth].column != column
          || !is_name (folded,
                       i < G_N_ELEMENTS (choices)
                           ? choices[nth].name
                           : pasar_choice_get_title (column, choices[nth].value)))
        continue;
      *value = choices[nth].value;
      return TRUE;
    }
  return FALSE;
}

const char *
pasar_choice_get_name (PasarColumn column, gint64 value)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      if (choices[i].column == get_usual (column) && choices[i].value == value)
        return choices[i].name;
    }
  return "";
}

/**
 * pasar_subject_get_nth:
 * @catalogue: has the columns
 * @n: which one
 * @subject: (out): what can be compared
 *
 * Columns come first, then states, then the ratio.
 *
 * Returns: whether there are so many
 */
gboolean
pasar_subject_get_nth (PasarCatalogue *catalogue, guint n, PasarSubject *subject)
{
  const guint n_columns = pasar_catalogue_get_n_columns (catalogue);

  *subject = (PasarSubject){ PASAR_CONDITION_COLUMN, NULL };
  if (n < n_columns)
    subject->info = pasar_catalogue_get_nth_column (catalogue, n);
  else
    subject->kind = n == n_columns ? PASAR_CONDITION_STATE : PASAR_CONDITION_RATIO;
  return n <= n_columns + 1;
}

/**
 * pasar_subject_get_title:
 * @self: what is compared
 *
 * Stands before a comparison, as columns stand over their values.
 *
 * Returns: (transfer none): what it is called in the language of the seller
 */
const char *
pasar_subject_get_title (const PasarSubject *self)
{
  switch ((int) self->kind)
    {
    case PASAR_CONDITION_STATE:
      /* Translators: of rows that are changed, out of stock, boosted … */
      return _ ("State");
    case PASAR_CONDITION_RATIO:
      /* Translators: of the prices of an item's variations */
      return _ ("Highest ÷ Lowest Price");
    default:
      return pasar_column_info_get_title (self->info);
    }
}

/**
 * pasar_subject_get_nth_choice:
 * @self: what is compared
 * @n: which one of its few values
 * @title: (out): what that is called in the language of the seller
 *
 * What can be asked of states, and of a column that shows words.
 *
 * Returns: (nullable): the name of the value in conditions; %NULL past the last one
 */
const char *
pasar_subject_get_nth_choice (const PasarSubject *self, guint n, const char **title)
{
  if (self->kind == PASAR_CONDITION_STATE && n < G_N_ELEMENTS (states))
    {
      *title = _ (states[n].title);
      return states[n].name;
    }
  if (self->info == NULL || self->info->type != PASAR_COLUMN_ENUMERATION)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      if (choices[i].column != get_usual (self->info->column) || n-- > 0)
        continue;
      *title = pasar_choice_get_title (self->info->column, choices[i].value);
      return choices[i].name;
    }
  return NULL;
}
