/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"
#include "workbook-fixture.h"

#include "jobs/import/memory.h"

#include <string.h>

#define N_COLUMNS 6
#define N_ROUNDS  300

static const char *const all_heads[N_COLUMNS] = {
  "Kode", "Harga Beli", "ราคา", "Note [of = mine]\nsecond line", "Harga Beli", " a;b\\c ",
};

static const PasarReadingChoices as_found = { .sheet = PASAR_READING_SHEET_FOUND,
                                              .head_row = PASAR_READING_HEAD_FOUND };

static PasarImportTable
make_table (const char *const *heads, guint n)
{
  return (PasarImportTable){ .n_columns = n, .heads = heads };
}

/* Sources of some of what can be edited, each once. */
static guint
make_sources (PasarImportSource *sources)
{
  static const PasarColumn targets[] = { PASAR_COLUMN_PRICE, PASAR_COLUMN_STOCK };
  static const char *const expressions[] = { "=\"Harga Beli\"*1.6 end .90", "=Kode+1" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      const gboolean is_computed = g_test_rand_bit ();

      if (g_test_rand_int_range (0, 4) == 0)
        continue;
      sources[n++] = (PasarImportSource){
        .target = targets[i],
        .column = is_computed ? -1 : g_test_rand_int_range (0, N_COLUMNS),
        .expression = is_computed ? expressions[i] : NULL,
      };
    }
  return n;
}

static PasarKeptMapping *
write_and_read (PasarKeptMapping *mapping)
{
  g_autoptr (PasarKeptMapping) written = mapping;
  g_autofree char *text = pasar_kept_mapping_write (written);
  PasarKeptMapping *read = pasar_kept_mapping_read (text);

  g_assert_nonnull (read);
  return read;
}

/* Where a column is after those that there are no more were taken out; -1: it is none. */
static int
find_left (int column, gint64 is_gone)
{
  int n = 0;

  if (column < 0 || (is_gone >> column & 1) != 0)
    return -1;
  for (int i = 0; i < column; i++)
    n += (is_gone >> i & 1) == 0;
  return n;
}

static gboolean
can_parse (PasarCatalogue *catalogue,
           const PasarImportTable *table,
           const PasarImportSource *source)
{
  g_autoptr (PasarExpression) expression =
      pasar_import_parse (catalogue, table, source->target, source->expression, NULL, NULL);

  return expression != NULL;
}

/* Those that fit are as they were; how many do not. */
static guint
check_sources (PasarCatalogue *catalogue,
               const PasarImportTable *table,
               const PasarImportMapping *mapping,
               const PasarImportMapping *fitted,
               gint64 is_gone)
{
  guint n = 0;

  for (guint i = 0; i < mapping->n_sources; i++)
    {
      const PasarImportSource *source = &mapping->sources[i];
      const int left = find_left (source->column, is_gone);

      if (source->expression != NULL ? !can_parse (catalogue, table, source) : left < 0)
        continue;
      g_assert_cmpuint (n, <, fitted->n_sources);
      g_assert_cmpint (fitted->sources[n].target, ==, source->target);
      g_assert_cmpstr (fitted->sources[n].expression, ==, source->expression);
      g_assert_cmpint (fitted->sources[n].column, ==, left);
      n++;
    }
  g_assert_cmpuint (fitted->n_sources, ==, n);
  return mapping->n_sources - n;
}

static void
assert_choices (const PasarKeptMapping *kept,
                const PasarTableFile *file,
                const PasarReadingChoices *expected)
{
  const PasarReadingChoices choices = pasar_kept_mapping_get_choices (kept, file);

  g_assert_cmpuint (choices.sheet, ==, expected->sheet);
  g_assert_cmpint (choices.encoding, ==, expected->encoding);
  g_assert_cmpint (choices.separator, ==, expected->separator);
  g_assert_cmpint (choices.decimal_point, ==, expected->decimal_point);
  g_assert_cmpint (choices.head_row, ==, expected->head_row);
}

/* A workbook of these sheets, which are empty. */
static PasarTableFile *
open_workbook (const char *const *sheets)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *book = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PasarTableFile *file;

  for (guint i = 0; sheets[i] != NULL; i++)
    g_string_append_printf (list,
                            "<sheet name=\"%s\" sheetId=\"%u\" r:id=\"rId1\"/>",
                            sheets[i],
                            i + 1);
  book = g_strdup_printf (FIXTURE_WORKBOOK ("<sheets>%s</sheets>"), list->str);
  {
    const FixturePart parts[] = {
      FIXTURE_PACKAGE,
      { "xl/workbook.xml", book },
      { "xl/_rels/workbook.xml.rels",
        FIXTURE_RELATIONS (FIXTURE_RELATION ("rId1", "worksheet", "sheet.xml")) },
      { "xl/sheet.xml", FIXTURE_SHEET ("") },
    };

    bytes = fixture_zip (parts, G_N_ELEMENTS (parts), NULL);
  }
  file = pasar_table_file_open_bytes (bytes, NULL, &error);
  g_assert_no_error (error);
  return file;
}

