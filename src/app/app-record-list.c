/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-record-list.h"

#include <glib/gi18n-lib.h>

#include "app-field-row.h"
#include "app-picker.h"

/**
 * AppRecordList:
 *
 * Records of one entity, each a row that opens onto its fields: they are made when it is opened for
 * the first time. Emits "row-opened" with a row and its record then, for more to be put into it;
 * "committed" with a record when the person is through with a changed value; "moved" when rows have
 * another order; "removed" with a record that is to go.
 */
struct _AppRecordList
{
  AdwBin parent_instance;

  AppOrderList *list;
  const AppRecordShape *shape;
  gpointer data;       /* for the shape's functions */
  GHashTable *items;   /* id → Item */
  GHashTable *choices; /* key → GListModel */
  gboolean is_editable;
  gint64 to_open; /* a row that is awaited */
};

typedef struct
{
  AppRecordList *list;
  AppOrderRow *row; /* (owned): it may be out of the list for a moment */
  ModelRecord *record;
  GPtrArray *parts; /* (element-type AppFieldRow) */
} Item;

enum
{
  ROW_OPENED,
  COMMITTED,
  MOVED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppRecordList, app_record_list, ADW_TYPE_BIN)

static void
item_free (gpointer data)
{
  Item *item = data;

  for (guint i = 0; i < item->parts->len; i++)
    g_signal_handlers_disconnect_by_data (item->parts->pdata[i], item);
  g_signal_handlers_disconnect_by_data (item->row, item);
  g_object_unref (item->row);
  g_object_unref (item->record);
  g_ptr_array_unref (item->parts);
  g_free (item);
}

static Item *
find_item (AppRecordList *self, gint64 id)
{
  return g_hash_table_lookup (self->items, &id);
}

static void
show_texts (Item *item)
{
  const AppRecordShape *shape = item->list->shape;
  g_autofree char *title = shape->dup_title (item->record);
  g_autofree char *subtitle =
      shape->dup_subtitle != NULL ? shape->dup_subtitle (item->record, item->list->data) : NULL;

  app_order_row_set_texts (item->row, title, subtitle);
}

static void
on_changed_cb (AppFormPart *part, const char *key, Item *item)
{
  show_texts (item);
}

static void
on_committed_cb (AppFormPart *part, const char *key, Item *item)
{
  g_autoptr (ModelRecord) record = g_object_ref (item->record);

  g_signal_emit (item->list, signals[COMMITTED], 0, record);
}

static void
set_choices_of (AppRecordList *self, AppFieldRow *part)
{
  GListModel *choices = g_hash_table_lookup (self->choices, app_field_row_get_field (part)->key);
  AppFieldEditor *editor = app_field_row_get_editor (part);

  if (choices != NULL && APP_IS_PICKER (editor))
    app_picker_set_choices (APP_PICKER (editor), choices);
}

static void
add_part (AppRecordList *self, Item *item, const char *key)
{
  AppFieldRow *part = app_field_row_new (model_field_find (key));

  adw_expander_row_add_row (ADW_EXPANDER_ROW (item->row), GTK_WIDGET (part));
  g_ptr_array_add (item->parts, part);
  set_choices_of (self, part);
  app_form_part_set_record (APP_FORM_PART (part), item->record);
  app_form_part_set_editable (APP_FORM_PART (part), self->is_editable);
  g_signal_connect (part, "changed", G_CALLBACK (on_changed_cb), item);
  g_signal_connect (part, "committed", G_CALLBACK (on_committed_cb), item);
}

/* A school has dozens of classes and periods, and a form for each would be slow to make. */
static void
ensure_parts (Item *item)
{
  if (item->parts->len > 0)
    return;
  for (guint i = 0; item->list->shape->keys[i] != NULL; i++)
    add_part (item->list, item, item->list->shape->keys[i]);
  g_signal_emit (item->list, signals[ROW_OPENED], 0, item->row, item->record);
}

static void
on_expanded_cb (AppOrderRow *row, GParamSpec *pspec, Item *item)
{
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
    ensure_parts (item);
}

static Item *
add_item (AppRecordList *self, ModelRecord *record)
{
  gint64 id = model_record_get_id (record);
  Item *item = g_new0 (Item, 1);

  item->list = self;
  item->row = g_object_ref_sink (app_order_row_new (id));
  item->record = g_object_ref (record);
  item->parts = g_ptr_array_new ();
  g_hash_table_insert (self->items, g_memdup2 (&id, sizeof id), item);
  g_signal_connect (item->row, "notify::expanded", G_CALLBACK (on_expanded_cb), item);
  return item;
}

