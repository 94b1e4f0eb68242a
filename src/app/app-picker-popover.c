/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-picker-popover.h"

#include <glib/gi18n-lib.h>

#include "app-text-cell.h"
#include "base-text.h"

/* Ids of no row: what the first and the last item of the list do. */
#define NONE_ID   0
#define CREATE_ID (-1)

/**
 * AppPickerPopover:
 *
 * Finds one row among thousands by the words that are typed. The focus stays in the entry: arrows
 * move through the list, Enter chooses. Emits "chosen" with an id (0 for none) and
 * "create-requested" with what was typed.
 */
struct _AppPickerPopover
{
  GtkPopover parent_instance;

  GtkEditable *entry;
  GtkListView *view;
  GtkStack *pages;

  GListStore *head; /* none, while something is chosen and nothing is typed */
  GListStore *tail; /* create */
  GtkFilterListModel *found;
  GtkFilter *filter;
  GtkSingleSelection *selection;

  char *words; /* what is typed, folded */
  char *create_label;
  char *none_label; /* (nullable) */
  gint64 chosen;
  guint scroll_tick;
};

enum
{
  CHOSEN,
  CREATE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPickerPopover, app_picker_popover, GTK_TYPE_POPOVER)

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  AppPickerPopover *self = user_data;

  return base_text_folded_contains_all (app_picker_item_get_search_key (item), self->words);
}

static void
replace_only (GListStore *store, AppPickerItem *item)
{
  gpointer items[] = { item };

  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items,
                       item != NULL ? 1 : 0);
}

static void
show_head (AppPickerPopover *self)
{
  g_autoptr (AppPickerItem) none = NULL;

  if (self->chosen != 0 && self->words[0] == '\0')
    /* Translators: in a list of rows to refer to: choose none of them. */
    none = app_picker_item_new (NONE_ID, self->none_label != NULL ? self->none_label : _ ("None"),
                                NULL, NULL);
  replace_only (self->head, none);
}

static void
show_tail (AppPickerPopover *self)
{
  g_autofree char *typed = base_text_clean (gtk_editable_get_text (self->entry));
  g_autofree char *title = NULL;
  g_autoptr (AppPickerItem) create = NULL;

  if (self->create_label != NULL)
    {
      title = typed[0] == '\0'
                  ? g_strconcat (self->create_label, "…", NULL)
                  /* Translators: what the item does ("Create the company"), then what was typed. */
                  : g_strdup_printf (_ ("%s “%s”…"), self->create_label, typed);
      create = app_picker_item_new (CREATE_ID, title, NULL, NULL);
    }
  replace_only (self->tail, create);
}

/* The entry has the focus: what a screen reader is told of the list is said of the entry. */
static void
say_selected (AppPickerPopover *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  AppPickerItem *item = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *text = NULL;

  if (item != NULL)
    /* Translators: an item of a list, its place, and how many there are. */
    text = g_strdup_printf (_ ("%s, %u of %u"), app_picker_item_get_title (item), position + 1,
                            n_items);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : _ ("Nothing is found"), -1);
}

/* A list view that has no size yet would scroll to a place without rows. */
static gboolean
on_tick_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  AppPickerPopover *self = user_data;

  if (gtk_widget_get_height (view) <= 0)
    return G_SOURCE_CONTINUE;
  self->scroll_tick = 0;
  /* As near to the top as it goes: the first item is how to choose none. */
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), 0);
  gtk_widget_activate_action (view, "list.scroll-to-item", "u",
                              gtk_single_selection_get_selected (self->selection));
  return G_SOURCE_REMOVE;
}

static void
select_at (AppPickerPopover *self, guint position)
{
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return;
  gtk_single_selection_set_selected (self->selection, position);
  if (self->scroll_tick == 0)
    self->scroll_tick =
        gtk_widget_add_tick_callback (GTK_WIDGET (self->view), on_tick_cb, self, NULL);
  say_selected (self);
}

static void
show_found (AppPickerPopover *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  gtk_stack_set_visible_child_name (self->pages, n_items > 0 ? "some" : "none");
  select_at (self, 0);
  if (n_items == 0)
    say_selected (self);
}

static void
on_text_changed_cb (GtkEditable *entry, AppPickerPopover *self)
{
  g_autofree char *words = base_text_fold (gtk_editable_get_text (entry));
  GtkFilterChange change = GTK_FILTER_CHANGE_DIFFERENT;

  if (g_str_equal (words, self->words))
    {
      show_tail (self);
      return;
    }
  if (g_str_has_prefix (words, self->words))
    change = GTK_FILTER_CHANGE_MORE_STRICT;
  else if (g_str_has_prefix (self->words, words))
    change = GTK_FILTER_CHANGE_LESS_STRICT;
  g_free (self->words);
  self->words = g_steal_pointer (&words);
  show_head (self);
  gtk_filter_changed (self->filter, change);
  show_tail (self);
  show_found (self);
}

