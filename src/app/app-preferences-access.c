/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-access.h"

#include <glib/gi18n-lib.h>

#include "app-secret-dialog.h"
#include "base-secret.h"
#include "base-text.h"
#include "work-message.h"

/**
 * AppPreferencesAccess:
 *
 * How this seat gets into the school's mail account: the password or the sign-in, which go to the
 * keyring alone, and whether it works.
 */
struct _AppPreferencesAccess
{
  AdwPreferencesGroup parent_instance;

  GtkEditable *address;

  AppJobRow *key_row;
  AppJobRow *sign_in_row;
  AppJobRow *try_row;
  AppPreferences *preferences;
  char *account; /* whose outcome the rows show */
};

static void app_preferences_access_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesAccess,
                               app_preferences_access,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_access_part_init))

static WorkSchool *
get_school (AppPreferencesAccess *self)
{
  return app_preferences_get_school (self->preferences);
}

static const char *
get_setting (AppPreferencesAccess *self, const char *name)
{
  return model_settings_get (app_preferences_get_settings (self->preferences), name);
}

static GtkWindow *
get_window (AppPreferencesAccess *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* ---- a password ---- */

static void
on_key_cb (AppSecretDialog *dialog, AppPreferencesAccess *self)
{
  WorkMessageKeys keys = { .mail = base_text_clean (app_secret_dialog_get_secret (dialog)) };

  if (app_secret_dialog_get_keeps (dialog))
    app_job_row_run (self->key_row, work_message_store_mail_key_new (get_school (self), keys.mail),
                     _ ("The password is in the keyring of this session."));
  else
    app_job_row_run (self->key_row, work_message_check_mail_new (get_school (self), &keys),
                     _ ("The server takes this password."));
  base_secret_free (keys.mail);
}

static void
on_enter_cb (GtkButton *button, AppPreferencesAccess *self)
{
  g_autofree char *heading =
      g_strdup_printf (_ ("Password of %s"), get_setting (self, "message.mail.user"));
  AppSecretDialog *dialog =
      app_secret_dialog_new (get_window (self), heading, _ ("Password"),
                             _ ("It stays in the keyring of this session, or is used this once to "
                                "see whether it is right."));

  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (dialog), "accept",
                                         _ ("_Use This Password"));
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_key_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_forget_cb (GtkButton *button, AppPreferencesAccess *self)
{
  AppJobRow *row =
      gtk_widget_get_visible (GTK_WIDGET (self->sign_in_row)) ? self->sign_in_row : self->key_row;

  app_job_row_run (row, work_message_forget_keys_new (get_school (self)),
                   _ ("What opens the accounts of mails and SMS is no longer in the keyring."));
}

/* ---- a sign-in ---- */

static gboolean
show_uri (gpointer uri)
{
  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
  return G_SOURCE_REMOVE;
}

/* In the job's thread. */
static void
on_open_uri_cb (const char *uri, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, show_uri, g_strdup (uri), g_free);
}

static void
sign_in (AppPreferencesAccess *self, const char *client_secret)
{
  app_job_row_run (
      self->sign_in_row,
      work_message_sign_in_new (get_school (self), client_secret, on_open_uri_cb, NULL),
      _ ("Signed in: this seat may send mails of the account."));
}

static void
on_client_secret_cb (AppSecretDialog *dialog, AppPreferencesAccess *self)
{
  char *clean = base_text_clean (app_secret_dialog_get_secret (dialog));

  sign_in (self, clean);
  base_secret_free (clean);
}

