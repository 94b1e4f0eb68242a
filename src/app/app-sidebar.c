/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sidebar.h"

#include <glib/gi18n-lib.h>

#include "app-format.h"

/**
 * AppSidebar:
 *
 * The to-do lists, the outbox and the classes with their periods. A class's periods become rows
 * when it is opened, so that a school with many classes costs a row each and no more.
 *
 * Emits "place-selected" when another place is chosen and "place-activated" when one is clicked or
 * entered, which on a narrow window leads to its lines.
 */
struct _AppSidebar
{
  AdwBin parent_instance;

  GtkListBox *list;

  GPtrArray *classes;   /* (element-type WorkClass) copies */
  GHashTable *expanded; /* ids of the classes that show their periods */
  AppCounts *counts;
  gboolean is_filling;
  gboolean has_outbox;
  gboolean is_for_teacher;
  guint n_waiting; /* in the outbox */
  guint n_failed;
};

enum
{
  PLACE_SELECTED,
  PLACE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSidebar, app_sidebar, ADW_TYPE_BIN)

static gboolean
periods_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const WorkPeriod *first = a->pdata[i], *second = b->pdata[i];

      if (first->id != second->id || g_strcmp0 (first->name, second->name) != 0
          || g_strcmp0 (first->start, second->start) != 0
          || g_strcmp0 (first->end, second->end) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
classes_equal (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const WorkClass *first = a->pdata[i], *second = b->pdata[i];

      if (first->id != second->id || g_strcmp0 (first->name, second->name) != 0
          || !periods_equal (first->periods, second->periods))
        return FALSE;
    }
  return TRUE;
}

static const WorkClass *
find_class (AppSidebar *self, gint64 id)
{
  for (guint i = 0; self->classes != NULL && i < self->classes->len; i++)
    {
      const WorkClass *class_group = self->classes->pdata[i];

      if (class_group->id == id)
        return class_group;
    }
  return NULL;
}

/* What failed calls for somebody; else what waits is told, when anything does. */
static void
update_outbox_count (AppSidebar *self, AppSidebarRow *row)
{
  guint n = self->n_failed > 0 ? self->n_failed : self->n_waiting;
  g_autofree char *count = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("");
  g_autofree char *spoken = self->n_failed > 0
                                ? g_strdup_printf (ngettext ("%u failed", "%u failed", n), n)
                                : g_strdup_printf (ngettext ("%u waiting", "%u waiting", n), n);

  app_sidebar_row_set_count (row, count, spoken, self->n_failed > 0 ? "urgent" : NULL);
}

static void
update_count (AppSidebar *self, AppSidebarRow *row)
{
  const AppSidebarPlace *place = app_sidebar_row_get_place (row);
  g_autofree char *count = NULL, *spoken = NULL;

  if (place->is_outbox)
    update_outbox_count (self, row);
  else if (place->class_group_id == 0)
    {
      guint n = app_counts_of_todo (self->counts, place->todo);
      gboolean urgent = n > 0 && g_str_equal (model_todo_info (place->todo)->style, "error");

      count = g_strdup_printf ("%u", n);
      spoken = g_strdup_printf (ngettext ("%u line", "%u lines", n), n);
      app_sidebar_row_set_count (row, count, spoken, urgent ? "urgent" : NULL);
    }
  else
    {
      AppCount figures =
          app_counts_of_place (self->counts, place->class_group_id, place->period_id);

      count = g_strdup_printf ("%u/%u", figures.placed, figures.students);
      /* Translators: “18 of 24 placed”: students with a validated placement. */
      spoken = g_strdup_printf (_ ("%u of %u placed"), figures.placed, figures.students);
      app_sidebar_row_set_count (row, count, spoken, NULL);
    }
}

static void
update_counts (AppSidebar *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    update_count (self, APP_SIDEBAR_ROW (row));
}

static void
on_toggled_cb (AppSidebarRow *row, AppSidebar *self)
{
  app_sidebar_set_expanded (self, row, !app_sidebar_row_get_expanded (row));
}

static void
insert_outbox (AppSidebar *self)
{
  AppSidebarPlace place = { MODEL_TODO_ALL, 0, 0, TRUE };
  GtkWidget *row = app_sidebar_row_new (&place, _ ("Outbox"));

  app_sidebar_row_set_symbol (APP_SIDEBAR_ROW (row), "mail-send-receive-symbolic");
  gtk_list_box_insert (self->list, row, MODEL_N_TODOS);
  update_outbox_count (self, APP_SIDEBAR_ROW (row));
}

