/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/search-private.h"
#include "catalogue/view/view.h"

#include <string.h>

/* Text in which folding is nothing but lower case of ASCII: most of it, Thai and Chinese included.
 */
static gboolean
is_simple (const char *text, gsize length)
{
  for (const guint8 *p = (const guint8 *) text, *end = p + length; p < end; p++)
    {
      if (*p < 0x80)
        continue;
      /* E0 B8/B9: Thai (U+0E33 has a decomposition); E4 B8 80 to E9 BF BF: Chinese. */
      if (p + 2 < end && p[0] == 0xE0 && (p[1] == 0xB8 || p[1] == 0xB9)
          && !(p[1] == 0xB8 && p[2] == 0xB3))
        p += 2;
      else if (p + 2 < end && p[0] >= 0xE4 && p[0] <= 0xE9 && !(p[0] == 0xE4 && p[1] < 0xB8))
        p += 2;
      else
        return FALSE;
    }

  return TRUE;
}

/* Letters that Unicode does not decompose but that are searched for without their stroke. */
static gunichar
without_stroke (gunichar c)
{
  switch (c)
    {
    case 0x0111:
      return 'd';
    case 0x0142:
      return 'l';
    case 0x00F8:
      return 'o';
    case 0x0131:
      return 'i';
    default:
      return c;
    }
}

static void
append_folded (GString *out, const char *text, gsize length)
{
  g_autofree char *valid = NULL;
  g_autofree char *decomposed = NULL;
  g_autofree char *folded = NULL;

  if (is_simple (text, length))
    {
      gsize start = out->len;

      g_string_append_len (out, text, (gssize) length);
      for (char *p = out->str + start; *p != '\0'; p++)
        *p = (char) (*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
      return;
    }

  valid = g_utf8_make_valid (text, (gssize) length);
  decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  folded = g_utf8_casefold (decomposed, -1);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* Accents do not matter. */
      if (c < 0x0300 || c > 0x036F)
        g_string_append_unichar (out, without_stroke (c));
    }
}

/* The text as it is searched for and in: without case, accents, and differences of width. */
char *
pasar_search_fold (const char *text, gssize length)
{
  GString *out = g_string_new (NULL);

  append_folded (out, text, length >= 0 ? (gsize) length : strlen (text));
  return g_string_free (out, FALSE);
}

static void
append_text (PasarCatalogue *self, GString *out, guint32 offset)
{
  const char *text = pasar_arena_get (&self->texts, offset);

  if (text[0] == '\0')
    return;
  if (out->len > 0)
    g_string_append_c (out, '\n');
  append_folded (out, text, strlen (text));
}

static void
append_id (GString *out, gint64 id)
{
  char buffer[32];
  char *p = buffer + sizeof buffer;
  guint64 rest = (guint64) ABS (id);

  do
    {
      *--p = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest > 0);
  g_string_append_c (out, '\n');
  g_string_append_len (out, p, buffer + sizeof buffer - p);
}

static guint32
fold_item (PasarCatalogue *self, const PasarItemSlot *item)
{
  g_autoptr (GString) out = g_string_sized_new (512);

  append_text (self, out, item->name);
  append_text (self, out, item->sku);
  append_id (out, item->item_id);
  return pasar_arena_add (&self->folded, out->str, out->len);
}

static guint32
fold_model (PasarCatalogue *self, guint row)
{
  g_autoptr (GString) out = g_string_sized_new (128);

  append_text (self, out, self->rows.variation[row]);
  append_text (self, out, self->rows.sku[row]);
  append_id (out, self->rows.model_id[row]);
  return pasar_arena_add (&self->folded, out->str, out->len);
}

/* What words are looked for in; made when it is first asked for, as the text may be another one. */
const char *
pasar_search_get_item (PasarCatalogue *self, guint32 item)
{
  PasarItemSlot *slot = pasar_catalogue_item (self, item);

  if (slot->folded == 0)
    slot->folded = fold_item (self, slot);
  return pasar_arena_get (&self->folded, slot->folded);
}

/* The same of a model, which has the texts of its item beside its own. */
const char *
pasar_search_get_model (PasarCatalogue *self, guint row)
{
  if (self->rows.folded[row] == 0)
    self->rows.folded[row] = fold_model (self, row);
  return pasar_arena_get (&self->folded, self->rows.folded[row]);
}

/**
 * pasar_catalogue_prepare:
 * @self: a catalogue
 *
 * Makes ready what filtering and sorting by text need, so that the first key press does not wait
 * for it. Meant for the thread that fills the catalogue; what is not made ready is made when it is
 * first needed.
 */
void
pasar_catalogue_prepare (PasarCatalogue *self)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  for (guint32 item = 0; item < self->items->len; item++)
    {
      const PasarItemSlot *slot = pasar_catalogue_item (self, item);

      pasar_search_get_item (self, item);
      for (guint row = slot->first_row + 1; row <= slot->first_row + slot->n_models; row++)
        pasar_search_get_model (self, row);
    }
  pasar_ranks_make (self, PASAR_RANKS_NAMES);
}
