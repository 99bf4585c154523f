/** TeX in its four delimiters, and tables. */
export const formulas: readonly string[] = [
  'The error $e(t)$ goes to zero.',
  'The output is $$u(t) = K_p e(t) + K_i \\int_0^t e(\\tau)\\,d\\tau$$ and no more.',
  'The angle \\(\\theta\\) is in radians, \\(0 \\le \\theta < 2\\pi\\).',
  'The torque is \\[ \\tau = J^{T}(q) F \\] for each pose.',
  '$$\nR = \\begin{bmatrix}\n\\cos\\theta & -\\sin\\theta \\\\\n\\sin\\theta & \\cos\\theta\n\\end{bmatrix}\n$$\n\nrotates by $\\theta$.',
  '\\[\nx_{k+1} = A x_k + B u_k\n\\]\n\nis the model, with $a<b$ and $c>d$.',
  'Take $x_1, x_2 \\in [0, 1]$, $p = [1, 2, 3]^T$ and $v[1] = 2$; it costs $5.',
  'From $x<0$ to $x>0$ the sign changes⟦ [1]⟧, so \\(|x|\\) is not smooth⟦ [2]⟧.',
  '| Symbol | Meaning |\n|:--|--:|\n| $K_p$ | gain |\n| \\(T_s\\) | period |\n| $[0, 2\\pi)$ | interval |\n',
  '| Layer | Rate |\n|---|---|\n| policy | <10 Hz |\n| control | >500 Hz |\n\nThe rates differ by 50×.',
  '- $v = \\omega r$\n- $\\omega = (v_r - v_l) / L$\n  - with $L > 0$\n',
];
