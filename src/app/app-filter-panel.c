/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-filter-panel.h"

#include <glib/gi18n-lib.h>

#include "app-filter-row.h"
#include "app-format.h"
#include "base-text.h"

#define KEY       "saved-filters"
#define SAVED     "app-saved"
#define CONDITION "app-condition"
#define BOUNCED   "signing.bounced"

/**
 * AppFilterPanel:
 *
 * What the list is filtered by: the conditions of the model, in groups, and the filters that the
 * person has given a name. Those are kept in the settings, each as its conditions, a space and its
 * name.
 *
 * Emits "filter-chosen" (guint64: conditions) and "filter-removed" (the saved text).
 */
struct _AppFilterPanel
{
  GtkPopover parent_instance;

  GtkWidget *saved_box;
  GtkListBox *saved;
  GtkBox *groups;
  GtkEditable *name;
  GtkWidget *keep;
  GtkWidget *clear;

  GPtrArray *checks; /* (nullable): by condition, made when the panel is first seen */
  GSettings *settings;
  ModelFilter filter;
  ModelSearchLooks *looks;
  gboolean is_filling;
  gboolean has_signing; /* something was sent to be signed electronically */
  gboolean has_bounced; /* and a provider told that it did not arrive, which few do */
};

enum
{
  FILTER_CHOSEN,
  FILTER_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppFilterPanel, app_filter_panel, GTK_TYPE_POPOVER)

static void
choose (AppFilterPanel *self, ModelFilter filter)
{
  g_signal_emit (self, signals[FILTER_CHOSEN], 0, filter.conditions);
}

static char *
dup_name (AppFilterPanel *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
}

static void
update_buttons (AppFilterPanel *self)
{
  g_autofree char *name = dup_name (self);
  gboolean is_empty = model_filter_is_empty (&self->filter);

  gtk_widget_set_sensitive (self->keep, !is_empty && name[0] != '\0');
  gtk_widget_set_sensitive (self->clear, !is_empty);
}

/* ---- saved filters ---- */

static const char *
name_of (const char *saved)
{
  const char *space = strchr (saved, ' ');

  return space != NULL ? space + 1 : saved;
}

static ModelFilter
filter_of (const char *saved)
{
  g_autofree char *keys = g_strndup (saved, strcspn (saved, " "));

  return model_filter_from_text (keys);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = base_text_sort_key (name_of (*(const char *const *) a));
  g_autofree char *second = base_text_sort_key (name_of (*(const char *const *) b));

  return strcmp (first, second);
}

/* Replaces what was saved as @before, or as a filter of the same name, by @after. */
static void
replace (AppFilterPanel *self, const char *before, const char *after)
{
  g_auto (GStrv) old = g_settings_get_strv (self->settings, KEY);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; old[i] != NULL; i++)
    if (g_strcmp0 (old[i], before) != 0
        && (after == NULL || !g_str_equal (name_of (old[i]), name_of (after))))
      g_ptr_array_add (kept, old[i]);
  if (after != NULL)
    g_ptr_array_add (kept, (gpointer) after);
  g_ptr_array_sort (kept, compare_names);
  g_ptr_array_add (kept, NULL);
  g_settings_set_strv (self->settings, KEY, (const char *const *) kept->pdata);
}

static const char *
saved_of (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), SAVED);
}

static void
on_applied_cb (AppFilterRow *row, AppFilterPanel *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  choose (self, filter_of (saved_of (row)));
}

static void
on_renamed_cb (AppFilterRow *row, const char *name, AppFilterPanel *self)
{
  g_autofree char *before = g_strdup (saved_of (row));
  g_autofree char *keys = g_strndup (before, strcspn (before, " "));
  g_autofree char *after = g_strconcat (keys, " ", name, NULL);

  replace (self, before, after);
}

static void
on_removed_cb (AppFilterRow *row, AppFilterPanel *self)
{
  g_autofree char *before = g_strdup (saved_of (row));

  replace (self, before, NULL);
  g_signal_emit (self, signals[FILTER_REMOVED], 0, before);
}

