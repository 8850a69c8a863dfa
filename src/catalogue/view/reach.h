/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/command.h"
#include "catalogue/view/view.h"

G_BEGIN_DECLS

/**
 * PasarReach:
 * What an edit of rows of a view reaches, gone through in pieces of some milliseconds: a header
 * stands for those of its models that the filters let through, whether or not it is folded. It is
 * about the list as it was when the reach was begun, whatever is listed meanwhile.
 */
typedef struct _PasarReach PasarReach;

PasarReach *pasar_reach_new (PasarView *view);
PasarReach *pasar_reach_ref (PasarReach *self);
void pasar_reach_unref (PasarReach *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarReach, pasar_reach_unref)

void pasar_reach_add (PasarReach *self, guint position, guint n);
gboolean pasar_reach_run (PasarReach *self, gint64 deadline);

PasarCatalogue *pasar_reach_get_catalogue (PasarReach *self);
guint pasar_reach_get_n_listed (PasarReach *self);
GArray *pasar_reach_get_listed (PasarReach *self);
GArray *pasar_reach_get_editable (PasarReach *self);
GArray *pasar_reach_get_keys (PasarReach *self);
guint pasar_reach_get_n_hidden (PasarReach *self);
gboolean pasar_reach_has_header (PasarReach *self);
gint64 pasar_reach_get_stock (PasarReach *self);

PasarCommand *pasar_reach_make_command (PasarReach *self,
                                        PasarCommandKind kind,
                                        int field,
                                        PasarExpression *expression);

G_END_DECLS
