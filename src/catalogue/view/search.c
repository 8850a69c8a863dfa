/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/search-private.h"
#include "catalogue/view/view.h"

#include <string.h>

/* Bytes of a text that is folded without allocating. */
#define MAX_SHORT 64
/* Variations that repeat are folded once, while so many others do not come between. */
#define N_RECENT 4096

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

static guint32
fold_short_text (PasarCatalogue *self, guint32 offset, const char *text, gsize length)
{
  char folded[MAX_SHORT];
  gboolean is_same = TRUE;

  /* Some at a time, which calls of g_ascii_tolower() are not. */
  for (gsize i = 0; i < length; i++)
    {
      const gboolean is_upper = (guint8) (text[i] - 'A') <= 'Z' - 'A';

      folded[i] = (char) (text[i] | (is_upper ? 'a' - 'A' : 0));
      is_same &= !is_upper;
    }
  return is_same ? offset : pasar_arena_intern (&self->texts, folded, length);
}

/* Where the text is as it is searched: mostly that is itself. Apart from who asks for a text that
 * is folded already, which is for every row that is searched. */
static G_GNUC_NO_INLINE guint32
fold_text (PasarCatalogue *self, guint32 offset)
{
  const char *text = pasar_arena_get (&self->texts, offset);
  const gsize length = strlen (text);
  g_autoptr (GString) folded = NULL;

  if (length < MAX_SHORT && is_simple (text, length))
    return fold_short_text (self, offset, text, length);
  folded = g_string_sized_new (2 * length + 1);
  append_folded (folded, text, length);
  return strcmp (folded->str, text) == 0
             ? offset
             : pasar_arena_intern (&self->texts, folded->str, folded->len);
}

/* The name and the SKU, as words are looked for in them; made when first asked for. */
static const char *
get_item_text (PasarCatalogue *self, PasarItemSlot *item)
{
  g_autoptr (GString) folded = NULL;

  if (item->folded == 0)
    {
      const char *name = pasar_arena_get (&self->texts, item->name);
      const char *sku = pasar_arena_get (&self->texts, item->sku);

      folded = g_string_sized_new (512);
      append_folded (folded, name, strlen (name));
      g_string_append_c (folded, '\n');
      append_folded (folded, sku, strlen (sku));
      item->folded = pasar_arena_add (&self->texts, folded->str, folded->len);
    }
  return pasar_arena_get (&self->texts, item->folded);
}

static const char *
get_row_text (PasarCatalogue *self, guint32 *folded, guint32 text)
{
  if (*folded == 0 && text != 0)
    *folded = fold_text (self, text);
  return pasar_arena_get (&self->texts, *folded);
}

PasarFolded
pasar_search_get_item_text (PasarCatalogue *self, guint32 item, PasarColumn column)
{
  const char *text = get_item_text (self, pasar_catalogue_item (self, item));
  const char *sku = strrchr (text, '\n') + 1;

  return column == PASAR_COLUMN_SKU ? (PasarFolded){ sku, strlen (sku) }
                                    : (PasarFolded){ text, (gsize) (sku - 1 - text) };
}

PasarFolded
pasar_search_get_model_text (PasarCatalogue *self, guint row, PasarColumn column)
{
  PasarRows *rows = &self->rows;
  const char *text = column == PASAR_COLUMN_SKU
                         ? get_row_text (self, &rows->folded_sku[row], rows->sku[row])
                         : get_row_text (self, &rows->folded_variation[row], rows->variation[row]);

  return (PasarFolded){ text, strlen (text) };
}

static gboolean
id_has_word (gint64 id, const char *word)
{
  char buffer[32];
  char *p = buffer + sizeof buffer;
  guint64 rest = id < 0 ? -(guint64) id : (guint64) id;

  *--p = '\0';
  do
    {
      *--p = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest > 0);
  return strstr (p, word) != NULL;
}

static gboolean
row_has_barcode (PasarCatalogue *self, guint row, const char *word)
{
  const guint32 barcode = self->rows.barcode[row];

  return barcode != 0 && strstr (pasar_arena_get (&self->texts, barcode), word) != NULL;
}

