# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of the user guide: see build-aux/make-guide, which gives this a display of its own.

A scene is a function that drives the real window, as tests/e2e does, and keeps pictures on its way.
Each scene is played twice, light and dark; a picture's name in the dark ends in -dark."""
import datetime
import glob
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile

import desk
from fake.yousign import Yousign
from gi.repository import GLib

ROOT = pathlib.Path(__file__).parents[1]
PICTURES = ROOT / 'data/help/fr/pictures'
TODAY = '2026-11-26 10:00:00'
ZONE = '+01:00'
COLOURS = 256
TOAST_SECONDS = 6
FRAME = 5
FAKETIME = glob.glob('/usr/lib/*/faketime/libfaketimeMT.so.1')
NSS = glob.glob('/usr/lib/*/libnss_wrapper.so')
CLOCK = {'LD_PRELOAD': ' '.join(FAKETIME + NSS), 'FAKETIME': '@' + TODAY,
         'FAKETIME_DONT_FAKE_MONOTONIC': '1', 'DONT_FAKE_MONOTONIC': '1'}
# What becomes of the agreements that are sent to be signed on SENT: each act of the provider's.
SENT = '2026-11-19 09:30:00'
COURSES = {
    'AZÉMAR Priya': [('19 14:05', 'sign'), ('20 18:40', 'sign'), ('23 08:50', 'sign'),
                     ('23 09:25', 'sign'), ('24 17:10', 'sign')],
    'CABROL Mariana': [('19 14:06', 'sign'), ('20 19:15', 'sign'), ('26 08:55', 'begin')],
    'CAZALS Victoire': [('19 14:06', 'sign'), ('21 10:20', 'sign'), ('22 20:45', 'sign')],
    'CORDEIRO Célia': [('19 14:07', 'sign'), ('20 17:30', 'sign'),
                       ('25 11:05', 'decline', 'Les horaires du samedi sont à revoir.')],
    'CROUZET Nino': [('19 14:07', 'sign')],
    'DOS SANTOS Zeynep': [],
}
SETTINGS = ('[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=0\n'
            'gtk-cursor-blink=0\n')
TODO = ('all', 'today', 'no_placement', 'to_validate', 'to_make', 'to_send', 'to_chase', 'late',
        'messages', 'in_signature', 'signed', 'certificates')
SCENES = {}


def scene(width=1280, height=800, **extra):
    """Declares a function as a scene, played in a main window of that size."""
    def keep(function):
        SCENES[function.__name__] = (function, width, height, extra)
        return function
    return keep


def run(*arguments, **options):
    return subprocess.run(arguments, check=True, capture_output=True, **options).stdout


def at(moment):
    """The clock of a program that is run at a moment: "2026-11-19 09:30:00"."""
    return {**os.environ, **CLOCK, 'FAKETIME': '@' + moment}


def picture_of(window='root'):
    return run('import', '-window', window, '-depth', '8', 'rgb:-')


