/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-compose-what.h"

#include <glib/gi18n-lib.h>

/**
 * AppComposeWhat:
 *
 * What is written: on which occasion, in what quality people are written to, how, with what
 * attached, and in which words.
 *
 * Emits "changed" when the draft is another, with whether somebody still types; and "words-wanted"
 * with the key of an occasion and an audience, when the school's words for these are to be gone on
 * from: app_compose_what_set_school_words().
 */
struct _AppComposeWhat
{
  AdwBin parent_instance;

  AdwComboRow *event_row;
  GtkFlowBox *audience_box;
  GtkCheckButton *mail_check;
  GtkCheckButton *sms_check;
  GtkWidget *attach_row;
  GtkSwitch *attach_switch;
  GtkWidget *own_row;
  GtkSwitch *own_switch;
  AppComposeText *text;

  GPtrArray *events; /* (element-type ModelMessageEvent), as in the row; %NULL: freely */
  GtkCheckButton *audience_checks[MODEL_MESSAGE_N_AUDIENCES];
  char *subject; /* what the draft points to */
  char *body;
  char *sms_text;
  gboolean is_attachable;
  gboolean is_filling;
  gboolean is_touched; /* something was typed */
};

enum
{
  CHANGED,
  WORDS_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppComposeWhat, app_compose_what, ADW_TYPE_BIN)

static const ModelMessageEvent *
current_event (AppComposeWhat *self)
{
  guint position = adw_combo_row_get_selected (self->event_row);

  return position < self->events->len ? self->events->pdata[position] : NULL;
}

static gboolean
has_own_words (AppComposeWhat *self)
{
  return current_event (self) == NULL || gtk_switch_get_active (self->own_switch);
}

static guint
possible_audiences (AppComposeWhat *self)
{
  const ModelMessageEvent *event = current_event (self);

  return event != NULL ? event->audiences : ~0u;
}

static guint
chosen_audiences (AppComposeWhat *self)
{
  guint audiences = 0;

  for (guint i = 0; i < MODEL_MESSAGE_N_AUDIENCES; i++)
    if (gtk_check_button_get_active (self->audience_checks[i]))
      audiences |= MODEL_MESSAGE_AUDIENCE_BIT (i);
  return audiences & possible_audiences (self);
}

static void
changed (AppComposeWhat *self, gboolean is_typing)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0, is_typing);
}

/* The school's words for the first of those who are written to. */
static void
want_words (AppComposeWhat *self)
{
  const ModelMessageEvent *event = current_event (self);
  guint audiences = chosen_audiences (self);

  if (self->is_filling || self->is_touched || event == NULL || !has_own_words (self))
    return;
  for (guint i = 0; i < MODEL_MESSAGE_N_AUDIENCES; i++)
    if (audiences & MODEL_MESSAGE_AUDIENCE_BIT (i))
      {
        g_signal_emit (self, signals[WORDS_WANTED], 0, event->key, i);
        return;
      }
}

static void
show_text (AppComposeWhat *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->text), has_own_words (self));
  gtk_widget_set_visible (self->own_row, current_event (self) != NULL);
  app_compose_text_set_channels (self->text, gtk_check_button_get_active (self->mail_check),
                                 gtk_check_button_get_active (self->sms_check));
}

static void
show_event (AppComposeWhat *self)
{
  const ModelMessageEvent *event = current_event (self);
  guint possible = possible_audiences (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->event_row),
                               event != NULL ? _ (event->hint) : _ ("Whatever you have to say."));
  for (guint i = 0; i < MODEL_MESSAGE_N_AUDIENCES; i++)
    gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->audience_checks[i])),
                            (possible & MODEL_MESSAGE_AUDIENCE_BIT (i)) != 0);
  gtk_widget_set_visible (self->attach_row, self->is_attachable);
  show_text (self);
}

static void
on_event_cb (AdwComboRow *row, GParamSpec *pspec, AppComposeWhat *self)
{
  const ModelMessageEvent *event = current_event (self);
  gboolean was_filling = self->is_filling;

  self->is_filling = TRUE;
  gtk_switch_set_active (self->attach_switch, event != NULL && event->attaches);
  if (!self->is_touched)
    app_compose_text_set (self->text, NULL, NULL, NULL);
  self->is_filling = was_filling;
  show_event (self);
  want_words (self);
  changed (self, FALSE);
}

