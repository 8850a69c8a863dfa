/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#define BOOST_SECS G_GINT64_CONSTANT (14400)

/* A shop answers a write when it has accepted it, which may be before others read the new value. */

static void
start_boost (PasarSandbox *self, const PasarSandboxEffect *effect)
{
  GArray *boosts = effect->shop->boosts;
  PasarSandboxBoost boost = {
    effect->item->item_id,
    effect->due_us + BOOST_SECS * G_USEC_PER_SEC,
  };

  /* Two that were both accepted late may want one slot. */
  for (guint i = 0; i < boosts->len; i++)
    if (g_array_index (boosts, PasarSandboxBoost, i).item_id == boost.item_id)
      return;
  if (boosts->len < PASAR_SANDBOX_BOOST_SLOTS)
    g_array_append_val (boosts, boost);
}

static void
set_values (const PasarSandboxEffect *effect)
{
  if (effect->price >= 0)
    {
      effect->sku->price = effect->price;
      effect->item->flags &= ~PASAR_SANDBOX_ITEM_NO_PRICE;
    }
  for (guint i = 0; i < PASAR_SANDBOX_N_LOCATIONS; i++)
    if (effect->stock[i] >= 0)
      effect->sku->stock[i] = effect->stock[i];
  effect->item->flags |= PASAR_SANDBOX_ITEM_CHANGED;
  effect->sku->changed = TRUE;
}

static void
happen (PasarSandbox *self, const PasarSandboxEffect *effect)
{
  if (effect->sku == NULL)
    start_boost (self, effect);
  else
    set_values (effect);
  pasar_sandbox_queue_save (self);
}

/* Changes the shop: at once, or later where a fault of the call says so. */
void
pasar_sandbox_effect (PasarSandboxCall *call, PasarSandboxEffect effect)
{
  PasarSandbox *self = call->sandbox;
  gint64 late_ms = call->fault != NULL ? call->fault->late : 0;

  effect.shop = call->shop;
  effect.due_us = pasar_sandbox_now_us (self) + late_ms * 1000;
  if (late_ms == 0)
    happen (self, &effect);
  else
    g_array_append_val (self->late, effect);
}

/* Makes late effects that are due until then, in the order in which they were accepted. */
void
pasar_sandbox_effects_happen (PasarSandbox *self, gint64 until_us)
{
  for (guint i = 0; i < self->late->len;)
    {
      PasarSandboxEffect effect = g_array_index (self->late, PasarSandboxEffect, i);

      if (effect.due_us > until_us)
        {
          i++;
          continue;
        }
      g_array_remove_index (self->late, i);
      effect.due_us = MIN (effect.due_us, pasar_sandbox_now_us (self));
      happen (self, &effect);
    }
}
