/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-outbox-page.h"

#include <glib/gi18n-lib.h>

#include "app-outbox-list.h"
#include "app-outbox-view.h"
#include "app-overflow-box.h"

/**
 * AppOutboxPage:
 *
 * The outbox: what waits, what failed and why, what is sent; and the selected one as a whole.
 *
 * Emits "wished" with an #AppOutboxWish, about what is selected in its list.
 */
struct _AppOutboxPage
{
  AdwBin parent_instance;

  AdwLeaflet *leaflet;
  AdwHeaderBar *header;
  GtkWidget *sidebar_button;
  AppOutboxList *list;
  GtkLabel *total;
  AppOutboxView *letter;
  GtkWidget *popover;
  GMenuModel *menu;

  gboolean is_read_only;
};

enum
{
  WISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppOutboxPage, app_outbox_page, ADW_TYPE_BIN)

static const struct
{
  const char *action;
  gboolean writes;
  gboolean only_one;
  gboolean (*can) (AppOutboxItem *item); /* of each selected */
} wishes[APP_OUTBOX_N_WISHES] = {
  [APP_OUTBOX_TRY] = { "outbox.try", TRUE, FALSE, app_outbox_item_can_be_tried },
  [APP_OUTBOX_CANCEL] = { "outbox.cancel", TRUE, FALSE, app_outbox_item_can_be_cancelled },
  [APP_OUTBOX_OPEN] = { "outbox.open", FALSE, FALSE, app_outbox_item_is_mail },
  [APP_OUTBOX_SHOW_LINE] = { "outbox.show-line", FALSE, TRUE, app_outbox_item_has_line },
  [APP_OUTBOX_BLOCK] = { "outbox.block", TRUE, TRUE, NULL },
};

/* ---- what is selected ---- */

static gboolean
can_be_wished (AppOutboxPage *self, guint wish, GPtrArray *selected)
{
  if (selected->len == 0 || (wishes[wish].only_one && selected->len > 1)
      || (wishes[wish].writes && self->is_read_only))
    return FALSE;
  for (guint i = 0; wishes[wish].can != NULL && i < selected->len; i++)
    if (!wishes[wish].can (selected->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
update_selection (AppOutboxPage *self)
{
  g_autoptr (GPtrArray) selected = app_outbox_list_get_selected (self->list);
  guint n = app_outbox_list_get_n_shown (self->list);
  g_autofree char *total =
      selected->len > 1
          ? g_strdup_printf (ngettext ("%u selected", "%u selected", selected->len), selected->len)
          : g_strdup_printf (ngettext ("%u line", "%u lines", n), n);

  gtk_label_set_label (self->total, total);
  if (selected->len > 1)
    app_outbox_view_set_several (self->letter, selected->len);
  else
    app_outbox_view_set_item (self->letter, selected->len == 1 ? selected->pdata[0] : NULL);
  for (guint i = 0; i < APP_OUTBOX_N_WISHES; i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), wishes[i].action,
                                   can_be_wished (self, i, selected));
}

static void
on_selection_changed_cb (AppOutboxList *list, AppOutboxPage *self)
{
  if (self->letter != NULL)
    update_selection (self);
}

static void
on_activated_cb (AppOutboxList *list, AppOutboxPage *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
on_menu_wanted_cb (AppOutboxList *list, double x, double y, AppOutboxPage *self)
{
  GdkRectangle place = { 0, 0, 1, 1 };
  double here_x, here_y;

  gtk_widget_translate_coordinates (GTK_WIDGET (list), GTK_WIDGET (self), x, y, &here_x, &here_y);
  place.x = (int) here_x;
  place.y = (int) here_y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
on_delete_wanted_cb (AppOutboxList *list, AppOutboxPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "outbox.cancel", NULL);
}

/* ---- the widget ---- */

static void
on_wish_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < APP_OUTBOX_N_WISHES; i++)
    if (g_str_equal (wishes[i].action, name))
      g_signal_emit (widget, signals[WISHED], 0, i);
}

static void
on_back_cb (GtkButton *button, AppOutboxPage *self)
{
  app_outbox_page_back (self);
}

static void
app_outbox_page_dispose (GObject *object)
{
  AppOutboxPage *self = APP_OUTBOX_PAGE (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  G_OBJECT_CLASS (app_outbox_page_parent_class)->dispose (object);
}

static void
app_outbox_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppOutboxPage *self = APP_OUTBOX_PAGE (widget);

  GTK_WIDGET_CLASS (app_outbox_page_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppOutboxPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxPage, header);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxPage, list);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxPage, total);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxPage, letter);
  gtk_widget_class_bind_template_child (widget_class, AppOutboxPage, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_delete_wanted_cb);
}

