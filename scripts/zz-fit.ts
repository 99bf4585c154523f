import { readFileSync } from 'node:fs';
import { SearchIndex } from '../lib/search/index/search-index';
import { WEIGHTS } from '../lib/search/index/evidence';
import { readQuestions } from '../tests/evaluation/course/read-questions';
import { declined, examplesOf, fitWeights, scoreOf, type Example } from '../tests/evaluation/course/fit-declining';
import { ELSEWHERE, SENTENCES_OF } from '../tests/evaluation/questions/elsewhere';
import { QUESTIONS } from '../tests/evaluation/questions';
const load = (name: string, half = 'dev') => ({ name, passages: JSON.parse(readFileSync(`/tmp/courses/${name}.passages.json`, 'utf8')), questions: readQuestions(`/tmp/courses/${name}.${half}.json`) });
const names = ['robolearn', 'rust', 'iot', 'hf', 'astro', 'otel'];
const ex: Example[] = [...examplesOf(names.map((n) => load(n))), ...examplesOf([load('own')]), ...examplesOf([load('rl')])];
const test: Example[] = [];
for (const name of [...names, 'own', 'rl']) {
  const index = SearchIndex.of(load(name).passages);
  const signs = (query: string) => index.examine({ query, limit: 5 }).signs;
  for (const q of ELSEWHERE as any[]) test.push({ course: name, kind: `ELSE${SENTENCES_OF.get(q.id)}`, question: q.question, isCovered: false, readings: signs(q.question) });
  for (const q of load(name, 'held').questions) test.push({ course: name, kind: q.rel.length ? 'HELD' : 'HELDF', question: q.q, isCovered: q.rel.length > 0, readings: signs(q.q) });
  if (name === 'own') for (const q of QUESTIONS as any[]) test.push({ course: name, kind: 'QUESTIONS ' + q.split, question: q.question, isCovered: q.needs.length > 0, readings: signs(q.question) });
}
const all = [...names, 'own', 'rl'];
function show(w: typeof WEIGHTS, es: Example[]) {
  const t = new Map(all.map((c) => [c, declined(es.filter((e) => e.course === c), w)]));
  const kinds = [...new Set([...t.values()].flatMap((m) => [...m.keys()]))];
  console.log(' '.repeat(20), all.map((c) => c.slice(0, 6).padStart(6)).join(' '));
  for (const k of kinds) console.log(k.padEnd(20), all.map((c) => { const v = t.get(c)!.get(k); return (v ? (100 * v.declined / v.count).toFixed(1) : '').padStart(6); }).join(' '), (() => { const vs = all.flatMap((c) => { const v = t.get(c)!.get(k); return v ? [v.declined / v.count] : []; }); return (100 * vs.reduce((a, b) => a + b, 0) / vs.length).toFixed(1); })());
}
if (process.argv[2] !== 'show') {
const w = fitWeights(ex);
console.log(JSON.stringify(w));
show(w, [...ex, ...test]);
} else {
show(WEIGHTS, [...ex, ...test]);
for (const e of [...test, ...ex]) if (['own', 'robolearn'].includes(e.course) && (e.isCovered === scoreOf(e, WEIGHTS) < 0)) console.log(e.course, e.isCovered ? 'DEC' : 'ACC', e.kind, scoreOf(e, WEIGHTS).toFixed(2), e.question.slice(0, 160));
}
