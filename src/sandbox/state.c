/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/private.h"

#include <string.h>

#define SAVE_DELAY_MS 100

/* The file holds only what differs from the generated catalogue, a line for each:
 *
 *   pasar-sandbox 1 SEED REGION ITEMS DEMO
 *   token …                                     (tokens.c)
 *   shop SHOP_ID LINKED AUTH_TIME EXPIRE_TIME
 *   boost SHOP_ID ITEM_ID UNTIL_US
 *   item ITEM_ID STATUS FLAGS PROMOTION UPDATE_TIME
 *   sku ITEM_ID PLACE MODEL_ID PRICE STOCK STOCK RESERVED PROMOTION
 */

static char *
first_line (PasarSandbox *self)
{
  return g_strdup_printf ("pasar-sandbox 1 %u %s %u %d",
                          self->options.seed,
                          self->shops[0]->region->code,
                          self->options.n_items,
                          self->options.demo);
}

static void
append_item (GString *out, PasarSandboxShop *shop, PasarSandboxItem *item)
{
  const PasarSandboxSku *skus = pasar_sandbox_shop_skus (shop, item);

  if ((item->flags & PASAR_SANDBOX_ITEM_CHANGED) != 0)
    g_string_append_printf (out,
                            "item %" G_GINT64_FORMAT " %u %u %u %u\n",
                            item->item_id,
                            item->status,
                            item->flags,
                            item->promotion,
                            item->update_time);
  for (guint i = 0; i < item->n_skus; i++)
    if (skus[i].changed)
      g_string_append_printf (out,
                              "sku %" G_GINT64_FORMAT " %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                              " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %u\n",
                              item->item_id,
                              i,
                              skus[i].model_id,
                              skus[i].price,
                              skus[i].stock[0],
                              skus[i].stock[1],
                              skus[i].reserved,
                              skus[i].promotion);
}

static void
append_shop (GString *out, PasarSandboxShop *shop)
{
  g_string_append_printf (out,
                          "shop %" G_GINT64_FORMAT " %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                          "\n",
                          shop->shop_id,
                          shop->linked,
                          shop->auth_time,
                          shop->expire_time);
  for (guint i = 0; i < shop->boosts->len; i++)
    {
      const PasarSandboxBoost *boost = &g_array_index (shop->boosts, PasarSandboxBoost, i);

      g_string_append_printf (out,
                              "boost %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                              "\n",
                              shop->shop_id,
                              boost->item_id,
                              boost->until);
    }
  for (guint i = 0; i < shop->items->len; i++)
    append_item (out, shop, &g_array_index (shop->items, PasarSandboxItem, i));
}

static char *
dup_text (PasarSandbox *self)
{
  GString *out = g_string_new (NULL);
  g_autofree char *line = first_line (self);

  g_string_append_printf (out, "%s\n", line);
  pasar_sandbox_tokens_save (self, out);
  for (guint i = 0; i < self->n_shops; i++)
    append_shop (out, self->shops[i]);
  return g_string_free (out, FALSE);
}

/* Writes the state file, which is of one user: tokens are in it. */
void
pasar_sandbox_save (PasarSandbox *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_lock (&self->lock);
  text = dup_text (self);
  g_mutex_unlock (&self->lock);
  if (!g_file_set_contents_full (self->state_file,
                                 text,
                                 -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600,
                                 &error))
    g_warning ("The sandbox could not save its state: %s", error->message);
}

static gboolean
save_cb (gpointer user_data)
{
  PasarSandbox *self = user_data;

  g_clear_pointer (&self->save_source, g_source_unref);
  pasar_sandbox_save (self);
  return G_SOURCE_REMOVE;
}

/* Has the state written soon, once for many changes; nothing without a state file. */
void
pasar_sandbox_queue_save (PasarSandbox *self)
{
  if (self->state_file == NULL || self->save_source != NULL)
    return;
  self->save_source = g_timeout_source_new (SAVE_DELAY_MS);
  g_source_set_callback (self->save_source, save_cb, self, NULL);
  g_source_attach (self->save_source, self->context);
}

static gint64
word (char **words, guint n)
{
  return g_ascii_strtoll (words[n], NULL, 10);
}

