/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

#include "catalogue/edits/match.h"

#include <string.h>

#define KEYS  4 /* all but barcodes */
#define WIDTH (KEYS + 1)

/* A table with its keys in the order of the enumeration, and one value. */
static PasarMatchTable
make_table (const char *const *texts, guint n_rows)
{
  return (PasarMatchTable){ .texts = texts,
                            .n_rows = n_rows,
                            .n_columns = WIDTH,
                            .columns = { 0, 1, 2, 3, -1 },
                            .ignores_case = TRUE };
}

static PasarRowMatch *
run_match (PasarCatalogue *catalogue, const PasarMatchTable *table)
{
  static const guint value = KEYS;
  PasarRowMatch *match = pasar_row_match_new (catalogue, table);

  pasar_row_match_compare (match, &value, 1);
  while (!pasar_row_match_run (match, 0))
    ;
  return match;
}

/* An item with three models, one with one, plain ones, two of which share a code. */
static PasarCatalogue *
make_shop (void)
{
  static const FixtureModel one = { .model_id = 71, .name = "Only", .price = 900, .stock = 1 };
  PasarCatalogue *catalogue = fixture_make_catalogue ();

  fixture_put_models (catalogue, 7, "Hat", &one, 1);
  fixture_put_plain (catalogue, 3, "Twin", 100, 1);
  fixture_put_plain (catalogue, 4, "Twin", 100, 1);
  fixture_put_plain (catalogue, 5, "Bowl", 100, 1);
  fixture_put_plain (catalogue, 6, "bowl", 100, 1);
  fixture_put_plain (catalogue, 8, " Été ", 100, 1);
  fixture_put_plain (catalogue, 9, "", 100, 1);
  return catalogue;
}

typedef struct
{
  const char *texts[WIDTH];
  PasarMatchVerdict verdict;
  guint n_candidates;
  PasarRowKey candidates[3];
  gboolean differs_in_case;
} Case;

#define FOUND         PASAR_MATCH_FOUND
#define UNKNOWN       PASAR_MATCH_UNKNOWN
#define AMBIGUOUS     PASAR_MATCH_AMBIGUOUS
#define CONTRADICTORY PASAR_MATCH_CONTRADICTORY

