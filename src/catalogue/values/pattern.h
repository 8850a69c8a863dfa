/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PasarPatternFlags:
 * @PASAR_PATTERN_PART: anywhere in a text, whatever its case
 * @PASAR_PATTERN_WHOLE: only all of a text
 * @PASAR_PATTERN_CASE: capital and small letters differ
 *
 * How a text is looked for.
 */
typedef enum
{
  PASAR_PATTERN_PART = 0,
  PASAR_PATTERN_WHOLE = 1 << 0,
  PASAR_PATTERN_CASE = 1 << 1,
} PasarPatternFlags;

/**
 * PasarPattern:
 *
 * A text that is looked for in others, made ready to be asked of many. Of these nothing but the
 * case of letters may differ: accents count.
 */
typedef struct _PasarPattern PasarPattern;

PasarPattern *pasar_pattern_new (const char *text, PasarPatternFlags flags);
PasarPattern *pasar_pattern_ref (PasarPattern *self);
void pasar_pattern_unref (PasarPattern *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarPattern, pasar_pattern_unref)

const char *pasar_pattern_get_text (const PasarPattern *self);
PasarPatternFlags pasar_pattern_get_flags (const PasarPattern *self);
gboolean pasar_pattern_matches (const PasarPattern *self, const char *text);
char *pasar_pattern_replace (const PasarPattern *self, const char *text, const char *replacement);

G_END_DECLS
