"""Books, moves and cancels over HTTP at an `allo serve` that is killed again and again; takes its mail with aiosmtpd,
reads each entry with two parsers, and has a third library say what it does to a calendar. Fails when a confirmation
doesn't arrive, arrives twice otherwise than over a kill, or reads differently."""

import asyncio
import email
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from email import policy

import icalendar
import vobject
from aiosmtpd.controller import Controller

ALLO, HOME, KILLS = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
# In seconds.
MOMENT = 1
# `allo` refuses settings that it doesn't know.
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("ALLO")}


class Mailbox:
    """Keeps what it is handed, with the instant at which it became its own."""

    def __init__(self):
        self.taken, self.lock = [], threading.Lock()

    async def handle_DATA(self, _server, _session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=policy.default)
        with self.lock:
            self.taken.append((time.monotonic(), mail, envelope.rcpt_tos))
        await asyncio.sleep(0.02)
        return "250 taken"

    def all(self):
        with self.lock:
            return list(self.taken)


class Server:
    """`allo serve`, started and killed."""

    def __init__(self, settings):
        self.command = [ALLO, "serve", "--config", str(settings), "--listen", "127.0.0.1:0"]

    def start(self):
        self.process = subprocess.Popen(self.command, cwd=HOME, env=CLEAN, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if "127.0.0.1:" in line:
                port = "".join(c for c in line.split("127.0.0.1:")[1] if c.isdigit() or c == " ").split()[0]
                self.address = f"http://127.0.0.1:{port}"
                break
        threading.Thread(target=lambda: self.process.stderr.read(), daemon=True).start()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def ask(server, key, method, path, body=None, once=None):
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    if once:
        headers["idempotency-key"] = once
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(server.address + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def run(settings, *arguments):
    done = subprocess.run([ALLO, *arguments, "--config", str(settings)], cwd=HOME, env=CLEAN, capture_output=True, text=True)
    assert done.returncode == 0, done
    return done.stdout.strip()


def patient(nth):
    return {"name": f"Personne {nth}", "phone": "+33639980001", "email": f"p{nth}@example.org"}


def slots(server, key, limit):
    return ask(server, key, "GET", f"/v1/availability?service=consultation&limit={limit}")["slots"]


def book(server, key, slot, nth):
    body = {"service": "consultation", "practitioner": slot["practitioner"], "start": slot["start"], "patient": patient(nth)}
    return ask(server, key, "POST", "/v1/appointments", body, f"book-{nth}")


def until_killed(server, key, seed):
    """Books for a while, then kills the server in the middle of it; says when."""
    dice = random.Random(seed)
    timer = threading.Timer(0.1 + 0.6 * dice.random(), server.kill)
    timer.start()
    try:
        for nth, slot in enumerate(slots(server, key, 30)):
            book(server, key, slot, f"{seed}-{nth}")
    except (OSError, urllib.error.URLError):
        pass
    timer.join()
    return time.monotonic()


def listed(server, key):
    found, cursor = [], ""
    while True:
        page = ask(server, key, "GET", f"/v1/appointments?limit=100{cursor}")
        found += page["items"]
        if "next" not in page:
            return found
        cursor = f"&cursor={page['next']}"


def entry(mail):
    """The entry for the calendar, as text; the file beside it says the same."""
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    text = part.get_content()
    file = next(part for part in mail.walk() if part.get_content_type() == "application/ics")
    raw = file.get_payload(decode=True).decode()
    assert raw.replace("\r\n", "\n").strip() == text.replace("\r\n", "\n").strip()
    assert part.get_param("method") == next(line[7:] for line in raw.splitlines() if line.startswith("METHOD:"))
    return raw


def read(text):
    """UID, SEQUENCE, METHOD, start and status as two parsers read them; both must agree."""
    one = icalendar.Calendar.from_ical(text)
    event = next(iter(one.walk("VEVENT")))
    assert not event.errors, event.errors
    first = (str(event["UID"]), int(event["SEQUENCE"]), str(one["METHOD"]), event.decoded("DTSTART"), str(event["STATUS"]))
    other = vobject.readOne(text)
    other.validate()
    it = other.vevent
    second = (it.uid.value, int(it.sequence.value), other.method.value, it.dtstart.value, it.status.value)
    assert first == second, (first, second)
    return first


def wait_for(what, condition, seconds=90):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, what
        time.sleep(0.2)
    return found


def classes(texts, attendee):
    """What each of these does to a calendar that has taken in the one before it."""
    said = []
    for before, now in zip(texts, texts[1:]):
        for name, text in (("before.ics", before), ("now.ics", now)):
            (HOME / name).write_bytes(text.encode())
        done = subprocess.run([HOME / "itip", HOME / "before.ics", HOME / "now.ics", attendee], capture_output=True, text=True)
        assert done.returncode == 0, done
        said.append(done.stdout.strip())
    return said


def free_port():
    """One that nobody has now: aiosmtpd looks whether it is there by its number, so it can't be left to choose one."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def main():
    mailbox = Mailbox()
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings = HOME / "allo.toml"
    settings.write_text(
        f'database = "sqlite:allo.db"\nkey_file = "allo.key"\nsmtp_url = "smtp://127.0.0.1:{port}"\n'
        'mail_from = "rdv@example.org"\napi_burst = 100000\napi_per_second = 100000\n'
    )
    practice = pathlib.Path(__file__).resolve().parents[2] / "practices" / "cabinet-des-lilas.yaml"
    run(settings, "practice", "apply", str(practice))
    key = run(settings, "key", "create", "--name", "mail")
    server, kills = Server(settings), []
    for seed in range(KILLS):
        server.start()
        kills.append(until_killed(server, key, seed))
    server.start()
    booked = {one["id"]: one for one in listed(server, key)}

    def arrived():
        mails = {}
        for at, mail, _ in mailbox.all():
            mails.setdefault(read(entry(mail))[0], []).append((at, mail))
        return mails if booked.keys() <= mails.keys() else None

    mails = wait_for("a confirmation never arrived", arrived)
    assert mails.keys() == booked.keys(), "somebody was told of what isn't booked"
    twice = 0
    for uid, each in mails.items():
        for (first, one), (second, other) in zip(each, each[1:]):
            assert one["Message-ID"] == other["Message-ID"] and one.as_bytes() == other.as_bytes(), uid
            # What a killed server had sent whole may be taken a moment after the kill.
            over = any(first - MOMENT < kill < second for kill in kills)
            assert over, f"{uid} twice without a kill: {first}, {second}, and the kills {kills}"
            twice += 1

    # One appointment through its life: three entries, each in the place of the one before.
    taken = slots(server, key, 2)
    id = book(server, key, taken[0], "life")["id"]
    of_it = lambda: [entry(mail) for _, mail, _ in mailbox.all() if read(entry(mail))[0] == id]
    wait_for("no confirmation", lambda: len(of_it()) == 1)
    ask(server, key, "POST", f"/v1/appointments/{id}/reschedule", {"start": taken[1]["start"], "practitioner": taken[1]["practitioner"]}, "m")
    wait_for("no word of the move", lambda: len(of_it()) == 2)
    ask(server, key, "POST", f"/v1/appointments/{id}/cancel", {}, "c")
    wait_for("no word of the cancellation", lambda: len(of_it()) == 3)
    texts = of_it()
    lives = [read(text) for text in texts]
    assert [(life[1], life[2], life[4]) for life in lives] == [
        (1, "REQUEST", "CONFIRMED"), (2, "REQUEST", "CONFIRMED"), (3, "CANCEL", "CANCELLED")
    ], lives
    assert lives[1][3].timestamp() == __import__("datetime").datetime.fromisoformat(taken[1]["start"]).timestamp()
    said = classes(texts, "mailto:plife@example.org")
    server.kill()
    controller.stop()
    print(f"{KILLS} kills, {len(booked)} confirmations, each arrived; {twice} twice, each over a kill.")
    print(f"Entries read alike by icalendar and vobject; to libical the move is {said[0]}, the cancellation {said[1]}.")
    assert said == ["REQUEST-RESCHEDULE", "CANCEL-EVENT"] or said == ["REQUEST-UPDATE", "CANCEL-EVENT"], said


main()