static void
test_verdicts (void)
{
  static const Case cases[] = {
    { { "", "", "", "", "5" }, PASAR_MATCH_BLANK, 0 },
    { { " ", "\t", "\u00A0", "", "5" }, PASAR_MATCH_BLANK, 0 },
    /* One key. */
    { { "12", "", "", "", "" }, FOUND, 1, { { 1, 12 } } },
    { { "", "2", "", "", "" }, FOUND, 1, { { 2, 0 } } },
    { { "", " 2 ", "", "", "" }, FOUND, 1, { { 2, 0 } } },
    { { "", "", "Shirt-11", "", "" }, FOUND, 1, { { 1, 11 } } },
    { { "", "", "Mug", "", "" }, FOUND, 1, { { 2, 0 } } },
    { { "", "", "", "Mug", "" }, FOUND, 1, { { 2, 0 } } },
    /* An item alone is its only model, or none. */
    { { "", "7", "", "", "" }, FOUND, 1, { { 7, 71 } } },
    { { "0", "7", "", "", "" }, FOUND, 1, { { 7, 71 } } },
    { { "", "", "", "Hat", "" }, FOUND, 1, { { 7, 71 } } },
    { { "", "1", "", "", "" }, AMBIGUOUS, 3, { { 1, 11 }, { 1, 12 }, { 1, 13 } } },
    { { "", "", "", "Shirt", "" }, AMBIGUOUS, 3, { { 1, 11 }, { 1, 12 }, { 1, 13 } } },
    { { "", "", "Shirt", "", "" }, UNKNOWN, 0 },
    { { "", "", "Twin", "", "" }, AMBIGUOUS, 2, { { 3, 0 }, { 4, 0 } } },
    /* Nothing has it. */
    { { "99", "", "", "", "" }, UNKNOWN, 0 },
    { { "", "99", "", "", "" }, UNKNOWN, 0 },
    { { "", "1.2E+15", "", "", "" }, UNKNOWN, 0 },
    { { "", "99999999999999999999", "", "", "" }, UNKNOWN, 0 },
    { { "", "", "missing", "", "" }, UNKNOWN, 0 },
    /* Keys together. */
    { { "11", "1", "Shirt-11", "Shirt", "" }, FOUND, 1, { { 1, 11 } } },
    { { "", "1", "Shirt-12", "", "" }, FOUND, 1, { { 1, 12 } } },
    { { "", "4", "Twin", "", "" }, FOUND, 1, { { 4, 0 } } },
    { { "0", "2", "Mug", "", "" }, FOUND, 1, { { 2, 0 } } },
    { { "11", "2", "", "", "" }, CONTRADICTORY, 2, { { 1, 11 }, { 2, 0 } } },
    { { "11", "", "Shirt-12", "", "" }, CONTRADICTORY, 2, { { 1, 11 }, { 1, 12 } } },
    { { "", "2", "Shirt-12", "", "" }, CONTRADICTORY, 2, { { 2, 0 }, { 1, 12 } } },
    { { "", "", "Shirt-12", "Hat", "" }, CONTRADICTORY, 2, { { 1, 12 }, { 7, 71 } } },
    /* Ids count more than codes that the shop does not know; but no other id. */
    { { "11", "1", "renamed", "", "" }, FOUND, 1, { { 1, 11 } } },
    { { "", "2", "renamed", "", "" }, FOUND, 1, { { 2, 0 } } },
    { { "99", "", "Mug", "", "" }, CONTRADICTORY, 1, { { 2, 0 } } },
    { { "99", "1", "", "", "" }, CONTRADICTORY, 1, { { 1, 11 } } },
    { { "99", "98", "missing", "", "" }, UNKNOWN, 0 },
    /* The item is there, but not what the code says is one of it. */
    { { "", "7", "missing", "", "" }, CONTRADICTORY, 1, { { 7, 71 } } },
    { { "", "1", "missing", "", "" }, CONTRADICTORY, 1, { { 1, 11 } } },
    { { "", "", "Mug", "missing", "" }, CONTRADICTORY, 1, { { 2, 0 } } },
    /* As it is written, then without blanks, then in any case. */
    { { "", "", " Mug\u00A0", "", "" }, FOUND, 1, { { 2, 0 } } },
    { { "", "", "mUG", "", "" }, FOUND, 1, { { 2, 0 } }, TRUE },
    { { "", "", "Bowl", "", "" }, FOUND, 1, { { 5, 0 } } },
    { { "", "", "bowl", "", "" }, FOUND, 1, { { 6, 0 } } },
    { { "", "", "BOWL", "", "" }, AMBIGUOUS, 2, { { 5, 0 }, { 6, 0 } }, TRUE },
    { { "", "", "Été", "", "" }, FOUND, 1, { { 8, 0 } } },
    { { "", "", "ÉTÉ", "", "" }, FOUND, 1, { { 8, 0 } }, TRUE },
    { { "", "6", "BOWL", "", "" }, FOUND, 1, { { 6, 0 } }, TRUE },
  };
  g_autoptr (PasarCatalogue) catalogue = make_shop ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarMatchTable table = make_table (cases[i].texts, 1);
      g_autoptr (PasarRowMatch) match = run_match (catalogue, &table);
      const PasarMatched matched = pasar_row_match_get (match, 0);

      g_test_message ("%s|%s|%s|%s",
                      cases[i].texts[0],
                      cases[i].texts[1],
                      cases[i].texts[2],
                      cases[i].texts[3]);
      g_assert_cmpint (matched.verdict, ==, cases[i].verdict);
      g_assert_cmpuint (pasar_row_match_count (match, cases[i].verdict), ==, 1);
      g_assert_cmpuint (matched.n_candidates, ==, cases[i].n_candidates);
      g_assert_cmpuint (matched.n_kept, ==, cases[i].n_candidates);
      g_assert_cmpint (matched.differs_in_case, ==, cases[i].differs_in_case);
      g_assert_cmpuint (pasar_row_match_count_other_case (match),
                        ==,
                        matched.verdict == FOUND && matched.differs_in_case);
      for (guint k = 0; k < matched.n_kept; k++)
        {
          g_assert_cmpint (matched.candidates[k].item_id, ==, cases[i].candidates[k].item_id);
          g_assert_cmpint (matched.candidates[k].model_id, ==, cases[i].candidates[k].model_id);
        }
    }
}

