#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The teachers' space: a teacher works in a window of his or her own, with his or her students
alone, and the administration's window, beside it on the same base, tells it by itself."""
import os
import re
import subprocess
import unittest

import desk
import seats
from desk import Atspi, GLib, ask, enter, find_all, press, wait

OFFICE = 'le stage commence un lundi'
GIVEN = 'une phrase qui fut donnee'
OWN = 'la mer est belle au matin'

# Searches that a teacher follows, for which nothing is found yet and of which nothing was said.
OPEN = '''
SELECT s.student_id, s.period_id, t.id, t.family_name FROM search s
JOIN teacher t ON t.id = s.teacher_id
WHERE s.state = 'searching' AND NOT EXISTS (SELECT 1 FROM placement x WHERE x.search_id = s.id)
  AND NOT EXISTS (SELECT 1 FROM note n WHERE n.student_id = s.student_id)
ORDER BY s.id'''
# A class, and a student of it, with whom a teacher has nothing to do.
FOREIGN = '''
SELECT c.name, p.family_name FROM enrolment e JOIN class_group c ON c.id = e.class_group_id
JOIN student p ON p.id = e.student_id
WHERE COALESCE (c.main_teacher_id, 0) <> ?1 AND NOT EXISTS (
  SELECT 1 FROM enrolment f JOIN search s ON s.student_id = f.student_id
  LEFT JOIN placement x ON x.search_id = s.id LEFT JOIN interview i ON i.search_id = s.id
  WHERE f.class_group_id = c.id AND ?1 IN (s.teacher_id, x.teacher_id, i.teacher_id))
ORDER BY c.name, p.id'''
AGREEMENTS = '''
SELECT a.id, a.number FROM agreement a JOIN placement p ON p.id = a.placement_id
WHERE p.teacher_id = ? AND a.mode = 'manual' AND a.state = 'active' ORDER BY a.id'''


def make_account(base, *words, passwords):
    subprocess.run([os.environ['PARAPHECTL'], 'account', 'add', base, *words, '--password-stdin'],
                   input=''.join(one + '\n' for one in passwords), text=True, check=True,
                   capture_output=True)


