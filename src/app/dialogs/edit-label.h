/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/dialogs/edit-preview.h"

G_BEGIN_DECLS

char *pasar_edit_label_dup_button (PasarField field, guint n);
char *pasar_edit_label_dup_summary (PasarField field, PasarEditPreview *preview);

G_END_DECLS
