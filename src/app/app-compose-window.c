/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-compose-window.h"

#include <glib/gi18n-lib.h>

#include "app-prompt.h"
#include "work-error.h"

/* Somebody who types is not answered at each key. */
#define PAUSE_MS 300

/**
 * AppComposeWindow:
 *
 * Writes mails and SMS about lines of the list: on which occasion, to whom, how, in which words;
 * and beside it everybody who gets one, with the text as it leaves. Nothing leaves before that was
 * seen: in a narrow window, where the two stand one behind the other, sending goes by way of the
 * people.
 *
 * Emits "accepted" when app_compose_window_get_plans() are to go into the outbox, and "by-hand"
 * when the only one of them is to be opened in the person's mail program.
 */
struct _AppComposeWindow
{
  AdwWindow parent_instance;

  GtkButton *accept_button;
  GtkWidget *account_bar;
  GtkLabel *account_label;
  AdwLeaflet *leaflet;
  GtkWidget *what_pane;
  GtkWidget *who_pane;
  GtkButton *who_button;
  AppComposeWhat *what;
  AppComposePeople *people;
  GtkLabel *summary;
  GtkLabel *problem;
  GtkButton *hand_button;

  WorkSchool *school;    /* (nullable): plans are then given, not read */
  GArray *things;        /* (element-type WorkMessageThing) */
  GCancellable *reading; /* (nullable): of the plans that are being read */
  guint pause_source;
  gboolean has_mail;
  gboolean has_sms;
  gboolean is_stale;   /* what is shown is not what would be sent */
  gboolean is_leaving; /* it is on its way into the outbox: once */
  gboolean is_done;
};

enum
{
  ACCEPTED,
  BY_HAND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppComposeWindow, app_compose_window, ADW_TYPE_WINDOW)

/* ---- what can be done ---- */

static gboolean
lacks_account (AppComposeWindow *self)
{
  return (app_compose_what_wants (self->what, WORK_MESSAGE_MAIL) && !self->has_mail)
         || (app_compose_what_wants (self->what, WORK_MESSAGE_SMS) && !self->has_sms);
}

static const char *
say_lack (AppComposeWindow *self)
{
  gboolean lacks_mail = app_compose_what_wants (self->what, WORK_MESSAGE_MAIL) && !self->has_mail;

  return lacks_mail
             ? _ ("No mail account yet: what you write waits in the outbox until there is one, or "
                  "until you open it in your mail program.")
             : _ ("No account for SMS yet: what you write waits in the outbox until there is one.");
}

static void
update (AppComposeWindow *self)
{
  gboolean is_ready = !self->is_stale && !self->is_leaving;
  g_autoptr (GPtrArray) plans = app_compose_people_get_plans (self->people);
  g_autofree char *summary = self->is_stale ? g_strdup (_ ("Looking who gets what…"))
                                            : app_compose_people_dup_summary (self->people);
  const WorkMessagePlan *only = plans->len == 1 ? plans->pdata[0] : NULL;
  gboolean lacks = lacks_account (self);
  g_autofree char *who = g_strdup_printf (_ ("Recipients (%u)"), plans->len);

  gtk_label_set_label (self->summary, summary);
  gtk_button_set_label (self->who_button, who);
  gtk_button_set_label (self->accept_button, lacks ? _ ("_Put in the Outbox") : _ ("_Send"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), plans->len > 0 && is_ready);
  gtk_widget_set_sensitive (GTK_WIDGET (self->hand_button),
                            only != NULL && only->channel == WORK_MESSAGE_MAIL && is_ready);
  gtk_widget_set_visible (GTK_WIDGET (self->hand_button),
                          lacks || (only != NULL && only->channel == WORK_MESSAGE_MAIL));
  gtk_label_set_label (self->account_label, lacks ? say_lack (self) : "");
  gtk_widget_set_visible (self->account_bar, lacks);
}

static void
show_problem (AppComposeWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

/* ---- reading what would be written ---- */

static void
on_plans_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppComposeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->reading == NULL)
    return;
  g_clear_object (&self->reading);
  if (plans != NULL)
    app_compose_window_set_plans (self, plans);
  else
    show_problem (self, error->message);
}

static void
read_plans (AppComposeWindow *self)
{
  WorkMessageDraft draft;

  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->school == NULL)
    return;
  self->reading = g_cancellable_new ();
  app_compose_window_get_draft (self, &draft);
  work_school_read_async (self->school, work_query_message_plans_new (&draft), self->reading,
                          on_plans_cb, g_object_ref (self));
}

static gboolean
on_pause_cb (gpointer user_data)
{
  AppComposeWindow *self = user_data;

  self->pause_source = 0;
  read_plans (self);
  return G_SOURCE_REMOVE;
}

/* ---- the words to go on from ---- */

