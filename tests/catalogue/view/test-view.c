/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/table/catalogue-private.h"
#include "catalogue/view/reach.h"
#include "catalogue/view/view.h"

#include <string.h>

/* A view, and what it has said since the last time it was asked. */
typedef struct
{
  PasarCatalogue *catalogue;
  PasarView *view;
  GString *log;
} Fixture;

static void
items_changed_cb (Fixture *fixture, guint position, guint removed, guint added)
{
  g_string_append_printf (fixture->log,
                          "%s%u-%u+%u",
                          fixture->log->len > 0 ? " " : "",
                          position,
                          removed,
                          added);
}

static char *
dup_rows (Fixture *fixture)
{
  GListModel *model = G_LIST_MODEL (fixture->view);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (PasarRow) row = g_list_model_get_item (model, i);
      PasarRowKey key = pasar_row_get_key (row);
      guint number = pasar_catalogue_find (fixture->catalogue, key.item_id, key.model_id);

      g_assert_cmpuint (number, ==, pasar_view_get_row (fixture->view, i));
      g_assert_cmpuint (pasar_view_find_row (fixture->view, number), ==, i);
      if (i > 0)
        g_string_append_c (out, ' ');
      if (key.model_id != 0)
        g_string_append_printf (out, ".%" G_GINT64_FORMAT, key.model_id);
      else
        g_string_append_printf (out,
                                "%" G_GINT64_FORMAT "%s",
                                key.item_id,
                                pasar_catalogue_read_row (fixture->catalogue, number).is_header
                                    ? ":"
                                    : "");
    }
  return g_string_free (out, FALSE);
}

#define assert_rows(fixture, text)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *rows_ = dup_rows (fixture);                                                   \
    g_assert_cmpstr (rows_, ==, text);                                                             \
  }                                                                                                \
  G_STMT_END

#define assert_log(fixture, text)                                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpstr ((fixture)->log->str, ==, text);                                               \
    g_string_truncate ((fixture)->log, 0);                                                         \
  }                                                                                                \
  G_STMT_END

/* Items and models of each state, in the order of the enumeration. */
static char *
dup_counts (Fixture *fixture)
{
  GString *out = g_string_new (NULL);

  for (guint states = 0; states <= PASAR_STATE_FAILED; states = MAX (1, states << 1))
    {
      const PasarCount count = pasar_view_count (fixture->view, states);

      g_string_append_printf (out,
                              "%s%u+%u",
                              out->len > 0 ? " " : "",
                              count.n_items,
                              count.n_models);
    }
  return g_string_free (out, FALSE);
}

#define assert_counts(fixture, text)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *counts_ = dup_counts (fixture);                                               \
    g_assert_cmpstr (counts_, ==, text);                                                           \
  }                                                                                                \
  G_STMT_END

static void
assert_totals (Fixture *fixture, guint n_items, guint n_models, gint64 stock, gint64 average)
{
  const PasarTotals totals = pasar_view_add_up (fixture->view);

  g_assert_cmpuint (totals.count.n_items, ==, n_items);
  g_assert_cmpuint (totals.count.n_models, ==, n_models);
  g_assert_cmpint (totals.stock, ==, stock);
  g_assert_cmpint (totals.average_price, ==, average);
}

static const FixtureModel shirt[] = {
  { 11, "White, S", 1200, 5, 0, 0, 0 },
  { 12, "Blue, M", 1000, 0, 0, 0, 0 },
  { 13, "เขียว, L", 1100, 7, 0, 0, PASAR_PROMOTION_ONGOING },
};
static const FixtureModel cap[] = {
  { 31, "Red", 300, 0, 0, 0, 0 },
  { 32, "White", 400, 2, 0, 0, 0 },
};

