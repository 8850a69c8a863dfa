/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/filter-bar.h"

#include "app/compat.h"
#include "app/dialogs/util.h"
#include "app/filter-chips.h"
#include "app/wrap-layout.h"

#include <glib/gi18n-lib.h>

static const struct
{
  PasarStates state;
  const char *title;
} pills[] = {
  { PASAR_STATE_ANY, N_ ("All") },
  { PASAR_STATE_CHANGED, N_ ("Changed") },
  { PASAR_STATE_PROBLEM, N_ ("Problems") },
  { PASAR_STATE_OUT_OF_STOCK, N_ ("Out of Stock") },
  { PASAR_STATE_PROMOTION, N_ ("On Promotion") },
  { PASAR_STATE_NOT_LISTED, N_ ("Not Listed") },
  { PASAR_STATE_WITH_MODELS, N_ ("With Variations") },
};
#define N_PILLS G_N_ELEMENTS (pills)

/* In the order of the list; the first entry is "any". */
static const int statuses[] = {
  -1,
  PASAR_STATUS_NORMAL,
  PASAR_STATUS_UNLIST,
  PASAR_STATUS_REVIEWING,
  PASAR_STATUS_BANNED,
  PASAR_STATUS_SELLER_DELETE,
  PASAR_STATUS_SHOPEE_DELETE,
};

struct _PasarFilterBar
{
  GtkWidget parent_instance;

  PasarView *view; /* (owned) (nullable) */
  GtkWidget *box;
  GtkWidget *buttons[N_PILLS];
  GtkWidget *counts[N_PILLS];
  PasarCount shown[N_PILLS];
  guint n_waiting;
  PasarFilterChips *chips;
  GtkWidget *status;
  gboolean setting;
};

static guint conditions_changed_signal;

G_DEFINE_FINAL_TYPE (PasarFilterBar, pasar_filter_bar, GTK_TYPE_WIDGET)

static PasarStates
get_states (PasarFilterBar *self)
{
  PasarStates states = PASAR_STATE_ANY;

  for (guint i = 1; i < N_PILLS; i++)
    {
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->buttons[i])))
        states |= pills[i].state;
    }
  return states;
}

static void
set_states (PasarFilterBar *self, PasarStates states)
{
  self->setting = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), states == PASAR_STATE_ANY);
  for (guint i = 1; i < N_PILLS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]),
                                  (states & pills[i].state) != 0);
  self->setting = FALSE;
}

static void
toggled_cb (PasarFilterBar *self, GtkToggleButton *button)
{
  PasarStates states;

  if (self->setting)
    return;
  states = GTK_WIDGET (button) == self->buttons[0] ? PASAR_STATE_ANY : get_states (self);
  set_states (self, states);
  if (self->view != NULL)
    pasar_view_set_states (self->view, states);
}

static void
status_cb (PasarFilterBar *self)
{
  const guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->status));

  pasar_compat_drop_down_set_label (GTK_DROP_DOWN (self->status), _ ("Status"));
  if (self->view == NULL || selected >= G_N_ELEMENTS (statuses))
    return;
  pasar_view_set_status (self->view, statuses[selected]);
  pasar_filter_bar_update (self);
}

/* What a filter counts, in words, and of the changes what is not counted. */
static char *
dup_words (PasarFilterBar *self, guint i)
{
  g_autofree char *count = pasar_filter_bar_dup_count (self->shown[i]);
  g_autofree char *waiting = pills[i].state == PASAR_STATE_CHANGED
                                 ? pasar_dialog_dup_waiting (pasar_view_get_catalogue (self->view))
                                 : NULL;

  return waiting != NULL ? g_strdup_printf ("%s. %s", count, waiting) : g_steal_pointer (&count);
}

/* Made when it is wanted: GTK asks where the pointer is whenever a tooltip's text changes. */
static gboolean
query_tooltip_cb (PasarFilterBar *self,
                  int x,
                  int y,
                  gboolean by_keyboard,
                  GtkTooltip *tooltip,
                  GtkWidget *button)
{
  for (guint i = 0; i < N_PILLS && self->view != NULL; i++)
    {
      g_autofree char *words = dup_words (self, i);

      if (self->buttons[i] == button)
        gtk_tooltip_set_text (tooltip, words);
    }
  return self->view != NULL;
}

static GtkWidget *
make_pill (PasarFilterBar *self, guint i)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->counts[i] = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->counts[i], "numeric");
  gtk_widget_add_css_class (self->counts[i], "dim-label");
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (pills[i].title)));
  gtk_box_append (GTK_BOX (box), self->counts[i]);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "filter-pill");
  gtk_widget_set_has_tooltip (button, TRUE);
  g_signal_connect_swapped (button, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  return button;
}

static GtkWidget *
make_status (PasarFilterBar *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *status;

  gtk_string_list_append (labels, _ ("Any Status"));
  for (guint i = 1; i < G_N_ELEMENTS (statuses); i++)
    gtk_string_list_append (labels, pasar_status_to_label ((PasarStatus) statuses[i]));
  status = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
  gtk_widget_add_css_class (status, "filter-status");
  pasar_compat_drop_down_set_label (GTK_DROP_DOWN (status), _ ("Status"));
  g_signal_connect_swapped (status, "notify::selected", G_CALLBACK (status_cb), self);
  return status;
}

