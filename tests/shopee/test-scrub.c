/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/scrub-private.h"

#include <string.h>

static void
test_sanitise (void)
{
  static const struct
  {
    const char *text;
    gsize max_chars;
    const char *expected;
  } cases[] = {
    { "", 5, "" },
    { "Stock is locked", 300, "Stock is locked" },
    { "kemeja\nputih\tS", 300, "kemeja\nputih\tS" },
    { "เสื้อ 衬衫 👕", 300, "เสื้อ 衬衫 👕" },
    { "قميص\u200f!", 300, "قميص\u200f!" },
    { "12345", 5, "12345" },
    { "123456", 5, "1234…" },
    { "衬衫衬衫衬衫", 3, "衬衫…" },
    { "ab", 1, "…" },
    { "price \u202e00.1\u202c", 300, "price \ufffd00.1\ufffd" },
    { "\u2066a\u2069\u202ab\u2067", 300, "\ufffda\ufffd\ufffdb\ufffd" },
    { "a\x1b[31mb\x7f\xc2\x85", 300, "a\ufffd[31mb\ufffd\ufffd" },
    { "a\u2029b\u2028", 300, "a\ufffdb\ufffd" },
    { "a\ufff9b\ufffac\ufffb", 300, "a\ufffdb\ufffdc\ufffd" },
    { "a\xff\xc3", 300, "a\ufffd\ufffd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pasar_text_sanitise (cases[i].text, cases[i].max_chars);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* Whatever bytes come, what goes on is UTF-8 within the bound. */
static void
test_sanitise_random (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      char bytes[64] = { 0 };
      gsize max_chars = (gsize) g_test_rand_int_range (1, 80);
      g_autofree char *text = NULL;

      for (guint i = 0; i < sizeof bytes - 1; i++)
        bytes[i] = (char) g_test_rand_int_range (0, 256);
      text = pasar_text_sanitise (bytes, max_chars);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (text, -1), <=, max_chars);
    }
}

/* Secrets go before the text is cut, so that none is left in part. */
static void
test_text (void)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *words = g_strnfill (PASAR_SCRUB_TEXT_MAX - 4, 'x');
  g_autofree char *text = g_strconcat (words, "secret-token-of-the-seller", NULL);
  g_autofree char *expected = g_strconcat (words, "…", NULL);
  g_autofree char *long_text = g_strnfill (5000000, 'y');

  pasar_scrub_add (secrets, "secret-token-of-the-seller");
  pasar_scrub_text (&text, secrets);
  g_assert_cmpstr (text, ==, expected);
  pasar_scrub_text (&long_text, NULL);
  g_assert_cmpint (g_utf8_strlen (long_text, -1), ==, PASAR_SCRUB_TEXT_MAX);
  g_assert_true (g_str_has_suffix (long_text, "y…"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scrub/sanitise", test_sanitise);
  g_test_add_func ("/scrub/sanitise-random", test_sanitise_random);
  g_test_add_func ("/scrub/text", test_text);
  return g_test_run ();
}
