/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/encoding.h"
#include "formats/table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PasarTextOptions:
 * @encoding: how it is written as bytes; %PASAR_ENCODING_UNKNOWN: is found
 * @separator: what stands between two cells; 0: is found
 * @max_rows: how many rows are wanted, e.g. for a preview; 0 for all
 *
 * How a file of delimited text is read; what is 0 is found out.
 */
typedef struct
{
  PasarEncoding encoding;
  char separator;
  guint max_rows;
} PasarTextOptions;

/**
 * PasarTextFindings:
 * @encoding: how it is written as bytes
 * @encoding_certainty: how far that can be trusted
 * @n_replaced: how often the encoding has no character for the bytes: U+FFFD is in its place
 * @separator: what stands between two cells
 * @separator_certainty: how far that can be trusted
 * @n_open_quotes: how many cells begin with a quote that nothing closes, or that would swallow
 * whole rows: it is a part of the text, and spreadsheets read the rows after it otherwise
 * @first_open_quote: the first row with one
 *
 * What was found in a file of delimited text. What the caller chose is certain.
 */
typedef struct
{
  PasarEncoding encoding;
  PasarCertainty encoding_certainty;
  guint n_replaced;
  char separator;
  PasarCertainty separator_certainty;
  guint n_open_quotes;
  guint first_open_quote;
} PasarTextFindings;

PasarTextTable *pasar_delimited_read_file (const char *bytes,
                                           gsize length,
                                           const PasarTextOptions *options,
                                           PasarTextFindings *findings,
                                           PasarTableProgressFunc progress,
                                           gpointer user_data,
                                           GCancellable *cancellable,
                                           GError **error);

G_END_DECLS
