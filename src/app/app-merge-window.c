/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-merge-window.h"

#include <glib/gi18n-lib.h>

#include "app-list-box.h"
#include "model-person.h"
#include "model-value.h"

#define FIELD  "field"
#define VALUE  "value"
#define RECORD "record"

/**
 * AppMergeWindow:
 *
 * The rows that are likely the same, group by group; of a group the values field by field, the
 * fullest one chosen. Emits "merge" with the record that stays and a #GPtrArray of those that it
 * takes the place of. It merges nothing itself.
 */
struct _AppMergeWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *heading;
  GtkWidget *back;
  GtkWidget *merge;
  GtkStack *pages;
  GtkListBox *groups;
  AdwPreferencesGroup *members;
  GtkBox *choices;
  GtkLabel *completed;

  GPtrArray *duplicates; /* (element-type WorkDuplicates) */
  WorkDuplicates *group; /* (nullable): the one that is compared */
  GPtrArray *checks;     /* (element-type GtkCheckButton): of its members */
  GPtrArray *included;   /* (element-type ModelRecord): those that are ticked */
  ModelRecord *result;   /* (nullable): what stays */
};

enum
{
  MERGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppMergeWindow, app_merge_window, ADW_TYPE_WINDOW)

static const struct
{
  ModelEntity entity;
  const char *title;
  const char *tells; /* what tells two of the same name apart */
} kinds[] = {
  { MODEL_ENTITY_STUDENT, N_ ("Merge Students"), "birth_date" },
  { MODEL_ENTITY_COMPANY, N_ ("Merge Companies"), "town" },
  { MODEL_ENTITY_TEACHER, N_ ("Merge Teachers"), "email" },
};

static char *
format_value (ModelRecord *record, const ModelField *field)
{
  return model_value_format (field, model_record_get (record, model_field_column (field)));
}

/* (transfer full): "Albi · 3 placement sheets", what tells a member from the others */
static char *
describe_member (ModelRecord *record, const char *uses)
{
  ModelEntity entity = model_record_get_entity (record);
  g_autofree char *value = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == entity)
      value = format_value (
          record, &model_entity_info (entity)->fields[model_field_index (entity, kinds[i].tells)]);
  if (value == NULL || value[0] == '\0')
    return g_strdup (uses[0] != '\0' ? uses : _ ("nothing refers to it"));
  return g_strdup_printf ("%s · %s", value, uses[0] != '\0' ? uses : _ ("nothing refers to it"));
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

static GtkWidget *
add_check (GtkWidget *row, const char *name)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  return check;
}

/* ---- field by field ---- */

static void
on_value_toggled_cb (GtkCheckButton *check, AppMergeWindow *self)
{
  const ModelField *field = g_object_get_data (G_OBJECT (check), FIELD);

  if (gtk_check_button_get_active (check) && self->result != NULL)
    model_record_set_canonical (self->result, model_field_column (field),
                                g_object_get_data (G_OBJECT (check), VALUE));
}

/* One value of a field; @first: (inout): the first of its group. */
static void
add_value (AppMergeWindow *self,
           GtkWidget *group,
           const ModelField *field,
           const char *canonical,
           const char *title,
           GtkCheckButton **first)
{
  const char *chosen = model_record_get (self->result, model_field_column (field));
  GtkWidget *row = make_row (title, NULL);
  GtkWidget *check = add_check (row, title);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), *first);
  if (*first == NULL)
    *first = GTK_CHECK_BUTTON (check);
  g_object_set_data (G_OBJECT (check), FIELD, (gpointer) field);
  g_object_set_data_full (G_OBJECT (check), VALUE, g_strdup (canonical), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strcmp0 (chosen, canonical) == 0);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_value_toggled_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_field (AppMergeWindow *self, const ModelField *field)
{
  const char *column = model_field_column (field);
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GtkCheckButton *first = NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (field->label));
  for (guint i = 0; i < self->included->len; i++)
    {
      const char *value = model_record_get (self->included->pdata[i], column);
      g_autofree char *text = value != NULL ? model_value_format (field, value) : NULL;

      if (value != NULL && g_hash_table_add (seen, (gpointer) value))
        add_value (self, group, field, value, text, &first);
    }
  if (field->type == MODEL_TYPE_LONG_TEXT)
    {
      g_autofree char *together = work_duplicates_together (self->included, column);

      add_value (self, group, field, together, _ ("All of them, one after the other"), &first);
    }
  gtk_box_append (self->choices, group);
}

