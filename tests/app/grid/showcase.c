/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "showcase.h"

enum
{
  ITEM,
  SKU,
  PRICE,
  STOCK,
  SOLD,
  RATING,
  STATUS,
  UPDATED,
  N_COLUMNS,
};

/* Rows of an item with its models. */
#define N_MODELS 4

struct _TestShowcase
{
  GObject parent_instance;

  guint n_rows;
  GdkPaintable *pictures[3];
};

static void test_showcase_iface_init (PasarGridSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestShowcase,
                               test_showcase,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PASAR_TYPE_GRID_SOURCE,
                                                      test_showcase_iface_init))

static void
test_showcase_finalize (GObject *object)
{
  TestShowcase *self = TEST_SHOWCASE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->pictures); i++)
    g_object_unref (self->pictures[i]);
  G_OBJECT_CLASS (test_showcase_parent_class)->finalize (object);
}

static void
test_showcase_class_init (TestShowcaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_showcase_finalize;
}

static GdkPaintable *
make_picture (guint32 one, guint32 other)
{
  guint32 pixels[56 * 56];
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    pixels[i] = (i % 56 + i / 56) % 28 < 14 ? one : other;
  bytes = g_bytes_new (pixels, sizeof pixels);
  return GDK_PAINTABLE (gdk_memory_texture_new (56, 56, GDK_MEMORY_DEFAULT, bytes, 56 * 4));
}

static void
test_showcase_init (TestShowcase *self)
{
  self->pictures[0] = make_picture (0xff4a90d9, 0xff8fc1f0);
  self->pictures[1] = make_picture (0xffc64600, 0xffffbe6f);
  self->pictures[2] = make_picture (0xff26a269, 0xff8ff0a4);
}

TestShowcase *
test_showcase_new (guint n_rows)
{
  TestShowcase *self = g_object_new (TEST_TYPE_SHOWCASE, NULL);

  self->n_rows = n_rows;
  return self;
}

static guint
get_n_rows (PasarGridSource *source)
{
  return TEST_SHOWCASE (source)->n_rows;
}

static guint
get_n_columns (PasarGridSource *source)
{
  return N_COLUMNS;
}

static void
read_column (PasarGridSource *source, guint column, PasarGridColumn *out)
{
  static const PasarGridColumn columns[N_COLUMNS] = {
    [ITEM] = { "item", "Item", NULL, 34, FALSE, TRUE, FALSE },
    [SKU] = { "sku", "SKU", NULL, 12, FALSE, TRUE, FALSE },
    [PRICE] = { "price",
                "Price (SGD)",
                "What buyers pay outside of promotions",
                26,
                TRUE,
                TRUE,
                FALSE },
    [STOCK] = { "stock", "Stock", NULL, 14, TRUE, TRUE, FALSE },
    [SOLD] = { "sold", "Sold in 30 days", NULL, 10, TRUE, TRUE, FALSE },
    [RATING] = { "rating", "Rating", NULL, 8, TRUE, TRUE, FALSE },
    [STATUS] = { "status", "Status", NULL, 14, FALSE, TRUE, FALSE },
    [UPDATED] = { "updated", "Updated", NULL, 14, FALSE, TRUE, FALSE },
  };

  *out = columns[column];
}

static gboolean
is_item (guint row)
{
  return row % (N_MODELS + 1) == 0;
}

static void
read_item (TestShowcase *self, guint row, PasarGridCell *out)
{
  static const char *const names[] = {
    "Linen shirt, washed, regular fit",
    "เสื้อเชิ้ตผ้าลินินแขนยาว ทรงหลวม สีขาว ผู้ชาย ที่ใส่สบายทั้งวัน",
    "夏季純棉寬鬆短袖襯衫 男女同款 多色可選 大碼",
    "Áo sơ mi lanh dài tay cổ bẻ, dáng rộng, chống nhăn, nhiều màu",
    "Kemeja linen lengan panjang pria dengan saku dada dan kancing kayu",
    "قميص كتان بأكمام طويلة",
  };
  static const char *const models[] = { "White, S", "ขาว, M", "白色, L", "Trắng ngọc, XL" };

  if (!is_item (row))
    {
      out->text = models[row % G_N_ELEMENTS (models)];
      out->flags = PASAR_GRID_CELL_INDENT | PASAR_GRID_CELL_BESIDE;
      return;
    }
  row /= N_MODELS + 1;
  out->text = names[row % G_N_ELEMENTS (names)];
  out->flags = PASAR_GRID_CELL_PICTURE | PASAR_GRID_CELL_EXPANDER | PASAR_GRID_CELL_EXPANDED
               | PASAR_GRID_CELL_STRONG;
  out->picture = row % 4 < 3 ? self->pictures[row % 4] : NULL;
  if (row % 3 == 1)
    out->marks[0] = "starred-symbolic";
}

