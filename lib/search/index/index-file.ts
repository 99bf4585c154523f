import { createHash } from 'node:crypto';
import { STOP_WORDS } from '../text/stop-words';
import { words } from '../text/words';

/**
 * The file of an index: {@link MAGIC}, a CRC-32 of all that follows it, the length of a header, the header as JSON, and its
 * sections, each on a multiple of eight bytes, so that they are used where they are read.
 */
export const MAGIC = Buffer.from('course-index', 'latin1');

/** Where the checksum, the header's length and the header begin. */
export const OFFSETS = { checksum: 12, headerLength: 16, header: 20 };

/** What a section holds: numbers of a width, or JSON. */
export type SectionKind = 'u8' | 'u16' | 'u32' | 'json';

export interface Section {
  kind: SectionKind;
  /** In bytes, from the end of the header, rounded up as {@link aligned}. */
  offset: number;
  length: number;
}

export interface Header {
  version: string;
  /** Digest of the course that it was made from, if whoever stored it knew that. */
  madeFrom?: string | undefined;
  sections: Record<string, Section>;
}

export function aligned(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}

/** Raise it when the meaning of a section changes. */
const FORMAT = 7;

/** Text with everything in it that the rules for words look at. */
const PROBE =
  "ROS 2's `ros2 topic list`: rclpy.Node, geometry_msgs/msg/Twist, std::string, gz_ros2_control, QoS, fine-tuning, CartPole-v1, behaviours, centre, 机器人 рoбот मॉडल.";

/** Says by which rules a file was made: one made by other rules is not read, but made anew. */
export function indexVersion(): string {
  const rules = JSON.stringify([FORMAT, [...STOP_WORDS], words(PROBE)]);
  return createHash('sha256').update(rules).digest('hex');
}
