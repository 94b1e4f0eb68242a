#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl as a script sees it: exit codes, what is said where, JSON, two languages."""
import collections
import json
import os
import pathlib
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from ctl import CTL, DEMO, TEMPLATE, CtlTest, DemoTest, call, document_text, write_template

COMMANDS = ['demo', 'new', 'import', 'list', 'generate', 'pdf', 'print', 'merge', 'fields',
            'sheet', 'history', 'undo', 'redo', 'todo', 'year', 'check']
LINE = ['student', 'class', 'period', 'search', 'company', 'start', 'end', 'mode', 'step_label',
        'number', 'step', 'agreement']
STATES = {'not_started', 'searching', 'contact', 'promise', 'sheet', 'to_validate', 'validated',
          'refused', 'exempt'}


class Usage(CtlTest):
    def test_help(self):
        overall = self.done('--help')
        for name in COMMANDS:
            self.assertRegex(overall, r'(?m)^  %s  ' % name)
            own = self.done(name, '--help')
            self.assertIn('paraphectl %s' % name, own)
            self.assertIn('--json', own)
        self.assertRegex(self.done('--version'), r'^paraphectl \d+\.\d+')

    def test_help_names_the_options_of_a_command(self):
        options = {'import': ['kind', 'year', 'keep-valid'], 'list': ['class', 'period', 'todo'],
                   'generate': ['class', 'period', 'template', 'output', 'name', 'missing'],
                   'pdf': ['class', 'period', 'student', 'number', 'output', 'name'],
                   'print': ['class', 'period', 'student', 'number', 'printer', 'copies', 'sides'],
                   'merge': ['output', 'name', 'missing', 'one-file', 'two-sided'],
                   'history': ['student', 'number', 'class', 'period', 'limit', 'year']}
        for name, names in options.items():
            own = self.done(name, '--help')
            for option in names:
                self.assertIn('--%s' % option, own)
        self.assertNotIn('--class', self.done('check', '--help'))

    def test_wrong_calls(self):
        base = self.folder / 'x.paraphe'
        for arguments in ([], ['bogus'], ['demo'], ['demo', base, base], ['new'], ['list'],
                          ['check'], ['import', base], ['merge', TEMPLATE],
                          ['fields'], ['list', base, '--nonsense'], ['check', base, '--class', 'C'],
                          ['generate', base], ['generate', base, '--class', 'C', '--period', 'P'],
                          ['pdf', base], ['pdf', base, '--output', 'o', '--missing', 'mark'],
                          ['merge', TEMPLATE, TEMPLATE],
                          ['merge', TEMPLATE, TEMPLATE, '--output', 'o', '--two-sided'],
                          ['merge', TEMPLATE, TEMPLATE, '--output', 'o', '--one-file', 'o.docx'],
                          ['merge', TEMPLATE, TEMPLATE, '--name', '{nom}', '--one-file', 'o.docx'],
                          ['merge', TEMPLATE, TEMPLATE, '--output', 'o', '--missing', 'stars'],
                          ['generate', base, '--class', 'C', '--period', 'P', '--output', 'o',
                           '--missing', 'stars'],
                          ['import', base, base, '--kind', 'pupils']):
            with self.subTest(arguments):
                self.fails(2, *arguments)
        self.assertEqual([], os.listdir(self.folder))

    def test_two_languages(self):
        base = self.folder / 'x.paraphe'
        self.assertIn('there is no command “bogus”', self.fails(2, 'bogus'))
        self.assertNotIn('there is no command', self.fails(2, 'bogus', language='fr'))
        self.assertIn('Usage:', self.done('--help'))
        self.assertIn('Utilisation', self.done('--help', language='fr'))
        self.done('new', base)
        self.assertIn('The database is sound.', self.done('check', base))
        self.assertNotIn('sound', self.done('check', base, language='fr'))


