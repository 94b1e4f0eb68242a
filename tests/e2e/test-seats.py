#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two windows on one base, each a program of its own: what is changed in one is seen in the other,
what both change is a choice, and a seat that dies holding the lock holds nobody up for good."""
import subprocess
import sys
import unittest

import desk
import seats
from desk import Atspi, GLib, ask, find_all, wait

# Holds the lock of a base until its input ends, or it is killed.
HOLDER = '''
import sqlite3, sys
base = sqlite3.connect(sys.argv[1], timeout=600, isolation_level=None)
base.execute('BEGIN IMMEDIATE')
print('held', flush=True)
sys.stdin.read()
'''


class Seats(seats.TwoSeats):
    def open_both(self):
        first = self.start(self.base)
        first.sees('Tous les élèves')
        second = self.start_second()
        second.sees('Tous les élèves')
        for window in (first, second):
            window.action('win.show-all')
        return first, second

    def open_student(self, window):
        """The page of the first student of the base, and its frame."""
        student, name = ask(self.base, 'SELECT id, family_name FROM student ORDER BY id')[0]
        window.action('win.show-student', GLib.Variant('x', student))
        frame = window.other_window('Élèves')
        wait(lambda: find_all(frame, contains='Fiche'), 'the page')
        wait(lambda: name.upper() in ' '.join(desk.texts(frame)).upper(), 'the student')
        return student, frame

    def given_name(self, student):
        return ask(self.base, 'SELECT given_name FROM student WHERE id = ?', student)[0][0]

    def type_name(self, window, frame, name):
        """As a person types it: the page is changed then, and not saved."""
        desk.enter(frame, 'Prénom', name)
        wait(lambda: find_all(frame, contains='Modifications non enregistrées'), 'the change')

    def save_name(self, window, frame, name):
        self.type_name(window, frame, name)
        desk.press(frame, 'Enregistrer')

    def test_a_change_is_seen_in_the_other_window(self):
        first, second = self.open_both()
        second.action('win.select-line', GLib.Variant('i', 1))
        second.sees('1 sélectionné')
        first.action('win.select-line', GLib.Variant('i', 0))
        student, frame = self.open_student(first)
        self.save_name(first, frame, 'Carmen')
        wait(lambda: self.given_name(student) == 'Carmen', 'the name in the base')
        # By itself: nobody asks the second window to look.
        second.sees('modification d’un élève')
        second.sees('1 sélectionné')
        self.assertNotIn('(poste ', ' '.join(desk.texts(first.window)))
        self.stop(first)
        self.stop(second)

    def test_a_field_that_both_change_is_a_choice(self):
        first, second = self.open_both()
        student, here = self.open_student(first)
        _, there = self.open_student(second)
        self.type_name(second, there, 'Gaelle')
        self.save_name(first, here, 'Carmen')
        wait(lambda: self.given_name(student) == 'Carmen', 'the name in the base')
        wait(lambda: find_all(there, contains='Ce que vous tapez reste'), 'who has changed it')
        desk.press(there, 'Enregistrer')
        choice = second.other_window('Modifié par deux personnes')
        for value in ('Gaelle', 'Carmen'):
            wait(lambda v=value: find_all(choice, contains=v), value)
        # With the keyboard alone: the first value has the focus.
        second.take_keyboard(choice)
        self.waits_for_focus(choice, 'La mienne')
        second.press('space')
        desk.press(choice, 'Enregistrer')
        wait(lambda: self.given_name(student) == 'Gaelle', 'my name in the base')
        # The first one follows: nothing is being typed there.
        wait(lambda: 'Gaelle' in [desk.text_of(n) for n in find_all(here, 'text')
                                   + find_all(here, 'entry')], 'the name in the other window')
        self.stop(second)
        self.stop(first)

    def press_at_once(self, root, name):
        """Presses what is there and can be pressed; whether there was something."""
        found = [button for button in find_all(root, 'push button', contains=name)
                 if desk.has_state(button, Atspi.StateType.SENSITIVE)]
        for button in found:
            button.get_action_iface().do_action(0)
        return found

    def test_a_seat_that_dies_lets_go(self):
        first, second = self.open_both()
        student, frame = self.open_student(first)
        with subprocess.Popen([sys.executable, '-c', HOLDER, self.base], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as holder:
            self.assertEqual('held\n', holder.stdout.readline())
            self.save_name(first, frame, 'Carmen')
            self.assertNotEqual('Carmen', self.given_name(student))
            holder.kill()

        def saved():
            """By the save that waited; or else it was told that another seat saves, nothing is lost
            and it is saved again."""
            if self.given_name(student) == 'Carmen':
                return True
            for window in first.windows().values():
                if window not in (first.window, frame) and self.press_at_once(window, 'Fermer'):
                    self.press_at_once(frame, 'Enregistrer')
            return False
        wait(saved, 'the name in the base')
        second.sees('modification d’un élève')
        self.stop(first)
        self.stop(second)


if __name__ == '__main__':
    unittest.main()