/* 1: a shirt of three models, 2 a mug, 3 a cap of two, 4 unlisted, 5 with models not known yet. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  const FixtureModel plain = { 0, "", 900, 1, 0, 0, 0 };

  fixture->catalogue = pasar_catalogue_new ("SGD", 2, 5);
  pasar_catalogue_freeze (fixture->catalogue);
  fixture_put_models (fixture->catalogue, 1, "Linen shirt", shirt, G_N_ELEMENTS (shirt));
  fixture_put_plain (fixture->catalogue, 2, "Mug", 500, 0);
  fixture_put_models (fixture->catalogue, 3, "CAP émeraude", cap, G_N_ELEMENTS (cap));
  fixture_put (fixture->catalogue,
               (PasarItemRecord){ .item_id = 4,
                                  .name = "亚麻 shirt",
                                  .sku = "ZZ-1",
                                  .status = PASAR_STATUS_UNLIST },
               FALSE,
               &plain,
               1);
  fixture_put_models (fixture->catalogue, 5, "Bowl", NULL, 0);
  pasar_catalogue_thaw (fixture->catalogue);
  fixture->view = pasar_view_new (fixture->catalogue);
  fixture->log = g_string_new (NULL);
  g_signal_connect_swapped (fixture->view, "items-changed", G_CALLBACK (items_changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  /* What nobody asserted was not meant to happen. */
  g_assert_cmpstr (fixture->log->str, ==, "");
  g_string_free (fixture->log, TRUE);
  g_object_unref (fixture->view);
  g_assert_finalize_object (fixture->catalogue);
}

static void
test_tree (Fixture *fixture, gconstpointer data)
{
  assert_rows (fixture, "1: .11 .12 .13 2 3: .31 .32 4 5:");
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->view)) == PASAR_TYPE_ROW);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->view), 10));
  g_assert_cmpuint (pasar_view_get_row (fixture->view, 10), ==, PASAR_NO_ROW);
  g_assert_cmpuint (pasar_view_find_row (fixture->view, 999), ==, PASAR_NO_ROW);
}

static void
test_fold (Fixture *fixture, gconstpointer data)
{
  guint header = pasar_catalogue_find (fixture->catalogue, 1, 0);

  pasar_view_set_folded (fixture->view, header, TRUE);
  assert_rows (fixture, "1: 2 3: .31 .32 4 5:");
  assert_log (fixture, "1-3+0");
  g_assert_true (pasar_view_get_folded (fixture->view, header));
  pasar_view_set_folded (fixture->view, header, TRUE);
  pasar_view_set_folded (fixture->view, header + 1, TRUE);
  pasar_view_set_folded (fixture->view, header, FALSE);
  assert_log (fixture, "1-0+3");

  pasar_view_fold_all (fixture->view, TRUE);
  assert_rows (fixture, "1: 2 3: 4 5:");
  assert_log (fixture, "1-7+2");
  pasar_view_set_folded (fixture->view, header, FALSE);
  assert_rows (fixture, "1: .11 .12 .13 2 3: 4 5:");
  assert_log (fixture, "1-0+3");
  pasar_view_fold_all (fixture->view, FALSE);
  assert_log (fixture, "6-0+2");
}

/* What a filter finds is seen, whatever is folded; without it all is as it was. */
static void
test_fold_while_filtered (Fixture *fixture, gconstpointer data)
{
  const guint header = pasar_catalogue_find (fixture->catalogue, 1, 0);

  pasar_view_fold_all (fixture->view, TRUE);
  pasar_view_set_text (fixture->view, "white");
  assert_rows (fixture, "1: .11 3: .32");
  pasar_view_set_folded (fixture->view, header, TRUE);
  assert_rows (fixture, "1: 3: .32");
  g_assert_true (pasar_view_get_folded (fixture->view, header));
  pasar_view_set_text (fixture->view, "white s");
  assert_rows (fixture, "1: .11");
  pasar_view_fold_all (fixture->view, TRUE);
  assert_rows (fixture, "1:");
  pasar_view_set_text (fixture->view, NULL);
  assert_rows (fixture, "1: 2 3: 4 5:");
  fixture_filter (fixture->view, PASAR_STATE_WITH_MODELS, "");
  assert_rows (fixture, "1: .11 .12 .13 3: .31 .32 5:");
  g_string_truncate (fixture->log, 0);
}