static void
update_item (Item *item, ModelRecord *fresh)
{
  /* What clashes is asked about when it is saved: until then it stands on what it was. */
  if (!model_record_clashes (item->record, fresh))
    model_record_rebase (item->record, fresh);
  for (guint i = 0; i < item->parts->len; i++)
    app_form_part_refresh (item->parts->pdata[i]);
}

static void
on_moved_cb (AppOrderList *list, AppOrderRow *row, AppRecordList *self)
{
  g_signal_emit (self, signals[MOVED], 0, row);
}

static void
on_removed_cb (AppOrderList *list, AppOrderRow *row, AppRecordList *self)
{
  Item *item = find_item (self, app_order_row_get_id (row));

  g_signal_emit (self, signals[REMOVED], 0, item->record);
}

static void
app_record_list_dispose (GObject *object)
{
  AppRecordList *self = APP_RECORD_LIST (object);

  G_OBJECT_CLASS (app_record_list_parent_class)->dispose (object);
  g_hash_table_remove_all (self->items);
  g_hash_table_remove_all (self->choices);
}

static void
app_record_list_finalize (GObject *object)
{
  AppRecordList *self = APP_RECORD_LIST (object);

  g_hash_table_unref (self->items);
  g_hash_table_unref (self->choices);
  G_OBJECT_CLASS (app_record_list_parent_class)->finalize (object);
}

static void
app_record_list_class_init (AppRecordListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_record_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_record_list_finalize;
  signals[ROW_OPENED] =
      g_signal_new ("row-opened", APP_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, APP_TYPE_ORDER_ROW, MODEL_TYPE_RECORD);
  signals[COMMITTED] = g_signal_new ("committed", APP_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, MODEL_TYPE_RECORD);
  signals[MOVED] = g_signal_new ("moved", APP_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, APP_TYPE_ORDER_ROW);
  signals[REMOVED] = g_signal_new ("removed", APP_TYPE_RECORD_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, MODEL_TYPE_RECORD);
}

static void
app_record_list_init (AppRecordList *self)
{
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, item_free);
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->is_editable = TRUE;
  self->list = app_order_list_new ();
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "moved", G_CALLBACK (on_moved_cb), self, 0);
  g_signal_connect_object (self->list, "removed", G_CALLBACK (on_removed_cb), self, 0);
}

/**
 * app_record_list_new:
 *
 * Returns: (transfer floating): a list that has no shape yet
 */
AppRecordList *
app_record_list_new (void)
{
  return g_object_new (APP_TYPE_RECORD_LIST, NULL);
}

/**
 * app_record_list_set_shape:
 * @self: a list
 * @shape: (transfer none): how records are shown; a static table
 * @data: for its functions; lives as long as the list
 *
 * Says once what the list is of.
 */
void
app_record_list_set_shape (AppRecordList *self, const AppRecordShape *shape, gpointer data)
{
  g_return_if_fail (APP_IS_RECORD_LIST (self));
  self->shape = shape;
  self->data = data;
  app_order_list_set_placeholder (self->list, _ (shape->placeholder));
  app_order_list_set_may (self->list, shape->has_order, TRUE);
}

/**
 * app_record_list_set_choices:
 * @self: a list
 * @key: the key of a reference
 * @choices: (transfer none): a model of #AppPickerItem
 *
 * Says which rows a reference may point at.
 */
void
app_record_list_set_choices (AppRecordList *self, const char *key, GListModel *choices)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (APP_IS_RECORD_LIST (self));
  g_hash_table_insert (self->choices, g_strdup (key), g_object_ref (choices));
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < ((Item *) value)->parts->len; i++)
      set_choices_of (self, ((Item *) value)->parts->pdata[i]);
}

/**
 * app_record_list_set_editable:
 * @self: a list
 * @editable: whether anything may be changed
 *
 * Locks the list, or opens it.
 */
void
app_record_list_set_editable (AppRecordList *self, gboolean editable)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (APP_IS_RECORD_LIST (self));
  self->is_editable = editable;
  app_order_list_set_may (self->list, editable && self->shape->has_order, editable);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < ((Item *) value)->parts->len; i++)
      app_form_part_set_editable (((Item *) value)->parts->pdata[i], editable);
}

