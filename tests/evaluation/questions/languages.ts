import {
  ACTION_CHUNKS,
  BRIDGE,
  DEMONSTRATIONS,
  EVALUATING,
  ISAAC_LAB,
  ISAAC_SIM,
  JETSON,
  LIFECYCLE,
  LORA,
  MESSAGES,
  NAVIGATION,
  NITROS,
  NODES_AND_TOPICS,
  PARAMETERS_AND_LAUNCH,
  PHYSICS_AND_TIME,
  QOS,
  REPLICATOR,
  ROS2_CONTROL,
  ROSBAG,
  RUNNING_SAFELY,
  SENSORS,
  SERVICES_AND_ACTIONS,
  SIM_TO_REAL,
  SIMULATION_TESTS,
  SPAWNING,
  TF2,
  URDF,
  VLA_MODELS,
  WHAT_IS_ROS2,
} from './lessons';
import type { EvaluationQuestion } from './question';

export type Language =
  | 'Arabic'
  | 'Chinese'
  | 'French'
  | 'German'
  | 'Hindi'
  | 'Portuguese'
  | 'Spanish'
  | 'Urdu';

/** A question in another language than the course's. */
export interface LanguageQuestion extends EvaluationQuestion {
  language: Language;
  /** What somebody searches an English course for who has understood the question. */
  englishQuery: string;
  /** A right answer in the question's language, in one sentence. */
  answer: string;
}

