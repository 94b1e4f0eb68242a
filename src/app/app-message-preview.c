/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-message-preview.h"

#include <glib/gi18n-lib.h>

#include "app-note.h"

/* Typing rests this long before the text is filled in again. */
#define REST_MS 250

/**
 * AppMessagePreview:
 *
 * What somebody would really receive: a text filled in for a student of the year, whom the person
 * chooses. Emits "previewed" when it is filled in.
 */
struct _AppMessagePreview
{
  AdwBin parent_instance;

  GtkDropDown *students;
  GtkWidget *empty;
  GtkWidget *messages;
  GtkLabel *recipient;
  GtkLabel *subject;
  GtkLabel *body;
  GtkLabel *sms_recipient;
  GtkLabel *sms;
  GtkBox *notes;

  WorkSchool *school;
  char *event;
  ModelMessageAudience audience;
  GPtrArray *lines; /* (element-type ModelLine): those that can be chosen */
  char *texts[3];   /* subject, body, SMS, with their fields */
  WorkMessageThing thing;
  GCancellable *cancellable;
  guint rest_source;
};

enum
{
  PREVIEWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppMessagePreview, app_message_preview, ADW_TYPE_BIN)

/* ---- what is shown ---- */

static void
clear_notes (AppMessagePreview *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notes))) != NULL)
    gtk_box_remove (self->notes, child);
}

/* What is so of the mail and of the SMS is said once. */
static gboolean
is_said (AppMessagePreview *self, const char *sentence)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->notes)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (app_note_get_text (APP_NOTE (child)), sentence))
      return TRUE;
  return FALSE;
}

static void
add_notes (AppMessagePreview *self, GPtrArray *sentences, const char *style)
{
  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    if (!is_said (self, sentences->pdata[i]))
      gtk_box_append (self->notes, app_note_new (sentences->pdata[i], style));
}

/* The first of a channel: a student may have two guardians. */
static const WorkMessagePlan *
find_plan (GPtrArray *plans, WorkMessageChannel channel)
{
  for (guint i = 0; i < plans->len; i++)
    if (((const WorkMessagePlan *) plans->pdata[i])->channel == channel)
      return plans->pdata[i];
  return NULL;
}

static void
show_recipient (GtkLabel *label, const WorkMessagePlan *plan)
{
  g_autofree char *text = NULL;

  if (plan != NULL)
    text = g_strdup_printf ("%s — %s", plan->name != NULL ? plan->name : "",
                            plan->address != NULL ? plan->address : _ ("no address"));
  gtk_label_set_label (label, text != NULL ? text : _ ("Nobody"));
}

static void
show_plans (AppMessagePreview *self, GPtrArray *plans)
{
  const WorkMessagePlan *mail = find_plan (plans, WORK_MESSAGE_MAIL);
  const WorkMessagePlan *sms = find_plan (plans, WORK_MESSAGE_SMS);

  clear_notes (self);
  show_recipient (self->recipient, mail);
  show_recipient (self->sms_recipient, sms);
  gtk_label_set_label (self->subject, mail != NULL && mail->subject != NULL ? mail->subject : "");
  gtk_label_set_label (self->body, mail != NULL ? mail->body : "");
  gtk_label_set_label (self->sms, sms != NULL ? sms->body : "");
  if (mail == NULL && sms == NULL)
    gtk_box_append (self->notes,
                    app_note_new (_ ("This student has nobody to write to here: choose "
                                     "another."),
                                  "neutral"));
  for (guint i = 0; i < 2; i++)
    {
      const WorkMessagePlan *plan = i == 0 ? mail : sms;

      add_notes (self, plan != NULL ? plan->problems : NULL, "warning");
      add_notes (self, plan != NULL ? plan->warnings : NULL, "neutral");
    }
  g_signal_emit (self, signals[PREVIEWED], 0);
}

static void
show_error (AppMessagePreview *self, const char *sentence)
{
  clear_notes (self);
  gtk_box_append (self->notes, app_note_new (sentence, "error"));
}

/* ---- filling in ---- */

static void
on_plans_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppMessagePreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (plans != NULL && self->school != NULL)
    show_plans (self, plans);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error->message);
}

static void
fill_in (AppMessagePreview *self)
{
  WorkMessageDraft draft = { .event = self->event,
                             .things = &self->thing,
                             .n_things = 1,
                             .audiences = MODEL_MESSAGE_AUDIENCE_BIT (self->audience),
                             .mail = TRUE,
                             .sms = TRUE,
                             .subject = self->texts[0],
                             .body = self->texts[1],
                             .sms_text = self->texts[2] };

  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->thing.student_id == 0 || self->texts[0] == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  work_school_read_async (self->school, work_query_message_plans_new (&draft), self->cancellable,
                          on_plans_cb, g_object_ref (self));
}

static gboolean
on_rest_cb (gpointer user_data)
{
  AppMessagePreview *self = user_data;

  self->rest_source = 0;
  fill_in (self);
  return G_SOURCE_REMOVE;
}

