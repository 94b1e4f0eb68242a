/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-page.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-list-box.h"

/**
 * AppSheetPage:
 *
 * What the placement sheet of a line says, to be read; it is edited in a window of its own.
 */
struct _AppSheetPage
{
  AdwBin parent_instance;

  AdwActionRow *state_row;
  AdwActionRow *company_row;
  AdwActionRow *dates_row;
  AdwActionRow *minor_row;
  GtkWidget *facts_group;
  GtkListBox *facts;
  GtkActionable *edit;
  GtkActionable *another;
};

G_DEFINE_FINAL_TYPE (AppSheetPage, app_sheet_page, ADW_TYPE_BIN)

static void
app_sheet_page_class_init (AppSheetPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-sheet-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSheetPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, AppSheetPage, company_row);
  gtk_widget_class_bind_template_child (widget_class, AppSheetPage, dates_row);
  gtk_widget_class_bind_template_child (widget_class, AppSheetPage, minor_row);
  gtk_widget_class_bind_template_child (widget_class, AppSheetPage, facts_group);
  gtk_widget_class_bind_template_child (widget_class, AppSheetPage, facts);
  gtk_widget_class_bind_template_child (widget_class, AppSheetPage, edit);
  gtk_widget_class_bind_template_child (widget_class, AppSheetPage, another);
}

static void
app_sheet_page_init (AppSheetPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A sheet that is there is opened itself; else the student's next one is begun. */
static void
set_targets (AppSheetPage *self, ModelLine *line)
{
  /* Between two actions there is none: each wants a target of its own type. */
  gtk_actionable_set_action_name (self->edit, NULL);
  if (line->placement_id != 0)
    gtk_actionable_set_action_target (self->edit, "x", line->placement_id);
  else
    gtk_actionable_set_action_target (self->edit, "(xx)", line->student_id, line->period_id);
  gtk_actionable_set_action_name (self->edit,
                                  line->placement_id != 0 ? "win.open-sheet" : "win.edit-sheet");
  gtk_actionable_set_action_target (self->another, "(xx)", line->student_id, line->period_id);
  gtk_widget_set_visible (GTK_WIDGET (self->another), line->placement_id != 0);
}

/**
 * app_sheet_page_set_line:
 * @self: a page
 * @line: (transfer none): a line
 *
 * Shows what the line itself tells; app_sheet_page_set_detail() follows with the rest.
 */
void
app_sheet_page_set_line (AppSheetPage *self, ModelLine *line)
{
  g_autofree char *range = app_format_range (line->start, line->end);
  g_autofree char *dates = NULL, *company = NULL;

  g_return_if_fail (APP_IS_SHEET_PAGE (self));
  company = line->town[0] != '\0' ? g_strdup_printf ("%s · %s", line->company, line->town)
                                  : g_strdup (line->company[0] != '\0' ? line->company : "—");
  dates = line->dates_differ ? g_strdup_printf ("%s (%s)", range, _ ("other than the period’s"))
                             : g_strdup (range[0] != '\0' ? range : "—");
  adw_action_row_set_subtitle (self->state_row, app_format_placement_state (line->placement_state));
  adw_action_row_set_subtitle (self->company_row, company);
  adw_action_row_set_subtitle (self->dates_row, dates);
  adw_action_row_set_subtitle (
      self->minor_row, line->is_minor ? _ ("Under 18 on the first day: a guardian signs too")
                                      : _ ("18 or older on the first day"));
  set_targets (self, line);
  app_sheet_page_set_detail (self, NULL);
}

static GtkWidget *
fact_row_new (const WorkFact *fact)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fact->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fact->value);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "fact");
  return row;
}

/**
 * app_sheet_page_set_detail:
 * @self: a page
 * @detail: (nullable) (transfer none): what was read of the line; %NULL while it is being read
 *
 * Shows what the sheet says.
 */
void
app_sheet_page_set_detail (AppSheetPage *self, const WorkLineDetail *detail)
{
  g_return_if_fail (APP_IS_SHEET_PAGE (self));
  app_list_box_clear (self->facts);
  for (guint i = 0; detail != NULL && i < detail->facts->len; i++)
    gtk_list_box_append (self->facts, fact_row_new (detail->facts->pdata[i]));
  gtk_widget_set_visible (self->facts_group, detail != NULL && detail->facts->len > 0);
}
