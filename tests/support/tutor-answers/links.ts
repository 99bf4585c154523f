/** Addresses, of which some may be followed and some not. */
export const links: readonly string[] = [
  'Read [the docs](https://docs.ros.org/en/jazzy/Tutorials.html) first.',
  'Open http://localhost:8080/ui in the browser.',
  'The dashboard is at http://192.168.1.10:9090/dashboard, for everyone in the laboratory.',
  'See https://docs.ros.org/en/jazzy/Concepts/Basic.html, https://gazebosim.org and www.example.org.',
  'The lesson is at [Topics](/docs/module-1-ros2/chapter-1-foundations/nodes-and-topics#topics).',
  'Mail robots@example.org, or use <https://docs.ros.org/en/jazzy> and <mailto:a@example.org>.',
  'An image ![arm](https://example.org/arm.png) and a [reference][ros].\n\n[ros]: https://docs.ros.org/\n',
  'Clone https://github.com/ros2/demos.git, then `git checkout jazzy`; see git@github.com:ros2/demos.git too.',
  '- [Nav2](https://docs.nav2.org/)\n- [MoveIt](https://moveit.picknik.ai/main/index.html)\n- http://127.0.0.1:11434/v1\n',
  '| Page | Address |\n|---|---|\n| UI | http://localhost:8080/ui |\n| API | `http://localhost:8000/v1` |\n',
  'Cited beside a link: [docs](https://docs.ros.org/)⟦ [1]⟧, and again at https://docs.ros.org/a⟦ [2]⟧.',
  'A query such as https://example.org/?q=ros2&n=1 has `&` in it, and ftp://example.org/a is old.',
];
