/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/delimited-file.h"
#include "formats/table-private.h"

G_BEGIN_DECLS

/* What becomes of the first lines of a text that are not empty when they are cut somewhere. */
typedef struct
{
  guint n_lines;
  guint n_even; /* those with as many cells as most have */
  guint width;  /* how many these are */
} PasarCut;

PasarCut pasar_delimited_cut (const char *text, char separator);

/* A text on its way into cells. */
typedef struct
{
  char separator;
  guint width;         /* the cells that most rows have; 0: quotes are taken at their word */
  guint max_rows;      /* 0: all */
  gboolean is_trimmed; /* empty cells at the ends of rows are left out */
  gsize length;        /* of the text, for progress */
  PasarTableProgressFunc progress;
  gpointer user_data;
  GCancellable *cancellable;

  gsize done; /* of the text */
  guint n_open_quotes;
  guint first_open_quote; /* row */
  /* In the builder's cells. */
  guint row_start;
  guint filled_end;
} PasarSplit;

/* In its own place: text holds the cells then. */
gboolean
pasar_delimited_split (PasarSplit *self, PasarTableBuilder *builder, char *text, GError **error);

G_END_DECLS
