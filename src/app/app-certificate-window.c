/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-certificate-window.h"

#include <glib/gi18n-lib.h>

#include "app-field-row.h"
#include "app-format.h"

#define MOST_DAYS 366

/**
 * AppCertificateWindow:
 *
 * The companies' certificates have come: on which day, and how many days each of the students has
 * really done. Emits "accepted"; whoever made the window then does
 * app_certificate_window_get_change() and calls app_certificate_window_finish(), which closes it.
 * Ctrl+Enter accepts, Escape gives up.
 */
struct _AppCertificateWindow
{
  AdwWindow parent_instance;

  GtkButton *accept_button;
  GtkButton *take_back_button;
  GtkRevealer *problem_bar;
  GtkLabel *problem;
  AdwPreferencesGroup *day_group;
  AdwPreferencesGroup *days_group;

  AppFieldRow *day_row;
  ModelRecord *placement;  /* what the row edits: the day is the same for all */
  GPtrArray *certificates; /* (element-type WorkCertificate) */
  GPtrArray *spins;        /* (element-type GtkSpinButton): in their order */
  gboolean is_taken_back;
  gboolean is_working;
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppCertificateWindow, app_certificate_window, ADW_TYPE_WINDOW)

static void
set_working (AppCertificateWindow *self, gboolean is_working)
{
  self->is_working = is_working;
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept_button), !is_working);
  gtk_widget_set_sensitive (GTK_WIDGET (self->take_back_button), !is_working);
}

static void
accept (AppCertificateWindow *self, gboolean is_taken_back)
{
  if (self->is_working)
    return;
  if (!is_taken_back
      && (!app_form_part_flush (APP_FORM_PART (self->day_row))
          || app_field_row_is_missing (self->day_row)))
    {
      gtk_widget_grab_focus (
          app_field_editor_get_control (app_field_row_get_editor (self->day_row)));
      return;
    }
  for (guint i = 0; i < self->spins->len; i++)
    gtk_spin_button_update (self->spins->pdata[i]);
  self->is_taken_back = is_taken_back;
  gtk_revealer_set_reveal_child (self->problem_bar, FALSE);
  set_working (self, TRUE);
  g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
on_accept_cb (GtkButton *button, AppCertificateWindow *self)
{
  accept (self, FALSE);
}

static void
on_take_back_cb (GtkButton *button, AppCertificateWindow *self)
{
  accept (self, TRUE);
}

static gboolean
on_accept_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  accept (APP_CERTIFICATE_WINDOW (widget), FALSE);
  return GDK_EVENT_STOP;
}

/* What is being done is waited for. */
static gboolean
app_certificate_window_close_request (GtkWindow *window)
{
  if (APP_CERTIFICATE_WINDOW (window)->is_working)
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (app_certificate_window_parent_class)->close_request (window);
}

static void
app_certificate_window_finalize (GObject *object)
{
  AppCertificateWindow *self = APP_CERTIFICATE_WINDOW (object);

  g_clear_object (&self->placement);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_ptr_array_unref (self->spins);
  G_OBJECT_CLASS (app_certificate_window_parent_class)->finalize (object);
}

static void
app_certificate_window_class_init (AppCertificateWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_certificate_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = app_certificate_window_close_request;
  signals[ACCEPTED] = g_signal_new ("accepted", APP_TYPE_CERTIFICATE_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-certificate-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppCertificateWindow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, AppCertificateWindow, take_back_button);
  gtk_widget_class_bind_template_child (widget_class, AppCertificateWindow, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, AppCertificateWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, AppCertificateWindow, day_group);
  gtk_widget_class_bind_template_child (widget_class, AppCertificateWindow, days_group);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_take_back_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_accept_key_cb,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, on_accept_key_cb,
                                NULL);
}

