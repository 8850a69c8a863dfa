/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/past-view.h"

#include "app/dialogs/util.h"
#include "app/past-chart.h"
#include "jobs/past.h"

#include <glib/gi18n-lib.h>

/* That are shown. */
#define SHOWN_DAYS 90

struct _PasarPastView
{
  GtkWidget parent_instance;

  GtkWidget *empty;
  GtkWidget *content;
  PasarPastChart *prices;
  PasarPastChart *stocks;
  GtkLabel *from;
  GtkLabel *until;
  GtkLabel *reference;
  GtkLabel *before_promotion;
  GtkLabel *looks;

  PasarSession *session; /* (owned) (nullable) */
  GSignalGroup *jobs;    /* (owned): of the session */
  PasarRowKey key;
  GCancellable *reading; /* (owned) (nullable) */
  gboolean is_current;   /* what is shown was read, or is being read */
};

G_DEFINE_FINAL_TYPE (PasarPastView, pasar_past_view, GTK_TYPE_WIDGET)

static char *
dup_price (PasarPastView *self, const PasarPastPoint *point)
{
  return pasar_dialog_dup_value (pasar_session_get_catalogue (self->session),
                                 PASAR_FIELD_PRICE,
                                 point->value);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* The lowest price. */

static char *
dup_reference (PasarPastView *self, const PasarLowest *lowest)
{
  g_autofree char *price = dup_price (self, &lowest->point);
  g_autofree char *day = pasar_dialog_dup_day (lowest->point.at_ms / 1000);

  if (lowest->n_days >= PASAR_LOWEST_DAYS)
    /* Translators: a price, and the day since which it was so low */
    return g_strdup_printf (_ ("Lowest price of 30 days: %s (%s)"), price, day);
  return g_strdup_printf (
      /* Translators: a number of days, fewer than 30; a price; the day since which it was so low */
      ngettext ("Lowest price since Pasar has been watching (%u day): %s (%s)",
                "Lowest price since Pasar has been watching (%u days): %s (%s)",
                lowest->n_days),
      lowest->n_days,
      price,
      day);
}

static char *
dup_before_promotion (PasarPastView *self, const PasarLowest *lowest)
{
  g_autofree char *price = dup_price (self, &lowest->point);
  g_autofree char *day = pasar_dialog_dup_day (lowest->point.at_ms / 1000);

  if (lowest->n_days >= PASAR_LOWEST_DAYS)
    /* Translators: a price, and the day since which it was so low */
    return g_strdup_printf (_ ("Lowest in the 30 days before this promotion: %s (%s)"), price, day);
  return g_strdup_printf (
      /* Translators: a number of days, fewer than 30; a price; the day since which it was so low */
      ngettext ("Lowest before this promotion, of the %u day that Pasar watched: %s (%s)",
                "Lowest before this promotion, of the %u days that Pasar watched: %s (%s)",
                lowest->n_days),
      lowest->n_days,
      price,
      day);
}

static void
show_lowest (PasarPastView *self, const PasarPast *past, const GArray *prices, gint64 now_ms)
{
  const gint64 promotion_ms = pasar_past_find_promotion (prices);
  g_autofree char *reference = NULL;
  g_autofree char *before = NULL;
  g_autofree char *looks = NULL;
  PasarLowest lowest;

  if (promotion_ms != 0 && pasar_past_find_lowest (past, prices, promotion_ms, &lowest))
    before = dup_before_promotion (self, &lowest);
  if (pasar_past_find_lowest (past, prices, now_ms, &lowest))
    {
      reference = dup_reference (self, &lowest);
      looks = g_strdup_printf (
          ngettext ("The shop was read on %u of these days; what was in between is not known.",
                    "The shop was read on %u of these days; what was in between is not known.",
                    lowest.n_looks),
          lowest.n_looks);
    }
  set_text (self->reference, reference);
  set_text (self->before_promotion, before);
  set_text (self->looks, looks);
}

/* While it is read the room is kept, so that nothing else moves. */
static void
set_child_visible (PasarPastView *self, gboolean is_visible)
{
  gtk_widget_set_child_visible (self->empty, is_visible);
  gtk_widget_set_child_visible (self->content, is_visible);
}

static gint64
get_first (const GArray *points, gint64 none)
{
  return points->len > 0 ? g_array_index (points, PasarPastPoint, 0).at_ms : none;
}

static void
show_past (PasarPastView *self, const PasarPast *past)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const gint64 now_ms = g_get_real_time () / 1000;
  g_autoptr (GArray) prices = pasar_past_list_prices (past);
  g_autoptr (GArray) stocks = pasar_past_list_stocks (past);
  const gint64 first_ms = MIN (get_first (prices, now_ms), get_first (stocks, now_ms));
  const gint64 from_ms = CLAMP (first_ms, now_ms - SHOWN_DAYS * PASAR_MS_OF_DAY, now_ms - 1);
  const gboolean is_empty = prices->len == 0 && stocks->len == 0;
  g_autofree char *from = pasar_dialog_dup_day (from_ms / 1000);
  g_autofree char *until = pasar_dialog_dup_day (now_ms / 1000);

  set_child_visible (self, TRUE);
  gtk_widget_set_visible (self->empty, is_empty);
  gtk_widget_set_visible (self->content, !is_empty);
  pasar_past_chart_show (self->prices, catalogue, prices, from_ms, now_ms);
  pasar_past_chart_show (self->stocks, catalogue, stocks, from_ms, now_ms);
  gtk_label_set_text (self->from, from);
  gtk_label_set_text (self->until, until);
  show_lowest (self, past, prices, now_ms);
}

