/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/view-tabs.h"

#include "app/dialogs/util.h"
#include "app/filter-bar.h"

#include <glib/gi18n-lib.h>

/* A longer name is cut, and said whole in a tooltip. */
#define MAX_NAME_CHARS 24

typedef struct
{
  GtkWidget *box;
  GtkWidget *button;
  GtkLabel *name;
  GtkWidget *dot;
  GtkLabel *count;
  GtkWidget *more;
  PasarStates state;
  gboolean is_counted;
  PasarCount shown;
} Tab;

struct _PasarViewTabs
{
  GtkWidget parent_instance;

  PasarViews *views; /* (owned) (nullable) */
  GtkWidget *box;
  GtkWidget *scrolled;
  GtkWidget *list;
  GtkWidget *new_button;
  GArray *tabs; /* (owned) (element-type Tab) */
  guint chosen;
  gboolean is_changed;
  guint scroll_id; /* until the chosen one is in sight */
};

enum
{
  SIGNAL_MENU_ASKED,
  SIGNAL_NEW_ASKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  guint key;
  GdkModifierType modifiers;
} menu_keys[] = {
  { GDK_KEY_Menu, 0 },
  { GDK_KEY_F10, GDK_SHIFT_MASK },
  { GDK_KEY_Down, GDK_ALT_MASK },
  { GDK_KEY_KP_Down, GDK_ALT_MASK },
};

G_DEFINE_FINAL_TYPE (PasarViewTabs, pasar_view_tabs, GTK_TYPE_WIDGET)

static Tab *
get_tab (PasarViewTabs *self, guint n)
{
  return n < self->tabs->len ? &g_array_index (self->tabs, Tab, n) : NULL;
}

static guint
find_tab (PasarViewTabs *self, GtkWidget *widget)
{
  guint n = 0;

  while (n < self->tabs->len && !gtk_widget_is_ancestor (widget, get_tab (self, n)->box)
         && widget != get_tab (self, n)->box)
    n++;
  return n;
}

static void
ask_for_menu (PasarViewTabs *self, GtkWidget *widget)
{
  const guint n = find_tab (self, widget);

  if (n < self->tabs->len)
    g_signal_emit (self, signals[SIGNAL_MENU_ASKED], 0, n, get_tab (self, n)->box);
}

static void
pressed_cb (PasarViewTabs *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  ask_for_menu (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
}

static void
menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus != NULL)
    ask_for_menu (PASAR_VIEW_TABS (widget), focus);
}

/* How it is said: name, count, and whether it was changed. */
static void
update_label (PasarViewTabs *self, guint n)
{
  Tab *tab = get_tab (self, n);
  const char *name = gtk_label_get_text (tab->name);
  g_autofree char *count = pasar_filter_bar_dup_count (tab->shown);
  g_autofree char *counted =
      tab->is_counted ? g_strdup_printf ("%s, %s", name, count) : g_strdup (name);
  /* Translators: %s is the name of a view */
  g_autofree char *changed = g_strdup_printf (_ ("%s, not saved as it is now"), counted);
  const gboolean is_chosen = n == self->chosen;

  gtk_accessible_update_property (GTK_ACCESSIBLE (tab->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_chosen && self->is_changed ? changed : counted,
                                  -1);
}

static void
show_chosen (PasarViewTabs *self, guint n)
{
  Tab *tab = get_tab (self, n);
  const gboolean is_chosen = n == self->chosen;

  if (is_chosen)
    gtk_widget_add_css_class (tab->box, "chosen");
  else
    gtk_widget_remove_css_class (tab->box, "chosen");
  gtk_widget_set_visible (tab->more, is_chosen);
  gtk_widget_set_visible (tab->dot, is_chosen && self->is_changed);
  gtk_accessible_update_state (GTK_ACCESSIBLE (tab->button),
                               GTK_ACCESSIBLE_STATE_SELECTED,
                               is_chosen,
                               -1);
  update_label (self, n);
}

static GtkWidget *
make_more (PasarViewTabs *self, const char *title)
{
  GtkWidget *more = gtk_button_new_from_icon_name ("pan-down-symbolic");
  /* Translators: a button with what can be done with a view; %s is its name */
  g_autofree char *label = g_strdup_printf (_ ("Menu of %s"), title);

  gtk_widget_add_css_class (more, "flat");
  gtk_widget_add_css_class (more, "more");
  pasar_dialog_set_accessible_label (more, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (more),
                                  GTK_ACCESSIBLE_PROPERTY_HAS_POPUP,
                                  TRUE,
                                  -1);
  g_signal_connect_swapped (more, "clicked", G_CALLBACK (ask_for_menu), self);
  return more;
}

static GtkWidget *
make_button (Tab *tab, guint n)
{
  GtkWidget *button =
      g_object_new (GTK_TYPE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), tab->dot);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (tab->name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (tab->count));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "name");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.view");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", n);
  return button;
}

