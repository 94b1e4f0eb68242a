#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mails that Paraphe writes, read again by Python's email package."""
import email
import email.header
import email.policy
import email.utils
import html.parser
import re
import unittest
import urllib.parse

from mailing import MAIL, MailTest, attachment

BAD_NUMBER, INVALID = 0, 5  # of message-error.h

PANGRAM = ('Dès Noël où un zéphyr haï me vêt de glaçons würmiens je dîne d’exquis rôtis de bœuf au '
           'kir à l’aÿ d’âge mûr & cætera ! ')


class Page(html.parser.HTMLParser):
    """The text and the links of a page."""

    def __init__(self, source):
        super().__init__()
        self.text, self.links = '', []
        self.feed(source.partition('<body>')[2])

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if tag == 'a' and name == 'href']
        self.text += '\n' if tag == 'br' else ''

    def handle_endtag(self, tag):
        self.text += '\n\n' if tag == 'p' else ''

    def handle_data(self, data):
        self.text += '' if data == '\n' else data.strip('\n')


class TestMail(MailTest):
    def read(self, what='compose', **changes):
        """The mail as another program understands it; what no server would carry is refused."""
        told, content = self.compose(what, **changes)
        self.assertNotIn('error', told)
        self.assertTrue(content.isascii())
        self.assertEqual([], re.findall(rb'(?<!\r)\n|\r(?!\n)', content))
        self.assertLessEqual(max(map(len, content.split(b'\r\n'))), 998)
        self.assertLessEqual(max(map(len, re.sub(rb' filename\*?=.*', b'', content.partition(
            b'\r\n\r\n')[2]).split(b'\r\n'))), 90)
        # RFC 2047 says so; GMime takes more for a word that no language has
        if not re.search(r'\S{60}', changes.get('subject', '')):
            self.assertEqual([], [word for word in re.findall(rb'=\?[!-~]+\?=', content)
                                  if len(word) > 75])
        mail = email.message_from_bytes(content, policy=email.policy.SMTP)
        for part in mail.walk():
            self.assertEqual([], part.defects)
            self.assertEqual([], [(name, value.defects) for name, value in part.items()
                                  if value.defects])
        return told, mail

    def text_of(self, mail):
        return mail.get_body(('plain',)).get_content().replace('\r\n', '\n')

    def page_of(self, mail):
        return Page(mail.get_body(('html',)).get_content().replace('\r\n', '\n'))

    def test_headers(self):
        told, mail = self.read(reply_to_name='Mme Noémie Où', reply_to_address='noemie@lycée.fr',
                               date='2026-07-08T09:05:03+02:00')
        people = [[(one.display_name, one.addr_spec) for one in mail[name].addresses]
                  for name in ('From', 'To', 'Reply-To')]
        self.assertEqual([[(MAIL['from_name'], MAIL['from_address'])],
                          [(MAIL['to_name'], MAIL['to_address'])],
                          [('Mme Noémie Où', 'noemie@xn--lyce-dpa.fr')]], people)
        self.assertEqual(MAIL['subject'], mail['Subject'])
        self.assertEqual('Wed, 08 Jul 2026 09:05:03 +0200', mail['Date'])
        self.assertEqual(('auto-generated', '1.0'), (mail['Auto-Submitted'], mail['MIME-Version']))
        self.assertEqual((MAIL['from_address'], MAIL['to_address']), (told['from'], told['to']))
        self.assertEqual('multipart/alternative', mail.get_content_type())
        self.assertEqual(sorted(set(mail.keys())), sorted(mail.keys()))
        self.assertEqual({'Auto-Submitted', 'Content-Type', 'Date', 'From', 'MIME-Version',
                          'Message-Id', 'Reply-To', 'Subject', 'To'},
                         {name.replace('-ID', '-Id') for name in mail.keys()})

    def test_nobody_named(self):
        mail = self.read(from_name=None, to_name='')[1]
        self.assertEqual((MAIL['from_address'], MAIL['to_address']), (mail['From'], mail['To']))
        self.assertIsNone(mail['Reply-To'])
        self.assertIsNotNone(mail['Date'].datetime.tzinfo)

    def test_names_that_need_quotes(self):
        for name in ('Dupont, Jean', 'SARL "Le Pain" (Lyon)', 'a@b.fr', 'Léa; Zoé, <x@y.fr>',
                     'M\\N', 'Nom ' * 40 + 'fin', 'é' * 90):
            told, mail = self.read(to_name=name)
            self.assertEqual([told['to']], [one.addr_spec for one in mail['To'].addresses])
            # Python's newer reader leaves spaces between the encoded words of a name
            header = email.message_from_bytes(self.compose(to_name=name)[1])['To']
            words = email.header.decode_header(email.utils.parseaddr(header)[0])
            self.assertEqual(name, str(email.header.make_header(words)))

    def test_message_id(self):
        first, mail = self.read()
        self.assertRegex(first['message_id'], r'^<[0-9a-f-]{36}@lycee-reclus\.fr>$')
        self.assertEqual(first['message_id'], mail['Message-ID'])
        self.assertNotEqual(first['message_id'], self.read()[0]['message_id'])
        again, mail = self.read(message_id=first['message_id'])
        self.assertEqual((first['message_id'],) * 2, (again['message_id'], mail['Message-ID']))
        for wrong in ('', 'x@y', '<>', '<x>', '<x@>', '<@y>', '<x@y', '<x y@z>',
                      '<x@y>\r\nBcc: z@z.fr'):
            self.assertEqual(INVALID, self.compose(message_id=wrong)[0]['error_code'], wrong)

    def test_long_subjects(self):
        for subject in (PANGRAM.strip(), (PANGRAM * 8).strip(), 'a' * 400, 'é' * 400,
                        'mot ' * 90 + 'fin', 'Élève : « Zoé » – 3 € 😀', '日本語の件名' * 20):
            self.assertEqual(subject, self.read(subject=subject)[1]['Subject'])

    def test_no_header_is_smuggled_in(self):
        for break_ in ('\r\n', '\n', '\r', '\r\n\r\n', '\u2028', '\x0b', '\x85'):
            evil = f'Bonjour{break_}Bcc: espion@example.org{break_}{break_}<b>corps</b>'
            mail = self.read(subject=evil, from_name=evil, to_name=evil, reply_to_name=evil,
                             reply_to_address='a@b.fr',
                             attachments=[attachment(evil, b'x', evil)])[1]
            self.assertIsNone(mail['Bcc'])
            self.assertEqual(sorted(self.read()[1].keys() + ['Reply-To']), sorted(mail.keys()))
            self.assertEqual(MAIL['text'].strip(), self.text_of(mail).strip())
            for field in ('from_address', 'to_address', 'reply_to_address'):
                told = self.compose(**{field: f'a@b.fr{break_}Bcc: espion@example.org'})[0]
                self.assertEqual(BAD_NUMBER, told.get('error_code'), field)

    def test_texts(self):
        for text in (PANGRAM * 6, '.\n..\n.fin\n', 'a=b =E9 =\n', 'x' * 3000,
                     'From là-bas\nFrom here\n>From\nFrom \n', 'fin d’espace \n\ttabulation\t\n',
                     'é' * 3000, 'une ligne', '\n\nabc\n\n\n',
                     '— « Où ? » — 😀\n--\nsignature\n--=_limite--\n',
                     'From ' + 'x' * 66 + '\n'):
            content = self.compose(text=text)[1]
            self.assertNotRegex(content, rb'\r\n>?From [^:]')
            mail = self.read(text=text)[1]
            self.assertEqual(text if text.endswith('\n') else text + '\n', self.text_of(mail))

    def test_line_breaks_and_signs(self):
        mail = self.read(text='un\r\ndeux\rtrois\u2028quatre\x07\x1b[1m')[1]
        self.assertEqual('un\ndeux\ntrois\nquatre[1m\n', self.text_of(mail))

    def test_twin(self):
        link = 'https://signer.example.fr/s/é?a=1&b="2"'
        mail = self.read(text=f'Bonjour <b>Zoé</b> & "co",\nligne deux\n\nSignez ({link[:-3]}2).\n'
                              'Ou « http://x.fr/y »\n\n\njavascript:alert(1) &lt;\n')[1]
        self.assertEqual(['text/plain', 'text/html'], [part.get_content_type()
                                                       for part in mail.iter_parts()])
        page = self.page_of(mail)
        self.assertEqual('Bonjour <b>Zoé</b> & "co",\nligne deux\n\nSignez '
                         '(https://signer.example.fr/s/é?a=1&b=2).\nOu « http://x.fr/y »\n\n'
                         'javascript:alert(1) &lt;\n\n', page.text)
        self.assertEqual(['https://signer.example.fr/s/é?a=1&b=2', 'http://x.fr/y'], page.links)

    def test_attachments(self):
        every_byte = bytes(range(256)) * 40 + b'From \n.\r\n\r\n\n'
        files = [('Convention de Zoë Lefèvre-Müller — 2026.pdf', every_byte, 'application/pdf'),
                 ('é' * 55 + '.docx', b'', 'application/vnd.openxmlformats-officedocument.'
                                            'wordprocessingml.document'),
                 ('liste.csv', b'a;b\nc;d\r\n\xe9', 'text/csv'), ('l"été; x=1%20.bin', b'1', None),
                 ('lettre.eml', b'Subject: x\n\n', 'message/rfc822'),
                 ('x', b'2', 'multipart/mixed'), ('y', b'3', 'pas un type'),
                 ('z', b'4', 'a/b; charset=c'), ('t', b'5', '/')]
        mail = self.read(attachments=[attachment(*one) for one in files])[1]
        self.assertEqual('multipart/mixed', mail.get_content_type())
        self.assertEqual(MAIL['text'].rstrip(), self.text_of(mail).rstrip())
        found = list(mail.iter_attachments())
        unknown = 'application/octet-stream'
        self.assertEqual([files[0][2], files[1][2], 'text/csv'] + [unknown] * 6,
                         [part.get_content_type() for part in found])
        self.assertEqual([content for _, content, _ in files],
                         [part.get_payload(decode=True) for part in found])
        names = [name for name, _, _ in files]
        names[3] = found[3].get_filename()
        self.assertNotIn('"', names[3])
        self.assertEqual(names, [part.get_filename() for part in found])
        self.assertEqual({'attachment'}, {part.get_content_disposition() for part in found})

    def test_attachment_names_are_safe(self):
        for name in ('../../etc/passwd', 'C:\\x\\y.pdf', '/abs.pdf', '.caché', 'con.pdf', ''):
            part = next(self.read(attachments=[attachment(name, b'x')])[1].iter_attachments())
            self.assertRegex(part.get_filename(), r'^[^./\\:][^/\\:]*$')

    def test_long_names_keep_their_extension(self):
        for start, end in (('Convention ' * 20, '.pdf'), ('é' * 100, '.docx'), ('M. X ' * 40, ''),
                           ('a' * 200 + '. Et la suite', ''), ('con', '.pdf')):
            part = next(self.read(attachments=[attachment(start + end, b'x')])[1]
                        .iter_attachments())
            self.assertTrue(part.get_filename().endswith(end))
            self.assertLessEqual(len(part.get_filename().encode()), 120 + len(end))
            self.assertIn(start[:20], part.get_filename())

    def test_addresses(self):
        told = self.read(to_address='Zoe@Université-Évry.FR', from_address='a@lycée.fr')[0]
        self.assertEqual('a@xn--lyce-dpa.fr', told['from'])
        local, domain = told['to'].split('@')
        self.assertEqual(('Zoe', 'université-évry.fr'), (local, domain.encode().decode('idna')))
        for address, reason in (('zoé@example.fr', 'before the @ it holds an accent'),
                                ('zoe', 'not a valid e-mail'), ('a@b.fr, c@d.fr', 'a space'),
                                ('<a@b.fr>', 'not a valid'), ('', 'missing'), (None, 'missing'),
                                ('a@b.fr>,<c@d.fr', 'one @'), ('a@' + 'é' * 60 + '.fr', 'domain')):
            for field in ('from_address', 'to_address'):
                told = self.compose(**{field: address})[0]
                self.assertEqual(BAD_NUMBER, told.get('error_code'), address)
                self.assertIn(reason, told['error'])
            if address is not None:
                self.assertIn(reason, self.compose(reply_to_address=address)[0]['error'])

    def test_nothing_written(self):
        for field in ('subject', 'text'):
            for nothing in (None, '', ' \r\n\t\u00a0 '):
                for what in ('compose', 'draft'):
                    told = self.compose(what, **{field: nothing})[0]
                    self.assertEqual((INVALID, f'The mail has no {field}: write one.'),
                                     (told['error_code'], told['error']))

    def test_draft(self):
        files = [attachment('Convention-été.pdf', bytes(range(256)))]
        told, mail = self.read('draft', attachments=files, reply_to_address='noemie@lycée.fr')
        self.assertEqual({}, told)
        self.assertEqual(['From', 'Reply-To', 'To', 'Subject', 'MIME-Version', 'X-Unsent',
                          'Content-Type'], mail.keys())
        self.assertEqual(('1', MAIL['subject']), (mail['X-Unsent'], mail['Subject']))
        self.assertEqual(MAIL['to_address'], mail['To'].addresses[0].addr_spec)
        self.assertEqual(MAIL['text'], self.text_of(mail))
        [part] = mail.iter_attachments()
        self.assertEqual(('Convention-été.pdf', bytes(range(256))),
                         (part.get_filename(), part.get_payload(decode=True)))
        mail = self.read('draft', from_address=None)[1]
        self.assertIsNone(mail['From'])
        for field in ('from_address', 'to_address', 'reply_to_address'):
            told = self.compose('draft', **{field: 'zoé'})[0]
            self.assertEqual(BAD_NUMBER, told['error_code'])
        self.assertEqual(BAD_NUMBER, self.compose('draft', to_address=None)[0]['error_code'])

    def test_link(self):
        for to in (MAIL['to_address'], "o'neil+stage@example.fr", 'a&b=c%d?e#f@example.fr'):
            for text in (MAIL['text'], PANGRAM, 'a=b&c?d#e%20+f\n\n\n  fin',
                         'un\r\ndeux\u2028trois', '', None, '日本 🙂'):
                for cc in (None, 'tuteur@lycée.fr'):
                    uri = self.compose('uri', to_address=to, text=text, cc=cc,
                                       subject='Été & « x »\nBcc: a@b.fr?')[0]['uri']
                    self.assertRegex(uri, r"^mailto:[!$'()*+,;:@A-Za-z0-9._~%-]+[?]"
                                          r"[A-Za-z0-9._~%&=-]+$")
                    parts = urllib.parse.urlsplit(uri)
                    fields = urllib.parse.parse_qsl(parts.query.replace('+', '%2B'), True, True)
                    text_lines = re.sub('\r\n|\u2028', '\n', text or '').rstrip().split('\n')
                    self.assertEqual(
                        [*([('cc', 'tuteur@xn--lyce-dpa.fr')] if cc else []),
                         ('subject', 'Été & « x » Bcc: a@b.fr?'),
                         ('body', '\r\n'.join(text_lines))], fields)
                    self.assertEqual(to, urllib.parse.unquote(parts.path))
        self.assertIn('%0D%0A%0D%0A', self.compose('uri', text='a\n\nb')[0]['uri'])

    def test_no_link(self):
        for changes, reason in (({'attachments': [attachment('x', b'')]}, 'takes no files'),
                                ({'text': 'é' * 1400}, 'too long'), ({'to_address': 'x'}, 'valid'),
                                ({'to_address': None}, 'missing'), ({'cc': 'x'}, 'valid')):
            told = self.compose('uri', **changes)[0]
            self.assertIn(reason, told['error'])
        self.assertIn('uri', self.compose('uri', text='é' * 1200)[0])


if __name__ == '__main__':
    unittest.main()
