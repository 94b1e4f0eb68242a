/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-detail.h"

#include <glib/gi18n-lib.h>

#include "app-agreement-page.h"
#include "app-documents-page.h"
#include "app-history-page.h"
#include "app-sheet-page.h"
#include "app-tracking-page.h"
#include "work-access.h"
#include "work-message.h"

/* Walking through the list with the arrows reads a line only where one stays. */
#define READ_AFTER_MS 60

/* Of those written about an agreement, the latest so many are shown; the outbox has all. */
#define MOST_LETTERS 20

/**
 * AppDetail:
 *
 * All that is known of the selected line: search, sheet, agreement, documents, history.
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
  AppTrackingPage *tracking;
  AppSheetPage *sheet;
  AppAgreementPage *agreement;
  AppDocumentsPage *documents;
  AppHistoryPage *history;

  WorkSchool *school;
  ModelLine *line;
  GCancellable *detail_cancellable; /* of the rest of the line being read */
  WorkLineDetail *known;            /* (nullable): what was read of it */
  guint detail_source;
  gint64 opened_id; /* whose data is before one's eyes, and is in the log of accesses; else 0 */
};

enum
{
  STEP_CHOSEN,
  DETAIL_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppDetail, app_detail, ADW_TYPE_BIN)

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
show_detail (AppDetail *self)
{
  app_tracking_page_set_detail (self->tracking, self->known);
  app_sheet_page_set_detail (self->sheet, self->known);
  app_agreement_page_set_detail (self->agreement, self->known);
  app_documents_page_set_detail (self->documents, self->known);
}

/* Once for each opening of a person, however often what is there is read anew. */
static void
log_opening (AppDetail *self)
{
  gint64 id = self->line != NULL ? self->line->student_id : 0;

  if (self->known == NULL || id == self->opened_id || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->opened_id = id;
  work_school_log_access (self->school, STORE_ACCESS_OPEN, MODEL_ENTITY_STUDENT, id);
}

static void
app_detail_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (app_detail_parent_class)->map (widget);
  log_opening (APP_DETAIL (widget));
}

static void
on_detail_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppDetail) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkLineDetail) known = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (self->school != WORK_SCHOOL (source) || error != NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("A line could not be read: %s", error->message);
      return;
    }
  g_clear_pointer (&self->known, work_line_detail_free);
  self->known = g_steal_pointer (&known);
  show_detail (self);
  log_opening (self);
  g_signal_emit (self, signals[DETAIL_SHOWN], 0);
}

/* What was written to people about its agreement. */
static void
on_letters_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppDetail) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOutbox) outbox = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (self->school == WORK_SCHOOL (source) && outbox != NULL)
    app_agreement_page_set_letters (self->agreement, outbox->rows);
}

static gboolean
read_detail_cb (gpointer user_data)
{
  AppDetail *self = user_data;

  self->detail_source = 0;
  if (self->line == NULL || self->school == NULL)
    return G_SOURCE_REMOVE;
  g_cancellable_cancel (self->detail_cancellable);
  g_clear_object (&self->detail_cancellable);
  self->detail_cancellable = g_cancellable_new ();
  work_school_read_async (self->school,
                          work_query_line_new (self->line->student_id, self->line->search_id,
                                               self->line->placement_id, self->line->agreement_id),
                          self->detail_cancellable, on_detail_loaded_cb, g_object_ref (self));
  if (self->line->agreement_id != 0)
    work_school_read_async (self->school,
                            work_query_outbox_new (self->line->agreement_id, MOST_LETTERS),
                            self->detail_cancellable, on_letters_loaded_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
queue_detail (AppDetail *self)
{
  g_clear_handle_id (&self->detail_source, g_source_remove);
  g_cancellable_cancel (self->detail_cancellable);
  if (self->school != NULL)
    self->detail_source = g_timeout_add (READ_AFTER_MS, read_detail_cb, self);
}

static void
on_step_chosen_cb (AppAgreementPage *page, int step, AppDetail *self)
{
  if (self->line != NULL)
    g_signal_emit (self, signals[STEP_CHOSEN], 0, self->line, step);
}

static void
app_detail_dispose (GObject *object)
{
  AppDetail *self = APP_DETAIL (object);

  g_clear_object (&self->school);
  g_clear_object (&self->line);
  g_clear_handle_id (&self->detail_source, g_source_remove);
  g_cancellable_cancel (self->detail_cancellable);
  g_clear_object (&self->detail_cancellable);
  g_clear_pointer (&self->known, work_line_detail_free);
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
  gtk_widget_class_bind_template_child (widget_class, AppDetail, tracking);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, sheet);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, agreement);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, documents);
  gtk_widget_class_bind_template_child (widget_class, AppDetail, history);
}

static void
app_detail_class_init (AppDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_detail_dispose;
  widget_class->map = app_detail_map;
  signals[STEP_CHOSEN] = g_signal_new ("step-chosen", APP_TYPE_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, MODEL_TYPE_LINE, G_TYPE_INT);
  signals[DETAIL_SHOWN] = g_signal_new ("detail-shown", APP_TYPE_DETAIL, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (APP_TYPE_AGREEMENT_PAGE);
  g_type_ensure (APP_TYPE_DOCUMENTS_PAGE);
  g_type_ensure (APP_TYPE_HISTORY_PAGE);
  g_type_ensure (APP_TYPE_SHEET_PAGE);
  g_type_ensure (APP_TYPE_TRACKING_PAGE);
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
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_custom_layout_new (NULL, measure, allocate));
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
  if (g_set_object (&self->school, school))
    self->opened_id = 0;
  app_agreement_page_set_steps (self->agreement, overview->steps);
  app_tracking_page_set_looks (self->tracking, overview->looks);
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
    {
      queue_detail (self);
      return;
    }
  app_step_slider_flush (app_detail_get_slider (self));
  g_clear_pointer (&self->known, work_line_detail_free);
  g_set_object (&self->line, line);
  if (line == NULL)
    self->opened_id = 0;
  app_history_page_set_line (self->history, line);
  gtk_stack_set_visible_child_name (self->pages, line != NULL ? "one" : "none");
  if (line == NULL)
    return;
  show_name (self);
  app_tracking_page_set_line (self->tracking, line);
  app_sheet_page_set_line (self->sheet, line);
  app_agreement_page_set_line (self->agreement, line);
  app_documents_page_set_line (self->documents, line);
  queue_detail (self);
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
  gtk_widget_set_sensitive (GTK_WIDGET (app_detail_get_slider (self)), !read_only);
}

/**
 * app_detail_set_may_decide:
 * @self: a pane
 * @may_decide: whether whoever is signed in decides on searches
 *
 * Offers to change the state of those searches that may be changed.
 */
void
app_detail_set_may_decide (AppDetail *self, gboolean may_decide)
{
  g_return_if_fail (APP_IS_DETAIL (self));
  app_tracking_page_set_may_decide (self->tracking, may_decide);
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
  return app_agreement_page_get_slider (self->agreement);
}

/**
 * app_detail_get_known:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): what was read of the line it shows; %NULL while it is read
 */
const WorkLineDetail *
app_detail_get_known (AppDetail *self)
{
  g_return_val_if_fail (APP_IS_DETAIL (self), NULL);
  return self->known;
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
 * @page: "tracking", "sheet", "agreement", "documents" or "history"
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
