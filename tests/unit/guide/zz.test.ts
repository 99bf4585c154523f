import { it } from 'vitest';
import { ask } from './ask';

it('x', async () => {
  for (const q of [
    'services vs actions',
    'What is the difference between a topic and a service?',
    'revolute vs continuous joint',
    'Gazebo vs Isaac Sim',
    'What is the difference between ROS and React?',
    'What are the QoS policies?',
    'What are the states of a lifecycle node?',
    'Which joint types are there?',
    'What are topics?',
    'LoRA versus full fine-tuning',
    'How is SLAM different from localization?',
    'What are common frame names?',
    'What are the hardware tiers of the robot?',
    'Compare Gazebo with a bicycle',
  ]) {
    const a = await ask(q);
    process.stdout.write(`\n######## ${q}  ${JSON.stringify(a.queries)}\n${a.raw}\n`);
  }
}, 60000);
