/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "paper-pages.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <poppler.h>
#include <stdlib.h>

#include "paper-error.h"

/* A page is never drawn larger: a damaged file may say that it measures kilometres. */
#define MAX_PIXELS (8000.0 * 8000.0)

/* A name of ours, so that newer popplers may clean theirs up by themselves. */
typedef PopplerPage PaperPage;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PaperPage, g_object_unref)

typedef struct
{
  double width, height;
} PageSize;

/**
 * PaperPages:
 *
 * The pages of a PDF, drawn and searched in a thread. Its sizes are known once it is open, so that
 * a view can be laid out before a page is drawn.
 */
struct _PaperPages
{
  GObject parent_instance;

  PopplerDocument *document; /* behind @lock: poppler is not made for several threads */
  GMutex lock;
  GArray *sizes; /* of PageSize; never changes */
};

G_DEFINE_FINAL_TYPE (PaperPages, paper_pages, G_TYPE_OBJECT)

/* What one drawing or one search is asked for. */
typedef struct
{
  guint page;
  double scale;
  char *text;
} PaperTask;

/* What is to be opened. */
typedef struct
{
  char *name;
  GBytes *bytes;
} PaperSource;

static void
task_free (gpointer data)
{
  PaperTask *task = data;

  g_free (task->text);
  g_free (task);
}

static void
source_free (gpointer data)
{
  PaperSource *source = data;

  g_free (source->name);
  g_bytes_unref (source->bytes);
  g_free (source);
}

static void
paper_pages_finalize (GObject *object)
{
  PaperPages *self = PAPER_PAGES (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->sizes, g_array_unref);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (paper_pages_parent_class)->finalize (object);
}

static void
paper_pages_class_init (PaperPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = paper_pages_finalize;
}

static void
paper_pages_init (PaperPages *self)
{
  g_mutex_init (&self->lock);
  self->sizes = g_array_new (FALSE, FALSE, sizeof (PageSize));
}

/* ---- threads ---- */

/* Poppler takes apart what its documents share when the program ends, also under a thread that is
 * about to let one go: the end waits for it, but not for ever. */
#define LAST_WAIT (G_TIME_SPAN_SECOND)

static struct
{
  GMutex lock;
  GCond ended;
  guint n_tasks;
} busy;

static void
wait_for_threads (void)
{
  gint64 end = g_get_monotonic_time () + LAST_WAIT;

  g_mutex_lock (&busy.lock);
  while (busy.n_tasks > 0 && g_cond_wait_until (&busy.ended, &busy.lock, end))
    ;
  g_mutex_unlock (&busy.lock);
}

/* Called when the task is gone, and with it the last that it held. */
static void
on_task_gone_cb (gpointer data)
{
  g_mutex_lock (&busy.lock);
  busy.n_tasks--;
  g_cond_signal (&busy.ended);
  g_mutex_unlock (&busy.lock);
}

static void
run_in_thread (GTask *task, GTaskThreadFunc func)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      atexit (wait_for_threads);
      g_once_init_leave (&once, 1);
    }
  g_mutex_lock (&busy.lock);
  busy.n_tasks++;
  g_mutex_unlock (&busy.lock);
  g_object_set_data_full (G_OBJECT (task), "paper-busy", &busy, on_task_gone_cb);
  g_task_run_in_thread (task, func);
}

/* ---- opening ---- */

