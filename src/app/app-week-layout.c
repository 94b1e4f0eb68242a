/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-week-layout-private.h"

#define WIDE_WIDTH   500
#define DAY_WIDTH    92
#define TOTAL_WIDTH  68
#define PAUSE_WIDTH  80
#define NARROW_PAUSE 52
#define GAP          6

/* One day of the week: its name, morning, pause, afternoon and total side by side where there is
 * room, else name and total above the three cells. All days have the same columns, whatever is
 * written in them. */
enum
{
  DAY,
  MORNING,
  PAUSE,
  AFTERNOON,
  TOTAL,
  N_CHILDREN
};

static void
list_children (GtkWidget *widget, GtkWidget *children[N_CHILDREN])
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (guint i = 0; i < N_CHILDREN; i++)
    {
      children[i] = child;
      child = gtk_widget_get_next_sibling (child);
    }
}

static int
size_of (GtkWidget *child, GtkOrientation orientation)
{
  int minimum;

  gtk_widget_measure (child, orientation, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static int
highest (GtkWidget *const *children, guint from, guint to)
{
  int height = 0;

  for (guint i = from; i <= to; i++)
    height = MAX (height, size_of (children[i], GTK_ORIENTATION_VERTICAL));
  return height;
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  GtkWidget *children[N_CHILDREN];

  list_children (widget, children);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int slot = MAX (size_of (children[MORNING], orientation),
                      size_of (children[AFTERNOON], orientation));
      int names = size_of (children[DAY], orientation) + size_of (children[TOTAL], orientation);

      *minimum = MAX (names + GAP, 2 * slot + size_of (children[PAUSE], orientation) + 2 * GAP);
      *natural = MAX (*minimum, WIDE_WIDTH);
      return;
    }
  *minimum = highest (children, MORNING, AFTERNOON);
  if (for_size >= 0 && for_size < WIDE_WIDTH)
    *minimum += GAP + MAX (highest (children, DAY, DAY), highest (children, TOTAL, TOTAL));
  else
    *minimum = MAX (*minimum, highest (children, DAY, TOTAL));
  *natural = *minimum;
}

typedef struct
{
  int x, y, width, height;
} Place;

static void
put (GtkWidget *parent, GtkWidget *child, Place place)
{
  GtkAllocation allocation = { place.x, place.y, place.width, place.height };

  if (gtk_widget_get_direction (parent) == GTK_TEXT_DIR_RTL)
    allocation.x = gtk_widget_get_width (parent) - place.x - place.width;
  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
put_cells (GtkWidget *widget, GtkWidget *const *children, Place place)
{
  int pause = gtk_widget_get_width (widget) >= WIDE_WIDTH ? PAUSE_WIDTH : NARROW_PAUSE;
  int slot = (place.width - pause - 2 * GAP) / 2;
  int x = place.x;

  put (widget, children[MORNING], (Place){ x, place.y, slot, place.height });
  x += slot + GAP;
  put (widget, children[PAUSE], (Place){ x, place.y, pause, place.height });
  x += pause + GAP;
  put (widget, children[AFTERNOON], (Place){ x, place.y, slot, place.height });
}

static void
allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *children[N_CHILDREN];
  int names;

  list_children (widget, children);
  if (width >= WIDE_WIDTH)
    {
      put (widget, children[DAY], (Place){ 0, 0, DAY_WIDTH, height });
      put_cells (widget, children,
                 (Place){ DAY_WIDTH + GAP, 0, width - DAY_WIDTH - TOTAL_WIDTH - 2 * GAP, height });
      put (widget, children[TOTAL], (Place){ width - TOTAL_WIDTH, 0, TOTAL_WIDTH, height });
      return;
    }
  names = MAX (highest (children, DAY, DAY), highest (children, TOTAL, TOTAL));
  put (widget, children[DAY], (Place){ 0, 0, width / 2, names });
  put (widget, children[TOTAL], (Place){ width / 2, 0, width - width / 2, names });
  put_cells (widget, children, (Place){ 0, names + GAP, width, height - names - GAP });
}

/**
 * _app_week_layout_new:
 *
 * Returns: (transfer full): what lays out the five children of a day
 */
GtkLayoutManager *
_app_week_layout_new (void)
{
  return gtk_custom_layout_new (get_request_mode, measure, allocate);
}
