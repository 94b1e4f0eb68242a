/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-outbox-view.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-list-box.h"
#include "app-state-badge.h"

/**
 * AppOutboxView:
 *
 * A mail or an SMS as a whole: where it stands and why, to whom, about whom, what it says, and the
 * server's own words about it.
 */
struct _AppOutboxView
{
  AdwBin parent_instance;

  GtkStack *pages;
  AdwStatusPage *several;
  AppStateBadge *badge;
  GtkLabel *why;
  GtkListBox *facts;
  GtkLabel *subject;
  GtkLabel *body;
};

G_DEFINE_FINAL_TYPE (AppOutboxView, app_outbox_view, ADW_TYPE_BIN)

static void
app_outbox_view_class_init (AppOutboxViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (APP_TYPE_STATE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-outbox-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AppOutboxView, pages);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxView, several);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxView, badge);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxView, why);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxView, facts);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxView, subject);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxView, body);
}

static void
app_outbox_view_init (AppOutboxView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_outbox_view_new:
 *
 * Returns: (transfer floating): a view of nothing yet
 */
AppOutboxView *
app_outbox_view_new (void)
{
  return g_object_new (APP_TYPE_OUTBOX_VIEW, NULL);
}

static void
add_fact (AppOutboxView *self, const char *title, const char *text)
{
  GtkWidget *row;

  if (text == NULL || text[0] == '\0')
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "fact");
  gtk_list_box_append (self->facts, row);
}

static void
add_moment (AppOutboxView *self, const char *title, const char *utc)
{
  g_autofree char *moment = utc != NULL ? app_format_moment (utc) : NULL;

  add_fact (self, title, moment);
}

static void
add_number (AppOutboxView *self, const char *title, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  if (number > 0)
    add_fact (self, title, text);
}

static void
show_facts (AppOutboxView *self, const WorkOutboxRow *row)
{
  const ModelMessageEvent *event = model_message_event_find (row->event);
  g_autofree char *to = g_strjoin ("\n", row->name, row->address, NULL);

  app_list_box_clear (self->facts);
  add_fact (self, _ ("To"), to);
  add_fact (self, _ ("In the Quality Of"), _ (model_message_audience_label (row->audience)));
  add_fact (self, _ ("About"), row->student);
  add_fact (self, _ ("Occasion"), event != NULL ? _ (event->label) : row->event);
  add_fact (self, _ ("Attached"), row->attachment);
  add_moment (self, _ ("Written"), row->made_at);
  add_moment (self, _ ("Sent"), row->sent_at);
  add_number (self, _ ("Attempts"), row->attempts);
  if (row->channel == WORK_MESSAGE_SMS)
    add_number (self, _ ("Number of SMS"), row->parts);
  add_fact (self, _ ("Cost"), row->cost);
  add_fact (self, _ ("The Server’s Own Words"), row->answer);
}

/**
 * app_outbox_view_set_item:
 * @self: a view
 * @item: (nullable): what it shows; %NULL for nothing
 */
void
app_outbox_view_set_item (AppOutboxView *self, AppOutboxItem *item)
{
  const WorkOutboxRow *row;
  ModelState state;
  g_autofree char *why = NULL;

  g_return_if_fail (APP_IS_OUTBOX_VIEW (self));
  gtk_stack_set_visible_child_name (self->pages, item != NULL ? "one" : "none");
  if (item == NULL)
    return;
  row = app_outbox_item_get_row (item);
  state = *app_outbox_item_get_state (item);
  state.label = _ (state.label);
  why = app_outbox_item_dup_why (item);
  app_state_badge_set_state (self->badge, &state);
  gtk_label_set_label (self->why, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why), why != NULL);
  show_facts (self, row);
  gtk_label_set_label (self->subject, row->subject != NULL ? row->subject : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subject), row->subject != NULL);
  gtk_label_set_label (self->body, row->body);
}

/**
 * app_outbox_view_set_several:
 * @self: a view
 * @n: how many are selected
 *
 * Says that several are.
 */
void
app_outbox_view_set_several (AppOutboxView *self, guint n)
{
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u Mail or SMS Selected", "%u Mails and SMS Selected", n), n);

  g_return_if_fail (APP_IS_OUTBOX_VIEW (self));
  adw_status_page_set_title (self->several, title);
  gtk_stack_set_visible_child_name (self->pages, "several");
}

/**
 * app_outbox_view_get_page:
 * @self: a view
 *
 * Returns: (transfer none): "none", "one" or "several"
 */
const char *
app_outbox_view_get_page (AppOutboxView *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_VIEW (self), NULL);
  return gtk_stack_get_visible_child_name (self->pages);
}
