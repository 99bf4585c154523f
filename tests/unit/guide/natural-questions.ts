/** A question as somebody types it, and what a good answer to it has. */
export interface NaturalQuestion {
  question: string;
  /** The lesson that is open, by the end of its path. */
  on?: string;
  /** Questions asked before, each answered by the guide. */
  after?: string[];
  /** The answer cites or links one of these pages, by the end of their paths. */
  leadsTo?: string[];
  /** The answer has all of these. */
  says?: (string | RegExp)[];
  /** And none of these. */
  never?: (string | RegExp)[];
  /** Whether it quotes the course: with a source, or without any. */
  quotes?: boolean;
}

const FIRST = 'what-is-ros-2';
const MODULES = ['ROS 2', 'Simulation', 'NVIDIA Isaac', 'Vision-language-action'];

/** On a first visit. */
const FIRST_VISIT: NaturalQuestion[] = [
  { question: 'Where should I start?', leadsTo: [FIRST], never: ['controller_manager'] },
  { question: 'where do i begin pls', leadsTo: [FIRST] },
  { question: 'im new here, what now', leadsTo: [FIRST] },
  { question: 'were should i strat', leadsTo: [FIRST] },
  { question: 'What will I learn in this course?', says: MODULES, never: ['does not cover'] },
  { question: 'whats this course about', says: MODULES },
  { question: 'what topics do you cover?', says: MODULES },
  { question: 'How long does the whole course take?', says: ['19 hours'] },
  {
    question: 'how much time do i need for module 2',
    says: [/\b4 hours/],
    leadsTo: ['module-2-simulation'],
  },
  {
    question: 'What hardware do I need?',
    says: ['Laptop or cloud', 'RTX', 'Jetson'],
    never: ['do not know'],
  },
  { question: 'do i need a gpu for this', says: ['RTX GPU'] },
  { question: 'can i do this with just a laptop?', says: ['Laptop or cloud'] },
  { question: 'which lessons are there?', says: MODULES },
  { question: 'list the lessons of module 4 please', leadsTo: ['fine-tuning-with-lora'], says: ['safely'] },
  { question: 'hey who are you', says: ['guide'], quotes: false },
  { question: 'what can you do for me', says: ['guide'], quotes: false },
];

/** On what the lessons teach. */
const LESSONS: NaturalQuestion[] = [
  {
    question: 'how do i write a publisher in python',
    leadsTo: ['nodes-and-topics'],
    says: ['create_publisher'],
  },
  {
    question: 'How do I write a publisher in Python?',
    on: 'nodes-and-topics',
    leadsTo: ['nodes-and-topics'],
    says: ['create_publisher'],
  },
  { question: 'whats a node', says: ['A node is a'] },
  { question: 'explain qos pls', leadsTo: ['quality-of-service'], quotes: true },
  { question: 'what exactly is a VLA, roughly?', leadsTo: ['what-is-a-vla-model'], quotes: true },
  {
    question: 'Topic, service or action?',
    leadsTo: ['services-and-actions'],
    says: ['Can it be cancelled?'],
  },
  { question: 'how do i record a bag', leadsTo: ['recording-with-rosbag2'], says: ['ros2 bag record'] },
  {
    question: 'difference between urdf and sdf',
    leadsTo: ['describing-a-robot-in-urdf', 'gazebo-and-sdf-worlds', 'spawning-a-robot'],
    says: ['URDF', 'SDF'],
  },
  {
    question: 'why does my robot shake in gazebo',
    leadsTo: ['spawning-a-robot', 'describing-a-robot-in-urdf', 'physics-and-simulation-time'],
    quotes: true,
  },
  {
    question: 'my subscriber gets nothing',
    leadsTo: ['quality-of-service', 'nodes-and-topics'],
    quotes: true,
  },
  { question: 'how do I simulate a lidar?', leadsTo: ['sensors-and-noise'], quotes: true },
  { question: 'what does use_sim_time do', leadsTo: ['physics-and-simulation-time'], says: ['use_sim_time'] },
  { question: 'what is LoRA good for?', leadsTo: ['fine-tuning-with-lora'], says: ['LoRA'] },
  { question: 'how many demonstrations should i record', leadsTo: ['collecting-demonstrations'] },
  { question: 'how do i stop the robot in an emergency', leadsTo: ['running-a-policy-safely'] },
  { question: 'what is isaac sim', leadsTo: ['isaac-sim-and-usd-scenes'], says: ['Isaac Sim is NVIDIA'] },
  {
    question: 'what is covered in chapter 5?',
    leadsTo: ['mapping-and-navigation'],
    says: ['Testing in simulation'],
  },
  { question: 'which lesson explains quality of service', leadsTo: ['quality-of-service'] },
  {
    question: 'is there anything about reinforcement learning?',
    leadsTo: ['reinforcement-learning-with-isaac-lab'],
  },
];