static void
fill_saved (AppFilterPanel *self)
{
  g_auto (GStrv) all = g_settings_get_strv (self->settings, KEY);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->saved))) != NULL)
    gtk_list_box_remove (self->saved, child);
  for (guint i = 0; all[i] != NULL; i++)
    {
      GtkWidget *row = app_filter_row_new (name_of (all[i]));

      g_object_set_data_full (G_OBJECT (row), SAVED, g_strdup (all[i]), g_free);
      g_signal_connect (row, "applied", G_CALLBACK (on_applied_cb), self);
      g_signal_connect (row, "renamed", G_CALLBACK (on_renamed_cb), self);
      g_signal_connect (row, "removed", G_CALLBACK (on_removed_cb), self);
      gtk_list_box_append (self->saved, row);
    }
  gtk_widget_set_visible (self->saved_box, all[0] != NULL);
}

static gboolean
on_refill_cb (gpointer user_data)
{
  fill_saved (user_data);
  return G_SOURCE_REMOVE;
}

/* A row that has just been renamed or removed is still telling so: it goes right after. */
static void
on_settings_changed_cb (GSettings *settings, const char *key, AppFilterPanel *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_refill_cb, g_object_ref (self), g_object_unref);
}

/**
 * app_filter_panel_keep:
 * @self: a panel
 * @saved: a filter as "filter-removed" gave it
 *
 * Keeps a filter that was deleted by mistake.
 */
void
app_filter_panel_keep (AppFilterPanel *self, const char *saved)
{
  g_return_if_fail (APP_IS_FILTER_PANEL (self));
  replace (self, saved, saved);
}

static void
on_keep_cb (GtkWidget *widget, AppFilterPanel *self)
{
  g_autofree char *keys = model_filter_to_text (&self->filter);
  g_autofree char *name = dup_name (self);
  g_autofree char *saved = g_strconcat (keys, " ", name, NULL);

  if (name[0] == '\0' || model_filter_is_empty (&self->filter))
    return;
  replace (self, NULL, saved);
  gtk_editable_set_text (self->name, "");
}

static void
on_name_changed_cb (GtkEditable *entry, AppFilterPanel *self)
{
  update_buttons (self);
}

/* ---- conditions ---- */

static void
on_clear_cb (GtkButton *button, AppFilterPanel *self)
{
  choose (self, (ModelFilter){ 0 });
}

static void
on_toggled_cb (GtkCheckButton *check, AppFilterPanel *self)
{
  ModelFilter filter = self->filter;

  if (self->is_filling)
    return;
  model_filter_set (&filter, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), CONDITION)),
                    gtk_check_button_get_active (check));
  choose (self, filter);
}

static GtkWidget *
add_group (AppFilterPanel *self, ModelFilterGroup group)
{
  const char *title = _ (model_filter_group_label (group));
  GtkWidget *label = gtk_label_new (title), *box = gtk_flow_box_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "sidebar-heading");
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), 2);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (box), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_bind_property (box, "visible", label, "visible", G_BINDING_SYNC_CREATE);
  gtk_box_append (self->groups, label);
  gtk_box_append (self->groups, box);
  return box;
}

static void
build_groups (AppFilterPanel *self)
{
  GtkWidget *boxes[MODEL_N_FILTER_GROUPS] = { NULL };

  self->checks = g_ptr_array_new ();
  for (guint i = 0; i < model_filter_n_conditions (); i++)
    {
      ModelFilterGroup group = model_filter_condition (i)->group;
      GtkWidget *check = gtk_check_button_new (), *child = gtk_flow_box_child_new ();

      if (boxes[group] == NULL)
        boxes[group] = add_group (self, group);
      g_object_set_data (G_OBJECT (check), CONDITION, GUINT_TO_POINTER (i));
      g_signal_connect (check, "toggled", G_CALLBACK (on_toggled_cb), self);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), check);
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_append (GTK_FLOW_BOX (boxes[group]), child);
      g_ptr_array_add (self->checks, check);
    }
}

/* What nothing in the list can match is not offered, unless it is filtered by. */
static void
show_groups (AppFilterPanel *self)
{
  gboolean is_filtered[MODEL_N_FILTER_GROUPS] = { FALSE };

  for (guint i = 0; i < self->checks->len; i++)
    is_filtered[model_filter_condition (i)->group] |= model_filter_has (&self->filter, i);
  for (guint i = 0; i < self->checks->len; i++)
    {
      ModelFilterGroup group = model_filter_condition (i)->group;
      gboolean is_signing =
          group == MODEL_FILTER_GROUP_SIGNING || group == MODEL_FILTER_GROUP_AWAITING;
      GtkWidget *child = gtk_widget_get_parent (self->checks->pdata[i]);

      gtk_widget_set_visible (gtk_widget_get_parent (child),
                              !is_signing || self->has_signing || is_filtered[group]);
      if (g_str_equal (model_filter_condition (i)->key, BOUNCED))
        gtk_widget_set_visible (child, self->has_bounced || model_filter_has (&self->filter, i));
    }
}

