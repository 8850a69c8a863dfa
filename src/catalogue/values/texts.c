/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/values/texts.h"

struct _PasarTexts
{
  gatomicrefcount n_refs;
  GMutex lock;
  GStringChunk *texts; /* (owned) */
};

#define BLOCK_SIZE 4096

/**
 * pasar_texts_new:
 *
 * Takes no memory to speak of before there is a text.
 *
 * Returns: (transfer full): no texts yet
 */
PasarTexts *
pasar_texts_new (void)
{
  PasarTexts *self = g_new0 (PasarTexts, 1);

  g_atomic_ref_count_init (&self->n_refs);
  g_mutex_init (&self->lock);
  return self;
}

/**
 * pasar_texts_ref:
 * @self: texts
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
PasarTexts *
pasar_texts_ref (PasarTexts *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

/**
 * pasar_texts_unref:
 * @self: (transfer full): texts
 *
 * Gives a reference back; with the last one the texts go.
 */
void
pasar_texts_unref (PasarTexts *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * pasar_texts_put:
 * @self: texts
 * @text: a text in UTF-8
 *
 * Keeps a copy of it, unless it is there already.
 *
 * Returns: the text as the value of a cell; the empty one is %PASAR_NO_VALUE
 */
gint64
pasar_texts_put (PasarTexts *self, const char *text)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (*text == '\0')
    return PASAR_NO_VALUE;
  if (self->texts == NULL)
    self->texts = g_string_chunk_new (BLOCK_SIZE);
  return (gint64) (gintptr) g_string_chunk_insert_const (self->texts, text);
}
