/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "answer-specs.h"
#include "fake-server.h"

#include <locale.h>
#include <string.h>

#define N_RANDOM  20000
#define N_MUTANTS 300
#define N_PRICES  200000

/* Either a value or an error of ours, whatever comes. */
static void
check (const PasarCallSpec *spec, const char *data, gsize length)
{
  gint64 ids[] = { 0, 100001, 25001398610 };
  PasarDecodeContext context = { .price_digits = 2,
                                 .now = 1700000000,
                                 .ids = ids,
                                 .n_ids = G_N_ELEMENTS (ids) };
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (PasarAnswer) answer = pasar_answer_read (spec, &context, bytes, 200);

  g_assert_true ((answer->value == NULL) == (answer->error != NULL));
  if (answer->error != NULL)
    g_assert_cmpuint (answer->error->domain, ==, PASAR_ERROR);
}

static void
check_all (const char *data, gsize length)
{
  for (guint i = 0; i < ANSWER_N_SPECS; i++)
    check (&answer_specs[i], data, length);
}

static void
test_bytes (void)
{
  static const char alphabet[] = "{}[]\",:0123456789.-+eE\\utrfalsn \n\xc3\xa9/";
  char data[64];

  for (guint i = 0; i < N_RANDOM; i++)
    {
      gsize length = g_test_rand_int_range (0, sizeof data);

      for (gsize j = 0; j < length; j++)
        data[j] = i % 4 == 0 ? (char) g_test_rand_int_range (0, 256)
                             : alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      check (&answer_specs[i % ANSWER_N_SPECS], data, length);
    }
}

static GPtrArray *
load_fixtures (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "shopee", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (texts, fixture_text (name));
  g_assert_cmpuint (texts->len, >=, 36);
  return texts;
}

static void
test_truncated (void)
{
  g_autoptr (GPtrArray) texts = load_fixtures ();

  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      gsize length = strlen (g_strchomp (g_ptr_array_index (texts, i)));

      for (gsize cut = 0; cut < length; cut++)
        {
          gint64 ids[] = { 1 };
          PasarDecodeContext context = { .ids = ids, .n_ids = 1 };
          g_autoptr (GBytes) bytes = g_bytes_new (text, cut);
          g_autoptr (PasarAnswer) answer =
              pasar_answer_read (&answer_specs[cut % ANSWER_N_SPECS], &context, bytes, 200);

          g_assert_error (answer->error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
        }
    }
}

/* Puts in place of a value something else. */
static GString *
mutate (const char *text)
{
  static const char *const pieces[] = {
    "null", "-1",          "1e999", "[]", "{}", "\"\"", "true", "99999999999999999999",
    "1.5",  "\"\\ud800\"", ",",     "]",  "}",  "0"
  };
  GString *mutant = g_string_new (text);
  guint n = g_test_rand_int_range (1, 4);

  for (guint i = 0; i < n && mutant->len > 2; i++)
    {
      gsize at = g_test_rand_int_range (0, mutant->len - 1);
      const char *colon = strchr (mutant->str + at, ':');

      switch (g_test_rand_int_range (0, 4))
        {
        case 0:
          mutant->str[at] = (char) g_test_rand_int_range (1, 256);
          break;
        case 1:
          g_string_erase (mutant, at, 1);
          break;
        case 2:
          g_string_insert (mutant, at, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          break;
        default:
          if (colon != NULL)
            {
              gsize start = colon - mutant->str + 1;

              g_string_erase (mutant, start, strcspn (mutant->str + start, ",}]"));
              g_string_insert (mutant,
                               start,
                               pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
            }
        }
    }
  return mutant;
}

static void
test_mutants (void)
{
  g_autoptr (GPtrArray) texts = load_fixtures ();

  for (guint i = 0; i < texts->len; i++)
    for (guint j = 0; j < N_MUTANTS; j++)
      {
        g_autoptr (GString) mutant = mutate (g_ptr_array_index (texts, i));

        if (j % 10 == 0)
          check_all (mutant->str, mutant->len);
        else
          check (&answer_specs[j % ANSWER_N_SPECS], mutant->str, mutant->len);
      }
}

/* Each amount comes back as it left, as a number and as text. */
static void
test_prices (void)
{
  PasarReader reader = { 0 };

  for (guint i = 0; i < N_PRICES; i++)
    {
      guint digits = g_test_rand_int_range (0, 4);
      guint bits = g_test_rand_int_range (1, 47);
      gint64 minor = (((gint64) (guint32) g_test_rand_int () << 31) ^ g_test_rand_int ())
                     & ((1LL << bits) - 1);
      g_autofree char *text = pasar_json_price_text (minor, digits);
      g_autofree char *json = g_strdup_printf ("{\"n\":%s,\"t\":\"%s\"}", text, text);
      g_autoptr (JsonNode) root = pasar_json_parse (json, strlen (json), NULL, NULL);

      reader.price_digits = digits;
      g_assert_cmpint (pasar_reader_price (&reader, json_node_get_object (root), "n"), ==, minor);
      g_assert_cmpint (pasar_reader_price (&reader, json_node_get_object (root), "t"), ==, minor);
      g_assert_null (reader.problem);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codec-random/bytes", test_bytes);
  g_test_add_func ("/codec-random/truncated", test_truncated);
  g_test_add_func ("/codec-random/mutants", test_mutants);
  g_test_add_func ("/codec-random/prices", test_prices);
  return g_test_run ();
}
