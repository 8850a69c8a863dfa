/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWindow *pasar_fee_dialog_new (GtkWindow *parent, PasarSession *session);

G_END_DECLS
