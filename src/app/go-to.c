/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/go-to.h"

#include "app/dialogs/util.h"
#include "app/sheet/reveal.h"
#include "catalogue/view/locate.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* What is listed: the first is nearly always the one that is meant. */
#define MAX_PLACES 6

/* For how long the main loop is held to look at once; a large shop is looked through while it goes
 * on. */
#define AT_ONCE_US 4000

struct _PasarGoTo
{
  GtkPopover parent_instance;

  GtkEntry *entry;
  GtkListBox *list;
  GtkLabel *nothing;
  GtkWidget *hidden; /* what is said of a row that filters hide */
  GtkWidget *show_all;

  PasarSheet *sheet;
  PasarReveal *reveal; /* (owned) */
  PasarRowKey wanted;
  GCancellable *finding; /* (owned) (nullable): while rows are looked for */
  GArray *keys;          /* (owned) (element-type PasarRowKey): of what is listed */
  gboolean goes_at_end;  /* Enter was pressed before all rows were looked at */
};

G_DEFINE_FINAL_TYPE (PasarGoTo, pasar_go_to, GTK_TYPE_POPOVER)

/* Going. */

static void
go (PasarGoTo *self, PasarRowKey key)
{
  self->wanted = key;
  pasar_reveal_start (self->reveal, key.item_id, key.model_id, FALSE);
}

static void
revealed_cb (PasarGoTo *self, gboolean is_shown)
{
  if (is_shown)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  gtk_widget_set_visible (self->hidden, TRUE);
  gtk_widget_grab_focus (self->show_all);
}

static void
show_all_cb (PasarGoTo *self)
{
  pasar_reveal_start (self->reveal, self->wanted.item_id, self->wanted.model_id, TRUE);
}

static void
go_to_listed (PasarGoTo *self, guint i)
{
  if (i < self->keys->len)
    go (self, g_array_index (self->keys, PasarRowKey, i));
}

static void
row_activated_cb (PasarGoTo *self, GtkListBoxRow *row)
{
  go_to_listed (self, (guint) gtk_list_box_row_get_index (row));
}

static void
activate_cb (PasarGoTo *self)
{
  self->goes_at_end = self->finding != NULL;
  if (!self->goes_at_end)
    go_to_listed (self, 0);
}

/* Finding. */

static char *
dup_state (PasarView *view, guint row)
{
  switch (pasar_view_get_place_state (view, row))
    {
    case PASAR_PLACE_FOLDED:
      return g_strdup (_ ("Folded"));
    case PASAR_PLACE_FILTERED:
      return g_strdup (_ ("Hidden by a filter"));
    case PASAR_PLACE_SHOWN:
    default:
      /* Translators: the number of a row in the sheet */
      return g_strdup_printf (_ ("Row %'u"), pasar_view_find_row (view, row) + 1);
    }
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  pasar_dialog_add_cut_tooltip (GTK_LABEL (label));
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_place (PasarView *view, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (pasar_view_get_catalogue (view), row);
  g_autofree char *detail = pasar_dialog_dup_detail (info.variation, info.sku);
  g_autofree char *state = dup_state (view, row);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", info.name, detail, state);
  GtkWidget *place = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *state_label = gtk_label_new (state);

  gtk_widget_add_css_class (box, "place");
  gtk_widget_add_css_class (state_label, "dim-label");
  gtk_widget_add_css_class (state_label, "numeric");
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (names), new_label (info.name, NULL));
  gtk_box_append (GTK_BOX (names), new_label (detail, "dim-label"));
  gtk_box_append (GTK_BOX (box), names);
  gtk_box_append (GTK_BOX (box), state_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (place), box);
  pasar_dialog_set_accessible_label (place, spoken);
  return place;
}

/* The entry says the first, to who does not see the list. */
static void
describe (PasarGoTo *self, gboolean is_nothing)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  gtk_widget_set_visible (GTK_WIDGET (self->list), self->keys->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), is_nothing);
  gtk_widget_set_visible (self->hidden, FALSE);
  if (first != NULL || is_nothing)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry),
                                    GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                    first != NULL ? first : GTK_WIDGET (self->nothing),
                                    NULL,
                                    -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->entry),
                                   GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

static void
list_found (PasarGoTo *self, PasarLocating *locating)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autoptr (GArray) rows = pasar_locating_dup_rows (locating);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  g_array_set_size (self->keys, 0);
  for (guint i = 0; view != NULL && i < rows->len; i++)
    {
      const guint row = g_array_index (rows, guint, i);
      const PasarRowKey key = pasar_catalogue_row_get_key (pasar_view_get_catalogue (view), row);

      g_array_append_val (self->keys, key);
      gtk_list_box_append (self->list, make_place (view, row));
    }
  describe (self,
            self->keys->len == 0 && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0');
  if (self->goes_at_end)
    go_to_listed (self, 0);
  self->goes_at_end = FALSE;
}

