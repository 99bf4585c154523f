import type { TutorAnswer } from './tutor-answers';

const INDENTED_FENCE = [
  '1. A',
  '   - B',
  '     ```cpp',
  '     #include <rclcpp/rclcpp.hpp>',
  '     auto p = node->create_publisher<std_msgs::msg::String>("t", 10);',
  '     ```',
  '   - C',
].join('\n');

/** Answers of which something was once missing, or too much was left. */
export const seenAnswers: TutorAnswer[] = [
  { name: 'a comparison', marked: 'stop if distance<threshold and speed>0 here' },
  { name: 'two comparisons', marked: 'if a<b and c>d' },
  { name: 'a template with two arguments', marked: 'map<string,int> m' },
  { name: 'a tag of URDF in a sentence', marked: 'Put <link name="base"> in the file' },
  { name: 'code two levels deep in a list', marked: INDENTED_FENCE },
  {
    name: 'a template that is called',
    marked: 'Call create_publisher<std_msgs::msg::String>("t", 10) once.',
  },
  { name: 'a bridged topic', marked: '/scan@sensor_msgs/msg/LaserScan' },
  { name: 'a division without rest', marked: '7//2' },
  { name: 'a login', marked: 'ssh ubuntu@192.168.1.5' },
  { name: 'a position', marked: 'Set the position [1, 2, 3] rad' },
  { name: 'a marker in bold', marked: 'Nodes talk⟦ **[1]**⟧.' },
  { name: 'markers in parentheses', marked: 'Nodes talk⟦ ([1], [2])⟧.' },
  { name: 'a marker in lenticular brackets', marked: 'Nodes talk⟦【1】⟧.' },
  { name: 'a marker like a footnote', marked: 'Nodes talk⟦[^1]⟧.' },
  { name: 'a marker for a range', marked: 'Nodes talk⟦ [1-3]⟧.' },
  { name: 'a marker with a word', marked: 'Nodes talk⟦ [Source 1]⟧.' },
  { name: 'a link', marked: 'See [the docs](https://docs.ros.org/en/jazzy/Tutorials.html).' },
  { name: 'an address of this machine', marked: 'Open http://localhost:8080/ui now.' },
  { name: 'an address of the network', marked: 'Open http://192.168.1.10:9090/dashboard now.' },
  { name: 'a formula in a line', marked: 'The error $e(t)$ shrinks.' },
  { name: 'a formula of its own', marked: '$$u(t) = K_p e(t)$$' },
  { name: 'a formula in round brackets', marked: 'The angle \\(\\theta\\) turns.' },
  { name: 'a formula in square brackets', marked: '\\[ \\tau = J^T F \\]' },
];

/** How many citations each has, of those that have some. */
export const seenCitations: Record<string, number> = {
  'a marker in bold': 1,
  'markers in parentheses': 2,
  'a marker in lenticular brackets': 1,
  'a marker like a footnote': 1,
  'a marker for a range': 3,
  'a marker with a word': 1,
};
