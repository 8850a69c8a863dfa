/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/match-private.h"

#include "catalogue/edits/private.h"
#include "catalogue/table/column.h"

#include <string.h>

#define MIN_EXPECTED 32
/* So many names at most get room before they are there. */
#define MAX_EXPECTED (1u << 18)

static void
make_slots (PasarNames *self, guint n)
{
  self->mask = n - 1;
  self->slots = g_new0 (guint32, n);
}

void
pasar_names_init (PasarNames *self, PasarCatalogue *catalogue, guint64 n_expected)
{
  const PasarColumnInfo *barcode = pasar_catalogue_find_column (catalogue, "barcode");

  self->catalogue = catalogue;
  self->barcode = barcode != NULL ? barcode->column : PASAR_COLUMN_NONE;
  self->names = g_array_new (FALSE, FALSE, sizeof (PasarName));
  self->rows = g_array_new (FALSE, FALSE, sizeof (PasarNamedRow));
  self->codes = g_string_chunk_new (4096);
  self->code = g_string_new (NULL);
  make_slots (self, 1u << g_bit_storage (2 * CLAMP (n_expected, MIN_EXPECTED, MAX_EXPECTED) - 1));
}

void
pasar_names_clear (PasarNames *self)
{
  g_clear_pointer (&self->names, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->codes, g_string_chunk_free);
  if (self->code != NULL)
    g_string_free (g_steal_pointer (&self->code), TRUE);
  g_clear_pointer (&self->slots, g_free);
}

static void
strip (GString *code, const char *text)
{
  g_autofree char *stripped = pasar_number_strip (text);

  g_string_assign (code, stripped);
}

/* Barcodes of 8, 12, 13 and 14 digits are of one kind: the short ones have zeros before them. */
static void
drop_zeros (GString *code)
{
  const gsize n_digits = strspn (code->str, "0123456789");

  if (n_digits == code->len)
    g_string_erase (code, 0, (gssize) MIN (strspn (code->str, "0"), MAX (n_digits, 1) - 1));
}

/* Whether a text of ASCII begins and ends with what is no blank. */
static gboolean
is_plain (const char *text)
{
  gsize n = 0;

  for (; text[n] != '\0'; n++)
    {
      if ((guchar) text[n] >= 0x7F)
        return FALSE;
    }
  return n == 0 || (text[0] > ' ' && text[n - 1] > ' ');
}

/* A code as alike as need be: what is the same is equal then. Valid until the next one. */
static const char *
liken (PasarNames *self, PasarMatchKey kind, const char *text, PasarLikeness likeness)
{
  const gboolean is_stripped = is_plain (text);

  if (likeness == PASAR_LIKENESS_EXACT
      || (likeness == PASAR_LIKENESS_STRIPPED && is_stripped && kind != PASAR_MATCH_BARCODE))
    return text;
  if (is_stripped)
    g_string_assign (self->code, text);
  else
    strip (self->code, text);
  if (kind == PASAR_MATCH_BARCODE)
    drop_zeros (self->code);
  if (likeness == PASAR_LIKENESS_FOLDED && is_stripped)
    g_string_ascii_down (self->code);
  else if (likeness == PASAR_LIKENESS_FOLDED)
    {
      g_autofree char *folded = g_utf8_casefold (self->code->str, (gssize) self->code->len);

      g_string_assign (self->code, folded);
    }
  return self->code->str;
}

static guint
hash (PasarMatchKey kind, gint64 id, const char *code)
{
  const guint hash = pasar_match_key_is_id (kind) ? g_int64_hash (&id) : g_str_hash (code);

  return (hash + (guint) kind) * 2654435769u;
}

static gboolean
is_name (const PasarName *name, guint hash, PasarMatchKey kind, gint64 id, const char *code)
{
  return name->hash == hash && name->kind == kind
         && (pasar_match_key_is_id (kind) ? name->id == id : strcmp (name->code, code) == 0);
}

/* Where the name is, or would be. */
static guint32 *
find (const PasarNames *self, guint hash, PasarMatchKey kind, gint64 id, const char *code)
{
  guint slot = (hash >> 7) & self->mask;

  while (self->slots[slot] > 0
         && !is_name (&g_array_index (self->names, PasarName, self->slots[slot] - 1),
                      hash,
                      kind,
                      id,
                      code))
    slot = (slot + 1) & self->mask;
  return &self->slots[slot];
}

static void
make_room (PasarNames *self)
{
  g_autofree guint32 *old = NULL;
  const guint n_old = self->mask + 1;

  if (self->n_used < n_old / 2)
    return;
  old = g_steal_pointer (&self->slots);
  make_slots (self, n_old * 2);
  for (guint i = 0; i < n_old; i++)
    {
      const PasarName *name =
          old[i] > 0 ? &g_array_index (self->names, PasarName, old[i] - 1) : NULL;

      if (name != NULL)
        *find (self, name->hash, name->kind, name->id, name->code) = old[i];
    }
}

