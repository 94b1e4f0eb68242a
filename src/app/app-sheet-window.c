/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"
#include "app-note.h"
#include "app-picker-item.h"
#include "app-prompt.h"
#include "model-person.h"

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSheetWindow, app_sheet_window, ADW_TYPE_WINDOW)

/* ---- helpers ---- */

/**
 * _app_sheet_window_id:
 * @self: a window with a sheet
 *
 * Returns: the sheet's id; 0 when it has never been saved
 */
gint64
_app_sheet_window_id (AppSheetWindow *self)
{
  return model_record_get_id (self->sheet->roles[MODEL_ROLE_PLACEMENT]);
}

/**
 * _app_sheet_window_is_in:
 * @self: a window with a sheet
 * @state: "draft", "to_validate"…
 *
 * Returns: whether that is the sheet's state
 */
gboolean
_app_sheet_window_is_in (AppSheetWindow *self, const char *state)
{
  return g_strcmp0 (model_record_get (self->sheet->roles[MODEL_ROLE_PLACEMENT], "state"), state)
         == 0;
}

/**
 * _app_sheet_window_toast:
 * @self: a window
 * @text: what happened
 * @action: (nullable): "sheet.submit", when that is what comes next
 *
 * Says something and goes on.
 */
void
_app_sheet_window_toast (AppSheetWindow *self, const char *text, const char *action)
{
  g_autofree char *safe = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (safe);

  if (action != NULL)
    {
      adw_toast_set_button_label (toast, _ ("_Propose to Be Validated"));
      adw_toast_set_action_name (toast, action);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * _app_sheet_window_fail:
 * @self: a window
 * @heading: what did not work
 * @error: why
 *
 * Says why something did not work.
 */
void
_app_sheet_window_fail (AppSheetWindow *self, const char *heading, const GError *error)
{
  app_prompt_say (GTK_WINDOW (self), heading, error->message);
}

/**
 * _app_sheet_window_saved:
 * @self: a window
 * @done: what became of a change
 * @said: what was done
 *
 * Tells the window behind that the school has changed.
 */
void
_app_sheet_window_saved (AppSheetWindow *self, const WorkDone *done, const char *said)
{
  if (done->operation_id != NULL)
    g_signal_emit (self, signals[SAVED], 0, done->operation_id, said);
}

/* ---- what it shows ---- */

static void
show_title (AppSheetWindow *self)
{
  g_autofree char *student = model_person_name (self->sheet->roles[MODEL_ROLE_STUDENT]);
  g_autofree char *subtitle =
      g_strjoin (" · ", model_record_get (self->sheet->roles[MODEL_ROLE_PERIOD], "name"),
                 app_format_placement_state (
                     model_record_get (self->sheet->roles[MODEL_ROLE_PLACEMENT], "state")),
                 NULL);
  g_autofree char *title = g_strdup_printf (_ ("Placement sheet of %s"), student);

  adw_window_title_set_title (self->heading, student);
  adw_window_title_set_subtitle (self->heading, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
remark (AppSheetWindow *self, const char *text, const char *style)
{
  if (text != NULL)
    gtk_box_append (self->remarks, app_note_new (text, style));
}

/**
 * _app_sheet_window_show_remarks:
 * @self: a window with a sheet
 *
 * Says above the form what holds for the whole sheet.
 */
void
_app_sheet_window_show_remarks (AppSheetWindow *self)
{
  const char *reason =
      model_record_get (self->sheet->roles[MODEL_ROLE_PLACEMENT], "refusal_reason");
  guint n_others = self->sheet->n_others;
  g_autofree char *refused = reason != NULL ? g_strdup_printf (_ ("Refused: %s"), reason) : NULL;
  g_autofree char *others =
      n_others > 0
          ? g_strdup_printf (ngettext ("The student has %u other sheet in this period.",
                                       "The student has %u other sheets in this period.", n_others),
                             n_others)
          : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->remarks))) != NULL)
    gtk_box_remove (self->remarks, child);
  if (work_school_is_read_only (self->school))
    remark (self, work_school_get_read_only_reason (self->school), "warning");
  remark (self, refused, "error");
  remark (self, self->sheet->consequence, "warning");
  remark (self, others, "neutral");
  gtk_widget_set_visible (GTK_WIDGET (self->remarks),
                          gtk_widget_get_first_child (GTK_WIDGET (self->remarks)) != NULL);
}

/**
 * _app_sheet_window_update:
 * @self: a window with a sheet
 *
 * Shows what is missing, what was found and what can be done now.
 */
void
_app_sheet_window_update (AppSheetWindow *self)
{
  const char *icon;
  g_autofree char *summary = app_sheet_panel_summarize (self->sheet, &icon);

  app_sheet_panel_set_sheet (self->panel, self->sheet);
  adw_button_content_set_label (self->panel_content, summary);
  adw_button_content_set_icon_name (self->panel_content, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->panel_button), TRUE);
  _app_sheet_window_update_course (self);
}

