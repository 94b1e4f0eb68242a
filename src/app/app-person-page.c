/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-person-page.h"

#include <glib/gi18n-lib.h>

#include "app-class-list.h"
#include "app-format.h"
#include "app-part-list.h"
#include "app-person-fields.h"
#include "app-stay-list.h"
#include "base-date.h"
#include "base-ident.h"
#include "model-person.h"
#include "model-value.h"

/**
 * AppPersonPage:
 *
 * All that is known of one student, company or teacher: a form, what hangs from it, and what is
 * remembered. It saves nothing itself. Emits "changed" when the form may have changes to save,
 * "add-part" with an entity, "edit-part" with a record, "enrol" when the class is to change, and
 * "stay-opened" with a school year, a student and a period.
 */
struct _AppPersonPage
{
  AdwBin parent_instance;

  GtkLabel *name;
  GtkLabel *place;
  GtkStack *sections;
  GtkStackPage *memory_section;
  GtkWidget *missing_box;
  GtkLabel *missing;
  AppForm *form;
  AppStayList *stays;
  AppPartList *parts[2];
  AppClassList *classes; /* (nullable): of a student */

  ModelEntity entity;
  ModelSearchLooks *looks; /* (nullable) */
  WorkPerson *person;
  ModelRecord *record; /* a copy, as it is edited */
  gboolean is_editable;
};

enum
{
  CHANGED,
  ADD_PART,
  EDIT_PART,
  ENROL,
  STAY_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPersonPage, app_person_page, ADW_TYPE_BIN)

/* ---- who it is ---- */

