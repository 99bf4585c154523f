/**
 * What the picker offers: pictures, PDF, and text and code of a robotics course. The server looks at the content and has
 * the last word (`lib/files/file-type.ts`).
 */
export const ATTACHABLE: Record<string, string[]> = {
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/webp': ['.webp'],
  'image/gif': ['.gif'],
  'application/pdf': ['.pdf'],
  'text/plain': ['.txt', '.log', '.ini', '.cfg', '.toml', '.rst', '.msg', '.srv', '.action', '.proto'],
  'text/markdown': ['.md'],
  'text/csv': ['.csv'],
  'text/x-python': ['.py'],
  'text/x-c': ['.c', '.h'],
  'text/x-c++': ['.cpp', '.cc', '.cxx', '.hpp', '.cu'],
  'text/x-shellscript': ['.sh', '.bash'],
  'text/x-cmake': ['.cmake'],
  'text/xml': ['.xml', '.urdf', '.xacro', '.sdf', '.world', '.launch'],
  'application/json': ['.json', '.ipynb'],
  'text/yaml': ['.yaml', '.yml', '.rviz'],
};
