/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sheet-form.h"

#include <glib/gi18n-lib.h>

#include "app-field-row.h"
#include "app-form-layout-private.h"
#include "app-picker.h"
#include "app-sheet-form-private.h"
#include "app-week-grid.h"

static void
row_free (gpointer data)
{
  AppSheetRow *row = data;

  g_free (row->said);
  g_free (row);
}

enum
{
  CHANGED,
  COMMITTED,
  CREATE_REQUESTED,
  LIST_REQUESTED,
  DATES_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSheetForm, app_sheet_form, GTK_TYPE_WIDGET)

static AppSheetRow *
row_of_part (AppSheetForm *self, gpointer part)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      AppSheetRow *row = g_ptr_array_index (self->rows, i);

      if (row->part == part)
        return row;
    }
  return NULL;
}

static void
on_changed_cb (AppFormPart *part, const char *key, AppSheetForm *self)
{
  const AppSheetRow *row = row_of_part (self, part);

  if (row != NULL)
    g_signal_emit (self, signals[CHANGED], 0, (guint) row->role, key);
}

static void
on_committed_cb (AppFormPart *part, const char *key, AppSheetForm *self)
{
  const AppSheetRow *row = row_of_part (self, part);

  if (row != NULL)
    g_signal_emit (self, signals[COMMITTED], 0, (guint) row->role, key);
}

static void
on_create_requested_cb (AppPicker *picker, const char *text, AppSheetForm *self)
{
  const AppSheetRow *row =
      row_of_part (self, gtk_widget_get_ancestor (GTK_WIDGET (picker), APP_TYPE_FIELD_ROW));

  if (row != NULL)
    g_signal_emit (self, signals[CREATE_REQUESTED], 0, (guint) _app_sheet_group (row->group)->link,
                   text);
}

/**
 * _app_sheet_form_is_new:
 * @self: a form
 * @role: a role, or %MODEL_N_ROLES
 *
 * Returns: whether it is filled by a row that is made with the sheet
 */
gboolean
_app_sheet_form_is_new (AppSheetForm *self, ModelRoleId role)
{
  return self->sheet != NULL && role != MODEL_N_ROLES && self->sheet->roles[role] != NULL
         && model_record_get_id (self->sheet->roles[role]) == 0;
}

static void
on_button_cb (GtkButton *button, AppSheetForm *self)
{
  guint group = 0;
  ModelRoleId role;

  while (self->buttons[group] != button)
    group++;
  role = _app_sheet_group (group)->link;
  if (_app_sheet_form_is_new (self, role))
    g_signal_emit (self, signals[LIST_REQUESTED], 0, (guint) role);
  else
    app_sheet_form_expand (self, role, !self->expanded[role]);
}

static void
on_period_dates_cb (GtkButton *button, AppSheetForm *self)
{
  g_signal_emit (self, signals[DATES_REQUESTED], 0);
}

/* ---- making it ---- */

static AppSheetRow *
add_part (AppSheetForm *self, guint group, ModelRoleId role, const char *key, AppFormPart *part)
{
  AppSheetRow *row = g_new0 (AppSheetRow, 1);

  row->role = role;
  row->key = key;
  row->part = part;
  row->group = group;
  row->is_detail = role != MODEL_ROLE_PLACEMENT;
  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (part, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (part, "committed", G_CALLBACK (on_committed_cb), self, 0);
  return row;
}

static void
add_field (AppSheetForm *self, guint group, ModelRoleId role, const ModelField *field)
{
  AppFieldRow *row = app_field_row_new (field);
  AppFieldEditor *editor = app_field_row_get_editor (row);
  const char *label = _app_sheet_group (group)->create_label;

  add_part (self, group, role, field->key, APP_FORM_PART (row));
  adw_preferences_group_add (self->groups[group], GTK_WIDGET (row));
  if (!APP_IS_PICKER (editor))
    return;
  app_picker_set_create_label (APP_PICKER (editor), label != NULL ? _ (label) : NULL);
  g_signal_connect_object (editor, "create-requested", G_CALLBACK (on_create_requested_cb), self,
                           0);
}

static void
add_fields (AppSheetForm *self, guint group, ModelRoleId role, const char *columns)
{
  g_auto (GStrv) all = g_strsplit (columns, "|", -1);
  ModelEntity entity;

  if (role == MODEL_N_ROLES)
    return;
  entity = model_role_info (role)->entity;
  for (guint i = 0; all[i] != NULL; i++)
    add_field (self, group, role,
               &model_entity_info (entity)->fields[model_field_index (entity, all[i])]);
}

static GtkButton *
add_button (AppSheetForm *self, guint group)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_group_set_header_suffix (self->groups[group], button);
  return GTK_BUTTON (button);
}

