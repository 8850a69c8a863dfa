/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/past-view.h"

#include "app/dialogs/util.h"
#include "app/past-plot.h"

#include <glib/gi18n-lib.h>

/* That are shown. */
#define SHOWN_DAYS 90

/* Of a value. */
typedef struct
{
  PasarField field;
  GtkLabel *title; /* what it is, or the moment that is chosen */
  PasarPastPlot *plot;
  GtkLabel *highest;
  GtkLabel *lowest;
} Part;

struct _PasarPastView
{
  GtkWidget parent_instance;

  GtkWidget *empty;
  GtkWidget *content;
  Part parts[PASAR_CALL_STOCK + 1];
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
dup_day (gint64 at_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at_ms / 1000);

  return time != NULL ? g_date_time_format (time, "%x") : g_strdup ("");
}

static char *
dup_value (PasarPastView *self, PasarField field, gint64 value)
{
  return pasar_dialog_dup_value (pasar_session_get_catalogue (self->session), field, value);
}

static const char *
get_name (PasarField field)
{
  return pasar_column_info_get_title (pasar_column_get_info (pasar_column_for_field (field)));
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* A moment. */

static char *
dup_moment (PasarPastView *self, const Part *part, const PasarPastPoint *point)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *value = dup_value (self, part->field, point->value);
  g_autofree char *plain = dup_value (self, part->field, point->plain);

  g_ptr_array_add (words, pasar_dialog_dup_time (point->at_ms / 1000));
  g_ptr_array_add (words,
                   point->value == point->plain
                       ? g_strdup (value)
                       /* Translators: the price of a promotion, and the one without it */
                       : g_strdup_printf (_ ("%s instead of %s"), value, plain));
  if (point->is_submitted)
    /* Translators: of a price or a stock that was sent to the shop by this program */
    g_ptr_array_add (words, g_strdup (_ ("submitted")));
  return pasar_dialog_join (words);
}

static void
show_moment (PasarPastView *self, const Part *part)
{
  const PasarPastPoint *point = pasar_past_plot_get_chosen (part->plot);
  g_autofree char *moment = point != NULL ? dup_moment (self, part, point) : NULL;
  const char *text = moment != NULL ? moment : get_name (part->field);

  gtk_label_set_text (part->title, text);
  pasar_dialog_set_accessible_label (part->plot, text);
}

static void
chosen_cb (PasarPastPlot *plot, PasarPastView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    if (self->parts[i].plot == plot)
      show_moment (self, &self->parts[i]);
}

/* The parts. */

static char *
dup_description (PasarPastView *self,
                 const Part *part,
                 const PasarPastPoint *lowest,
                 const PasarPastPoint *highest,
                 const PasarPastPoint *last)
{
  g_autofree char *low = dup_value (self, part->field, lowest->value);
  g_autofree char *low_day = dup_day (lowest->at_ms);
  g_autofree char *high = dup_value (self, part->field, highest->value);
  g_autofree char *high_day = dup_day (highest->at_ms);
  g_autofree char *now = dup_value (self, part->field, last->value);
  g_autofree char *now_day = dup_day (last->at_ms);

  return g_strdup_printf (
      /* Translators: of a price or a stock over time: three times a value and the day since which
         it was so */
      _ ("Lowest %s (%s), highest %s (%s), last %s (%s)"),
      low,
      low_day,
      high,
      high_day,
      now,
      now_day);
}

static void
show_part (PasarPastView *self, const Part *part, GArray *points, gint64 from_ms, gint64 until_ms)
{
  const guint before = pasar_past_find_at (points, from_ms);
  const PasarPastPoint *lowest = NULL;
  const PasarPastPoint *highest = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *description = NULL;
  gint64 ceiling = G_MININT64;

  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (part->title)), points->len > 0);
  pasar_past_plot_set_points (part->plot, points, from_ms, until_ms);
  show_moment (self, part);
  for (guint i = before != G_MAXUINT ? before : 0; i < points->len; i++)
    {
      const PasarPastPoint *point = &g_array_index (points, PasarPastPoint, i);

      if (lowest == NULL || point->value < lowest->value)
        lowest = point;
      if (highest == NULL || point->value > highest->value)
        highest = point;
      ceiling = MAX (ceiling, point->plain);
    }
  if (lowest == NULL)
    return;
  low = dup_value (self, part->field, lowest->value);
  high = dup_value (self, part->field, ceiling);
  description = dup_description (self,
                                 part,
                                 lowest,
                                 highest,
                                 &g_array_index (points, PasarPastPoint, points->len - 1));
  gtk_label_set_text (part->highest, high);
  set_text (part->lowest, ceiling != lowest->value ? low : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (part->plot),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description,
                                  -1);
}

/* The lowest price. */

static char *
dup_reference (PasarPastView *self, const PasarLowest *lowest)
{
  g_autofree char *price = dup_value (self, PASAR_FIELD_PRICE, lowest->point.value);
  g_autofree char *day = dup_day (lowest->point.at_ms);

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
  g_autofree char *price = dup_value (self, PASAR_FIELD_PRICE, lowest->point.value);
  g_autofree char *day = dup_day (lowest->point.at_ms);

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
  const gint64 now_ms = g_get_real_time () / 1000;
  g_autoptr (GArray) prices = pasar_past_list_prices (past);
  g_autoptr (GArray) stocks = pasar_past_list_stocks (past);
  const gint64 first_ms = MIN (get_first (prices, now_ms), get_first (stocks, now_ms));
  const gint64 from_ms =
      CLAMP (first_ms, now_ms - SHOWN_DAYS * PASAR_MS_OF_DAY, now_ms - PASAR_MS_OF_DAY);
  const gboolean is_empty = prices->len == 0 && stocks->len == 0;
  g_autofree char *from = dup_day (from_ms);
  g_autofree char *until = dup_day (now_ms);

  set_child_visible (self, TRUE);
  gtk_widget_set_visible (self->empty, is_empty);
  gtk_widget_set_visible (self->content, !is_empty);
  show_part (self, &self->parts[PASAR_CALL_PRICE], prices, from_ms, now_ms);
  show_part (self, &self->parts[PASAR_CALL_STOCK], stocks, from_ms, now_ms);
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

static void
add_part (PasarPastView *self, Part *part, PasarField field, GtkSizeGroup *scales)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scale = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  part->field = field;
  part->title = add_label (box, "dim-label");
  gtk_label_set_ellipsize (part->title, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (part->title), "numeric");
  part->plot = PASAR_PAST_PLOT (pasar_past_plot_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (part->plot), TRUE);
  g_signal_connect_object (part->plot, "chosen", G_CALLBACK (chosen_cb), self, 0);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (part->plot));
  part->highest = add_label (scale, "caption");
  part->lowest = add_label (scale, "caption");
  gtk_widget_set_vexpand (GTK_WIDGET (part->lowest), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (part->lowest), GTK_ALIGN_END);
  gtk_widget_set_vexpand (scale, FALSE);
  gtk_widget_add_css_class (scale, "numeric");
  gtk_size_group_add_widget (scales, scale);
  gtk_box_append (GTK_BOX (line), scale);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (self->content), box);
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
  add_part (self, &self->parts[PASAR_CALL_PRICE], PASAR_FIELD_PRICE, scales);
  add_part (self, &self->parts[PASAR_CALL_STOCK], PASAR_FIELD_STOCK, scales);
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
