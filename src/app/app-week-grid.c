/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-week-grid.h"

#include <glib/gi18n-lib.h>

#include "model-week.h"

/**
 * AppWeekGrid:
 *
 * The weekly hours of a placement sheet: two slots a day and a pause, typed freely, with what each
 * day and the week come to. A part of an #AppForm; arrows and Enter lead from cell to cell.
 */
struct _AppWeekGrid
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget *copy;
  GtkWidget *total_row;
  GtkLabel *total;

  AppWeekRow *rows[8]; /* by weekday; the first is not used */
  ModelRecord *record;
  gboolean is_locked;
};

static void app_week_grid_part_init (AppFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppWeekGrid,
                               app_week_grid,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_FORM_PART, app_week_grid_part_init))

static gboolean
has_monday (AppWeekGrid *self)
{
  const ModelWeekColumns *monday = model_week_columns (G_DATE_MONDAY);

  return self->record != NULL
         && (model_record_get (self->record, monday->halves[0]) != NULL
             || model_record_get (self->record, monday->halves[1]) != NULL);
}

static void
show_totals (AppWeekGrid *self)
{
  ModelWeek week;
  g_autofree char *text = NULL;

  model_week_read (&week, self->record, NULL);
  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    app_week_row_set_minutes (self->rows[weekday], week.days[weekday].minutes);
  text = week.has_timetable ? model_week_clock (week.minutes) : g_strdup ("–");
  gtk_label_set_label (self->total, text);
  gtk_widget_set_sensitive (self->copy, has_monday (self) && !self->is_locked);
}

static void
on_changed_cb (AppFormPart *row, const char *key, AppWeekGrid *self)
{
  show_totals (self);
  app_form_part_changed (APP_FORM_PART (self), key);
}

static void
on_committed_cb (AppFormPart *row, const char *key, AppWeekGrid *self)
{
  app_form_part_committed (APP_FORM_PART (self), key);
}

static void
on_copy_clicked_cb (GtkButton *button, AppWeekGrid *self)
{
  app_week_grid_copy_monday (self);
}

static GtkWidget *
control_at (AppWeekGrid *self, int weekday, int cell)
{
  if (weekday < G_DATE_MONDAY || weekday > G_DATE_SUNDAY || cell < 0 || cell >= APP_WEEK_N_CELLS)
    return NULL;
  return app_field_editor_get_control (app_week_row_get_editor (self->rows[weekday], (guint) cell));
}

static gboolean
find_focus (AppWeekGrid *self, int *weekday, int *cell)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (*weekday = G_DATE_MONDAY; focus != NULL && *weekday <= G_DATE_SUNDAY; (*weekday)++)
    for (*cell = 0; *cell < APP_WEEK_N_CELLS; (*cell)++)
      {
        GtkWidget *control = control_at (self, *weekday, *cell);

        if (focus == control || gtk_widget_is_ancestor (focus, control))
          return TRUE;
      }
  return FALSE;
}

/* Left and right walk through the text first: they leave it where it ends. */
static gboolean
is_at_end (GtkWidget *control, int side)
{
  GtkEditable *entry = GTK_EDITABLE (control);
  int length = (int) g_utf8_strlen (gtk_editable_get_text (entry), -1);

  return !gtk_editable_get_selection_bounds (entry, NULL, NULL)
         && gtk_editable_get_position (entry) == (side < 0 ? 0 : length);
}

