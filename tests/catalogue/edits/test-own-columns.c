/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

#include "catalogue/edits/paste.h"
#include "catalogue/table/own-columns.h"
#include "catalogue/values/yes-no.h"
#include "catalogue/view/cell.h"
#include "catalogue/view/condition.h"

/* Columns that the seller made. */

static PasarField
add (PasarCatalogue *catalogue, PasarOwnKind kind, const char *title)
{
  g_autoptr (GError) error = NULL;
  PasarField field;
  g_autoptr (GPtrArray) columns =
      pasar_catalogue_add_own_column (catalogue, kind, title, &field, &error);
  const guint n = pasar_catalogue_get_n_columns (catalogue);

  g_assert_no_error (error);
  pasar_catalogue_set_own_columns (catalogue, columns);
  g_assert_cmpuint (pasar_catalogue_get_n_columns (catalogue), ==, n + 1);
  return field;
}

static void
rename_to (PasarCatalogue *catalogue, PasarField field, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) columns =
      pasar_catalogue_rename_own_column (catalogue, field, title, &error);

  g_assert_no_error (error);
  pasar_catalogue_set_own_columns (catalogue, columns);
}

static void
remove_it (PasarCatalogue *catalogue, PasarField field)
{
  g_autoptr (GPtrArray) columns = pasar_catalogue_remove_own_column (catalogue, field);

  pasar_catalogue_set_own_columns (catalogue, columns);
}

static const PasarColumnInfo *
get_info (PasarCatalogue *catalogue, PasarField field)
{
  return pasar_catalogue_get_column (catalogue, pasar_column_for_field (field));
}

static guint
find (PasarCatalogue *catalogue, gint64 item_id, gint64 model_id)
{
  const guint row = pasar_catalogue_find (catalogue, item_id, model_id);

  g_assert_cmpuint (row, !=, PASAR_NO_ROW);
  return row;
}

/* Types into a row, as one step. */
static void
type (PasarCatalogue *catalogue, guint row, PasarField field, const char *text)
{
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GError) error = NULL;

  if (pasar_field_is_number (field))
    {
      fixture_stage_edits (catalogue, fixture_plan (catalogue, &row, 1, field, text));
      return;
    }
  command = pasar_command_new (PASAR_COMMAND_EACH, catalogue, &row, 1, (int) field, NULL);
  g_assert_true (pasar_catalogue_parse_set (catalogue, field, text, &command->amount, &error));
  g_assert_no_error (error);
  fixture_stage_edits (catalogue, pasar_command_compute (command, catalogue, &error));
  g_assert_no_error (error);
}

static void
assert_cell (PasarCatalogue *catalogue, guint row, PasarField field, const char *text)
{
  PasarCellInfo cell;

  pasar_cell_info_read (&cell, catalogue, row, pasar_column_for_field (field), FALSE);
  g_assert_cmpstr (cell.text, ==, text);
  g_assert_true (cell.is_editable);
  g_assert_false (cell.is_changed);
}

static void
assert_label (PasarCatalogue *catalogue, guint row, PasarField field, const char *text)
{
  PasarCellInfo cell;
  g_autofree char *label = NULL;

  pasar_cell_info_read (&cell, catalogue, row, pasar_column_for_field (field), FALSE);
  label = pasar_cell_info_dup_label (&cell);
  g_assert_cmpstr (label, ==, text);
}

static void
test_registry (void)
{
  static const struct
  {
    PasarOwnKind kind;
    const char *title;
    const char *id;
    PasarColumnType type;
    gboolean is_numeric;
  } cases[] = {
    { PASAR_OWN_NUMBER, "Lead time", "own-number-1", PASAR_COLUMN_NUMBER, TRUE },
    { PASAR_OWN_MONEY, "Packing", "own-money-1", PASAR_COLUMN_NUMBER, TRUE },
    { PASAR_OWN_TEXT, "ผู้ขาย", "own-text-1", PASAR_COLUMN_TEXT, FALSE },
    { PASAR_OWN_YES_NO, "Organic?", "own-yes-no-1", PASAR_COLUMN_ENUMERATION, FALSE },
    { PASAR_OWN_NUMBER, "Weight (kg)", "own-number-2", PASAR_COLUMN_NUMBER, TRUE },
  };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const guint n = pasar_catalogue_get_n_columns (catalogue);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarField field = add (catalogue, cases[i].kind, cases[i].title);
      const PasarColumnInfo *info = get_info (catalogue, field);
      PasarField found;

      g_assert_cmpstr (info->id, ==, cases[i].id);
      g_assert_cmpstr (pasar_column_info_get_title (info), ==, cases[i].title);
      g_assert_cmpint (info->type, ==, cases[i].type);
      g_assert_cmpint (info->source, ==, PASAR_SOURCE_APP);
      g_assert_true (info->is_numeric == cases[i].is_numeric);
      g_assert_true (info->is_editable && info->is_shown);
      g_assert_true (pasar_field_is_local (field) && pasar_field_is_own (field));
      g_assert_cmpint (pasar_own_field_get_kind (field), ==, cases[i].kind);
      g_assert_true (pasar_own_field_find (info->id, &found));
      g_assert_cmpint (found, ==, field);
      g_assert_true (pasar_catalogue_find_column (catalogue, info->id) == info);
      g_assert_true (pasar_catalogue_get_nth_column (catalogue, n + i) == info);
    }
}

