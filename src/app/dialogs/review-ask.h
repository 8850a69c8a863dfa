/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/limits.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWindow *
pasar_review_ask (GtkWindow *review, const PasarPlanSum *sum, const char *excess, GCallback submit);

G_END_DECLS
