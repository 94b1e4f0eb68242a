/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-welcome.h"

/**
 * AppWelcome:
 *
 * The first page: create a database, open one, or try the program with an invented school.
 */
struct _AppWelcome
{
  AdwBin parent_instance;

  GtkWidget *ways;
  GtkWidget *recent_group;
  GtkListBox *recent;
};

G_DEFINE_FINAL_TYPE (AppWelcome, app_welcome, ADW_TYPE_BIN)

static void
app_welcome_class_init (AppWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, ways);
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, recent_group);
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, recent);
}

static void
app_welcome_init (AppWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A button's words do not wrap by themselves, and may not keep the window wide. */
  for (GtkWidget *way = gtk_widget_get_first_child (self->ways); GTK_IS_BUTTON (way);
       way = gtk_widget_get_next_sibling (way))
    {
      GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (way)));

      gtk_label_set_wrap (label, TRUE);
      gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
    }
}

/**
 * app_welcome_new:
 *
 * Returns: (transfer floating): the page, without recent databases
 */
AppWelcome *
app_welcome_new (void)
{
  return g_object_new (APP_TYPE_WELCOME, NULL);
}

/**
 * app_welcome_set_recent:
 * @self: the page
 * @paths: (array zero-terminated=1): databases opened lately, latest first
 *
 * Offers them; the place is hidden when there are none.
 */
void
app_welcome_set_recent (AppWelcome *self, const char *const *paths)
{
  GtkWidget *child;

  g_return_if_fail (APP_IS_WELCOME (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->recent))) != NULL)
    gtk_list_box_remove (self->recent, child);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *name = g_filename_display_basename (paths[i]);
      g_autofree char *folder = g_path_get_dirname (paths[i]);
      g_autofree char *shown = g_filename_display_name (folder);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), shown);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.open");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", paths[i]);
      gtk_list_box_append (self->recent, row);
    }
  gtk_widget_set_visible (self->recent_group, paths[0] != NULL);
}

/**
 * app_welcome_get_n_recent:
 * @self: the page
 *
 * Returns: how many recent databases it offers
 */
guint
app_welcome_get_n_recent (AppWelcome *self)
{
  guint n = 0;

  g_return_val_if_fail (APP_IS_WELCOME (self), 0);
  while (gtk_list_box_get_row_at_index (self->recent, (int) n) != NULL)
    n++;
  return n;
}