/* Reading. */

static void
stop (PasarPastView *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->is_current = FALSE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarPastView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarPast) past = pasar_store_finish_object (PASAR_STORE (source), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->reading || self->session == NULL)
    return;
  g_clear_object (&self->reading);
  /* Nothing depends on it; what is wrong with the store is said elsewhere. */
  if (past != NULL)
    show_past (self, past);
}

static void
update (PasarPastView *self)
{
  if (self->is_current || self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_current = TRUE;
  self->reading = g_cancellable_new ();
  pasar_store_read_past_async (pasar_session_get_store (self->session),
                               pasar_session_get_shop (self->session)->id,
                               self->key.item_id,
                               self->key.model_id,
                               self->reading,
                               read_cb,
                               g_object_ref (self));
}

static void
jobs_changed_cb (PasarPastView *self, guint position, guint n_removed)
{
  if (n_removed == 0)
    return;
  stop (self);
  update (self);
}

/* The life of a view. */

static void
pasar_past_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pasar_past_view_parent_class)->map (widget);
  update (PASAR_PAST_VIEW (widget));
}

static void
pasar_past_view_dispose (GObject *object)
{
  PasarPastView *self = PASAR_PAST_VIEW (object);
  GtkWidget *child;

  stop (self);
  g_clear_object (&self->jobs);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (pasar_past_view_parent_class)->dispose (object);
}

static void
pasar_past_view_class_init (PasarPastViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_past_view_dispose;
  widget_class->map = pasar_past_view_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkLabel *
add_text (GtkWidget *box, const char *style)
{
  GtkLabel *label = add_label (box, style);

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (label, TRUE);
  return label;
}

static PasarPastChart *
add_chart (PasarPastView *self, PasarField field, GtkSizeGroup *scales)
{
  GtkWidget *chart = pasar_past_chart_new (field, scales);

  gtk_box_append (GTK_BOX (self->content), chart);
  return PASAR_PAST_CHART (chart);
}

static void
add_days (PasarPastView *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->from = add_label (line, "caption");
  self->until = add_label (line, "caption");
  gtk_widget_set_hexpand (GTK_WIDGET (self->until), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->until), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->content), line);
}

static void
pasar_past_view_init (PasarPastView *self)
{
  g_autoptr (GtkSizeGroup) scales = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  self->jobs = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->jobs, "items-changed", G_CALLBACK (jobs_changed_cb), self);
  self->empty = gtk_label_new (_ ("No history yet"));
  gtk_label_set_xalign (GTK_LABEL (self->empty), 0);
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_widget_set_visible (self->empty, FALSE);
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_hexpand (self->content, TRUE);
  gtk_widget_set_visible (self->content, FALSE);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
  self->prices = add_chart (self, PASAR_FIELD_PRICE, scales);
  self->stocks = add_chart (self, PASAR_FIELD_STOCK, scales);
  add_days (self);
  self->reference = add_text (self->content, NULL);
  self->before_promotion = add_text (self->content, NULL);
  self->looks = add_text (self->content, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->looks), "caption");
  pasar_dialog_set_accessible_label (self, _ ("History"));
}

/**
 * pasar_past_view_new:
 *
 * Makes a view that shows no row yet.
 *
 * Returns: (transfer floating): a view
 */
GtkWidget *
pasar_past_view_new (void)
{
  return g_object_new (PASAR_TYPE_PAST_VIEW, NULL);
}

/**
 * pasar_past_view_show:
 * @self: a view
 * @session: (nullable): the open shop
 * @key: a row of it, an item without models or a model
 *
 * Shows the past of a row; what was shown of another is gone at once.
 */
void
pasar_past_view_show (PasarPastView *self, PasarSession *session, PasarRowKey key)
{
  g_return_if_fail (PASAR_IS_PAST_VIEW (self));

  if (self->session == session && self->key.item_id == key.item_id
      && self->key.model_id == key.model_id)
    return;
  stop (self);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->jobs, session != NULL ? pasar_session_get_jobs (session) : NULL);
  self->key = key;
  set_child_visible (self, FALSE);
  update (self);
}
