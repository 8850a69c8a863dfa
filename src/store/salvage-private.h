/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sqlite-private.h"

G_BEGIN_DECLS

/* Of what something may be lost. */
typedef enum
{
  PASAR_LOSS_SHOPS = 1 << 0,
  PASAR_LOSS_ITEMS = 1 << 1,
  PASAR_LOSS_CHANGES = 1 << 2,
  PASAR_LOSS_HISTORY = 1 << 3,
  PASAR_LOSS_READINGS = 1 << 4,
  PASAR_LOSS_KEPT = 1 << 5,
} PasarLosses;

typedef struct
{
  char *copy; /* (owned) (nullable) (type filename): of the damaged file; %NULL: it was none */
  PasarLosses losses;
} PasarSalvaged;
void pasar_salvaged_clear (PasarSalvaged *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PasarSalvaged, pasar_salvaged_clear)

gboolean pasar_salvage_run (PasarSqlite *db,
                            const char *const *steps,
                            guint n_steps,
                            PasarSalvaged *salvaged,
                            GError **error);

G_END_DECLS