static void
choose (AppPickerPopover *self, AppPickerItem *item)
{
  gint64 id = app_picker_item_get_id (item);
  g_autofree char *typed = base_text_clean (gtk_editable_get_text (self->entry));

  gtk_popover_popdown (GTK_POPOVER (self));
  if (id == CREATE_ID)
    g_signal_emit (self, signals[CREATE_REQUESTED], 0, typed);
  else
    g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
on_entry_activate_cb (GtkSearchEntry *entry, AppPickerPopover *self)
{
  AppPickerItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    choose (self, item);
}

static void
on_view_activate_cb (GtkListView *view, guint position, AppPickerPopover *self)
{
  g_autoptr (AppPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    choose (self, item);
}

static void
on_stop_search_cb (GtkSearchEntry *entry, AppPickerPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static const struct
{
  guint keyval;
  int step;
} moves[] = {
  { GDK_KEY_Down, 1 },     { GDK_KEY_KP_Down, 1 },     { GDK_KEY_Up, -1 },
  { GDK_KEY_KP_Up, -1 },   { GDK_KEY_Page_Down, 8 },   { GDK_KEY_KP_Page_Down, 8 },
  { GDK_KEY_Page_Up, -8 }, { GDK_KEY_KP_Page_Up, -8 },
};

/* A step up from the first item leads to the last, which makes a new row. */
static guint
step_from (int position, int step, int n_items)
{
  if (position == 0 && step == -1)
    return (guint) (n_items - 1);
  return (guint) CLAMP (position + step, 0, n_items - 1);
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   AppPickerPopover *self)
{
  int n_items = (int) g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  int position = (int) gtk_single_selection_get_selected (self->selection);

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].keyval == keyval)
      {
        if (n_items > 0)
          select_at (self, step_from (position, moves[i].step, n_items));
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, app_text_cell_new ());
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  AppPickerItem *item = gtk_list_item_get_item (list_item);

  app_text_cell_set (APP_TEXT_CELL (gtk_list_item_get_child (list_item)),
                     app_picker_item_get_title (item), app_picker_item_get_subtitle (item),
                     app_picker_item_get_id (item) > 0);
}

static void
app_picker_popover_dispose (GObject *object)
{
  AppPickerPopover *self = APP_PICKER_POPOVER (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  g_clear_object (&self->head);
  g_clear_object (&self->tail);
  G_OBJECT_CLASS (app_picker_popover_parent_class)->dispose (object);
}

static void
app_picker_popover_finalize (GObject *object)
{
  AppPickerPopover *self = APP_PICKER_POPOVER (object);

  g_free (self->words);
  g_free (self->create_label);
  g_free (self->none_label);
  G_OBJECT_CLASS (app_picker_popover_parent_class)->finalize (object);
}

static void
app_picker_popover_class_init (AppPickerPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_picker_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_picker_popover_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", APP_TYPE_PICKER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CREATE_REQUESTED] =
      g_signal_new ("create-requested", APP_TYPE_PICKER_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-picker-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPickerPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, AppPickerPopover, view);
  gtk_widget_class_bind_template_child (widget_class, AppPickerPopover, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_view_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_cb);
}

static void
app_picker_popover_init (AppPickerPopover *self)
{
  g_autoptr (GListStore) parts = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkFlattenListModel *all;

  self->words = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  self->found = gtk_filter_list_model_new (NULL, self->filter);
  self->head = g_list_store_new (APP_TYPE_PICKER_ITEM);
  self->tail = g_list_store_new (APP_TYPE_PICKER_ITEM);
  g_list_store_append (parts, self->head);
  g_list_store_append (parts, self->found);
  g_list_store_append (parts, self->tail);
  all = gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&parts)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (all));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * app_picker_popover_new:
 *
 * Returns: (transfer floating): a popover with nothing to choose
 */
GtkWidget *
app_picker_popover_new (void)
{
  return g_object_new (APP_TYPE_PICKER_POPOVER, NULL);
}

/**
 * app_picker_popover_set_choices:
 * @self: a popover
 * @choices: (nullable) (transfer none): a model of #AppPickerItem, in the order to show them
 *
 * Says what can be chosen.
 */
void
app_picker_popover_set_choices (AppPickerPopover *self, GListModel *choices)
{
  g_return_if_fail (APP_IS_PICKER_POPOVER (self));
  gtk_filter_list_model_set_model (self->found, choices);
  show_found (self);
}

/**
 * app_picker_popover_set_none_label:
 * @self: a list
 * @label: (nullable): what choosing none is called; %NULL for "None"
 */
void
app_picker_popover_set_none_label (AppPickerPopover *self, const char *label)
{
  g_return_if_fail (APP_IS_PICKER_POPOVER (self));
  g_free (self->none_label);
  self->none_label = g_strdup (label);
}

/**
 * app_picker_popover_set_create_label:
 * @self: a popover
 * @label: (nullable): what making a new row is called: "Create the company"; %NULL for nothing
 *
 * Offers to make a new row, at the end of the list.
 */
void
app_picker_popover_set_create_label (AppPickerPopover *self, const char *label)
{
  g_return_if_fail (APP_IS_PICKER_POPOVER (self));
  g_free (self->create_label);
  self->create_label = g_strdup (label);
  show_tail (self);
  show_found (self);
}

static guint
find_position (AppPickerPopover *self, gint64 id)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  guint n_items = g_list_model_get_n_items (model);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AppPickerItem) item = g_list_model_get_item (model, i);

      if (app_picker_item_get_id (item) == id)
        return i;
    }
  return 0;
}

/**
 * app_picker_popover_set_chosen:
 * @self: a popover
 * @id: what is chosen now, 0 for none
 *
 * Empties the entry and points at what is chosen: the popover is about to open.
 */
void
app_picker_popover_set_chosen (AppPickerPopover *self, gint64 id)
{
  g_return_if_fail (APP_IS_PICKER_POPOVER (self));
  self->chosen = id;
  gtk_editable_set_text (self->entry, "");
  show_head (self);
  show_found (self);
  if (id != 0)
    select_at (self, find_position (self, id));
}

/**
 * app_picker_popover_set_text:
 * @self: a popover
 * @text: what to look for
 *
 * Types @text, as when the person had begun to type before the popover was open.
 */
void
app_picker_popover_set_text (AppPickerPopover *self, const char *text)
{
  g_return_if_fail (APP_IS_PICKER_POPOVER (self));
  gtk_editable_set_text (self->entry, text);
  gtk_editable_set_position (self->entry, -1);
}