/* Case is only ignored where that is asked for. */
static void
test_case (void)
{
  static const char *const texts[WIDTH] = { "", "", "MUG", "", "" };
  PasarMatchTable table = make_table (texts, 1);
  g_autoptr (PasarCatalogue) catalogue = make_shop ();
  g_autoptr (PasarRowMatch) match = NULL;

  table.ignores_case = FALSE;
  match = run_match (catalogue, &table);
  g_assert_cmpint (pasar_row_match_get (match, 0).verdict, ==, UNKNOWN);
}

/* The short kinds of barcodes are the long ones with zeros before them. */
static void
test_barcodes (void)
{
  static const FixtureModel models[] = {
    { .model_id = 11, .name = "a", .price = 1, .stock = 1, .barcode = "0012345678905" },
    { .model_id = 12, .name = "b", .price = 1, .stock = 1, .barcode = "8850999320014" },
  };
  static const struct
  {
    const char *texts[2]; /* SKU, barcode */
    PasarMatchVerdict verdict;
    gint64 model_id;
  } cases[] = {
    { { "", "8850999320014" }, FOUND, 12 },
    { { "", "12345678905" }, FOUND, 11 },
    { { "", "00012345678905" }, FOUND, 11 },
    { { "", "0" }, UNKNOWN, 0 },
    { { "X-12", "8850999320014" }, FOUND, 12 },
    { { "X-11", "8850999320014" }, CONTRADICTORY, 0 },
    { { "unheard", "8850999320014" }, CONTRADICTORY, 0 },
    { { "X-11", "4006381333931" }, CONTRADICTORY, 0 },
    /* That row has none that it could contradict. */
    { { "Mug", "4006381333931" }, FOUND, 0 },
  };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);

  fixture_put_models (catalogue, 1, "X", models, G_N_ELEMENTS (models));
  fixture_put_plain (catalogue, 2, "Mug", 100, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarMatchTable table = { .texts = cases[i].texts,
                                      .n_rows = 1,
                                      .n_columns = 2,
                                      .columns = { -1, -1, 0, -1, 1 } };
      g_autoptr (PasarRowMatch) match = pasar_row_match_new (catalogue, &table);
      PasarMatched matched;

      g_assert_true (pasar_row_match_run (match, G_MAXINT64));
      matched = pasar_row_match_get (match, 0);
      g_test_message ("%s|%s", cases[i].texts[0], cases[i].texts[1]);
      g_assert_cmpint (matched.verdict, ==, cases[i].verdict);
      if (matched.verdict == FOUND)
        g_assert_cmpint (matched.candidates[0].model_id, ==, cases[i].model_id);
    }
}