static void
add_tab (PasarViewTabs *self, guint n)
{
  const PasarSavedView *view = pasar_views_get_nth (self->views, n);
  const char *title = pasar_saved_view_get_title (view);
  GtkGesture *click = gtk_gesture_click_new ();
  Tab tab = { .box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0),
              .name = GTK_LABEL (gtk_label_new (title)),
              .dot = gtk_label_new ("•"),
              .count = GTK_LABEL (gtk_label_new (NULL)),
              .more = make_more (self, title) };

  gtk_label_set_ellipsize (tab.name, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (tab.name, MAX_NAME_CHARS);
  pasar_dialog_add_cut_tooltip (tab.name);
  gtk_widget_add_css_class (tab.dot, "dot");
  gtk_widget_set_tooltip_text (tab.dot, _ ("Changed since it was saved"));
  gtk_widget_add_css_class (GTK_WIDGET (tab.count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (tab.count), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (tab.count), FALSE);
  if (!pasar_saved_view_get_state (view, &tab.state))
    tab.state = (PasarStates) -1;
  tab.button = make_button (&tab, n);
  gtk_widget_add_css_class (tab.box, "view-tab");
  gtk_box_append (GTK_BOX (tab.box), tab.button);
  gtk_box_append (GTK_BOX (tab.box), tab.more);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (tab.box, GTK_EVENT_CONTROLLER (click));
  gtk_box_append (GTK_BOX (self->list), tab.box);
  g_array_append_val (self->tabs, tab);
}

static void
clear (PasarViewTabs *self)
{
  for (guint i = 0; i < self->tabs->len; i++)
    gtk_box_remove (GTK_BOX (self->list), get_tab (self, i)->box);
  g_array_set_size (self->tabs, 0);
}

static void
fill (PasarViewTabs *self)
{
  clear (self);
  for (guint i = 0; i < pasar_views_get_n (self->views); i++)
    add_tab (self, i);
  for (guint i = 0; i < self->tabs->len; i++)
    show_chosen (self, i);
}

/* Not before the tabs have their places. */
static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PasarViewTabs *self = PASAR_VIEW_TABS (widget);
  Tab *tab = get_tab (self, self->chosen);
  graphene_rect_t place;

  if (tab != NULL && gtk_widget_get_width (tab->box) == 0)
    return G_SOURCE_CONTINUE;
  self->scroll_id = 0;
  if (tab != NULL && gtk_widget_compute_bounds (tab->box, self->list, &place))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (
                                   GTK_SCROLLED_WINDOW (self->scrolled)),
                               place.origin.x,
                               place.origin.x + place.size.width);
  return G_SOURCE_REMOVE;
}

static void
queue_scroll (PasarViewTabs *self)
{
  if (self->scroll_id == 0)
    self->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

/* A wheel turns one way only. */
static gboolean
wheel_cb (PasarViewTabs *self, double x, double y)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment)
                                + (x + y) * gtk_adjustment_get_step_increment (adjustment));
  return GDK_EVENT_STOP;
}

static void
new_cb (PasarViewTabs *self)
{
  g_signal_emit (self, signals[SIGNAL_NEW_ASKED], 0);
}

static void
pasar_view_tabs_dispose (GObject *object)
{
  PasarViewTabs *self = PASAR_VIEW_TABS (object);

  if (self->scroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_id);
  self->scroll_id = 0;
  if (self->views != NULL)
    g_signal_handlers_disconnect_by_data (self->views, self);
  g_clear_object (&self->views);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->tabs, g_array_unref);
  G_OBJECT_CLASS (pasar_view_tabs_parent_class)->dispose (object);
}

