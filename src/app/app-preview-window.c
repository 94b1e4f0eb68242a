/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preview-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-save.h"

static const double zooms[] = { 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0 };

G_DEFINE_FINAL_TYPE (AppPreviewWindow, app_preview_window, ADW_TYPE_WINDOW)

enum
{
  PRINT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- the pages ---- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AppPreviewWindow *self)
{
  GtkWidget *view = app_page_view_new ();

  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, view);
  g_ptr_array_add (self->views, view);
}

static void
on_teardown_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AppPreviewWindow *self)
{
  g_ptr_array_remove (self->views, gtk_list_item_get_child (item));
  gtk_list_item_set_child (item, NULL);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AppPreviewWindow *self)
{
  AppPageView *view = APP_PAGE_VIEW (gtk_list_item_get_child (item));

  app_page_view_set_page (view, self->pages, gtk_list_item_get_position (item));
  app_page_view_set_zoom (view, self->zoom);
  app_page_view_set_matches (view, self->matches, self->current);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AppPreviewWindow *self)
{
  app_page_view_set_page (APP_PAGE_VIEW (gtk_list_item_get_child (item)), NULL, 0);
}

static void
on_setup_thumbnail_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (box), app_page_view_new ());
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_list_item_set_child (item, box);
}

static void
on_bind_thumbnail_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AppPreviewWindow *self)
{
  GtkWidget *view = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  app_page_view_set_page (APP_PAGE_VIEW (view), self->pages, gtk_list_item_get_position (item));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (view)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
on_unbind_thumbnail_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *view = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  app_page_view_set_page (APP_PAGE_VIEW (view), NULL, 0);
}

/**
 * _app_preview_window_go_to_page:
 * @self: a preview that shows a document
 * @page: from 0
 *
 * Scrolls to a page.
 */
void
_app_preview_window_go_to_page (AppPreviewWindow *self, guint page)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", page);
}

static void
on_thumbnail_selected_cb (AppPreviewWindow *self)
{
  guint page = gtk_single_selection_get_selected (self->selection);

  if (page != GTK_INVALID_LIST_POSITION)
    _app_preview_window_go_to_page (self, page);
}

static void
show_pages (AppPreviewWindow *self)
{
  guint n = paper_pages_get_n_pages (self->pages);

  gtk_string_list_splice (self->numbers, 0, g_list_model_get_n_items (G_LIST_MODEL (self->numbers)),
                          NULL);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      gtk_string_list_append (self->numbers, number);
    }
  adw_flap_set_reveal_flap (self->flap, n > 1 && !adw_flap_get_folded (self->flap));
  gtk_stack_set_visible_child_name (self->stack, "pages");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreviewWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PaperPages) pages = paper_pages_open_finish (result, &error);

  if (pages != NULL)
    {
      g_set_object (&self->pages, pages);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.print",
                                     g_signal_has_handler_pending (self, signals[PRINT], 0, FALSE));
      show_pages (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_preview_window_fail (self, error);
}

/* ---- zoom ---- */

static void
set_zoom (AppPreviewWindow *self, double zoom)
{
  g_autofree char *text =
      zoom > 0 ? g_strdup_printf (_ ("%d %%"), (int) (zoom * 100)) : g_strdup (_ ("Width"));

  self->zoom = zoom;
  gtk_label_set_text (self->zoom_label, text);
  for (guint i = 0; i < self->views->len; i++)
    app_page_view_set_zoom (self->views->pdata[i], zoom);
}

/* What the width makes it now is where zooming begins. */
static double
zoom_of_now (AppPreviewWindow *self)
{
  double width = 0, height = 0;

  if (self->zoom > 0 || self->pages == NULL || self->views->len == 0)
    return self->zoom > 0 ? self->zoom : 1;
  paper_pages_get_size (self->pages, 0, &width, &height);
  return gtk_widget_get_width (self->views->pdata[0]) * 72.0 / 96.0 / MAX (width, 1);
}

static void
on_zoom_in_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  double now = zoom_of_now (APP_PREVIEW_WINDOW (widget));

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    if (zooms[i] > now + 0.01)
      {
        set_zoom (APP_PREVIEW_WINDOW (widget), zooms[i]);
        return;
      }
}