/* What is no number names nothing. */
static gint64
read_id (const char *text)
{
  g_autofree char *stripped = is_plain (text) ? NULL : pasar_number_strip (text);
  guint64 id;

  return g_ascii_string_to_unsigned (stripped != NULL ? stripped : text,
                                     10,
                                     0,
                                     G_MAXINT64,
                                     &id,
                                     NULL)
             ? (gint64) id
             : -1;
}

guint32
pasar_names_add (PasarNames *self, PasarMatchKey kind, const char *text)
{
  const gint64 id = pasar_match_key_is_id (kind) ? read_id (text) : 0;
  const PasarName name = { .text = text,
                           .code = text,
                           .id = id,
                           .kind = kind,
                           .hash = hash (kind, id, text) };
  guint32 *slot;

  if (pasar_number_is_missing (text) || (kind == PASAR_MATCH_MODEL_ID && id == 0))
    return 0;
  make_room (self);
  slot = find (self, name.hash, kind, id, text);
  if (*slot == 0)
    {
      g_array_append_val (self->names, name);
      *slot = self->names->len;
      self->n_used++;
    }
  return *slot;
}

/* From here on names are looked for with another likeness. */
void
pasar_names_begin (PasarNames *self)
{
  memset (self->slots, 0, (self->mask + 1) * sizeof self->slots[0]);
  self->n_used = 0;
}

void
pasar_names_look_for (PasarNames *self, guint index, PasarLikeness likeness)
{
  PasarName *name = &g_array_index (self->names, PasarName, index);
  const char *code;
  guint32 *slot;

  if (name->n_rows > 0 || name->same > 0
      || (pasar_match_key_is_id (name->kind) && likeness != PASAR_LIKENESS_EXACT))
    return;
  code = liken (self, name->kind, name->text, likeness);
  name->hash = hash (name->kind, name->id, code);
  name->likeness = likeness;
  slot = find (self, name->hash, name->kind, name->id, code);
  if (*slot > 0)
    {
      name->same = *slot;
      return;
    }
  name->code = code == self->code->str ? g_string_chunk_insert (self->codes, code) : code;
  *slot = index + 1;
  self->n_used++;
}

/* Empty where the row has none. */
const char *
pasar_names_read_code (const PasarNames *self, PasarMatchKey kind, guint row)
{
  PasarCatalogue *catalogue = self->catalogue;

  if (kind == PASAR_MATCH_BARCODE)
    {
      const char *text = pasar_catalogue_read_value (catalogue, row, self->barcode).text;

      return text != NULL ? text : "";
    }
  return pasar_arena_get (&catalogue->texts,
                          kind == PASAR_MATCH_SKU
                                  && (catalogue->rows.flags[row] & PASAR_ROW_MODEL) != 0
                              ? catalogue->rows.sku[row]
                              : pasar_catalogue_item_of (catalogue, row)->sku);
}

static gint64
read_row_id (const PasarNames *self, PasarMatchKey kind, guint row)
{
  return kind == PASAR_MATCH_MODEL_ID ? self->catalogue->rows.model_id[row]
                                      : pasar_catalogue_item_of (self->catalogue, row)->item_id;
}

void
pasar_names_put_row (PasarNames *self, PasarMatchKey kind, guint row, PasarLikeness likeness)
{
  const gboolean is_id = pasar_match_key_is_id (kind);
  const gint64 id = is_id ? read_row_id (self, kind, row) : 0;
  const char *code = is_id ? NULL : pasar_names_read_code (self, kind, row);
  const PasarNamedRow named = { .row = row };
  PasarName *name;
  guint32 number;

  if (self->n_used == 0 || (!is_id && *code == '\0'))
    return;
  if (!is_id)
    code = liken (self, kind, code, likeness);
  number = *find (self, hash (kind, id, code), kind, id, code);
  if (number == 0)
    return;
  name = &g_array_index (self->names, PasarName, number - 1);
  g_array_append_val (self->rows, named);
  if (name->n_rows++ == 0)
    name->first = self->rows->len;
  else
    g_array_index (self->rows, PasarNamedRow, name->last - 1).next = self->rows->len;
  name->last = self->rows->len;
}

void
pasar_names_forget_rows (PasarNames *self)
{
  g_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->names->len; i++)
    {
      PasarName *name = &g_array_index (self->names, PasarName, i);

      name->n_rows = name->same = 0;
    }
}

gboolean
pasar_names_has_row (PasarNames *self, const PasarName *name, guint row)
{
  if (pasar_match_key_is_id (name->kind))
    return read_row_id (self, name->kind, row) == name->id;
  return strcmp (liken (self,
                        name->kind,
                        pasar_names_read_code (self, name->kind, row),
                        name->likeness),
                 name->code)
         == 0;
}
