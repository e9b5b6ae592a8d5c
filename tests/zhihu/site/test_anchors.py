"""Every block has an address, and no word is added to the text."""

import re

from tests.zhihu.site.test_data import site_of
from zhihu.site.anchors import anchored
from zhihu.site.built import Place

PAGE = """<article>
<h1 id="section">T</h1>
<div class="qa-meta"><p>x</p></div>
<h2 id="answer" class="qa-answer">回答</h2>
<div class="qa-notice"><p>ours</p></div>
<!-- answer -->
<p>one <a href="b">x</a></p>
<p class="qa-stale">ours</p>
<ul>
<li><p>two</p><ul><li>inner</li></ul></li>
<li id="known">three<br></li>
</ul>
<blockquote><p>four</p></blockquote>
<div class="highlight"><pre>five</pre></div>
<figure id="figure-x"><svg><path d="M0 0"/></svg><figcaption><p>six</p></figcaption></figure>
<!-- /answer -->
<h2 id="note">注</h2>
<div class="qa-note">
<p class="qa-ours">ours</p>
<p>n</p>
<div class="qa-formula"><math></math></div>
</div>
<h2 id="references">R</h2>
<ol class="qa-references">
<li id="ref-a" value="1">A</li>
</ol>
</article>"""
LINK = re.compile(r'<a class="qa-anchor" href="#([\w-]+)" aria-label="[^"]+"></a>')


def mended(name: str = "zh/q/x/index.html") -> str:
    return anchored(PAGE, Place(name, site_of("x")))


def test_each_block_has_a_link_of_its_own() -> None:
    links = LINK.findall(mended())

    assert links == ["answer", "p1", "p2", "known", "p4", "p5", "figure-x", "note", "n1", "n2", "references", "ref-a"]
    assert all(mended().count(f'id="{link}"') == 1 for link in links)


def test_a_link_stands_at_the_end_of_its_block() -> None:
    assert re.search(r'<p id="p1">one <a href="b">x</a><a class="qa-anchor" href="#p1"[^>]*></a></p>', mended())


def test_the_caption_of_a_figure_stays_the_last_in_it() -> None:
    assert "</figcaption></figure>" in mended()
    assert re.search(r'<figure id="figure-x"><a class="qa-anchor"[^>]*></a><svg>', mended())


def test_nothing_else_changes() -> None:
    assert re.sub(r' id="[pn]\d+"', "", LINK.sub("", mended())) == PAGE


def test_other_pages_stay_as_they_are() -> None:
    assert mended("zh/index.html") == PAGE
    assert mended("q/x/index.html") == PAGE
