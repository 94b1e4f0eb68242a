/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-roll-class-row.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

/**
 * AppRollClassRow:
 *
 * What becomes of a class when the year is over: where its students go, whether there is such a
 * class next year and what it is called then. It writes into the plan and emits "changed".
 */
struct _AppRollClassRow
{
  AdwExpanderRow parent_instance;

  GtkImage *doubt;
  AdwComboRow *next;
  GtkSwitch *copied;
  AdwEntryRow *new_name;
  AdwExpanderRow *exceptions;

  WorkRollOver *plan;         /* the window's */
  WorkRollClass *class_group; /* of @plan */
  char **names;               /* (owned): the classes of the next year */
  GPtrArray *students;        /* (element-type AdwComboRow): once the exceptions are open */
  gboolean is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppRollClassRow, app_roll_class_row, ADW_TYPE_EXPANDER_ROW)

static guint
count_exceptions (AppRollClassRow *self)
{
  guint n = 0;

  for (guint i = 0; i < self->plan->students->len; i++)
    {
      const WorkRollStudent *one = self->plan->students->pdata[i];

      n += one->class_id == self->class_group->class_id && one->own_name != NULL;
    }
  return n;
}

static void
describe (AppRollClassRow *self)
{
  const WorkRollClass *one = self->class_group;
  g_autofree char *students =
      g_strdup_printf (ngettext ("%u student", "%u students", one->n_students), one->n_students);
  /* Translators: of the students of a class: “go to 1MELEC”. */
  g_autofree char *go = one->next_name[0] != '\0' ? g_strdup_printf (_ ("go to %s"), one->next_name)
                                                  : g_strdup (_ ("leave the school"));
  g_autoptr (GString) text = g_string_new (students);
  guint n = count_exceptions (self);

  g_string_append_printf (text, " · %s", go);
  if (n > 0)
    g_string_append_printf (text, ngettext (" · %u exception", " · %u exceptions", n), n);
  if (!one->copied)
    g_string_append_printf (text, " · %s", _ ("no such class next year"));
  else if (!base_text_is_blank (one->new_name) && !g_str_equal (one->new_name, one->name))
    g_string_append_printf (text, _ (" · called %s next year"), one->new_name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), !one->is_sure);
  gtk_widget_set_sensitive (GTK_WIDGET (self->new_name), one->copied);
}

static void
tell (AppRollClassRow *self)
{
  describe (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- choosing a class of the next year ---- */

static gboolean
same_name (const char *a, const char *b)
{
  g_autofree char *first = base_text_fold (a);
  g_autofree char *second = base_text_fold (b);

  return g_str_equal (first, second);
}

/* Where a class is in a list of them; behind all of them for "", which is leaving. */
static guint
find_name (AppRollClassRow *self, const char *name)
{
  guint n = 0;

  while (self->names[n] != NULL && (name[0] == '\0' || !same_name (self->names[n], name)))
    n++;
  return n;
}

static GtkStringList *
list_names (AppRollClassRow *self, const char *before)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  if (before != NULL)
    gtk_string_list_append (list, before);
  gtk_string_list_splice (list, g_list_model_get_n_items (G_LIST_MODEL (list)), 0,
                          (const char *const *) self->names);
  gtk_string_list_append (list, _ ("Leave the school"));
  return list;
}

static void
fill_choice (AppRollClassRow *self, AdwComboRow *choice, GtkStringList *list, guint selected)
{
  self->is_filling = TRUE;
  adw_combo_row_set_model (choice, G_LIST_MODEL (list));
  adw_combo_row_set_selected (choice, selected);
  self->is_filling = FALSE;
}

static const char *
chosen_name (AppRollClassRow *self, guint n)
{
  return n < g_strv_length (self->names) ? self->names[n] : "";
}

static void
on_next_cb (AdwComboRow *choice, GParamSpec *pspec, AppRollClassRow *self)
{
  guint selected = adw_combo_row_get_selected (choice);

  if (self->is_filling || self->names == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  work_roll_over_set (&self->class_group->next_name, chosen_name (self, selected));
  self->class_group->is_sure = TRUE;
  tell (self);
}

static void
on_copied_cb (GtkSwitch *copied, GParamSpec *pspec, AppRollClassRow *self)
{
  if (self->is_filling)
    return;
  self->class_group->copied = gtk_switch_get_active (copied);
  tell (self);
}

static void
on_new_name_cb (GtkEditable *entry, AppRollClassRow *self)
{
  if (self->is_filling)
    return;
  work_roll_over_set (&self->class_group->new_name, gtk_editable_get_text (entry));
  tell (self);
}

/* ---- one by one ---- */

static void
on_student_cb (AdwComboRow *choice, GParamSpec *pspec, AppRollClassRow *self)
{
  WorkRollStudent *student = g_object_get_data (G_OBJECT (choice), "student");
  guint selected = adw_combo_row_get_selected (choice);

  if (self->is_filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  work_roll_over_set (&student->own_name, selected == 0 ? NULL : chosen_name (self, selected - 1));
  tell (self);
}

static void
fill_students (AppRollClassRow *self)
{
  g_autoptr (GtkStringList) list = list_names (self, _ ("With the class"));

  for (guint i = 0; i < self->students->len; i++)
    {
      WorkRollStudent *student = g_object_get_data (self->students->pdata[i], "student");

      fill_choice (self, self->students->pdata[i], list,
                   student->own_name == NULL ? 0 : 1 + find_name (self, student->own_name));
      /* A row makes itself sensitive when it is given choices. */
      gtk_widget_set_sensitive (self->students->pdata[i], !student->is_enrolled);
    }
}

static void
add_student (AppRollClassRow *self, WorkRollStudent *student)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), student->name);
  if (student->is_enrolled)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("In a class of the next year already"));
  g_object_set_data (G_OBJECT (row), "student", student);
  adw_expander_row_add_row (self->exceptions, row);
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_student_cb), self);
  g_ptr_array_add (self->students, row);
}

