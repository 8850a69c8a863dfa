/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/connect-text.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of all keys that were seen (reference 1.2). */
#define PARTNER_KEY_PREFIX "shpk"
#define PARTNER_KEY_LENGTH 64

/**
 * pasar_connect_read_id:
 * @text: what was entered
 * @id: (out): the id of a partner or a shop, 32 bits wide (reference 1.2); left alone on failure
 *
 * Returns: whether it is one
 */
gboolean
pasar_connect_read_id (const char *text, gint64 *id)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &number, NULL))
    return FALSE;
  *id = (gint64) number;

  return TRUE;
}

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/**
 * pasar_connect_find_id_problem:
 * @text: what was entered as partner ID
 *
 * Nobody knows ID and key apart at first: a key in the field of the ID, or the other way round, is
 * told where it belongs.
 *
 * Returns: (nullable): what is wrong with it, a translated sentence
 */
const char *
pasar_connect_find_id_problem (const char *text)
{
  gint64 id;

  if (*text == '\0' || pasar_connect_read_id (text, &id))
    return NULL;
  if (g_str_has_prefix (text, PARTNER_KEY_PREFIX) || strlen (text) >= PARTNER_KEY_LENGTH / 2)
    return _ ("This looks like the partner key, which goes into the field below.");
  if (is_digits (text))
    return _ ("This number is too large for a partner ID, which most often has seven digits.");
  return _ ("A partner ID is a number, without letters and blanks.");
}

/**
 * pasar_connect_find_key_problem:
 * @text: what was entered as partner key
 *
 * Returns: (nullable): what is wrong with it, a translated sentence
 */
const char *
pasar_connect_find_key_problem (const char *text)
{
  if (strpbrk (text, " \t\r\n") != NULL)
    return _ ("There is a blank in this key. Copy it once more, in one piece.");
  if (is_digits (text) && strlen (text) < PARTNER_KEY_LENGTH / 4)
    return _ ("This looks like an ID. The partner key is much longer.");
  return NULL;
}

/**
 * pasar_connect_dup_key_hint:
 * @text: a partner key without a problem
 *
 * Only a hint: nobody promised that keys stay that long.
 *
 * Returns: (transfer full) (nullable): what may be wrong with it, a translated sentence
 */
char *
pasar_connect_dup_key_hint (const char *text)
{
  const gulong length = (gulong) g_utf8_strlen (text, -1);

  if (length == 0 || length == PARTNER_KEY_LENGTH)
    return NULL;
  /* Translators: both are numbers of characters. */
  return g_strdup_printf (_ ("Partner keys have %u characters so far, and this one has %lu. "
                             "Look whether it is whole."),
                          PARTNER_KEY_LENGTH,
                          length);
}

/**
 * pasar_connect_find_redirect_problem:
 * @text: what was entered as redirect address
 *
 * Returns: (nullable): what is wrong with it, a translated sentence
 */
const char *
pasar_connect_find_redirect_problem (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (*text == '\0'
      || ((g_str_equal (scheme, "https") || g_str_equal (scheme, "http")) && host != NULL
          && *host != '\0'))
    return NULL;
  return _ ("A redirect address begins with https:// and the domain that the Console shows.");
}

static void
add_paragraph (GString *text, char *paragraph)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", paragraph);
  g_free (paragraph);
}

/**
 * pasar_connect_dup_failure:
 * @error: why the shop was not connected
 * @is_pair_kept: whether the tokens have come all the same
 *
 * Returns: (transfer full): what the seller should know of it
 */
char *
pasar_connect_dup_failure (const GError *error, gboolean is_pair_kept)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_paragraph (text, pasar_dialog_dup_error_text (error));
  if (is_pair_kept)
    add_paragraph (text,
                   g_strdup (
                       _ ("What Shopee gave for the code is kept: you need not authorise again.")));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * pasar_connect_dup_result:
 * @connected: (element-type PasarAccount): the shops that are connected now, at least one
 * @n_missed: how many more could not be
 *
 * Returns: (transfer full): what the seller should know of them
 */
char *
pasar_connect_dup_result (GPtrArray *connected, guint n_missed)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_paragraph (text,
                 connected->len == 1 ? g_strdup (pasar_account_get_subtitle (connected->pdata[0]))
                                     : g_strdup_printf (ngettext ("%u shop is connected.",
                                                                  "%u shops are connected.",
                                                                  connected->len),
                                                        connected->len));
  for (guint i = 0; i < connected->len; i++)
    if (!pasar_account_is_region_known (connected->pdata[i]))
      /* Translators: name of the shop. */
      add_paragraph (text,
                     g_strdup_printf (_ ("Pasar does not know the region of %s and how prices are "
                                         "written there. The shop can be looked at, but not "
                                         "changed."),
                                      pasar_account_get_title (connected->pdata[i])));
  if (n_missed > 0)
    add_paragraph (text,
                   g_strdup_printf (ngettext ("%u more shop could not be connected.",
                                              "%u more shops could not be connected.",
                                              n_missed),
                                    n_missed));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
