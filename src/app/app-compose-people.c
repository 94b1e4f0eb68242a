/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-compose-people.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-compose-row.h"

/**
 * AppComposePeople:
 *
 * Everybody who would be written to, each to be taken in or left out, and what the selected one
 * would read. What the person decided stays when the words change. Emits "changed" when somebody is
 * taken in or left out.
 */
struct _AppComposePeople
{
  AdwBin parent_instance;

  GtkCheckButton *all_check;
  GtkToggleButton *remarks_button;
  GtkStack *pages;
  GtkListView *view;
  GtkWidget *letter;
  GtkLabel *remarks;
  GtkLabel *attachment;
  GtkLabel *subject;
  GtkLabel *body;

  GListStore *items;
  GtkFilterListModel *found;
  GtkFilter *filter;
  GtkSingleSelection *selection;
  GHashTable *decided; /* key of an item → GINT_TO_POINTER (chosen): by the person */
  gboolean is_filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppComposePeople, app_compose_people, ADW_TYPE_BIN)

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  AppComposePeople *self = user_data;

  return !gtk_toggle_button_get_active (self->remarks_button)
         || app_compose_item_get_remark (item) != NULL;
}

/* ---- the one that is read ---- */

static char *
join_remarks (const WorkMessagePlan *plan)
{
  GString *text = g_string_new (NULL);
  GPtrArray *lists[] = { plan->problems, plan->warnings };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                              (const char *) lists[i]->pdata[j]);
  return g_string_free (text, FALSE);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
show_letter (AppComposePeople *self)
{
  AppComposeItem *item = gtk_single_selection_get_selected_item (self->selection);
  const WorkMessagePlan *plan = item != NULL ? app_compose_item_get_plan (item) : NULL;
  g_autofree char *remarks = NULL, *attachment = NULL;

  gtk_widget_set_visible (self->letter, plan != NULL);
  if (plan == NULL)
    return;
  remarks = join_remarks (plan);
  if (plan->attachment != NULL)
    /* Translators: %s is the name of a file. */
    attachment = g_strdup_printf (_ ("Attached: %s"), plan->attachment);
  show_text (self->remarks, remarks);
  show_text (self->attachment, attachment);
  show_text (self->subject, plan->subject);
  show_text (self->body, plan->body);
}

static void
on_selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, AppComposePeople *self)
{
  if (!self->is_filling)
    show_letter (self);
}

/* ---- who is taken in ---- */

