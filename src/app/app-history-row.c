/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-history-row.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

/**
 * AppHistoryRow:
 *
 * One action: what, when, by whom, and whether it was taken back since. Opened, it tells what was
 * before and after, and offers to take the action back.
 */
struct _AppHistoryRow
{
  AdwExpanderRow parent_instance;

  AdwActionRow *operation;
  GtkButton *undo;

  GPtrArray *items; /* (owned) (element-type WorkHistoryItem): the whole history */
  guint first;
  guint n;
  gboolean is_filled;
};

G_DEFINE_FINAL_TYPE (AppHistoryRow, app_history_row, ADW_TYPE_EXPANDER_ROW)

static const WorkHistoryItem *
get_item (AppHistoryRow *self, guint n)
{
  return g_ptr_array_index (self->items, self->first + n);
}

static void
add_row (AppHistoryRow *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, subtitle != NULL ? "fact" : "heading");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* Most rows are never opened: what they would tell is made when they are. */
static void
on_expanded_cb (AppHistoryRow *self)
{
  if (self->is_filled || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  self->is_filled = TRUE;
  for (guint i = 0; i < self->n; i++)
    {
      const WorkHistoryItem *item = get_item (self, i);
      g_autoptr (GPtrArray) facts = app_history_facts_new (item);

      if (self->n > 1)
        add_row (self, item->summary, NULL);
      for (guint j = 0; j < facts->len; j++)
        {
          const AppHistoryFact *fact = g_ptr_array_index (facts, j);

          add_row (self, fact->label, fact->text);
        }
    }
}

static void
app_history_row_finalize (GObject *object)
{
  AppHistoryRow *self = APP_HISTORY_ROW (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (app_history_row_parent_class)->finalize (object);
}

static void
app_history_row_class_init (AppHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_history_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppHistoryRow, operation);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryRow, undo);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded_cb);
}

static void
app_history_row_init (AppHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* One change says what was done; of many, that of what the action was about, if there is one. */
static void
name (AppHistoryRow *self, const WorkHistoryItem *item)
{
  g_autofree char *operation = base_text_first_cap (item->operation);
  gboolean says_all = self->n == 1 || item->is_main || item->is_undo || item->is_redo;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), says_all ? item->summary : operation);
}

static void
say_when (AppHistoryRow *self, const AppHistoryGroup *group)
{
  const WorkHistoryItem *item = app_history_group_get (group, 0);
  g_autoptr (GString) text = g_string_new (group->hour);

  if (item->author[0] != '\0')
    g_string_append_printf (text, " · %s", item->author);
  if (group->n > 1)
    g_string_append_printf (text, ngettext (" · %u change", " · %u changes", group->n), group->n);
  if (item->undone)
    /* Translators: said of an action, after the hour and the person. */
    g_string_append_printf (text, " · %s", _ ("undone"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), text->str);
}

static const char *
why_not_undo (const WorkHistoryItem *item)
{
  if (item->can_undo)
    return "";
  if (item->undone)
    return _ ("This was undone since.");
  if (item->is_undo || item->is_redo)
    return _ ("This took back or did again another action.");
  return _ ("Something that holds was done to it since: undo that first.");
}

static void
offer_undo (AppHistoryRow *self, const WorkHistoryItem *item)
{
  g_autofree char *operation = base_text_first_cap (item->operation);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->operation), operation);
  adw_action_row_set_subtitle (self->operation, why_not_undo (item));
  gtk_widget_set_visible (GTK_WIDGET (self->undo), item->can_undo);
  if (!item->can_undo)
    return;
  /* An action that has no target yet would not fit its name. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->undo), "s", item->operation_id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo), "win.undo-operation");
}

/**
 * app_history_row_new:
 * @group: an action
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
app_history_row_new (const AppHistoryGroup *group)
{
  AppHistoryRow *self = g_object_new (APP_TYPE_HISTORY_ROW, NULL);
  const WorkHistoryItem *item = app_history_group_get (group, 0);

  self->items = g_ptr_array_ref (group->items);
  self->first = group->first;
  self->n = group->n;
  name (self, item);
  say_when (self, group);
  offer_undo (self, item);
  if (item->undone)
    gtk_widget_add_css_class (GTK_WIDGET (self), "undone");
  return GTK_WIDGET (self);
}

/**
 * app_history_row_get_operation:
 * @self: a row
 *
 * Returns: (transfer none): id of the operation that it shows
 */
const char *
app_history_row_get_operation (AppHistoryRow *self)
{
  g_return_val_if_fail (APP_IS_HISTORY_ROW (self), NULL);
  return get_item (self, 0)->operation_id;
}
