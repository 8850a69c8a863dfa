/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/view/condition.h"

#include <locale.h>
#include <string.h>

/* Random conditions over random catalogues against a slow plain evaluation, and texts of all kinds.
 */

static const PasarNumberFormat english = { ".", "," };

typedef enum
{
  ASK_STOCK,
  ASK_PRICE,
  ASK_TEXT,
  ASK_WORD,
  ASK_CHANGED,
  ASK_RATIO,
  ASK_STATUS,
  ASK_EMPTY,
  N_ASKS,
} AskKind;

/* A tree as a formula in the order of a stack machine, and the condition that is made of it. */
typedef struct
{
  int op; /* -1: not, -2: and, -3: or; else an AskKind */
  PasarColumn column;
  PasarComparison comparison;
  gint64 low;
  gint64 high;
  const char *text;
} Ask;

static const char *const parts[] = { "a", "b1", "c-d", "12", "a b", "\"", "é", "衬", "(x)", "or" };

static char *
dup_name (void)
{
  GString *name = g_string_new (NULL);
  const int n = g_test_rand_int_range (0, 4);

  for (int i = 0; i < n; i++)
    g_string_append (name, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  return g_string_free (name, FALSE);
}

static gint64
random_number (void)
{
  return g_test_rand_int_range (0, 7) == 0 ? PASAR_NO_VALUE : g_test_rand_int_range (1, 7);
}

static PasarCatalogue *
new_random_catalogue (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 0);

  for (gint64 id = 1; id <= 12; id++)
    {
      FixtureModel models[4];
      const gboolean has_model = g_test_rand_bit ();
      const guint n = has_model ? (guint) g_test_rand_int_range (0, 4) : 1;
      g_autofree char *name = dup_name ();
      g_autofree char *sku = dup_name ();
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < n; i++)
        {
          g_ptr_array_add (names, dup_name ());
          models[i] = (FixtureModel){ .model_id = has_model ? 100 * id + i : 0,
                                      .name = has_model ? names->pdata[i] : "",
                                      .price = random_number (),
                                      .stock = random_number () };
        }
      fixture_put (catalogue,
                   (PasarItemRecord){ .item_id = id,
                                      .name = name,
                                      .sku = sku,
                                      .status = (PasarStatus) g_test_rand_int_range (0, 4) },
                   has_model,
                   models,
                   n);
      if (n > 0 && g_test_rand_bit ())
        fixture_stage (catalogue,
                       id,
                       models[0].model_id,
                       g_test_rand_bit () ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK,
                       g_test_rand_int_range (1, 7));
    }
  return catalogue;
}

static Ask
random_leaf (void)
{
  static const PasarColumn texts[] = { PASAR_COLUMN_NAME,
                                       PASAR_COLUMN_SKU,
                                       PASAR_COLUMN_VARIATION };
  static const PasarColumn any[] = { PASAR_COLUMN_SKU,        PASAR_COLUMN_NAME,
                                     PASAR_COLUMN_VARIATION,  PASAR_COLUMN_PRICE,
                                     PASAR_COLUMN_SHOP_STOCK, PASAR_COLUMN_CHANGE };
  Ask ask = { .op = g_test_rand_int_range (0, N_ASKS) };

  ask.text = parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))];
  ask.low = g_test_rand_int_range (0, 8);
  ask.high = ask.low + g_test_rand_int_range (0, 4);
  ask.comparison =
      (PasarComparison) g_test_rand_int_range (PASAR_COMPARE_EQUAL, PASAR_COMPARE_BETWEEN + 1);
  if (ask.op == ASK_TEXT)
    {
      ask.column = texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
      ask.comparison =
          (PasarComparison) g_test_rand_int_range (PASAR_COMPARE_CONTAINS, PASAR_COMPARE_EQUAL + 1);
    }
  if (ask.op == ASK_EMPTY)
    ask.column = any[g_test_rand_int_range (0, G_N_ELEMENTS (any))];
  if (ask.op == ASK_RATIO)
    {
      ask.low *= 500;
      ask.high *= 500;
    }
  return ask;
}

