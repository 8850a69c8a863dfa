/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/scrub.h"

#include <string.h>

/* Tokens and keys are much longer; shorter texts would turn up everywhere. */
#define MIN_LENGTH 8
#define IN_PLACE   "…"

/**
 * pasar_scrub_add:
 * @secrets: (element-type utf8): secrets, with a function that frees them
 * @secret: (nullable): a token, key or signature
 *
 * Adds a secret, and the form it has in a query.
 */
void
pasar_scrub_add (GPtrArray *secrets, const char *secret)
{
  g_autofree char *escaped = NULL;

  if (secret == NULL || strlen (secret) < MIN_LENGTH)
    return;
  escaped = g_uri_escape_string (secret, NULL, FALSE);
  if (strcmp (escaped, secret) != 0)
    g_ptr_array_add (secrets, g_steal_pointer (&escaped));
  g_ptr_array_add (secrets, g_strdup (secret));
}

/**
 * pasar_scrub_text:
 * @text: (inout) (nullable): what a server said
 * @secrets: (element-type utf8) (nullable): what must not be in it
 *
 * Servers and what stands before them may repeat in an error what they were sent: secrets are taken
 * out before the text goes anywhere.
 */
void
pasar_scrub_text (char **text, const GPtrArray *secrets)
{
  for (guint i = 0; secrets != NULL && *text != NULL && i < secrets->len; i++)
    {
      const char *secret = g_ptr_array_index (secrets, i);
      g_auto (GStrv) parts = NULL;

      if (strstr (*text, secret) == NULL)
        continue;
      parts = g_strsplit (*text, secret, -1);
      g_free (*text);
      *text = g_strjoinv (IN_PLACE, parts);
    }
}
