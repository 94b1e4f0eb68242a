#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two seats send one outbox of 500 messages together and are killed at twenty random moments. Each
message is received once, or is marked unknown: then once at most. SEED repeats a run."""
import collections
import http.server
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

from smtp_server import Cut, Server, make_certificate

CTL = os.environ['PARAPHECTL']
MAILS, TEXTS, KILLS, SEATS = 440, 60, 20, 2

# What a mail costs a server in lines heard: EHLO, MAIL, RCPT, DATA, QUIT.
LINES = 5

# Nothing is written for ever on a disk here: processes end, the computer does not.
MEMORY = pathlib.Path('/dev/shm')


class Post(Server):
    """Counts the lines that it hears. One can wait for the next ones, and end a seat at one."""

    def __init__(self, certificate):
        self.heard, self.changed, self.victim = 0, threading.Condition(), None
        super().__init__(certificate, starttls=False)

    def line(self):
        line = super().line()
        with self.changed:
            self.heard += 1
            if self.victim is not None and self.heard >= self.until:
                self.victim.kill()
                self.victim = None
            self.changed.notify_all()
        return line

    def wait(self, lines, is_over, victim=None):
        with self.changed:
            self.until, self.victim = self.heard + lines, victim
            self.changed.wait_for(lambda: self.heard >= self.until or is_over(), timeout=1)
            self.victim = None

    def do_DATA(self, rest):
        """What does not come to its end is no mail."""
        self.say('354 Go on')
        lines = []
        while (line := self.file.readline()) != b'.\r\n':
            if not line:
                raise Cut
            lines.append(line)
        self.mails.append(b''.join(lines))
        self.say('250 2.0.0 Queued')


class Texts(http.server.ThreadingHTTPServer):
    """A provider of SMS that keeps what it is told to call each."""

    def __init__(self):
        self.got = []
        super().__init__(('127.0.0.1', 0), Text)
        self.thread = threading.Thread(target=self.serve_forever)
        self.thread.start()

    def stop(self):
        self.shutdown()
        self.thread.join()
        self.server_close()


class Text(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length'])).decode()
        self.server.got.append(urllib.parse.parse_qs(body)['ref'][0])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'OK')

    def log_message(self, *arguments):
        pass


class OutboxKill(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        place = MEMORY if os.access(MEMORY, os.W_OK) else None
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-outbox-', dir=place))
        self.addCleanup(shutil.rmtree, self.folder)
        self.base = self.folder / 'school.paraphe'
        day = '20200101000000Z', '20400101000000Z'
        self.post = Post(make_certificate(self.folder / 'tls', *day))
        self.addCleanup(self.post.stop)
        self.texts = Texts()
        self.addCleanup(self.texts.stop)
        self.seats = []

    def ask(self, sql, *values):
        base = sqlite3.connect(self.base, timeout=30)
        rows = base.execute(sql, values).fetchall()
        base.close()
        return rows

    def make(self):
        subprocess.run([CTL, 'demo', self.base], check=True, capture_output=True)
        base = sqlite3.connect(self.base)
        for name, value in (
                ('mail.way', 'smtp'), ('mail.host', '127.0.0.1'), ('mail.port', self.post.port),
                ('mail.security', 'clear'), ('from_address', 'stages@lycee.example'),
                ('sms.provider', 'http'), ('sms.http.method', 'POST'),
                ('sms.http.url', 'http://127.0.0.1:%d/' % self.texts.server_port),
                ('sms.http.body', 'to={to}&text={text}&ref={ref}'), ('per_minute', 6000)):
            base.execute('INSERT INTO setting (name, value) VALUES (?, ?)',
                         ('message.' + name, str(value)))
        for n in range(MAILS + TEXTS):
            mail = n < MAILS
            base.execute(
                'INSERT INTO message (channel, event, audience, name, address, subject, body,'
                ' state, attempts, made_at, message_id, batch)'
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, STRFTIME ('%Y-%m-%dT%H:%M:%SZ'), ?, ?)",
                ('mail' if mail else 'sms', 'own', 'guardian', 'Mme Zoë LEFÈVRE',
                 'zoe%d@famille.example' % n if mail else '+33612345678', 'À signer',
                 'Bonjour,\n\nC’est prêt.', 'queued',
                 '<kill-%d@lycee.example>' % n if mail else None, 'kill'))
        base.commit()
        base.close()

    def start(self):
        return subprocess.Popen([CTL, 'message', 'run', str(self.base)], stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE)

    def end(self, seat):
        said = seat.communicate(timeout=60)[1].decode()
        self.assertIn(seat.returncode, (0, 1), said)

    def kill_one(self, rng):
        """At a random line that the server hears, or a random moment after it."""
        seat = self.seats.pop(rng.randrange(SEATS))
        at_once = rng.random() < 0.5
        self.post.wait(rng.randint(1, MAILS * LINES // KILLS), lambda: seat.poll() is not None,
                       seat if at_once else None)
        try:
            seat.wait(timeout=rng.uniform(0, 0.05))
        except subprocess.TimeoutExpired:
            seat.kill()
        said = seat.communicate(timeout=60)[1].decode()
        killed = seat.returncode == -signal.SIGKILL
        self.assertIn(seat.returncode, (0, 1, -signal.SIGKILL), said)
        self.seats.append(self.start())
        return killed

    def run_all(self, rng):
        """Returns how many seats were killed while they sent."""
        killed = 0
        self.seats = [self.start() for _ in range(SEATS)]
        while killed < KILLS and self.ask("SELECT 1 FROM message WHERE state = 'queued' LIMIT 1"):
            killed += self.kill_one(rng)
        for seat in self.seats:
            self.end(seat)
        # what the last ones left
        self.end(self.start())
        return killed

    def count(self):
        """How often each message was received, by its row."""
        got = collections.Counter()
        for mail in self.post.mails:
            got[int(re.search(rb'(?im)^Message-Id: <kill-(\d+)@', mail).group(1)) + 1] += 1
        for reference in self.texts.got:
            got[int(reference.removeprefix('paraphe-'))] += 1
        return got

    def test_kill(self):
        seed = int(os.environ.get('SEED', random.randrange(10 ** 6)))
        rng = random.Random(seed)
        began = time.monotonic()
        self.make()
        killed = self.run_all(rng)
        got = self.count()
        states = dict(self.ask('SELECT id, state FROM message'))
        seconds = time.monotonic() - began
        unknown = [n for n, state in states.items() if state == 'unknown']
        arrived = sum(got[n] for n in unknown)
        print('seed %d: %d messages, %d kills, %.0f s: %d sent, %d unknown (%d of them received)'
              % (seed, len(states), killed, seconds, len(states) - len(unknown), len(unknown),
                 arrived), flush=True)
        self.assertEqual({'sent', 'unknown'}, {*states.values(), 'unknown'})
        self.assertEqual([], [n for n, state in states.items() if state == 'sent' and got[n] != 1])
        self.assertEqual([], [n for n in unknown if got[n] > 1])
        self.assertEqual(KILLS, killed)
        self.assertLess(len(unknown), KILLS + 1)
        self.assertGreater(len(unknown), 0)
        # the history tells of each once
        self.assertEqual([(len(states),)], self.ask(
            "SELECT COUNT (*) FROM (SELECT entity_id FROM history WHERE entity = 'message'"
            " AND label = 'message.outcome' GROUP BY entity_id HAVING COUNT (*) = 1)"))
        self.assertEqual([('ok',)], self.ask('PRAGMA integrity_check'))
        self.assertEqual([], self.ask("SELECT name FROM lease WHERE name GLOB 'message.[0-9]*'"))


if __name__ == '__main__':
    unittest.main(verbosity=2)