typedef struct
{
  PasarGoTo *go_to;        /* (unowned): gone only once it was stopped, as its sheet is then */
  PasarLocating *locating; /* (owned) */
} Finding;

static void
finding_free (Finding *self)
{
  pasar_locating_free (self->locating);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Finding, finding_free)

static gboolean
run_locating (gpointer locating, gint64 deadline)
{
  return pasar_locating_run (locating, deadline);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Finding) finding = user_data;

  if (!pasar_slices_run_finish (result, NULL))
    return;
  g_clear_object (&finding->go_to->finding);
  list_found (finding->go_to, finding->locating);
}

/* Also what was to be gone to. */
static void
stop (PasarGoTo *self)
{
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  self->goes_at_end = FALSE;
  pasar_reveal_stop (self->reveal);
}

static void
find (PasarGoTo *self)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autoptr (Finding) finding = NULL;

  stop (self);
  if (view == NULL)
    return;
  finding = g_new (Finding, 1);
  *finding = (Finding){
    self,
    pasar_locating_new (view, gtk_editable_get_text (GTK_EDITABLE (self->entry)), MAX_PLACES),
  };
  if (pasar_locating_run (finding->locating, g_get_monotonic_time () + AT_ONCE_US))
    {
      list_found (self, finding->locating);
      return;
    }
  self->finding = g_cancellable_new ();
  pasar_slices_run_async (run_locating, finding->locating, self->finding, found_cb, finding);
  g_steal_pointer (&finding);
}

/* The life of a popover. */

static void
pasar_go_to_dispose (GObject *object)
{
  PasarGoTo *self = PASAR_GO_TO (object);

  if (self->reveal != NULL)
    stop (self);
  g_clear_object (&self->reveal);
  g_clear_pointer (&self->keys, g_array_unref);
  G_OBJECT_CLASS (pasar_go_to_parent_class)->dispose (object);
}

static void
pasar_go_to_class_init (PasarGoToClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_go_to_dispose;
}

static void
add_entry (PasarGoTo *self, GtkWidget *box)
{
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->entry, _ ("SKU, ID, barcode or row"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 36);
  pasar_dialog_set_accessible_label (self->entry, _ ("Go to a SKU, an ID, a barcode or a row"));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (find), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry,
                           "activate",
                           G_CALLBACK (activate_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
}

static void
add_list (PasarGoTo *self, GtkWidget *box)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  pasar_dialog_set_accessible_label (self->list, _ ("Rows"));
  g_signal_connect_object (self->list,
                           "row-activated",
                           G_CALLBACK (row_activated_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  self->nothing = GTK_LABEL (gtk_label_new (_ ("No row has this SKU, ID, barcode or number.")));
  gtk_label_set_wrap (self->nothing, TRUE);
  gtk_label_set_xalign (self->nothing, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->nothing), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->nothing));
}

static void
add_hidden (PasarGoTo *self, GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (_ ("The filters hide this row."));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  self->hidden = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->show_all = gtk_button_new_with_mnemonic (_ ("Show _All Rows"));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->show_all),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  label,
                                  NULL,
                                  -1);
  g_signal_connect_object (self->show_all,
                           "clicked",
                           G_CALLBACK (show_all_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->hidden), label);
  gtk_box_append (GTK_BOX (self->hidden), self->show_all);
  gtk_box_append (GTK_BOX (box), self->hidden);
}

static void
pasar_go_to_init (PasarGoTo *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->keys = g_array_new (FALSE, FALSE, sizeof (PasarRowKey));
  add_entry (self, box);
  add_list (self, box);
  add_hidden (self, box);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "go-to");
  g_signal_connect (self, "closed", G_CALLBACK (stop), NULL);
  describe (self, FALSE);
}

/**
 * pasar_go_to_new:
 * @sheet: the sheet whose cursor goes, and that outlives it
 *
 * Returns: (transfer floating): a popover, without a parent
 */
GtkWidget *
pasar_go_to_new (PasarSheet *sheet)
{
  PasarGoTo *self = g_object_new (PASAR_TYPE_GO_TO, NULL);

  self->sheet = sheet;
  self->reveal = pasar_reveal_new (sheet);
  g_signal_connect_object (self->reveal,
                           "ended",
                           G_CALLBACK (revealed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * pasar_go_to_open:
 * @self: a popover with a parent that is seen
 *
 * Asks, with what was asked before to be typed over.
 */
void
pasar_go_to_open (PasarGoTo *self)
{
  g_return_if_fail (PASAR_IS_GO_TO (self));

  find (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