static void
fill (AppSidebar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < MODEL_N_TODOS; i++)
    {
      AppSidebarPlace place = { i, 0, 0 };
      GtkWidget *row = app_sidebar_row_new (&place, _ (model_todo_info (i)->label));

      app_sidebar_row_set_symbol (APP_SIDEBAR_ROW (row), model_todo_info (i)->symbol);
      gtk_list_box_append (self->list, row);
    }
  if (self->has_outbox)
    insert_outbox (self);
  for (guint i = 0; i < self->classes->len; i++)
    {
      const WorkClass *class_group = self->classes->pdata[i];
      AppSidebarPlace place = { MODEL_TODO_ALL, class_group->id, 0 };
      GtkWidget *row = app_sidebar_row_new (&place, class_group->name);

      app_sidebar_row_set_expandable (APP_SIDEBAR_ROW (row), class_group->periods->len > 0);
      g_signal_connect_object (row, "toggled", G_CALLBACK (on_toggled_cb), self, 0);
      gtk_list_box_append (self->list, row);
      if (g_hash_table_contains (self->expanded, &class_group->id))
        app_sidebar_set_expanded (self, APP_SIDEBAR_ROW (row), TRUE);
    }
}

/* What a teacher has to do with: not the making and sending of agreements, which most of what is
 * due today is about. */
static const ModelTodo of_teachers[] = { MODEL_TODO_ALL, MODEL_TODO_NO_PLACEMENT,
                                         MODEL_TODO_TO_VALIDATE, MODEL_TODO_LATE,
                                         MODEL_TODO_MESSAGES };

static gboolean
is_of_teachers (ModelTodo todo)
{
  for (guint i = 0; i < G_N_ELEMENTS (of_teachers); i++)
    if (of_teachers[i] == todo)
      return TRUE;
  return FALSE;
}

/**
 * app_sidebar_todo_label:
 * @todo: a list
 * @is_for_teacher: whether a teacher works with it
 *
 * Returns: what the list is called
 */
const char *
app_sidebar_todo_label (ModelTodo todo, gboolean is_for_teacher)
{
  return is_for_teacher && todo == MODEL_TODO_ALL ? _ ("My Students")
                                                  : _ (model_todo_info (todo)->label);
}

static void
show_todos (AppSidebar *self)
{
  GtkListBoxRow *child;

  /* Headings are children of the list too, but no rows. */
  for (int i = 0; (child = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      AppSidebarRow *row = APP_SIDEBAR_ROW (child);
      const AppSidebarPlace *place = app_sidebar_row_get_place (row);

      if (place->class_group_id != 0 || place->is_outbox)
        continue;
      gtk_widget_set_visible (GTK_WIDGET (child),
                              !self->is_for_teacher || is_of_teachers (place->todo));
      if (place->todo == MODEL_TODO_ALL)
        app_sidebar_row_set_label (row,
                                   app_sidebar_todo_label (MODEL_TODO_ALL, self->is_for_teacher));
    }
}

static void
show_heading_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean is_class = app_sidebar_row_get_place (APP_SIDEBAR_ROW (row))->class_group_id != 0;
  gboolean was_class =
      before != NULL && app_sidebar_row_get_place (APP_SIDEBAR_ROW (before))->class_group_id != 0;
  GtkWidget *heading = NULL;

  if (before == NULL || is_class != was_class)
    {
      heading = gtk_label_new (is_class ? _ ("Classes") : _ ("To Do"));
      gtk_label_set_xalign (GTK_LABEL (heading), 0);
      gtk_widget_add_css_class (heading, "sidebar-heading");
    }
  gtk_list_box_row_set_header (row, heading);
}

static void
on_row_selected_cb (GtkListBox *list, GtkListBoxRow *row, AppSidebar *self)
{
  if (row != NULL && !self->is_filling)
    g_signal_emit (self, signals[PLACE_SELECTED], 0,
                   app_sidebar_row_get_place (APP_SIDEBAR_ROW (row)));
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, AppSidebar *self)
{
  g_signal_emit (self, signals[PLACE_ACTIVATED], 0,
                 app_sidebar_row_get_place (APP_SIDEBAR_ROW (row)));
}

/* Right opens a class, Left closes it: the arrow for those who do not use a pointer. */
static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType modifiers,
                   AppSidebar *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  gboolean opens = keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right;
  gboolean closes = keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left;

  if (row == NULL || !(opens || closes)
      || app_sidebar_row_get_place (APP_SIDEBAR_ROW (row))->class_group_id == 0)
    return GDK_EVENT_PROPAGATE;
  app_sidebar_set_expanded (self, APP_SIDEBAR_ROW (row), opens);
  return GDK_EVENT_STOP;
}

