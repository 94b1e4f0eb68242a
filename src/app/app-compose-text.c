/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-compose-text.h"

#include <glib/gi18n-lib.h>

#include "app-sms-counter.h"
#include "message-sms-text.h"
#include "model-file-name.h"

/**
 * AppComposeText:
 *
 * The words of a mail and of an SMS while they are typed, with fields that each person's own values
 * take the place of. Emits "changed".
 */
struct _AppComposeText
{
  AdwBin parent_instance;

  GtkMenuButton *insert_button;
  GtkWidget *mail_group;
  GtkEditable *subject;
  GtkTextView *body;
  GtkWidget *sms_group;
  GtkTextView *sms;
  AppSmsCounter *counter;

  GtkWidget *focused; /* where a field goes: one of the three */
  gboolean is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppComposeText, app_compose_text, ADW_TYPE_BIN)

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
changed (AppComposeText *self)
{
  g_autofree char *sms = app_compose_text_dup_sms (self);

  app_sms_counter_set_text (self->counter, sms);
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_focus_cb (GtkEventControllerFocus *focus, AppComposeText *self)
{
  self->focused = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus));
}

/* The SMS is written plainly, and can be changed back by the text's own undo. */
static void
on_simplify_cb (AppSmsCounter *counter, AppComposeText *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->sms);
  g_autofree char *text = dup_text (self->sms);
  g_autofree char *plain = message_sms_simplify (text);
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, plain, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
on_insert_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_compose_text_insert (APP_COMPOSE_TEXT (widget), g_variant_get_string (parameter, NULL));
}

static void
app_compose_text_class_init (AppComposeTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (APP_TYPE_SMS_COUNTER);
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_COMPOSE_TEXT, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "text.insert", "s", on_insert_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-compose-text.ui");
  gtk_widget_class_bind_template_child (widget_class, AppComposeText, insert_button);
  gtk_widget_class_bind_template_child (widget_class, AppComposeText, mail_group);
  gtk_widget_class_bind_template_child (widget_class, AppComposeText, subject);
  gtk_widget_class_bind_template_child (widget_class, AppComposeText, body);
  gtk_widget_class_bind_template_child (widget_class, AppComposeText, sms_group);
  gtk_widget_class_bind_template_child (widget_class, AppComposeText, sms);
  gtk_widget_class_bind_template_child (widget_class, AppComposeText, counter);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_simplify_cb);
}

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();
  const ModelFileField *fields;
  guint n;

  fields = model_file_field_list (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (fields[i].label), NULL);

      g_menu_item_set_action_and_target (item, "text.insert", "s", fields[i].word);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
app_compose_text_init (AppComposeText *self)
{
  g_autoptr (GMenuModel) menu = make_menu ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->focused = GTK_WIDGET (self->body);
  gtk_menu_button_set_menu_model (self->insert_button, menu);
  g_signal_connect_object (gtk_text_view_get_buffer (self->body), "changed", G_CALLBACK (changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->sms), "changed", G_CALLBACK (changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->subject, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
}

/**
 * app_compose_text_new:
 *
 * Returns: (transfer floating): empty texts
 */
AppComposeText *
app_compose_text_new (void)
{
  return g_object_new (APP_TYPE_COMPOSE_TEXT, NULL);
}

/**
 * app_compose_text_set:
 * @self: texts
 * @subject: (nullable): of the mail
 * @body: (nullable): of the mail
 * @sms: (nullable): the SMS
 *
 * Shows texts to go on from; emits nothing.
 */
void
app_compose_text_set (AppComposeText *self, const char *subject, const char *body, const char *sms)
{
  g_return_if_fail (APP_IS_COMPOSE_TEXT (self));
  self->is_filling = TRUE;
  gtk_editable_set_text (self->subject, subject != NULL ? subject : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body), body != NULL ? body : "", -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->sms), sms != NULL ? sms : "", -1);
  self->is_filling = FALSE;
}

/**
 * app_compose_text_set_channels:
 * @self: texts
 * @mail: whether mails are written
 * @sms: whether SMS are
 */
void
app_compose_text_set_channels (AppComposeText *self, gboolean mail, gboolean sms)
{
  g_return_if_fail (APP_IS_COMPOSE_TEXT (self));
  gtk_widget_set_visible (self->mail_group, mail);
  gtk_widget_set_visible (self->sms_group, sms);
  if (!mail && sms)
    self->focused = GTK_WIDGET (self->sms);
  else if (mail && !sms && self->focused == GTK_WIDGET (self->sms))
    self->focused = GTK_WIDGET (self->body);
}

/**
 * app_compose_text_set_example:
 * @self: texts
 * @sms: (nullable): the SMS as the longest one would leave, its fields filled in
 *
 * Counts how many SMS it is as it leaves, not as it is typed.
 */
void
app_compose_text_set_example (AppComposeText *self, const char *sms)
{
  g_return_if_fail (APP_IS_COMPOSE_TEXT (self));
  if (sms != NULL)
    app_sms_counter_set_text (self->counter, sms);
}

/**
 * app_compose_text_insert:
 * @self: texts
 * @word: of a field: "prénom"
 *
 * Writes the field where the person last typed.
 */
void
app_compose_text_insert (AppComposeText *self, const char *word)
{
  g_autofree char *field = g_strdup_printf ("{%s}", word);

  g_return_if_fail (APP_IS_COMPOSE_TEXT (self));
  if (GTK_IS_TEXT_VIEW (self->focused))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->focused));

      gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
      gtk_text_buffer_insert_at_cursor (buffer, field, -1);
    }
  else
    {
      int position;

      gtk_editable_delete_selection (self->subject);
      position = gtk_editable_get_position (self->subject);
      gtk_editable_insert_text (self->subject, field, -1, &position);
      gtk_editable_set_position (self->subject, position);
    }
  gtk_widget_grab_focus (self->focused);
}

/**
 * app_compose_text_dup_subject:
 * @self: texts
 *
 * Returns: (transfer full): the subject of the mail, fields and all
 */
char *
app_compose_text_dup_subject (AppComposeText *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_TEXT (self), NULL);
  return g_strdup (gtk_editable_get_text (self->subject));
}

/**
 * app_compose_text_dup_body:
 * @self: texts
 *
 * Returns: (transfer full): the text of the mail, fields and all
 */
char *
app_compose_text_dup_body (AppComposeText *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_TEXT (self), NULL);
  return dup_text (self->body);
}

/**
 * app_compose_text_dup_sms:
 * @self: texts
 *
 * Returns: (transfer full): the SMS, fields and all
 */
char *
app_compose_text_dup_sms (AppComposeText *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_TEXT (self), NULL);
  return dup_text (self->sms);
}
