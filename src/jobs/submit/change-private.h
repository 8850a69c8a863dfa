/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/change.h"

G_BEGIN_DECLS

PasarChange *pasar_change_new (GObject *plan, const PasarChangeInfo *info, guint index);
guint pasar_change_get_index (PasarChange *self);
void pasar_change_tell_outcome (PasarChange *self);

guint64 pasar_change_info_get_print (const PasarChangeInfo *self);
char *pasar_change_info_dup_value (const PasarChangeInfo *self, gint64 value, guint digits);

GArray *pasar_change_locations_new (PasarCatalogue *catalogue, guint row);
gboolean pasar_change_info_is_at_shop (const PasarChangeInfo *self, PasarCatalogue *catalogue);
gboolean pasar_change_info_has_moved (const PasarChangeInfo *self, PasarCatalogue *catalogue);

G_END_DECLS