static void
app_sidebar_finalize (GObject *object)
{
  AppSidebar *self = APP_SIDEBAR (object);

  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->counts, app_counts_free);
  g_clear_pointer (&self->expanded, g_hash_table_unref);
  G_OBJECT_CLASS (app_sidebar_parent_class)->finalize (object);
}

static void
app_sidebar_class_init (AppSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_sidebar_finalize;
  signals[PLACE_SELECTED] = g_signal_new ("place-selected", APP_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[PLACE_ACTIVATED] = g_signal_new ("place-activated", APP_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
}

static void
app_sidebar_init (AppSidebar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->expanded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, show_heading_cb, NULL, NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/**
 * app_sidebar_new:
 *
 * Returns: (transfer floating): an empty sidebar
 */
AppSidebar *
app_sidebar_new (void)
{
  return g_object_new (APP_TYPE_SIDEBAR, NULL);
}

/**
 * app_sidebar_set_overview:
 * @self: a sidebar
 * @overview: (transfer none): what was read
 * @counts: (transfer full): its figures
 *
 * Shows the classes of @overview; when they are those already shown only the figures change. The
 * selected place stays selected when it still exists, else the first one is.
 */
void
app_sidebar_set_overview (AppSidebar *self, WorkOverview *overview, AppCounts *counts)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));
  g_return_if_fail (overview != NULL && counts != NULL);
  g_clear_pointer (&self->counts, app_counts_free);
  self->counts = counts;
  if (classes_equal (self->classes, overview->classes))
    update_counts (self);
  else
    {
      AppSidebarRow *selected = app_sidebar_get_selected (self);
      AppSidebarPlace place = { MODEL_TODO_ALL, 0, 0 };

      if (selected != NULL)
        place = *app_sidebar_row_get_place (selected);
      self->is_filling = TRUE;
      g_ptr_array_ref (overview->classes);
      g_clear_pointer (&self->classes, g_ptr_array_unref);
      self->classes = overview->classes;
      fill (self);
      show_todos (self);
      update_counts (self);
      self->is_filling = FALSE;
      if (!app_sidebar_select (self, &place))
        app_sidebar_select (self, &(AppSidebarPlace){ MODEL_TODO_ALL, 0, 0 });
    }
}

/**
 * app_sidebar_set_for_teacher:
 * @self: a sidebar
 * @is_for_teacher: whether a teacher works with it
 *
 * A teacher sees the lists that a teacher has to do with; the place that is shown goes back to all
 * students when its list is none of them.
 */
void
app_sidebar_set_for_teacher (AppSidebar *self, gboolean is_for_teacher)
{
  AppSidebarRow *selected;

  g_return_if_fail (APP_IS_SIDEBAR (self));
  if (self->is_for_teacher == is_for_teacher)
    return;
  self->is_for_teacher = is_for_teacher;
  show_todos (self);
  if (self->counts != NULL)
    update_counts (self);
  selected = app_sidebar_get_selected (self);
  if (selected != NULL && !gtk_widget_get_visible (GTK_WIDGET (selected)))
    app_sidebar_select (self, &(AppSidebarPlace){ MODEL_TODO_ALL, 0, 0 });
}

static AppSidebarRow *
find_row (AppSidebar *self, const AppSidebarPlace *place)
{
  AppSidebarRow *row;

  for (int i = 0; (row = app_sidebar_get_row (self, i)) != NULL; i++)
    {
      const AppSidebarPlace *here = app_sidebar_row_get_place (row);

      if (here->todo == place->todo && here->class_group_id == place->class_group_id
          && here->period_id == place->period_id && here->is_outbox == place->is_outbox)
        return row;
    }
  return NULL;
}

/**
 * app_sidebar_set_outbox:
 * @self: a sidebar that was filled
 * @visible: whether there is an outbox to look at
 * @n_waiting: how many mails and SMS wait
 * @n_failed: how many were refused, or may have left
 *
 * Shows how the outbox stands. When it goes while it is selected, the first list is.
 */