static void
drop_items (AppRecordList *self, GPtrArray *rows)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!g_ptr_array_find (rows, ((Item *) value)->row, NULL))
      g_hash_table_iter_remove (&iter);
}

/**
 * app_record_list_set_records:
 * @self: a list
 * @records: (element-type ModelRecord): what there is now, in order
 *
 * Shows records. A row that is there already stays, and so does what is being typed into it.
 */
void
app_record_list_set_records (AppRecordList *self, GPtrArray *records)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  g_return_if_fail (APP_IS_RECORD_LIST (self) && self->shape != NULL);
  for (guint i = 0; i < records->len; i++)
    {
      ModelRecord *fresh = records->pdata[i];
      Item *item = find_item (self, model_record_get_id (fresh));

      if (item != NULL)
        update_item (item, fresh);
      else
        item = add_item (self, fresh);
      show_texts (item);
      g_ptr_array_add (rows, item->row);
    }
  app_order_list_set_rows (self->list, rows);
  drop_items (self, rows);
  if (self->to_open != 0)
    app_record_list_open (self, self->to_open);
}

/**
 * app_record_list_dup_records:
 * @self: a list
 *
 * Returns: (transfer full) (element-type ModelRecord): the records in the order of the rows, with
 *   what was changed in them
 */
GPtrArray *
app_record_list_dup_records (AppRecordList *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (APP_IS_RECORD_LIST (self), records);
  for (guint i = 0; i < app_order_list_get_n_rows (self->list); i++)
    {
      gint64 id = app_order_row_get_id (app_order_list_get_row (self->list, i));

      g_ptr_array_add (records, g_object_ref (find_item (self, id)->record));
    }
  return records;
}

/**
 * app_record_list_get_n_rows:
 * @self: a list
 *
 * Returns: how many rows it has
 */
guint
app_record_list_get_n_rows (AppRecordList *self)
{
  g_return_val_if_fail (APP_IS_RECORD_LIST (self), 0);
  return app_order_list_get_n_rows (self->list);
}

/**
 * app_record_list_get_row:
 * @self: a list
 * @id: of a record
 *
 * Returns: (transfer none) (nullable): its row
 */
AppOrderRow *
app_record_list_get_row (AppRecordList *self, gint64 id)
{
  Item *item;

  g_return_val_if_fail (APP_IS_RECORD_LIST (self), NULL);
  item = find_item (self, id);
  return item != NULL ? item->row : NULL;
}

/**
 * app_record_list_get_record:
 * @self: a list
 * @id: of a record
 *
 * Returns: (transfer none) (nullable): the record as it is edited
 */
ModelRecord *
app_record_list_get_record (AppRecordList *self, gint64 id)
{
  Item *item;

  g_return_val_if_fail (APP_IS_RECORD_LIST (self), NULL);
  item = find_item (self, id);
  return item != NULL ? item->record : NULL;
}

/**
 * app_record_list_get_part:
 * @self: a list
 * @id: of a record
 * @key: one of the shape's keys
 *
 * Returns: (transfer none) (nullable): what edits the field
 */
AppFormPart *
app_record_list_get_part (AppRecordList *self, gint64 id, const char *key)
{
  Item *item;

  g_return_val_if_fail (APP_IS_RECORD_LIST (self), NULL);
  item = find_item (self, id);
  if (item != NULL)
    ensure_parts (item);
  for (guint i = 0; item != NULL && i < item->parts->len; i++)
    if (g_str_equal (app_field_row_get_field (item->parts->pdata[i])->key, key))
      return item->parts->pdata[i];
  return NULL;
}

/**
 * app_record_list_open:
 * @self: a list
 * @id: of a record; it may come with the next app_record_list_set_records() only
 *
 * Opens a row and puts the focus into its first field.
 */
void
app_record_list_open (AppRecordList *self, gint64 id)
{
  Item *item;

  g_return_if_fail (APP_IS_RECORD_LIST (self));
  item = find_item (self, id);
  self->to_open = item != NULL ? 0 : id;
  if (item == NULL)
    return;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (item->row), TRUE);
  app_form_part_focus_field (item->parts->pdata[0], self->shape->keys[0]);
}

/**
 * app_record_list_flush:
 * @self: a list
 *
 * Ends the typing: what was changed is committed.
 */
void
app_record_list_flush (AppRecordList *self)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (APP_IS_RECORD_LIST (self));
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < ((Item *) value)->parts->len; i++)
      app_form_part_flush (((Item *) value)->parts->pdata[i]);
}
