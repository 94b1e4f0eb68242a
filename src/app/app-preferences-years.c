/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-years.h"

#include <glib/gi18n-lib.h>

#include "app-choices.h"
#include "app-preferences-lock.h"
#include "app-format.h"
#include "app-note-bin.h"
#include "app-period-row.h"
#include "model-value.h"
#include "work-settings.h"

/**
 * AppPreferencesYears:
 *
 * School years; the classes and the periods of one of them.
 */
struct _AppPreferencesYears
{
  AdwPreferencesPage parent_instance;

  AppRecordList *years;
  AppRecordList *classes;
  AppRecordList *periods;
  AdwComboRow *year;
  GtkWidget *note;

  GListStore *teachers;    /* (element-type AppPickerItem) */
  GListStore *templates;   /* (element-type AppPickerItem) */
  GHashTable *period_rows; /* id → AppPeriodRow, as long as the list has the row */
  WorkCalendar *calendar;
  gint64 year_id; /* whose classes and periods are shown */
  gboolean is_showing;
  AppPreferences *preferences;
};

static void app_preferences_years_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesYears,
                               app_preferences_years,
                               ADW_TYPE_PREFERENCES_PAGE,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_years_part_init))

/* ---- how rows are called ---- */

static char *
dup_name (ModelRecord *record)
{
  return g_strdup (model_record_get (record, "name"));
}

static char *
dup_days (ModelRecord *record, gpointer data)
{
  return app_format_range (model_record_get (record, "start"), model_record_get (record, "end"));
}

static char *
dup_class_words (ModelRecord *record, gpointer data)
{
  const char *level = model_record_get (record, "level");
  const char *diploma = model_record_get (record, "diploma");

  if (level == NULL || diploma == NULL)
    return g_strdup (level != NULL ? level : diploma);
  return g_strdup_printf ("%s · %s", level, diploma);
}