static void
on_zoom_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  double now = zoom_of_now (APP_PREVIEW_WINDOW (widget));

  for (guint i = G_N_ELEMENTS (zooms); i > 0; i--)
    if (zooms[i - 1] < now - 0.01)
      {
        set_zoom (APP_PREVIEW_WINDOW (widget), zooms[i - 1]);
        return;
      }
}

static void
on_zoom_width_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_zoom (APP_PREVIEW_WINDOW (widget), 0);
}

/* ---- what else is done with it ---- */

static void
on_thumbnails_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppPreviewWindow *self = APP_PREVIEW_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
on_save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreviewWindow *self = APP_PREVIEW_WINDOW (widget);

  app_save_pdf (GTK_WINDOW (self), self->name, self->pdf);
}

static void
on_print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPreviewWindow *self = APP_PREVIEW_WINDOW (widget);

  g_signal_emit (self, signals[PRINT], 0, self->name, self->pdf);
}

/* The space bar that opened it closes it, but is a space where one types. */
static gboolean
on_key_cb (GtkEventControllerKey *controller,
           guint key,
           guint code,
           GdkModifierType state,
           AppPreviewWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (key != GDK_KEY_space || (state & gtk_accelerator_get_default_mod_mask ()) != 0
      || (focus != NULL && GTK_IS_EDITABLE (focus)))
    return GDK_EVENT_PROPAGATE;
  gtk_window_close (GTK_WINDOW (self));
  return GDK_EVENT_STOP;
}

/* ---- the window ---- */

static void
app_preview_window_dispose (GObject *object)
{
  AppPreviewWindow *self = APP_PREVIEW_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  g_clear_object (&self->pages);
  G_OBJECT_CLASS (app_preview_window_parent_class)->dispose (object);
}

static void
app_preview_window_finalize (GObject *object)
{
  AppPreviewWindow *self = APP_PREVIEW_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_free (self->name);
  g_clear_pointer (&self->matches, g_array_unref);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  G_OBJECT_CLASS (app_preview_window_parent_class)->finalize (object);
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "preview.zoom-in", on_zoom_in_cb },       { "preview.zoom-out", on_zoom_out_cb },
  { "preview.zoom-width", on_zoom_width_cb }, { "preview.search", _app_preview_window_search },
  { "preview.thumbnails", on_thumbnails_cb }, { "preview.save", on_save_cb },
  { "preview.print", on_print_cb },
};

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, toasts);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, heading);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, stack);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, waiting);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, failure);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, flap);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, list);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, thumbnails);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, selection);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, numbers);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, search_bar);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, search_entry);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, found);
  gtk_widget_class_bind_template_child (klass, AppPreviewWindow, zoom_label);
  gtk_widget_class_bind_template_callback (klass, on_setup_cb);
  gtk_widget_class_bind_template_callback (klass, on_teardown_cb);
  gtk_widget_class_bind_template_callback (klass, on_bind_cb);
  gtk_widget_class_bind_template_callback (klass, on_unbind_cb);
  gtk_widget_class_bind_template_callback (klass, on_setup_thumbnail_cb);
  gtk_widget_class_bind_template_callback (klass, on_bind_thumbnail_cb);
  gtk_widget_class_bind_template_callback (klass, on_unbind_thumbnail_cb);
  gtk_widget_class_bind_template_callback (klass, on_thumbnail_selected_cb);
  gtk_widget_class_bind_template_callback_full (klass, "on_search_changed_cb",
                                                G_CALLBACK (_app_preview_window_search_changed));
  gtk_widget_class_bind_template_callback_full (klass, "on_next_match_cb",
                                                G_CALLBACK (_app_preview_window_next_match));
  gtk_widget_class_bind_template_callback_full (klass, "on_previous_match_cb",
                                                G_CALLBACK (_app_preview_window_previous_match));
  gtk_widget_class_bind_template_callback (klass, on_key_cb);
}

static void
app_preview_window_class_init (AppPreviewWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preview_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preview_window_finalize;
  /**
   * AppPreviewWindow::print:
   * @self: a preview
   * @name: what the document is called
   * @pdf: what is shown
   *
   * The person wants it printed.
   */
  signals[PRINT] = g_signal_new ("print", APP_TYPE_PREVIEW_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BYTES);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preview-window.ui");
  bind_children (widget_class);
}

