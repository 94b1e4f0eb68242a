/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sms-counter.h"

#include <glib/gi18n-lib.h>

#include "message-sms-text.h"

/* So many costly characters are named; a text that has more has them all over. */
#define MOST_NAMED 4

/**
 * AppSmsCounter:
 *
 * How many SMS a text is while it is typed, and which characters make it more than it need be.
 * Emits "simplify" when the person wants it written plainly: message_sms_simplify().
 */
struct _AppSmsCounter
{
  AdwBin parent_instance;

  GtkLabel *count;
  GtkWidget *costly;
  GtkLabel *reason;
  GtkWidget *simplify;

  char *text;
  gboolean simplifies;
  guint parts;
};

enum
{
  SIMPLIFY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSmsCounter, app_sms_counter, ADW_TYPE_BIN)

static guint
count_parts (const char *text)
{
  MessageSmsCount count;

  message_sms_count (text, &count);
  return count.parts;
}

/* How many it would be without the characters that stand in no alphabet of SMS. */
static guint
count_least (const char *text)
{
  g_autoptr (GString) cheap = g_string_new (text);
  g_autoptr (GArray) list = message_sms_list_costly (text);

  for (guint i = 0; i < list->len; i++)
    {
      const MessageSmsCostly *costly = &g_array_index (list, MessageSmsCostly, i);
      char character[7] = "";

      g_unichar_to_utf8 (costly->character, character);
      g_string_replace (cheap, character, costly->plain != NULL ? costly->plain : "?", 0);
    }
  return count_parts (cheap->str);
}

/* "“ê” (write “e”)" */
static char *
dup_name (const MessageSmsCostly *costly)
{
  char character[7] = "";

  if (g_unichar_isspace (costly->character))
    return g_strdup (_ ("a no-break space"));
  if (!g_unichar_isprint (costly->character) || g_unichar_iszerowidth (costly->character))
    return g_strdup (_ ("an invisible character"));
  g_unichar_to_utf8 (costly->character, character);
  if (costly->plain == NULL || costly->plain[0] == '\0')
    return g_strdup_printf (_ ("“%s”"), character);
  /* Translators: a character that makes an SMS costly, and what can be written instead. */
  return g_strdup_printf (_ ("“%s” (write “%s”)"), character, costly->plain);
}

static char *
dup_names (const char *text)
{
  g_autoptr (GArray) list = message_sms_list_costly (text);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (list->len, MOST_NAMED); i++)
    {
      g_autofree char *name = dup_name (&g_array_index (list, MessageSmsCostly, i));

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  if (list->len > MOST_NAMED)
    g_string_append (names, "…");
  return g_string_free (names, FALSE);
}

static void
show_count (AppSmsCounter *self, const char *leaves)
{
  MessageSmsCount count;
  g_autofree char *units = NULL, *parts = NULL, *whole = NULL;

  message_sms_count (leaves, &count);
  self->parts = count.parts;
  units = g_strdup_printf (ngettext ("%u character", "%u characters", count.units), count.units);
  parts = g_strdup_printf (ngettext ("%u SMS", "%u SMS", count.parts), count.parts);
  whole = g_strdup_printf ("%s, %s", units, parts);
  gtk_label_set_label (self->count, count.parts > 0 ? whole : _ ("No text"));
}

static void
show_reason (AppSmsCounter *self, const char *leaves)
{
  guint least = count_least (leaves);
  gboolean is_costly = least < self->parts;
  g_autofree char *plain = message_sms_simplify (leaves);
  g_autofree char *names = dup_names (leaves);
  g_autofree char *sentence = NULL;

  /* Translators: %u is less than the number of SMS it is; %s names one or several characters. */
  sentence = g_strdup_printf (
      ngettext ("It would be %u SMS without %s.", "It would be %u SMS without %s.", least), least,
      names);
  gtk_label_set_label (self->reason, is_costly ? sentence : "");
  gtk_widget_set_visible (self->costly, is_costly);
  gtk_widget_set_visible (self->simplify, count_parts (plain) < self->parts);
}

static void
show (AppSmsCounter *self)
{
  g_autofree char *leaves =
      self->simplifies ? message_sms_simplify (self->text) : g_strdup (self->text);

  show_count (self, leaves);
  show_reason (self, leaves);
}

static void
on_simplify_cb (GtkButton *button, AppSmsCounter *self)
{
  g_signal_emit (self, signals[SIMPLIFY], 0);
}

static void
app_sms_counter_finalize (GObject *object)
{
  g_free (APP_SMS_COUNTER (object)->text);
  G_OBJECT_CLASS (app_sms_counter_parent_class)->finalize (object);
}

static void
app_sms_counter_class_init (AppSmsCounterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_sms_counter_finalize;
  signals[SIMPLIFY] = g_signal_new ("simplify", APP_TYPE_SMS_COUNTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-sms-counter.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSmsCounter, count);
  gtk_widget_class_bind_template_child (widget_class, AppSmsCounter, costly);
  gtk_widget_class_bind_template_child (widget_class, AppSmsCounter, reason);
  gtk_widget_class_bind_template_child (widget_class, AppSmsCounter, simplify);
  gtk_widget_class_bind_template_callback (widget_class, on_simplify_cb);
}

static void
app_sms_counter_init (AppSmsCounter *self)
{
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  show (self);
}

/**
 * app_sms_counter_new:
 *
 * Returns: (transfer floating): a counter of an empty text
 */
AppSmsCounter *
app_sms_counter_new (void)
{
  return g_object_new (APP_TYPE_SMS_COUNTER, NULL);
}

/**
 * app_sms_counter_set_text:
 * @self: a counter
 * @text: what would be sent, its fields filled in
 *
 * Counts another text; fast enough for each key that is pressed.
 */
void
app_sms_counter_set_text (AppSmsCounter *self, const char *text)
{
  g_return_if_fail (APP_IS_SMS_COUNTER (self) && text != NULL);
  g_free (self->text);
  self->text = g_strdup (text);
  show (self);
}

/**
 * app_sms_counter_set_simplifies:
 * @self: a counter
 * @simplifies: whether texts are written plainly when they leave (the setting "sms.simplify")
 *
 * Counts what will leave rather than what is typed.
 */
void
app_sms_counter_set_simplifies (AppSmsCounter *self, gboolean simplifies)
{
  g_return_if_fail (APP_IS_SMS_COUNTER (self));
  self->simplifies = simplifies;
  show (self);
}

/**
 * app_sms_counter_get_parts:
 * @self: a counter
 *
 * Returns: how many SMS it is
 */
guint
app_sms_counter_get_parts (AppSmsCounter *self)
{
  g_return_val_if_fail (APP_IS_SMS_COUNTER (self), 0);
  return self->parts;
}
