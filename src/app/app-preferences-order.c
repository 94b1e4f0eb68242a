/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-order.h"

#include <glib/gi18n-lib.h>

#include "model-value.h"
#include "work-settings.h"

/**
 * AppPreferencesOrder:
 *
 * A list of the school that has an order: the steps of an agreement, or who signs it. Its property
 * "entity" says which.
 */
struct _AppPreferencesOrder
{
  AdwPreferencesGroup parent_instance;

  AppRecordList *list;

  const struct Kind *kind;
  AppPreferences *preferences;
};

/* What only one row may mean at a time. */
#define MAX_SINGLES 2

struct Kind
{
  ModelEntity entity;
  const char *title;
  const char *description;
  const char *removed; /* what is said then */
  const char *singles[MAX_SINGLES];
  AppRecordShape shape;
  WorkChange *(*change_new) (GPtrArray *records, GPtrArray *removed);
  void (*fill) (ModelRecord *record, GPtrArray *others);
};

enum
{
  PROP_0,
  PROP_ENTITY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void app_preferences_order_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesOrder,
                               app_preferences_order,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_order_part_init))

/* ---- steps ---- */

static const char *const step_keys[] = { "step.label", "step.is_sent", "step.is_signed", NULL };

static char *
dup_step_title (ModelRecord *record)
{
  return g_strdup (model_record_get (record, "label"));
}

/* Labels of the fields that are on, apart by a dot. */
static char *
join_flags (ModelRecord *record, const char *const *columns)
{
  GString *text = g_string_new (NULL);
  ModelEntity entity = model_record_get_entity (record);

  for (guint i = 0; columns[i] != NULL; i++)
    if (model_record_get_int (record, columns[i]) != 0)
      {
        int index = model_field_index (entity, columns[i]);

        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                                _ (model_entity_info (entity)->fields[index].label));
      }
  return g_string_free (text, FALSE);
}

static char *
dup_step_subtitle (ModelRecord *record, gpointer data)
{
  static const char *const columns[] = { "is_sent", "is_signed", NULL };

  return join_flags (record, columns);
}

static gboolean
has_label (GPtrArray *records, const char *label)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (model_record_get (records->pdata[i], "label"), label) == 0)
      return TRUE;
  return FALSE;
}

static void
fill_step (ModelRecord *record, GPtrArray *others)
{
  g_autofree char *label = g_strdup (_ ("New step"));

  for (guint i = 2; has_label (others, label); i++)
    {
      g_free (label);
      label = g_strdup_printf ("%s %u", _ ("New step"), i);
    }
  model_record_set_canonical (record, "label", label);
  model_record_set_int (record, "is_sent", 0);
  model_record_set_int (record, "is_signed", 0);
}

/* ---- signatories ---- */

static const char *const role_keys[] = {
  "signatory_role.role",        "signatory_role.label",
  "signatory_role.name",        "signatory_role.email",
  "signatory_role.substitute",  "signatory_role.is_mandatory",
  "signatory_role.minors_only", NULL
};

static char *
dup_role_title (ModelRecord *record)
{
  const char *label = model_record_get (record, "label");
  const ModelField *field = model_field_find ("signatory_role.role");

  if (label != NULL)
    return g_strdup (label);
  label = model_value_choice_label (field, model_record_get (record, "role"));
  return g_strdup (label != NULL ? _ (label) : "");
}

static char *
dup_role_subtitle (ModelRecord *record, gpointer data)
{
  static const char *const columns[] = { "is_mandatory", "minors_only", NULL };
  const char *name = model_record_get (record, "name");
  g_autofree char *flags = join_flags (record, columns);

  if (name == NULL)
    return g_steal_pointer (&flags);
  return g_strdup_printf ("%s%s%s", name, flags[0] != '\0' ? " · " : "", flags);
}

static void
fill_role (ModelRecord *record, GPtrArray *others)
{
  model_record_set_canonical (record, "role", "other");
  model_record_set_canonical (record, "label", _ ("Other signatory"));
  model_record_set_int (record, "is_mandatory", 0);
  model_record_set_int (record, "minors_only", 0);
}

static const struct Kind kinds[] = {
  { MODEL_ENTITY_STEP,
    N_ ("Steps of an Agreement"),
    N_ ("What an agreement on paper goes through. Agreements stay on their step when the list "
        "changes."),
    N_ ("Step removed"),
    { "is_sent", "is_signed" },
    { N_ ("No step yet. Add two at least."), step_keys, dup_step_title, dup_step_subtitle, TRUE },
    work_change_steps_new,
    fill_step },
  { MODEL_ENTITY_SIGNATORY_ROLE,
    N_ ("Signatories"),
    N_ ("Who signs the agreements to come, in this order. Agreements that were made keep theirs."),
    N_ ("Signatory removed"),
    { NULL },
    { N_ ("Nobody signs yet. Add a signatory."), role_keys, dup_role_title, dup_role_subtitle,
      TRUE },
    work_change_signatory_roles_new,
    fill_role },
};

static void
set_entity (AppPreferencesOrder *self, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == model_entity_from_key (key))
      self->kind = &kinds[i];
  g_return_if_fail (self->kind != NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ (self->kind->title));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _ (self->kind->description));
  app_record_list_set_shape (self->list, &self->kind->shape, NULL);
}

/* ---- what a person does ---- */