static void
app_preview_window_init (AppPreviewWindow *self)
{
  self->views = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.save", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.print", FALSE);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  set_zoom (self, 0);
}

/**
 * app_preview_window_new:
 * @parent: (nullable): the window it belongs to
 * @title: whose document it is
 * @subtitle: which
 *
 * Returns: (transfer none): a window that waits for its document, owned by GTK until it is closed
 */
AppPreviewWindow *
app_preview_window_new (GtkWindow *parent, const char *title, const char *subtitle)
{
  AppPreviewWindow *self =
      g_object_new (APP_TYPE_PREVIEW_WINDOW, "transient-for", parent, "title", title, NULL);

  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, subtitle);
  return self;
}

/**
 * app_preview_window_wait:
 * @self: a preview
 * @text: what is being done
 *
 * Says why there is no page yet.
 */
void
app_preview_window_wait (AppPreviewWindow *self, const char *text)
{
  g_return_if_fail (APP_IS_PREVIEW_WINDOW (self));
  gtk_label_set_text (self->waiting, text);
  gtk_stack_set_visible_child_name (self->stack, "waiting");
}

/* "convention.docx" is saved as a PDF. */
static char *
dup_stem (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name && strlen (dot) <= 5 ? g_strndup (name, (gsize) (dot - name))
                                                         : g_strdup (name);
}

/**
 * app_preview_window_open:
 * @self: a preview
 * @name: what to call the document
 * @pdf: a PDF
 *
 * Reads and shows a document.
 */
void
app_preview_window_open (AppPreviewWindow *self, const char *name, GBytes *pdf)
{
  g_return_if_fail (APP_IS_PREVIEW_WINDOW (self) && name != NULL && pdf != NULL);
  g_free (self->name);
  self->name = dup_stem (name);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  self->pdf = g_bytes_ref (pdf);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.save", TRUE);
  paper_pages_open_async (name, pdf, self->cancellable, on_opened_cb, g_object_ref (self));
}

/**
 * app_preview_window_fail:
 * @self: a preview
 * @error: why there is nothing to show
 */
void
app_preview_window_fail (AppPreviewWindow *self, const GError *error)
{
  g_autofree char *text = NULL;

  g_return_if_fail (APP_IS_PREVIEW_WINDOW (self) && error != NULL);
  text = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failure, text);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

/**
 * app_preview_window_say:
 * @self: a preview
 * @text: what has been done
 *
 * Says it for some seconds.
 */
void
app_preview_window_say (AppPreviewWindow *self, const char *text)
{
  g_return_if_fail (APP_IS_PREVIEW_WINDOW (self) && text != NULL);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

/**
 * app_preview_window_get_cancellable:
 * @self: a preview
 *
 * Returns: (transfer none): cancelled when the window closes
 */
GCancellable *
app_preview_window_get_cancellable (AppPreviewWindow *self)
{
  g_return_val_if_fail (APP_IS_PREVIEW_WINDOW (self), NULL);
  return self->cancellable;
}

/**
 * app_preview_window_get_state:
 * @self: a preview
 *
 * Returns: (transfer none): "waiting", "pages" or "failure"
 */
const char *
app_preview_window_get_state (AppPreviewWindow *self)
{
  g_return_val_if_fail (APP_IS_PREVIEW_WINDOW (self), NULL);
  return gtk_stack_get_visible_child_name (self->stack);
}

/**
 * app_preview_window_get_n_pages:
 * @self: a preview
 *
 * Returns: how many pages it shows, 0 before there are any
 */
guint
app_preview_window_get_n_pages (AppPreviewWindow *self)
{
  g_return_val_if_fail (APP_IS_PREVIEW_WINDOW (self), 0);
  return self->pages != NULL ? paper_pages_get_n_pages (self->pages) : 0;
}

/**
 * app_preview_window_get_zoom:
 * @self: a preview
 *
 * Returns: 1.0 for the size on paper, 0 for the width of the window
 */
double
app_preview_window_get_zoom (AppPreviewWindow *self)
{
  g_return_val_if_fail (APP_IS_PREVIEW_WINDOW (self), 0);
  return self->zoom;
}
