/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-message-rule-row.h"

#include <glib/gi18n-lib.h>

#include "app-note-holder.h"
#include "app-note.h"

/* Several clicks on a spin button are one choice: it is told once they rest this long. */
#define REST_MS 500

/**
 * AppMessageRuleRow:
 *
 * Whether the program writes to some people on an occasion, how, when and how often; and the same
 * as a sentence. Emits "chosen" when the person has chosen something else.
 */
struct _AppMessageRuleRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *title;
  GtkLabel *sentence;
  GtkToggleButton *mail;
  GtkToggleButton *sms;
  GtkWidget *controls;
  GtkWidget *numbers;
  GtkWidget *days_box;
  GtkLabel *days_label;
  GtkSpinButton *days;
  GtkSpinButton *at_most;
  GtkWidget *every_box;
  GtkSpinButton *every_days;
  AdwBin *note;

  WorkMessageRule rule; /* as it is shown; its event is interned */
  guint rest_source;
  gboolean is_showing;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void app_message_rule_row_note_init (AppNoteHolderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppMessageRuleRow,
                               app_message_rule_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_NOTE_HOLDER,
                                                      app_message_rule_row_note_init))

static void
app_message_rule_row_set_note (AppNoteHolder *holder, const char *text)
{
  adw_bin_set_child (APP_MESSAGE_RULE_ROW (holder)->note,
                     text != NULL ? app_note_new (text, "error") : NULL);
}

static void
app_message_rule_row_note_init (AppNoteHolderInterface *iface)
{
  iface->set_note = app_message_rule_row_set_note;
}

/* ---- as a sentence ---- */

static ModelMessageClock
clock_of (const WorkMessageRule *rule)
{
  const ModelMessageEvent *event = model_message_event_find (rule->event);

  return event != NULL ? event->clock : MODEL_MESSAGE_CLOCK_NONE;
}

static char *
dup_when (const WorkMessageRule *rule)
{
  guint days = (guint) MAX (rule->days, 0);
  ModelMessageClock clock = clock_of (rule);

  if (clock == MODEL_MESSAGE_CLOCK_BEFORE_START && days == 0)
    return g_strdup (_ ("On the first day"));
  if (clock == MODEL_MESSAGE_CLOCK_BEFORE_START)
    return g_strdup_printf (
        ngettext ("%u day before the first day", "%u days before the first day", days), days);
  if (clock == MODEL_MESSAGE_CLOCK_AFTER_END)
    return g_strdup_printf (
        ngettext ("%u day after the last day", "%u days after the last day", days), days);
  if (days == 0)
    return g_strdup (_ ("As soon as it comes about"));
  return g_strdup_printf (ngettext ("%u day later", "%u days later", days), days);
}

static char *
dup_how_often (const WorkMessageRule *rule)
{
  guint times = (guint) MAX (rule->at_most, 1), days = (guint) MAX (rule->every_days, 1);
  g_autofree char *most = NULL;
  g_autofree char *every = NULL;

  if (times == 1)
    return g_strdup (_ ("once"));
  most = g_strdup_printf (ngettext ("%u time at most", "%u times at most", times), times);
  every = g_strdup_printf (ngettext ("every day", "every %u days", days), days);
  return g_strdup_printf ("%s, %s", most, every);
}

/**
 * app_message_rule_row_dup_sentence:
 * @rule: a rule
 *
 * Returns: (transfer full): what it does: "7 days before the first day, by e-mail, 3 times at most,
 *   every 2 days"
 */
char *
app_message_rule_row_dup_sentence (const WorkMessageRule *rule)
{
  g_autofree char *when = NULL;
  g_autofree char *often = NULL;
  const char *how = rule->mail && rule->sms ? _ ("by e-mail and SMS")
                    : rule->mail            ? _ ("by e-mail")
                                            : _ ("by SMS");

  if (!rule->mail && !rule->sms)
    return g_strdup (_ ("Nothing is sent"));
  when = dup_when (rule);
  often = dup_how_often (rule);
  return g_strdup_printf ("%s, %s, %s", when, how, often);
}

/* ---- the controls ---- */

static void
follow (AppMessageRuleRow *self)
{
  g_autofree char *sentence = app_message_rule_row_dup_sentence (&self->rule);

  gtk_label_set_label (self->sentence, sentence);
  gtk_widget_set_visible (self->numbers, self->rule.mail || self->rule.sms);
  gtk_widget_set_visible (self->every_box, self->rule.at_most > 1);
}

