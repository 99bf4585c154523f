import { describe, expect, test } from 'vitest';
import { inAnotherLanguage } from '@/lib/tutor/guide/languages';
import { COVERED } from '../search/questions';
import { ask } from './ask';
import { pagesOf } from './converse';
import { HELD_OUT_QUESTIONS, NATURAL_QUESTIONS } from './natural-questions';
import { WORDINGS } from './wordings';

/** How a sentence in the language begins that says in which one to ask. */
const BEGINNINGS: Record<string, string> = {
  es: 'Solo conozco',
  pt: 'Só conheço',
  de: 'Ich kenne',
  fr: 'Je ne connais',
  it: 'Conosco',
  nl: 'Ik ken',
  pl: 'Znam',
};

const MESSAGES: Record<string, string[]> = {
  es: [
    'Resumeme este módulo por favor',
    '¿Por dónde debo empezar?',
    'que es un nodo',
    'hola, puedes ayudarme',
    'cuanto dura el curso',
    'no entiendo nada',
    'explícame qué es URDF',
    'necesito una tarjeta grafica?',
    'dame un ejemplo',
    'cual es la diferencia entre urdf y sdf',
    'gracias',
    'quiero aprender ROS',
  ],
  pt: [
    'como faço para começar',
    'o que é um nó',
    'por onde devo começar?',
    'quanto tempo dura o curso',
    'não entendi',
    'me dá um exemplo',
    'resuma este módulo por favor',
    'preciso de uma placa de vídeo?',
    'qual a diferença entre urdf e sdf',
    'olá, você pode me ajudar?',
    'obrigado',
    'quero aprender ROS',
  ],
  de: [
    'Was bedeutet Lifecycle?',
    'wo soll ich anfangen',
    'wie lange dauert der kurs',
    'ich verstehe das nicht',
    'erkläre mir bitte QoS',
    'was ist ein knoten',
    'fasse dieses modul zusammen',
    'brauche ich eine grafikkarte',
    'gib mir ein beispiel',
    'hallo, kannst du mir helfen',
    'danke',
    'welchen computer brauche ich',
  ],
  fr: [
    "qu'est-ce qu'un noeud",
    'par où commencer ?',
    'combien de temps dure le cours',
    'je ne comprends pas',
    'explique moi URDF',
    'résume ce module',
    'donne moi un exemple',
    'bonjour, peux-tu m’aider',
    "ai-je besoin d'une carte graphique",
    'quelle est la différence entre urdf et sdf',
    'merci beaucoup',
    'je veux apprendre ROS',
  ],
  it: [
    'cosa è un nodo',
    "cos'è un nodo?",
    'da dove devo iniziare',
    'quanto dura il corso',
    'non capisco',
    'dammi un esempio',
    'spiegami URDF',
    'riassumi questo modulo',
    'ho bisogno di una scheda grafica',
    'qual è la differenza tra urdf e sdf',
    'grazie mille',
    'ciao, puoi aiutarmi?',
  ],
  nl: [
    'wat is een node',
    'waar moet ik beginnen',
    'hoe lang duurt de cursus',
    'ik begrijp het niet',
    'leg uit wat QoS is',
    'vat deze module samen',
    'geef me een voorbeeld',
    'heb ik een videokaart nodig',
    'kun je mij helpen',
    'wat is het verschil tussen urdf en sdf',
    'dank je wel',
    'welke computer heb ik nodig',
  ],
  pl: [
    'co to jest węzeł',
    'od czego zacząć',
    'jak długo trwa kurs',
    'nie rozumiem',
    'wyjaśnij mi QoS',
    'streść ten moduł',
    'podaj przykład',
    'czy potrzebuję karty graficznej',
    'jaka jest różnica między urdf a sdf',
    'cześć, możesz mi pomóc',
    'dziękuję',
    'jaki komputer muszę kupić',
  ],
};

const EACH = Object.entries(MESSAGES).flatMap(([code, all]) => all.map((message) => ({ code, message })));

test.each(EACH)('$code: $message', async ({ code, message }) => {
  const { text, citations } = await ask(message);
  expect(text.startsWith(BEGINNINGS[code] ?? '?'), text).toBe(true);
  expect(citations).toEqual([]);
});

describe('lessons are named', () => {
  test.each([
    ['Was bedeutet Lifecycle?', 'lifecycle-nodes'],
    ['explique moi URDF', 'describing-a-robot-in-urdf'],
    ['leg uit wat QoS is', 'quality-of-service'],
    ['wyjaśnij mi QoS', 'quality-of-service'],
  ])('by words that the course has: %s', async (message, lesson) => {
    expect(pagesOf(await ask(message)).some((path) => path.endsWith(lesson))).toBe(true);
  });

  test.each([
    '¿Por dónde debo empezar?',
    'como faço para começar',
    'je ne comprends pas',
    'danke',
    'nie rozumiem',
    'brauche ich eine grafikkarte',
  ])('and none where it has no word of it: %s', async (message) => {
    expect(pagesOf(await ask(message))).toEqual([]);
  });
});

test('no English is taken for another language', () => {
  const english = [
    ...[...NATURAL_QUESTIONS, ...HELD_OUT_QUESTIONS].filter(
      ({ says = [] }) => !/ngl|语|انگ|أ/.test(says.join()),
    ),
    ...WORDINGS,
  ].map(({ question }) => question);
  const others = [
    'Who was Rudolf Die Hard?',
    'is a sim to real gap a problem',
    'on a la carte robots',
    'me too',
    'fix it pls',
    'no',
    'do it',
    'so what',
    'was it wrong',
    'die casting',
    'the war is over',
    'I want to quantise a model',
    'can I use a café wifi',
    'naïve question: what is a node',
    'San Francisco is nice',
    'merge the bags',
    'what does "que" mean',
    'los angeles robot lab',
    'PID gains kp ki kd',
    'man in the middle',
    'an',
    'es',
    'de facto standard',
    'i am in',
    'e.g. a node',
  ];
  for (const message of [...english, ...others, ...COVERED.map(([question]) => question)])
    expect(inAnotherLanguage(message ?? '', ['en']), message).toBeUndefined();
});
