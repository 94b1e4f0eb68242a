/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-progress-cell.h"

/**
 * AppProgressCell:
 *
 * Where a line stands: the steps of an agreement on paper or, in their place, the signatories of
 * one that is signed electronically.
 */
struct _AppProgressCell
{
  GtkWidget parent_instance;

  GtkWidget *steps;
  GtkWidget *signers; /* (nullable): made for the cells that need them */
};

G_DEFINE_FINAL_TYPE (AppProgressCell, app_progress_cell, GTK_TYPE_WIDGET)

static void
app_progress_cell_dispose (GObject *object)
{
  AppProgressCell *self = APP_PROGRESS_CELL (object);

  g_clear_pointer (&self->steps, gtk_widget_unparent);
  g_clear_pointer (&self->signers, gtk_widget_unparent);
  G_OBJECT_CLASS (app_progress_cell_parent_class)->dispose (object);
}

static void
app_progress_cell_class_init (AppProgressCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_progress_cell_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
app_progress_cell_init (AppProgressCell *self)
{
  self->steps = app_step_bar_new ();
  gtk_widget_set_parent (self->steps, GTK_WIDGET (self));
}

/**
 * app_progress_cell_new:
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
app_progress_cell_new (void)
{
  return g_object_new (APP_TYPE_PROGRESS_CELL, NULL);
}

static void
choose (AppProgressCell *self, gboolean has_signers)
{
  gtk_widget_set_visible (self->steps, !has_signers);
  if (self->signers != NULL)
    gtk_widget_set_visible (self->signers, has_signers);
}

/**
 * app_progress_cell_show_steps:
 * @self: a cell
 *
 * Returns: (transfer none): its steps, which it shows now
 */
AppStepBar *
app_progress_cell_show_steps (AppProgressCell *self)
{
  g_return_val_if_fail (APP_IS_PROGRESS_CELL (self), NULL);
  choose (self, FALSE);
  return APP_STEP_BAR (self->steps);
}

/**
 * app_progress_cell_show_signers:
 * @self: a cell
 *
 * Returns: (transfer none): its signatories, which it shows now
 */
AppSignerMarks *
app_progress_cell_show_signers (AppProgressCell *self)
{
  g_return_val_if_fail (APP_IS_PROGRESS_CELL (self), NULL);
  if (self->signers == NULL)
    {
      self->signers = app_signer_marks_new ();
      gtk_widget_set_parent (self->signers, GTK_WIDGET (self));
    }
  choose (self, TRUE);
  return APP_SIGNER_MARKS (self->signers);
}
