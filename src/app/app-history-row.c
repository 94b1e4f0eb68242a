/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-history-row.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"

/**
 * AppHistoryRow:
 *
 * One thing that was done: what, when, by whom, and whether it was taken back since.
 */
struct _AppHistoryRow
{
  AdwActionRow parent_instance;

  GtkWidget *undone;
};

G_DEFINE_FINAL_TYPE (AppHistoryRow, app_history_row, ADW_TYPE_ACTION_ROW)

static void
app_history_row_class_init (AppHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppHistoryRow, undone);
}

static void
app_history_row_init (AppHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_history_row_new:
 * @item: what was done
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
app_history_row_new (const WorkHistoryItem *item)
{
  AppHistoryRow *self = g_object_new (APP_TYPE_HISTORY_ROW, NULL);
  g_autofree char *moment = app_format_moment (item->at);
  g_autofree char *subtitle = NULL;

  subtitle = item->author[0] != '\0' ? g_strdup_printf ("%s · %s", moment, item->author)
                                     : g_strdup (moment);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), item->summary);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (self->undone, item->undone);
  if (item->undone)
    gtk_widget_add_css_class (GTK_WIDGET (self), "undone");
  return GTK_WIDGET (self);
}