class NewSchool(CtlTest):
    def setUp(self):
        super().setUp()
        self.base = self.folder / 'école.paraphe'

    def test_new(self):
        self.assertEqual({'database': str(self.base)}, self.json('new', self.base))
        self.assertEqual([], self.json('list', self.base))
        self.check(self.base)
        self.assertIn('already', self.fails(1, 'new', self.base))
        self.assertIn('already', self.fails(1, 'demo', self.base))

    def test_what_is_no_base(self):
        self.fails(1, 'list', self.base)
        self.assertFalse(self.base.exists())
        self.base.write_text('This is a letter.' * 100)
        for command in ('list', 'check'):
            self.fails(1, command, self.base)
        self.assertTrue(self.base.read_text().startswith('This is a letter.'))

    def test_import(self):
        self.done('new', self.base)
        reports = self.json('import', self.base, DEMO / 'teachers.csv', DEMO / 'students.csv')
        self.assertEqual(['teachers', 'students'], [r['kind'] for r in reports])
        self.assertEqual([24, 320], [r['created'] for r in reports])
        for report in reports:
            self.assertEqual(['file', 'kind', 'created', 'changed', 'unchanged', 'refused',
                              'committed', 'problems', 'notices'], list(report))
            self.assertIs(True, report['committed'])
        again = self.json('import', self.base, DEMO / 'students.csv', '--kind', 'students')
        self.assertEqual((0, 0, 320), tuple(again[0][k] for k in ('created', 'changed',
                                                                  'unchanged')))
        self.check(self.base)

    def test_import_refuses_a_line(self):
        source = (DEMO / 'students.csv').read_text(encoding='utf-8').splitlines(True)
        broken = source[2].split(';')
        broken[3] = '31/02/2010'
        file = self.folder / 'students.csv'
        file.write_text(''.join([*source[:2], ';'.join(broken), *source[3:6]]), encoding='utf-8')
        self.done('new', self.base)
        report = self.json('import', self.base, file, code=1)[0]
        self.assertEqual((1, False), (report['refused'], report['committed']))
        self.assertEqual(3, report['problems'][0]['line'])
        self.assertEqual('Né(e) le', report['problems'][0]['column'])
        self.assertEqual([], self.json('list', self.base))
        report = self.json('import', self.base, file, '--keep-valid', code=1)[0]
        self.assertEqual((4, 1, True), (report['created'], report['refused'],
                                        report['committed']))
        self.assertIn('line 3', call('import', self.base, file).stderr)

    def test_import_what_is_no_list(self):
        self.done('new', self.base)
        self.fails(1, 'import', self.base, self.folder / 'missing.csv')
        self.fails(1, 'import', self.base, TEMPLATE)
        self.check(self.base)


