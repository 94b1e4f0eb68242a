#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""control.py init|work|verify PATH …: what any program does that hands SQLite a file and hopes. The
laboratory must see it come to grief where Paraphe refuses to write: a laboratory that finds nothing
wrong with it would prove nothing of Paraphe either.

  init PATH JOURNAL
  work PATH JOURNAL SYNC SECONDS TAG   prints “ACK TAG-n” for each transaction that COMMIT has taken
  verify PATH ACKNOWLEDGED             prints “SOUND”, or what is wrong
"""
import random
import sqlite3
import sys
import time


def connect(path, journal, sync):
    base = sqlite3.connect(path, timeout=10, isolation_level=None)
    base.execute('PRAGMA journal_mode=' + journal)
    base.execute('PRAGMA synchronous=' + sync)
    return base


def init(path, journal):
    base = connect(path, journal, 'FULL')
    base.execute('CREATE TABLE counter (n INTEGER)')
    base.execute('CREATE TABLE row (id INTEGER PRIMARY KEY, tag TEXT, text TEXT, UNIQUE (tag))')
    base.execute('CREATE TABLE other (id INTEGER PRIMARY KEY, n INTEGER, text TEXT)')
    base.execute('INSERT INTO counter VALUES (0)')
    base.execute('WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 1500)'
                 ' INSERT INTO other SELECT i, 0, hex(randomblob(40)) FROM s')
    base.close()


def work(path, journal, sync, seconds, tag):
    base = connect(path, journal, sync)
    end = time.monotonic() + float(seconds)
    done = 0
    errors = {}
    while time.monotonic() < end:
        try:
            base.execute('BEGIN IMMEDIATE')
            n = base.execute('SELECT n FROM counter').fetchone()[0]
            base.execute('UPDATE counter SET n = ?', (n + 1,))
            base.execute('INSERT INTO row (tag, text) VALUES (?, hex(randomblob(60)))',
                         ('%s-%d' % (tag, done),))
            base.execute('UPDATE other SET n = n + 1, text = hex(randomblob(40)) WHERE id = ?',
                         (random.randint(1, 1500),))
            base.execute('COMMIT')
            done += 1
            print('ACK %s-%d' % (tag, done), flush=True)
        except sqlite3.Error as error:
            errors[str(error)] = errors.get(str(error), 0) + 1
            try:
                base.execute('ROLLBACK')
            except sqlite3.Error:
                pass
    print('CONTROL %s commits %d errors %s' % (tag, done, errors), flush=True)


def verify(path, acknowledged):
    base = sqlite3.connect(path, timeout=10)
    try:
        verdict = base.execute('PRAGMA integrity_check').fetchone()[0]
        n = base.execute('SELECT n FROM counter').fetchone()[0]
        rows = base.execute('SELECT count(*) FROM row').fetchone()[0]
        others = base.execute('SELECT sum(n) FROM other').fetchone()[0]
    except sqlite3.Error as error:
        print('DAMAGED', error)
        return
    if verdict == 'ok' and n == rows == others and rows >= int(acknowledged):
        print('SOUND')
    else:
        print('DAMAGED %s, counter %d, rows %d, changes %d, acknowledged %s'
              % (verdict[:60], n, rows, others, acknowledged))


if __name__ == '__main__':
    {'init': init, 'work': work, 'verify': verify}[sys.argv[1]](*sys.argv[2:])