static void
app_outbox_page_class_init (AppOutboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_outbox_page_dispose;
  widget_class->size_allocate = app_outbox_page_size_allocate;
  g_type_ensure (APP_TYPE_OUTBOX_LIST);
  g_type_ensure (APP_TYPE_OUTBOX_VIEW);
  g_type_ensure (APP_TYPE_OVERFLOW_BOX);
  signals[WISHED] = g_signal_new ("wished", APP_TYPE_OUTBOX_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  for (guint i = 0; i < APP_OUTBOX_N_WISHES; i++)
    gtk_widget_class_install_action (widget_class, wishes[i].action, NULL, on_wish_cb);
  bind_template (widget_class);
}

static void
app_outbox_page_init (AppOutboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->popover = gtk_popover_menu_new_from_model (self->menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  update_selection (self);
}

/**
 * app_outbox_page_new:
 *
 * Returns: (transfer floating): an empty page
 */
AppOutboxPage *
app_outbox_page_new (void)
{
  return g_object_new (APP_TYPE_OUTBOX_PAGE, NULL);
}

/**
 * app_outbox_page_get_list:
 * @self: a page
 *
 * Returns: (transfer none): its list
 */
AppOutboxList *
app_outbox_page_get_list (AppOutboxPage *self)
{
  g_return_val_if_fail (APP_IS_OUTBOX_PAGE (self), NULL);
  return self->list;
}

/**
 * app_outbox_page_set_read_only:
 * @self: a page
 * @read_only: whether nothing may be changed
 */
void
app_outbox_page_set_read_only (AppOutboxPage *self, gboolean read_only)
{
  g_return_if_fail (APP_IS_OUTBOX_PAGE (self));
  self->is_read_only = read_only;
  update_selection (self);
}

/**
 * app_outbox_page_follow:
 * @self: a page
 * @outer: what has the sidebar beside it, or before it in a narrow window
 * @header: (transfer none): the header of the page whose place it takes
 *
 * Leads back to the sidebar when there is no room for both, with the same buttons of the window.
 */
void
app_outbox_page_follow (AppOutboxPage *self, AdwLeaflet *outer, AdwHeaderBar *header)
{
  g_return_if_fail (APP_IS_OUTBOX_PAGE (self));
  g_object_bind_property (outer, "folded", self->sidebar_button, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (header, "show-start-title-buttons", self->header,
                          "show-start-title-buttons", G_BINDING_SYNC_CREATE);
  g_object_bind_property (header, "decoration-layout", self->header, "decoration-layout",
                          G_BINDING_SYNC_CREATE);
}

/**
 * app_outbox_page_search:
 * @self: a page
 *
 * Moves the keyboard to where words are typed.
 */
void
app_outbox_page_search (AppOutboxPage *self)
{
  g_return_if_fail (APP_IS_OUTBOX_PAGE (self));
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  app_outbox_list_search (self->list);
}

/**
 * app_outbox_page_open:
 * @self: a page, just gone to
 *
 * Shows the part that wants a look, and not what was read last.
 */
void
app_outbox_page_open (AppOutboxPage *self)
{
  g_return_if_fail (APP_IS_OUTBOX_PAGE (self));
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  app_outbox_list_open (self->list);
}

/**
 * app_outbox_page_read:
 * @self: a page
 * @id: a mail or an SMS
 *
 * Shows it as a whole, whatever part of the outbox it is in.
 *
 * Returns: whether it is there
 */
gboolean
app_outbox_page_read (AppOutboxPage *self, gint64 id)
{
  g_return_val_if_fail (APP_IS_OUTBOX_PAGE (self), FALSE);
  app_outbox_list_set_filter (self->list, APP_OUTBOX_ALL);
  if (!app_outbox_list_select (self->list, id))
    return FALSE;
  /* Whether it is folded is not known before it has a place. */
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  return TRUE;
}

/**
 * app_outbox_page_back:
 * @self: a page
 *
 * Goes from the one that is read back to the list.
 */
void
app_outbox_page_back (AppOutboxPage *self)
{
  g_return_if_fail (APP_IS_OUTBOX_PAGE (self));
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  app_outbox_list_focus (self->list);
}
