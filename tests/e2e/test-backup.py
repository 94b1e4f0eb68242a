#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that is made and restored, and a school year that is purged, with keys alone."""
import os
import sqlite3
import unittest

import desk
from desk import GLib, ask, find_all, paraphectl, text_of, texts, wait, xdotool
from hands import SIDEBAR_ONLY, Hands

STEPS = 'SELECT number, step FROM agreement ORDER BY number'
STUDENTS = 'SELECT id, family_name, given_name, birth_date FROM student ORDER BY id'
# Whoever has a place in a class of the later year.
LATER = ('SELECT DISTINCT student_id FROM enrolment JOIN class_group ON class_group_id'
         ' = class_group.id WHERE school_year_id = (SELECT MAX(id) FROM school_year)')
# What a purge leaves alone.
KEPT = tuple('SELECT * FROM %s ORDER BY id' % table
             for table in ('school', 'teacher', 'company', 'site', 'contact', 'class_group'))


class Backup(Hands):
    def backups(self, base, why=''):
        """The backups whose name says @why they were made."""
        folder = base + '.backups'
        return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if why in name]

    # ---- windows ----

    def open_page(self, window, name):
        window.action('win.preferences-page', GLib.Variant('s', name))
        preferences = window.question()
        window.take_keyboard(preferences)
        return preferences

    def leave_page(self, window, preferences):
        window.take_keyboard(preferences)
        window.press('Escape')
        self.closes(window)

    def asked(self, window, preferences):
        """What the page asks, in a window of its own that has the keyboard. The display is asked
        for that: neither AdwMessageDialog nor AdwEntryRow 1.2 tell that they have it."""
        window.has_windows(3)
        dialog = wait(lambda: next(one for one in window.windows().values()
                                   if one not in (window.window, preferences)), 'a question')

        def taken():
            newest = max(window.on_display(), key=int)
            if xdotool('getwindowfocus').strip() != newest:
                xdotool('windowfocus', newest)
                return False
            return len(window.on_display()) == 3
        wait(taken, 'the keyboard in the question')
        return dialog

    def answered(self, window, preferences):
        window.has_windows(2)
        window.take_keyboard(preferences)

    # ---- a backup ----

    def backs_up(self, window, preferences):
        self.tab_to(window, preferences, 'Sauvegarder maintenant', 'push button')
        window.press('space')
        window.sees('La sauvegarde est faite et vérifiée.')

    def asks_to_restore(self, window, preferences):
        """What would change if the only backup came back, once it was looked up."""
        self.tab_to(window, preferences, 'Restaurer', 'push button')
        window.press('space')
        dialog = self.asked(window, preferences)
        for text in ('Restaurer la sauvegarde du', 'L’état actuel est d’abord sauvegardé',
                     'Tout ce qui a été fait depuis la dernière modification',
                     '1 opération serait perdue'):
            window.sees(text)
        return dialog

    def test_what_was_there_comes_back(self):
        base, window = self.open_demo(**desk.WITH_KEYRING)
        before, rows = self.steps(base), ask(base, STEPS)
        number = next(n for n, step in before.items() if step == 1)
        preferences = self.open_page(window, 'backups')
        self.backs_up(window, preferences)
        backup, = self.backups(base)
        self.assertEqual(rows, ask(backup, STEPS))
        self.leave_page(window, preferences)
        self.find_line(window, number)
        window.press('plus')
        after = {**before, number: 2}
        self.waits_for_steps(base, after, 'the step after the backup')
        changed = ask(base, STEPS)
        # What would be lost is told, and nothing is done unless it is agreed to.
        preferences = self.open_page(window, 'backups')
        self.asks_to_restore(window, preferences)
        self.assert_french(window, 'what a backup would change')
        window.press('Escape')
        self.answered(window, preferences)
        self.assertEqual(after, self.steps(base))
        self.assertEqual([backup], self.backups(base))
        dialog = self.asks_to_restore(window, preferences)
        self.tab_to(window, dialog, 'Restaurer cette sauvegarde', 'push button')
        window.press('space')
        window.sees('La sauvegarde est restaurée.')
        self.assertEqual(before, self.steps(base))
        self.assertEqual(rows, ask(base, STEPS))
        # What was restored over is kept, and can be restored, too.
        kept, = self.backups(base, 'before-restore')
        self.assertEqual(changed, ask(kept, STEPS))
        self.answered(window, preferences)
        self.leave_page(window, preferences)
        self.find_line(window, number)
        self.stop(window)
        self.assertEqual([], paraphectl('check', base)['problems'])

    # ---- a purge ----

    def open_old(self):
        """The invented school eleven years after its only year, from which some went up into the
        next one."""
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        year = paraphectl('year', base)[0]['year']
        paraphectl('year', base, '--roll-over')
        with sqlite3.connect(base) as connection:
            connection.execute("UPDATE school_year SET start = '2015-09-01', \"end\" = '2016-08-31'"
                               ' WHERE name = $1', (year,))
            connection.execute("UPDATE school_year SET start = '2026-09-01', \"end\" = '2027-08-31'"
                               ' WHERE name <> $1', (year,))
            connection.execute("UPDATE signature_request SET state = 'completed'"
                               " WHERE state IN ('prepared', 'sending', 'ongoing')")
        connection.close()
        window = self.start(base, **desk.WITH_KEYRING)
        window.sees(SIDEBAR_ONLY)
        return base, year, window

    def asks_to_purge(self, window, preferences):
        """By its mnemonic: AdwEntryRow 1.2, which lies before it, does not tell that it has the
        focus. Gives what is to go and what is to stay, line by line."""
        window.sees('Purger…')
        window.press('alt+p')
        dialog = self.asked(window, preferences)
        told = wait(lambda: next(t for t in texts(dialog) if 'Élèves rendus anonymes' in t),
                    'what is to go')
        return dialog, told.splitlines()

    def types_the_name(self, window, dialog, label, text):
        window.write(text)
        wait(lambda: text_of(find_all(dialog, 'text', contains=label)[0]) == text, 'the name typed')

    def assert_told(self, told, plan):
        for label, key in (('Élèves rendus anonymes', 'students'),
                           ('Responsables légaux rendus anonymes', 'guardians'),
                           ('Conventions vidées de leurs valeurs', 'agreements'),
                           ('Élèves présents dans une année plus récente', 'remaining')):
            self.assertGreater(plan[key], 0, key)
            self.assertIn('%s\u00a0: %d' % (label, plan[key]), told)

    def assert_purged(self, base, plan, students, later):
        """Nothing is left of those who have gone, and those who stay are as they were."""
        after = ask(base, STUDENTS)
        self.assertEqual([row for row in students if row[0] in later],
                         [row for row in after if row[0] in later])
        gone = [row for row in after if row[0] not in later]
        self.assertEqual(plan['students'], len(gone))
        for before, now in zip((row for row in students if row[0] not in later), gone):
            self.assertEqual(before[0], now[0])
            self.assertFalse({now[1], now[2]} & {before[1], before[2]}, now)
        self.assertEqual([(plan['remaining'],)],
                         ask(base, 'SELECT COUNT(*) FROM student WHERE anonymised_on IS NULL'))

    def test_a_year_is_purged_once_its_name_is_typed(self):
        base, year, window = self.open_old()
        plan = paraphectl('privacy', 'plan', base, '--year', year)
        students, kept = ask(base, STUDENTS), [ask(base, sql) for sql in KEPT]
        later = {row[0] for row in ask(base, LATER)}
        label = 'Saisissez %s pour continuer' % year
        preferences = self.open_page(window, 'privacy')
        dialog, told = self.asks_to_purge(window, preferences)
        self.assert_told(told, plan)
        self.assert_french(window, 'what a purge would erase')
        # Another word than the year's name does nothing.
        self.types_the_name(window, dialog, label, 'yes')
        window.press('Return')
        self.answered(window, preferences)
        window.sees('Rien n’a été purgé')
        self.assertEqual(students, ask(base, STUDENTS))
        dialog, told = self.asks_to_purge(window, preferences)
        self.types_the_name(window, dialog, label, year)
        window.press('Tab')
        self.waits_for_focus(dialog, 'Annuler', 'push button')
        self.tab_to(window, dialog, 'Purger définitivement', 'push button')
        window.press('space')
        self.answered(window, preferences)
        window.sees('Procès-verbal d’élimination %s' % year)
        self.assert_purged(base, plan, students, later)
        self.assertEqual(kept, [ask(base, sql) for sql in KEPT])
        # It was backed up first.
        backup, = self.backups(base, 'before-purge')
        self.assertEqual(students, ask(backup, STUDENTS))
        self.leave_page(window, preferences)
        self.stop(window)
        self.assertEqual([], paraphectl('check', base)['problems'])


if __name__ == '__main__':
    unittest.main(verbosity=2)
