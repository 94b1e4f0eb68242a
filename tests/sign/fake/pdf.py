# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fakes do with documents: find anchors, make small ones, sign them for real."""
import os
import re
import shutil
import subprocess
import tempfile
import zlib


def make(lines):
    """A PDF of one page with these lines of text."""
    def quote(text):
        return text.replace('\\', '\\\\').replace('(', '\\(').replace(')', '\\)')
    text = 'BT /F1 11 Tf 50 780 Td 14 TL\n%sET' % ''.join('(%s) Tj T*\n' % quote(line)
                                                          for line in lines)
    text = text.encode('cp1252', 'replace')
    objects = [
        b'<< /Type /Catalog /Pages 2 0 R >>',
        b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R'
        b' /Resources << /Font << /F1 5 0 R >> >> >>',
        b'<< /Length %d >>\nstream\n%s\nendstream' % (len(text), text),
        b'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>']
    data, places = b'%PDF-1.6\n%\xe2\xe3\xcf\xd3\n', []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += b'%d 0 obj\n%s\nendobj\n' % (number, item)
    table = b''.join(b'%010d 00000 n \n' % place for place in places)
    return data + (b'xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n'
                   b'startxref\n%d\n%%%%EOF\n'
                   % (len(objects) + 1, table, len(objects) + 1, len(data)))


def text_of(data):
    """The text of a PDF, by pdftotext, else by a look into its streams."""
    if shutil.which('pdftotext'):
        done = subprocess.run(['pdftotext', '-raw', '-', '-'], input=data, capture_output=True,
                              check=False)
        if done.returncode == 0:
            return done.stdout.decode('utf-8', 'replace')
    text = data
    for match in re.finditer(rb'stream\r?\n(.*?)endstream', data, re.S):
        try:
            text += zlib.decompress(match.group(1))
        except zlib.error:
            pass
    return text.decode('latin-1')


def pages_of(data):
    return max(1, len(re.findall(rb'/Type\s*/Page\b(?!s)', data)))


class Signer:
    """Puts a digital signature on documents, where the tools for it are at hand."""

    def __init__(self, name):
        self.name, self.folder, self.able = name, None, True

    def _prepare(self):
        if not all(shutil.which(tool) for tool in ('certutil', 'pdfsig')):
            return False
        self.folder = tempfile.TemporaryDirectory(prefix='fake-sign-')
        database, noise = 'sql:' + self.folder.name, os.path.join(self.folder.name, 'noise')
        with open(noise, 'wb') as file:
            file.write(os.urandom(64))
        for command in (['certutil', '-N', '-d', database, '--empty-password'],
                        ['certutil', '-S', '-x', '-n', 'fake', '-s',
                         'CN=%s,O=Essai,C=FR' % self.name,
                         '-t', 'CT,CT,CT', '-k', 'rsa', '-g', '2048', '-z', noise, '-v', '24',
                         '-m', '1', '-d', database]):
            if subprocess.run(command, capture_output=True, check=False).returncode != 0:
                return False
        return True

    def sign(self, data):
        """The document with a signature; as it is where no tool can."""
        if self.folder is None and self.able:
            self.able = self._prepare()
        if not self.able:
            return data
        before, after = (os.path.join(self.folder.name, name) for name in ('in.pdf', 'out.pdf'))
        with open(before, 'wb') as file:
            file.write(data)
        subprocess.run(['pdfsig', '-nssdir', 'sql:' + self.folder.name, '-add-signature', '-nick',
                        'fake', '-reason', 'Signature', before, after], capture_output=True,
                       check=False)
        if not os.path.exists(after):
            return data
        with open(after, 'rb') as file:
            data = file.read()
        os.unlink(after)
        return data

    def close(self):
        if self.folder is not None:
            self.folder.cleanup()