static void
load_item (PasarSandbox *self, char **words)
{
  PasarSandboxShop *shop;
  PasarSandboxItem *item = pasar_sandbox_find_item (self, word (words, 1), &shop);

  if (item == NULL)
    return;
  item->status = (guint8) CLAMP (word (words, 2), 0, PASAR_SANDBOX_N_STATUSES - 1);
  item->flags = (guint16) ((word (words, 3) & ~PASAR_SANDBOX_ITEM_HAS_MODEL)
                           | (item->flags & PASAR_SANDBOX_ITEM_HAS_MODEL));
  if (shop->locations[0] == NULL)
    item->flags &= ~PASAR_SANDBOX_ITEM_LOCATIONS;
  item->promotion = (guint8) CLAMP (word (words, 4), 0, PASAR_SANDBOX_ONGOING);
  item->update_time = (guint32) word (words, 5);
}

static void
load_sku (PasarSandbox *self, char **words)
{
  PasarSandboxShop *shop;
  PasarSandboxItem *item = pasar_sandbox_find_item (self, word (words, 1), &shop);
  gint64 place = word (words, 2);
  PasarSandboxSku *sku;

  if (item == NULL || place < 0 || place >= item->n_skus)
    return;
  sku = pasar_sandbox_shop_skus (shop, item) + place;
  sku->model_id = word (words, 3);
  sku->price = word (words, 4);
  sku->stock[0] = word (words, 5);
  sku->stock[1] = word (words, 6);
  sku->reserved = (gint32) word (words, 7);
  sku->promotion = (guint8) CLAMP (word (words, 8), 0, PASAR_SANDBOX_ONGOING);
  sku->changed = TRUE;
}

static void
load_shop (PasarSandbox *self, char **words)
{
  PasarSandboxShop *shop = pasar_sandbox_find_shop (self, word (words, 1));

  if (shop == NULL)
    return;
  shop->linked = word (words, 2) != 0;
  shop->auth_time = word (words, 3);
  shop->expire_time = word (words, 4);
}

static void
load_boost (PasarSandbox *self, char **words)
{
  PasarSandboxShop *shop = pasar_sandbox_find_shop (self, word (words, 1));
  PasarSandboxBoost boost = { word (words, 2), word (words, 3) };

  if (shop != NULL && shop->boosts->len < PASAR_SANDBOX_BOOST_SLOTS)
    g_array_append_val (shop->boosts, boost);
}

static gboolean
load_line (PasarSandbox *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint n = g_strv_length (words);

  if (n == 0 || *line == '\0')
    return TRUE;
  if (strcmp (words[0], "token") == 0)
    return pasar_sandbox_tokens_load (self, words);
  if (strcmp (words[0], "item") == 0 && n == 6)
    load_item (self, words);
  else if (strcmp (words[0], "sku") == 0 && n == 9)
    load_sku (self, words);
  else if (strcmp (words[0], "shop") == 0 && n == 5)
    load_shop (self, words);
  else if (strcmp (words[0], "boost") == 0 && n == 4)
    load_boost (self, words);
  else
    return FALSE;
  return TRUE;
}

/* Reads the state file; that there is none yet is fine, that it is of another catalogue or damaged
 * is `G_IO_ERROR_INVALID_DATA`. */
gboolean
pasar_sandbox_state_load (PasarSandbox *self, GError **error)
{
  g_autofree char *contents = NULL;
  g_autofree char *expected = first_line (self);
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) local = NULL;

  if (!g_file_get_contents (self->state_file, &contents, NULL, &local))
    {
      if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  lines = g_strsplit (contents, "\n", -1);
  if (lines[0] == NULL || strcmp (lines[0], expected) != 0)
    {
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_DATA,
                   "The state file is of another catalogue: %s",
                   self->state_file);
      return FALSE;
    }
  for (guint i = 1; lines[i] != NULL; i++)
    if (!load_line (self, lines[i]))
      {
        g_set_error (error,
                     G_IO_ERROR,
                     G_IO_ERROR_INVALID_DATA,
                     "The state file is damaged in line %u: %s",
                     i + 1,
                     self->state_file);
        return FALSE;
      }
  return TRUE;
}
