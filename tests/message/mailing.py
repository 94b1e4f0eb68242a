# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs mail-drive, the part of Paraphe that writes and sends mails."""
import base64
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

MAIL = {
    'from_name': 'Lycée Élisée-Reclus — Bureau des stages',
    'from_address': 'stages@lycee-reclus.fr',
    'to_name': 'Zoë Lefèvre-Müller',
    'to_address': 'zoe.lefevre@example.fr',
    'subject': 'Convention de stage à signer',
    'text': 'Bonjour,\n\nVotre convention est prête.\n',
}


def attachment(name, content, media='application/pdf'):
    return {'name': name, 'type': media, 'base64': base64.b64encode(content).decode()}


class MailTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, value):
        path = self.folder / name
        path.write_text(json.dumps(value), encoding='utf-8')
        return path

    def compose(self, **changes):
        """What Paraphe keeps of the mail, and its bytes; with 'error' when there is none."""
        mail = {key: value for key, value in {**MAIL, **changes}.items() if value is not None}
        out = self.folder / 'mail.eml'
        done = subprocess.run([os.environ['MAIL_DRIVE'], 'compose',
                               self.write('mail.json', mail), out],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertEqual((0, b''), (done.returncode, done.stderr))
        told = json.loads(done.stdout)
        return told, None if 'error' in told else out.read_bytes()
