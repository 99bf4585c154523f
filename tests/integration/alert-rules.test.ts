import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ensureCommand } from '../support/ensure-command';

/** The rules of `ops/alerts.yml` in the hands of Prometheus' own tool, on series made up for each. */
const ruleFile = z.object({
  groups: z.array(
    z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string(), for: z.string() })) }),
  ),
});
const testFile = z.object({
  tests: z.array(
    z.object({
      alert_rule_test: z.array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()) })),
    }),
  ),
});

const text = readFileSync('ops/alerts.yml', 'utf8');
const rules = ruleFile.parse(parse(text)).groups.flatMap((group) => group.rules);

function promtool(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

beforeAll(() => ensureCommand('promtool', 'prometheus'));

describe('ops/alerts.yml', () => {
  test('promtool finds nothing wrong with the rules, and every alert fires and keeps quiet as it should', () => {
    expect(promtool('check', 'rules', 'ops/alerts.yml')).toMatchObject({ status: 0 });
    expect(promtool('test', 'rules', 'ops/alerts.test.yml')).toMatchObject({ status: 0 });
  });

  test('each alert has a case in which it fires and one in which it does not, and a row in the manual', () => {
    const cases = testFile
      .parse(parse(readFileSync('ops/alerts.test.yml', 'utf8')))
      .tests.flatMap((one) => one.alert_rule_test);
    const manual = readFileSync('docs/operate.md', 'utf8');
    for (const { alert } of rules) {
      const fires = cases
        .filter(({ alertname }) => alertname === alert)
        .map(({ exp_alerts }) => exp_alerts.length > 0);
      expect(fires.toSorted(), alert).toEqual([false, true]);
      expect(manual, alert).toContain(`| \`${alert}\` |`);
    }
  });

  test('with rules that never hold, every one of them is missed', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'robolearn-rules-'));
    try {
      const broken = text
        .replaceAll(/^( +expr:)/gm, '$1 vector(0) > 1 #')
        .replaceAll(/^ {10}(sum|\/|rob|and).*$/gm, '');
      writeFileSync(path.join(directory, 'alerts.yml'), broken);
      copyFileSync('ops/alerts.test.yml', path.join(directory, 'alerts.test.yml'));
      const { status, said } = promtool('test', 'rules', path.join(directory, 'alerts.test.yml'));
      expect(status).not.toBe(0);
      const missed = [...said.matchAll(/alertname: (\w+), time/g)].map(([, name]) => name);
      expect(missed.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