static void
show_filter (AppFilterPanel *self)
{
  show_groups (self);
  self->is_filling = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    {
      gtk_check_button_set_label (self->checks->pdata[i], app_format_condition (i, self->looks));
      gtk_check_button_set_active (self->checks->pdata[i], model_filter_has (&self->filter, i));
    }
  self->is_filling = FALSE;
}

static void
app_filter_panel_map (GtkWidget *widget)
{
  AppFilterPanel *self = APP_FILTER_PANEL (widget);

  if (self->checks == NULL && self->looks != NULL)
    {
      build_groups (self);
      show_filter (self);
    }
  GTK_WIDGET_CLASS (app_filter_panel_parent_class)->map (widget);
}

static void
app_filter_panel_dispose (GObject *object)
{
  AppFilterPanel *self = APP_FILTER_PANEL (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  G_OBJECT_CLASS (app_filter_panel_parent_class)->dispose (object);
}

static void
app_filter_panel_class_init (AppFilterPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_filter_panel_dispose;
  widget_class->map = app_filter_panel_map;
  signals[FILTER_CHOSEN] = g_signal_new ("filter-chosen", APP_TYPE_FILTER_PANEL, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[FILTER_REMOVED] =
      g_signal_new ("filter-removed", APP_TYPE_FILTER_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-filter-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFilterPanel, saved_box);
  gtk_widget_class_bind_template_child (widget_class, AppFilterPanel, saved);
  gtk_widget_class_bind_template_child (widget_class, AppFilterPanel, groups);
  gtk_widget_class_bind_template_child (widget_class, AppFilterPanel, name);
  gtk_widget_class_bind_template_child (widget_class, AppFilterPanel, keep);
  gtk_widget_class_bind_template_child (widget_class, AppFilterPanel, clear);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed_cb);
}

static void
app_filter_panel_init (AppFilterPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_filter_panel_new:
 *
 * Returns: (transfer floating): a panel without a filter
 */
AppFilterPanel *
app_filter_panel_new (void)
{
  return g_object_new (APP_TYPE_FILTER_PANEL, NULL);
}

/**
 * app_filter_panel_set_settings:
 * @self: a panel
 * @settings: (transfer none): where the person's filters are kept
 *
 * Offers the filters that were kept.
 */
void
app_filter_panel_set_settings (AppFilterPanel *self, GSettings *settings)
{
  g_return_if_fail (APP_IS_FILTER_PANEL (self));
  g_set_object (&self->settings, settings);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (on_settings_changed_cb), self, 0);
  fill_saved (self);
}

static gboolean
has_bounced (const ModelLine *line)
{
  for (guint i = 0; line->signers != NULL && i < line->signers->len; i++)
    if (((const ModelSigner *) line->signers->pdata[i])->state == MODEL_SIGNER_BOUNCED)
      return TRUE;
  return FALSE;
}

/**
 * app_filter_panel_set_lines:
 * @self: a panel
 * @lines: (element-type ModelLine): all lines
 *
 * Offers what there is to filter by: where nothing is signed electronically, nothing of that.
 */
void
app_filter_panel_set_lines (AppFilterPanel *self, GPtrArray *lines)
{
  g_return_if_fail (APP_IS_FILTER_PANEL (self));
  self->has_signing = self->has_bounced = FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      const ModelLine *line = lines->pdata[i];

      self->has_signing |= line->request_id != 0;
      self->has_bounced |= has_bounced (line);
    }
  if (self->checks != NULL)
    show_groups (self);
}

/**
 * app_filter_panel_set_filter:
 * @self: a panel
 * @filter: the filter in force
 * @looks: (transfer none): how the school names the states of a search
 *
 * Shows the filter.
 */
void
app_filter_panel_set_filter (AppFilterPanel *self,
                             const ModelFilter *filter,
                             ModelSearchLooks *looks)
{
  g_return_if_fail (APP_IS_FILTER_PANEL (self));
  self->filter = *filter;
  model_search_looks_ref (looks);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  self->looks = looks;
  if (self->checks != NULL)
    show_filter (self);
  update_buttons (self);
}