/* What the one that stays gets from the others without a question. */
static void
show_completed (AppMergeWindow *self, GPtrArray *differences)
{
  ModelRecord *kept = self->included->pdata[0];
  const ModelEntityInfo *info = model_entity_info (model_record_get_entity (kept));
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < info->n_fields; i++)
    if (model_record_get_at (kept, i) == NULL && model_record_get_at (self->result, i) != NULL
        && !g_ptr_array_find (differences, &info->fields[i], NULL))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", _ (info->fields[i].label));
  /* Translators: names of fields, apart by commas. */
  text = g_strdup_printf (_ ("Completed from the others: %s"), names->str);
  gtk_label_set_label (self->completed, text);
  gtk_widget_set_visible (GTK_WIDGET (self->completed), names->len > 0);
}

static void
show_choices (AppMergeWindow *self)
{
  GtkWidget *child;
  g_autoptr (GPtrArray) differences = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_box_remove (self->choices, child);
  g_clear_object (&self->result);
  gtk_widget_set_sensitive (self->merge, self->included->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->completed), FALSE);
  if (self->included->len < 2)
    return;
  self->result = work_duplicates_propose (self->included);
  differences = work_duplicates_differences (self->included);
  for (guint i = 0; i < differences->len; i++)
    add_field (self, differences->pdata[i]);
  show_completed (self, differences);
}

/* ---- members ---- */

static void
collect_included (AppMergeWindow *self)
{
  g_ptr_array_set_size (self->included, 0);
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_ptr_array_add (self->included, g_object_ref (self->group->records->pdata[i]));
}

static void
on_member_toggled_cb (GtkCheckButton *check, AppMergeWindow *self)
{
  collect_included (self);
  show_choices (self);
}

static void
show_members (AppMergeWindow *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    {
      GtkWidget *row = gtk_widget_get_ancestor (self->checks->pdata[i], ADW_TYPE_ACTION_ROW);

      adw_preferences_group_remove (self->members, row);
    }
  g_ptr_array_set_size (self->checks, 0);
  for (guint i = 0; i < self->group->records->len; i++)
    {
      ModelRecord *record = self->group->records->pdata[i];
      g_autofree char *name = model_person_name (record);
      g_autofree char *detail = describe_member (record, self->group->uses->pdata[i]);
      GtkWidget *row = make_row (name, detail);
      GtkWidget *check = add_check (row, name);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      g_signal_connect_object (check, "toggled", G_CALLBACK (on_member_toggled_cb), self, 0);
      adw_preferences_group_add (self->members, row);
      g_ptr_array_add (self->checks, check);
    }
}

/* ---- pages ---- */

static void
show_page (AppMergeWindow *self, const char *page)
{
  gboolean compares = g_str_equal (page, "compare");

  gtk_widget_set_visible (self->back, compares);
  gtk_widget_set_visible (self->merge, compares);
  gtk_stack_set_visible_child_name (self->pages, page);
  adw_window_title_set_subtitle (self->heading,
                                 compares ? work_sameness_text (self->group->why) : "");
}

static void
on_back_clicked_cb (GtkButton *button, AppMergeWindow *self)
{
  show_page (self, "groups");
  gtk_widget_grab_focus (GTK_WIDGET (self->groups));
}

static void
on_group_activated_cb (GtkListBox *list, GtkListBoxRow *row, AppMergeWindow *self)
{
  app_merge_window_open (self, (guint) gtk_list_box_row_get_index (row));
}

static void
on_merge_clicked_cb (GtkButton *button, AppMergeWindow *self)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ModelRecord) kept = NULL;

  if (self->result == NULL)
    return;
  kept = model_record_copy (self->result);
  for (guint i = 1; i < self->included->len; i++)
    g_ptr_array_add (others, g_object_ref (self->included->pdata[i]));
  /* Once only: what becomes of it is told by the rows that come next. */
  gtk_widget_set_sensitive (self->merge, FALSE);
  g_signal_emit (self, signals[MERGE], 0, kept, others);
}

