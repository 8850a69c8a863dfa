/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/encoding-private.h"

#include <string.h>

/* What a character says about the encoding that made it. */
#define USUAL     2
#define POSSIBLE  1
#define ODD       -1
#define WRONG     -4
#define NOT_THERE -8
/* Of the letters of a Vietnamese text at least one in so many has a tone. */
#define LETTERS_A_TONE 8

/* A character among its neighbours; those are 0 at the ends. */
typedef struct
{
  gunichar previous;
  gunichar c;
  gunichar next;
} Place;

static gboolean
is_one_of (gunichar c, const char *characters)
{
  return c != 0 && g_utf8_strchr (characters, -1, c) != NULL;
}

static gboolean
is_in_word (const Place *place)
{
  return g_unichar_isalpha (place->previous) && g_unichar_isalpha (place->next);
}

/* Signs stand beside words or figures, not within words. */
static int
weigh_sign (const Place *place)
{
  if (!is_one_of (place->c, "ªº°“”„‘’–—…•€£®©™·×¿¡«»½¼¾²³±§\u00A0"))
    return ODD;
  return is_in_word (place) && !is_one_of (place->c, "’·") ? WRONG : POSSIBLE;
}

/* An upper case letter between two lower case ones. */
static gboolean
is_odd_case (const Place *place)
{
  return g_unichar_isupper (place->c) && g_unichar_islower (place->previous)
         && g_unichar_islower (place->next);
}

static int
weigh_western (const Place *place)
{
  const gunichar lower = g_unichar_tolower (place->c);

  if (is_odd_case (place))
    return ODD;
  /* Spanish has it between vowels; what Polish has in its place is elsewhere. */
  if (lower == 0x00F1)
    return is_one_of (g_unichar_tolower (place->next), "aeiouáéíóú") ? USUAL : ODD;
  if (is_one_of (lower, "áéíóúâêôãõàçüöä"))
    return USUAL;
  return g_unichar_isalpha (place->c) && !is_one_of (lower, "ªº") ? 0 : weigh_sign (place);
}

static int
weigh_polish (const Place *place)
{
  const gunichar lower = g_unichar_tolower (place->c);

  if (is_odd_case (place))
    return ODD;
  if (lower == 0x0144)
    return is_one_of (g_unichar_tolower (place->next), "aeiouąęó") ? ODD : USUAL;
  if (is_one_of (lower, "ąćęłóśźż"))
    return USUAL;
  if (is_one_of (lower, "áéíýčďěňřšťůžúâôüöä"))
    return 0;
  return g_unichar_isalpha (place->c) ? ODD : weigh_sign (place);
}

static gboolean
has_tone (gunichar c)
{
  return c >= 0x1EA0 && c <= 0x1EF9;
}

static int
weigh_vietnamese (const Place *place)
{
  const gunichar lower = g_unichar_tolower (place->c);

  if (is_odd_case (place))
    return ODD;
  if (has_tone (place->c))
    return 2 * USUAL; /* of two bytes */
  if (is_one_of (lower, "ăâđêôơư"))
    return USUAL;
  if (is_one_of (lower, "áàãéèíìóòõúùýĩũ"))
    return POSSIBLE;
  if (place->c >= 0x0300 && place->c <= 0x036F)
    return WRONG; /* a tone without its vowel */
  return g_unichar_isalpha (place->c) ? ODD : weigh_sign (place);
}

static gboolean
is_thai (gunichar c)
{
  return c >= 0x0E00 && c <= 0x0E7F;
}

static gboolean
is_thai_consonant (gunichar c)
{
  return c >= 0x0E01 && c <= 0x0E2E;
}

static gboolean
is_thai_mark (gunichar c)
{
  return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E);
}

/* One of those that are written beside, above or below a consonant. */
static gboolean
is_thai_vowel (gunichar c)
{
  return c >= 0x0E30 && c <= 0x0E4E;
}

static int
weigh_thai (const Place *place)
{
  const gunichar c = place->c;

  if (c >= 0x0E40 && c <= 0x0E44) /* a vowel that is written before its consonant */
    return is_thai_consonant (place->next) ? USUAL : WRONG;
  if (is_thai_mark (c))
    return is_thai_consonant (place->previous) || is_thai_mark (place->previous) ? USUAL : WRONG;
  if (c == 0x0E30 || c == 0x0E32 || c == 0x0E33)
    return is_thai_consonant (place->previous) || is_thai_mark (place->previous)
                   || place->previous == 0x0E32
               ? USUAL
               : WRONG;
  if (is_thai_consonant (c))
    {
      if (!is_thai (place->previous) && !is_thai (place->next))
        return ODD;
      return is_thai_vowel (place->previous) || is_thai_vowel (place->next) ? USUAL : POSSIBLE;
    }
  return is_thai (c) ? 0 : weigh_sign (place);
}

