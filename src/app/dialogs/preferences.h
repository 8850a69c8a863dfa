/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/accounts.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarPreferences:
 *
 * The settings of the application, and the connected shops.
 */
#define PASAR_TYPE_PREFERENCES (pasar_preferences_get_type ())
G_DECLARE_FINAL_TYPE (PasarPreferences, pasar_preferences, PASAR, PREFERENCES, AdwPreferencesWindow)

GtkWindow *pasar_preferences_new (GtkWindow *parent, GSettings *settings, PasarAccounts *accounts);

G_END_DECLS