/** On the page that is open. */
const PAGE: NaturalQuestion[] = [
  {
    question: 'summarize this page',
    on: 'quality-of-service',
    leadsTo: ['quality-of-service'],
    says: ['Choose reliability, durability and history'],
  },
  {
    question: 'what is this lesson about?',
    on: 'fine-tuning-with-lora',
    says: ['Adapt a large pretrained policy'],
  },
  { question: 'tldr', on: 'services-and-actions', says: ['What an action is'] },
  { question: 'what comes next?', on: 'services-and-actions', leadsTo: ['quality-of-service'] },
  { question: 'how long does this lesson take', on: 'fine-tuning-with-lora', says: ['50 minutes'] },
  { question: 'what do i need for this lesson', on: 'perception-on-a-jetson', says: ['Jetson'] },
  {
    question: 'explain this',
    on: 'coordinate-frames-with-tf2',
    leadsTo: ['coordinate-frames-with-tf2'],
    quotes: true,
  },
  {
    question: 'what should I know before this?',
    on: 'quality-of-service',
    leadsTo: ['services-and-actions', 'nodes-and-topics'],
  },
];

/** On what was just said. */
const FOLLOW_UPS: NaturalQuestion[] = [
  { question: 'explain it simpler', after: ['What is a node?'], leadsTo: ['nodes-and-topics', FIRST] },
  { question: 'an example please', after: ['What is a topic?'], leadsTo: ['nodes-and-topics', FIRST] },
  { question: 'why?', after: ['What is Quality of Service?'], leadsTo: ['quality-of-service'] },
  { question: 'tell me more', after: ['What is URDF?'], leadsTo: ['describing-a-robot-in-urdf'] },
  { question: 'more', after: ['What is a service?', 'more'], leadsTo: ['services-and-actions'] },
  { question: 'where can i read about it', after: ['What is LoRA?'], leadsTo: ['fine-tuning-with-lora'] },
];

/** Complaints, and what says too little. */
const VAGUE: NaturalQuestion[] = [
  { question: 'thats not what i asked', after: ['What is a node?'], says: [/sorry/i] },
  { question: 'you are useless', says: [/sorry/i], quotes: false },
  { question: 'it doesnt work', quotes: false, says: [/tell me|what do you see/i] },
  { question: 'help', says: ['guide'], quotes: false },
  { question: '???', quotes: false, says: [/question/] },
  { question: 'thx', says: ['welcome'], quotes: false },
  { question: 'ok', quotes: false },
];

/** In other languages, and on other things. */
const ELSEWHERE: NaturalQuestion[] = [
  { question: 'Was ist ein Node in ROS 2?', says: ['Englisch'], quotes: false },
  { question: 'ROS 2 میں نوڈ کیا ہے؟', says: ['انگریزی'], quotes: false },
  { question: '什么是节点？', says: ['英语'], quotes: false },
  { question: 'Comment écrire un publisher en Python ?', says: ['anglais'], quotes: false },
  { question: 'tell me a joke', quotes: false },
  { question: "what's the weather today", quotes: false },
  { question: 'how do i bake bread', says: ['does not cover'], quotes: false },
];

