/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/encoding-private.h"
#include "formats/table-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* So many bytes are decoded between two looks at whether it is wanted any more. */
#define BLOCK_BYTES 65536
/* So much of the lines that are not ASCII is judged: more would not tell more. */
#define SAMPLE_BYTES 32768
/* By so much, for each byte, the best has to be better than the second to be trusted. */
#define MARGIN_CERTAIN 0.5
#define MARGIN_LIKELY  0.2
/* What was judged by fewer bytes is never certain. */
#define HIGH_BYTES_CERTAIN 8
/* In damaged UTF-8 so many characters are whole for each one that is not. */
#define WHOLE_FOR_EACH_BROKEN 8

/* By encoding, as iconv and users know it. */
static const char *const names[PASAR_N_ENCODINGS] = {
  NULL,           "UTF-8",        "UTF-16LE",    "UTF-16BE", "WINDOWS-1252",
  "WINDOWS-1250", "WINDOWS-1258", "WINDOWS-874", "GB18030",  "BIG5",
};

/* Those that have neither a mark nor a form of their own; at a tie the first one is taken. */
static const PasarEncoding judged[] = {
  PASAR_ENCODING_WINDOWS_1252, PASAR_ENCODING_WINDOWS_1250, PASAR_ENCODING_WINDOWS_1258,
  PASAR_ENCODING_WINDOWS_874,  PASAR_ENCODING_GB18030,      PASAR_ENCODING_BIG5,
};

/**
 * pasar_encoding_get_name:
 * @self: an encoding that is known
 *
 * Names an encoding as everybody does; the name is not translated.
 *
 * Returns: its name, e.g. "WINDOWS-1252"
 */
const char *
pasar_encoding_get_name (PasarEncoding self)
{
  g_return_val_if_fail (self != PASAR_ENCODING_UNKNOWN && self < PASAR_N_ENCODINGS, NULL);

  return names[self];
}

