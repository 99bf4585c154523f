/** `<` and `>` that compare, point or go around. */
export const comparisons: readonly string[] = [
  'stop if distance<threshold and speed>0 here',
  'if a<b and c>d',
  'The loop runs while i<n && n>0, and ends with i>=n.',
  'A lidar with range_min<range<range_max returns a value; one with range<=0.12 does not.',
  'If battery<20% and charging==false, go to the dock; if battery>80%, leave it.',
  'Use `if (error < 0.01)` in code, or in words: error<0.01 for three cycles.',
  'A -> B -> C is the chain of frames; map<-odom is the inverse, and a<->b is both.',
  'For x<y the arm turns left, for x>y it turns right, for x<=y it does not turn right.',
  'The condition -π<θ<π holds after wrapping, and |v|<v_max at all times.',
  'Latency <10 ms is fine, 10–30 ms is usable, >100 ms is felt.',
  'With p<0.05 we call it significant. With n<30, we do not.',
  '- cost<253: free\n- 253<=cost<254: inscribed\n- cost>=254: lethal\n',
  '| Check | Result |\n|---|---|\n| a<b | true |\n| `a>b` | false |\n| a<b and c>d | both |\n',
  'I <3 robots, and 1<<2 is 4, 16>>2 is 4 as well.',
];
