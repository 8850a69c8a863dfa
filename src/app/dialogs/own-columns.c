/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/own-columns.h"

#include "app/dialogs/util.h"
#include "catalogue/table/own-columns.h"

#include <glib/gi18n-lib.h>

#define FIELD_KEY "pasar-field"

struct _PasarOwnColumnsDialog
{
  AdwWindow parent_instance;

  AdwToastOverlay *overlay;
  AdwPreferencesGroup *list_group;
  GtkWidget *new_group;
  GtkEditable *name_row;
  AdwComboRow *kind_row;
  GtkLabel *error_label;
  GtkWidget *add_button;

  PasarSession *session; /* (owned) */
  GPtrArray *rows;       /* (owned) (element-type GtkWidget): of the columns */
  GPtrArray *buttons;    /* (owned) (element-type GtkWidget): that remove them */
  AdwToast *toast;       /* (owned) (nullable): of the column that was removed last */
  gboolean is_busy;      /* something is on its way to the disk */
};

G_DEFINE_FINAL_TYPE (PasarOwnColumnsDialog, pasar_own_columns_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* By PasarOwnKind. */
static const char *const kinds[] = {
  /* Translators: what a column holds */
  N_ ("Number"),
  /* Translators: what a column holds: amounts of money */
  N_ ("Money"),
  /* Translators: what a column holds */
  N_ ("Text"),
  /* Translators: what a column holds: one of the two */
  N_ ("Yes or No"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == PASAR_N_OWN_KINDS);

static PasarCatalogue *
get_catalogue (PasarOwnColumnsDialog *self)
{
  return pasar_session_get_catalogue (self->session);
}

static void
update_add (PasarOwnColumnsDialog *self)
{
  gtk_widget_set_sensitive (self->add_button,
                            !self->is_busy && *gtk_editable_get_text (self->name_row) != '\0');
}

static void
show_error (PasarOwnColumnsDialog *self, const char *message)
{
  pasar_dialog_set_entry_error (GTK_WIDGET (self->name_row), self->error_label, message);
}

static void
show_message (PasarOwnColumnsDialog *self, const char *message)
{
  adw_toast_overlay_add_toast (self->overlay, pasar_dialog_new_toast (message));
}

/* What changes them. */

typedef struct
{
  PasarOwnColumnsDialog *dialog; /* (owned) */
  PasarField added;              /* PASAR_FIELD_PRICE: none */
} Change;

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Change *change = user_data;
  g_autoptr (PasarOwnColumnsDialog) self = change->dialog;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  self->is_busy = FALSE;
  if (!pasar_session_set_own_columns_finish (PASAR_SESSION (object), result, &error))
    {
      text = pasar_dialog_dup_error_text (error);
      show_message (self, text);
    }
  else if (change->added != PASAR_FIELD_PRICE)
    {
      gtk_editable_set_text (self->name_row, "");
      gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
      g_signal_emit (self, signals[SIGNAL_ADDED], 0, pasar_column_for_field (change->added));
    }
  update_add (self);
}

/* One change after the other: each is made of what the one before it came to. */
static void
change (PasarOwnColumnsDialog *self, GPtrArray *columns, PasarField added)
{
  Change *data = g_new (Change, 1);

  *data = (Change){ g_object_ref (self), added };
  self->is_busy = TRUE;
  update_add (self);
  pasar_session_set_own_columns_async (self->session, columns, changed_cb, data);
}

static void
add_cb (PasarOwnColumnsDialog *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *columns;
  PasarField field;

  if (!gtk_widget_get_sensitive (self->add_button))
    return;
  columns =
      pasar_catalogue_add_own_column (get_catalogue (self),
                                      (PasarOwnKind) adw_combo_row_get_selected (self->kind_row),
                                      gtk_editable_get_text (self->name_row),
                                      &field,
                                      &error);
  show_error (self, error != NULL ? error->message : NULL);
  if (columns == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  else
    change (self, columns, field);
}

static void
name_cb (PasarOwnColumnsDialog *self)
{
  show_error (self, NULL);
  update_add (self);
}

static PasarField
get_field (gpointer widget)
{
  return (PasarField) GPOINTER_TO_UINT (g_object_get_data (widget, FIELD_KEY));
}

static const char *
get_title (PasarOwnColumnsDialog *self, PasarField field)
{
  const PasarColumnInfo *info =
      pasar_catalogue_get_column (get_catalogue (self), pasar_column_for_field (field));

  return info != NULL ? pasar_column_info_get_title (info) : "";
}

static void
rename_cb (GtkEditable *row, PasarOwnColumnsDialog *self)
{
  const PasarField field = get_field (row);
  g_autoptr (GError) error = NULL;
  GPtrArray *columns;

  if (self->is_busy)
    return;
  columns = pasar_catalogue_rename_own_column (get_catalogue (self),
                                               field,
                                               gtk_editable_get_text (row),
                                               &error);
  if (columns != NULL)
    {
      change (self, columns, PASAR_FIELD_PRICE);
      return;
    }
  show_message (self, error->message);
  gtk_editable_set_text (row, get_title (self, field));
}

static void
bring_back_cb (AdwToast *toast, PasarOwnColumnsDialog *self)
{
  PasarField field = get_field (toast);
  g_autoptr (GError) error = NULL;
  GPtrArray *columns;

  if (self->is_busy)
    return;
  columns = pasar_catalogue_add_own_column (get_catalogue (self),
                                            pasar_own_field_get_kind (field),
                                            get_title (self, field),
                                            &field,
                                            &error);
  if (columns != NULL)
    change (self, columns, PASAR_FIELD_PRICE);
  else
    show_message (self, error->message);
}

static void
offer_back (PasarOwnColumnsDialog *self, PasarField field)
{
  /* Translators: %s is the name of a column */
  g_autofree char *title = g_strdup_printf (_ ("“%s” was removed."), get_title (self, field));
  AdwToast *toast = pasar_dialog_new_toast (title);

  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data (G_OBJECT (toast), FIELD_KEY, GUINT_TO_POINTER (field));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (bring_back_cb), self, 0);
  g_set_object (&self->toast, toast);
  adw_toast_overlay_add_toast (self->overlay, toast);
}

static void
remove_cb (GtkWidget *button, PasarOwnColumnsDialog *self)
{
  const PasarField field = get_field (button);

  if (self->is_busy)
    return;
  change (self, pasar_catalogue_remove_own_column (get_catalogue (self), field), PASAR_FIELD_PRICE);
  offer_back (self, field);
}

/* What there is. */

static void
set_title (GtkWidget *row, GtkWidget *button, const char *title)
{
  /* Translators: %s is the name of a column */
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), title);

  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), title))
    gtk_editable_set_text (GTK_EDITABLE (row), title);
  gtk_widget_set_tooltip_text (button, label);
  pasar_dialog_set_accessible_label (button, label);
}

