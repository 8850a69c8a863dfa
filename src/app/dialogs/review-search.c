/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-search.h"

#include "app/dialogs/util.h"
#include "catalogue/view/view.h"

#include <glib/gi18n-lib.h>

struct _PasarReviewSearch
{
  GtkWidget parent_instance;

  GtkWidget *entry;
  GtkLabel *error;
  PasarCatalogue *catalogue; /* (owned) (nullable) */
  PasarView *view;           /* (owned) (nullable): the rows that are found; NULL: all */
};

G_DEFINE_FINAL_TYPE (PasarReviewSearch, pasar_review_search, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
tell_changed (PasarReviewSearch *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
find_all (PasarReviewSearch *self)
{
  if (self->view == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);
  tell_changed (self);
}

static void
find (PasarReviewSearch *self, PasarCondition *condition)
{
  const gboolean is_first = self->view == NULL;

  if (is_first)
    {
      self->view = pasar_view_new (self->catalogue);
      pasar_view_set_flat (self->view, TRUE);
      g_signal_connect_swapped (self->view, "rows-changed", G_CALLBACK (tell_changed), self);
    }
  pasar_view_set_condition (self->view, condition, g_get_real_time () / G_USEC_PER_SEC);
  if (is_first)
    tell_changed (self);
}

/* What is merely not written to its end yet is told as soon as it is meant to be. */
static void
read_text (PasarReviewSearch *self, gboolean is_meant)
{
  g_autoptr (PasarCondition) condition = NULL;
  g_autoptr (GError) error = NULL;
  gsize place = G_MAXSIZE;

  if (self->catalogue == NULL)
    return;
  if (pasar_condition_read (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                            self->catalogue,
                            NULL,
                            &condition,
                            &place,
                            &error))
    {
      if (condition != NULL)
        find (self, condition);
      else
        find_all (self);
    }
  else if (!is_meant && g_error_matches (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_EMPTY))
    g_clear_error (&error);
  pasar_dialog_set_entry_error (self->entry, self->error, error != NULL ? error->message : NULL);
  pasar_dialog_mark_place (GTK_EDITABLE (self->entry), error != NULL ? place : G_MAXSIZE);
}

static void
changed_cb (PasarReviewSearch *self)
{
  read_text (self, FALSE);
}

static void
activate_cb (PasarReviewSearch *self)
{
  read_text (self, TRUE);
}

/* Escape takes the search back, and only then the review. */
static void
stop_cb (PasarReviewSearch *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static gboolean
focus_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return gtk_widget_grab_focus (PASAR_REVIEW_SEARCH (widget)->entry);
}

static void
pasar_review_search_dispose (GObject *object)
{
  PasarReviewSearch *self = PASAR_REVIEW_SEARCH (object);
  GtkWidget *child;

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);
  g_clear_object (&self->catalogue);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pasar_review_search_parent_class)->dispose (object);
}

static void
pasar_review_search_class_init (PasarReviewSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_review_search_dispose;
  changed_signal = pasar_dialog_class_add_signal (klass, "changed", 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

/* Ctrl+F, wherever the focus is. */
static void
add_shortcut (PasarReviewSearch *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (
                                                              "<Control>f"),
                                                          gtk_callback_action_new (focus_cb,
                                                                                   NULL,
                                                                                   NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
pasar_review_search_init (PasarReviewSearch *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _ ("Search the changes"), NULL);
  pasar_dialog_set_accessible_label (self->entry, _ ("Search the changes"));
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (stop_cb), self);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_set_parent (GTK_WIDGET (self->error), GTK_WIDGET (self));
  add_shortcut (self);
}

/**
 * pasar_review_search_new:
 *
 * Returns: (transfer floating): a search for nothing
 */
GtkWidget *
pasar_review_search_new (void)
{
  return g_object_new (PASAR_TYPE_REVIEW_SEARCH, NULL);
}

/**
 * pasar_review_search_set_catalogue:
 * @self: a search
 * @catalogue: where to search, the same for good
 */
void
pasar_review_search_set_catalogue (PasarReviewSearch *self, PasarCatalogue *catalogue)
{
  g_return_if_fail (PASAR_IS_REVIEW_SEARCH (self));

  g_set_object (&self->catalogue, catalogue);
}

/**
 * pasar_review_search_get_is_active:
 * @self: a search
 *
 * Returns: whether there is something that it searches for
 */
gboolean
pasar_review_search_get_is_active (PasarReviewSearch *self)
{
  g_return_val_if_fail (PASAR_IS_REVIEW_SEARCH (self), FALSE);

  return self->view != NULL;
}

/**
 * pasar_review_search_finds:
 * @self: a search
 * @key: a row
 *
 * Returns: whether it is what is searched for, O(1)
 */
gboolean
pasar_review_search_finds (PasarReviewSearch *self, PasarRowKey key)
{
  g_return_val_if_fail (PASAR_IS_REVIEW_SEARCH (self), FALSE);

  return self->view == NULL
         || pasar_view_find_row (self->view, pasar_catalogue_find_editable (self->catalogue, key))
                != PASAR_NO_ROW;
}
