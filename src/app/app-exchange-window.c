/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-exchange-window.h"

#include <glib/gi18n-lib.h>

#include "app-state-badge.h"
#include "model-value.h"

/**
 * AppExchangeWindow:
 *
 * Sheets for teachers who do not have the program: whose are written, and what one that came back
 * brings. Emits "write-wanted" (whose: app_exchange_window_get_chosen()), "file-wanted" (what was
 * chosen comes by app_exchange_window_show_review()) and "take-wanted" (the change:
 * app_exchange_window_get_change()). Whoever made the window does it, and closes the window or says
 * why not by app_exchange_window_show_problem().
 */
struct _AppExchangeWindow
{
  AdwWindow parent_instance;

  GtkStack *pages;
  GtkButton *back_button;
  GtkButton *write_button;
  GtkButton *take_button;
  GtkRevealer *problem_bar;
  GtkLabel *problem;
  GtkButton *all_button;
  GtkListBox *teachers;
  GtkLabel *no_teacher;
  GtkLabel *heading;
  GtkLabel *counts;
  GtkListBox *rows;
  GtkLabel *no_row;

  GPtrArray *choices; /* (element-type WorkExchangeTeacher) */
  GPtrArray *checks;  /* (element-type GtkCheckButton): in their order */
  WorkExchangeReview *review;
};

enum
{
  WRITE_WANTED,
  FILE_WANTED,
  TAKE_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppExchangeWindow, app_exchange_window, ADW_TYPE_WINDOW)

/* Never by the colour alone. */
static const ModelState states[WORK_N_EXCHANGE_STATES] = {
  [WORK_EXCHANGE_NEW] = { "new", NULL, "success", "list-add-symbolic" },
  [WORK_EXCHANGE_TAKEN] = { "taken", NULL, "neutral", "object-select-symbolic" },
  [WORK_EXCHANGE_PROBLEM] = { "problem", NULL, "error", "dialog-warning-symbolic" },
};

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static guint
count_wanted (AppExchangeWindow *self)
{
  guint n = 0;

  for (guint i = 0; self->review != NULL && i < self->review->rows->len; i++)
    n += ((WorkExchangeRow *) self->review->rows->pdata[i])->is_wanted ? 1 : 0;
  return n;
}

static void
update (AppExchangeWindow *self)
{
  g_autoptr (GArray) chosen = app_exchange_window_get_chosen (self);
  guint n = count_wanted (self);
  g_autofree char *label = g_strdup_printf (ngettext ("_Take %u Line", "_Take %u Lines", n), n);
  gboolean is_review = self->review != NULL;

  gtk_stack_set_visible_child_name (self->pages, is_review ? "review" : "choose");
  gtk_widget_set_visible (GTK_WIDGET (self->back_button), is_review);
  gtk_widget_set_visible (GTK_WIDGET (self->take_button), is_review);
  gtk_widget_set_visible (GTK_WIDGET (self->write_button), !is_review);
  gtk_widget_set_sensitive (GTK_WIDGET (self->write_button), chosen->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->take_button), n > 0);
  gtk_button_set_label (self->take_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), self->checks->len > 1);
  gtk_button_set_label (self->all_button,
                        chosen->len < self->checks->len ? _ ("Tick _All") : _ ("Tick _None"));
}

static void
on_write_cb (GtkButton *button, AppExchangeWindow *self)
{
  g_signal_emit (self, signals[WRITE_WANTED], 0);
}

/* For one teacher among many: nobody first, then that one. */
static void
on_all_cb (GtkButton *button, AppExchangeWindow *self)
{
  g_autoptr (GArray) chosen = app_exchange_window_get_chosen (self);
  gboolean is_wanted = chosen->len < self->checks->len;

  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (self->checks->pdata[i], is_wanted);
}

static void
on_file_cb (GtkButton *button, AppExchangeWindow *self)
{
  app_exchange_window_show_problem (self, NULL);
  g_signal_emit (self, signals[FILE_WANTED], 0);
}