static AppComposeItem *
item_at (AppComposePeople *self, guint position)
{
  g_autoptr (AppComposeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return item; /* the store has it */
}

static void
update_all_check (AppComposePeople *self)
{
  guint n = app_compose_people_get_n (self), n_possible = 0, n_chosen = 0;

  for (guint i = 0; i < n; i++)
    {
      n_possible += app_compose_item_get_plan (item_at (self, i))->can_be_sent;
      n_chosen += app_compose_item_is_chosen (item_at (self, i));
    }
  self->is_filling = TRUE;
  gtk_check_button_set_active (self->all_check, n_chosen > 0 && n_chosen == n_possible);
  gtk_check_button_set_inconsistent (self->all_check, n_chosen > 0 && n_chosen < n_possible);
  gtk_widget_set_sensitive (GTK_WIDGET (self->all_check), n_possible > 0);
  self->is_filling = FALSE;
}

static void
on_toggled_cb (AppComposeItem *item, AppComposePeople *self)
{
  g_hash_table_replace (self->decided, app_compose_item_dup_key (item),
                        GINT_TO_POINTER (app_compose_item_is_chosen (item)));
  if (self->is_filling)
    return;
  update_all_check (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_all_toggled_cb (GtkCheckButton *check, AppComposePeople *self)
{
  gboolean chosen = gtk_check_button_get_active (check);

  if (self->is_filling)
    return;
  self->is_filling = TRUE;
  for (guint i = 0; i < app_compose_people_get_n (self); i++)
    app_compose_item_set_chosen (item_at (self, i), chosen);
  self->is_filling = FALSE;
  update_all_check (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_found (AppComposePeople *self)
{
  const char *page = "some";

  if (app_compose_people_get_n (self) == 0)
    page = "empty";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0)
    page = "none";
  gtk_stack_set_visible_child_name (self->pages, page);
  show_letter (self);
}

static void
on_remarks_toggled_cb (GtkToggleButton *button, AppComposePeople *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_found (self);
}

/* ---- rows ---- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, app_compose_row_new ());
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  AppComposeRow *row = APP_COMPOSE_ROW (gtk_list_item_get_child (item));
  g_autofree char *spoken = NULL;

  app_compose_row_set_item (row, gtk_list_item_get_item (item));
  spoken = app_compose_row_dup_spoken (row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* Enter takes somebody in or leaves him or her out. */
static void
on_activate_cb (GtkListView *view, guint position, AppComposePeople *self)
{
  g_autoptr (AppComposeItem) item =
      g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  app_compose_item_set_chosen (item, !app_compose_item_is_chosen (item));
}

static void
app_compose_people_dispose (GObject *object)
{
  AppComposePeople *self = APP_COMPOSE_PEOPLE (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (app_compose_people_parent_class)->dispose (object);
}

static void
app_compose_people_finalize (GObject *object)
{
  g_hash_table_unref (APP_COMPOSE_PEOPLE (object)->decided);
  G_OBJECT_CLASS (app_compose_people_parent_class)->finalize (object);
}

static void
app_compose_people_class_init (AppComposePeopleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_compose_people_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_compose_people_finalize;
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_COMPOSE_PEOPLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-compose-people.ui");
  gtk_widget_class_bind_template_child (widget_class, AppComposePeople, all_check);
  gtk_widget_class_bind_template_child (widget_class, AppComposePeople, remarks_button);
  gtk_widget_class_bind_template_child (widget_class, AppComposePeople, pages);
  gtk_widget_class_bind_template_child (widget_class, AppComposePeople, view);
  gtk_widget_class_bind_template_child (widget_class, AppComposePeople, letter);
  gtk_widget_class_bind_template_child (widget_class, AppComposePeople, remarks);
  gtk_widget_class_bind_template_child (widget_class, AppComposePeople, attachment);
  gtk_widget_class_bind_template_child (widget_class, AppComposePeople, subject);
  gtk_widget_class_bind_template_child (widget_class, AppComposePeople, body);
  gtk_widget_class_bind_template_callback (widget_class, on_all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remarks_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
app_compose_people_init (AppComposePeople *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (APP_TYPE_COMPOSE_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  self->found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)),
                                           g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->found)));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected_cb),
                           self, 0);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  show_found (self);
}

/**
 * app_compose_people_new:
 *
 * Returns: (transfer floating): a list of nobody
 */
AppComposePeople *
app_compose_people_new (void)
{
  return g_object_new (APP_TYPE_COMPOSE_PEOPLE, NULL);
}

static AppComposeItem *
make_item (AppComposePeople *self, const WorkMessagePlan *plan)
{
  AppComposeItem *item = app_compose_item_new (plan);
  g_autofree char *key = app_compose_item_dup_key (item);
  gpointer chosen;

  if (g_hash_table_lookup_extended (self->decided, key, NULL, &chosen))
    app_compose_item_set_chosen (item, GPOINTER_TO_INT (chosen));
  g_signal_connect_object (item, "toggled", G_CALLBACK (on_toggled_cb), self, 0);
  return item;
}

/**
 * app_compose_people_set_plans:
 * @self: a list
 * @plans: (element-type WorkMessagePlan): what would be written
 *
 * Shows who would get what. What the person decided about somebody stays, and so does the one that
 * is read.
 */
void
app_compose_people_set_plans (AppComposePeople *self, GPtrArray *plans)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint position;

  g_return_if_fail (APP_IS_COMPOSE_PEOPLE (self));
  position = gtk_single_selection_get_selected (self->selection);
  for (guint i = 0; i < plans->len; i++)
    g_ptr_array_add (items, make_item (self, plans->pdata[i]));
  self->is_filling = TRUE;
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  if (position < g_list_model_get_n_items (G_LIST_MODEL (self->found)))
    gtk_single_selection_set_selected (self->selection, position);
  self->is_filling = FALSE;
  update_all_check (self);
  show_found (self);
}