/* How the file is read is kept as far as it was chosen; a sheet is found by its name. */
static void
test_choices (void)
{
  static const char *const sheets[] = { "Catatan", "Harga [2024]=;", "ราคา", NULL };
  static const char *const next_sheets[] = { "ราคา", "Catatan", NULL };
  g_autoptr (PasarTableFile) file = open_workbook (sheets);
  g_autoptr (PasarTableFile) next = open_workbook (next_sheets);
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const PasarImportTable table = make_table (all_heads, N_COLUMNS);
  const PasarImportMapping mapping = { .keys = { -1, 0, 1, -1, -1 } };
  g_autoptr (PasarKeptMapping) old = NULL;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      const char *sheet = sheets[g_test_rand_int_range (0, G_N_ELEMENTS (sheets))];
      PasarReadingChoices choices = {
        .encoding = (PasarEncoding) g_test_rand_int_range (0, PASAR_N_ENCODINGS),
        .separator = "\0,;\t|"[g_test_rand_int_range (0, 5)],
        .decimal_point = "\0,."[g_test_rand_int_range (0, 3)],
        .head_row = g_test_rand_int_range (-2, 100),
      };
      g_autoptr (PasarKeptMapping) kept =
          write_and_read (pasar_kept_mapping_new (catalogue, &table, &mapping, &choices, sheet));

      choices.sheet = PASAR_READING_SHEET_FOUND;
      for (guint i = 0; sheets[i] != NULL; i++)
        {
          if (sheets[i] == sheet)
            choices.sheet = i;
        }
      assert_choices (kept, file, &choices);
      choices.sheet = sheet == sheets[2] ? 0 : sheet == sheets[0] ? 1 : PASAR_READING_SHEET_FOUND;
      assert_choices (kept, next, &choices);
    }

  /* As versions wrote it that kept less. */
  old = pasar_kept_mapping_read ("[Mapping]\nversion=1\ndecimal-point=,\nhead-row=3\n");
  assert_choices (old,
                  file,
                  &(const PasarReadingChoices){ .sheet = PASAR_READING_SHEET_FOUND,
                                                .decimal_point = ',',
                                                .head_row = 3 });
}

/* The next file has the same heads, or has lost some. */
static void
test_random (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const PasarImportTable table = make_table (all_heads, N_COLUMNS);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      /* Of heads alike the last may be missing. */
      const gint64 is_gone =
          round % 2 == 0 ? 0 : g_test_rand_int_range (0, 1 << N_COLUMNS) & ~(1 << 1);
      g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (PasarKeptMapping) kept = NULL;
      PasarImportSource sources[2];
      PasarImportMapping mapping = { .ignores_case = g_test_rand_bit (),
                                     .leaves_out_zeros = g_test_rand_bit (),
                                     .sources = sources,
                                     .n_sources = make_sources (sources) };
      PasarImportMapping fitted;
      PasarImportTable next;
      const char *heads[N_COLUMNS];
      guint n_heads = 0;
      guint n_left_out = 0;

      for (guint key = 0; key < PASAR_MATCH_N_KEYS; key++)
        mapping.keys[key] = g_test_rand_int_range (-1, N_COLUMNS);
      for (guint i = 0; i < N_COLUMNS; i++)
        {
          if ((is_gone >> i & 1) == 0)
            heads[n_heads++] = all_heads[i];
        }
      kept = write_and_read (pasar_kept_mapping_new (catalogue, &table, &mapping, &as_found, NULL));
      next = make_table (heads, n_heads);
      fitted = pasar_kept_mapping_fit (kept, catalogue, &next, left_out);

      g_assert_cmpint (fitted.ignores_case, ==, mapping.ignores_case);
      g_assert_cmpint (fitted.leaves_out_zeros, ==, mapping.leaves_out_zeros);
      for (guint key = 0; key < PASAR_MATCH_N_KEYS; key++)
        {
          const int left = find_left (mapping.keys[key], is_gone);

          g_assert_cmpint (fitted.keys[key], ==, left);
          n_left_out += left < 0 && mapping.keys[key] >= 0;
        }
      n_left_out += check_sources (catalogue, &next, &mapping, &fitted, is_gone);
      g_assert_cmpuint (left_out->len, ==, n_left_out);
    }
}