static void
add_row (PasarOwnColumnsDialog *self, const PasarOwnColumn *column)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 _ (kinds[pasar_own_field_get_kind (column->field)]));
  set_title (row, button, column->title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_object_set_data (G_OBJECT (row), FIELD_KEY, GUINT_TO_POINTER (column->field));
  g_object_set_data (G_OBJECT (button), FIELD_KEY, GUINT_TO_POINTER (column->field));
  g_signal_connect_object (row, "apply", G_CALLBACK (rename_cb), self, 0);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->buttons, button);
  adw_preferences_group_add (self->list_group, row);
}

/* Those that are there. */
static GPtrArray *
dup_columns (PasarOwnColumnsDialog *self)
{
  GPtrArray *columns = pasar_catalogue_dup_own_columns (get_catalogue (self));

  for (guint i = columns->len; i > 0; i--)
    {
      if (((const PasarOwnColumn *) g_ptr_array_index (columns, i - 1))->is_removed)
        g_ptr_array_remove_index (columns, i - 1);
    }
  return columns;
}

/* The keyboard stays with a row that has another name, and goes to the next when one goes. */
static void
list_columns (PasarOwnColumnsDialog *self)
{
  g_autoptr (GPtrArray) columns = dup_columns (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  guint focused = G_MAXUINT;
  gboolean is_same = columns->len == self->rows->len;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (focus != NULL && gtk_widget_is_ancestor (focus, row))
        focused = i;
      is_same = is_same && get_field (row) == ((const PasarOwnColumn *) columns->pdata[i])->field;
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (is_same)
        set_title (self->rows->pdata[i],
                   self->buttons->pdata[i],
                   ((const PasarOwnColumn *) columns->pdata[i])->title);
      else
        adw_preferences_group_remove (self->list_group, self->rows->pdata[i]);
    }
  if (is_same)
    return;
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->buttons, 0);
  for (guint i = 0; i < columns->len; i++)
    add_row (self, g_ptr_array_index (columns, i));
  if (focused != G_MAXUINT)
    gtk_widget_grab_focus (columns->len > 0 ? self->buttons->pdata[MIN (focused, columns->len - 1)]
                                            : GTK_WIDGET (self->name_row));
  gtk_widget_set_visible (self->new_group, self->rows->len < PASAR_OWN_COLUMNS_MAX);
}

static void
pasar_own_columns_dialog_dispose (GObject *object)
{
  PasarOwnColumnsDialog *self = PASAR_OWN_COLUMNS_DIALOG (object);

  g_clear_object (&self->toast);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  G_OBJECT_CLASS (pasar_own_columns_dialog_parent_class)->dispose (object);
}

static void
pasar_own_columns_dialog_class_init (PasarOwnColumnsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_own_columns_dialog_dispose;
  pasar_dialog_class_set_template (widget_class, "own-columns.ui");
  pasar_dialog_class_close_on_escape (widget_class);
  gtk_widget_class_bind_template_child (widget_class, PasarOwnColumnsDialog, overlay);
  gtk_widget_class_bind_template_child (widget_class, PasarOwnColumnsDialog, list_group);
  gtk_widget_class_bind_template_child (widget_class, PasarOwnColumnsDialog, new_group);
  gtk_widget_class_bind_template_child (widget_class, PasarOwnColumnsDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, PasarOwnColumnsDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, PasarOwnColumnsDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, PasarOwnColumnsDialog, add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  signals[SIGNAL_ADDED] = pasar_dialog_class_add_signal (klass, "added", 1, G_TYPE_UINT);
}

static void
pasar_own_columns_dialog_init (PasarOwnColumnsDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->buttons = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (list, _ (kinds[i]));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (list));
  update_add (self);
}

/**
 * pasar_own_columns_dialog_new:
 * @parent: the window above
 * @session: the shop that is shown
 *
 * Lists the columns that the seller made, and asks for more.
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_own_columns_dialog_new (GtkWindow *parent, PasarSession *session)
{
  PasarOwnColumnsDialog *self = g_object_new (PASAR_TYPE_OWN_COLUMNS_DIALOG, NULL);

  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  list_columns (self);
  g_signal_connect_object (pasar_session_get_catalogue (session),
                           "columns-changed",
                           G_CALLBACK (list_columns),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  return GTK_WINDOW (self);
}
