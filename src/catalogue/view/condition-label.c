/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/condition-private.h"

#include <glib/gi18n-lib.h>

/**
 * pasar_comparison_get_label:
 * @comparison: a comparison
 * @type: of the column that is compared
 * @is_not: whether it must not be so
 *
 * Stands between the title of a column and a value.
 *
 * Returns: (transfer none): one or two translated words, or a sign
 */
const char *
pasar_comparison_get_label (PasarComparison comparison, PasarColumnType type, gboolean is_not)
{
  const gboolean has_size = type == PASAR_COLUMN_NUMBER || type == PASAR_COLUMN_TIME;

  switch (comparison)
    {
    case PASAR_COMPARE_EMPTY:
      /* Translators: follows the title of a column: “SKU is empty” */
      return is_not ? _ ("is not empty") : _ ("is empty");
    case PASAR_COMPARE_CONTAINS:
      /* Translators: stands between the title of a column and a text: “Item contains shirt” */
      return is_not ? _ ("does not contain") : _ ("contains");
    case PASAR_COMPARE_STARTS:
      /* Translators: stands between the title of a column and a text: “SKU begins with AB” */
      return is_not ? _ ("does not begin with") : _ ("begins with");
    case PASAR_COMPARE_LESS:
      return is_not ? "≥" : "<";
    case PASAR_COMPARE_AT_MOST:
      return is_not ? ">" : "≤";
    case PASAR_COMPARE_AT_LEAST:
      return is_not ? "<" : "≥";
    case PASAR_COMPARE_MORE:
      return is_not ? "≤" : ">";
    case PASAR_COMPARE_WITHIN:
      /* Translators: stands between the title of a column and a period: “Updated in the last 7d” */
      return is_not ? _ ("not in the last") : _ ("in the last");
    case PASAR_COMPARE_EQUAL:
    case PASAR_COMPARE_BETWEEN:
    default:
      if (has_size)
        return is_not ? "≠" : "=";
      /* Translators: stands between the title of a column and its value: “Status is Live” */
      return is_not ? _ ("is not") : _ ("is");
    }
}

static const char *
get_state_title (const PasarCondition *self)
{
  const PasarSubject states = { PASAR_CONDITION_STATE, NULL };
  const char *state_name = pasar_condition_get_state_name (self);
  const char *title = "";
  const char *name;

  for (guint i = 0; (name = pasar_subject_get_nth_choice (&states, i, &title)) != NULL; i++)
    {
      if (g_str_equal (name, state_name))
        break;
    }
  return title;
}

static void
append_value (const PasarCondition *self,
              const PasarSubject *subject,
              PasarCatalogue *catalogue,
              const PasarNumberFormat *format,
              GString *out)
{
  if (subject->kind == PASAR_CONDITION_STATE)
    g_string_append (out, get_state_title (self));
  else if (self->text != NULL)
    g_string_append (out, self->text);
  else if (subject->info != NULL && subject->info->type == PASAR_COLUMN_ENUMERATION)
    g_string_append (out, pasar_choice_get_title (self->column, self->low));
  else
    pasar_condition_write_value (self, catalogue, format, out);
}

/* FALSE for what is no comparison. */
static gboolean
get_subject (const PasarCondition *self, PasarCatalogue *catalogue, PasarSubject *subject)
{
  const gboolean is_state =
      self->kind == PASAR_CONDITION_STATE || self->kind == PASAR_CONDITION_BOOSTED;

  *subject = (PasarSubject){ is_state ? PASAR_CONDITION_STATE : self->kind,
                             pasar_catalogue_get_column (catalogue, self->column) };
  return is_state || self->kind == PASAR_CONDITION_RATIO || subject->info != NULL;
}

static void append_label (const PasarCondition *self,
                          PasarCatalogue *catalogue,
                          const PasarNumberFormat *format,
                          GString *out);

static void
append_joined (const PasarCondition *self,
               PasarCatalogue *catalogue,
               const PasarNumberFormat *format,
               GString *out)
{
  /* Translators: stand between two filters: “Stock < 5 or Price > 20” */
  const char *between = self->kind == PASAR_CONDITION_ANY ? _ ("or") : _ ("and");

  for (guint i = 0; i < self->children->len; i++)
    {
      if (i > 0)
        g_string_append_printf (out, " %s ", between);
      append_label (self->children->pdata[i], catalogue, format, out);
    }
}

static void
append_label (const PasarCondition *self,
              PasarCatalogue *catalogue,
              const PasarNumberFormat *format,
              GString *out)
{
  const gboolean is_not = self->kind == PASAR_CONDITION_NOT;
  const PasarCondition *of = is_not ? self->children->pdata[0] : self;
  g_autofree char *written = NULL;
  PasarComparison comparison = of->comparison;
  PasarColumnType type = PASAR_COLUMN_NUMBER;
  PasarSubject subject;

  if (!get_subject (of, catalogue, &subject))
    {
      written = pasar_condition_write (self, catalogue, format);
      g_string_append (out, written);
      return;
    }
  if (subject.kind == PASAR_CONDITION_STATE && !is_not)
    {
      g_string_append (out, get_state_title (of));
      return;
    }
  if (subject.kind == PASAR_CONDITION_STATE)
    comparison = PASAR_COMPARE_EQUAL;
  if (subject.kind != PASAR_CONDITION_RATIO)
    type = subject.info != NULL ? subject.info->type : PASAR_COLUMN_ENUMERATION;
  g_string_append_printf (out,
                          "%s %s",
                          pasar_subject_get_title (&subject),
                          pasar_comparison_get_label (comparison, type, is_not));
  if (comparison == PASAR_COMPARE_EMPTY)
    return;
  g_string_append_c (out, ' ');
  append_value (of, &subject, catalogue, format, out);
}

/* Whether its parts are no joins themselves: those are told by the parentheses. */
static gboolean
is_simple_join (const PasarCondition *self)
{
  if (self->kind != PASAR_CONDITION_ALL && self->kind != PASAR_CONDITION_ANY)
    return FALSE;
  for (guint i = 0; i < self->children->len; i++)
    {
      const PasarCondition *child = self->children->pdata[i];
      const PasarCondition *of =
          child->kind == PASAR_CONDITION_NOT ? child->children->pdata[0] : child;

      if (of->children != NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * pasar_condition_dup_label:
 * @self: a condition
 * @catalogue: the one that it is for
 * @format: (nullable): how numbers are written; %NULL: as in the locale
 *
 * Says a comparison in words, such as “Stock < 5”, a state by its title, and several of them with
 * “and” or “or”; what is more than that as it is written.
 *
 * Returns: (transfer full): the text
 */
char *
pasar_condition_dup_label (const PasarCondition *self,
                           PasarCatalogue *catalogue,
                           const PasarNumberFormat *format)
{
  GString *out = g_string_new (NULL);

  if (is_simple_join (self))
    append_joined (self, catalogue, format, out);
  else
    append_label (self, catalogue, format, out);
  return g_string_free (out, FALSE);
}
