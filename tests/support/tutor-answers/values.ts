/** Brackets that are the text's own. */
export const values: readonly string[] = [
  'Set the position [1, 2, 3] rad',
  'Wrap the yaw angle into [0, 2π) before you compare it.',
  'The gripper opens in [0, 1], and the head turns in [-90, 90] degrees.',
  'Its position is [1, 2, 3], its orientation [0, 0, 0, 1].',
  'Read joint_names[2] and jointPositions[1], not data[0][1], and x[1] is not y[2].',
  'A covariance such as [[1, 0], [0, 1]] is the identity.',
  'The goal is x = [1, 2], with the target at [2, 3].',
  'The array `[1, 2, 3]` in code and the array [1, 2, 3] in words are the same.',
  'ranges[0] is the first beam, ranges[-1] the last, ranges[1:3] two of them.',
  'The shape [3] is a vector, and the index [1] its second entry.',
  '- [ ] install ROS 2\n- [x] source the workspace\n',
  'Take q = [1.57, 0, -1.57] and see [INFO] [1700000000.123] [talker]: Publishing.',
  'Rotate from [1, 2] to [2, 3], between the points [1, 3] and [2, 3].',
  '[WARN] [controller_manager]: Overrun of 3 ms.\n[INFO] [talker]: Hello',
  '```python\nq[1] = limits[2][1]\npose = [1, 2, 3]\n```\nThe second joint moves.',
  'A footnote like note[a] or arr[i] is not a source, nor are [TODO] and [sic].',
];
