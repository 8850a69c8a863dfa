/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#include <string.h>

/* The pictures of a shop lie in one or two folders, so an item keeps only the last part of an
 * address. Of more folders than these addresses are kept whole, in the one without a name. */
#define MAX_FOLDERS 64

/* Longer ones are no addresses, and those that end in a slash name no file. */
#define MAX_LENGTH 2048

static const char *
get_folder (PasarCatalogue *self, guint8 folder)
{
  return folder == 0 ? "" : g_ptr_array_index (self->picture_folders, folder - 1);
}

/* The folder of an address, counted from 1; 0: none is kept for it. */
static guint8
intern_folder (PasarCatalogue *self, const char *address, gsize length)
{
  for (guint i = 0; i < self->picture_folders->len; i++)
    {
      const char *folder = g_ptr_array_index (self->picture_folders, i);

      if (strncmp (folder, address, length) == 0 && folder[length] == '\0')
        return (guint8) (i + 1);
    }
  if (length == 0 || self->picture_folders->len == MAX_FOLDERS)
    return 0;
  g_ptr_array_add (self->picture_folders, g_strndup (address, length));
  return (guint8) self->picture_folders->len;
}

/**
 * pasar_pictures_set:
 * @self: a catalogue
 * @item: one of its items
 * @address: (nullable): of its first picture
 *
 * Keeps where the picture of an item is.
 */
void
pasar_pictures_set (PasarCatalogue *self, PasarItemSlot *item, const char *address)
{
  const char *old = pasar_arena_get (&self->texts, item->picture);
  const char *slash;
  gsize length;
  guint8 folder;

  if (address == NULL || strlen (address) > MAX_LENGTH)
    address = "";
  slash = strrchr (address, '/');
  folder = intern_folder (self, address, slash != NULL ? (gsize) (slash + 1 - address) : 0);
  address += strlen (get_folder (self, folder));
  if (folder == item->picture_folder && strcmp (old, address) == 0)
    return;

  length = strlen (old);
  self->wasted_bytes += length > 0 ? length + 1 : 0;
  item->picture_folder = folder;
  item->picture = pasar_arena_add (&self->texts, address, strlen (address));
}

/**
 * pasar_pictures_dup:
 * @self: a catalogue
 * @item: one of its items
 *
 * Returns: (transfer full) (nullable): the address of its first picture
 */
char *
pasar_pictures_dup (PasarCatalogue *self, const PasarItemSlot *item)
{
  return item->picture == 0 ? NULL
                            : g_strconcat (get_folder (self, item->picture_folder),
                                           pasar_arena_get (&self->texts, item->picture),
                                           NULL);
}

/**
 * pasar_pictures_move:
 * @self: a catalogue
 * @old_texts: its texts before they were compacted
 * @picture: what an item had of its address there
 *
 * Returns: the same in the texts of now
 */
guint32
pasar_pictures_move (PasarCatalogue *self, const PasarArena *old_texts, guint32 picture)
{
  const char *text = pasar_arena_get (old_texts, picture);

  return pasar_arena_add (&self->texts, text, strlen (text));
}

/**
 * pasar_catalogue_row_dup_picture:
 * @self: a catalogue
 * @row: a row
 *
 * Models have no picture of their own: theirs is that of the item.
 *
 * Returns: (transfer full) (nullable): the address of the first picture of the row's item; %NULL
 * when it has none, or none is known
 */
char *
pasar_catalogue_row_dup_picture (PasarCatalogue *self, guint row)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  if (!pasar_catalogue_is_alive (self, row))
    return NULL;
  return pasar_pictures_dup (self, pasar_catalogue_item_of (self, row));
}
