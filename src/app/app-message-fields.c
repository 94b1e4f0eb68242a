/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-message-fields.h"

#include <glib/gi18n-lib.h>

#include "model-file-name.h"

/**
 * AppMessageFields:
 *
 * A button that offers the fields of a message. Emits "chosen" with one between its braces.
 */
struct _AppMessageFields
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkListBox *list;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppMessageFields, app_message_fields, ADW_TYPE_BIN)

/* What messages are written with most, beside the fields of the names of files. */
static const struct
{
  const char *word;
  const char *label;
} more[] = {
  { "destinataire", N_ ("Who receives it") },
  { "initiale", N_ ("Initial of the student's family name") },
  { "détail", N_ ("What has happened") },
  { "PERIODE_DATES", N_ ("Dates of the period, in words") },
  { "DATES_TEXTE", N_ ("Dates of the placement, in words") },
  { "TUTEUR", N_ ("Tutor") },
  { "PROF", N_ ("Referent teacher") },
  { "ETAB_NOM", N_ ("Name of the school") },
};

static void
on_activated_cb (GtkListBox *list, GtkListBoxRow *row, AppMessageFields *self)
{
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[CHOSEN], 0,
                 adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
add_field (AppMessageFields *self, const char *word, const char *label)
{
  g_autofree char *text = g_strdup_printf ("{%s}", word);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
}

static void
app_message_fields_class_init (AppMessageFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen", APP_TYPE_MESSAGE_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-message-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMessageFields, button);
  gtk_widget_class_bind_template_child (widget_class, AppMessageFields, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activated_cb);
}

static void
app_message_fields_init (AppMessageFields *self)
{
  guint n;
  const ModelFileField *fields = model_file_field_list (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (fields[i].merge, MODEL_FILE_NAME_KIND))
      add_field (self, fields[i].word, _ (fields[i].label));
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    add_field (self, more[i].word, _ (more[i].label));
}

/**
 * app_message_fields_new:
 *
 * Returns: (transfer floating): a button
 */
AppMessageFields *
app_message_fields_new (void)
{
  return g_object_new (APP_TYPE_MESSAGE_FIELDS, NULL);
}

/**
 * app_message_fields_insert:
 * @control: a #GtkEditable or a #GtkTextView
 * @field: with its braces
 *
 * Writes a field where the cursor is, in the place of what is selected, and goes back there.
 */
void
app_message_fields_insert (GtkWidget *control, const char *field)
{
  if (GTK_IS_TEXT_VIEW (control))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (control));

      gtk_text_buffer_begin_user_action (buffer);
      gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
      gtk_text_buffer_insert_at_cursor (buffer, field, -1);
      gtk_text_buffer_end_user_action (buffer);
      gtk_widget_grab_focus (control);
    }
  else
    {
      int position;

      gtk_editable_delete_selection (GTK_EDITABLE (control));
      position = gtk_editable_get_position (GTK_EDITABLE (control));
      gtk_editable_insert_text (GTK_EDITABLE (control), field, -1, &position);
      gtk_widget_grab_focus (control);
      gtk_editable_set_position (GTK_EDITABLE (control), position);
    }
}