static void
read_price (guint row, PasarGridCell *out)
{
  out->flags = PASAR_GRID_CELL_NUMBER;
  out->text = out->buffer;
  if (is_item (row))
    {
      out->flags |= PASAR_GRID_CELL_DIM;
      out->text = "9.90 – 1,012.00";
      return;
    }
  g_snprintf (out->buffer, sizeof out->buffer, "%u.%02u", 10 + row * 7 % 1000, row * 10 % 100);
  switch (row % 9)
    {
    case 1:
      out->flags |= PASAR_GRID_CELL_CHANGED;
      out->was = "9.90";
      out->change = "+10 %";
      break;
    case 2:
      out->flags |= PASAR_GRID_CELL_PROBLEM | PASAR_GRID_CELL_CHANGED;
      out->was = "1,009.90";
      out->change = "−99 %";
      break;
    case 4:
      out->flags |= PASAR_GRID_CELL_LOCKED | PASAR_GRID_CELL_DIM;
      break;
    case 7:
      out->flags |= PASAR_GRID_CELL_CHANGED | PASAR_GRID_CELL_UNSAVED;
      out->was = "8.00";
      out->change = "+2.5 %";
      break;
    default:
      break;
    }
}

static void
read_cell (PasarGridSource *source, guint row, guint column, PasarGridCell *out)
{
  out->text = out->buffer;
  switch (column)
    {
    case ITEM:
      read_item (TEST_SHOWCASE (source), row, out);
      break;
    case SKU:
      g_snprintf (out->buffer, sizeof out->buffer, "LS-%05u", row);
      break;
    case PRICE:
      read_price (row, out);
      break;
    case STATUS:
      out->text = row % 5 == 3 ? "Under review" : "Listed";
      out->flags = row % 5 == 3 ? PASAR_GRID_CELL_PLAIN : PASAR_GRID_CELL_DIM;
      break;
    case UPDATED:
      g_snprintf (out->buffer, sizeof out->buffer, "%u minutes ago", row * 7 % 60);
      break;
    default:
      out->flags = PASAR_GRID_CELL_NUMBER;
      g_snprintf (out->buffer, sizeof out->buffer, "%u", row * 7919 % 1200 / (column - PRICE));
    }
}

static void
get_keys (PasarGridSource *source, guint first, guint n, PasarGridKey *keys)
{
  for (guint i = 0; i < n; i++)
    keys[i] = (PasarGridKey){ .first = first + i };
}

static void
find_rows (PasarGridSource *source, const PasarGridKey *keys, guint n, guint *rows)
{
  for (guint i = 0; i < n; i++)
    rows[i] = (guint) keys[i].first;
}

static char *
dup_cell_label (PasarGridSource *source, guint row, guint column)
{
  PasarGridCell cell;

  pasar_grid_source_read_cell (source, row, column, &cell);
  return g_strdup (cell.text);
}

static char *
dup_row_label (PasarGridSource *source, guint row)
{
  return dup_cell_label (source, row, ITEM);
}

static char *
dup_cell_tooltip (PasarGridSource *source, guint row, guint column)
{
  return NULL;
}

static char *
dup_edit_text (PasarGridSource *source, guint row, guint column, GError **error)
{
  return dup_cell_label (source, row, column);
}

static PasarGridAnswer
commit (PasarGridSource *source,
        guint row,
        guint column,
        const PasarGridRange *ranges,
        guint n_ranges,
        const char *text,
        GError **error)
{
  g_set_error_literal (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_ARGUMENT,
                       "A price is between 0.10 and 100,000.00 in this market, and has two digits "
                       "after the point at most.");
  return PASAR_GRID_REFUSED;
}

static void
test_showcase_iface_init (PasarGridSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_n_columns = get_n_columns;
  iface->read_column = read_column;
  iface->read_cell = read_cell;
  iface->get_keys = get_keys;
  iface->find_rows = find_rows;
  iface->dup_cell_label = dup_cell_label;
  iface->dup_row_label = dup_row_label;
  iface->dup_cell_tooltip = dup_cell_tooltip;
  iface->dup_edit_text = dup_edit_text;
  iface->commit = commit;
}
