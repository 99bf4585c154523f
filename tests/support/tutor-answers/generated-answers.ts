import { randomFrom } from '../random';
import { handwrittenAnswers, type TutorAnswer } from './tutor-answers';

/** Blocks of which nothing but the code is told by the blanks before it. */
const CODE = [
  '```cpp\n#include <rclcpp/rclcpp.hpp>\nauto p = create_publisher<std_msgs::msg::String>("t", 10);\n```',
  '```python\nq = data[1] if a<b else limits[2][1]\n```',
  '~~~\n[1] <b> `x` $y$ 【2】\n~~~',
  '- A\n  1. B\n     ```yaml\n     gains: [1, 2, 3]  # <rad>\n     ```',
  '> ```xml\n> <link name="base"/> [1]\n> ```',
  '    std::vector<double> q = {x[1], y[2]};',
];
const WORDS = [
  'then',
  'so',
  'which is',
  'and',
  'because of this,',
  'الآن',
  '而且',
  'ہاں',
  'with',
  'in short,',
];
const ENDS = ['\n\n', '\n\n', '\n\n- ', '\n\n> ', '\n\n1. ', '\n\n## '];

/**
 * Answers put together from sentences of those by hand, and from code, the same for the same seed. Each sentence begins where
 * another one has ended.
 */
export function generatedAnswers(count: number, seed = 1): TutorAnswer[] {
  const random = randomFrom(seed);
  const choose = <T>(from: readonly T[], otherwise: T): T =>
    from[Math.floor(random() * from.length)] ?? otherwise;
  const sentences = handwrittenAnswers
    .map(({ marked }) => marked)
    .filter((text) => !/\n|`(?!.*`)/.test(text));
  return Array.from({ length: count }, (_, index) => {
    let marked = '';
    const parts = 1 + Math.floor(random() * 3);
    for (let part = 0; part < parts; part += 1) {
      if (random() < 0.25) {
        marked = `${marked.replace(/\n*(?:- |> |1\. |## )?$/, '\n\n')}${choose(CODE, '')}\n\n`;
        continue;
      }
      const glue = random() < 0.5 ? `${choose(WORDS, '')} ` : '';
      marked += `${glue}${choose(sentences, '')}${random() < 0.3 ? '. ' : choose(ENDS, '\n\n')}`;
    }
    return { name: `generated ${index + 1}`, marked: marked.trim() };
  });
}