static gboolean
is_editable (AppSheetWindow *self)
{
  return !work_school_is_read_only (self->school) && self->sheet->editing != WORK_SHEET_CLOSED
         && work_school_may (self->school, MODEL_ACT_EDIT_SHEET) != MODEL_MAY_NO;
}

/* What the school wants of a guardian is asked for, whether there is one or not. */
static gboolean
wants_guardian (const WorkSheet *sheet)
{
  for (guint i = 0; i < sheet->missing->len; i++)
    if (g_array_index (sheet->missing, WorkSheetField, i).role == MODEL_ROLE_GUARDIAN1)
      return TRUE;
  return FALSE;
}

/**
 * _app_sheet_window_show:
 * @self: a window
 * @sheet: (transfer full): what is edited from now on
 *
 * Shows a sheet as it was read.
 */
void
_app_sheet_window_show (AppSheetWindow *self, WorkSheet *sheet)
{
  WorkSheet *before = self->sheet;

  self->sheet = sheet;
  self->is_changed = FALSE;
  if (wants_guardian (sheet))
    work_sheet_add_guardian (sheet);
  app_sheet_form_set_editable (self->form, is_editable (self),
                               work_school_may (self->school, MODEL_ACT_EDIT_PEOPLE)
                                   != MODEL_MAY_NO);
  app_sheet_form_set_sheet (self->form, sheet);
  work_sheet_free (before);
  show_title (self);
  _app_sheet_window_show_remarks (self);
  _app_sheet_window_update (self);
  _app_sheet_window_load_people (self);
  gtk_stack_set_visible_child_name (self->pages, "sheet");
}

/* ---- reading ---- */

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSheetWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSheet) sheet = work_school_read_finish (WORK_SCHOOL (source), result, &error);
  gboolean is_first = self->sheet == NULL;

  self->n_pending--;
  if (self->is_closed)
    return;
  if (sheet == NULL)
    {
      adw_status_page_set_description (self->failed, error->message);
      gtk_stack_set_visible_child_name (self->pages, "failed");
      return;
    }
  _app_sheet_window_show (self, g_steal_pointer (&sheet));
  if (is_first && _app_sheet_window_id (self) == 0)
    app_sheet_form_go_to (self->form, MODEL_ROLE_PLACEMENT, "placement.company_id");
}

static void
read_sheet (AppSheetWindow *self, gint64 student_id, gint64 period_id, gint64 placement_id)
{
  self->n_pending++;
  work_school_read_async (self->school, work_query_sheet_new (student_id, period_id, placement_id),
                          self->cancellable, on_read_cb, g_object_ref (self));
}

/**
 * _app_sheet_window_reload:
 * @self: a window
 * @placement_id: a sheet
 *
 * Reads the sheet again, as it is kept.
 */
void
_app_sheet_window_reload (AppSheetWindow *self, gint64 placement_id)
{
  read_sheet (self, 0, 0, placement_id);
}

/* ---- going to what is left to do ---- */

static void
on_go_to_cb (AppSheetPanel *panel, guint role, const char *key, AppSheetWindow *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  if (!app_sheet_form_go_to (self->form, role, key))
    _app_sheet_window_toast (self, _ ("This is filled in elsewhere: in the settings."), NULL);
}

/**
 * _app_sheet_window_go_to_next:
 * @self: a window with a sheet
 *
 * Goes to the first thing that stands in the way of validating the sheet, or to what is to be
 * checked.
 */
void
_app_sheet_window_go_to_next (AppSheetWindow *self)
{
  app_sheet_panel_activate (self->panel, 0);
}

static void
on_folded_cb (AppSheetWindow *self)
{
  gboolean is_folded = adw_flap_get_folded (self->flap);

  adw_flap_set_reveal_flap (self->flap, !is_folded);
  _app_sheet_window_update_course (self);
}

/* Over the form it takes the keyboard, as it takes the place. */
static void
on_revealed_cb (AppSheetWindow *self)
{
  if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_progress (self->flap) >= 1)
    gtk_widget_child_focus (GTK_WIDGET (self->panel), GTK_DIR_TAB_FORWARD);
}

static gboolean
app_sheet_window_close_request (GtkWindow *window)
{
  AppSheetWindow *self = APP_SHEET_WINDOW (window);

  if (!_app_sheet_window_may_close (self))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (app_sheet_window_parent_class)->close_request (window);
}

/* ---- the class ---- */

static void
app_sheet_window_dispose (GObject *object)
{
  AppSheetWindow *self = APP_SHEET_WINDOW (object);

  self->is_closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->check_source, g_source_remove);
  G_OBJECT_CLASS (app_sheet_window_parent_class)->dispose (object);
}

