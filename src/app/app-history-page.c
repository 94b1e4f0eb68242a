/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-history-page.h"

#include <glib/gi18n-lib.h>

#include "app-history-print.h"
#include "app-history-row.h"
#include "app-prompt.h"
#include "base-text.h"

/* How many actions are put on the page at once: making their rows must not be felt. */
#define BATCH 12

/**
 * AppHistoryPage:
 *
 * All that was done for one line of the list, day by day, to look through, print and take back. The
 * history is read when the page is looked at: walking through the list costs no query.
 */
struct _AppHistoryPage
{
  AdwBin parent_instance;

  GtkDropDown *kinds;
  GtkEditable *words;
  GtkStack *pages;
  GtkLabel *note;
  GtkBox *days;
  GtkButton *more;

  WorkSchool *school;
  ModelLine *line;
  GCancellable *cancellable; /* of the history that is being read */
  gboolean is_old;

  WorkHistory *history; /* (nullable): what was read */
  GPtrArray *groups;    /* (element-type AppHistoryGroup): all of it */
  GPtrArray *wanted;    /* (element-type AppHistoryGroup): what the filter lets through */
  GPtrArray *rows;      /* (element-type AppHistoryRow): those on the page, the first of @wanted */
  GtkWidget *last_day;  /* (nullable): the earliest day on the page */
};

G_DEFINE_FINAL_TYPE (AppHistoryPage, app_history_page, ADW_TYPE_BIN)

/* ---- rows ---- */

/* (element-type utf8): the operations that are opened, to be opened again */
static GHashTable *
find_expanded (AppHistoryPage *self)
{
  GHashTable *expanded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      AppHistoryRow *row = g_ptr_array_index (self->rows, i);

      if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
        g_hash_table_add (expanded, g_strdup (app_history_row_get_operation (row)));
    }
  return expanded;
}

static void
clear_rows (AppHistoryPage *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  self->last_day = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->days))) != NULL)
    gtk_box_remove (self->days, child);
}

