/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-week-row.h"

#include <glib/gi18n-lib.h>

#include "app-field-binding.h"
#include "app-note.h"
#include "app-week-layout-private.h"
#include "base-date.h"
#include "base-text.h"
#include "model-week.h"

/* What a note is about, as data of the note. */
#define NOTE_KEY "app-week-row-key"

typedef struct
{
  const ModelField *field;
  AppFieldEditor *editor;
  AppFieldBinding *binding;
  GtkWidget *problem; /* the note that tells it, or NULL */
  GtkWidget *missing; /* the note that asks for it, or NULL */
  gboolean is_mandatory;
} AppWeekCell;

/**
 * AppWeekRow:
 *
 * The hours of one day of a placement: morning, pause in minutes, afternoon, and what they come to.
 */
struct _AppWeekRow
{
  AdwPreferencesRow parent_instance;

  GtkWidget *cells_box;
  GtkLabel *day;
  GtkLabel *total;
  GtkBox *notes;

  AppWeekCell cells[APP_WEEK_N_CELLS];
};

static void app_week_row_part_init (AppFormPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppWeekRow,
                               app_week_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_FORM_PART, app_week_row_part_init))

/* What an empty cell asks for. */
static const char *const hints[APP_WEEK_N_CELLS] = { N_ ("Morning"), N_ ("Pause"),
                                                     N_ ("Afternoon") };

static AppWeekCell *
find_cell (AppWeekRow *self, const char *key)
{
  for (guint i = 0; i < APP_WEEK_N_CELLS; i++)
    if (g_strcmp0 (self->cells[i].field->key, key) == 0)
      return &self->cells[i];
  return NULL;
}

static const char *
note_key (GtkWidget *note)
{
  return g_object_get_data (G_OBJECT (note), NOTE_KEY);
}

