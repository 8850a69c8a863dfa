/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/plan.h"
#include "jobs/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void pasar_review_offer_export (GtkWidget *button, PasarSession *session, PasarPlan *plan);

G_END_DECLS
