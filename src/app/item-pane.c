/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/item-pane.h"

#include "app/dialogs/util.h"
#include "app/fact-list.h"
#include "app/past-view.h"
#include "app/pictures/thumbnails.h"
#include "catalogue/view/cell.h"

#include <glib/gi18n-lib.h>

/* For how long the cursor stays before its picture is wanted. */
#define PICTURE_DELAY_MS 150

/* Of pictures in memory: some of the last ones. */
#define MAX_BYTES (1024 * 1024)

/* Models whose changes are listed; to make the labels of more takes longer than a frame. */
#define MAX_CHANGED 20

struct _PasarItemPane
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkWidget *content;
  GtkImage *picture;
  GtkLabel *name;
  GtkLabel *variation;
  PasarFactList *facts;
  GtkWidget *changes_box;
  PasarFactList *changes;
  GtkLabel *more;
  GtkWidget *past_box;
  PasarPastView *past;

  PasarSheet *sheet;
  PasarSession *session;       /* (owned) (nullable): whose past is shown */
  PasarThumbnails *thumbnails; /* (owned) (nullable) */
  char *address;               /* (owned) (nullable): of the picture that belongs here now */
  guint picture_id;
  guint tick;
};

G_DEFINE_FINAL_TYPE (PasarItemPane, pasar_item_pane, GTK_TYPE_WIDGET)

/* The picture. */

static void
show_picture (PasarItemPane *self)
{
  GdkPaintable *picture = self->thumbnails != NULL && self->address != NULL
                              ? pasar_thumbnails_get (self->thumbnails, self->address)
                              : NULL;

  gtk_image_set_from_paintable (self->picture, picture);
  gtk_widget_set_visible (GTK_WIDGET (self->picture),
                          self->thumbnails != NULL && self->address != NULL);
}

static gboolean
want_picture_cb (gpointer user_data)
{
  PasarItemPane *self = user_data;
  const char *address = self->address;

  self->picture_id = 0;
  if (self->thumbnails != NULL && address != NULL)
    pasar_thumbnails_want (self->thumbnails, &address, 1);
  return G_SOURCE_REMOVE;
}

/* address: (transfer full) (nullable) */
static void
set_address (PasarItemPane *self, char *address)
{
  g_autofree char *given = address;

  if (g_strcmp0 (self->address, given) == 0)
    return;
  g_free (self->address);
  self->address = g_steal_pointer (&given);
  show_picture (self);
  g_clear_handle_id (&self->picture_id, g_source_remove);
  if (self->address != NULL && self->thumbnails != NULL)
    self->picture_id = g_timeout_add (PICTURE_DELAY_MS, want_picture_cb, self);
}

static void
stop_pictures (PasarItemPane *self)
{
  g_clear_handle_id (&self->picture_id, g_source_remove);
  if (self->thumbnails == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->thumbnails, self);
  pasar_thumbnails_stop (self->thumbnails);
  g_clear_object (&self->thumbnails);
}

/* The texts. */

static void
show_names (PasarItemPane *self, PasarCatalogue *catalogue, const PasarRowInfo *info, guint row)
{
  PasarCellInfo cell;
  const char *variation = info->variation;

  /* Of an item with variations how many these are. */
  if (info->is_header)
    {
      pasar_cell_info_read (&cell, catalogue, row, PASAR_COLUMN_NAME, FALSE);
      variation = cell.detail;
    }
  gtk_label_set_text (self->name, info->name);
  gtk_label_set_text (self->variation, variation);
  gtk_widget_set_visible (GTK_WIDGET (self->variation), *variation != '\0');
}

static void
show_changes (PasarItemPane *self, PasarCatalogue *catalogue, guint row)
{
  guint n_rows;
  g_autoptr (GPtrArray) changes = pasar_facts_read_changes (catalogue, row, MAX_CHANGED, &n_rows);

  gtk_widget_set_visible (self->changes_box, n_rows > 0);
  pasar_fact_list_fill (self->changes, changes, catalogue);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_rows > MAX_CHANGED);
  if (n_rows > MAX_CHANGED)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("And %'u more variation",
                                                         "And %'u more variations",
                                                         n_rows - MAX_CHANGED),
                                               n_rows - MAX_CHANGED);

      gtk_label_set_text (self->more, text);
    }
}

/* Of what the shop sells: an item without variations, or one of these. */
static void
show_past (PasarItemPane *self, const PasarRowInfo *info)
{
  const gboolean has_past = self->session != NULL && !info->is_header;

  gtk_widget_set_visible (self->past_box, has_past);
  if (has_past)
    pasar_past_view_show (self->past, self->session, info->key);
}

static void
update (PasarItemPane *self)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  const guint position = pasar_sheet_get_cursor (self->sheet, NULL);
  const guint row =
      view != NULL && position != PASAR_NO_ROW ? pasar_view_get_row (view, position) : PASAR_NO_ROW;
  g_autoptr (GPtrArray) facts = NULL;
  PasarCatalogue *catalogue;
  PasarRowInfo info;

  gtk_widget_set_visible (self->content, row != PASAR_NO_ROW);
  if (row == PASAR_NO_ROW)
    {
      set_address (self, NULL);
      return;
    }
  catalogue = pasar_view_get_catalogue (view);
  info = pasar_catalogue_read_row (catalogue, row);
  facts = pasar_facts_read (catalogue, row);
  show_names (self, catalogue, &info, row);
  set_address (self, pasar_catalogue_row_dup_picture (catalogue, row));
  pasar_fact_list_fill (self->facts, facts, NULL);
  show_changes (self, catalogue, row);
  show_past (self, &info);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PasarItemPane *self = PASAR_ITEM_PANE (widget);

  self->tick = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* However often the cursor moves, once before the next frame. */
