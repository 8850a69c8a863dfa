/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/types.h"

G_BEGIN_DECLS

PasarAuthorisation *pasar_authorisation_new (PasarTokens *tokens);
PasarItemPage *pasar_item_page_new (void);
PasarItemInfo *pasar_item_info_new (void);
PasarModelList *pasar_model_list_new (void);
PasarModelInfo *pasar_model_info_new (void);
void pasar_model_info_free (PasarModelInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarModelInfo, pasar_model_info_free)
PasarAttribute *pasar_attribute_new (void);
GPtrArray *pasar_promotions_new (void);
PasarWriteResult *pasar_write_result_new (void);
void pasar_write_result_add_unconfirmed (PasarWriteResult *self, const gint64 *ids, guint n_ids);
void pasar_complaint_policy_free (PasarComplaintPolicy *self);
void pasar_tax_field_free (PasarTaxField *self);

G_END_DECLS
