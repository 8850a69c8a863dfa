/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/filter-bar.h"

#include "app/compat.h"
#include "app/dialogs/util.h"
#include "app/filter-chips.h"
#include "app/wrap-layout.h"

#include <glib/gi18n-lib.h>

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
  PasarFilterChips *chips;
  GtkWidget *status;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (PasarFilterBar, pasar_filter_bar, GTK_TYPE_WIDGET)

static void
status_cb (PasarFilterBar *self)
{
  const guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->status));

  pasar_compat_drop_down_set_label (GTK_DROP_DOWN (self->status), _ ("Status"));
  if (self->view == NULL || selected >= G_N_ELEMENTS (statuses))
    return;
  pasar_view_set_status (self->view, statuses[selected]);
  g_signal_emit (self, changed_signal, 0);
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
   * PasarFilterBar::changed:
   * @self: a filter bar
   *
   * What was built with chips is another condition, or the status is another one.
   */
  changed_signal = pasar_dialog_class_add_signal (klass, "changed", 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "filterbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
chips_changed_cb (PasarFilterBar *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
pasar_filter_bar_init (PasarFilterBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_layout_manager (box, pasar_wrap_layout_new (6));
  gtk_widget_add_css_class (box, "content");
  self->chips = PASAR_FILTER_CHIPS (pasar_filter_chips_new ());
  g_signal_connect_swapped (self->chips, "changed", G_CALLBACK (chips_changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chips));
  self->status = make_status (self);
  gtk_widget_set_hexpand (self->status, TRUE);
  gtk_widget_set_halign (self->status, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), self->status);

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

/* (transfer full) As a text, which means the same in another shop; empty: any. */
static char *
dup_status (PasarFilterBar *self, guint n)
{
  g_autoptr (PasarCondition) condition = NULL;

  if (self->view == NULL || n == 0 || n >= G_N_ELEMENTS (statuses))
    return g_strdup ("");
  condition = pasar_condition_new_number (PASAR_COLUMN_STATUS,
                                          PASAR_COMPARE_EQUAL,
                                          statuses[n],
                                          statuses[n]);
  return pasar_condition_write (condition,
                                pasar_view_get_catalogue (self->view),
                                pasar_condition_get_kept_format ());
}

/**
 * pasar_filter_bar_save:
 * @self: a filter bar
 * @saved: a view that gets what the filters are
 */
void
pasar_filter_bar_save (PasarFilterBar *self, PasarSavedView *saved)
{
  g_strfreev (saved->filters);
  saved->filters = pasar_filter_chips_dup_kept (self->chips, &saved->is_any);
  g_free (saved->status);
  saved->status = dup_status (self, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->status)));
}

/**
 * pasar_filter_bar_restore:
 * @self: a filter bar with a view
 * @saved: what the filters are to be
 */
void
pasar_filter_bar_restore (PasarFilterBar *self, const PasarSavedView *saved)
{
  guint n = 0;

  for (guint i = 1; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *status = dup_status (self, i);

      if (g_str_equal (status, saved->status))
        n = i;
    }
  pasar_filter_chips_set_kept (self->chips, (const char *const *) saved->filters, saved->is_any);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->status), n);
}

/**
 * pasar_filter_bar_prepend:
 * @self: a filter bar
 * @widget: what stands before the filters
 */
void
pasar_filter_bar_prepend (PasarFilterBar *self, GtkWidget *widget)
{
  gtk_box_prepend (GTK_BOX (self->box), widget);
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
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->status), 0);
  pasar_filter_chips_clear (self->chips);
}