static void
test_ids (void)
{
  static const char *const none[] = {
    "own",          "own-",        "own-text",      "own-text-",     "own-text-0",
    "own-text-01",  "own-text-+1", "own-text-4097", "own-text-1 ",   "own-date-1",
    "own-number--", "text-1",      "OWN-text-1",    "own-yes-no-1x",
  };
  PasarField field;

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (pasar_own_field_find (none[i], &field));
  g_assert_true (pasar_own_field_find ("own-yes-no-4096", &field));
  g_assert_cmpstr (pasar_own_field_get_id (field), ==, "own-yes-no-4096");
  g_assert_true (pasar_field_is_yes_no (field));
  g_assert_true (pasar_own_field_find ("own-text-4096", &field));
  g_assert_true (pasar_field_is_text (field));
  g_assert_false (pasar_field_is_yes_no (field));
}

/* A name is never that of another column, in whichever way that one is called. */
static void
test_names (void)
{
  static const struct
  {
    const char *title;
    const char *name;
  } cases[] = {
    { "Lead time", "lead_time" },       { "Weight (kg)", "weight_kg" },   { "น้ำหนัก", "น้ำหนัก" },
    { "重量 kg", "\"重量 kg\"" },       { "Ratio", "\"Ratio\"" },         { "Max", "\"Max\"" },
    { "2nd choice", "\"2nd choice\"" }, { "weight-kg", "\"weight-kg\"" },
  };
  static const char *const refused[] = {
    "Price",
    " price ",
    "PRICE CHANGE",
    "shop_price",
    "target-margin",
    "Note",
    "",
    "  ",
    "Lead time",
    "lead time",
    "lead_time",
    "0123456789 0123456789 0123456789 01234567",
  };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarField field = add (catalogue, PASAR_OWN_NUMBER, cases[i].title);

      g_assert_cmpstr (get_info (catalogue, field)->name, ==, cases[i].name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      PasarField field;

      g_test_message ("%s", refused[i]);
      g_assert_null (
          pasar_catalogue_add_own_column (catalogue, PASAR_OWN_TEXT, refused[i], &field, &error));
      g_assert_nonnull (error);
    }
}

static void
test_most (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  PasarField field = PASAR_FIELD_PRICE;

  for (guint i = 0; i < PASAR_OWN_COLUMNS_MAX; i++)
    {
      g_autofree char *title = g_strdup_printf ("Column %u", i);

      field = add (catalogue, (PasarOwnKind) (i % PASAR_N_OWN_KINDS), title);
    }
  g_assert_null (
      pasar_catalogue_add_own_column (catalogue, PASAR_OWN_TEXT, "More", &field, &error));
  g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_TOO_LARGE);
  remove_it (catalogue, field);
  add (catalogue, PASAR_OWN_TEXT, "More");
  /* What is on disk may say more. */
  columns = pasar_catalogue_dup_own_columns (catalogue);
  for (guint i = 0; i < columns->len; i++)
    ((PasarOwnColumn *) columns->pdata[i])->is_removed = FALSE;
  pasar_catalogue_set_own_columns (catalogue, columns);
  g_assert_null (pasar_catalogue_find_column (catalogue, "own-text-4"));
}