static void
read_controls (AppMessageRuleRow *self)
{
  self->rule.mail = gtk_toggle_button_get_active (self->mail);
  self->rule.sms = gtk_toggle_button_get_active (self->sms);
  self->rule.days = gtk_spin_button_get_value_as_int (self->days);
  self->rule.at_most = gtk_spin_button_get_value_as_int (self->at_most);
  self->rule.every_days = gtk_spin_button_get_value_as_int (self->every_days);
  follow (self);
}

static gboolean
on_rest_cb (gpointer user_data)
{
  app_message_rule_row_flush (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_number_cb (GtkSpinButton *spin, AppMessageRuleRow *self)
{
  if (self->is_showing)
    return;
  read_controls (self);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MS, on_rest_cb, self);
}

static void
on_toggled_cb (GtkToggleButton *button, AppMessageRuleRow *self)
{
  if (self->is_showing)
    return;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  read_controls (self);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
app_message_rule_row_dispose (GObject *object)
{
  g_clear_handle_id (&APP_MESSAGE_RULE_ROW (object)->rest_source, g_source_remove);
  G_OBJECT_CLASS (app_message_rule_row_parent_class)->dispose (object);
}

static void
app_message_rule_row_class_init (AppMessageRuleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_message_rule_row_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", APP_TYPE_MESSAGE_RULE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-message-rule-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, title);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, mail);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, sms);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, controls);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, numbers);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, days_box);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, days_label);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, days);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, at_most);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, every_box);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, every_days);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRuleRow, note);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_number_cb);
}

static void
app_message_rule_row_init (AppMessageRuleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
label_days (ModelMessageClock clock)
{
  switch (clock)
    {
    case MODEL_MESSAGE_CLOCK_BEFORE_START:
      return _ ("Days before the first day");
    case MODEL_MESSAGE_CLOCK_AFTER_END:
      return _ ("Days after the last day");
    case MODEL_MESSAGE_CLOCK_AFTER:
    case MODEL_MESSAGE_CLOCK_NONE:
    default:
      return _ ("Days later");
    }
}

/**
 * app_message_rule_row_new:
 * @rule: a rule, which says for whom and on which occasion
 *
 * Returns: (transfer floating): a row that shows it
 */
AppMessageRuleRow *
app_message_rule_row_new (const WorkMessageRule *rule)
{
  const char *label = _ (model_message_audience_label (rule->audience));
  AppMessageRuleRow *self = g_object_new (APP_TYPE_MESSAGE_RULE_ROW, "title", label, NULL);

  gtk_label_set_label (self->title, label);
  gtk_label_set_label (self->days_label, label_days (clock_of (rule)));
  app_message_rule_row_show (self, rule);
  return self;
}

/**
 * app_message_rule_row_show:
 * @self: a row
 * @rule: as it is now
 *
 * Shows a rule; nothing is emitted. What is being clicked stays.
 */
void
app_message_rule_row_show (AppMessageRuleRow *self, const WorkMessageRule *rule)
{
  g_return_if_fail (APP_IS_MESSAGE_RULE_ROW (self));
  if (self->rest_source != 0)
    return;
  self->rule = *rule;
  self->rule.event = (char *) g_intern_string (rule->event);
  self->is_showing = TRUE;
  gtk_toggle_button_set_active (self->mail, rule->mail);
  gtk_toggle_button_set_active (self->sms, rule->sms);
  gtk_spin_button_set_value (self->days, rule->days);
  gtk_spin_button_set_value (self->at_most, rule->at_most);
  gtk_spin_button_set_value (self->every_days, rule->every_days);
  self->is_showing = FALSE;
  follow (self);
}

/**
 * app_message_rule_row_get_rule:
 * @self: a row
 *
 * Returns: (transfer none): the rule as it is chosen
 */
const WorkMessageRule *
app_message_rule_row_get_rule (AppMessageRuleRow *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_RULE_ROW (self), NULL);
  return &self->rule;
}

/**
 * app_message_rule_row_set_editable:
 * @self: a row
 * @editable: whether something may be chosen
 *
 * Locks the row, or opens it.
 */
void
app_message_rule_row_set_editable (AppMessageRuleRow *self, gboolean editable)
{
  g_return_if_fail (APP_IS_MESSAGE_RULE_ROW (self));
  gtk_widget_set_sensitive (self->controls, editable);
  gtk_widget_set_sensitive (self->numbers, editable);
}

/**
 * app_message_rule_row_flush:
 * @self: a row
 *
 * Tells now what was chosen and would be told after a rest.
 */
void
app_message_rule_row_flush (AppMessageRuleRow *self)
{
  g_return_if_fail (APP_IS_MESSAGE_RULE_ROW (self));
  if (self->rest_source == 0)
    return;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_signal_emit (self, signals[CHOSEN], 0);
}