static PasarCondition *
new_leaf (const Ask *ask)
{
  switch (ask->op)
    {
    case ASK_STOCK:
      return pasar_condition_new_number (PASAR_COLUMN_STOCK, ask->comparison, ask->low, ask->high);
    case ASK_PRICE:
      return pasar_condition_new_number (PASAR_COLUMN_PRICE, ask->comparison, ask->low, ask->high);
    case ASK_TEXT:
      return pasar_condition_new_text (ask->column, ask->comparison, ask->text);
    case ASK_WORD:
      return pasar_condition_new_word (ask->text);
    case ASK_CHANGED:
      return pasar_condition_new_state (PASAR_STATE_CHANGED);
    case ASK_RATIO:
      return pasar_condition_new_ratio (ask->comparison, ask->low, ask->high);
    case ASK_STATUS:
      return pasar_condition_new_number (PASAR_COLUMN_STATUS, PASAR_COMPARE_EQUAL, ask->low % 5, 0);
    default:
      return pasar_condition_new_empty (ask->column);
    }
}

/* By bisection of a stack: operands are put together until one is left. */
static PasarCondition *
new_random_tree (GArray *formula)
{
  g_autoptr (GPtrArray) stack =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_condition_unref);
  const int n = g_test_rand_int_range (1, 7);

  for (int i = 0; i < n || stack->len > 1;)
    {
      Ask ask = { .op = -1 };
      PasarCondition *made;

      if (i < n && (stack->len < 2 || g_test_rand_bit ()))
        {
          ask = random_leaf ();
          made = new_leaf (&ask);
          i++;
        }
      else if (g_test_rand_int_range (0, 3) == 0)
        {
          g_autoptr (PasarCondition) last = g_ptr_array_steal_index (stack, stack->len - 1);

          made = pasar_condition_new_not (last);
        }
      else
        {
          PasarCondition *const *last = (PasarCondition *const *) (stack->pdata + stack->len - 2);

          ask.op = g_test_rand_bit () ? -2 : -3;
          made = pasar_condition_new_join (ask.op == -2 ? PASAR_CONDITION_ALL : PASAR_CONDITION_ANY,
                                           last,
                                           2);
          g_ptr_array_set_size (stack, (int) stack->len - 2);
        }
      g_array_append_val (formula, ask);
      g_ptr_array_add (stack, made);
    }
  return g_ptr_array_steal_index (stack, 0);
}

static gboolean
has_order (const Ask *ask, gint64 value, gint64 scale)
{
  const gint64 low = ask->low * scale;
  const gint64 high = ask->high * scale;

  switch ((int) ask->comparison)
    {
    case PASAR_COMPARE_LESS:
      return value < low;
    case PASAR_COMPARE_AT_MOST:
      return value <= low;
    case PASAR_COMPARE_AT_LEAST:
      return value >= low;
    case PASAR_COMPARE_MORE:
      return value > low;
    case PASAR_COMPARE_BETWEEN:
      return value >= low && value <= high;
    default:
      return value == low;
    }
}

