/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/answer-private.h"

/* Each kind of answer that there is a decoder for. */

G_BEGIN_DECLS

#define ANSWER_N_SPECS 15

extern const PasarCallSpec answer_specs[ANSWER_N_SPECS];

G_END_DECLS
