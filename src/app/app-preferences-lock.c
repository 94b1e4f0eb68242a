/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-lock.h"

#include <glib/gi18n-lib.h>

/**
 * AppPreferencesLock:
 *
 * Says at the head of a page why nothing on it can be changed; not there when all can.
 */
struct _AppPreferencesLock
{
  AdwPreferencesGroup parent_instance;

  GtkLabel *reason;
};

static void app_preferences_lock_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesLock,
                               app_preferences_lock,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_lock_part_init))

static void
app_preferences_lock_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  WorkSchool *school = app_preferences_get_school (preferences);
  const char *reason = work_school_get_read_only_reason (school);

  gtk_label_set_label (APP_PREFERENCES_LOCK (part)->reason,
                       reason != NULL && reason[0] != '\0' ? reason : _ ("Read-only database."));
  gtk_widget_set_visible (GTK_WIDGET (part), app_preferences_is_read_only (preferences));
}

static void
app_preferences_lock_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_lock_load;
}

static void
app_preferences_lock_class_init (AppPreferencesLockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-lock.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesLock, reason);
}

static void
app_preferences_lock_init (AppPreferencesLock *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_preferences_lock_new:
 *
 * Returns: (transfer floating): what is said of a school that cannot be changed
 */
GtkWidget *
app_preferences_lock_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_LOCK, NULL);
}
