/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/slots.h"

struct _PasarSlot
{
  GObject parent_instance;

  guint position;
};

G_DEFINE_FINAL_TYPE (PasarSlot, pasar_slot, G_TYPE_OBJECT)

static void
pasar_slot_class_init (PasarSlotClass *klass)
{
}

static void
pasar_slot_init (PasarSlot *self)
{
}

struct _PasarSlots
{
  GObject parent_instance;

  guint n_slots;
  GtkBitset *selected;
};

static GType
pasar_slots_get_item_type (GListModel *model)
{
  return PASAR_TYPE_SLOT;
}

static guint
pasar_slots_get_n_items (GListModel *model)
{
  return PASAR_SLOTS (model)->n_slots;
}

static gpointer
pasar_slots_get_item (GListModel *model, guint position)
{
  PasarSlot *slot;

  if (position >= PASAR_SLOTS (model)->n_slots)
    return NULL;
  slot = g_object_new (PASAR_TYPE_SLOT, NULL);
  slot->position = position;
  return slot;
}

static void
pasar_slots_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pasar_slots_get_item_type;
  iface->get_n_items = pasar_slots_get_n_items;
  iface->get_item = pasar_slots_get_item;
}

static gboolean
pasar_slots_is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (PASAR_SLOTS (model)->selected, position);
}

static GtkBitset *
pasar_slots_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return gtk_bitset_ref (PASAR_SLOTS (model)->selected);
}

static gboolean
pasar_slots_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  PasarSlots *self = PASAR_SLOTS (model);
  g_autoptr (GtkBitset) changes = gtk_bitset_copy (self->selected);
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, self->n_slots);
  g_autoptr (GtkBitset) result = NULL;

  gtk_bitset_difference (changes, selected);
  gtk_bitset_intersect (changes, mask);
  gtk_bitset_intersect (changes, all);
  if (gtk_bitset_is_empty (changes))
    return TRUE;

  /* Not in place: others may hold a reference of what they were given. */
  result = gtk_bitset_copy (self->selected);
  gtk_bitset_difference (result, changes);
  gtk_bitset_unref (self->selected);
  self->selected = g_steal_pointer (&result);
  gtk_selection_model_selection_changed (model,
                                         gtk_bitset_get_minimum (changes),
                                         gtk_bitset_get_maximum (changes)
                                             - gtk_bitset_get_minimum (changes) + 1);
  return TRUE;
}

static void
pasar_slots_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = pasar_slots_is_selected;
  iface->get_selection_in_range = pasar_slots_get_selection_in_range;
  iface->set_selection = pasar_slots_set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarSlots,
                               pasar_slots,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      pasar_slots_list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          pasar_slots_selection_model_init))

static void
pasar_slots_finalize (GObject *object)
{
  gtk_bitset_unref (PASAR_SLOTS (object)->selected);
  G_OBJECT_CLASS (pasar_slots_parent_class)->finalize (object);
}

static void
pasar_slots_class_init (PasarSlotsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_slots_finalize;
}

static void
pasar_slots_init (PasarSlots *self)
{
  self->selected = gtk_bitset_new_empty ();
}

/**
 * pasar_slot_get_position:
 * @self: a place
 *
 * Returns: its number, from 0 for the first row of the sheet
 */
guint
pasar_slot_get_position (PasarSlot *self)
{
  return self->position;
}

/**
 * pasar_slots_new:
 * @n_slots: how many places
 *
 * Returns: (transfer full): the places, none selected
 */
PasarSlots *
pasar_slots_new (guint n_slots)
{
  PasarSlots *self = g_object_new (PASAR_TYPE_SLOTS, NULL);

  self->n_slots = n_slots;
  return self;
}

/**
 * pasar_slots_resize:
 * @self: the places
 * @n_slots: how many there are from now on
 *
 * Adds or takes away places at the end.
 */
void
pasar_slots_resize (PasarSlots *self, guint n_slots)
{
  const guint n_old = self->n_slots;
  const guint n_kept = MIN (n_old, n_slots);

  if (n_old == n_slots)
    return;
  if (n_kept < n_old)
    {
      GtkBitset *kept = gtk_bitset_copy (self->selected);

      gtk_bitset_remove_range (kept, n_kept, n_old - n_kept);
      gtk_bitset_unref (self->selected);
      self->selected = kept;
    }
  self->n_slots = n_slots;
  g_list_model_items_changed (G_LIST_MODEL (self), n_kept, n_old - n_kept, n_slots - n_kept);
}
