/** Answers in other languages and scripts, with the joiners that some of them need. */
export const languages: readonly string[] = [
  '节点通过话题通信⟦[1]⟧。如果 distance<threshold 且 speed>0,机器人就停下。',
  '**节点(node)**使用 `std::vector<double>`,位置为 [1, 2, 3],请看https://docs.ros.org/en/jazzy。',
  'ノードは`rclpy`で書きます。範囲は[0, 2π)です⟦【1】⟧。',
  '노드는 토픽으로 통신합니다⟦ [1]⟧. `ros2 run`을 실행하세요. a<b 이면 멈춥니다.',
  'نوڈ ایک عمل ہے⟦ [1]⟧۔ کمانڈ `ros2 run` چلائیں، اور /scan@sensor_msgs/msg/LaserScan لکھیں۔',
  'روبوٹ رک جاتا ہے اگر distance<threshold ہو۔\n\n- پہلا نکتہ⟦ [1]⟧\n- دوسرا نکتہ `data[1]`\n',
  'العقدة عملية تعمل⟦ [1]⟧، والموضوع قناة. الموضع [1, 2, 3] بالراديان.',
  'می‌خواهم ربات را ببینم؛ گره‌ها با هم حرف می‌زنند⟦ [2]⟧.',
  'रोबोट नोड से बना है⟦ [1]⟧। क्‍षेत्र और `ros2 topic list` देखें।',
  'Der Knoten läuft⟦ [Quelle 1]⟧. Der Bereich ist [0, 1], für Größe<1 hält er an.',
  'El nodo publica⟦ [Fuente 1]⟧: «¿va bien?» — sí, si x<y y z>w.',
  'Робот 🤖 едет 👩‍🔬 сам⟦ [1]⟧, а 1️⃣ значит первый.',
];
