"""The index that the search loads.

Why index and ranking are our own and not MiniSearch's (7.2.0, measured with our expansion of queries, tables, fields
and weights, the share of the query that is covered, inflection and swapped letters; on a machine that did much else):

- Answers are equally good. Recall@1 of 40 development queries is 1.000 with both, of 60 of ours 1.000 with both,
  of 64 that were written afterwards and asked once 0.891 with MiniSearch and 0.875 with ours as it was then.
- It is larger: the index of our twelve questions has 54.6 KB gzip against 45.5 in Chinese, 36.7 against 31.2 in
  English, and the library 5.9 KB, minified, in place of our 2.8 for index and ranking: more than 12 KB with the rest.
- It cannot grow, for it reads its whole index before the first answer. 2,000 questions in one language are 13.7 MB of
  JSON, 2.1 s, 66 MB of memory, then 72 ms for a query; 10,000 are 71 MB, 6.1 s, 322 MB, 342 ms. Ours reads titles and
  the list of terms, 0.1 and 0.6 MB, in some 20 ms, and fetches the postings and texts that a query needs.

`python scripts/bench.py search` asks files of queries through the box, `--questions 2000` measures a large index.
"""
