"""The binding says what the command line says, on the same articles."""

import json
import os
import pathlib
import subprocess
import threading
import unittest

import pullquote

ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARY = os.environ.get("PULLQUOTE_BIN", str(ROOT / "target" / "debug" / "pullquote"))
HAS_BINARY = os.access(BINARY, os.X_OK)
NEEDS_BINARY = f"there is no binary at {BINARY}; build it, or name it in PULLQUOTE_BIN"

TEXT = "“We are ready,” said Ada Roe, the mayor of Oslo. The bridge cost 420 million kroner on Monday."


def run_annotate(arguments, standard_input=b""):
    """Returns what `pullquote annotate --format jsonl` prints."""
    command = [BINARY, "annotate", "--format", "jsonl", *arguments]
    return subprocess.run(command, input=standard_input, stdout=subprocess.PIPE, check=True).stdout.decode()


def sample_texts():
    """Returns the sample articles of the tests, as items of a batch."""
    items = []
    for path in sorted((ROOT / "tests" / "data" / "entities").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line).get("text")
            if text:
                items.append({"id": len(items), "text": text, "published": "2024-11-13", "title": "é"})
    return items


def plain(value):
    """Returns an object of the binding as JSON has it."""
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if type(value).__module__ == "pullquote":
        names = [name for name in dir(value) if not name.startswith("_")]
        fields = {name: getattr(value, name) for name in names}
        return {name: plain(field) for name, field in fields.items() if name != "decimals"}
    return value


class Annotate(unittest.TestCase):
    def test_a_quote_has_its_speaker(self):
        document = pullquote.annotate(TEXT)
        quote = document.quotes[0]
        self.assertEqual(document.text[quote.start : quote.end], "“We are ready,”")
        self.assertEqual(document.entities[quote.speaker.entity].name, "Ada Roe")
        figure = document.figures[0]
        self.assertEqual((figure.value, figure.decimals, figure.unit), (420_000_000, "420000000", "NOK"))
        self.assertIs(document.entities, document.entities)

    def test_options_are_those_of_the_command_line(self):
        self.assertFalse(pullquote.annotate(TEXT).dates[0].is_resolved)
        document = pullquote.annotate(TEXT, published="2024-11-13", id=7, title="Bridge", author="Bo Li")
        self.assertEqual((document.dates[0].value, document.id), ("2024-11-11", 7))
        self.assertEqual((document.title, document.authors), ("Bridge", ("Bo Li",)))
        german = pullquote.annotate(TEXT, language="de-DE")
        self.assertEqual((german.language, german.quotes), ("de", ()))

    def test_a_page_is_read(self):
        words = "The council of Harwick voted by 31 to 24 on Monday to borrow 420 million pounds for the harbour. " * 3
        page = f"<html><body><nav>Menu</nav><article><h1>Port vote</h1><p>{words}</p></article></body></html>"
        for source in (page, page.encode()):
            for input_format in ("html", "auto"):
                document = pullquote.annotate(source, input_format=input_format)
                self.assertEqual(document.title, "Port vote")
                self.assertNotIn("Menu", document.text)
                self.assertIn("GBP", [figure.unit for figure in document.figures])

    def test_errors_say_what_is_wrong(self):
        cases = [
            (lambda: pullquote.annotate(TEXT, published="soon"), ValueError, "not a date"),
            (lambda: pullquote.annotate(TEXT, input_format="pdf"), ValueError, "use one of verbatim"),
            (lambda: pullquote.annotate(TEXT, language="7"), ValueError, "not a language"),
            (lambda: pullquote.annotate(None), TypeError, "str or bytes"),
            (lambda: pullquote.annotate("<html></html>", input_format="html"), pullquote.AnnotateError, ""),
            (lambda: pullquote.annotate_batch([TEXT, 3]), ValueError, r"texts\[1\]"),
            (lambda: pullquote.annotate_batch([{"id": 1}]), ValueError, "`text` is missing"),
            (lambda: pullquote.annotate_batch([TEXT], threads=0), ValueError, "threads"),
            (lambda: pullquote.annotate("\ud800"), UnicodeEncodeError, "surrogates"),
        ]
        for call, kind, message in cases:
            with self.assertRaisesRegex(kind, message):
                call()

    def test_odd_texts_are_annotated(self):
        for text in ("", " \n", "\x00\x1b[31m", "😀" * 1000, "“" * 5000, "a\r\nb"):
            document = pullquote.annotate(text)
            self.assertEqual(document.text, text)
            self.assertEqual(document.to_dict()["text"], text)

    def test_an_object_shows_itself(self):
        document = pullquote.annotate(TEXT)
        self.assertIn("quotes=1", repr(document))
        self.assertIn("Ada Roe", repr(document.entities[0]))
        with self.assertRaises(AttributeError):
            document.entities[0].name = "other"

    def test_batches_keep_their_order_on_every_number_of_threads(self):
        texts = [f"{TEXT} It has {n} cars." for n in range(1, 60)]
        one = [document.to_json() for document in pullquote.annotate_batch(texts, threads=1)]
        for threads in (2, 7, None):
            more = [document.to_json() for document in pullquote.annotate_batch(iter(texts), threads)]
            self.assertEqual(one, more)
        self.assertEqual(pullquote.annotate_batch([]), [])

    def test_a_batch_releases_the_lock(self):
        texts = [item["text"] for item in sample_texts()] * 5
        done = threading.Event()
        counted = []

        def work():
            pullquote.annotate_batch(texts, threads=1)
            done.set()

        worker = threading.Thread(target=work)
        worker.start()
        while not done.is_set():
            counted.append(None)
        worker.join()
        # With the lock held, this thread would wait until the batch is done.
        self.assertGreater(len(counted), 100)

    @unittest.skipUnless(HAS_BINARY, NEEDS_BINARY)
    def test_documents_equal_those_of_the_command_line(self):
        items = sample_texts()
        self.assertGreater(len(items), 20)
        lines = "".join(json.dumps(item) + "\n" for item in items)
        expected = run_annotate(["--input-format", "jsonl", "-"], lines.encode())
        documents = pullquote.annotate_batch(items)
        self.assertEqual("".join(document.to_json() for document in documents), expected)
        for document, line in zip(documents, expected.splitlines()):
            parsed = json.loads(line)
            self.assertEqual(document.to_dict(), parsed)
            for name, value in parsed.items():
                self.assertEqual(plain(getattr(document, name)), value, name)

    @unittest.skipUnless(HAS_BINARY, NEEDS_BINARY)
    def test_pages_equal_those_of_the_command_line(self):
        pages = sorted((ROOT / "tests" / "data" / "pages").rglob("*.html"))[:20]
        self.assertGreater(len(pages), 3)
        for page in pages:
            printed = subprocess.run(
                [BINARY, "annotate", "--format", "jsonl", "--input-format", "html", str(page)],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            try:
                document = pullquote.annotate(page.read_bytes(), input_format="html", id="page")
            except pullquote.AnnotateError:
                self.assertNotEqual(printed.returncode, 0, page)
                continue
            expected = json.loads(printed.stdout)
            found = document.to_dict()
            # A page without a title has the name of its file, which the binding does not know.
            if not found["title"]:
                expected["title"] = ""
            self.assertEqual({**found, "id": ""}, {**expected, "id": ""}, page)


if __name__ == "__main__":
    unittest.main()
