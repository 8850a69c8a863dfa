/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "answer-specs.h"
#include "fuzz.h"
#include "shopee/scrub-private.h"

#include <string.h>

/* The corpus has it, as servers may repeat what they were sent. */
#define SECRET "sandbox-access-token"

static void
check_text (const char *text)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strstr (text, SECRET));
}

/* The body of an answer, to each call. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  gint64 ids[] = { 0, 100001, 25001398610 };
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) body = g_bytes_new (data, length);
  const PasarDecodeContext context = { .price_digits = 2,
                                       .now = 1700000000,
                                       .ids = ids,
                                       .n_ids = G_N_ELEMENTS (ids),
                                       .secrets = secrets };

  pasar_scrub_add (secrets, SECRET);
  for (guint i = 0; i < ANSWER_N_SPECS; i++)
    {
      g_autoptr (PasarAnswer) answer = pasar_answer_read (&answer_specs[i], &context, body, 200);

      g_assert_true ((answer->value == NULL) == (answer->error != NULL));
      check_text (answer->code);
      check_text (answer->request_id);
      if (answer->error == NULL)
        continue;
      g_assert_cmpuint (answer->error->domain, ==, PASAR_ERROR);
      check_text (answer->error->message);
    }
  return 0;
}