static void
on_text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppComposeWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkMessageText) text = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (text != NULL && self->school != NULL)
    app_compose_what_set_school_words (self->what, text);
}

static void
on_words_wanted_cb (AppComposeWhat *what, const char *event, guint audience, AppComposeWindow *self)
{
  if (self->school != NULL)
    work_school_read_async (self->school, work_query_message_text_new (event, audience), NULL,
                            on_text_cb, g_object_ref (self));
}

/* What is shown is of before: nothing is sent until it is read again. */
static void
on_what_changed_cb (AppComposeWhat *what, gboolean is_typing, AppComposeWindow *self)
{
  self->is_stale = self->school != NULL;
  update (self);
  if (!is_typing)
    read_plans (self);
  else if (self->pause_source == 0)
    self->pause_source = g_timeout_add (PAUSE_MS, on_pause_cb, self);
}

static void
on_people_changed_cb (AppComposePeople *people, AppComposeWindow *self)
{
  update (self);
}

/* ---- in a narrow window ---- */

static void
on_pane_cb (GtkButton *button, AppComposeWindow *self)
{
  adw_leaflet_set_visible_child (self->leaflet,
                                 button == self->who_button ? self->who_pane : self->what_pane);
}

/* Whoever clicks twice sends once: until it is in the outbox, or is not, nothing else goes there.
 */
static void
leave (AppComposeWindow *self, guint signal)
{
  if (self->is_leaving)
    return;
  self->is_leaving = TRUE;
  update (self);
  g_signal_emit (self, signals[signal], 0);
}

static void
accept (AppComposeWindow *self)
{
  if (!gtk_widget_is_sensitive (GTK_WIDGET (self->accept_button)))
    return;
  if (adw_leaflet_get_folded (self->leaflet)
      && adw_leaflet_get_visible_child (self->leaflet) != self->who_pane)
    adw_leaflet_set_visible_child (self->leaflet, self->who_pane);
  else
    leave (self, ACCEPTED);
}

static void
on_accept_cb (GtkButton *button, AppComposeWindow *self)
{
  accept (self);
}

/* The preferences stand beside it, and not behind what holds all input. */
static void
on_preferences_cb (GtkButton *button, AppComposeWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_set_modal (GTK_WINDOW (self), FALSE);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.preferences-page", "s", "messages");
}

static void
on_hand_cb (GtkButton *button, AppComposeWindow *self)
{
  leave (self, BY_HAND);
}

static gboolean
on_accept_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  accept (APP_COMPOSE_WINDOW (widget));
  return GDK_EVENT_STOP;
}

/* ---- the window ---- */

static void
on_give_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppComposeWindow) self = user_data;

  if (app_prompt_confirm_finish (result, NULL))
    app_compose_window_finish (self);
}

/* What was typed is not lost by a key that slips. */
static gboolean
app_compose_window_close_request (GtkWindow *window)
{
  AppComposeWindow *self = APP_COMPOSE_WINDOW (window);

  if (self->is_leaving && !self->is_done)
    return GDK_EVENT_STOP;
  if (self->is_done || !app_compose_what_is_touched (self->what))
    return GTK_WINDOW_CLASS (app_compose_window_parent_class)->close_request (window);
  app_prompt_confirm_async (window, _ ("Close without Sending?"),
                            _ ("Nothing was sent, and what you have typed is not kept."),
                            _ ("Close _Without Sending"), TRUE, on_give_up_cb, g_object_ref (self));
  return GDK_EVENT_STOP;
}

static void
app_compose_window_dispose (GObject *object)
{
  AppComposeWindow *self = APP_COMPOSE_WINDOW (object);

  g_clear_handle_id (&self->pause_source, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->school);
  G_OBJECT_CLASS (app_compose_window_parent_class)->dispose (object);
}

static void
app_compose_window_finalize (GObject *object)
{
  AppComposeWindow *self = APP_COMPOSE_WINDOW (object);

  g_array_unref (self->things);
  G_OBJECT_CLASS (app_compose_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-compose-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, account_bar);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, account_label);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, what_pane);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, who_pane);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, who_button);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, what);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, people);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, AppComposeWindow, hand_button);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_hand_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_preferences_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_what_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_people_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_words_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_pane_cb);
}