static void
add_row (AppHistoryPage *self, const AppHistoryGroup *group)
{
  GtkWidget *row = app_history_row_new (group);
  AdwPreferencesGroup *day = (AdwPreferencesGroup *) self->last_day;

  if (day == NULL || g_strcmp0 (adw_preferences_group_get_title (day), group->day) != 0)
    {
      self->last_day = adw_preferences_group_new ();
      day = ADW_PREFERENCES_GROUP (self->last_day);
      adw_preferences_group_set_title (day, group->day);
      gtk_box_append (self->days, self->last_day);
    }
  adw_preferences_group_add (day, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_more (AppHistoryPage *self)
{
  guint end = MIN (self->rows->len + BATCH, self->wanted->len);

  while (self->rows->len < end)
    add_row (self, g_ptr_array_index (self->wanted, self->rows->len));
  gtk_widget_set_visible (GTK_WIDGET (self->more), end < self->wanted->len);
}

static void
show_page (AppHistoryPage *self)
{
  const char *page = "list";

  if (self->groups->len == 0)
    page = "empty";
  else if (self->wanted->len == 0)
    page = "nothing-found";
  gtk_stack_set_visible_child_name (self->pages, page);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.print", self->wanted->len > 0);
}

/* Puts what the filter lets through on the page, anew. */
static void
apply_filter (AppHistoryPage *self)
{
  int kind = (int) gtk_drop_down_get_selected (self->kinds) - 1;
  g_autofree char *words = base_text_fold (gtk_editable_get_text (self->words));
  g_autoptr (GHashTable) expanded = find_expanded (self);

  g_strstrip (words);
  clear_rows (self);
  g_ptr_array_set_size (self->wanted, 0);
  for (guint i = 0; i < self->groups->len; i++)
    {
      AppHistoryGroup *group = g_ptr_array_index (self->groups, i);

      if (app_history_group_matches (group, kind, words))
        g_ptr_array_add (self->wanted, group);
    }
  show_more (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      AppHistoryRow *row = g_ptr_array_index (self->rows, i);

      if (g_hash_table_contains (expanded, app_history_row_get_operation (row)))
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    }
  show_page (self);
}

static void
on_filter_cb (AppHistoryPage *self)
{
  /* While the template is built there is nothing to filter yet. */
  if (self->history != NULL)
    apply_filter (self);
}

static void
on_edge_reached_cb (GtkScrolledWindow *scroller, GtkPositionType edge, AppHistoryPage *self)
{
  if (edge == GTK_POS_BOTTOM)
    show_more (self);
}

static void
on_more_cb (AppHistoryPage *self)
{
  guint n_before = self->rows->len;

  show_more (self);
  if (n_before < self->rows->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, n_before));
}

/* ---- reading ---- */

static gboolean
is_same (WorkHistory *a, WorkHistory *b)
{
  const WorkHistoryItem *first, *second;

  if (a == NULL || a->items->len != b->items->len)
    return FALSE;
  if (a->items->len == 0)
    return TRUE;
  first = g_ptr_array_index (a->items, 0);
  second = g_ptr_array_index (b->items, 0);
  return first->id == second->id && first->undone == second->undone;
}

static void
clear (AppHistoryPage *self)
{
  clear_rows (self);
  g_ptr_array_set_size (self->wanted, 0);
  g_ptr_array_set_size (self->groups, 0);
  g_clear_pointer (&self->history, work_history_free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.print", FALSE);
}

static void
say (AppHistoryPage *self, const char *text)
{
  gtk_label_set_label (self->note, text);
  gtk_stack_set_visible_child_name (self->pages, "note");
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  WorkHistory *history = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  /* A reading that was overtaken by another one says nothing any more. */
  if (self->school != WORK_SCHOOL (source) || self->cancellable == NULL
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    work_history_free (history);
  else if (history != NULL)
    app_history_page_show (self, history);
  else
    {
      clear (self);
      say (self, error->message);
    }
}

static void
load (AppHistoryPage *self)
{
  if (!self->is_old || self->line == NULL || self->school == NULL
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_old = FALSE;
  if (self->history == NULL)
    say (self, _ ("Reading the history…"));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  work_school_read_async (self->school, work_query_history_new (self->line), self->cancellable,
                          on_loaded_cb, g_object_ref (self));
}

/* What is shown or being read is another line's from now on. */
static void
forget (AppHistoryPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear (self);
  self->is_old = TRUE;
  load (self);
}

static void
app_history_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (app_history_page_parent_class)->map (widget);
  load (APP_HISTORY_PAGE (widget));
}

/* ---- printing ---- */

/* (transfer full) (nullable): what a print that is not whole has to say */
static char *
describe_filter (AppHistoryPage *self)
{
  GtkStringObject *kind = gtk_drop_down_get_selected_item (self->kinds);
  const char *words = gtk_editable_get_text (self->words);
  g_autofree char *quoted = words[0] != '\0' ? g_strdup_printf (_ ("“%s”"), words) : NULL;

  if (self->wanted->len == self->groups->len)
    return NULL;
  return g_strdup_printf (_ ("Only a part: %u of %u actions (%s%s%s)"), self->wanted->len,
                          self->groups->len, gtk_string_object_get_string (kind),
                          quoted != NULL ? ", " : "", quoted != NULL ? quoted : "");
}

static void
on_print_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWidget *self)
{
  GtkRoot *root = gtk_widget_get_root (self);
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || !GTK_IS_WINDOW (root))
    return;
  gtk_print_operation_get_error (operation, &error);
  app_prompt_say (GTK_WINDOW (root), _ ("The History Was Not Printed"), error->message);
}

static void
on_print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppHistoryPage *self = APP_HISTORY_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *filter = describe_filter (self);
  g_autoptr (GtkPrintOperation) operation = NULL;

  if (self->line == NULL || self->wanted->len == 0)
    return;
  operation = app_history_print_new (self->line, self->history->school_name, self->wanted, filter);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_print_done_cb), self, 0);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

static void
on_show_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_history_page_set_filter (APP_HISTORY_PAGE (widget), APP_HISTORY_ALL_KINDS, "");
}

/* ---- the widget ---- */

static void
app_history_page_dispose (GObject *object)
{
  AppHistoryPage *self = APP_HISTORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->school);
  g_clear_object (&self->line);
  G_OBJECT_CLASS (app_history_page_parent_class)->dispose (object);
}

static void
app_history_page_finalize (GObject *object)
{
  AppHistoryPage *self = APP_HISTORY_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->wanted);
  g_ptr_array_unref (self->groups);
  work_history_free (self->history);
  G_OBJECT_CLASS (app_history_page_parent_class)->finalize (object);
}

