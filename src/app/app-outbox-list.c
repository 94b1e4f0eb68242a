/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-outbox-list.h"

#include <glib/gi18n-lib.h>

#include "app-menu-click.h"
#include "app-outbox-row.h"
#include "base-text.h"

/**
 * AppOutboxList:
 *
 * Mails and SMS, of which a part is shown: what waits, what failed, what is sent, and what has some
 * words.
 *
 * Emits "selection-changed"; "activated" when one is entered; "menu-wanted" with a place in the
 * list; and "delete-wanted" at the key.
 */
struct _AppOutboxList
{
  AdwBin parent_instance;

  GtkToggleButton *waiting_button;
  GtkToggleButton *failed_button;
  GtkToggleButton *sent_button;
  GtkToggleButton *all_button;
  GtkEditable *entry;
  GtkStack *pages;
  AdwStatusPage *empty;
  GtkListView *view;

  GListStore *items; /* latest first */
  GtkFilterListModel *found;
  GtkFilter *filter;
  GtkSelectionModel *selection;
  AppOutboxFilter part;
  char *words; /* what is typed, folded */
  gboolean is_filling;
};

enum
{
  SELECTION_CHANGED,
  ACTIVATED,
  MENU_WANTED,
  DELETE_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppOutboxList, app_outbox_list, ADW_TYPE_BIN)

static const struct
{
  const char *title;
  const char *advice;
} nothing[APP_OUTBOX_N_FILTERS] = {
  [APP_OUTBOX_WAITING] = { N_ ("Nothing Waits"),
                           N_ ("What you write leaves from here by itself while Paraphe is "
                               "open.") },
  [APP_OUTBOX_FAILED] = { N_ ("Nothing Failed"),
                          N_ ("What could not be sent is shown here with the reason.") },
  [APP_OUTBOX_SENT] = { N_ ("Nothing Sent Yet"),
                        N_ ("Select lines in the list and choose Write… to send mails or SMS.") },
  [APP_OUTBOX_ALL] = { N_ ("Nothing Written Yet"),
                       N_ ("Select lines in the list and choose Write… to send mails or SMS.") },
};

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  AppOutboxList *self = user_data;

  return app_outbox_item_passes (item, self->part, self->words);
}

/* ---- what is shown ---- */

static const char *
find_page (AppOutboxList *self)
{
  if (app_outbox_list_get_n_shown (self) > 0)
    return "some";
  return self->words != NULL && self->words[0] != '\0' ? "none" : "empty";
}

static void
show_found (AppOutboxList *self)
{
  adw_status_page_set_title (self->empty, _ (nothing[self->part].title));
  adw_status_page_set_description (self->empty, _ (nothing[self->part].advice));
  gtk_stack_set_visible_child_name (self->pages, find_page (self));
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
refilter (AppOutboxList *self)
{
  self->is_filling = TRUE;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  self->is_filling = FALSE;
  show_found (self);
}

static GtkToggleButton *
button_of (AppOutboxList *self, AppOutboxFilter part)
{
  GtkToggleButton *buttons[] = { self->waiting_button, self->failed_button, self->sent_button,
                                 self->all_button };

  return buttons[part];
}

static void
on_part_toggled_cb (GtkToggleButton *button, AppOutboxList *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < APP_OUTBOX_N_FILTERS; i++)
    if (button_of (self, i) == button)
      self->part = i;
  refilter (self);
}

static void
on_search_changed_cb (GtkSearchEntry *entry, AppOutboxList *self)
{
  g_free (self->words);
  self->words = base_text_fold (gtk_editable_get_text (self->entry));
  g_strstrip (self->words);
  refilter (self);
}

