#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day at the school office with real keys and no pointer: a student searches, finds, is placed;
the agreement is made and goes through its steps; what was done is told, taken back and done
again."""
import os
import unittest

import hands
from desk import WITH_FILE_DIALOG, focused, paraphectl, text_of, wait

LAST_STEP = 4
MANY = 40


class Day(hands.Hands):
    # ---- what is known of a student ----

    def rows(self, base, student, period):
        return [r for r in paraphectl('list', base, '--period', period)
                if r['student'] == student]

    def history(self, base, student, limit=40):
        return paraphectl('history', base, '--student', student, '--limit', str(limit))

    def a_student_who_has_not_begun(self, base):
        """The first line of a student whose name unaccented keys can type and nobody else bears."""
        rows = paraphectl('list', base)
        names = [r['student'] for r in rows]
        seen = set()
        for row in sorted(rows, key=lambda r: (r['student'], r['start'])):
            name = row['student']
            is_first = name not in seen
            seen.add(name)
            if (is_first and row['search'] == 'not_started' and names.count(name) <= 3
                    and name.replace(' ', '').isascii()):
                return row
        raise AssertionError('nobody has not begun')

    # ---- the acts of the day ----

    def adds_interview(self, base, window, row, account):
        n_before = len(self.interviews(base, row))
        window.press('ctrl+e')
        form = self.opens(window, 'Nouvel entretien')
        self.waits_for_focus(form, 'Compte rendu')
        window.write(account)
        self.assert_french(window, 'an interview')
        window.press('ctrl+Return')
        self.closes(window)
        wait(lambda: len(self.interviews(base, row)) == n_before + 1, 'the interview')
        self.waits_for_row(window)

    def interviews(self, base, row):
        return {h['operation'] for h in self.history(base, row['student'])
                if h['summary'].startswith('Entretien') and not h['undone']}

    def writes_to_teachers(self, base, window, row, text):
        window.press('ctrl+m')
        form = self.opens(window, 'Nouvelle note')
        self.waits_for_focus(form, 'Texte')
        window.write(text)
        self.tab_to(window, form, 'Destinataires')
        window.press('space', 'Down', 'Return')
        self.waits_for_focus(form, 'Administration et enseignants')
        self.assert_french(window, 'a note')
        window.press('ctrl+Return')
        self.closes(window)
        self.waits_for_note(base, row, text)
        self.waits_for_row(window)

    def notes(self, base, row):
        return [h['summary'] for h in self.history(base, row['student'])
                if h['summary'].startswith('Note') and h['can_undo']]

    def waits_for_note(self, base, row, text):
        wait(lambda: any(text in note for note in self.notes(base, row)), 'the note')

    def types_folder(self, window, folder, said):
        """What is said soon goes again: it is looked for first."""
        os.mkdir(folder)
        window.press('ctrl+g')
        self.opens(window)
        window.write(folder)
        wait(lambda: any(text_of(n) == folder
                         for n in window.find_all('text')), 'the folder typed')
        window.press('Return')
        window.sees(said)
        self.closes(window)

    def generates(self, base, window, row, folder):
        """Ctrl+G; the folder of agreements is typed, as it is the first time."""
        self.types_folder(window, folder, '1 convention faite')
        self.assertTrue(self.rows(base, row['student'], row['period'])[0]['number'])
        self.waits_for_row(window)

    def goes_through_all_steps(self, base, window, row):
        for step in range(1, LAST_STEP + 1):
            window.press('plus')
            wait(lambda s=step: self.rows(base, row['student'], row['period'])[0]['step'] == s,
                 'step %d' % step)

    def is_placed(self, base, window, row):
        """A sheet is not validated while a field is missing, which has the focus then."""
        window.press('ctrl+shift+e')
        sheet = self.opens(window, 'Fiche de recherche de ' + row['student'])
        self.fills_the_sheet(window, sheet, 'garage')
        self.assert_french(window, 'a sheet with a field missing')
        window.press('ctrl+Return')
        self.waits_for_focus(sheet, 'Activités prévues')
        self.assertEqual('searching', self.rows(base, row['student'], row['period'])[0]['search'])
        window.write('Entretien des machines')
        window.sees('Complète')
        window.press('ctrl+Return')
        window.sees('Fiche validée')
        self.closes(window)
        placed = self.rows(base, row['student'], row['period'])
        self.assertEqual(['validated'], [r['search'] for r in placed])
        self.assertIn('Garage', placed[0]['company'])
        self.waits_for_row(window)

    def has_another_company(self, base, window, row):
        window.press('ctrl+shift+n')
        sheet = self.opens(window, 'Fiche de recherche de ' + row['student'])
        self.picks(window, sheet, 'Entreprise', 'boulangerie')
        window.sees('a un autre stage en même temps')
        window.press('ctrl+s')
        window.sees('Fiche enregistrée')
        self.assertEqual(2, len(self.rows(base, row['student'], row['period'])))
        window.press('Escape')  # ends what is said first, as everywhere
        window.sees_no('Fiche enregistrée')
        window.press('Escape')
        self.closes(window)
        window.sees('Boulangerie')
        first, second = self.rows(base, row['student'], row['period'])
        self.assertNotEqual(first['company'], second['company'])
        self.waits_for_row(window)

    def takes_back_and_does_again(self, base, window, row, text):
        for key, n, said in (('ctrl+z', 0, 'Annulé'), ('ctrl+shift+z', 1, 'Rétabli'),
                             ('ctrl+z', 0, 'Annulé'), ('ctrl+y', 1, 'Rétabli')):
            window.press(key)
            window.sees(said)
            wait(lambda w=n: len([t for t in self.notes(base, row) if text in t]) == w, key)

    def chooses_in_main_menu(self, window, label):
        window.press('F10')
        wait(lambda: window.find_all('menu item'), 'the main menu')
        self.assert_french(window, 'the main menu')
        self.tab_to(window, window.window, label, key='Down')
        window.press('Return')

    def makes_the_next_year(self, base, window):
        before = paraphectl('year', base)
        self.chooses_in_main_menu(window, 'Préparer l’année scolaire suivante')
        assistant = self.opens(window, 'Année scolaire suivante')
        for page in range(1, 4):
            window.sees('Étape %d sur 4' % page)
            self.assert_french(window, 'page %d of the next year' % page)
            window.press('alt+s')
        window.sees('Étape 4 sur 4')
        self.assert_french(window, 'the summary of the next year')
        self.waits_for_focus(assistant, 'Créer')
        window.press('Return')
        self.waits_for_focus(assistant, 'Ouvrir 2027-2028')
        self.assert_french(window, 'the end of the next year')
        window.press('Return')
        self.closes(window)
        window.find('push button', '2027-2028')
        self.assertEqual(['2027-2028'], [y['year'] for y in paraphectl('year', base)
                                         if y['year'] not in [b['year'] for b in before]])

    # ---- tests ----

    def test_a_day(self):
        base, window = self.open_demo(**WITH_FILE_DIALOG)
        row = self.a_student_who_has_not_begun(base)
        self.find_line(window, row['student'].lower())
        window.sees(row['period'])
        self.assert_french(window, 'the window')
        for account in ('Cherche un garage', 'Un garage est d\'accord'):
            self.adds_interview(base, window, row, account)
        self.assertEqual('searching', self.rows(base, row['student'], row['period'])[0]['search'])
        window.press('alt+1')
        window.sees('Cherche un garage')
        self.is_placed(base, window, row)
        window.press('alt+3')
        self.generates(base, window, row, self.path('conventions'))
        self.goes_through_all_steps(base, window, row)
        self.writes_to_teachers(base, window, row, 'Passer voir le tuteur')
        self.takes_back_and_does_again(base, window, row, 'Passer voir le tuteur')
        self.has_another_company(base, window, row)
        for page in '12345':
            window.press('alt+' + page)
            self.assert_french(window, 'page %s of the details' % page)
        self.makes_the_next_year(base, window)
        self.stop(window)
        self.assertEqual([], paraphectl('check', base)['problems'])

    def test_forty_agreements_move_in_one_go(self):
        """Made from a list of things to do, moved a step: one operation, one undo, one redo."""
        base, window = self.open_demo(**WITH_FILE_DIALOG)
        window.press('F6')
        self.waits_for_focus(window.app, 'Tous les élèves')
        window.press(*['Down'] * 4)
        self.waits_for_focus(window.app, 'Conventions à faire')
        to_make = len(paraphectl('todo', base, '--list', 'to_make'))
        self.assertLessEqual(MANY, to_make)
        window.press('F6')
        self.waits_for_row(window)
        window.press('ctrl+a')
        window.sees('%d sélectionnées' % to_make)
        self.types_folder(window, self.path('conventions'), '%d conventions faites' % to_make)

        window.press('F6')
        self.waits_for_focus(window.app, 'Conventions à faire')
        window.press('Down')
        self.waits_for_focus(window.app, 'À envoyer')
        window.press('F6')
        self.waits_for_row(window)
        window.press('Home', *['shift+Down'] * (MANY - 1))
        window.sees('%d sélectionnées' % MANY)
        before = self.steps(base)
        window.press('plus')
        wait(lambda: self.steps(base) != before, 'the steps')
        after = self.steps(base)
        self.assertEqual({0, 1}, {after[n] - before[n] for n in before})
        self.assertEqual(MANY, sum(after[n] - before[n] for n in before))
        moved = paraphectl('history', base, '--limit', str(MANY))
        self.assertEqual({'étape de %d conventions' % MANY}, {h['action'] for h in moved})
        self.assertEqual(1, len({h['operation'] for h in moved}))
        for key, wanted, said in (('ctrl+z', before, 'Annulé'), ('ctrl+shift+z', after, 'Rétabli')):
            window.press(key)
            window.sees('%s\xa0: étape de %d conventions' % (said, MANY))
            self.waits_for_steps(base, wanted, key)
        self.stop(window)


if __name__ == '__main__':
    unittest.main(verbosity=2)
