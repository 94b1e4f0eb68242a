#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several seats on one file of this computer: all at once, killed at any moment, and on a disk that
fails. What was acknowledged is there, the file is sound, and nothing was written over. Figures are
printed, none is judged. LONG=yes: five minutes and three hundred kills instead of a short run."""
import os
import pathlib
import random
import re
import shutil
import signal
import statistics
import subprocess
import tempfile
import threading
import unittest

SEAT = os.environ['STORE_SEAT']
CTL = os.environ['PARAPHECTL']
DEMO = pathlib.Path(os.environ['PARAPHE_SRCDIR']) / 'data' / 'demo'
LONG = os.environ.get('LONG') == 'yes'
SECONDS = 300 if LONG else 20
KILLS = 300 if LONG else 40
N_SEATS = 8
TOWN = 'Ville'
# What a seat may be told when others keep saving: nothing was changed, and it tries again.
BUSY = re.compile(r'“base\.paraphe”: (another seat|the seat “[^”]+” \([^)]*\)) is saving\. ')
SEED = int(os.environ.get('PARAPHE_TEST_SEED', random.randrange(1 << 30)))


class Writer:
    """A seat that changes things, and what it was told is saved."""

    def __init__(self, base, seconds, tag, think=0, prefix=()):
        self.lines = []
        self.more = threading.Condition()
        self.process = subprocess.Popen(
            [*prefix, SEAT, 'work', str(base), str(seconds), str(think), tag],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        with self.process.stdout:
            for line in self.process.stdout:
                with self.more:
                    self.lines.append(line.rstrip('\n'))
                    self.more.notify()

    def has_saved(self, wanted):
        """Waits until so much is acknowledged, or the seat has ended."""
        with self.more:
            while len(self.acknowledged) < wanted and self.process.poll() is None:
                self.more.wait(1)

    def wait(self):
        self.process.wait()
        self.reader.join()
        return self

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        return self.wait()

    @property
    def acknowledged(self):
        return [line for line in self.lines if line.startswith('ACK ')]

    @property
    def errors(self):
        return [line for line in self.lines if line.startswith(('ERROR', 'REFUSED', 'READ-ONLY'))]


class Loop:
    """A program of everyday called again and again beside the writers."""

    def __init__(self, *calls):
        self.calls = calls
        self.done = 0
        self.said = []
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        while not self.is_over.is_set():
            for call in self.calls:
                ended = subprocess.run([CTL, *map(str, call)], capture_output=True, text=True,
                                       check=False)
                if ended.returncode == 0:
                    self.done += 1
                else:
                    self.said.append('%s: %s' % (call[0], ended.stderr.strip()))

    def end(self):
        self.is_over.set()
        self.thread.join()


def call(*words):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False)


class SeatsTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-seats-'))
        self.addCleanup(shutil.rmtree, self.folder)
        self.base = self.folder / 'base.paraphe'
        self.random = random.Random(SEED)
        print('    seed %d' % SEED)

    def create(self):
        done = call(SEAT, 'create', self.base)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def verify(self, acknowledged):
        done = subprocess.run([SEAT, 'verify', str(self.base), '-'], input='\n'.join(acknowledged),
                              capture_output=True, text=True, check=False)
        self.assertEqual(0, done.returncode, done.stdout[-2000:] + done.stderr)
        return done.stdout.strip().replace('\n', ', ')

    def is_sound(self, acknowledged):
        said = self.verify(acknowledged)
        checked = call(CTL, 'check', self.base)
        self.assertEqual(0, checked.returncode, checked.stdout + checked.stderr)
        return said

    def test_eight_at_once(self):
        """Six that save without a rest, one that reads tables, one that imports and backs up."""
        self.create()
        (self.folder / 'kept').mkdir()
        writers = [Writer(self.base, SECONDS, 's%d' % i) for i in range(N_SEATS - 2)]
        loops = [Loop(['todo', self.base, '--json'],
                      ['check', self.base]),
                 Loop(*[['import', self.base, table] for table in self.tables()],
                      ['backup', self.base, '--to', self.folder / 'kept'])]
        for writer in writers:
            writer.wait()
        for loop in loops:
            loop.end()
        total = [line for writer in writers for line in writer.acknowledged]
        for writer in writers:
            print('    ' + writer.lines[-1])
        shares = [len(writer.acknowledged) for writer in writers]
        print('    %d seats, %d s: %.1f commits a second; a seat %d to %d (median %d); tables read '
              '%d times, imports and backups %d' % (N_SEATS, SECONDS, len(total) / SECONDS,
                                                    min(shares), max(shares),
                                        statistics.median(shares), loops[0].done, loops[1].done))
        said = [line for loop in loops for line in loop.said]
        said += [line for writer in writers for line in writer.errors]
        print('    told that another seat is saving: %d times'
              % len([line for line in said if BUSY.search(line)]))
        self.assertEqual([], [line for line in said if not BUSY.search(line)])
        if LONG:  # how much comes in a short time is the computer's affair
            self.assertGreater(min(shares), 0)
        print('    ' + self.is_sound(total))

    def tables(self):
        """The same students living in two towns by turns: each import has something to change."""
        text = (DEMO / 'students.csv').read_text(encoding='utf-8')
        towns = []
        for town in ('Angers', 'Saumur'):
            towns.append(self.folder / (town + '.csv'))
            lines = text.splitlines()
            place = lines[0].split(';').index(TOWN)
            rows = [line.split(';') for line in lines[1:]]
            for row in rows:
                row[place] = town
            towns[-1].write_text('\n'.join([lines[0], *map(';'.join, rows)]) + '\n',
                                 encoding='utf-8')
        return towns

    def test_kills(self):
        """Four seats a round, killed together or half of them first."""
        self.create()
        killed, total = 0, []
        while killed < KILLS:
            writers = [Writer(self.base, 60, 'k%d-%d' % (killed, i)) for i in range(3)]
            importing = subprocess.Popen([CTL, 'import', str(self.base), *map(str, self.tables())],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                         start_new_session=True)
            first = self.random.choice(writers)
            first.has_saved(self.random.randint(1, 60))
            victims = writers + [importing]
            self.random.shuffle(victims)
            for victim in victims:
                if isinstance(victim, Writer):
                    victim.kill()
                else:
                    os.killpg(victim.pid, signal.SIGKILL)
                    victim.wait()
            killed += len(victims)
            for writer in writers:
                total += writer.acknowledged
                self.assertEqual([], [line for line in writer.errors if not BUSY.search(line)])
            self.verify(total)
        print('    %d seats killed, %d commits acknowledged, none lost' % (killed, len(total)))
        self.is_sound(total)


FAULTS = [
    ('the disk is full', 'posix/io/rw/pwrite', 28),
    ('what is written fails', 'posix/io/rw/pwrite', 5),
    ('what is read fails', 'posix/io/rw/pread', 5),
    ('what is synced fails', 'posix/io/sync/fsync', 5),
    ('what is synced fails', 'posix/io/sync/fdatasync', 5),
    ('files cannot be opened', 'posix/io/oc/open', 13),
    ('the journal cannot be cut', 'posix/io/rw/ftruncate', 5),
]


@unittest.skipUnless(shutil.which('fiu-run'), 'fiu-run is not installed')
@unittest.skipIf(os.environ.get('ASAN_OPTIONS'), 'a sanitizer takes no other library')
class FaultTest(SeatsTest):
    """libfiu between the program and the disk. Tests of the class above are not run again."""
    test_eight_at_once = test_kills = None

    def fault(self, words):
        self.create()
        prefix = ('fiu-run', '-x', '-c', words)
        writers = [Writer(self.base, 2, 'f%d' % i, 2, prefix if i else ()) for i in range(3)]
        for writer in writers:
            writer.wait()
            # Ended by itself: with all it could do, or refused at the opening.
            self.assertIn(writer.process.returncode, (0, 2, 3), '\n'.join(writer.lines))
        said = [line for writer in writers for line in writer.errors]
        for line in said:
            self.assertRegex(line, r'“[^”]*base\.paraphe”.*\.$')
        text = self.is_sound([line for writer in writers for line in writer.acknowledged])
        return len(said), sorted(set(said)), text

    def test_disk(self):
        for name, point, errno in FAULTS:
            for probability in (0.002, 0.02, 0.2):
                words = 'enable_random name=%s,probability=%g,failinfo=%d' % (point, probability,
                                                                               errno)
                with self.subTest(words):
                    n, sentences, text = self.fault(words)
                    print('    %s (%s, %g): %d sentences; %s' % (name, point, probability, n, text))
                    for sentence in sentences[:2]:
                        print('        ' + sentence[:150])
                for path in self.folder.glob('base.paraphe*'):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()


if __name__ == '__main__':
    unittest.main(verbosity=2)
