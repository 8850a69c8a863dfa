/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/format.h"

G_BEGIN_DECLS

/**
 * PasarTexts:
 *
 * Texts that cells hold, each kept once and for good: as a value a text is its address, so equal
 * texts are equal values. Any thread may put texts in, and read those that it was given.
 */
typedef struct _PasarTexts PasarTexts;

PasarTexts *pasar_texts_new (void);
PasarTexts *pasar_texts_ref (PasarTexts *self);
void pasar_texts_unref (PasarTexts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTexts, pasar_texts_unref)

gint64 pasar_texts_put (PasarTexts *self, const char *text);

/**
 * pasar_text_get:
 * @value: what pasar_texts_put() gave
 *
 * Returns: (transfer none): the text, which lives as long as the texts that it was put into; empty
 *   for %PASAR_NO_VALUE
 */
static inline const char *
pasar_text_get (gint64 value)
{
  return value != PASAR_NO_VALUE ? (const char *) (gintptr) value : "";
}

G_END_DECLS
