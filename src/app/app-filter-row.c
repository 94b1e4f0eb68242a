/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-filter-row.h"

#include <glib/gi18n-lib.h>

/**
 * AppFilterRow:
 *
 * A saved filter: one act uses it, two buttons rename and delete it.
 *
 * Emits "applied", "renamed" (the new name) and "removed".
 */
struct _AppFilterRow
{
  GtkListBoxRow parent_instance;

  GtkStack *pages;
  GtkWidget *apply;
  GtkLabel *label;
  GtkWidget *rename;
  GtkWidget *remove;
  GtkEditable *entry;
};

enum
{
  APPLIED,
  RENAMED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppFilterRow, app_filter_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_apply_cb (GtkButton *button, AppFilterRow *self)
{
  g_signal_emit (self, signals[APPLIED], 0);
}

static void
on_remove_cb (GtkButton *button, AppFilterRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
on_rename_cb (GtkButton *button, AppFilterRow *self)
{
  gtk_editable_set_text (self->entry, gtk_label_get_text (self->label));
  gtk_stack_set_visible_child_name (self->pages, "edit");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
end_editing (AppFilterRow *self)
{
  gtk_stack_set_visible_child_name (self->pages, "name");
  gtk_widget_grab_focus (self->rename);
}

static void
on_renamed_cb (GtkWidget *widget, AppFilterRow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  end_editing (self);
  if (name[0] != '\0' && !g_str_equal (name, gtk_label_get_text (self->label)))
    g_signal_emit (self, signals[RENAMED], 0, name);
}

/* Escape gives the renaming up, not the popover. */
static gboolean
on_entry_key_cb (GtkEventControllerKey *controller,
                 guint keyval,
                 guint keycode,
                 GdkModifierType modifiers,
                 AppFilterRow *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  end_editing (self);
  return GDK_EVENT_STOP;
}

static void
app_filter_row_class_init (AppFilterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[APPLIED] = g_signal_new ("applied", APP_TYPE_FILTER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[RENAMED] = g_signal_new ("renamed", APP_TYPE_FILTER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVED] = g_signal_new ("removed", APP_TYPE_FILTER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-filter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFilterRow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppFilterRow, apply);
  gtk_widget_class_bind_template_child (widget_class, AppFilterRow, label);
  gtk_widget_class_bind_template_child (widget_class, AppFilterRow, rename);
  gtk_widget_class_bind_template_child (widget_class, AppFilterRow, remove);
  gtk_widget_class_bind_template_child (widget_class, AppFilterRow, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_rename_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_renamed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key_cb);
}

static void
app_filter_row_init (AppFilterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_button (GtkWidget *button, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/**
 * app_filter_row_new:
 * @name: how the filter is called
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
app_filter_row_new (const char *name)
{
  AppFilterRow *self = g_object_new (APP_TYPE_FILTER_ROW, NULL);
  /* Translators: %s is the name that a person gave a filter. */
  g_autofree char *rename = g_strdup_printf (_ ("Rename “%s”"), name);
  g_autofree char *remove = g_strdup_printf (_ ("Delete “%s”"), name);

  gtk_label_set_label (self->label, name);
  name_button (self->apply, name);
  name_button (self->rename, rename);
  name_button (self->remove, remove);
  return GTK_WIDGET (self);
}

/**
 * app_filter_row_get_name:
 * @self: a row
 *
 * Returns: (transfer none): how the filter is called
 */
const char *
app_filter_row_get_name (AppFilterRow *self)
{
  g_return_val_if_fail (APP_IS_FILTER_ROW (self), NULL);
  return gtk_label_get_text (self->label);
}
