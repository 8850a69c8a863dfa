/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"

#include <glib/gi18n-lib.h>

/* A number typed into the stock of an item can mean each of its variations, or all of them
 * together. The seller is asked; nothing is the default. */

static char *
dup_pieces (const PasarExpression *expression)
{
  gint64 amount;
  const PasarOperation operation = pasar_expression_get_operation (expression, &amount);
  const char *sign = operation != PASAR_OPERATION_ADD ? "" : amount < 0 ? "−" : "+";
  g_autofree char *number = NULL;

  if (operation == PASAR_OPERATION_OTHER)
    return g_strdup (pasar_expression_get_text (expression));
  amount = ABS (amount);
  number = pasar_money_format (amount, 0, NULL);
  /* Translators: a number of pieces: the sign of a change, or nothing, and the number */
  return g_strdup_printf (ngettext ("%s%s Piece", "%s%s Pieces", (gulong) amount), sign, number);
}

/* reason: (nullable): why one of the answers cannot be. */
static char *
dup_question (PasarSheet *self, GArray *rows, const PasarCommand *command, const GError *reason)
{
  const guint n_all = command->keys->len + command->n_hidden;
  g_autofree char *stock = NULL;
  PasarSummary summary;
  GString *text = g_string_new (NULL);

  pasar_catalogue_summarise (self->source->catalogue,
                             (const guint *) (gpointer) rows->data,
                             rows->len,
                             &summary);
  stock = pasar_money_format (summary.stock, 0, NULL);
  /* Each sentence is a line: GTK 4.8 makes a popover too low for text that wraps. */
  g_string_printf (text,
                   /* Translators: what an item has; %2$s is a number of pieces */
                   ngettext ("%1$u variation has %2$s pieces in all.",
                             "%1$u variations have %2$s pieces in all.",
                             n_all),
                   n_all,
                   stock);
  if (command->n_hidden > 0)
    g_string_append_printf (text, "\n%s", _ ("Those that the filter hides stay as they are."));
  g_string_append_printf (text,
                          "\n%s",
                          reason != NULL
                              ? reason->message
                              : _ ("In all: shared out in proportion to what each has now."));
  return g_string_free (text, FALSE);
}

/* NULL when that cannot be: reason says why. */
static PasarCommand *
make_answer (PasarSheet *self,
             PasarCommandKind kind,
             GArray *rows,
             PasarExpression *expression,
             GError **reason)
{
  g_autoptr (PasarCommand) command =
      pasar_sheet_make_command (self, kind, rows, PASAR_FIELD_STOCK, expression);
  g_autoptr (GArray) edits =
      pasar_command_compute (command, self->source->catalogue, *reason == NULL ? reason : NULL);

  return edits != NULL ? g_steal_pointer (&command) : NULL;
}

static void
set_answer (PasarSheet *self, PasarCommandKind kind, PasarCommand *command, const char *label)
{
  gtk_button_set_label (self->answer_buttons[kind], label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->answer_buttons[kind]), command != NULL);
  g_clear_pointer (&self->answers[kind], pasar_command_unref);
  self->answers[kind] = command;
}

/**
 * pasar_sheet_ask:
 * @self: a sheet with an edit under way
 * @cell: where it is, in the grid
 * @rows: (element-type guint): what is edited
 * @expression: what was typed
 * @error: return location
 *
 * Asks beside the cell whether the pieces are meant for each variation or for all together. Nothing
 * is asked, and @error is set, when neither is possible.
 *
 * Returns: whether it is asked
 */