static void
app_compose_window_class_init (AppComposeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_compose_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_compose_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = app_compose_window_close_request;
  g_type_ensure (APP_TYPE_COMPOSE_PEOPLE);
  g_type_ensure (APP_TYPE_COMPOSE_WHAT);
  signals[ACCEPTED] = g_signal_new ("accepted", APP_TYPE_COMPOSE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[BY_HAND] = g_signal_new ("by-hand", APP_TYPE_COMPOSE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_accept_key_cb,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, on_accept_key_cb,
                                NULL);
}

static void
app_compose_window_init (AppComposeWindow *self)
{
  self->things = g_array_new (FALSE, FALSE, sizeof (WorkMessageThing));
  gtk_widget_init_template (GTK_WIDGET (self));
  show_problem (self, NULL);
}

static gboolean
has_agreement (AppComposeWindow *self)
{
  for (guint i = 0; i < self->things->len; i++)
    if (g_array_index (self->things, WorkMessageThing, i).agreement_id != 0)
      return TRUE;
  return FALSE;
}

/**
 * app_compose_window_new:
 * @parent: (nullable): the window it belongs to
 * @school: (nullable): where plans are read; %NULL: app_compose_window_set_plans() gives them
 * @things: (array length=n_things): what is written about
 * @n_things: how many
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
AppComposeWindow *
app_compose_window_new (GtkWindow *parent,
                        WorkSchool *school,
                        const WorkMessageThing *things,
                        guint n_things)
{
  AppComposeWindow *self = g_object_new (APP_TYPE_COMPOSE_WINDOW, "transient-for", parent, NULL);

  g_set_object (&self->school, school);
  g_array_append_vals (self->things, things, n_things);
  app_compose_what_set_attachable (self->what, has_agreement (self));
  update (self);
  return self;
}

/**
 * app_compose_window_set_accounts:
 * @self: a window
 * @mail: whether there is a mail account
 * @sms: whether there is one for SMS
 */
void
app_compose_window_set_accounts (AppComposeWindow *self, gboolean mail, gboolean sms)
{
  g_return_if_fail (APP_IS_COMPOSE_WINDOW (self));
  self->has_mail = mail;
  self->has_sms = sms;
  update (self);
}

/**
 * app_compose_window_set_plans:
 * @self: a window
 * @plans: (element-type WorkMessagePlan): what the draft comes to
 *
 * Shows who gets what.
 */
void
app_compose_window_set_plans (AppComposeWindow *self, GPtrArray *plans)
{
  g_autofree char *longest = NULL;

  g_return_if_fail (APP_IS_COMPOSE_WINDOW (self));
  app_compose_people_set_plans (self->people, plans);
  longest = app_compose_people_dup_longest_sms (self->people);
  app_compose_text_set_example (app_compose_what_get_text (self->what), longest);
  self->is_stale = FALSE;
  show_problem (self, NULL);
  update (self);
}

/**
 * app_compose_window_get_draft:
 * @self: a window
 * @draft: (out caller-allocates): what the person wants; it holds until the next call
 */
void
app_compose_window_get_draft (AppComposeWindow *self, WorkMessageDraft *draft)
{
  g_return_if_fail (APP_IS_COMPOSE_WINDOW (self));
  app_compose_what_get_draft (self->what, draft);
  draft->things = (const WorkMessageThing *) (gpointer) self->things->data;
  draft->n_things = self->things->len;
}

/**
 * app_compose_window_get_plans:
 * @self: a window
 *
 * Returns: (transfer full) (element-type WorkMessagePlan): what is to be sent
 */
GPtrArray *
app_compose_window_get_plans (AppComposeWindow *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_WINDOW (self), NULL);
  return app_compose_people_get_plans (self->people);
}

/**
 * app_compose_window_get_people:
 * @self: a window
 *
 * Returns: (transfer none): who gets what
 */
AppComposePeople *
app_compose_window_get_people (AppComposeWindow *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_WINDOW (self), NULL);
  return self->people;
}

/**
 * app_compose_window_get_what:
 * @self: a window
 *
 * Returns: (transfer none): what is written
 */
AppComposeWhat *
app_compose_window_get_what (AppComposeWindow *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_WINDOW (self), NULL);
  return self->what;
}

/**
 * app_compose_window_is_ready:
 * @self: a window
 *
 * Returns: whether what is shown is what would be sent
 */
gboolean
app_compose_window_is_ready (AppComposeWindow *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_WINDOW (self), FALSE);
  return !self->is_stale && self->reading == NULL;
}

/**
 * app_compose_window_fail:
 * @self: a window
 * @sentence: (nullable): why nothing went into the outbox
 *
 * Says it, and stays: nothing that was typed is lost, and it may be sent once more.
 */
void
app_compose_window_fail (AppComposeWindow *self, const char *sentence)
{
  g_return_if_fail (APP_IS_COMPOSE_WINDOW (self));
  self->is_leaving = FALSE;
  show_problem (self, sentence);
  update (self);
}

/**
 * app_compose_window_finish:
 * @self: a window
 *
 * Closes the window and asks nothing: what was typed is in the outbox.
 */
void
app_compose_window_finish (AppComposeWindow *self)
{
  g_return_if_fail (APP_IS_COMPOSE_WINDOW (self));
  self->is_done = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}
