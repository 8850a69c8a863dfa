/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PasarCertainty:
 * @PASAR_CERTAINTY_NONE: nothing was found
 * @PASAR_CERTAINTY_UNCERTAIN: there is another reading that is about as good: the user is asked
 * @PASAR_CERTAINTY_LIKELY: all that there is speaks for it, which is not much: it is shown
 * @PASAR_CERTAINTY_CERTAIN: proven, as far as bytes can prove something
 *
 * How far something that was found out can be trusted; a higher one is more.
 */
typedef enum
{
  PASAR_CERTAINTY_NONE,
  PASAR_CERTAINTY_UNCERTAIN,
  PASAR_CERTAINTY_LIKELY,
  PASAR_CERTAINTY_CERTAIN,
} PasarCertainty;

G_END_DECLS
