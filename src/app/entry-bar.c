/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/entry-bar.h"

#include "app/dialogs/edit-label.h"
#include "app/dialogs/edit-preview.h"
#include "app/dialogs/util.h"
#include "app/entry-meaning.h"
#include "app/entry-text.h"
#include "app/selected.h"
#include "app/text-layout.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* For how long the main loop is held to find the rows at once; of a larger selection they are found
 * while it goes on. */
#define AT_ONCE_US 3000

/* The selection is followed at this pace, however fast it is dragged. */
#define UPDATE_DELAY_MS 40

struct _PasarEntryBar
{
  GtkWidget parent_instance;

  PasarSheet *sheet; /* (unowned): that it is about */
  GtkWidget *revealer;
  GtkLabel *count;
  GtkEntry *entry;
  PasarEntryMeaning *meaning; /* of a stock */
  GtkLabel *preview_label;
  GtkWidget *apply;

  PasarCatalogue *catalogue; /* (owned) (nullable): that @preview is about */
  PasarEditPreview *preview; /* (owned) (nullable) */
  PasarField field;
  PasarCommand
      *rows; /* (owned) (nullable): those that are meant, where they are several and known */
  GCancellable *finding; /* (owned) (nullable): while they are not known yet */
  gboolean applies;      /* as soon as they are, what is typed now */
  PasarCommand *command; /* (owned) (nullable): what was typed, where it can be done */
  guint update_id;

  PasarField was_field; /* when it was shown last */
  guint n_before;
};

G_DEFINE_FINAL_TYPE (PasarEntryBar, pasar_entry_bar, GTK_TYPE_WIDGET)

/* What it would come to. */

static void
show_preview_cb (PasarEntryBar *self)
{
  const PasarComputed *computed = pasar_edit_preview_get_computed (self->preview);
  g_autofree char *summary = NULL;
  g_autofree char *reason = NULL;

  if (self->command == NULL || computed == NULL)
    return;
  summary = pasar_edit_label_dup_summary (self->catalogue, self->field, computed);
  if (computed->n_refused > 0)
    reason = pasar_edit_preview_dup_reason (self->preview, 0);
  else if (computed->n_failed > 0)
    reason = g_strdup (computed->failure->message);
  if (*summary == '\0' && reason == NULL)
    gtk_label_set_text (self->preview_label,
                        _ ("Nothing changes: every row already has this value."));
  else if (reason == NULL)
    gtk_label_set_text (self->preview_label, summary);
  else
    {
      /* Translators: what would change, and the reason why some of it would be refused */
      g_autofree char *text = g_strdup_printf (_ ("%s: %s"), summary, reason);

      gtk_label_set_text (self->preview_label, *summary != '\0' ? text : reason);
    }
}

/* What is said beside the entry is heard, too; not that it is gone for a moment. */
static void
preview_text_cb (PasarEntryBar *self)
{
  const char *text = gtk_label_get_text (self->preview_label);

  if (*text != '\0' || *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    text,
                                    -1);
}

/* message: (nullable): with none, place is G_MAXSIZE. */
static void
mark_error (PasarEntryBar *self, gsize place, const char *message)
{
  pasar_dialog_set_entry_error (GTK_WIDGET (self->entry), NULL, message);
  pasar_dialog_mark_place (GTK_EDITABLE (self->entry), place);
  if (message != NULL)
    {
      gtk_label_set_text (self->preview_label, message);
      gtk_widget_add_css_class (GTK_WIDGET (self->preview_label), "error");
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->preview_label), "error");
}

static gboolean
has_locations (PasarEntryBar *self)
{
  return self->field == PASAR_FIELD_STOCK
         && pasar_command_has_locations (self->rows, self->catalogue);
}

/* Whether pieces can be meant for each row, each location, or for all together. */
static gboolean
has_two_meanings (PasarEntryBar *self, PasarExpression *expression)
{
  return has_locations (self)
         || (pasar_field_is_stock (self->field) && self->rows->keys->len > 1
             && pasar_expression_get_operation (expression, NULL) != PASAR_OPERATION_PERCENT);
}

static PasarCommand *
make_command (const PasarCommand *rows, PasarExpression *expression, PasarCommandKind kind)
{
  PasarCommand *command = pasar_command_new_like (rows, expression);

  command->kind = kind;
  return command;
}

static PasarExpression *
read_expression (PasarEntryBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GError) error = NULL;
  gsize place = 0;
  PasarExpression *expression = NULL;

  if (*stripped != '\0')
    expression = pasar_catalogue_parse (self->catalogue, self->field, TRUE, text, &place, &error);
  if (error != NULL)
    mark_error (self, place, error->message);
  else
    mark_error (self, G_MAXSIZE, NULL);
  return expression;
}

