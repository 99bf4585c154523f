import { describe, expect, it } from 'vitest';
import { htmlIds } from '@/lib/search/links/html-ids';

describe('ids of a page', () => {
  it.each([
    ['<h2 id="a">A</h2>', ['a']],
    ["<h2 class='x' ID='a b'>A</h2>", ['a b']],
    ['<h2 id=a>A</h2><p\nid = "b" >', ['a', 'b']],
    ['<a name="old"></a><input name="no">', ['old']],
    ['<h2 data-id="no" aria-label="id=&quot;no&quot;" id="a&amp;b&#x27;&#233;">', ["a&b'é"]],
    ['<p title="<h2 id=no>" id="a">', ['a']],
    ['<!-- <h2 id="no"> --><h2 id="a">', ['a']],
    ['<script>const x = `<h2 id="no">`</script><h2 id="a">', ['a']],
    ['<script id="s">"<h2 id=\'no\'>"</script>', ['s']],
    ['<h2 id="روبوٹ-کیا">', ['روبوٹ-کیا']],
    ['<h2 id="">A</h2>', []],
    ['<h2 id="cut', []],
  ])('%s', (html, ids) => {
    expect([...htmlIds(html)]).toEqual(ids);
  });
});
