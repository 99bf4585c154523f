const SHAPES: [string, RegExp][] = [
  ['option', /^--?[a-z]/],
  ['command', /^(?:ros2|gz|colcon|pip|lerobot-|\.\/)\S*(?:\s\S+){0,3}$/],
  ['topic', /^\/[a-z_]+(?:\/[a-z_]+)?$/],
  ['type', /^[a-z]\w+\/(?:msg|srv|action)\/\w+$/],
  ['file', /^[\w./-]+\.(?:py|yaml|yml|xml|sdf|urdf|xacro|txt|usda?c?|msg|srv|action)$/],
  ['constant', /^[A-Z][A-Z\d]*_[A-Z\d_]+$/],
  ['class', /^[A-Z][a-z\d]+(?:[A-Z]\w*)?$/],
  ['name', /^[a-z][a-z\d]*(?:_[a-z\d]+)+$/],
];

/** What kind of thing a piece of inline code names; undefined for code that no other could stand for. */
export function codeShape(code: string): string | undefined {
  return SHAPES.find(([, form]) => form.test(code))?.[0];
}
