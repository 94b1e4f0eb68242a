/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A provider in a thread of its own: it takes one call after the other and keeps what was asked. */

typedef struct
{
  char *method;
  char *target; /* path and query */
  char *head;
  char *body;
} SmsCall;

typedef struct _SmsServer SmsServer;

/* Writes the answer and returns its status; 0: cuts the line; 1: says nothing for as long as the
 * client waits. */
typedef guint (*SmsServerFunc) (SmsServer *server, const SmsCall *call, GString *answer);

struct _SmsServer
{
  GSocketListener *listener;
  GCancellable *stop;
  GThread *thread;
  char *url;
  SmsServerFunc func;
  gpointer data;
  GPtrArray *calls; /* SmsCall */
};

void sms_server_start (SmsServer *self, SmsServerFunc func, gpointer data);
void sms_server_stop (SmsServer *self);
char *sms_call_header (const SmsCall *call, const char *name);
char *sms_call_field (const SmsCall *call, const char *name);
