"""Writes leadctl/data/free_mail.txt: domains under which anybody may have an address, so that they name no company.

Run by hand when the source has grown: `npm pack freemail`, unpack it, then
`.venv/bin/python tools/make_free_mail.py package/data/free.txt`. The source is the npm package freemail
(https://github.com/willwhite/freemail, ISC licence); what it lacks is added here.
"""

from __future__ import annotations

import sys
from pathlib import Path

OUT = Path(__file__).parent.parent / "leadctl" / "data" / "free_mail.txt"

MORE = """proton.me pm.me tutanota.com tuta.io tuta.com hey.com mailbox.org posteo.de posteo.net duck.com skiff.com
gmx.ch gmx.us zoho.eu zohomail.com btinternet.com btopenworld.com shaw.ca telus.net sympatico.ca videotron.ca bluewin.ch
sfr.fr neuf.fr numericable.fr bbox.fr telenet.be skynet.be proximus.be scarlet.be ziggo.nl docomo.ne.jp ezweb.ne.jp
softbank.ne.jp i.softbank.jp nifty.com mail.com.au optusnet.com.au iinet.net.au xtra.co.nz fastmail.uk unitybox.de
online.de vodafone.de kabelmail.de ewetel.net netcologne.de outlook.jp outlook.kr outlook.es outlook.it outlook.pt
outlook.com.br outlook.at outlook.ie outlook.dk outlook.in hotmail.com.br hotmail.at yahoo.at yahoo.pl yahoo.nl yahoo.be
icloud.com.cn vip.163.com vip.qq.com rediffmail.in mail2world.com""".split()  # noqa: SIM905  reads better as text

HEAD = """\
# Domains of free mail providers and access providers: an address there names no company. One a line, `#` = a remark.
# From the npm package freemail {version} (https://github.com/willwhite/freemail, copyright Will White, ISC licence:
# use, copy, change and distribute with this notice; no warranty), completed by tools/make_free_mail.py, which made it.
"""


def main(path: str, version: str) -> None:
    """Read the source's list and write the file."""
    given = {line.strip().lower() for line in Path(path).read_text("utf-8").splitlines() if "." in line}
    listed = sorted(given | set(MORE))
    OUT.write_text(HEAD.format(version=version) + "".join(f"{domain}\n" for domain in listed), encoding="utf-8")
    print(f"{OUT}: {len(listed)} domains")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1.7.0")
