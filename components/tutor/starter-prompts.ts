import type { StartScreenPrompt } from '@openai/chatkit';
import type { CoursePage } from './tutor-page';

const ANYWHERE: StartScreenPrompt[] = [
  { label: 'Where should I start?', prompt: 'Where should I start in this course?', icon: 'compass' },
  { label: 'What is ROS 2?', prompt: 'What is ROS 2, in plain words?', icon: 'book-open' },
  {
    label: 'Gazebo or Isaac Sim?',
    prompt: 'When should I use Gazebo, and when Isaac Sim?',
    icon: 'cube',
  },
  {
    label: 'What can I do on a laptop?',
    prompt: 'Which parts of the course can I do with only a laptop?',
    icon: 'desktop',
  },
];

type Pair = [StartScreenPrompt, StartScreenPrompt];

/** Questions that the modules of our own course are known to raise. */
const OF_MODULE: Record<string, Pair> = {
  ros2: [
    {
      label: 'Topic, service or action?',
      prompt: 'When do I use a topic, when a service, and when an action in ROS 2?',
      icon: 'circle-question',
    },
    {
      label: 'Why can my nodes not hear each other?',
      prompt: 'Two of my ROS 2 nodes do not receive each other’s messages. What should I check first?',
      icon: 'bug',
    },
  ],
  gazebo: [
    {
      label: 'Why does my robot shake or sink?',
      prompt: 'My robot shakes or sinks into the ground in Gazebo. What should I check first?',
      icon: 'bug',
    },
    {
      label: 'URDF or SDF?',
      prompt: 'What is the difference between URDF and SDF, and when do I need which?',
      icon: 'circle-question',
    },
  ],
  isaac: [
    {
      label: 'What hardware do I need?',
      prompt: 'What hardware do I need for Isaac Sim, and what can I do without it?',
      icon: 'desktop',
    },
    {
      label: 'Why synthetic data?',
      prompt: 'Why do we train robots on synthetic data, and where does it fall short?',
      icon: 'circle-question',
    },
  ],
  vla: [
    {
      label: 'From words to motion',
      prompt: 'How does a VLA model turn an instruction into a motion of the robot?',
      icon: 'play',
    },
    {
      label: 'What can go wrong?',
      prompt: 'What can go wrong when a learned policy drives a robot, and how do I run it safely?',
      icon: 'bug',
    },
  ],
};

/** Questions that any module raises. */
const OF_ANY_MODULE: Pair = [
  {
    label: 'Which words should I know?',
    prompt: 'Which words of this part of the course should I know, and what do they mean?',
    icon: 'circle-question',
  },
  {
    label: 'What comes after this?',
    prompt: 'Which lesson should I read after this page, and why?',
    icon: 'play',
  },
];

/** The four prompts of the start screen, for the page that is open. */
export function starterPrompts(page: CoursePage | null): StartScreenPrompt[] {
  if (!page) return ANYWHERE;
  const [one, other] = OF_MODULE[page.moduleId] ?? OF_ANY_MODULE;
  if (page.kind === 'lesson') {
    return [
      {
        label: 'Explain this lesson simply',
        prompt: `Explain the lesson “${page.title}” in simple words, with one example.`,
        icon: 'book-open',
      },
      {
        label: 'Quiz me on this lesson',
        prompt: 'Quiz me on this lesson.',
        icon: 'lightbulb',
      },
      one,
      other,
    ];
  }
  return [
    {
      label: `What will I learn here?`,
      prompt: `What will I be able to do after “${page.title}”?`,
      icon: 'book-open',
    },
    {
      label: 'What should I know first?',
      prompt: `What should I know before I begin “${page.title}”?`,
      icon: 'compass',
    },
    one,
    other,
  ];
}
