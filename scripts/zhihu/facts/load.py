"""Read the facts below `source/`."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from zhihu.errors import FactsError, InputErrors
from zhihu.facts.contradictions import contradictions
from zhihu.facts.figures import read_figures
from zhihu.facts.tables import Corrections, Facts, Glossary, Question, Reference, Site
from zhihu.facts.toml import read_text, read_toml
from zhihu.facts.translation import Translation, read_translation
from zhihu.pages.slugs import is_slug
from zhihu.pages.words import LANGUAGES


def load_facts(source: Path) -> Facts:
    """Return the facts below `source`, of which every file may be missing; raises InputErrors with all errors."""
    errors: list[FactsError] = []
    site = read_toml(source / "site.toml", Site, errors) or Site()
    references = read_toml(source / "references.toml", dict[str, Reference], errors) or {}
    corrections = read_toml(source / "corrections.toml", Corrections, errors) or Corrections()
    glossary = read_toml(source / "glossary.toml", Glossary, errors) or Glossary()
    folders = list(_question_folders(source / "questions", errors))
    questions = {f.name: q for f in folders if (q := read_toml(f / "question.toml", Question, errors))}
    figures = read_figures(source / "figures", errors)
    translations, notes = _writings(folders, errors)
    facts = Facts(
        source, site, questions, references, corrections.correction, glossary.term, translations, notes, figures
    )
    if errors := errors or list(contradictions(facts)):
        raise InputErrors(errors)
    return facts


def _question_folders(folder: Path, errors: list[FactsError]) -> Iterator[Path]:
    """Yield the folders of the questions; what cannot be one goes to `errors`."""
    real = Path(os.path.realpath(folder))
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or not (path.is_dir() or path.is_symlink()):
            continue
        files = [path, *(p for p in path.glob("*") if not p.name.startswith("."))]
        out = next((p for p in files if p.is_symlink() and not Path(os.path.realpath(p)).is_relative_to(real)), None)
        if out:
            errors.append(FactsError(out, 0, "the link leads out of the folder of questions", "a file inside it"))
        elif not is_slug(path.name):
            wanted = "lower-case letters and digits of ASCII with single hyphens between, and no name like index"
            errors.append(FactsError(path, 0, "the folder's name cannot be an address", wanted))
        elif len(files) > 1 and not (path / "question.toml").exists():
            errors.append(FactsError(path / "question.toml", 0, "the file is missing", "title = …, at least"))
        else:
            yield path


def _writings(
    folders: Sequence[Path], errors: list[FactsError]
) -> tuple[dict[str, Translation], dict[tuple[str, str], str]]:
    """Return the translations by slug, and the notes by slug and language."""
    readable = [f for f in folders if read_text(f / "en.md", errors) is not None]
    translations = {f.name: t for f in readable if (t := read_translation(f / "en.md", errors))}
    notes: dict[tuple[str, str], str] = {
        (folder.name, language): note
        for folder in folders
        for language in LANGUAGES
        if (note := read_text(folder / f"note.{language}.md", errors)) is not None
    }
    return translations, notes
