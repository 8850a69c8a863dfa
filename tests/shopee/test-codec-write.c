/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "codec-fixture.h"
#include "fake-server.h"

#include <locale.h>

static char *
describe (PasarWriteResult *result)
{
  GString *text = g_string_new (result->code);

  for (guint i = 0; i < result->outcomes->len; i++)
    {
      PasarOutcome *outcome = g_ptr_array_index (result->outcomes, i);

      g_string_append_printf (text, "|%" G_GINT64_FORMAT, outcome->id);
      if (outcome->kind == PASAR_OUTCOME_DONE && outcome->value == PASAR_PRICE_NONE)
        g_string_append (text, " done");
      else if (outcome->kind == PASAR_OUTCOME_DONE)
        g_string_append_printf (text, " done %" G_GINT64_FORMAT, outcome->value);
      else if (outcome->kind == PASAR_OUTCOME_REFUSED)
        g_string_append_printf (text, " refused: %s", outcome->reason);
      else
        g_string_append (text, " ?");
    }
  return g_string_free (text, FALSE);
}

static void
test_write_results (void)
{
  static const struct
  {
    PasarDecodeFunc function;
    const char *fixture;
    gint64 ids[4];
    guint n_ids;
    const char *outcome;
  } cases[] = {
    { pasar_codec_read_price_result,
      "a18.json",
      { 100001, 999999, 3 },
      3,
      "|100001 done 1850|999999 refused: model ID not exist in sku|3 ?" },
    { pasar_codec_read_price_result,
      "a19.json",
      { 0 },
      1,
      "product.error_update_price_fail|0 refused: Original_price is less than min price limit." },
    { pasar_codec_read_price_result,
      "a19.json",
      { 5, 6 },
      2,
      "product.error_update_price_fail|5 refused: Original_price is less than min price limit."
      "|6 refused: Original_price is less than min price limit." },
    { pasar_codec_read_price_result, "a20.json", { 0 }, 1, "|0 done 1250" },
    { pasar_codec_read_price_result,
      "a21.json",
      { 1, 2 },
      2,
      "product.error_cannt_edit_price_in_promotion"
      "|1 refused: Original_price cannot be edited when item is under promotion."
      "|2 refused: Original_price cannot be edited when item is under promotion." },
    { pasar_codec_read_stock_result,
      "a22.json",
      { 100002 },
      1,
      "product.error_busi_update_stock_failed"
      "|100002 refused: Stock should be larger than 13 (reserve stock number) for model Blue M" },
    { pasar_codec_read_stock_result, "a23.json", { 100001 }, 1, "|100001 done 7" },
    { pasar_codec_read_stock_result,
      "a24.json",
      { 1 },
      1,
      "error_auth|1 refused: Lack of location_id, please double check." },
    { pasar_codec_read_boost_result,
      "a26.json",
      { 25001398610, 25001398612, 9 },
      3,
      "|25001398610 refused: can not boost item repeatedly|25001398612 done|9 ?" },
    { pasar_codec_read_boost_result,
      "a27.json",
      { 1 },
      1,
      "product.error_busi|1 refused: reached shop's bump slot limit" },
    { pasar_codec_read_boost_result,
      "seed-boost-item.json",
      { 3400138725, 2300069665 },
      2,
      "|3400138725 done|2300069665 refused: can not boost item repeatedly" },
    /* The seed's own example confirms a model that nobody asked for. */
    { pasar_codec_read_price_result, "seed-update-price.json", { 3456 }, 1, "|3456 refused: fail" },
    { pasar_codec_read_stock_result, "seed-update-stock.json", { 0 }, 1, "|0 refused: -" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarWriteResult) result =
          codec_decode_fixture (cases[i].function, cases[i].fixture, cases[i].ids, cases[i].n_ids);
      g_autofree char *outcome = describe (result);

      g_assert_cmpstr (outcome, ==, cases[i].outcome);
    }
}

static void
test_write_shapes (void)
{
  static const gint64 ids[] = { 1, 2 };
  static const struct
  {
    PasarDecodeFunc function;
    const char *text;
    const char *outcome;
  } cases[] = {
    { pasar_codec_read_boost_result,
      "{\"error\":\"\",\"response\":{\"success_list\":[{\"item_id_list\":[1]},{\"item_id_list\":[\"2\"]}]}}",
      "|1 done|2 done" },
    { pasar_codec_read_boost_result, "{\"error\":\"\",\"response\":{}}", "|1 ?|2 ?" },
    /* A failure of one location counts more than the success of another. */
    { pasar_codec_read_stock_result,
      "{\"error\":\"\",\"response\":{\"success_list\":[{\"model_id\":1,\"stock\":4}],"
      "\"failure_list\":[{\"model_id\":1,\"failed_reason\":\"no\"}]}}",
      "|1 refused: no|2 ?" },
    /* One that names a model, one that names none: the rest. */
    { pasar_codec_read_price_result,
      "{\"error\":\"x\",\"message\":\"all\",\"response\":{\"success_list\":[{\"model_id\":1,\"original_price\":\"1.5\"}],"
      "\"failure_list\":[{\"failed_reason\":null}]}}",
      "x|1 done 150|2 refused: all" },
    { pasar_codec_read_price_result,
      "{\"error\":\"\",\"response\":{\"success_list\":[{\"model_id\":1,\"original_price\":1},"
      "{\"model_id\":1,\"original_price\":1},null],\"failure_list\":null}}",
      "|1 done 100|2 ?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarWriteResult) result =
          codec_decode (cases[i].function, cases[i].text, ids, 2, &error);
      g_autofree char *outcome = NULL;

      g_assert_no_error (error);
      outcome = describe (result);
      g_assert_cmpstr (outcome, ==, cases[i].outcome);
    }
}

/* Errors that are not about the values are errors of the call. */
static void
test_write_errors (void)
{
  static const gint64 id = 1;
  static const struct
  {
    const char *fixture;
    PasarError code;
  } cases[] = {
    { "a07.json", PASAR_ERROR_AUTH },      { "a08.json", PASAR_ERROR_SIGNATURE },
    { "a10.json", PASAR_ERROR_THROTTLED }, { "a11.json", PASAR_ERROR_QUOTA },
    { "a12.json", PASAR_ERROR_CONFIG },    { "a33.html", PASAR_ERROR_MALFORMED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = fixture_text (cases[i].fixture);
      g_autoptr (GError) error = NULL;

      g_assert_null (codec_decode (pasar_codec_read_price_result, text, &id, 1, &error));
      g_assert_error (error, PASAR_ERROR, (int) cases[i].code);
    }
}

static void
test_price_text (void)
{
  static const struct
  {
    gint64 minor;
    guint digits;
    const char *text;
  } cases[] = {
    { 1111, 2, "11.11" }, { 1100, 2, "11.00" },
    { 5, 2, "0.05" },     { 0, 2, "0.00" },
    { 1111, 0, "1111" },  { 1111, 3, "1.111" },
    { 7, 1, "0.7" },      { G_MAXINT64, 2, "92233720368547758.07" },
    { 0, 0, "0" },        { 100000000000000, 2, "1000000000000.00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pasar_json_price_text (cases[i].minor, cases[i].digits);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codec-write/write-results", test_write_results);
  g_test_add_func ("/codec-write/write-shapes", test_write_shapes);
  g_test_add_func ("/codec-write/write-errors", test_write_errors);
  g_test_add_func ("/codec-write/price-text", test_price_text);
  return g_test_run ();
}
