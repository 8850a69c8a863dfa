/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/scrub-private.h"

#include "shopee/types.h"

#include <string.h>

/* Tokens and keys are much longer; shorter texts would turn up everywhere. */
#define MIN_LENGTH 8
#define IN_PLACE   "…"

#define REPLACEMENT 0xfffd

/* Line ends and tabs are kept; marks of direction that act on one place only do no harm, and are
 * needed beside Arabic and Hebrew. Separators of paragraphs (2028, 2029) would begin a new one in
 * the other direction, and annotations (FFF9 to FFFB) hide what is between them. */
static gboolean
is_harmful (gunichar c)
{
  if (c < 0x20)
    return c != '\n' && c != '\t' && c != '\r';
  return (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)
         || (c >= 0xfff9 && c <= 0xfffb) || c > 0x10ffff;
}

/**
 * pasar_text_sanitise:
 * @text: what a server said, or a file of others, in whatever encoding
 * @max_chars: how long the result may be, characters, at least 1
 *
 * Makes a text fit to be shown and kept. Control characters, what turns the direction of text
 * (Unicode UAX 9: embeddings, overrides, isolates) or hides some of it, and bytes that are no UTF-8
 * become U+FFFD, so that they are seen and not obeyed; a text that is too long is cut and ends with
 * an ellipsis.
 *
 * Returns: (transfer full): the text in UTF-8
 */
char *
pasar_text_sanitise (const char *text, gsize max_chars)
{
  g_autoptr (GString) safe = g_string_new (NULL);
  const char *end = text;
  gsize last = 0;

  g_return_val_if_fail (max_chars > 0, NULL);

  for (gsize n = 0; *end != '\0'; n++)
    {
      gunichar c = g_utf8_get_char_validated (end, -1);

      if (n == max_chars)
        {
          g_string_truncate (safe, last);
          g_string_append (safe, IN_PLACE);
          break;
        }
      last = safe->len;
      g_string_append_unichar (safe, is_harmful (c) ? REPLACEMENT : c);
      end = c > 0x10ffff ? end + 1 : g_utf8_next_char (end);
    }
  return g_string_free (g_steal_pointer (&safe), FALSE);
}

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
  g_auto (PasarSecretText) escaped = NULL;

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
 * out before the text goes anywhere, and what is left is made fit to be shown, of
 * %PASAR_SCRUB_TEXT_MAX characters at most.
 */
void
pasar_scrub_text (char **text, const GPtrArray *secrets)
{
  char *safe;

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
  if (*text == NULL)
    return;
  safe = pasar_text_sanitise (*text, PASAR_SCRUB_TEXT_MAX);
  g_free (*text);
  *text = safe;
}
