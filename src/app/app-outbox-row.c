/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-outbox-row.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-state-badge.h"

/**
 * AppOutboxRow:
 *
 * A mail or an SMS in the list of the outbox: where it stands, who gets it, about whom, what it
 * begins with, when, and in a sentence what is wrong with it.
 */
struct _AppOutboxRow
{
  AdwBin parent_instance;

  GtkImage *channel;
  GtkLabel *name;
  AppStateBadge *badge;
  GtkLabel *words;
  GtkLabel *moment;
  GtkLabel *why;
};

G_DEFINE_FINAL_TYPE (AppOutboxRow, app_outbox_row, ADW_TYPE_BIN)

static void
app_outbox_row_class_init (AppOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (APP_TYPE_STATE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppOutboxRow, channel);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxRow, name);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxRow, badge);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxRow, words);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxRow, moment);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxRow, why);
}

static void
app_outbox_row_init (AppOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_outbox_row_new:
 *
 * Returns: (transfer floating): a row without anything
 */
GtkWidget *
app_outbox_row_new (void)
{
  return g_object_new (APP_TYPE_OUTBOX_ROW, NULL);
}

/* Texts of several lines are one here. */
static char *
in_one_line (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strjoinv (" ", lines);
}

static char *
say_who (const WorkOutboxRow *row)
{
  gboolean is_oneself = row->student[0] == '\0' || row->audience == MODEL_MESSAGE_STUDENT;

  /* Translators: who is written to, and the student that it is about. */
  return is_oneself ? g_strdup (row->name)
                    : g_strdup_printf (_ ("%s, about %s"), row->name, row->student);
}

/**
 * app_outbox_row_set_item:
 * @self: a row
 * @item: what it shows
 */
void
app_outbox_row_set_item (AppOutboxRow *self, AppOutboxItem *item)
{
  const WorkOutboxRow *row;
  ModelState state;
  g_autofree char *who = NULL, *words = NULL, *moment = NULL, *why = NULL, *channel = NULL;

  g_return_if_fail (APP_IS_OUTBOX_ROW (self));
  row = app_outbox_item_get_row (item);
  state = *app_outbox_item_get_state (item);
  state.label = _ (state.label);
  who = say_who (row);
  words = in_one_line (app_outbox_item_get_words (item));
  moment = app_format_moment (app_outbox_item_get_utc (item));
  why = app_outbox_item_dup_why (item);
  channel = g_strdup (row->channel == WORK_MESSAGE_SMS ? _ ("SMS") : _ ("E-mail"));
  gtk_image_set_from_icon_name (
      self->channel, row->channel == WORK_MESSAGE_SMS ? "phone-symbolic" : "mail-unread-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->channel), channel);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->channel), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  channel, -1);
  gtk_label_set_label (self->name, who);
  app_state_badge_set_state (self->badge, &state);
  gtk_label_set_label (self->words, words);
  gtk_label_set_label (self->moment, moment);
  gtk_label_set_label (self->why, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why), why != NULL);
}

/**
 * app_outbox_row_dup_spoken:
 * @self: a row
 *
 * Returns: (transfer full): all that it shows, in words
 */
char *
app_outbox_row_dup_spoken (AppOutboxRow *self)
{
  const ModelState *state;
  const char *why;

  g_return_val_if_fail (APP_IS_OUTBOX_ROW (self), NULL);
  state = app_state_badge_get_state (self->badge);
  why = gtk_label_get_label (self->why);
  return g_strjoin (", ", gtk_widget_get_tooltip_text (GTK_WIDGET (self->channel)),
                    gtk_label_get_label (self->name), state != NULL ? state->label : "",
                    gtk_label_get_label (self->words), gtk_label_get_label (self->moment),
                    why[0] != '\0' ? why : NULL, NULL);
}