/* What is typed for a field that is not computed with. */
static void
read_set (PasarEntryBar *self)
{
  g_autoptr (GError) error = NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gint64 amount;

  gtk_widget_set_visible (GTK_WIDGET (self->meaning), FALSE);
  mark_error (self, G_MAXSIZE, NULL);
  if (pasar_number_is_missing (text))
    return;
  if (!pasar_catalogue_parse_set (self->catalogue, self->field, text, &amount, &error))
    {
      mark_error (self, 0, error->message);
      return;
    }
  self->command = make_command (self->rows, NULL, PASAR_COMMAND_EACH);
  self->command->amount = amount;
}

/* The same of one that holds numbers. */
static void
read_number (PasarEntryBar *self)
{
  g_autoptr (PasarExpression) expression = read_expression (self);
  PasarCommandKind kind;
  gboolean asks;
  gboolean is_answered;

  asks = expression != NULL && has_two_meanings (self, expression);
  if (asks)
    pasar_entry_meaning_offer_locations (self->meaning, has_locations (self));
  is_answered = pasar_entry_meaning_get (self->meaning, &kind);
  gtk_widget_set_visible (GTK_WIDGET (self->meaning), asks);
  if (asks && !is_answered)
    gtk_label_set_text (self->preview_label,
                        _ ("Choose whether each row is meant, or all of them together."));
  else if (expression != NULL)
    self->command = make_command (self->rows, expression, asks ? kind : PASAR_COMMAND_EACH);
}

static void
read_cb (PasarEntryBar *self)
{
  self->applies = FALSE;
  g_clear_pointer (&self->command, pasar_command_unref);
  if (self->rows == NULL)
    return;
  gtk_label_set_text (self->preview_label, "");
  if (!pasar_field_is_number (self->field))
    read_set (self);
  else
    read_number (self);
  gtk_widget_set_sensitive (self->apply, self->command != NULL);
  pasar_edit_preview_set_command (self->preview, self->command);
}

/* Done. */

static void
give_keys_back (PasarEntryBar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

static void
apply (PasarEntryBar *self)
{
  PasarCommand *command;

  if (self->command == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self->entry));
      if (gtk_widget_get_visible (GTK_WIDGET (self->meaning)))
        gtk_widget_child_focus (GTK_WIDGET (self->meaning), GTK_DIR_TAB_FORWARD);
      return;
    }
  command = g_steal_pointer (&self->command);
  give_keys_back (self);
  pasar_sheet_stage (self->sheet, command);
}

/* The selection. */

static void
set_catalogue (PasarEntryBar *self, PasarCatalogue *catalogue)
{
  if (self->catalogue == catalogue)
    return;
  g_set_object (&self->catalogue, catalogue);
  if (self->preview != NULL)
    g_signal_handlers_disconnect_by_data (self->preview, self);
  g_clear_object (&self->preview);
  g_clear_pointer (&self->command, pasar_command_unref);
  g_clear_pointer (&self->rows, pasar_command_unref);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (catalogue == NULL)
    return;
  self->preview = pasar_edit_preview_new (catalogue);
  g_signal_connect_swapped (self->preview, "computed", G_CALLBACK (show_preview_cb), self);
}

/* Nothing moves while the pointer selects. */
static gboolean
is_selecting (PasarEntryBar *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkDevice *pointer = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;

  return pointer != NULL && (gdk_device_get_modifier_state (pointer) & GDK_BUTTON1_MASK) != 0;
}

static void
stop_finding (PasarEntryBar *self)
{
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  self->applies = FALSE;
}

static void
hide (PasarEntryBar *self)
{
  self->n_before = 0;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}

/* The rows are known: a single one is edited in place. */
static void
take_rows (PasarEntryBar *self, PasarCommand *rows)
{
  const guint n = rows->keys->len;
  g_autofree char *count = NULL;

  if (n <= 1)
    {
      hide (self);
      return;
    }
  self->rows = pasar_command_ref (rows);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  count = pasar_entry_text_dup_count (self->catalogue, self->field, n);
  gtk_label_set_text (self->count, count);
  gtk_entry_set_placeholder_text (self->entry,
                                  pasar_entry_text_get_example (self->catalogue, self->field));
  if (self->field != self->was_field || n != self->n_before)
    pasar_entry_meaning_clear (self->meaning);
  self->was_field = self->field;
  self->n_before = n;
  read_cb (self);
}

typedef struct
{
  PasarEntryBar *bar; /* (unowned): gone only once it was stopped, as its sheet is then */
  PasarCommand *rows; /* (owned) */
} Finding;

static gboolean
find_slice_cb (gpointer rows, gint64 deadline)
{
  return pasar_command_prepare (rows, deadline);
}

/* Another shop may be shown meanwhile. */
static gboolean
is_shown (PasarEntryBar *self)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  return view != NULL && pasar_view_get_catalogue (view) == self->catalogue;
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Finding *finding = user_data;
  PasarEntryBar *self = finding->bar;
  g_autoptr (PasarCommand) rows = finding->rows;
  gboolean applies;

  if (!pasar_slices_run_finish (result, NULL) || !is_shown (self))
    return;
  g_clear_object (&self->finding);
  applies = self->applies;
  self->applies = FALSE;
  take_rows (self, rows);
  if (applies)
    apply (self);
}

