/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/import-computed.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

/* What is computed, as a line of widgets. */
typedef struct
{
  PasarImportComputed *owner; /* (unowned) */
  GtkWidget *box;             /* (unowned) */
  GtkDropDown *target;
  GtkEntry *entry;
  GtkLabel *message;
  PasarColumn mapped; /* what it is taken for now; %PASAR_COLUMN_NONE: nothing */
  gboolean is_wrong;
} Line;

struct _PasarImportComputed
{
  GtkWidget parent_instance;

  GtkWidget *box;              /* of the lines */
  PasarImportReading *reading; /* (owned) (nullable) */
  PasarCatalogue *catalogue;   /* (owned) (nullable) */
  PasarImportData *data;       /* (owned) (nullable): that the lines are about */
  GPtrArray *lines;            /* (owned) Line */
  GArray *targets;             /* (owned) PasarColumn: what can be computed */
};

G_DEFINE_FINAL_TYPE (PasarImportComputed, pasar_import_computed, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_MAPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PasarImportTable
get_table (PasarImportComputed *self)
{
  return pasar_import_data_get_table (self->data,
                                      pasar_import_reading_get_choices (self->reading)
                                          ->decimal_point);
}

static PasarColumn
get_target (Line *line)
{
  const guint n = gtk_drop_down_get_selected (line->target);
  const GArray *targets = line->owner->targets;

  return n < targets->len ? g_array_index (targets, PasarColumn, n) : PASAR_COLUMN_NONE;
}

/* Whether its text can be taken; what is wrong is shown. */
static gboolean
check (Line *line)
{
  PasarImportComputed *self = line->owner;
  const PasarImportTable table = get_table (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (line->entry));
  g_autoptr (PasarExpression) expression = NULL;
  g_autoptr (GError) error = NULL;
  gsize place = G_MAXSIZE;

  if (*text != '\0')
    expression =
        pasar_import_parse (self->catalogue, &table, get_target (line), text, &place, &error);
  line->is_wrong = error != NULL;
  pasar_dialog_mark_place (GTK_EDITABLE (line->entry), error != NULL ? place : G_MAXSIZE);
  pasar_dialog_set_entry_error (GTK_WIDGET (line->entry),
                                line->message,
                                error != NULL ? error->message : NULL);
  return expression != NULL;
}

static void
emit (PasarImportComputed *self, const PasarImportMapping *mapping)
{
  g_signal_emit (self, signals[SIGNAL_MAPPED], 0, mapping);
}

static void
changed_cb (Line *line)
{
  PasarImportComputed *self = line->owner;
  const PasarImportMapping *old = pasar_import_reading_get_mapping (self->reading);
  g_autoptr (PasarImportMapping) mapping = NULL;
  const PasarImportSource source = { get_target (line),
                                     -1,
                                     gtk_editable_get_text (GTK_EDITABLE (line->entry)) };
  const gboolean is_good = source.target != PASAR_COLUMN_NONE && check (line);

  if (old == NULL)
    return;
  mapping = pasar_import_mapping_copy (old);
  if (line->mapped != PASAR_COLUMN_NONE)
    pasar_import_mapping_remove (mapping, line->mapped);
  line->mapped = is_good ? source.target : PASAR_COLUMN_NONE;
  for (guint i = 0; is_good && i < self->lines->len; i++)
    {
      Line *other = g_ptr_array_index (self->lines, i);

      if (other != line && other->mapped == source.target)
        other->mapped = PASAR_COLUMN_NONE;
    }
  if (is_good)
    pasar_import_mapping_set_source (mapping, &source);
  emit (self, mapping);
}

static void
update_visible (PasarImportComputed *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->lines->len > 0);
}

/* What was typed last for a column that nothing is taken for any more. */
static void
restore (PasarImportComputed *self, PasarColumn target)
{
  for (guint i = self->lines->len; i-- > 0;)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (get_target (line) == target && check (line))
        {
          changed_cb (line);
          return;
        }
    }
}

static void
remove_cb (Line *line)
{
  PasarImportComputed *self = line->owner;
  const PasarColumn mapped = line->mapped;
  g_autoptr (PasarImportMapping) mapping =
      pasar_import_mapping_copy (pasar_import_reading_get_mapping (self->reading));

  g_ptr_array_remove (self->lines, line);
  update_visible (self);
  if (mapped != PASAR_COLUMN_NONE)
    pasar_import_mapping_remove (mapping, mapped);
  emit (self, mapping);
  if (mapped != PASAR_COLUMN_NONE)
    restore (self, mapped);
}

