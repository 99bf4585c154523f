import { readFileSync } from 'node:fs';
import { SearchIndex } from '../lib/search/index/search-index';
import { WEIGHTS } from '../lib/search/index/evidence';
import { readQuestion } from '../lib/search/index/question';
const index = SearchIndex.of(JSON.parse(readFileSync(`/tmp/courses/${process.argv[2]}.passages.json`, 'utf8')));
for (const q of process.argv.slice(3)) {
  const { passages, signs } = index.examine({ query: q, limit: 3 });
  console.log('\n' + q);
  const read = readQuestion(q, (index as any).vocabulary);
  for (const [n, s] of signs.entries()) {
    const sum = Object.entries(WEIGHTS).reduce((t, [k, w]) => t + w * (k === 'bias' ? 1 : (s as any)[k]), 0);
    console.log('  ', sum.toFixed(2), Object.entries(s).map(([k, v]) => `${k} ${(v as number).toFixed(2)}`).join(', '));
    console.log('      ', read.readings[n]!.asked.map((w: any) => `${w.forms.map((f: any) => f.at.map((a: number) => read.terms[a]!.term).join('+') + ':' + f.credit).join('|') || '?'} i${w.information.toFixed(2)} t${w.topicality.toFixed(2)}${w.isName ? ' N' : ''}`).join('; '));
  }
  for (const p of passages) console.log('     ', p.headingPath.join(' > '), '|', (p.asked ?? []).slice(0, 3).join(' / '));
}
