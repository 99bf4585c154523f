/** One thing that a question names, with the ways in which a passage can say it. */
export interface Concept {
  forms: Form[];
  /** How much of the question it is, in nats. */
  information: number;
  /** 1, or less for a word that says little about what is asked. */
  weight: number;
}

/** One way to say it. */
export interface Form {
  terms: AskedTerm[];
  /** How sure it is that this was meant, 0 to 1. */
  credit: number;
}

/** A term that a question asks for, with what the course makes of it. */
export interface AskedTerm {
  term: string;
  /** Its place in a {@link TermSet} of the question. */
  at: number;
  /** In nats. */
  information: number;
  /** How much the course is about it, 0 to 1. */
  salience: number;
}