class Teacher(seats.TwoSeats):
    def setUp(self):
        super().setUp()
        self.student, self.period, self.teacher, self.teacher_name = next(
            row for row in ask(self.base, OPEN) if row[3].isascii())
        self.place = GLib.Variant('(xx)', (self.student, self.period))
        make_account(self.base, 'bureau', 'administrator', 'Mme Bureau', passwords=[OFFICE])
        make_account(self.base, 'prof', 'teacher', 'Le Professeur', '--teacher', self.teacher_name,
                     '--account', 'bureau', passwords=[OFFICE, GIVEN])

    # ---- coming in ----

    def signs_in(self, window, name, password):
        window.sees('Nom du compte')
        enter(window.app, 'Nom du compte', name)
        enter(window.app, 'Mot de passe', password)
        press(window.app, 'Se connecter')

    def open_teacher(self):
        window = self.start(self.base)
        self.signs_in(window, 'prof', GIVEN)
        window.sees('Choisissez votre mot de passe')
        enter(window.app, 'Nouveau mot de passe', OWN)
        enter(window.app, 'Le même, une seconde fois', OWN)
        press(window.app, 'Utiliser ce mot de passe')
        window.sees('Le Professeur')
        return window

    def open_office(self):
        window = self.start_second()
        self.signs_in(window, 'bureau', OFFICE)
        window.sees('Mme Bureau')
        return window

    def shows_student(self, window):
        window.action('win.show-search', self.place)
        window.action('win.show-detail', GLib.Variant('s', 'tracking'))
        window.sees('1 sélectionnée')

    # ---- what is told ----

    def count(self, window, todo):
        """How many lines the sidebar tells of a list."""
        name = desk.find(window.app, contains=todo + ', ').get_name()
        return int(re.search(r', (\d+) ligne', name)[1])

    def waits_for_count(self, window, todo, wanted):
        wait(lambda: self.count(window, todo) == wanted, '%s: %d' % (todo, wanted))

    def has_action(self, window, name):
        try:
            window.is_enabled(name)
        except GLib.Error:
            return False
        return True

    def offers(self, window, label):
        return desk.read(lambda: len(find_all(window.app, 'push button', contains=label)), label)

    # ---- what is done ----

    def fills(self, window, title, field, text):
        """Writes into the only field of a form that has to be filled in, and saves it."""
        form = window.other_window(title)
        enter(form, field, text)
        press(form, 'Enregistrer')
        window.is_alone()

    def writes_to_teacher(self, office, text):
        """The teacher is chosen by the keyboard."""
        office.action('win.add-note', self.place)
        form = office.other_window('Nouvelle note')
        office.take_keyboard(form)
        enter(form, 'Texte', text)
        self.tab_to(office, form, 'À l’enseignant')
        self.picks(office, form, 'À l’enseignant', self.teacher_name.lower())
        press(form, 'Enregistrer')
        office.is_alone()

    # ---- tests ----

    def foreign_student(self):
        """A class that is not the teacher's, and a name that stands for one of its students alone
        and can be typed."""
        words = [word.lower() for sql in ('SELECT family_name FROM student', 'SELECT given_name'
                                          ' FROM student', 'SELECT name FROM company',
                                          'SELECT town FROM company', 'SELECT town FROM site')
                 for word, in ask(self.base, sql) if word]
        return next((group, name.lower()) for group, name in ask(self.base, FOREIGN, self.teacher)
                    if name.isascii() and sum(name.lower() in word for word in words) == 1)

    def test_own_students_alone(self):
        window = self.open_teacher()
        class_name, student = self.foreign_student()
        window.sees('Mes élèves, ')
        own = desk.texts(window.app)
        self.assertNotIn(class_name, own)
        self.assertFalse([t for t in own if ', 0 placés sur 0' in t])
        for todo in ('Aujourd’hui', 'Conventions à faire', 'À envoyer', 'Boîte d’envoi'):
            self.assertNotIn(todo, own)
        window.take_keyboard()
        self.open_search(window)
        window.write(student)
        window.sees('Aucun résultat')
        self.stop(window)

    def test_progress_is_read(self):
        """Where an agreement stands is seen, and nothing is offered that would be refused."""
        window = self.open_teacher()
        agreement, number = ask(self.base, AGREEMENTS, self.teacher)[0]
        window.action('win.show-agreement', GLib.Variant('x', agreement))
        window.sees(number)
        slider = window.find('slider')
        self.assertFalse(desk.has_state(slider, Atspi.StateType.ENABLED))
        for label in ('Générer', 'Valider', 'Annuler la convention', 'Étape'):
            self.assertEqual(0, self.offers(window, label), label)
        for action in ('generate', 'step-forward', 'set-step', 'validate', 'decide-search-state',
                       'compose', 'import', 'preferences', 'exchange'):
            self.assertFalse(self.has_action(window, 'win.' + action), action)
        self.stop(window)

    def test_both_seats(self):
        teacher, office = self.open_teacher(), self.open_office()
        for window in (office, teacher):
            self.shows_student(window)
        self.notes(teacher, office)
        self.interviews(teacher, office)
        self.sheets(teacher, office)
        self.stop(teacher)
        self.stop(office)

    def notes(self, teacher, office):
        """Written to the teacher, read and answered: each seat tells it by itself."""
        unread, answers = (self.count(w, 'Messages non lus') for w in (teacher, office))
        self.writes_to_teacher(office, 'Ou en est-il ?')
        teacher.sees('Ou en est-il ?')
        self.waits_for_count(teacher, 'Messages non lus', unread + 1)
        self.waits_for_count(office, 'Messages non lus', answers)
        self.assertEqual(0, self.offers(teacher, 'Supprimer cette note'))
        press(teacher.app, '_Lu')
        self.waits_for_count(teacher, 'Messages non lus', unread)
        press(teacher.app, 'Répondre à cette note')
        self.fills(teacher, 'Réponse', 'Texte', 'Il attend un garage.')
        office.sees('Il attend un garage.')
        self.waits_for_count(office, 'Messages non lus', answers + 1)
        self.waits_for_count(teacher, 'Messages non lus', unread)
        wait(lambda: self.offers(teacher, 'Supprimer cette note') == 1, 'the own note alone')

    def interviews(self, teacher, office):
        teacher.action('win.add-interview', self.place)
        self.fills(teacher, 'Nouvel entretien', 'Compte rendu', 'Vu en atelier.')
        office.sees('Vu en atelier.')
        teacher.sees('Vu en atelier.')
        press(teacher.app, 'Modifier cet entretien')
        self.fills(teacher, 'Entretien', 'Compte rendu', 'Vu deux fois.')
        office.sees('Vu deux fois.')
        office.sees_no('Vu en atelier.')

    def sheets(self, teacher, office):
        """A sheet that is proposed waits for the administration, who alone validates it."""
        waiting = self.count(office, 'Fiches à valider')
        teacher.action('win.new-sheet', self.place)
        sheet = teacher.other_window('Fiche de recherche de')
        teacher.take_keyboard(sheet)
        self.picks(teacher, sheet, 'Entreprise', 'garage')
        for n_left, field in ((3, 'Représentant'), (2, 'Tuteur')):
            teacher.sees('Il manque %d champs' % n_left)
            teacher.press('F8')
            self.picks(teacher, sheet, field)
        teacher.sees('Il manque 1 champ')
        teacher.press('F8')
        self.waits_for_focus(sheet, 'Activités prévues')
        teacher.write('Entretien des machines')
        teacher.sees('Complète')
        self.assertEqual(0, len(find_all(sheet, 'push button', contains='Valider')))
        press(sheet, 'Proposer à la validation')
        teacher.is_alone()
        self.waits_for_count(office, 'Fiches à valider', waiting + 1)
        self.assertEqual([('to_validate',)], ask(
            self.base, 'SELECT p.state FROM placement p JOIN search s ON s.id = p.search_id'
            ' WHERE s.student_id = ? AND s.period_id = ?', self.student, self.period))


if __name__ == '__main__':
    unittest.main(verbosity=2)