static void
on_stop_search_cb (GtkSearchEntry *entry, AppOutboxList *self)
{
  gtk_editable_set_text (self->entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
on_search_activate_cb (GtkSearchEntry *entry, AppOutboxList *self)
{
  if (app_outbox_list_get_n_shown (self) > 0)
    gtk_selection_model_select_item (self->selection, 0, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* ---- rows ---- */

static void
on_activate_cb (GtkListView *view, guint position, AppOutboxList *self)
{
  gtk_selection_model_select_item (self->selection, position, TRUE);
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* The row under the pointer is among the selected ones, or becomes the only one. */
static gboolean
on_menu_pressed_cb (gpointer object, GtkWidget *row, double x, double y)
{
  GtkListItem *item = object;
  AppOutboxList *self = APP_OUTBOX_LIST (gtk_widget_get_ancestor (row, APP_TYPE_OUTBOX_LIST));

  if (!gtk_list_item_get_selected (item))
    gtk_selection_model_select_item (self->selection, gtk_list_item_get_position (item), TRUE);
  return TRUE;
}

static void
on_menu_wanted_cb (gpointer object, GtkWidget *row, double x, double y)
{
  GtkWidget *self = gtk_widget_get_ancestor (row, APP_TYPE_OUTBOX_LIST);
  double here_x, here_y;

  if (!gtk_list_item_get_selected (object))
    return;
  gtk_widget_translate_coordinates (row, self, x, y, &here_x, &here_y);
  g_signal_emit (self, signals[MENU_WANTED], 0, here_x, here_y);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *row = app_outbox_row_new ();

  app_menu_click_add (row, on_menu_pressed_cb, on_menu_wanted_cb, item);
  gtk_list_item_set_child (item, row);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  AppOutboxRow *row = APP_OUTBOX_ROW (gtk_list_item_get_child (item));
  g_autofree char *spoken = NULL;

  app_outbox_row_set_item (row, gtk_list_item_get_item (item));
  spoken = app_outbox_row_dup_spoken (row);
  /* The list's own row is what a screen reader stops at. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* The menu and the deletion from the keyboard. */
static gboolean
on_key_pressed_cb (GtkEventControllerKey *keys,
                   guint keyval,
                   guint keycode,
                   GdkModifierType modifiers,
                   AppOutboxList *self)
{
  gboolean is_menu =
      keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (modifiers & GDK_SHIFT_MASK) != 0);

  if (keyval == GDK_KEY_Delete)
    g_signal_emit (self, signals[DELETE_WANTED], 0);
  else if (is_menu)
    g_signal_emit (self, signals[MENU_WANTED], 0,
                   gtk_widget_get_width (GTK_WIDGET (self->view)) / 2.0,
                   gtk_widget_get_height (GTK_WIDGET (self->view)) / 2.0);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
on_selection_changed_cb (GtkSelectionModel *model, guint position, guint n, AppOutboxList *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* ---- the widget ---- */

static void
app_outbox_list_dispose (GObject *object)
{
  AppOutboxList *self = APP_OUTBOX_LIST (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (app_outbox_list_parent_class)->dispose (object);
}

static void
app_outbox_list_finalize (GObject *object)
{
  g_free (APP_OUTBOX_LIST (object)->words);
  G_OBJECT_CLASS (app_outbox_list_parent_class)->finalize (object);
}

static void
make_signals (void)
{
  signals[SELECTION_CHANGED] =
      g_signal_new ("selection-changed", APP_TYPE_OUTBOX_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", APP_TYPE_OUTBOX_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  signals[MENU_WANTED] =
      g_signal_new ("menu-wanted", APP_TYPE_OUTBOX_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[DELETE_WANTED] = g_signal_new ("delete-wanted", APP_TYPE_OUTBOX_LIST, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_outbox_list_class_init (AppOutboxListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_outbox_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_outbox_list_finalize;
  make_signals ();
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-outbox-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AppOutboxList, waiting_button);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxList, failed_button);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxList, sent_button);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxList, all_button);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxList, entry);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxList, pages);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxList, empty);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxList, view);
  gtk_widget_class_bind_template_callback (widget_class, on_part_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
make_list (AppOutboxList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->items = g_list_store_new (APP_TYPE_OUTBOX_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  self->found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)),
                                           g_object_ref (self->filter));
  self->selection =
      GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->found))));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (on_selection_changed_cb), self, 0);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, self->selection);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

static void
app_outbox_list_init (AppOutboxList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->part = APP_OUTBOX_ALL;
  make_list (self);
  show_found (self);
}

/**
 * app_outbox_list_new:
 *
 * Returns: (transfer floating): an empty list
 */
AppOutboxList *
app_outbox_list_new (void)
{
  return g_object_new (APP_TYPE_OUTBOX_LIST, NULL);
}

/**
 * app_outbox_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer full) (element-type AppOutboxItem): what is selected, as listed
 */
GPtrArray *
app_outbox_list_get_selected (AppOutboxList *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) bits = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (APP_IS_OUTBOX_LIST (self), items);
  bits = gtk_selection_model_get_selection (self->selection);
  if (gtk_bitset_iter_init_first (&iter, bits, &position))
    do
      g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->selection), position));
    while (gtk_bitset_iter_next (&iter, &position));
  return items;
}

/* ---- filling ---- */

/* The items that stay what they were keep their rows, and with them the keyboard and the place. */
static GPtrArray *
make_items (AppOutboxList *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_before; i++)
    {
      g_autoptr (AppOutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      g_hash_table_insert (known, (gpointer) &app_outbox_item_get_row (item)->id, item);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const WorkOutboxRow *row = rows->pdata[i];
      AppOutboxItem *before = g_hash_table_lookup (known, &row->id);

      g_ptr_array_add (items, before != NULL && app_outbox_item_says (before, row)
                                  ? g_object_ref (before)
                                  : app_outbox_item_new (row));
    }
  return items;
}