/* What this row has just come to mean no other means any more. */
static void
leave_single (AppPreferencesOrder *self, GPtrArray *records, ModelRecord *record)
{
  for (guint i = 0; i < MAX_SINGLES && self->kind->singles[i] != NULL; i++)
    {
      const char *column = self->kind->singles[i];
      int index = model_field_index (self->kind->entity, column);

      if (model_record_get_int (record, column) == 0
          || !model_record_is_changed_at (record, (guint) index))
        continue;
      for (guint j = 0; j < records->len; j++)
        if (records->pdata[j] != record)
          model_record_set_int (records->pdata[j], column, 0);
    }
}

static GtkWidget *
row_of (AppPreferencesOrder *self, ModelRecord *record)
{
  return GTK_WIDGET (app_record_list_get_row (self->list, model_record_get_id (record)));
}

static void
on_committed_cb (AppRecordList *list, ModelRecord *record, AppPreferencesOrder *self)
{
  g_autoptr (GPtrArray) records = app_record_list_dup_records (list);

  leave_single (self, records, record);
  app_preferences_apply (self->preferences, self->kind->change_new (records, NULL),
                         row_of (self, record));
}

static void
on_moved_cb (AppRecordList *list, AppOrderRow *row, AppPreferencesOrder *self)
{
  g_autoptr (GPtrArray) records = app_record_list_dup_records (list);

  app_preferences_apply (self->preferences, self->kind->change_new (records, NULL),
                         GTK_WIDGET (row));
}

static void
on_removed_cb (AppRecordList *list, ModelRecord *record, AppPreferencesOrder *self)
{
  g_autoptr (GPtrArray) records = app_record_list_dup_records (list);
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (removed, g_object_ref (record));
  g_ptr_array_remove (records, record);
  app_preferences_apply_and_say (self->preferences, self->kind->change_new (records, removed),
                                 row_of (self, record), _ (self->kind->removed));
}

static void
on_added (gpointer target, gint64 id)
{
  app_record_list_open (APP_PREFERENCES_ORDER (target)->list, id);
}

static void
on_add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreferencesOrder *self = APP_PREFERENCES_ORDER (widget);
  g_autoptr (GPtrArray) records = app_record_list_dup_records (self->list);
  ModelRecord *record = model_record_new (self->kind->entity);

  self->kind->fill (record, records);
  g_ptr_array_add (records, record);
  app_preferences_apply_then (self->preferences, self->kind->change_new (records, NULL), NULL,
                              on_added, self);
}

/* ---- what there is ---- */

static void
on_read (gpointer target, gpointer result)
{
  AppPreferencesOrder *self = target;
  g_autoptr (GPtrArray) records = result;

  if (self->preferences == NULL)
    return;
  app_record_list_set_records (self->list, records);
}

static void
app_preferences_order_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesOrder *self = APP_PREFERENCES_ORDER (part);
  gboolean editable = !app_preferences_is_read_only (preferences);

  g_set_object (&self->preferences, preferences);
  app_record_list_set_editable (self->list, editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preferences.add", editable);
  app_preferences_read (preferences, work_query_records_new (self->kind->entity, NULL, NULL),
                        on_read, self);
}

static void
app_preferences_order_flush (AppPreferencesPart *part)
{
  app_record_list_flush (APP_PREFERENCES_ORDER (part)->list);
}

static void
app_preferences_order_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_order_load;
  iface->flush = app_preferences_order_flush;
}

static void
app_preferences_order_set_property (GObject *object,
                                    guint id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  if (id == PROP_ENTITY)
    set_entity (APP_PREFERENCES_ORDER (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
app_preferences_order_dispose (GObject *object)
{
  g_clear_object (&APP_PREFERENCES_ORDER (object)->preferences);
  G_OBJECT_CLASS (app_preferences_order_parent_class)->dispose (object);
}

static void
app_preferences_order_class_init (AppPreferencesOrderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_preferences_order_dispose;
  object_class->set_property = app_preferences_order_set_property;
  /* The key of the entity: "step", "signatory_role". */
  properties[PROP_ENTITY] =
      g_param_spec_string ("entity", NULL, NULL, NULL,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (APP_TYPE_RECORD_LIST);
  gtk_widget_class_install_action (widget_class, "preferences.add", NULL, on_add_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-order.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesOrder, list);
}

static void
app_preferences_order_init (AppPreferencesOrder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->list, "committed", G_CALLBACK (on_committed_cb), self, 0);
  g_signal_connect_object (self->list, "moved", G_CALLBACK (on_moved_cb), self, 0);
  g_signal_connect_object (self->list, "removed", G_CALLBACK (on_removed_cb), self, 0);
}

/**
 * app_preferences_order_new:
 * @entity: key of an entity that has an order: "step", "signatory_role"
 *
 * Returns: (transfer floating): a group without rows yet
 */
AppPreferencesOrder *
app_preferences_order_new (const char *entity)
{
  return g_object_new (APP_TYPE_PREFERENCES_ORDER, "entity", entity, NULL);
}

/**
 * app_preferences_order_get_list:
 * @self: a group
 *
 * Returns: (transfer none): its list
 */
AppRecordList *
app_preferences_order_get_list (AppPreferencesOrder *self)
{
  g_return_val_if_fail (APP_IS_PREFERENCES_ORDER (self), NULL);
  return self->list;
}
