/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sign-window.h"

#include <glib/gi18n-lib.h>

#include "app-sign-plan-row.h"

/* Seconds that a sending takes from which on it is said. */
#define WORTH_SAYING 60

/**
 * AppSignWindow:
 *
 * The last look before agreements leave to be signed: exactly who will get what, from whom, in
 * which order; what cannot leave yet, and why. Emits "accepted": whoever made the window then
 * sends app_sign_window_get_plans() and closes it. Ctrl+Enter accepts, Escape gives up.
 */
struct _AppSignWindow
{
  AdwWindow parent_instance;

  GtkButton *accept_button;
  GtkWidget *test_bar;
  GtkLabel *summary;
  AdwPreferencesGroup *ready_group;
  AdwPreferencesGroup *problem_group;

  GPtrArray *rows;        /* (element-type AppSignPlanRow): those that can be sent */
  WorkSigningSetup setup; /* what the estimate is made from */
  char *provider;         /* "Yousign" */
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSignWindow, app_sign_window, ADW_TYPE_WINDOW)

static void
update (AppSignWindow *self)
{
  g_autoptr (GPtrArray) plans = app_sign_window_get_plans (self);
  g_autofree char *label = g_strdup_printf (
      ngettext ("_Send %u Agreement", "_Send %u Agreements", plans->len), plans->len);
  guint seconds = work_signing_estimate_seconds (&self->setup, plans);
  g_autofree char *estimate = work_signing_estimate_text (seconds);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: %s is the name of a provider of signatures. */
  g_string_append_printf (text, _ ("%s writes to the signatories of each agreement."),
                          self->provider);
  g_string_append_printf (text, " %s",
                          self->setup.ordered
                              ? _ ("Each one is invited when the one before has signed.")
                              : _ ("All are invited at the same time."));
  if (seconds >= WORTH_SAYING)
    {
      g_string_append_c (text, ' ');
      /* Translators: %s is a time: “about 12 minutes”. */
      g_string_append_printf (text, _ ("Sending takes %s."), estimate);
    }
  gtk_label_set_label (self->summary, text->str);
  gtk_button_set_label (self->accept_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), plans->len > 0);
}

static void
accept (AppSignWindow *self)
{
  if (gtk_widget_is_sensitive (GTK_WIDGET (self->accept_button)))
    g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
on_accept_cb (GtkButton *button, AppSignWindow *self)
{
  accept (self);
}

static gboolean
on_accept_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  accept (APP_SIGN_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static void
app_sign_window_finalize (GObject *object)
{
  AppSignWindow *self = APP_SIGN_WINDOW (object);

  g_ptr_array_unref (self->rows);
  g_free (self->provider);
  G_OBJECT_CLASS (app_sign_window_parent_class)->finalize (object);
}

static void
app_sign_window_class_init (AppSignWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_sign_window_finalize;
  signals[ACCEPTED] = g_signal_new ("accepted", APP_TYPE_SIGN_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-sign-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSignWindow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, AppSignWindow, test_bar);
  gtk_widget_class_bind_template_child (widget_class, AppSignWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, AppSignWindow, ready_group);
  gtk_widget_class_bind_template_child (widget_class, AppSignWindow, problem_group);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_accept_key_cb,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, on_accept_key_cb,
                                NULL);
}

static void
app_sign_window_init (AppSignWindow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_plan (AppSignWindow *self, const WorkSigningPlan *plan)
{
  GtkWidget *row = app_sign_plan_row_new (plan);

  adw_preferences_group_add (plan->can_be_sent ? self->ready_group : self->problem_group, row);
  if (!plan->can_be_sent)
    return;
  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (row, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/**
 * app_sign_window_new:
 * @parent: (nullable): the window it belongs to
 * @setup: the school's settings, with a provider
 * @plans: (element-type WorkSigningPlan): what sending would do
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
AppSignWindow *
app_sign_window_new (GtkWindow *parent, const WorkSigningSetup *setup, GPtrArray *plans)
{
  AppSignWindow *self = g_object_new (APP_TYPE_SIGN_WINDOW, "transient-for", parent, NULL);

  self->provider = g_strdup (sign_provider_get_label (setup->provider));
  self->setup.provider = setup->provider;
  self->setup.environment = setup->environment;
  self->setup.ordered = setup->ordered;
  self->setup.method = setup->method;
  for (guint i = 0; i < plans->len; i++)
    add_plan (self, plans->pdata[i]);
  gtk_widget_set_visible (self->test_bar, setup->environment != NULL
                                              && g_str_equal (setup->environment->key, "test"));
  gtk_widget_set_visible (GTK_WIDGET (self->ready_group), self->rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_group), self->rows->len < plans->len);
  if (plans->len == 1 && self->rows->len == 1)
    adw_expander_row_set_expanded (self->rows->pdata[0], TRUE);
  update (self);
  return self;
}

/**
 * app_sign_window_get_plans:
 * @self: a window
 *
 * Returns: (transfer full) (element-type WorkSigningPlan): what is to be sent, in the window's
 * order
 */
GPtrArray *
app_sign_window_get_plans (AppSignWindow *self)
{
  GPtrArray *plans = g_ptr_array_new_with_free_func ((GDestroyNotify) work_signing_plan_free);

  g_return_val_if_fail (APP_IS_SIGN_WINDOW (self), plans);
  for (guint i = 0; i < self->rows->len; i++)
    if (app_sign_plan_row_is_chosen (self->rows->pdata[i]))
      g_ptr_array_add (plans,
                       work_signing_plan_copy (app_sign_plan_row_get_plan (self->rows->pdata[i])));
  return plans;
}
