/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/change-row.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

struct _PasarChangeRow
{
  GtkWidget parent_instance;

  GtkCheckButton *tick;
  GtkImage *picture;
  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *field;
  GtkWidget *values;
  GtkLabel *old_value;
  GtkLabel *new_value;
  GtkLabel *percent;
  GtkWidget *reason_bin;
  GtkLabel *reason;
  GtkWidget *show_button;
  GtkWidget *keep_button;
  GtkStack *mark;
  GtkImage *mark_icon;
  GtkSpinner *mark_spinner;

  char *spoken; /* (owned) (nullable): what the row is about, for screen readers */
  const char *state_label;
  gboolean setting_tick;
};

G_DEFINE_FINAL_TYPE (PasarChangeRow, pasar_change_row, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TOGGLED,
  SIGNAL_SHOW,
  SIGNAL_KEEP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* How an outcome looks; no icon where there is nothing to say. */
typedef struct
{
  const char *icon;
  const char *style;
} Look;

static const Look waiting_look = { "alarm-symbolic", "dim-label" };

static const Look state_looks[] = {
  [PASAR_CHANGE_READY] = { NULL, NULL },
  [PASAR_CHANGE_HELD] = { "dialog-warning-symbolic", "warning" },
  [PASAR_CHANGE_SENDING] = { NULL, NULL },
  [PASAR_CHANGE_DONE] = { "object-select-symbolic", "success" },
  [PASAR_CHANGE_REFUSED] = { "dialog-error-symbolic", "error" },
  [PASAR_CHANGE_UNKNOWN] = { "dialog-question-symbolic", "warning" },
  [PASAR_CHANGE_UNCERTAIN] = { "dialog-question-symbolic", "warning" },
  [PASAR_CHANGE_SKIPPED] = { "list-remove-symbolic", "dim-label" },
};

static const char *const mark_styles[] = { "warning", "success", "error", "dim-label" };

static void
set_mark_style (gpointer widget, const char *style)
{
  for (guint i = 0; i < G_N_ELEMENTS (mark_styles); i++)
    gtk_widget_remove_css_class (widget, mark_styles[i]);
  if (style != NULL)
    gtk_widget_add_css_class (widget, style);
}

/* The row of the list is what gets the focus, so it has the name as well; what is wrong, and what
 * to do, is read after it. */
static void
update_spoken (PasarChangeRow *self)
{
  GtkWidget *list_row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *spoken =
      self->state_label != NULL
          /* Translators: read by screen readers: a change, and its state, e.g. "Not taken". */
          ? g_strdup_printf (_ ("%s. %s"), self->spoken, self->state_label)
          : g_strdup (self->spoken);

  if (spoken == NULL)
    return;

  pasar_dialog_set_accessible_label (self, spoken);
  pasar_dialog_set_accessible_label (self->tick, self->spoken);
  if (list_row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (list_row),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    spoken,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    gtk_label_get_label (self->reason),
                                    -1);
}

static void
tick_toggled_cb (PasarChangeRow *self)
{
  if (!self->setting_tick)
    g_signal_emit (self, signals[SIGNAL_TOGGLED], 0, gtk_check_button_get_active (self->tick));
}

static void
show_clicked_cb (PasarChangeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_SHOW], 0);
}

static void
keep_clicked_cb (PasarChangeRow *self)
{
  g_signal_emit (self, signals[SIGNAL_KEEP], 0);
}

static void
pasar_change_row_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (pasar_change_row_parent_class)->dispose (object);
}

static void
pasar_change_row_finalize (GObject *object)
{
  g_free (PASAR_CHANGE_ROW (object)->spoken);

  G_OBJECT_CLASS (pasar_change_row_parent_class)->finalize (object);
}