static void
add_words (GString *text, const char *words)
{
  if (words != NULL && words[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

/* Periods of one name are told apart by their classes. */
static char *
dup_period_words (ModelRecord *record, gpointer data)
{
  const WorkCalendar *calendar = APP_PREFERENCES_YEARS (data)->calendar;
  const ModelField *field = model_field_find ("period.kind");
  const char *kind = model_value_choice_label (field, model_record_get (record, "kind"));
  g_autofree char *days = dup_days (record, data);
  g_autoptr (GString) classes = g_string_new (NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; calendar != NULL && i < calendar->classes->len; i++)
    {
      ModelRecord *one = calendar->classes->pdata[i];

      if (work_calendar_is_linked (calendar, model_record_get_id (record),
                                   model_record_get_id (one)))
        g_string_append_printf (classes, "%s%s", classes->len > 0 ? ", " : "",
                                model_record_get (one, "name"));
    }
  add_words (text, days);
  add_words (text, kind != NULL ? _ (kind) : NULL);
  add_words (text, classes->str);
  return g_string_free (text, FALSE);
}

static const char *const year_keys[] = { "school_year.name", "school_year.start", "school_year.end",
                                         NULL };
static const char *const class_keys[] = { "class_group.name",        "class_group.level",
                                          "class_group.diploma",     "class_group.speciality",
                                          "class_group.mef",         "class_group.main_teacher_id",
                                          "class_group.template_id", NULL };
static const char *const period_keys[] = { "period.name",        "period.number",
                                           "period.kind",        "period.start",
                                           "period.end",         "period.weekly_hours",
                                           "period.template_id", NULL };

/* The three lists, and what is done with their rows. */
static const struct
{
  ModelEntity entity;
  gsize list;
  const char *add;   /* action */
  const char *label; /* of the operation that removes */
  const char *removed;
  WorkChange *(*change_new) (ModelRecord *record);
  AppRecordShape shape;
} kinds[] = {
  { MODEL_ENTITY_SCHOOL_YEAR,
    G_STRUCT_OFFSET (AppPreferencesYears, years),
    "preferences.add-year",
    "settings.change",
    N_ ("School year removed"),
    work_change_year_new,
    { N_ ("No school year yet. Add one."), year_keys, dup_name, dup_days, FALSE } },
  { MODEL_ENTITY_CLASS_GROUP,
    G_STRUCT_OFFSET (AppPreferencesYears, classes),
    "preferences.add-class",
    "class.change",
    N_ ("Class removed"),
    work_change_class_new,
    { N_ ("No class in this school year yet. Add one, or import a list of students."), class_keys,
      dup_name, dup_class_words, FALSE } },
  { MODEL_ENTITY_PERIOD,
    G_STRUCT_OFFSET (AppPreferencesYears, periods),
    "preferences.add-period",
    "period.change",
    N_ ("Period removed"),
    work_change_period_new,
    { N_ ("No period in this school year yet. Add one."), period_keys, dup_name, dup_period_words,
      FALSE } },
};

static AppRecordList *
list_at (AppPreferencesYears *self, guint i)
{
  return G_STRUCT_MEMBER (AppRecordList *, self, kinds[i].list);
}

static guint
kind_of (ModelEntity entity)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (kinds) && kinds[i].entity != entity)
    i++;
  return i;
}

/* ---- what a person does ---- */

static void
on_committed_cb (AppRecordList *list, ModelRecord *record, AppPreferencesYears *self)
{
  guint i = kind_of (model_record_get_entity (record));

  app_preferences_save (self->preferences, record, kinds[i].change_new,
                        GTK_WIDGET (app_record_list_get_row (list, model_record_get_id (record))));
}

static void
on_removed_cb (AppRecordList *list, ModelRecord *record, AppPreferencesYears *self)
{
  guint i = kind_of (model_record_get_entity (record));
  gint64 id = model_record_get_id (record);

  app_preferences_apply_and_say (
      self->preferences, work_change_remove_new (kinds[i].label, kinds[i].entity, id),
      GTK_WIDGET (app_record_list_get_row (list, id)), _ (kinds[i].removed));
}

/* One function an entity: what was added is looked for in its own list. */
static void
on_year_added (gpointer target, gint64 id)
{
  AppPreferencesYears *self = target;

  self->year_id = id;
  app_record_list_open (self->years, id);
}

static void
on_class_added (gpointer target, gint64 id)
{
  app_record_list_open (APP_PREFERENCES_YEARS (target)->classes, id);
}

static void
on_period_added (gpointer target, gint64 id)
{
  app_record_list_open (APP_PREFERENCES_YEARS (target)->periods, id);
}

static void
on_add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const AppPreferencesDone added[] = { on_year_added, on_class_added, on_period_added };
  AppPreferencesYears *self = APP_PREFERENCES_YEARS (widget);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].add, action))
      app_preferences_apply_then (self->preferences,
                                  work_change_row_add_new (kinds[i].entity, self->year_id),
                                  self->note, added[i], self);
}

/* ---- periods and their classes ---- */

static void
on_class_toggled_cb (AppPeriodRow *row,
                     gint64 class_group_id,
                     gboolean active,
                     AppPreferencesYears *self)
{
  GtkWidget *about = gtk_widget_get_ancestor (GTK_WIDGET (row), APP_TYPE_ORDER_ROW);
  gint64 period_id = app_order_row_get_id (APP_ORDER_ROW (about));

  app_preferences_apply (self->preferences,
                         work_change_period_class_new (period_id, class_group_id, active), about);
}

static void
on_copy_cb (AppPeriodRow *row, AppPreferencesYears *self)
{
  GtkWidget *about = gtk_widget_get_ancestor (GTK_WIDGET (row), APP_TYPE_ORDER_ROW);
  gint64 period_id = app_order_row_get_id (APP_ORDER_ROW (about));

  app_preferences_apply_and_say (self->preferences, work_change_period_copy_new (period_id), about,
                                 _ ("Period copied to the next school year"));
}

