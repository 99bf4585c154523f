/** Forms of the present that a term is spoken of in; a closed list, since `streams` may be a noun. */
export const VERBS =
  `is are adds avoids begins belongs brings carries changes checks chooses combines computes connects
contains controls converts copies costs creates decides defines deserves describes draws ends estimates expects explains fits fixes
follows freezes gives handles holds imitates joins keeps knows launches leads learns lets limits listens lists loads logs looks makes
maps means measures moves names needs offers opens pretends prevents prints produces publishes randomizes reads receives
records removes repeats replaces reports returns runs saves says sends sets shows simulates starts stays stops stores
subscribes takes talks tells tracks trains transforms tries turns understands updates uses waits wraps writes`
    .trim()
    .split(/\s+/)
    .join('|');