static void
test_flat (Fixture *fixture, gconstpointer data)
{
  pasar_view_set_flat (fixture->view, TRUE);
  assert_rows (fixture, ".11 .12 .13 2 .31 .32 4");
  assert_log (fixture, "0-10+7");
  /* Headers that are folded are no concern of the flat list. */
  pasar_view_fold_all (fixture->view, TRUE);
  pasar_view_set_sorts (fixture->view, &(PasarSort){ PASAR_COLUMN_PRICE, FALSE }, 1);
  assert_rows (fixture, ".31 .32 2 4 .12 .13 .11");
  assert_log (fixture, "0-7+7");
  pasar_view_set_sorts (fixture->view, &(PasarSort){ PASAR_COLUMN_PRICE, TRUE }, 1);
  assert_rows (fixture, ".11 .13 .12 4 2 .32 .31");
  assert_log (fixture, "0-7+7");
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    PasarColumn column;
    gboolean descending;
    const char *rows;
  } cases[] = {
    { PASAR_COLUMN_PRICE, FALSE, "3: .31 .32 2 4 1: .12 .13 .11 5:" },
    { PASAR_COLUMN_PRICE, TRUE, "1: .11 .13 .12 4 2 3: .32 .31 5:" },
    { PASAR_COLUMN_STOCK, FALSE, "2 4 3: .31 .32 1: .12 .11 .13 5:" },
    { PASAR_COLUMN_STOCK, TRUE, "1: .13 .11 .12 3: .32 .31 4 2 5:" },
    { PASAR_COLUMN_NAME, FALSE, "5: 3: .31 .32 1: .11 .12 .13 2 4" },
    { PASAR_COLUMN_NAME, TRUE, "4 2 1: .11 .12 .13 3: .31 .32 5:" },
    { PASAR_COLUMN_VARIATION, FALSE, "1: .12 .11 .13 2 3: .31 .32 4 5:" },
    { PASAR_COLUMN_ITEM_ID, TRUE, "5: 4 3: .31 .32 2 1: .11 .12 .13" },
    { PASAR_COLUMN_MODEL_ID, TRUE, "1: .13 .12 .11 2 3: .32 .31 4 5:" },
    { PASAR_COLUMN_STATUS, TRUE, "4 1: .11 .12 .13 2 3: .31 .32 5:" },
    { PASAR_COLUMN_PROMOTION, FALSE, "1: .13 .11 .12 2 3: .31 .32 4 5:" },
    { PASAR_COLUMN_NONE, FALSE, "1: .11 .12 .13 2 3: .31 .32 4 5:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("column %d", cases[i].column);
      pasar_view_set_sorts (fixture->view,
                            &(PasarSort){ cases[i].column, cases[i].descending },
                            cases[i].column != PASAR_COLUMN_NONE);
      assert_rows (fixture, cases[i].rows);
    }
  g_string_truncate (fixture->log, 0);
}

static void
test_sort_staged (Fixture *fixture, gconstpointer data)
{
  fixture_stage (fixture->catalogue, 4, 0, PASAR_FIELD_PRICE, 2000);
  fixture_stage (fixture->catalogue, 1, 11, PASAR_FIELD_PRICE, 1500);
  pasar_view_set_sorts (fixture->view, &(PasarSort){ PASAR_COLUMN_PRICE, FALSE }, 1);
  assert_rows (fixture, "3: .31 .32 2 1: .12 .13 .11 4 5:");
  assert_log (fixture, "0-8+8");
  /* Values that change do not move rows, until they are asked to. */
  fixture_stage (fixture->catalogue, 4, 0, PASAR_FIELD_PRICE, 100);
  assert_log (fixture, "");
  pasar_view_refresh (fixture->view);
  assert_rows (fixture, "4 3: .31 .32 2 1: .12 .13 .11 5:");
  assert_log (fixture, "0-9+9");
  pasar_view_refresh (fixture->view);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *rows;
  } cases[] = {
    { "shirt", "1: .11 .12 .13 4" },
    { "SHIRT", "1: .11 .12 .13 4" },
    { "white", "1: .11 3: .32" },
    { "shirt white", "1: .11" },
    { "  white   linen ", "1: .11" },
    { "shirt red", "" },
    { "emeraude", "3: .31 .32" },
    { "ÉMERAUDE", "3: .31 .32" },
    { "เขียว", "1: .13" },
    { "亚麻", "4" },
    { "zz-1", "4" },
    { "31", "3: .31" },
    { "bowl", "5:" },
    { "nothing of this", "" },
    { "mug-0", "" },
    { "\xff\xfe", "" },
    { "", "1: .11 .12 .13 2 3: .31 .32 4 5:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      pasar_view_set_text (fixture->view, cases[i].text);
      assert_rows (fixture, cases[i].rows);
    }
  g_string_truncate (fixture->log, 0);

  pasar_view_set_text (fixture->view, "  ");
  pasar_view_set_text (fixture->view, NULL);
  assert_log (fixture, "");
}