static void
on_period_opened_cb (AppRecordList *list,
                     AppOrderRow *row,
                     ModelRecord *record,
                     AppPreferencesYears *self)
{
  gint64 id = model_record_get_id (record);
  AppPeriodRow *classes = app_period_row_new (id);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), GTK_WIDGET (classes));
  g_signal_connect_object (classes, "class-toggled", G_CALLBACK (on_class_toggled_cb), self, 0);
  g_signal_connect_object (classes, "copy", G_CALLBACK (on_copy_cb), self, 0);
  g_hash_table_insert (self->period_rows, g_memdup2 (&id, sizeof id), g_object_ref (classes));
  app_period_row_show (classes, self->calendar, self->year_id);
  app_period_row_set_editable (classes, !app_preferences_is_read_only (self->preferences));
}

/* ---- what there is ---- */

/* @all: (element-type ModelRecord): of all years */
static GPtrArray *
of_year (GPtrArray *all, gint64 year_id)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < all->len; i++)
    if (model_record_get_int (all->pdata[i], "school_year_id") == year_id)
      g_ptr_array_add (records, g_object_ref (all->pdata[i]));
  return records;
}

static void
show_year (AppPreferencesYears *self)
{
  g_autoptr (GPtrArray) classes = of_year (self->calendar->classes, self->year_id);
  g_autoptr (GPtrArray) periods = of_year (self->calendar->periods, self->year_id);
  gboolean editable = !app_preferences_is_read_only (self->preferences);
  GHashTableIter iter;
  gpointer id, row;

  app_record_list_set_records (self->classes, classes);
  app_record_list_set_records (self->periods, periods);
  g_hash_table_iter_init (&iter, self->period_rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    {
      if (app_record_list_get_row (self->periods, *(gint64 *) id) == NULL)
        {
          g_hash_table_iter_remove (&iter);
          continue;
        }
      app_period_row_show (row, self->calendar, self->year_id);
      app_period_row_set_editable (row, editable);
    }
}

/* The year that was shown, else that of the window, else the latest. */
static guint
find_year (AppPreferencesYears *self)
{
  gint64 wanted[] = { self->year_id, app_preferences_get_year (self->preferences) };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    for (guint j = 0; j < self->calendar->years->len; j++)
      if (model_record_get_id (self->calendar->years->pdata[j]) == wanted[i])
        return j;
  return 0;
}

static void
show_years (AppPreferencesYears *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean has_years = self->calendar->years->len > 0;
  guint chosen = find_year (self);

  for (guint i = 0; i < self->calendar->years->len; i++)
    gtk_string_list_append (names, model_record_get (self->calendar->years->pdata[i], "name"));
  self->is_showing = TRUE;
  adw_combo_row_set_model (self->year, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->year, has_years ? chosen : GTK_INVALID_LIST_POSITION);
  self->is_showing = FALSE;
  self->year_id = has_years ? model_record_get_id (self->calendar->years->pdata[chosen]) : 0;
  app_record_list_set_records (self->years, self->calendar->years);
}

static void
on_year_selected_cb (AdwComboRow *row, GParamSpec *pspec, AppPreferencesYears *self)
{
  guint chosen = adw_combo_row_get_selected (row);

  if (self->is_showing || self->calendar == NULL || chosen >= self->calendar->years->len)
    return;
  self->year_id = model_record_get_id (self->calendar->years->pdata[chosen]);
  show_year (self);
}

static void
on_read (gpointer target, gpointer result)
{
  AppPreferencesYears *self = target;
  g_autoptr (WorkCalendar) calendar = result;

  if (self->preferences == NULL)
    return;
  g_clear_pointer (&self->calendar, work_calendar_free);
  self->calendar = g_steal_pointer (&calendar);
  app_choices_fill (self->teachers, self->calendar->teachers, NULL);
  app_choices_fill (self->templates, self->calendar->templates, APP_CHOICES_AGREEMENT);
  show_years (self);
  show_year (self);
}

static void
app_preferences_years_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesYears *self = APP_PREFERENCES_YEARS (part);
  gboolean editable = !app_preferences_is_read_only (preferences);

  g_set_object (&self->preferences, preferences);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      app_record_list_set_editable (list_at (self, i), editable);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), kinds[i].add, editable);
    }
  app_preferences_read (preferences, work_query_calendar_new (), on_read, self);
}

