/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-part-list.h"

#include <glib/gi18n-lib.h>

#include "app-list-box.h"
#include "model-person.h"
#include "model-value.h"

#define RECORD "record"

/**
 * AppPartList:
 *
 * The guardians of a student, the host sites or the contacts of a company. Emits "add" when one
 * more is wanted and "edit" with the record of a row that is activated.
 */
struct _AppPartList
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkWidget *add;

  guint kind;
  guint n_records;
  gboolean is_editable;
};

enum
{
  ADD,
  EDIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPartList, app_part_list, ADW_TYPE_BIN)

/* What stands under a name; a boolean is told by its label, when it is so. */
static const struct
{
  ModelEntity entity;
  const char *title;
  const char *add;
  const char *none;
  guint max; /* 0: as many as one likes */
  const char *columns[8];
} kinds[] = {
  { MODEL_ENTITY_GUARDIAN,
    N_ ("Guardians"),
    N_ ("Add a Guardian"),
    N_ ("None yet: the agreement of a minor is signed by a guardian."),
    2,
    { "kinship", "mobile", "phone", "email" } },
  { MODEL_ENTITY_SITE,
    N_ ("Host Sites"),
    N_ ("Add a Host Site"),
    N_ ("None: students are received at the address of the company."),
    0,
    { "address1", "postcode", "town", "phone" } },
  { MODEL_ENTITY_CONTACT,
    N_ ("Contacts"),
    N_ ("Add a Contact"),
    N_ ("None yet: somebody signs for the company and a tutor receives the student."),
    0,
    { "function", "is_representative", "is_tutor", "is_hr", "mobile", "phone", "email" } },
};

static char *
dup_title (ModelRecord *record)
{
  g_autofree char *name = model_person_name (record);
  const char *title = model_field_index (model_record_get_entity (record), "title") >= 0
                          ? model_record_get (record, "title")
                          : NULL;

  if (name[0] == '\0')
    return g_strdup (_ ("Without a name"));
  return title != NULL ? g_strdup_printf ("%s %s", title, name) : g_steal_pointer (&name);
}

static char *
dup_value (ModelRecord *record, const char *column)
{
  ModelEntity entity = model_record_get_entity (record);
  const ModelField *field = &model_entity_info (entity)->fields[model_field_index (entity, column)];

  if (field->type == MODEL_TYPE_BOOLEAN)
    return model_record_get_int (record, column) != 0 ? g_strdup (_ (field->label)) : NULL;
  return model_value_format (field, model_record_get (record, column));
}

static char *
dup_subtitle (AppPartList *self, ModelRecord *record)
{
  const char *const *columns = kinds[self->kind].columns;
  GString *text = g_string_new (NULL);

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *value = dup_value (record, columns[i]);

      if (value != NULL && value[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value);
    }
  return g_string_free (text, FALSE);
}

static void
add_row (AppPartList *self, ModelRecord *record)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("document-edit-symbolic");
  g_autofree char *title = dup_title (record);
  g_autofree char *subtitle = dup_subtitle (self, record);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Edit"),
                                  -1);
  gtk_widget_set_visible (arrow, self->is_editable);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), self->is_editable);
  g_object_set_data_full (G_OBJECT (row), RECORD, g_object_ref (record), g_object_unref);
  gtk_list_box_append (self->list, row);
}

static void
on_add_clicked_cb (GtkButton *button, AppPartList *self)
{
  g_signal_emit (self, signals[ADD], 0);
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, AppPartList *self)
{
  g_signal_emit (self, signals[EDIT], 0, g_object_get_data (G_OBJECT (row), RECORD));
}

static void
app_part_list_class_init (AppPartListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ADD] = g_signal_new ("add", APP_TYPE_PART_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  signals[EDIT] = g_signal_new ("edit", APP_TYPE_PART_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, MODEL_TYPE_RECORD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-part-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPartList, group);
  gtk_widget_class_bind_template_child (widget_class, AppPartList, list);
  gtk_widget_class_bind_template_child (widget_class, AppPartList, add);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
}

static void
app_part_list_init (AppPartList *self)
{
  self->is_editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_state (AppPartList *self)
{
  guint max = kinds[self->kind].max;

  gtk_widget_set_visible (GTK_WIDGET (self->list), self->n_records > 0);
  gtk_widget_set_visible (self->add, self->is_editable && (max == 0 || self->n_records < max));
  adw_preferences_group_set_description (self->group,
                                         self->n_records == 0 ? _ (kinds[self->kind].none) : "");
}

/**
 * app_part_list_new:
 * @entity: %MODEL_ENTITY_GUARDIAN, %MODEL_ENTITY_SITE or %MODEL_ENTITY_CONTACT
 *
 * Returns: (transfer floating): a list of none
 */
GtkWidget *
app_part_list_new (ModelEntity entity)
{
  AppPartList *self = g_object_new (APP_TYPE_PART_LIST, NULL);
  const char *add;

  while (self->kind + 1 < G_N_ELEMENTS (kinds) && kinds[self->kind].entity != entity)
    self->kind++;
  g_return_val_if_fail (kinds[self->kind].entity == entity, GTK_WIDGET (self));
  add = _ (kinds[self->kind].add);
  adw_preferences_group_set_title (self->group, _ (kinds[self->kind].title));
  gtk_widget_set_tooltip_text (self->add, add);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL, add,
                                  -1);
  show_state (self);
  return GTK_WIDGET (self);
}

/**
 * app_part_list_get_entity:
 * @self: a list
 *
 * Returns: what it lists
 */
ModelEntity
app_part_list_get_entity (AppPartList *self)
{
  g_return_val_if_fail (APP_IS_PART_LIST (self), MODEL_ENTITY_NONE);
  return kinds[self->kind].entity;
}

/**
 * app_part_list_set_records:
 * @self: a list
 * @records: (element-type ModelRecord): all of them
 *
 * Shows them.
 */
void
app_part_list_set_records (AppPartList *self, GPtrArray *records)
{
  g_return_if_fail (APP_IS_PART_LIST (self));
  app_list_box_clear (self->list);
  for (guint i = 0; i < records->len; i++)
    add_row (self, records->pdata[i]);
  self->n_records = records->len;
  show_state (self);
}

/**
 * app_part_list_set_editable:
 * @self: a list
 * @editable: whether rows may be added and changed; holds for the rows that come
 */
void
app_part_list_set_editable (AppPartList *self, gboolean editable)
{
  g_return_if_fail (APP_IS_PART_LIST (self));
  self->is_editable = editable;
  show_state (self);
}