static void
test_text_of_changed_rows (Fixture *fixture, gconstpointer data)
{
  pasar_view_set_text (fixture->view, "mug");
  assert_rows (fixture, "2");
  fixture_put_plain (fixture->catalogue, 2, "Cup", 500, 0);
  fixture_put_plain (fixture->catalogue, 6, "Blue mug", 500, 0);
  assert_rows (fixture, "6");
  pasar_view_set_text (fixture->view, "cup");
  assert_rows (fixture, "2");
  pasar_view_set_text (fixture->view, "");
  g_string_truncate (fixture->log, 0);
}

/* An id is found by its digits, whatever a shop sends as one. */
static void
test_lowest_id (Fixture *fixture, gconstpointer data)
{
  fixture_put_plain (fixture->catalogue, G_MININT64, "Odd", 100, 1);
  pasar_view_set_text (fixture->view, "9223372036854775808");
  assert_rows (fixture, "-9223372036854775808");
  g_string_truncate (fixture->log, 0);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  fixture_stage (fixture->catalogue, 1, 13, PASAR_FIELD_PRICE, 1150);
  fixture_stage (fixture->catalogue, 3, 31, PASAR_FIELD_STOCK, 4);
  assert_counts (fixture, "5+5 2+2 0+0 2+1 1+1 3+5 1+0 1+1 0+0");

  fixture_filter (fixture->view, PASAR_STATE_CHANGED, "");
  assert_rows (fixture, "1: .13 3: .31");
  fixture_filter (fixture->view, PASAR_STATE_POSTPONED, "");
  assert_rows (fixture, "1: .13");
  fixture_filter (fixture->view, PASAR_STATE_PROBLEM, "");
  assert_rows (fixture, "");
  fixture_stage (fixture->catalogue, 1, 13, PASAR_FIELD_PRICE, 0);
  pasar_view_refresh (fixture->view);
  assert_rows (fixture, "1: .13");
  fixture_stage (fixture->catalogue, 1, 13, PASAR_FIELD_PRICE, 1150);
  fixture_filter (fixture->view, PASAR_STATE_CHANGED | PASAR_STATE_PROMOTION, "");
  assert_rows (fixture, "1: .13");
  fixture_filter (fixture->view, PASAR_STATE_OUT_OF_STOCK, "");
  assert_rows (fixture, "1: .12 2");
  fixture_filter (fixture->view, PASAR_STATE_WITH_MODELS, "");
  assert_rows (fixture, "1: .11 .12 .13 3: .31 .32 5:");
  fixture_filter (fixture->view, PASAR_STATE_NOT_LISTED, "");
  assert_rows (fixture, "4");
  fixture_filter (fixture->view, PASAR_STATE_ANY, "");
  pasar_view_set_status (fixture->view, PASAR_STATUS_UNLIST);
  assert_rows (fixture, "4");
  pasar_view_set_status (fixture->view, PASAR_STATUS_BANNED);
  assert_rows (fixture, "");
  pasar_view_set_status (fixture->view, -1);
  g_string_truncate (fixture->log, 0);
}

/* What is in a state is counted whatever is shown; the totals are of what is shown, folded or not.
 */
static void
test_counts (Fixture *fixture, gconstpointer data)
{
  assert_counts (fixture, "5+5 0+0 0+0 3+2 1+1 3+5 1+0 0+0 0+0");
  assert_totals (fixture, 5, 5, 15, 771);
  fixture_stage (fixture->catalogue, 1, 12, PASAR_FIELD_STOCK, 4);
  assert_counts (fixture, "5+5 1+1 0+0 2+1 1+1 3+5 1+0 0+0 0+0");
  assert_totals (fixture, 5, 5, 19, 771);
  pasar_view_set_text (fixture->view, "white");
  assert_counts (fixture, "5+5 1+1 0+0 2+1 1+1 3+5 1+0 0+0 0+0");
  assert_totals (fixture, 2, 2, 7, 800);
  fixture_filter (fixture->view, PASAR_STATE_CHANGED, "white");
  assert_counts (fixture, "5+5 1+1 0+0 2+1 1+1 3+5 1+0 0+0 0+0");
  assert_totals (fixture, 0, 0, 0, PASAR_NO_VALUE);
  fixture_filter (fixture->view, PASAR_STATE_CHANGED, "");
  pasar_view_fold_all (fixture->view, TRUE);
  assert_totals (fixture, 1, 1, 4, 1000);
  fixture_filter (fixture->view, PASAR_STATE_ANY, "");
  pasar_view_set_status (fixture->view, PASAR_STATUS_UNLIST);
  assert_counts (fixture, "5+5 1+1 0+0 2+1 1+1 3+5 1+0 0+0 0+0");
  assert_totals (fixture, 1, 0, 1, 900);
  g_string_truncate (fixture->log, 0);
}