static void
on_choice_cb (AppComposeWhat *self)
{
  show_text (self);
  want_words (self);
  changed (self, FALSE);
}

static void
on_switch_cb (GtkSwitch *button, GParamSpec *pspec, AppComposeWhat *self)
{
  on_choice_cb (self);
}

static void
on_text_changed_cb (AppComposeText *text, AppComposeWhat *self)
{
  self->is_touched = TRUE;
  changed (self, TRUE);
}

static void
app_compose_what_finalize (GObject *object)
{
  AppComposeWhat *self = APP_COMPOSE_WHAT (object);

  g_ptr_array_unref (self->events);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->sms_text);
  G_OBJECT_CLASS (app_compose_what_parent_class)->finalize (object);
}

static void
app_compose_what_class_init (AppComposeWhatClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_compose_what_finalize;
  g_type_ensure (APP_TYPE_COMPOSE_TEXT);
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_COMPOSE_WHAT, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[WORDS_WANTED] =
      g_signal_new ("words-wanted", APP_TYPE_COMPOSE_WHAT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-compose-what.ui");
  gtk_widget_class_bind_template_child (widget_class, AppComposeWhat, event_row);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWhat, audience_box);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWhat, mail_check);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWhat, sms_check);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWhat, attach_row);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWhat, attach_switch);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWhat, own_row);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWhat, own_switch);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWhat, text);
  gtk_widget_class_bind_template_callback (widget_class, on_event_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_switch_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed_cb);
}

static void
fill_events (AppComposeWhat *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const ModelMessageEvent *events;
  guint n;

  events = model_message_event_list (&n);
  for (guint i = 0; i < n; i++)
    {
      /* What is for the office alone is written by rules. */
      if (events[i].audiences == MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_OFFICE))
        continue;
      g_ptr_array_add (self->events, (gpointer) &events[i]);
      gtk_string_list_append (labels, _ (events[i].label));
    }
  g_ptr_array_add (self->events, NULL);
  gtk_string_list_append (labels, _ ("Free text"));
  adw_combo_row_set_model (self->event_row, G_LIST_MODEL (labels));
}

static void
fill_audiences (AppComposeWhat *self)
{
  for (guint i = 0; i < MODEL_MESSAGE_N_AUDIENCES; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (_ (model_message_audience_label (i)));
      GtkWidget *child = gtk_flow_box_child_new ();

      self->audience_checks[i] = GTK_CHECK_BUTTON (check);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), check);
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_append (self->audience_box, child);
      g_signal_connect_object (check, "toggled", G_CALLBACK (on_choice_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
app_compose_what_init (AppComposeWhat *self)
{
  self->events = g_ptr_array_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_audiences (self);
  fill_events (self);
  gtk_check_button_set_active (self->mail_check, TRUE);
  self->is_filling = FALSE;
  show_event (self);
}

/**
 * app_compose_what_new:
 *
 * Returns: (transfer floating): an empty draft
 */
AppComposeWhat *
app_compose_what_new (void)
{
  return g_object_new (APP_TYPE_COMPOSE_WHAT, NULL);
}

/**
 * app_compose_what_set_attachable:
 * @self: a draft
 * @attachable: whether there is an agreement that can go with it
 */
void
app_compose_what_set_attachable (AppComposeWhat *self, gboolean attachable)
{
  g_return_if_fail (APP_IS_COMPOSE_WHAT (self));
  self->is_attachable = attachable;
  show_event (self);
}

/**
 * app_compose_what_set_event:
 * @self: a draft
 * @event: key of an occasion, or %MODEL_MESSAGE_OWN
 *
 * Chooses the occasion, and all whom it is for but the office.
 */
void
app_compose_what_set_event (AppComposeWhat *self, const char *event)
{
  guint position, audiences = MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_STUDENT);
  const ModelMessageEvent *found;

  g_return_if_fail (APP_IS_COMPOSE_WHAT (self));
  position = self->events->len - 1;
  for (guint i = 0; i + 1 < self->events->len; i++)
    if (g_strcmp0 (((const ModelMessageEvent *) self->events->pdata[i])->key, event) == 0)
      position = i;
  self->is_filling = TRUE;
  adw_combo_row_set_selected (self->event_row, position);
  self->is_filling = FALSE;
  found = current_event (self);
  if (found != NULL)
    audiences = found->audiences & ~MODEL_MESSAGE_AUDIENCE_BIT (MODEL_MESSAGE_OFFICE);
  app_compose_what_set_audiences (self, audiences);
}

/**
 * app_compose_what_set_audiences:
 * @self: a draft
 * @audiences: to whom, a set of #MODEL_MESSAGE_AUDIENCE_BIT
 */
void
app_compose_what_set_audiences (AppComposeWhat *self, guint audiences)
{
  g_return_if_fail (APP_IS_COMPOSE_WHAT (self));
  self->is_filling = TRUE;
  for (guint i = 0; i < MODEL_MESSAGE_N_AUDIENCES; i++)
    gtk_check_button_set_active (self->audience_checks[i],
                                 (audiences & MODEL_MESSAGE_AUDIENCE_BIT (i)) != 0);
  self->is_filling = FALSE;
  on_choice_cb (self);
}

/**
 * app_compose_what_set_channels:
 * @self: a draft
 * @mail: whether mails are written
 * @sms: whether SMS are
 */
void
app_compose_what_set_channels (AppComposeWhat *self, gboolean mail, gboolean sms)
{
  g_return_if_fail (APP_IS_COMPOSE_WHAT (self));
  gtk_check_button_set_active (self->mail_check, mail);
  gtk_check_button_set_active (self->sms_check, sms);
}

/**
 * app_compose_what_set_own_words:
 * @self: a draft
 * @own: whether one text is written here for all, in place of the school's
 */
void
app_compose_what_set_own_words (AppComposeWhat *self, gboolean own)
{
  g_return_if_fail (APP_IS_COMPOSE_WHAT (self));
  gtk_switch_set_active (self->own_switch, own);
}

/**
 * app_compose_what_set_school_words:
 * @self: a draft
 * @text: the school's words, that were wanted
 *
 * Gives words to go on from, unless something was typed meanwhile.
 */
void
app_compose_what_set_school_words (AppComposeWhat *self, const WorkMessageText *text)
{
  g_return_if_fail (APP_IS_COMPOSE_WHAT (self));
  if (self->is_touched || !has_own_words (self))
    return;
  app_compose_text_set (self->text, text->subject, text->body, text->sms);
  changed (self, FALSE);
}

/**
 * app_compose_what_is_touched:
 * @self: a draft
 *
 * Returns: whether something was typed
 */
gboolean
app_compose_what_is_touched (AppComposeWhat *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_WHAT (self), FALSE);
  return self->is_touched;
}