static void
append (GString *text, const char *part)
{
  if (part != NULL && part[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static void
append_company (GString *text, ModelRecord *company)
{
  const char *status = model_value_choice_label (model_field_find ("company.status"),
                                                 model_record_get (company, "status"));

  append (text, model_record_get (company, "town"));
  append (text, status != NULL ? _ (status) : NULL);
  if (model_record_get_int (company, "is_closed") != 0)
    append (text, _ ("Closed"));
}

/* (transfer full): what stands under the name: the last class, the town, the subject */
static char *
say_place (AppPersonPage *self)
{
  GString *text = g_string_new (NULL);
  GPtrArray *enrolments = self->person->enrolments;

  if (self->entity == MODEL_ENTITY_COMPANY)
    append_company (text, self->record);
  else if (self->entity == MODEL_ENTITY_TEACHER)
    append (text, model_record_get (self->record, "subject"));
  else if (enrolments->len > 0)
    append (text, ((WorkEnrolment *) enrolments->pdata[0])->class_name);
  if (app_person_page_is_changed (self))
    /* Translators: under a name, while its page has changes that are not saved. */
    append (text, _ ("Changed, not saved"));
  return g_string_free (text, FALSE);
}

static void
show_name (AppPersonPage *self)
{
  g_autofree char *name = model_person_name (self->record);
  g_autofree char *place = say_place (self);

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->place, place);
}

/* ---- what is missing ---- */

/* Each a link to its field. */
static void
show_missing (AppPersonPage *self)
{
  g_autoptr (GPtrArray) missing = model_person_missing (self->record);
  g_autoptr (GString) links = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < missing->len; i++)
    {
      const ModelField *field = missing->pdata[i];
      g_autofree char *label = g_markup_escape_text (_ (field->label), -1);

      g_string_append_printf (links, "%s<a href=\"%s\">%s</a>", i > 0 ? ", " : "", field->key,
                              label);
    }
  /* Translators: what agreements need and is not known: names of fields, apart by commas. */
  text = g_strdup_printf (_ ("Agreements need: %s"), links->str);
  gtk_label_set_markup (self->missing, text);
  gtk_widget_set_visible (self->missing_box, missing->len > 0);
}

static void
show_doubt (AppPersonPage *self)
{
  g_autofree char *doubt = NULL;

  if (self->entity != MODEL_ENTITY_STUDENT)
    return;
  base_ident_is_doubtful (BASE_IDENT_INE, model_record_get (self->record, "ine"), &doubt);
  app_form_set_note (self->form, "student.ine", doubt, "warning");
}

static void
show_record (AppPersonPage *self)
{
  show_name (self);
  show_missing (self);
  show_doubt (self);
}

static gboolean
on_missing_link_cb (GtkLabel *label, const char *key, AppPersonPage *self)
{
  gtk_stack_set_visible_child_name (self->sections, "file");
  app_form_focus_field (self->form, key);
  return GDK_EVENT_STOP;
}

static void
on_form_changed_cb (AppForm *form, const char *key, AppPersonPage *self)
{
  show_record (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- parts ---- */

static void
on_add_part_cb (AppPartList *part, AppPersonPage *self)
{
  g_signal_emit (self, signals[ADD_PART], 0, app_part_list_get_entity (part));
}

static void
on_edit_part_cb (AppPartList *part, ModelRecord *record, AppPersonPage *self)
{
  g_signal_emit (self, signals[EDIT_PART], 0, record);
}

static void
on_stay_opened_cb (AppStayList *list,
                   gint64 year_id,
                   gint64 student_id,
                   gint64 period_id,
                   AppPersonPage *self)
{
  g_signal_emit (self, signals[STAY_OPENED], 0, year_id, student_id, period_id);
}

static void
on_class_change_cb (AppClassList *list, AppPersonPage *self)
{
  g_signal_emit (self, signals[ENROL], 0);
}

static void
add_parts (AppPersonPage *self)
{
  static const struct
  {
    ModelEntity owner, part;
  } owned[] = {
    { MODEL_ENTITY_STUDENT, MODEL_ENTITY_GUARDIAN },
    { MODEL_ENTITY_COMPANY, MODEL_ENTITY_CONTACT },
    { MODEL_ENTITY_COMPANY, MODEL_ENTITY_SITE },
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (owned); i++)
    if (owned[i].owner == self->entity)
      {
        self->parts[n] = APP_PART_LIST (app_part_list_new (owned[i].part));
        g_signal_connect_object (self->parts[n], "add", G_CALLBACK (on_add_part_cb), self, 0);
        g_signal_connect_object (self->parts[n], "edit", G_CALLBACK (on_edit_part_cb), self, 0);
        app_form_add_widget (self->form, GTK_WIDGET (self->parts[n++]));
      }
}

static void
show_parts (AppPersonPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->parts) && self->parts[i] != NULL; i++)
    {
      ModelEntity entity = app_part_list_get_entity (self->parts[i]);

      app_part_list_set_editable (self->parts[i], self->is_editable);
      app_part_list_set_records (self->parts[i],
                                 entity == MODEL_ENTITY_GUARDIAN  ? self->person->guardians
                                 : entity == MODEL_ENTITY_CONTACT ? self->person->contacts
                                                                  : self->person->sites);
    }
}

/* ---- memory ---- */

static char *
say_loads (AppPersonPage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->person->loads->len; i++)
    {
      const WorkLoad *load = self->person->loads->pdata[i];

      g_string_append_printf (text, i > 0 ? " · %s %s: " : "%s %s: ", load->year_name,
                              load->period_name);
      g_string_append_printf (text, ngettext ("%u student", "%u students", load->n), load->n);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_memory (AppPersonPage *self)
{
  g_autofree char *today_iso = base_date_today_iso ();
  g_autofree char *day = NULL, *ago = NULL;
  GDate today;

  if (self->entity == MODEL_ENTITY_TEACHER)
    return say_loads (self);
  if (self->entity == MODEL_ENTITY_STUDENT)
    return self->person->n_notes == 0
               ? NULL
               : g_strdup_printf (ngettext ("%u note", "%u notes", self->person->n_notes),
                                  self->person->n_notes);
  if (self->person->last_contact[0] == '\0' || !base_date_parse_iso (today_iso, &today))
    return NULL;
  day = app_format_day (self->person->last_contact);
  ago = app_format_ago (self->person->last_contact, &today);
  /* Translators: a day, and how long ago it is. */
  return g_strdup_printf (_ ("Last contact: %s (%s)"), day, ago);
}

static void
show_memory (AppPersonPage *self)
{
  g_autofree char *description = say_memory (self);
  /* Translators: the title of a section, and how many rows it has. */
  g_autofree char *title =
      g_strdup_printf (_ ("%s (%u)"), _ ("Follow-up"), self->person->stays->len);

  app_stay_list_set_stays (self->stays, self->person->stays, self->entity, self->looks,
                           description);
  gtk_stack_page_set_title (self->memory_section, title);
}

/* ---- the page ---- */

static void
app_person_page_dispose (GObject *object)
{
  AppPersonPage *self = APP_PERSON_PAGE (object);

  g_clear_object (&self->record);
  G_OBJECT_CLASS (app_person_page_parent_class)->dispose (object);
}

static void
app_person_page_finalize (GObject *object)
{
  AppPersonPage *self = APP_PERSON_PAGE (object);

  g_clear_pointer (&self->person, work_person_free);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  G_OBJECT_CLASS (app_person_page_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  const struct
  {
    const char *name;
    guint signal;
    GType type;
  } rows[] = {
    { "changed", CHANGED, G_TYPE_NONE },
    { "add-part", ADD_PART, G_TYPE_INT },
    { "edit-part", EDIT_PART, MODEL_TYPE_RECORD },
    { "enrol", ENROL, G_TYPE_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GType types[] = { rows[i].type };

      signals[rows[i].signal] =
          g_signal_newv (rows[i].name, APP_TYPE_PERSON_PAGE, G_SIGNAL_RUN_LAST, NULL, NULL, NULL,
                         NULL, G_TYPE_NONE, rows[i].type != G_TYPE_NONE ? 1 : 0, types);
    }
  signals[STAY_OPENED] =
      g_signal_new ("stay-opened", APP_TYPE_PERSON_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT64);
}

static void
app_person_page_class_init (AppPersonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_person_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_person_page_finalize;
  install_signals ();
  g_type_ensure (APP_TYPE_FORM);
  g_type_ensure (APP_TYPE_STAY_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPersonPage, name);
  gtk_widget_class_bind_template_child (widget_class, AppPersonPage, place);
  gtk_widget_class_bind_template_child (widget_class, AppPersonPage, sections);
  gtk_widget_class_bind_template_child (widget_class, AppPersonPage, memory_section);
  gtk_widget_class_bind_template_child (widget_class, AppPersonPage, missing_box);
  gtk_widget_class_bind_template_child (widget_class, AppPersonPage, missing);
  gtk_widget_class_bind_template_child (widget_class, AppPersonPage, form);
  gtk_widget_class_bind_template_child (widget_class, AppPersonPage, stays);
  gtk_widget_class_bind_template_callback (widget_class, on_missing_link_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stay_opened_cb);
}

static void
app_person_page_init (AppPersonPage *self)
{
  self->is_editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_person_page_new:
 * @entity: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER
 *
 * Returns: (transfer floating): a page about nobody
 */
AppPersonPage *
app_person_page_new (ModelEntity entity)
{
  AppPersonPage *self = g_object_new (APP_TYPE_PERSON_PAGE, NULL);

  self->entity = entity;
  app_person_fields_add_groups (self->form, entity, FALSE);
  if (entity == MODEL_ENTITY_STUDENT)
    {
      self->classes = APP_CLASS_LIST (app_class_list_new ());
      g_signal_connect_object (self->classes, "change", G_CALLBACK (on_class_change_cb), self, 0);
      app_form_add_widget (self->form, GTK_WIDGET (self->classes));
    }
  add_parts (self);
  app_person_fields_add_groups (self->form, entity, TRUE);
  app_form_set_mandatory (self->form, app_person_fields_required (entity));
  if (entity == MODEL_ENTITY_STUDENT)
    app_form_set_sensitive_field (self->form, "student.anonymised_on", FALSE);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (on_form_changed_cb), self, 0);
  return self;
}

/**
 * app_person_page_set_person:
 * @self: a page
 * @person: (transfer full): what is known of somebody
 *
 * Shows it. When it is the person who is shown already, what was changed in the form and not saved
 * stays as it is.
 */
void
app_person_page_set_person (AppPersonPage *self, WorkPerson *person)
{
  gboolean is_same;

  g_return_if_fail (APP_IS_PERSON_PAGE (self));
  is_same = self->record != NULL
            && model_record_get_id (self->record) == model_record_get_id (person->record);
  g_clear_pointer (&self->person, work_person_free);
  self->person = person;
  if (!is_same || !app_person_page_is_changed (self))
    app_person_page_discard (self);
  show_name (self);
  show_parts (self);
  if (self->classes != NULL)
    app_class_list_set_enrolments (self->classes, person->enrolments);
  show_memory (self);
}

/**
 * app_person_page_set_looks:
 * @self: a page
 * @looks: how the school names and colours the states of a search; holds for what is shown next
 */
void
app_person_page_set_looks (AppPersonPage *self, ModelSearchLooks *looks)
{
  g_return_if_fail (APP_IS_PERSON_PAGE (self));
  model_search_looks_ref (looks);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  self->looks = looks;
}

/**
 * app_person_page_set_editable:
 * @self: a page
 * @editable: whether anything may be changed
 */
void
app_person_page_set_editable (AppPersonPage *self, gboolean editable)
{
  g_return_if_fail (APP_IS_PERSON_PAGE (self));
  self->is_editable = editable;
  app_form_set_editable (self->form, editable);
  if (self->classes != NULL)
    app_class_list_set_editable (self->classes, editable);
  if (self->person != NULL)
    show_parts (self);
}

/**
 * app_person_page_get_person:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what it shows
 */
WorkPerson *
app_person_page_get_person (AppPersonPage *self)
{
  g_return_val_if_fail (APP_IS_PERSON_PAGE (self), NULL);
  return self->person;
}

/**
 * app_person_page_get_record:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the record as it stands in the form
 */
ModelRecord *
app_person_page_get_record (AppPersonPage *self)
{
  g_return_val_if_fail (APP_IS_PERSON_PAGE (self), NULL);
  return self->record;
}

/**
 * app_person_page_get_form:
 * @self: a page
 *
 * Returns: (transfer none): its form
 */
AppForm *
app_person_page_get_form (AppPersonPage *self)
{
  g_return_val_if_fail (APP_IS_PERSON_PAGE (self), NULL);
  return self->form;
}

/**
 * app_person_page_is_changed:
 * @self: a page
 *
 * Returns: whether something in the form is not saved, be it a value or not
 */
gboolean
app_person_page_is_changed (AppPersonPage *self)
{
  g_auto (GStrv) invalid = NULL;

  g_return_val_if_fail (APP_IS_PERSON_PAGE (self), FALSE);
  if (self->record == NULL)
    return FALSE;
  invalid = app_form_get_invalid (self->form);
  return invalid[0] != NULL || model_record_is_changed (self->record);
}

/**
 * app_person_page_check:
 * @self: a page
 *
 * Ends the typing. What is wrong or missing is gone to.
 *
 * Returns: whether the record can be saved
 */
gboolean
app_person_page_check (AppPersonPage *self)
{
  g_auto (GStrv) invalid = NULL;
  g_auto (GStrv) missing = NULL;
  const char *key;

  g_return_val_if_fail (APP_IS_PERSON_PAGE (self), FALSE);
  app_form_flush (self->form);
  invalid = app_form_get_invalid (self->form);
  missing = app_form_get_missing (self->form);
  key = invalid[0] != NULL ? invalid[0] : missing[0];
  if (key == NULL)
    return TRUE;
  gtk_stack_set_visible_child_name (self->sections, "file");
  app_form_focus_field (self->form, key);
  return FALSE;
}

/**
 * app_person_page_discard:
 * @self: a page
 *
 * Drops what was changed in the form: it shows again what was read.
 */
void
app_person_page_discard (AppPersonPage *self)
{
  g_return_if_fail (APP_IS_PERSON_PAGE (self));
  if (self->person == NULL)
    return;
  g_clear_object (&self->record);
  self->record = model_record_copy (self->person->record);
  app_person_page_refresh (self);
}

/**
 * app_person_page_refresh:
 * @self: a page with somebody
 *
 * Shows the record as it stands now: it was changed elsewhere than in the form.
 */
void
app_person_page_refresh (AppPersonPage *self)
{
  g_return_if_fail (APP_IS_PERSON_PAGE (self) && self->record != NULL);
  app_form_set_record (self->form, self->record);
  show_record (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * app_person_page_mark_saved:
 * @self: a page
 *
 * What stands in the form is saved: nothing is changed any more.
 */
void
app_person_page_mark_saved (AppPersonPage *self)
{
  g_return_if_fail (APP_IS_PERSON_PAGE (self));
  if (self->record == NULL)
    return;
  model_record_mark_saved (self->record, model_record_get_version (self->record));
  show_name (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * app_person_page_show_section:
 * @self: a page
 * @section: "file" or "memory"
 */
void
app_person_page_show_section (AppPersonPage *self, const char *section)
{
  g_return_if_fail (APP_IS_PERSON_PAGE (self));
  gtk_stack_set_visible_child_name (self->sections, section);
}
