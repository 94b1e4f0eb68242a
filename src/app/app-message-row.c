/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-message-row.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-state-badge.h"
#include "model-value.h"

/**
 * AppMessageRow:
 *
 * A note or a message: its tone, what it says, who wrote it, for whom, and whether it was read.
 */
struct _AppMessageRow
{
  AdwPreferencesRow parent_instance;

  AppStateBadge *badge;
  GtkLabel *text;
  GtkLabel *author;
  GtkActionable *answer;
  GtkActionable *read;
  GtkActionable *delete;
};

G_DEFINE_FINAL_TYPE (AppMessageRow, app_message_row, ADW_TYPE_PREFERENCES_ROW)

/* How a tone is shown: never by its colour alone. */
static const ModelState tones[] = {
  { "information", NULL, "neutral", "dialog-information-symbolic" },
  { "positive", NULL, "success", "list-add-symbolic" },
  { "negative", NULL, "error", "list-remove-symbolic" },
};

static void
app_message_row_class_init (AppMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (APP_TYPE_STATE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, badge);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, text);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, author);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, answer);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, read);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, delete);
}

static void
app_message_row_init (AppMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
choice_label (ModelRecord *note, const char *key, const char *column)
{
  const char *label =
      model_value_choice_label (model_field_find (key), model_record_get (note, column));

  return label != NULL ? _ (label) : "";
}

static void
show_tone (AppMessageRow *self, ModelRecord *note)
{
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    if (g_strcmp0 (tones[i].key, model_record_get (note, "tone")) == 0)
      {
        ModelState state = tones[i];

        state.label = choice_label (note, "note.tone", "tone");
        app_state_badge_set_state (self->badge, &state);
      }
}

/**
 * app_message_row_new:
 * @note: a note
 * @addressee: the one teacher it is for, or ""
 * @may_delete: whether it is offered to delete it
 *
 * An answer is set in under what it answers.
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
app_message_row_new (ModelRecord *note, const char *addressee, gboolean may_delete)
{
  AppMessageRow *self = g_object_new (APP_TYPE_MESSAGE_ROW, NULL);
  const char *made_at = model_record_get (note, "made_at");
  g_autofree char *moment = app_format_moment (made_at != NULL ? made_at : "");
  g_autofree char *author = NULL;
  g_autofree char *to =
      /* Translators: to one teacher. */
      addressee[0] != '\0' ? g_strdup_printf (_ ("to %s"), addressee) : NULL;
  gboolean unread = model_record_get (note, "read_at") == NULL;
  gint64 id = model_record_get_id (note);

  author = g_strjoin (" · ", model_record_get (note, "author"),
                      to != NULL ? to : choice_label (note, "note.audience", "audience"), moment,
                      unread ? _ ("unread") : NULL, NULL);
  show_tone (self, note);
  gtk_label_set_label (self->text, model_record_get (note, "text"));
  gtk_label_set_label (self->author, author);
  gtk_widget_set_visible (GTK_WIDGET (self->read), unread);
  gtk_widget_set_visible (GTK_WIDGET (self->delete), may_delete);
  gtk_actionable_set_action_target (self->answer, "x", id);
  gtk_actionable_set_action_target (self->read, "x", id);
  gtk_actionable_set_action_target (self->delete, "x", id);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), author);
  if (model_record_get_int (note, "answers_id") != 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "answer");
  if (unread)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unread");
  return GTK_WIDGET (self);
}