static void
pasar_change_row_class_init (PasarChangeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pasar_change_row_dispose;
  object_class->finalize = pasar_change_row_finalize;

  signals[SIGNAL_TOGGLED] = pasar_dialog_class_add_signal (klass, "toggled", 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_SHOW] = pasar_dialog_class_add_signal (klass, "show-in-sheet", 0);
  signals[SIGNAL_KEEP] = pasar_dialog_class_add_signal (klass, "keep", 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  pasar_dialog_class_set_template (widget_class, "change-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, tick);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, picture);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, name);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, detail);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, field);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, values);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, old_value);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, new_value);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, percent);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, reason_bin);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, reason);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, show_button);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, mark);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, mark_icon);
  gtk_widget_class_bind_template_child (widget_class, PasarChangeRow, mark_spinner);
  gtk_widget_class_bind_template_callback (widget_class, tick_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked_cb);
}

static void
pasar_change_row_init (PasarChangeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pasar_dialog_add_cut_tooltip (self->name);
  pasar_dialog_add_cut_tooltip (self->detail);
}

/**
 * pasar_change_row_new:
 *
 * Returns: (transfer floating): an empty row, for the factory of a list view
 */
GtkWidget *
pasar_change_row_new (void)
{
  return g_object_new (PASAR_TYPE_CHANGE_ROW, NULL);
}

/**
 * pasar_change_row_set_subject:
 * @self: a row
 * @name: the item's name
 * @detail: (nullable): the line below it, usually model and SKU
 *
 * Says what the change is about.
 */
void
pasar_change_row_set_subject (PasarChangeRow *self, const char *name, const char *detail)
{
  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && *detail != '\0');
  g_free (self->spoken);
  self->spoken = detail != NULL && *detail != '\0' ? g_strdup_printf ("%s, %s", name, detail)
                                                   : g_strdup (name);
  update_spoken (self);
}

/**
 * pasar_change_row_set_picture:
 * @self: a row
 * @picture: (nullable): a picture of the item; %NULL while there is none
 *
 * Gives the row a place for a picture, and the picture.
 */
void
pasar_change_row_set_picture (PasarChangeRow *self, GdkPaintable *picture)
{
  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  gtk_image_set_from_paintable (self->picture, picture);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), TRUE);
}

/**
 * pasar_change_row_set_values:
 * @self: a row
 * @catalogue: the catalogue whose currency counts
 * @field: what the values are
 * @old_value: the value at the shop, or `PASAR_NO_VALUE`
 * @new_value: the value that it is to become, or `PASAR_NO_VALUE` where it could not be computed
 *
 * Shows old → new and the percentage between them; a falling price stands out.
 */
void
pasar_change_row_set_values (PasarChangeRow *self,
                             PasarCatalogue *catalogue,
                             PasarField field,
                             gint64 old_value,
                             gint64 new_value)
{
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;
  g_autofree char *percent = NULL;

  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  old_text = pasar_dialog_dup_value (catalogue, field, old_value);
  new_text = pasar_dialog_dup_value (catalogue, field, new_value);
  percent = pasar_dialog_dup_percent (old_value, new_value);

  gtk_label_set_label (self->field, field == PASAR_FIELD_PRICE ? _ ("Price") : _ ("Stock"));
  gtk_label_set_label (self->old_value, old_text);
  gtk_label_set_label (self->new_value, new_text);
  gtk_label_set_label (self->percent, percent);
  gtk_widget_set_visible (self->values, TRUE);
  set_mark_style (self->percent,
                  field == PASAR_FIELD_PRICE && new_value != PASAR_NO_VALUE && new_value < old_value
                      ? "error"
                      : "dim-label");

  g_free (self->spoken);
  /* Translators: read by screen readers: an item, its variation, the old and the new value. */
  self->spoken = g_strdup_printf (_ ("%s, %s: from %s to %s"),
                                  gtk_label_get_label (self->name),
                                  gtk_label_get_label (self->detail),
                                  old_text,
                                  new_text);
  update_spoken (self);
}

/**
 * pasar_change_row_set_show_field:
 * @self: a row
 * @show: whether the row says if it is about a price or stock
 *
 * For lists where both occur.
 */
void
pasar_change_row_set_show_field (PasarChangeRow *self, gboolean show)
{
  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->field), show);
}

