/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a note says of how it went. */
typedef enum
{
  MODEL_TONE_INFORMATION,
  MODEL_TONE_POSITIVE,
  MODEL_TONE_NEGATIVE,
  MODEL_N_TONES
} ModelTone;

/**
 * ModelStay:
 *
 * What is remembered of one student in one period: where he or she went and how it went. The same
 * on the pages of the student, of the company and of the teacher. Texts are never %NULL; ids are 0
 * where there is nothing.
 */
typedef struct
{
  gint64 student_id;
  gint64 period_id;
  gint64 search_id;
  gint64 placement_id;
  gint64 company_id;
  gint64 teacher_id;
  gint64 agreement_id;
  gint64 school_year_id;

  char *student;    /* "ABADIE Léa" */
  char *class_name; /* of the period: "2MELEC", or "" */
  char *period_name;
  char *year_name;
  char *start; /* ISO: the placement's, else the period's */
  char *end;
  char *search_state;    /* key */
  char *placement_state; /* key, or "" without a sheet */
  char *reason;          /* for which the sheet was refused, or "" */
  char *company;
  char *town;
  char *tutor;           /* "Mme Anne ROUX" */
  char *teacher;         /* alike */
  char *number;          /* of the agreement: "2026-0042" */
  char *agreement_state; /* key, or "" */
  char *step;            /* where the agreement stands, in the school's words */
  char *note;            /* the latest note that says how it went, else the latest, or "" */
  int n_notes[MODEL_N_TONES];
} ModelStay;

ModelStay *model_stay_new (void);
void model_stay_free (ModelStay *stay);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelStay, model_stay_free)

gboolean model_tone_from_key (const char *key, ModelTone *tone);
gboolean model_stay_is_refused (const ModelStay *stay);
gboolean model_stay_took_place (const ModelStay *stay, const char *today);

G_END_DECLS
