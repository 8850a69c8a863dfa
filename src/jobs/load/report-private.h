/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PasarLoadReport:
 * @failed: (element-type gint64): items that could not be read
 * @missing: (element-type gint64): items that an answer left out
 * @n_failures: calls that failed in a row
 * @n_removed: items that the shop no longer has
 *
 * What a load did not get, and what it says of itself.
 */
typedef struct
{
  GHashTable *failed;
  GHashTable *missing;
  guint n_failures;
  guint n_removed;
} PasarLoadReport;

void pasar_load_report_init (PasarLoadReport *self);
void pasar_load_report_clear (PasarLoadReport *self);
void pasar_load_report_add_failed (PasarLoadReport *self, gint64 item_id);
void pasar_load_report_add_missing (PasarLoadReport *self, gint64 item_id);
gboolean pasar_load_report_bears (PasarLoadReport *self, const GError *error);
gboolean pasar_load_is_error_of_item (const GError *error);
char *pasar_load_dup_status (guint n_done, guint n_total);
char *pasar_load_report_dup_summary (const PasarLoadReport *self, guint n_read);

G_END_DECLS
