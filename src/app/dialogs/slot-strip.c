/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/slot-strip.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkLabel *name;
  GtkLabel *time;
} Card;

struct _PasarSlotStrip
{
  GtkWidget parent_instance;

  GtkWidget *box;
  Card cards[PASAR_BOOST_SLOTS];
  GArray *slots;             /* (owned) PasarBoostSlot */
  PasarCatalogue *catalogue; /* (owned) (nullable) */
  guint n_taken;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (PasarSlotStrip, pasar_slot_strip, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_FREED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gint64
now_secs (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static char *
dup_remaining (gint64 secs)
{
  /* Translators: time until a boost slot is free: hours, minutes, seconds. */
  return g_strdup_printf (_ ("%d:%02d:%02d left"),
                          (int) (secs / 3600),
                          (int) (secs / 60 % 60),
                          (int) (secs % 60));
}

static char *
dup_item_name (PasarSlotStrip *self, gint64 item_id)
{
  const guint row = pasar_catalogue_find (self->catalogue, item_id, 0);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, item_id);

  if (row != PASAR_NO_ROW)
    return g_strdup (pasar_catalogue_read_row (self->catalogue, row).name);

  /* Translators: an item that is not in the sheet, by its id. */
  return g_strdup_printf (_ ("Item %s"), id);
}

static void
show_card (PasarSlotStrip *self, const Card *card, const PasarBoostSlot *slot)
{
  g_autofree char *name = NULL;
  g_autofree char *time = NULL;

  if (slot != NULL)
    {
      name = dup_item_name (self, slot->item_id);
      time = dup_remaining (slot->free_at - now_secs ());
    }
  else
    /* Before they were read nobody knows. */
    name = g_strdup (self->slots != NULL ? _ ("Free") : "–");
  if (slot == NULL && self->slots != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (card->name), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (card->name), "dim-label");

  gtk_label_set_label (card->name, name);
  gtk_label_set_label (card->time, time != NULL ? time : "");
  gtk_widget_set_visible (GTK_WIDGET (card->time), slot != NULL);
  gtk_widget_set_margin_bottom (GTK_WIDGET (card->name), slot != NULL ? 0 : 12);
}

static void
refresh (PasarSlotStrip *self)
{
  const gint64 now = now_secs ();
  const guint n_before = self->n_taken;
  guint n = 0;

  for (guint i = 0; self->slots != NULL && i < self->slots->len && n < PASAR_BOOST_SLOTS; i++)
    {
      const PasarBoostSlot *slot = &g_array_index (self->slots, PasarBoostSlot, i);

      if (slot->free_at > now)
        show_card (self, &self->cards[n++], slot);
    }
  self->n_taken = n;
  for (; n < PASAR_BOOST_SLOTS; n++)
    show_card (self, &self->cards[n], NULL);

  if (self->n_taken < n_before)
    g_signal_emit (self, signals[SIGNAL_FREED], 0);
}

static gboolean
tick_cb (gpointer user_data)
{
  refresh (PASAR_SLOT_STRIP (user_data));

  return G_SOURCE_CONTINUE;
}

static void
pasar_slot_strip_map (GtkWidget *widget)
{
  PasarSlotStrip *self = PASAR_SLOT_STRIP (widget);

  GTK_WIDGET_CLASS (pasar_slot_strip_parent_class)->map (widget);
  if (self->tick_id == 0)
    self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
}

static void
pasar_slot_strip_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&PASAR_SLOT_STRIP (widget)->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (pasar_slot_strip_parent_class)->unmap (widget);
}

static void
pasar_slot_strip_dispose (GObject *object)
{
  PasarSlotStrip *self = PASAR_SLOT_STRIP (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->slots, g_array_unref);
  g_clear_object (&self->catalogue);

  G_OBJECT_CLASS (pasar_slot_strip_parent_class)->dispose (object);
}

static void
pasar_slot_strip_class_init (PasarSlotStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_slot_strip_dispose;
  widget_class->map = pasar_slot_strip_map;
  widget_class->unmap = pasar_slot_strip_unmap;

  signals[SIGNAL_FREED] = pasar_dialog_class_add_signal (klass, "freed", 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_card (PasarSlotStrip *self, Card *card)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "card");

  card->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (card->name, TRUE);
  gtk_label_set_wrap_mode (card->name, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (card->name, 2);
  gtk_label_set_ellipsize (card->name, PANGO_ELLIPSIZE_END);
  pasar_dialog_add_cut_tooltip (card->name);
  gtk_label_set_width_chars (card->name, 10);
  gtk_label_set_justify (card->name, GTK_JUSTIFY_CENTER);
  gtk_widget_set_vexpand (GTK_WIDGET (card->name), TRUE);
  gtk_widget_set_size_request (box, -1, 88);
  gtk_widget_set_margin_top (GTK_WIDGET (card->name), 12);
  gtk_widget_set_margin_start (GTK_WIDGET (card->name), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (card->name), 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (card->name));

  card->time = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (card->time), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (card->time), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (card->time), "dim-label");
  gtk_widget_set_margin_bottom (GTK_WIDGET (card->time), 12);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (card->time));

  gtk_box_append (GTK_BOX (self->box), box);
}

static void
pasar_slot_strip_init (PasarSlotStrip *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_set_homogeneous (GTK_BOX (self->box), TRUE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint i = 0; i < PASAR_BOOST_SLOTS; i++)
    add_card (self, &self->cards[i]);
  refresh (self);
}

/**
 * pasar_slot_strip_set_slots:
 * @self: the slots
 * @catalogue: where the names of the items are
 * @slots: (element-type PasarBoostSlot): the slots in use
 */
void
pasar_slot_strip_set_slots (PasarSlotStrip *self, PasarCatalogue *catalogue, GArray *slots)
{
  g_return_if_fail (PASAR_IS_SLOT_STRIP (self));
  g_return_if_fail (PASAR_IS_CATALOGUE (catalogue));

  g_set_object (&self->catalogue, catalogue);
  g_clear_pointer (&self->slots, g_array_unref);
  self->slots = g_array_ref (slots);
  self->n_taken = 0;
  refresh (self);
}

/**
 * pasar_slot_strip_get_is_known:
 * @self: the slots
 *
 * Returns: whether they were read
 */
gboolean
pasar_slot_strip_get_is_known (PasarSlotStrip *self)
{
  g_return_val_if_fail (PASAR_IS_SLOT_STRIP (self), FALSE);

  return self->slots != NULL;
}

/**
 * pasar_slot_strip_get_n_free:
 * @self: the slots
 *
 * Returns: how many slots are free as far as is known; 0 before they were read
 */
guint
pasar_slot_strip_get_n_free (PasarSlotStrip *self)
{
  g_return_val_if_fail (PASAR_IS_SLOT_STRIP (self), 0);

  return self->slots != NULL ? PASAR_BOOST_SLOTS - self->n_taken : 0;
}

/**
 * pasar_slot_strip_get_free_at:
 * @self: the slots
 * @item_id: an item
 *
 * Returns: when the boost of the item ends, Unix seconds; 0 when it is not boosted
 */
gint64
pasar_slot_strip_get_free_at (PasarSlotStrip *self, gint64 item_id)
{
  g_return_val_if_fail (PASAR_IS_SLOT_STRIP (self), 0);

  for (guint i = 0; self->slots != NULL && i < self->slots->len; i++)
    {
      const PasarBoostSlot *slot = &g_array_index (self->slots, PasarBoostSlot, i);

      if (slot->item_id == item_id && slot->free_at > now_secs ())
        return slot->free_at;
    }

  return 0;
}