class DemoSchool(DemoTest):
    def setUp(self):
        super().setUp()
        self.out = self.folder / 'out'

    def find_place(self):
        """The class and period with the most validated sheets."""
        places = collections.Counter((r['class'], r['period'])
                                     for r in self.json('list', self.base)
                                     if r['search'] == 'validated' and r['company'])
        return places.most_common(1)[0]

    def generate(self, place, *more, code=0):
        return self.json('generate', self.base, '--class', place[0], '--period', place[1],
                         '--output', self.out, *more, code=code)

    def test_list(self):
        rows = self.json('list', self.base)
        for row in rows:
            self.assertEqual(LINE, list(row))
            self.assertIn(row['search'], STATES)
            self.assertRegex(row['start'] + row['end'], r'^(\d{4}-\d\d-\d\d){2}$')
            made = [row[key] is not None for key in ('mode', 'step_label', 'number', 'step',
                                                     'agreement')]
            self.assertIn(made, ([True] * 5, [False] * 5))
        made = [row for row in rows if row['agreement'] is not None]
        self.assertEqual(110, len(made))
        self.assertEqual({'manual'}, {row['mode'] for row in made})
        self.assertEqual(set(range(5)), {row['step'] for row in made})
        self.assertTrue(all(isinstance(row['agreement'], int) for row in made))
        self.assertEqual(110, len({row['number'] for row in made}))

    def test_list_a_place(self):
        rows = self.json('list', self.base)
        (name, period), _ = self.find_place()
        wanted = [r for r in rows if (r['class'], r['period']) == (name, period)]
        self.assertEqual(wanted, self.json('list', self.base, '--class', name.lower(), '--period',
                                           period.upper()))
        self.assertEqual([r for r in rows if r['class'] == name],
                         self.json('list', self.base, '--class', name))
        table = self.done('list', self.base, '--class', name, '--period', period).splitlines()
        self.assertEqual(len(wanted) + 1, len(table))
        self.assertTrue(table[0].startswith('Student'))
        columns = table[0].index('Class')
        self.assertTrue(all(line[columns:].startswith(name) for line in table[1:]))
        self.fails(1, 'list', self.base, '--class', 'nobody')
        self.fails(1, 'list', self.base, '--class', name, '--period', 'nothing')
        self.fails(1, 'list', self.base, '--year', '1999-2000')

    def test_list_what_waits(self):
        rows, todo = self.json('list', self.base), self.json('list', self.base, '--todo')
        self.assertLess(0, len(todo))
        self.assertLess(len(todo), len(rows))
        self.assertTrue(all(row in rows for row in todo))
        for row in rows:
            if row['search'] == 'to_validate' and row['company']:
                self.assertIn(row, todo)
            if row['step'] == 4:
                self.assertNotIn(row, todo)

    def test_generate(self):
        place, n = self.find_place()
        made = self.generate(place)
        self.assertEqual([], made['failed'])
        self.assertEqual(n, len(made['made']))
        rows = [r for r in self.json('list', self.base, '--class', place[0], '--period', place[1])
                if r['search'] == 'validated' and r['company']]
        self.assertEqual(n, len({r['number'] for r in rows} - {None}))
        for item in made['made']:
            text = document_text(item['path'])
            # Two for a student who goes to two companies.
            numbers = [r['number'] for r in rows if r['student'] == item['name']]
            self.assertEqual(1, sum(number in text for number in numbers), item['name'])
            self.assertFalse('MERGEFIELD' in text, item['path'])
            self.assertEqual(self.out / place[0], pathlib.Path(item['path']).parent)
        self.check(self.base)

    def test_generate_twice(self):
        place, _ = self.find_place()
        first = self.generate(place)
        files = {p: p.read_bytes() for p in self.out.rglob('*.docx')}
        rows, size = self.json('list', self.base), self.base.stat().st_size
        self.assertEqual(first, self.generate(place))
        self.assertEqual(files, {p: p.read_bytes() for p in self.out.rglob('*.docx')})
        self.assertEqual(rows, self.json('list', self.base))
        self.assertEqual(size, self.base.stat().st_size)

    def test_generate_with_a_template_and_names(self):
        place, n = self.find_place()
        template = write_template(self.folder / 'own.docx', 'NUM_CONVENTION', 'NOM', 'RL2_NOM',
                                  'POINTURE')
        made = self.generate(place, '--template', template, '--name', '{numéro}', '--missing',
                             'mark')
        self.assertEqual(n, len(made['made']))
        for item in made['made']:
            path = pathlib.Path(item['path'])
            self.assertRegex(path.name, r'^2026-\d{4}\.docx$')
            text = document_text(path)
            self.assertIn(path.stem, text)
            self.assertIn('[À COMPLÉTER]', text)

    def test_generate_names_files_as_the_school_has_set(self):
        place, n = self.find_place()
        self.done('settings', self.base, 'file.name', '{année}/{TYPE}/{nom} {prenom}')
        report = self.generate(place)
        kind = self.out / '2026-2027' / 'PFMP'
        self.assertEqual({kind}, {pathlib.Path(item['path']).parent for item in report['made']})
        self.assertEqual(n, len(list(kind.iterdir())))
        # What is asked for comes before what is set.
        again = self.generate(place, '--name', '{numéro}')
        self.assertEqual({self.out}, {pathlib.Path(item['path']).parent for item in again['made']})
        (name, period) = place
        said = self.fails(1, 'generate', self.base, '--class', name, '--period', period,
                          '--output', self.out / 'wrong', '--name', '{clase}/{nom}')
        self.assertIn('{clase}', said)
        self.assertFalse((self.out / 'wrong').exists())

    def test_generate_without_a_way(self):
        (name, period), _ = self.find_place()
        place = ['--class', name, '--period', period, '--output', self.out]
        self.fails(1, 'generate', self.base, *place, '--template', self.folder / 'missing.docx')
        self.fails(1, 'generate', self.base, *place, '--template', DEMO / 'students.csv')
        self.fails(1, 'generate', self.base, '--class', 'nobody', '--period', period, '--output',
                   self.out)
        self.assertFalse(self.out.exists())
        self.out.write_text('no folder')
        result = call('generate', self.base, *place)
        self.assertEqual(1, result.returncode)
        self.assertIn(str(self.out), result.stderr)

    def office(self, script):
        """A program that stands for LibreOffice, for the time of a test."""
        path = self.folder / 'soffice.bin'
        path.write_text('#!/bin/sh\n' + script)
        path.chmod(0o700)
        return {**os.environ, 'LANGUAGE': 'en', 'PARAPHE_OFFICE': str(path),
                'XDG_RUNTIME_DIR': str(self.folder)}

    def pdf(self, environment, *more):
        place, _ = self.find_place()
        return subprocess.run([CTL, 'pdf', self.base, '--class', place[0], '--period', place[1],
                               '--output', self.out, *more], env=environment, text=True,
                              capture_output=True, check=False, timeout=120)

    def test_pdf(self):
        place, n = self.find_place()
        made = {item['path'] for item in self.generate(place)['made']}
        environment = self.office('for name; do case "$name" in *.docx) printf "%%PDF-1.7\\n'
                                  '%%%%EOF\\n" > "${name%.docx}.pdf";; esac; done\n')
        for _ in range(2):
            result = self.pdf(environment, '--json')
            self.assertEqual(0, result.returncode, result.stderr)
            paths = {item['path'] for item in json.loads(result.stdout)['made']}
            self.assertEqual({path[:-5] + '.pdf' for path in made}, paths)
            self.assertEqual(2 * n, len(list(self.out.rglob('*.*'))))
        self.check(self.base)

    def test_pdf_without_a_session(self):
        """What is made on the way says much of minors: none of it stays when the command ends, and
        what was left where it once was kept goes too."""
        place, n = self.find_place()
        self.generate(place)
        home = self.folder / 'home'
        old = home / '.cache' / 'paraphe' / 'pdf'
        old.mkdir(parents=True)
        (old / 'somebody.pdf').write_text('%PDF')
        temporary = self.folder / 'temporary'
        temporary.mkdir()
        environment = self.office('for name; do case "$name" in *.docx) printf "%%PDF-1.7\\n'
                                  '%%%%EOF\\n" > "${name%.docx}.pdf";; esac; done\n')
        del environment['XDG_RUNTIME_DIR']
        environment.pop('XDG_CACHE_HOME', None)
        result = self.pdf({**environment, 'HOME': str(home), 'TMPDIR': str(temporary)}, '--json')
        self.assertEqual(0, result.returncode, result.stderr)
        self.assertEqual(n, len(list(self.out.rglob('*.pdf'))))
        self.assertEqual([], list(temporary.iterdir()))
        self.assertEqual([], [path for path in home.rglob('*') if path.is_file()])
        self.assertFalse(old.exists())

    def test_pdf_without_libreoffice(self):
        place, _ = self.find_place()
        self.generate(place)
        result = self.pdf({**os.environ, 'LANGUAGE': 'en', 'PARAPHE_OFFICE': '/nowhere'})
        self.assertEqual(1, result.returncode)
        self.assertIn('install the package “libreoffice-writer”', result.stderr)
        self.assertEqual([], list(self.out.rglob('*.pdf')))

    def test_pdf_before_generating(self):
        result = self.pdf(self.office('exit 0\n'))
        self.assertEqual(1, result.returncode)
        self.assertIn('generate it first', result.stderr)
        self.assertFalse(self.out.exists())

    def test_stopped_by_ctrl_c(self):
        place, n = self.find_place()
        process = subprocess.Popen([CTL, 'generate', self.base, '--class', place[0], '--period',
                                    place[1], '--output', self.out], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        while not any(self.out.rglob('*.docx')) and process.poll() is None:
            pass
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        # It may have been done already.
        self.assertIn(process.returncode, (0, 1))
        if process.returncode == 1:
            self.assertIn(b'Stopped', said)
            self.assertLess(len(list(self.out.rglob('*.docx'))), n)
        for path in self.out.rglob('*'):
            if path.is_file():
                document_text(path)
        self.check(self.base)
        self.assertEqual(n, len(self.generate(place)['made']))


class Merge(CtlTest):
    ROWS = 'Nom;PRENOM;né le\nABADIE;Léa;03/02/2010\nBRÛLÉ;Noé;\n'

    def setUp(self):
        super().setUp()
        self.data = self.folder / 'data.csv'
        self.data.write_text(self.ROWS, encoding='utf-8')
        self.template = write_template(self.folder / 'own.docx', 'NOM', 'Prénom', 'NE_LE',
                                       'POINTURE')
        self.out = self.folder / 'out'

    def merge(self, *more, data=None):
        return self.json('merge', self.template, data or self.data, '--output', self.out, *more)

    def test_merge(self):
        made = self.merge()
        self.assertEqual([], made['failed'])
        self.assertEqual(['ABADIE Léa.docx', 'BRÛLÉ Noé.docx'],
                         [pathlib.Path(i['path']).name for i in made['made']])
        text = document_text(made['made'][0]['path'])
        for word in ('ABADIE', 'Léa', '03/02/2010'):
            self.assertIn(word, text)
        for left in ('MERGEFIELD', '«'):
            self.assertNotIn(left, text)
        self.assertEqual(made, self.merge())
        self.assertEqual(2, len(os.listdir(self.out)))

    def test_merge_finds_other_names_of_a_field(self):
        write_template(self.template, 'NOM_FAMILLE', 'DATE_NAISSANCE', 'ELEVE_PRENOM')
        text = document_text(self.merge()['made'][0]['path'])
        for word in ('ABADIE', '03/02/2010', 'Léa'):
            self.assertIn(word, text)

    def test_merge_names(self):
        made = self.merge('--name', '{nom}/{ligne} {prénom}')
        self.assertEqual([str(self.out / 'ABADIE' / '001 Léa.docx'),
                          str(self.out / 'BRÛLÉ' / '002 Noé.docx')],
                         [i['path'] for i in made['made']])

    def test_merge_of_things(self):
        things = self.folder / 'things.csv'
        things.write_text('Chose,Couleur\nTable,rouge\nLampe,"bleue, claire"\n', encoding='utf-8')
        write_template(self.template, 'chose', 'COULEUR')
        made = self.merge(data=things)
        self.assertEqual(['document-001.docx', 'document-002.docx'],
                         [pathlib.Path(i['path']).name for i in made['made']])
        self.assertIn('bleue, claire', document_text(made['made'][1]['path']))

    def test_merge_missing(self):
        marks = {'blank': None, 'dots': '….', 'mark': '[À COMPLÉTER]'}
        for word, mark in marks.items():
            made = self.merge('--missing', word, '--name', word + ' {nom}')
            text = document_text(made['made'][1]['path'])
            if word == 'mark':
                self.assertEqual(2, text.count(mark))
            elif word == 'dots':
                self.assertRegex(text, r'[.…_]{3,}|…')
            else:
                self.assertNotRegex(text, r'…|COMPL')

    def test_merge_same_names(self):
        self.data.write_text('nom;prénom;ne_le\nROY;Léa;1\nROY;Léa;2\nROY;Léa;2\n',
                             encoding='utf-8')
        self.assertEqual(['ROY Léa.docx', 'ROY Léa (2).docx', 'ROY Léa (2).docx'],
                         [pathlib.Path(i['path']).name for i in self.merge()['made']])

    def one_file(self, name, *more):
        return self.json('merge', self.template, self.data, '--one-file', self.out / name, *more)

    def test_merge_one_file(self):
        made = self.one_file('lettres.DOCX')
        self.assertEqual([], made['failed'])
        self.assertEqual([str(self.out / 'lettres.docx')], [i['path'] for i in made['made']])
        text = document_text(made['made'][0]['path'])
        self.assertLess(text.index('ABADIE'), text.index('BRÛLÉ'))
        self.assertEqual(1, text.count('03/02/2010'))
        # The same again is the same file; another one is put beside it.
        self.assertEqual(made, self.one_file('lettres'))
        beside = self.one_file('lettres.docx', '--missing', 'mark', '--two-sided')
        beside = beside['made'][0]['path']
        self.assertEqual(str(self.out / 'lettres (2).docx'), beside)
        self.assertIn('[À COMPLÉTER]', document_text(beside))
        self.assertEqual(2, len(os.listdir(self.out)))

    def test_merge_one_file_of_nothing(self):
        self.data.write_text('nom;prénom\n', encoding='utf-8')
        for template, data in ((self.template, self.data), (self.data, self.data),
                               (self.template, self.folder / 'no.csv')):
            self.fails(1, 'merge', template, data, '--one-file', self.out / 'o.docx')
        self.assertFalse(self.out.exists())

    def test_merge_nothing(self):
        self.data.write_text('nom;prénom\n', encoding='utf-8')
        self.fails(1, 'merge', self.template, self.data, '--output', self.out)
        self.fails(1, 'merge', self.data, self.data, '--output', self.out)
        self.fails(1, 'merge', self.template, self.folder / 'no.csv', '--output', self.out)
        self.assertFalse(self.out.exists())

    def test_fields(self):
        write_template(self.template, 'NOM', 'TUTEUR_NOM', 'TUTEUR_NON', 'NOM')
        fields = self.json('fields', self.template)
        self.assertEqual(['name', 'where', 'switches', 'count', 'known', 'label', 'suggestions',
                          'kind', 'state', 'target', 'sample'], list(fields[0]))
        by_name = {f['name']: f for f in fields}
        self.assertEqual(2, by_name['NOM']['count'])
        self.assertIs(True, by_name['TUTEUR_NOM']['known'])
        self.assertIn('Tutor', by_name['TUTEUR_NOM']['label'])
        self.assertIs(False, by_name['TUTEUR_NON']['known'])
        self.assertIn('TUTEUR_NOM', by_name['TUTEUR_NON']['suggestions'])
        self.assertIn('TUTEUR_NON', self.done('fields', self.template))
        self.fails(1, 'fields', self.data)

    def test_fields_of_a_template_of_the_school(self):
        base = self.folder / 'x.paraphe'
        self.done('demo', base)
        shown = self.json('fields', base, '--template', 'AGREEMENT, a4 pages')
        self.assertEqual({'known'}, {f['state'] for f in shown if f['kind'] == 'MERGEFIELD'})
        bound = self.json('fields', base, '--template', 'Agreement, A4 pages',
                          '--bind', 'NOM=nom_usage', '--bind', 'PRENOM=-')
        by_name = {f['name']: f for f in bound}
        self.assertEqual('bound', by_name['NOM']['state'])
        self.assertEqual('NOM_USAGE', by_name['NOM']['target'])
        self.assertEqual('blank', by_name['PRENOM']['state'])
        self.done('undo', base)
        again = self.json('fields', base, '--template', 'Agreement, A4 pages', '--bind', 'NOM=')
        self.assertEqual({'known'}, {f['state'] for f in again if f['kind'] == 'MERGEFIELD'})
        self.assertIn('Agreement, A4 pages', self.fails(1, 'fields', base, '--template', 'none'))
        self.fails(1, 'fields', base, '--template', 'Agreement, A4 pages', '--bind', 'NOM=XYZ')
        self.fails(1, 'fields', base, '--template', 'Agreement, A4 pages', '--bind', 'NOM')
        self.fails(2, 'fields', self.template, '--bind', 'NOM=PRENOM')

    def test_our_templates_ask_for_what_is_known(self):
        self.assertEqual([], [f['name'] for f in self.json('fields', TEMPLATE) if not f['known']])


if __name__ == '__main__':
    unittest.main(verbosity=2)
