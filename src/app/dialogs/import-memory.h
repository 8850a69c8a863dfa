/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"
#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PasarImportMemory:
 *
 * Takes for an import how such a file was read and what its columns meant when one was imported
 * last, and keeps that of now.
 *
 * Signals: `changed`, when there is something else to be told.
 */
#define PASAR_TYPE_IMPORT_MEMORY (pasar_import_memory_get_type ())
G_DECLARE_FINAL_TYPE (PasarImportMemory, pasar_import_memory, PASAR, IMPORT_MEMORY, GObject)

PasarImportMemory *pasar_import_memory_new (PasarSession *session, PasarImportReading *reading);
void pasar_import_memory_stop (PasarImportMemory *self);
void pasar_import_memory_keep (PasarImportMemory *self);
const char *pasar_import_memory_get_warning (PasarImportMemory *self);

G_END_DECLS