static void
pasar_filter_bar_dispose (GObject *object)
{
  PasarFilterBar *self = PASAR_FILTER_BAR (object);

  g_clear_object (&self->view);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (pasar_filter_bar_parent_class)->dispose (object);
}

static void
pasar_filter_bar_class_init (PasarFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_filter_bar_dispose;
  /**
   * PasarFilterBar::conditions-changed:
   * @self: a filter bar
   *
   * What was built with chips is another condition.
   */
  conditions_changed_signal = pasar_dialog_class_add_signal (klass, "conditions-changed", 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "filterbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
chips_changed_cb (PasarFilterBar *self)
{
  g_signal_emit (self, conditions_changed_signal, 0);
}

static void
pasar_filter_bar_init (PasarFilterBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_layout_manager (box, pasar_wrap_layout_new (6));
  gtk_widget_add_css_class (box, "content");
  for (guint i = 0; i < N_PILLS; i++)
    {
      self->buttons[i] = make_pill (self, i);
      gtk_box_append (GTK_BOX (box), self->buttons[i]);
    }
  self->chips = PASAR_FILTER_CHIPS (pasar_filter_chips_new ());
  g_signal_connect_swapped (self->chips, "changed", G_CALLBACK (chips_changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chips));
  self->status = make_status (self);
  gtk_widget_set_hexpand (self->status, TRUE);
  gtk_widget_set_halign (self->status, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), self->status);
  set_states (self, PASAR_STATE_ANY);

  gtk_widget_set_parent (box, GTK_WIDGET (self));
  self->box = box;
}

/**
 * pasar_filter_bar_set_view:
 * @self: a filter bar
 * @view: (nullable): what is filtered from now on; it gets the filters that are set
 */
void
pasar_filter_bar_set_view (PasarFilterBar *self, PasarView *view)
{
  g_set_object (&self->view, view);
  pasar_filter_chips_set_catalogue (self->chips,
                                    view != NULL ? pasar_view_get_catalogue (view) : NULL);
  if (view == NULL)
    return;
  pasar_view_set_states (view, get_states (self));
  status_cb (self);
}

/**
 * pasar_filter_bar_dup_count:
 * @count: items and models
 *
 * Returns: (transfer full): the count in words, as the filters and the status bar say it
 */
char *
pasar_filter_bar_dup_count (PasarCount count)
{
  g_autofree char *items =
      g_strdup_printf (ngettext ("%'u item", "%'u items", count.n_items), count.n_items);
  g_autofree char *models =
      g_strdup_printf (ngettext ("%'u variation", "%'u variations", count.n_models),
                       count.n_models);

  if (count.n_models == 0)
    return g_steal_pointer (&items);
  return g_strdup_printf ("%s · %s", items, models);
}

static void
show_count (PasarFilterBar *self, guint i)
{
  /* Translators: a count, with the thousands separators of the language */
  g_autofree char *text = g_strdup_printf (_ ("%'u"), self->shown[i].n_items);
  g_autofree char *words = dup_words (self, i);
  g_autofree char *label = g_strdup_printf ("%s, %s", _ (pills[i].title), words);

  gtk_label_set_text (GTK_LABEL (self->counts[i]), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label,
                                  -1);
}

/**
 * pasar_filter_bar_update:
 * @self: a filter bar
 *
 * Shows how many items each filter would leave of those that the search and the status leave.
 */
void
pasar_filter_bar_update (PasarFilterBar *self)
{
  const guint n_waiting =
      self->view != NULL ? pasar_catalogue_get_n_waiting (pasar_view_get_catalogue (self->view))
                         : 0;
  const gboolean waits_anew = n_waiting != self->n_waiting;

  self->n_waiting = n_waiting;
  for (guint i = 0; i < N_PILLS && self->view != NULL; i++)
    {
      const PasarCount count = pasar_view_count (self->view, pills[i].state);
      const gboolean is_new = *gtk_label_get_text (GTK_LABEL (self->counts[i])) == '\0';

      if (!is_new && !(waits_anew && pills[i].state == PASAR_STATE_CHANGED)
          && count.n_items == self->shown[i].n_items && count.n_models == self->shown[i].n_models)
        continue;
      self->shown[i] = count;
      show_count (self, i);
    }
}

/**
 * pasar_filter_bar_dup_condition:
 * @self: a filter bar
 *
 * Returns: (transfer full) (nullable): what was built with chips; %NULL: nothing
 */
PasarCondition *
pasar_filter_bar_dup_condition (PasarFilterBar *self)
{
  return pasar_filter_chips_dup_condition (self->chips);
}

/**
 * pasar_filter_bar_clear:
 * @self: a filter bar
 *
 * Shows all rows again.
 */
void
pasar_filter_bar_clear (PasarFilterBar *self)
{
  set_states (self, PASAR_STATE_ANY);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->status), 0);
  pasar_filter_chips_clear (self->chips);
  if (self->view != NULL)
    pasar_view_set_states (self->view, PASAR_STATE_ANY);
}
