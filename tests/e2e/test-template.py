#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A template with names of its own, from the file to the agreement, with keys alone."""
import io
import os
import re
import shutil
import sqlite3
import unittest
import zipfile

import hands
from desk import WITH_FILE_DIALOG, paraphectl, text_of, wait
from gi.repository import GLib


LETTER = ('<w:body><w:p><w:r><w:t>Lettre à {{PRENOM}} {{NOM}}</w:t></w:r></w:p>'
          '<w:sectPr/></w:body>')


@unittest.skipUnless(shutil.which('xdotool'), 'needs xdotool')
class Template(hands.Hands):
    def misspell(self, base):
        """As if the school had brought its own file: two days, one of them under another name."""
        with sqlite3.connect(base) as school:
            number, content = school.execute(
                'SELECT id, content FROM template WHERE is_default = 1').fetchone()
            changed = io.BytesIO()
            with zipfile.ZipFile(io.BytesIO(content)) as old, \
                    zipfile.ZipFile(changed, 'w') as new:
                for part in old.namelist():
                    new.writestr(part, old.read(part).replace(b'MERGEFIELD DATE_DEBUT',
                                                              b'MERGEFIELD DATE_DEBU'))
            school.execute('UPDATE template SET content = ? WHERE id = ?',
                           (changed.getvalue(), number))
        school.close()

    def bindings(self, base):
        with sqlite3.connect('file:%s?mode=ro' % base, uri=True) as school:
            return school.execute(
                'SELECT bindings FROM template WHERE is_default = 1').fetchone()[0]

    def document(self, base, line):
        """The text of the agreement of a line, made anew."""
        out = self.path('out')
        paraphectl('generate', base, '--class', line['class'], '--period', line['period'],
                   '--output', out)
        made = [os.path.join(folder, name) for folder, _, names in os.walk(out) for name in names]
        for path in made:
            with zipfile.ZipFile(path) as package:
                text = package.read('word/document.xml').decode('utf-8')
            if line['student'].split()[0] in text:
                return text
        raise AssertionError('no document of %s in %s' % (line['student'], made))

    def test_a_misspelt_name_is_bound_and_merged(self):
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        self.misspell(base)
        line = next(r for r in paraphectl('list', base)
                    if r['search'] == 'validated' and not r['number'] and r['start'])
        window = self.start(base)
        window.sees('Conventions à faire')
        window.take_keyboard()
        window.action('win.preferences-page', GLib.Variant('s', 'agreements'))
        preferences = window.question()
        window.take_keyboard(preferences)
        window.sees('Modèles')
        self.tab_to(window, preferences, 'Convention, pages A4', role='list item')
        window.press('Return')
        window.sees('1 inconnu')
        self.tab_to(window, preferences, 'Champs et aperçu')
        window.press('space')
        window.sees('vouliez-vous dire DATE_DEBUT')
        self.tab_to(window, preferences, 'DATE_DEBUT', role='push button')
        window.press('space')
        wait(lambda: self.bindings(base) == 'DATE_DEBU=DATE_DEBUT', 'the name bound')
        window.sees('tous connus')
        window.press('ctrl+z')
        wait(lambda: self.bindings(base) is None, 'the binding taken back')
        # The keyboard stayed in the row, on the choice.
        self.picks(window, preferences, 'DATE_DEBU', 'premier jour fiche')
        wait(lambda: self.bindings(base) == 'DATE_DEBU=DATE_DEBUT', 'the name bound again')
        self.stop(window)
        day = '/'.join(reversed(line['start'].split('-')))
        self.assertIn(day, self.document(base, line))

    def sheet_to_generate(self, base):
        """The id of a validated sheet without an agreement; its company loses its SIRET."""
        with sqlite3.connect(base) as school:
            sheet, company = school.execute(
                'SELECT id, company_id FROM placement AS p WHERE state = ? AND NOT EXISTS '
                '(SELECT 1 FROM agreement WHERE placement_id = p.id)', ('validated',)).fetchone()
            school.execute('UPDATE company SET siret = NULL WHERE id = ?', (company,))
        school.close()
        return sheet

    def agreements_of(self, base, sheet):
        with sqlite3.connect('file:%s?mode=ro' % base, uri=True) as school:
            return school.execute('SELECT count(*) FROM agreement WHERE placement_id = ?',
                                  (sheet,)).fetchone()[0]

    def test_what_is_missing_is_asked_before_anything_is_made(self):
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        self.misspell(base)
        sheet = self.sheet_to_generate(base)
        folder = self.path('conventions')
        window = self.start(base)
        window.sees('Conventions à faire')
        window.action('win.generate-placements', GLib.Variant('(sax)', (folder, [sheet])))
        report = window.question()
        window.sees('« Convention, pages A4 » demande')
        window.sees('DATE_DEBU')
        window.sees('Il manque : SIRET (Entreprise)')
        self.assertFalse(os.path.exists(folder))
        self.assertEqual(0, self.agreements_of(base, sheet))
        window.take_keyboard(report)
        self.tab_to(window, report, 'Générer quand même')
        window.press('space')
        wait(lambda: self.agreements_of(base, sheet) == 1, 'the agreement')
        window.find('push button', contains='Ouvrir le dossier')
        self.stop(window)

    def letter(self, base):
        """A file that the school does not have among its templates: one of them, with another
        text."""
        with sqlite3.connect(base) as school:
            content, = school.execute(
                'SELECT content FROM template WHERE is_default = 1').fetchone()
        school.close()
        path = self.path('Courrier.docx')
        with zipfile.ZipFile(io.BytesIO(content)) as old, \
                zipfile.ZipFile(path, 'w') as new:
            for part in old.namelist():
                text = old.read(part)
                if part == 'word/document.xml':
                    text = re.sub(b'<w:body>.*</w:body>', LETTER.encode('utf-8'), text,
                                  flags=re.DOTALL)
                new.writestr(part, text)
        return path

    def types_path(self, window, title, path):
        """Into the dialog of the system, which has a name already or none."""
        window.take_keyboard(window.other_window(title))
        window.press('ctrl+a')
        window.write(path)
        wait(lambda: any(text_of(n) == path for n in window.find_all('text')), 'the path typed')
        window.press('Return')

    def test_lines_become_one_document(self):
        base, window = self.open_demo(**WITH_FILE_DIALOG)
        letter, made = self.letter(base), self.path('lettres.docx')
        self.find_line(window, 'TAGORA')
        window.press('Home', *['shift+Down'] * 3)
        window.sees('4 sélectionnées')
        window.action('win.merge-into-one')
        dialog = self.opens(window, 'Un seul document')
        window.take_keyboard(dialog)
        self.tab_to(window, dialog, 'Autre fichier…', role='list item')
        window.press('Return')
        self.types_path(window, 'Choisir un modèle', letter)
        window.has_windows(2)
        window.take_keyboard(dialog)
        window.sees('Courrier.docx')
        self.tab_to(window, dialog, 'Fusionner…', role='push button')
        self.assert_french(window, 'one document')
        window.press('space')
        self.types_path(window, 'Enregistrer le document', made)
        window.sees('«\xa0lettres.docx\xa0»')
        with zipfile.ZipFile(made) as package:
            text = package.read('word/document.xml').decode('utf-8')
        words = re.sub('<[^>]*>', '', text.replace('</w:p>', '\n'))
        people = re.findall(r'Lettre à ([^\n]+)', words)
        self.assertEqual(4, len(people), people)
        self.assertLess(1, len(set(people)), people)
        self.assertEqual(4, text.count('<w:sectPr'))
        self.stop(window)


if __name__ == '__main__':
    unittest.main()