static void
app_certificate_window_init (AppCertificateWindow *self)
{
  self->spins = g_ptr_array_new ();
  self->placement = model_record_new (MODEL_ENTITY_PLACEMENT);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The day on which the first of them came, else today. */
static const char *
known_day (AppCertificateWindow *self, const char *today)
{
  for (guint i = 0; i < self->certificates->len; i++)
    {
      const WorkCertificate *one = self->certificates->pdata[i];

      if (one->received_on[0] != '\0')
        return one->received_on;
    }
  return today;
}

static void
add_day (AppCertificateWindow *self, const char *today)
{
  static const char *const mandatory[] = { "placement.certificate_on", NULL };

  self->day_row = app_field_row_new (model_field_find (mandatory[0]));
  model_record_set_canonical (self->placement, "certificate_on", known_day (self, today));
  app_form_part_set_record (APP_FORM_PART (self->day_row), self->placement);
  app_form_part_set_mandatory (APP_FORM_PART (self->day_row), mandatory);
  adw_preferences_group_add (self->day_group, GTK_WIDGET (self->day_row));
}

static void
add_student (AppCertificateWindow *self, const WorkCertificate *certificate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MOST_DAYS, 1);
  g_autofree char *dates = app_format_range (certificate->start, certificate->end);
  g_autofree char *planned =
      g_strdup_printf (ngettext ("%u day planned", "%u days planned", certificate->days_planned),
                       certificate->days_planned);
  g_autofree char *subtitle =
      g_strdup_printf ("%s · %s · %s", certificate->company, dates, planned);
  int days = certificate->days_done != WORK_DAYS_UNKNOWN ? certificate->days_done
                                                         : (int) certificate->days_planned;
  /* Translators: name of the field in which the days done by a student are typed. */
  g_autofree char *name = g_strdup_printf (_ ("Days done by %s"), certificate->student);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), days);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), certificate->student);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (self->days_group, row);
  g_ptr_array_add (self->spins, spin);
}

/**
 * app_certificate_window_new:
 * @parent: (nullable): the window it belongs to
 * @certificates: (element-type WorkCertificate): what is known of them
 * @today: ISO day
 *
 * Returns: (transfer none): a window, owned by GTK until it is closed
 */
AppCertificateWindow *
app_certificate_window_new (GtkWindow *parent, GPtrArray *certificates, const char *today)
{
  AppCertificateWindow *self =
      g_object_new (APP_TYPE_CERTIFICATE_WINDOW, "transient-for", parent, NULL);
  gboolean any_received = FALSE;

  self->certificates = g_ptr_array_ref (certificates);
  add_day (self, today);
  for (guint i = 0; i < certificates->len; i++)
    {
      const WorkCertificate *one = certificates->pdata[i];

      add_student (self, one);
      any_received = any_received || one->received_on[0] != '\0';
    }
  gtk_widget_set_visible (GTK_WIDGET (self->take_back_button), any_received);
  return self;
}

/**
 * app_certificate_window_get_change:
 * @self: a window that has emitted "accepted"
 *
 * Returns: (transfer full): what the person wants
 */
WorkChange *
app_certificate_window_get_change (AppCertificateWindow *self)
{
  g_autoptr (GArray) ids = NULL, days = NULL;

  g_return_val_if_fail (APP_IS_CERTIFICATE_WINDOW (self), NULL);
  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  days = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < self->certificates->len; i++)
    {
      const WorkCertificate *one = self->certificates->pdata[i];
      int done = gtk_spin_button_get_value_as_int (self->spins->pdata[i]);

      g_array_append_val (ids, one->placement_id);
      g_array_append_val (days, done);
    }
  return work_change_certificate_new (
      (const gint64 *) (gpointer) ids->data, ids->len,
      self->is_taken_back ? NULL : model_record_get (self->placement, "certificate_on"),
      (const int *) (gpointer) days->data);
}

/**
 * app_certificate_window_finish:
 * @self: a window that has emitted "accepted"
 * @error: (nullable): why it was not done
 *
 * Closes it, or says what to correct.
 */
void
app_certificate_window_finish (AppCertificateWindow *self, const GError *error)
{
  g_return_if_fail (APP_IS_CERTIFICATE_WINDOW (self));
  set_working (self, FALSE);
  if (error == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  gtk_label_set_label (self->problem, error->message);
  gtk_revealer_set_reveal_child (self->problem_bar, TRUE);
}