static void
add_period_dates (AppSheetForm *self, guint group)
{
  GtkButton *button = add_button (self, group);

  gtk_button_set_label (button, _ ("Dates of the Period"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), _ ("Put the dates of the period back"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_period_dates_cb), self, 0);
  self->period_dates = GTK_WIDGET (button);
}

static void
add_group (AppSheetForm *self, guint index)
{
  const AppSheetGroup *group = _app_sheet_group (index);
  GtkWidget *widget;

  if (g_str_equal (group->columns, APP_SHEET_WEEK))
    {
      widget = GTK_WIDGET (app_week_grid_new ());
      add_part (self, index, MODEL_ROLE_PLACEMENT, APP_SHEET_WEEK, APP_FORM_PART (widget));
      gtk_widget_set_parent (widget, GTK_WIDGET (self));
      return;
    }
  widget = adw_preferences_group_new ();
  self->groups[index] = ADW_PREFERENCES_GROUP (widget);
  adw_preferences_group_set_title (self->groups[index], _ (group->title));
  if (group->link != MODEL_N_ROLES)
    {
      self->buttons[index] = add_button (self, index);
      g_signal_connect_object (self->buttons[index], "clicked", G_CALLBACK (on_button_cb), self, 0);
    }
  else if (g_str_has_prefix (group->columns, "start|"))
    add_period_dates (self, index);
  add_fields (self, index, MODEL_ROLE_PLACEMENT, group->columns);
  add_fields (self, index, group->link, group->details);
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
}

/* A field that the school wants and that has no place yet: with whom it is about. */
static void
add_wanted (AppSheetForm *self)
{
  guint n;
  const AppSheetGroup *groups = _app_sheet_groups (&n);

  for (guint i = 0; self->sheet->mandatory[i] != NULL; i++)
    {
      const ModelField *field = model_field_find (self->sheet->mandatory[i]);

      for (guint g = 0; g < n; g++)
        if (groups[g].link != MODEL_N_ROLES
            && model_role_info (groups[g].link)->entity == model_field_entity (field)
            && app_sheet_form_get_part (self, groups[g].link, field->key) == NULL)
          add_field (self, g, groups[g].link, field);
    }
}