/* Each kind is typed, shown, undone and made again. */
static void
test_values (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const PasarField weight = add (catalogue, PASAR_OWN_NUMBER, "Weight");
  const PasarField packing = add (catalogue, PASAR_OWN_MONEY, "Packing");
  const PasarField supplier = add (catalogue, PASAR_OWN_TEXT, "Supplier");
  const PasarField organic = add (catalogue, PASAR_OWN_YES_NO, "Organic");
  const guint mug = find (catalogue, 2, 0);
  const guint shirt = find (catalogue, 1, 0);
  const guint blue = find (catalogue, 1, 12);

  type (catalogue, mug, weight, "1.25");
  assert_cell (catalogue, mug, weight, "1.25");
  type (catalogue, mug, weight, "=weight*2");
  assert_cell (catalogue, mug, weight, "2.5");
  type (catalogue, mug, weight, "+0.5");
  assert_cell (catalogue, mug, weight, "3");
  type (catalogue, mug, packing, "0.40");
  assert_cell (catalogue, mug, packing, "0.40");
  type (catalogue, mug, supplier, " Ming & Co ");
  assert_cell (catalogue, mug, supplier, "Ming & Co");
  type (catalogue, mug, organic, "ya");
  assert_cell (catalogue, mug, organic, PASAR_YES_MARK);
  assert_label (catalogue, mug, organic, "Yes");
  type (catalogue, mug, organic, "no");
  assert_cell (catalogue, mug, organic, "");
  assert_label (catalogue, mug, organic, "No");
  g_assert_true (fixture_undo (catalogue));
  assert_cell (catalogue, mug, organic, PASAR_YES_MARK);
  g_assert_true (fixture_undo (catalogue));
  g_assert_true (fixture_undo (catalogue));
  assert_cell (catalogue, mug, supplier, "");
  g_assert_true (fixture_redo (catalogue));
  assert_cell (catalogue, mug, supplier, "Ming & Co");

  /* An item says what its models have. */
  type (catalogue, blue, organic, "x");
  assert_cell (catalogue, shirt, organic, "–");
  assert_label (catalogue, shirt, organic, "Some");
  for (guint i = 0; i < G_N_ELEMENTS (fixture_shirts); i++)
    type (catalogue, find (catalogue, 1, fixture_shirts[i].model_id), organic, "TRUE");
  assert_cell (catalogue, shirt, organic, PASAR_YES_MARK);
  type (catalogue, blue, weight, "0.125");
  type (catalogue, find (catalogue, 1, 11), weight, "2");
  assert_cell (catalogue, shirt, weight, "0.125–2");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
}

/* Each cell by the rules of its kind; what cannot be read is refused, and nothing else is touched.
 */
static void
test_paste (void)
{
  static const char *const texts[] = { "1.5", "2,50", "Ming", "ja?", "1,250.5", "0.40", "", "是" };
  const PasarPasteTable table = { texts, 2, 4, '.' };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const PasarField fields[] = { add (catalogue, PASAR_OWN_NUMBER, "Weight"),
                                add (catalogue, PASAR_OWN_MONEY, "Packing"),
                                add (catalogue, PASAR_OWN_TEXT, "Supplier"),
                                add (catalogue, PASAR_OWN_YES_NO, "Organic") };
  const guint rows[] = { find (catalogue, 1, 11), find (catalogue, 2, 0) };
  PasarColumn columns[G_N_ELEMENTS (fields)];
  g_autoptr (GArray) editable = g_array_new (FALSE, FALSE, sizeof (guint));
  PasarPasteArea area = { rows, 2, editable, columns, G_N_ELEMENTS (columns), 1, 1 };
  g_autoptr (PasarCommand) command = NULL;
  PasarPaste *paste;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    columns[i] = pasar_column_for_field (fields[i]);
  g_array_append_vals (editable, rows, 2);
  type (catalogue, rows[1], fields[2], "before");
  paste = pasar_paste_new (catalogue, &table, &area, 1);
  g_assert_true (pasar_paste_run (paste, G_MAXINT64));
  g_assert_cmpuint (pasar_paste_get_report (paste)->refused->len, ==, 2);
  command = pasar_paste_make_command (paste);
  fixture_stage_edits (catalogue, pasar_command_compute (command, catalogue, NULL));
  assert_cell (catalogue, rows[0], fields[0], "1.5");
  assert_cell (catalogue, rows[0], fields[1], "");
  assert_cell (catalogue, rows[0], fields[2], "Ming");
  assert_cell (catalogue, rows[0], fields[3], "");
  assert_cell (catalogue, rows[1], fields[0], "1250.5");
  assert_cell (catalogue, rows[1], fields[1], "0.40");
  assert_cell (catalogue, rows[1], fields[2], "before");
  assert_cell (catalogue, rows[1], fields[3], PASAR_YES_MARK);
  pasar_paste_free (paste);
}