/* What is here in two scripts and has accents, made alike. */
static char *
dup_alike (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  g_autoptr (GString) out = g_string_new (decomposed);

  g_string_replace (out, "\xcc\x81", "", 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
has_text (PasarComparison comparison, const char *text, const char *part)
{
  g_autofree char *a = dup_alike (text);
  g_autofree char *b = dup_alike (part);

  if (comparison == PASAR_COMPARE_CONTAINS)
    return strstr (a, b) != NULL;
  return comparison == PASAR_COMPARE_STARTS ? g_str_has_prefix (a, b) : strcmp (a, b) == 0;
}

static gboolean
has_id (gint64 id, const char *part)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return strspn (part, "0123456789") == strlen (part) && strstr (text, part) != NULL;
}

/* Of the item, whose row the first one is. */
static gboolean
ask_ratio (PasarCatalogue *catalogue, const Ask *ask, guint row)
{
  const guint item_row = pasar_catalogue_read_row (catalogue, row).item_row;
  const PasarRowInfo item = pasar_catalogue_read_row (catalogue, item_row);
  const PasarRowValue price = item.values[PASAR_FIELD_PRICE];

  return price.effective != PASAR_NO_VALUE && price.effective > 0
         && has_order (ask, price.effective_max * 1000, price.effective);
}

static gboolean
ask_text (PasarCatalogue *catalogue, const Ask *ask, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
  const PasarRowInfo item = pasar_catalogue_read_row (catalogue, info.item_row);

  if (ask->op == ASK_WORD)
    return has_text (PASAR_COMPARE_CONTAINS, info.name, ask->text)
           || has_text (PASAR_COMPARE_CONTAINS, item.sku, ask->text)
           || has_text (PASAR_COMPARE_CONTAINS, info.sku, ask->text)
           || has_text (PASAR_COMPARE_CONTAINS, info.variation, ask->text)
           || has_id (info.key.item_id, ask->text)
           || (info.is_model && has_id (info.key.model_id, ask->text));
  if (ask->column == PASAR_COLUMN_NAME)
    return has_text (ask->comparison, info.name, ask->text);
  if (ask->column == PASAR_COLUMN_VARIATION)
    return has_text (ask->comparison, info.variation, ask->text);
  return has_text (ask->comparison, item.sku, ask->text)
         || has_text (ask->comparison, info.sku, ask->text);
}

static gboolean
ask_number (const Ask *ask, gint64 value)
{
  return value != PASAR_NO_VALUE && has_order (ask, value, 1);
}

static gboolean
ask_row (PasarCatalogue *catalogue, const Ask *ask, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
  const PasarColumnValue value = pasar_catalogue_read_value (catalogue, row, ask->column);

  switch (ask->op)
    {
    case ASK_STOCK:
      return ask_number (ask, info.values[PASAR_FIELD_STOCK].effective);
    case ASK_PRICE:
      return ask_number (ask, info.values[PASAR_FIELD_PRICE].effective);
    case ASK_CHANGED:
      return info.values[PASAR_FIELD_PRICE].staged != PASAR_NO_VALUE
             || info.values[PASAR_FIELD_STOCK].staged != PASAR_NO_VALUE;
    case ASK_RATIO:
      return ask_ratio (catalogue, ask, row);
    case ASK_STATUS:
      return info.status == (PasarStatus) (ask->low % 5);
    case ASK_EMPTY:
      return value.text != NULL ? *value.text == '\0' : value.number == PASAR_NO_VALUE;
    default:
      return ask_text (catalogue, ask, row);
    }
}

static gboolean
evaluate_slowly (PasarCatalogue *catalogue, const GArray *formula, guint row)
{
  gboolean stack[64];
  guint n = 0;

  for (guint i = 0; i < formula->len; i++)
    {
      const Ask *ask = &g_array_index (formula, Ask, i);

      if (ask->op >= 0)
        stack[n++] = ask_row (catalogue, ask, row);
      else if (ask->op == -1)
        stack[n - 1] = !stack[n - 1];
      else
        {
          n--;
          stack[n - 1] = ask->op == -2 ? stack[n - 1] && stack[n] : stack[n - 1] || stack[n];
        }
    }
  g_assert_cmpuint (n, ==, 1);
  return stack[0];
}

/* Of the list with headers: those that match, and what stands above them. */
static void
assert_listed (PasarView *view, PasarView *all, const GArray *formula)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (guint));
  guint header = PASAR_NO_ROW;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (all)); i++)
    {
      const guint row = pasar_view_get_row (all, i);
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

      if (info.is_header && info.n_edited > 0)
        header = row;
      else if (evaluate_slowly (catalogue, formula, row))
        {
          if (info.is_model && info.item_row == header)
            g_array_append_val (expected, header);
          header = PASAR_NO_ROW;
          g_array_append_val (expected, row);
        }
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpuint (pasar_view_get_row (view, i), ==, g_array_index (expected, guint, i));
}

