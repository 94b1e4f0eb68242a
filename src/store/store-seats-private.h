/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-seats.h"

G_BEGIN_DECLS

/* The file beside a shared database, `<base>.seats`: as many records, each seat's own at its own
 * place. The bytes that seats lock lie far behind, so that everybody can read the records of
 * others: SMB lets nobody read what is locked. */
#define STORE_SEATS_SUFFIX ".seats"
#define STORE_SEATS_N      64
#define STORE_SEATS_SIZE   512
#define STORE_SEATS_LOCKS  0x40000000

/**
 * StoreSeatRecord:
 * @id: of this opening: another one each time
 * @boot: of the computer's start
 * @beat: counts up while the seat is there
 * @since, @at: Unix seconds of the seat's own clock
 * @is_saving: a transaction was under way at @at
 * @name, @user, @program: (owned): as in #StoreSeat
 *
 * What a seat writes of itself.
 */
typedef struct
{
  char id[37];
  char boot[37];
  guint64 beat;
  gint64 since;
  gint64 at;
  gboolean is_saving;
  char *name;
  char *user;
  char *program;
} StoreSeatRecord;

/* store-seats-record.c */
void _store_seat_record_free (StoreSeatRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreSeatRecord, _store_seat_record_free)
StoreSeatRecord *_store_seat_record_new (void);
StoreSeatRecord *_store_seat_record_parse (const char *bytes, gsize size);
void _store_seat_record_write (const StoreSeatRecord *record, char *bytes);
StoreSeat *_store_seat_new (const StoreSeatRecord *record);

/* store-seats-file.c */
char *_store_seats_read_file (const char *path, gsize *size);
StoreSeatRecord *_store_seats_record_at (const char *bytes, gsize size, guint slot);
gboolean _store_seats_write_at (int fd, guint slot, const StoreSeatRecord *record);
gboolean _store_seats_lock (int fd, guint slot, short type);
gboolean _store_seats_is_held (int fd, guint slot);
GPtrArray *_store_seats_look (const char *path);

/* store-seats-watch.c */
typedef struct _StoreSeats StoreSeats;

/* How fast the heart beats, and how long a silent seat without a lock is watched at opening. */
#define STORE_SEATS_BEAT_MS     2000
#define STORE_SEATS_PATIENCE_MS 7000
/* A seat that holds its byte and has said nothing for as long is stuck (data §5). */
#define STORE_SEATS_STUCK_MS 15000
/* A server that does not answer keeps nobody from closing. */
#define STORE_SEATS_LEAVE_MS 5000

StoreSeats *_store_seats_join (const char *path, char **refusal);
void _store_seats_leave (StoreSeats *self);
char *_store_seats_get_refusal (StoreSeats *self);
void _store_seats_set_saving (StoreSeats *self, gboolean is_saving);
/* For tests: other times than the above. */
void _store_seats_set_times (guint beat, guint patience, guint stuck);
void _store_seats_set_leave_time (guint leave);

/* store-seats-tell.c */
GPtrArray *_store_seats_list (StoreSeats *self);
char *_store_seats_explain_busy (StoreSeats *self, const char *name);

G_END_DECLS
