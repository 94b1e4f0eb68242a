#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl print, beside a print server of the tests' own: see tests/paper/with-printers.sh."""
import collections
import datetime
import os
import pathlib
import re
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import DemoTest, call

SERVER = pathlib.Path(os.environ['PRINT_SERVER'])
OFFICE = ('#!/bin/sh\nfor name; do case "$name" in *.docx) '
          '(echo %PDF-1.7; echo %%EOF) > "${name%.docx}.pdf";; esac; done\n')


class Print(DemoTest):
    def setUp(self):
        super().setUp()
        office = self.folder / 'soffice.bin'
        office.write_text(OFFICE)
        office.chmod(0o700)
        os.environ.update(PARAPHE_OFFICE=str(office), CUPS_SERVER=str(SERVER / 'socket'),
                          XDG_RUNTIME_DIR=str(self.folder))
        places = collections.Counter((r['class'], r['period'])
                                     for r in self.json('list', self.base)
                                     if r['search'] == 'validated' and r['company'])
        self.place, self.n = places.most_common(1)[0]
        self.where = ['--class', self.place[0], '--period', self.place[1]]
        self.json('generate', self.base, *self.where, '--output', self.folder / 'out')

    def jobs(self):
        """What the printer was told of each job, by number."""
        return {int(path.stem): path.read_text() for path in (SERVER / 'printed').glob('*.says')}

    def wait(self, n):
        """Until so many jobs are printed."""
        end = time.monotonic() + 60
        while len(self.jobs()) < n:
            self.assertLess(time.monotonic(), end)
        return self.jobs()

    def test_a_class(self):
        before = self.jobs()
        result = self.json('print', self.base, *self.where, '--printer', 'Duplex', '--copies', '2',
                           '--sides', 'short-edge')
        self.assertEqual([], result['failed'])
        self.assertEqual(self.n, len(result['made']))
        jobs = self.wait(len(before) + self.n)
        said = [jobs[number] for number in sorted(set(jobs) - set(before))]
        for item, job in zip(result['made'], said):
            self.assertRegex(job, r'^title=%s, %s \(.+\)\ncopies=2\n'
                             % (re.escape(self.place[0]), re.escape(item['name'])))
            self.assertIn('sides=two-sided-short-edge', job)
        self.check(self.base)

    def documents(self, number):
        """What came out of a job, in order."""
        paths = (SERVER / 'printed').glob(f'{number}-*')
        return [path.read_bytes() for path in
                sorted(paths, key=lambda path: int(path.name.partition('-')[2]))]

    def wait_documents(self, number, n):
        """Until so many documents have come out of a job."""
        end = time.monotonic() + 60
        while len(self.documents(number)) < n or not self.documents(number)[-1].rstrip().endswith(
                b'%%EOF'):
            self.assertLess(time.monotonic(), end)
        return self.documents(number)

    def test_cover_slips(self):
        before = self.jobs()
        result = self.json('print', self.base, *self.where, '--copies', '2', '--cover-slip')
        self.assertEqual(self.n, len(result['made']))
        jobs = self.wait(len(before) + self.n)
        for number in set(jobs) - set(before):
            slip, *copies = self.wait_documents(number, 3)
            self.assertIn(b'Paraphe', slip)
            self.assertEqual(2, len(copies))
            self.assertEqual({b'%PDF-1.7\n%%EOF\n'}, set(copies))

    def test_one_job(self):
        before = self.jobs()
        result = self.json('print', self.base, *self.where, '--copies', '2', '--cover-slip',
                           '--one-job')
        self.assertEqual(self.n, len(result['made']))
        jobs = self.wait(len(before) + 1)
        number, = set(jobs) - set(before)
        self.assertRegex(jobs[number], r'^title=%d agreements from %s, %s \(.+\) on\ncopies=1\n'
                         % (self.n, re.escape(self.place[0]),
                            re.escape(result['made'][0]['name'])))
        documents = self.wait_documents(number, 3 * self.n)
        self.assertEqual([i % 3 == 0 for i in range(3 * self.n)],
                         [document != b'%PDF-1.7\n%%EOF\n' for document in documents])

    def test_one_agreement_as_the_school_has_set(self):
        number = next(r['number'] for r in self.json('list', self.base, *self.where)
                      if r['number'])
        before = self.jobs()
        said = call('print', self.base, '--number', number)
        self.assertEqual((0, '1 agreement sent to the printer\n'), (said.returncode, said.stderr))
        jobs = self.wait(len(before) + 1)
        self.assertIn('\ncopies=3\n', jobs[max(jobs)])

    def test_history_says_it(self):
        number = next(r['number'] for r in self.json('list', self.base, *self.where)
                      if r['number'])
        for copies in ('2', '1'):
            self.json('print', self.base, '--number', number, '--copies', copies)
        entries = [e for e in self.json('history', self.base, '--number', number)
                   if e['operation'] and e['summary'].startswith('Printed on ')]
        self.assertEqual(['1', '2'], [re.search(r', (\d+) cop', e['summary']).group(1)
                                      for e in entries])
        shown = self.json('agreement', self.base, '--number', number)[0]
        self.assertEqual((3, datetime.date.today().isoformat()),
                         (shown['printed_copies'], shown['printed_on']))
        self.json('undo', self.base)
        shown = self.json('agreement', self.base, '--number', number)[0]
        self.assertEqual(2, shown['printed_copies'])

    def test_refused(self):
        before = self.jobs()
        self.fails(1, 'print', self.base)
        self.fails(2, 'print', self.base, *self.where, '--copies', '0')
        self.fails(2, 'print', self.base, *self.where, '--copies', '21')
        self.fails(2, 'print', self.base, *self.where, '--copies', 'many')
        self.fails(2, 'print', self.base, *self.where, '--sides', 'both')
        for printer, why in (('Paused', 'is stopped'), ('Closed', 'takes no jobs'),
                             ('Nowhere', 'no printer “Nowhere”')):
            with self.subTest(printer):
                self.assertIn(why, self.fails(1, 'print', self.base, *self.where, '--printer',
                                              printer))
        self.assertEqual(before, self.jobs())

    def test_no_print_server(self):
        os.environ['CUPS_SERVER'] = str(self.folder / 'nowhere')
        self.assertIn('does not answer', self.fails(1, 'print', self.base, *self.where))


if __name__ == '__main__':
    unittest.main()
