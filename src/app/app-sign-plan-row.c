/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sign-plan-row.h"

#include <glib/gi18n-lib.h>

/**
 * AppSignPlanRow:
 *
 * An agreement that is about to be sent: opened, it tells who will be invited, in which order, at
 * which address. One that cannot be sent says why. Emits "toggled" when it is left out or taken in.
 */
struct _AppSignPlanRow
{
  AdwExpanderRow parent_instance;

  GtkCheckButton *check;
  GtkImage *warning;

  WorkSigningPlan *plan;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSignPlanRow, app_sign_plan_row, ADW_TYPE_EXPANDER_ROW)

static void
on_toggled_cb (GtkCheckButton *check, AppSignPlanRow *self)
{
  g_signal_emit (self, signals[TOGGLED], 0);
}

static void
app_sign_plan_row_finalize (GObject *object)
{
  g_clear_pointer (&APP_SIGN_PLAN_ROW (object)->plan, work_signing_plan_free);
  G_OBJECT_CLASS (app_sign_plan_row_parent_class)->finalize (object);
}

static void
app_sign_plan_row_class_init (AppSignPlanRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_sign_plan_row_finalize;
  signals[TOGGLED] = g_signal_new ("toggled", APP_TYPE_SIGN_PLAN_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-sign-plan-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSignPlanRow, check);
  gtk_widget_class_bind_template_child (widget_class, AppSignPlanRow, warning);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled_cb);
}

static void
app_sign_plan_row_init (AppSignPlanRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
add_line (AppSignPlanRow *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  return row;
}

static void
add_sentence (AppSignPlanRow *self, const char *sentence, const char *symbol, const char *style)
{
  GtkWidget *row = add_line (self, sentence, "");
  GtkWidget *image = gtk_image_new_from_icon_name (symbol);

  gtk_widget_add_css_class (image, style);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
}

/* How they prove who they are, beside having the mailbox. */
static char *
describe_method (const WorkSigningPerson *person)
{
  switch (person->method)
    {
    case SIGN_METHOD_EMAIL_CODE:
      return g_strdup (_ ("code by mail"));
    case SIGN_METHOD_SMS_CODE:
      /* Translators: “code by SMS to +33612345678” */
      return g_strdup_printf (_ ("code by SMS to %s"),
                              person->mobile != NULL ? person->mobile : "—");
    case SIGN_METHOD_LINK:
    default:
      return NULL;
    }
}

/* What was not told yet is marked, not left out: it is what has to be mended. */
static void
add_person (AppSignPlanRow *self, guint n, const WorkSigningPerson *person)
{
  g_autofree char *name = g_strdup_printf ("%s %s", person->given_name, person->family_name);
  g_autofree char *title = g_strdup_printf ("%u. %s · %s", n, g_strstrip (name), person->title);
  g_autofree char *method = describe_method (person);
  const char *email =
      person->email != NULL && person->email[0] != '\0' ? person->email : _ ("no address");
  g_autofree char *subtitle = g_strjoin (" · ", email, method, NULL);

  add_line (self, title, subtitle);
}

/* A sign alone would not say that there is something to read. */
static char *
count_warnings (const WorkSigningPlan *plan)
{
  guint n = plan->warnings->len;

  return n > 0 ? g_strdup_printf (ngettext ("%u point to check", "%u points to check", n), n)
               : g_strdup ("");
}

static char *
describe (const WorkSigningPlan *plan)
{
  g_autofree char *people = g_strdup_printf (
      ngettext ("%u signatory", "%u signatories", plan->people->len), plan->people->len);
  g_autofree char *warnings = count_warnings (plan);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (plan->problems->len > 0)
    return g_strdup (plan->problems->pdata[0]);
  g_ptr_array_add (parts, plan->number);
  g_ptr_array_add (parts, plan->class_name);
  g_ptr_array_add (parts, people);
  if (plan->is_unfinished)
    g_ptr_array_add (parts, _ ("goes on where it stopped"));
  if (warnings[0] != '\0')
    g_ptr_array_add (parts, warnings);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/**
 * app_sign_plan_row_new:
 * @plan: what sending an agreement would do. Copied.
 *
 * Returns: (transfer floating): a row, chosen when it can be sent
 */
GtkWidget *
app_sign_plan_row_new (const WorkSigningPlan *plan)
{
  AppSignPlanRow *self = g_object_new (APP_TYPE_SIGN_PLAN_ROW, NULL);
  g_autofree char *subtitle = describe (plan);
  /* Translators: name of the box that takes the agreement of a student in. */
  g_autofree char *name = g_strdup_printf (_ ("Send the agreement of %s"), plan->student);

  self->plan = work_signing_plan_copy (plan);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), plan->student);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_check_button_set_active (self->check, plan->can_be_sent);
  gtk_widget_set_visible (GTK_WIDGET (self->check), plan->can_be_sent);
  gtk_widget_set_visible (GTK_WIDGET (self->warning),
                          !plan->can_be_sent || plan->warnings->len > 0);
  if (!plan->can_be_sent)
    gtk_widget_add_css_class (GTK_WIDGET (self->warning), "error");
  for (guint i = 0; i < plan->problems->len; i++)
    add_sentence (self, plan->problems->pdata[i], "dialog-error-symbolic", "error");
  for (guint i = 0; i < plan->warnings->len; i++)
    add_sentence (self, plan->warnings->pdata[i], "dialog-warning-symbolic", "warning");
  for (guint i = 0; i < plan->people->len; i++)
    add_person (self, i + 1, plan->people->pdata[i]);
  return GTK_WIDGET (self);
}

/**
 * app_sign_plan_row_get_plan:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
const WorkSigningPlan *
app_sign_plan_row_get_plan (AppSignPlanRow *self)
{
  g_return_val_if_fail (APP_IS_SIGN_PLAN_ROW (self), NULL);
  return self->plan;
}

/**
 * app_sign_plan_row_is_chosen:
 * @self: a row
 *
 * Returns: whether the agreement is to be sent
 */
gboolean
app_sign_plan_row_is_chosen (AppSignPlanRow *self)
{
  g_return_val_if_fail (APP_IS_SIGN_PLAN_ROW (self), FALSE);
  return self->plan->can_be_sent && gtk_check_button_get_active (self->check);
}
