/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "naive-catalogue.h"

#include <string.h>

#define NAIVE_TYPE_ROW (naive_row_get_type ())
G_DECLARE_FINAL_TYPE (NaiveRow, naive_row, NAIVE, ROW, GObject)

struct _NaiveRow
{
  GObject parent_instance;

  char *name;
  gint64 price;
  gint64 staged;
};

G_DEFINE_FINAL_TYPE (NaiveRow, naive_row, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAME = 1,
  PROP_PRICE,
  PROP_STAGED,
} NaiveRowProperty;

static GParamSpec *properties[PROP_STAGED + 1];

static void
naive_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NaiveRow *self = NAIVE_ROW (object);

  switch ((NaiveRowProperty) id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_PRICE:
      g_value_set_int64 (value, self->price);
      break;
    case PROP_STAGED:
      g_value_set_int64 (value, self->staged);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
naive_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NaiveRow *self = NAIVE_ROW (object);

  switch ((NaiveRowProperty) id)
    {
    case PROP_NAME:
      self->name = g_value_dup_string (value);
      break;
    case PROP_PRICE:
      self->price = g_value_get_int64 (value);
      break;
    case PROP_STAGED:
      self->staged = g_value_get_int64 (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
naive_row_finalize (GObject *object)
{
  g_free (NAIVE_ROW (object)->name);
  G_OBJECT_CLASS (naive_row_parent_class)->finalize (object);
}

static void
naive_row_class_init (NaiveRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = naive_row_get_property;
  object_class->set_property = naive_row_set_property;
  object_class->finalize = naive_row_finalize;
  properties[PROP_NAME] =
      g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PRICE] = g_param_spec_int64 ("price",
                                               NULL,
                                               NULL,
                                               0,
                                               G_MAXINT64,
                                               0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_STAGED] = g_param_spec_int64 ("staged",
                                                NULL,
                                                NULL,
                                                0,
                                                G_MAXINT64,
                                                0,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
naive_row_init (NaiveRow *self)
{
}

GListStore *
naive_catalogue_new (guint n_rows)
{
  GListStore *rows = g_list_store_new (NAIVE_TYPE_ROW);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *name = g_strdup_printf ("Linen shirt number %u, white, size %u", i, i % 7);
      g_autoptr (NaiveRow) row = g_object_new (NAIVE_TYPE_ROW,
                                               "name",
                                               name,
                                               "price",
                                               (gint64) (500 + (i * 7919) % 90000),
                                               NULL);

      g_list_store_append (rows, row);
    }
  return rows;
}

guint
naive_catalogue_filter (GListStore *rows, const char *text)
{
  g_autofree char *needle = g_utf8_casefold (text, -1);
  guint n_found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (NaiveRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);
      g_autofree char *folded = g_utf8_casefold (row->name, -1);

      n_found += strstr (folded, needle) != NULL;
    }
  return n_found;
}

static int
compare_price (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gint64 left;
  gint64 right;

  g_object_get ((gpointer) a, "price", &left, NULL);
  g_object_get ((gpointer) b, "price", &right, NULL);
  return left < right ? -1 : left > right;
}

void
naive_catalogue_sort (GListStore *rows)
{
  g_list_store_sort (rows, compare_price, NULL);
}

void
naive_catalogue_raise (GListStore *rows)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (NaiveRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      g_object_set (row, "staged", (row->price * 110 + 50) / 100, NULL);
    }
}