static void
change_something (PasarCatalogue *catalogue)
{
  const gint64 item_id = g_test_rand_int_range (1, 9);
  const gint64 model_id = 10 * item_id + g_test_rand_int_range (1, 4);
  FixtureModel models[3] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    models[i] = (FixtureModel){ .model_id = 10 * item_id + 1 + i,
                                .name = g_test_rand_bit () ? "White" : "Red",
                                .price = g_test_rand_int_range (100, 900),
                                .stock = g_test_rand_int_range (0, 3),
                                .promotion = g_test_rand_int_range (0, 3) };
  switch (g_test_rand_int_range (0, 9))
    {
    case 0:
      fixture_put_plain (catalogue, item_id, "Mug", 500, g_test_rand_int_range (0, 2));
      break;
    case 1:
      pasar_catalogue_put_models (catalogue, item_id, NULL, 0);
      break;
    case 2:
      pasar_catalogue_remove_item (catalogue, item_id);
      break;
    case 3:
    case 4:
      fixture_stage (catalogue,
                     item_id,
                     g_test_rand_bit () ? model_id : 0,
                     g_test_rand_bit () ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK,
                     g_test_rand_int_range (0, 3));
      break;
    case 5:
      fixture_undo (catalogue);
      break;
    case 6:
      pasar_catalogue_set_promotion (catalogue,
                                     (PasarRowKey){ item_id, model_id },
                                     g_test_rand_int_range (0, 3));
      break;
    case 7:
      pasar_catalogue_settle (catalogue, (PasarRowKey){ item_id, model_id }, PASAR_FIELD_STOCK, 0);
      break;
    default:
      fixture_put_models (catalogue,
                          item_id,
                          g_test_rand_bit () ? "Shirt" : "Cap",
                          models,
                          g_test_rand_int_range (0, 4));
    }
}

/* Counts that are kept are those that a new view makes from nothing. */
static void
test_counts_follow_changes (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "", "white", "mug", "shirt red" };
  const char *text = "";

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (PasarView) fresh = NULL;
      PasarTotals kept;
      PasarTotals counted;

      if (round % 20 == 0)
        {
          text = texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
          fixture_filter (fixture->view, round % 60 == 0 ? PASAR_STATE_CHANGED : 0, text);
        }
      change_something (fixture->catalogue);
      fresh = pasar_view_new (fixture->catalogue);
      pasar_view_set_condition (fresh, pasar_view_get_condition (fixture->view), 0);
      for (guint i = 0; i <= PASAR_STATE_FAILED; i = MAX (1, i << 1))
        {
          const PasarCount a = pasar_view_count (fixture->view, i);
          const PasarCount b = pasar_view_count (fresh, i);

          g_assert_cmpuint (a.n_items, ==, b.n_items);
          g_assert_cmpuint (a.n_models, ==, b.n_models);
        }
      kept = pasar_view_add_up (fixture->view);
      counted = pasar_view_add_up (fresh);
      g_assert_cmpuint (kept.count.n_items, ==, counted.count.n_items);
      g_assert_cmpuint (kept.count.n_models, ==, counted.count.n_models);
      g_assert_cmpint (kept.stock, ==, counted.stock);
      g_assert_cmpint (kept.average_price, ==, counted.average_price);
    }
  g_string_truncate (fixture->log, 0);
}

static void
test_combined (Fixture *fixture, gconstpointer data)
{
  fixture_stage (fixture->catalogue, 1, 11, PASAR_FIELD_STOCK, 9);
  fixture_stage (fixture->catalogue, 1, 12, PASAR_FIELD_STOCK, 3);
  fixture_stage (fixture->catalogue, 3, 32, PASAR_FIELD_STOCK, 3);
  fixture_filter (fixture->view, PASAR_STATE_CHANGED, "shirt");
  pasar_view_set_sorts (fixture->view, &(PasarSort){ PASAR_COLUMN_PRICE, FALSE }, 1);
  assert_rows (fixture, "1: .12 .11");
  fixture_filter (fixture->view, PASAR_STATE_CHANGED, "white");
  pasar_view_set_flat (fixture->view, TRUE);
  assert_rows (fixture, ".32 .11");
  pasar_view_set_flat (fixture->view, FALSE);
  pasar_view_fold_all (fixture->view, TRUE);
  assert_rows (fixture, "3: 1:");
  g_string_truncate (fixture->log, 0);
}

