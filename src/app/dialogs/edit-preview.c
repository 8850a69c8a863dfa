/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/edit-preview.h"

struct _PasarEditPreviewItem
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  guint row;
  PasarEdit edit;
};

G_DEFINE_FINAL_TYPE (PasarEditPreviewItem, pasar_edit_preview_item, G_TYPE_OBJECT)

static void
pasar_edit_preview_item_dispose (GObject *object)
{
  g_clear_object (&PASAR_EDIT_PREVIEW_ITEM (object)->catalogue);

  G_OBJECT_CLASS (pasar_edit_preview_item_parent_class)->dispose (object);
}

static void
pasar_edit_preview_item_class_init (PasarEditPreviewItemClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_edit_preview_item_dispose;
}

static void
pasar_edit_preview_item_init (PasarEditPreviewItem *self)
{
}

/**
 * pasar_edit_preview_item_get_row:
 * @self: a planned edit
 *
 * Returns: the row of the catalogue, or `PASAR_NO_ROW` when it is gone
 */
guint
pasar_edit_preview_item_get_row (PasarEditPreviewItem *self)
{
  g_return_val_if_fail (PASAR_IS_EDIT_PREVIEW_ITEM (self), PASAR_NO_ROW);

  return self->row;
}

/**
 * pasar_edit_preview_item_get_old_value:
 * @self: a planned edit
 *
 * Returns: what the sheet shows as the row's value now: what is staged, else the value at the shop
 */
gint64
pasar_edit_preview_item_get_old_value (PasarEditPreviewItem *self)
{
  g_return_val_if_fail (PASAR_IS_EDIT_PREVIEW_ITEM (self), PASAR_NO_VALUE);

  return self->edit.from != PASAR_NO_VALUE
             ? self->edit.from
             : pasar_catalogue_read_row (self->catalogue, self->row).values[self->edit.field].value;
}

/**
 * pasar_edit_preview_item_get_new_value:
 * @self: a planned edit
 *
 * Returns: the value after the edit; the value at the shop when the edit takes back what was staged
 */
gint64
pasar_edit_preview_item_get_new_value (PasarEditPreviewItem *self)
{
  g_return_val_if_fail (PASAR_IS_EDIT_PREVIEW_ITEM (self), PASAR_NO_VALUE);

  return self->edit.to != PASAR_NO_VALUE
             ? self->edit.to
             : pasar_catalogue_read_row (self->catalogue, self->row).values[self->edit.field].value;
}

struct _PasarEditPreview
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  GArray *edits;             /* (owned) PasarEdit */
  guint8 *rules;             /* (owned) (nullable) PasarRule of each of them */
  GArray *order;             /* (owned) guint, index in edits; those refused first */
  guint n_refused;           /* the first of order */
  guint n_failed;
};

static GType
pasar_edit_preview_get_item_type (GListModel *model)
{
  return PASAR_TYPE_EDIT_PREVIEW_ITEM;
}

static guint
pasar_edit_preview_get_n_items (GListModel *model)
{
  return PASAR_EDIT_PREVIEW (model)->order->len;
}

static gpointer
pasar_edit_preview_get_item (GListModel *model, guint position)
{
  PasarEditPreview *self = PASAR_EDIT_PREVIEW (model);
  PasarEditPreviewItem *item;
  const PasarEdit *edit;
  guint index;

  if (position >= self->order->len)
    return NULL;

  index = g_array_index (self->order, guint, position);
  edit = &g_array_index (self->edits, PasarEdit, index);
  item = g_object_new (PASAR_TYPE_EDIT_PREVIEW_ITEM, NULL);
  item->catalogue = g_object_ref (self->catalogue);
  item->row = pasar_catalogue_find_editable (self->catalogue, edit->key);
  item->edit = *edit;

  return item;
}

static void
pasar_edit_preview_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pasar_edit_preview_get_item_type;
  iface->get_n_items = pasar_edit_preview_get_n_items;
  iface->get_item = pasar_edit_preview_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarEditPreview,
                               pasar_edit_preview,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      pasar_edit_preview_list_model_init))

static void
pasar_edit_preview_dispose (GObject *object)
{
  PasarEditPreview *self = PASAR_EDIT_PREVIEW (object);

  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (pasar_edit_preview_parent_class)->dispose (object);
}

static void
pasar_edit_preview_finalize (GObject *object)
{
  PasarEditPreview *self = PASAR_EDIT_PREVIEW (object);

  g_clear_pointer (&self->edits, g_array_unref);
  g_clear_pointer (&self->rules, g_free);
  g_clear_pointer (&self->order, g_array_unref);

  G_OBJECT_CLASS (pasar_edit_preview_parent_class)->finalize (object);
}

