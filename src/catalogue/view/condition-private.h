/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/condition.h"

G_BEGIN_DECLS

#define PASAR_RATIO_NAME "ratio"
/* Decimals of a ratio. */
#define PASAR_RATIO_DIGITS 3
/* Conditions within one another, and words and comparisons in all. */
#define PASAR_CONDITION_MAX_DEPTH  32
#define PASAR_CONDITION_MAX_LEAVES 200
/* Words are bits of a number; what is typed after so many is not looked at. */
#define PASAR_CONDITION_MAX_WORDS 63

struct _PasarCondition
{
  gatomicrefcount ref_count;
  PasarConditionKind kind;
  PasarColumn column;
  PasarComparison comparison;
  PasarStates state;
  gint64 low; /* in units of the column; a day as 20260131 */
  gint64 high;
  char *text;          /* (owned) (nullable) */
  GPtrArray *children; /* (owned) (nullable) (element-type PasarCondition) */
};

/* The value after a sign, without its quotation marks. */
typedef struct
{
  const char *text;
  gboolean is_quoted;
  gboolean is_start; /* a star stands after it */
} PasarOperand;

typedef enum
{
  PASAR_SIGN_AT_MOST,
  PASAR_SIGN_AT_LEAST,
  PASAR_SIGN_NOT_EQUAL,
  PASAR_SIGN_LESS,
  PASAR_SIGN_MORE,
  PASAR_SIGN_EQUAL,
  PASAR_SIGN_HAS,
  PASAR_N_SIGNS,
} PasarSign;

/* A character in its usual form: input methods of Chinese and Japanese write others. */
gunichar pasar_condition_get_usual (gunichar c);
gsize pasar_condition_get_sign (const char *text, PasarSign *sign);
const char *pasar_sign_get_text (PasarSign sign);

gboolean pasar_subject_find (PasarCatalogue *catalogue, const char *name, PasarSubject *subject);
gboolean
pasar_condition_find_state (const char *name, PasarConditionKind *kind, PasarStates *state);
const char *pasar_condition_get_state_name (const PasarCondition *self);
gboolean pasar_choice_find (PasarColumn column, const char *name, gint64 *value);
const char *pasar_choice_get_title (PasarColumn column, gint64 value);
const char *pasar_choice_get_name (PasarColumn column, gint64 value);

/* (nullable) The condition that a subject, a sign and a value come to. */
PasarCondition *pasar_condition_read_value (const PasarSubject *subject,
                                            PasarSign sign,
                                            const PasarOperand *operand,
                                            PasarCatalogue *catalogue,
                                            const PasarNumberFormat *format,
                                            GError **error);
void pasar_condition_write_comparison (const PasarCondition *self,
                                       PasarCatalogue *catalogue,
                                       const PasarNumberFormat *format,
                                       GString *out);
void pasar_condition_write_value (const PasarCondition *self,
                                  PasarCatalogue *catalogue,
                                  const PasarNumberFormat *format,
                                  GString *out);
/* A text that means itself, in quotation marks where it has to be. */
void pasar_condition_write_text (const char *text, GString *out);

G_END_DECLS