static void
show_outcome (PasarChangeRow *self,
              const Look *look,
              const char *label,
              const char *reason,
              const char *advice)
{
  const gboolean sending = look == &state_looks[PASAR_CHANGE_SENDING];
  g_autofree char *text = pasar_change_join_sentences (reason, advice);

  gtk_stack_set_visible_child (self->mark,
                               sending ? GTK_WIDGET (self->mark_spinner)
                                       : GTK_WIDGET (self->mark_icon));
  gtk_spinner_set_spinning (self->mark_spinner, sending);
  gtk_image_set_from_icon_name (self->mark_icon, look->icon);
  set_mark_style (self->mark_icon, look->style);
  /* To set one asks the display server where the pointer is. */
  if (self->state_label != label)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->mark), label);
  self->state_label = label;

  gtk_label_set_label (self->reason, text != NULL ? text : "");
  gtk_widget_set_visible (self->reason_bin, text != NULL && *text != '\0');
  update_spoken (self);
  set_mark_style (self->reason, look->style != NULL ? look->style : "dim-label");
}

/**
 * pasar_change_row_set_state:
 * @self: a row
 * @state: where the change stands
 * @reason: (nullable): why, a sentence
 * @advice: (nullable): what the seller can do, a sentence
 *
 * Shows the outcome of a change.
 */
void
pasar_change_row_set_state (PasarChangeRow *self,
                            PasarChangeState state,
                            const char *reason,
                            const char *advice)
{
  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  show_outcome (self, &state_looks[state], pasar_change_state_get_label (state), reason, advice);
}

/**
 * pasar_change_row_set_change:
 * @self: a row
 * @change: a change of a plan
 * @reason: (nullable): why it stands where it does, a sentence
 *
 * Shows the outcome of a change of a plan, or that it waits.
 */
void
pasar_change_row_set_change (PasarChangeRow *self,
                             const PasarChangeInfo *change,
                             const char *reason)
{
  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  if (change->postponed_until != 0)
    show_outcome (self,
                  &waiting_look,
                  pasar_change_info_get_label (change),
                  reason,
                  change->advice);
  else
    pasar_change_row_set_state (self, change->state, reason, change->advice);
}

/**
 * pasar_change_row_set_ticked:
 * @self: a row
 * @ticked: whether the change is taken
 * @sensitive: whether the seller may change that now
 *
 * Shows the tick in front of the row; `toggled` is not emitted by this.
 */
void
pasar_change_row_set_ticked (PasarChangeRow *self, gboolean ticked, gboolean sensitive)
{
  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  self->setting_tick = TRUE;
  gtk_check_button_set_active (self->tick, ticked);
  self->setting_tick = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->tick), sensitive);
  gtk_widget_set_visible (GTK_WIDGET (self->tick), TRUE);
}

/**
 * pasar_change_row_hide_tick:
 * @self: a row
 *
 * There is nothing to choose any more.
 */
void
pasar_change_row_hide_tick (PasarChangeRow *self)
{
  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->tick), FALSE);
}

/**
 * pasar_change_row_set_tick_tooltip:
 * @self: a row
 * @tooltip: what the tick does, if it is not to send a change
 */
void
pasar_change_row_set_tick_tooltip (PasarChangeRow *self, const char *tooltip)
{
  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tick), tooltip);
}

/**
 * pasar_change_row_set_can_show:
 * @self: a row
 * @can_show: whether there is a button that goes to the row in the sheet
 *
 * For changes that the seller has to look at.
 */
void
pasar_change_row_set_can_show (PasarChangeRow *self, gboolean can_show)
{
  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  gtk_widget_set_visible (self->show_button, can_show);
}

/**
 * pasar_change_row_set_can_keep:
 * @self: a row
 * @can_keep: whether there is a button that discards the change for the shop's value
 *
 * For changes whose value at the shop has become another one.
 */
void
pasar_change_row_set_can_keep (PasarChangeRow *self, gboolean can_keep)
{
  g_return_if_fail (PASAR_IS_CHANGE_ROW (self));

  gtk_widget_set_visible (self->keep_button, can_keep);
}
