/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "codec-fixture.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>

static char *
keep_members (const char *text)
{
  static const char *const names[] = { "a", "list", "x" };
  const PasarJsonMembers members = { names, G_N_ELEMENTS (names) };
  g_autoptr (JsonNode) root = pasar_json_parse (text, strlen (text), &members, NULL);

  return root != NULL ? json_to_string (root, FALSE) : NULL;
}

static void
test_members (void)
{
  static const struct
  {
    const char *text;
    const char *kept; /* (nullable): not JSON */
  } cases[] = {
    { "{}", "{}" },
    { "{\"b\":1}", "{}" },
    { "{\"a\":1,\"b\":2}", "{\"a\":1}" },
    { " { \"b\" : 2 , \"a\" : 1 } ", "{\"a\":1}" },
    { "{\"b\":1,\"a\":{\"c\":[1,{\"x\":2}],\"x\":3},\"d\":{\"a\":4}}", "{\"a\":{\"x\":3}}" },
    { "[{\"b\":1},2,{\"x\":[]},[],\"{\",\":\"]", "[{},2,{\"x\":[]},[],\"{\",\":\"]" },
    { "{\"list\":[{\"b\":[{}],\"a\":1,\"c\":{}},null,true],\"x\":-1.5}",
      "{\"list\":[{\"a\":1},null,true],\"x\":-1.5}" },
    { "{\"b\":{\"c\":1,},\"a\":1}", NULL },
    { "{\"b\":[1 2],\"a\":1}", NULL },
    { "{\"b\" 1,\"a\":1}", NULL },
    { "{\"b\":1,\"a\":1", NULL },
    { "{\"b\":1}}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *kept = keep_members (cases[i].text);

      g_assert_cmpstr (kept, ==, cases[i].kept);
    }
}

/* A text of 30 MB can hold millions of values, each of which costs far more than its bytes. */
static void
test_many_values (void)
{
  for (guint n = 1000; n <= 1000000; n *= 10)
    {
      g_autoptr (GString) text =
          g_string_new ("{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1,\"x\":[0");
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append (text, ",{\"a\":1}");
      g_string_append (text, "]}]}}");
      items = codec_decode (pasar_codec_read_items_in_full, text->str, NULL, 0, &error);
      if (n <= 10000)
        g_assert_no_error (error);
      else
        g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
    }
}

static void
test_depth (void)
{
  for (guint depth = 10; depth <= 100000; depth *= 10)
    {
      g_autoptr (GString) text =
          g_string_new ("{\"error\":\"\",\"response\":{\"item_list\":[{\"item_id\":1,\"x\":");
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) items = NULL;

      for (guint i = 0; i < depth; i++)
        g_string_append_c (text, '[');
      for (guint i = 0; i < depth; i++)
        g_string_append_c (text, ']');
      g_string_append (text, "}]}}");
      items = codec_decode (pasar_codec_read_items, text->str, NULL, 0, &error);
      if (depth < 50)
        g_assert_no_error (error);
      else
        g_assert_error (error, PASAR_ERROR, PASAR_ERROR_MALFORMED);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codec-grammar/members", test_members);
  g_test_add_func ("/codec-grammar/many-values", test_many_values);
  g_test_add_func ("/codec-grammar/depth", test_depth);
  return g_test_run ();
}