static void
test_random (void)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = new_random_catalogue ();
      g_autoptr (PasarView) all = pasar_view_new (catalogue);
      g_autoptr (PasarView) view = pasar_view_new (catalogue);

      for (guint i = 0; i < 30; i++)
        {
          g_autoptr (GArray) formula = g_array_new (FALSE, FALSE, sizeof (Ask));
          g_autoptr (PasarCondition) condition = new_random_tree (formula);
          g_autofree char *kept =
              pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
          g_autoptr (PasarCondition) again = NULL;
          g_autoptr (GError) error = NULL;
          gsize place;

          g_test_message ("%s", kept);
          pasar_condition_read (kept,
                                catalogue,
                                pasar_condition_get_kept_format (),
                                &again,
                                &place,
                                &error);
          g_assert_no_error (error);
          g_assert_true (pasar_condition_equal (condition, again));
          pasar_view_set_condition (view, again, 0);
          assert_listed (view, all, formula);
        }
    }
}

/* Whatever is typed is read or refused, and what was read is read again from how it is kept. */
static void
test_anything (void)
{
  static const char *const pieces[] = {
    "stock", "price",   "name", "is", "updated", "sku", "<", "<=", ":",  "=", "!=", "-",
    "(",     ")",       "\"",   " ",  " ",       "or",  "5", "..", "*",  "é", "衬", "promo",
    "7d",    "changed", "\xff", "%",  "（",      "：",  ",", ".",  "\t", "“", "”",  "ราคา",
  };
  g_autoptr (PasarCatalogue) catalogue = new_random_catalogue ();

  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PasarCondition) condition = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL;
      g_autofree char *valid = NULL;
      const int n = g_test_rand_int_range (0, 24);
      gsize place = 0;

      for (int j = 0; j < n; j++)
        {
          if (g_test_rand_int_range (0, 12) == 0)
            g_string_append_c (text, (char) g_test_rand_int_range (1, 256));
          else
            g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
        }
      valid = g_utf8_make_valid (text->str, -1);
      if (!pasar_condition_read (text->str, catalogue, &english, &condition, &place, &error))
        {
          g_assert_nonnull (error);
          g_assert_cmpuint (place, <=, strlen (valid));
          continue;
        }
      g_assert_no_error (error);
      kept = pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
      g_test_message ("%s → %s", valid, kept);
      {
        g_autoptr (PasarCondition) again = NULL;

        pasar_condition_read (kept,
                              catalogue,
                              pasar_condition_get_kept_format (),
                              &again,
                              &place,
                              &error);
        g_assert_no_error (error);
        g_assert_true (pasar_condition_equal (condition, again));
      }
    }
}

/* Deep and long texts end, and soon. */
static void
test_large (void)
{
  g_autoptr (PasarCatalogue) catalogue = new_random_catalogue ();
  static const char *const repeated[] = { "(",     "-(",   "(a or ",     "stock<5 ",
                                          "word ", "\"a ", "-(stock<5 ", "(a ",
                                          ") ",    "a)(",  "\"\"" };

  for (guint i = 0; i < G_N_ELEMENTS (repeated); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PasarCondition) condition = NULL;
      g_autoptr (GError) error = NULL;
      gsize place;

      for (guint j = 0; j < 2000; j++)
        g_string_append (text, repeated[i]);
      for (guint j = 0; j < 2000; j++)
        g_string_append_c (text, ')');
      if (!pasar_condition_read (text->str, catalogue, &english, &condition, &place, &error))
        g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/condition-random/trees", test_random);
  g_test_add_func ("/condition-random/texts", test_anything);
  g_test_add_func ("/condition-random/large", test_large);
  return g_test_run ();
}
