#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the outbox of a base through Exim into a mailbox, which Python's own parser reads."""
import hashlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

from exim_server import Exim, why_not
from smtp_server import make_certificate

CTL = os.environ['PARAPHECTL']
SUBJECT = ('Convention de stage de Zoë Lefèvre-Müller à la « Boulangerie de l’Œuf » du 12 janvier '
           'au 6 février 2026 — à relire, à signer, puis à renvoyer dès que possible ; merci !')
TEXT = ('Bonjour Mme Où,\n\nVoici la convention : 12 € × 2 = 24 €, « œuvre », naïf, Ÿ.\n'
        'From là on continue\n.\n..\n.point\n\n-- \nLe bureau des stages')
PDF = b'%PDF-1.7\n' + bytes(range(256)) * 200
FILE = 'Convention – Zoë Lefèvre (été).pdf'
FROM = ('Lycée Élise-Combarel — stages', 'stages@lycee-combarel.fr')
GOOD, NOBODY, FULL, GREY = ('zoe@example.fr', 'nobody@example.fr', 'full@example.fr',
                            'grey@example.fr')


@unittest.skipIf(why_not(), why_not())
class OutboxExim(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='paraphe-exim-'))
        self.addCleanup(shutil.rmtree, self.folder)
        self.base = self.folder / 'school.paraphe'
        certificate = make_certificate(self.folder / 'tls', '20200101000000Z', '20491231000000Z')
        self.folder.chmod(0o755)
        (self.folder / 'exim').mkdir()
        self.exim = Exim(self.folder / 'exim', certificate)
        self.addCleanup(self.exim.stop)
        subprocess.run([CTL, 'demo', self.base], check=True, capture_output=True)
        for name, value in (
                ('mail.way', 'smtp'), ('mail.host', 'localhost'), ('mail.port', self.exim.port),
                ('mail.user', 'stages'), ('mail.ca_file', certificate[0]), ('per_minute', 6000),
                ('from_name', FROM[0]), ('from_address', FROM[1]),
                ('reply_to', 'vie-scolaire@lycee-combarel.fr')):
            self.ctl('settings', self.base, 'message.' + name, value)

    def ctl(self, *words, code=0, **options):
        done = subprocess.run([CTL, *map(str, words)], check=False, capture_output=True, text=True,
                              encoding='utf-8', timeout=60, **options)
        self.assertEqual(code, done.returncode, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def send(self, code=0, password='secrèt'):
        return self.ctl('message', 'run', self.base, '--key-stdin', code=code,
                        input=password + '\n')

    def ask(self, sql, *values):
        base = sqlite3.connect(self.base)
        with base:
            rows = base.execute(sql, values).fetchall()
        base.close()
        return rows

    def keep(self):
        """A document of the school's, as Paraphe keeps them."""
        digest = hashlib.sha256(PDF).hexdigest()
        self.file = pathlib.Path(str(self.base) + '.documents') / digest[:2] / (digest + '.pdf')
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_bytes(PDF)
        self.ask('INSERT INTO document (kind, name, media_type, sha256, size, made_at)'
                 " VALUES ('other', ?, 'application/pdf', ?, ?, '2026-11-26T10:00:00Z')",
                 FILE, digest, len(PDF))
        return self.ask('SELECT MAX (id) FROM document')[0][0]

    def queue(self, address, document=None):
        self.ask('INSERT INTO message (channel, event, audience, name, address, subject, body,'
                 ' state, attempts, made_at, message_id, batch, document_id, attachment)'
                 " VALUES ('mail', 'own', 'guardian', 'Mme Noémie Où', ?, ?, ?, 'queued', 0,"
                 " STRFTIME ('%Y-%m-%dT%H:%M:%SZ'), ?, 'b', ?, ?)", address, SUBJECT, TEXT,
                 '<%s>' % address.replace('@', '@id.'), document, FILE if document else None)

    def states(self):
        return dict(self.ask('SELECT address, state FROM message'))

    def test_delivered(self):
        self.queue(GOOD, self.keep())
        self.send()
        self.assertEqual({GOOD: 'sent'}, self.states())
        mail, = self.exim.mails()
        for part in mail.walk():
            self.assertEqual([], part.defects)
        self.assertEqual(SUBJECT, mail['Subject'])
        self.assertEqual([FROM, ('Mme Noémie Où', GOOD), ('', 'vie-scolaire@lycee-combarel.fr')],
                         [(one.display_name, one.addr_spec) for name in ('From', 'To', 'Reply-To')
                          for one in mail[name].addresses])
        self.assertEqual(('<zoe@id.example.fr>', 'auto-generated', GOOD, '<%s>' % FROM[1]),
                         (mail['Message-ID'], mail['Auto-Submitted'], mail['Envelope-To'],
                          mail['Return-Path']))
        self.assertEqual(TEXT, mail.get_body(('plain',)).get_content().rstrip('\n'))
        attached, = mail.iter_attachments()
        self.assertEqual((FILE, 'application/pdf', PDF),
                         (attached.get_filename(), attached.get_content_type(),
                          attached.get_payload(decode=True)))
        self.assertRegex(self.exim.log(), r'P=esmtpsa X=TLS1\.[23]:.* A=plain:stages')
        (answer, sent_at), = self.ask('SELECT answer, sent_at FROM message')
        self.assertRegex(answer, '^250 OK id=')
        self.assertIsNotNone(sent_at)

    def test_each_fate(self):
        for address in (NOBODY, FULL, GREY, GOOD):
            self.queue(address)
        self.send(code=1)
        self.assertEqual({NOBODY: 'refused', FULL: 'refused', GREY: 'queued', GOOD: 'sent'},
                         self.states())
        said = dict(self.ask('SELECT address, answer FROM message'))
        self.assertEqual('550 5.1.1 No such person here', said[NOBODY])
        self.assertEqual('552 5.2.2 Mailbox full', said[FULL])
        self.assertEqual('451 4.7.1 Greylisted, come back later', said[GREY])
        # it is not tried again at once, but when its time has come
        self.send()
        self.assertEqual(1, len(self.exim.mails()))
        self.ask("UPDATE message SET not_before = NULL WHERE address = ?", GREY)
        self.send()
        self.assertEqual('sent', self.states()[GREY])
        self.assertEqual({'<zoe@id.example.fr>', '<grey@id.example.fr>'},
                         {mail['Message-ID'] for mail in self.exim.mails()})

    def test_wrong_password(self):
        self.queue(GOOD)
        self.queue(NOBODY)
        said = self.send(code=1, password='secret')
        self.assertIn('password', said)
        self.assertEqual([('queued', 0)] * 2, self.ask('SELECT state, attempts FROM message'))
        self.assertEqual([], self.exim.mails())
        self.send(code=1)
        self.assertEqual({GOOD: 'sent', NOBODY: 'refused'}, self.states())

    def test_altered(self):
        """A document that is not what was kept goes to nobody."""
        self.queue(GOOD, self.keep())
        self.file.write_bytes(PDF + b'!')
        self.assertIn('altered', self.send(code=1))
        self.assertEqual({GOOD: 'refused'}, self.states())
        self.assertEqual([], self.exim.mails())


if __name__ == '__main__':
    unittest.main(verbosity=2)