static void
app_sheet_form_dispose (GObject *object)
{
  AppSheetForm *self = APP_SHEET_FORM (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->sheet = NULL;
  G_OBJECT_CLASS (app_sheet_form_parent_class)->dispose (object);
}

static void
app_sheet_form_finalize (GObject *object)
{
  g_ptr_array_unref (APP_SHEET_FORM (object)->rows);
  G_OBJECT_CLASS (app_sheet_form_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_parameters, GType first, GType second)
{
  return g_signal_new (name, APP_TYPE_SHEET_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_parameters, first, second);
}

static void
app_sheet_form_class_init (AppSheetFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_sheet_form_dispose;
  object_class->finalize = app_sheet_form_finalize;
  signals[CHANGED] = new_signal ("changed", 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[COMMITTED] = new_signal ("committed", 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[CREATE_REQUESTED] = new_signal ("create-requested", 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[LIST_REQUESTED] = new_signal ("list-requested", 1, G_TYPE_UINT, G_TYPE_NONE);
  signals[DATES_REQUESTED] = new_signal ("dates-requested", 0, G_TYPE_NONE, G_TYPE_NONE);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "form");
}

static void
app_sheet_form_init (AppSheetForm *self)
{
  guint n;

  _app_sheet_groups (&n);
  g_assert (n <= APP_SHEET_MAX_GROUPS);
  self->is_editable = TRUE;
  self->may_correct = TRUE;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), _app_form_layout_new ());
  for (guint i = 0; i < n; i++)
    add_group (self, i);
}

/**
 * app_sheet_form_new:
 *
 * Returns: (transfer floating): a form of no sheet yet
 */
AppSheetForm *
app_sheet_form_new (void)
{
  return g_object_new (APP_TYPE_SHEET_FORM, NULL);
}

/* ---- what it shows ---- */

/**
 * app_sheet_form_get_part:
 * @self: a form
 * @role: of which record
 * @key: a field's key
 *
 * Returns: (transfer none) (nullable): what edits the field, if something does
 */
AppFormPart *
app_sheet_form_get_part (AppSheetForm *self, ModelRoleId role, const char *key)
{
  g_return_val_if_fail (APP_IS_SHEET_FORM (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const AppSheetRow *row = g_ptr_array_index (self->rows, i);

      if (row->role == role && g_strcmp0 (row->key, key) == 0)
        return row->part;
    }
  return NULL;
}

/* Where a key of the rules or of the mandatory fields is; the week has those that nothing else
 * has. */
static AppSheetRow *
find_row (AppSheetForm *self, ModelRoleId role, const char *key)
{
  AppSheetRow *week = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      AppSheetRow *row = g_ptr_array_index (self->rows, i);

      if (row->role == role && g_strcmp0 (row->key, key) == 0)
        return row;
      if (g_str_equal (row->key, APP_SHEET_WEEK))
        week = row;
    }
  return role == MODEL_ROLE_PLACEMENT ? week : NULL;
}

/* Who proposes sheets writes down a new company, and corrects neither one that others know nor
 * what is known of the student. */
static void
open_row (AppSheetForm *self, AppSheetRow *row)
{
  gboolean is_new = _app_sheet_form_is_new (self, row->role)
                    && model_role_info (row->role)->entity != MODEL_ENTITY_GUARDIAN;

  app_form_part_set_editable (row->part, self->is_editable
                                             && (!row->is_detail || self->may_correct || is_new));
}

/**
 * app_sheet_form_rebind:
 * @self: a form
 *
 * The sheet names somebody else: shows whom. What is being typed about the others stays.
 */
void
app_sheet_form_rebind (AppSheetForm *self)
{
  g_return_if_fail (APP_IS_SHEET_FORM (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      AppSheetRow *row = g_ptr_array_index (self->rows, i);

      if (row->is_detail && self->sheet->roles[row->role] == NULL)
        _app_sheet_form_leave (row);
      if (row->is_detail)
        {
          app_form_part_set_record (row->part, self->sheet->roles[row->role]);
          open_row (self, row);
        }
      else
        app_form_part_refresh (row->part);
    }
  app_sheet_form_update (self);
}

/**
 * app_sheet_form_set_sheet:
 * @self: a form
 * @sheet: (not owned): what it edits in place, as long as it has no other
 *
 * Edits a sheet. What was typed and is no value is dropped.
 */
void
app_sheet_form_set_sheet (AppSheetForm *self, WorkSheet *sheet)
{
  g_return_if_fail (APP_IS_SHEET_FORM (self));
  g_return_if_fail (sheet != NULL);

  self->sheet = sheet;
  add_wanted (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      AppSheetRow *row = g_ptr_array_index (self->rows, i);

      app_form_part_set_record (row->part, sheet->roles[row->role]);
      open_row (self, row);
    }
  app_sheet_form_update (self);
  app_sheet_form_show_findings (self);
}

/**
 * app_sheet_form_set_choices:
 * @self: a form
 * @column: a reference of the sheet
 * @choices: (nullable): a model of #AppPickerItem
 *
 * Says what can be chosen there.
 */
void
app_sheet_form_set_choices (AppSheetForm *self, const char *column, GListModel *choices)
{
  g_autofree char *key = g_strconcat ("placement.", column, NULL);
  AppFormPart *part = app_sheet_form_get_part (self, MODEL_ROLE_PLACEMENT, key);

  g_return_if_fail (part != NULL);

  app_picker_set_choices (APP_PICKER (app_field_row_get_editor (APP_FIELD_ROW (part))), choices);
}

/**
 * app_sheet_form_set_editable:
 * @self: a form
 * @editable: whether values may be changed
 * @may_correct: whether those of companies and people who are known already may be, too
 *
 * Locks all fields, or opens them.
 */
void
app_sheet_form_set_editable (AppSheetForm *self, gboolean editable, gboolean may_correct)
{
  g_return_if_fail (APP_IS_SHEET_FORM (self));

  self->is_editable = editable;
  self->may_correct = may_correct;
  for (guint i = 0; i < self->rows->len; i++)
    open_row (self, g_ptr_array_index (self->rows, i));
}

/**
 * app_sheet_form_expand:
 * @self: a form with a sheet
 * @role: the company, the tutor…
 * @expanded: whether all that is known is shown
 *
 * Unfolds what is known of somebody, to be corrected.
 */
void
app_sheet_form_expand (AppSheetForm *self, ModelRoleId role, gboolean expanded)
{
  g_return_if_fail (APP_IS_SHEET_FORM (self));

  self->expanded[role] = expanded;
  app_sheet_form_update (self);
}

/* ---- using it ---- */

/**
 * app_sheet_form_flush:
 * @self: a form
 *
 * Ends what is being typed: the sheet is about to be saved.
 *
 * Returns: whether all that stands there are values
 */
gboolean
app_sheet_form_flush (AppSheetForm *self)
{
  gboolean is_valid = TRUE;

  g_return_val_if_fail (APP_IS_SHEET_FORM (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    is_valid =
        app_form_part_flush (((AppSheetRow *) g_ptr_array_index (self->rows, i))->part) && is_valid;
  return is_valid;
}

/* A third down, so that what stands before and after it is seen. In its second frame: in the first
 * one what was folded away has no place yet. */
static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gint64 *first = user_data;
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;
  GtkAdjustment *adjustment;
  double page;

  if (*first < 0)
    *first = gdk_frame_clock_get_frame_counter (clock);
  if (gdk_frame_clock_get_frame_counter (clock) <= *first)
    return G_SOURCE_CONTINUE;
  if (viewport == NULL
      || !gtk_widget_compute_bounds (widget, gtk_viewport_get_child (GTK_VIEWPORT (viewport)),
                                     &bounds))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  page = gtk_adjustment_get_page_size (adjustment);
  gtk_adjustment_set_value (adjustment,
                            bounds.origin.y - MAX (0, MIN (page / 3, page - bounds.size.height)));
  return G_SOURCE_REMOVE;
}

/**
 * app_sheet_form_go_to:
 * @self: a form with a sheet, on the screen
 * @role: of which record
 * @key: a field's key
 *
 * Goes to a field, and unfolds it when it is folded away.
 *
 * Returns: whether the form has it
 */
gboolean
app_sheet_form_go_to (AppSheetForm *self, ModelRoleId role, const char *key)
{
  gint64 first = -1;
  AppSheetRow *row;

  g_return_val_if_fail (APP_IS_SHEET_FORM (self), FALSE);

  row = find_row (self, role, key);
  if (row == NULL)
    return FALSE;
  if (!gtk_widget_get_visible (GTK_WIDGET (row->part)))
    app_sheet_form_expand (self, row->role, TRUE);
  if (!app_form_part_focus_field (row->part, key))
    return FALSE;
  gtk_widget_add_tick_callback (GTK_WIDGET (row->part), on_tick_cb,
                                g_memdup2 (&first, sizeof first), g_free);
  return TRUE;
}

/**
 * app_sheet_form_go_to_invalid:
 * @self: a form with a sheet, on the screen
 *
 * Goes to the first field whose text is no value.
 *
 * Returns: whether there is one
 */
gboolean
app_sheet_form_go_to_invalid (AppSheetForm *self)
{
  g_return_val_if_fail (APP_IS_SHEET_FORM (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const AppSheetRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) keys = NULL;

      app_form_part_list_invalid (row->part, builder);
      keys = g_strv_builder_end (builder);
      if (keys[0] != NULL)
        return app_sheet_form_go_to (self, row->role, keys[0]);
    }
  return FALSE;
}