static void
replace_items (AppOutboxList *self, GPtrArray *items)
{
  GListModel *model = G_LIST_MODEL (self->items);
  guint n_before = g_list_model_get_n_items (model), first = 0, last = 0;

  for (; first < MIN (n_before, items->len); first++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, first);

      if (item != items->pdata[first])
        break;
    }
  for (; last < MIN (n_before, items->len) - first; last++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, n_before - 1 - last);

      if (item != items->pdata[items->len - 1 - last])
        break;
    }
  if (n_before != items->len || first < items->len)
    g_list_store_splice (self->items, first, n_before - first - last, items->pdata + first,
                         items->len - first - last);
}

/**
 * app_outbox_list_set_rows:
 * @self: a list
 * @rows: (element-type WorkOutboxRow): the outbox, latest first
 *
 * Shows the outbox as it is now. What was selected stays so while it is shown.
 */
void
app_outbox_list_set_rows (AppOutboxList *self, GPtrArray *rows)
{
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_return_if_fail (APP_IS_OUTBOX_LIST (self));
  selected = app_outbox_list_get_selected (self);
  for (guint i = 0; i < selected->len; i++)
    g_hash_table_add (ids, (gpointer) &app_outbox_item_get_row (selected->pdata[i])->id);
  items = make_items (self, rows);
  self->is_filling = TRUE;
  replace_items (self, items);
  for (guint i = 0; g_hash_table_size (ids) > 0 && i < app_outbox_list_get_n_shown (self); i++)
    {
      g_autoptr (AppOutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (g_hash_table_contains (ids, &app_outbox_item_get_row (item)->id))
        gtk_selection_model_select_item (self->selection, i, FALSE);
    }
  self->is_filling = FALSE;
  show_found (self);
}

static gboolean
has_any (AppOutboxList *self, AppOutboxFilter part)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppOutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (app_outbox_item_passes (item, part, NULL))
        return TRUE;
    }
  return FALSE;
}

/**
 * app_outbox_list_open:
 * @self: a list, just gone to
 *
 * Shows the part that wants a look: what failed, else what waits, else all.
 */
void
app_outbox_list_open (AppOutboxList *self)
{
  AppOutboxFilter part = APP_OUTBOX_ALL;

  g_return_if_fail (APP_IS_OUTBOX_LIST (self));
  if (has_any (self, APP_OUTBOX_FAILED))
    part = APP_OUTBOX_FAILED;
  else if (has_any (self, APP_OUTBOX_WAITING))
    part = APP_OUTBOX_WAITING;
  app_outbox_list_set_filter (self, part);
}

/**
 * app_outbox_list_set_filter:
 * @self: a list
 * @filter: the part to look at
 */
void
app_outbox_list_set_filter (AppOutboxList *self, AppOutboxFilter filter)
{
  g_return_if_fail (APP_IS_OUTBOX_LIST (self));
  gtk_toggle_button_set_active (button_of (self, filter), TRUE);
}

/**
 * app_outbox_list_get_filter:
 * @self: a list
 *
 * Returns: the part that is looked at
 */
AppOutboxFilter
app_outbox_list_get_filter (AppOutboxList *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_LIST (self), APP_OUTBOX_ALL);
  return self->part;
}

/**
 * app_outbox_list_search:
 * @self: a list
 *
 * Moves the keyboard to where words are typed.
 */
void
app_outbox_list_search (AppOutboxList *self)
{
  g_return_if_fail (APP_IS_OUTBOX_LIST (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * app_outbox_list_get_n_shown:
 * @self: a list
 *
 * Returns: how many are listed
 */
guint
app_outbox_list_get_n_shown (AppOutboxList *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_LIST (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->found));
}

/**
 * app_outbox_list_is_empty:
 * @self: a list
 *
 * Returns: whether there is nothing at all in the outbox
 */
gboolean
app_outbox_list_is_empty (AppOutboxList *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_LIST (self), TRUE);
  return g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0;
}

/**
 * app_outbox_list_select:
 * @self: a list
 * @id: a mail or an SMS
 *
 * Selects it alone.
 *
 * Returns: whether it is listed
 */
gboolean
app_outbox_list_select (AppOutboxList *self, gint64 id)
{
  g_return_val_if_fail (APP_IS_OUTBOX_LIST (self), FALSE);
  for (guint i = 0; i < app_outbox_list_get_n_shown (self); i++)
    {
      g_autoptr (AppOutboxItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (app_outbox_item_get_row (item)->id != id)
        continue;
      gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", i);
      return gtk_selection_model_select_item (self->selection, i, TRUE);
    }
  return FALSE;
}

/**
 * app_outbox_list_get_page:
 * @self: a list
 *
 * Returns: (transfer none): "some", "none" when no line has the words, or "empty"
 */
const char *
app_outbox_list_get_page (AppOutboxList *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_LIST (self), NULL);
  return gtk_stack_get_visible_child_name (self->pages);
}

/**
 * app_outbox_list_focus:
 * @self: a list
 *
 * Moves the keyboard to the lines.
 */
void
app_outbox_list_focus (AppOutboxList *self)
{
  g_return_if_fail (APP_IS_OUTBOX_LIST (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