/**
 * app_compose_people_get_plans:
 * @self: a list
 *
 * Returns: (transfer full) (element-type WorkMessagePlan): what is to be sent
 */
GPtrArray *
app_compose_people_get_plans (AppComposePeople *self)
{
  GPtrArray *plans = g_ptr_array_new_with_free_func ((GDestroyNotify) work_message_plan_free);

  g_return_val_if_fail (APP_IS_COMPOSE_PEOPLE (self), plans);
  for (guint i = 0; i < app_compose_people_get_n (self); i++)
    if (app_compose_item_is_chosen (item_at (self, i)))
      g_ptr_array_add (plans,
                       work_message_plan_copy (app_compose_item_get_plan (item_at (self, i))));
  return plans;
}

/**
 * app_compose_people_get_n:
 * @self: a list
 *
 * Returns: how many would be written to, those that cannot be too
 */
guint
app_compose_people_get_n (AppComposePeople *self)
{
  g_return_val_if_fail (APP_IS_COMPOSE_PEOPLE (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

/**
 * app_compose_people_get_item:
 * @self: a list
 * @position: of somebody
 *
 * Returns: (transfer none): who is there
 */
AppComposeItem *
app_compose_people_get_item (AppComposePeople *self, guint position)
{
  g_return_val_if_fail (APP_IS_COMPOSE_PEOPLE (self), NULL);
  return item_at (self, position);
}

/**
 * app_compose_people_select:
 * @self: a list
 * @position: among those that are listed
 *
 * Shows what that one would read.
 */
void
app_compose_people_select (AppComposePeople *self, guint position)
{
  g_return_if_fail (APP_IS_COMPOSE_PEOPLE (self));
  gtk_single_selection_set_selected (self->selection, position);
}

/**
 * app_compose_people_dup_summary:
 * @self: a list
 *
 * Returns: (transfer full): "24 e-mails, 6 SMS (8 parts)", and how many cannot be sent
 */
char *
app_compose_people_dup_summary (AppComposePeople *self)
{
  guint n[2] = { 0 }, parts = 0, stopped = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (APP_IS_COMPOSE_PEOPLE (self), NULL);
  for (guint i = 0; i < app_compose_people_get_n (self); i++)
    {
      AppComposeItem *item = item_at (self, i);
      const WorkMessagePlan *plan = app_compose_item_get_plan (item);

      stopped += !plan->can_be_sent;
      if (!app_compose_item_is_chosen (item))
        continue;
      n[plan->channel]++;
      parts += plan->parts;
    }
  if (n[WORK_MESSAGE_MAIL] > 0)
    g_string_append_printf (text, ngettext ("%u e-mail", "%u e-mails", n[WORK_MESSAGE_MAIL]),
                            n[WORK_MESSAGE_MAIL]);
  if (n[WORK_MESSAGE_SMS] > 0)
    g_string_append_printf (text, "%s%u SMS", text->len > 0 ? ", " : "", n[WORK_MESSAGE_SMS]);
  if (parts > n[WORK_MESSAGE_SMS])
    g_string_append_printf (text, ngettext (" (%u part)", " (%u parts)", parts), parts);
  if (text->len == 0)
    g_string_append (text, _ ("Nobody is chosen"));
  if (stopped > 0)
    g_string_append_printf (
        text, ngettext (" · %u cannot be sent", " · %u cannot be sent", stopped), stopped);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * app_compose_people_dup_longest_sms:
 * @self: a list
 *
 * Returns: (transfer full) (nullable): the longest of the SMS as they would leave
 */
char *
app_compose_people_dup_longest_sms (AppComposePeople *self)
{
  const char *longest = NULL;

  g_return_val_if_fail (APP_IS_COMPOSE_PEOPLE (self), NULL);
  for (guint i = 0; i < app_compose_people_get_n (self); i++)
    {
      const WorkMessagePlan *plan = app_compose_item_get_plan (item_at (self, i));

      if (plan->channel == WORK_MESSAGE_SMS && plan->body != NULL
          && (longest == NULL || strlen (plan->body) > strlen (longest)))
        longest = plan->body;
    }
  return g_strdup (longest);
}
