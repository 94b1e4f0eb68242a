/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "sign-call-private.h"
#include "sign-session.h"

/* What one call asked. */
typedef struct
{
  char *method;
  char *path;  /* behind "/v", without the query */
  char *query; /* "" when there is none */
  char *head;
  GBytes *body;
  gint64 at; /* by the clock of the tests */
} SignServerCall;

/* How the call of a number goes wrong. */
typedef enum
{
  SIGN_FAIL_NONE,
  SIGN_FAIL_BUSY,         /* 429, not done */
  SIGN_FAIL_ERROR_BEFORE, /* 500, not done */
  SIGN_FAIL_ERROR_AFTER,  /* 500, done */
  SIGN_FAIL_CUT_BEFORE,   /* no answer, not done */
  SIGN_FAIL_CUT_AFTER,    /* no answer, done */
  SIGN_FAIL_HALF,         /* half an answer, done */
  SIGN_FAIL_HTML,         /* a page instead of JSON, not done */
  SIGN_FAIL_HTML_AFTER,   /* a page instead of JSON, done */
  SIGN_FAIL_REFUSED,      /* 400, not done */
  SIGN_FAIL_KEY,          /* 401, not done */
  SIGN_N_FAILS
} SignFail;

typedef struct _SignServer SignServer;

/* Writes the answer and returns its status. */
typedef guint (*SignServerFunc) (SignServer *server, const SignServerCall *call, GString *answer);

/* A server in a thread of its own, one call after the other, and a clock that does not wait. */
struct _SignServer
{
  GSocketListener *listener;
  GCancellable *stop;
  GThread *thread;
  guint16 port;
  char *url;
  SignServerFunc func;
  gpointer data;

  GPtrArray *calls; /* SignServerCall */
  guint fail_at;    /* number of a call, from 1; 0: none */
  guint fail_times; /* how many from there on */
  SignFail fail;
  const char *type;        /* of answers; NULL: JSON */
  const char *headers;     /* more of them, each ended by a line's end */
  GCancellable *to_cancel; /* when the call of that number arrives */
  guint cancel_at;

  gint64 now;
  gint64 waited;
};

const char *sign_fail_name (SignFail fail);
void sign_server_start (SignServer *self, SignServerFunc func, gpointer data);
void sign_server_stop (SignServer *self);
void sign_server_forget (SignServer *self);
const SignServerCall *sign_server_get_call (SignServer *self, guint index);
char *sign_server_list_calls (SignServer *self);
JsonObject *sign_server_parse (GBytes *body, JsonNode **node);
void sign_server_set_clock (SignServer *self, SignSession *session);
SignClock sign_server_get_clock (SignServer *self);
SignSession *sign_server_open (SignServer *self, const char *provider, const char *environment);

SignOrder *sign_server_order (const char *external_id, guint n_signers);