static void
app_preferences_years_flush (AppPreferencesPart *part)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    app_record_list_flush (list_at (APP_PREFERENCES_YEARS (part), i));
}

static void
app_preferences_years_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_years_load;
  iface->flush = app_preferences_years_flush;
}

static void
app_preferences_years_dispose (GObject *object)
{
  AppPreferencesYears *self = APP_PREFERENCES_YEARS (object);

  g_hash_table_remove_all (self->period_rows);
  g_clear_object (&self->preferences);
  g_clear_object (&self->teachers);
  g_clear_object (&self->templates);
  G_OBJECT_CLASS (app_preferences_years_parent_class)->dispose (object);
}

static void
app_preferences_years_finalize (GObject *object)
{
  AppPreferencesYears *self = APP_PREFERENCES_YEARS (object);

  g_clear_pointer (&self->calendar, work_calendar_free);
  g_hash_table_unref (self->period_rows);
  G_OBJECT_CLASS (app_preferences_years_parent_class)->finalize (object);
}

static void
app_preferences_years_class_init (AppPreferencesYearsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_years_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_years_finalize;
  g_type_ensure (APP_TYPE_PREFERENCES_LOCK);
  g_type_ensure (APP_TYPE_RECORD_LIST);
  g_type_ensure (APP_TYPE_NOTE_BIN);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_widget_class_install_action (widget_class, kinds[i].add, NULL, on_add_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-years.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesYears, years);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesYears, classes);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesYears, periods);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesYears, year);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesYears, note);
  gtk_widget_class_bind_template_callback (widget_class, on_year_selected_cb);
}

static void
app_preferences_years_init (AppPreferencesYears *self)
{
  self->teachers = g_list_store_new (APP_TYPE_PICKER_ITEM);
  self->templates = g_list_store_new (APP_TYPE_PICKER_ITEM);
  self->period_rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      app_record_list_set_shape (list_at (self, i), &kinds[i].shape, self);
      g_signal_connect_object (list_at (self, i), "committed", G_CALLBACK (on_committed_cb), self,
                               0);
      g_signal_connect_object (list_at (self, i), "removed", G_CALLBACK (on_removed_cb), self, 0);
    }
  g_signal_connect_object (self->periods, "row-opened", G_CALLBACK (on_period_opened_cb), self, 0);
  app_record_list_set_choices (self->classes, "class_group.main_teacher_id",
                               G_LIST_MODEL (self->teachers));
  app_record_list_set_choices (self->classes, "class_group.template_id",
                               G_LIST_MODEL (self->templates));
  app_record_list_set_choices (self->periods, "period.template_id", G_LIST_MODEL (self->templates));
}

/**
 * app_preferences_years_new:
 *
 * Returns: (transfer floating): a page without rows yet
 */
AppPreferencesYears *
app_preferences_years_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_YEARS, NULL);
}

/**
 * app_preferences_years_get_list:
 * @self: a page
 * @entity: school years, classes or periods
 *
 * Returns: (transfer none): their list
 */
AppRecordList *
app_preferences_years_get_list (AppPreferencesYears *self, ModelEntity entity)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_YEARS (self), NULL);
  return list_at (self, kind_of (entity));
}

/**
 * app_preferences_years_get_year:
 * @self: a page
 *
 * Returns: the school year whose classes and periods are shown
 */
gint64
app_preferences_years_get_year (AppPreferencesYears *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_YEARS (self), 0);
  return self->year_id;
}

/**
 * app_preferences_years_set_year:
 * @self: a page that was loaded
 * @year_id: a school year
 *
 * Shows the classes and periods of another year, as choosing it does.
 */
void
app_preferences_years_set_year (AppPreferencesYears *self, gint64 year_id)
{
  g_return_if_fail (APP_IS_PREFERENCES_YEARS (self));
  self->year_id = year_id;
  adw_combo_row_set_selected (self->year, find_year (self));
}
