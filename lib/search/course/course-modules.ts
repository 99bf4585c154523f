/** The four modules of the course: the directory each lives in, and the id search and links know it by (spec A8.1). */
export const COURSE_MODULES = [
  { id: 'ros2', number: 1, dir: 'module-1-ros2', name: 'ROS 2' },
  { id: 'gazebo', number: 2, dir: 'module-2-simulation', name: 'Simulation' },
  { id: 'isaac', number: 3, dir: 'module-3-isaac', name: 'NVIDIA Isaac' },
  { id: 'vla', number: 4, dir: 'module-4-vla', name: 'Vision, language, action' },
] as const;

export type ModuleId = (typeof COURSE_MODULES)[number]['id'];
