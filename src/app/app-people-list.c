/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-people-list.h"

#include <glib/gi18n-lib.h>

#include "app-person-row.h"
#include "base-text.h"

/**
 * AppPeopleList:
 *
 * All students, companies or teachers, found as one types. Emits "selected" with an id when the
 * person chooses a row, and "opened" when the row is to be gone to: a click or Enter.
 */
struct _AppPeopleList
{
  AdwBin parent_instance;

  GtkEditable *entry;
  GtkToggleButton *warnings_button;
  GtkStack *pages;
  GtkListView *view;
  GtkLabel *total;

  GListStore *people;
  GtkFilterListModel *found;
  GtkFilter *filter;
  GtkSingleSelection *selection;
  ModelEntity entity;
  gint64 selected; /* also while the words leave it out */
  char *words;     /* what is typed, folded */
  gboolean is_filling;
  guint scroll_tick;
};

enum
{
  SELECTED,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPeopleList, app_people_list, ADW_TYPE_BIN)

static const struct
{
  ModelEntity entity;
  const char *placeholder;
} kinds[] = {
  { MODEL_ENTITY_STUDENT, N_ ("Name, class, number…") },
  { MODEL_ENTITY_COMPANY, N_ ("Name, town, SIRET, person…") },
  { MODEL_ENTITY_TEACHER, N_ ("Name, subject, e-mail…") },
};

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  AppPeopleList *self = user_data;
  ModelPerson *person = item;

  return (!gtk_toggle_button_get_active (self->warnings_button)
          || person->warnings != MODEL_PERSON_FINE)
         && model_person_matches (person, self->words);
}

/* (transfer full): "12 of 3000", or how many there are */
static char *
say_total (AppPeopleList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->people));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->found));

  if (n != n_shown)
    return g_strdup_printf (_ ("%u of %u"), n_shown, n);
  if (self->entity == MODEL_ENTITY_COMPANY)
    return g_strdup_printf (ngettext ("%u company", "%u companies", n), n);
  if (self->entity == MODEL_ENTITY_TEACHER)
    return g_strdup_printf (ngettext ("%u teacher", "%u teachers", n), n);
  return g_strdup_printf (ngettext ("%u student", "%u students", n), n);
}

static void
show_found (AppPeopleList *self)
{
  g_autofree char *total = say_total (self);
  const char *page = "some";

  if (g_list_model_get_n_items (G_LIST_MODEL (self->people)) == 0)
    page = "empty";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0)
    page = "none";
  gtk_stack_set_visible_child_name (self->pages, page);
  gtk_label_set_label (self->total, total);
}

/* Narrowing the list chooses nobody, and nobody is let go of by it. */
static void
refilter (AppPeopleList *self)
{
  self->is_filling = TRUE;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  self->is_filling = FALSE;
  app_people_list_select (self, self->selected);
  show_found (self);
}

static void
on_search_changed_cb (GtkSearchEntry *entry, AppPeopleList *self)
{
  app_people_list_search (self, gtk_editable_get_text (self->entry));
}

static void
on_warnings_toggled_cb (GtkToggleButton *button, AppPeopleList *self)
{
  refilter (self);
}

static void
open_at (AppPeopleList *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  if (self->selected != 0)
    g_signal_emit (self, signals[OPENED], 0, self->selected);
}

/* Enter in the entry goes to the first that is found. */
static void
on_search_activate_cb (GtkSearchEntry *entry, AppPeopleList *self)
{
  app_people_list_search (self, gtk_editable_get_text (self->entry));
  if (app_people_list_get_n_shown (self) > 0)
    open_at (self, 0);
}

static void
on_stop_search_cb (GtkSearchEntry *entry, AppPeopleList *self)
{
  gtk_editable_set_text (self->entry, "");
  app_people_list_focus (self);
}

static void
on_activate_cb (GtkListView *view, guint position, AppPeopleList *self)
{
  open_at (self, position);
}

static void
on_selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, AppPeopleList *self)
{
  ModelPerson *person = gtk_single_selection_get_selected_item (selection);

  if (self->is_filling)
    return;
  self->selected = person != NULL ? person->id : 0;
  g_signal_emit (self, signals[SELECTED], 0, self->selected);
}

/* A click opens, also on what is selected already: in a narrow window there is a page to go to. */
static void
on_released_cb (GtkGestureClick *click, int n_press, double x, double y, GtkListItem *item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  AppPeopleList *self = APP_PEOPLE_LIST (gtk_widget_get_ancestor (row, APP_TYPE_PEOPLE_LIST));
  ModelPerson *person = gtk_list_item_get_item (item);

  if (self != NULL && person != NULL && self->selected == person->id)
    g_signal_emit (self, signals[OPENED], 0, person->id);
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *row = app_person_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (on_released_cb), item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  app_person_row_set_person (APP_PERSON_ROW (gtk_list_item_get_child (item)),
                             gtk_list_item_get_item (item));
}

/* Down in the entry goes into the list. */
static gboolean
on_entry_key_cb (GtkEventControllerKey *keys,
                 guint keyval,
                 guint keycode,
                 GdkModifierType modifiers,
                 AppPeopleList *self)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  app_people_list_focus (self);
  return GDK_EVENT_STOP;
}

static void
app_people_list_dispose (GObject *object)
{
  AppPeopleList *self = APP_PEOPLE_LIST (object);

  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->scroll_tick);
  self->scroll_tick = 0;
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->people);
  G_OBJECT_CLASS (app_people_list_parent_class)->dispose (object);
}