static void
on_take_cb (GtkButton *button, AppExchangeWindow *self)
{
  /* Once: what is being taken is not asked for a second time. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->take_button), FALSE);
  g_signal_emit (self, signals[TAKE_WANTED], 0);
}

static void
on_back_cb (GtkButton *button, AppExchangeWindow *self)
{
  g_clear_pointer (&self->review, work_exchange_review_free);
  app_exchange_window_show_problem (self, NULL);
  update (self);
}

static void
app_exchange_window_dispose (GObject *object)
{
  AppExchangeWindow *self = APP_EXCHANGE_WINDOW (object);

  g_clear_pointer (&self->review, work_exchange_review_free);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (app_exchange_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, write_button);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, take_button);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, all_button);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, teachers);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, no_teacher);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, counts);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, rows);
  gtk_widget_class_bind_template_child (widget_class, AppExchangeWindow, no_row);
}

static void
app_exchange_window_class_init (AppExchangeWindowClass *klass)
{
  static const char *const names[] = { "write-wanted", "file-wanted", "take-wanted" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_exchange_window_dispose;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], APP_TYPE_EXCHANGE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-exchange-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_write_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_take_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
}

static void
app_exchange_window_init (AppExchangeWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->checks = g_ptr_array_new ();
}

/* (transfer none): a check button before a row, which a click on the row switches */
static GtkWidget *
add_row (GtkListBox *list, const char *title, const char *subtitle, GtkWidget **row)
{
  GtkWidget *check = gtk_check_button_new ();

  *row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (*row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (*row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (*row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (*row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (*row), 0);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (*row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (*row), check);
  gtk_list_box_append (list, *row);
  return check;
}

static void
on_teacher_toggled_cb (GtkCheckButton *check, AppExchangeWindow *self)
{
  update (self);
}

static void
add_teacher (AppExchangeWindow *self, const WorkExchangeTeacher *teacher)
{
  g_autofree char *n = g_strdup_printf (ngettext ("%u student", "%u students", teacher->n_students),
                                        teacher->n_students);
  GtkWidget *row;
  GtkWidget *check = add_row (self->teachers, teacher->name, n, &row);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_ptr_array_add (self->checks, check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_teacher_toggled_cb), self, 0);
}

/**
 * app_exchange_window_new:
 * @parent: a window
 * @teachers: (element-type WorkExchangeTeacher): who follows students
 *
 * Returns: (transfer none): a window, which GTK keeps until it is closed
 */
AppExchangeWindow *
app_exchange_window_new (GtkWindow *parent, GPtrArray *teachers)
{
  AppExchangeWindow *self = g_object_new (APP_TYPE_EXCHANGE_WINDOW, "transient-for", parent, NULL);

  self->choices = g_ptr_array_ref (teachers);
  for (guint i = 0; i < teachers->len; i++)
    add_teacher (self, teachers->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->teachers), teachers->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_teacher), teachers->len == 0);
  update (self);
  return self;
}

/**
 * app_exchange_window_get_chosen:
 * @self: a window
 *
 * Returns: (transfer full) (element-type gint64): ids of the teachers that are ticked
 */
GArray *
app_exchange_window_get_chosen (AppExchangeWindow *self)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (APP_IS_EXCHANGE_WINDOW (self), chosen);
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_array_append_val (chosen, ((WorkExchangeTeacher *) self->choices->pdata[i])->id);
  return chosen;
}

/* ---- what came back ---- */

static void
on_row_toggled_cb (GtkCheckButton *check, AppExchangeWindow *self)
{
  WorkExchangeRow *row = g_object_get_data (G_OBJECT (check), "row");

  row->is_wanted = gtk_check_button_get_active (check);
  update (self);
}

/* (transfer full): day and means, what is said, what comes next, what is to be known */
static char *
describe (const WorkExchangeRow *row)
{
  const char *means = model_value_choice_label (model_field_find ("interview.means"), row->means);
  g_autofree char *day =
      row->day != NULL ? model_value_format (model_field_find ("interview.day"), row->day) : NULL;
  GString *text = g_string_new (day);

  if (means != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", _ (means));
  if (row->text != NULL && row->text[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", row->text);
  if (row->next_step != NULL)
    g_string_append_printf (text, "\n→ %s", row->next_step);
  if (row->remark != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", row->remark);
  return g_string_free (text, FALSE);
}

static void
add_review_row (AppExchangeWindow *self, WorkExchangeRow *row)
{
  g_autofree char *title =
      g_strdup_printf ("%s — %s — %s", row->student[0] != '\0' ? row->student : "?",
                       work_exchange_kind_label (row->kind), row->place);
  g_autofree char *text = describe (row);
  GtkWidget *widget, *badge = app_state_badge_new ();
  GtkWidget *check = add_row (self->rows, title, text, &widget);
  ModelState state = states[row->state];

  state.label = work_exchange_state_label (row->state);
  app_state_badge_set_state (APP_STATE_BADGE (badge), &state);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), badge);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), row->is_wanted);
  gtk_widget_set_sensitive (check, row->state == WORK_EXCHANGE_NEW);
  g_object_set_data (G_OBJECT (check), "row", row);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_row_toggled_cb), self, 0);
}

/**
 * app_exchange_window_show_review:
 * @self: a window
 * @review: (transfer full): what a sheet brings
 *
 * Shows it, a row for each line of the file; what is new is ticked.
 */
void
app_exchange_window_show_review (AppExchangeWindow *self, WorkExchangeReview *review)
{
  g_autofree char *day = NULL, *counts = NULL;
  const guint *n = review->n_states;

  g_return_if_fail (APP_IS_EXCHANGE_WINDOW (self));
  clear_list (self->rows);
  g_clear_pointer (&self->review, work_exchange_review_free);
  self->review = review;
  day = model_value_format (model_field_find ("interview.day"), review->made_on);
  counts = g_strdup_printf (_ ("Sheet of %s: %u new, %u already taken, %u to correct"), day,
                            n[WORK_EXCHANGE_NEW], n[WORK_EXCHANGE_TAKEN], n[WORK_EXCHANGE_PROBLEM]);
  gtk_label_set_label (self->heading, review->teacher);
  gtk_label_set_label (self->counts, counts);
  for (guint i = 0; i < review->rows->len; i++)
    add_review_row (self, review->rows->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), review->rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_row), review->rows->len == 0);
  update (self);
}

/**
 * app_exchange_window_get_change:
 * @self: a window that shows what came back
 *
 * Returns: (transfer full) (nullable): the change that takes what is ticked
 */
WorkChange *
app_exchange_window_get_change (AppExchangeWindow *self)
{
  g_return_val_if_fail (APP_IS_EXCHANGE_WINDOW (self), NULL);
  return self->review != NULL ? work_change_exchange_new (self->review) : NULL;
}

/**
 * app_exchange_window_show_problem:
 * @self: a window
 * @error: (nullable): why it was not done; %NULL takes back what was said
 */
void
app_exchange_window_show_problem (AppExchangeWindow *self, const GError *error)
{
  g_return_if_fail (APP_IS_EXCHANGE_WINDOW (self));
  if (error != NULL)
    {
      gtk_label_set_label (self->problem, error->message);
      update (self);
    }
  gtk_revealer_set_reveal_child (self->problem_bar, error != NULL);
}
