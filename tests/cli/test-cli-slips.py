#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl slips: papers in French, whole, for those who were chosen, never over another file."""
import hashlib
import re
import subprocess
import unittest

from ctl import DemoTest


def read(path):
    """The text of each page."""
    text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True,
                          check=True, encoding='utf-8').stdout
    return text.split('\f')[:-1]


def words(text):
    return re.sub(r'\s+', ' ', text)


class Slips(DemoTest):
    def make(self, kind, *options):
        path = self.folder / (kind + '.pdf')
        self.done('slips', self.base, '--kind', kind, '--output', path, *options)
        return read(path)

    def lines(self, *options, agreement=True):
        return [line for line in self.json('list', self.base, *options)
                if line['company'] and not line.get('cancelled')
                and (not agreement or line['number'])]

    def test_cover_slips(self):
        lines = self.lines('--class', 'TMELEC')
        pages = self.make('cover', '--class', 'TMELEC')
        self.assertTrue(lines)
        self.assertEqual(len(lines), len(pages))
        for line, page in zip(lines, pages):
            for said in ('Fiche de circulation', line['student'], line['class'], line['period'],
                         line['number'], 'Signatures', 'À retourner à'):
                self.assertIn(said, words(page))

    def test_a_company_has_one_envelope(self):
        companies = {line['company'] for line in self.lines(agreement=False)}
        pages = self.make('envelopes')
        self.assertTrue(companies)
        self.assertEqual(len(companies), len(pages))
        for company in companies:
            self.assertEqual(1, sum(company in words(page) for page in pages), company)

    def test_labels(self):
        companies = {line['company'] for line in self.lines(agreement=False)}
        for n, first in ((24, 1), (21, 21), (8, 3)):
            options = ('--labels', n, '--first', first, '--force')
            pages = self.make('labels', *options)
            self.assertEqual(-(-(len(companies) + first - 1) // n), len(pages))
            self.assertEqual(len(companies),
                             len(re.findall(r'\b\d{5} [A-ZÀ-Þ]', '\n'.join(pages))))

    def test_transmission_slips(self):
        lines = self.lines('--class', 'TMELEC')
        text = '\n'.join(self.make('transmission', '--class', 'TMELEC'))
        self.assertEqual(len({line['company'] for line in lines}),
                         len(re.findall('Reçu le', text)))
        for line in lines:
            self.assertEqual(1, text.count(line['number']))

    def test_one_agreement(self):
        line = self.lines()[0]
        pages = self.make('cover', '--number', line['number'])
        self.assertEqual(1, len(pages))
        self.assertIn(line['student'], pages[0])

    def test_the_database_is_left_alone(self):
        before = hashlib.sha256(self.base.read_bytes()).hexdigest()
        for kind in ('cover', 'labels', 'envelopes', 'transmission'):
            self.make(kind)
        self.assertEqual(before, hashlib.sha256(self.base.read_bytes()).hexdigest())

    def test_no_file_is_replaced_unasked(self):
        path = self.folder / 'papers.pdf'
        path.write_text('mine')
        call = ('slips', self.base, '--kind', 'cover', '--output', path)
        self.fails(1, *call)
        self.assertEqual('mine', path.read_text())
        self.done(*call, '--force')
        self.assertTrue(path.read_bytes().startswith(b'%PDF'))

    def test_wrong_calls(self):
        path = self.folder / 'papers.pdf'
        start = ('slips', self.base, '--output', path)
        self.fails(2, *start)
        self.assertIn('transmission', self.fails(2, *start, '--kind', 'stamps'))
        self.assertIn('24, 21', self.fails(2, *start, '--kind', 'labels', '--labels', '25'))
        for first in ('0', '25', 'x', '-1'):
            self.fails(2, *start, '--kind', 'labels', '--first=' + first)
        self.fails(2, *start, '--kind', 'cover', '--first', '2')
        self.fails(1, *start, '--kind', 'cover', '--class', '9ZZZ')
        self.assertFalse(path.exists())

    def test_nothing_to_make(self):
        base = self.folder / 'empty.paraphe'
        self.done('new', base)
        path = self.folder / 'papers.pdf'
        self.fails(1, 'slips', base, '--kind', 'labels', '--output', path)
        self.assertFalse(path.exists())


if __name__ == '__main__':
    unittest.main()
