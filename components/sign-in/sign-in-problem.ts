const TEXTS = new Map(
  Object.entries({
    AccessDenied: 'This account may not sign in here. Try another one, or ask whoever runs the course.',
    OAuthAccountNotLinked: 'You signed in another way before. Please use that one again.',
    SessionRequired: 'Please sign in to see this page.',
    CredentialsSignin: 'That name did not work. Please try another one.',
    OAuthCallback: 'The sign-in was not completed. Please try again.',
    Callback: 'The sign-in was not completed. Please try again.',
  }),
);

/** What to tell the student for an error of NextAuth: never its code. */
export function signInProblem(code: string | undefined): string {
  return TEXTS.get(code ?? '') ?? 'Signing in did not work. Please try again in a moment.';
}