static const struct
{
  guint keyval;
  int days;
  int cells;
} moves[] = {
  { GDK_KEY_Down, 1, 0 },     { GDK_KEY_KP_Down, 1, 0 },  { GDK_KEY_Return, 1, 0 },
  { GDK_KEY_KP_Enter, 1, 0 }, { GDK_KEY_Up, -1, 0 },      { GDK_KEY_KP_Up, -1, 0 },
  { GDK_KEY_Left, 0, -1 },    { GDK_KEY_KP_Left, 0, -1 }, { GDK_KEY_Right, 0, 1 },
  { GDK_KEY_KP_Right, 0, 1 },
};

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   AppWeekGrid *self)
{
  int weekday, cell;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || !find_focus (self, &weekday, &cell))
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      GtkWidget *target;

      if (moves[i].keyval != keyval)
        continue;
      target = control_at (self, weekday + moves[i].days, cell + moves[i].cells);
      if (target == NULL
          || (moves[i].cells != 0 && !is_at_end (control_at (self, weekday, cell), moves[i].cells)))
        return GDK_EVENT_PROPAGATE;
      gtk_widget_grab_focus (target);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static ModelEntity
app_week_grid_get_entity (AppFormPart *part)
{
  return MODEL_ENTITY_PLACEMENT;
}

/* Does to each day what is done to the week. */
#define FOR_EACH_DAY(self, row)                                           \
  for (AppFormPart **row = (AppFormPart **) &(self)->rows[G_DATE_MONDAY]; \
       row <= (AppFormPart **) &(self)->rows[G_DATE_SUNDAY]; row++)

static void
app_week_grid_set_record (AppFormPart *part, ModelRecord *record)
{
  AppWeekGrid *self = APP_WEEK_GRID (part);

  g_set_object (&self->record, record);
  FOR_EACH_DAY (self, row)
  app_form_part_set_record (*row, record);
  show_totals (self);
}

static void
app_week_grid_refresh (AppFormPart *part)
{
  AppWeekGrid *self = APP_WEEK_GRID (part);

  FOR_EACH_DAY (self, row)
  app_form_part_refresh (*row);
  show_totals (self);
}

static gboolean
app_week_grid_flush (AppFormPart *part)
{
  gboolean is_valid = TRUE;

  FOR_EACH_DAY (APP_WEEK_GRID (part), row)
  is_valid = app_form_part_flush (*row) && is_valid;
  return is_valid;
}

static void
app_week_grid_list_invalid (AppFormPart *part, GStrvBuilder *keys)
{
  FOR_EACH_DAY (APP_WEEK_GRID (part), row)
  app_form_part_list_invalid (*row, keys);
}

static gboolean
app_week_grid_focus_field (AppFormPart *part, const char *key)
{
  FOR_EACH_DAY (APP_WEEK_GRID (part), row)
  if (app_form_part_focus_field (*row, key))
    return TRUE;
  return FALSE;
}

static void
app_week_grid_add_note (AppFormPart *part, const char *key, const char *text, const char *style)
{
  FOR_EACH_DAY (APP_WEEK_GRID (part), row)
  app_form_part_add_note (*row, key, text, style);
}

static void
app_week_grid_clear_notes (AppFormPart *part, const char *key)
{
  FOR_EACH_DAY (APP_WEEK_GRID (part), row)
  app_form_part_clear_notes (*row, key);
}

static void
app_week_grid_set_mandatory (AppFormPart *part, const char *const *keys)
{
  FOR_EACH_DAY (APP_WEEK_GRID (part), row)
  app_form_part_set_mandatory (*row, keys);
}

static void
app_week_grid_set_editable (AppFormPart *part, gboolean editable)
{
  AppWeekGrid *self = APP_WEEK_GRID (part);

  self->is_locked = !editable;
  FOR_EACH_DAY (self, row)
  app_form_part_set_editable (*row, editable);
  show_totals (self);
}

static void
app_week_grid_part_init (AppFormPartInterface *iface)
{
  iface->get_entity = app_week_grid_get_entity;
  iface->set_record = app_week_grid_set_record;
  iface->refresh = app_week_grid_refresh;
  iface->flush = app_week_grid_flush;
  iface->list_invalid = app_week_grid_list_invalid;
  iface->focus_field = app_week_grid_focus_field;
  iface->add_note = app_week_grid_add_note;
  iface->clear_notes = app_week_grid_clear_notes;
  iface->set_mandatory = app_week_grid_set_mandatory;
  iface->set_editable = app_week_grid_set_editable;
}