static void
app_people_list_finalize (GObject *object)
{
  g_free (APP_PEOPLE_LIST (object)->words);
  G_OBJECT_CLASS (app_people_list_parent_class)->finalize (object);
}

static void
app_people_list_class_init (AppPeopleListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_people_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_people_list_finalize;
  signals[SELECTED] = g_signal_new ("selected", APP_TYPE_PEOPLE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[OPENED] = g_signal_new ("opened", APP_TYPE_PEOPLE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-people-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPeopleList, entry);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleList, warnings_button);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleList, pages);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleList, view);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleList, total);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_warnings_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
init_model (AppPeopleList *self)
{
  self->people = g_list_store_new (MODEL_TYPE_PERSON);
  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  self->found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->people)),
                                           g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->found)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb), self);
}

static void
app_people_list_init (AppPeopleList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->words = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  init_model (self);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_entry_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->entry), GTK_WIDGET (self->view));
}

/**
 * app_people_list_set_people:
 * @self: a list
 * @entity: what they are
 * @people: (element-type ModelPerson): all of them
 *
 * Shows them in place of those that were there. Who was selected stays so, if still there; nothing
 * is emitted.
 */
void
app_people_list_set_people (AppPeopleList *self, ModelEntity entity, GPtrArray *people)
{
  gint64 id = entity == self->entity ? self->selected : 0;

  g_return_if_fail (APP_IS_PEOPLE_LIST (self));
  self->is_filling = TRUE;
  if (entity != self->entity)
    app_people_list_search (self, "");
  self->entity = entity;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].entity == entity)
      g_object_set (self->entry, "placeholder-text", _ (kinds[i].placeholder), NULL);
  g_list_store_splice (self->people, 0, g_list_model_get_n_items (G_LIST_MODEL (self->people)),
                       people->pdata, people->len);
  self->is_filling = FALSE;
  app_people_list_select (self, id);
  show_found (self);
}

/* A list view that has no size yet would scroll to a place without rows. */
static gboolean
on_tick_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  AppPeopleList *self = user_data;
  guint position = gtk_single_selection_get_selected (self->selection);

  if (gtk_widget_get_height (view) <= 0)
    return G_SOURCE_CONTINUE;
  self->scroll_tick = 0;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (view, "list.scroll-to-item", "u", position);
  return G_SOURCE_REMOVE;
}

/**
 * app_people_list_select:
 * @self: a list
 * @id: whom, or 0 for nobody
 *
 * Selects a row without emitting anything, and scrolls to it: at once, or when the words that are
 * typed leave it out no more.
 */
void
app_people_list_select (AppPeopleList *self, gint64 id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  guint position = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (APP_IS_PEOPLE_LIST (self));
  for (guint i = 0; i < n && id != 0; i++)
    {
      g_autoptr (ModelPerson) person = g_list_model_get_item (G_LIST_MODEL (self->found), i);

      if (person->id == id)
        position = i;
    }
  self->selected = id;
  self->is_filling = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_filling = FALSE;
  if (position != GTK_INVALID_LIST_POSITION && self->scroll_tick == 0)
    self->scroll_tick =
        gtk_widget_add_tick_callback (GTK_WIDGET (self->view), on_tick_cb, self, NULL);
}

/**
 * app_people_list_get_selected:
 * @self: a list
 *
 * Returns: the id of the row that is selected, or 0
 */
gint64
app_people_list_get_selected (AppPeopleList *self)
{
  g_return_val_if_fail (APP_IS_PEOPLE_LIST (self), 0);
  return self->selected;
}

/**
 * app_people_list_get_n_shown:
 * @self: a list
 *
 * Returns: how many rows have the words that are typed
 */
guint
app_people_list_get_n_shown (AppPeopleList *self)
{
  g_return_val_if_fail (APP_IS_PEOPLE_LIST (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->found));
}

/**
 * app_people_list_get_page:
 * @self: a list
 *
 * Returns: (transfer none): "some", "none" when no row has the words, "empty" when there is no row
 */
const char *
app_people_list_get_page (AppPeopleList *self)
{
  g_return_val_if_fail (APP_IS_PEOPLE_LIST (self), NULL);
  return gtk_stack_get_visible_child_name (self->pages);
}

/**
 * app_people_list_search:
 * @self: a list
 * @text: what to look for, "" for everybody
 *
 * Narrows the list to the rows that have all the words.
 */
void
app_people_list_search (AppPeopleList *self, const char *text)
{
  g_autofree char *words = base_text_fold (text);

  g_return_if_fail (APP_IS_PEOPLE_LIST (self));
  if (!g_str_equal (gtk_editable_get_text (self->entry), text))
    gtk_editable_set_text (self->entry, text);
  if (g_str_equal (words, self->words))
    return;
  g_free (self->words);
  self->words = g_steal_pointer (&words);
  refilter (self);
}

/**
 * app_people_list_focus_search:
 * @self: a list
 *
 * Puts the keyboard where one types whom to find.
 */
void
app_people_list_focus_search (AppPeopleList *self)
{
  g_return_if_fail (APP_IS_PEOPLE_LIST (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * app_people_list_focus:
 * @self: a list
 *
 * Puts the keyboard into the rows.
 */
void
app_people_list_focus (AppPeopleList *self)
{
  g_return_if_fail (APP_IS_PEOPLE_LIST (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