static void
test_damaged (void)
{
  static const char *const texts[][WIDTH] = { { "", "2", "", "", "1" }, { "", "3", "", "", "1" } };
  static const guint8 damaged[] = { TRUE, FALSE };
  PasarMatchTable table = make_table (texts[0], 2);
  g_autoptr (PasarCatalogue) catalogue = make_shop ();
  g_autoptr (PasarRowMatch) match = NULL;

  table.damaged = damaged;
  match = run_match (catalogue, &table);
  g_assert_cmpint (pasar_row_match_get (match, 0).verdict, ==, PASAR_MATCH_DAMAGED);
  g_assert_cmpuint (pasar_row_match_get (match, 0).n_kept, ==, 0);
  g_assert_cmpint (pasar_row_match_get (match, 1).verdict, ==, FOUND);
}

/* A row that is named again says the same, something else beside, or another value. */
static void
test_repeated (void)
{
  static const char *const texts[] = {
    "2", "5",  "",  /* said again below, and something beside */
    "3", "1",  "",  /* said otherwise below */
    "4", "",   "6", /* with a blank below */
    "2", " 5", "",  /* */
    "3", "",   "7", /* not itself, but it is of a row that is unclear */
    "2", "5",  "8", /* */
    "3", "2",  "",  /* */
    "4", "",   "",  /* */
  };
  static const PasarMatchVerdict verdicts[] = {
    FOUND,
    PASAR_MATCH_CONFLICTING,
    FOUND,
    PASAR_MATCH_REPEATED,
    PASAR_MATCH_CONFLICTING,
    FOUND,
    PASAR_MATCH_CONFLICTING,
    PASAR_MATCH_REPEATED,
  };
  static const guint values[] = { 1, 2 };
  const PasarMatchTable table = { .texts = texts,
                                  .n_rows = G_N_ELEMENTS (verdicts),
                                  .n_columns = 3,
                                  .columns = { -1, 0, -1, -1, -1 } };
  g_autoptr (PasarCatalogue) catalogue = make_shop ();
  g_autoptr (PasarRowMatch) match = pasar_row_match_new (catalogue, &table);

  G_STATIC_ASSERT (G_N_ELEMENTS (texts) == 3 * G_N_ELEMENTS (verdicts));
  /* Also when it is asked for late. */
  while (!pasar_row_match_run (match, 0))
    ;
  g_assert_cmpuint (pasar_row_match_count (match, FOUND), ==, G_N_ELEMENTS (verdicts));
  pasar_row_match_compare (match, values, G_N_ELEMENTS (values));
  while (!pasar_row_match_run (match, 0))
    ;
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_assert_cmpint (pasar_row_match_get (match, i).verdict, ==, verdicts[i]);
      g_assert_cmpuint (pasar_row_match_get (match, i).n_candidates, ==, 1);
    }
}

/* Slowly, another way: each row of the table against each row of the shop. */

typedef struct
{
  PasarRowKey key;
  const char *sku;
  const char *item_sku;
} Row;

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = pasar_number_strip (text);

  return *stripped == '\0';
}

static gboolean
has_key (const Row *row, guint kind, const char *text, guint likeness)
{
  const char *own = kind == PASAR_MATCH_SKU ? row->sku : row->item_sku;
  const gint64 id = kind == PASAR_MATCH_MODEL_ID ? row->key.model_id : row->key.item_id;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *folded_a = NULL;
  g_autofree char *folded_b = NULL;

  if (kind <= PASAR_MATCH_ITEM_ID)
    return id != 0 && g_ascii_strtoll (text, NULL, 10) == id;
  if (*own == '\0')
    return FALSE;
  if (likeness == 0)
    return g_str_equal (own, text);
  a = pasar_number_strip (own);
  b = pasar_number_strip (text);
  folded_a = g_utf8_casefold (a, -1);
  folded_b = g_utf8_casefold (b, -1);
  return likeness == 1 ? g_str_equal (a, b) : g_str_equal (folded_a, folded_b);
}

static gboolean
is_absent (const char *const *texts, guint kind)
{
  return is_blank (texts[kind]) || (kind == PASAR_MATCH_MODEL_ID && g_str_equal (texts[kind], "0"));
}