/**
 * app_compose_what_wants:
 * @self: a draft
 * @channel: mails or SMS
 *
 * Returns: whether it is written that way
 */
gboolean
app_compose_what_wants (AppComposeWhat *self, WorkMessageChannel channel)
{
  g_return_val_if_fail (APP_IS_COMPOSE_WHAT (self), FALSE);
  return gtk_check_button_get_active (channel == WORK_MESSAGE_SMS ? self->sms_check
                                                                  : self->mail_check);
}

/**
 * app_compose_what_get_text:
 * @self: a draft
 *
 * Returns: (transfer none): its words
 */
AppComposeText *
app_compose_what_get_text (AppComposeWhat *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_WHAT (self), NULL);
  return self->text;
}

/**
 * app_compose_what_get_draft:
 * @self: a draft
 * @draft: (out caller-allocates): what the person wants, but for what it is about; its texts hold
 *   until the next call
 */
void
app_compose_what_get_draft (AppComposeWhat *self, WorkMessageDraft *draft)
{
  const ModelMessageEvent *event;
  gboolean own;

  g_return_if_fail (APP_IS_COMPOSE_WHAT (self));
  event = current_event (self);
  own = has_own_words (self);
  g_free (self->subject);
  g_free (self->body);
  g_free (self->sms_text);
  self->subject = app_compose_text_dup_subject (self->text);
  self->body = app_compose_text_dup_body (self->text);
  self->sms_text = app_compose_text_dup_sms (self->text);
  *draft = (WorkMessageDraft){
    .event = event != NULL ? event->key : MODEL_MESSAGE_OWN,
    .audiences = chosen_audiences (self),
    .mail = app_compose_what_wants (self, WORK_MESSAGE_MAIL),
    .sms = app_compose_what_wants (self, WORK_MESSAGE_SMS),
    .subject = own ? self->subject : NULL,
    .body = own ? self->body : NULL,
    .sms_text = own ? self->sms_text : NULL,
    .attaches = self->is_attachable && gtk_switch_get_active (self->attach_switch),
  };
}