/** On lessons that no question above is about. */
const OTHER_LESSONS: NaturalQuestion[] = [
  {
    question: 'my robot falls through the ground help',
    on: 'spawning-a-robot',
    says: ['no floor collision'],
  },
  {
    question: 'explain action chunking like im 5',
    on: 'action-tokens-and-chunks',
    says: ['An action chunk is'],
  },
  {
    question: 'how many trials do i need',
    on: 'evaluating-a-policy',
    leadsTo: ['evaluating-a-policy'],
    says: [/\d|hundreds/],
  },
  { question: 'what is a quaternion', leadsTo: ['coordinate-frames-with-tf2'], says: ['four numbers'] },
  { question: 'whats a xacro', says: ['a macro language for XML'] },
  { question: 'whats the real time factor', says: ['is the ratio of simulated time to real time'] },
  { question: 'lidar', says: ['A laser scanner, or lidar'] },
  { question: 'define callback', says: ['A callback is a function'] },
  {
    question: 'how do i switch controllers on',
    on: 'moving-joints-with-ros2-control',
    leadsTo: ['moving-joints-with-ros2-control'],
    quotes: true,
  },
  { question: 'can i play it slower', on: 'recording-with-rosbag2', says: ['--rate 0.5'] },
  { question: 'does ros 2 run on windows', on: 'what-is-ros-2', says: ['Windows'] },
  { question: 'difference urdf sdf', says: ['URDF, the Unified', 'SDF, the Simulation'] },
  { question: 'why', on: 'isaac-ros-and-nitros', after: ['is nitros faster?'], quotes: true },
  { question: 'is openvla covered?', leadsTo: ['what-is-a-vla-model', 'fine-tuning-with-lora'] },
  { question: 'do i need to know python first', says: ['basic Python'] },
  { question: 'is this course free', says: ['do not say'], quotes: false },
  { question: 'do i get a certificate', says: ['do not say'], quotes: false },
  { question: 'write me a python script that sorts a list', says: ['cannot write'], quotes: false },
  { question: 'ok cool, what now', leadsTo: [FIRST] },
  { question: 'qos kya hota hai', says: ['English'], leadsTo: ['quality-of-service'], quotes: false },
];

export const NATURAL_QUESTIONS: NaturalQuestion[] = [
  ...FIRST_VISIT,
  ...LESSONS,
  ...OTHER_LESSONS,
  ...PAGE,
  ...FOLLOW_UPS,
  ...VAGUE,
  ...ELSEWHERE,
];

/** Written before anybody had seen an answer, and tried at the end only. */
export const HELD_OUT_QUESTIONS: NaturalQuestion[] = [
  { question: 'hey, ive never touched a robot before. what do i do first?', leadsTo: [FIRST] },
  {
    question: 'is there anything in here about cameras?',
    leadsTo: [
      'sensors-and-noise',
      'perception-on-a-jetson',
      'synthetic-data-with-replicator',
      'isaac-ros-and-nitros',
    ],
  },
  { question: 'how many lessons does this course have?', says: ['30'] },
  { question: 'can i skip module 1?', leadsTo: ['module-1-ros2'], never: ['```'] },
  {
    question: 'give me the gist',
    on: 'lifecycle-nodes',
    says: ['Start, pause and restart parts of a robot'],
  },
  { question: 'what should i read next?', on: 'nodes-and-topics', leadsTo: ['messages-and-interfaces'] },
  { question: 'wat is a launch fiel', leadsTo: ['parameters-and-launch-files'] },
  {
    question: 'i still dont get it',
    after: ['What is a quaternion?'],
    leadsTo: ['coordinate-frames-with-tf2'],
  },
  {
    question: 'show me one',
    after: ['What is a launch file?'],
    says: ['```'],
    leadsTo: ['parameters-and-launch-files'],
  },
  { question: '¿Qué es un tópico en ROS 2?', says: ['inglés'], quotes: false },
  { question: 'Wie lange dauert der Kurs?', says: ['Englisch'], quotes: false },
  { question: "what's the meaning of life", quotes: false, says: ['does not cover'] },
  { question: 'can you write my homework for me', quotes: false },
  { question: 'that answer was useless', after: ['What is SLAM?'], says: [/sorry/i] },
  { question: 'do i need to buy a jetson', says: ['Jetson', /tier 3/i] },
  {
    question: "what's the difference between a parameter and a topic?",
    leadsTo: ['parameters-and-launch-files'],
    says: [/parameter is/i, /topic is/i],
  },
  { question: 'my bag file is empty why', leadsTo: ['recording-with-rosbag2'] },
  {
    question: 'which module talks about reinforcement learning',
    leadsTo: ['reinforcement-learning-with-isaac-lab'],
  },
  {
    question: 'ok and how long is that one?',
    after: ['which module talks about reinforcement learning'],
    says: ['45 minutes'],
  },
  { question: 'are you chatgpt?', says: ['guide'], quotes: false },
];