static PasarMatchVerdict
judge (const GArray *shop, const char *const *texts, guint *n_candidates, PasarRowKey *key)
{
  guint likeness[KEYS] = { 0 };
  guint n[KEYS] = { 0 };
  guint n_given = 0;
  guint n_known = 0;
  gboolean unknown_id = FALSE;

  *n_candidates = 0;
  for (guint kind = 0; kind < KEYS; kind++)
    {
      if (is_absent (texts, kind))
        continue;
      n_given++;
      for (likeness[kind] = 0; n[kind] == 0 && likeness[kind] < 3; likeness[kind]++)
        {
          for (guint i = 0; i < shop->len; i++)
            n[kind] += has_key (&g_array_index (shop, Row, i), kind, texts[kind], likeness[kind]);
        }
      likeness[kind]--;
      n_known += n[kind] > 0;
      unknown_id |= n[kind] == 0 && kind <= PASAR_MATCH_ITEM_ID;
    }
  if (n_given == 0)
    return PASAR_MATCH_BLANK;
  if (n_known == 0)
    return UNKNOWN;
  for (guint i = 0; i < shop->len && !unknown_id; i++)
    {
      const Row *row = &g_array_index (shop, Row, i);
      const gboolean is_certain =
          !is_absent (texts, PASAR_MATCH_MODEL_ID)
          || (!is_absent (texts, PASAR_MATCH_ITEM_ID) && row->key.model_id == 0);
      gboolean fits = TRUE;

      for (guint kind = 0; kind < KEYS; kind++)
        {
          const char *own = kind == PASAR_MATCH_SKU ? row->sku : row->item_sku;

          if (is_absent (texts, kind))
            continue;
          if (n[kind] > 0)
            fits &= has_key (row, kind, texts[kind], likeness[kind]);
          else
            fits &= is_certain || *own == '\0';
        }
      if (!fits)
        continue;
      if ((*n_candidates)++ == 0)
        *key = row->key;
    }
  if (*n_candidates == 0)
    {
      *n_candidates = n_known;
      return CONTRADICTORY;
    }
  return *n_candidates == 1 ? FOUND : AMBIGUOUS;
}

static const char *const codes[] = { "",  "a", "A", " a", "b", "B ", "c",
                                     "é", "É", "d", "ab", "-", "-",  "" };

static const char *
pick_code (void)
{
  return codes[g_test_rand_int_range (0, G_N_ELEMENTS (codes))];
}

/* Few codes for many rows, so that all verdicts come up. */
static void
put_item (PasarCatalogue *catalogue, gint64 id, GArray *shop)
{
  const guint n = (guint) g_test_rand_int_range (0, 4);
  const char *item_sku = pick_code ();
  PasarModelRecord models[4] = { 0 };
  PasarLocationStock stock = { "", 1 };
  PasarItemRecord item = { .item_id = id,
                           .name = "x",
                           .sku = item_sku,
                           .has_model = n > 0,
                           .models = models,
                           .n_models = MAX (n, 1),
                           .wholesale_price = PASAR_NO_VALUE };

  for (guint i = 0; i < MAX (n, 1); i++)
    {
      const Row row = { { id, n > 0 ? id * 10 + i : 0 },
                        n > 0 ? pick_code () : item_sku,
                        item_sku };

      models[i] = (PasarModelRecord){ .model_id = row.key.model_id,
                                      .name = "",
                                      .sku = row.sku,
                                      .price = 100,
                                      .current_price = 100,
                                      .locations = &stock,
                                      .n_locations = 1 };
      g_array_append_val (shop, row);
    }
  pasar_catalogue_put_item (catalogue, &item);
}

#define N_ITEMS 12
#define N_ROWS  40

