/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-message-text-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-job-row.h"
#include "app-message-fields.h"
#include "app-message-preview.h"
#include "app-note.h"
#include "app-prompt.h"
#include "app-sms-counter.h"
#include "base-text.h"
#include "message-sms-text.h"
#include "work-message.h"

/**
 * AppMessageTextWindow:
 *
 * Edits the school's words for one occasion and one kind of people, beside what a real student's
 * would read.
 */
struct _AppMessageTextWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  AdwBin *note;
  GtkEditable *subject;
  GtkTextView *body;
  GtkTextView *sms;
  AppMessageFields *fields;
  AppMessageFields *sms_fields;
  AppSmsCounter *counter;
  AppMessagePreview *preview;
  GtkWidget *save;
  GtkWidget *reset;
  AdwPreferencesGroup *test;

  AppJobRow *test_row;
  AppPreferences *preferences;
  char *event;
  ModelMessageAudience audience;
  WorkMessageText *saved; /* (nullable): until it was read */
  GtkWidget *last;        /* (nullable): of the subject and the body, where one was last */
};

static void app_message_text_window_note_init (AppNoteHolderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppMessageTextWindow,
                               app_message_text_window,
                               ADW_TYPE_WINDOW,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_NOTE_HOLDER,
                                                      app_message_text_window_note_init))

static void
app_message_text_window_set_note (AppNoteHolder *holder, const char *text)
{
  AppMessageTextWindow *self = APP_MESSAGE_TEXT_WINDOW (holder);

  adw_bin_set_child (self->note, text != NULL ? app_note_new (text, "error") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
app_message_text_window_note_init (AppNoteHolderInterface *iface)
{
  iface->set_note = app_message_text_window_set_note;
}

/* ---- what is typed ---- */

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
is_changed (AppMessageTextWindow *self)
{
  g_autofree char *body = dup_text (self->body);
  g_autofree char *sms = dup_text (self->sms);

  return self->saved != NULL
         && (g_strcmp0 (gtk_editable_get_text (self->subject), self->saved->subject) != 0
             || g_strcmp0 (body, self->saved->body) != 0 || g_strcmp0 (sms, self->saved->sms) != 0);
}

/* A field that nobody knows stands out where it is. */
static void
mark_fields (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *text = dup_text (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, "wrong", &start, &end);
  for (const char *at = strchr (text, '{'); at != NULL; at = strchr (at + 1, '{'))
    {
      const char *close = strpbrk (at + 1, "{}\n");
      gboolean is_closed = close != NULL && *close == '}';
      gsize length = is_closed ? (gsize) (close - at + 1) : 1;
      g_autofree char *field = g_strndup (at, length);

      if (is_closed && work_message_text_check (field, NULL))
        continue;
      gtk_text_buffer_get_iter_at_offset (buffer, &start,
                                          (int) g_utf8_pointer_to_offset (text, at));
      gtk_text_buffer_get_iter_at_offset (buffer, &end,
                                          (int) g_utf8_pointer_to_offset (text, at + length));
      gtk_text_buffer_apply_tag_by_name (buffer, "wrong", &start, &end);
    }
}

/* @where: the label of the field, for a person */
static gboolean
check (const char *where, const char *text, char **sentence)
{
  g_autoptr (GError) error = NULL;

  if (work_message_text_check (text, &error))
    return TRUE;
  /* Translators: where something is wrong, and what. */
  *sentence = g_strdup_printf (_ ("%s: %s"), where, error->message);
  return FALSE;
}

static gboolean
check_all (AppMessageTextWindow *self)
{
  g_autofree char *body = dup_text (self->body);
  g_autofree char *sms = dup_text (self->sms);
  g_autofree char *sentence = NULL;
  gboolean ok =
      check (_ ("Subject of the e-mail"), gtk_editable_get_text (self->subject), &sentence)
      && check (_ ("Text of the e-mail"), body, &sentence)
      && check (_ ("Text of the SMS"), sms, &sentence);

  app_message_text_window_set_note (APP_NOTE_HOLDER (self), sentence);
  return ok;
}

static void
on_changed_cb (gpointer source, AppMessageTextWindow *self)
{
  g_autofree char *body = NULL;
  g_autofree char *sms = NULL;

  if (self->saved == NULL)
    return;
  body = dup_text (self->body);
  sms = dup_text (self->sms);
  mark_fields (self->body);
  mark_fields (self->sms);
  gtk_widget_set_sensitive (self->save,
                            is_changed (self) && !app_preferences_is_read_only (self->preferences));
  if (check_all (self))
    app_message_preview_set_texts (self->preview, gtk_editable_get_text (self->subject), body, sms);
}

/* What is counted is what a student's parents would get, not the fields. */
static void
on_previewed_cb (AppMessagePreview *preview, AppMessageTextWindow *self)
{
  app_sms_counter_set_text (self->counter, app_message_preview_get_sms (preview));
}

static void
on_simplify_cb (AppSmsCounter *counter, AppMessageTextWindow *self)
{
  g_autofree char *sms = dup_text (self->sms);
  g_autofree char *simple = message_sms_simplify (sms);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->sms), simple, -1);
}