static void
app_history_page_class_init (AppHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_history_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_history_page_finalize;
  widget_class->map = app_history_page_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, words);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, pages);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, note);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, days);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, more);
  gtk_widget_class_bind_template_callback (widget_class, on_edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_more_cb);
  gtk_widget_class_install_action (widget_class, "history.print", NULL, on_print_cb);
  gtk_widget_class_install_action (widget_class, "history.show-all", NULL, on_show_all_cb);
}

static void
app_history_page_init (AppHistoryPage *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->groups = g_ptr_array_new ();
  self->wanted = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (labels, _ ("All Actions"));
  /* What only the school itself is about has no place in the history of a line. */
  for (guint i = 0; i < WORK_HISTORY_SCHOOL; i++)
    gtk_string_list_append (labels, work_history_kind_label (i));
  gtk_drop_down_set_model (self->kinds, G_LIST_MODEL (labels));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.print", FALSE);
}

/**
 * app_history_page_new:
 *
 * Returns: (transfer floating): a page without a line
 */
AppHistoryPage *
app_history_page_new (void)
{
  return g_object_new (APP_TYPE_HISTORY_PAGE, NULL);
}

/**
 * app_history_page_set_school:
 * @self: a page
 * @school: (nullable) (transfer none): where histories are read
 *
 * Shows the history of another school's line, or of the same one's read anew.
 */
void
app_history_page_set_school (AppHistoryPage *self, WorkSchool *school)
{
  g_return_if_fail (APP_IS_HISTORY_PAGE (self));
  if (g_set_object (&self->school, school))
    forget (self);
  else
    app_history_page_refresh (self);
}

/**
 * app_history_page_set_line:
 * @self: a page
 * @line: (nullable) (transfer none): a line of the list
 *
 * Shows the history of another line, as soon as the page is looked at.
 */
void
app_history_page_set_line (AppHistoryPage *self, ModelLine *line)
{
  gboolean is_same_place;

  g_return_if_fail (APP_IS_HISTORY_PAGE (self));
  is_same_place = self->line != NULL && line != NULL && self->line->student_id == line->student_id
                  && self->line->search_id == line->search_id
                  && self->line->placement_id == line->placement_id;
  if (!g_set_object (&self->line, line))
    return;
  if (is_same_place)
    app_history_page_refresh (self);
  else
    forget (self);
}

/**
 * app_history_page_refresh:
 * @self: a page
 *
 * Reads the history again, something having been done; what is opened stays open.
 */
void
app_history_page_refresh (AppHistoryPage *self)
{
  g_return_if_fail (APP_IS_HISTORY_PAGE (self));
  self->is_old = TRUE;
  load (self);
}

/**
 * app_history_page_show:
 * @self: a page
 * @history: (transfer full): what was read
 *
 * Shows a history.
 */
void
app_history_page_show (AppHistoryPage *self, WorkHistory *history)
{
  gboolean had_focus;

  g_return_if_fail (APP_IS_HISTORY_PAGE (self));
  if (is_same (self->history, history))
    {
      work_history_free (history);
      return;
    }
  had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->days)) != NULL;
  work_history_free (self->history);
  self->history = history;
  g_ptr_array_unref (self->groups);
  self->groups = app_history_groups_new (history->items);
  apply_filter (self);
  /* The button that was pressed is gone with its row. */
  if (had_focus && self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
}

/**
 * app_history_page_set_filter:
 * @self: a page
 * @kind: a #WorkHistoryKind, or %APP_HISTORY_ALL_KINDS
 * @words: words that an action has to say
 *
 * Shows only some actions.
 */
void
app_history_page_set_filter (AppHistoryPage *self, int kind, const char *words)
{
  g_return_if_fail (APP_IS_HISTORY_PAGE (self));
  gtk_drop_down_set_selected (self->kinds, (guint) (kind + 1));
  gtk_editable_set_text (self->words, words);
  on_filter_cb (self);
}

/**
 * app_history_page_get_page:
 * @self: a page
 *
 * Returns: (transfer none): "list", "empty", "nothing-found", or "note" while it is being read
 */
const char *
app_history_page_get_page (AppHistoryPage *self)
{
  g_return_val_if_fail (APP_IS_HISTORY_PAGE (self), NULL);
  return gtk_stack_get_visible_child_name (self->pages);
}
