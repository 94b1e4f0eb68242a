#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl killed in the middle of its work: the base is sound, no file is half written, and the
same call afterwards does the rest. The kernel tells when something happens on the disk: each run is
killed one event later than the run before, until one is done before its turn."""
import collections
import ctypes
import os
import pathlib
import select
import shutil
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import CTL, DEMO, CtlTest, call, document_text

IN_MODIFY, IN_MOVED_TO, IN_CREATE, IN_DELETE = 0x2, 0x80, 0x100, 0x200
FIXTURES = pathlib.Path(os.environ['PARAPHE_SRCDIR']) / 'tests' / 'store' / 'fixtures'
PATIENCE = 60000
HEADER = 16
libc = ctypes.CDLL(None, use_errno=True)


class Watch:
    """Counts what happens in folders."""

    def __init__(self, *folders):
        self.fd = libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
        for folder in folders:
            mask = IN_MODIFY | IN_MOVED_TO | IN_CREATE | IN_DELETE
            if libc.inotify_add_watch(self.fd, os.fsencode(folder), mask) < 0:
                raise OSError(ctypes.get_errno(), os.fsdecode(folder))

    def read(self):
        """How many events are there now."""
        try:
            data = os.read(self.fd, 65536)
        except BlockingIOError:
            return 0
        count = at = 0
        while at < len(data):
            at += HEADER + int.from_bytes(data[at + 12:at + 16], sys.byteorder)
            count += 1
        return count

    def close(self):
        os.close(self.fd)


def run_until(n_events, folders, *arguments):
    """Runs paraphectl and kills it at the event; says whether it was killed in time."""
    watch = Watch(*folders)
    process = subprocess.Popen([CTL, *map(str, arguments)], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    ended = os.pidfd_open(process.pid)
    poll = select.poll()
    poll.register(watch.fd, select.POLLIN)
    poll.register(ended, select.POLLIN)
    count = 0
    while count < n_events:
        ready = dict(poll.poll(PATIENCE))
        assert ready, 'nothing happens'
        count += watch.read()
        if ended in ready and watch.fd not in ready:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    os.close(ended)
    watch.close()
    return process.returncode == -signal.SIGKILL


class Kill(CtlTest):
    def restore(self, saved, base):
        for path in self.folder.glob(base.name + '*'):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copy(saved, base)

    def points(self, kill):
        """Kills later and later, by strides that keep the whole short, to the end of the work. A
        busy machine may be late for a point: it counts as the end when missed several times."""
        n, killed = 1, 0
        while any(kill(n) for _ in range(4)):
            killed += 1
            n += 1 + n // 3
        self.assertGreater(killed, 5)

    def test_import(self):
        saved, base = self.folder / 'saved', self.folder / 'base.paraphe'
        self.done('new', saved)

        def kill(n):
            self.restore(saved, base)
            was_killed = run_until(n, [self.folder], 'import', base, DEMO / 'students.csv')
            self.check(base)
            before = self.json('list', base)
            report = self.json('import', base, DEMO / 'students.csv')[0]
            # All of the file or nothing of it.
            self.assertIn((report['created'], report['unchanged']), ((320, 0), (0, 320)))
            self.assertEqual(0 if report['created'] else 320, len(before))
            self.assertEqual(320, len(self.json('list', base)))
            self.check(base)
            return was_killed

        self.points(kill)

    def test_generate(self):
        saved, base = self.folder / 'saved', self.folder / 'base.paraphe'
        self.done('demo', saved)
        place, n_sheets = collections.Counter(
            (r['class'], r['period']) for r in self.json('list', saved)
            if r['search'] == 'validated' and r['company']).most_common(1)[0]
        out = self.folder / 'out'
        files = out / place[0]
        arguments = ['generate', base, '--class', place[0], '--period', place[1], '--output', out]

        def kill(n):
            self.restore(saved, base)
            shutil.rmtree(out, ignore_errors=True)
            files.mkdir(parents=True)
            was_killed = run_until(n, [self.folder, files], *arguments)
            self.check(base)
            for path in files.glob('*.docx'):
                document_text(path)
            made = self.json(*arguments)
            self.assertEqual(n_sheets, len(made['made']))
            self.assertEqual(n_sheets, len({item['path'] for item in made['made']}))
            self.assertEqual(n_sheets, len(list(files.glob('*.docx'))))
            for path in files.glob('*.docx'):
                document_text(path)
            numbers = [r['number'] for r in self.json('list', base) if r['number']]
            self.assertEqual(len(numbers), len(set(numbers)))
            self.check(base)
            return was_killed

        self.points(kill)

    def test_migration(self):
        """A base of the first version, killed while it is brought up to date."""
        saved, base = self.folder / 'saved', self.folder / 'base.paraphe'
        with open(FIXTURES / 'v1.sql', encoding='utf-8') as file:
            subprocess.run(['sqlite3', saved], stdin=file, check=True)
        self.restore(saved, base)
        before = self.json('list', base)

        def kill(n):
            self.restore(saved, base)
            was_killed = run_until(n, [self.folder], 'check', base)
            self.check(base)
            self.assertEqual(before, self.json('list', base))
            return was_killed

        self.points(kill)

    def test_backup(self):
        """Whatever has the name of a backup is one."""
        base, backups = self.folder / 'base.paraphe', self.folder / 'base.paraphe.backups'
        self.done('new', base)
        self.done('import', base, DEMO / 'students.csv')

        def kill(n):
            shutil.rmtree(backups, ignore_errors=True)
            backups.mkdir()
            was_killed = run_until(n, [self.folder, backups], 'backup', base)
            self.check(base)
            self.assertLessEqual(len(list(backups.glob('*.paraphe-backup'))), 1)
            self.done('backup', base)
            self.assertEqual({'problems': []}, self.json('check', base, '--deep'))
            return was_killed

        self.points(kill)

    def test_restore(self):
        """The base has the one content or the other, whole, and what it had is in a backup."""
        saved, base = self.folder / 'saved', self.folder / 'base.paraphe'
        self.done('new', saved)
        self.done('backup', saved)
        backup = next((self.folder / 'saved.backups').glob('*.paraphe-backup'))
        self.done('import', saved, DEMO / 'students.csv')

        def kill(n):
            self.restore(saved, base)
            was_killed = run_until(n, [self.folder], 'restore', base, backup)
            self.check(base)
            self.assertIn(len(self.json('list', base)), (0, 320))
            self.done('restore', base, backup)
            self.assertEqual([], self.json('list', base))
            self.assertEqual({'problems': []}, self.json('check', base, '--deep'))
            return was_killed

        self.points(kill)

    def test_demo(self):
        base = self.folder / 'base.paraphe'

        def kill(n):
            for path in self.folder.iterdir():
                path.unlink()
            was_killed = run_until(n, [self.folder], 'demo', base)
            # There is no half of a school under its name.
            if base.exists():
                self.check(base)
                self.assertEqual(110, sum(r['number'] is not None
                                          for r in self.json('list', base)))
            else:
                self.done('demo', base)
            return was_killed

        self.points(kill)


if __name__ == '__main__':
    if call('--version').returncode != 0:
        sys.exit('paraphectl does not run')
    unittest.main(verbosity=2)