static void
test_rows_come_and_go (Fixture *fixture, gconstpointer data)
{
  fixture_put_plain (fixture->catalogue, 6, "Pan", 100, 1);
  assert_rows (fixture, "1: .11 .12 .13 2 3: .31 .32 4 5: 6");
  assert_log (fixture, "10-0+1");
  fixture_put_models (fixture->catalogue, 5, "Bowl", cap, 1);
  assert_rows (fixture, "1: .11 .12 .13 2 3: .31 .32 4 5: .31 6");
  assert_log (fixture, "9-1+2");
  pasar_catalogue_remove_item (fixture->catalogue, 2);
  assert_log (fixture, "4-1+0");
  /* Values only: nothing to say. */
  fixture_put_plain (fixture->catalogue, 6, "Pan", 200, 1);
  fixture_stage (fixture->catalogue, 6, 0, PASAR_FIELD_PRICE, 300);
  fixture_undo (fixture->catalogue);
  assert_rows (fixture, "1: .11 .12 .13 3: .31 .32 4 5: .31 6");
}

static void
test_row_outlives_its_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->view), 2);

  g_assert_true (pasar_row_get_catalogue (row) == fixture->catalogue);
  fixture_put_models (fixture->catalogue, 1, "Linen shirt", shirt, 2);
  pasar_catalogue_remove_item (fixture->catalogue, 1);
  g_assert_cmpint (pasar_row_get_key (row).model_id, ==, 12);
  g_clear_object (&row);
  g_string_truncate (fixture->log, 0);
}

/* Who the rows were, while they are about to be others; then the places of the same ones. */
static void
note_keys_cb (GArray *keys, PasarView *view)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);

  g_array_set_size (keys, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    {
      const PasarRowKey key = pasar_catalogue_row_get_key (catalogue, pasar_view_get_row (view, i));

      g_array_append_val (keys, key);
    }
}

static void
find_keys_cb (GString *places, PasarView *view)
{
  GArray *keys = g_object_get_data (G_OBJECT (view), "keys");
  PasarCatalogue *catalogue = pasar_view_get_catalogue (view);
  g_autofree guint *rows = g_new (guint, keys->len + 1);

  for (guint i = 0; i < keys->len; i++)
    {
      const PasarRowKey key = g_array_index (keys, PasarRowKey, i);

      rows[i] = pasar_catalogue_find (catalogue, key.item_id, key.model_id);
    }
  pasar_view_find_rows (view, rows, keys->len, rows);
  g_string_append_c (places, '|');
  for (guint i = 0; i < keys->len; i++)
    {
      if (rows[i] == PASAR_NO_ROW)
        g_string_append_c (places, '-');
      else
        g_string_append_printf (places, "%u", rows[i]);
    }
}

/* Before the list changes it says so, and then it can still be asked who the rows are: also when
 * the catalogue has dropped some and is about to number all of them anew. */
static void
test_rows_will_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  g_autoptr (GString) places = g_string_new (NULL);
  guint layout = fixture->catalogue->layout;

  g_object_set_data (G_OBJECT (fixture->view), "keys", keys);
  g_signal_connect_swapped (fixture->view, "rows-will-change", G_CALLBACK (note_keys_cb), keys);
  g_signal_connect_swapped (fixture->view, "rows-changed", G_CALLBACK (find_keys_cb), places);

  pasar_view_set_sorts (fixture->view, &(PasarSort){ PASAR_COLUMN_NAME, TRUE }, 1);
  g_assert_cmpstr (places->str, ==, "|2345167809");
  pasar_view_set_sorts (fixture->view, NULL, 0);
  g_string_truncate (places, 0);
  pasar_view_refresh (fixture->view);
  g_assert_cmpstr (places->str, ==, "");

  for (guint i = 0; fixture->catalogue->layout == layout; i++)
    {
      g_string_truncate (places, 0);
      pasar_catalogue_freeze (fixture->catalogue);
      fixture_put_models (fixture->catalogue, 1, "Linen shirt", shirt, 3 - i % 2);
      pasar_catalogue_remove_item (fixture->catalogue, i == 0 ? 2 : 99);
      pasar_catalogue_thaw (fixture->catalogue);
      /* The mug goes; then the third model of the shirt goes and comes. */
      g_assert_cmpstr (places->str,
                       ==,
                       i == 0       ? "|0123-45678"
                       : i % 2 == 1 ? "|012-34567"
                                    : "|01245678");
    }
  g_string_truncate (fixture->log, 0);
}

