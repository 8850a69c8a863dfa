/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/condition-private.h"

#include <string.h>

/* A word that is kept stands in quotation marks where it could be taken for something else. */
static gboolean
means_words (const PasarCondition *self, const char *text)
{
  g_autoptr (GString) written = g_string_new (NULL);

  if (self->kind == PASAR_CONDITION_WORD)
    {
      pasar_condition_write_text (self->text, written);
      return strstr (text, written->str) != NULL;
    }
  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    {
      if (!means_words (self->children->pdata[i], text))
        return FALSE;
    }
  return TRUE;
}

/**
 * pasar_condition_read_kept:
 * @text: what pasar_condition_write() gave with pasar_condition_get_kept_format(), in any catalogue
 * @catalogue: the one that it is for now
 * @condition: (out) (transfer full) (nullable): what the text says; %NULL where it says nothing
 *
 * Unlike in what is typed, a comparison of a column that @catalogue does not have is no word.
 *
 * Returns: %TRUE when @condition was set
 */
gboolean
pasar_condition_read_kept (const char *text, PasarCatalogue *catalogue, PasarCondition **condition)
{
  g_autoptr (PasarCondition) read = NULL;
  gsize place;

  if (!pasar_condition_read (text,
                             catalogue,
                             pasar_condition_get_kept_format (),
                             &read,
                             &place,
                             NULL)
      || (read != NULL && !means_words (read, text)))
    return FALSE;
  *condition = g_steal_pointer (&read);
  return TRUE;
}