void
app_sidebar_set_outbox (AppSidebar *self, gboolean visible, guint n_waiting, guint n_failed)
{
  AppSidebarRow *row;

  g_return_if_fail (APP_IS_SIDEBAR (self));
  self->has_outbox = visible;
  self->n_waiting = n_waiting;
  self->n_failed = n_failed;
  if (self->classes == NULL)
    return;
  row = find_row (self, &(AppSidebarPlace){ MODEL_TODO_ALL, 0, 0, TRUE });
  if (row != NULL && visible)
    update_outbox_count (self, row);
  else if (visible)
    insert_outbox (self);
  else if (row != NULL)
    {
      if (row == app_sidebar_get_selected (self))
        app_sidebar_select (self, &(AppSidebarPlace){ MODEL_TODO_ALL, 0, 0 });
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
}

/**
 * app_sidebar_select:
 * @self: a sidebar
 * @place: a place
 *
 * Selects @place, opening its class when it is a period.
 *
 * Returns: %FALSE when there is no such place
 */
gboolean
app_sidebar_select (AppSidebar *self, const AppSidebarPlace *place)
{
  AppSidebarPlace parent = { MODEL_TODO_ALL, place->class_group_id, 0 };
  AppSidebarRow *row;

  g_return_val_if_fail (APP_IS_SIDEBAR (self), FALSE);
  if (place->period_id != 0 && (row = find_row (self, &parent)) != NULL)
    app_sidebar_set_expanded (self, row, TRUE);
  row = find_row (self, place);
  if (row == NULL)
    return FALSE;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  return TRUE;
}

/**
 * app_sidebar_get_selected:
 * @self: a sidebar
 *
 * Returns: (transfer none) (nullable): the selected row
 */
AppSidebarRow *
app_sidebar_get_selected (AppSidebar *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (APP_IS_SIDEBAR (self), NULL);
  row = gtk_list_box_get_selected_row (self->list);
  return row != NULL ? APP_SIDEBAR_ROW (row) : NULL;
}

/**
 * app_sidebar_get_row:
 * @self: a sidebar
 * @index: from the top
 *
 * Returns: (transfer none) (nullable): the row there
 */
AppSidebarRow *
app_sidebar_get_row (AppSidebar *self, int index)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (APP_IS_SIDEBAR (self), NULL);
  row = gtk_list_box_get_row_at_index (self->list, index);
  return row != NULL ? APP_SIDEBAR_ROW (row) : NULL;
}

static void
insert_periods (AppSidebar *self, const WorkClass *class_group, int index)
{
  for (guint i = 0; i < class_group->periods->len; i++)
    {
      const WorkPeriod *period = class_group->periods->pdata[i];
      AppSidebarPlace place = { MODEL_TODO_ALL, class_group->id, period->id };
      g_autofree char *range = app_format_range (period->start, period->end);
      g_autofree char *label = range[0] != '\0' ? g_strconcat (period->name, " · ", range, NULL)
                                                : g_strdup (period->name);
      GtkWidget *row = app_sidebar_row_new (&place, label);

      gtk_widget_set_tooltip_text (row, label);
      gtk_list_box_insert (self->list, row, index + 1 + (int) i);
      update_count (self, APP_SIDEBAR_ROW (row));
    }
}

static void
remove_periods (AppSidebar *self, gint64 class_group_id, int index)
{
  AppSidebarRow *row;

  while ((row = app_sidebar_get_row (self, index + 1)) != NULL
         && app_sidebar_row_get_place (row)->class_group_id == class_group_id)
    {
      if (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)))
        gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, index));
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
}

/**
 * app_sidebar_set_expanded:
 * @self: a sidebar
 * @row: the row of a class, or of one of its periods
 * @expanded: whether its periods are shown
 *
 * Shows or hides the periods of a class. When a selected period goes, its class is selected.
 */
void
app_sidebar_set_expanded (AppSidebar *self, AppSidebarRow *row, gboolean expanded)
{
  AppSidebarPlace place = { MODEL_TODO_ALL, 0, 0 };
  const WorkClass *class_group;
  int index;

  g_return_if_fail (APP_IS_SIDEBAR (self));
  place.class_group_id = app_sidebar_row_get_place (row)->class_group_id;
  row = find_row (self, &place);
  class_group = find_class (self, place.class_group_id);
  if (row == NULL || class_group == NULL || app_sidebar_row_get_expanded (row) == expanded)
    return;
  app_sidebar_row_set_expanded (row, expanded);
  index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  if (expanded)
    {
      g_hash_table_add (self->expanded, g_memdup2 (&class_group->id, sizeof class_group->id));
      insert_periods (self, class_group, index);
    }
  else
    {
      g_hash_table_remove (self->expanded, &class_group->id);
      remove_periods (self, class_group->id, index);
    }
}

/**
 * app_sidebar_focus:
 * @self: a sidebar
 *
 * Moves the keyboard focus to the selected place.
 */
void
app_sidebar_focus (AppSidebar *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (APP_IS_SIDEBAR (self));
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