static void
fill_table (const char **texts, GStringChunk *chunk)
{
  static const char *const values[] = { "1", "2", "", "" };

  for (guint i = 0; i < N_ROWS * WIDTH; i += WIDTH)
    {
      const gint64 item = g_test_rand_int_range (1, N_ITEMS + 2);
      const gint64 model = item * 10 + g_test_rand_int_range (0, 3);
      g_autofree char *item_id = g_strdup_printf ("%" G_GINT64_FORMAT, item);
      g_autofree char *model_id = g_strdup_printf ("%" G_GINT64_FORMAT, model);
      const int kinds = g_test_rand_int_range (0, 16);

      texts[i] = (kinds & 1) == 0 ? "" : g_string_chunk_insert (chunk, model_id);
      texts[i + 1] = (kinds & 2) == 0 ? "" : g_string_chunk_insert (chunk, item_id);
      texts[i + 2] = (kinds & 4) == 0 ? "" : pick_code ();
      texts[i + 3] = (kinds & 8) == 0 ? "" : pick_code ();
      texts[i + 4] = values[g_test_rand_int_range (0, G_N_ELEMENTS (values))];
      if (g_test_rand_int_range (0, 10) == 0)
        texts[i] = "0";
    }
}

static gboolean
is_same_row (PasarRowKey a, PasarRowKey b)
{
  return a.item_id == b.item_id && a.model_id == b.model_id;
}

/* What the rows that name the same come to, each against each. */
static void
compare (const char *const *texts, PasarMatchVerdict *verdicts, const PasarRowKey *keys)
{
  PasarMatchVerdict before[N_ROWS];

  memcpy (before, verdicts, sizeof before);
  for (guint i = 0; i < N_ROWS; i++)
    {
      const char *value = texts[i * WIDTH + KEYS];
      gboolean is_first = TRUE;
      gboolean is_new = *value != '\0';
      const char *said = NULL;

      if (before[i] != FOUND)
        continue;
      for (guint k = 0; k < N_ROWS; k++)
        {
          const char *other = texts[k * WIDTH + KEYS];

          if (before[k] != FOUND || !is_same_row (keys[i], keys[k]))
            continue;
          is_first &= k >= i;
          is_new &= k >= i || *other == '\0';
          if (*other == '\0')
            continue;
          if (said == NULL)
            said = other;
          else if (!g_str_equal (said, other))
            verdicts[i] = PASAR_MATCH_CONFLICTING;
        }
      if (verdicts[i] == FOUND && !is_first && !is_new)
        verdicts[i] = PASAR_MATCH_REPEATED;
    }
}

static void
test_random (void)
{
  guint seen[PASAR_MATCH_N_VERDICTS] = { 0 };

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GStringChunk) chunk = g_string_chunk_new (1024);
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
      g_autoptr (GArray) shop = g_array_new (FALSE, FALSE, sizeof (Row));
      const char *texts[N_ROWS * WIDTH];
      const PasarMatchTable table = make_table (texts, N_ROWS);
      PasarMatchVerdict verdicts[N_ROWS];
      PasarRowKey keys[N_ROWS] = { 0 };
      guint n_candidates[N_ROWS];
      guint n[PASAR_MATCH_N_VERDICTS] = { 0 };
      g_autoptr (PasarRowMatch) match = NULL;

      for (gint64 id = 1; id <= N_ITEMS; id++)
        put_item (catalogue, id, shop);
      fill_table (texts, chunk);
      for (guint i = 0; i < N_ROWS; i++)
        verdicts[i] = judge (shop, &texts[i * WIDTH], &n_candidates[i], &keys[i]);
      compare (texts, verdicts, keys);
      match = run_match (catalogue, &table);
      for (guint i = 0; i < N_ROWS; i++)
        {
          const PasarMatched matched = pasar_row_match_get (match, i);

          n[verdicts[i]]++;
          seen[verdicts[i]]++;
          g_assert_cmpint (matched.verdict, ==, verdicts[i]);
          g_assert_cmpuint (matched.n_candidates, ==, n_candidates[i]);
          g_assert_cmpuint (matched.n_kept, ==, MIN (n_candidates[i], PASAR_MATCH_KEPT_MAX));
          if (n_candidates[i] > 0 && verdicts[i] != CONTRADICTORY)
            g_assert_true (is_same_row (matched.candidates[0], keys[i]));
        }
      for (guint i = 0; i < PASAR_MATCH_N_VERDICTS; i++)
        g_assert_cmpuint (pasar_row_match_count (match, (PasarMatchVerdict) i), ==, n[i]);
    }
  for (guint i = 0; i < PASAR_MATCH_DAMAGED; i++)
    g_assert_cmpuint (seen[i], >, 100);
}

