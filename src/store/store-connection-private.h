/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-account.h"
#include "model-record.h"

#include "store-driver-private.h"
#include "store-seats-private.h"

G_BEGIN_DECLS

struct _StoreConnection
{
  GObject parent_instance;

  const StoreDriver *driver;
  StoreLink *link;           /* (owned) (nullable): NULL when it could not be opened again */
  gboolean closed;           /* by wish */
  char *path;                /* (owned): absolute */
  StoreOpenMode mode;        /* to open again with */
  char *read_only_reason;    /* (owned) (nullable) */
  char *locks_reason;        /* (owned) (nullable): others' locks are not seen: it is only read */
  gboolean is_gone;          /* another file is at its path */
  gboolean was_shared;       /* when it was opened last */
  StoreSeats *seats;         /* (owned) (nullable): who else is at a shared one */
  guint64 n_commits;         /* counts what was saved */
  gboolean is_damaged;       /* seen when it was examined: it is only read from then on */
  GThread *owner;            /* (unowned): the one thread that may use it */
  GCancellable *cancellable; /* (owned) (nullable) */
  guint busy_timeout;        /* ms, 0: the driver's own */

  GHashTable *idle; /* (owned): SQL → StoreIdle, prepared statements that nobody uses */
  GHashTable *live; /* (owned): set of StoreStatement, prepared statements in use */
  guint64 tick;     /* counts uses, to know the oldest idle one */

  guint depth;               /* of nested transactions */
  GPtrArray *touched;        /* (owned): records to put back when it fails */
  gint64 last_line;          /* id of the last history line of the transaction, 0: none */
  char *last_line_operation; /* (owned) (nullable): and its operation */

  ModelAccountRole role; /* who works with it; an administrator where there are no accounts */
  gint64 account_id;     /* 0: there are none */
  gint64 teacher_id;     /* of a teacher's account, else 0 */
  char *account_label;   /* (owned) (nullable): the author of what they do */
  gboolean must_change;  /* they may do nothing but choose a password of their own */
  char *closed_until; /* (owned) (nullable): before that the account tried last takes no password */
  StoreTrust trust;   /* how far the store itself goes beyond the role */
  guchar *vault_key;  /* (owned) (nullable): sodium_malloc(): opens what is sealed */

  guint n_opened;             /* how often it was opened */
  GHashTable *own_operations; /* (owned): set of the ids of what was done by it */
};

/* store-connection.c */
StoreConnection *_store_connection_new (const StoreDriver *driver, const char *path);
gboolean _store_connection_ensure (StoreConnection *self, GError **error);
gboolean _store_connection_reopen (StoreConnection *self, GError **error);
StoreCursor *_store_connection_take_cursor (StoreConnection *self, const char *sql, GError **error);
void _store_connection_give_cursor (StoreConnection *self, const char *sql, StoreCursor *cursor);
void _store_connection_drop_idle (StoreConnection *self);
void _store_connection_set_busy_timeout (StoreConnection *self, guint milliseconds);

/* store-role.c */
StoreTrust _store_connection_trust (StoreConnection *self, StoreTrust trust);
gboolean _store_connection_apply_role (StoreConnection *self, GError **error);
gboolean _store_connection_begin_role (StoreConnection *self, GError **error);
gboolean _store_connection_may_go_on (StoreConnection *self, GError **error);
gboolean _store_accounts_exist (StoreConnection *self, gboolean *exist, GError **error);

/* store-statement.c */
StoreConnection *_store_statement_get_connection (StoreStatement *self);
StoreStatement *_store_statement_new (StoreConnection *connection, const char *sql, StoreCursor *c);
void _store_statement_detach (StoreStatement *self);

/* store-transaction.c */
void _store_connection_touch (StoreConnection *self, ModelRecord *record);
void _store_connection_note_line (StoreConnection *self, gint64 line, const char *operation_id);
gboolean _store_connection_did (StoreConnection *self, const char *operation_id);

/* store-sqlite-share.c */
void _store_share_rights (const char *path, const char *like);

/* store-record.c */
void _store_record_assign (ModelRecord *record, ModelRecord *from);

G_END_DECLS