/* ---- fields ---- */

static void
on_focus_cb (GtkEventControllerFocus *controller, AppMessageTextWindow *self)
{
  self->last = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
}

static void
on_field_cb (AppMessageFields *fields, const char *field, AppMessageTextWindow *self)
{
  GtkWidget *control =
      self->last == GTK_WIDGET (self->subject) ? self->last : GTK_WIDGET (self->body);

  app_message_fields_insert (fields == self->sms_fields ? GTK_WIDGET (self->sms) : control, field);
}

/* ---- saving ---- */

static void
on_saved_cb (gpointer target, gint64 id)
{
  AppMessageTextWindow *self = target;

  g_clear_pointer (&self->saved, work_message_text_free);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save (AppMessageTextWindow *self)
{
  g_autofree char *body = dup_text (self->body);
  g_autofree char *sms = dup_text (self->sms);

  if (!gtk_widget_is_sensitive (self->save) || !check_all (self))
    return;
  app_preferences_apply_then (self->preferences,
                              work_change_message_text_new (self->event, self->audience,
                                                            gtk_editable_get_text (self->subject),
                                                            body, sms),
                              GTK_WIDGET (self), on_saved_cb, self);
}

static void
on_save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  save (APP_MESSAGE_TEXT_WINDOW (widget));
}

/* Nothing is kept before it is saved: one sees the words and may go on from them. */
static void
on_reset_cb (GtkButton *button, AppMessageTextWindow *self)
{
  const ModelMessageText *usual = model_message_text_default (self->event, self->audience);

  if (usual == NULL)
    return;
  gtk_editable_set_text (self->subject, usual->subject != NULL ? usual->subject : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body),
                            usual->body != NULL ? usual->body : "", -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->sms),
                            usual->sms != NULL ? usual->sms : "", -1);
}

static void
on_leave_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppMessageTextWindow) self = user_data;
  AppLeaving leaving = app_prompt_leave_finish (result);

  if (leaving == APP_LEAVING_SAVE)
    save (self);
  else if (leaving == APP_LEAVING_DISCARD)
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
app_message_text_window_close_request (GtkWindow *window)
{
  AppMessageTextWindow *self = APP_MESSAGE_TEXT_WINDOW (window);

  if (!is_changed (self) || !gtk_widget_is_sensitive (self->save))
    return GTK_WINDOW_CLASS (app_message_text_window_parent_class)->close_request (window);
  app_prompt_leave_async (window, _ ("The text was changed and not saved."), on_leave_cb,
                          g_object_ref (self));
  return TRUE;
}

/* ---- a test to oneself ---- */

static void
on_test_cb (GtkButton *button, AppMessageTextWindow *self)
{
  const char *address =
      model_settings_get (app_preferences_get_settings (self->preferences), "message.from_address");
  g_autofree char *body = dup_text (self->body);
  g_autofree char *said = g_strdup_printf (_ ("The e-mail has left for %s."), address);

  if (base_text_is_blank (address))
    {
      app_job_row_say (self->test_row,
                       _ ("Write the address of the sender in the preferences first: the test goes "
                          "there."),
                       "warning");
      return;
    }
  if (check_all (self))
    app_job_row_run (self->test_row,
                     work_message_try_new (app_preferences_get_school (self->preferences),
                                           WORK_MESSAGE_MAIL, address,
                                           gtk_editable_get_text (self->subject), body,
                                           app_message_preview_get_thing (self->preview), NULL),
                     said);
}