static void
queue_update (PasarItemPane *self)
{
  if (self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* The life of a pane. */

static void
pasar_item_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pasar_item_pane_parent_class)->map (widget);
  update (PASAR_ITEM_PANE (widget));
}

static void
pasar_item_pane_unmap (GtkWidget *widget)
{
  PasarItemPane *self = PASAR_ITEM_PANE (widget);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (widget, self->tick);
  self->tick = 0;
  /* A picture that is not wanted yet would not be, when the pane is seen again. */
  set_address (self, NULL);
  GTK_WIDGET_CLASS (pasar_item_pane_parent_class)->unmap (widget);
}

static void
pasar_item_pane_dispose (GObject *object)
{
  PasarItemPane *self = PASAR_ITEM_PANE (object);

  stop_pictures (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (pasar_item_pane_parent_class)->dispose (object);
}

static void
pasar_item_pane_class_init (PasarItemPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_item_pane_dispose;
  widget_class->map = pasar_item_pane_map;
  widget_class->unmap = pasar_item_pane_unmap;
  gtk_widget_class_set_css_name (widget_class, "itempane");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
add_changes (PasarItemPane *self)
{
  self->changes_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->changes_box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  add_label (self->changes_box, _ ("Changed Variations"), "title-4");
  self->changes = PASAR_FACT_LIST (pasar_fact_list_new ());
  gtk_box_append (GTK_BOX (self->changes_box), GTK_WIDGET (self->changes));
  self->more = add_label (self->changes_box, NULL, "dim-label");
  gtk_box_append (GTK_BOX (self->content), self->changes_box);
}

static void
add_past (PasarItemPane *self)
{
  self->past_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->past_box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  add_label (self->past_box, _ ("History"), "title-4");
  self->past = PASAR_PAST_VIEW (pasar_past_view_new ());
  gtk_box_append (GTK_BOX (self->past_box), GTK_WIDGET (self->past));
  gtk_box_append (GTK_BOX (self->content), self->past_box);
}

static void
add_details (PasarItemPane *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Item Details"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.details");
  gtk_box_append (GTK_BOX (self->content), button);
}

static void
pasar_item_pane_init (PasarItemPane *self)
{
  GtkWidget *names;

  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->content, "content");
  self->picture = GTK_IMAGE (gtk_image_new ());
  gtk_image_set_pixel_size (self->picture, PASAR_THUMBNAIL_LARGEST_SIDE);
  gtk_widget_set_halign (GTK_WIDGET (self->picture), GTK_ALIGN_START);
  gtk_widget_set_overflow (GTK_WIDGET (self->picture), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self->picture), "picture");
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->picture));
  names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (self->content), names);
  self->name = add_label (names, NULL, "title-4");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->picture),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->name,
                                  NULL,
                                  -1);
  self->variation = add_label (names, NULL, "dim-label");
  self->facts = PASAR_FACT_LIST (pasar_fact_list_new ());
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->facts));
  add_changes (self);
  add_past (self);
  add_details (self);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->content);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  pasar_dialog_set_accessible_label (self, _ ("Side Pane"));
}

/**
 * pasar_item_pane_new:
 * @sheet: the sheet whose cursor it follows, and that outlives it
 *
 * Returns: (transfer floating): a pane, without pictures
 */
GtkWidget *
pasar_item_pane_new (PasarSheet *sheet)
{
  PasarItemPane *self = g_object_new (PASAR_TYPE_ITEM_PANE, NULL);

  self->sheet = sheet;
  g_signal_connect_object (sheet,
                           "cursor-changed",
                           G_CALLBACK (queue_update),
                           self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * pasar_item_pane_set_session:
 * @self: a pane
 * @session: (nullable): the shop of the sheet, whose past is shown; without it there is none
 */
void
pasar_item_pane_set_session (PasarItemPane *self, PasarSession *session)
{
  g_return_if_fail (PASAR_IS_ITEM_PANE (self));

  g_set_object (&self->session, session);
  pasar_past_view_show (self->past, session, (PasarRowKey){ 0 });
  queue_update (self);
}

/**
 * pasar_item_pane_set_pictures:
 * @self: a pane
 * @loader: (nullable): loads the pictures of the items; without it there are none
 */
void
pasar_item_pane_set_pictures (PasarItemPane *self, PasarPictureLoader *loader)
{
  g_return_if_fail (PASAR_IS_ITEM_PANE (self));

  stop_pictures (self);
  set_address (self, NULL);
  if (loader != NULL)
    {
      self->thumbnails = pasar_thumbnails_new (loader, PASAR_THUMBNAIL_LARGEST_SIDE, MAX_BYTES);
      g_signal_connect_swapped (self->thumbnails, "arrived", G_CALLBACK (show_picture), self);
    }
  show_picture (self);
  queue_update (self);
}