/* Google gives a secret with the identifier of an application, Microsoft none. */
static void
on_sign_in_cb (GtkButton *button, AppPreferencesAccess *self)
{
  AppSecretDialog *dialog;

  if (g_strcmp0 (get_setting (self, "message.mail.oauth_service"), "google") != 0)
    {
      sign_in (self, NULL);
      return;
    }
  dialog = app_secret_dialog_new (get_window (self), _ ("Secret of the Application"),
                                  _ ("Client secret"),
                                  _ ("Google shows it with the identifier of the application."));
  app_secret_dialog_set_keeps_visible (dialog, FALSE);
  adw_message_dialog_set_response_label (ADW_MESSAGE_DIALOG (dialog), "accept",
                                         _ ("_Go On in the Browser"));
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_client_secret_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- whether it works ---- */

static void
on_check_cb (GtkButton *button, AppPreferencesAccess *self)
{
  app_job_row_run (self->try_row, work_message_check_mail_new (get_school (self), NULL),
                   _ ("The server takes the account: mails can be sent."));
}

static void
on_test_cb (GtkButton *button, AppPreferencesAccess *self)
{
  const char *address = gtk_editable_get_text (self->address);
  g_autofree char *said = NULL;

  if (base_text_is_blank (address))
    {
      app_job_row_say (self->try_row, _ ("Write the address that the test goes to."), "warning");
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }
  said = g_strdup_printf (_ ("A mail has left for %s: look whether it has come."), address);
  app_job_row_run (self->try_row,
                   work_message_try_new (get_school (self), WORK_MESSAGE_MAIL, address,
                                         _ ("Test of Paraphe"),
                                         _ ("This mail shows that Paraphe can write for the "
                                            "school. Nobody else has received it."),
                                         NULL, NULL),
                   said);
}

/* ---- the group ---- */

/* What was said of one account is not said of another. */
static void
follow_account (AppPreferencesAccess *self)
{
  static const char *const names[] = { "message.mail.host",         "message.mail.user",
                                       "message.mail.auth",         "message.mail.oauth_service",
                                       "message.mail.oauth_tenant", NULL };
  g_autoptr (GString) account = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (account, "%s\n", get_setting (self, names[i]));
  if (g_strcmp0 (self->account, account->str) == 0)
    return;
  g_free (self->account);
  self->account = g_strdup (account->str);
  if (!app_job_row_is_running (self->key_row))
    app_job_row_say (self->key_row, NULL, NULL);
  if (!app_job_row_is_running (self->sign_in_row))
    app_job_row_say (self->sign_in_row, NULL, NULL);
  if (!app_job_row_is_running (self->try_row))
    app_job_row_say (self->try_row, NULL, NULL);
}

static void
app_preferences_access_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesAccess *self = APP_PREFERENCES_ACCESS (part);
  gboolean signs_in;
  const char *from;

  g_set_object (&self->preferences, preferences);
  signs_in = g_strcmp0 (get_setting (self, "message.mail.auth"), "oauth") == 0;
  follow_account (self);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          g_strcmp0 (get_setting (self, "message.mail.way"), "smtp") == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->sign_in_row), signs_in);
  gtk_widget_set_visible (GTK_WIDGET (self->key_row),
                          !signs_in && get_setting (self, "message.mail.user")[0] != '\0');
  from = get_setting (self, "message.from_address");
  if (gtk_editable_get_text (self->address)[0] == '\0')
    gtk_editable_set_text (self->address, from);
}

static void
app_preferences_access_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_access_load;
}

static void
app_preferences_access_dispose (GObject *object)
{
  g_clear_object (&APP_PREFERENCES_ACCESS (object)->preferences);
  G_OBJECT_CLASS (app_preferences_access_parent_class)->dispose (object);
}

static void
app_preferences_access_finalize (GObject *object)
{
  g_free (APP_PREFERENCES_ACCESS (object)->account);
  G_OBJECT_CLASS (app_preferences_access_parent_class)->finalize (object);
}

static void
app_preferences_access_class_init (AppPreferencesAccessClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_access_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_access_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-access.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesAccess, address);
}

static AppJobRow *
add_row (AppPreferencesAccess *self, const char *title)
{
  AppJobRow *row = app_job_row_new (title);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  return row;
}

static void
add_forget (AppPreferencesAccess *self, AppJobRow *row)
{
  app_job_row_add_icon_button (row, "user-trash-symbolic", _ ("Forget Passwords and Keys"),
                               G_CALLBACK (on_forget_cb), self);
}

static void
move_to_end (AppPreferencesAccess *self, GtkWidget *row)
{
  g_object_ref (row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_object_unref (row);
}

static void
app_preferences_access_init (AppPreferencesAccess *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->key_row = add_row (self, _ ("Password"));
  app_job_row_add_button (self->key_row, _ ("_Enter…"), G_CALLBACK (on_enter_cb), self);
  add_forget (self, self->key_row);
  self->sign_in_row = add_row (self, _ ("Sign-in with the browser"));
  app_job_row_add_button (self->sign_in_row, _ ("_Sign In…"), G_CALLBACK (on_sign_in_cb), self);
  add_forget (self, self->sign_in_row);
  move_to_end (self, GTK_WIDGET (self->address));
  self->try_row = add_row (self, _ ("Whether it works"));
  app_job_row_add_button (self->try_row, _ ("_Check"), G_CALLBACK (on_check_cb), self);
  app_job_row_add_button (self->try_row, _ ("Send Me a _Test"), G_CALLBACK (on_test_cb), self);
}

/**
 * app_preferences_access_new:
 *
 * Returns: (transfer floating): a group
 */
AppPreferencesAccess *
app_preferences_access_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_ACCESS, NULL);
}