static void
line_free (gpointer data)
{
  Line *line = data;

  g_signal_handlers_disconnect_by_data (line->target, line);
  g_signal_handlers_disconnect_by_data (line->entry, line);
  gtk_box_remove (GTK_BOX (line->owner->box), line->box);
  g_free (line);
}

static GtkDropDown *
new_target (PasarImportComputed *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->targets->len; i++)
    gtk_string_list_append (titles,
                            pasar_column_info_get_title (
                                pasar_catalogue_get_column (self->catalogue,
                                                            g_array_index (self->targets,
                                                                           PasarColumn,
                                                                           i))));
  return GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL));
}

/* What the columns of the file are called. */
static char *
dup_hint (PasarImportComputed *self)
{
  const PasarImportTable table = get_table (self);
  g_auto (GStrv) names = pasar_import_dup_names (&table);
  g_autofree char *list = g_strjoinv (", ", names);

  /* Translators: %s is a list of names that can be used in a formula, e.g. “sku, cost” */
  return g_strdup_printf (_ ("Columns of the file: %s"), list);
}

static GtkWidget *
new_remove_button (Line *line)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  pasar_dialog_set_accessible_label (button, _ ("Remove"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), line);
  return button;
}

static Line *
add_line (PasarImportComputed *self)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *hint = dup_hint (self);

  line->owner = self;
  line->mapped = PASAR_COLUMN_NONE;
  line->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  line->target = new_target (self);
  line->entry = GTK_ENTRY (gtk_entry_new ());
  line->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_entry_set_placeholder_text (line->entry, "=cost*1.6 end .90");
  gtk_widget_set_tooltip_text (GTK_WIDGET (line->entry), hint);
  gtk_widget_set_hexpand (GTK_WIDGET (line->entry), TRUE);
  pasar_dialog_set_accessible_label (line->target, _ ("What is computed"));
  pasar_dialog_set_accessible_label (line->entry, _ ("Formula"));
  gtk_label_set_xalign (line->message, 0);
  gtk_label_set_wrap (line->message, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (line->message), "error");
  gtk_widget_set_visible (GTK_WIDGET (line->message), FALSE);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (line->target));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (line->entry));
  gtk_box_append (GTK_BOX (row), new_remove_button (line));
  gtk_box_append (GTK_BOX (line->box), row);
  gtk_box_append (GTK_BOX (line->box), GTK_WIDGET (line->message));
  gtk_box_append (GTK_BOX (self->box), line->box);
  g_signal_connect_swapped (line->target, "notify::selected", G_CALLBACK (changed_cb), line);
  g_signal_connect_swapped (line->entry, "changed", G_CALLBACK (changed_cb), line);
  g_ptr_array_add (self->lines, line);
  return line;
}

static void
pasar_import_computed_dispose (GObject *object)
{
  PasarImportComputed *self = PASAR_IMPORT_COMPUTED (object);

  if (self->box != NULL)
    g_ptr_array_set_size (self->lines, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->data, pasar_import_data_unref);
  g_clear_object (&self->reading);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (pasar_import_computed_parent_class)->dispose (object);
}

static void
pasar_import_computed_finalize (GObject *object)
{
  PasarImportComputed *self = PASAR_IMPORT_COMPUTED (object);

  g_ptr_array_unref (self->lines);
  g_array_unref (self->targets);
  G_OBJECT_CLASS (pasar_import_computed_parent_class)->finalize (object);
}