static GError *
explain (const char *name, const GError *cause)
{
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  if (g_error_matches (cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    return g_error_new (PAPER_ERROR, PAPER_ERROR_REFUSED,
                        _ ("“%s” asks for a password, it cannot be shown here. Ask whoever sent it "
                           "for a file without one."),
                        shown);
  return g_error_new (PAPER_ERROR, PAPER_ERROR_DAMAGED,
                      _ ("“%s” is not a PDF that can be read. Open it in another program, or make "
                         "it again."),
                      shown);
}

static gboolean
measure (PaperPages *self)
{
  int n = poppler_document_get_n_pages (self->document);

  for (int i = 0; i < n; i++)
    {
      g_autoptr (PaperPage) page = poppler_document_get_page (self->document, i);
      PageSize size = { 0, 0 };

      if (page != NULL)
        poppler_page_get_size (page, &size.width, &size.height);
      g_array_append_val (self->sizes, size);
    }
  return n > 0;
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const PaperSource *wanted = data;
  g_autoptr (PaperPages) self = g_object_new (PAPER_TYPE_PAGES, NULL);
  g_autoptr (GError) cause = NULL;

  self->document = poppler_document_new_from_bytes (wanted->bytes, NULL, &cause);
  if (self->document == NULL || !measure (self))
    g_task_return_error (task, explain (wanted->name, cause));
  else
    g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

/**
 * paper_pages_open_async:
 * @name: what to call the document
 * @bytes: a PDF
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads a PDF and measures its pages.
 */
void
paper_pages_open_async (const char *name,
                        GBytes *bytes,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  PaperSource *wanted;

  g_return_if_fail (name != NULL && bytes != NULL);
  wanted = g_new0 (PaperSource, 1);
  wanted->name = g_strdup (name);
  wanted->bytes = g_bytes_ref (bytes);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, paper_pages_open_async);
  g_task_set_task_data (task, wanted, source_free);
  run_in_thread (task, open_thread);
}

/**
 * paper_pages_open_finish:
 * @result: of paper_pages_open_async()
 * @error: return location, for a %PAPER_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the pages, or %NULL
 */
PaperPages *
paper_pages_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, paper_pages_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * paper_pages_get_n_pages:
 * @self: pages
 *
 * Returns: how many, at least one
 */
guint
paper_pages_get_n_pages (PaperPages *self)
{
  g_return_val_if_fail (PAPER_IS_PAGES (self), 0);
  return self->sizes->len;
}

/**
 * paper_pages_get_size:
 * @self: pages
 * @page: which, from 0
 * @width: (out): in points (1/72 inch)
 * @height: (out): in points
 */
void
paper_pages_get_size (PaperPages *self, guint page, double *width, double *height)
{
  const PageSize *size;

  g_return_if_fail (PAPER_IS_PAGES (self) && page < self->sizes->len);
  size = &g_array_index (self->sizes, PageSize, page);
  *width = size->width;
  *height = size->height;
}

/* ---- drawing ---- */

static cairo_surface_t *
draw (PaperPages *self, guint number, double scale, GError **error)
{
  g_autoptr (PaperPage) page = poppler_document_get_page (self->document, number);
  const PageSize *size = &g_array_index (self->sizes, PageSize, number);
  double width = ceil (size->width * scale), height = ceil (size->height * scale);
  cairo_surface_t *surface;
  cairo_t *context;

  if (page == NULL || width < 1 || height < 1 || width * height > MAX_PIXELS)
    {
      g_set_error (error, PAPER_ERROR, PAPER_ERROR_DAMAGED,
                   _ ("Page %u cannot be shown: the file is damaged. Make it again."), number + 1);
      return NULL;
    }
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  context = cairo_create (surface);
  cairo_set_source_rgb (context, 1, 1, 1);
  cairo_paint (context);
  cairo_scale (context, scale, scale);
  poppler_page_render (page, context);
  cairo_destroy (context);
  cairo_surface_flush (surface);
  return surface;
}

static void
render_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PaperPages *self = source;
  const PaperTask *wanted = data;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GError *error = NULL;
  cairo_surface_t *surface;

  /* Scrolling quickly asks for many pages: those gone from view while they waited are not drawn. */
  if (g_task_return_error_if_cancelled (task))
    return;
  surface = draw (self, wanted->page, wanted->scale, &error);
  if (surface == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, surface, (GDestroyNotify) cairo_surface_destroy);
}

/**
 * paper_pages_render_async:
 * @self: pages
 * @page: which, from 0
 * @scale: pixels a point
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Draws a page on white.
 */
void
paper_pages_render_async (PaperPages *self,
                          guint page,
                          double scale,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  PaperTask *wanted;

  g_return_if_fail (PAPER_IS_PAGES (self) && page < self->sizes->len && scale > 0);
  wanted = g_new0 (PaperTask, 1);
  wanted->page = page;
  wanted->scale = scale;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, paper_pages_render_async);
  g_task_set_task_data (task, wanted, task_free);
  run_in_thread (task, render_thread);
}

/**
 * paper_pages_render_finish:
 * @self: pages
 * @result: of paper_pages_render_async()
 * @error: return location, for a %PAPER_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): an image surface, %CAIRO_FORMAT_ARGB32, or %NULL
 */
cairo_surface_t *
paper_pages_render_finish (PaperPages *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- searching ---- */

static void
add_matches (PaperPages *self, guint number, const char *text, GArray *matches)
{
  g_autoptr (PaperPage) page = poppler_document_get_page (self->document, number);
  const PageSize *size = &g_array_index (self->sizes, PageSize, number);
  GList *found = NULL;

  if (page != NULL)
    found = poppler_page_find_text_with_options (
        page, text, POPPLER_FIND_DEFAULT | POPPLER_FIND_IGNORE_DIACRITICS);
  for (GList *link = found; link != NULL; link = link->next)
    {
      const PopplerRectangle *at = link->data;
      PaperMatch match = { number, at->x1, size->height - at->y2, at->x2 - at->x1,
                           at->y2 - at->y1 };

      g_array_append_val (matches, match);
    }
  g_list_free_full (found, (GDestroyNotify) poppler_rectangle_free);
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PaperPages *self = source;
  const PaperTask *wanted = data;
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (PaperMatch));

  for (guint i = 0; i < self->sizes->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

      add_matches (self, i, wanted->text, matches);
    }
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&matches), (GDestroyNotify) g_array_unref);
}

/**
 * paper_pages_find_async:
 * @self: pages
 * @text: words; neither case nor accents count
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Looks for a text on all pages.
 */
void
paper_pages_find_async (PaperPages *self,
                        const char *text,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  PaperTask *wanted;

  g_return_if_fail (PAPER_IS_PAGES (self) && text != NULL);
  wanted = g_new0 (PaperTask, 1);
  wanted->text = g_strdup (text);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, paper_pages_find_async);
  g_task_set_task_data (task, wanted, task_free);
  run_in_thread (task, find_thread);
}

/**
 * paper_pages_find_finish:
 * @self: pages
 * @result: of paper_pages_find_async()
 * @error: return location, for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type PaperMatch): where it stands, in the order of reading
 */
GArray *
paper_pages_find_finish (PaperPages *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
