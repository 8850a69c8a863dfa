/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"

G_BEGIN_DECLS

/* What is staged and waits until a promotion has ended, as the shop takes no other value before. */

guint pasar_catalogue_get_n_postponed (PasarCatalogue *self);
gboolean pasar_catalogue_can_postpone (PasarCatalogue *self, guint row, PasarField field);
gint64 pasar_catalogue_get_postponed_until (PasarCatalogue *self, guint row, PasarField field);

G_END_DECLS