static void queue_update_cb (PasarEntryBar *self);

static void
update (PasarEntryBar *self)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);
  g_autoptr (PasarReach) reach = NULL;
  g_autoptr (PasarCommand) rows = NULL;
  Finding *finding;

  g_clear_handle_id (&self->update_id, g_source_remove);
  /* What Enter was pressed for is done to the rows that were selected then. */
  if (self->applies && is_shown (self))
    {
      queue_update_cb (self);
      return;
    }
  stop_finding (self);
  set_catalogue (self, view != NULL ? pasar_view_get_catalogue (view) : NULL);
  g_clear_pointer (&self->rows, pasar_command_unref);
  g_clear_pointer (&self->command, pasar_command_unref);
  reach = pasar_selected_make_reach (self->sheet, &self->field);
  if (reach == NULL || pasar_reach_get_n_listed (reach) <= 1)
    {
      hide (self);
      return;
    }
  rows = pasar_reach_make_command (reach, PASAR_COMMAND_EACH, (int) self->field, NULL);
  if (pasar_command_prepare (rows, g_get_monotonic_time () + AT_ONCE_US))
    {
      take_rows (self, rows);
      return;
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  finding = g_new (Finding, 1);
  *finding = (Finding){ self, pasar_command_ref (rows) };
  self->finding = g_cancellable_new ();
  pasar_slices_run_async (find_slice_cb, rows, self->finding, found_cb, finding);
}

static gboolean
update_cb (gpointer user_data)
{
  PasarEntryBar *self = user_data;

  if (is_selecting (self))
    return G_SOURCE_CONTINUE;
  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update_cb (PasarEntryBar *self)
{
  if (self->update_id == 0)
    self->update_id = g_timeout_add (UPDATE_DELAY_MS, update_cb, self);
}

/* What is meant is what is selected now, not what was when the bar was last filled. */
static void
apply_cb (PasarEntryBar *self)
{
  if (self->update_id != 0)
    update (self);
  if (self->finding != NULL)
    self->applies = TRUE;
  else
    apply (self);
}

/* What the input method has left of the keys. */
static gboolean
key_cb (PasarEntryBar *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  give_keys_back (self);
  return TRUE;
}

/**
 * pasar_entry_bar_take_keys:
 * @self: a bar
 *
 * Gives it the keyboard, when several cells are selected.
 *
 * Returns: whether it has it
 */
gboolean
pasar_entry_bar_take_keys (PasarEntryBar *self)
{
  update (self);
  return (self->rows != NULL || self->finding != NULL)
         && gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* The life of a bar. */

static void
pasar_entry_bar_dispose (GObject *object)
{
  PasarEntryBar *self = PASAR_ENTRY_BAR (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  stop_finding (self);
  if (self->preview != NULL)
    g_signal_handlers_disconnect_by_data (self->preview, self);
  g_clear_object (&self->preview);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->command, pasar_command_unref);
  g_clear_pointer (&self->rows, pasar_command_unref);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (pasar_entry_bar_parent_class)->dispose (object);
}

static void
pasar_entry_bar_class_init (PasarEntryBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_entry_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "entrybar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_entry (PasarEntryBar *self, GtkWidget *box)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "heading");
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 18);
  gtk_widget_set_valign (GTK_WIDGET (self->entry), GTK_ALIGN_CENTER);
  pasar_dialog_set_accessible_label (self->entry, _ ("What to do to the selected cells"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry),
                               _ ("What to do to the selected cells (Ctrl+Shift+E)"));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (box, keys);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));

  self->meaning = PASAR_ENTRY_MEANING (pasar_entry_meaning_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->meaning), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->meaning), FALSE);
  g_signal_connect_object (self->meaning, "changed", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->meaning));
}

static void
pasar_entry_bar_init (PasarEntryBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  add_entry (self, box);
  self->preview_label = pasar_text_layout_append_label (GTK_BOX (box));
  g_signal_connect_object (self->preview_label,
                           "notify::label",
                           G_CALLBACK (preview_text_cb),
                           self,
                           G_CONNECT_SWAPPED);
  self->apply = gtk_button_new_with_mnemonic (_ ("Appl_y"));
  gtk_widget_set_valign (self->apply, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->apply, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->apply);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

/**
 * pasar_entry_bar_new:
 * @sheet: the sheet that it is about, and that outlives it
 *
 * Returns: (transfer floating): a bar that is not shown yet
 */
GtkWidget *
pasar_entry_bar_new (PasarSheet *sheet)
{
  PasarEntryBar *self = g_object_new (PASAR_TYPE_ENTRY_BAR, NULL);

  self->sheet = sheet;
  g_signal_connect_object (sheet,
                           "selection-changed",
                           G_CALLBACK (queue_update_cb),
                           self,
                           G_CONNECT_SWAPPED);
  /* The column of the cursor is the one that is meant. */
  g_signal_connect_object (sheet,
                           "cursor-changed",
                           G_CALLBACK (queue_update_cb),
                           self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