/* A text that is kept in this app alone, which is itself its key: each is folded once. */
PasarFolded
pasar_search_get_local_text (PasarCatalogue *self, const char *text)
{
  char *folded = g_hash_table_lookup (self->folded_local_texts, text);

  if (folded == NULL)
    {
      folded = pasar_search_fold (text, -1);
      g_hash_table_insert (self->folded_local_texts, (gpointer) text, folded);
    }
  return (PasarFolded){ folded, strlen (folded) };
}

/* A column that was removed has its texts still. */
static gboolean
is_searched (PasarCatalogue *self, PasarField field)
{
  return pasar_field_is_text (field)
         && (!pasar_field_is_own (field)
             || pasar_own_columns_get_place (self, field) < PASAR_OWN_COLUMNS_MAX);
}

static gboolean
has_searched_texts (PasarCatalogue *self)
{
  const GArray *columns = self->locals.columns;

  for (guint i = 0; i < columns->len; i++)
    {
      if (is_searched (self, g_array_index (columns, PasarLocalColumn, i).field))
        return TRUE;
    }
  return FALSE;
}

/* Only rows with such texts take the time; none where there are no such texts. */
static gboolean
local_has_word (PasarCatalogue *self, guint row, const char *word)
{
  const PasarLocals *locals = &self->locals;
  guint entry;

  if (!has_searched_texts (self))
    return FALSE;
  entry = pasar_locals_find (locals, pasar_catalogue_row_get_key (self, row));
  if (entry == PASAR_NO_ENTRY)
    return FALSE;
  for (guint i = 0; i < locals->columns->len; i++)
    {
      const PasarLocalColumn *column = &g_array_index (locals->columns, PasarLocalColumn, i);
      const gint64 text = pasar_local_column_get (column, entry);

      if (text != PASAR_NO_VALUE && is_searched (self, column->field)
          && strstr (pasar_search_get_local_text (self, pasar_text_get (text)).text, word) != NULL)
        return TRUE;
    }
  return FALSE;
}

gboolean
pasar_search_item_has_word (PasarCatalogue *self,
                            guint32 item,
                            const char *word,
                            gboolean is_number)
{
  PasarItemSlot *slot = pasar_catalogue_item (self, item);

  return strstr (get_item_text (self, slot), word) != NULL
         || (is_number
             && (id_has_word (slot->item_id, word)
                 || row_has_barcode (self, slot->first_row, word)))
         || local_has_word (self, slot->first_row, word);
}

gboolean
pasar_search_model_has_word (PasarCatalogue *self, guint row, const char *word, gboolean is_number)
{
  PasarRows *rows = &self->rows;

  return strstr (get_row_text (self, &rows->folded_variation[row], rows->variation[row]), word)
             != NULL
         || strstr (get_row_text (self, &rows->folded_sku[row], rows->sku[row]), word) != NULL
         || (is_number
             && (id_has_word (rows->model_id[row], word) || row_has_barcode (self, row, word)))
         || local_has_word (self, row, word);
}

/**
 * pasar_catalogue_prepare:
 * @self: a catalogue
 *
 * Makes ready what filtering by text needs, so that the first key press does not wait for it. Meant
 * for the thread that fills the catalogue; what is not made ready is made when it is first needed.
 */
void
pasar_catalogue_prepare (PasarCatalogue *self)
{
  g_autofree guint32 *recent = g_new0 (guint32, N_RECENT); /* rows, by what their variation is */

  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  for (guint32 item = 0; item < self->items->len; item++)
    get_item_text (self, pasar_catalogue_item (self, item));
  for (guint row = 0; row < self->rows.n; row++)
    {
      const guint32 variation = self->rows.variation[row];
      const guint32 before = recent[variation % N_RECENT];

      if (self->rows.variation[before] == variation)
        self->rows.folded_variation[row] = self->rows.folded_variation[before];
      get_row_text (self, &self->rows.folded_variation[row], variation);
      get_row_text (self, &self->rows.folded_sku[row], self->rows.sku[row]);
      recent[variation % N_RECENT] = row;
    }
  pasar_rows_trim (&self->rows);
}
