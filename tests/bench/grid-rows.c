/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "grid-rows.h"

#include <string.h>

#define N_MODELS 5

GridRows *
grid_rows_new (guint n)
{
  GridRows *self = g_new0 (GridRows, 1);

  self->n_ids = n;
  self->prices = g_new (guint, n);
  self->ids = g_new (guint, n);
  for (guint id = 0; id < n; id++)
    self->prices[id] = 500 + (id * 7919) % 90000;
  grid_rows_filter (self, "");
  return self;
}

void
grid_rows_free (GridRows *self)
{
  g_free (self->prices);
  g_free (self->ids);
  g_free (self);
}

gboolean
grid_rows_is_number (guint column)
{
  return column >= 2 && column < 7;
}

static void
read_name (guint id, char *text, gsize size)
{
  g_snprintf (text, size, "Linen shirt number %u, size %u", id / N_MODELS, id % N_MODELS);
}

void
grid_rows_read_text (const GridRows *self, guint row, guint column, char *text, gsize size)
{
  const guint id = self->ids[row];

  switch (column)
    {
    case 0:
      read_name (id, text, size);
      break;
    case 1:
      g_snprintf (text, size, "LS-%u", id);
      break;
    case 2:
      g_snprintf (text, size, "%u.%02u", self->prices[id] / 100, self->prices[id] % 100);
      break;
    case 7:
      g_strlcpy (text, id % 7 == 0 ? "Under review" : "Listed", size);
      break;
    default:
      g_snprintf (text, size, "%u", id * column % 5000);
    }
}

void
grid_rows_filter (GridRows *self, const char *text)
{
  self->n = 0;
  for (guint id = 0; id < self->n_ids; id++)
    {
      char name[64];

      if (*text != '\0')
        read_name (id, name, sizeof name);
      if (*text == '\0' || strstr (name, text) != NULL)
        self->ids[self->n++] = id;
    }
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const guint *prices = user_data;
  const guint first = prices[*(const guint *) a];
  const guint second = prices[*(const guint *) b];

  return (first > second) - (first < second);
}

void
grid_rows_sort (GridRows *self)
{
  g_qsort_with_data (self->ids, (int) self->n, sizeof *self->ids, compare_cb, self->prices);
}