/* A screen reader that stands in a cell says what there is about it, and no more. */
static void
describe_cell (AppWeekRow *self, AppWeekCell *cell)
{
  GtkAccessible *control = GTK_ACCESSIBLE (app_field_editor_get_control (cell->editor));
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->notes));

  for (GtkWidget *note = first; note != NULL; note = gtk_widget_get_next_sibling (note))
    if (g_strcmp0 (note_key (note), cell->field->key) == 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                              app_note_get_text (APP_NOTE (note)));
  gtk_widget_set_visible (GTK_WIDGET (self->notes), first != NULL);
  gtk_accessible_update_property (control, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
  gtk_accessible_update_state (
      control, GTK_ACCESSIBLE_STATE_INVALID,
      cell->problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static GtkWidget *
add_note (AppWeekRow *self, AppWeekCell *cell, const char *text, const char *style)
{
  GtkWidget *note = app_note_new (text, style);

  g_object_set_data (G_OBJECT (note), NOTE_KEY, (gpointer) cell->field->key);
  gtk_box_append (self->notes, note);
  describe_cell (self, cell);
  return note;
}

static void
remove_note (AppWeekRow *self, AppWeekCell *cell, GtkWidget **note)
{
  if (*note != NULL)
    gtk_box_remove (self->notes, *note);
  *note = NULL;
  describe_cell (self, cell);
}

static void
show_missing (AppWeekRow *self, AppWeekCell *cell)
{
  g_autofree char *text = NULL;

  remove_note (self, cell, &cell->missing);
  if (!cell->is_mandatory || app_field_binding_get_record (cell->binding) == NULL
      || app_field_binding_get_value (cell->binding) != NULL)
    return;
  /* Translators: the name of a field that has no value yet. */
  text = g_strdup_printf (_ ("%s: mandatory, to fill in"), _ (cell->field->label));
  cell->missing = add_note (self, cell, text, "warning");
}

static AppWeekCell *
cell_of (AppWeekRow *self, AppFieldBinding *binding)
{
  return find_cell (self, app_field_binding_get_field (binding)->key);
}

static void
on_told_cb (AppFieldBinding *binding, AppWeekRow *self)
{
  AppWeekCell *cell = cell_of (self, binding);
  const char *problem = app_field_binding_get_told (binding);
  GtkWidget *control = app_field_editor_get_control (cell->editor);

  remove_note (self, cell, &cell->problem);
  gtk_widget_remove_css_class (control, "error");
  if (problem == NULL)
    return;
  gtk_widget_add_css_class (control, "error");
  cell->problem = add_note (self, cell, problem, "error");
  describe_cell (self, cell);
}

static void
on_changed_cb (AppFieldBinding *binding, AppWeekRow *self)
{
  show_missing (self, cell_of (self, binding));
  app_form_part_changed (APP_FORM_PART (self), app_field_binding_get_field (binding)->key);
}

static void
on_committed_cb (AppFieldBinding *binding, AppWeekRow *self)
{
  app_form_part_committed (APP_FORM_PART (self), app_field_binding_get_field (binding)->key);
}

static void
on_leave_cb (GtkEventControllerFocus *controller, AppFieldBinding *binding)
{
  app_field_binding_flush (binding);
}

static ModelEntity
app_week_row_get_entity (AppFormPart *part)
{
  return MODEL_ENTITY_PLACEMENT;
}

static void
app_week_row_set_record (AppFormPart *part, ModelRecord *record)
{
  AppWeekRow *self = APP_WEEK_ROW (part);

  for (guint i = 0; i < APP_WEEK_N_CELLS; i++)
    {
      app_field_binding_set_record (self->cells[i].binding, record);
      show_missing (self, &self->cells[i]);
    }
}

static void
app_week_row_refresh (AppFormPart *part)
{
  AppWeekRow *self = APP_WEEK_ROW (part);

  for (guint i = 0; i < APP_WEEK_N_CELLS; i++)
    {
      app_field_binding_refresh (self->cells[i].binding);
      show_missing (self, &self->cells[i]);
    }
}

static gboolean
app_week_row_flush (AppFormPart *part)
{
  AppWeekRow *self = APP_WEEK_ROW (part);
  gboolean is_valid = TRUE;

  for (guint i = 0; i < APP_WEEK_N_CELLS; i++)
    is_valid = app_field_binding_flush (self->cells[i].binding) && is_valid;
  return is_valid;
}

static void
app_week_row_list_invalid (AppFormPart *part, GStrvBuilder *keys)
{
  AppWeekRow *self = APP_WEEK_ROW (part);

  for (guint i = 0; i < APP_WEEK_N_CELLS; i++)
    if (app_field_binding_get_problem (self->cells[i].binding) != NULL)
      g_strv_builder_add (keys, self->cells[i].field->key);
}

static gboolean
app_week_row_focus_field (AppFormPart *part, const char *key)
{
  AppWeekCell *cell = find_cell (APP_WEEK_ROW (part), key);

  if (cell != NULL)
    gtk_widget_grab_focus (app_field_editor_get_control (cell->editor));
  return cell != NULL;
}

static void
app_week_row_add_note (AppFormPart *part, const char *key, const char *text, const char *style)
{
  AppWeekRow *self = APP_WEEK_ROW (part);
  AppWeekCell *cell = find_cell (self, key);

  if (cell != NULL)
    add_note (self, cell, text, style);
}

static void
app_week_row_clear_notes (AppFormPart *part, const char *key)
{
  AppWeekRow *self = APP_WEEK_ROW (part);
  GtkWidget *note, *next;

  for (note = gtk_widget_get_first_child (GTK_WIDGET (self->notes)); note != NULL; note = next)
    {
      AppWeekCell *cell = find_cell (self, note_key (note));

      next = gtk_widget_get_next_sibling (note);
      if ((key == NULL || g_str_equal (key, cell->field->key)) && note != cell->problem
          && note != cell->missing)
        remove_note (self, cell, &note);
    }
}

static void
app_week_row_set_mandatory (AppFormPart *part, const char *const *keys)
{
  AppWeekRow *self = APP_WEEK_ROW (part);

  for (guint i = 0; i < APP_WEEK_N_CELLS; i++)
    {
      self->cells[i].is_mandatory = g_strv_contains (keys, self->cells[i].field->key);
      show_missing (self, &self->cells[i]);
    }
}

static void
app_week_row_set_editable (AppFormPart *part, gboolean editable)
{
  AppWeekRow *self = APP_WEEK_ROW (part);

  for (guint i = 0; i < APP_WEEK_N_CELLS; i++)
    app_field_editor_set_editable (self->cells[i].editor, editable);
}

static void
app_week_row_part_init (AppFormPartInterface *iface)
{
  iface->get_entity = app_week_row_get_entity;
  iface->set_record = app_week_row_set_record;
  iface->refresh = app_week_row_refresh;
  iface->flush = app_week_row_flush;
  iface->list_invalid = app_week_row_list_invalid;
  iface->focus_field = app_week_row_focus_field;
  iface->add_note = app_week_row_add_note;
  iface->clear_notes = app_week_row_clear_notes;
  iface->set_mandatory = app_week_row_set_mandatory;
  iface->set_editable = app_week_row_set_editable;
}

/* Tab goes from cell to cell: the row itself is no stop. */
static gboolean
app_week_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget)), direction);
}

