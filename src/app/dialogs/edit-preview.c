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
             : pasar_catalogue_read_field (self->catalogue, self->row, self->edit.field).value;
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
             : pasar_catalogue_read_field (self->catalogue, self->row, self->edit.field).value;
}

/* How long a slice may take: half of a frame; and the first one, whatever else is done with it. */
#define SLICE_US   8000
#define AT_ONCE_US 3000

struct _PasarEditPreview
{
  GObject parent_instance;

  PasarCatalogue *catalogue;   /* (owned) */
  PasarComputation *shown;     /* (owned) (nullable): done */
  PasarComputation *under_way; /* (owned) (nullable) */
  guint slice_id;
  GArray *order; /* (owned) guint, index in the edits; those refused first */
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
  edit = &g_array_index (pasar_computation_get_edits (self->shown), PasarEdit, index);
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

enum
{
  SIGNAL_COMPUTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
stop (PasarEditPreview *self)
{
  g_clear_handle_id (&self->slice_id, g_source_remove);
  g_clear_pointer (&self->under_way, pasar_computation_free);
}

static void
pasar_edit_preview_dispose (GObject *object)
{
  PasarEditPreview *self = PASAR_EDIT_PREVIEW (object);

  stop (self);
  g_clear_pointer (&self->shown, pasar_computation_free);
  g_array_set_size (self->order, 0);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (pasar_edit_preview_parent_class)->dispose (object);
}

static void
pasar_edit_preview_finalize (GObject *object)
{
  g_clear_pointer (&PASAR_EDIT_PREVIEW (object)->order, g_array_unref);

  G_OBJECT_CLASS (pasar_edit_preview_parent_class)->finalize (object);
}

static void
pasar_edit_preview_class_init (PasarEditPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_edit_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_edit_preview_finalize;

  /**
   * PasarEditPreview::computed:
   * @self: a preview
   *
   * What the command comes to is known.
   */
  signals[SIGNAL_COMPUTED] = g_signal_new ("computed",
                                           G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL,
                                           NULL,
                                           NULL,
                                           G_TYPE_NONE,
                                           0);
}

static void
pasar_edit_preview_init (PasarEditPreview *self)
{
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
  const guint n = self->shown != NULL ? pasar_computation_get_computed (self->shown)->n_edits : 0;
  const guint n_refused =
      self->shown != NULL ? pasar_computation_get_computed (self->shown)->n_refused : 0;
  guint refused = 0;
  guint taken = n_refused;

  g_array_set_size (self->order, n);
  for (guint i = 0; i < n; i++)
    {
      const gboolean is_refused = pasar_computation_get_rule (self->shown, i) != PASAR_RULE_OK;

      g_array_index (self->order, guint, is_refused ? refused++ : taken++) = i;
    }
}

/* Shows what was computed; NULL: nothing. */
static void
show (PasarEditPreview *self, PasarComputation *computation)
{
  g_autoptr (PasarComputation) before = g_steal_pointer (&self->shown);
  const guint n_before = self->order->len;

  self->shown = computation;
  put_in_order (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->order->len);
  g_signal_emit (self, signals[SIGNAL_COMPUTED], 0);
}

static gboolean
slice_cb (gpointer user_data)
{
  PasarEditPreview *self = PASAR_EDIT_PREVIEW (user_data);

  if (!pasar_computation_run (self->under_way, g_get_monotonic_time () + SLICE_US))
    return G_SOURCE_CONTINUE;
  self->slice_id = 0;
  show (self, g_steal_pointer (&self->under_way));
  return G_SOURCE_REMOVE;
}

/**
 * pasar_edit_preview_set_command:
 * @self: a preview
 * @command: (nullable): what is asked; %NULL: nothing, the list is empty then
 *
 * Computes what it comes to. The catalogue is not changed. Few rows are done at once; of many
 * `computed` tells when they are.
 */
void
pasar_edit_preview_set_command (PasarEditPreview *self, PasarCommand *command)
{
  g_return_if_fail (PASAR_IS_EDIT_PREVIEW (self));

  stop (self);
  if (command == NULL)
    {
      show (self, NULL);
      return;
    }
  self->under_way = pasar_computation_new (command, self->catalogue);
  if (pasar_computation_run (self->under_way, g_get_monotonic_time () + AT_ONCE_US))
    show (self, g_steal_pointer (&self->under_way));
  else
    self->slice_id = g_idle_add (slice_cb, self);
}

/**
 * pasar_edit_preview_is_computing:
 * @self: a preview
 *
 * Returns: whether the list and the figures are still those of an earlier command
 */
gboolean
pasar_edit_preview_is_computing (PasarEditPreview *self)
{
  g_return_val_if_fail (PASAR_IS_EDIT_PREVIEW (self), FALSE);

  return self->under_way != NULL;
}

/**
 * pasar_edit_preview_get_computed:
 * @self: a preview
 *
 * Returns: (transfer none) (nullable): the figures; %NULL without a command. Valid until `computed`
 */
const PasarComputed *
pasar_edit_preview_get_computed (PasarEditPreview *self)
{
  g_return_val_if_fail (PASAR_IS_EDIT_PREVIEW (self), NULL);

  return self->shown != NULL ? pasar_computation_get_computed (self->shown) : NULL;
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

  return position < self->order->len
             ? pasar_computation_dup_reason (self->shown,
                                             g_array_index (self->order, guint, position))
             : NULL;
}
