/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-class-list.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-list-box.h"
#include "work-people.h"

/**
 * AppClassList:
 *
 * The classes that a student is or was in. Emits "change" when the student is to be put in another.
 */
struct _AppClassList
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkWidget *change;
};

enum
{
  CHANGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppClassList, app_class_list, ADW_TYPE_BIN)

static void
on_change_clicked_cb (GtkButton *button, AppClassList *self)
{
  g_signal_emit (self, signals[CHANGE], 0);
}

static void
app_class_list_class_init (AppClassListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGE] = g_signal_new ("change", APP_TYPE_CLASS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-class-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AppClassList, group);
  gtk_widget_class_bind_template_child (widget_class, AppClassList, list);
  gtk_widget_class_bind_template_child (widget_class, AppClassList, change);
  gtk_widget_class_bind_template_callback (widget_class, on_change_clicked_cb);
}

static void
app_class_list_init (AppClassList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_class_list_new:
 *
 * Returns: (transfer floating): a list of none
 */
GtkWidget *
app_class_list_new (void)
{
  return g_object_new (APP_TYPE_CLASS_LIST, NULL);
}

static char *
say_enrolment (const WorkEnrolment *enrolment)
{
  g_autofree char *start = app_format_day (enrolment->start);
  g_autofree char *end = app_format_day (enrolment->end);

  if (start[0] != '\0' && end[0] != '\0')
    /* Translators: a school year, a first and a last day. */
    return g_strdup_printf (_ ("%s, from %s to %s"), enrolment->year_name, start, end);
  if (start[0] != '\0')
    /* Translators: a school year and the first day in a class. */
    return g_strdup_printf (_ ("%s, since %s"), enrolment->year_name, start);
  if (end[0] != '\0')
    /* Translators: a school year and the last day in a class. */
    return g_strdup_printf (_ ("%s, until %s"), enrolment->year_name, end);
  return g_strdup (enrolment->year_name);
}

/**
 * app_class_list_set_enrolments:
 * @self: a list
 * @enrolments: (element-type WorkEnrolment): latest first
 *
 * Shows them.
 */
void
app_class_list_set_enrolments (AppClassList *self, GPtrArray *enrolments)
{
  g_return_if_fail (APP_IS_CLASS_LIST (self));
  app_list_box_clear (self->list);
  for (guint i = 0; i < enrolments->len; i++)
    {
      const WorkEnrolment *enrolment = enrolments->pdata[i];
      g_autofree char *subtitle = say_enrolment (enrolment);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), enrolment->class_name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      gtk_list_box_append (self->list, row);
    }
  app_list_box_show_or (self->list, NULL, TRUE);
  adw_preferences_group_set_description (
      self->group,
      enrolments->len == 0 ? _ ("In no class yet: the list does not show who is in none.") : "");
}

/**
 * app_class_list_set_editable:
 * @self: a list
 * @editable: whether the class may be changed
 */
void
app_class_list_set_editable (AppClassList *self, gboolean editable)
{
  g_return_if_fail (APP_IS_CLASS_LIST (self));
  gtk_widget_set_visible (self->change, editable);
}