class Stage:
    """The program on the demo school, of which pictures are taken."""

    def __init__(self, base, dark, width, height):
        self.folder = tempfile.mkdtemp()
        self.dark, self.width, self.height = dark, width, height
        home = self.folder + '/home'
        os.makedirs(home + '/.config/gtk-4.0')
        pathlib.Path(home, '.config/gtk-4.0/settings.ini').write_text(SETTINGS, encoding='ascii')
        arguments, self.base = [], base
        if base is not None:
            copy = os.path.join(self.folder, 'lycee-demo.paraphe')
            shutil.copy(base, copy)
            if os.path.isdir(base + '.documents'):
                shutil.copytree(base + '.documents', copy + '.documents')
            arguments = [copy]
        colours = {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if dark else 'prefer-light'}
        self.paraphe = desk.Paraphe(*arguments, home=home, extra={**CLOCK, **colours})
        self.main = desk.wait(lambda: self.windows(), 'the window')[0]
        self.resize(width, height)
        self.still()
        if base is not None:
            desk.wait(lambda: self.paraphe.is_enabled('win.reload'), 'the school')

    def windows(self):
        """The windows on the display, oldest first; popovers have no name."""
        found = desk.xdotool('search', '--onlyvisible', '--pid', str(self.paraphe.process.pid))
        return [w for w in found.split() if desk.xdotool('getwindowname', w).strip()]

    def front(self):
        others = [w for w in self.windows() if w != self.main]
        return others[-1] if others else self.main

    def resize(self, width, height, window=None):
        """No window manager gives a window its place, size and keyboard here."""
        window = window or self.main
        desk.xdotool('windowmove', window, '0', '0', 'windowsize', window, str(width), str(height))
        desk.xdotool('windowfocus', '--sync', window, 'mousemove', '1599', '1199')
        if window == self.main:
            self.width, self.height = width, height
        return self

    def focus(self):
        desk.xdotool('windowfocus', '--sync', self.front())
        return self.still()

    def still(self):
        """Waits until the picture has stopped changing."""
        seen = []

        def rests():
            seen.append(picture_of())
            return len(seen) > 3 and len(set(seen[-3:])) == 1
        desk.wait(rests, 'a picture at rest', 40)
        return self

    def act(self, name, kind=None, *values):
        """Activates an action: act('win.show-todo', 'i', 3)."""
        argument = None
        if kind is not None:
            argument = GLib.Variant(kind, values if kind.startswith('(') else values[0])
        self.paraphe.action(name if '.' in name else 'win.' + name, argument)
        return self.still()

    def press(self, *keys):
        self.focus()
        self.paraphe.press(*keys)
        return self.still()

    def write(self, text):
        self.paraphe.write(text)
        return self.still()

    def click(self, name, role='push button', which=-1):
        """Clicks on what can be clicked and has @name in its name."""
        def found():
            nodes = self.paraphe.find_all(role, contains=name)
            return [n for n in nodes if n.get_action_iface().get_n_actions() > 0]
        desk.act(lambda: found()[which], 'a %s called %s' % (role, name))
        return self.still()

    def point(self, name, role, button=1):
        """Clicks with the mouse on what a screen reader could not press."""
        node = self.paraphe.find_all(role, contains=name)[-1]
        box = desk.Atspi.Component.get_extents(node.get_component_iface(),
                                               desk.Atspi.CoordType.WINDOW)
        desk.xdotool('mousemove', '--window', self.front(), str(box.x + box.width // 2),
                     str(box.y + box.height // 2), 'click', str(button), 'mousemove', '1599',
                     '1199')
        return self.still()

    def point_into(self, name, role, x, y):
        """Clicks with the mouse at a place from the corner of what has @name in its name."""
        node = self.paraphe.find_all(role, contains=name)[-1]
        box = desk.Atspi.Component.get_extents(node.get_component_iface(),
                                               desk.Atspi.CoordType.WINDOW)
        desk.xdotool('mousemove', '--window', self.front(), str(box.x + x), str(box.y + y), 'click',
                     '1', 'mousemove', '1599', '1199')
        return self.still()

    def scroll(self, turns):
        """Turns the wheel down in the middle of the front window."""
        front = self.front()
        box = desk.xdotool('getwindowgeometry', '--shell', front)
        size = dict(line.split('=') for line in box.split())
        desk.xdotool('mousemove', '--window', front, str(int(size['WIDTH']) // 2),
                     str(int(size['HEIGHT']) // 2), 'click', '--repeat', str(turns), '5',
                     'mousemove', '1599', '1199')
        return self.still()

    def open(self, name, *arguments, size=None):
        """Does an action that opens a window and waits for it."""
        before = self.windows()
        self.act(name, *arguments)
        desk.wait(lambda: len(self.windows()) > len(before), 'the window of ' + name)
        self.focus()
        if size is not None:
            self.resize(*size, window=self.front())
        return self.still()

    def shut(self):
        """Waits until the main window alone is left."""
        desk.wait(lambda: self.windows() == [self.main], 'the end of a window')
        return self.focus()

    def close(self):
        return self.press('Escape').shut()

    def hush(self):
        """Waits until nothing is said at the foot of the window any more."""
        since = time.monotonic()
        desk.wait(lambda: time.monotonic() - since > TOAST_SECONDS, 'the end of a toast')
        return self.still()

    def keep(self, name, window=None, folder=PICTURES, part=None):
        """Keeps a picture of the main window or of a part of it, or of another window alone."""
        name += '-dark' if self.dark else ''
        self.focus()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (name + '.png')
        left, top, width, height = part or (0, 0, self.width, self.height)
        crop = ('-crop', '%dx%d+%d+%d' % (width, height, left, top), '+repage')
        run('import', '-window', window or 'root', *(crop if part or not window else ()), '+dither',
            '-colors', str(COLOURS), '-strip', '-define', 'png:compression-level=9',
            '-define', 'png:exclude-chunk=date,time', 'PNG8:' + str(path))
        print('%7d %s' % (path.stat().st_size, path.relative_to(ROOT)), flush=True)
        return self

    def keep_front(self, name):
        """Keeps a picture of the front window alone."""
        return self.keep(name, window=self.front())

    def keep_narrow(self, name, height=720):
        """Keeps a picture of the front window at 360 pixels, without the frame that it draws where
        no window manager gives it one."""
        front = self.front()
        self.resize(360 + 2 * FRAME, height + 2 * FRAME, window=front).still()
        return self.keep(name, window=front, part=(FRAME, FRAME, 360, height))

    def go(self, class_name, period, wanted=None):
        """Shows a class's period, and selects its first line whose search, step or student is
        @wanted."""
        rows = json.loads(run(os.environ['PARAPHECTL'], 'list', self.base, '--json', '--class',
                              class_name, '--period', period))
        with sqlite3.connect('file:%s?mode=ro' % self.base, uri=True) as base:
            ids = base.execute(
                'SELECT c.id, p.id FROM class_group c'
                 ' JOIN period_class x ON x.class_group_id = c.id'
                ' JOIN period p ON p.id = x.period_id WHERE c.name = ? AND p.name = ?',
                (class_name, period)).fetchone()
        self.act('show-period', '(xx)', *ids)
        if wanted is None:
            return self
        at = next(i for i, row in enumerate(rows)
                  if wanted in (row['search'], row['step_label'], row['student']))
        return self.act('select-line', 'i', at)

    def paraphectl(self, command, *arguments):
        """Changes the school from outside of the window."""
        run(os.environ['PARAPHECTL'], command, os.path.join(self.folder, 'lycee-demo.paraphe'),
            *arguments, env={**os.environ, **CLOCK})
        return self

    def queue(self, class_name, period, event, whom):
        """Has e-mails put into the outbox; who lacks something is left out."""
        subprocess.run((os.environ['PARAPHECTL'], 'message', 'queue',
                        os.path.join(self.folder, 'lycee-demo.paraphe'), '--class', class_name,
                        '--period', period, '--event', event, '--for', whom, '--mail'),
                       env={**os.environ, **CLOCK}, capture_output=True, check=False)
        return self

    def rule(self, event, whom):
        """Has e-mails written by themselves on an occasion."""
        run(os.environ['PARAPHECTL'], 'message', 'rules',
            os.path.join(self.folder, 'lycee-demo.paraphe'), '--event', event, '--for', whom,
            '--mail', env={**os.environ, **CLOCK})
        return self

    def end(self):
        self.paraphe.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


# ---- the scenes ----

@scene(1000, 720, school=False)
def accueil(stage):
    stage.keep('accueil')
    stage.keep_narrow('accueil-360', 640)


@scene()
def fenetre(stage):
    stage.go('TAGORA', 'PFMP 1', 'Envoi entreprise').keep('fenetre')
    if not stage.dark:
        stage.keep('window', folder=ROOT / 'data/screenshots')
    stage.resize(1600, 1000).still().keep('fenetre-1600')
    stage.resize(800, 800).still().keep('fenetre-800')
    stage.act('show-detail', 's', 'agreement').keep_narrow('fenetre-360')
    stage.act('back-to-list').keep_narrow('liste-360')
    stage.act('back-to-sidebar').keep_narrow('listes-360')


@scene()
def listes(stage):
    stage.act('show-todo', 'i', TODO.index('late')).act('select-line', 'i', 0).keep('en-retard')
    stage.press('F10').keep('menu')
    stage.press('Escape')
    stage.go('TAGORA', 'PFMP 1', 'contact')
    stage.point('ABADIE Giorgi', 'label', button=3)
    stage.press('t').press('Return')
    stage.keep('menu-ligne').press('Escape', 'Escape')
    stage.act('show-all').act('search-for', 's', 'crèche').keep('recherche')
    stage.act('choose-filter').keep('filtre-choix')
    stage.press('Escape').act('clear-search')
    stage.act('filter', 's', 'search.promise,search.contact,minor').keep('filtre')
    stage.act('clear-filter').act('columns').keep('colonnes')
    stage.press('Escape')
    stage.open('show-help-overlay').keep_front('raccourcis')


@scene(480, 800)
def suivi(stage):
    stage.go('TAGORA', 'PFMP 1', 'contact').act('show-detail', 's', 'tracking')
    stage.open('interview-of-selected')
    stage.write('Le cabinet rappelle vendredi : deux candidats pour une place.')
    stage.keep_front('entretien').click('Enregistrer').shut()
    stage.open('note-of-selected').write('La famille demande un lieu proche de la gare.')
    stage.keep_front('note').click('Enregistrer').shut()
    stage.hush().keep('suivi')


@scene()
def echange(stage):
    folder = pathlib.Path(stage.folder, 'feuilles')
    folder.mkdir()
    run(os.environ['PARAPHECTL'], 'exchange', 'write', stage.folder + '/lycee-demo.paraphe',
        '--output', str(folder), env={**os.environ, **CLOCK})
    stage.act('reload').open('exchange').keep_front('echange').close()
    with zipfile.ZipFile(sorted(folder.iterdir())[0]) as book:
        texts = re.findall('<t[^>]*>([^<]*)</t>',
                           book.read('xl/sharedStrings.xml').decode('utf-8'))
    token = next(text for text in texts if re.match(r'PX\w+\.v1$', text))[:-3]
    students = [text for text in texts if re.search(r' \(PFMP', text)]
    back = folder / 'retour.csv'
    back.write_text('Student;Day of the visit;How;Account;Next step;k\n'
                    '%s;17/11/2026;Par téléphone;Le tuteur est content.;Visite en décembre;%s.v1\n'
                    '%s;;;A trouvé deux pistes.;;%s.v2\n'
                    '%s;19/11/2026;;Vu au lycée : il relance le garage.;;%s.v3\n'
                    % (students[0], token, students[1], token, students[-1], token),
                    encoding='utf-8')
    stage.open('exchange-file', 's', str(back)).keep_front('echange-retour')


@scene(480, 900)
def convention(stage):
    stage.go('TAGORA', 'PFMP 1', 'Envoi entreprise').act('show-detail', 's', 'sheet')
    stage.keep('volet-fiche')
    stage.go('TAGORA', 'PFMP 1', 'Signature établissement').act('show-detail', 's', 'agreement')
    stage.keep('convention')
    stage.open('signed-outside').keep_front('hors-application').close()
    stage.open('cancel-agreement').write('Entreprise en liquidation')
    stage.keep_front('annuler-convention').close()
    scan = os.path.join(stage.folder, 'convention-signee.pdf')
    pathlib.Path(scan).write_bytes(b'%PDF-1.4\n%%EOF\n')
    stage.open('attach-file', 's', scan).keep_front('scan').press('Return').shut()
    stage.act('show-detail', 's', 'documents').hush().keep('documents')
    stage.resize(1600, 900).still()
    stage.act('show-detail', 's', 'agreement').press('alt+p')
    stage.keep('convention-plus', part=(1000, 0, 600, 760))


@scene(480, 1000)
def avenant(stage):
    # It has left the school: what changes now takes an amendment.
    stage.paraphectl('sheet', '--class', 'TAGORA', '--period', 'PFMP 1',
                     '--student', 'AZÉMAR Priya', '--end', '2026-12-11')
    stage.act('reload').go('TAGORA', 'PFMP 1', 'AZÉMAR Priya').act('show-detail', 's', 'agreement')
    stage.keep('avenant')


@scene(480, 800)
def historique(stage):
    stage.go('TAGORA', 'PFMP 1', 'Signature établissement')
    stage.act('step-forward').act('step-forward').act('undo').act('reminded')
    stage.act('show-detail', 's', 'history').hush().keep('historique')


@scene()
def generer(stage):
    stage.go('TAGORA', 'PFMP 1').act('select-all').keep('selection')
    stage.press('alt+t').keep('etapes').press('Escape')
    stage.act('generate-to', 's', os.path.join(stage.folder, 'conventions')).keep('generation')


@scene()
def apercu(stage):
    stage.go('TAGORA', 'PFMP 1', 'Signature établissement')
    stage.act('generate-to', 's', os.path.join(stage.folder, 'conventions')).hush()
    stage.open('preview')
    desk.wait(lambda: stage.paraphe.find_all('list', contains='Pages'), 'the pages', 60)
    stage.resize(860, 720, window=stage.front()).still().keep_front('apercu')
    stage.press('ctrl+f').write('mutuelle').keep_front('apercu-recherche')
    stage.press('Escape').keep_narrow('apercu-360')


def add_printers():
    """Gives the print server of tests/paper/with-printers.sh the printers of a school."""
    server = os.environ['PRINT_SERVER']
    os.environ['CUPS_SERVER'] = server + '/socket'
    desk.wait(lambda: os.path.exists(server + '/socket'), 'the print server')
    for name, place, model in (('Secretariat', 'Secrétariat', 'Duplex'),
                               ('Salle-des-professeurs', 'Salle des professeurs', 'Plain')):
        run('lpadmin', '-p', name, '-E', '-v', 'catch:/plain', '-D', place, '-L', place, '-P',
            '%s/etc/ppd/%s.ppd' % (server, model))
    for name in ('Plain', 'Duplex', 'Slow', 'Broken', 'Paused', 'Closed'):
        run('lpadmin', '-x', name)
    run('lpadmin', '-d', 'Secretariat')


@scene(prints=True)
def imprimer(stage):
    stage.go('TAGORA', 'PFMP 1').act('select-all')
    stage.open('print')
    desk.wait(lambda: stage.paraphe.find_all(contains='Secretariat'), 'the printers')
    stage.keep_front('imprimer')
    stage.press('ctrl+Next', 'ctrl+Next').keep_front('imprimer-conventions')


@scene()
def papiers(stage):
    stage.go('TAGORA', 'PFMP 1').act('select-all')
    for kind, labels, name in (('cover', 0, 'circulation'), ('transmission', 0, 'bordereau'),
                               ('labels', 24, 'etiquettes')):
        stage.open('slips', '(su)', kind, labels)
        if kind == 'labels':
            stage.press('Down', 'Down').keep_front('premiere-etiquette').press('Return')
        desk.wait(lambda: stage.paraphe.find_all('list', contains='Pages'), 'the pages', 60)
        stage.resize(860, 720, window=stage.front()).still().keep_front(name).close()


@scene()
def exporter(stage):
    stage.go('TAGORA', 'PFMP 1', 'Envoi entreprise').press('F10').press('e').press('Return')
    stage.keep('exporter')


@scene(1280, 900)
def annee(stage):
    stage.open('year-overview').keep_front('vue-annee')
    stage.keep_narrow('vue-annee-360')


@scene()
def attestation(stage):
    stage.act('show-todo', 'i', TODO.index('certificates')).act('search-for', 's', 'tassp')
    stage.act('select-all').keep('attestations')
    stage.open('certificate').keep_front('attestation')
    stage.keep_narrow('attestation-360')


@scene()
def annee_suivante(stage):
    stage.open('roll-over').keep_front('annee-suivante')
    stage.press('alt+s').press('space').keep_front('annee-suivante-classes')
    stage.press('alt+s').keep_front('annee-suivante-periodes')
    stage.press('alt+s').keep_front('annee-suivante-bilan')
    # A button that was just pressed by a key hears no other for a while: each waits for the last.
    stage.press('alt+p').press('alt+p').keep_narrow('annee-suivante-classes-360')
    stage.press('alt+s').press('alt+s').keep_narrow('annee-suivante-bilan-360').press('Return')
    desk.wait(lambda: stage.paraphe.find_all(contains='est prête'), 'the next year')
    stage.resize(640, 640, window=stage.front()).still().keep_front('annee-suivante-prete')


@scene(1000, 720, school=False)
def importer(stage):
    stage.act('app.new', 's', os.path.join(stage.folder, 'lycee.paraphe'))
    desk.wait(lambda: stage.paraphe.is_enabled('win.import'), 'the school')
    stage.keep('base-vide')
    files = [str(ROOT / 'data/demo' / (name + '.csv')) for name in (
        'students', 'periods', 'teachers', 'companies', 'placements')]
    stage.open('import-files', 'as', files).keep_front('import')


@scene()
def fiche(stage):
    stage.go('TAGORA', 'PFMP 1', 'sheet')
    stage.open('sheet-of-selected').keep_front('fiche')
    stage.keep_narrow('fiche-360').close()
    stage.go('TAGORA', 'PFMP 1', 'to_validate')
    stage.open('sheet-of-selected').keep_front('fiche-a-valider').close()
    stage.go('TAGORA', 'PFMP 1', 'contact')
    stage.open('sheet-of-selected').press('ctrl+Home').write('notariale')
    stage.keep('fiche-entreprise', part=(0, 0, 1060, 780))


@scene()
def recopier(stage):
    stage.go('TAGORA', 'PFMP 1', 'validated').act('select-all')
    stage.open('fill-down').keep_front('recopier')


@scene()
def un_document(stage):
    stage.go('TAGORA', 'PFMP 1', 'validated').act('select-all')
    stage.open('merge-into-one').keep_front('un-seul-document')


@scene()
def personnes(stage):
    stage.go('TAGORA', 'PFMP 1', 'Envoi entreprise')
    stage.open('students').write('cabrol mariana').press('Down', 'Return').keep_front('eleves')
    stage.keep_narrow('eleves-360')
    stage.resize(1060, 720, window=stage.front()).act('companies').press('ctrl+f', 'ctrl+a')
    stage.write('centre hosp').press('Down', 'Return').keep_front('entreprises')
    stage.point('Suivi', 'page tab').keep_front('entreprise-suivi')
    stage.press('ctrl+m').keep_front('doublons')


def change_elsewhere(stage, family_name, given_name):
    """Another seat changes the given name of a student, between two saves of this one."""
    base = sqlite3.connect(os.path.join(stage.folder, 'lycee-demo.paraphe'))
    with base:
        student, version = base.execute(
            'UPDATE student SET given_name = ?, version = version + 1 WHERE upper(family_name) = ?'
            ' RETURNING id, version', (given_name, family_name)).fetchone()
        base.execute(
            'INSERT INTO history (at, operation_id, author, label, entity, entity_id, version,'
            " action, changes, seat) VALUES ('2026-11-19T08:42:00Z', 'elsewhere', 'Mme Martin',"
            " 'student.change', 'student', ?, ?, 'update', ?, 'VIE-SCO')",
            (student, version, json.dumps({'given_name': ['', given_name]})))
    base.close()


@scene()
def postes(stage):
    stage.open('students').write('cabrol mariana').press('Down', 'Return')
    desk.enter(stage.paraphe.other_window('Élèves'), 'Prénom', 'Marianna')
    change_elsewhere(stage, 'CABROL', 'Mariana Rose')
    stage.press('ctrl+s').keep_front('conflit')


@scene()
def preferences(stage):
    for page, name in (('school', 'etablissement'), ('years', 'annees'), ('follow-up', 'suivi'),
                       ('agreements', 'conventions'), ('rules', 'regles')):
        stage.open('preferences-page', 's', page).keep_front('parametres-' + name)
        if name in ('suivi', 'regles'):
            stage.keep_narrow('parametres-%s-360' % name)
        elif name == 'conventions':
            stage.point('PFMP', 'label').point('Champs obligatoires', 'label')
            stage.keep_front('champs-obligatoires').press('Escape')
        stage.close()
    stage.open('preferences-page', 's', 'follow-up').scroll(100)
    stage.keep_front('parametres-conservation').close()
    stage.open('preferences-page', 's', 'agreements').scroll(100)
    stage.keep_front('parametres-fichiers')


def give_own_names(base):
    """The template of the demo school, with names such as schools have given to their fields."""
    own = {'TUTEUR_TEL': 'Tel_du_tuteur', 'DATE_FIN': 'DATE_FN', 'LIEU_NOM': 'Lieu_du_stage',
           'TUTEUR_FONCTION': 'Fonction_tuteur'}
    with sqlite3.connect(base) as school:
        number, content = school.execute(
            "SELECT id, content FROM template WHERE is_default = 1").fetchone()
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, \
                zipfile.ZipFile(changed, 'w', zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                text = old.read(part)
                for name, other in own.items() if part == 'word/document.xml' else ():
                    text = re.sub(rb'(MERGEFIELD\s+)%s\b' % name.encode(),
                                  rb'\g<1>' + other.encode(), text)
                new.writestr(part, text)
        school.execute('UPDATE template SET content = ? WHERE id = ?',
                       (changed.getvalue(), number))
    school.close()


@scene()
def modele(stage):
    give_own_names(os.path.join(stage.folder, 'lycee-demo.paraphe'))
    stage.act('reload').open('preferences-page', 's', 'agreements', size=(880, 820))
    stage.point('pages A4', 'label').click('Champs et aperçu')
    desk.wait(lambda: stage.paraphe.find_all(contains='Tel_du_tuteur'), 'the fields')
    stage.still().keep_front('modele-champs')


@scene()
def modele_depart(stage):
    stage.open('preferences-page', 's', 'agreements').point('Faire un modèle', 'label')
    stage.keep_front('modele-depart')


@scene()
def donnees_personnelles(stage):
    with sqlite3.connect(os.path.join(stage.folder, 'lycee-demo.paraphe')) as base:
        base.execute("INSERT OR IGNORE INTO school_year (name, start, \"end\")"
                     " VALUES ('2018-2019', '2018-09-01', '2019-08-31')")
        base.execute('INSERT INTO access_log (at, author, seat, act, entity, entity_id) SELECT'
                     " '2026-11-23T08:12:40Z', 'Claire Fontaine', 'secretariat-1', 'open',"
                     " 'student', MIN(id) FROM student WHERE NOT EXISTS (SELECT 1 FROM access_log)")
    base.close()
    stage.act('reload').open('preferences-page', 's', 'privacy').keep_front('donnees-personnelles')


@scene()
def restauration(stage):
    """What a backup of the morning would put back, once another seat has worked."""
    base = os.path.join(stage.folder, 'lycee-demo.paraphe')
    run(os.environ['PARAPHECTL'], 'backup', base, env=at('2026-11-26 17:40:00'))
    change_elsewhere(stage, 'CABROL', 'Mariana Rose')
    stage.open('preferences-page', 's', 'backups')
    stage.scroll(100)
    before = stage.windows()
    stage.click('Restaurer…')
    desk.wait(lambda: len(stage.windows()) > len(before), 'what would change')
    stage.focus().keep_front('restauration')


@scene(signs=True)
def signature(stage):
    stage.go('TAGORA', 'PFMP 1', 'CAZALS Victoire').keep('signature')
    stage.point_into('Florence', 'label', 68, 8)
    stage.keep('signature-signataire', part=(700, 330, 580, 310)).press('Escape')
    stage.act('select-all').open('sign-send', size=(640, 760))
    stage.point('CORDEIRO', 'label').keep_front('signature-envoi').close()


@scene(480, 900, signs=True)
def signature_convention(stage):
    stage.go('TAGORA', 'PFMP 1', 'CAZALS Victoire').act('show-detail', 's', 'agreement')
    stage.keep('signature-convention')
    with sqlite3.connect('file:%s?mode=ro' % stage.base, uri=True) as base:
        signer = base.execute("SELECT id FROM signature_signer WHERE state = 'invited'"
                              " AND family_name = 'KEÏTA'").fetchone()
    stage.open('sign-transfer', 'x', *signer).keep_front('signature-ailleurs').close()
    stage.open('sign-stop').write('Dates à changer').keep_front('signature-arret').close()
    stage.go('TAGORA', 'PFMP 1', 'AZÉMAR Priya').act('show-detail', 's', 'documents')
    stage.keep('signature-documents')


@scene(signs=True)
def signature_parametres(stage):
    stage.paraphectl('settings', 'sign.environment', 'production').act('reload')
    stage.open('preferences-page', 's', 'signing').keep_front('parametres-signature')
    stage.click('Saisir').keep_front('cle-api')


def have_accounts(stage):
    for name, value in (('from_name', 'Lycée Élise-Combarel, bureau des stages'),
                        ('from_address', 'stages@ac-lyon.fr'), ('mail.way', 'smtp'),
                        ('mail.host', 'smtp.ac-lyon.fr'), ('mail.port', '465'),
                        ('mail.security', 'tls'), ('mail.user', 'stages'),
                        ('sms.provider', 'ovh')):
        stage.paraphectl('settings', 'message.' + name, value)


@scene()
def messages(stage):
    have_accounts(stage)
    stage.act('reload').go('TAGORA', 'PFMP 1').act('select-all')
    stage.open('compose', size=(1100, 760)).point('Texte libre', 'label')
    stage.press('Down', 'Return').keep_front('ecrire').keep_narrow('ecrire-360')
    stage.close().paraphectl('settings', 'message.mail.way', 'program')
    stage.queue('TAGORA', 'PFMP 1', 'agreement.late', 'teacher,tutor')
    with sqlite3.connect(os.path.join(stage.folder, 'lycee-demo.paraphe')) as base:
        base.execute("UPDATE message SET state = 'sent', attempts = 1,"
                     " made_at = '2026-11-26T08:51:50Z',"
                     " sent_at = '2026-11-26T08:52:00Z'")
        base.execute("UPDATE message SET state = 'refused', attempts = 1, problem ="
                     " 'Le serveur ne connaît personne à cette adresse : vérifiez-la.',"
                     " answer = '550 5.1.1 User unknown', sent_at = NULL WHERE id = 9")
    stage.act('reload').act('outbox').point_into('Envoyés', 'label', 150, 8)
    stage.point('BERTHOMIEU', 'label').hush().keep('boite-envoi')


@scene()
def messages_parametres(stage):
    have_accounts(stage)
    stage.act('reload').open('preferences-page', 's', 'messages', size=(880, 820))
    stage.keep_front('parametres-courriels').scroll(12)
    stage.keep_narrow('parametres-courriels-360')


@scene()
def messages_textes(stage):
    stage.open('preferences-page', 's', 'messages', size=(880, 1180))
    stage.point('Textes types', 'label').resize(880, 900, window=stage.front())
    stage.still().keep_front('textes-types')
    stage.point('Convention à signer', 'label').point('Tuteurs', 'label')
    stage.keep_front('texte-type').keep_narrow('texte-type-360')


@scene()
def messages_regles(stage):
    stage.rule('search.missing', 'teacher').rule('agreement.late', 'teacher,guardian')
    stage.act('reload').open('preferences-page', 's', 'messages', size=(880, 1180))
    stage.point('Envois automatiques', 'label').resize(880, 900, window=stage.front())
    stage.still().point('Convention en retard', 'label').keep_front('envois-automatiques')
    stage.point('Voir ce qui partirait', 'label').keep_front('ce-qui-partirait')


PASSWORD = 'le stage commence lundi'
GIVEN = 'une phrase que l on donne'


@scene(1000, 720)
def comptes(stage):
    stage.open('preferences-page', 's', 'accounts', size=(880, 720))
    stage.point('Créer le compte administrateur', 'label').keep_front('compte-administrateur')
    for field, text in (('Nom affiché', 'Mme Fontaine'), ('Mot de passe', PASSWORD),
                        ('Le même, une seconde fois', PASSWORD)):
        stage.point(field, 'label').write(text)
    stage.press('Return')
    desk.wait(lambda: stage.paraphe.is_enabled('win.lock'), 'the account')
    stage.focus().close()
    stage.open('change-password').keep_front('mot-de-passe').close()
    stage.act('sign-out')
    desk.wait(lambda: not stage.paraphe.is_enabled('win.reload'), 'the page')
    stage.still().keep('connexion')


def add_account(stage, *words, passwords):
    run(os.environ['PARAPHECTL'], 'account', 'add',
        os.path.join(stage.folder, 'lycee-demo.paraphe'), *words, '--password-stdin', text=True,
        input=''.join(one + '\n' for one in passwords), env={**os.environ, **CLOCK})


def sign_in_first(stage, name):
    """With the password that was given, which another takes the place of."""
    app = stage.paraphe.app
    desk.enter(app, 'Nom du compte', name)
    desk.enter(app, 'Mot de passe', GIVEN)
    desk.press(app, 'Se connecter')
    stage.paraphe.sees('Choisissez votre mot de passe')
    desk.enter(app, 'Nouveau mot de passe', PASSWORD + '.')
    desk.enter(app, 'Le même, une seconde fois', PASSWORD + '.')
    desk.press(app, 'Utiliser ce mot de passe')
    desk.wait(lambda: stage.paraphe.is_enabled('win.lock'), 'the school')


@scene()
def enseignant(stage):
    with sqlite3.connect(os.path.join(stage.folder, 'lycee-demo.paraphe')) as base:
        student, period, name, teacher = base.execute(
            "SELECT s.student_id, s.period_id, t.given_name || ' ' || t.family_name, t.family_name"
            " FROM search s JOIN teacher t ON t.id = s.teacher_id JOIN interview i"
            " ON i.search_id = s.id AND i.teacher_id = t.id WHERE s.state = 'searching'"
            " ORDER BY s.id").fetchone()
        label, = base.execute("SELECT family_name || ' ' || given_name FROM student WHERE id = ?",
                              (student,)).fetchone()
    stage.paraphectl('note', 'Sa promesse est-elle confirmée ? La fiche manque encore.', '--for',
                     'teachers', '--student', label)
    add_account(stage, 'bureau', 'administrator', 'Mme Fontaine', passwords=[PASSWORD])
    add_account(stage, 'enseignant', 'teacher', name, '--teacher', teacher, '--account', 'bureau',
                passwords=[PASSWORD, GIVEN])
    sign_in_first(stage, 'enseignant')
    stage.act('show-search', '(xx)', student, period).act('show-detail', 's', 'tracking')
    stage.hush().keep('espace-enseignant')


def make_base(folder):
    base = os.path.join(folder, 'lycee-demo.paraphe')
    run(os.environ['PARAPHECTL'], 'demo', base, env={**os.environ, **CLOCK})
    return base


def wind(fake, moment):
    """Sets the clock of the provider."""
    fake.ahead = datetime.datetime.fromisoformat(moment + ZONE).timestamp() - time.time()


def act_on(fake, student, day, act, *arguments):
    wind(fake, '2026-11-%s:00' % day)
    request = next(one for one in fake.requests if student in one.body['name'])
    getattr(fake, 'do_' + act)(*arguments, request=request.id)


def number_of(base, student):
    rows = json.loads(run(os.environ['PARAPHECTL'], 'list', base, '--json'))
    return next(row['number'] for row in rows if row['student'] == student and row['number'])


def send_to_be_signed(base, folder, fake):
    """The same school a few days after it has sent some agreements to be signed."""
    os.environ.update(SECRET_BACKEND='file', SECRET_FILE_TEST_PATH=folder + '/keyring',
                      SECRET_FILE_TEST_PASSWORD='guide')
    ctl = os.environ['PARAPHECTL']
    signed = os.path.join(folder, 'signature', 'lycee-demo.paraphe')
    os.mkdir(os.path.dirname(signed))
    shutil.copy(base, signed)
    where = ['--class', 'TAGORA', '--period', 'PFMP 1']
    for name, value in (('provider', 'yousign'), ('environment', 'own'), ('url', fake.url)):
        run(ctl, 'settings', signed, 'sign.' + name, value, env=at(SENT))
    run(ctl, 'sign', 'key', signed, '--key-stdin', input=fake.key.encode(), env=at(SENT))
    run(ctl, 'generate', signed, *where, '--output', folder + '/conventions', env=at(SENT))
    wind(fake, SENT)
    for student in COURSES:
        one = [*where, '--student', student]
        # The demo school has them on paper.
        run(ctl, 'step', signed, *one, '--to', '1', env=at(TODAY))
        run(ctl, 'agreement', signed, '--number', number_of(signed, student), '--signatory', 'all',
            '--signed', '-', env=at(TODAY))
        run(ctl, 'sign', 'send', signed, *one, env=at(SENT))
    acts = sorted((day, student, *act) for student, course in COURSES.items()
                  for day, *act in course)
    for day, student, *act in acts:
        act_on(fake, student, day, *act)
        run(ctl, 'sign', 'sync', signed, env=at('2026-11-%s:30' % day))
    wind(fake, TODAY)
    return signed


def main():
    wanted = set(sys.argv[1:])
    # Without a compositor the shadow of a popover is a black frame.
    if shutil.which('xcompmgr'):
        with open(os.devnull, 'wb') as nothing:
            subprocess.Popen(['xcompmgr'], stdout=nothing, stderr=nothing)
    else:
        print('xcompmgr is not installed: popovers have a black frame', file=sys.stderr)
    if not FAKETIME:
        print('faketime is not installed: the pictures show today', file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder, Yousign() as fake:
        base = make_base(folder)
        signed = None
        for name, (play, width, height, extra) in SCENES.items():
            if wanted and name not in wanted:
                continue
            if extra.get('prints'):
                if 'PRINT_SERVER' not in os.environ:
                    print('cupsd is not installed: no picture of ' + name, file=sys.stderr)
                    continue
                add_printers()
            school = base if extra.get('school', True) else None
            if extra.get('signs'):
                school = signed = signed or send_to_be_signed(base, folder, fake)
            for dark in (False, True):
                stage = Stage(school, dark, width, height)
                try:
                    play(stage)
                finally:
                    stage.end()


if __name__ == '__main__':
    main()
