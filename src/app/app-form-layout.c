/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-form-layout-private.h"

#define TWO_COLUMNS_WIDTH 900
#define MAX_COLUMN_WIDTH  640
#define GAP               24

/* Groups one under the other in one column, or in two where there is room: the first ones in the
 * first, until what is left fits beside them. */
typedef struct
{
  int n_columns;
  int width; /* of a column */
  int left;  /* of the first column */
} Columns;

static guint
count_shown (GtkWidget *form)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (form); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);
  return n;
}

static Columns
divide (GtkWidget *form, int width)
{
  Columns columns = { 1, 0, 0 };
  int gaps;

  columns.n_columns = width > TWO_COLUMNS_WIDTH && count_shown (form) > 1 ? 2 : 1;
  gaps = (columns.n_columns - 1) * GAP;
  columns.width = MIN ((width - gaps) / columns.n_columns, MAX_COLUMN_WIDTH);
  columns.left = (width - columns.n_columns * columns.width - gaps) / 2;
  return columns;
}

static int
child_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* The height of the groups from @from up to @to, with the gaps between them. */
static int
height_of (GtkWidget *from, GtkWidget *to, int width)
{
  int height = 0;

  for (GtkWidget *child = from; child != to; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      height += (height > 0 ? GAP : 0) + child_height (child, width);
  return height;
}

/* The first group of the second column: where the higher of both columns is lowest. */
static GtkWidget *
find_break (GtkWidget *form, const Columns *columns, int *height)
{
  GtkWidget *first = gtk_widget_get_first_child (form), *best = NULL;

  *height = height_of (first, NULL, columns->width);
  if (columns->n_columns == 1)
    return NULL;
  for (GtkWidget *child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int higher =
          MAX (height_of (first, child, columns->width), height_of (child, NULL, columns->width));

      if (higher < *height)
        {
          *height = higher;
          best = child;
        }
    }
  return best;
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *form)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget *form,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    for (GtkWidget *child = gtk_widget_get_first_child (form); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      {
        int child_minimum, child_natural;

        if (!gtk_widget_should_layout (child))
          continue;
        gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
        *minimum = MAX (*minimum, child_minimum);
        *natural = MAX (*natural, MIN (child_natural, MAX_COLUMN_WIDTH));
      }
  else
    {
      Columns columns = divide (form, for_size >= 0 ? for_size : MAX_COLUMN_WIDTH);

      find_break (form, &columns, natural);
      *minimum = *natural;
    }
  *natural = MAX (*natural, *minimum);
}

static void
allocate (GtkWidget *form, int width, int height, int baseline)
{
  Columns columns = divide (form, width);
  int used;
  GtkWidget *second = find_break (form, &columns, &used);
  GtkAllocation place = { columns.left, 0, columns.width, 0 };

  if (gtk_widget_get_direction (form) == GTK_TEXT_DIR_RTL)
    place.x = width - columns.left - columns.width;
  for (GtkWidget *child = gtk_widget_get_first_child (form); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      if (child == second)
        {
          place.x = width - place.x - columns.width;
          place.y = 0;
        }
      place.height = child_height (child, columns.width);
      gtk_widget_size_allocate (child, &place, -1);
      place.y += place.height + GAP;
    }
}

/**
 * _app_form_layout_new:
 *
 * Returns: (transfer full): what lays out a form's groups
 */
GtkLayoutManager *
_app_form_layout_new (void)
{
  return gtk_custom_layout_new (get_request_mode, measure, allocate);
}