static void
pasar_view_tabs_class_init (PasarViewTabsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_view_tabs_dispose;
  /**
   * PasarViewTabs::menu-asked:
   * @self: tabs
   * @n: the number of a view
   * @tab: its tab
   *
   * The seller wants to see what can be done with that view.
   */
  signals[SIGNAL_MENU_ASKED] =
      pasar_dialog_class_add_signal (klass, "menu-asked", 2, G_TYPE_UINT, GTK_TYPE_WIDGET);
  /**
   * PasarViewTabs::new-asked:
   * @self: tabs
   *
   * The seller wants to keep what is shown.
   */
  signals[SIGNAL_NEW_ASKED] = pasar_dialog_class_add_signal (klass, "new-asked", 0);
  gtk_widget_class_install_action (widget_class, "view-tabs.menu", NULL, menu_cb);
  for (guint i = 0; i < G_N_ELEMENTS (menu_keys); i++)
    gtk_widget_class_add_binding_action (widget_class,
                                         menu_keys[i].key,
                                         menu_keys[i].modifiers,
                                         "view-tabs.menu",
                                         NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_view_tabs_init (PasarViewTabs *self)
{
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);
  GtkEventController *wheel = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  self->tabs = g_array_new (FALSE, FALSE, sizeof (Tab));
  self->list = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB_LIST, NULL);
  pasar_dialog_set_accessible_label (self->list, _ ("Views"));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled),
                                  GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), self->list);
  /* Names are not cut as long as the others can be scrolled to. */
  gtk_scrollable_set_hscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), viewport);
  g_signal_connect_swapped (gtk_scrolled_window_get_hadjustment (
                                GTK_SCROLLED_WINDOW (self->scrolled)),
                            "notify::page-size",
                            G_CALLBACK (queue_scroll),
                            self);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (wheel, "scroll", G_CALLBACK (wheel_cb), self);
  gtk_widget_add_controller (self->scrolled, wheel);
  self->new_button = gtk_button_new_from_icon_name ("tab-new-symbolic");
  gtk_widget_add_css_class (self->new_button, "flat");
  gtk_widget_add_css_class (self->new_button, "view-new");
  gtk_widget_set_tooltip_text (self->new_button, _ ("Save as a New View"));
  pasar_dialog_set_accessible_label (self->new_button, _ ("Save as a New View"));
  g_signal_connect_swapped (self->new_button, "clicked", G_CALLBACK (new_cb), self);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_box_append (GTK_BOX (self->box), self->scrolled);
  gtk_box_append (GTK_BOX (self->box), self->new_button);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * pasar_view_tabs_new:
 *
 * Returns: (transfer floating): no tabs
 */
GtkWidget *
pasar_view_tabs_new (void)
{
  return g_object_new (PASAR_TYPE_VIEW_TABS, NULL);
}

/**
 * pasar_view_tabs_set_views:
 * @self: tabs
 * @views: (nullable): what they are for
 */
void
pasar_view_tabs_set_views (PasarViewTabs *self, PasarViews *views)
{
  if (self->views != NULL)
    g_signal_handlers_disconnect_by_data (self->views, self);
  g_set_object (&self->views, views);
  gtk_widget_set_sensitive (self->new_button, views != NULL);
  if (views == NULL)
    {
      clear (self);
      return;
    }
  g_signal_connect_swapped (views, "changed", G_CALLBACK (fill), self);
  fill (self);
}

/**
 * pasar_view_tabs_set_chosen:
 * @self: tabs
 * @n: the number of a view, or one past them for none
 * @is_changed: whether something else is shown than what is kept
 */
void
pasar_view_tabs_set_chosen (PasarViewTabs *self, guint n, gboolean is_changed)
{
  if (self->chosen == n && self->is_changed == is_changed)
    return;
  if (self->chosen != n)
    queue_scroll (self);
  self->chosen = n;
  self->is_changed = is_changed;
  for (guint i = 0; i < self->tabs->len; i++)
    show_chosen (self, i);
}

/**
 * pasar_view_tabs_update_counts:
 * @self: tabs
 * @view: what is shown
 *
 * Shows how many items the views of a single state have.
 */
void
pasar_view_tabs_update_counts (PasarViewTabs *self, PasarView *view)
{
  for (guint i = 0; i < self->tabs->len; i++)
    {
      Tab *tab = get_tab (self, i);
      g_autofree char *text = NULL;
      PasarCount count;

      if (tab->state == (PasarStates) -1)
        continue;
      count = pasar_view_count (view, tab->state);
      if (tab->is_counted && count.n_items == tab->shown.n_items
          && count.n_models == tab->shown.n_models)
        continue;
      tab->is_counted = TRUE;
      tab->shown = count;
      /* Translators: a count, with the thousands separators of the language */
      text = g_strdup_printf (_ ("%'u"), count.n_items);
      gtk_label_set_text (tab->count, text);
      gtk_widget_set_visible (GTK_WIDGET (tab->count), TRUE);
      update_label (self, i);
    }
}

/**
 * pasar_view_tabs_get_tab:
 * @self: tabs
 * @n: the number of a view
 *
 * Returns: (transfer none) (nullable): its tab
 */
GtkWidget *
pasar_view_tabs_get_tab (PasarViewTabs *self, guint n)
{
  Tab *tab = get_tab (self, n);

  return tab != NULL ? tab->button : NULL;
}

/**
 * pasar_view_tabs_get_new_button:
 * @self: tabs
 *
 * Returns: (transfer none): the button that keeps a new view
 */
GtkWidget *
pasar_view_tabs_get_new_button (PasarViewTabs *self)
{
  return self->new_button;
}