static void
test_empty (void)
{
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarView) view = pasar_view_new (catalogue);

  pasar_catalogue_prepare (catalogue);
  pasar_catalogue_prepare_sorting (catalogue);
  for (PasarColumn column = PASAR_COLUMN_NAME; column < PASAR_COLUMN_NONE; column++)
    pasar_view_set_sorts (view, &(PasarSort){ column, TRUE }, 1);
  pasar_view_set_text (view, "x");
  pasar_view_set_flat (view, TRUE);
  pasar_view_set_folded (view, 0, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, 0);
  g_assert_cmpuint (pasar_view_count (view, PASAR_STATE_ANY).n_items, ==, 0);
  g_assert_cmpint (pasar_view_add_up (view).average_price, ==, PASAR_NO_VALUE);
}

static void
assert_all_editable (Fixture *fixture,
                     const guint *of,
                     guint n_of,
                     const char *text,
                     guint n_hidden)
{
  g_autoptr (PasarReach) reach = pasar_reach_new (fixture->view);
  GString *out = g_string_new (NULL);
  GArray *rows;

  for (guint i = 0; i < n_of; i++)
    pasar_reach_add (reach, pasar_view_find_row (fixture->view, of[i]), 1);
  g_assert_true (pasar_reach_run (reach, G_MAXINT64));
  rows = pasar_reach_get_editable (reach);
  for (guint i = 0; i < rows->len; i++)
    {
      const PasarRowKey key =
          pasar_catalogue_row_get_key (fixture->catalogue, g_array_index (rows, guint, i));

      g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", key.model_id);
    }
  g_assert_cmpstr (out->str, ==, text);
  g_assert_cmpuint (pasar_reach_get_n_hidden (reach), ==, n_hidden);
  g_string_free (out, TRUE);
}

static void
assert_editable (Fixture *fixture, gint64 item_id, const char *text, guint n_hidden)
{
  const guint row = pasar_catalogue_find (fixture->catalogue, item_id, 0);

  assert_all_editable (fixture, &row, 1, text, n_hidden);
}

/* What an edit of a row reaches: not what a filter hides, but what is folded. */
static void
test_editable (Fixture *fixture, gconstpointer data)
{
  const guint shirt_row = pasar_catalogue_find (fixture->catalogue, 1, 0);

  assert_editable (fixture, 1, "11 12 13", 0);
  assert_editable (fixture, 2, "0", 0);
  assert_editable (fixture, 5, "", 0);
  /* A model that is selected together with its item is one row. */
  assert_all_editable (fixture,
                       (const guint[]){ shirt_row,
                                        pasar_catalogue_find (fixture->catalogue, 1, 12) },
                       2,
                       "11 12 13",
                       0);
  fixture_filter (fixture->view, PASAR_STATE_OUT_OF_STOCK, "");
  assert_rows (fixture, "1: .12 2 3: .31");
  assert_editable (fixture, 1, "12", 2);
  /* It is still shown, though it would not be any more. */
  fixture_stage (fixture->catalogue, 1, 12, PASAR_FIELD_STOCK, 5);
  assert_editable (fixture, 1, "12", 2);
  pasar_view_set_text (fixture->view, "white");
  for (guint folded = 0; folded < 2; folded++)
    {
      pasar_view_set_folded (fixture->view, shirt_row, folded == 1);
      assert_editable (fixture, 1, "11", 2);
    }
  /* Folded, of an item that is shown still, though the filters would not let it through any more.
   */
  pasar_view_set_status (fixture->view, PASAR_STATUS_NORMAL);
  fixture_put (fixture->catalogue,
               (PasarItemRecord){ .item_id = 1,
                                  .name = "Linen shirt",
                                  .sku = "Linen shirt",
                                  .status = PASAR_STATUS_UNLIST },
               TRUE,
               shirt,
               G_N_ELEMENTS (shirt));
  assert_editable (fixture, 1, "11", 2);
  pasar_view_set_status (fixture->view, -1);
  /* The item itself is what is searched for. */
  pasar_view_set_text (fixture->view, "linen");
  assert_editable (fixture, 1, "11 12 13", 0);
  g_string_truncate (fixture->log, 0);
}

typedef void (*Change) (Fixture *fixture);