static void
add_group (AppMergeWindow *self, const WorkDuplicates *duplicates)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  for (guint i = 0; i < duplicates->records->len; i++)
    {
      g_autofree char *name = model_person_name (duplicates->records->pdata[i]);

      g_string_append_printf (names, "%s%s", i > 0 ? " · " : "", name);
    }
  subtitle = g_strdup_printf (ngettext ("%s: %u file", "%s: %u files", duplicates->records->len),
                              work_sameness_text (duplicates->why), duplicates->records->len);
  row = make_row (names->str, subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (self->groups, row);
}

static void
app_merge_window_finalize (GObject *object)
{
  AppMergeWindow *self = APP_MERGE_WINDOW (object);

  g_clear_pointer (&self->duplicates, g_ptr_array_unref);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->included);
  g_clear_object (&self->result);
  G_OBJECT_CLASS (app_merge_window_parent_class)->finalize (object);
}

static void
app_merge_window_class_init (AppMergeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_merge_window_finalize;
  signals[MERGE] = g_signal_new ("merge", APP_TYPE_MERGE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, MODEL_TYPE_RECORD, G_TYPE_PTR_ARRAY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-merge-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMergeWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AppMergeWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, AppMergeWindow, back);
  gtk_widget_class_bind_template_child (widget_class, AppMergeWindow, merge);
  gtk_widget_class_bind_template_child (widget_class, AppMergeWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppMergeWindow, groups);
  gtk_widget_class_bind_template_child (widget_class, AppMergeWindow, members);
  gtk_widget_class_bind_template_child (widget_class, AppMergeWindow, choices);
  gtk_widget_class_bind_template_child (widget_class, AppMergeWindow, completed);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_group_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_merge_clicked_cb);
}

static void
app_merge_window_init (AppMergeWindow *self)
{
  self->checks = g_ptr_array_new ();
  self->included = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_merge_window_new:
 * @parent: (nullable): the window it belongs to
 * @entity: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER
 *
 * Returns: (transfer none): a window that waits for its duplicates, owned by GTK until it is closed
 */
AppMergeWindow *
app_merge_window_new (GtkWindow *parent, ModelEntity entity)
{
  AppMergeWindow *self = g_object_new (APP_TYPE_MERGE_WINDOW, "transient-for", parent, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == entity)
      {
        adw_window_title_set_title (self->heading, _ (kinds[i].title));
        gtk_window_set_title (GTK_WINDOW (self), _ (kinds[i].title));
      }
  return self;
}

/**
 * app_merge_window_set_duplicates:
 * @self: a window
 * @duplicates: (transfer none) (element-type WorkDuplicates): all groups
 *
 * Shows the groups, in place of those that were there.
 */
void
app_merge_window_set_duplicates (AppMergeWindow *self, GPtrArray *duplicates)
{
  g_return_if_fail (APP_IS_MERGE_WINDOW (self));
  app_list_box_clear (self->groups);
  g_ptr_array_ref (duplicates);
  g_clear_pointer (&self->duplicates, g_ptr_array_unref);
  self->duplicates = duplicates;
  self->group = NULL;
  for (guint i = 0; i < duplicates->len; i++)
    add_group (self, duplicates->pdata[i]);
  show_page (self, duplicates->len > 0 ? "groups" : "none");
}

/**
 * app_merge_window_toast:
 * @self: a window
 * @toast: (transfer full): what was done
 */
void
app_merge_window_toast (AppMergeWindow *self, AdwToast *toast)
{
  g_return_if_fail (APP_IS_MERGE_WINDOW (self));
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * app_merge_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none): "loading", "none", "groups" or "compare"
 */
const char *
app_merge_window_get_page (AppMergeWindow *self)
{
  g_return_val_if_fail (APP_IS_MERGE_WINDOW (self), NULL);
  return gtk_stack_get_visible_child_name (self->pages);
}

/**
 * app_merge_window_open:
 * @self: a window
 * @n: which group
 *
 * Compares its members, all of them ticked.
 */
void
app_merge_window_open (AppMergeWindow *self, guint n)
{
  g_return_if_fail (APP_IS_MERGE_WINDOW (self));
  g_return_if_fail (self->duplicates != NULL && n < self->duplicates->len);
  self->group = self->duplicates->pdata[n];
  show_members (self);
  collect_included (self);
  show_choices (self);
  show_page (self, "compare");
}
