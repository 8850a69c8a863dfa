/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/past-chart.h"

#include "app/dialogs/util.h"
#include "app/past-plot.h"

#include <glib/gi18n-lib.h>

struct _PasarPastChart
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title; /* what it is, or the moment that is chosen */
  PasarPastPlot *plot;
  GtkWidget *scale;
  GtkLabel *highest;
  GtkLabel *lowest;

  PasarField field;
  PasarCatalogue *catalogue; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (PasarPastChart, pasar_past_chart, GTK_TYPE_WIDGET)

static char *
dup_value (PasarPastChart *self, gint64 value)
{
  return pasar_dialog_dup_value (self->catalogue, self->field, value);
}

/* The title. */

static char *
dup_moment (PasarPastChart *self, const PasarPastPoint *point)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *value = dup_value (self, point->value);
  g_autofree char *plain = dup_value (self, point->plain);

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
update_title (PasarPastChart *self)
{
  const PasarColumnInfo *info = pasar_column_get_info (pasar_column_for_field (self->field));
  const PasarPastPoint *point = pasar_past_plot_get_chosen (self->plot);
  g_autofree char *moment = point != NULL ? dup_moment (self, point) : NULL;
  const char *text = moment != NULL ? moment : pasar_column_info_get_title (info);

  gtk_label_set_text (self->title, text);
  pasar_dialog_set_accessible_label (self->plot, text);
}

/* The scale. */

static char *
dup_description (PasarPastChart *self,
                 const PasarPastPoint *lowest,
                 const PasarPastPoint *highest,
                 const PasarPastPoint *last)
{
  g_autofree char *low = dup_value (self, lowest->value);
  g_autofree char *low_day = pasar_dialog_dup_day (lowest->at_ms / 1000);
  g_autofree char *high = dup_value (self, highest->value);
  g_autofree char *high_day = pasar_dialog_dup_day (highest->at_ms / 1000);
  g_autofree char *now = dup_value (self, last->value);
  g_autofree char *now_day = pasar_dialog_dup_day (last->at_ms / 1000);

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

/* Of the points from the first one on, of which there is one. */
static void
update_scale (PasarPastChart *self, const GArray *points, guint first)
{
  const PasarPastPoint *lowest = &g_array_index (points, PasarPastPoint, first);
  const PasarPastPoint *highest = lowest;
  const PasarPastPoint *last = &g_array_index (points, PasarPastPoint, points->len - 1);
  gint64 ceiling = lowest->plain;
  g_autofree char *top = NULL;
  g_autofree char *bottom = NULL;
  g_autofree char *description = NULL;

  for (guint i = first + 1; i < points->len; i++)
    {
      const PasarPastPoint *point = &g_array_index (points, PasarPastPoint, i);

      if (point->value < lowest->value)
        lowest = point;
      if (point->value > highest->value)
        highest = point;
      ceiling = MAX (ceiling, point->plain);
    }
  top = dup_value (self, ceiling);
  bottom = dup_value (self, lowest->value);
  description = dup_description (self, lowest, highest, last);
  gtk_label_set_text (self->highest, top);
  gtk_label_set_text (self->lowest, bottom);
  gtk_widget_set_visible (GTK_WIDGET (self->lowest), ceiling != lowest->value);
  /* A line without a step is in the middle. */
  gtk_widget_set_valign (self->scale, ceiling != lowest->value ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->plot),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description,
                                  -1);
}

/* The life of a chart. */

static void
pasar_past_chart_dispose (GObject *object)
{
  PasarPastChart *self = PASAR_PAST_CHART (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (pasar_past_chart_parent_class)->dispose (object);
}

static void
pasar_past_chart_class_init (PasarPastChartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_past_chart_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
pasar_past_chart_init (PasarPastChart *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->title = add_label (self->box, "dim-label");
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "numeric");
  self->plot = PASAR_PAST_PLOT (pasar_past_plot_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->plot), TRUE);
  g_signal_connect_object (self->plot,
                           "chosen",
                           G_CALLBACK (update_title),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->plot));
  self->scale = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->highest = add_label (self->scale, "caption");
  self->lowest = add_label (self->scale, "caption");
  gtk_widget_set_vexpand (GTK_WIDGET (self->lowest), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->lowest), GTK_ALIGN_END);
  gtk_widget_set_vexpand (self->scale, FALSE);
  gtk_widget_add_css_class (self->scale, "numeric");
  gtk_box_append (GTK_BOX (line), self->scale);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * pasar_past_chart_new:
 * @field: what it shows
 * @scales: makes the scales of charts equally wide
 *
 * Makes a chart without anything in it.
 *
 * Returns: (transfer floating): a chart
 */
GtkWidget *
pasar_past_chart_new (PasarField field, GtkSizeGroup *scales)
{
  PasarPastChart *self = g_object_new (PASAR_TYPE_PAST_CHART, NULL);

  self->field = field;
  gtk_size_group_add_widget (scales, self->scale);
  return GTK_WIDGET (self);
}

/**
 * pasar_past_chart_show:
 * @self: a chart
 * @catalogue: says how values are written
 * @points: (element-type PasarPastPoint): how the value changed, not to be changed any more; of
 *   none the chart is not seen
 * @from_ms: Unix milliseconds: where the chart begins
 * @until_ms: Unix milliseconds: where it ends, after that
 *
 * Shows a value over time.
 */
void
pasar_past_chart_show (PasarPastChart *self,
                       PasarCatalogue *catalogue,
                       GArray *points,
                       gint64 from_ms,
                       gint64 until_ms)
{
  guint first;

  g_return_if_fail (PASAR_IS_PAST_CHART (self));

  g_set_object (&self->catalogue, catalogue);
  gtk_widget_set_visible (GTK_WIDGET (self), points->len > 0);
  pasar_past_plot_set_points (self->plot, points, from_ms, until_ms);
  update_title (self);
  first = pasar_past_find_at (points, from_ms);
  if (points->len > 0)
    update_scale (self, points, first != G_MAXUINT ? first : 0);
}