static void
test_yes_no_words (void)
{
  static const char *const yes[] = { "yes", "Y", "YA", "是", "x", "1", "true", "TRUE", "✓", "có" };
  static const char *const no[] = { "no", "N", "Tidak", "否", "0", "False", "không", "não" };
  static const char *const neither[] = { "", "2", "perhaps", "tak", "yes no", "10" };
  gboolean is_yes;

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (pasar_yes_no_parse (yes[i], &is_yes, NULL) && is_yes);
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_true (pasar_yes_no_parse (no[i], &is_yes, NULL) && !is_yes);
  for (guint i = 0; i < G_N_ELEMENTS (neither); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (pasar_yes_no_parse (neither[i], &is_yes, &error));
      g_assert_error (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_NOT_A_NUMBER);
    }
}

/* In prices, and in one another. */
static void
test_expressions (void)
{
  static const struct
  {
    const char *text;
    gint64 price;
  } cases[] = {
    { "=packing*10", 400 },
    { "=price+\"Packing\"", 540 },
    { "=packing*\"Weight (kg)\"", 100 },
    { "=packing*weight_kg", 100 },
    { "=if(organic=1;price*2;price)", 1000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
      const guint mug = find (catalogue, 2, 0);

      g_test_message ("%s", cases[i].text);
      type (catalogue, mug, add (catalogue, PASAR_OWN_MONEY, "Packing"), "0.40");
      type (catalogue, mug, add (catalogue, PASAR_OWN_NUMBER, "Weight (kg)"), "2.5");
      type (catalogue, mug, add (catalogue, PASAR_OWN_YES_NO, "Organic"), "yes");
      type (catalogue, mug, PASAR_FIELD_PRICE, cases[i].text);
      g_assert_cmpint (pasar_catalogue_read_field (catalogue, mug, PASAR_FIELD_PRICE).effective,
                       ==,
                       cases[i].price);
    }
}

static guint
count (PasarCatalogue *catalogue, const char *text)
{
  g_autoptr (PasarView) view = pasar_view_new (catalogue);
  g_autoptr (PasarCondition) condition = NULL;
  g_autoptr (PasarCondition) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  gsize place;

  g_test_message ("%s", text);
  pasar_condition_read (text, catalogue, NULL, &condition, &place, &error);
  g_assert_no_error (error);
  /* As it is kept, it is the same one whatever the columns are called then. */
  kept = pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
  pasar_condition_read (kept,
                        catalogue,
                        pasar_condition_get_kept_format (),
                        &again,
                        &place,
                        &error);
  g_assert_no_error (error);
  g_assert_true (pasar_condition_equal (condition, again));
  pasar_view_set_flat (view, TRUE);
  pasar_view_set_condition (view, condition, 0);
  return g_list_model_get_n_items (G_LIST_MODEL (view));
}

static void
test_conditions (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const PasarField weight = add (catalogue, PASAR_OWN_NUMBER, "Weight (kg)");
  const PasarField supplier = add (catalogue, PASAR_OWN_TEXT, "Supplier name");
  const PasarField organic = add (catalogue, PASAR_OWN_YES_NO, "Organic");
  const guint mug = find (catalogue, 2, 0);
  const guint blue = find (catalogue, 1, 12);

  type (catalogue, mug, weight, "1.25");
  type (catalogue, blue, weight, "0.5");
  type (catalogue, mug, supplier, "Míng");
  type (catalogue, blue, organic, "yes");
  g_assert_cmpuint (count (catalogue, "weight_kg>0.5"), ==, 1);
  g_assert_cmpuint (count (catalogue, "\"Weight (kg)\"=0.5..1.25"), ==, 2);
  g_assert_cmpuint (count (catalogue, "-\"Weight (kg)\"=1.25"), ==, 3);
  g_assert_cmpuint (count (catalogue, "own-number-1=\"\""), ==, 2);
  g_assert_cmpuint (count (catalogue, "supplier_name:ming"), ==, 1);
  g_assert_cmpuint (count (catalogue, "Supplier-Name=ming"), ==, 1);
  g_assert_cmpuint (count (catalogue, "organic=yes"), ==, 1);
  g_assert_cmpuint (count (catalogue, "organic=no"), ==, 3);
  g_assert_cmpuint (count (catalogue, "organic!=是"), ==, 3);
  g_assert_cmpuint (count (catalogue, "ming"), ==, 1);
  rename_to (catalogue, supplier, "Maker");
  g_assert_cmpuint (count (catalogue, "maker:ming"), ==, 1);
  remove_it (catalogue, supplier);
  g_assert_cmpuint (count (catalogue, "ming"), ==, 0);
}

static void
test_sorting (void)
{
  static const PasarOwnKind kinds[] = { PASAR_OWN_NUMBER, PASAR_OWN_TEXT, PASAR_OWN_TEXT };
  static const char *const titles[] = { "Weight", "Supplier", "Shelf" };
  static const char *const texts[][2] = { { "2", "10" },
                                          { "box 2", "box 10" },
                                          { "Edith", "Emil" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
      g_autoptr (PasarView) view = pasar_view_new (catalogue);
      const guint mug = find (catalogue, 2, 0);
      const guint blue = find (catalogue, 1, 12);
      PasarField field = PASAR_FIELD_PRICE;

      for (guint k = 0; k <= i; k++)
        field = add (catalogue, kinds[k], titles[k]);
      pasar_view_set_flat (view, TRUE);
      pasar_view_set_sorts (view, &(PasarSort){ pasar_column_for_field (field), FALSE }, 1);
      type (catalogue, blue, field, texts[i][1]);
      type (catalogue, mug, field, texts[i][0]);
      pasar_view_refresh (view);
      g_assert_cmpuint (pasar_view_get_row (view, 0), ==, mug);
      g_assert_cmpuint (pasar_view_get_row (view, 1), ==, blue);
      pasar_view_set_sorts (view, &(PasarSort){ pasar_column_for_field (field), TRUE }, 1);
      g_assert_cmpuint (pasar_view_get_row (view, 0), ==, blue);
    }
}

/* Values stay with their column whatever becomes of it, and are nobody else's. */
static void
test_removed (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  const PasarField first = add (catalogue, PASAR_OWN_TEXT, "Supplier");
  const guint mug = find (catalogue, 2, 0);
  const PasarColumnInfo *info = get_info (catalogue, first);
  PasarField other;

  type (catalogue, mug, first, "Ming");
  rename_to (catalogue, first, "supplier");
  assert_cell (catalogue, mug, first, "Ming");
  remove_it (catalogue, first);
  g_assert_null (pasar_catalogue_find_column (catalogue, "own-text-1"));
  /* Who has it still in hand may ask for it. */
  g_assert_true (get_info (catalogue, first) == info);
  other = add (catalogue, PASAR_OWN_TEXT, "Shelf");
  g_assert_cmpint (other, !=, first);
  assert_cell (catalogue, mug, other, "");
  other = add (catalogue, PASAR_OWN_MONEY, "Supplier");
  g_assert_cmpint (other, !=, first);
  remove_it (catalogue, other);
  g_assert_cmpint (add (catalogue, PASAR_OWN_TEXT, "SUPPLIER"), ==, first);
  assert_cell (catalogue, mug, first, "Ming");
  remove_it (catalogue, first);
  g_assert_true (fixture_undo (catalogue));
  g_assert_true (fixture_redo (catalogue));
  add (catalogue, PASAR_OWN_TEXT, "Supplier");
  assert_cell (catalogue, mug, first, "Ming");
}

/* What of the definitions was lost does not give values another name. */
static void
test_forgotten (void)
{
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarCatalogue) later = fixture_make_catalogue ();
  const PasarField first = add (catalogue, PASAR_OWN_TEXT, "Supplier");

  fixture_stage (later,
                 2,
                 0,
                 PASAR_FIELD_OWN_TEXT,
                 pasar_texts_put (pasar_catalogue_get_texts (later), "Ming"));
  g_assert_cmpint (first, ==, PASAR_FIELD_OWN_TEXT);
  g_assert_cmpint (add (later, PASAR_OWN_TEXT, "Shelf"), ==, PASAR_FIELD_OWN_TEXT + 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-columns/registry", test_registry);
  g_test_add_func ("/own-columns/ids", test_ids);
  g_test_add_func ("/own-columns/names", test_names);
  g_test_add_func ("/own-columns/most", test_most);
  g_test_add_func ("/own-columns/values", test_values);
  g_test_add_func ("/own-columns/paste", test_paste);
  g_test_add_func ("/own-columns/yes-no-words", test_yes_no_words);
  g_test_add_func ("/own-columns/expressions", test_expressions);
  g_test_add_func ("/own-columns/conditions", test_conditions);
  g_test_add_func ("/own-columns/sorting", test_sorting);
  g_test_add_func ("/own-columns/removed", test_removed);
  g_test_add_func ("/own-columns/forgotten", test_forgotten);
  return g_test_run ();
}
