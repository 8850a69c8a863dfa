/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/import.h"
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
 * What the columns of a file meant to the seller, by the names of columns, so that it fits the next
 * file with the same head.
 */
typedef struct _PasarKeptMapping PasarKeptMapping;

PasarKeptMapping *pasar_kept_mapping_new (PasarCatalogue *catalogue,
                                          const PasarImportTable *table,
                                          const PasarImportMapping *mapping,
                                          char decimal_point,
                                          int head_row);
PasarKeptMapping *pasar_kept_mapping_read (const char *text);
char *pasar_kept_mapping_write (const PasarKeptMapping *self);
void pasar_kept_mapping_free (PasarKeptMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarKeptMapping, pasar_kept_mapping_free)

char pasar_kept_mapping_get_decimal_point (const PasarKeptMapping *self);
int pasar_kept_mapping_get_head_row (const PasarKeptMapping *self);
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
