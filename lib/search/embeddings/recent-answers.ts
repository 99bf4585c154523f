/**
 * Answers to the questions asked last, at most `most` of them. Those who ask the same at the same time share one attempt;
 * a failed one is forgotten.
 */
export class RecentAnswers<Answer> {
  private readonly answers = new Map<string, Promise<Answer>>();

  constructor(private readonly most: number) {}

  get(key: string, find: () => Promise<Answer>): Promise<Answer> {
    const known = this.answers.get(key);
    // A map keeps the order of insertion: what is asked again moves to its end.
    if (known) this.answers.delete(key);
    const answer = known ?? find();
    this.answers.set(key, answer);
    if (!known)
      answer.catch(() => {
        if (this.answers.get(key) === answer) this.answers.delete(key);
      });
    const [oldest] = this.answers.keys();
    if (this.answers.size > this.most && oldest !== undefined) this.answers.delete(oldest);
    return answer;
  }
}