static void
pasar_edit_preview_class_init (PasarEditPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_edit_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_edit_preview_finalize;
}

static void
pasar_edit_preview_init (PasarEditPreview *self)
{
  self->edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * pasar_edit_preview_new:
 * @catalogue: what the edits are about
 *
 * Returns: (transfer full): an empty preview
 */
PasarEditPreview *
pasar_edit_preview_new (PasarCatalogue *catalogue)
{
  PasarEditPreview *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  self = g_object_new (PASAR_TYPE_EDIT_PREVIEW, NULL);
  self->catalogue = g_object_ref (catalogue);

  return self;
}

/* Those that are refused first, else in the order of the edits. */
static void
put_in_order (PasarEditPreview *self)
{
  g_array_set_size (self->order, 0);
  for (guint i = 0; i < self->edits->len; i++)
    if (self->rules[i] != PASAR_RULE_OK)
      g_array_append_val (self->order, i);
  self->n_refused = self->order->len;
  for (guint i = 0; i < self->edits->len; i++)
    if (self->rules[i] == PASAR_RULE_OK)
      g_array_append_val (self->order, i);
}

/**
 * pasar_edit_preview_plan:
 * @self: a preview
 * @rows: (array length=n_rows): rows of the catalogue
 * @n_rows: how many
 * @field: what is to change
 * @formula: (nullable): what to do to each value; %NULL empties the preview
 *
 * Computes the edits anew. The catalogue is not changed.
 */
void
pasar_edit_preview_plan (PasarEditPreview *self,
                         const guint *rows,
                         guint n_rows,
                         PasarField field,
                         const PasarFormula *formula)
{
  const guint n_before = self->order->len;

  g_return_if_fail (PASAR_IS_EDIT_PREVIEW (self));

  g_clear_pointer (&self->edits, g_array_unref);
  g_clear_pointer (&self->rules, g_free);
  self->n_failed = 0;
  self->edits = formula != NULL ? pasar_catalogue_plan (self->catalogue,
                                                        rows,
                                                        n_rows,
                                                        field,
                                                        formula,
                                                        &self->rules,
                                                        &self->n_failed)
                                : g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  put_in_order (self);

  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->order->len);
}

/**
 * pasar_edit_preview_dup_reason:
 * @self: a preview
 * @position: of one of its items
 *
 * Returns: (transfer full) (nullable): why it is refused when all edits are made, a translated
 *   sentence; %NULL when it is not
 */
char *
pasar_edit_preview_dup_reason (PasarEditPreview *self, guint position)
{
  g_return_val_if_fail (PASAR_IS_EDIT_PREVIEW (self), NULL);

  return position < self->n_refused
             ? pasar_catalogue_dup_edit_text (self->catalogue,
                                              self->edits,
                                              g_array_index (self->order, guint, position))
             : NULL;
}

/**
 * pasar_edit_preview_get_n_refused:
 * @self: a preview
 *
 * Returns: how many of the edits break a rule; they are the first of the list
 */
guint
pasar_edit_preview_get_n_refused (PasarEditPreview *self)
{
  g_return_val_if_fail (PASAR_IS_EDIT_PREVIEW (self), 0);

  return self->n_refused;
}

/**
 * pasar_edit_preview_get_n_failed:
 * @self: a preview
 *
 * Returns: for how many rows there is no result; they are not in the list
 */
guint
pasar_edit_preview_get_n_failed (PasarEditPreview *self)
{
  g_return_val_if_fail (PASAR_IS_EDIT_PREVIEW (self), 0);

  return self->n_failed;
}

/**
 * pasar_edit_preview_get_average:
 * @self: a preview
 * @percent: (out): average change of those that have an old value over 0, for display
 *
 * Returns: %FALSE when there is none
 */
gboolean
pasar_edit_preview_get_average (PasarEditPreview *self, double *percent)
{
  double sum = 0;
  guint n = 0;

  g_return_val_if_fail (PASAR_IS_EDIT_PREVIEW (self), FALSE);

  for (guint i = 0; i < self->edits->len; i++)
    {
      const PasarEdit *edit = &g_array_index (self->edits, PasarEdit, i);
      const guint row = pasar_catalogue_find_editable (self->catalogue, edit->key);
      const gint64 at_shop =
          pasar_catalogue_read_row (self->catalogue, row).values[edit->field].value;
      const gint64 from = edit->from != PASAR_NO_VALUE ? edit->from : at_shop;
      const gint64 to = edit->to != PASAR_NO_VALUE ? edit->to : at_shop;

      if (from <= 0 || to == PASAR_NO_VALUE)
        continue;
      sum += ((double) to - (double) from) * 100.0 / (double) from;
      n++;
    }

  *percent = n > 0 ? sum / n : 0;

  return n > 0;
}
