# SPDX-License-Identifier: GPL-3.0-or-later
"""PDFs that carry a real digital signature, for tests: PDF 32000-1 §12.8, one incremental update a
signature, its CMS made by openssl. As a command: signed_pdf.py FOLDER writes the samples there."""

import os
import re
import subprocess
import sys
import tempfile

ROOM = 16384  # hexadecimal digits kept for a signature


def make_authority(folder, name="Autorité d'essai", days=3650):
    """A self-signed certificate and its key: (certificate, key), as PEM files."""
    certificate = os.path.join(folder, "certificate.pem")
    key = os.path.join(folder, "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-utf8", "-sha256",
         "-subj", f"/O=Paraphe/CN={name}", "-days", str(days), "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    return certificate, key


def plain_pdf(text="Convention"):
    """The smallest PDF with one page and a line of text."""
    content = f"BT /F1 18 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, start)
    return bytes(out)


def _append(pdf, objects, size, root=1):
    """An incremental update with the given objects (number → body)."""
    previous = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    out = bytearray(pdf)
    entries = []
    for number, body in sorted(objects.items()):
        entries.append((number, len(out)))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n"
    for number, offset in entries:
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    out += b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root, previous, start)
    return bytes(out)


def add_text(pdf, text="ajout"):
    """Somebody's later change: an incremental update that leaves all signed bytes as they were."""
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    return _append(pdf, {size: b"(%s)" % text.encode("latin-1")}, size + 1)


def sign(pdf, certificate, key, name="Mme Anne ROUX"):
    """The PDF (one of plain_pdf() or already signed here) with one more signature."""
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    fields = [int(n) for n in re.findall(rb"(\d+) 0 obj\n<< /Type /Annot", pdf)] + [size + 1]
    references = b" ".join(b"%d 0 R" % field for field in fields)
    title = name.encode("utf-16-be").hex().encode()
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] /SigFlags 3 >> >>"
           % references,
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [%s]"
           b" /Resources << /Font << /F1 5 0 R >> >> >>" % references,
        size: b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached"
              b" /Name <feff%s> /M (D:20261112101500+01'00')"
              b" /ByteRange [0 %010d %010d %010d] /Contents <%s> >>"
              % (title, 0, 0, 0, b"0" * ROOM),
        size + 1: b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature%d) /V %d 0 R"
                  b" /Rect [0 0 0 0] /F 132 /P 3 0 R >>" % (size, size),
    }
    out = bytearray(_append(pdf, objects, size + 2))
    gap = out.rindex(b"/Contents <" + b"0" * ROOM) + len(b"/Contents ")
    end = gap + ROOM + 2
    ranges = b"/ByteRange [0 %010d %010d %010d]" % (gap, end, len(out) - end)
    place = out.rindex(b"/ByteRange [0 ")
    out[place:place + len(ranges)] = ranges
    with tempfile.NamedTemporaryFile() as data:
        data.write(out[:gap] + out[end:])
        data.flush()
        seal = subprocess.run(
            ["openssl", "cms", "-sign", "-binary", "-in", data.name, "-signer", certificate,
             "-inkey", key, "-outform", "DER", "-md", "sha256", "-nosmimecap"],
            check=True, capture_output=True).stdout
    digits = seal.hex().encode()
    out[gap + 1:gap + 1 + len(digits)] = digits
    return bytes(out)


def write_samples(folder):
    """The files that the tests of verification read."""
    certificate, key = make_authority(folder)
    plain = plain_pdf()
    signed = sign(plain, certificate, key)
    twice = sign(signed, certificate, key, "M. Paul PETIT")
    samples = {
        "plain": plain,
        "signed": signed,
        "twice": twice,
        "altered": signed.replace(b"(Convention)", b"(Conventjon)"),
        "added": add_text(signed),
        "broken": signed.replace(b"<3082", b"<ffff"),
    }
    for name, content in samples.items():
        with open(os.path.join(folder, name + ".pdf"), "wb") as file:
            file.write(content)


if __name__ == "__main__":
    write_samples(sys.argv[1])
