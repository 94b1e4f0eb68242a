/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-detail.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-history-page.h"
#include "app-state-badge.h"

#define EMPTY "—"

/**
 * AppDetail:
 *
 * All that is known of the selected line: search, placement, agreement with its slider, history.
 * Emits "step-chosen" with the line and the step when the slider is moved.
 */
struct _AppDetail
{
  AdwBin parent_instance;

  GtkStack *pages;
  GtkStack *sections;
  AdwStatusPage *several;
  GtkLabel *name;
  GtkLabel *place;
  AppStateBadge *badge;
  AdwActionRow *sheet_state_row;
  AdwActionRow *contact_row;
  AdwActionRow *period_row;
  AdwActionRow *company_row;
  AdwActionRow *town_row;
  AdwActionRow *dates_row;
  AdwActionRow *minor_row;
  GtkWidget *slider_group;
  AppStepSlider *slider;
  GtkLabel *advice;
  GtkWidget *agreement_group;
  AdwActionRow *number_row;
  AdwActionRow *mode_row;
  AppHistoryPage *history;

  ModelSearchLooks *looks;
  ModelLine *line;
};

enum
{
  STEP_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppDetail, app_detail, ADW_TYPE_BIN)

static void
set_fact (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text[0] != '\0' ? text : EMPTY);
}

static void
show_name (AppDetail *self)
{
  g_autofree char *place = g_strjoin (" · ", self->line->class_name, self->line->period_name,
                                      /* Translators: said of a student, after class and period. */
                                      self->line->is_minor ? _ ("under 18") : NULL, NULL);

  gtk_label_set_label (self->name, self->line->student);
  gtk_label_set_label (self->place, place);
}

static void
show_tracking (AppDetail *self)
{
  g_autofree char *day = app_format_day (self->line->last_contact);

  app_state_badge_set_state (self->badge, &self->looks->states[self->line->search_state]);
  set_fact (self->sheet_state_row, app_format_placement_state (self->line->placement_state));
  set_fact (self->contact_row, day[0] != '\0' ? day : _ ("None yet"));
  set_fact (self->period_row, self->line->period_name);
}

static void
show_sheet (AppDetail *self)
{
  g_autofree char *range = app_format_range (self->line->start, self->line->end);
  g_autofree char *dates = NULL;

  dates = self->line->dates_differ
              ? g_strdup_printf ("%s (%s)", range, _ ("other than the period’s"))
              : g_strdup (range);
  set_fact (self->company_row, self->line->company);
  set_fact (self->town_row, self->line->town);
  set_fact (self->dates_row, dates);
  set_fact (self->minor_row, self->line->is_minor
                                 ? _ ("Under 18 on the first day: a guardian signs too")
                                 : _ ("18 or older on the first day"));
}

/* What to do while there is no step to move. */
static const char *
find_advice (ModelLine *line)
{
  if (line->cancelled)
    return _ ("This agreement was cancelled.");
  if (line->agreement_id != 0)
    return "";
  if (g_str_equal (line->placement_state, "validated"))
    return _ ("The placement sheet is validated: generate the agreement.");
  if (g_str_equal (line->placement_state, "to_validate"))
    return _ ("The agreement can be made once the placement sheet is validated.");
  return _ ("There is no agreement before a placement has been found and its sheet validated.");
}

static void
show_agreement (AppDetail *self)
{
  const char *advice = find_advice (self->line);
  gboolean has_steps = self->line->step >= 0 && !self->line->cancelled;

  gtk_widget_set_visible (self->slider_group, has_steps);
  gtk_widget_set_visible (self->agreement_group, self->line->agreement_id != 0);
  gtk_label_set_label (self->advice, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice), advice[0] != '\0');
  if (has_steps)
    app_step_slider_set_step (self->slider, self->line->step, self->line->step_date);
  set_fact (self->number_row, self->line->number);
  set_fact (self->mode_row, app_format_mode (self->line->mode));
}

static void
on_step_chosen_cb (AppStepSlider *slider, int step, AppDetail *self)
{
  if (self->line != NULL)
    g_signal_emit (self, signals[STEP_CHOSEN], 0, self->line, step);
}

static void
app_detail_dispose (GObject *object)
{
  AppDetail *self = APP_DETAIL (object);

  g_clear_object (&self->line);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  G_OBJECT_CLASS (app_detail_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AppDetail, pages);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, sections);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, several);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, name);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, place);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, badge);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, sheet_state_row);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, contact_row);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, period_row);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, company_row);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, town_row);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, dates_row);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, minor_row);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, slider_group);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, slider);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, advice);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, agreement_group);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, number_row);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, mode_row);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, history);
}

static void
app_detail_class_init (AppDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_detail_dispose;
  signals[STEP_CHOSEN] = g_signal_new ("step-chosen", APP_TYPE_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, MODEL_TYPE_LINE, G_TYPE_INT);
  g_type_ensure (APP_TYPE_HISTORY_PAGE);
  g_type_ensure (APP_TYPE_STATE_BADGE);
  g_type_ensure (APP_TYPE_STEP_SLIDER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-detail.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_step_chosen_cb);
}

