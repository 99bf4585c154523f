/** The hues that the style sheet has, by the modules of our own course. */
const HUES = ['ros2', 'gazebo', 'isaac', 'vla'];

/**
 * The hue of a module, for `data-module`: its own, or one of the four by its number in a course of other modules. A page
 * in no module has none, and takes the colour of the text around it.
 */
export function moduleHue({ id, number }: { id: string; number: number }): string | undefined {
  return HUES.includes(id) || number < 1 ? id || undefined : HUES[(number - 1) % HUES.length];
}
