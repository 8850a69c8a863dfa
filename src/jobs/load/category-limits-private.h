/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PasarCategoryLimits:
 *
 * Reads what the categories of a shop allow, those left out that are known from not long ago.
 */
typedef struct _PasarCategoryLimits PasarCategoryLimits;

/**
 * PasarCategoryLimitsFunc:
 * @user_data: what was given with the function
 *
 * Told when an answer came, or none.
 */
typedef void (*PasarCategoryLimitsFunc) (gpointer user_data);

PasarCategoryLimits *pasar_category_limits_new (PasarSession *session);
void pasar_category_limits_free (PasarCategoryLimits *self);
void pasar_category_limits_add (PasarCategoryLimits *self, gint64 category_id);
gboolean pasar_category_limits_can_ask (PasarCategoryLimits *self);
void pasar_category_limits_ask (PasarCategoryLimits *self,
                                PasarClient *client,
                                GCancellable *cancellable,
                                PasarCategoryLimitsFunc callback,
                                gpointer user_data);

G_END_DECLS
