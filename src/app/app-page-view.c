/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-page-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Pixels a point, at 100 %. */
#define PIXELS_A_POINT (96.0 / 72.0)
#define SMALLEST_WIDTH 80

static const GdkRGBA match_colour = { 1.0, 0.82, 0.1, 0.4 };
static const GdkRGBA current_colour = { 1.0, 0.5, 0.0, 0.5 };

/**
 * AppPageView:
 *
 * One page of a PDF, white, as wide as there is room or at a zoom. It is drawn in a thread when it
 * comes into view; until then, or after a change of size, what there is is shown stretched.
 */
struct _AppPageView
{
  GtkWidget parent_instance;

  PaperPages *pages;
  guint page;
  double zoom;     /* 0 for the width that there is */
  GArray *matches; /* of PaperMatch, of all pages */
  guint current;

  GdkTexture *texture;
  double drawn_scale;
  GCancellable *drawing;
};

G_DEFINE_FINAL_TYPE (AppPageView, app_page_view, GTK_TYPE_WIDGET)

static void
stop_drawing (AppPageView *self)
{
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
}

static GdkTexture *
texture_of (cairo_surface_t *surface)
{
  int stride = cairo_image_surface_get_stride (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (
      cairo_image_surface_get_data (surface), (gsize) stride * height,
      (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (surface));

  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                 GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
on_drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPageView) self = user_data;
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = paper_pages_render_finish (PAPER_PAGES (source), result, &error);

  if (surface == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_widget_set_tooltip_text (GTK_WIDGET (self), error->message);
      return;
    }
  if (g_task_get_cancellable (G_TASK (result)) == self->drawing)
    {
      g_clear_object (&self->drawing);
      g_set_object (&self->texture, NULL);
      self->texture = texture_of (surface);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  cairo_surface_destroy (surface);
}

/* Draws for the size that the page has now, unless that is what there is or what is on its way. */
static void
draw (AppPageView *self)
{
  double width, height, scale;

  if (self->pages == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  paper_pages_get_size (self->pages, self->page, &width, &height);
  if (width <= 0 || gtk_widget_get_width (GTK_WIDGET (self)) <= 0)
    return;
  scale = gtk_widget_get_width (GTK_WIDGET (self)) / width
          * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  if (fabs (scale - self->drawn_scale) < 1e-6)
    return;
  stop_drawing (self);
  self->drawn_scale = scale;
  self->drawing = g_cancellable_new ();
  paper_pages_render_async (self->pages, self->page, scale, self->drawing, on_drawn_cb,
                            g_object_ref (self));
}

static GtkSizeRequestMode
app_page_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
app_page_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  AppPageView *self = APP_PAGE_VIEW (widget);
  double width = 0, height = 0;
  int own;

  *minimum = *natural = 0;
  if (self->pages == NULL)
    return;
  paper_pages_get_size (self->pages, self->page, &width, &height);
  own = MAX (1, (int) ceil (width * PIXELS_A_POINT * (self->zoom > 0 ? self->zoom : 1)));
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = own;
      *minimum = self->zoom > 0 ? own : MIN (own, SMALLEST_WIDTH);
    }
  else
    *minimum = *natural =
        MAX (1, (int) round (height / MAX (width, 1) * (for_size > 0 ? for_size : own)));
}

static void
app_page_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  draw (APP_PAGE_VIEW (widget));
}

static void
app_page_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (app_page_view_parent_class)->map (widget);
  draw (APP_PAGE_VIEW (widget));
}

static void
snapshot_matches (AppPageView *self, GtkSnapshot *snapshot, double scale)
{
  for (guint i = 0; self->matches != NULL && i < self->matches->len; i++)
    {
      const PaperMatch *match = &g_array_index (self->matches, PaperMatch, i);

      if (match->page == self->page)
        gtk_snapshot_append_color (snapshot, i == self->current ? &current_colour : &match_colour,
                                   &GRAPHENE_RECT_INIT (match->x * scale, match->y * scale,
                                                        match->width * scale,
                                                        match->height * scale));
    }
}

static void
app_page_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppPageView *self = APP_PAGE_VIEW (widget);
  graphene_rect_t area =
      GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  double width, height;

  if (self->pages == NULL)
    return;
  gtk_snapshot_append_color (snapshot, &(GdkRGBA){ 1, 1, 1, 1 }, &area);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &area);
  paper_pages_get_size (self->pages, self->page, &width, &height);
  snapshot_matches (self, snapshot, area.size.width / MAX (width, 1));
}

static void
app_page_view_dispose (GObject *object)
{
  AppPageView *self = APP_PAGE_VIEW (object);

  stop_drawing (self);
  g_clear_object (&self->pages);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->matches, g_array_unref);
  G_OBJECT_CLASS (app_page_view_parent_class)->dispose (object);
}

static void
app_page_view_class_init (AppPageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_page_view_dispose;
  widget_class->get_request_mode = app_page_view_get_request_mode;
  widget_class->measure = app_page_view_measure;
  widget_class->size_allocate = app_page_view_size_allocate;
  widget_class->map = app_page_view_map;
  widget_class->snapshot = app_page_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "pageview");
}

static void
app_page_view_init (AppPageView *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (draw), NULL);
}

/**
 * app_page_view_new:
 *
 * Returns: (transfer floating): a view of nothing yet
 */
GtkWidget *
app_page_view_new (void)
{
  return g_object_new (APP_TYPE_PAGE_VIEW, NULL);
}

/**
 * app_page_view_set_page:
 * @self: a view
 * @pages: (nullable): the pages of a document, %NULL for none
 * @page: which of them, from 0
 *
 * Changes what is shown; what was being drawn is given up.
 */
void
app_page_view_set_page (AppPageView *self, PaperPages *pages, guint page)
{
  g_autofree char *label = NULL;

  g_return_if_fail (APP_IS_PAGE_VIEW (self));
  stop_drawing (self);
  g_clear_object (&self->texture);
  self->drawn_scale = 0;
  g_set_object (&self->pages, pages);
  self->page = page;
  label = g_strdup_printf (_ ("Page %u"), page + 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * app_page_view_set_zoom:
 * @self: a view
 * @zoom: 1.0 for the size on paper, 0 for the width that there is
 */
void
app_page_view_set_zoom (AppPageView *self, double zoom)
{
  g_return_if_fail (APP_IS_PAGE_VIEW (self) && zoom >= 0);
  self->zoom = zoom;
  gtk_widget_set_halign (GTK_WIDGET (self), zoom > 0 ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * app_page_view_set_matches:
 * @self: a view
 * @matches: (nullable) (element-type PaperMatch): what was found, on any page
 * @current: which of them the person looks at
 *
 * Marks what was found on the page.
 */
void
app_page_view_set_matches (AppPageView *self, GArray *matches, guint current)
{
  g_return_if_fail (APP_IS_PAGE_VIEW (self));
  g_clear_pointer (&self->matches, g_array_unref);
  self->matches = matches != NULL ? g_array_ref (matches) : NULL;
  self->current = current;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * app_page_view_is_drawn:
 * @self: a view
 *
 * Returns: whether the page is on the screen, at its size of now
 */
gboolean
app_page_view_is_drawn (AppPageView *self)
{
  g_return_val_if_fail (APP_IS_PAGE_VIEW (self), FALSE);
  return self->texture != NULL && self->drawing == NULL;
}
