/** The pages that right passages lie in, as their paths below `content/` without the ending. */
export const ROS2_OVERVIEW = 'module-1-ros2/README';
export const WHAT_IS_ROS2 = 'module-1-ros2/chapter-1-foundations/01-what-is-ros-2';
export const NODES_AND_TOPICS = 'module-1-ros2/chapter-1-foundations/02-nodes-and-topics';
export const MESSAGES = 'module-1-ros2/chapter-1-foundations/03-messages-and-interfaces';
export const SERVICES_AND_ACTIONS = 'module-1-ros2/chapter-2-communication/01-services-and-actions';
export const QOS = 'module-1-ros2/chapter-2-communication/02-quality-of-service';
export const PARAMETERS_AND_LAUNCH = 'module-1-ros2/chapter-2-communication/03-parameters-and-launch-files';
export const LIFECYCLE = 'module-1-ros2/chapter-2-communication/04-lifecycle-nodes';
export const ROSBAG = 'module-1-ros2/chapter-2-communication/05-recording-with-rosbag2';
export const TF2 = 'module-1-ros2/chapter-3-robot-model-and-control/01-coordinate-frames-with-tf2';
export const URDF = 'module-1-ros2/chapter-3-robot-model-and-control/02-describing-a-robot-in-urdf';
export const ROS2_CONTROL =
  'module-1-ros2/chapter-3-robot-model-and-control/03-moving-joints-with-ros2-control';
export const SIMULATION_OVERVIEW = 'module-2-simulation/README';
export const WORLDS = 'module-2-simulation/chapter-4-gazebo-worlds/01-gazebo-and-sdf-worlds';
export const SPAWNING = 'module-2-simulation/chapter-4-gazebo-worlds/02-spawning-a-robot';
export const SENSORS = 'module-2-simulation/chapter-4-gazebo-worlds/03-sensors-and-noise';
export const BRIDGE = 'module-2-simulation/chapter-5-simulation-and-ros-2/01-bridging-topics-with-ros-gz';
export const PHYSICS_AND_TIME =
  'module-2-simulation/chapter-5-simulation-and-ros-2/02-physics-and-simulation-time';
export const NAVIGATION = 'module-2-simulation/chapter-5-simulation-and-ros-2/03-mapping-and-navigation';
export const SIMULATION_TESTS = 'module-2-simulation/chapter-5-simulation-and-ros-2/04-testing-in-simulation';
export const ISAAC_OVERVIEW = 'module-3-isaac/README';
export const ISAAC_SIM = 'module-3-isaac/chapter-6-isaac-sim-and-isaac-lab/01-isaac-sim-and-usd-scenes';
export const REPLICATOR =
  'module-3-isaac/chapter-6-isaac-sim-and-isaac-lab/02-synthetic-data-with-replicator';
export const ISAAC_LAB =
  'module-3-isaac/chapter-6-isaac-sim-and-isaac-lab/03-reinforcement-learning-with-isaac-lab';
export const NITROS = 'module-3-isaac/chapter-7-from-gpu-to-robot/01-isaac-ros-and-nitros';
export const JETSON = 'module-3-isaac/chapter-7-from-gpu-to-robot/02-perception-on-a-jetson';
export const SIM_TO_REAL = 'module-3-isaac/chapter-7-from-gpu-to-robot/03-from-simulation-to-a-real-robot';
export const VLA_OVERVIEW = 'module-4-vla/README';
export const VLA_MODELS = 'module-4-vla/chapter-8-vla-models/01-what-is-a-vla-model';
export const ACTION_CHUNKS = 'module-4-vla/chapter-8-vla-models/02-action-tokens-and-chunks';
export const DEMONSTRATIONS = 'module-4-vla/chapter-8-vla-models/03-collecting-demonstrations';
export const LORA = 'module-4-vla/chapter-9-training-and-deployment/01-fine-tuning-with-lora';
export const EVALUATING = 'module-4-vla/chapter-9-training-and-deployment/02-evaluating-a-policy';
export const RUNNING_SAFELY = 'module-4-vla/chapter-9-training-and-deployment/03-running-a-policy-safely';
