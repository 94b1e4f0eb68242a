/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign-server.h"

/* Providers with as little state as a sending needs, in process, so that each call of it can be
 * made to fail in each way. What providers really take is for the fakes beside to judge. */

typedef struct
{
  char *id;
  char *external_id;
  char *status;
  GPtrArray *signers; /* e-mail addresses; ids are "s0", "s1"… of the request */
  guint n_documents;
  guint n_invited; /* how often invitations left */
} SignMiniRequest;

typedef struct
{
  GPtrArray *requests;
  guint n_made;
  guint n_anchors;
  guint lists_late;   /* so many lists do not know yet what was made last */
  guint signers_late; /* so many looks do not know yet who was added last */
} SignMini;

void sign_mini_init (SignMini *self);
void sign_mini_clear (SignMini *self);
SignMiniRequest *sign_mini_get (SignMini *self, guint index);
guint sign_mini_yousign (SignServer *server, const SignServerCall *call, GString *answer);
guint sign_mini_documenso (SignServer *server, const SignServerCall *call, GString *answer);
