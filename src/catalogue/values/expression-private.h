/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/values/expression.h"
#include "catalogue/values/rational-private.h"

G_BEGIN_DECLS

/* A text is read into a tree, the tree checked and its numbers read, and then turned into a program
 * for a stack. */

typedef enum
{
  PASAR_NODE_NUMBER,
  PASAR_NODE_COLUMN,
  PASAR_NODE_PERCENT, /* of left */
  PASAR_NODE_NEGATE,  /* left */
  PASAR_NODE_ADD,
  PASAR_NODE_SUBTRACT,
  PASAR_NODE_MULTIPLY,
  PASAR_NODE_DIVIDE,
  PASAR_NODE_MIN,
  PASAR_NODE_MAX,
  PASAR_NODE_ROUND,  /* left to a multiple of right */
  PASAR_NODE_ENDING, /* left */
  PASAR_NODE_IF,     /* condition, left, right */
  PASAR_NODE_LESS,
  PASAR_NODE_AT_MOST,
  PASAR_NODE_EQUAL,
  PASAR_NODE_NOT, /* left */
} PasarNodeKind;

/* What a number counts, as far as can be told: a literal fits everything. */
typedef enum
{
  PASAR_COUNTS_ANYTHING,
  PASAR_COUNTS_NOTHING, /* a ratio */
  PASAR_COUNTS_MONEY,
  PASAR_COUNTS_PIECES,
  PASAR_COUNTS_PERCENT,
  PASAR_COUNTS_MIXED,
} PasarCounts;

/* place, length: where it is written, in bytes; start: the same with the brackets around it. value:
 * of a NUMBER, once it is read; of an ENDING the ending, and step the distance between two numbers
 * with it. */
typedef struct _PasarNode PasarNode;
struct _PasarNode
{
  PasarNodeKind kind;
  PasarCounts counts;
  gboolean has_columns;
  gboolean is_read; /* of a NUMBER: has its value */
  gsize start;
  gsize place;
  gsize length;
  PasarNode *left;
  PasarNode *right;
  PasarNode *condition;
  guint column;
  PasarRounding rounding;
  PasarRational value;
  PasarRational step;
};

/* A text while it is read. */
typedef struct
{
  const PasarExpressionContext *context;
  const PasarNumberFormat *format;
  const char *text;
  const char *next;
  GPtrArray *nodes; /* (owned) PasarNode: all of them */
  guint depth;
  gboolean commas_separate; /* the arguments of the call that is read */
  gsize place;              /* of the error */
  GError *error;
} PasarParser;

/* factor × the target + summand. */
typedef struct
{
  PasarRational factor;
  PasarRational summand;
} PasarLinear;

G_GNUC_PRINTF (4, 5)
gpointer
pasar_parser_fail (PasarParser *self, gsize place, PasarInputError code, const char *format, ...);
gpointer pasar_parser_take_error (PasarParser *self, gsize place, GError *error);
char *pasar_parser_dup_part (const PasarParser *self, gsize place, gsize length);
PasarNode *
pasar_parser_make (PasarParser *self, PasarNodeKind kind, PasarNode *left, PasarNode *right);
PasarNode *pasar_parser_make_column (PasarParser *self, guint column, gsize place, gsize length);
PasarNode *pasar_parser_make_target (PasarParser *self);
PasarNode *pasar_parser_make_number (PasarParser *self, gsize place, gsize length);
PasarNode *pasar_parser_make_value (PasarParser *self, PasarRational value);
PasarNode *pasar_parser_make_ending (PasarParser *self,
                                     PasarNode *of,
                                     PasarRounding rounding,
                                     gsize place,
                                     gsize length);
gunichar pasar_parser_look (const PasarParser *self);
void pasar_parser_step (PasarParser *self);
void pasar_parser_skip_blanks (PasarParser *self);
gsize pasar_parser_get_place (const PasarParser *self);
gboolean pasar_parser_take (PasarParser *self, gunichar c);
PasarNode *pasar_parser_read_number (PasarParser *self);
gsize pasar_parser_get_word (const PasarParser *self);
gboolean pasar_parser_is_word (const PasarParser *self, const char *word);
PasarNode *pasar_parser_read_column (PasarParser *self);
PasarNode *pasar_parser_read_sum (PasarParser *self);
PasarNode *pasar_parser_read_call (PasarParser *self);
PasarNode *pasar_parser_read_text (PasarParser *self);

PasarNode *pasar_parser_read_amount (PasarParser *self, const char *text);
PasarNode *pasar_parser_read_times (PasarParser *self, const char *text);
PasarNode *pasar_parser_read_share (PasarParser *self, const char *text, gboolean falls);
gboolean pasar_parser_is_share (const char *text);
gpointer pasar_parser_fail_bare_share (PasarParser *self, gsize place, const char *text);
char *pasar_parser_dup_amount (const PasarParser *self, const PasarNode *number);

PasarNode *pasar_node_resolve (PasarParser *self, PasarNode *node);
gboolean pasar_node_is_relative (const PasarNode *node);
gboolean pasar_node_get_linear (const PasarNode *node, guint target, PasarLinear *linear);

/* Beside the codes of PasarInputError. */
#define PASAR_PROGRAM_OK (-1)

typedef struct _PasarProgram PasarProgram;

PasarProgram *pasar_program_new (const PasarNode *node, const PasarExpressionContext *context);
void pasar_program_free (PasarProgram *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarProgram, pasar_program_free)
const GArray *pasar_program_get_columns (const PasarProgram *self);
int pasar_program_run (const PasarProgram *self,
                       const gint64 *values,
                       PasarRational *result,
                       guint *missing);
gint64 pasar_expression_context_get_units (const PasarExpressionContext *context, guint column);

G_END_DECLS
