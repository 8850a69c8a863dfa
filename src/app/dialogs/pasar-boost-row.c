/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/pasar-boost-row.h"

#include "app/dialogs/pasar-dialog-util.h"

struct _PasarBoostRow
{
  GtkWidget parent_instance;

  GtkCheckButton *tick;
  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *text;
  GtkSpinner *spinner;
  GtkImage *icon;

  gboolean setting_tick;
};

G_DEFINE_FINAL_TYPE (PasarBoostRow, pasar_boost_row, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TOGGLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tick_toggled_cb (PasarBoostRow *self)
{
  if (!self->setting_tick)
    g_signal_emit (self, signals[SIGNAL_TOGGLED], 0, gtk_check_button_get_active (self->tick));
}

static void
pasar_boost_row_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (pasar_boost_row_parent_class)->dispose (object);
}

static void
pasar_boost_row_class_init (PasarBoostRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_boost_row_dispose;

  signals[SIGNAL_TOGGLED] = g_signal_new ("toggled",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_BOOLEAN);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  pasar_dialog_class_set_template (widget_class, "pasar-boost-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PasarBoostRow, tick);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostRow, name);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostRow, detail);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostRow, text);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostRow, icon);
  gtk_widget_class_bind_template_callback (widget_class, tick_toggled_cb);
}

static void
pasar_boost_row_init (PasarBoostRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pasar_boost_row_new:
 *
 * Returns: (transfer floating): an empty row, for the factory of a list view
 */
GtkWidget *
pasar_boost_row_new (void)
{
  return g_object_new (PASAR_TYPE_BOOST_ROW, NULL);
}

/**
 * pasar_boost_row_set_item:
 * @self: a row
 * @name: the item's name
 * @detail: (nullable): the line under it
 */
void
pasar_boost_row_set_item (PasarBoostRow *self, const char *name, const char *detail)
{
  g_return_if_fail (PASAR_IS_BOOST_ROW (self));

  gtk_label_set_label (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && *detail != '\0');
  pasar_dialog_set_accessible_label (self->tick, name);
}

/**
 * pasar_boost_row_set_ticked:
 * @self: a row
 * @ticked: whether the item is picked
 * @sensitive: whether that can be changed
 *
 * `toggled` is not emitted by this.
 */
void
pasar_boost_row_set_ticked (PasarBoostRow *self, gboolean ticked, gboolean sensitive)
{
  g_return_if_fail (PASAR_IS_BOOST_ROW (self));

  self->setting_tick = TRUE;
  gtk_check_button_set_active (self->tick, ticked);
  self->setting_tick = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->tick), sensitive);
}

/**
 * pasar_boost_row_set_state:
 * @self: a row
 * @state: `PASAR_CHANGE_HELD` for an item that cannot be boosted, `_READY` for one that can, else
 * the outcome of its boost
 * @text: (nullable): why, and what to do
 */
void
pasar_boost_row_set_state (PasarBoostRow *self, PasarChangeState state, const char *text)
{
  const gboolean failed = state == PASAR_CHANGE_REFUSED;
  const gboolean unsure = state == PASAR_CHANGE_UNKNOWN || state == PASAR_CHANGE_SKIPPED;
  const gboolean sending = state == PASAR_CHANGE_SENDING;
  const gboolean has_text = text != NULL && *text != '\0';

  g_return_if_fail (PASAR_IS_BOOST_ROW (self));

  gtk_label_set_label (self->text, has_text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->text), has_text);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), sending);
  gtk_spinner_set_spinning (self->spinner, sending);
  gtk_image_set_from_icon_name (self->icon,
                                state == PASAR_CHANGE_DONE ? "object-select-symbolic"
                                : failed                   ? "dialog-error-symbolic"
                                : unsure                   ? "dialog-warning-symbolic"
                                                           : NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (self->text),
                              (const char *[]){ "caption",
                                                failed   ? "error"
                                                : unsure ? "warning"
                                                         : "dim-label",
                                                NULL });
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon),
                              (const char *[]){ failed   ? "error"
                                                : unsure ? "warning"
                                                         : "success",
                                                NULL });
}
