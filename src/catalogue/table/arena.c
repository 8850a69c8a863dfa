/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/columns-private.h"

#include <string.h>

#define N_RECENT   4096
#define MAX_RECENT 64

/* Adds room for so many bytes in one piece. */
static void
add_blocks (PasarArena *self, gsize size)
{
  const guint n = (guint) ((size + PASAR_ARENA_BLOCK - 1) >> PASAR_ARENA_SHIFT);
  char *data = g_malloc (n * PASAR_ARENA_BLOCK);

  g_ptr_array_add (self->allocated, data);
  self->blocks = g_renew (char *, self->blocks, self->n_blocks + n);
  for (guint i = 0; i < n; i++)
    self->blocks[self->n_blocks + i] = data + i * PASAR_ARENA_BLOCK;
  self->size = (gsize) self->n_blocks << PASAR_ARENA_SHIFT;
  self->n_blocks += n;
}

void
pasar_arena_init (PasarArena *self)
{
  *self = (PasarArena){ .allocated = g_ptr_array_new_with_free_func (g_free) };
  add_blocks (self, 1);
  self->blocks[0][0] = '\0';
  self->size = 1;
}

void
pasar_arena_clear (PasarArena *self)
{
  g_clear_pointer (&self->allocated, g_ptr_array_unref);
  g_clear_pointer (&self->blocks, g_free);
  g_clear_pointer (&self->recent, g_free);
  self->size = self->n_blocks = 0;
}

guint32
pasar_arena_add (PasarArena *self, const char *text, gsize length)
{
  guint32 offset;
  char *to;

  if (length == 0)
    return 0;
  if (self->size + length + 1 > (gsize) self->n_blocks << PASAR_ARENA_SHIFT)
    {
      if (((gsize) self->n_blocks << PASAR_ARENA_SHIFT) + length + PASAR_ARENA_BLOCK > G_MAXUINT32)
        return 0;
      add_blocks (self, length + 1);
    }

  offset = (guint32) self->size;
  to = (char *) pasar_arena_get (self, offset);
  memcpy (to, text, length);
  to[length] = '\0';
  self->size += length + 1;
  return offset;
}

static guint
hash_text (const char *text, gsize length)
{
  guint64 hash = length;

  for (gsize i = 0; i < length; i += 8)
    {
      guint64 part = 0;

      if (length - i >= 8)
        memcpy (&part, text + i, 8);
      else
        memcpy (&part, text + i, length - i);
      hash = (hash ^ part) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
      hash ^= hash >> 32;
    }
  return (guint) hash;
}

guint32
pasar_arena_intern (PasarArena *self, const char *text, gsize length)
{
  guint32 hash;
  PasarArenaRecent *place;
  const char *recent;

  if (length > MAX_RECENT)
    return pasar_arena_add (self, text, length);

  if (self->recent == NULL)
    self->recent = g_new0 (PasarArenaRecent, N_RECENT);
  hash = hash_text (text, length);
  place = &self->recent[hash % N_RECENT];
  recent = pasar_arena_get (self, place->offset);
  if (place->hash != hash || strncmp (recent, text, length) != 0 || recent[length] != '\0')
    *place = (PasarArenaRecent){ hash, pasar_arena_add (self, text, length) };
  return place->offset;
}

PasarArena
pasar_arena_share (const PasarArena *self)
{
  return (PasarArena){
    .blocks = g_memdup2 (self->blocks, self->n_blocks * sizeof *self->blocks),
    .n_blocks = self->n_blocks,
    .size = self->size,
    .allocated = g_ptr_array_ref (self->allocated),
  };
}

gsize
pasar_arena_get_memory (const PasarArena *self)
{
  return ((gsize) self->n_blocks << PASAR_ARENA_SHIFT) + self->n_blocks * sizeof *self->blocks;
}