PasarGridAnswer
pasar_sheet_ask (PasarSheet *self,
                 const GdkRectangle *cell,
                 GArray *rows,
                 PasarExpression *expression,
                 GError **error)
{
  g_autoptr (GError) reason = NULL;
  PasarCommand *each = make_answer (self, PASAR_COMMAND_EACH, rows, expression, &reason);
  PasarCommand *in_all = make_answer (self, PASAR_COMMAND_IN_ALL, rows, expression, &reason);
  const PasarCommand *any = each != NULL ? each : in_all;
  g_autofree char *pieces = dup_pieces (expression);
  g_autofree char *text = NULL;
  g_autofree char *each_label = NULL;
  g_autofree char *in_all_label = NULL;
  GdkRectangle area = *cell;
  graphene_point_t origin;

  if (any == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return PASAR_GRID_REFUSED;
    }
  text = dup_question (self, rows, any, reason);
  each_label =
      /* Translators: a button; %2$s is a number of pieces with the word for them */
      g_strdup_printf (ngettext ("_Each of the %1$u Variation: %2$s",
                                 "_Each of the %1$u Variations: %2$s",
                                 any->keys->len),
                       any->keys->len,
                       pieces);
  /* Translators: a button; %s is a number of pieces with the word for them */
  in_all_label = g_strdup_printf (_ ("_In All: %s"), pieces);
  gtk_label_set_text (self->question_text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->question_box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text,
                                  -1);
  set_answer (self, PASAR_COMMAND_EACH, each, each_label);
  set_answer (self, PASAR_COMMAND_IN_ALL, in_all, in_all_label);
  if (gtk_widget_compute_point (GTK_WIDGET (self->grid),
                                GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT ((float) cell->x, (float) cell->y),
                                &origin))
    {
      area.x = (int) origin.x;
      area.y = (int) origin.y;
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->question), &area);
  gtk_popover_popup (GTK_POPOVER (self->question));
  /* Not a button: Enter is to answer nothing. */
  gtk_widget_grab_focus (self->question_box);
  return PASAR_GRID_ASKING;
}

static void
answered_cb (PasarSheet *self, GtkWidget *button)
{
  const PasarCommandKind kind = button == GTK_WIDGET (self->answer_buttons[PASAR_COMMAND_EACH])
                                    ? PASAR_COMMAND_EACH
                                    : PASAR_COMMAND_IN_ALL;
  PasarCommand *command = g_steal_pointer (&self->answers[kind]);

  gtk_popover_popdown (GTK_POPOVER (self->question));
  pasar_grid_end_editing (self->grid);
  pasar_sheet_stage (self, command);
}

/* What was typed waits to be asked again. */
static void
closed_cb (PasarSheet *self)
{
  GtkEditable *editor = pasar_grid_get_editor (self->grid);

  if (editor == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (editor));
  gtk_editable_set_position (editor, -1);
}

static GtkButton *
add_button (PasarSheet *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return GTK_BUTTON (button);
}

static void
cancelled_cb (PasarSheet *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->question));
}

/**
 * pasar_sheet_question_init:
 * @self: a new sheet
 */
void
pasar_sheet_question_init (PasarSheet *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP,
                                 "focusable",
                                 TRUE,
                                 "orientation",
                                 GTK_ORIENTATION_VERTICAL,
                                 "spacing",
                                 6,
                                 NULL);
  GtkWidget *text = gtk_label_new (NULL);

  gtk_widget_add_css_class (box, "sheet-question");
  gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
  gtk_box_append (GTK_BOX (box), text);
  self->question_box = box;
  self->question_text = GTK_LABEL (text);
  self->answer_buttons[PASAR_COMMAND_EACH] = add_button (self, box, "", G_CALLBACK (answered_cb));
  self->answer_buttons[PASAR_COMMAND_IN_ALL] = add_button (self, box, "", G_CALLBACK (answered_cb));
  add_button (self, box, _ ("_Cancel"), G_CALLBACK (cancelled_cb));
  self->question = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->question), box);
  g_signal_connect_object (self->question,
                           "closed",
                           G_CALLBACK (closed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->question, GTK_WIDGET (self));
}

/**
 * pasar_sheet_question_clear:
 * @self: a sheet that is disposed
 */
void
pasar_sheet_question_clear (PasarSheet *self)
{
  g_clear_pointer (&self->question, gtk_widget_unparent);
  for (guint i = 0; i < G_N_ELEMENTS (self->answers); i++)
    g_clear_pointer (&self->answers[i], pasar_command_unref);
}

/**
 * pasar_sheet_is_asking:
 * @self: a sheet
 *
 * Returns: whether the seller is asked what the text in the editor means
 */
gboolean
pasar_sheet_is_asking (PasarSheet *self)
{
  return self->question != NULL && gtk_widget_get_visible (self->question);
}