/* Whatever has become of the text: it is read in part, told, or not read. */
static void
test_damaged (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  const PasarImportTable table = make_table (all_heads, N_COLUMNS);
  const PasarImportSource sources[] = { { PASAR_COLUMN_PRICE, 2, NULL },
                                        { PASAR_COLUMN_STOCK, -1, "=Kode*2" } };
  const PasarImportMapping mapping = { .keys = { -1, 0, 1, -1, -1 },
                                       .sources = sources,
                                       .n_sources = 2 };
  const PasarReadingChoices choices = { .encoding = PASAR_ENCODING_GB18030,
                                        .separator = ';',
                                        .decimal_point = '.' };
  static const char *const sheets[] = { "Harga", "Stok", NULL };
  g_autoptr (PasarTableFile) file = open_workbook (sheets);
  g_autoptr (PasarKeptMapping) kept =
      pasar_kept_mapping_new (catalogue, &table, &mapping, &choices, sheets[1]);
  g_autofree char *text = pasar_kept_mapping_write (kept);
  const gsize length = strlen (text);

  g_assert_null (pasar_kept_mapping_read (""));
  g_assert_null (pasar_kept_mapping_read ("[Mapping]\nversion=2\n"));
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *damaged = g_strdup (text);
      g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (PasarKeptMapping) read = NULL;
      PasarReadingChoices damaged_choices;
      PasarImportMapping fitted;

      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        damaged[g_test_rand_int_range (0, (int) length)] = (char) g_test_rand_int_range (1, 128);
      if (round % 3 == 0)
        damaged[g_test_rand_int_range (0, (int) length)] = '\0';
      read = pasar_kept_mapping_read (damaged);
      if (read == NULL)
        continue;
      damaged_choices = pasar_kept_mapping_get_choices (read, file);
      g_assert_true (damaged_choices.sheet == 1 || damaged_choices.sheet == 0
                     || damaged_choices.sheet == PASAR_READING_SHEET_FOUND);
      g_assert_cmpint (damaged_choices.encoding, <, PASAR_N_ENCODINGS);
      fitted = pasar_kept_mapping_fit (read, catalogue, &table, left_out);
      g_assert_cmpuint (fitted.n_sources, <=, 2);
      for (guint i = 0; i < fitted.n_sources; i++)
        {
          g_assert_cmpint (fitted.sources[i].column, <, N_COLUMNS);
          g_assert_true (fitted.sources[i].column >= 0 || fitted.sources[i].expression != NULL);
        }
    }
}

static PasarKeptMapping *
find (World *world, const char *shape)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarKeptMapping *found;

  pasar_kept_mapping_find_async (world->session, shape, NULL, pasar_test_keep_result_cb, &result);
  found = pasar_kept_mapping_find_finish (pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return found;
}

static void
begin_keep (World *world, const char *shape, int head_row, GAsyncResult **result)
{
  const PasarImportTable table = make_table (all_heads, N_COLUMNS);
  const PasarImportMapping mapping = { .keys = { -1, 0, 1, -1, -1 } };
  const PasarReadingChoices choices = { .head_row = head_row };
  g_autoptr (PasarKeptMapping) kept =
      pasar_kept_mapping_new (world_catalogue (world), &table, &mapping, &choices, NULL);

  pasar_kept_mapping_keep_async (kept, world->session, shape, pasar_test_keep_result_cb, result);
}

static void
end_keep (GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  pasar_kept_mapping_keep_finish (pasar_test_wait_result (result), &error);
  g_assert_no_error (error);
}

static void
keep (World *world, const char *shape, int head_row)
{
  g_autoptr (GAsyncResult) result = NULL;

  begin_keep (world, shape, head_row, &result);
  end_keep (&result);
}

static void
assert_kept (World *world, const char *shape, int head_row)
{
  static const char *const sheets[] = { "Harga", NULL };
  g_autoptr (PasarTableFile) file = open_workbook (sheets);
  g_autoptr (PasarKeptMapping) found = find (world, shape);

  g_assert_nonnull (found);
  g_assert_cmpint (pasar_kept_mapping_get_choices (found, file).head_row, ==, head_row);
}

/* By the shape, also after a restart; when there are too many the oldest goes. */
static void
test_kept (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "1", NULL));
  g_autoptr (PasarKeptMapping) first = find (world, "kode|harga");

  g_assert_null (first);
  keep (world, "kode|harga", 3);
  keep (world, "sku|price", 4);
  assert_kept (world, "kode|harga", 3);
  keep (world, "kode|harga", 5);
  world_restart (world);
  assert_kept (world, "kode|harga", 5);
  assert_kept (world, "sku|price", 4);
  for (int i = 0; i < PASAR_KEPT_MAPPINGS_MAX - 1; i++)
    {
      g_autofree char *shape = g_strdup_printf ("%d", i);

      keep (world, shape, i);
    }
  assert_kept (world, "kode|harga", 5);
  assert_kept (world, "0", 0);
  g_assert_null (find (world, "sku|price"));
}

/* Neither loses the other, and of one shape the last one counts. */
static void
test_kept_at_once (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "1", NULL));
  GAsyncResult *results[3] = { NULL };

  begin_keep (world, "kode|harga", 3, &results[0]);
  begin_keep (world, "sku|price", 4, &results[1]);
  begin_keep (world, "kode|harga", 5, &results[2]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      end_keep (&results[i]);
      g_object_unref (results[i]);
    }
  assert_kept (world, "kode|harga", 5);
  assert_kept (world, "sku|price", 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/memory/random", test_random);
  g_test_add_func ("/memory/choices", test_choices);
  g_test_add_func ("/memory/damaged", test_damaged);
  g_test_add_func ("/memory/kept", test_kept);
  g_test_add_func ("/memory/kept-at-once", test_kept_at_once);
  return g_test_run ();
}