static void
pasar_import_computed_class_init (PasarImportComputedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_import_computed_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_import_computed_finalize;
  signals[SIGNAL_MAPPED] = pasar_dialog_class_add_signal (klass, "mapped", 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_import_computed_init (PasarImportComputed *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->targets = g_array_new (FALSE, FALSE, sizeof (PasarColumn));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
list_targets (PasarImportComputed *self)
{
  g_array_set_size (self->targets, 0);
  for (guint i = 0; i < pasar_catalogue_get_n_columns (self->catalogue); i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (self->catalogue, i);

      if (pasar_import_may_set (info) && info->type == PASAR_COLUMN_NUMBER)
        g_array_append_val (self->targets, info->column);
    }
}

/**
 * pasar_import_computed_set_reading:
 * @self: what is computed
 * @reading: the file
 * @catalogue: the shop
 *
 * Says whose columns there are to compute with.
 */
void
pasar_import_computed_set_reading (PasarImportComputed *self,
                                   PasarImportReading *reading,
                                   PasarCatalogue *catalogue)
{
  g_return_if_fail (PASAR_IS_IMPORT_COMPUTED (self) && PASAR_IS_IMPORT_READING (reading));

  g_set_object (&self->reading, reading);
  g_set_object (&self->catalogue, catalogue);
  list_targets (self);
}

/* Another formula or a column may have been taken for what was computed. */
static void
update_line (PasarImportComputed *self, Line *line)
{
  const PasarImportMapping *mapping = pasar_import_reading_get_mapping (self->reading);
  const int i = line->mapped != PASAR_COLUMN_NONE
                    ? pasar_import_mapping_find_target (mapping, line->mapped)
                    : -1;

  if (i < 0 || mapping->sources[i].expression == NULL)
    line->mapped = PASAR_COLUMN_NONE;
  if (line->mapped == PASAR_COLUMN_NONE && !line->is_wrong
      && *gtk_editable_get_text (GTK_EDITABLE (line->entry)) != '\0')
    pasar_dialog_set_entry_error (GTK_WIDGET (line->entry),
                                  line->message,
                                  _ ("Not used: something else was chosen for this column later."));
}

/* What a mapping brings with it. */
static void
show_source (PasarImportComputed *self, const PasarImportSource *source)
{
  Line *line;
  guint place;

  for (place = 0; place < self->targets->len; place++)
    {
      if (g_array_index (self->targets, PasarColumn, place) == source->target)
        break;
    }
  line = add_line (self);
  g_signal_handlers_block_by_func (line->target, changed_cb, line);
  g_signal_handlers_block_by_func (line->entry, changed_cb, line);
  gtk_drop_down_set_selected (line->target, place);
  gtk_editable_set_text (GTK_EDITABLE (line->entry), source->expression);
  g_signal_handlers_unblock_by_func (line->target, changed_cb, line);
  g_signal_handlers_unblock_by_func (line->entry, changed_cb, line);
  line->mapped = source->target;
}

static gboolean
is_shown (PasarImportComputed *self, PasarColumn target)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      if (((Line *) g_ptr_array_index (self->lines, i))->mapped == target)
        return TRUE;
    }
  return FALSE;
}

/* Of a formula that came with the mapping, which may be some time after the table. */
static void
show_sources (PasarImportComputed *self, const PasarImportMapping *mapping)
{
  for (guint i = 0; i < mapping->n_sources; i++)
    {
      if (mapping->sources[i].expression != NULL && !is_shown (self, mapping->sources[i].target))
        show_source (self, &mapping->sources[i]);
    }
}

/**
 * pasar_import_computed_update:
 * @self: what is computed
 *
 * Follows the reading: another table has other columns, and another mapping other sources.
 */
void
pasar_import_computed_update (PasarImportComputed *self)
{
  PasarImportData *data = pasar_import_reading_get_data (self->reading);
  const PasarImportMapping *mapping = pasar_import_reading_get_mapping (self->reading);

  g_return_if_fail (PASAR_IS_IMPORT_COMPUTED (self) && data != NULL && mapping != NULL);

  if (self->data != data)
    {
      g_ptr_array_set_size (self->lines, 0);
      g_clear_pointer (&self->data, pasar_import_data_unref);
      self->data = pasar_import_data_ref (data);
    }
  show_sources (self, mapping);
  for (guint i = 0; i < self->lines->len; i++)
    update_line (self, g_ptr_array_index (self->lines, i));
  update_visible (self);
}

/**
 * pasar_import_computed_has_error:
 * @self: what is computed
 *
 * Tells whether something was typed that is not taken.
 *
 * Returns: whether a formula cannot be read
 */
gboolean
pasar_import_computed_has_error (PasarImportComputed *self)
{
  g_return_val_if_fail (PASAR_IS_IMPORT_COMPUTED (self), FALSE);

  for (guint i = 0; i < self->lines->len; i++)
    {
      if (((Line *) g_ptr_array_index (self->lines, i))->is_wrong)
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_import_computed_add:
 * @self: what is computed
 *
 * Adds a line, to be typed into.
 */
void
pasar_import_computed_add (PasarImportComputed *self)
{
  g_return_if_fail (PASAR_IS_IMPORT_COMPUTED (self));

  if (self->data == NULL)
    return;
  add_line (self);
  update_visible (self);
  gtk_widget_grab_focus (
      GTK_WIDGET (((Line *) g_ptr_array_index (self->lines, self->lines->len - 1))->entry));
}