/* ---- for whom ---- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (string));
}

static void
on_selected_cb (GtkDropDown *students, GParamSpec *pspec, AppMessagePreview *self)
{
  guint position = gtk_drop_down_get_selected (students);
  ModelLine *line;

  if (self->lines == NULL || position >= self->lines->len)
    return;
  line = self->lines->pdata[position];
  self->thing = (WorkMessageThing){ line->student_id, line->period_id, line->placement_id,
                                    line->agreement_id };
  fill_in (self);
}

static gboolean
fits (AppMessagePreview *self, ModelLine *line)
{
  const ModelMessageEvent *event = model_message_event_find (self->event);

  if (event == NULL || event->about == MODEL_MESSAGE_ABOUT_SEARCH)
    return TRUE;
  return event->about == MODEL_MESSAGE_ABOUT_AGREEMENT ? line->agreement_id != 0
                                                       : line->placement_id != 0;
}

static void
offer_lines (AppMessagePreview *self, GPtrArray *lines)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = lines->pdata[i];
      g_autofree char *name =
          g_strdup_printf ("%s — %s — %s", line->student, line->class_name, line->period_name);

      if (!fits (self, line))
        continue;
      g_ptr_array_add (self->lines, g_object_ref (line));
      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->students, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->messages, self->lines->len > 0);
  gtk_widget_set_visible (self->empty, self->lines->len == 0);
  on_selected_cb (self->students, NULL, self);
}

static void
on_overview_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppMessagePreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOverview) overview =
      work_school_load_finish (WORK_SCHOOL (source), result, &error);

  if (self->school == NULL)
    return;
  if (overview != NULL)
    offer_lines (self, overview->lines);
  else
    show_error (self, error->message);
}

/* ---- the widget ---- */

static void
app_message_preview_dispose (GObject *object)
{
  AppMessagePreview *self = APP_MESSAGE_PREVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_object (&self->school);
  G_OBJECT_CLASS (app_message_preview_parent_class)->dispose (object);
}

static void
app_message_preview_finalize (GObject *object)
{
  AppMessagePreview *self = APP_MESSAGE_PREVIEW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->lines);
  g_free (self->event);
  G_OBJECT_CLASS (app_message_preview_parent_class)->finalize (object);
}

static void
app_message_preview_class_init (AppMessagePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_message_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_message_preview_finalize;
  signals[PREVIEWED] = g_signal_new ("previewed", APP_TYPE_MESSAGE_PREVIEW, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-message-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMessagePreview, students);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePreview, empty);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePreview, messages);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePreview, recipient);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePreview, subject);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePreview, body);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePreview, sms_recipient);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePreview, sms);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePreview, notes);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
}

static void
app_message_preview_init (AppMessagePreview *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  gtk_drop_down_set_factory (self->students, factory);
}

/**
 * app_message_preview_new:
 *
 * Returns: (transfer floating): a preview of nothing
 */
AppMessagePreview *
app_message_preview_new (void)
{
  return g_object_new (APP_TYPE_MESSAGE_PREVIEW, NULL);
}

/**
 * app_message_preview_open:
 * @self: a preview
 * @school: the school
 * @year_id: whose students are offered, the first of them chosen; 0: this year's
 * @event: key of an occasion
 * @audience: to whom
 *
 * Reads for whom a text may be filled in.
 */
void
app_message_preview_open (AppMessagePreview *self,
                          WorkSchool *school,
                          gint64 year_id,
                          const char *event,
                          ModelMessageAudience audience)
{
  g_return_if_fail (APP_IS_MESSAGE_PREVIEW (self));
  g_set_object (&self->school, school);
  g_free (self->event);
  self->event = g_strdup (event);
  self->audience = audience;
  work_school_load_async (school, year_id, NULL, on_overview_cb, g_object_ref (self));
}

/**
 * app_message_preview_set_texts:
 * @self: a preview
 * @subject: of a mail, with its fields
 * @body: of a mail
 * @sms: of an SMS
 *
 * Shows them filled in, once typing rests.
 */
void
app_message_preview_set_texts (AppMessagePreview *self,
                               const char *subject,
                               const char *body,
                               const char *sms)
{
  const char *texts[] = { subject, body, sms };

  g_return_if_fail (APP_IS_MESSAGE_PREVIEW (self));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_free (self->texts[i]);
      self->texts[i] = g_strdup (texts[i]);
    }
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MS, on_rest_cb, self);
}

/**
 * app_message_preview_get_thing:
 * @self: a preview
 *
 * Returns: (transfer none) (nullable): for whom it is filled in
 */
const WorkMessageThing *
app_message_preview_get_thing (AppMessagePreview *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_PREVIEW (self), NULL);
  return self->thing.student_id != 0 ? &self->thing : NULL;
}

/**
 * app_message_preview_get_sms:
 * @self: a preview
 *
 * Returns: (transfer none): the SMS as it is filled in
 */
const char *
app_message_preview_get_sms (AppMessagePreview *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_PREVIEW (self), NULL);
  return gtk_label_get_label (self->sms);
}
