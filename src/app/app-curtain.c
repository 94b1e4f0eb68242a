/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-curtain.h"

/**
 * AppCurtain:
 *
 * Hides every window of the program but one, and those that would come meanwhile, and brings them
 * back as they were: what is typed in them stays.
 */
struct _AppCurtain
{
  GObject parent_instance;

  GtkWindow *window; /* (weak): the one that stays */
  GPtrArray *hidden; /* (owned) (element-type GtkWindow) */
  GtkWindow *active; /* (weak) (nullable): where the person was */
  GtkWidget *focus;  /* (weak) (nullable): the same in the window that stays */
  gboolean is_drawn;
  gboolean admits;
};

/* A window that is shown all the same. */
#define ADMITTED "app-curtain-admitted"

G_DEFINE_FINAL_TYPE (AppCurtain, app_curtain, G_TYPE_OBJECT)

static gboolean
is_there (GtkWindow *window)
{
  GListModel *all = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (all);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (all, i);

      if (one == window)
        return !gtk_widget_in_destruction (GTK_WIDGET (window));
    }
  return FALSE;
}

static void
hide (AppCurtain *self, GtkWindow *window)
{
  if (window == self->window || !gtk_widget_get_visible (GTK_WIDGET (window))
      || g_object_get_data (G_OBJECT (window), ADMITTED) != NULL)
    return;
  if (!g_ptr_array_find (self->hidden, window, NULL))
    g_ptr_array_add (self->hidden, g_object_ref (window));
  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
}

static void
on_visible_cb (GtkWindow *window, GParamSpec *pspec, AppCurtain *self)
{
  if (self->is_drawn && self->admits)
    g_object_set_data (G_OBJECT (window), ADMITTED, GINT_TO_POINTER (TRUE));
  else if (self->is_drawn)
    hide (self, window);
}

static void
watch (AppCurtain *self, guint position, guint n)
{
  for (guint i = position; i < position + n; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (gtk_window_get_toplevels (), i);

      g_signal_connect_object (window, "notify::visible", G_CALLBACK (on_visible_cb), self, 0);
      on_visible_cb (window, NULL, self);
    }
}

static void
on_items_changed_cb (GListModel *all,
                     guint position,
                     guint n_removed,
                     guint n_added,
                     AppCurtain *self)
{
  if (self->is_drawn)
    watch (self, position, n_added);
}

static void
app_curtain_dispose (GObject *object)
{
  AppCurtain *self = APP_CURTAIN (object);

  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->active);
  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->hidden, g_ptr_array_unref);
  G_OBJECT_CLASS (app_curtain_parent_class)->dispose (object);
}

static void
app_curtain_class_init (AppCurtainClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_curtain_dispose;
}

static void
app_curtain_init (AppCurtain *self)
{
  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (on_items_changed_cb), self, 0);
}

/**
 * app_curtain_new:
 * @window: the window that stays, and covers itself
 *
 * Returns: (transfer full): a curtain that is open
 */
AppCurtain *
app_curtain_new (GtkWindow *window)
{
  AppCurtain *self = g_object_new (APP_TYPE_CURTAIN, NULL);

  g_set_weak_pointer (&self->window, window);
  return self;
}

static GtkWindow *
find_active (void)
{
  GListModel *all = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (all);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (all, i);

      if (gtk_window_is_active (one))
        return one;
    }
  return NULL;
}

/**
 * app_curtain_draw:
 * @self: a curtain
 *
 * Hides the other windows.
 */
void
app_curtain_draw (AppCurtain *self)
{
  g_return_if_fail (APP_IS_CURTAIN (self));
  if (self->is_drawn)
    return;
  g_set_weak_pointer (&self->active, find_active ());
  if (self->window != NULL)
    g_set_weak_pointer (&self->focus, gtk_window_get_focus (self->window));
  self->is_drawn = TRUE;
  watch (self, 0, g_list_model_get_n_items (gtk_window_get_toplevels ()));
}

/* As they were shown: what stood above another stands above it again. */
static void
bring_back (AppCurtain *self)
{
  g_autoptr (GPtrArray) hidden = g_steal_pointer (&self->hidden);

  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < hidden->len; i++)
    if (is_there (hidden->pdata[i]))
      gtk_widget_set_visible (hidden->pdata[i], TRUE);
}

/**
 * app_curtain_open:
 * @self: a curtain
 *
 * Brings back what was hidden, and the person to where he or she was.
 */
void
app_curtain_open (AppCurtain *self)
{
  g_return_if_fail (APP_IS_CURTAIN (self));
  if (!self->is_drawn)
    return;
  self->is_drawn = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (gtk_window_get_toplevels (), i);

      g_signal_handlers_disconnect_by_func (one, on_visible_cb, self);
      g_object_set_data (G_OBJECT (one), ADMITTED, NULL);
    }
  bring_back (self);
  if (self->focus != NULL && gtk_widget_get_mapped (self->focus))
    gtk_widget_grab_focus (self->focus);
  if (self->active != NULL && is_there (self->active) && self->active != self->window)
    gtk_window_present (self->active);
  g_clear_weak_pointer (&self->active);
  g_clear_weak_pointer (&self->focus);
}

/**
 * app_curtain_set_admits:
 * @self: a curtain
 * @admits: whether windows that come from now on are shown although it is drawn
 *
 * For what is asked in front of it.
 */
void
app_curtain_set_admits (AppCurtain *self, gboolean admits)
{
  g_return_if_fail (APP_IS_CURTAIN (self));
  self->admits = admits;
}

/**
 * app_curtain_is_drawn:
 * @self: a curtain
 *
 * Returns: whether it hides the other windows
 */
gboolean
app_curtain_is_drawn (AppCurtain *self)
{
  g_return_val_if_fail (APP_IS_CURTAIN (self), FALSE);
  return self->is_drawn;
}

/**
 * app_curtain_get_n_hidden:
 * @self: a curtain
 *
 * Returns: how many windows it hides
 */
guint
app_curtain_get_n_hidden (AppCurtain *self)
{
  guint n = 0;

  g_return_val_if_fail (APP_IS_CURTAIN (self), 0);
  for (guint i = 0; i < self->hidden->len; i++)
    n += is_there (self->hidden->pdata[i]) ? 1 : 0;
  return n;
}

/**
 * app_curtain_close_hidden:
 * @self: a curtain
 *
 * Does away with what it hides: another person goes on here.
 */
void
app_curtain_close_hidden (AppCurtain *self)
{
  g_autoptr (GPtrArray) hidden = NULL;

  g_return_if_fail (APP_IS_CURTAIN (self));
  hidden = g_steal_pointer (&self->hidden);
  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < hidden->len; i++)
    if (is_there (hidden->pdata[i]))
      gtk_window_destroy (hidden->pdata[i]);
}