/* ---- the window ---- */

static void
on_text_cb (gpointer target, gpointer result)
{
  AppMessageTextWindow *self = target;
  WorkMessageText *text = result;
  gboolean editable = !app_preferences_is_read_only (self->preferences);

  gtk_editable_set_text (self->subject, text->subject);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->body), text->body, -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->sms), text->sms, -1);
  self->saved = text;
  gtk_editable_set_editable (self->subject, editable);
  gtk_text_view_set_editable (self->body, editable);
  gtk_text_view_set_editable (self->sms, editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->fields), editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sms_fields), editable);
  gtk_widget_set_sensitive (self->reset, editable);
  on_changed_cb (NULL, self);
}

static void
app_message_text_window_dispose (GObject *object)
{
  AppMessageTextWindow *self = APP_MESSAGE_TEXT_WINDOW (object);

  g_clear_object (&self->preferences);
  g_clear_pointer (&self->saved, work_message_text_free);
  G_OBJECT_CLASS (app_message_text_window_parent_class)->dispose (object);
}

static void
app_message_text_window_finalize (GObject *object)
{
  g_free (APP_MESSAGE_TEXT_WINDOW (object)->event);
  G_OBJECT_CLASS (app_message_text_window_parent_class)->finalize (object);
}

static void
app_message_text_window_class_init (AppMessageTextWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_message_text_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_message_text_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = app_message_text_window_close_request;
  g_type_ensure (APP_TYPE_MESSAGE_FIELDS);
  g_type_ensure (APP_TYPE_MESSAGE_PREVIEW);
  g_type_ensure (APP_TYPE_SMS_COUNTER);
  gtk_widget_class_install_action (widget_class, "message-text.save", NULL, on_save_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-message-text-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, note);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, subject);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, body);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, sms);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, fields);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, sms_fields);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, counter);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, save);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, reset);
  gtk_widget_class_bind_template_child (widget_class, AppMessageTextWindow, test);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_field_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_previewed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_simplify_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reset_cb);
}

static void
add_tag (GtkTextView *view)
{
  gtk_text_buffer_create_tag (gtk_text_view_get_buffer (view), "wrong", "underline",
                              PANGO_UNDERLINE_ERROR, NULL);
}

static void
app_message_text_window_init (AppMessageTextWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_tag (self->body);
  add_tag (self->sms);
  self->test_row = app_job_row_new (_ ("See it in a mailbox"));
  app_job_row_add_button (self->test_row, _ ("Send Me a _Test"), G_CALLBACK (on_test_cb), self);
  adw_preferences_group_add (self->test, GTK_WIDGET (self->test_row));
}

/**
 * app_message_text_window_new:
 * @parent: (nullable): the preferences
 * @preferences: what is shown and changed
 * @event: key of an occasion
 * @audience: to whom
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
AppMessageTextWindow *
app_message_text_window_new (GtkWindow *parent,
                             AppPreferences *preferences,
                             const char *event,
                             ModelMessageAudience audience)
{
  AppMessageTextWindow *self =
      g_object_new (APP_TYPE_MESSAGE_TEXT_WINDOW, "transient-for", parent, NULL);
  const ModelMessageEvent *info = model_message_event_find (event);
  ModelSettings *settings = app_preferences_get_settings (preferences);

  self->preferences = g_object_ref (preferences);
  self->event = g_strdup (event);
  self->audience = audience;
  adw_window_title_set_title (self->title, info != NULL ? _ (info->label) : "");
  adw_window_title_set_subtitle (self->title, _ (model_message_audience_label (audience)));
  app_sms_counter_set_simplifies (self->counter,
                                  model_settings_get_int (settings, "message.sms.simplify") != 0);
  app_message_preview_open (self->preview, app_preferences_get_school (preferences),
                            app_preferences_get_year (preferences), event, audience);
  app_preferences_read (preferences, work_query_message_text_new (event, audience), on_text_cb,
                        self);
  return self;
}
