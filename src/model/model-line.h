/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include "model-signer.h"
#include "model-state.h"

G_BEGIN_DECLS

#define MODEL_TYPE_LINE (model_line_get_type ())
G_DECLARE_FINAL_TYPE (ModelLine, model_line, MODEL, LINE, GObject)

/**
 * ModelLine:
 *
 * One line of the main list, read only: a student, a period of the class, and the n-th placement of
 * the student in that period when there is one. Joined once by the store, so that the window sorts,
 * filters and counts without asking again. Texts are never %NULL; ids are 0 where there is nothing.
 */
struct _ModelLine
{
  GObject parent_instance;

  gint64 student_id;
  gint64 class_group_id;
  gint64 period_id;
  gint64 search_id;
  gint64 placement_id;
  gint64 company_id;
  gint64 agreement_id;
  gint64 agreement_version;
  gint64 request_id; /* the last request for signatures of an electronic agreement */

  char *family_name;
  char *given_name;
  char *student;     /* "ABADIE Léa" */
  char *student_key; /* sort key */
  char *class_name;
  char *class_key;
  char *period_name;
  char *company;
  char *company_key;
  char *town;
  char *start; /* ISO: the placement's, else the period's */
  char *end;
  char *number;          /* of the agreement: "2026-0042" */
  char *mode;            /* "manual", "electronic", or "" without an agreement */
  char *placement_state; /* "", "draft", "to_validate", "validated", "refused" */
  char *step_date;       /* ISO day of the last move, or "" */
  char *search_key;      /* folded: student, class, company, town, tutor, number */
  char *last_contact;    /* ISO day of the last interview, or "" */
  char *last_account;    /* how its account begins, or "" */
  char *kind;            /* of the period: "pfmp", "observation", "internship" or "" */
  char *siret;           /* of the company */
  char *tutor;           /* "Mme Anne ROUX" */
  char *tutor_key;       /* sort key */
  char *teacher;         /* the referent, alike */
  char *teacher_key;
  char *template_name;   /* the one chosen for this sheet, or "" */
  char *sent_on;         /* ISO day, or "" */
  char *signed_on;       /* ISO day, or "" */
  char *reminded_on;     /* ISO day of the last reminder to a signatory, or "" */
  char *printed_on;      /* ISO day of the last time, or "" */
  char *certificate_on;  /* ISO day on which the company's certificate came, or "" */
  char *messaged_on;     /* ISO day of the last mail or SMS about student and period, or "" */
  char *request_problem; /* of the request: the last failure, a sentence, or "" */

  const char *request_state; /* key of `signature_request.state`, or "" without a request */
  GPtrArray *signers;        /* (element-type ModelSigner) (nullable): of the request, in order */

  ModelSearchState search_state;
  gint64 teacher_id;
  int step;              /* 0-based; -1 without an agreement */
  int n_steps;           /* of the agreement's list of steps */
  int sent_step;         /* from which the agreement counts as sent; -1 when no step says so */
  int signed_step;       /* from which it counts as signed; -1: the last one */
  int n_signatories;     /* of the agreement */
  int n_signed;          /* of those */
  int n_notes;           /* on the line and on its student */
  int n_unread;          /* of those */
  int late_days;         /* signed so many days before the first one, or late */
  int make_days;         /* made and sent so many days before the first one */
  int chase_days;        /* without news after so many days: to chase */
  int certificate_days;  /* expected so many days after the last one */
  int rank;              /* 0 for a student's first placement of the period, 1 for the second… */
  gboolean dates_differ; /* the placement's dates are not the period's */
  gboolean is_minor;     /* on the first day */
  gboolean cancelled;
  gboolean signed_outside; /* signed on paper that Paraphe did not follow */
  gboolean is_amendment;   /* its agreement amends another */
};

ModelLine *model_line_new (void);

/**
 * ModelFilter:
 * @conditions: a set: bit n is model_filter_condition(n)
 *
 * Which lines are wanted: of each group that has conditions in the set one must hold, of
 * %MODEL_FILTER_GROUP_MORE all. An empty filter wants every line.
 */
typedef struct
{
  guint64 conditions;
} ModelFilter;

/**
 * ModelTodo:
 *
 * The lists of the sidebar that run across classes.
 */
typedef enum
{
  MODEL_TODO_ALL,
  MODEL_TODO_TODAY,
  MODEL_TODO_NO_PLACEMENT,
  MODEL_TODO_TO_VALIDATE,
  MODEL_TODO_TO_MAKE,
  MODEL_TODO_TO_SEND,
  MODEL_TODO_TO_CHASE,
  MODEL_TODO_LATE,
  MODEL_TODO_MESSAGES,
  MODEL_TODO_IN_SIGNATURE,
  MODEL_TODO_SIGNED,
  MODEL_TODO_CERTIFICATES,
  MODEL_N_TODOS
} ModelTodo;

/* Lists of the sidebar as a set. */
#define MODEL_TODO_BIT(todo) (1u << (todo))

const ModelState *model_todo_info (ModelTodo todo);
gboolean model_line_is_sent (ModelLine *self);
gboolean model_line_is_signed (ModelLine *self);
gboolean model_line_is_electronic (ModelLine *self);
gboolean model_line_has_signing_trouble (ModelLine *self);
gboolean model_line_awaits_role (ModelLine *self, const char *role);
gboolean model_line_is_todo (ModelLine *self, ModelTodo todo, const char *today);
guint model_line_todos (ModelLine *self, const char *today);

/**
 * ModelScope:
 * @class_group_id: only this class, or 0
 * @period_id: only this period, or 0
 * @todo: only lines of this list; %MODEL_TODO_ALL for every line
 * @today: ISO day that "late" is counted from
 * @words: folded words that must all be in the search key, or %NULL
 * @stages: only lines at one of these stages, a set of #MODEL_STAGE_BIT; 0 for all
 * @filter: only lines that it wants, or %NULL
 *
 * Which lines are wanted: one place of the sidebar, the search entry, the overview and the filter.
 */
typedef struct
{
  gint64 class_group_id;
  gint64 period_id;
  ModelTodo todo;
  const char *today;
  const char *words;
  guint stages;
  const ModelFilter *filter;
} ModelScope;

gboolean model_line_in_scope (ModelLine *self, const ModelScope *scope);

G_END_DECLS