/* The first of both levels of the set has what is written every day, the second one what is not. */
static int
weigh_gb_pair (guchar first, guchar second)
{
  if (second < 0x40 || second == 0x7F || second == 0xFF || first == 0x80 || first == 0xFF)
    return NOT_THERE;
  if (second < 0xA1 || first < 0xA1 || first > 0xF7 || (first > 0xA9 && first < 0xB0))
    return 2 * ODD;
  if (first >= 0xB0)
    return first <= 0xD7 ? 2 * USUAL : 0;
  return first <= 0xA3 ? POSSIBLE : ODD;
}

static int
weigh_big5_pair (guchar first, guchar second)
{
  if (first < 0xA1 || first > 0xF9 || second < 0x40 || (second > 0x7E && second < 0xA1)
      || second == 0xFF || first == 0xC7 || first == 0xC8)
    return NOT_THERE;
  if (first >= 0xA4)
    return first <= 0xC6 ? 2 * USUAL : 2 * ODD;
  return POSSIBLE;
}

/* A single letter of an alphabet within a word, and what follows it. */
static gboolean
is_within_word (const char *bytes, gsize length, gsize i)
{
  return i > 0 && i + 2 < length && g_ascii_isalpha (bytes[i - 1]) && g_ascii_isalpha (bytes[i + 1])
         && g_ascii_isalpha (bytes[i + 2]);
}

static gint64
add_pairs (int (*weigh) (guchar first, guchar second), const char *bytes, gsize length)
{
  gint64 sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) bytes[i] < 0x80)
        continue;
      if (i + 1 == length)
        sum += NOT_THERE;
      else
        sum += is_within_word (bytes, length, i) ? ODD
                                                 : weigh ((guchar) bytes[i], (guchar) bytes[i + 1]);
      /* What cannot be a second byte is looked at by itself: a line may end there. */
      if (i + 1 < length && (guchar) bytes[i + 1] >= 0x30)
        i++;
    }
  return sum;
}

/* Heads of tables, and what many names of products have: short texts have little else, and most of
 * what one encoding has for every day the other has, too. */
static gint64
add_usual (const char *text, const char *usual)
{
  gint64 sum = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    sum += (guchar) *text >= 0x80 && is_one_of (g_utf8_get_char (text), usual) ? USUAL : 0;
  return sum;
}

static gint64
add_characters (int (*weigh) (const Place *place), const char *text)
{
  Place place = { 0, 0, g_utf8_get_char (text) };
  gint64 sum = 0;

  while (*text != '\0')
    {
      text = g_utf8_next_char (text);
      place = (Place){ place.c, place.next, g_utf8_get_char (text) };
      if (place.c >= 0x80)
        sum += place.c == 0xFFFD ? NOT_THERE : weigh (&place);
    }
  return sum;
}

static gboolean
has_tones_enough (const char *text)
{
  guint n_letters = 0;
  guint n_tones = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar c = g_utf8_get_char (text);

      n_tones += has_tone (c);
      n_letters += c >= 0x80;
    }
  return n_tones * LETTERS_A_TONE >= n_letters;
}

double
pasar_encoding_score (PasarEncoding self, const char *bytes, gsize length, guint n_high)
{
  g_autofree char *text = NULL;
  gsize text_length;
  guint n_replaced;
  gint64 sum;

  text = pasar_encoding_decode (self, bytes, length, &text_length, &n_replaced, NULL, NULL);
  if (self == PASAR_ENCODING_GB18030)
    sum = add_pairs (weigh_gb_pair, bytes, length)
          + add_usual (text,
                       "货号名称价格库存商品编码规格数量颜色尺单位成本售条形备注新款男女装套件个");
  else if (self == PASAR_ENCODING_BIG5)
    sum = add_pairs (weigh_big5_pair, bytes, length)
          + add_usual (text,
                       "貨號名稱價格庫存商品編碼規格數量顏色尺單位成本售條形備註新款男女裝套件個");
  else if (self == PASAR_ENCODING_WINDOWS_874)
    sum = add_characters (weigh_thai, text);
  else if (self == PASAR_ENCODING_WINDOWS_1250)
    sum = add_characters (weigh_polish, text);
  else if (self == PASAR_ENCODING_WINDOWS_1258)
    sum =
        has_tones_enough (text) ? add_characters (weigh_vietnamese, text) : WRONG * (gint64) n_high;
  else
    sum = add_characters (weigh_western, text);
  return (double) sum / n_high;
}
