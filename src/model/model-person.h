/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include "model-record.h"

G_BEGIN_DECLS

#define MODEL_TYPE_PERSON (model_person_get_type ())
G_DECLARE_FINAL_TYPE (ModelPerson, model_person, MODEL, PERSON, GObject)

/**
 * ModelPersonWarning:
 * @MODEL_PERSON_INCOMPLETE: something that is expected of everybody is not known
 * @MODEL_PERSON_CLOSED: a company that exists no more
 * @MODEL_PERSON_AVOID: a company that the school would rather not send anybody to
 * @MODEL_PERSON_AWAY: a student who is in no class of the school year
 */
typedef enum
{
  MODEL_PERSON_FINE = 0,
  MODEL_PERSON_INCOMPLETE = 1 << 0,
  MODEL_PERSON_CLOSED = 1 << 1,
  MODEL_PERSON_AVOID = 1 << 2,
  MODEL_PERSON_AWAY = 1 << 3
} ModelPersonWarning;

/**
 * ModelPerson:
 *
 * One line of the list of students, of companies or of teachers, read only. Texts are ready to show
 * and never %NULL.
 */
struct _ModelPerson
{
  GObject parent_instance;

  ModelEntity entity;
  gint64 id;
  char *name;       /* "ABADIE Léa", "Garage Roux" */
  char *subtitle;   /* the class of the year; the town; the subject taught */
  char *detail;     /* the date of birth; the SIRET; the e-mail address */
  char *status;     /* of a company: key of company.status, or "" */
  char *last_day;   /* of a company: ISO day of the last contact, or "" */
  char *search_key; /* folded: all that one may type to find it */
  ModelPersonWarning warnings;
  int n; /* placements; of a teacher: students followed in the school year */
};

ModelPerson *model_person_new (ModelEntity entity);
gboolean model_person_matches (ModelPerson *self, const char *folded_words);
char *model_person_warning_text (ModelPersonWarning warnings);

const char *const *model_person_expected (ModelEntity entity);
GPtrArray *model_person_missing (ModelRecord *record);
char *model_person_name (ModelRecord *record);
char *model_person_full_name (ModelRecord *record);

G_END_DECLS