/** Forty questions of students who do not write English: not part of the others, which measure the search alone. */
export const LANGUAGE_QUESTIONS: LanguageQuestion[] = [
  {
    ...ofModule('ros2'),
    id: 'de-01',
    language: 'German',
    question: 'Wann nehme ich einen Service und wann lieber eine Action?',
    englishQuery: 'difference between a service and an action',
    answer:
      'Ein Service passt zu kurzer Arbeit mit einer Antwort, eine Action zu langen Zielen mit Feedback und Abbruch.',
    needs: [
      [
        `${SERVICES_AND_ACTIONS}#what-an-action-is`,
        `${SERVICES_AND_ACTIONS}#what-a-service-is`,
        `${SERVICES_AND_ACTIONS}#`,
      ],
    ],
  },
  {
    ...ofModule('ros2'),
    id: 'de-02',
    language: 'German',
    question: 'Wie zeichne ich auf, was mein Roboter sendet, und spiele es später wieder ab?',
    englishQuery: 'record topics with rosbag2 and play them back',
    answer:
      'Mit ros2 bag record zeichnest du Topics in ein Bag auf und spielst sie mit ros2 bag play wieder ab.',
    needs: [
      [`${ROSBAG}#record-the-right-topics`, `${ROSBAG}#inspect-and-play-back`, `${ROSBAG}#what-a-bag-is`],
    ],
  },
  {
    ...ofModule('gazebo'),
    id: 'de-03',
    language: 'German',
    question: 'Wie setze ich meinen Roboter in eine laufende Gazebo-Welt?',
    englishQuery: 'spawn a robot into a running Gazebo world',
    answer:
      'Das Einsetzen heißt Spawning: Ein Launch-File startet die Welt und erzeugt das Modell aus der URDF darin.',
    needs: [[`${SPAWNING}#what-spawning-means`, `${SPAWNING}#write-the-launch-file`, `${SPAWNING}#`]],
  },
  {
    ...ofModule('isaac'),
    id: 'de-04',
    language: 'German',
    question:
      'Warum verhält sich eine trainierte Strategie auf dem echten Roboter anders als in der Simulation?',
    englishQuery: 'what the sim-to-real gap is',
    answer:
      'Der Unterschied heißt Sim-to-Real Gap und kommt daher, dass die Simulation die Wirklichkeit nur annähert.',
    needs: [
      [
        `${SIM_TO_REAL}#what-the-sim-to-real-gap-is`,
        `${SIM_TO_REAL}#find-the-cause-when-it-fails`,
        `${SIM_TO_REAL}#compare-the-two-interfaces`,
        `${SIM_TO_REAL}#`,
      ],
    ],
  },
  {
    ...ofModule('vla'),
    id: 'de-05',
    language: 'German',
    question: 'Wie viele Versuche brauche ich, bis ich einer Erfolgsquote trauen kann?',
    englishQuery: 'how many trials are enough to evaluate a policy',
    answer:
      'Wenige Versuche sagen wenig: Erst ein Konfidenzintervall zeigt, wie genau eine Erfolgsquote bekannt ist.',
    needs: [[`${EVALUATING}#how-many-trials-are-enough`]],
  },
  {
    ...ofModule('ros2'),
    id: 'es-01',
    language: 'Spanish',
    question: '¿Por qué mi suscriptor no recibe nada aunque el editor está publicando?',
    englishQuery: 'publisher and subscriber do not match quality of service',
    answer:
      'Si los perfiles de QoS no son compatibles, el publicador y el suscriptor no se conectan y no llega ningún mensaje.',
    needs: [
      [
        `${QOS}#why-two-endpoints-do-not-match`,
        `${QOS}#a-habit-for-finding-qos-faults`,
        `${NODES_AND_TOPICS}#how-topics-connect-publishers-and-subscribers`,
        `${QOS}#`,
      ],
    ],
  },
  {
    ...ofModule('ros2'),
    id: 'es-02',
    language: 'Spanish',
    question: '¿Qué tipos de articulaciones hay en un URDF?',
    englishQuery: 'joint types in URDF',
    answer:
      'En un URDF hay articulaciones fijas, continuas, de revolución y prismáticas, según cómo se mueve el eslabón.',
    needs: [[`${URDF}#joint-types-at-a-glance`]],
  },
  {
    ...ofModule('gazebo'),
    id: 'es-03',
    language: 'Spanish',
    question: '¿Cómo llevo los temas de Gazebo a ROS 2?',
    englishQuery: 'bridge topics between Gazebo and ROS 2',
    answer:
      'El ros_gz_bridge traduce los mensajes entre los temas de Gazebo y los de ROS 2, por ejemplo con un archivo YAML.',
    needs: [
      [
        `${BRIDGE}#what-ros_gz_bridge-does`,
        `${BRIDGE}#bridge-one-topic-from-the-command-line`,
        `${BRIDGE}#describe-all-topics-in-a-yaml-file`,
        `${BRIDGE}#`,
      ],
    ],
  },
  {
    ...ofModule('isaac'),
    id: 'es-04',
    language: 'Spanish',
    question: '¿Para qué sirven miles de robots simulados al mismo tiempo?',
    englishQuery: 'why thousands of robots are simulated at once for reinforcement learning',
    answer:
      'El aprendizaje por refuerzo necesita mucha experiencia, y miles de robots en paralelo la reúnen en poco tiempo.',
    needs: [[`${ISAAC_LAB}#why-thousands-of-robots-at-once`]],
  },
  {
    ...ofModule('vla'),
    id: 'es-05',
    language: 'Spanish',
    question: '¿Cómo se ajusta un modelo grande sin cambiar todos sus pesos?',
    englishQuery: 'how LoRA fine-tunes a model with few weights',
    answer:
      'Con LoRA los pesos originales quedan fijos y solo se entrenan dos matrices pequeñas de rango bajo.',
    needs: [[`${LORA}#how-lora-works`, `${LORA}#what-fine-tuning-is`]],
  },
  {
    ...ofModule('ros2'),
    id: 'fr-01',
    language: 'French',
    question: 'Comment les nœuds se trouvent-ils sans serveur central ?',
    englishQuery: 'how DDS discovery finds nodes without a master',
    answer:
      'La découverte de DDS annonce chaque participant sur le réseau, de sorte que les nœuds se trouvent sans maître.',
    needs: [[`${WHAT_IS_ROS2}#how-dds-discovery-finds-nodes`]],
  },
  {
    ...ofModule('ros2'),
    id: 'fr-02',
    language: 'French',
    question: 'Comment publier la position fixe de ma caméra par rapport au châssis ?',
    englishQuery: 'publish a static transform with tf2',
    answer:
      'Une transformation statique de tf2, publiée une seule fois, donne la position fixe de la caméra.',
    needs: [[`${TF2}#publish-a-static-transform`]],
  },
  {
    ...ofModule('gazebo'),
    id: 'fr-03',
    language: 'French',
    question: 'Que signifie le facteur temps réel de la simulation ?',
    englishQuery: 'what the real-time factor tells you',
    answer:
      'Le facteur temps réel compare le temps simulé au temps écoulé : à 0,5 la simulation avance deux fois moins vite.',
    needs: [[`${PHYSICS_AND_TIME}#what-the-real-time-factor-tells-you`]],
  },
  {
    ...ofModule('isaac'),
    id: 'fr-04',
    language: 'French',
    question: 'Pourquoi est-il coûteux de copier les images entre les nœuds ?',
    englishQuery: 'why copies of images between nodes are expensive, NITROS',
    answer:
      'Chaque copie entre le GPU et le processeur coûte du temps, et NITROS laisse les images dans la mémoire du GPU.',
    needs: [[`${NITROS}#why-copies-between-nodes-are-expensive`, `${NITROS}#what-nitros-does`]],
  },
  {
    ...ofModule('vla'),
    id: 'fr-05',
    language: 'French',
    question: "Qu'est-ce qui fait un bon jeu de démonstrations ?",
    englishQuery: 'what makes a good data set of demonstrations',
    answer:
      'Un bon jeu de démonstrations est varié, propre et cohérent, avec des épisodes réussis de la même tâche.',
    needs: [[`${DEMONSTRATIONS}#what-makes-a-good-data-set`, `${DEMONSTRATIONS}#inspect-before-you-train`]],
  },
  {
    ...ofModule('ros2'),
    id: 'ur-01',
    language: 'Urdu',
    question: 'نوڈ کیا ہوتا ہے اور اسے چھوٹا کیوں رکھنا چاہیے؟',
    englishQuery: 'what a node is and why to keep it small',
    answer:
      'نوڈ ROS 2 کے گراف کا ایک حصہ ہے جو ایک ہی کام کرتا ہے، اس لیے اسے الگ سے دوبارہ شروع کیا جا سکتا ہے۔',
    needs: [[`${NODES_AND_TOPICS}#what-a-node-is`, `${WHAT_IS_ROS2}#the-words-you-meet-first`]],
  },
  {
    ...ofModule('ros2'),
    id: 'ur-02',
    language: 'Urdu',
    question: 'لانچ فائل سے ایک ساتھ کئی نوڈ کیسے چلاتے ہیں؟',
    englishQuery: 'start several nodes with a launch file',
    answer: 'لانچ فائل میں ہر نوڈ لکھا جاتا ہے اور ros2 launch سب کو ایک ساتھ چلاتا ہے۔',
    needs: [
      [
        `${PARAMETERS_AND_LAUNCH}#what-a-launch-file-is`,
        `${PARAMETERS_AND_LAUNCH}#install-and-run-a-launch-file`,
      ],
    ],
  },
  {
    ...ofModule('gazebo'),
    id: 'ur-03',
    language: 'Urdu',
    question: 'گزیبو میں لیزر سینسر کے شور کا ماڈل کیسے بناتے ہیں؟',
    englishQuery: 'noise model of a simulated laser scanner in Gazebo',
    answer: 'سینسر کے noise میں گاؤسی انحراف دیا جاتا ہے تاکہ پیمائش اصل سینسر جیسی ہو۔',
    needs: [[`${SENSORS}#what-noise-models-mean`, `${SENSORS}#add-a-laser-scanner`]],
  },
  {
    ...ofModule('isaac'),
    id: 'ur-04',
    language: 'Urdu',
    question: 'مصنوعی ڈیٹا بناتے وقت منظر میں کیا کیا بدلنا چاہیے؟',
    englishQuery: 'synthetic data with Replicator, choose what to vary in the scene',
    answer: 'مصنوعی ڈیٹا میں روشنی، رنگ، کیمرے کی جگہ اور چیزوں کی ترتیب بدلی جاتی ہے۔',
    needs: [[`${REPLICATOR}#choose-what-to-vary`, `${REPLICATOR}#what-replicator-does`]],
  },
  {
    ...ofModule('vla'),
    id: 'ur-05',
    language: 'Urdu',
    question: 'وی ایل اے ماڈل کیا ہے؟',
    englishQuery: 'what is a vision-language-action model',
    answer: 'VLA ماڈل تصویر اور زبان کی ہدایت لے کر روبوٹ کے لیے عمل بناتا ہے۔',
    needs: [[`${VLA_MODELS}#what-is-a-vision-language-action-model`, `${VLA_MODELS}#`]],
  },
  {
    ...ofModule('ros2'),
    id: 'ar-01',
    language: 'Arabic',
    question: 'كيف أعرّف نوع رسالة خاصًا بي؟',
    englishQuery: 'define your own message type',
    answer: 'تكتب الحقول في ملف msg داخل حزمة للواجهات ثم تبني الحزمة لتستعمل النوع الجديد.',
    needs: [
      [
        `${MESSAGES}#define-your-own-message`,
        `${MESSAGES}#use-the-new-type-from-python`,
        `${MESSAGES}#when-to-make-a-custom-type`,
      ],
    ],
  },
  {
    ...ofModule('ros2'),
    id: 'ar-02',
    language: 'Arabic',
    question: 'ما هي حالات العقدة ذات دورة الحياة؟',
    englishQuery: 'states and transitions of a lifecycle node',
    answer: 'للعقدة أربع حالات هي unconfigured وinactive وactive وfinalized وتنتقل بينها بأوامر.',
    needs: [[`${LIFECYCLE}#the-four-states-and-their-transitions`, `${LIFECYCLE}#what-a-lifecycle-node-is`]],
  },
  {
    ...ofModule('gazebo'),
    id: 'ar-03',
    language: 'Arabic',
    question: 'ما الفرق بين بناء الخريطة وتحديد الموقع؟',
    englishQuery: 'difference between SLAM and localization',
    answer: 'يبني SLAM الخريطة ويحدد الموقع معًا، أما تحديد الموقع فيحتاج إلى خريطة موجودة.',
    needs: [[`${NAVIGATION}#what-slam-and-localization-are`]],
  },
  {
    ...ofModule('isaac'),
    id: 'ar-04',
    language: 'Arabic',
    question: 'كيف أصمّم المكافأة لكي يتعلم الروبوت المشي؟',
    englishQuery: 'shape the reward for a walking policy',
    answer: 'تُجمع المكافأة من عدة حدود، فتُكافأ السرعة المطلوبة وتُعاقب الحركات العنيفة.',
    needs: [[`${ISAAC_LAB}#shape-the-reward`, `${ISAAC_LAB}#train-a-walking-policy`]],
  },
  {
    ...ofModule('vla'),
    id: 'ar-05',
    language: 'Arabic',
    question: 'ماذا يجب أن يفعل زر التوقف في حالة الطوارئ؟',
    englishQuery: 'what an emergency stop must do when running a policy',
    answer: 'يجب أن يقطع زر الطوارئ الطاقة عن المحركات بنفسه دون أن يعتمد على البرنامج.',
    needs: [
      [
        `${RUNNING_SAFELY}#what-running-a-policy-safely-means`,
        `${RUNNING_SAFELY}#follow-a-start-procedure`,
        `${SIM_TO_REAL}#climb-the-safety-ladder`,
      ],
    ],
  },
  {
    ...ofModule('ros2'),
    id: 'hi-01',
    language: 'Hindi',
    question: 'पैरामीटर को नोड चलते समय बाहर से कैसे बदलें?',
    englishQuery: 'read and set parameters of a running node from outside',
    answer: 'ros2 param set से चलते हुए नोड का पैरामीटर बाहर से बदला जाता है।',
    needs: [
      [
        `${PARAMETERS_AND_LAUNCH}#read-and-set-parameters-from-outside`,
        `${PARAMETERS_AND_LAUNCH}#what-a-parameter-is`,
      ],
    ],
  },
  {
    ...ofModule('ros2'),
    id: 'hi-02',
    language: 'Hindi',
    question: 'कंट्रोलर को कैसे कॉन्फ़िगर करके शुरू करते हैं?',
    englishQuery: 'configure and start controllers with ros2_control',
    answer: 'कंट्रोलर YAML फ़ाइल में लिखे जाते हैं और controller_manager का spawner उन्हें शुरू करता है।',
    needs: [
      [
        `${ROS2_CONTROL}#configure-and-start-controllers`,
        `${ROS2_CONTROL}#the-three-parts-and-the-loop`,
        `${ROS2_CONTROL}#what-ros2_control-is`,
      ],
    ],
  },
  {
    ...ofModule('gazebo'),
    id: 'hi-03',
    language: 'Hindi',
    question: 'सिमुलेशन का समय क्या होता है और मेरा कोड उसे कैसे माने?',
    englishQuery: 'what simulation time is, use_sim_time in code',
    answer: 'सिमुलेशन का समय clock टॉपिक से आता है और use_sim_time सेट करने पर नोड उसी घड़ी को मानता है।',
    needs: [
      [
        `${PHYSICS_AND_TIME}#what-simulation-time-is`,
        `${PHYSICS_AND_TIME}#write-code-that-respects-simulated-time`,
      ],
    ],
  },
  {
    ...ofModule('isaac'),
    id: 'hi-04',
    language: 'Hindi',
    question: 'जेटसन बोर्ड पर गर्मी और मेमोरी की सीमा में कैसे रहें?',
    englishQuery: 'keep within the limits of a Jetson: power, heat and memory',
    answer: 'Jetson पर बिजली, गर्मी और मेमोरी पर नज़र रखो और छोटी तस्वीरें या कम दर चुनो।',
    needs: [[`${JETSON}#keep-within-the-limits`, `${JETSON}#what-makes-a-jetson-different`]],
  },
  {
    ...ofModule('vla'),
    id: 'hi-05',
    language: 'Hindi',
    question: 'एक्शन चंक क्या है और उसे कितनी देर तक मानना चाहिए?',
    englishQuery: 'what an action chunk is and how long to follow it',
    answer: 'एक्शन चंक आगे के कई कदमों का समूह है, जिसका केवल पहला हिस्सा चलाकर नया चंक माँगा जाता है।',
    needs: [[`${ACTION_CHUNKS}#what-an-action-chunk-is`, `${ACTION_CHUNKS}#how-long-to-follow-a-chunk`]],
  },
  {
    ...ofModule('ros2'),
    id: 'zh-01',
    language: 'Chinese',
    question: '为什么坐标系必须组成一棵树？',
    englishQuery: 'why coordinate frames form a tree in tf2',
    answer: '每个坐标系只能有一个父坐标系,这样任意两个坐标系之间只有一条路径。',
    needs: [[`${TF2}#why-the-frames-form-a-tree`]],
  },
  {
    ...ofModule('ros2'),
    id: 'zh-02',
    language: 'Chinese',
    question: '怎样在一个系统里运行两台相同的机器人而不冲突？',
    englishQuery: 'namespaces for more than one robot',
    answer: '给每台机器人一个命名空间,话题名就不会互相冲突。',
    needs: [[`${PARAMETERS_AND_LAUNCH}#namespaces-for-more-than-one-robot`]],
  },
  {
    ...ofModule('gazebo'),
    id: 'zh-03',
    language: 'Chinese',
    question: '仿真测试有时通过有时失败，怎么办？',
    englishQuery: 'avoid flaky simulation tests',
    answer: '测试应当等待条件成立而不是等待固定的时间,这样结果才稳定。',
    needs: [[`${SIMULATION_TESTS}#avoid-flaky-tests`]],
  },
  {
    ...ofModule('isaac'),
    id: 'zh-04',
    language: 'Chinese',
    question: '场景是用什么格式描述的？',
    englishQuery: 'how USD describes a scene in Isaac Sim',
    answer: '场景用 USD 描述,它由 prim 组成的树和属性构成。',
    needs: [[`${ISAAC_SIM}#how-usd-describes-a-scene`]],
  },
  {
    ...ofModule('vla'),
    id: 'zh-05',
    language: 'Chinese',
    question: '视觉语言动作模型不擅长什么？',
    englishQuery: 'what vision-language-action models are bad at',
    answer: '数据少的地方它最弱:摄像头移动、光线变化或物体形状特殊时都可能失败,而且不作任何保证。',
    needs: [[`${VLA_MODELS}#what-vlas-are-bad-at`]],
  },
  {
    ...ofModule('ros2'),
    id: 'pt-01',
    language: 'Portuguese',
    question: 'Como escrevo um nó que publica uma mensagem duas vezes por segundo?',
    englishQuery: 'publish on a timer in Python',
    answer:
      'O nó cria um publicador e um temporizador com create_timer, que chama a função de publicação a cada meio segundo.',
    needs: [[`${NODES_AND_TOPICS}#publish-on-a-timer`]],
  },
  {
    ...ofModule('ros2'),
    id: 'pt-02',
    language: 'Portuguese',
    question: 'Por que cada elo precisa de uma forma de colisão além da visual?',
    englishQuery: 'why there are three shapes per link: visual, collision, inertial',
    answer:
      'A forma visual serve para mostrar, a de colisão para a física e a inercial diz como a massa se distribui.',
    needs: [[`${URDF}#why-there-are-three-shapes-per-link`]],
  },
  {
    ...ofModule('gazebo'),
    id: 'pt-03',
    language: 'Portuguese',
    question: 'Meu robô desliza no chão da simulação. O que devo ajustar?',
    englishQuery: 'contact and friction, robot slides in simulation',
    answer:
      'Ajuste os coeficientes de atrito das superfícies em contato, porque eles decidem se as rodas escorregam.',
    needs: [[`${PHYSICS_AND_TIME}#contact-and-friction`, `${SPAWNING}#when-the-robot-misbehaves`]],
  },
  {
    ...ofModule('isaac'),
    id: 'pt-04',
    language: 'Portuguese',
    question: 'Como limito as velocidades que uma política aprendida envia ao robô?',
    englishQuery: 'wrap the policy with limits',
    answer:
      'Um invólucro em volta da política limita a velocidade e a mudança em cada passo antes que o comando chegue aos motores.',
    needs: [[`${SIM_TO_REAL}#wrap-the-policy-with-limits`, `${RUNNING_SAFELY}#write-a-safety-filter-node`]],
  },
  {
    ...ofModule('vla'),
    id: 'pt-05',
    language: 'Portuguese',
    question: 'Como controlo um braço à distância para gravar demonstrações?',
    englishQuery: 'teleoperation to record demonstrations with LeRobot',
    answer:
      'Na teleoperação uma pessoa move um braço líder, e o seguidor repete o movimento enquanto o LeRobot grava.',
    needs: [[`${DEMONSTRATIONS}#what-teleoperation-is`, `${DEMONSTRATIONS}#record-with-lerobot`]],
  },
];

function ofModule(module: NonNullable<EvaluationQuestion['module']>) {
  return { kind: 'paraphrase', module, split: 'fresh' } as const;
}
