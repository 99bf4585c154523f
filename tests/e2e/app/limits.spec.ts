import { startApp } from '../../support/app-server';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import { answered, ask, composer, expect, openTutor, test, transcript } from './fixtures';

test('limit reached: the student reads when to come back, keeps the text, and goes on afterwards', async ({
  page,
}) => {
  const openai = await ScriptedOpenAI.start();
  openai.play(() => ({ kind: 'text', text: 'Here you are.' }));
  const app = await startApp({
    env: { OPENAI_BASE_URL: openai.baseUrl, RATE_LIMIT_MESSAGES_PER_MINUTE: '2' },
  });
  try {
    await page.goto(`${app.url}/`);
    const chat = await openTutor(page, 'Eager');
    await ask(chat, 'First question');
    await answered(chat);
    await ask(chat, 'Second question');
    await expect(transcript(chat).getByText('Here you are.')).toHaveCount(2);
    await answered(chat);

    await ask(chat, 'Third question, with care written');
    const told = transcript(chat).getByText(
      /You have sent 2 messages in a minute\. You can go on in \d+ seconds?\./,
    );
    await expect(told).toBeVisible();
    await expect(transcript(chat)).toContainText('Third question, with care written');
    // What is in the composer meanwhile is nobody else's business.
    await composer(chat).fill('A fourth, not yet sent');
    expect(openai.turns).toHaveLength(2);

    const wait = Number(/in (\d+) second/.exec((await told.textContent()) ?? '')?.[1]);
    expect(wait).toBeLessThanOrEqual(60);
    const again = chat.getByRole('button', { name: 'Try again' });
    await expect(async () => {
      if (openai.turns.length < 3 && (await again.isVisible())) await again.click();
      expect(openai.turns).toHaveLength(3);
    }).toPass({ intervals: [wait * 1_000, 1_000] });
    await expect(transcript(chat).getByText('Here you are.')).toHaveCount(3);
    await expect(told).toHaveCount(0);
    await expect(transcript(chat).getByText('Third question, with care written')).toHaveCount(1);
    await expect(composer(chat)).toHaveValue('A fourth, not yet sent');

    await page.reload();
    await expect(transcript(chat)).toContainText('Third question, with care written');
    await expect(transcript(chat).getByText('Here you are.')).toHaveCount(3);
  } finally {
    // A page that is still there complains of a server that is gone.
    await page.close();
    await app.stop();
    await openai.stop();
  }
});