static void
app_week_row_dispose (GObject *object)
{
  AppWeekRow *self = APP_WEEK_ROW (object);

  for (guint i = 0; i < APP_WEEK_N_CELLS; i++)
    g_clear_object (&self->cells[i].binding);
  G_OBJECT_CLASS (app_week_row_parent_class)->dispose (object);
}

static void
app_week_row_class_init (AppWeekRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_week_row_dispose;
  widget_class->focus = app_week_row_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-week-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWeekRow, cells_box);
  gtk_widget_class_bind_template_child (widget_class, AppWeekRow, day);
  gtk_widget_class_bind_template_child (widget_class, AppWeekRow, total);
  gtk_widget_class_bind_template_child (widget_class, AppWeekRow, notes);
}

static void
app_week_row_init (AppWeekRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->cells_box, _app_week_layout_new ());
}

static void
add_cell (AppWeekRow *self, guint n, const char *column)
{
  AppWeekCell *cell = &self->cells[n];
  g_autofree char *key = g_strconcat ("placement.", column, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  cell->field = model_field_find (key);
  cell->editor = app_field_editor_new (cell->field);
  cell->binding = app_field_binding_new (cell->field, cell->editor);
  gtk_widget_insert_before (GTK_WIDGET (cell->editor), self->cells_box, GTK_WIDGET (self->total));
  gtk_entry_set_placeholder_text (GTK_ENTRY (app_field_editor_get_control (cell->editor)),
                                  _ (hints[n]));
  app_field_editor_set_name (cell->editor, _ (cell->field->label));
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_leave_cb), cell->binding, 0);
  gtk_widget_add_controller (GTK_WIDGET (cell->editor), focus);
  g_signal_connect_object (cell->binding, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (cell->binding, "committed", G_CALLBACK (on_committed_cb), self, 0);
  g_signal_connect_object (cell->binding, "told", G_CALLBACK (on_told_cb), self, 0);
}

/**
 * app_week_row_new:
 * @weekday: a day of the week
 *
 * Returns: (transfer floating): a row for the hours of that day, of no record yet
 */
AppWeekRow *
app_week_row_new (GDateWeekday weekday)
{
  AppWeekRow *self = g_object_new (APP_TYPE_WEEK_ROW, NULL);
  const ModelWeekColumns *columns = model_week_columns (weekday);
  g_autofree char *name = base_text_first_cap (base_date_weekday_name (weekday, FALSE));

  gtk_label_set_label (self->day, name);
  add_cell (self, 0, columns->halves[0]);
  add_cell (self, 1, columns->pause);
  add_cell (self, 2, columns->halves[1]);
  app_week_row_set_record (APP_FORM_PART (self), NULL);
  return self;
}

/**
 * app_week_row_get_editor:
 * @self: a row
 * @cell: 0 for the morning, 1 for the pause, 2 for the afternoon
 *
 * Returns: (transfer none): what edits that cell
 */
AppFieldEditor *
app_week_row_get_editor (AppWeekRow *self, guint cell)
{
  g_return_val_if_fail (APP_IS_WEEK_ROW (self), NULL);
  g_return_val_if_fail (cell < APP_WEEK_N_CELLS, NULL);
  return self->cells[cell].editor;
}

/**
 * app_week_row_set_minutes:
 * @self: a row
 * @minutes: what the day comes to; 0 for a day without presence
 *
 * Shows the day's hours.
 */
void
app_week_row_set_minutes (AppWeekRow *self, int minutes)
{
  g_autofree char *text = NULL;

  g_return_if_fail (APP_IS_WEEK_ROW (self));
  text = minutes > 0 ? model_week_clock (minutes) : g_strdup ("–");
  gtk_label_set_label (self->total, text);
}
