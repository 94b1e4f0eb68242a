/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-label-window.h"

#include <glib/gi18n-lib.h>

#include "paper-sheet.h"

/* Pixels of a millimetre of paper: a sheet fits a small screen. */
#define SCALE 1.3

#define PAPER_WIDTH  210
#define PAPER_HEIGHT 297

/* What a label is drawn with where one that has been used up was. */
#define GONE_CLASS "gone"

/**
 * AppLabelWindow:
 *
 * A sheet of labels, on which the person shows the first one that is still there, with the mouse or
 * with the arrow keys.
 */
struct _AppLabelWindow
{
  AdwWindow parent_instance;

  GtkFlowBox *sheet;
  GtkLabel *said;
  GtkWidget *accept;

  const PaperLabels *labels;
};

G_DEFINE_FINAL_TYPE (AppLabelWindow, app_label_window, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static int
pixels (double millimetres)
{
  return (int) (millimetres * SCALE + 0.5);
}

/* ---- choosing ---- */

static void
say_first (AppLabelWindow *self, guint first)
{
  guint n_left = self->labels->n - first + 1;
  g_autofree char *text = NULL;

  if (first == 1)
    text = g_strdup (_ ("The sheet is whole."));
  else
    text = g_strdup_printf (ngettext ("From label %u on: %u is left on the sheet.",
                                      "From label %u on: %u are left on the sheet.", n_left),
                            first, n_left);
  gtk_label_set_text (self->said, text);
}

static void
on_selected_cb (AppLabelWindow *self)
{
  guint first = app_label_window_get_first (self);

  for (guint i = 0; i < self->labels->n; i++)
    {
      GtkWidget *cell = GTK_WIDGET (gtk_flow_box_get_child_at_index (self->sheet, (int) i));

      if (i + 1 < first)
        gtk_widget_add_css_class (cell, GONE_CLASS);
      else
        gtk_widget_remove_css_class (cell, GONE_CLASS);
    }
  say_first (self, first);
}

static void
on_accept_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  app_label_window_accept (APP_LABEL_WINDOW (widget));
}

/* ---- the sheet ---- */

static GtkWidget *
cell_new (const PaperLabels *labels, guint index)
{
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  g_autofree char *name =
      g_strdup_printf (_ ("Label %u: row %u, column %u"), index + 1, index / labels->columns + 1,
                       index % labels->columns + 1);
  GtkWidget *cell = gtk_flow_box_child_new ();

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (cell), gtk_label_new (number));
  gtk_widget_set_size_request (cell, pixels (labels->width), pixels (labels->height));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return cell;
}

static void
draw_sheet (AppLabelWindow *self)
{
  const PaperLabels *labels = self->labels;

  gtk_flow_box_set_min_children_per_line (self->sheet, labels->columns);
  gtk_flow_box_set_max_children_per_line (self->sheet, labels->columns);
  gtk_flow_box_set_column_spacing (self->sheet, (guint) pixels (labels->gap_x));
  gtk_flow_box_set_row_spacing (self->sheet, (guint) pixels (labels->gap_y));
  gtk_widget_set_margin_start (GTK_WIDGET (self->sheet), pixels (labels->left));
  gtk_widget_set_margin_end (GTK_WIDGET (self->sheet), pixels (labels->left));
  gtk_widget_set_margin_top (GTK_WIDGET (self->sheet), pixels (labels->top));
  gtk_widget_set_size_request (gtk_widget_get_parent (GTK_WIDGET (self->sheet)),
                               pixels (PAPER_WIDTH), pixels (PAPER_HEIGHT));
  for (guint i = 0; i < labels->n; i++)
    gtk_flow_box_insert (self->sheet, cell_new (labels, i), -1);
}

/* ---- the window ---- */

static void
app_label_window_class_init (AppLabelWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /**
   * AppLabelWindow::chosen:
   * @self: the window
   * @first: the first label that is still there, from 1
   *
   * The person has shown it. The window closes.
   */
  signals[CHOSEN] = g_signal_new ("chosen", APP_TYPE_LABEL_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_install_action (widget_class, "labels.accept", NULL, on_accept_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-label-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppLabelWindow, sheet);
  gtk_widget_class_bind_template_child (widget_class, AppLabelWindow, said);
  gtk_widget_class_bind_template_child (widget_class, AppLabelWindow, accept);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, app_label_window_accept);
}

static void
app_label_window_init (AppLabelWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->accept);
}

/**
 * app_label_window_new:
 * @parent: (nullable): the window it belongs to
 * @n_labels: how many labels a sheet has: one of the formats
 * @first: the first one that is still there, unless another is chosen
 *
 * Returns: (transfer none): the window, owned by GTK until it is closed
 */
AppLabelWindow *
app_label_window_new (GtkWindow *parent, guint n_labels, guint first)
{
  AppLabelWindow *self;

  g_return_val_if_fail (paper_labels_find (n_labels) != NULL, NULL);

  self = g_object_new (APP_TYPE_LABEL_WINDOW, "transient-for", parent, NULL);
  self->labels = paper_labels_find (n_labels);
  draw_sheet (self);
  app_label_window_set_first (self, first);
  return self;
}

/**
 * app_label_window_get_first:
 * @self: the window
 *
 * Returns: the label that is chosen, from 1
 */
guint
app_label_window_get_first (AppLabelWindow *self)
{
  GList *selected;
  guint first;

  g_return_val_if_fail (APP_IS_LABEL_WINDOW (self), 1);
  selected = gtk_flow_box_get_selected_children (self->sheet);
  first = selected != NULL ? (guint) gtk_flow_box_child_get_index (selected->data) + 1 : 1;
  g_list_free (selected);
  return first;
}

/**
 * app_label_window_set_first:
 * @self: the window
 * @first: the label to choose, from 1; one that the sheet has not is the first
 */
void
app_label_window_set_first (AppLabelWindow *self, guint first)
{
  GtkFlowBoxChild *cell;

  g_return_if_fail (APP_IS_LABEL_WINDOW (self));
  cell = gtk_flow_box_get_child_at_index (self->sheet,
                                          first > self->labels->n ? 0 : (int) MAX (first, 1) - 1);
  gtk_flow_box_select_child (self->sheet, cell);
  /* The sheet lets its arrow keys begin where it gave the focus to. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_child_focus (GTK_WIDGET (self->sheet), GTK_DIR_TAB_FORWARD);
}

/**
 * app_label_window_accept:
 * @self: the window
 *
 * Says what is chosen, and closes the window.
 */
void
app_label_window_accept (AppLabelWindow *self)
{
  g_return_if_fail (APP_IS_LABEL_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, app_label_window_get_first (self));
  gtk_window_close (GTK_WINDOW (self));
}
