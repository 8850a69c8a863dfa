/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/condition-private.h"

G_BEGIN_DECLS

typedef enum
{
  PASAR_TOKEN_WORD,
  PASAR_TOKEN_PHRASE,    /* a word in quotation marks */
  PASAR_TOKEN_CONDITION, /* a comparison or a state */
  PASAR_TOKEN_OR,
  PASAR_TOKEN_NOT,
  PASAR_TOKEN_OPEN,
  PASAR_TOKEN_CLOSE,
} PasarTokenKind;

/* A part of a text of conditions. */
typedef struct
{
  PasarTokenKind kind;
  gsize start;
  gsize end;
  guint partner;             /* of a parenthesis: the other one; else its own number */
  PasarCondition *condition; /* (owned) (nullable) of a phrase or a condition */
} PasarToken;

/* (element-type PasarToken) */
GArray *pasar_condition_tokens_new (void);
/* NULL with an error and its place. */
GArray *pasar_condition_tokens_cut (const char *text,
                                    PasarCatalogue *catalogue,
                                    const PasarNumberFormat *format,
                                    gsize *place,
                                    GError **error);

G_END_DECLS
