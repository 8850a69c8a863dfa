/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/notice-private.h"

#include <glib/gi18n-lib.h>

/* What the file has lost, in words for the seller. */

static const struct
{
  PasarLosses loss;
  const char *name;
} names[] = {
  /* Translators: these stand in “Damaged were: …” */
  { PASAR_LOSS_CHANGES, N_ ("changes that were not submitted") },
  { PASAR_LOSS_ITEMS, N_ ("items as they were last read") },
  { PASAR_LOSS_HISTORY, N_ ("the history of submissions") },
  { PASAR_LOSS_READINGS, N_ ("prices and stock of earlier days") },
  { PASAR_LOSS_KEPT, N_ ("views, own columns and files that were imported") },
  { PASAR_LOSS_SHOPS, N_ ("what is known of the shops") },
};

static gboolean
has_lost_shops (GHashTable *lost)
{
  GHashTableIter iter;
  gpointer n;

  g_hash_table_iter_init (&iter, lost);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    if (*(gint64 *) n == 0)
      return TRUE;
  return FALSE;
}

/* Empty where all rows could be read. */
static char *
dup_losses (PasarLosses losses)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((losses & names[i].loss) != 0)
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", _ (names[i].name));
  if (list->len == 0)
    return g_strdup ("");
  /* Translators: %s is a list such as “items as they were last read, the history of submissions”;
     a space before the next sentence */
  return g_strdup_printf (_ ("Damaged were: %s. "), list->str);
}

/**
 * pasar_notice_dup:
 * @path: (type filename): the data file
 * @lost: (element-type gint64 gint64): see pasar_mark_find_lost()
 * @salvaged: what was done if it was damaged
 *
 * Returns: (transfer full) (nullable): what the seller is to know, translated; %NULL: nothing
 */
char *
pasar_notice_dup (const char *path, GHashTable *lost, const PasarSalvaged *salvaged)
{
  g_autofree char *shown = g_filename_display_name (salvaged->copy != NULL ? salvaged->copy : path);

  if (salvaged->copy != NULL)
    {
      g_autofree char *losses = dup_losses (salvaged->losses);

      return g_strdup_printf (
          /* Translators: the first %s is empty, or a sentence on what was damaged and a space; the
             second one is the name of a file */
          _ ("The data file was damaged. What could be read of it was kept. %sRefresh the shop to "
             "read the rest again, and look through your changes before you submit them. The "
             "damaged file was kept as %s."),
          losses,
          shown);
    }
  if (!has_lost_shops (lost))
    return NULL;
  return g_strdup_printf (
      /* Translators: %s is the name of a file */
      _ ("Shops that Pasar had kept are missing from its data file, with their changes that were "
         "not submitted: the file was emptied, deleted or damaged. If you have a copy of it, "
         "quit Pasar and put it back as %s."),
      shown);
}