static void
app_sheet_window_finalize (GObject *object)
{
  AppSheetWindow *self = APP_SHEET_WINDOW (object);

  g_clear_object (&self->school);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sites);
  g_clear_object (&self->contacts);
  g_clear_object (&self->companies);
  g_clear_object (&self->teachers);
  work_sheet_free (self->sheet);
  G_OBJECT_CLASS (app_sheet_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, news);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, remarks);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, form);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, panel);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, panel_button);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, panel_content);
  gtk_widget_class_bind_template_child (widget_class, AppSheetWindow, submit_button);
}

static void
app_sheet_window_class_init (AppSheetWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_sheet_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_sheet_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = app_sheet_window_close_request;
  signals[SAVED] = g_signal_new ("saved", APP_TYPE_SHEET_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (APP_TYPE_LIVE_BAR);
  g_type_ensure (APP_TYPE_SHEET_FORM);
  g_type_ensure (APP_TYPE_SHEET_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-sheet-window.ui");
  bind_children (widget_class);
  _app_sheet_window_install_course (widget_class);
}

static void
app_sheet_window_init (AppSheetWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->companies = g_list_store_new (APP_TYPE_PICKER_ITEM);
  self->teachers = g_list_store_new (APP_TYPE_PICKER_ITEM);
  self->sites = g_list_store_new (APP_TYPE_PICKER_ITEM);
  self->contacts = g_list_store_new (APP_TYPE_PICKER_ITEM);
  g_signal_connect_object (self->panel, "go-to", G_CALLBACK (on_go_to_cb), self, 0);
  g_signal_connect_object (self->flap, "notify::folded", G_CALLBACK (on_folded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flap, "notify::reveal-progress", G_CALLBACK (on_revealed_cb), self,
                           G_CONNECT_SWAPPED);
  on_folded_cb (self);
  _app_sheet_window_watch (self);
  _app_sheet_window_watch_seats (self);
}

/**
 * app_sheet_window_new:
 * @parent: (nullable): the window that it belongs to
 * @school: an open school
 * @templates: (nullable): a model of #AppPickerItem: templates of agreements
 *
 * Returns: (transfer none): a window that is not shown yet, owned by GTK until it is closed
 */
AppSheetWindow *
app_sheet_window_new (GtkWindow *parent, WorkSchool *school, GListModel *templates)
{
  AppSheetWindow *self = g_object_new (APP_TYPE_SHEET_WINDOW, "transient-for", parent, NULL);

  self->school = g_object_ref (school);
  app_sheet_form_set_choices (self->form, "template_id", templates);
  return self;
}

/**
 * app_sheet_window_open:
 * @self: a window
 * @student_id: a student
 * @period_id: a period
 * @placement_id: a sheet; 0 for a new one, %WORK_SHEET_ANY for the one that waits
 *
 * Reads a sheet and shows it.
 */
void
app_sheet_window_open (AppSheetWindow *self,
                       gint64 student_id,
                       gint64 period_id,
                       gint64 placement_id)
{
  g_return_if_fail (APP_IS_SHEET_WINDOW (self));

  _app_sheet_window_load_choices (self);
  read_sheet (self, student_id, period_id, placement_id);
}

/**
 * app_sheet_window_get_sheet:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the sheet as it stands in the form; %NULL while it is read
 */
WorkSheet *
app_sheet_window_get_sheet (AppSheetWindow *self)
{
  g_return_val_if_fail (APP_IS_SHEET_WINDOW (self), NULL);
  return self->sheet;
}

/**
 * app_sheet_window_get_form:
 * @self: a window
 *
 * Returns: (transfer none): its form
 */
AppSheetForm *
app_sheet_window_get_form (AppSheetWindow *self)
{
  g_return_val_if_fail (APP_IS_SHEET_WINDOW (self), NULL);
  return self->form;
}

/**
 * app_sheet_window_get_panel:
 * @self: a window
 *
 * Returns: (transfer none): what tells what is left to do
 */
AppSheetPanel *
app_sheet_window_get_panel (AppSheetWindow *self)
{
  g_return_val_if_fail (APP_IS_SHEET_WINDOW (self), NULL);
  return self->panel;
}

/**
 * app_sheet_window_is_busy:
 * @self: a window
 *
 * Returns: whether it waits for the database, or is about to ask it
 */
gboolean
app_sheet_window_is_busy (AppSheetWindow *self)
{
  g_return_val_if_fail (APP_IS_SHEET_WINDOW (self), FALSE);
  return self->n_pending > 0 || self->check_source != 0;
}

/**
 * app_sheet_window_is_changed:
 * @self: a window
 *
 * Returns: whether something on the sheet is not saved yet
 */
gboolean
app_sheet_window_is_changed (AppSheetWindow *self)
{
  g_return_val_if_fail (APP_IS_SHEET_WINDOW (self), FALSE);
  return self->is_changed;
}