static PasarEncoding
find_mark (const char *bytes, gsize length)
{
  if (length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    return PASAR_ENCODING_UTF_8;
  if (length >= 2 && memcmp (bytes, "\xFF\xFE", 2) == 0)
    return PASAR_ENCODING_UTF_16LE;
  if (length >= 2 && memcmp (bytes, "\xFE\xFF", 2) == 0)
    return PASAR_ENCODING_UTF_16BE;
  return PASAR_ENCODING_UNKNOWN;
}

/* UTF-16 without a mark: a table has figures, separators and ends of lines, each with a NUL on the
 * same side. NULs on both sides are of no text. */
static PasarEncoding
find_wide (const char *bytes, gsize length, PasarCertainty *certainty)
{
  guint n_nuls[2] = { 0, 0 };
  guint side;

  length = MIN (length, SAMPLE_BYTES);
  for (gsize i = 0; i < length; i++)
    n_nuls[i % 2] += bytes[i] == '\0';
  side = n_nuls[1] > n_nuls[0];
  if (n_nuls[side] < 8 * n_nuls[!side] + 1 || n_nuls[side] < length / 32)
    return PASAR_ENCODING_UNKNOWN;
  *certainty = n_nuls[side] >= length / 4 ? PASAR_CERTAINTY_CERTAIN : PASAR_CERTAINTY_LIKELY;
  return side == 1 ? PASAR_ENCODING_UTF_16LE : PASAR_ENCODING_UTF_16BE;
}

/* How much of bytes that are no valid UTF-8 is UTF-8 all the same: files are put together, and cut
 * off in the middle of a character. */
static gboolean
is_broken_utf8 (const char *bytes, gsize length)
{
  const char *const end = bytes + length;
  guint64 n_whole = 0;
  guint64 n_broken = 0;

  while (bytes < end)
    {
      const gunichar c =
          (guchar) *bytes < 0x80 ? 0 : g_utf8_get_char_validated (bytes, end - bytes);

      if (c == (gunichar) -2) /* the end of the text cuts it off */
        break;
      if (c == (gunichar) -1)
        n_broken++;
      else
        n_whole += c != 0;
      bytes += c == 0 || c == (gunichar) -1 ? 1 : g_unichar_to_utf8 (c, NULL);
    }
  return n_whole > 0 && n_whole >= WHOLE_FOR_EACH_BROKEN * n_broken;
}

/* The lines that are not ASCII, or the first of them. */
static GString *
take_sample (const char *bytes, gsize length, guint *n_high)
{
  const char *const end = bytes + length;
  GString *sample = g_string_new (NULL);

  *n_high = 0;
  while (bytes < end && sample->len < SAMPLE_BYTES)
    {
      const char *newline = memchr (bytes, '\n', (gsize) (end - bytes));
      const char *const line_end = MIN (newline != NULL ? newline + 1 : end, bytes + SAMPLE_BYTES);
      guint n = 0;

      for (const char *p = bytes; p < line_end; p++)
        n += (guchar) *p >= 0x80;
      if (n > 0)
        g_string_append_len (sample, bytes, line_end - bytes);
      *n_high += n;
      bytes = line_end;
    }
  return sample;
}

static gboolean
are_decoded_alike (PasarEncoding a, PasarEncoding b, const GString *sample)
{
  gsize length;
  guint n_replaced;
  g_autofree char *text_a =
      pasar_encoding_decode (a, sample->str, sample->len, &length, &n_replaced, NULL, NULL);
  g_autofree char *text_b =
      pasar_encoding_decode (b, sample->str, sample->len, &length, &n_replaced, NULL, NULL);

  return strcmp (text_a, text_b) == 0;
}

static PasarEncoding
judge (const GString *sample, guint n_high, PasarCertainty *certainty)
{
  double scores[PASAR_N_ENCODINGS];
  PasarEncoding best = judged[0];
  double second = -G_MAXDOUBLE;

  for (guint i = 0; i < G_N_ELEMENTS (judged); i++)
    {
      scores[judged[i]] = pasar_encoding_score (judged[i], sample->str, sample->len, n_high);
      if (scores[judged[i]] > scores[best])
        best = judged[i];
    }
  for (guint i = 0; i < G_N_ELEMENTS (judged); i++)
    {
      if (judged[i] != best && scores[judged[i]] > second
          && !are_decoded_alike (judged[i], best, sample))
        second = scores[judged[i]];
    }
  if (scores[best] <= 0 || scores[best] - second < MARGIN_LIKELY)
    *certainty = PASAR_CERTAINTY_UNCERTAIN;
  else if (n_high < HIGH_BYTES_CERTAIN || scores[best] - second < MARGIN_CERTAIN)
    *certainty = PASAR_CERTAINTY_LIKELY;
  else
    *certainty = PASAR_CERTAINTY_CERTAIN;
  return best;
}

/**
 * pasar_encoding_find:
 * @bytes: (array length=length): a text
 * @length: length of @bytes
 * @certainty: (out): how far it can be trusted
 *
 * Finds how a text is written: by its mark, by its form (UTF-8, UTF-16), else by how usual the
 * characters are that each encoding makes of it in the languages that are written in it.
 *
 * Returns: the encoding; %PASAR_ENCODING_UNKNOWN of bytes that are no text
 */
PasarEncoding
pasar_encoding_find (const char *bytes, gsize length, PasarCertainty *certainty)
{
  const PasarEncoding marked = find_mark (bytes, length);
  g_autoptr (GString) sample = NULL;
  guint n_high;

  g_return_val_if_fail (bytes != NULL || length == 0, PASAR_ENCODING_UNKNOWN);
  g_return_val_if_fail (certainty != NULL, PASAR_ENCODING_UNKNOWN);

  *certainty = PASAR_CERTAINTY_CERTAIN;
  if (marked != PASAR_ENCODING_UNKNOWN)
    return marked;
  if (g_utf8_validate_len (bytes, length, NULL))
    return PASAR_ENCODING_UTF_8;
  if (length > 0 && memchr (bytes, '\0', length) != NULL)
    return find_wide (bytes, length, certainty);
  if (is_broken_utf8 (bytes, length))
    {
      *certainty = PASAR_CERTAINTY_LIKELY;
      return PASAR_ENCODING_UTF_8;
    }
  sample = take_sample (bytes, length, &n_high);
  return judge (sample, n_high, certainty);
}

gboolean
pasar_set_not_text (GError **error)
{
  g_set_error_literal (error,
                       PASAR_FORMAT_ERROR,
                       PASAR_FORMAT_ERROR_NOT_TEXT,
                       _ ("This is not a text that can be read as a table."));
  return FALSE;
}

static gboolean
set_too_long (GError **error)
{
  return pasar_set_too_large (error, _ ("The text is too long. Take it over in several parts."));
}

/* A NUL stays, for the caller to find. */
static gboolean
repair_utf8 (const char *bytes, gsize length, GString *text, guint *n_replaced, GError **error)
{
  const char *end;

  while (!g_utf8_validate_len (bytes, length, &end) && text->len <= PASAR_TEXT_TABLE_BYTES_MAX)
    {
      g_string_append_len (text, bytes, end - bytes);
      if (*end == '\0')
        g_string_append_c (text, '\0');
      else
        {
          g_string_append (text, "\uFFFD");
          (*n_replaced)++;
        }
      length -= (gsize) (end + 1 - bytes);
      bytes = end + 1;
    }
  g_string_append_len (text, bytes, (gssize) length);
  return text->len <= PASAR_TEXT_TABLE_BYTES_MAX || set_too_long (error);
}

/* One block; what is no character there is replaced. Less than all of it is taken where its end
 * cuts a character off. */
static gsize
decode_block (GIConv converter,
              const char *bytes,
              gsize length,
              guint unit,
              GString *text,
              guint *n_replaced)
{
  char *in = (char *) bytes;
  gsize n_left = length;

  while (n_left > 0)
    {
      char buffer[4096];
      char *out = buffer;
      gsize n_free = sizeof buffer;
      const gsize status = g_iconv (converter, &in, &n_left, &out, &n_free);
      const int reason = errno;

      g_string_append_len (text, buffer, out - buffer);
      if (status != (gsize) -1 || reason == EINVAL)
        break;
      if (reason == E2BIG)
        continue;
      g_string_append (text, "\uFFFD");
      (*n_replaced)++;
      n_left -= MIN (unit, n_left);
      in = (char *) bytes + length - n_left;
    }
  return length - n_left;
}

/* What the converter keeps to put it together with what follows. */
static void
end_text (GIConv converter, GString *text)
{
  char buffer[16];
  char *out = buffer;
  gsize n_free = sizeof buffer;

  g_iconv (converter, NULL, NULL, &out, &n_free);
  g_string_append_len (text, buffer, out - buffer);
}

static gboolean
convert (PasarEncoding encoding,
         const char *bytes,
         gsize length,
         GString *text,
         guint *n_replaced,
         GCancellable *cancellable,
         GError **error)
{
  const guint unit =
      encoding == PASAR_ENCODING_UTF_16LE || encoding == PASAR_ENCODING_UTF_16BE ? 2 : 1;
  GIConv converter = g_iconv_open ("UTF-8", names[encoding]);
  gsize n_taken = 1;

  g_return_val_if_fail (converter != (GIConv) -1, FALSE); /* all C libraries have these */
  while (n_taken > 0 && text->len <= PASAR_TEXT_TABLE_BYTES_MAX
         && !g_cancellable_is_cancelled (cancellable))
    {
      n_taken = decode_block (converter, bytes, MIN (length, BLOCK_BYTES), unit, text, n_replaced);
      bytes += n_taken;
      length -= n_taken;
    }
  end_text (converter, text);
  g_iconv_close (converter);
  if (length > 0 && n_taken == 0)
    {
      g_string_append (text, "\uFFFD"); /* half a character */
      (*n_replaced)++;
    }
  if (text->len > PASAR_TEXT_TABLE_BYTES_MAX)
    return set_too_long (error);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * pasar_encoding_decode:
 * @self: an encoding that is known
 * @bytes: (array length=length): a text
 * @length: length of @bytes
 * @text_length: (out): the length of what is returned
 * @n_replaced: (out): how often the encoding has no character for the bytes: U+FFFD stands there
 * @cancellable: (nullable): to want it no more
 * @error: return location of a %PASAR_FORMAT_ERROR
 *
 * Makes valid UTF-8 of a text, without its mark.
 *
 * Returns: (transfer full) (nullable): the text, which has no NUL but the one that ends it; %NULL
 * with @error
 */
char *
pasar_encoding_decode (PasarEncoding self,
                       const char *bytes,
                       gsize length,
                       gsize *text_length,
                       guint *n_replaced,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (self != PASAR_ENCODING_UNKNOWN && self < PASAR_N_ENCODINGS, NULL);
  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  *n_replaced = 0;
  if (length > PASAR_TEXT_TABLE_BYTES_MAX)
    {
      set_too_long (error);
      return NULL;
    }
  if (length > 0 && find_mark (bytes, length) == self)
    {
      const gsize mark = self == PASAR_ENCODING_UTF_8 ? 3 : 2;

      bytes += mark;
      length -= mark;
    }
  text = g_string_sized_new (length + 1);
  if (!(self == PASAR_ENCODING_UTF_8
            ? repair_utf8 (bytes, length, text, n_replaced, error)
            : convert (self, bytes, length, text, n_replaced, cancellable, error)))
    return NULL;
  if (memchr (text->str, '\0', text->len) != NULL)
    {
      pasar_set_not_text (error);
      return NULL;
    }
  *text_length = text->len;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pasar_text_decode (const char *bytes, gsize length, gsize *text_length, GError **error)
{
  const PasarEncoding marked = find_mark (bytes, length);
  guint n_replaced;

  return pasar_encoding_decode (marked != PASAR_ENCODING_UNKNOWN ? marked : PASAR_ENCODING_UTF_8,
                                bytes,
                                length,
                                text_length,
                                &n_replaced,
                                NULL,
                                error);
}
