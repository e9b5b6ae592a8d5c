"""What is built again under `mkdocs serve` is what a build of everything would have made, byte for byte."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from tests.built import PARTS
from tests.project import copy_project

pytestmark = pytest.mark.xdist_group("again")

URL = "http://127.0.0.1:8000/"


@dataclass
class Served:
    """A project that `mkdocs serve` has built, without the server."""

    folder: Path
    server: LiveReloadServer
    builds: list[str]
    """One entry for each build of everything."""

    @property
    def site(self) -> Path:
        return self.folder / "served"

    def content(self) -> dict[str, bytes]:
        return {p.relative_to(self.site).as_posix(): p.read_bytes() for p in self.site.rglob("*") if p.is_file()}

    def replace(self, name: str, before: str, after: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")

    def build(self) -> dict[str, int]:
        """Build again; return the time of each page that was written."""
        old = self.times()
        self.server.builder()
        return {name: time for name, time in self.times().items() if old.get(name) != time}

    def times(self) -> dict[str, int]:
        return {p.relative_to(self.site).as_posix(): p.stat().st_mtime_ns for p in self.site.rglob("index.html")}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Build our project as `mkdocs serve` does."""
    folder = copy_project(tmp_path_factory.mktemp("again"), *PARTS)
    builds: list[str] = []

    def everything() -> None:
        builds.append("everything")
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "served"))
        config.site_url = URL
        if not builds[1:]:
            config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=URL)

    server = LiveReloadServer(everything, "127.0.0.1", 0, str(folder / "served"))
    everything()
    server.watch(str(folder / "docs"))
    server.watch(str(folder / "mkdocs.yml"))
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "served"))
    config.plugins.on_serve(server, config=config, builder=everything)
    yield Served(folder, server, builds)
    server.server_close()


EXPORT = "source/exports/llm-interview-qa.md"
OF_PAGES = [
    (EXPORT, "效果很难保证", "效果不难保证"),
    ("source/questions/fixing-reward-model-ood/en.md", "Llama2", "Llama-two"),
    ("source/questions/fixing-reward-model-ood/note.zh.md", "对 Llama 2", "关于 Llama 2"),
    ("source/questions/fixing-reward-model-ood/question.toml", "如何解决奖励模型的 OOD 问题", "另一个短标题"),
    ("source/references.toml", "Llama 2: Open", "Llama Two: Open"),
]
"""Changes that are words on pages."""

OF_ALL = [
    ("overrides/partials/copyright.html", "问答的文字", "这些文字"),
    ("docs/assets/stylesheets/colours.css", "/*", "/* edited */ /*"),
    ("mkdocs.yml", "icon: material/weather-night", "icon: material/brightness-auto"),
    ("source/site.toml", "奖励模型与 PPO", "奖励模型和 PPO"),
    (EXPORT, "**提问**：建立sft数据", "**提问**：又一个新的问题？\n\n**回答**：新的。\n\n**提问**：建立sft数据"),
    ("source/questions/sft-packing-effects/question.toml", "was = []", 'was = ["packing"]'),
]
"""Changes of what pages share, or of which pages there are."""


@pytest.mark.parametrize(("name", "before", "after"), OF_PAGES, ids=[name for name, *_ in OF_PAGES])
def test_words_on_pages_build_these_pages(served: Served, name: str, before: str, after: str) -> None:
    count = len(served.builds)
    served.replace(name, before, after)
    written = served.build()
    assert len(served.builds) == count
    assert 0 < len(written) < len(served.times()) / 2


def test_what_was_built_again_is_what_a_build_of_everything_makes(served: Served) -> None:
    """After all of the changes before."""
    shown = served.content()
    served.server.builder.__self__.build_all()  # type: ignore[attr-defined]  # a method of Again's
    whole = served.content()
    assert [path for path in {*shown, *whole} if shown.get(path) != whole.get(path)] == []


@pytest.mark.parametrize(("name", "before", "after"), OF_ALL, ids=[after for *_, after in OF_ALL])
def test_what_pages_share_builds_everything(served: Served, name: str, before: str, after: str) -> None:
    count = len(served.builds)
    served.replace(name, before, after)
    served.build()
    assert len(served.builds) == count + 1


def test_nothing_new_builds_nothing(served: Served) -> None:
    served.build()
    count = len(served.builds)
    assert served.build() == {}
    assert len(served.builds) == count


def test_wrong_input_leaves_the_pages_and_says_so(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    shown, count = served.content(), len(served.builds)
    served.replace("source/references.toml", "[touvron2023llama2]", "[touvron2023llama2")
    with caplog.at_level("ERROR"):
        assert served.build() == {}
    assert "source/references.toml:" in caplog.text
    assert served.content() == shown
    served.replace("source/references.toml", "[touvron2023llama2", "[touvron2023llama2]")
    assert served.build() == {}
    assert len(served.builds) == count


def test_only_the_sitemap_and_the_navigation_look_at_other_pages(served: Served) -> None:
    """Templates that show something of other pages would have to be built again with them."""
    looks = {
        path.relative_to(served.folder / "overrides").as_posix()
        for path in (served.folder / "overrides").rglob("*.*")
        if path.is_file() and ("in pages" in path.read_text("utf-8") or "pages |" in path.read_text("utf-8"))
    }
    assert looks == {"sitemap.xml"}
