/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"
#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PASAR_KEPT_MAPPINGS_MAX:
 *
 * How many mappings of a shop are kept.
 */
#define PASAR_KEPT_MAPPINGS_MAX 100

/**
 * PasarKeptMapping:
 *
 * How a file was read and what its columns meant to the seller, by the names of columns, so that it
 * fits the next file with the same head.
 */
typedef struct _PasarKeptMapping PasarKeptMapping;

PasarKeptMapping *pasar_kept_mapping_new (PasarCatalogue *catalogue,
                                          const PasarImportTable *table,
                                          const PasarImportMapping *mapping,
                                          const PasarReadingChoices *choices,
                                          const char *sheet);
PasarKeptMapping *pasar_kept_mapping_read (const char *text);
char *pasar_kept_mapping_write (const PasarKeptMapping *self);
void pasar_kept_mapping_free (PasarKeptMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarKeptMapping, pasar_kept_mapping_free)

PasarReadingChoices pasar_kept_mapping_get_choices (const PasarKeptMapping *self,
                                                    const PasarTableFile *file);
PasarImportMapping pasar_kept_mapping_fit (PasarKeptMapping *self,
                                           PasarCatalogue *catalogue,
                                           const PasarImportTable *table,
                                           GPtrArray *left_out);

void pasar_kept_mapping_find_async (PasarSession *session,
                                    const char *shape,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
PasarKeptMapping *pasar_kept_mapping_find_finish (GAsyncResult *result, GError **error);
void pasar_kept_mapping_keep_async (const PasarKeptMapping *self,
                                    PasarSession *session,
                                    const char *shape,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean pasar_kept_mapping_keep_finish (GAsyncResult *result, GError **error);

G_END_DECLS
