#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables as LibreOffice reads them: each in each format, cell by cell, says what the list says."""
import concurrent.futures
import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

CTL = os.environ['PARAPHECTL']
OFFICE = shutil.which('soffice')
# UTF-8, semicolons, cells as they are shown, every sheet a file.
FILTER = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1'
# How a text is read: its separator, UTF-8, from the first line on, each column as it is said.
READ = 'Text - txt - csv (StarCalc):%d,34,76,1,%s'
AS_TEXT = '/'.join('%d/2' % column for column in range(1, 100))
TABLES = {'all': (), 'class': ('--class', '2MELEC'), 'teachers': ('--list', 'teachers'),
          'companies': ('--list', 'companies'), 'days': ('--list', 'days')}
FIRST = {'all': 'Conventions', 'class': '2MELEC', 'teachers': 'Professeurs et élèves',
         'companies': 'Entreprises', 'days': 'Jours effectués'}
WORKBOOKS = ('xlsx', 'xls', 'ods')
TEXTS = {'csv': ';', 'utf8.csv': ','}


def has_calc():
    if OFFICE is None:
        return False
    return (pathlib.Path(OFFICE).resolve().parent / 'libsclo.so').exists()


def ctl(*arguments):
    done = subprocess.run([CTL, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def read(path, separator):
    with open(path, encoding='utf-8-sig', newline='') as file:
        return list(csv.reader(file, delimiter=separator))


@unittest.skipUnless(has_calc(), 'LibreOffice Calc is not installed')
class Export(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-export-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.base = cls.folder / 'demo.paraphe'
        ctl('demo', cls.base)
        ctl('sheet', cls.base, '--class', '2MELEC', '--period', 'PFMP 1', '--student', 'Alquier',
            '--company', 'Superette Calvet')

        ain = cls.folder / 'ain.csv'
        ain.write_text('Raison sociale;Adresse;Code postal;Ville\n'
                       'Scierie du Revermont;1 rue du Pont;01000;Bourg-en-Bresse\n',
                       encoding='utf-8')
        ctl('import', cls.base, ain)
        cls.tables = {}
        cls.write_all()
        cls.read_all()

    @classmethod
    def path(cls, kind, table):
        return cls.folder / kind / (table + '.' + kind)

    @classmethod
    def write_all(cls):
        """Each table in each format. Those that LibreOffice makes take their time: two at once."""
        for kind in (*WORKBOOKS, *TEXTS):
            (cls.folder / kind).mkdir()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda one: ctl('export', cls.base, '--output', cls.path(*one),
                                          *TABLES[one[1]]),
                          [(kind, table) for kind in ('ods', 'xls', 'xlsx', *TEXTS)
                           for table in TABLES]))

    @classmethod
    def office(cls, paths, out, *options):
        """One call reads many files: what LibreOffice takes is to begin."""
        subprocess.run([OFFICE, '-env:UserInstallation=file://%s/profile' % cls.folder,
                        '--headless', *options, '--convert-to', FILTER, '--outdir', out, *paths],
                       check=True, capture_output=True, timeout=300)

    @classmethod
    def read_all(cls):
        """Every sheet of every file, as LibreOffice shows it: {(kind, table): {name: rows}}."""
        for kinds, options in ((WORKBOOKS, ()), *(
                ((kind,), ('--infilter=' + READ % (ord(separator), AS_TEXT),))
                for kind, separator in TEXTS.items())):
            links = cls.folder / ('links ' + kinds[0])
            links.mkdir()
            for kind in kinds:
                for table in TABLES:
                    (links / ('%s=%s.%s' % (kind.replace('.', '_'), table, kind.split('.')[-1]))
                     ).symlink_to(cls.path(kind, table))
            cls.office(sorted(links.iterdir()), cls.folder / ('read ' + kinds[0]), *options)
            for made in (cls.folder / ('read ' + kinds[0])).iterdir():
                kind, rest = made.stem.replace('_', '.').split('=', 1)
                table, _, sheet = rest.partition('-')
                cls.tables.setdefault((kind, table), {})[sheet] = read(made, ';')

    def expected(self, table):
        """The table as it is written for Excel, which other tests hold against the list."""
        return read(self.path('csv', table), ';')

    def test_cell_by_cell(self):
        for kind in WORKBOOKS:
            for table in TABLES:
                with self.subTest(kind=kind, table=table):
                    self.assertEqual(self.expected(table), self.tables[kind, table][FIRST[table]])

    def test_texts_cell_by_cell(self):
        for kind, separator in TEXTS.items():
            for table in TABLES:
                with self.subTest(kind=kind, table=table):
                    sheets = list(self.tables[kind, table].values())
                    self.assertEqual(1, len(sheets))
                    self.assertEqual(read(self.path(kind, table), separator), sheets[0])

    def test_both_texts_say_the_same(self):
        for table in TABLES:
            plain = read(self.path('utf8.csv', table), ',')
            self.assertEqual(self.expected(table),
                             [[re.sub(r'^(\d{4})-(\d\d)-(\d\d)$', r'\3/\2/\1', cell)
                               for cell in row] for row in plain])

    def test_each_is_what_its_name_says(self):
        for kind, words in (('xlsx', 'Microsoft Excel 2007+'),
                            ('xls', 'Composite Document File V2 Document'),
                            ('ods', 'OpenDocument Spreadsheet')):
            for table in TABLES:
                said = subprocess.run(['file', '--brief', self.path(kind, table)], check=True,
                                      capture_output=True, text=True).stdout
                self.assertIn(words, said)

    def test_a_sheet_a_class(self):
        """Each class again on a sheet of its own, by the titles that it has there."""
        titles, *lines = self.expected('all')
        for kind in WORKBOOKS:
            sheets = self.tables[kind, 'all']
            classes = {line[titles.index('Classe')] for line in lines}
            self.assertEqual(classes | {'Conventions', 'Synthèse'}, set(sheets))
            for name in classes:
                with self.subTest(kind=kind, name=name):
                    at = [titles.index(title) for title in sheets[name][0]]
                    self.assertGreater(len(at), 5)
                    self.assertEqual([[line[i] for i in at] for line in lines
                                      if line[titles.index('Classe')] == name], sheets[name][1:])

    def test_figures(self):
        lines = json.loads(ctl('list', self.base, '--json'))
        for kind in WORKBOOKS:
            titles, *body, total = self.tables[kind, 'all']['Synthèse']
            at = titles.index('Total')
            for row in body:
                self.assertEqual(sum(line['class'] == row[0] for line in lines), int(row[at]))
                self.assertEqual(sum(map(int, row[1:at])), int(row[at]))
            for column in range(1, len(titles)):
                self.assertEqual(sum(int(row[column]) for row in body), int(total[column]))

    def test_zero_before_a_postcode(self):
        """A workbook keeps it; a text has it, and a spreadsheet that is not told that the column is
        text drops it, as the guide says: a formula in its place would be read by nobody else."""
        titles, *rows = self.expected('companies')
        at = titles.index('Code postal')
        wanted = next(i for i, row in enumerate(rows) if row[at].startswith('0'))
        self.assertRegex(rows[wanted][at], r'^0\d{4}$')
        for kind in (*WORKBOOKS, *TEXTS):
            sheet = next(iter(self.tables[kind, 'companies'].values()))
            self.assertEqual(rows[wanted][at], sheet[wanted + 1][at], kind)
        out = self.folder / 'unaware'
        self.office([self.path('csv', 'companies')], out, '--infilter=' + READ % (ord(';'), ''))
        sheet = read(next(out.iterdir()), ';')
        self.assertEqual(rows[wanted][at].lstrip('0'), sheet[wanted + 1][at])


if __name__ == '__main__':
    unittest.main()
