/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/pattern.h"

#include <string.h>

static void
test_table (void)
{
  static const struct
  {
    const char *pattern;
    PasarPatternFlags flags;
    const char *text;
    const char *replaced; /* by "<>"; NULL: it is not found */
  } cases[] = {
    { "shirt", PASAR_PATTERN_PART, "Shirt, shirtSHIRT", "<>, <><>" },
    { "shirt", PASAR_PATTERN_CASE, "Shirt, shirt", "Shirt, <>" },
    { "shirt", PASAR_PATTERN_WHOLE, "Shirt", "<>" },
    { "shirt", PASAR_PATTERN_WHOLE | PASAR_PATTERN_CASE, "Shirt", NULL },
    { "shirt", PASAR_PATTERN_WHOLE, "Shirts", NULL },
    { "shirts", PASAR_PATTERN_PART, "Shirt", NULL },
    /* Those of one letter are as many as there are; none is looked for in what was put there. */
    { "a", PASAR_PATTERN_PART, "aAa", "<><><>" },
    { "aa", PASAR_PATTERN_PART, "aaa", "<>a" },
    { ".00", PASAR_PATTERN_PART, "12.00", "12<>" },
    { ".", PASAR_PATTERN_PART, "12", NULL },
    /* Letters beyond ASCII, also where the two cases are not as long as one another. */
    { "ÄRMEL", PASAR_PATTERN_PART, "Lange ärmel", "Lange <>" },
    { "ⱥ", PASAR_PATTERN_PART, "xȺy", "x<>y" },
    { "é", PASAR_PATTERN_PART, "Etui e", NULL },
    { "i", PASAR_PATTERN_PART, "xİy", "x<>y" },
    { "k", PASAR_PATTERN_PART, "x\xE2\x84\xAAy", "x<>y" }, /* the sign of Kelvin */
    /* Scripts without case. */
    { "เสื้อ", PASAR_PATTERN_PART, "ขายเสื้อยืด", "ขาย<>ยืด" },
    { "衬衫", PASAR_PATTERN_WHOLE, "衬衫", "<>" },
    /* Nothing is nowhere. */
    { "", PASAR_PATTERN_PART, "x", NULL },
    { "", PASAR_PATTERN_WHOLE, "", NULL },
    { "x", PASAR_PATTERN_PART, "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PasarPattern) pattern = pasar_pattern_new (cases[i].pattern, cases[i].flags);
      g_autofree char *replaced = pasar_pattern_replace (pattern, cases[i].text, "<>");

      g_test_message ("%s in %s", cases[i].pattern, cases[i].text);
      g_assert_cmpstr (replaced, ==, cases[i].replaced);
      g_assert_cmpint (pasar_pattern_matches (pattern, cases[i].text),
                       ==,
                       cases[i].replaced != NULL);
      g_assert_cmpstr (pasar_pattern_get_text (pattern), ==, cases[i].pattern);
      g_assert_cmpint (pasar_pattern_get_flags (pattern), ==, cases[i].flags);
    }
}

/* What comes from a clipboard may be no text at all. */
static void
test_invalid (void)
{
  g_autoptr (PasarPattern) pattern = pasar_pattern_new ("a\xFF", PASAR_PATTERN_PART);

  g_assert_true (g_utf8_validate (pasar_pattern_get_text (pattern), -1, NULL));
  g_assert_false (pasar_pattern_matches (pattern, "ab"));
}

static char *
dup_random_text (int max)
{
  static const char *const letters[] = { "a", "A", "b", "é", "É", "1", ".", "衬", "ß" };
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, max + 1); n > 0; n--)
    g_string_append (text, letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);
  return g_string_free (text, FALSE);
}

/* The text without case, where that counts, letter by letter. */
static gunichar *
dup_plain (const char *text, PasarPatternFlags flags, glong *n)
{
  gunichar *letters = g_utf8_to_ucs4 (text, -1, NULL, n, NULL);

  for (glong i = 0; i < *n && (flags & PASAR_PATTERN_CASE) == 0; i++)
    letters[i] = g_unichar_tolower (letters[i]);
  return letters;
}

static char *
replace_slowly (const char *wanted, PasarPatternFlags flags, const char *text, const char *by)
{
  glong n_wanted;
  glong n;
  g_autofree gunichar *wanted_letters = dup_plain (wanted, flags, &n_wanted);
  g_autofree gunichar *letters = dup_plain (text, flags, &n);
  g_autofree gunichar *own = g_utf8_to_ucs4 (text, -1, NULL, NULL, NULL);
  GString *result = g_string_new (NULL);
  gboolean is_found = FALSE;

  for (glong i = 0; i < n;)
    {
      const gboolean is_here =
          n_wanted > 0 && n - i >= n_wanted
          && memcmp (letters + i, wanted_letters, (gsize) n_wanted * sizeof *letters) == 0
          && ((flags & PASAR_PATTERN_WHOLE) == 0 || n == n_wanted);

      if (is_here)
        g_string_append (result, by);
      else
        g_string_append_unichar (result, own[i]);
      is_found |= is_here;
      i += is_here ? n_wanted : 1;
    }
  return g_string_free (result, !is_found);
}

static void
test_random (void)
{
  for (int i = 0; i < 5000; i++)
    {
      const PasarPatternFlags flags = (PasarPatternFlags) g_test_rand_int_range (0, 4);
      g_autofree char *wanted = dup_random_text (3);
      g_autofree char *text = dup_random_text (8);
      g_autofree char *by = dup_random_text (2);
      g_autofree char *expected = replace_slowly (wanted, flags, text, by);
      g_autoptr (PasarPattern) pattern = pasar_pattern_new (wanted, flags);
      g_autofree char *replaced = pasar_pattern_replace (pattern, text, by);

      g_assert_cmpstr (replaced, ==, expected);
      g_assert_cmpint (pasar_pattern_matches (pattern, text), ==, expected != NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pattern/table", test_table);
  g_test_add_func ("/pattern/invalid", test_invalid);
  g_test_add_func ("/pattern/random", test_random);

  return g_test_run ();
}
