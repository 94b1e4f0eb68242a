/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-fill-dialog.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "work-fill.h"

#define CANCEL "cancel"
#define FILL   "fill"

/**
 * AppFillDialog:
 *
 * What of the first selected line the others take: it says which values these are.
 *
 * Emits "chosen" (guint: a set of #WorkFillParts) when the person goes on.
 */
struct _AppFillDialog
{
  AdwMessageDialog parent_instance;

  AdwActionRow *teacher_row;
  AdwActionRow *dates_row;
  AdwActionRow *template_row;
  GtkCheckButton *teacher;
  GtkCheckButton *dates;
  GtkCheckButton *template;
};

static guint chosen;

G_DEFINE_FINAL_TYPE (AppFillDialog, app_fill_dialog, ADW_TYPE_MESSAGE_DIALOG)

static guint
parts_of (AppFillDialog *self)
{
  return (gtk_check_button_get_active (self->teacher) ? (guint) WORK_FILL_TEACHER : 0)
         | (gtk_check_button_get_active (self->dates) ? (guint) WORK_FILL_DATES : 0)
         | (gtk_check_button_get_active (self->template) ? (guint) WORK_FILL_TEMPLATE : 0);
}

static void
on_toggled_cb (GtkCheckButton *check, AppFillDialog *self)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), FILL, parts_of (self) != 0);
}

static void
on_response_cb (AppFillDialog *self, const char *response, gpointer user_data)
{
  if (g_str_equal (response, FILL))
    g_signal_emit (self, chosen, 0, parts_of (self));
}

static void
app_fill_dialog_class_init (AppFillDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  chosen = g_signal_new ("chosen", APP_TYPE_FILL_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                         G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-fill-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFillDialog, teacher_row);
  gtk_widget_class_bind_template_child (widget_class, AppFillDialog, dates_row);
  gtk_widget_class_bind_template_child (widget_class, AppFillDialog, template_row);
  gtk_widget_class_bind_template_child (widget_class, AppFillDialog, teacher);
  gtk_widget_class_bind_template_child (widget_class, AppFillDialog, dates);
  gtk_widget_class_bind_template_child (widget_class, AppFillDialog, template);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled_cb);
}

static void
app_fill_dialog_init (AppFillDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self), CANCEL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (self), FILL);
  g_signal_connect (self, "response", G_CALLBACK (on_response_cb), NULL);
}

static void
describe (AdwActionRow *row, const char *value, gboolean has_value)
{
  adw_action_row_set_subtitle (row, value);
  gtk_widget_set_sensitive (GTK_WIDGET (row), has_value);
}

/**
 * app_fill_dialog_new:
 * @parent: the window
 * @first: the line whose values are copied
 * @n_others: into how many
 *
 * Returns: (transfer none): a dialog to present
 */
AppFillDialog *
app_fill_dialog_new (GtkWindow *parent, ModelLine *first, guint n_others)
{
  AppFillDialog *self = g_object_new (APP_TYPE_FILL_DIALOG, "transient-for", parent, NULL);
  g_autofree char *dates = app_format_range (first->start, first->end);
  gboolean has_sheet = first->placement_id != 0;

  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (self),
      /* Translators: %s is a student, the figure how many lines take what that line has. */
      ngettext ("What %s has is copied into %u other line.",
                "What %s has is copied into %u other lines.", n_others),
      first->student, n_others);
  describe (self->teacher_row, first->teacher[0] != '\0' ? first->teacher : _ ("Nobody"), TRUE);
  describe (self->dates_row, has_sheet ? dates : _ ("No sheet yet"), has_sheet);
  if (!has_sheet)
    describe (self->template_row, _ ("No sheet yet"), FALSE);
  else
    describe (self->template_row,
              first->template_name[0] != '\0' ? first->template_name
                                              : _ ("The one of the period or class"),
              TRUE);
  gtk_check_button_set_active (self->teacher, first->teacher[0] != '\0');
  return self;
}
