/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/error.h"

G_BEGIN_DECLS

const char *pasar_error_class_sentence (PasarError error_class);
const char *pasar_error_class_advice (PasarError error_class);

GError *pasar_error_new_from_server (const char *code, const char *message, const char *request_id);
GError *pasar_error_new_local (PasarError error_class, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
GError *pasar_error_new_tls_missing (void);
void pasar_error_mark_unsent (GError *error);

G_END_DECLS
