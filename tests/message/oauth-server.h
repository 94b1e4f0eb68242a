/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sms-server.h"

G_BEGIN_DECLS

/* A service that one signs in to, and the browser of who does so. It computes itself what it is
 * shown as a proof, and gives tokens for that alone. */
typedef struct _OauthServer OauthServer;

/* What the browser does once it has been to the service, which gave it @query for the way back. */
typedef void (*OauthBrowse) (OauthServer *self, const char *query);

struct _OauthServer
{
  SmsServer server; /* gives tokens */

  /* how it is set up */
  const char *denial; /* (nullable): the word with which nobody is let in */
  const char *secret; /* (nullable): what the client has to know */
  const char *answer; /* (nullable): instead of tokens */
  guint status;       /* of @answer */
  guint seconds;      /* for which an access token serves */
  gboolean rotates;   /* each refresh token serves once */
  gboolean forgets;   /* no refresh token is given */
  OauthBrowse browse; /* (nullable): something else than to come back at once */

  /* what it has seen */
  GHashTable *asked; /* (element-type utf8 utf8): of the page at which one signs in */
  GPtrArray *pages;  /* (element-type utf8): what the browser was shown on its way back */
  guint n_opened;    /* how often the browser was opened */
  guint n_given;     /* how many tokens were given */
  char *refresh;     /* the refresh token that it takes */
  guint port;        /* where the browser came back to */
  GThread *browser;
};

void oauth_server_start (OauthServer *self);
void oauth_server_stop (OauthServer *self);
char *oauth_server_address (const OauthServer *self, const char *path);
void oauth_server_open (const char *uri, gpointer self);
void oauth_server_wait (OauthServer *self);

/* What a browser says at the port it was sent to; the answer is the next of the pages. */
GSocketConnection *oauth_server_connect (OauthServer *self);
void oauth_server_say (OauthServer *self, const char *text);
void oauth_server_visit (OauthServer *self, const char *query);

G_END_DECLS