/* The pane takes as little room as it can: its texts wrap, and the list needs the rest. */
static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = *minimum;
}

static void
allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
}

static void
app_detail_init (AppDetail *self)
{
  AdwActionRow *const *facts;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_custom_layout_new (NULL, measure, allocate));
  facts = (AdwActionRow *const[]){ self->sheet_state_row, self->contact_row, self->period_row,
                                   self->company_row,     self->town_row,    self->dates_row,
                                   self->minor_row,       self->number_row,  self->mode_row };
  for (guint i = 0; i < 9; i++)
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (facts[i]), FALSE);
  gtk_stack_set_visible_child_name (self->sections, "agreement");
  gtk_stack_set_visible_child_name (self->pages, "none");
}

/**
 * app_detail_new:
 *
 * Returns: (transfer floating): an empty pane
 */
AppDetail *
app_detail_new (void)
{
  return g_object_new (APP_TYPE_DETAIL, NULL);
}

/**
 * app_detail_set_school:
 * @self: a pane
 * @school: (nullable) (transfer none): where histories are read
 * @overview: (transfer none): what was read of it
 *
 * Shows the lines of another school, or those of the same one read anew.
 */
void
app_detail_set_school (AppDetail *self, WorkSchool *school, WorkOverview *overview)
{
  g_return_if_fail (APP_IS_DETAIL (self));
  app_step_slider_set_steps (self->slider, overview->steps);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  self->looks = model_search_looks_ref (overview->looks);
  app_history_page_set_school (self->history, school);
}

/**
 * app_detail_set_line:
 * @self: a pane
 * @line: (nullable) (transfer none): the selected line
 *
 * Shows a line, or that none is selected.
 */
void
app_detail_set_line (AppDetail *self, ModelLine *line)
{
  g_return_if_fail (APP_IS_DETAIL (self));
  if (line == self->line && line != NULL)
    return;
  app_step_slider_flush (self->slider);
  g_set_object (&self->line, line);
  app_history_page_set_line (self->history, line);
  gtk_stack_set_visible_child_name (self->pages, line != NULL ? "one" : "none");
  if (line == NULL)
    return;
  show_name (self);
  show_tracking (self);
  show_sheet (self);
  show_agreement (self);
}

/**
 * app_detail_set_several:
 * @self: a pane
 * @n_selected: how many lines are selected
 *
 * Says that several lines are selected.
 */
void
app_detail_set_several (AppDetail *self, guint n_selected)
{
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u Line Selected", "%u Lines Selected", n_selected), n_selected);

  g_return_if_fail (APP_IS_DETAIL (self));
  app_detail_set_line (self, NULL);
  adw_status_page_set_title (self->several, title);
  gtk_stack_set_visible_child_name (self->pages, "several");
}

/**
 * app_detail_set_read_only:
 * @self: a pane
 * @read_only: whether nothing may be changed
 *
 * Locks the slider.
 */
void
app_detail_set_read_only (AppDetail *self, gboolean read_only)
{
  g_return_if_fail (APP_IS_DETAIL (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->slider), !read_only);
}

/**
 * app_detail_get_line:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): the line it shows
 */
ModelLine *
app_detail_get_line (AppDetail *self)
{
  g_return_val_if_fail (APP_IS_DETAIL (self), NULL);
  return self->line;
}

/**
 * app_detail_get_slider:
 * @self: a pane
 *
 * Returns: (transfer none): its slider
 */
AppStepSlider *
app_detail_get_slider (AppDetail *self)
{
  g_return_val_if_fail (APP_IS_DETAIL (self), NULL);
  return self->slider;
}

/**
 * app_detail_get_page:
 * @self: a pane
 *
 * Returns: (transfer none): "none", "several", or the section of the line that is shown
 */
const char *
app_detail_get_page (AppDetail *self)
{
  const char *page;

  g_return_val_if_fail (APP_IS_DETAIL (self), NULL);
  page = gtk_stack_get_visible_child_name (self->pages);
  return g_strcmp0 (page, "one") == 0 ? app_detail_get_section (self) : page;
}

/**
 * app_detail_get_section:
 * @self: a pane
 *
 * Returns: (transfer none): the section that a line is shown with
 */
const char *
app_detail_get_section (AppDetail *self)
{
  g_return_val_if_fail (APP_IS_DETAIL (self), NULL);
  return gtk_stack_get_visible_child_name (self->sections);
}

/**
 * app_detail_show_page:
 * @self: a pane
 * @page: "tracking", "sheet", "agreement" or "history"
 *
 * Shows a section of the line.
 */
void
app_detail_show_page (AppDetail *self, const char *page)
{
  g_return_if_fail (APP_IS_DETAIL (self));
  if (gtk_stack_get_child_by_name (self->sections, page) != NULL)
    gtk_stack_set_visible_child_name (self->sections, page);
}
