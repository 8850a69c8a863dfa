/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/**
 * PasarStagedValue:
 * @key: a row, known or not yet
 * @field: which of its values
 * @value: what is staged, in minor units or pieces
 * @base: what the shop had when it was staged; %PASAR_NO_VALUE: unknown
 * @refusal: (nullable): what the shop answered to it; valid until the next change
 *
 * A cell with something staged, or with a local value.
 */
typedef struct
{
  PasarRowKey key;
  PasarField field;
  gint64 value;
  gint64 base;
  const char *refusal;
} PasarStagedValue;

/**
 * PasarStagedReader:
 *
 * Reads all that is staged, and all that is local, in slices.
 */
typedef struct _PasarStagedReader PasarStagedReader;

PasarStagedReader *pasar_staged_reader_new (PasarCatalogue *catalogue);
void pasar_staged_reader_free (PasarStagedReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarStagedReader, pasar_staged_reader_free)
gboolean pasar_staged_reader_is_late (const PasarStagedReader *self);
gboolean pasar_staged_reader_run (PasarStagedReader *self, GArray *staged, gint64 until);

PasarCatalogue *pasar_catalogue_new (const char *currency, guint digits, guint ratio);
GArray *pasar_catalogue_take_dropped (PasarCatalogue *self);
gint64 pasar_catalogue_read_staged (PasarCatalogue *self,
                                    PasarRowKey key,
                                    PasarField field,
                                    gint64 *base,
                                    const char **refusal);
GArray *pasar_catalogue_dup_staged_fields (PasarCatalogue *self, PasarRowKey key, PasarField field);
void
pasar_catalogue_set_base (PasarCatalogue *self, PasarRowKey key, PasarField field, gint64 base);
void pasar_catalogue_set_refusal (PasarCatalogue *self,
                                  PasarRowKey key,
                                  PasarField field,
                                  const char *text);
void pasar_catalogue_settle (PasarCatalogue *self, PasarRowKey key, PasarField field, gint64 value);
GArray *pasar_catalogue_dup_staged (PasarCatalogue *self);
guint pasar_catalogue_get_n_local (PasarCatalogue *self);

void pasar_catalogue_restore_staged (PasarCatalogue *self,
                                     PasarRowKey key,
                                     PasarField field,
                                     gint64 value,
                                     gint64 base,
                                     const char *refusal);
void pasar_catalogue_end_restore (PasarCatalogue *self);

G_END_DECLS
