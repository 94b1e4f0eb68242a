/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-overflow-box.h"

#define SPACING 6

/**
 * AppOverflowBox:
 *
 * A bar of buttons, the first ones the most important: those for which there is no room are left
 * out, and a last button leads to them. A label at the start takes what it needs, and less when the
 * first button and the last one leave it less.
 *
 * In a template the label is a child of type "label", the last button one of type "more".
 */
struct _AppOverflowBox
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GtkWidget *more;
  GPtrArray *children; /* not owned: GTK owns what has a parent */
};

static GtkBuildableIface *parent_buildable;

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  AppOverflowBox *self = APP_OVERFLOW_BOX (buildable);

  if (!GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "label") == 0)
    app_overflow_box_set_label (self, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "more") == 0)
    app_overflow_box_set_more (self, GTK_WIDGET (child));
  else
    app_overflow_box_append (self, GTK_WIDGET (child));
}

static void
buildable_init (GtkBuildableIface *interface)
{
  parent_buildable = g_type_interface_peek_parent (interface);
  interface->add_child = add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AppOverflowBox,
                               app_overflow_box,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static int
natural_width (GtkWidget *widget)
{
  int natural = 0;

  if (widget != NULL && gtk_widget_get_visible (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
minimum_width (GtkWidget *widget)
{
  int minimum = 0;

  if (widget != NULL && gtk_widget_get_visible (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Of a child with the gap before it; nothing of one that is not visible. */
static int
room_of (GtkWidget *child)
{
  return gtk_widget_get_visible (child) ? natural_width (child) + SPACING : 0;
}

static void
app_overflow_box_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  AppOverflowBox *self = APP_OVERFLOW_BOX (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = minimum_width (self->label) + SPACING + natural_width (self->more);
      if (self->children->len > 0)
        *minimum += room_of (self->children->pdata[0]);
      *natural = natural_width (self->label);
      for (guint i = 0; i < self->children->len; i++)
        *natural += room_of (self->children->pdata[i]);
      *natural = MAX (*natural, *minimum);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (GTK_IS_NATIVE (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

/* How many of the children, from the first on, fit into @room. */
static guint
count_fitting (AppOverflowBox *self, int room)
{
  guint n = 0;

  for (; n < self->children->len; n++)
    {
      room -= room_of (self->children->pdata[n]);
      if (room < 0)
        break;
    }
  return n;
}

/* Puts a child at @x from the start; returns where the next one begins. */
static int
place (AppOverflowBox *self, GtkWidget *child, int x, int width, int height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int all = gtk_widget_get_width (GTK_WIDGET (self));

  gtk_widget_size_allocate (
      child, &(GtkAllocation){ rtl ? all - x - width : x, 0, MAX (width, 0), height }, -1);
  return x + width + SPACING;
}

static void
app_overflow_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppOverflowBox *self = APP_OVERFLOW_BOX (widget);
  int label = natural_width (self->label), more = natural_width (self->more);
  guint n = count_fitting (self, width - label);
  gboolean is_short = n < self->children->len;
  int x = 0;

  if (is_short)
    n = MAX (count_fitting (self, width - label - more - SPACING), MIN (1, self->children->len));
  if (is_short && n == 1)
    label = MIN (label, width - more - SPACING - room_of (self->children->pdata[0]));
  if (self->label != NULL)
    x = place (self, self->label, 0, label, height);
  for (guint i = 0; i < self->children->len; i++)
    {
      GtkWidget *child = self->children->pdata[i];

      gtk_widget_set_child_visible (child, i < n);
      if (i < n && gtk_widget_get_visible (child))
        x = place (self, child, x, natural_width (child), height);
    }
  if (self->more != NULL)
    gtk_widget_set_child_visible (self->more, is_short);
  if (self->more != NULL && is_short)
    place (self, self->more, width - more, more, height);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
}

static void
app_overflow_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  APP_OVERFLOW_BOX (object)->label = NULL;
  APP_OVERFLOW_BOX (object)->more = NULL;
  g_ptr_array_set_size (APP_OVERFLOW_BOX (object)->children, 0);
  G_OBJECT_CLASS (app_overflow_box_parent_class)->dispose (object);
}

static void
app_overflow_box_finalize (GObject *object)
{
  g_ptr_array_unref (APP_OVERFLOW_BOX (object)->children);
  G_OBJECT_CLASS (app_overflow_box_parent_class)->finalize (object);
}

static void
app_overflow_box_class_init (AppOverflowBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_overflow_box_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_overflow_box_finalize;
  widget_class->measure = app_overflow_box_measure;
  widget_class->size_allocate = app_overflow_box_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
  gtk_widget_class_set_css_name (widget_class, "overflowbox");
}

static void
app_overflow_box_init (AppOverflowBox *self)
{
  self->children = g_ptr_array_new ();
}

/**
 * app_overflow_box_new:
 *
 * Returns: (transfer floating): an empty bar
 */
GtkWidget *
app_overflow_box_new (void)
{
  return g_object_new (APP_TYPE_OVERFLOW_BOX, NULL);
}

/**
 * app_overflow_box_set_label:
 * @self: a bar
 * @label: (transfer floating): what is said at the start
 *
 * Puts a label before the buttons.
 */
void
app_overflow_box_set_label (AppOverflowBox *self, GtkWidget *label)
{
  g_return_if_fail (APP_IS_OVERFLOW_BOX (self) && self->label == NULL);
  self->label = label;
  gtk_widget_insert_after (label, GTK_WIDGET (self), NULL);
}

/**
 * app_overflow_box_set_more:
 * @self: a bar
 * @more: (transfer floating): the button that leads to what has no room
 *
 * Puts it at the end, where it is shown when it is needed.
 */
void
app_overflow_box_set_more (AppOverflowBox *self, GtkWidget *more)
{
  g_return_if_fail (APP_IS_OVERFLOW_BOX (self) && self->more == NULL);
  self->more = more;
  gtk_widget_insert_before (more, GTK_WIDGET (self), NULL);
}

/**
 * app_overflow_box_append:
 * @self: a bar
 * @child: (transfer floating): a button, less important than those before it
 *
 * Adds a button.
 */
void
app_overflow_box_append (AppOverflowBox *self, GtkWidget *child)
{
  g_return_if_fail (APP_IS_OVERFLOW_BOX (self));
  g_ptr_array_add (self->children, child);
  gtk_widget_insert_before (child, GTK_WIDGET (self), self->more);
}
