/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-message-plans-window.h"

#include <glib/gi18n-lib.h>

/* More rows than anybody reads; the count says how many there are. */
#define MOST_ROWS 300

/**
 * AppMessagePlansWindow:
 *
 * What the rules would write now, and to whom. Nothing is sent from here.
 */
struct _AppMessagePlansWindow
{
  AdwWindow parent_instance;

  GtkStack *pages;
  AdwStatusPage *status;
  GtkLabel *count;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AppMessagePlansWindow, app_message_plans_window, ADW_TYPE_WINDOW)

static char *
dup_subtitle (const WorkMessagePlan *plan)
{
  const ModelMessageEvent *event = model_message_event_find (plan->event);
  const char *channel = plan->channel == WORK_MESSAGE_SMS ? _ ("SMS") : _ ("E-mail");
  GString *text = g_string_new (channel);

  g_string_append_printf (text, " — %s", event != NULL ? _ (event->label) : plan->event);
  if (plan->student != NULL && plan->student[0] != '\0')
    g_string_append_printf (text, " — %s %s", plan->student,
                            plan->class_name != NULL ? plan->class_name : "");
  for (guint i = 0; plan->problems != NULL && i < plan->problems->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) plan->problems->pdata[i]);
  return g_string_free (text, FALSE);
}

static void
add_row (AppMessagePlansWindow *self, const WorkMessagePlan *plan)
{
  g_autofree char *title =
      g_strdup_printf ("%s — %s", plan->name != NULL ? plan->name : "",
                       plan->address != NULL ? plan->address : _ ("no address"));
  g_autofree char *subtitle = dup_subtitle (plan);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon =
      g_object_new (GTK_TYPE_IMAGE, "icon-name",
                    plan->can_be_sent ? "mail-send-symbolic" : "dialog-warning-symbolic",
                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  if (!plan->can_be_sent)
    gtk_widget_add_css_class (icon, "warning");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (self->list, row);
}

static void
show_count (AppMessagePlansWindow *self, GPtrArray *plans)
{
  guint n_mails = 0, n_sms = 0;
  g_autofree char *mails = NULL;
  g_autofree char *sms = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < plans->len; i++)
    {
      const WorkMessagePlan *plan = plans->pdata[i];

      if (plan->can_be_sent && plan->channel == WORK_MESSAGE_SMS)
        n_sms += MAX (plan->parts, 1);
      else if (plan->can_be_sent)
        n_mails++;
    }
  mails = g_strdup_printf (ngettext ("%u e-mail", "%u e-mails", n_mails), n_mails);
  sms = g_strdup_printf (ngettext ("%u SMS", "%u SMS", n_sms), n_sms);
  if (n_mails > 0 && n_sms > 0)
    text = g_strdup_printf (_ ("%s and %s would leave now."), mails, sms);
  else
    text = g_strdup_printf (_ ("%s would leave now."), n_sms > 0 ? sms : mails);
  gtk_label_set_label (self->count, text);
}

/**
 * app_message_plans_window_show_plans:
 * @self: a window
 * @plans: (element-type WorkMessagePlan): what would be written
 *
 * Shows them.
 */
void
app_message_plans_window_show_plans (AppMessagePlansWindow *self, GPtrArray *plans)
{
  g_return_if_fail (APP_IS_MESSAGE_PLANS_WINDOW (self));
  show_count (self, plans);
  for (guint i = 0; i < MIN (plans->len, MOST_ROWS); i++)
    add_row (self, plans->pdata[i]);
  gtk_stack_set_visible_child_name (self->pages, plans->len > 0 ? "plans" : "none");
}

static void
on_plans_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppMessagePlansWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (self->list == NULL)
    return;
  if (plans != NULL)
    {
      app_message_plans_window_show_plans (self, plans);
      return;
    }
  adw_status_page_set_title (self->status, _ ("It Could Not Be Read"));
  adw_status_page_set_description (self->status, error->message);
  gtk_stack_set_visible_child_name (self->pages, "none");
}

static void
app_message_plans_window_class_init (AppMessagePlansWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-message-plans-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMessagePlansWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePlansWindow, status);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePlansWindow, count);
  gtk_widget_class_bind_template_child (widget_class, AppMessagePlansWindow, list);
}

static void
app_message_plans_window_init (AppMessagePlansWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_message_plans_window_new:
 * @parent: (nullable): the preferences
 * @school: (nullable): whose rules are asked; %NULL: nothing is read
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
AppMessagePlansWindow *
app_message_plans_window_new (GtkWindow *parent, WorkSchool *school)
{
  AppMessagePlansWindow *self =
      g_object_new (APP_TYPE_MESSAGE_PLANS_WINDOW, "transient-for", parent, NULL);

  if (school != NULL)
    work_school_read_async (school, work_query_message_rules_plans_new (), NULL, on_plans_cb,
                            g_object_ref (self));
  return self;
}
