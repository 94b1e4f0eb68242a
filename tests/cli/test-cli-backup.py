#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl backs a base up, tells what putting it back would change, and puts it back."""
import os
import pathlib
import resource
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import CTL, DEMO, CtlTest, call

PHRASE = 'sept jours en forêt\n'


class Backup(CtlTest):
    def setUp(self):
        super().setUp()
        self.base = self.folder / 'base.paraphe'
        self.backups = self.folder / 'base.paraphe.backups'
        self.done('new', self.base)

    def files(self, folder=None):
        return sorted((folder or self.backups).glob('*.paraphe-backup'))

    def students(self):
        return len(self.json('list', self.base))

    def test_round(self):
        made = self.done('backup', self.base)
        self.assertEqual([str(f) for f in self.files()], made.split())
        self.assertEqual(0o600, self.files()[0].stat().st_mode & 0o777)
        backup = self.files()[0]
        self.done('import', self.base, DEMO / 'students.csv')
        plan = self.json('restore', self.base, backup, '--dry-run')
        self.assertEqual(1, plan['operations_lost'])
        self.assertFalse(plan['other_database'])
        rows = {row['entity']: row for row in plan['rows']}
        self.assertEqual({'entity': 'student', 'back': 0, 'gone': 320, 'changed': 0},
                         rows['student'])
        self.assertEqual(320, self.students())
        self.assertIn('320', self.done('restore', self.base, backup, '--dry-run'))

        self.done('restore', self.base, backup)
        self.assertEqual(0, self.students())
        self.done('check', self.base, '--deep')
        before = [f for f in self.files() if 'before-restore' in f.name]
        self.assertEqual(1, len(before))
        self.done('restore', self.base, before[0])
        self.assertEqual(320, self.students())
        history = self.json('history', self.base, '--limit', '1')
        self.assertEqual('restoring of a backup', history[0]['action'])

    def test_folder(self):
        stick = self.folder / 'stick'
        self.assertIn('stick', self.fails(1, 'backup', self.base, '--to', stick))
        self.assertFalse(stick.exists())
        stick.mkdir()
        made = self.json('backup', self.base, '--to', stick)['made']
        self.assertEqual(stick / 'base.paraphe.backups', pathlib.Path(made[0]['path']).parent)
        self.assertFalse(self.backups.exists())

    def test_sealed(self):
        self.done('backup', self.base, '--passphrase-stdin', input=PHRASE)
        backup = self.files()[0]
        self.assertNotIn(b'SQLite format', backup.read_bytes())
        self.assertIn('encrypted', self.fails(1, 'restore', self.base, backup))
        self.assertIn('does not open', self.fails(1, 'restore', self.base, backup,
                                                  '--passphrase-stdin', input='une autre phrase\n'))
        self.done('restore', self.base, backup, '--passphrase-stdin', input=PHRASE)
        self.done('check', self.base, '--deep', '--passphrase-stdin', input=PHRASE)
        # A bit of it turned over.
        data = bytearray(backup.read_bytes())
        data[len(data) // 2] ^= 1
        backup.write_bytes(data)
        self.assertIn('altered', self.fails(1, 'restore', self.base, backup, '--passphrase-stdin',
                                            input=PHRASE))
        self.assertIn(backup.name, self.fails(1, 'check', self.base, '--deep', '--passphrase-stdin',
                                              input=PHRASE))

    def test_damaged(self):
        self.done('import', self.base, DEMO / 'students.csv')
        self.done('backup', self.base)
        backup = self.files()[0]
        size = self.base.stat().st_size
        with open(self.base, 'r+b') as file:
            file.seek(4096)
            file.write(b'\xff' * (size - 4096))
        self.assertIn('damaged', self.fails(1, 'check', self.base))
        result = call('restore', self.base, backup)
        self.assertEqual(0, result.returncode, result.stderr)
        self.assertIn('.damaged-', result.stderr)
        self.assertEqual(320, self.students())
        self.done('check', self.base)
        aside = [f for f in self.folder.glob('base.paraphe.damaged-*')
                 if not f.name.endswith('-journal')]
        self.assertEqual([size], [f.stat().st_size for f in aside])

    def test_usage(self):
        for arguments in (['restore', self.base], ['backup'], ['backup', self.base, '--deep'],
                          ['restore', self.base, 'x', '--number', '1']):
            self.assertEqual(2, call(*arguments).returncode, arguments)
        self.assertIn('no backup', self.fails(1, 'check', self.base, '--deep'))
        self.assertIn('database itself', self.fails(1, 'restore', self.base, self.base))
        self.assertIn('nowhere', self.fails(1, 'restore', self.base, self.folder / 'nowhere'))

    def test_disk_full(self):
        """Files may not grow: one sentence, nothing left, the base sound. The last pages do not
        fit any more; what is written into the base itself is in the first ones."""
        self.done('import', self.base, DEMO / 'students.csv')
        most = self.base.stat().st_size - 8192

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        for options in ([], ['--passphrase-stdin']):
            result = subprocess.run([CTL, 'backup', str(self.base), *options], input=PHRASE,
                                    capture_output=True, text=True, encoding='utf-8', check=False,
                                    env={**os.environ, 'LANGUAGE': 'en'}, timeout=120,
                                    preexec_fn=limit, restore_signals=False)
            self.assertEqual(1, result.returncode, result.stderr)
            self.assertTrue(result.stderr.startswith('paraphectl: '), result.stderr)
            self.assertEqual([], list(self.backups.iterdir()))
        self.done('check', self.base)


if __name__ == '__main__':
    unittest.main()