/* Thirty choices a class are made when they are looked at. */
static void
on_exceptions_cb (AdwExpanderRow *exceptions, GParamSpec *pspec, AppRollClassRow *self)
{
  if (!adw_expander_row_get_expanded (exceptions) || self->students->len > 0)
    return;
  for (guint i = 0; i < self->plan->students->len; i++)
    {
      WorkRollStudent *one = self->plan->students->pdata[i];

      if (one->class_id == self->class_group->class_id)
        add_student (self, one);
    }
  fill_students (self);
}

static void
on_expanded_cb (AppRollClassRow *self, GParamSpec *pspec, gpointer user_data)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    adw_expander_row_set_expanded (self->exceptions, FALSE);
}

static void
app_roll_class_row_finalize (GObject *object)
{
  AppRollClassRow *self = APP_ROLL_CLASS_ROW (object);

  g_strfreev (self->names);
  g_ptr_array_unref (self->students);
  G_OBJECT_CLASS (app_roll_class_row_parent_class)->finalize (object);
}

static void
app_roll_class_row_class_init (AppRollClassRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_roll_class_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_ROLL_CLASS_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-roll-class-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppRollClassRow, doubt);
  gtk_widget_class_bind_template_child (widget_class, AppRollClassRow, next);
  gtk_widget_class_bind_template_child (widget_class, AppRollClassRow, copied);
  gtk_widget_class_bind_template_child (widget_class, AppRollClassRow, new_name);
  gtk_widget_class_bind_template_child (widget_class, AppRollClassRow, exceptions);
  gtk_widget_class_bind_template_callback (widget_class, on_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_copied_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_new_name_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_exceptions_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded_cb);
}

static void
app_roll_class_row_init (AppRollClassRow *self)
{
  self->students = g_ptr_array_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_filling = FALSE;
}

/**
 * app_roll_class_row_new:
 * @plan: a plan, which outlives the row
 * @class_group: one of its classes
 *
 * Returns: (transfer floating): a row for it; see app_roll_class_row_set_choices()
 */
GtkWidget *
app_roll_class_row_new (WorkRollOver *plan, WorkRollClass *class_group)
{
  AppRollClassRow *self = g_object_new (APP_TYPE_ROLL_CLASS_ROW, NULL);

  self->plan = plan;
  self->class_group = class_group;
  self->is_filling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), class_group->name);
  gtk_switch_set_active (self->copied, class_group->copied);
  gtk_editable_set_text (GTK_EDITABLE (self->new_name), class_group->new_name);
  self->is_filling = FALSE;
  describe (self);
  return GTK_WIDGET (self);
}

/**
 * app_roll_class_row_set_choices:
 * @self: a row
 * @names: (array zero-terminated=1): the classes of the next year
 *
 * Offers them; what was chosen stays chosen.
 */
void
app_roll_class_row_set_choices (AppRollClassRow *self, const char *const *names)
{
  g_autoptr (GtkStringList) list = NULL;

  g_return_if_fail (APP_IS_ROLL_CLASS_ROW (self));
  if (self->names != NULL && g_strv_equal ((const char *const *) self->names, names))
    return;
  g_strfreev (self->names);
  self->names = g_strdupv ((char **) names);
  list = list_names (self, NULL);
  fill_choice (self, self->next, list, find_name (self, self->class_group->next_name));
  fill_students (self);
}
