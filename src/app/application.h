/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarApplication:
 * Owns what lives as long as the app: the settings, the store, the connected shops and the demo
 * shop's server.
 */
#define PASAR_TYPE_APPLICATION (pasar_application_get_type ())
G_DECLARE_FINAL_TYPE (PasarApplication, pasar_application, PASAR, APPLICATION, AdwApplication)

PasarApplication *pasar_application_new (void);

G_END_DECLS
