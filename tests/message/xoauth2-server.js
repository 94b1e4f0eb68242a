// SPDX-License-Identifier: GPL-3.0-or-later
//
// node xoauth2-server.js KEY CERTIFICATE tls|starttls: a mail server (smtp-server of npm, which is
// nodemailer's) that takes access tokens. Says its port, then each mail as mailparser reads it and
// who sent it, a line of JSON each; ends with its input.
const fs = require('fs');
const { SMTPServer } = require('smtp-server');
const { simpleParser } = require('mailparser');

const [key, certificate, security] = process.argv.slice(2);

const server = new SMTPServer({
  secure: security === 'tls',
  key: fs.readFileSync(key),
  cert: fs.readFileSync(certificate),
  authMethods: ['XOAUTH2'],
  disableReverseLookup: true,
  onAuth(auth, session, callback) {
    if (auth.username === 'stages' && auth.accessToken === 'jeton')
      return callback(null, { user: auth.method + ' ' + auth.username });
    return callback(null, { data: { status: '401', schemes: 'bearer', scope: 'mail' } });
  },
  async onData(stream, session, callback) {
    const mail = await simpleParser(stream);
    console.log(JSON.stringify({
      user: session.user, secure: session.secure, subject: mail.subject, text: mail.text,
      html: mail.html, id: mail.messageId, from: mail.from.value, to: mail.to.value,
      auto: mail.headers.get('auto-submitted'),
      envelope: [session.envelope.mailFrom.address, session.envelope.rcptTo[0].address],
      files: mail.attachments.map((one) => [one.filename, one.contentType,
        one.content.toString('base64')]),
    }));
    callback();
  },
});

server.on('error', () => {});
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
process.stdin.on('end', () => server.close()).resume();