static void
app_week_grid_dispose (GObject *object)
{
  g_clear_object (&APP_WEEK_GRID (object)->record);
  G_OBJECT_CLASS (app_week_grid_parent_class)->dispose (object);
}

static void
app_week_grid_class_init (AppWeekGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_week_grid_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-week-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWeekGrid, group);
  gtk_widget_class_bind_template_child (widget_class, AppWeekGrid, copy);
  gtk_widget_class_bind_template_child (widget_class, AppWeekGrid, total_row);
  gtk_widget_class_bind_template_child (widget_class, AppWeekGrid, total);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
}

static void
app_week_grid_init (AppWeekGrid *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_SUNDAY; weekday++)
    {
      self->rows[weekday] = app_week_row_new ((GDateWeekday) weekday);
      adw_preferences_group_add (self->group, GTK_WIDGET (self->rows[weekday]));
      g_signal_connect_object (self->rows[weekday], "changed", G_CALLBACK (on_changed_cb), self, 0);
      g_signal_connect_object (self->rows[weekday], "committed", G_CALLBACK (on_committed_cb), self,
                               0);
    }
  /* The template has it first: its place is under the days. */
  g_object_ref (self->total_row);
  adw_preferences_group_remove (self->group, self->total_row);
  adw_preferences_group_add (self->group, self->total_row);
  g_object_unref (self->total_row);
  show_totals (self);
}

/**
 * app_week_grid_new:
 *
 * Returns: (transfer floating): the hours of no sheet yet
 */
AppWeekGrid *
app_week_grid_new (void)
{
  return g_object_new (APP_TYPE_WEEK_GRID, NULL);
}

/**
 * app_week_grid_get_row:
 * @self: a grid
 * @weekday: a day of the week
 *
 * Returns: (transfer none): the row of that day
 */
AppWeekRow *
app_week_grid_get_row (AppWeekGrid *self, GDateWeekday weekday)
{
  g_return_val_if_fail (APP_IS_WEEK_GRID (self), NULL);
  g_return_val_if_fail (g_date_valid_weekday (weekday), NULL);
  return self->rows[weekday];
}

static void
copy_value (AppWeekGrid *self, const char *from, const char *to)
{
  g_autofree char *value = g_strdup (model_record_get (self->record, from));
  g_autofree char *key = g_strconcat ("placement.", to, NULL);

  if (g_strcmp0 (value, model_record_get (self->record, to)) == 0)
    return;
  model_record_set_canonical (self->record, to, value);
  app_form_part_changed (APP_FORM_PART (self), key);
  app_form_part_committed (APP_FORM_PART (self), key);
}

/**
 * app_week_grid_copy_monday:
 * @self: a grid with a record
 *
 * Copies Monday's hours to the days up to Friday, over what is there. While Monday's are not
 * understood it goes to them instead.
 */
void
app_week_grid_copy_monday (AppWeekGrid *self)
{
  const ModelWeekColumns *monday = model_week_columns (G_DATE_MONDAY);
  AppFormPart *first;

  g_return_if_fail (APP_IS_WEEK_GRID (self));
  first = APP_FORM_PART (self->rows[G_DATE_MONDAY]);
  if (self->record == NULL || self->is_locked)
    return;
  if (!app_form_part_flush (first))
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) invalid = NULL;

      app_form_part_list_invalid (first, builder);
      invalid = g_strv_builder_end (builder);
      app_form_part_focus_field (first, invalid[0]);
      return;
    }
  for (int weekday = G_DATE_TUESDAY; weekday <= G_DATE_FRIDAY; weekday++)
    {
      const ModelWeekColumns *day = model_week_columns ((GDateWeekday) weekday);

      for (guint i = 0; i < G_N_ELEMENTS (day->halves); i++)
        copy_value (self, monday->halves[i], day->halves[i]);
      copy_value (self, monday->pause, day->pause);
      app_form_part_set_record (APP_FORM_PART (self->rows[weekday]), self->record);
    }
  show_totals (self);
}