/* Rows may come, go and change their codes while it is looked for them. */
static void
test_slices (void)
{
  enum
  {
    N = 3000
  };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarRowMatch) match = NULL;
  PasarMatchTable table = { .n_rows = N, .n_columns = 1, .columns = { -1, -1, 0, -1, -1 } };
  guint n_slices = 0;

  for (guint i = 1; i <= N; i++)
    {
      g_ptr_array_add (texts, g_strdup_printf ("sku %u", i));
      fixture_put_plain (catalogue, i, g_ptr_array_index (texts, texts->len - 1), 100, 1);
    }
  table.texts = (const char *const *) texts->pdata;
  match = pasar_row_match_new (catalogue, &table);
  while (!pasar_row_match_run (match, 0))
    {
      if (++n_slices % 5 == 0 && n_slices < 100)
        pasar_catalogue_remove_item (catalogue, n_slices);
      if (n_slices % 7 == 0 && n_slices < 100)
        fixture_put_plain (catalogue, N - n_slices, "another", 100, 1);
    }
  g_assert_cmpuint (n_slices, >, 100);
  for (guint i = 1; i <= N; i++)
    {
      const guint row = pasar_catalogue_find (catalogue, i, 0);
      const gboolean is_there =
          row != PASAR_NO_ROW
          && !g_str_equal (pasar_catalogue_read_row (catalogue, row).sku, "another");
      const PasarMatched matched = pasar_row_match_get (match, i - 1);

      g_assert_cmpint (matched.verdict, ==, is_there ? FOUND : UNKNOWN);
      if (is_there)
        g_assert_cmpint (matched.candidates[0].item_id, ==, i);
    }
}

/* Codes that all rows share are looked at once, not once for each row. */
static void
test_shared_by_all (void)
{
  enum
  {
    N = 20000
  };
  g_autofree const char **texts = g_new (const char *, N * 2);
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarRowMatch) match = NULL;
  const PasarMatchTable table = { .texts = texts,
                                  .n_rows = N,
                                  .n_columns = 2,
                                  .columns = { -1, -1, 0, 1, -1 } };

  for (guint i = 0; i < N; i++)
    {
      fixture_put_plain (catalogue, i + 1, "-", 100, 1);
      texts[2 * i] = texts[2 * i + 1] = "-";
    }
  match = pasar_row_match_new (catalogue, &table);
  g_assert_true (pasar_row_match_run (match, G_MAXINT64));
  g_assert_cmpuint (pasar_row_match_count (match, AMBIGUOUS), ==, N);
  g_assert_cmpuint (pasar_row_match_get (match, N - 1).n_candidates, ==, N);
  g_assert_cmpuint (pasar_row_match_get (match, N - 1).n_kept, ==, PASAR_MATCH_KEPT_MAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/match/verdicts", test_verdicts);
  g_test_add_func ("/match/case", test_case);
  g_test_add_func ("/match/barcodes", test_barcodes);
  g_test_add_func ("/match/damaged", test_damaged);
  g_test_add_func ("/match/repeated", test_repeated);
  g_test_add_func ("/match/random", test_random);
  g_test_add_func ("/match/slices", test_slices);
  g_test_add_func ("/match/shared-by-all", test_shared_by_all);

  return g_test_run ();
}