static void
sort_and_fold (Fixture *fixture)
{
  pasar_view_set_sorts (fixture->view, &(PasarSort){ PASAR_COLUMN_NAME, TRUE }, 1);
  pasar_view_fold_all (fixture->view, TRUE);
}

static void
filter_all_away (Fixture *fixture)
{
  pasar_view_set_text (fixture->view, "nothing has this name");
}

static void
remove_model (Fixture *fixture)
{
  fixture_put (fixture->catalogue,
               (PasarItemRecord){ .item_id = 1, .name = "Linen shirt" },
               TRUE,
               shirt,
               1);
}

/* Numbers of rows are others afterwards. */
static void
add_and_remove_many (Fixture *fixture)
{
  for (gint64 id = 100; id < 3000; id++)
    fixture_put (fixture->catalogue,
                 (PasarItemRecord){ .item_id = id, .name = "Another" },
                 FALSE,
                 NULL,
                 0);
  for (gint64 id = 100; id < 3000; id++)
    pasar_catalogue_remove_item (fixture->catalogue, id);
}

/* An edit is of what was selected when it was asked, whatever happens before it has its turn. */
static void
test_reach_of_then (Fixture *fixture, gconstpointer data)
{
  const Change changes[] = { sort_and_fold, filter_all_away, add_and_remove_many, remove_model };
  const char *const texts[] = { "11 12 13", "11 12 13", "11 12 13", "11" };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (PasarReach) reach = pasar_reach_new (fixture->view);
      g_autoptr (PasarCommand) command = NULL;
      g_autoptr (GString) out = g_string_new (NULL);

      pasar_reach_add (reach,
                       pasar_view_find_row (fixture->view,
                                            pasar_catalogue_find (fixture->catalogue, 1, 0)),
                       1);
      command = pasar_reach_make_command (reach, PASAR_COMMAND_DISCARD, -1, NULL);
      changes[i](fixture);
      while (!pasar_command_prepare (command, 0))
        ;
      for (guint k = 0; k < command->keys->len; k++)
        g_string_append_printf (out,
                                "%s%" G_GINT64_FORMAT,
                                k > 0 ? " " : "",
                                g_array_index (command->keys, PasarRowKey, k).model_id);
      g_assert_cmpstr (out->str, ==, texts[i]);
      pasar_view_set_text (fixture->view, NULL);
      pasar_view_set_sorts (fixture->view, NULL, 0);
      pasar_view_fold_all (fixture->view, FALSE);
    }
  g_string_truncate (fixture->log, 0);
}

/* It is left after some rows, and goes on there. */
static void
test_reach_in_slices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PasarReach) reach = NULL;
  guint n_slices = 1;

  for (gint64 id = 100; id < 3000; id++)
    fixture_put (fixture->catalogue,
                 (PasarItemRecord){ .item_id = id, .name = "Another" },
                 FALSE,
                 NULL,
                 0);
  reach = pasar_reach_new (fixture->view);
  pasar_reach_add (reach, 0, G_MAXUINT);
  pasar_reach_add (reach, 5, 10);
  g_assert_cmpuint (pasar_reach_get_n_listed (reach),
                    ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->view)) + 10);
  for (; !pasar_reach_run (reach, 0); n_slices++)
    ;
  g_assert_cmpuint (n_slices, >=, 3);
  /* Those, two plain items, and five models. */
  g_assert_cmpuint (pasar_reach_get_editable (reach)->len, ==, 2900 + 2 + 5);
  g_string_truncate (fixture->log, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/view/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("tree", test_tree);
  ADD ("fold", test_fold);
  ADD ("fold-while-filtered", test_fold_while_filtered);
  ADD ("flat", test_flat);
  ADD ("sort", test_sort);
  ADD ("sort-staged", test_sort_staged);
  ADD ("text", test_text);
  ADD ("text-of-changed-rows", test_text_of_changed_rows);
  ADD ("states", test_states);
  ADD ("lowest-id", test_lowest_id);
  ADD ("counts", test_counts);
  ADD ("counts-follow-changes", test_counts_follow_changes);
  ADD ("combined", test_combined);
  ADD ("editable", test_editable);
  ADD ("reach-of-then", test_reach_of_then);
  ADD ("reach-in-slices", test_reach_in_slices);
  ADD ("rows-come-and-go", test_rows_come_and_go);
  ADD ("rows-will-change", test_rows_will_change);
  ADD ("row-outlives-its-row", test_row_outlives_its_row);
  g_test_add_func ("/view/empty", test_empty);

  return g_test_run ();
}
